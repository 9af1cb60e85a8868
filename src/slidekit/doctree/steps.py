"""Steps: what of a slide comes when. Tree to tree: pauses are taken out, elements are numbered; no HTML.

An element's ``step`` is the one it appears with; an element without one is there as soon as what it stands in.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Literal, NamedTuple

from docutils import nodes

from slidekit.doctree.census import Census
from slidekit.doctree.nodes import docinfo_line, opened, pause, slide
from slidekit.doctree.transforms import is_invisible, take_out, visible

STEPPED = frozenset({"incremental", "build", "substep", "fragment"})
"""Classes that ask for steps."""

PLAIN = "nonincremental"

PAUSE = ". . ."

LISTS = (nodes.bullet_list, nodes.enumerated_list, nodes.definition_list, nodes.field_list, nodes.option_list)
PARTED = (*LISTS, nodes.line_block, nodes.container)
"""What comes part by part."""

BODIES = (nodes.container, nodes.block_quote)
"""What is no more than its content: a pause may stand in it."""


def find_pauses(found: Census) -> None:
    """Put a `pause` in the place of each paragraph that is one, before its dots become an ellipsis."""
    for parent in dict.fromkeys(each.parent for each in found[nodes.paragraph] if each.rawsource == PAUSE):
        above = parent
        while isinstance(above, BODIES):
            above = above.parent
        if isinstance(above, nodes.document | nodes.section | opened):
            for index, child in enumerate(parent.children):
                if isinstance(child, nodes.paragraph) and child.rawsource == PAUSE:
                    parent[index] = pause()


def number_steps(parts: list[slide], found: Census, every_list: bool) -> None:
    """Number what appears on each slide from 1 on, and give the slide its number of ``steps``.

    Notes must have left their slides. ``every_list`` says that lists step unless they are told not to.
    """
    words = [{*part["classes"], *part["fields"].get("class", "").split()} for part in parts]
    if not (every_list or found[pause] or any(map(STEPPED.intersection, words)) or asks_for_steps(found)):
        return
    for part, own in zip(parts, words, strict=True):
        lists: Lists = "plus"
        if PLAIN in own:
            lists = "none"
        elif every_list or own & STEPPED:
            lists = "all"
        timeline = Timeline()
        timeline.deal(part, Place(lists))
        part["steps"] = timeline.count()
        for parent in dict.fromkeys(each.parent for each in timeline.pauses):
            parent.children = [child for child in parent.children if not isinstance(child, pause)]
            if not parent.children and isinstance(parent, BODIES):
                take_out(parent)


def asks_for_steps(found: Census) -> bool:
    """Whether anything in a document has a class that asks for steps, or is a list with ``+``."""
    return any(listed.get("bullet") == "+" for listed in found[nodes.bullet_list]) or any(
        not STEPPED.isdisjoint(node.attributes["classes"])
        for members in found.values()
        for node in members
        if node.attributes["classes"]
    )


Lists = Literal["none", "plus", "all"]
"""Which outermost lists step without being told to."""


class Place(NamedTuple):
    """What an element's surroundings make of it.

    ``asked``: it is a part of what comes part by part. ``listed``: a list is around it. ``loose``: nothing around it
    comes as a whole, so that a pause counts for it. ``within``: the step that its surroundings have.
    """

    lists: Lists
    asked: bool = False
    listed: bool = False
    loose: bool = True
    within: int = 0


class Timeline:
    """Numbers the steps of one slide, in the order of its text."""

    def __init__(self) -> None:
        self.last = 0
        self.since = 0
        """The step of the latest pause: with it appears what is no step of its own."""
        self.paused = False
        """Nothing has appeared with that step yet."""
        self.pauses: list[pause] = []

    def count(self) -> int:
        """How many steps there are; a pause that nothing follows is none."""
        return self.last - self.paused

    def take(self) -> int:
        """The next step; that of a pause, if nothing has appeared since."""
        if self.paused:
            self.paused = False
        else:
            self.last += 1
        return self.last

    def deal(self, parent: nodes.Element, place: Place) -> None:
        """Number what stands in an element; if it is asked for, part by part (``show-first``: but for the first)."""
        if isinstance(parent, nodes.topic) and "contents" in parent["classes"]:
            return  # it repeats what stands elsewhere
        first = next(visible(parent.children), None) if place.asked and "show-first" in parent["classes"] else None
        for child in parent.children:
            if isinstance(child, pause):
                self.pauses.append(child)
                if not self.paused:
                    self.last += 1
                    self.since, self.paused = self.last, True
            elif isinstance(child, nodes.Element) and not is_invisible(child):
                self.visit(child, place._replace(asked=False) if child is first else place)

    def visit(self, node: nodes.Element, place: Place) -> None:
        """Number an element and what stands in it."""
        place = self.hear(node, place)
        inner = place._replace(asked=False, listed=place.listed or isinstance(node, LISTS))
        if isinstance(node, BODIES) and not any(visible(node.children)):
            self.deal(node, inner)
        elif place.asked and isinstance(node, PARTED):
            self.deal(node, self.follow(node, inner)._replace(asked=True))
        elif place.asked and can_appear(node):
            step = self.take()
            appear(node, step)
            self.deal(node, inner._replace(loose=place.loose and isinstance(node, BODIES), within=step))
        else:
            inner = self.follow(node, inner)
            if can_appear(node) and not isinstance(node, BODIES):
                self.paused = False
            self.deal(node, inner._replace(loose=place.loose and isinstance(node, BODIES)))

    def hear(self, node: nodes.Element, place: Place) -> Place:
        """The place of an element, after what its classes and its kind say."""
        words = () if isinstance(node, docinfo_line) else node["classes"]  # there they are a field's name
        if PLAIN in words:
            return place._replace(lists="none", asked=False)
        by_itself = isinstance(node, LISTS) and (
            place.lists == "all" or (place.lists == "plus" and node.get("bullet") == "+")
        )
        if (by_itself and not place.listed) or not STEPPED.isdisjoint(words):
            return place._replace(asked=True)
        return place

    def follow(self, node: nodes.Element, inner: Place) -> Place:
        """Let an element that is no step appear with the latest pause; the place of what stands in it."""
        if not inner.loose or self.since <= inner.within or not can_appear(node):
            return inner
        appear(node, self.since)
        return inner._replace(within=self.since)


def can_appear(node: nodes.Element) -> bool:
    """Whether an element can be shown and hidden, and there is something to see: not so half an element of raw HTML."""
    if isinstance(node, nodes.raw):
        return bool(node["classes"]) or is_whole(node.astext())
    return not isinstance(node, nodes.line) or bool(node.children)


def appear(node: nodes.Element, step: int) -> None:
    """Let an element appear with a step: on its parts, if it has no element of HTML itself."""
    unseen = isinstance(node, nodes.field | nodes.option_list_item) or (
        isinstance(node, nodes.definition_list_item) and "details" not in node.parent["classes"]
    )
    for part in node.children if unseen else [node]:
        if isinstance(part, nodes.Element) and not isinstance(part, nodes.classifier):
            part["step"] = step


TAG = re.compile(r"<(/?)([a-z][\w:-]*)[^<>]*?(/?)>", re.IGNORECASE)

UNCLOSED = frozenset(
    "area base br col embed hr img input link meta source track wbr p li dt dd option optgroup rp rt tr td th thead "
    "tbody tfoot colgroup caption".split()
)
"""Elements of HTML that need no end tag."""


def is_whole(html: str) -> bool:
    """Whether each element that a piece of HTML opens is closed in it, and the other way round."""
    depth: Counter[str] = Counter()
    for found in TAG.finditer(html):
        name = found[2].lower()
        if name not in UNCLOSED and not found[3]:
            depth[name] += -1 if found[1] else 1
            if depth[name] < 0:
                return False
    return not any(depth.values())
