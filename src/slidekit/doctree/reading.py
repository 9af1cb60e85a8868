"""A talk that has been read, and what came of its next text."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from pathlib import Path

from slidekit.doctree.reader import deck_of
from slidekit.model import Deck
from slidekit.options import Saying
from slidekit.source import read_source


class Reading:
    """A talk that has been read: its text and its deck."""

    def __init__(self, deck: Deck, text: str) -> None:
        self.deck, self.text = deck, text

    def advance(self, text: str) -> Deck | None:
        """The deck of another text, if that can be had without reading it whole; so far it cannot."""
        del text
        return None


def open_reading(talk: Path, said: Mapping[str, Saying], cache: MutableMapping[str, str] | None = None) -> Reading:
    """Read a talk whole."""
    del cache
    text, found = read_source(talk)
    return Reading(deck_of(text, talk, said, found), text)
