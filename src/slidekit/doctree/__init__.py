"""Text to `Deck`. The only part that imports docutils."""

from typing import TYPE_CHECKING, Any

from slidekit.doctree import pillow

pillow.put_off()  # before docutils is imported

from slidekit.doctree import plugged  # noqa: E402
from slidekit.doctree.reader import deck_of, read_deck  # noqa: E402

if TYPE_CHECKING:
    from slidekit.doctree.examples import read_examples
    from slidekit.doctree.reading import Reading
    from slidekit.doctree.stock import Cache
    from slidekit.doctree.survey import open_reading

__all__ = ["Cache", "Reading", "deck_of", "open_reading", "read_deck", "read_examples"]


def warm() -> None:
    """Import what plugins bring, while there is time."""
    plugged.warm()


def __getattr__(name: str) -> Any:
    """What a build does without, imported when it is asked for."""
    if name not in __all__:
        raise AttributeError(name)
    if name == "read_examples":
        from slidekit.doctree.examples import read_examples

        return read_examples
    from slidekit.doctree import reading, stock, survey

    return {"Reading": reading.Reading, "Cache": stock.Cache, "open_reading": survey.open_reading}[name]
