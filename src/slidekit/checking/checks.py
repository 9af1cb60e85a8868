"""All that is found in a talk, one check after the other: with a browser, or without. Says nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from slidekit.checking.cures import ignorable
from slidekit.checking.seen import MESSAGES, Seen
from slidekit.checking.silence import silences_of, unsilenced
from slidekit.diagnostics import Diagnostic, Severity
from slidekit.errors import DeckError

if TYPE_CHECKING:
    from slidekit.bundle import Bundle
    from slidekit.checking.browsing import Shot
    from slidekit.model import Deck


SENTENCE = 4
"""Words that make a note be known again; fewer are on every slide."""

TAG = re.compile(r"<[^<>]*>")
CONTENT = re.compile(r"<meta[^<>]*\bcontent=\"([^\"<>]*)\"[^<>]*>")


class Wanted(NamedTuple):
    """Which checks are wanted besides those of the tree: in a browser, of links to the web, and pictures of what is found."""

    browser: bool = True
    external: bool = False
    pictures: bool = False


class Findings(NamedTuple):
    """What was found, in the order of the talk; how many ms the first slide takes (0: not measured), and pictures.

    It is the ``whole`` unless an error has kept checks from being made.
    """

    seen: tuple[Seen, ...]
    start: int = 0
    shots: tuple[Shot, ...] = ()
    whole: bool = True


Examples = Callable[["Deck"], tuple[Diagnostic, ...]]


def find_faults(deck: Deck, wanted: Wanted, examples: Examples | None = None) -> Findings:
    """All that is found in a deck that was read for an audit.

    Raises BrowserError if a browser is wanted and there is none.
    """
    from slidekit.pipeline import bundle_of

    try:
        bundle = bundle_of(deck)
    except DeckError as error:
        seen = [seen_at(deck, found) for found in error.diagnostics]
        return Findings(tuple(ordered(unsilenced(seen, silences_of(deck), ignorable()), deck)), whole=False)
    seen = [seen_at(deck, found) for found in (*bundle.diagnostics, *public_notes(deck, bundle))]
    if wanted.external:
        from slidekit.checking.web import ask_all

        seen += [seen_at(deck, found) for found in ask_all(deck.links)]
    if examples is not None:
        seen += [seen_at(deck, found) for found in examples(deck)]
    start, whole = 0, True
    shots: tuple[Shot, ...] = ()
    if wanted.browser:
        from slidekit.checking.browsing import SECONDS, look

        others = {one.slide for one in seen if one.slide and one.diagnostic.severity is not Severity.INFO}
        try:
            seconds = deck.options.time_limit or SECONDS
            looked = look(deck, bundle, pictures=wanted.pictures, others=sorted(others), seconds=seconds)
        except DeckError as error:
            seen += [seen_at(deck, found) for found in error.diagnostics]
            whole = False
        else:
            seen += looked.seen
            start, shots = looked.start, looked.shots
    unasked = set() if wanted.browser and whole else {*MESSAGES}
    unasked |= set() if wanted.external else {"dead-external-link"}
    unasked |= set() if examples is not None else {"failed-example"}
    unasked |= set() if not deck.options.notes else {"public-note"}
    return Findings(tuple(ordered(unsilenced(seen, silences_of(deck), unasked), deck)), start, shots, whole)


def public_notes(deck: Deck, bundle: Bundle) -> Iterator[Diagnostic]:
    """Notes that a page for the public holds all the same: what the speaker only says stands somewhere else, too."""
    if deck.options.notes:
        return
    page = plain(bundle.page.decode("utf-8", "replace"))
    for slide in deck.slides:
        for said in re.split(r"</(?:p|li|dd|td|h\d)>", slide.notes):
            text = plain(said)
            if len(text.split()) >= SENTENCE and text in page:
                message = f"without notes, the page still says what a note says: “{text[:60]}”"
                yield Diagnostic("public-note", message, slide.at, "", Severity.WARNING)


def plain(html: str) -> str:
    """The text of HTML and of its attributes, with single blanks."""
    return " ".join(unescape(TAG.sub(" ", CONTENT.sub(r" \1 ", html))).split())


def seen_at(deck: Deck, found: Diagnostic) -> Seen:
    """A message about a talk, with the slide that it is about."""
    if found.at is None:
        return Seen(found)
    number = 0
    for place, slide in enumerate(deck.staged, 1):
        if slide.at.path == found.at.path and slide.at.line <= found.at.line:
            number = place
    return Seen(found, number)


def ordered(seen: list[Seen], deck: Deck) -> list[Seen]:
    """What was found, in the order of the talk: what is about all of it first, and the same thing once."""

    def place(one: Seen) -> tuple[bool, str, int, int, int]:
        at = one.diagnostic.at
        if at is None:
            return False, "", 0, 0, 0
        return at.path != Path(deck.path), str(at.path), at.line, one.step, at.column

    return sorted(dict.fromkeys(seen), key=place)
