"""Pieces to places: how large text may be so that all of it is on the slide, and where each piece stands. In points."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from slidekit.blocks import plain
from slidekit.exporting.powerpoint.measure import LEADING, lines_of, width_of
from slidekit.exporting.powerpoint.pieces import Grid, Listing, Para, Piece, Prose, Side, Sight, paras_of

TEXT = 28.0
"""The size of text that has room."""

CODE, CELL = 20.0, 18.0
"""The sizes of code and of tables."""
LEVELS = (1.0, 1.0, 0.86, 0.75, 0.7)
"""How large text is by its level."""

INDENT = 30.0
GAP, PAD, AIR = 14.0, 10.0, 0.4
"""Between pieces; between a frame and what is in it; between paragraphs, in sizes."""

STOUT = 1.2
"""Cells have room for letters that are so much wider: a row that grows would stand over what is below."""

SIGHT, LEAST_SIGHT, CRAMPED = 220.0, 70.0, 0.8
"""The height of a picture at the least; and where text would have to be smaller than so for it."""

SCALES = (1.4, 1.3, 1.2, 1.1, 1.0, *(round(1 - step / 20, 2) for step in range(1, 17)), 0.15, 0.1)
"""How large text can be beside the usual."""


SMALLER = tuple(each for each in SCALES if each <= 1)


class Box(NamedTuple):
    """A place on a slide."""

    left: float
    top: float
    width: float
    height: float


class Placed(NamedTuple):
    """A piece at its place, with the scale of its text."""

    piece: Piece
    box: Box
    scale: float


def size_of(para: Para) -> float:
    """How large a paragraph's text is beside the usual."""
    return para.size * LEVELS[min(para.level, len(LEVELS) - 1)]


def prose_height(paras: tuple[Para, ...], width: float, size: float) -> float:
    """The height of paragraphs, their text of this size."""
    total = 0.0
    for number, para in enumerate(paras):
        own = size * size_of(para)
        room = width - INDENT * max(para.level, bool(para.bullet))
        mono = bool(para.runs) and all("code" in run.looks for run in para.runs)
        total += lines_of(plain(para.runs), room, own, mono) * own * LEADING
        total += own * AIR if number and not para.tight else 0
    return total


def code_size(lines: int, longest: float, width: float, scale: float) -> float:
    """The size of code so that its longest line fits."""
    del lines
    return max(3.0, min(CODE * scale, (width - 2 * PAD) / max(longest, 1.0)))


def listing_height(piece: Listing, width: float, scale: float) -> float:
    """The height of code with its frame."""
    size = code_size(len(piece.lines), longest(piece), width, scale)
    return len(piece.lines) * size * LEADING + 2 * PAD


def longest(piece: Listing) -> float:
    """The width of the longest line at size 1."""
    return max((width_of(plain(line).expandtabs(4), True) for line in piece.lines), default=0.0)


def row_heights(grid: Grid, width: float, scale: float) -> list[float]:
    """The height of each row of a table."""
    table = grid.table
    heights = [CELL * scale * LEADING + PAD] * table.rows
    widths = [width * share / sum(table.widths) for share in table.widths]
    for cell in sorted(table.cells, key=lambda each: each.down):
        room = max(sum(widths[cell.column : cell.column + cell.across]) - 2 * PAD, 8.0)
        wanted = prose_height(tuple(paras_of(cell.blocks)), room / STOUT, CELL * scale) + PAD
        missing = wanted - sum(heights[cell.row : cell.row + cell.down])
        if missing > 0:
            heights[cell.row + cell.down - 1] += missing
    return heights


def shares_of(side: Side, width: float) -> list[float]:
    """The width of each column."""
    room = max(width - GAP * 1.5 * (len(side.columns) - 1), 1.0)
    total = sum(share for share, _ in side.columns)
    return [room * share / total for share, _ in side.columns]


def height_of(piece: Piece, width: float, scale: float) -> float:
    """The least height of a piece."""
    if isinstance(piece, Prose):
        return prose_height(piece.paras, width - 2 * PAD, TEXT * scale) + PAD
    if isinstance(piece, Listing):
        return listing_height(piece, width, scale)
    if isinstance(piece, Grid):
        return sum(row_heights(piece, width, scale))
    if isinstance(piece, Sight):
        return min(SIGHT if scale > CRAMPED else LEAST_SIGHT, width * piece.share / piece.ratio)
    return max(
        (
            column_height(pieces, room, scale)
            for (_, pieces), room in zip(piece.columns, shares_of(piece, width), strict=True)
        ),
        default=0.0,
    )


def column_height(pieces: tuple[Piece, ...], width: float, scale: float) -> float:
    """The least height of pieces one below the other."""
    return sum(height_of(piece, width, scale) for piece in pieces) + GAP * max(len(pieces) - 1, 0)


def flow(pieces: tuple[Piece, ...], area: Box, middle: bool = False) -> list[Placed]:
    """The pieces at their places in an area, as large as they can be; in the ``middle`` of it, if they leave room."""
    scale = next((each for each in SCALES if column_height(pieces, area.width, each) <= area.height), SCALES[-1])
    return list(stack(pieces, area, scale, middle))


def stack(pieces: tuple[Piece, ...], area: Box, scale: float, middle: bool = False) -> Iterator[Placed]:
    """Pieces one below the other; pictures take the room that is left, and all that is too much is pressed together."""
    heights = [height_of(piece, area.width, scale) for piece in pieces]
    gaps = GAP * max(len(pieces) - 1, 0)
    left = area.height - sum(heights) - gaps
    for number, piece in enumerate(pieces):
        more = wanted_height(piece, area.width) - heights[number]
        growing = max(0.0, min(more, left))
        heights[number] += growing
        left -= growing
    press = min(1.0, max(area.height - gaps, area.height / 2) / max(sum(heights), 1.0))
    gap = GAP if left >= -0.5 else max(0.0, (area.height - sum(heights) * press) / max(len(pieces), 1))
    top = area.top + (max(0.0, left) / 2 if middle else 0.0)
    for piece, full in zip(pieces, heights, strict=True):
        height = full * press
        box = Box(area.left, top, area.width, height)
        if isinstance(piece, Side):
            yield from beside(piece, box, scale, area.top + area.height - top)
        elif isinstance(piece, Sight):
            wide = min(area.width * piece.share, height * piece.ratio)
            shift = (area.width - wide) / 2
            yield Placed(piece, Box(area.left + shift, top, wide, wide / piece.ratio), scale)
        else:
            yield Placed(piece, box, scale)
        top += height + gap


def beside(side: Side, box: Box, scale: float, room: float) -> Iterator[Placed]:
    """Columns at their places."""
    left = box.left
    for (_, pieces), width in zip(side.columns, shares_of(side, box.width), strict=True):
        yield from stack(pieces, Box(left, box.top, width, min(box.height, room)), scale)
        left += width + GAP * 1.5


def wanted_height(piece: Piece, width: float) -> float:
    """How high a piece would be if there were room."""
    if isinstance(piece, Sight):
        return width * piece.share / piece.ratio
    if isinstance(piece, Side):
        heights = [
            sum(wanted_height(each, room) for each in pieces)
            for (_, pieces), room in zip(piece.columns, shares_of(piece, width), strict=True)
        ]
        return max(heights, default=0.0)
    return 0.0
