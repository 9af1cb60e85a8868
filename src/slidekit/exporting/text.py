"""A deck as plain text: slide by slide what is on it, and, set apart, what is said to it; or the notes alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from slidekit.blocks import Blocks, Text
from slidekit.diagnostics import Diagnostic
from slidekit.errors import UsageError
from slidekit.exporting import Asked, File, Progress
from slidekit.exporting.outline import WIDTH, columns_of, filled, outline

if TYPE_CHECKING:
    from slidekit.bundle import Bundle
    from slidekit.model import Deck, Slide


def export(deck: Deck, bundle: Bundle, asked: Asked, progress: Progress) -> Iterator[File]:
    """The outline; without notes it is for everybody, and hidden slides are not in it, either."""
    del bundle, asked
    lines = head_of(deck)
    for number, slide in numbered(deck):
        if slide.hidden and not deck.options.notes:
            continue
        lines += ["", "", *titled(number, slide)]
        body = outline(without_title(slide.blocks))
        lines += ["", *body] if body else []
        notes = outline(slide.note_blocks, WIDTH - 2) if deck.options.notes else []
        lines += ["", *(f"> {line}".rstrip() for line in notes)] if notes else []
    yield File(f"{deck.path.stem}.txt", encoded(lines))
    progress(1, 1)


def export_notes(deck: Deck, bundle: Bundle, asked: Asked, progress: Progress) -> Iterator[File]:
    """The notes, each below the number and the title of its slide."""
    del bundle, asked
    if not deck.options.notes:
        raise UsageError(Diagnostic("bad-export", "the notes without notes are nothing: leave --no-notes out"))
    lines = head_of(deck)
    for number, slide in numbered(deck):
        notes = outline(slide.note_blocks)
        lines += ["", "", *titled(number, slide), "", *notes] if notes else []
    yield File(f"{deck.path.stem}-notes.txt", encoded(lines))
    progress(1, 1)


def head_of(deck: Deck) -> list[str]:
    """What the deck is called, who gives it, and when."""
    said = [each for each in (deck.options.author, deck.options.date) if each]
    title = filled(deck.title, WIDTH)
    return [*title, "=" * max(map(columns_of, title), default=0), *([" · ".join(said)] if said else [])]


def numbered(deck: Deck) -> Iterator[tuple[str, Slide]]:
    """The slides with their numbers; one that is not shown is called after the one before it, with a plus."""
    number = 0
    for slide in deck.slides:
        number += slide.staged
        yield (f"{number}" if slide.staged else f"{number}+"), slide


def titled(number: str, slide: Slide) -> list[str]:
    """A slide's number, its title and whether it is hidden, underlined."""
    said = " ".join(filter(None, (f"{number}.", slide.title, "(hidden)" if slide.hidden else "")))
    lines = filled(said, WIDTH)
    return [*lines, "-" * max(map(columns_of, lines))]


def without_title(blocks: Blocks) -> Blocks:
    """What is on a slide below its title."""
    return tuple(each for each in blocks if not (isinstance(each, Text) and each.role == "title"))


def encoded(lines: list[str]) -> bytes:
    """Lines as a file."""
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")
