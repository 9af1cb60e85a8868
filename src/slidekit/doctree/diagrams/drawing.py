"""A maker's SVG, cleaned: only shapes, text and links are left, painted by attributes, without ids, files or styles of its own.

Everything is made anew from what is known to be harmless, so that nothing else can come through. Style rules become
attributes, because in a page they would be everybody's; arrowheads that are referred to are drawn where they belong, because
ids would have to be unique on a page whose slides know nothing of each other.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from html import escape
from html.entities import html5
from typing import NamedTuple
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from slidekit.doctree.diagrams import paints, paths
from slidekit.doctree.diagrams.rules import Place, Said, Sheet, local

LETTERS = 4_000_000
ELEMENTS = 20_000
"""The largest drawing: nobody could read one of a tenth."""

DEPTH = 150
"""Elements within each other; a path through them is walked by recursion."""

SHRUNK = 0.95
"""Letters are drawn smaller than they were measured: the theme's may be wider than the maker's."""

INHERITED = frozenset(
    "fill stroke stroke-width stroke-dasharray stroke-linecap stroke-linejoin fill-opacity stroke-opacity fill-rule "
    "font-size font-weight font-style font-family text-anchor text-align dominant-baseline color visibility "
    "marker-start marker-end text-decoration".split()
)
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
MOVES = re.compile(r"(?:\s*(?:translate|scale|rotate|matrix)\s*\([-+\d.eE,\s]*\)[\s,]*)*")
ADDRESS = re.compile(r"(?:https?|mailto):|#[\w-]", re.IGNORECASE)

XLINK = "{http://www.w3.org/1999/xlink}"
ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)(\w+;)")
UNFIT = re.compile("[\0-\b\v\f\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
BLANK = re.compile(r"[\x00-\x20\x7f-\xa0]+")

NARROW, WIDE = frozenset("ijlt.,:;'|!()[] "), frozenset("mwMW@%")


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


class Drawing(NamedTuple):
    """What may stand in a page."""

    view: tuple[float, float, float, float]
    body: str
    lost: tuple[str, ...] = ()
    """What was left out, as codes and addresses: ``picture``, ``link javascript:…``."""


class Piece:
    """An element of the drawing that is made."""

    def __init__(self, tag: str, attributes: dict[str, str] | None = None) -> None:
        self.tag = tag
        self.attributes = attributes or {}
        self.inside: list[Piece | str] = []
        self.raw = ""
        """The colour of its fill before it became the theme's."""
        self.box: paths.Box | None = None

    def html(self) -> str:
        """The element as it stands in the page."""
        said = "".join(f' {name}="{escape(value)}"' for name, value in self.attributes.items() if value)
        inside = "".join(escape(part, quote=False) if isinstance(part, str) else part.html() for part in self.inside)
        if self.tag == "g" and not said:
            return inside
        return f"<{self.tag}{said}>{inside}</{self.tag}>" if inside else f"<{self.tag}{said}/>"


def clean(svg: str, manner: Manner) -> Drawing:
    """A maker's SVG as it may stand in a page. Raises DrawingError if it is none, or too large."""
    if len(svg) > LETTERS:
        raise DrawingError(f"it is too large: {len(svg):,} characters, and {LETTERS:,} are the most")
    try:
        root = ElementTree.fromstring(ENTITY.sub(known_entity, UNFIT.sub("", svg)))  # noqa: S314 - bounded; expat expands no bombs
    except ElementTree.ParseError as error:
        raise DrawingError(f"its maker gave no SVG: {error}") from None
    count = sum(1 for _ in root.iter())
    if count > ELEMENTS:
        raise DrawingError(f"it is too large: {count:,} shapes and words, and {ELEMENTS:,} are the most")
    view = paths.numbers(root.get("viewBox", ""))
    if local(root) != "svg" or len(view) != 4 or not all(map(math.isfinite, view)) or min(view[2:]) <= 0:
        raise DrawingError("there is nothing in it")
    return Cleaner(root, manner).drawing((view[0], view[1], view[2], view[3]))


def known_entity(found: re.Match[str]) -> str:
    """A letter that HTML has a name for and XML has none."""
    return escape(html5[found[1]]) if found[1] in html5 else f"&amp;{found[1]}"


