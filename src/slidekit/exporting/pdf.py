"""A deck as PDF: a slide a page, or a step a page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from slidekit.exporting import Asked, File, Progress
from slidekit.exporting.paper import Mark, ask, finish, open_view, pieces, print_pdf, rows_of, size_of, spread, title_of
from slidekit.model import STAGE_HEIGHT
from slidekit.staging import on_stage

if TYPE_CHECKING:
    from slidekit.bundle import Bundle
    from slidekit.model import Deck


def export(deck: Deck, bundle: Bundle, asked: Asked, progress: Progress) -> Iterator[File]:
    """The deck as one PDF with bookmarks, links and tags."""
    with on_stage(deck, bundle) as (stage, path):
        progress(0, 3)
        page = open_view(stage, deck, path, "print&steps=all" if asked.steps else "print")
        progress(1, 3)
        css, script = pieces("pdf")
        ask(stage, deck, page, script)
        told = ask(stage, deck, page, "(css) => window.slidekit.leaves(css)", css)
        found = [(size_of(tall), bool(ends), title_of(title)) for tall, ends, title in rows_of(told, 3)]
        pdf = print_pdf(stage, deck, page)
    progress(2, 3)
    yield File(f"{deck.path.stem}.pdf", finish(pdf, deck, marks_of(found, STAGE_HEIGHT, pages_in(pdf))))
    progress(3, 3)


def marks_of(found: list[tuple[float, bool, str]], tall: float, count: int) -> list[Mark]:
    """A bookmark for the first page of each slide."""
    starts = spread([height for height, _, _ in found], tall, count)
    marks: list[Mark] = []
    first = -1
    number = 0
    for start, (_, ends, title) in zip(starts, found, strict=True):
        first = start if first < 0 else first
        if ends:
            number += 1
            marks.append(Mark(title or str(number), first))
            first = -1
    return marks


def pages_in(pdf: bytes) -> int:
    """How many pages a PDF has."""
    from io import BytesIO

    from pypdf import PdfReader

    return len(PdfReader(BytesIO(pdf)).pages)
