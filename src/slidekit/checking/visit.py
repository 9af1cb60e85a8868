"""A deck that is open in a browser, with our scripts in it: slides are shown and asked, each in its time. Judges nothing."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from slidekit import resources
from slidekit.diagnostics import Diagnostic
from slidekit.errors import DeckError
from slidekit.model import STAGE_HEIGHT
from slidekit.staging import suspect

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from slidekit.model import Deck
    from slidekit.stage import Stage

SCRIPTS = ("sight", "fitting", "reading", "glyphs", "contrast", "walk", "access", "start")
"""What is put into the page, in this order."""

CALL = "async ([name, ...rest]) => { try { return [true, await slidekit[name](...rest)]; } catch (error) { return [false, String(error)]; } }"

Found = tuple[int, Mapping[str, Any]]
"""The number of a slide, and what the page tells of it."""


class Visit:
    """A deck as an audience sees it; a slide may take ``seconds``, and what is done to all of them as much as they need."""

    def __init__(self, deck: Deck, stage: Stage, path: Path, seconds: float) -> None:
        self.deck = deck
        self.stage = stage
        self.slides = deck.staged
        self.seconds = seconds
        self.long = round(seconds + len(self.slides) / 2 + path.stat().st_size / 100_000)
        with self.all("the start of the deck"):
            self.page: Page = stage.open(path, "slides", deck.stage_width, STAGE_HEIGHT)

    def close(self) -> None:
        """Leave it."""
        self.page.context.close()

    def slide(self, number: int) -> AbstractContextManager[None]:
        """The time of a slide; the error of one that takes longer names it."""
        return self.stage.within(self.seconds, f"slide {number}", self.slides[number - 1].at)

    def all(self, what: str) -> AbstractContextManager[None]:
        """The time of all slides together, for something that has a name."""
        return self.stage.within(self.long, *suspect(self.deck, what))

    def ask(self, name: str, *rest: Any) -> Any:
        """What one of our scripts answers. Raises DeckError if it cannot."""
        done, answer = self.page.evaluate(CALL, [name, *rest])
        if not done:
            what, at = suspect(self.deck, "the deck")
            raise DeckError(Diagnostic("browser-failed", f"{what} does not work in the browser: {answer}", at))
        return answer

    def faults(self, answer: object) -> list[Mapping[str, Any]]:
        """The faults in an answer. The page is the author's: whatever else it may say is passed over."""
        return [raw for raw in answer if isinstance(raw, Mapping)] if isinstance(answer, list) else []

    def number(self, answer: object) -> int:
        """A number that is none of a slide, or 0."""
        return int(answer) if isinstance(answer, int | float) and 0 <= answer < 1e9 else 0

    def numbers(self, answer: object) -> list[int]:
        """The numbers of slides in an answer."""
        known = range(1, len(self.slides) + 1)
        return [each for each in answer if isinstance(each, int) and each in known] if isinstance(answer, list) else []


def script(name: str) -> str:
    """One of our scripts."""
    return resources.read(resources.STATIC / "check" / f"{name}.js")
