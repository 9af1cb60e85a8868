"""Blocks as what PowerPoint has: paragraphs that run together, and what stands between them. Knows no place and no size."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from slidekit import blocks as said
from slidekit.blocks import Block, Blocks, Run, Runs, plain


class Para(NamedTuple):
    """A paragraph.

    ``level`` is how deep it stands, ``bullet`` nothing, a sign, or PowerPoint's name of a numbering that begins at
    ``start``; ``size`` is beside the usual, ``look`` of ``heading faint quote formula`` or nothing.
    """

    runs: Runs
    level: int = 0
    bullet: str = ""
    start: int = 1
    size: float = 1.0
    look: str = ""
    tight: bool = False


class Prose(NamedTuple):
    """Paragraphs that run together."""

    paras: tuple[Para, ...]


class Listing(NamedTuple):
    """Code."""

    lines: tuple[Runs, ...]


class Grid(NamedTuple):
    """A table."""

    table: said.Table


class Sight(NamedTuple):
    """Something to look at: what it is, and how many times as wide as high; ``share`` of the width, if that is said."""

    block: Block
    ratio: float
    share: float = 1.0


class Side(NamedTuple):
    """Columns with their shares of the width."""

    columns: tuple[tuple[float, tuple[Piece, ...]], ...]


Piece = Prose | Listing | Grid | Sight | Side

NUMBERINGS = {
    "arabic": "arabicPeriod",
    "loweralpha": "alphaLcPeriod",
    "upperalpha": "alphaUcPeriod",
    "lowerroman": "romanLcPeriod",
    "upperroman": "romanUcPeriod",
}
"""docutils' names, and PowerPoint's."""

DEEPEST = 8
"""The deepest level that PowerPoint has."""

ROLES = {
    "heading": (1.0, "heading"),
    "subtitle": (0.85, "faint"),
    "docinfo": (0.7, "faint"),
    "caption": (0.7, "faint"),
    "attribution": (0.8, "faint"),
}

Seen = Callable[[Block], float]
"""How many times as wide as high a picture is; 0 for one that cannot be shown."""


def pieces_of(blocks: Blocks, seen: Seen) -> tuple[Piece, ...]:
    """The pieces of a slide or of a column."""
    found: list[Piece] = []
    paras: list[Para] = []
    for each in walk(blocks, 0, seen):
        if isinstance(each, Para):
            paras.append(each)
            continue
        if paras:
            found.append(Prose(tuple(paras)))
            paras = []
        found.append(each)
    return (*found, *([Prose(tuple(paras))] if paras else []))


def paras_of(blocks: Blocks) -> list[Para]:
    """Blocks as paragraphs alone, where nothing else can stand: in cells and notes."""
    found: list[Para] = []
    for each in walk(blocks, 0, lambda _: 0.0):
        found += flat(each)
    return found


def flat(piece: Para | Piece) -> Iterator[Para]:
    """A piece as paragraphs."""
    if isinstance(piece, Para):
        yield piece
    elif isinstance(piece, Prose):
        yield from piece.paras
    elif isinstance(piece, Listing):
        for line in piece.lines:
            yield Para(tuple(run._replace(looks=("code",)) for run in line), tight=True)
    elif isinstance(piece, Grid):
        for cell in piece.table.cells:
            yield from paras_of(cell.blocks)
    elif isinstance(piece, Side):
        for _, pieces in piece.columns:
            for each in pieces:
                yield from flat(each)


def walk(blocks: Blocks, level: int, seen: Seen) -> Iterator[Para | Piece]:
    """The paragraphs and other pieces of some blocks, in their order."""
    for block in blocks:
        if type(block) in MAKERS:
            yield from MAKERS[type(block)](block, min(level, DEEPEST), seen)


def text(block: said.Text, level: int, seen: Seen) -> Iterator[Para | Piece]:
    """A paragraph."""
    size, look = ROLES.get(block.role, (1.0, ""))
    runs = (Run("— "), *block.runs) if block.role == "attribution" else block.runs
    yield Para(runs, level, size=size, look=look, tight=block.role in ("attribution", "caption"))


def lines(block: said.Lines, level: int, seen: Seen) -> Iterator[Para | Piece]:
    """Lines, close to each other."""
    for number, (depth, runs) in enumerate(block.lines):
        yield Para(runs or (Run(" "),), min(level + depth, DEEPEST), tight=number > 0)


def formula(block: said.Formula, level: int, seen: Seen) -> Iterator[Para | Piece]:
    """A formula as it was written."""
    for line in block.source.strip().split("\n"):
        yield Para((Run(line.strip(), ("math",)),), level, look="formula")


def code(block: said.Code, level: int, seen: Seen) -> Iterator[Para | Piece]:
    """Code with its numbers."""
    yield Listing(numbered(block))


def table(block: said.Table, level: int, seen: Seen) -> Iterator[Para | Piece]:
    """A table that has cells."""
    if block.rows and block.widths:
        yield Grid(block)


def side(block: said.Columns, level: int, seen: Seen) -> Iterator[Para | Piece]:
    """Columns on which something is."""
    columns = tuple((share, pieces_of(inside, seen)) for share, inside in block.columns)
    found = tuple((share, pieces) for share, pieces in columns if pieces)
    if found:
        yield Side(found)


def group(block: said.Group, level: int, seen: Seen) -> Iterator[Para | Piece]:
    """What belongs together: moved in, unless it is there for who sees it."""
    if block.kind != "handout":
        yield from walk(block.blocks, level + (block.kind in ("quote", "box")), seen)


def remark(block: said.Remark, level: int, seen: Seen) -> Iterator[Para | Piece]:
    """What is said at a step."""
    yield from walk(block.blocks, level, seen)


def sight(block: Block, level: int, seen: Seen) -> Iterator[Para | Piece]:
    """Something to look at; in words, if it cannot be shown."""
    ratio = seen(block)
    if ratio:
        width = "12%" if getattr(block, "kind", "") == "audio" else getattr(block, "width", "")
        share = float(width[:-1]) / 100 if width.endswith("%") and width[:-1].strip().isdecimal() else 1.0
        yield Sight(block, ratio, min(1.0, max(0.05, share)))
        return
    name = block.says if isinstance(block, said.Square) else block.alt
    address = getattr(block, "address", "")
    if name or address:
        link = address if address.startswith(("http:", "https:")) else ""
        yield Para((Run(f"[{name or address}]", ("emphasis",), link),), level, look="faint")


def items(block: said.Items, level: int, seen: Seen) -> Iterator[Para | Piece]:
    """A list: the first paragraph of each item has the sign."""
    for number, inside in enumerate(block.items, block.start):
        bullet = NUMBERINGS.get(block.numbering, "•") if block.numbering else "•"
        found = list(walk(inside, level + 1, seen))
        if not found or not isinstance(found[0], Para) or found[0].bullet:
            found.insert(0, Para((Run(" "),), min(level + 1, DEEPEST)))
        first = found[0]
        yield first._replace(bullet=bullet, start=number) if isinstance(first, Para) else first
        yield from found[1:]


def pairs(block: said.Pairs, level: int, seen: Seen) -> Iterator[Para | Piece]:
    """Terms above what is said of them; names of fields and notes before it."""
    for term, inside in block.pairs:
        above = block.kind in ("definitions", "options")
        found = list(walk(inside, level + above, seen))
        if above:
            yield Para(term, level, look="heading")
            yield from found
            continue
        head = (Run(f"[{plain(term)}] "),) if block.kind == "footnotes" else (*strong(term), Run(": "))
        first = found[0] if found and isinstance(found[0], Para) and not found[0].bullet else None
        size = 0.7 if block.kind == "footnotes" else 1.0
        yield Para((*head, *(first.runs if first else ())), level, size=size)
        yield from found[first is not None :]


def strong(runs: Iterable[Run]) -> Iterator[Run]:
    """Runs in bold letters."""
    return (run._replace(looks=("strong", *run.looks)) for run in runs)


def numbered(block: said.Code) -> tuple[Runs, ...]:
    """The lines of code, with their numbers if they have some."""
    if block.first is None:
        return block.lines
    digits = len(str(block.first + len(block.lines)))
    return tuple(
        (Run(f"{number:>{digits}}  ", (), "", "linenos"), *line) for number, line in enumerate(block.lines, block.first)
    )


MAKERS: Mapping[type, Callable[[Any, int, Seen], Iterator[Para | Piece]]] = {
    said.Text: text,
    said.Items: items,
    said.Pairs: pairs,
    said.Lines: lines,
    said.Code: code,
    said.Formula: formula,
    said.Table: table,
    said.Columns: side,
    said.Group: group,
    said.Remark: remark,
    **dict.fromkeys((said.Picture, said.Drawing, said.Film, said.Square), sight),
}
