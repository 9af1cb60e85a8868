"""A deck as a handout: slides and what is said to each, on upright pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import TYPE_CHECKING

from slidekit.exporting import Asked, File, Progress
from slidekit.exporting.paper import Mark, finish, open_view, patience, pieces, print_pdf, rows_of, title_of
from slidekit.staging import on_stage, suspect

if TYPE_CHECKING:
    from slidekit.bundle import Bundle
    from slidekit.model import Deck

LAY_OUT = """([css, up, title]) => {
  const style = document.createElement('style');
  style.textContent = css;
  document.head.append(style);
  return window.slidekit.handout(up, title);
}"""


def export(deck: Deck, bundle: Bundle, asked: Asked, progress: Progress) -> Iterator[File]:
    """The deck as one PDF of A4 pages, with bookmarks, links and tags."""
    css, script = pieces("handout")
    with on_stage(deck, bundle) as (stage, path):
        progress(0, 3)
        page = open_view(stage, deck, path, "print&notes=yes")
        what, at = suspect(deck, "the deck")
        with stage.within(patience(deck), what, at):
            page.emulate_media(media="print")
            page.evaluate(script)
            laid = page.evaluate(LAY_OUT, [css, asked.up, deck.title])
            slides = [(str(name), title_of(title)) for name, title in rows_of(laid, 2)]
        progress(1, 3)
        pdf = print_pdf(stage, deck, page)
    progress(2, 3)
    places = places_in(pdf)
    marks = [Mark(title or name, places[name]) for name, title in slides if name in places]
    yield File(f"{deck.path.stem}-handout.pdf", finish(pdf, deck, marks))
    progress(3, 3)


def places_in(pdf: bytes) -> Mapping[str, int]:
    """On which page, from 0, each place stands that something leads to."""
    from pypdf import PdfReader

    reader = PdfReader(BytesIO(pdf))
    found = {}
    for name, place in reader.named_destinations.items():
        number = reader.get_destination_page_number(place)
        if number is not None:
            found[name.removeprefix("/")] = number
    return found
