"""The parts of a drawing that is made, and that each text on it can be read. Knows nothing of where they came from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape

from slidekit.doctree.diagrams import paints, paths


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


def settle_texts(painted: Sequence[Piece]) -> None:
    """See to it that each text can be read on what lies below it, whatever the theme; what is painted first lies lowest."""
    below: list[Piece] = []
    for piece in painted:
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


def recolour(piece: Piece, fill: str) -> None:
    """Give a text, and those of its parts that have the theme's colours, another paint."""
    piece.attributes["fill"] = fill
    for part in list(walk(piece))[1:]:
        if paints.is_themed(part.attributes.get("fill", "")):
            del part.attributes["fill"]
