"""What a browser has noticed on a slide, as it was told by the page, and where it stands in the source. Opens nothing."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from itertools import islice
from typing import Any, NamedTuple

from slidekit.diagnostics import Diagnostic, Position, Severity, read_line
from slidekit.model import Deck, Slide
from slidekit.wording import WORD, find_line, lines_of

QUOTED = 40
"""Letters of a text that a message quotes."""

WORDS = 500
"""Words of a line that are looked through."""

SAID = 30
"""Words of a text that are looked for."""

SIDES = {"left": "at the left", "right": "at the right", "top": "at the top", "bottom": "at the bottom"}

THINGS = {
    "img": "a picture",
    "svg": "a drawing",
    "video": "a video",
    "audio": "a sound",
    "canvas": "a canvas",
    "iframe": "a frame",
    "object": "an object",
    "table": "a table",
    "math": "a formula",
    "hr": "a line",
}
"""What is no text, by element."""

Box = tuple[float, float, float, float]
"""Left, top, width and height in units of the stage."""


class Seen(NamedTuple):
    """A fault that shows in a browser: what is to be said, on which slide and at which step (0: of the whole page), where on it."""

    diagnostic: Diagnostic
    slide: int = 0
    step: int = 0
    box: Box | None = None


class Told:
    """What a page has told of a fault. A page is the author's, so nothing in it is taken at its word."""

    def __init__(self, raw: Mapping[str, Any]) -> None:
        self.raw = raw

    def text(self, name: str) -> str:
        """A text, or an empty one."""
        value = self.raw.get(name)
        return value[:2000] if isinstance(value, str) else ""

    def number(self, name: str) -> float:
        """A number, or 0."""
        value = self.raw.get(name)
        return float(value) if isinstance(value, int | float) and abs(value) < 1e9 else 0.0

    def box(self) -> Box | None:
        """Where it is, if that is known."""
        value = self.raw.get("box")
        if not isinstance(value, dict):
            return None
        inner = Told(value)
        return inner.number("left"), inner.number("top"), inner.number("width"), inner.number("height")


def seen_of(deck: Deck, raw: Mapping[str, Any], number: int, form: str = "") -> Seen:
    """What is to be said of a fault that was found on the slide of this number, or with 0 on the page."""
    told = Told(raw)
    slides = deck.staged
    slide = slides[number - 1] if 0 < number <= len(slides) else None
    step = int(told.number("step"))
    message = MESSAGES[told.text("code")](told)
    if form:
        message += f", in the {form} form"
    if step:
        message += f" (at step {step})"
    at, mark = place(deck, slide, told.text("letter") or told.text("text"))
    found = Diagnostic(told.text("code"), message, at, mark, Severity.WARNING)
    return Seen(found, number if slide else 0, step, told.box() if slide else None)


def place(deck: Deck, slide: Slide | None, text: str) -> tuple[Position, str]:
    """Where a text of a slide stands in the source, and the words there; where it is not found, the slide's own place."""
    if slide is None:
        return Position(deck.path), ""
    later = [each.at.line for each in deck.slides if each.at.path == slide.at.path and each.at.line > slide.at.line]
    end = min(later, default=len(lines_of(slide.at.path)) + 1)
    if len(text) == 1:
        for number, line in enumerate(lines_of(slide.at.path)[slide.at.line - 1 : end - 1], slide.at.line):
            if text in line:
                return Position(slide.at.path, number, line.index(text) + 1), text
    words = WORD.findall(text.lower())[:SAID]
    if not words:
        return slide.at, ""
    included = [str(path) for path in deck.dependencies if path != slide.at.path]
    path, number = find_line(slide.at.path, slide.at.line, end, text, included)
    line = read_line(Position(path, number)).rstrip("\n")
    column, mark = marked(line, words)
    if not mark:
        return slide.at, ""
    return Position(path, number, column), mark


