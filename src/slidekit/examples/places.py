"""Where code stands in its file: exact lines, whatever a parser has made of them. Reads files."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from slidekit.errors import SlidekitError
from slidekit.model import Block
from slidekit.source import decode

LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
TAB = 8
"""Columns between tab stops, for docutils."""


class Source(NamedTuple):
    """A file as it was read: its bytes, and its lines with their ends."""

    data: bytes
    lines: tuple[str, ...]
    flat: tuple[str, ...]
    """The lines as a parser has them: without tabs, and without blanks at the end."""


class Spot(NamedTuple):
    """The file and the first line (from 0) of a block, and the column at which its code begins; -1 if it was not found."""

    path: Path
    line: int
    column: int = -1


class Sources:
    """The files of a talk, each read once, and which lines are known to be some block's."""

    def __init__(self) -> None:
        self.known: dict[Path, Source | None] = {}
        self.taken: set[tuple[Path, int]] = set()

    def source(self, path: Path) -> Source | None:
        """A file; ``None`` if it is no text."""
        if path not in self.known:
            try:
                self.known[path] = read(path)
            except (OSError, SlidekitError):
                self.known[path] = None
        return self.known[path]

    def find(self, block: Block) -> Spot:
        """Where a block stands: the place nearest below where it was said to be that no earlier block has."""
        wanted = [line.rstrip() for line in block.text.split("\n")]
        for path in block.files:
            source = self.source(path)
            if source is None:
                continue
            hint = block.line - 2 if path == block.files[0] else 0
            places = [at for at in starts(source.flat, wanted) if (path, at) not in self.taken]
            places = places or list(starts(source.flat, wanted))[:1]  # the same lines are shown twice
            if places:
                line = min(places, key=lambda at, near=hint: (at < near, abs(at - near)))  # type: ignore[misc]
                self.taken.add((path, line))
                return Spot(path, line, len(source.flat[line]) - len(wanted[0]))
        return self.guess(block, wanted)

    def guess(self, block: Block, wanted: list[str]) -> Spot:
        """Where a block roughly stands whose lines are not as they are shown: its first prompt, between whatever else."""
        at = next((at for at, line in enumerate(wanted) if line.lstrip().startswith((">>> ", "$ "))), 0)
        for path in block.files:
            source = self.source(path)
            hint = block.line - 1 if path == block.files[0] else 0
            places = [line for line, text in enumerate(source.flat if source else ()) if wanted[at] in text]
            if places:
                return Spot(path, min(places, key=lambda line, near=hint: abs(line - near)) - at)  # type: ignore[misc]
        return Spot(block.files[0], max(0, block.line - 1))


def read(path: Path) -> Source:
    """A file with its lines."""
    data = path.read_bytes()
    lines = tuple(LINE.findall(decode(data, path)))
    return Source(data, lines, tuple(line.expandtabs(TAB).rstrip() for line in lines))


def starts(lines: Sequence[str], wanted: Sequence[str]) -> list[int]:
    """Every place where lines stand among others, indented or not."""
    found = []
    for at in range(len(lines) - len(wanted) + 1):
        if not lines[at].endswith(wanted[0]):
            continue
        column = len(lines[at]) - len(wanted[0])
        here = lines[at + 1 : at + len(wanted)]
        if all(
            not line[:column].strip() and line[column:] == other for line, other in zip(here, wanted[1:], strict=True)
        ):
            found.append(at)
    return found


def margin(source: Source, line: int, column: int) -> str:
    """What stands before the code of a line: its own blanks and tabs, if they end where the code begins."""
    text = source.lines[line]
    for end in range(len(text)):
        if len(text[:end].expandtabs(TAB)) == column and not text[:end].strip():
            return text[:end]
    return " " * column


def encoded(text: str, like: bytes) -> bytes:
    """A text in the encoding of a file, with its mark."""
    if like.startswith(codecs.BOM_UTF16_LE):
        return codecs.BOM_UTF16_LE + text.encode("utf-16-le")
    if like.startswith(codecs.BOM_UTF16_BE):
        return codecs.BOM_UTF16_BE + text.encode("utf-16-be")
    return (codecs.BOM_UTF8 if like.startswith(codecs.BOM_UTF8) else b"") + text.encode()
