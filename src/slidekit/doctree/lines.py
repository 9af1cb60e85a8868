"""Lines of code that are emphasised: how one says which, and when, and what becomes of that in HTML."""

from __future__ import annotations

import re

STEP = re.compile(r"\+\d{1,3}|[1-9]\d{0,2}")

LINE = re.compile(r"([1-9]\d{0,8})?(?:\s*(-)\s*([1-9]\d{0,8})?)?|(all)")

ALL = ((1, None),)
"""What every line is in."""

Ranges = tuple[tuple[int, int | None], ...]
"""First and last lines; ``None`` is the end of the code."""


def line_parts(argument: str | None) -> list[Ranges]:
    """``1,3-5`` and its like as pairs of first and last line; ``1|3-5`` as several such parts.

    Of several, one may be empty: it says ``all``, as with reveal.js.
    """
    parts = (argument or "").split("|")
    return [ALL if len(parts) > 1 and not part.strip() else tuple(map(line_range, part.split(","))) for part in parts]


def line_parts_or_none(argument: str | None) -> list[Ranges]:
    """The same; nothing at all asks for numbers alone."""
    return line_parts(argument) if (argument or "").strip() else []


def line_range(text: str) -> tuple[int, int | None]:
    """One line, or from one to another."""
    match = LINE.fullmatch(text.strip())
    if match and match[4]:
        return ALL[0]
    if match and text.strip(" -"):
        first = int(match[1] or 1)
        last = (int(match[3]) if match[3] else None) if match[2] else first
        if last is None or first <= last:
            return first, last
    raise ValueError(f"{text.strip()!r} is no line or range of lines such as 2 or 3-5")


def step_number(argument: str | None) -> str:
    """The number of a step, or how many steps after the latest one: ``3``, ``+1``."""
    said = (argument or "").strip()
    if not STEP.fullmatch(said):
        raise ValueError(f"{said!r} is no step: say 1 to 999, or +0 to +999 to count from the step before")
    return said


def numbered(html: str, first: int, parts: list[Ranges], starts: list[int]) -> str:
    """Highlighted code with each line in an element of its own.

    Emphasised lines are counted from 1 whatever number the first line shows, as in Sphinx. If the emphasis moves, those
    are marked that any part names; what is lit at which steps stands beside that.
    """
    lines = html.split("\n")
    lit = [{n for n in range(1, len(lines) + 1) if has_line(part, n)} for part in parts]
    if len(lit) > 1:  # what is all is no emphasis
        lit = [some if len(some) < len(lines) else set() for some in lit]
    strong = set().union(*lit)
    if len(lit) > 1 and len(strong) == len(lines):
        strong = set()
    inner = []
    for index, line in enumerate(lines, 1):
        name = "line is-emphasized" if index in strong else "line"
        spans = spans_of(starts, [index in some for some in lit])
        moved = f' data-lit="{spans}"' if spans else ""
        inner.append(f'<span class="{name}" data-line="{first + index - 1}"{moved}>{line}\n</span>')
    spans = spans_of(starts, [bool(some) for some in lit])
    tag = f'<code data-lit="{spans}">' if spans else "<code>"
    return tag + "".join(inner) + "</code>"


def has_line(part: Ranges, line: int) -> bool:
    """Whether a line is in any of some ranges."""
    return any(first <= line and (last is None or line <= last) for first, last in part)


def spans_of(starts: list[int], lit: list[bool]) -> str:
    """When something is lit: ``1-2 4`` is from step 1 to 2 and from 4 on."""
    spans: list[tuple[int, int | None]] = []
    for start, end, now in zip(starts, [*starts[1:], None], lit, strict=False):
        if not now or end == start:
            continue
        last = None if end is None else end - 1
        if spans and spans[-1][1] == start - 1:
            spans[-1] = (spans[-1][0], last)
        else:
            spans.append((start, last))
    return " ".join(f"{first}" if last is None else f"{first}-{last}" for first, last in spans)
