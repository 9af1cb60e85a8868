"""The pipeline, from a talk to the files that present it. No detail of any stage."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from slidekit.diagnostics import Severity
from slidekit.errors import DeckError, UsageError
from slidekit.lookup import watchers
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


def read_watched(talk: Path, overrides: Overrides | None) -> tuple[Deck, frozenset[Path]]:
    """Read a talk as `read` does; with the deck, all paths where files were looked for, programs too."""
    looked: set[Path] = set()
    watchers.append(looked)
    try:
        deck = read(talk, overrides)
    finally:
        watchers.remove(looked)
    makers = sys.modules.get("slidekit.doctree.diagrams.makers")  # it is imported by a talk with diagrams
    return deck, frozenset([*looked, *(makers.places() if makers else ())])


def build(talk: str | Path, overrides: Overrides | None = None, *, cache: Cache | None = None) -> Bundle:
    """Build a talk into one HTML file, and files beside it if it is ``linked`` or has large videos; in memory.

    The ``cache`` is what it is for `read`.

    Raises UsageError if there is no such talk or theme, DeckError with all errors of the talk.
    """
    return bundle_of(read(talk, overrides, cache=cache))


def bundle_of(deck: Deck, name: str = "") -> Bundle:
    """The files that present a deck, its page under this name. Raises as `build` does."""
    from slidekit.bundle import embed

    return embed(page_of(deck), name or f"{deck.path.stem}.html", deck.options.linked)


def page_of(deck: Deck, live: bool = False, checks: bool = True) -> Page:
    """The page of a deck, with all that was found on the way; a ``live`` one is served. Raises as `build` does.

    Without ``checks`` those of plugins are not asked.
    """
    from slidekit.lookup import Fence
    from slidekit.page import typeset, unknown_style
    from slidekit.plugins import run_checks
    from slidekit.stylesheets import author_sheet
    from slidekit.themes import find_theme, guests

    fence = Fence(deck.root, deck.options.allow_outside)
    sheet = author_sheet(deck, fence)
    wrong = unknown_style(deck)
    if any(each.at is None for each in wrong):
        raise UsageError(*wrong)
    found = [*deck.diagnostics, *guests()[1], *sheet.diagnostics, *wrong]
    theme = None
    try:
        theme = find_theme(deck.options.theme, deck.path, fence, deck.places.get("theme"))
    except DeckError as error:
        found += error.diagnostics
    found += run_checks(deck) if checks else ()
    found += theme.diagnostics if theme else ()
    if theme is None or any(each.severity is Severity.ERROR for each in found):
        raise DeckError(*found)
    page = typeset(deck, theme, sheet, live)
    return page._replace(
        diagnostics=(*found, *page.diagnostics),
        dependencies=(deck.path, *deck.dependencies, *sheet.dependencies, *theme.dependencies, *page.dependencies),
    )


def warm(live: bool = False) -> None:
    """Load and prepare what `page_of` will need, while a deck is still being read elsewhere."""
    import tomllib

    from slidekit import bundle, page, plugins, rawhtml, stylesheets

    del bundle, rawhtml, stylesheets, tomllib
    page.furniture(live)
    page.structure()
    plugins.installed()


def sayings(overrides: Overrides | None) -> Mapping[str, Saying]:
    """What a caller says, by field name."""
    return {name.replace("_", "-"): Saying(value) for name, value in (overrides or {}).items()}
