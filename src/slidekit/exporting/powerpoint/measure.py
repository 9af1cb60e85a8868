"""How much room text takes, estimated: nobody lays a presentation out before PowerPoint does. In points."""

from __future__ import annotations

import unicodedata

NARROW = frozenset("iljtfrI.,:;'’!|()[]{}/\\- ")
WIDE = frozenset("mwMWQO@%—…")

LEADING = 1.2
"""From line to line, in sizes of the letters."""

MONO = 0.61
"""Width of a letter of a typewriter's face."""


def width_of(text: str, mono: bool = False) -> float:
    """The width of a line of text at size 1; rather too wide than too narrow."""
    return sum(letter_width(letter, mono) for letter in text)


def letter_width(letter: str, mono: bool) -> float:
    """The width of a letter at size 1."""
    if unicodedata.combining(letter):
        return 0
    if ord(letter) > 0x2000 and (unicodedata.east_asian_width(letter) in "WF" or ord(letter) > 0xFFFF):
        return 1.25 if ord(letter) > 0xFFFF else 1.05
    if mono:
        return MONO
    if letter in NARROW:
        return 0.33
    if letter in WIDE:
        return 0.92
    return 0.7 if letter.isupper() else 0.56


def lines_of(text: str, width: float, size: float, mono: bool = False) -> int:
    """How many lines text takes in a box of some width."""
    room = max(width / size, 1.0)
    lines, used = 1, 0.0
    for word in text.split(" "):
        wide = width_of(word, mono)
        gap = 0.3 if used else 0.0
        if used and used + gap + wide > room:
            lines += 1
            used = gap = 0.0
        used += gap + wide
        while used > room:
            lines += 1
            used -= room
    return lines
