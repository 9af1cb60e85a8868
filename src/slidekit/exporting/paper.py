"""A deck's page that is open in a browser, and pages of paper of it. Knows no form."""

from __future__ import annotations

import math
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from slidekit import resources
from slidekit.diagnostics import Diagnostic
from slidekit.errors import BrowserError
from slidekit.model import STAGE_HEIGHT
from slidekit.staging import suspect

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from slidekit.model import Deck
    from slidekit.stage import Stage

SECONDS = 30.0
"""A page with a few slides may take so long to open, and to print …"""

SECONDS_A_SLIDE = 0.5
"""… and for each of its slides so much longer."""

READY = "async () => { if (!window.slidekit.deck) { dispatchEvent(new Event('resize')); } await document.fonts.ready; await Promise.all([...document.images].map((one) => one.decode().catch(() => 0))); }"
"""A deck starts after its first paint, or at the first thing that happens to it."""


class Mark(NamedTuple):
    """Where in a PDF something begins: what it is called, and on which page, from 0."""

    title: str
    page: int


def pieces(name: str) -> tuple[str, str]:
    """The style sheet and the script that make a page ready for a kind of paper."""
    css, js = (resources.read(resources.STATIC / "export" / f"{name}.{kind}") for kind in ("css", "js"))
    return css, js


def patience(deck: Deck) -> float:
    """Seconds that the whole deck may take."""
    return (deck.options.time_limit or SECONDS) + SECONDS_A_SLIDE * len(deck.slides)


def open_view(stage: Stage, deck: Deck, path: Path, query: str, scale: float = 1) -> Page:
    """A view of the deck with all its fonts and pictures, in which nothing moves."""
    what, at = suspect(deck, "the deck")
    with stage.within(patience(deck), what, at):
        page = stage.open(path, query, deck.stage_width, STAGE_HEIGHT, scale=scale)
        page.evaluate(READY)
    return page


def ask(stage: Stage, deck: Deck, page: Page, script: str, argument: object = None) -> Any:
    """What a script of ours answers in the page."""
    what, at = suspect(deck, "the deck")
    with stage.within(patience(deck), what, at):
        return page.evaluate(script, argument)


def rows_of(answer: object, width: int) -> list[list[Any]]:
    """The lists of this length in a list that a page tells."""
    return (
        [each for each in answer if isinstance(each, list) and len(each) == width] if isinstance(answer, list) else []
    )


def title_of(answer: object) -> str:
    """A title that a page tells, as a bookmark can have it. The page is the author's: nothing in it is taken at its word."""
    return " ".join(answer.encode("utf-8", "replace").decode().split()) if isinstance(answer, str) else ""


def size_of(answer: object) -> float:
    """A height that a page tells."""
    return float(answer) if isinstance(answer, int | float) and 0 <= answer < 1e6 else 0.0


def print_pdf(stage: Stage, deck: Deck, page: Page) -> bytes:
    """The page on paper, tagged; its sizes are those that its style sheets say."""
    what, at = suspect(deck, "the deck")
    with stage.within(patience(deck), what, at):
        return page.pdf(prefer_css_page_size=True, print_background=True, tagged=True, outline=False)


def finish(pdf: bytes, deck: Deck, marks: Sequence[Mark]) -> bytes:
    """A PDF with a deck's bookmarks and properties, and nothing that another day or machine would change."""
    try:
        from pypdf import PdfReader, PdfWriter
        from pypdf.generic import NameObject, TextStringObject
    except ImportError:
        message = "pypdf is not installed, which finishes PDFs: pip install 'slidekit-rst[export]'"
        raise BrowserError(Diagnostic("no-playwright", message)) from None

    reader = PdfReader(BytesIO(pdf))
    writer = PdfWriter(clone_from=reader)
    writer.pdf_header = reader.pdf_header
    for mark in marks:
        writer.add_outline_item(title=mark.title, page_number=mark.page)
    writer.metadata = None
    said = {"/Title": deck.title, "/Author": deck.options.author, "/Subject": deck.options.description}
    writer.add_metadata({name: text for name, text in said.items() if text})
    writer.root_object[NameObject("/Lang")] = TextStringObject(deck.options.lang)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def spread(heights: Sequence[float], tall: float, count: int) -> list[int]:
    """On which page each slide begins, from 0: one that is taller than a page has gone on to others."""
    starts: list[int] = []
    page = 0
    for height in heights:
        starts.append(min(page, max(count - 1, 0)))
        page += max(1, math.ceil((height - 1) / tall))
    return starts
