"""What stands on a slide, said without HTML: text, lists, code, tables, pictures, for whoever makes another form of a deck."""

from __future__ import annotations

from typing import Any, NamedTuple


class Run(NamedTuple):
    """Some letters that look the same.

    ``looks`` are of ``strong emphasis code math sub sup``; ``link`` is an address, or ``#`` and a slide's id; ``token``
    is what the letters are in code, by the short names of Pygments.
    """

    text: str
    looks: tuple[str, ...] = ()
    link: str = ""
    token: str = ""


Runs = tuple[Run, ...]

Block = Any
"""One of the classes below; they hold each other."""

Blocks = tuple[Block, ...]


class Text(NamedTuple):
    """A paragraph; ``role`` is nothing, or ``title subtitle heading docinfo caption attribution``."""

    runs: Runs
    role: str = ""


class Items(NamedTuple):
    """A list; ``numbering`` is nothing, or docutils' name of it: ``arabic loweralpha upperroman …``."""

    items: tuple[Blocks, ...]
    numbering: str = ""
    start: int = 1


class Pairs(NamedTuple):
    """Terms, names or labels, and what is said of each; ``kind`` is ``definitions fields options footnotes``."""

    pairs: tuple[tuple[Runs, Blocks], ...]
    kind: str = "definitions"


class Lines(NamedTuple):
    """Lines that end where the author ends them, each with how far it is moved in."""

    lines: tuple[tuple[int, Runs], ...]


class Code(NamedTuple):
    """Code by lines; ``first`` is the number of the first, if they are numbered."""

    lines: tuple[Runs, ...]
    first: int | None = None


class Formula(NamedTuple):
    """A formula, as it was written."""

    source: str


class Cell(NamedTuple):
    """A cell of a table: where it begins, how far it reaches, what is in it."""

    row: int
    column: int
    down: int
    across: int
    blocks: Blocks


class Table(NamedTuple):
    """A table; ``head`` is how many of its rows are headings, ``widths`` what share each column has."""

    cells: tuple[Cell, ...]
    rows: int
    widths: tuple[int, ...]
    head: int = 0


class Picture(NamedTuple):
    """A picture: an asset's token or an address, nothing for one that was not found; ``width`` as it was written."""

    address: str
    alt: str = ""
    width: str = ""
    link: str = ""


class Drawing(NamedTuple):
    """A diagram: what of its plane is seen, and the SVG in it."""

    view: tuple[float, float, float, float]
    body: str
    alt: str = ""


class Film(NamedTuple):
    """A video or a sound (``kind``): asset's token or address, that of the picture before it starts, what it is called."""

    kind: str
    address: str
    poster: str = ""
    alt: str = ""


class Square(NamedTuple):
    """A QR code: what it says, and its dark modules as the path of an SVG in a square of so many ``modules``."""

    says: str
    path: str
    modules: int


class Group(NamedTuple):
    """Blocks that belong together.

    ``kind`` is ``quote``, ``box``, or who sees them: ``handout`` (not on the slide), ``slides`` (only there).
    """

    kind: str
    blocks: Blocks


class Columns(NamedTuple):
    """Columns side by side, each with its share of the width."""

    columns: tuple[tuple[float, Blocks], ...]


class Remark(NamedTuple):
    """What is said from a step on; 0 is before the first."""

    at: int
    blocks: Blocks


class Rule(NamedTuple):
    """A line across."""


def plain(runs: Runs) -> str:
    """The letters of runs."""
    return "".join(run.text for run in runs)
