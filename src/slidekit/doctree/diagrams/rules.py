"""Style rules of a drawing, brought to its elements: so much of CSS as makers of diagrams write."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

Said = dict[str, tuple[str, bool]]
"""What declarations say: value by property, and whether it is ``!important``."""

PART = re.compile(
    r"(?P<tag>\*|[\w-]+)|#(?P<id>[\w-]+)|\.(?P<class>[\w-]+)"
    r"|\[(?P<name>[\w:-]+)(?:=(?:\"(?P<quoted>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\]]*)))?\]"
    r"|:(?P<pseudo>not|nth-of-type)\((?P<argument>[^()]*)\)|:(?P<place>first-of-type)"
)
"""A part of a selector; whatever has others matches nothing."""

RULES = 5000
"""More than a maker writes."""


class Simple(NamedTuple):
    """One condition: its kind, and what it wants."""

    kind: str
    name: str
    value: str = ""


class Rule(NamedTuple):
    """A selector's steps, the last first, each with how it is joined to the one before it; and what it says."""

    steps: tuple[tuple[str, tuple[Simple, ...]], ...]
    weight: tuple[int, int, int, int]
    said: Said


class Place:
    """An element, the place around it, and its number among its like."""

    def __init__(self, element: Element, around: Place | None, number: int) -> None:
        self.element = element
        self.around = around
        self.number = number


def local(element: Element) -> str:
    """An element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def declarations(text: str) -> Said:
    """What a list of declarations says; of two for one property the last, unless the first is more important."""
    said: Said = {}
    for part in text.split(";"):
        name, colon, value = part.partition(":")
        value, important, _ = value.partition("!important")
        name = name.strip().lower()
        if colon and (important or not said.get(name, ("", False))[1]):
            said[name] = (value.strip(), bool(important))
    return said


def blocks(sheet: str) -> Iterator[tuple[str, str]]:
    """The selectors and declarations of a style sheet; what begins with ``@`` is passed over with all within."""
    text = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    at = 0
    while (opened := text.find("{", at)) >= 0:
        selectors = text[at:opened].rpartition(";")[2].strip()
        depth, end = 1, opened + 1
        while depth and end < len(text):
            depth += (text[end] == "{") - (text[end] == "}")
            end += 1
        if not selectors.startswith("@"):
            yield selectors, text[opened + 1 : end - 1]
        at = end


def conditions(compound: str) -> tuple[Simple, ...]:
    """What a compound selector wants; one that is not understood wants what nothing has."""
    found: list[Simple] = []
    at = 0
    while at < len(compound):
        match = PART.match(compound, at)
        if match is None:
            return (Simple("never", ""),)
        at = match.end()
        if match["tag"]:
            found.append(Simple("tag", match["tag"]))
        elif match["id"]:
            found.append(Simple("id", match["id"]))
        elif match["class"]:
            found.append(Simple("class", match["class"]))
        elif match["name"]:
            value = next((match[kind] for kind in ("quoted", "single", "bare") if match[kind] is not None), "")
            found.append(Simple("attribute", match["name"], value))
        else:
            found.append(Simple(match["pseudo"] or match["place"], match["argument"] or ""))
    return tuple(found)


def rules_of(sheet: str) -> list[Rule]:
    """The rules of a style sheet, each selector by itself."""
    found: list[Rule] = []
    for selectors, body in blocks(sheet):
        said = declarations(body)
        for selector in re.split(r",(?![^()]*\))", selectors):
            words = re.sub(r"\s*>\s*", " >", selector.strip()).split()
            steps = [(">" if word.startswith(">") else " ", conditions(word.lstrip(">"))) for word in words]
            flat = [simple for _, wanted in steps for simple in wanted]
            weight = (
                sum(simple.kind == "id" for simple in flat),
                sum(simple.kind not in ("id", "tag") for simple in flat),
                sum(simple.kind == "tag" and simple.name != "*" for simple in flat),
                len(found),
            )
            if steps and len(found) < RULES:
                found.append(Rule(tuple(reversed(steps)), weight, said))
    return found


class Sheet:
    """The rules of a drawing, found by what their last step wants."""

    def __init__(self, text: str) -> None:
        self.by_class: dict[str, list[Rule]] = defaultdict(list)
        self.by_tag: dict[str, list[Rule]] = defaultdict(list)
        for rule in rules_of(text):
            wanted = rule.steps[0][1]
            name = next((simple.name for simple in wanted if simple.kind == "class"), "")
            tag = next((simple.name for simple in wanted if simple.kind == "tag"), "*")
            (self.by_class[name] if name else self.by_tag[tag]).append(rule)

    def said_of(self, place: Place) -> Said:
        """What rules, attributes and style say of an element, the weightiest of each."""
        element = place.element
        said: Said = {name: (value, False) for name, value in element.attrib.items()}
        candidates = [*self.by_tag[local(element)], *self.by_tag["*"]]
        for name in element.get("class", "").split():
            candidates += self.by_class[name]
        rules = sorted((rule for rule in candidates if matches(rule.steps, place)), key=lambda rule: rule.weight)
        for declared in (*(rule.said for rule in rules), declarations(element.get("style", ""))):
            for name, (value, important) in declared.items():
                if important or not said.get(name, ("", False))[1]:
                    said[name] = (value, important)
        return said


def matches(steps: tuple[tuple[str, tuple[Simple, ...]], ...], place: Place) -> bool:
    """Whether the steps of a selector lead to an element."""
    joined, wanted = steps[0]
    if not all(holds(simple, place) for simple in wanted):
        return False
    if len(steps) == 1:
        return True
    around = place.around
    while around is not None:
        if matches(steps[1:], around):
            return True
        if joined == ">":
            return False
        around = around.around
    return False


def holds(simple: Simple, place: Place) -> bool:
    """Whether an element is as a condition wants."""
    kind, name, value = simple
    element = place.element
    if kind in ("tag", "id"):
        return name in (("*", local(element)) if kind == "tag" else (element.get("id"),))
    if kind == "class":
        return name in element.get("class", "").split()
    if kind == "attribute":
        return element.get(name) == value if value else name in element.attrib
    if kind == "not":
        return not all(holds(inner, place) for inner in conditions(name))
    return place.number == 1 if kind == "first-of-type" else kind == "nth-of-type" and name.strip() == str(place.number)