class Cleaner:
    """One drawing at work."""

    def __init__(self, root: Element, manner: Manner) -> None:
        self.root = root
        self.manner = manner
        self.by_id = {element.get("id", ""): element for element in root.iter() if element.get("id")}
        self.sheet = Sheet("\n".join(each.text or "" for each in root.iter() if local(each) == "style"))
        self.places: dict[Element, Place] = {}
        self.note_places(root, None, 1, 0)
        self.looks: dict[Element, Said] = {}
        self.painted: list[Piece] = []
        self.lost: list[str] = []

    def note_places(self, element: Element, around: Place | None, number: int, depth: int) -> None:
        """Learn what stands in what."""
        if depth > DEPTH:
            raise DrawingError("it is nested too deeply")
        self.places[element] = place = Place(element, around, number)
        counts: Counter[str] = Counter()
        for child in element:
            counts[local(child)] += 1
            self.note_places(child, place, counts[local(child)], depth + 1)

    def drawing(self, view: tuple[float, float, float, float]) -> Drawing:
        """The whole."""
        body = Piece("g")
        for child in self.root:
            self.draw(child, body, paths.SAME)
        self.settle_texts()
        return Drawing(view, body.html(), tuple(dict.fromkeys(self.lost)))

    # Looks

    def look(self, element: Element) -> Said:
        """What is said of an element, by itself or by those around it."""
        known = self.looks.get(element)
        if known is None:
            place = self.places[element]
            above = self.look(place.around.element) if place.around else {}
            own = self.sheet.said_of(place)
            known = {name: value for name, value in above.items() if name in INHERITED}
            known |= {name: value for name, value in own.items() if value[0] not in ("inherit", "revert", "unset", "")}
            self.looks[element] = known
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

    # Elements

    def draw(self, element: Element, into: Piece, matrix: paths.Matrix) -> None:
        """Draw an element, and what stands in it."""
        tag = local(element)
        if tag in ("image", "use"):
            self.lost += ["picture"] * (tag == "image")
        elif self.is_hidden(element):
            return
        elif tag in ("g", "a", "svg", "switch"):
            self.draw_group(tag, element, into, matrix)
        elif tag == "foreignObject":
            self.draw_label(element, into, matrix)
        elif tag == "text":
            self.draw_text(element, into, matrix)
        elif tag in GEOMETRY and tag != "tspan":
            self.draw_shape(tag, element, into, matrix)

    def draw_group(self, tag: str, element: Element, into: Piece, matrix: paths.Matrix) -> None:
        """A group, a link, or a drawing in the drawing."""
        moved, matrix = self.moved(element, matrix)
        piece = Piece("g", {"transform": moved, "opacity": self.measure(element, "opacity")})
        if tag == "svg":
            inner = nested(element)
            piece.attributes["transform"] = inner
            matrix = paths.product(matrix, paths.matrix_of(inner))
        elif tag == "a":
            address = element.get(f"{XLINK}href") or element.get("href") or ""
            if ADDRESS.match(BLANK.sub("", address)):
                piece.tag = "a"
                piece.attributes = {"href": address, **piece.attributes}
            elif address:
                self.lost.append(f"link {address}")
        into.inside.append(piece)
        for child in list(element)[: 1 if tag == "switch" else None]:
            self.draw(child, piece, matrix)
        if not piece.inside:
            into.inside.remove(piece)

    def moved(self, element: Element, matrix: paths.Matrix) -> tuple[str, paths.Matrix]:
        """How an element is moved, and where that brings what stands in it."""
        said = element.get("transform", "")
        if not MOVES.fullmatch(said):
            return "", matrix
        own = paths.matrix_of(said)
        return ("" if own == paths.SAME else paths.short(said.strip())), paths.product(matrix, own)

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

    def draw_shape(self, tag: str, element: Element, into: Piece, matrix: paths.Matrix) -> None:
        """A shape with its paints, and the arrowheads at its ends."""
        geometry = self.geometry(tag, element)
        points = paths.corners(tag, lambda name: geometry.get(name, ""))
        if not points or (tag == "rect" and not {"width", "height"} <= set(geometry)):
            return
        moved, inner = self.moved(element, matrix)
        fill, raw = self.paint(element, "fill", "fill")
        stroke = self.paint(element, "stroke", "stroke")[0] or paints.NONE
        width = self.measure(element, "stroke-width")
        if width and not any(paths.numbers(width)):
            stroke = paints.NONE
        if fill == paints.PAPER and stroke == paints.NONE and self.is_sheet(element):
            return
        piece = Piece(tag, geometry)
        piece.raw = raw
        piece.attributes |= {"transform": moved, "fill": fill if fill and fill != paints.INK else ""}
        if stroke != paints.NONE:
            piece.attributes |= {"stroke": stroke, "stroke-width": width}
            for name in ("stroke-dasharray", "stroke-opacity"):
                piece.attributes[name] = self.measure(element, name)
            piece.attributes |= self.words(element, "stroke-linecap", "stroke-linejoin")
        piece.attributes |= {name: self.measure(element, name) for name in ("fill-opacity", "opacity")}
        piece.attributes |= self.words(element, "fill-rule")
        if fill != paints.NONE or stroke != paints.NONE:
            into.inside.append(piece)
            if fill != paints.NONE and any(paths.numbers(piece.attributes["fill-opacity"] or "1")):
                piece.box = paths.box_of(points, inner)
                self.painted.append(piece)
        for name, at_end in (("marker-start", False), ("marker-end", True)):
            if found := re.match(r"url\([\"']?#([\w:.-]+)", self.word(element, name)):
                head = self.head(found[1], points, at_end, max(paths.numbers(width) or [1.0]))
                if head is not None:
                    head.attributes["transform"] = f"{moved} {head.attributes['transform']}".strip()
                    into.inside.append(head)

    def is_sheet(self, element: Element) -> bool:
        """Whether a shape is the paper that Graphviz draws on."""
        around = self.places[element].around
        return around is not None and around.element.get("class") == "graph"

    def head(self, name: str, points: list[paths.Point], at_end: bool, width: float) -> Piece | None:
        """An arrowhead, at the end of a line."""
        marker = self.by_id.get(name)
        if marker is None or local(marker) != "marker":
            return None

        def value(name: str, other: float) -> float:
            return next(iter(paths.numbers(marker.get(name, ""))), other)

        orient = marker.get("orient", "0")
        turn = paths.heading(points, at_end) if orient.startswith("auto") else value("orient", 0)
        turn += 180 if orient == "auto-start-reverse" and not at_end else 0
        view = paths.numbers(marker.get("viewBox", ""))
        scale = width if marker.get("markerUnits", "strokeWidth") == "strokeWidth" else 1.0
        if len(view) == 4 and min(view[2:]) > 0:
            scale *= min(value("markerWidth", 3) / view[2], value("markerHeight", 3) / view[3])
        x, y = points[-1 if at_end else 0]
        piece = Piece("g")
        for child in marker:
            self.draw(child, piece, paths.SAME)
        steps = [f"translate({paths.digits(x)} {paths.digits(y)})"]
        steps += [f"rotate({paths.digits(turn)})"] if round(turn, 2) % 360 else []
        steps += [f"scale({scale:.4g})"] if scale != 1 else []
        steps.append(f"translate({paths.digits(-value('refX', 0))} {paths.digits(-value('refY', 0))})")
        piece.attributes["transform"] = " ".join(steps)
        for inner in piece.inside:  # it lies at the end of a line, where no text is
            self.painted = [each for each in self.painted if each is not inner]
        return piece if piece.inside else None

    # Text

    def letters(self, element: Element, fill: str) -> dict[str, str]:
        """How an element's letters look."""
        family = self.word(element, "font-family").lower()
        return {
            "font-size": paths.digits(self.size(element) * SHRUNK),
            "font-family": "var(--font-code)" if re.search("mono|courier|consol", family) else "",
            "fill": "" if fill == paints.INK else fill,
            **self.words(element, "font-weight", "font-style", "text-decoration"),
        }

    def draw_text(self, element: Element, into: Piece, matrix: paths.Matrix) -> None:
        """Text as it stands in the drawing."""
        moved, inner = self.moved(element, matrix)
        fill, raw = self.paint(element, "fill", "text")
        piece = Piece("text", self.geometry("text", element))
        piece.attributes |= {"transform": moved, **self.words(element, "text-anchor", "dominant-baseline")}
        piece.attributes |= self.letters(element, fill or paints.INK)
        piece.raw = raw
        self.fill_text(element, piece, fill)
        hoist(piece)
        if not "".join(strings(piece)).strip():
            return
        into.inside.append(piece)
        places = [each for each in walk(piece) if "x" in each.attributes]
        at = [
            next(iter(paths.numbers((places[0] if places else piece).attributes.get(name, ""))), 0.0) for name in "xy"
        ]
        rise = 0 if "dominant-baseline" in piece.attributes else 0.3 * self.size(element)
        x, y = paths.applied(inner, (at[0], at[1] - rise))
        piece.box = paths.Box(x, y, x, y)
        self.painted.append(piece)

    def fill_text(self, element: Element, piece: Piece, fill: str) -> None:
        """The words of a text, and its parts that are said to lie or to look otherwise."""
        piece.inside += [re.sub(r"\s+", " ", element.text)] if element.text else []
        for child in element:
            if local(child) == "tspan" and not self.is_hidden(child):
                own = self.paint(child, "fill", "text")[0]
                look, above = self.letters(child, own), self.letters(element, fill)
                part = Piece("tspan", self.geometry("tspan", child))
                part.attributes |= changed(above, look)
                part.attributes |= self.words(child, "text-anchor") if child.get("text-anchor") else {}
                self.fill_text(child, part, own)
                piece.inside.append(part if any(part.attributes.values()) else "".join(strings(part)))
            if child.tail:
                piece.inside.append(re.sub(r"\s+", " ", child.tail))

    def draw_label(self, element: Element, into: Piece, matrix: paths.Matrix) -> None:
        """A label that the maker wrote as HTML, as text."""
        moved, inner = self.moved(element, matrix)
        x, y, width, height = (
            next(iter(paths.numbers(element.get(name, ""))), 0.0) for name in ("x", "y", "width", "height")
        )
        lines = self.lines_in(element)
        source = next((run.element for line in lines for run in line), None)
        if source is None or width <= 0 or height <= 0:
            return
        size = self.size(source)
        rows = max(1, round(height / (1.5 * size)))
        lines = [part for line in lines for part in wrapped(line, width / size)] if rows > len(lines) else lines
        group = Piece("g", {"transform": moved})
        into.inside.append(group)
        ground = self.ground(source, element)
        if ground not in ("", paints.NONE):
            reach = max(width, *(sum(breadth(run.text) for run in line) * size for line in lines)) + 4
            place = (x + (width - reach) / 2, y, reach, height)
            names = ("x", "y", "width", "height")
            back = Piece("rect", dict(zip(names, map(paths.digits, place), strict=True)))
            back.attributes["fill"] = ground
            back.box = paths.box_of([(x, y), (x + width, y + height)], inner)
            group.inside.append(back)
            self.painted.append(back)
        align = self.word(source, "text-align")
        left = align in ("", "left", "start")
        step = height / max(len(lines), 1)
        for number, line in enumerate(lines):
            self.draw_line(line, (x if left else x + width / 2, y + (number + 0.5) * step), left, group, inner)

    def draw_line(self, line: list[Run], at: paths.Point, left: bool, group: Piece, matrix: paths.Matrix) -> None:
        """One line of a label."""
        if not line:
            return
        fill, raw = self.paint(line[0].element, "color", "text")
        piece = Piece("text", {"x": paths.digits(at[0]), "y": paths.digits(at[1]), "dominant-baseline": "central"})
        piece.attributes |= {
            "text-anchor": "" if left else "middle",
            **self.letters(line[0].element, fill or paints.INK),
        }
        piece.raw = raw
        first = self.letters(line[0].element, fill)
        for run in line:
            own = self.letters(run.element, self.paint(run.element, "color", "text")[0])
            tag = local(run.element)
            own |= {"font-weight": "bold"} if tag in ("strong", "b") else {}
            own |= {"font-style": "italic"} if tag in ("em", "i") else {}
            other = changed(first, own)
            part = Piece("tspan", other)
            part.inside.append(run.text)
            piece.inside.append(part if other else run.text)
        group.inside.append(piece)
        x, y = paths.applied(matrix, at)
        piece.box = paths.Box(x, y, x, y)
        self.painted.append(piece)

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

    def lines_in(self, element: Element) -> list[list[Run]]:
        """The lines of a label, each of runs that look the same."""
        lines: list[list[Run]] = [[]]

        def read(each: Element) -> None:
            tag = local(each)
            if tag in ("script", "style"):
                return
            if tag == "br" or (tag in ("p", "div", "li") and lines[-1]):
                lines.append([])
            add(each.text, each)
            for child in each:
                read(child)
                add(child.tail, each)

        def add(text: str | None, each: Element) -> None:
            words = re.sub(r"[ \t\r\n\f]+", " ", text or "")
            if words.strip() or (words and lines[-1]):
                lines[-1].append(Run(words if lines[-1] else words.lstrip(), each))

        read(element)
        return [line for line in lines if line]

    # What lies on what

    def settle_texts(self) -> None:
        """See to it that each text can be read on what lies below it, whatever the theme."""
        below: list[Piece] = []
        for piece in self.painted:
            if piece.tag != "text" or piece.box is None:
                below.append(piece)
                continue
            point = (piece.box.left, piece.box.top)
            ground = next((each for each in reversed(below) if each.box and each.box.holds(point)), None)
            fill = piece.attributes.get("fill") or paints.INK
            under = (ground.attributes.get("fill") or paints.INK) if ground else paints.NONE
            faint = (
                ground is not None
                and float(ground.attributes.get("fill-opacity") or ground.attributes.get("opacity") or 1) <= 0.5
            )
            if paints.is_fixed(under) and not faint:
                if paints.is_themed(fill):
                    recolour(piece, paints.readable_on(under))
            elif paints.is_fixed(fill) and under == paints.INK and ground is not None:
                ground.attributes["fill"] = ground.raw or "#000"
            elif fill in (paints.PAPER, paints.TINT) and under != paints.INK:
                recolour(piece, "")
            elif under == paints.INK and fill == paints.INK:
                recolour(piece, paints.PAPER)


