"""Text to `Deck`. The only part that imports docutils."""

from slidekit.doctree.reader import deck_of, read_deck
from slidekit.doctree.reading import Reading, open_reading

__all__ = ["Reading", "deck_of", "open_reading", "read_deck"]
