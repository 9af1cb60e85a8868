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
    from slidekit.model import Deck


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
    bundle = embed(typeset(deck, theme, sheet), f"{deck.path.stem}.html")
    return bundle._replace(
        diagnostics=(*found, *bundle.diagnostics),
        dependencies=(deck.path, *deck.dependencies, *sheet.dependencies, *theme.dependencies),
    )


def warm() -> None:
    """Load and prepare what `bundle_of` will need, while a deck is still being read elsewhere."""
    from slidekit import bundle, page, rawhtml, stylesheets

    del bundle, rawhtml, stylesheets
    page.furniture()
    page.structure()


def sayings(overrides: Overrides | None) -> Mapping[str, Saying]:
    """What a caller says, by field name."""
    return {name.replace("_", "-"): Saying(value) for name, value in (overrides or {}).items()}
