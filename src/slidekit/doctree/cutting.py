"""From a document with sections to one whose children are slides. No HTML, no files."""

from __future__ import annotations

from typing import Any, NamedTuple

from docutils import nodes
from docutils.languages import get_language

from slidekit.diagnostics import Severity
from slidekit.doctree.fields import (
    docinfo_lines,
    has_slide_fields,
    inline_children,
    slide_fields,
    split_authors,
)
from slidekit.doctree.nodes import (
    directed,
    docinfo_line,
    heading,
    opened,
    pause,
    slide,
    untitled,
)
from slidekit.doctree.reports import Reports
from slidekit.doctree.shown import (
    ON,
    STEPPED,
    holds_slides,
    is_invisible,
    is_off,
    visible,
)


class Split(NamedTuple):
    """A slide that may go on on others: its title, itself, and on how many slides it stands."""

    title: nodes.Element | None = None
    first: slide | None = None
    parts: int = 1


class Splitter:
    """Takes a document apart into slides, from its first line to its last.

    ``level`` is the slide level; ``preamble`` says that content before the first slide is not shown.
    """

    def __init__(self, level: int, reports: Reports, preamble: bool, settings: Any) -> None:
        self.settings = settings
        self.level = level
        self.reports = reports
        self.preamble = preamble
        self.slides: list[slide] = []
        self.loose: list[nodes.Node] = []
        self.fresh = False
        """The current slide began at a transition, and nothing visible stands on it yet."""
        self.closed = False
        """The current slide is whole: it was a directive's."""
        self.split: Split = Split()
        """The slide that ``nextslide`` splits."""
        self.boxes: list[nodes.Element] = []
        """The elements around what is put on the slide now."""
        self.condition: list[str] = []
        """The classes of what is around the slides now."""

    def start(self, node: nodes.Node, title: nodes.Element | None = None) -> slide:
        """Begin a slide; one that a transition has just begun takes the title instead."""
        if self.fresh and title is not None:
            current = self.slides[-1]
        else:
            above = self.fields_above()
            current = slide()
            current["fields"] = (above is not None and slide_fields(above, self.reports)) or {}
            current["fields-node"] = above
            self.slides.append(current)
        current.source, current.line = node.source, node.line
        if title is not None:
            current.insert(0, title)
        current["classes"] += [name for name in self.condition if name not in current["classes"]]
        current["fields-open"] = True
        self.fresh = self.closed = False
        self.boxes = []
        self.split = Split(title, current)
        return current

    def fields_above(self) -> nodes.field_list | None:
        """The field list that is the last thing of a slide, and means the next one: so it is with rst2html5slides."""
        seen = list(visible(self.slides[-1].children)) if self.slides and not (self.closed or self.boxes) else []
        last = seen[-1] if len(seen) > 1 else None
        if not isinstance(last, nodes.field_list) or not has_slide_fields(last):
            return None
        self.settings.slidekit_above = True
        if not self.settings.slidekit_places:
            return None
        self.slides[-1].remove(last)
        return last

    def walk(self, children: list[nodes.Node], depth: int) -> None:
        """Deal children out to slides; ``depth`` is the level of the sections among them."""
        for child in children:
            if isinstance(child, nodes.transition):
                current = self.start(child)
                current["ids"] += child["ids"]
                current["classes"] += child["classes"]
                current["begins"] = (child, depth - 1)
                self.fresh = True
            elif isinstance(child, opened):
                self.walk(child.children, depth + 1)
            elif isinstance(child, directed):
                self.walk_directed(child)
            elif holds_slides(child):
                self.walk_condition(child, depth)
            elif isinstance(child, nodes.section | untitled):
                self.walk_section(child, depth)
            else:
                self.put(child)

    def walk_section(self, section: nodes.Element, depth: int) -> None:
        """A section: a slide, or a heading on the current one."""
        titled = isinstance(section, nodes.section)
        body = section.children[1:] if titled else section.children
        if depth <= self.level or self.fresh or self.closed or not self.slides:
            if titled:
                title: Any = section[0]
                fresh = self.fresh
                current = self.start(place_of_title(section), title)
                if not fresh:
                    current["begins"] = (section, depth - 1)
            elif self.fresh:  # the transition has begun this slide already
                current = self.slides[-1]
                self.fresh = False
            else:
                current = self.start(place_of_title(section))
                current["begins"] = (section, depth - 1)
            current["ids"] += section["ids"]
            current["classes"] += section["classes"]
            current["depth"] = max(depth, self.level)
        elif titled:
            above = self.slides[-1].get("depth", self.level)
            found = heading("", "", *section[0].children, level=max(1, depth - above))
            found.source, found.line = section.source, max(1, (section.line or 2) - 1)
            found["ids"], found["classes"] = section["ids"], section["classes"]
            around = [name for name in section["classes"] if is_off([name]) or name == ON or name in STEPPED]
            if around:
                around += [name for name in section["classes"] if ":" in name]  # what a directive says of its steps
                self.box(section, around)
                found["classes"] = [name for name in section["classes"] if name not in around]
            self.put(found)
            self.walk(body, depth + 1)
            if around:
                self.boxes = self.boxes[:-1]
            return
        self.walk(body, depth + 1)

    def box(self, node: nodes.Element, classes: list[str]) -> None:
        """Put what comes into an element of its own."""
        found = nodes.container(classes=list(classes), boxed=True)
        if not STEPPED.isdisjoint(classes):
            found["whole"] = "all"  # it comes at once
        found.source, found.line = node.source, node.line
        self.put(found)
        self.boxes = [*self.boxes, found]

    def walk_condition(self, node: nodes.Element, depth: int) -> None:
        """What a condition is for that holds slides: they have its classes, and an element around all else."""
        depth -= node.get("up", 0)
        first = next(index for index, child in enumerate(node.children) if not is_content(child))
        deep = isinstance(node.children[first], nodes.section) and depth > self.level and not self.fresh
        condition, count = self.condition, len(self.slides)
        self.condition = [*condition, *node["classes"]]
        boxed = bool(node["classes"]) and ((deep and not self.closed) or any(visible(node.children[:first])))
        if boxed:
            self.box(node, node["classes"])
        self.walk(node.children, depth)
        self.condition = condition
        self.closed = self.closed or len(self.slides) > count  # what comes is not part of the last of them
        self.boxes = self.boxes[: -1 if boxed else None]

    def walk_directed(self, node: nodes.Element) -> None:
        """A slide that a directive begins; of a ``slide`` the end is known too."""
        title: nodes.Element | None = next((each for each in node.children if isinstance(each, nodes.title)), None)
        onward, known = node["kind"] == "next", self.split
        if onward and title is None and not node["notitle"] and known.title is not None:
            title = again(known.title)
        fresh = self.fresh
        if fresh and title is None:
            current = self.slides[-1]
            self.fresh = False
        else:
            current = self.start(node, title)
        current["ids"] += node["ids"]
        current["classes"] += node["classes"]
        current["fields"] = joined(current["fields"], node["fields"])
        current["fields-node"] = node
        current["directed"] = True
        if not onward:
            for child in node.children[title is not None :]:
                self.put(child)
            self.closed = True
            self.split = known
        elif not node.children:
            self.split = known._replace(parts=known.parts + 1)
            if title is not None and node["increment"]:
                title += nodes.Text(f" ({self.split.parts})")
            current["part"] = self.split

    def put(self, node: nodes.Node) -> None:
        """Put a node on the current slide, or take it for the slide's fields."""
        if self.closed and not is_invisible(node):
            known = self.split
            self.start(node)
            self.split = known
        if not self.slides:
            if is_invisible(node) or self.preamble:
                self.loose.append(node)
                return
            self.start(node)
        current = self.slides[-1]
        if isinstance(node, nodes.field_list) and (current.get("fields-open") or node.get("of_slide")):
            fields = slide_fields(node, self.reports)
            if fields is not None:
                current["fields"] = joined(current["fields"], fields)
                current["fields-node"] = node
                current["fields-open"] = bool(node.get("of_slide") and current["fields-open"])
                return
        if not is_invisible(node):
            self.fresh = False
            current["fields-open"] = False
        (self.boxes[-1] if self.boxes else current).append(node)


