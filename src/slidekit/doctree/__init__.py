"""Text to `Deck`. The only part that imports docutils."""

from typing import TYPE_CHECKING, Any

from slidekit.doctree.reader import deck_of, read_deck

if TYPE_CHECKING:
    from slidekit.doctree.reading import Reading
    from slidekit.doctree.stock import Cache
    from slidekit.doctree.survey import open_reading

__all__ = ["Cache", "Reading", "deck_of", "open_reading", "read_deck"]


def __getattr__(name: str) -> Any:
    """What a build does without, imported when it is asked for."""
    if name not in __all__:
        raise AttributeError(name)
    from slidekit.doctree import reading, stock, survey

    return {"Reading": reading.Reading, "Cache": stock.Cache, "open_reading": survey.open_reading}[name]
