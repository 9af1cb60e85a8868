"""How the elements of a maker's SVG look, in the theme's colours: what rules, attributes and those around them say. Draws nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple
from xml.etree.ElementTree import Element

from slidekit.doctree.diagrams import paints, paths
from slidekit.doctree.diagrams.rules import Place, Said, Sheet, local

DEPTH = 150
"""Elements within each other; a path through them is walked by recursion."""

INHERITED = frozenset(
    "fill stroke stroke-width stroke-dasharray stroke-linecap stroke-linejoin fill-opacity stroke-opacity fill-rule "
    "font-size font-weight font-style font-family text-anchor text-align dominant-baseline color visibility "
    "marker-start marker-end text-decoration".split()
)
"""What those within an element have of it."""

GEOMETRY = {
    "path": "d",
    "polygon": "points",
    "polyline": "points",
    "line": "x1 y1 x2 y2",
    "rect": "x y width height rx ry",
    "circle": "cx cy r",
    "ellipse": "cx cy rx ry",
    "text": "x y dx dy",
    "tspan": "x y dx dy",
}
"""What may be drawn, and the attributes that say where."""

WORDS = {
    "stroke-linecap": "round|square",
    "stroke-linejoin": "round|bevel",
    "fill-rule": "evenodd",
    "font-weight": "bold|bolder|[5-9]00",
    "font-style": "italic|oblique",
    "text-anchor": "middle|end",
    "dominant-baseline": "middle|central|hanging|text-before-edge|text-after-edge",
    "text-decoration": "underline|line-through|overline",
}
"""What else of a look is kept, and its values that are none of the browser's own."""

MEASURES = re.compile(r"[\d.eE+\-,\s]+(?:em)?|none")
PLACES = re.compile(r"[-+\d.eE,\sMmLlHhVvCcSsQqTtAaZz]*")
LENGTHS = re.compile(r"(?:[-+\d.]+(?:px|pt|em)?[\s,]*)+")


class DrawingError(ValueError):
    """What a maker gave cannot be shown; the argument says why."""


class Manner(NamedTuple):
    """How a maker draws."""

    paints: Mapping[str, str | tuple[str, str]]
    """What its colours become: one paint, or one as a fill and one as a line."""
    strict: bool
    """Whether all other colours are the author's."""
    size: float
    """How large its letters are if it does not say."""


class Looks:
    """The looks of one drawing's elements."""

    def __init__(self, root: Element, manner: Manner) -> None:
        self.manner = manner
        self.by_id = {element.get("id", ""): element for element in root.iter() if element.get("id")}
        self.sheet = Sheet("\n".join(each.text or "" for each in root.iter() if local(each) == "style"))
        self.places: dict[Element, Place] = {}
        self.note_places(root, None, 1, 0)
        self.known: dict[Element, Said] = {}

    def note_places(self, element: Element, around: Place | None, number: int, depth: int) -> None:
        """Learn what stands in what."""
        if depth > DEPTH:
            raise DrawingError("it is nested too deeply")
        self.places[element] = place = Place(element, around, number)
        counts: Counter[str] = Counter()
        for child in element:
            counts[local(child)] += 1
            self.note_places(child, place, counts[local(child)], depth + 1)

    def look(self, element: Element) -> Said:
        """What is said of an element, by itself or by those around it."""
        known = self.known.get(element)
        if known is None:
            place = self.places[element]
            above = self.look(place.around.element) if place.around else {}
            own = self.sheet.said_of(place)
            known = {name: value for name, value in above.items() if name in INHERITED}
            known |= {name: value for name, value in own.items() if value[0] not in ("inherit", "revert", "unset", "")}
            self.known[element] = known
        return known

    def word(self, element: Element, name: str) -> str:
        """The value of a property; nothing if none is said."""
        return self.look(element).get(name, ("", False))[0]

    def paint(self, element: Element, name: str, use: str) -> tuple[str, str]:
        """The paint of an element, and its colour before it was the theme's; nothing if none is said."""
        value, important = self.look(element).get(name, ("", False))
        if found := re.match(r"url\([\"']?#([\w:.-]+)", value):
            value = self.first_stop(found[1])
        if value.lower() == "currentcolor" and name != "color":
            return self.paint(element, "color", use)
        colour = paints.plain(value)
        if colour in ("", paints.NONE):
            return colour, colour
        ours = self.manner.paints.get(colour)
        if isinstance(ours, tuple):
            ours = ours[use == "stroke"]
        if ours is None:
            ours = colour if self.manner.strict or important else paints.of_theme(colour, use)
        return ours, colour

    def first_stop(self, name: str) -> str:
        """The colour that a gradient begins with: it would need an id to be one."""
        gradient = self.by_id.get(name)
        stop = next((each for each in gradient if local(each) == "stop"), None) if gradient is not None else None
        return self.word(stop, "stop-color") if stop is not None else paints.NONE

    def size(self, element: Element) -> float:
        """How large an element's letters were measured."""
        value = self.word(element, "font-size")
        found = re.fullmatch(r"([\d.]+)(px|pt|em|%)?", value)
        if not found:
            return self.manner.size
        factor = {"em": self.manner.size, "%": self.manner.size / 100}.get(found[2] or "", 1.0)
        return min(400.0, max(1.0, float(found[1]) * factor))

    def is_hidden(self, element: Element) -> bool:
        """Whether an element is not to be seen."""
        return (
            self.word(element, "display") == "none"
            or self.word(element, "visibility") in ("hidden", "collapse")
            or self.word(element, "opacity") in ("0", "0%")
        )

    def measure(self, element: Element, name: str) -> str:
        """A number that says how something looks; nothing if it is 1, as it is by itself."""
        value = self.word(element, name).removesuffix("px")
        if not MEASURES.fullmatch(value) or value.strip() in ("1", "none", ""):
            return ""
        return "" if name == "stroke-dasharray" and not any(paths.numbers(value)) else paths.short(value.strip())

    def geometry(self, tag: str, element: Element) -> dict[str, str]:
        """Where an element lies."""
        found = {}
        for name in GEOMETRY[tag].split():
            value = element.get(name, "").strip()
            if value and (PLACES if name in ("d", "points") else LENGTHS).fullmatch(value):
                found[name] = paths.short(value)
        return found

    def words(self, element: Element, *names: str) -> dict[str, str]:
        """Those properties of an element that are a word."""
        found = {name: self.word(element, name).strip() for name in names}
        return {name: value for name, value in found.items() if re.fullmatch(WORDS[name], value)}

    def ground(self, inner: Element, outer: Element) -> str:
        """The paint behind a label, if it has one."""
        place: Place | None = self.places[inner]
        while place is not None and place.element is not outer:
            for name in ("background-color", "background"):
                if name in self.look(place.element):
                    found = self.paint(place.element, name, "fill")[0]
                    if found not in ("", paints.NONE):
                        return found
            place = place.around
        return ""
