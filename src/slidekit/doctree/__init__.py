"""Text to `Deck`. The only part that imports docutils."""

from slidekit.doctree.reader import deck_of, read_deck

__all__ = ["deck_of", "read_deck"]