def is_content(node: nodes.Node) -> bool:
    """Whether a node begins no slide."""
    return not isinstance(node, nodes.section | untitled | nodes.transition | directed) and not holds_slides(node)


def joined(one: dict[str, str], other: dict[str, str]) -> dict[str, str]:
    """Fields of a slide that were said in two places; their classes add up."""
    both = {**one, **other}
    if "class" in one and "class" in other:
        both["class"] = f"{one['class']} {other['class']}"
    return both


def again(title: nodes.Element) -> nodes.Element:
    """A title once more: nothing leads to it."""
    found = title.deepcopy()
    for node in found.findall(nodes.Element):
        node["ids"], node["names"] = [], []
    return found


def place_of_title(section: nodes.Element) -> nodes.Node:
    """A stand-in node whose line is that of the section's title."""
    place = nodes.Element()
    place.source, place.line = section.source, max(1, (section.line or 2) - 1)
    return place


def split(document: nodes.document, level: int, preamble: bool, reports: Reports) -> list[slide]:
    """Put slides in the place of everything in a document; gives them in order."""
    opening = title_slide(document, reports)
    splitter = Splitter(level, reports, preamble, document.settings)
    if opening is not None:
        splitter.slides.append(opening)
    children = list(document.children)
    document.children = []
    if opening is not None:
        splitter_after_title(splitter, children)
    else:
        splitter.walk(children, 1)
    slides = splitter.slides
    after = splitter.fields_above()  # no slide follows
    if after is not None:
        slides[-1].append(after)
    document.settings.unfinished = splitter.fresh
    if splitter.fresh and len(slides) > 1 and not slides[-1]["fields"]:
        last = slides.pop()
        slides[-1].extend([*(nodes.target("", "", ids=[name]) for name in last["ids"]), *last.children])
    report_preamble(splitter)
    if slides:
        loose = (node for node in splitter.loose if not isinstance(node, pause))
        unseen = [node for node in loose if not preamble or is_invisible(node)]
        at = 1 if slides[0].children and isinstance(slides[0].children[0], nodes.Titular) else 0
        for offset, node in enumerate(unseen):
            slides[0].insert(at + offset, node)
    document.extend(slides)
    return slides


