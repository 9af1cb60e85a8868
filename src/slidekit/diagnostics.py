"""What can be said about a talk, and how it is drawn for people. Never decides what is wrong."""

from __future__ import annotations

import os
import stat
import unicodedata
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

SHOWN_COLUMNS = 160
"""Of a longer source line only the part around the mark is drawn."""

EXCERPTED = 50_000_000
"""Bytes of the largest file of which a line is drawn."""


class Severity(StrEnum):
    """How bad it is: an error stops the build, a warning does under ``--strict``, an info never."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Position(NamedTuple):
    """A place in a source file: its path, and line and column counted from 1."""

    path: Path
    line: int = 1
    column: int = 1


class Diagnostic(NamedTuple):
    """One message about a talk.

    ``code`` is a stable kebab-case name, ``mark`` the offending words in the source line (what the
    caret picture underlines), ``excerpt`` that line where it is known already; otherwise the picture
    reads it from the file.
    """

    code: str
    message: str
    at: Position | None = None
    mark: str = ""
    severity: Severity = Severity.ERROR
    excerpt: str = ""

    def __str__(self) -> str:
        text = f"{self.severity.value}: {printable(self.message)} [{self.code}]"
        if self.at is None:
            return text
        text = f"{on_a_line(shown(self.at.path))}:{self.at.line}:{self.at.column}: {text}"
        excerpt = self.excerpt or read_line(self.at)
        if not excerpt.strip():
            return text
        return text + "\n" + caret_picture(self.at, excerpt, self.mark)


def caret_picture(at: Position, excerpt: str, mark: str) -> str:
    """Two lines: the source line with its number, and carets under the mark."""
    excerpt = excerpt.rstrip("\r\n")
    start = min(max(at.column - 1, 0), len(excerpt))
    if len(excerpt) > SHOWN_COLUMNS:
        left = max(0, start - SHOWN_COLUMNS // 3)
        excerpt = excerpt[left : left + SHOWN_COLUMNS]
        start -= left
    mark = mark.split("\n", 1)[0][: max(1, len(excerpt) - start)]
    before = "".join("\t" if char == "\t" else " " * columns(char) for char in excerpt[:start])
    carets = "^" * max(1, sum(columns(char) for char in mark))
    drawn = printable(excerpt, keep="\t")
    return f"{at.line:5} | {drawn}\n      | {before}{carets}"


def printable(text: str, keep: str = "\n\t") -> str:
    """The text with control characters escaped, so that it can do nothing to a terminal."""
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() or char in keep else char.encode("unicode_escape").decode("ascii") for char in text
    )


def on_a_line(path: Path | str) -> str:
    """A path, or what is said with one, as it stands on a line: whatever its name is, it begins no other."""
    return printable(str(path), keep="")


def columns(char: str) -> int:
    """How many terminal columns a character takes once it is printable."""
    if not char.isprintable():
        return len(printable(char, keep=""))
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def shown(path: Path) -> str:
    """The path as people write it: relative where it lies below the working folder."""
    try:
        relative = os.path.relpath(path)
    except (OSError, ValueError):
        return str(path)
    return str(path) if relative.startswith("..") else relative


def read_line(at: Position) -> str:
    """The source line of a position; empty if there is none to be had."""
    try:
        found = at.path.stat()
        if not stat.S_ISREG(found.st_mode) or found.st_size > EXCERPTED:
            return ""
        with at.path.open(encoding="utf-8-sig", errors="replace") as file:
            for number, line in enumerate(file, 1):
                if number == at.line:
                    return line
    except (OSError, ValueError):
        pass
    return ""
