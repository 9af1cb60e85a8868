"""How the slides lie in a text, and which of them an edit touches. Parses nothing."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from string import punctuation
from typing import NamedTuple

from slidekit.doctree.layout import Sight, Start, Style
from slidekit.errors import UnsureError

FAR = 20
"""More slides than an edit touches that is worth the quick pass."""

EDGE = 400
"""As far before a slide's source it is looked for what could reach into it."""


class Lay(NamedTuple):
    """How the slides lie in a text. Its lists have an entry for each piece.

    A piece is the text of one slide (or of several that come from elsewhere); the first begins behind the ``lead``.
    """

    text: str
    lines: int
    tops: int
    """How many sections and transitions stand in no section (of the document's titles aside)."""
    lead: int
    """How many slides stand before the first piece."""
    offsets: list[int]
    starts: list[Start]
    counts: list[int]
    sights: list[tuple[Sight, ...]]
    ahead: tuple[Sight, ...]
    styles: tuple[Style, ...]
    loose: tuple[tuple[int, int], ...]
    """The lines (from 1) that what was said about other lines depends on."""


class Touched(NamedTuple):
    """The pieces of a talk that an edit touches: first, behind the last, and their text before and after."""

    first: int
    end: int
    old: str
    new: str


def find_touched(lay: Lay, text: str) -> Touched:
    """The pieces between which old and new text differ."""
    before, behind = difference(lay.text, text)
    if before < lay.offsets[0]:
        raise UnsureError("before the first slide")
    i = bisect_right(lay.offsets, before) - 1
    j = bisect_left(lay.offsets, len(lay.text) - behind, i + 1)
    grown = len(text) - len(lay.text)
    while i >= 0 and j - i <= FAR:
        start = lay.offsets[i]
        end = lay.offsets[j] if j < len(lay.offsets) else len(lay.text)
        new = text[start : end + grown]
        moved_in = i > 0 and start == before and new.split("\n", 1)[0] != first_line(lay.text, start)
        if moved_in or not starts_slide(new):
            i -= 1  # what was put before a slide may belong to the one above
        elif j < len(lay.offsets) and not ends_blank(new):
            j += 1
        else:
            ahead = text[max(0, start - EDGE) : start]
            if start and (not ends_blank(ahead) or not ahead.strip()):
                raise UnsureError("no blank line before")
            if new.rstrip().endswith("::") or (ahead.rstrip().endswith("::") and new[0] in punctuation):
                raise UnsureError("a literal block that has not begun")
            return Touched(i, j, lay.text[start:end], new)
    raise UnsureError("many slides")


def difference(old: str, new: str) -> tuple[int, int]:
    """How long the common beginning and the common end of two texts are, by halving: comparing is quick."""
    least = min(len(old), len(new))
    low, high = 0, least
    while low < high:
        middle = (low + high + 1) // 2
        if old[low:middle] == new[low:middle]:
            low = middle
        else:
            high = middle - 1
    before = low
    low, high = 0, least - before
    while low < high:
        middle = (low + high + 1) // 2
        if old[len(old) - middle : len(old) - low] == new[len(new) - middle : len(new) - low]:
            low = middle
        else:
            high = middle - 1
    return before, low


def starts_slide(text: str) -> bool:
    """Whether the first lines of a text look like a title or a transition."""
    lines = [*text.split("\n", 3)[:3], "", ""]
    if not lines[0].strip() or lines[0][0] in " \t":
        return False
    return any(is_rule(line) for line in lines[:2]) or is_rule(lines[2])


def first_line(text: str, start: int) -> str:
    """The line that begins at an offset."""
    end = text.find("\n", start)
    return text[start : end if end >= 0 else len(text)]


def is_rule(line: str) -> bool:
    """Whether a line is of one mark of punctuation, over and over."""
    bare = line.rstrip()
    return bool(bare) and bare[0] in punctuation and not bare.strip(bare[0])


def ends_blank(text: str) -> bool:
    """Whether a text ends with an empty line."""
    return text.endswith("\n") and text[:-1].rstrip(" \t").endswith("\n")


def slide_index(lay: Lay, piece: int) -> int:
    """The number (from 0) of a piece's first slide."""
    return lay.lead + sum(lay.counts[:piece])
