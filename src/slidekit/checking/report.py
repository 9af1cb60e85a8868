"""The report: a page of its own with a picture of every slide on which something was found. Writes nothing."""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from markupsafe import Markup

from slidekit import resources
from slidekit.checking.browsing import Shot
from slidekit.checking.seen import Box, Seen
from slidekit.diagnostics import Diagnostic, Position, Severity, printable, shown
from slidekit.listing import digest
from slidekit.model import STAGE_HEIGHT
from slidekit.templating import environment
from slidekit.wording import lines_of

AROUND = 2
"""Lines of the source that are shown before and after the one that is meant."""

LONGEST = 300
"""Characters of such a line."""

EDGE = 14.0
"""Units of a frame that are drawn in any case, also of what lies outside the slide."""

SHEET = resources.STATIC / "pages" / "report.css"


class Checked(NamedTuple):
    """A talk that has been checked: its title, the width of its stage, what was seen, and the pictures."""

    title: str
    place: str
    width: int
    seen: tuple[Seen, ...]
    shots: tuple[Shot, ...] = ()


class Line(NamedTuple):
    """A line of the source: its number, and what is before, in and after the mark; only the line that is meant has one."""

    number: int
    before: str
    mark: str = ""
    after: str = ""


class Told(NamedTuple):
    """One message on the report: its number, where its source is, the lines there, and its frame on the picture."""

    number: int
    found: Diagnostic
    message: str
    place: str
    lines: tuple[Line, ...]
    frame: Box | None


class Picture(NamedTuple):
    """A slide at a step, and what was found there."""

    name: str
    source: str
    told: tuple[Told, ...]


class Talk(NamedTuple):
    """A talk on the report: its counts, and its pictures in their order."""

    title: str
    place: str
    width: int
    summary: str
    codes: tuple[tuple[str, int], ...]
    pictures: tuple[Picture, ...]


def report_page(checked: Sequence[Checked]) -> bytes:
    """The page: complete in itself, and without any script."""
    css = resources.read(SHEET)
    policy = f"default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; style-src 'sha256-{digest(css)}'"
    html = (
        environment()
        .get_template("report.html")
        .render(
            talks=[talk_of(each) for each in checked],
            height=STAGE_HEIGHT,
            csp=policy,
            css=Markup(css),  # noqa: S704 - our own
        )
    )
    return (html + "\n").encode("utf-8", "replace")


def talk_of(checked: Checked) -> Talk:
    """A talk as the report shows it."""
    shots = {(shot.slide, shot.step): shot.data for shot in checked.shots}
    places: dict[tuple[int, int], list[Told]] = {}
    shown_so = sorted(checked.seen, key=lambda one: (one.slide, one.step))  # the whole talk first
    for number, one in enumerate(shown_so, 1):
        places.setdefault((one.slide, one.step), []).append(told_of(number, one, checked.width))
    pictures = []
    for (slide, step), told in places.items():
        data = shots.get((slide, step))
        source = f"data:image/jpeg;base64,{b64encode(data).decode('ascii')}" if data else ""
        pictures.append(Picture(name_of(slide, step), source, tuple(told)))
    codes = Counter(one.diagnostic.code for one in checked.seen)
    return Talk(
        printable(checked.title),
        printable(checked.place),
        checked.width,
        summary_of(checked.seen),
        tuple(sorted(codes.items())),
        tuple(pictures),
    )


def name_of(slide: int, step: int) -> str:
    """What a picture is called."""
    if not slide:
        return "The whole talk"
    return f"Slide {slide}, step {step}" if step else f"Slide {slide}"


def summary_of(seen: Iterable[Seen]) -> str:
    """How much was found, in words."""
    counts = Counter(one.diagnostic.severity for one in seen)
    parts = [
        f"{counts[severity]} {severity.value}{'s' * (counts[severity] > 1)}"
        for severity in Severity
        if counts[severity]
    ]
    return ", ".join(parts) or "Nothing was found."


def told_of(number: int, one: Seen, width: int) -> Told:
    """One message as the report shows it."""
    found = one.diagnostic
    place = f"{shown(found.at.path)}:{found.at.line}:{found.at.column}" if found.at else ""
    lines = lines_around(found.at, found.mark) if found.at else ()
    frame = within(one.box, width) if one.box else None
    return Told(number, found, printable(found.message), printable(place), lines, frame)


def within(box: Box, width: int) -> Box:
    """The part of a box that lies on the stage; of one that lies outside, a strip at the edge."""
    left, top = min(max(box[0], 0), width - EDGE), min(max(box[1], 0), STAGE_HEIGHT - EDGE)
    right = min(max(box[0] + box[2], left + EDGE), width)
    bottom = min(max(box[1] + box[3], top + EDGE), STAGE_HEIGHT)
    return round(left, 1), round(top, 1), round(right - left, 1), round(bottom - top, 1)


def lines_around(at: Position, mark: str) -> tuple[Line, ...]:
    """The line that is meant, its mark taken out, and some around it."""
    lines = []
    source = lines_of(at.path)
    for number in range(max(1, at.line - AROUND), min(len(source), at.line + AROUND) + 1):
        text = source[number - 1].rstrip("\r")
        if number != at.line:
            lines.append(Line(number, printable(text[:LONGEST])))
            continue
        start = at.column - 1
        end = start + len(mark) if text.startswith(mark, start) else start
        first = max(0, start - LONGEST // 2)
        lines.append(
            Line(
                number,
                printable(text[first:start]),
                printable(text[start:end][:LONGEST]),
                printable(text[end : end + LONGEST]),
            )
        )
    return tuple(lines)
