"""The pipeline, from a talk to the files that present it. No detail of any stage."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from slidekit.diagnostics import Severity
from slidekit.errors import DeckError, UsageError
from slidekit.options import Overrides, Saying

if TYPE_CHECKING:
    from slidekit.bundle import Bundle
    from slidekit.doctree import Cache
    from slidekit.model import Deck, Page


def read(talk: str | Path, overrides: Overrides | None = None, *, cache: Cache | None = None) -> Deck:
    """Read a talk; what is wrong with it stands in the deck's diagnostics.

    A ``cache``, any mapping that outlives the call, saves translating again the slides that have not changed.

    Raises UsageError if there is no such talk, DeckError if it cannot be read at all.
    """
    from slidekit.doctree import read_deck

    return read_deck(Path(talk), sayings(overrides), cache)


def build(talk: str | Path, overrides: Overrides | None = None, *, cache: Cache | None = None) -> Bundle:
    """Build a talk into one HTML file, in memory; the ``cache`` is what it is for `read`.

    Raises UsageError if there is no such talk or theme, DeckError with all errors of the talk.
    """
    return bundle_of(read(talk, overrides, cache=cache))


def bundle_of(deck: Deck) -> Bundle:
    """The files that present a deck. Raises as `build` does."""
    from slidekit.bundle import embed

    return embed(page_of(deck), f"{deck.path.stem}.html")


def page_of(deck: Deck, live: bool = False) -> Page:
    """The page of a deck, with all that was found on the way; a ``live`` one is served. Raises as `build` does."""
    from slidekit.lookup import Fence
    from slidekit.page import typeset, unknown_style
    from slidekit.stylesheets import author_sheet
    from slidekit.themes import find_theme

    fence = Fence(deck.root, deck.options.allow_outside)
    sheet = author_sheet(deck, fence)
    wrong = unknown_style(deck)
    if any(each.at is None for each in wrong):
        raise UsageError(*wrong)
    found = [*deck.diagnostics, *sheet.diagnostics, *wrong]
    theme = None
    try:
        theme = find_theme(deck.options.theme, deck.path, fence, deck.places.get("theme"))
    except DeckError as error:
        found += error.diagnostics
    if theme is None or any(each.severity is Severity.ERROR for each in found):
        raise DeckError(*found)
    page = typeset(deck, theme, sheet, live)
    return page._replace(
        diagnostics=(*found, *page.diagnostics),
        dependencies=(deck.path, *deck.dependencies, *sheet.dependencies, *theme.dependencies),
    )


def warm(live: bool = False) -> None:
    """Load and prepare what `page_of` will need, while a deck is still being read elsewhere."""
    from slidekit import bundle, page, rawhtml, stylesheets

    del bundle, rawhtml, stylesheets
    page.furniture(live)
    page.structure()


def sayings(overrides: Overrides | None) -> Mapping[str, Saying]:
    """What a caller says, by field name."""
    return {name.replace("_", "-"): Saying(value) for name, value in (overrides or {}).items()}
