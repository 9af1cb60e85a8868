"""A part of a deck put into the place of an older one, and the rest moved up or down. Reads nothing."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import accumulate
from pathlib import Path

from slidekit.diagnostics import Diagnostic, Position
from slidekit.doctree.layout import Sight, Start, Style
from slidekit.doctree.quick import GATHERED, Part
from slidekit.errors import UnsureError
from slidekit.model import Deck, Slide


def joined_styles(full: tuple[Style, ...], new: tuple[Style, ...], line: int, end: int, more: int) -> tuple[Style, ...]:
    """The styles of titles of the new text, each of the level that it had."""
    known = sum(style.line < line for style in full)
    here = sum(line <= style.line < end for style in full)
    if max(known, len(new)) < known + here or any(
        one.marks != other.marks for one, other in zip(full, new, strict=False)
    ):
        raise UnsureError("the styles of titles")
    first = max(known, len(new))
    return (*full[:known], *new[known:], *(style._replace(line=style.line + more) for style in full[first:]))


def joined_loose(
    full: tuple[tuple[int, int], ...], new: tuple[tuple[int, int], ...], line: int, end: int, more: int
) -> tuple[tuple[int, int], ...]:
    """The lines that other lines depend on."""
    kept = []
    for low, high in full:
        if high < line:
            kept.append((low, high))
        elif low > end:
            kept.append((low + more, high + more))
        elif low < line or high > end:
            raise UnsureError("a message close by")
    return (*kept, *new)


def joined_diagnostics(deck: Deck, old: Part, new: Part, line: int, end: int, more: int) -> tuple[Diagnostic, ...]:
    """The deck's messages, those of the touched lines (``line`` to ``end``) exchanged."""
    if old.gathered.keys() != new.gathered.keys():
        raise UnsureError("a message about the whole talk")
    before, here, gathered, behind = [], [], [], []
    for each in deck.diagnostics:
        at = each.at
        if at is None or at.path != deck.path or at.line > end:
            behind.append(moved_diagnostic(each, deck.path, more))
        elif at.line < line:
            before.append(each)
        elif each.code in GATHERED:
            gathered.append(each)
        else:
            here.append(each)
    if here != list(old.diagnostics):
        raise UnsureError("messages of others")
    for each in behind:
        if each.code in new.gathered:
            raise UnsureError("a message about the whole talk")
    for code, found in new.gathered.items():
        if found.message != old.gathered[code].message:
            raise UnsureError("a message about the whole talk")
    exchanged = [exchange(each, old, new) for each in gathered]
    if len(exchanged) > 1 or (exchanged and exchanged[0].at in [each.at for each in new.diagnostics]):
        raise UnsureError("several messages about one place")
    return (*before, *sorted([*exchanged, *new.diagnostics], key=place_of), *behind)


def place_of(found: Diagnostic) -> tuple[int, int]:
    """Line and column of a message about the talk."""
    return (found.at.line, found.at.column) if found.at is not None else (0, 0)


def exchange(found: Diagnostic, old: Part, new: Part) -> Diagnostic:
    """A message about the whole talk whose place is in an edited slide."""
    was, now = old.gathered.get(found.code), new.gathered.get(found.code)
    if was is None or now is None or was.at != found.at:
        raise UnsureError("a message about the whole talk")
    return found._replace(at=now.at, mark=now.mark, excerpt=now.excerpt)


def moved_diagnostic(found: Diagnostic, talk: Path, more: int) -> Diagnostic:
    """A message about a line that has moved."""
    if not more or found.at is None or found.at.path != talk:
        return found
    return found._replace(at=moved_position(found.at, more))


def moved_position(at: Position, more: int) -> Position:
    """A place that has moved."""
    return Position(at.path, at.line + more, at.column)


def moved_places(places: Mapping[str, Position], talk: Path, end: int, more: int) -> Mapping[str, Position]:
    """Where options were said; directives may say them anywhere."""
    if not more:
        return places
    return {name: moved_position(at, more) if at.path == talk and at.line > end else at for name, at in places.items()}


def moved(offsets: list[int], by: int) -> list[int]:
    """Offsets that have moved."""
    return [offset + by for offset in offsets] if by else offsets


def moved_starts(starts: list[Start], more: int) -> list[Start]:
    """Starts that have moved."""
    return [Start(line + more, above, transition) for line, above, transition in starts] if more else starts


def moved_sight(sight: Sight, talk: Path, end: int, more: int) -> Sight:
    """A picture, moved if it is named behind a line."""
    at = sight.asset.at
    if at.path != talk or at.line <= end:
        return sight
    return sight._replace(asset=sight.asset._replace(at=moved_position(at, more)))


def moved_sights(sights: tuple[Sight, ...], talk: Path, end: int, more: int) -> tuple[Sight, ...]:
    """Pictures, moved if they are named behind a line."""
    return tuple(moved_sight(sight, talk, end, more) for sight in sights) if sights and more else sights


def moved_slides(slides: tuple[Slide, ...], first: int, further: int, talk: Path, more: int) -> tuple[Slide, ...]:
    """The slides behind an edit: further down by some lines, and by some numbers; ``first`` was their first number."""
    if not further and not more:
        return slides
    found = []
    for number, slide in enumerate(slides, first):
        at = slide.at
        if more and (at.path is talk or at.path == talk):
            at = Position(at.path, at.line + more, at.column)
        name = f"slide-{number + further}" if further and slide.id == f"slide-{number}" else slide.id
        found.append(Slide(name, slide.title, slide.html, at, *slide[4:]))
    return tuple(found)


def piece_offsets(offset: int, text: str, part: Part, line: int) -> list[int]:
    """Where the slides of a text begin."""
    if len(part.starts) == 1:
        return [offset]
    ends = [0, *accumulate(len(each) + 1 for each in text.split("\n"))]
    return [offset + ends[start.line - line] for start in part.starts]