class Run(NamedTuple):
    """Words of a label that look the same, and the element that they stand in."""

    text: str
    element: Element


def breadth(text: str) -> float:
    """About how wide a text is, in sizes of its letters."""
    return sum(0.28 if letter in NARROW else 0.85 if letter in WIDE else 0.55 for letter in text)


def wrapped(line: list[Run], width: float) -> Iterator[list[Run]]:
    """The parts of a line, none wider than so many times the size of its letters, if its words allow that."""
    part: list[Run] = []
    used = 0.0
    for run in line:
        for word in re.findall(r"\s*\S+|\s+", run.text):
            wide = breadth(word)
            if part and used + wide > width * 1.04:
                yield part
                part, used = [], 0.0
            part.append(Run(word if part else word.lstrip(), run.element))
            used += wide
    if part:
        yield part


def changed(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, str]:
    """The look of a part of a text, as far as it is another than that of the rest."""
    usual = {"fill": paints.INK, "font-weight": "400", "font-style": "normal", "text-decoration": "none"}
    names = [*before, *(name for name in after if name not in before)]
    found = {name: after.get(name, "") for name in names if after.get(name, "") != before.get(name, "")}
    return {name: value or usual.get(name, "inherit") for name, value in found.items()}


def hoist(piece: Piece) -> None:
    """Let a text have the paint that all its parts have."""
    parts = [each for each in piece.inside if isinstance(each, Piece)]
    fills = {each.attributes.get("fill") for each in parts}
    if (
        len(fills) == 1
        and None not in fills
        and not any(isinstance(each, str) and each.strip() for each in piece.inside)
    ):
        fill = parts[0].attributes["fill"]
        piece.attributes["fill"] = "" if fill == paints.INK else fill
        for each in parts:
            del each.attributes["fill"]


