"""Blocks as plain text that reads well: paragraphs broken at a width, lists, tables, code moved in. Knows no deck."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from slidekit.blocks import (
    Blocks,
    Code,
    Columns,
    Drawing,
    Film,
    Formula,
    Group,
    Items,
    Lines,
    Pairs,
    Picture,
    Remark,
    Rule,
    Run,
    Runs,
    Square,
    Table,
    Text,
    plain,
)

WIDTH = 78
"""Columns of a line of text; code may be wider."""

NARROW = 24
"""However deep text stands, its lines are so long."""

RAISED = {"sup": "^", "sub": "_"}
"""What stands before letters that stand higher or lower."""

ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"))
ROMAN_ONES = ((9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def columns_of(text: str) -> int:
    """How many columns a text takes: letters of East Asia take two, marks on letters none."""
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
    )


def words_of(runs: Runs, links: bool = True) -> str:
    """Runs as text: where a link leads stands behind it, unless that is what it says or it leads within the deck."""
    found = []
    for at, run in enumerate(runs):
        found.append(
            f"[{run.text}]" if is_mark(run) else f"{''.join(RAISED.get(look, '') for look in run.looks)}{run.text}"
        )
        last = at + 1 == len(runs) or runs[at + 1].link != run.link
        if links and last and run.link and not run.link.startswith("#"):
            first = at
            while first and runs[first - 1].link == run.link:
                first -= 1
            said = "".join(each.text for each in runs[first : at + 1]).strip()
            if said not in (run.link, run.link.removeprefix("mailto:")):
                found.append(f" <{run.link}>")
    return "".join(found)


def is_mark(run: Run) -> bool:
    """Whether a run leads to a footnote."""
    return "sup" in run.looks and run.link.startswith("#")


def numeral(number: int, numbering: str) -> str:
    """The number of an item as it is written."""
    if numbering.endswith("alpha") and number > 0:
        letters = ""
        while number:
            number, rest = divmod(number - 1, 26)
            letters = chr(97 + rest) + letters
        return letters.upper() if numbering.startswith("upper") else letters
    if numbering.endswith("roman") and number > 0:
        letters = ""
        for value, sign in (*ROMAN, *ROMAN_ONES):
            letters += sign * (number // value)
            number %= value
        return letters.upper() if numbering.startswith("upper") else letters
    return str(number)


def filled(text: str, width: int) -> list[str]:
    """Text in lines of a width; what is longer than a line, as an address is, stays whole."""
    text = " ".join(text.split())
    if columns_of(text) <= width:
        return [text] if text else []
    if columns_of(text) == len(text):
        return textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)
    lines, line, used = [], "", 0
    for word in text.split(" "):
        more = columns_of(word)
        if line and used + 1 + more > width:
            lines.append(line)
            line, used = "", 0
        line, used = (f"{line} {word}", used + 1 + more) if line else (word, more)
    return [*lines, line]


def outline(blocks: Blocks, width: int = WIDTH) -> list[str]:
    """The lines of some blocks, an empty one between any two."""
    found: list[str] = []
    for block in blocks:
        lines = list(WRITERS[type(block)](block, max(width, NARROW)))
        if lines and found and not is_close(block):
            found.append("")
        found += lines
    return found


def is_close(block: Any) -> bool:
    """Whether no empty line stands before a block."""
    return isinstance(block, Text) and block.role in ("attribution", "caption", "docinfo")


def moved(lines: Iterable[str], first: str, rest: str = "") -> Iterator[str]:
    """Lines moved in; the first behind a sign."""
    rest = rest or " " * columns_of(first)
    for number, line in enumerate(lines):
        yield f"{first if not number else rest}{line}".rstrip()


def text(block: Text, width: int) -> Iterable[str]:
    """A paragraph, an attribution behind a dash."""
    said = words_of(block.runs)
    return moved(filled(said, width - 2), "— ", "  ") if block.role == "attribution" else filled(said, width)


def items(block: Items, width: int) -> Iterator[str]:
    """A list; one with long items has air between them."""
    signs = [
        f"{numeral(number, block.numbering)}. " if block.numbering else "- "
        for number, _ in enumerate(block.items, block.start)
    ]
    inside = max((columns_of(sign) for sign in signs), default=2)
    found = [outline(each, width - inside) for each in block.items]
    loose = any(len([1 for part in each if isinstance(part, Text)]) > 1 for each in block.items)
    for number, (sign, lines) in enumerate(zip(signs, found, strict=True)):
        if number and loose:
            yield ""
        yield from moved(lines or [""], f"{sign:<{inside}}", " " * inside)


def pairs(block: Pairs, width: int) -> Iterator[str]:
    """Definitions below their terms; fields and notes behind their names, if these are short."""
    for term, said in block.pairs:
        head = words_of(term)
        if block.kind == "footnotes":
            yield from moved(outline(said, width - len(head) - 3) or [""], f"[{head}] ")
        elif block.kind == "fields" and columns_of(head) < NARROW:
            yield from moved(outline(said, width - columns_of(head) - 2) or [""], f"{head}: ")
        else:
            yield from filled(head, width)
            yield from moved(outline(said, width - 4), "    ")


def table(block: Table, width: int) -> Iterator[str]:
    """A table in columns if it is narrow enough, else by rows."""
    rows = [[""] * len(block.widths) for _ in range(block.rows)]
    for cell in block.cells:
        rows[cell.row][cell.column] = " ".join(" ".join(outline(cell.blocks, 10_000)).split())
    wide = [max((columns_of(row[at]) for row in rows), default=0) for at in range(len(block.widths))]
    if sum(wide) + 2 * (len(wide) - 1) <= width:
        for number, row in enumerate(rows, 1):
            yield "  ".join(said + " " * (wide[at] - columns_of(said)) for at, said in enumerate(row)).rstrip()
            if number == block.head:
                yield "  ".join("-" * each for each in wide)
        return
    for number, row in enumerate(rows):
        yield from moved(filled(" | ".join(row), width - 2), "* " if number < block.head else "- ", "  ")


def lines_of(block: Lines, width: int) -> Iterator[str]:
    """Lines as they are."""
    for depth, runs in block.lines:
        yield from moved(filled(words_of(runs), width - 2 * depth) or [""], "  " * depth)


def columns(block: Columns, width: int) -> Iterator[str]:
    """Columns, one below the other."""
    for number, (_, blocks) in enumerate(block.columns):
        if number:
            yield ""
        yield from outline(blocks, width)


def group(block: Group, width: int) -> Iterable[str]:
    """A quotation moved in, a box behind a line; what is on slides alone is not for reading."""
    if block.kind == "slides":
        return ()
    if block.kind == "handout":
        return outline(block.blocks, width)
    return moved(outline(block.blocks, width - 2), *(("| ", "| ") if block.kind == "box" else ("  ", "  ")))


def bracket(what: str) -> list[str]:
    """Something that is seen, by what it is called."""
    said = " ".join(what.split())
    return [f"[{said}]"] if said else []


def picture(block: Picture, width: int) -> Iterable[str]:
    """What a picture shows."""
    del width
    return bracket(block.alt)


WRITERS: dict[type, Callable[[Any, int], Iterable[str]]] = {
    Text: text,
    Items: items,
    Pairs: pairs,
    Lines: lines_of,
    Code: lambda block, _: [f"    {plain(line)}".rstrip() for line in block.lines],
    Formula: lambda block, _: [f"    {line.strip()}" for line in block.source.strip().split("\n")],
    Table: table,
    Picture: picture,
    Drawing: lambda block, _: bracket(block.alt),
    Film: lambda block, _: bracket(f"{block.kind}: {block.alt}"),
    Square: lambda block, _: bracket(f"QR code: {block.says}"),
    Group: group,
    Columns: columns,
    Remark: lambda block, width: outline(block.blocks, width),
    Rule: lambda _, width: ["-" * min(20, width)],
}
