"""A maker's SVG, cleaned: only shapes, text and links are left, painted by attributes, without ids, files or styles of its own.

Everything is made anew from what is known to be harmless, so that nothing else can come through. Style rules become
attributes, because in a page they would be everybody's; arrowheads that are referred to are drawn where they belong, because
ids would have to be unique on a page whose slides know nothing of each other.
"""

from __future__ import annotations

import math
import re
from html import escape
from html.entities import html5
from typing import NamedTuple
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from slidekit.doctree.diagrams import paints, paths
from slidekit.doctree.diagrams.label import Run, breadth, lines_in, wrapped
from slidekit.doctree.diagrams.looks import GEOMETRY, DrawingError, Looks, Manner
from slidekit.doctree.diagrams.piece import Piece, changed, hoist, settle_texts, strings, walk
from slidekit.doctree.diagrams.rules import local

LETTERS = 4_000_000
ELEMENTS = 20_000
"""The largest drawing: nobody could read one of a tenth."""

SHRUNK = 0.95
"""Letters are drawn smaller than they were measured: the theme's may be wider than the maker's."""

MOVES = re.compile(r"(?:\s*(?:translate|scale|rotate|matrix)\s*\([-+\d.eE,\s]*\)[\s,]*)*")
ADDRESS = re.compile(r"(?:https?|mailto):|#[\w-]", re.IGNORECASE)