def source_of(deck: Deck, words: str) -> int:
    """The number of the one slide whose own HTML has these words; 0 if there is none, or there are several."""
    if len(words) < 4:
        return 0
    having = [number for number, slide in enumerate(deck.staged, 1) if any(words in html for html in slide.raw)]
    return having[0] if len(having) == 1 else 0


def marked(line: str, words: list[str]) -> tuple[int, str]:
    """The column and the part of a line that has most of some words in their order."""
    found = list(islice(WORD.finditer(line), WORDS))
    here = [match[0].lower() for match in found]
    runs = [(run_from(here, words, at, place), -at) for at in range(len(here)) for place in range(len(words))]
    length, at = max(runs, default=(0, 0))
    if not length:
        return 1, ""
    start, end = found[-at].start(), found[length - at - 1].end()
    return start + 1, line[start:end]


def run_from(line: list[str], words: list[str], at: int, place: int) -> int:
    """How many words are the same, from a place in either list on."""
    length = 0
    for one, other in zip(line[at:], words[place:], strict=False):
        if one != other:
            break
        length += 1
    return length


def quoted(text: str) -> str:
    """A text, or how it begins, between quotation marks."""
    return f"“{text if len(text) <= QUOTED else text[: QUOTED - 1].rstrip() + '…'}”"


def more(told: Told) -> str:
    """In how many other places there is the same."""
    number = int(told.number("more"))
    return f", and in {number} more place{'s' * (number > 1)}" if number > 0 else ""


def say_overflow(told: Told) -> str:
    """What does not fit."""
    amount = f"{told.number('amount'):.0f} units"
    thing = THINGS.get(told.text("tag"), "something")
    what = f"{thing}, {quoted(told.text('text'))}," if told.text("text") and told.text("tag") in THINGS else thing
    what = quoted(told.text("text")) if told.text("text") and told.text("tag") not in THINGS else what
    if told.raw.get("whole"):
        return f"the slide is {amount} too {'wide' if told.text('side') == 'right' else 'long'}, even with its smallest text: it has to be scrolled"
    way = "wide" if told.text("side") == "right" else "long"
    if told.text("kind") == "scrolls":
        return f"{what} is {amount} too {way}, and has to be scrolled"
    if told.text("kind") == "cut":
        return f"{what} is {amount} too {way}, and is cut off"
    return f"{what} stands {amount} outside the slide, {SIDES.get(told.text('side'), 'at a side')}"


def say_small(told: Told) -> str:
    """What cannot be read."""
    return f"text of {told.number('size'):g} units on a stage of 720, and below {told.number('least'):g} it is not read from afar: {quoted(told.text('text'))}{more(told)}"


def say_overlap(told: Told) -> str:
    """What lies over what."""
    return f"{quoted(told.text('text'))} lies over {quoted(told.text('other'))}"


def say_glyph(told: Told) -> str:
    """What no font has."""
    letter = told.text("letter")[:1] or "\ufffd"
    number = int(told.number("more"))
    others = f", and {number} more: {told.text('others')}" if number > 0 else ""
    return f"no font of this machine has {letter} (U+{ord(letter):04X} {unicodedata.name(letter, 'without a name')}){others}"


def say_contrast(told: Told) -> str:
    """What is too pale."""
    paper = f" on {told.text('paper')}" if told.text("paper") else " on what is behind it"
    return f"a contrast of {told.number('ratio'):g}:1 where {told.number('least'):g}:1 is needed, {told.text('ink')}{paper}: {quoted(told.text('text'))}{more(told)}"


def say_access(told: Told) -> str:
    """Which rule of axe is broken, and where."""
    return f"{told.text('help')} ({told.text('rule')}): {told.text('html')}{more(told)}"


def say_text(told: Told) -> str:
    """What was written down already."""
    return told.text("says")


MESSAGES = {
    "overflow": say_overflow,
    "small-text": say_small,
    "overlapping-text": say_overlap,
    "missing-glyph": say_glyph,
    "low-contrast": say_contrast,
    "accessibility": say_access,
    "console-error": say_text,
    "external-request": say_text,
    "slow-start": say_text,
}
"""What is said of each kind of fault."""