def recolour(piece: Piece, fill: str) -> None:
    """Give a text, and those of its parts that have the theme's colours, another paint."""
    piece.attributes["fill"] = fill
    for part in list(walk(piece))[1:]:
        if paints.is_themed(part.attributes.get("fill", "")):
            del part.attributes["fill"]


def walk(piece: Piece) -> Iterator[Piece]:
    """A piece, and all in it."""
    yield piece
    for each in piece.inside:
        if isinstance(each, Piece):
            yield from walk(each)


def strings(piece: Piece) -> Iterator[str]:
    """The words in a piece."""
    for each in piece.inside:
        if isinstance(each, str):
            yield each
        else:
            yield from strings(each)


def nested(element: Element) -> str:
    """Where a drawing in the drawing lies, as a transform."""

    def value(name: str, other: float) -> float:
        return next(iter(paths.numbers(element.get(name, ""))), other)

    view = paths.numbers(element.get("viewBox", ""))
    moved = f"translate({paths.digits(value('x', 0))} {paths.digits(value('y', 0))})"
    if len(view) != 4 or min(view[2:]) <= 0:
        return moved
    scale = min(value("width", view[2]) / view[2], value("height", view[3]) / view[3])
    return f"{moved} scale({scale:.4g}) translate({paths.digits(-view[0])} {paths.digits(-view[1])})"
