"""What an author does not want to hear: per deck, per slide, and by a comment before what it is about. Reads text only."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from slidekit.checking.cures import cures, ignorable
from slidekit.checking.seen import Seen
from slidekit.diagnostics import Diagnostic, Position, Severity, read_line
from slidekit.model import Deck
from slidekit.options import suggestion
from slidekit.wording import lines_of

COMMENT = re.compile(r"^( *)\.\. slidekit: *ignore +([\w ,-]+?)\s*$")

FIELD = re.compile(r"\s*(:ignore:.*)")

END = 10**9


class Silence(NamedTuple):
    """Codes that are not to be told, in a file from a line to another; without a path everywhere. ``number`` is a slide's."""

    codes: frozenset[str]
    at: Position | None
    mark: str
    path: Path | None = None
    first: int = 1
    last: int = END
    number: int = 0

    def place(self, code: str) -> tuple[Position | None, str]:
        """Where it names a code, and the code; else where it is."""
        if self.at is not None and code in self.mark:
            return self.at._replace(column=self.at.column + self.mark.index(code)), code
        return self.at, self.mark

    def covers(self, one: Seen) -> bool:
        """Whether something is not to be told. What stops a build is told in any case."""
        found = one.diagnostic
        if found.severity is Severity.ERROR or found.code not in self.codes:
            return False
        if self.path is None or (self.number and self.number == one.slide):
            return True
        return found.at is not None and found.at.path == self.path and self.first <= found.at.line <= self.last


def silences_of(deck: Deck) -> list[Silence]:
    """All that a talk says of what it does not want to hear."""
    found = []
    if deck.options.ignore:
        at = deck.places.get("ignore")  # nowhere: the command line
        mark = read_line(at)[at.column - 1 :].strip() if at else ""
        found.append(Silence(frozenset(deck.options.ignore), at, mark))
    number = 0
    for place, slide in enumerate(deck.slides):
        number += slide.staged
        codes = re.split(r"[\s,]+", slide.fields.get("ignore", "").strip())
        if codes != [""]:
            later = [one.at.line for one in deck.slides[place + 1 :] if one.at.path == slide.at.path]
            last = min((line for line in later if line > slide.at.line), default=END) - 1
            at, mark = field_at(slide.at, last)
            mine = number if slide.staged else 0
            found.append(Silence(frozenset(codes), at, mark, slide.at.path, slide.at.line, last, mine))
    texts = [path for path in deck.dependencies if path.suffix in {deck.path.suffix, ".rst", ".txt", ".inc"}]
    for path in dict.fromkeys([deck.path, *texts]):
        found += comments_in(path)
    return found


def field_at(slide: Position, last: int) -> tuple[Position, str]:
    """Where a slide's field stands that says what is to be ignored, and the field; else the slide's own place."""
    for number, line in enumerate(lines_of(slide.path)[slide.line - 1 : last], slide.line):
        if found := FIELD.match(line):
            return Position(slide.path, number, found.start(1) + 1), found[1].rstrip()
    return slide, ""


def comments_in(path: Path) -> Iterable[Silence]:
    """The comments of a file, and which lines each is about: the element that follows, with all that is indented below it."""
    lines = lines_of(path)
    for number, line in enumerate(lines, 1):
        comment = COMMENT.match(line)
        if comment:
            codes = frozenset(re.split(r"[\s,]+", comment[2]))
            first, last = element_after(lines, number, len(comment[1]))
            yield Silence(codes, Position(path, number, len(comment[1]) + 1), comment[0].strip(), path, first, last)


def element_after(lines: Sequence[str], number: int, indent: int) -> tuple[int, int]:
    """The first and the last line, from 1, of the element that follows the line of this number."""
    at = number
    while at < len(lines) and not lines[at].strip():
        at += 1
    first = at + 1
    while at + 1 < len(lines):
        if not lines[at + 1].strip():
            after = next((line for line in lines[at + 1 :] if line.strip()), "")
            if not after or len(after) - len(after.lstrip()) <= indent:
                break
        at += 1
    return first, at + 1


def unsilenced(seen: Iterable[Seen], silences: Sequence[Silence], unasked: Container[str] = ()) -> list[Seen]:
    """What is to be told: all but what is silenced, a warning for a code that is none, an info for what silences nothing.

    Codes that are ``unasked`` are those of checks that were not made: they may silence something another time.
    """
    used: set[tuple[int, str]] = set()
    told = []
    for one in seen:
        by = [(place, one.diagnostic.code) for place, silence in enumerate(silences) if silence.covers(one)]
        used.update(by)
        if not by:
            told.append(one)
    for place, silence in enumerate(silences):
        wrong = sorted(silence.codes - ignorable())
        for code in wrong:
            meant = suggestion(code, ignorable())
            message = f"no code {code!r} to ignore" + (f"; did you mean {meant!r}?" if meant else "")
            if code in cures():
                message = f"{code!r} is an error, and errors cannot be ignored"
            at, mark = silence.place(code)
            told.append(Seen(Diagnostic("unknown-code", message, at, mark, Severity.WARNING), silence.number))
        idle = sorted(code for code in silence.codes & ignorable() if (place, code) not in used and code not in unasked)
        if idle:
            message = f"nothing here is {' or '.join(idle)}: there is nothing to ignore"
            at, mark = silence.place(idle[0]) if len(idle) == 1 else (silence.at, silence.mark)
            told.append(Seen(Diagnostic("unused-ignore", message, at, mark, Severity.INFO), silence.number))
    return told