XLINK = "{http://www.w3.org/1999/xlink}"
ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)(\w+;)")
UNFIT = re.compile("[\0-\b\v\f\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
BLANK = re.compile(r"[\x00-\x20\x7f-\xa0]+")


class Drawing(NamedTuple):
    """What may stand in a page."""

    view: tuple[float, float, float, float]
    body: str
    lost: tuple[str, ...] = ()
    """What was left out, as codes and addresses: ``picture``, ``link javascript:…``."""


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
        self.looks = Looks(root, manner)
        self.painted: list[Piece] = []
        self.lost: list[str] = []

    def drawing(self, view: tuple[float, float, float, float]) -> Drawing:
        """The whole."""
        body = Piece("g")
        for child in self.root:
            self.draw(child, body, paths.SAME)
        settle_texts(self.painted)
        return Drawing(view, body.html(), tuple(dict.fromkeys(self.lost)))

    # Elements

    def draw(self, element: Element, into: Piece, matrix: paths.Matrix) -> None:
        """Draw an element, and what stands in it."""
        tag = local(element)
        if tag in ("image", "use"):
            self.lost += ["picture"] * (tag == "image")
        elif self.looks.is_hidden(element):
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
        piece = Piece("g", {"transform": moved, "opacity": self.looks.measure(element, "opacity")})
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

    def draw_shape(self, tag: str, element: Element, into: Piece, matrix: paths.Matrix) -> None:
        """A shape with its paints, and the arrowheads at its ends."""
        geometry = self.looks.geometry(tag, element)
        points = paths.corners(tag, lambda name: geometry.get(name, ""))
        if not points or (tag == "rect" and not {"width", "height"} <= set(geometry)):
            return
        moved, inner = self.moved(element, matrix)
        fill, raw = self.looks.paint(element, "fill", "fill")
        stroke = self.looks.paint(element, "stroke", "stroke")[0] or paints.NONE
        width = self.looks.measure(element, "stroke-width")
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
                piece.attributes[name] = self.looks.measure(element, name)
            piece.attributes |= self.looks.words(element, "stroke-linecap", "stroke-linejoin")
        piece.attributes |= {name: self.looks.measure(element, name) for name in ("fill-opacity", "opacity")}
        piece.attributes |= self.looks.words(element, "fill-rule")
        if fill != paints.NONE or stroke != paints.NONE:
            into.inside.append(piece)
            if fill != paints.NONE and any(paths.numbers(piece.attributes["fill-opacity"] or "1")):
                piece.box = paths.box_of(points, inner)
                self.painted.append(piece)
        for name, at_end in (("marker-start", False), ("marker-end", True)):
            if found := re.match(r"url\([\"']?#([\w:.-]+)", self.looks.word(element, name)):
                head = self.head(found[1], points, at_end, max(paths.numbers(width) or [1.0]))
                if head is not None:
                    head.attributes["transform"] = f"{moved} {head.attributes['transform']}".strip()
                    into.inside.append(head)

    def is_sheet(self, element: Element) -> bool:
        """Whether a shape is the paper that Graphviz draws on."""
        around = self.looks.places[element].around
        return around is not None and around.element.get("class") == "graph"

    def head(self, name: str, points: list[paths.Point], at_end: bool, width: float) -> Piece | None:
        """An arrowhead, at the end of a line."""
        marker = self.looks.by_id.get(name)
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
        family = self.looks.word(element, "font-family").lower()
        return {
            "font-size": paths.digits(self.looks.size(element) * SHRUNK),
            "font-family": "var(--font-code)" if re.search("mono|courier|consol", family) else "",
            "fill": "" if fill == paints.INK else fill,
            **self.looks.words(element, "font-weight", "font-style", "text-decoration"),
        }

    def draw_text(self, element: Element, into: Piece, matrix: paths.Matrix) -> None:
        """Text as it stands in the drawing."""
        moved, inner = self.moved(element, matrix)
        fill, raw = self.looks.paint(element, "fill", "text")
        piece = Piece("text", self.looks.geometry("text", element))
        piece.attributes |= {"transform": moved, **self.looks.words(element, "text-anchor", "dominant-baseline")}
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
        rise = 0 if "dominant-baseline" in piece.attributes else 0.3 * self.looks.size(element)
        x, y = paths.applied(inner, (at[0], at[1] - rise))
        piece.box = paths.Box(x, y, x, y)
        self.painted.append(piece)

    def fill_text(self, element: Element, piece: Piece, fill: str) -> None:
        """The words of a text, and its parts that are said to lie or to look otherwise."""
        piece.inside += [re.sub(r"\s+", " ", element.text)] if element.text else []
        for child in element:
            if local(child) == "tspan" and not self.looks.is_hidden(child):
                own = self.looks.paint(child, "fill", "text")[0]
                look, above = self.letters(child, own), self.letters(element, fill)
                part = Piece("tspan", self.looks.geometry("tspan", child))
                part.attributes |= changed(above, look)
                part.attributes |= self.looks.words(child, "text-anchor") if child.get("text-anchor") else {}
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
        lines = lines_in(element)
        source = next((run.element for line in lines for run in line), None)
        if source is None or width <= 0 or height <= 0:
            return
        size = self.looks.size(source)
        rows = max(1, round(height / (1.5 * size)))
        lines = [part for line in lines for part in wrapped(line, width / size)] if rows > len(lines) else lines
        group = Piece("g", {"transform": moved})
        into.inside.append(group)
        ground = self.looks.ground(source, element)
        if ground not in ("", paints.NONE):
            reach = max(width, *(sum(breadth(run.text) for run in line) * size for line in lines)) + 4
            place = (x + (width - reach) / 2, y, reach, height)
            names = ("x", "y", "width", "height")
            back = Piece("rect", dict(zip(names, map(paths.digits, place), strict=True)))
            back.attributes["fill"] = ground
            back.box = paths.box_of([(x, y), (x + width, y + height)], inner)
            group.inside.append(back)
            self.painted.append(back)
        align = self.looks.word(source, "text-align")
        left = align in ("", "left", "start")
        step = height / max(len(lines), 1)
        for number, line in enumerate(lines):
            self.draw_line(line, (x if left else x + width / 2, y + (number + 0.5) * step), left, group, inner)

    def draw_line(self, line: list[Run], at: paths.Point, left: bool, group: Piece, matrix: paths.Matrix) -> None:
        """One line of a label."""
        if not line:
            return
        fill, raw = self.looks.paint(line[0].element, "color", "text")
        piece = Piece("text", {"x": paths.digits(at[0]), "y": paths.digits(at[1]), "dominant-baseline": "central"})
        piece.attributes |= {
            "text-anchor": "" if left else "middle",
            **self.letters(line[0].element, fill or paints.INK),
        }
        piece.raw = raw
        first = self.letters(line[0].element, fill)
        for run in line:
            own = self.letters(run.element, self.looks.paint(run.element, "color", "text")[0])
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