def splitter_after_title(splitter: Splitter, children: list[nodes.Node]) -> None:
    """Walk what follows the title slide: content before the first section is a slide of its own."""
    opening = splitter.slides
    splitter.slides = []
    title = next((child for child in opening[0].children if isinstance(child, nodes.title)), None)
    splitter.split = Split(title, opening[0])
    splitter.walk(children, 1)
    splitter.slides = [*opening, *splitter.slides]


def report_preamble(splitter: Splitter) -> None:
    """Say once that a hovercraft deck's preamble is not shown."""
    shown = [node for node in splitter.loose if not is_invisible(node)]
    if shown:
        splitter.reports.note(
            "preamble",
            "what stands before the first slide of a hovercraft deck is not shown",
            shown[0],
            severity=Severity.INFO,
        )


def title_slide(document: nodes.document, reports: Reports) -> slide | None:
    """The slide of document title, subtitle and docinfo; these leave the document."""
    titles = [child for child in document.children if isinstance(child, nodes.title | nodes.subtitle)]
    lists = [child for child in document.children if isinstance(child, nodes.field_list)]
    fields = next((child for child in lists if child.get("deck")), None)
    own = next((child for child in lists if child.get("slide")), None)
    for known in filter(None, (fields, own)):
        document.remove(known)
    if not titles:
        return None
    found = slide(classes=["title-slide"])
    found["fields"] = (own is not None and slide_fields(own, reports)) or {}
    found["fields-node"] = own
    found.source, found.line = titles[0].source, titles[0].line
    for title in titles:
        document.remove(title)
        found["classes"] += title["classes"]
        if isinstance(title, nodes.title):
            found["ids"] += title["ids"]
            title["ids"] = []
        title["classes"] = []
        found += title
    labels = get_language(document.settings.language_code, document.reporter).labels
    for kind, label, field in docinfo_lines(fields, labels) if fields is not None else ():
        if kind in ("dedication", "abstract"):
            found += nodes.topic("", nodes.title("", label), *field[1].children, classes=[kind])
        elif kind == "authors":
            found += [docinfo_line("", "", *name, classes=["author"], label="") for name in split_authors(field)]
        else:
            body: Any = field[1]
            line = docinfo_line("", "", *inline_children(body), classes=[nodes.make_id(kind)], label=label)
            line.source, line.line = field.source, field.line
            found += line
    return found
