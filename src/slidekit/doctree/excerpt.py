"""Which lines of a file are shown: all that ``literalinclude`` may ask for. Reads no file and knows no document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from slidekit.doctree.lines import Ranges, line_range


class Line(NamedTuple):
    """A line of a file, and its number there; what the talk puts before or behind has none."""

    number: int | None
    text: str


class ExcerptError(Exception):
    """Lines that are asked for and are not there."""

    def __init__(self, code: str, option: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.option = option


def lines_of(text: str) -> list[Line]:
    """The lines of a text; what follows the last line end is one only if something stands there."""
    texts = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not texts[-1]:
        del texts[-1]
    return [Line(number, each) for number, each in enumerate(texts, 1)]


# -- by number, and by what stands in them ------------------------------------------------------


def line_ranges(argument: str | None) -> Ranges:
    """``1,3-5,8-`` as pairs of numbers, in the order in which they stand there."""
    return tuple(map(line_range, (argument or "").split(",")))


def in_ranges(lines: Sequence[Line], ranges: Ranges) -> tuple[list[Line], int]:
    """The lines in some ranges, counted from the first of those that there are, and the first number beyond; or 0."""
    found: list[Line] = []
    beyond = 0
    for first, last in ranges:
        found += lines[first - 1 : last]
        beyond = beyond or (first if first > len(lines) else last if last and last > len(lines) else 0)
    return found, beyond


def from_text(lines: Sequence[Line], option: str, text: str) -> Sequence[Line]:
    """The lines from the first one with a text in it; for ``start-after`` those behind it."""
    at = place_of(lines, option, text)
    return lines[at + (option == "start-after") :]


def to_text(lines: Sequence[Line], option: str, text: str) -> Sequence[Line]:
    """The lines to the first one with a text in it; for ``end-before`` those before it, which is never the first line."""
    least = int(option == "end-before")
    return lines[: place_of(lines, option, text, least) + 1 - least]


def place_of(lines: Sequence[Line], option: str, text: str, least: int = 0) -> int:
    """Which of the lines has a text in it."""
    for at in range(least, len(lines)):
        if text in lines[at].text:
            return at
    first = lines[0].number if lines else None
    where = f"behind line {first}" if least else f"from line {first} on" if first and first > 1 else "in the file"
    raise ExcerptError("no-such-text", option, f"no line with {text!r} {where}")


# -- objects of Python --------------------------------------------------------------------------


def of_object(lines: Sequence[Line], name: str) -> Sequence[Line]:
    """The lines of a class, a function or a method (``Class.method``), decorators and all; the last one of that name."""
    known = python_objects("\n".join(line.text for line in lines))
    if name not in known:
        there = f"; it has {listed(known)}" if known else "; it has none"
        raise ExcerptError("no-such-object", "pyobject", f"no class or function {name!r} in the file{there}")
    first, last = known[name]
    return lines[first - 1 : last]


def python_objects(source: str) -> dict[str, tuple[int, int]]:
    """First and last line of each class and function, by its dotted name."""
    import ast
    import warnings

    found: dict[str, tuple[int, int]] = {}

    def note(node: ast.AST, within: str) -> None:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                name = within + child.name
                first = min([child.lineno, *(each.lineno for each in child.decorator_list)])
                found[name] = first, child.end_lineno or first
                note(child, f"{name}.")
            elif isinstance(child, ast.stmt | ast.excepthandler | ast.match_case):
                note(child, within)

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what Python thinks of the code is not said to the author of a talk
            note(ast.parse(source), "")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        why = f"line {error.lineno}: {error.msg}" if isinstance(error, SyntaxError) else "it is nested too deeply"
        raise ExcerptError("bad-python", "pyobject", f"the file cannot be read as Python: {why}") from None
    return found


# -- regions ------------------------------------------------------------------------------------

COMMENT = r"\s*(?://+|/\*+|<!--|--|;+|%+|\(\*|\{-|'|@?REM\b|::|#+(?:pragma\b)?)\s*"
"""How a comment begins, in any language that has regions; a mark stands in one that has a line of its own."""

CLOSER = re.compile(r"\s*(?:\*+/|--+>|\*\)|-\})\s*$")

MARKS = (
    ("region", re.compile(rf"{COMMENT}#?(?P<end>end)?[ \t]?region\b(?P<name>.*)", re.IGNORECASE)),
    ("tag", re.compile(rf"{COMMENT}(?:tag|(?P<end>end))::(?P<name>[\w.-]+)\[\]")),
    (
        "start",
        re.compile(
            rf"{COMMENT}(?:-+8<-+\s*)?\[(?:start|(?P<end>end))(?:[ \t]+|:[ \t]*)(?P<name>[\w.-]+)\]", re.IGNORECASE
        ),
    ),
)
"""The three ways to mark a region; in each, ``end`` is there if it ends one."""


class Mark(NamedTuple):
    """A line that begins or ends a region."""

    at: int
    way: str
    name: str
    is_end: bool


def marks_in(lines: Sequence[Line]) -> Iterator[Mark]:
    """The lines that mark regions."""
    for at, line in enumerate(lines):
        for way, pattern in MARKS:
            match = pattern.match(line.text)
            if match:
                name = " ".join(CLOSER.sub("", match["name"]).split()).strip("\"'")
                if name or match["end"]:
                    yield Mark(at, way, name, bool(match["end"]))
                break


def of_region(lines: Sequence[Line], name: str) -> list[Line]:
    """The lines of a region, without those that mark it or others in it; all parts, if there are several of the name."""
    wanted = " ".join(name.split())
    closed, opened = pairs(marks_in(lines))
    found = [(first, last) for each, first, last in closed if each == wanted]
    if not found:
        names = dict.fromkeys(each for each, _, _ in sorted(closed, key=lambda pair: pair[1]))
        there = f"; it has {listed(names)}" if names else "; it has none"
        problem = (
            f"the region {wanted!r} has no end" if wanted in opened else f"no region {wanted!r} in the file{there}"
        )
        raise ExcerptError("no-such-region", "region", problem)
    unseen = {at for _, first, last in closed for at in (first, last)}
    shown: list[Line] = []
    done = 0
    for first, last in sorted(found):  # a region may stand in one of the same name
        shown += [lines[at] for at in range(max(first, done), last) if at not in unseen]
        done = max(done, last)
    return shown


def pairs(marks: Iterable[Mark]) -> tuple[list[tuple[str, int, int]], set[str]]:
    """The regions: their names, where they begin and where they end; and the names of those that have no end.

    An end with a name ends the latest of that name, ``#endregion`` without one the latest of all that were begun so.
    """
    closed: list[tuple[str, int, int]] = []
    opened: dict[tuple[str, str | None], list[Mark]] = {}
    ended: set[int] = set()

    def latest(way: str, name: str | None) -> Mark | None:
        """The latest that was begun and has not ended; what has ended since is only now forgotten."""
        marks = opened.get((way, name), [])
        while marks and marks[-1].at in ended:
            marks.pop()
        return marks.pop() if marks else None

    for mark in marks:
        if not mark.is_end:
            opened.setdefault((mark.way, mark.name), []).append(mark)
            opened.setdefault((mark.way, None), []).append(mark)
            continue
        # Behind #endregion people write what they like.
        begun = latest(mark.way, mark.name) or (latest(mark.way, None) if mark.way == "region" else None)
        if begun is not None:
            ended.add(begun.at)
            closed.append((begun.name, begun.at, mark.at))
    rest = {mark.name for marks in opened.values() for mark in marks if mark.at not in ended}
    return closed, rest


def listed(names: Iterable[str]) -> str:
    """Some names for a message; not all of very many."""
    every = list(names)
    more = f" and {len(every) - 12} more" if len(every) > 12 else ""
    return ", ".join(every[:12]) + more
