"""A deck in other forms: a table of them, and what they are asked. Each form is a module; nothing is written here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from slidekit.diagnostics import Diagnostic, Position
from slidekit.errors import DeckError, UsageError

if TYPE_CHECKING:
    from slidekit.bundle import Bundle
    from slidekit.model import Deck
    from slidekit.options import Overrides

UPS = (1, 2, 3, 6)
"""So many slides a handout may have on a page."""

WIDEST = 15_360
"""Pixels of the widest picture: 16K, more than Chromium is asked for by any screen."""


class Asked(NamedTuple):
    """What is asked of an export: a page or picture for each step, the width of pictures in pixels, slides on a page of a handout."""

    steps: bool = False
    width: int = 1920
    up: int = 1


class File(NamedTuple):
    """A file that came of an export: its name, its bytes, and what was noticed while it was made."""

    name: str
    data: bytes
    diagnostics: tuple[Diagnostic, ...] = ()


Progress = Callable[[int, int], None]
"""Is told how many of how many slides are done."""


def untold(done: int, of: int) -> None:
    """The progress that nobody is told of."""
    del done, of


Export = Callable[["Deck", "Bundle", Asked, Progress], Iterator[File]]
"""How a form is made: of the deck and of the files that present it."""


class Form(NamedTuple):
    """A form: where it is made, and what its name has after the talk's; a folder's ends in a slash."""

    place: str
    ending: str
    wishes: Mapping[str, Any] = {}
    """What reading the talk is asked for besides."""


FORMS: Mapping[str, Form] = {
    "pdf": Form("slidekit.exporting.pdf:export", ".pdf"),
    "png": Form("slidekit.exporting.pictures:export", "-png/"),
    "handout": Form("slidekit.exporting.handout:export", "-handout.pdf"),
    "text": Form("slidekit.exporting.text:export", ".txt", {"blocks": True}),
    "notes": Form("slidekit.exporting.text:export_notes", "-notes.txt", {"blocks": True}),
    "pptx": Form("slidekit.exporting.powerpoint:export", ".pptx", {"blocks": True}),
}


def find_form(name: str) -> Form:
    """Look a form up. Raises UsageError with the right names."""
    if name not in FORMS:
        raise UsageError(Diagnostic("unknown-form", f"no form {name!r} to export to; there are {', '.join(FORMS)}"))
    return FORMS[name]


def make(form: Form, deck: Deck, bundle: Bundle, asked: Asked, progress: Progress) -> Iterator[File]:
    """The files of a form, one after the other, as they are made. Raises BrowserError, DeckError."""
    from slidekit.plugins import load

    if not deck.staged:
        raise DeckError(Diagnostic("nothing-to-export", "the talk has no slide that is shown", Position(deck.path)))
    made: Iterator[File] = load(form.place)(deck, bundle, asked, progress)
    return made


def export(
    talk: str | Path,
    to: str,
    overrides: Overrides | None = None,
    *,
    steps: bool = False,
    width: int = 1920,
    up: int = 1,
) -> dict[str, bytes]:
    """Export a talk: the files by name, most often one; nothing is written.

    ``to`` is one of `FORMS`; ``steps`` gives each step a page or a picture of its own, ``width`` is that of pictures in
    pixels, ``up`` how many slides a page of a handout has (1, 2, 3 or 6).

    Raises UsageError for a form or number that cannot be, DeckError with all errors of the talk or for one that does
    not work in the browser, BrowserError if there is none.
    """
    from slidekit.pipeline import bundle_of, read

    form = find_form(to)
    if up not in UPS or not 1 <= width <= WIDEST:
        raise UsageError(Diagnostic("bad-export", f"'up' is one of {UPS}, and 'width' at most {WIDEST:,} pixels"))
    wishes: Any = form.wishes
    deck = read(talk, {**(overrides or {}), **wishes})
    made = make(form, deck, bundle_of(deck), Asked(steps, width, up), untold)
    return {file.name: file.data for file in made}
