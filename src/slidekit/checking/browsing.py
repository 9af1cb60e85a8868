"""The checks that need a browser: a deck is walked through there, step by step. Says nothing; gives what was seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from slidekit.checking.access import axe_script, look_at_colours
from slidekit.checking.seen import MESSAGES, Seen, seen_of, source_of
from slidekit.checking.visit import SCRIPTS, Visit, script
from slidekit.policy import policy
from slidekit.staging import on_stage, own_html

if TYPE_CHECKING:
    from slidekit.bundle import Bundle
    from slidekit.model import Deck
    from slidekit.stage import Said, Stage

SECONDS = 20.0
"""A slide, with all its steps, may take so long."""

SLOW = 2000
"""Milliseconds until something is seen: an audience that waits longer begins to talk."""

TRIES = 3
"""A start is slow if it is so each time: this machine may have been busy."""


class Shot(NamedTuple):
    """A picture of a slide at a step, as JPEG."""

    slide: int
    step: int
    data: bytes


class Looked(NamedTuple):
    """What came of looking: what was seen, how many ms the first slide took, and pictures of what was seen."""

    seen: tuple[Seen, ...]
    start: int = 0
    shots: tuple[Shot, ...] = ()


def look(
    deck: Deck, bundle: Bundle, pictures: bool = False, others: Iterable[int] = (), seconds: float = SECONDS
) -> Looked:
    """Walk through a deck in a browser; with ``pictures`` one of each slide and step where something was seen.

    Slides where something has been found without a browser are the ``others`` that are to be in a picture.

    Raises BrowserError if there is none, DeckError naming the slide that hangs or ends the browser.
    """
    axe = axe_script()
    with on_stage(deck, bundle) as (stage, page):
        return Walk(deck, stage, page, seconds).look(axe, {(number, 0) for number in others} if pictures else None)


class Walk:
    """One walk through one deck, and what was seen on it."""

    def __init__(self, deck: Deck, stage: Stage, path: Path, seconds: float) -> None:
        self.deck = deck
        self.stage = stage
        self.path = path
        self.seconds = seconds
        self.heard: set[tuple[str, str]] = set()
        self.seen: list[Seen] = []
        self.opened = policy((), own_html(deck)).opened

    def look(self, axe: str, others: set[tuple[int, int]] | None) -> Looked:
        """All that can be seen; with pictures of that and of the others, unless nobody asks for any."""
        visit = self.visit()
        self.listen(0)
        with visit.all("the start of the deck"):
            visit.page.evaluate(f"{';'.join(map(script, SCRIPTS))};{axe}")
            start = self.judge_start(visit.number(visit.ask("firstPaint")))
        for number in range(1, len(visit.slides) + 1):
            with visit.slide(number):
                answer = visit.ask("walk", number)
            for raw in visit.faults(answer):
                self.note(raw, number)
            self.listen(number)
        if visit.slides:
            for (number, raw), form in look_at_colours(visit):
                self.note(raw, number, form)
        shots = () if others is None else tuple(self.shots(visit, others))
        order = {code: place for place, code in enumerate(MESSAGES)}
        found = sorted(self.seen, key=lambda one: (one.slide, one.step, order[one.diagnostic.code]))
        return Looked(tuple(found), start, shots)

    def visit(self) -> Visit:
        """The deck, as an audience sees it."""
        return Visit(self.deck, self.stage, self.path, self.seconds)

    def note(self, raw: Any, number: int, form: str = "") -> None:
        """Take down a fault, if it is one of those that are known; what is pale in both forms, once."""
        code = raw.get("code")
        if isinstance(code, str) and code in MESSAGES:
            one = seen_of(self.deck, raw, number, form)
            place = (one.slide, one.diagnostic.code, one.diagnostic.at)
            if not form or place not in {(each.slide, each.diagnostic.code, each.diagnostic.at) for each in self.seen}:
                self.seen.append(one)

    def listen(self, number: int) -> None:
        """Note what the page has said and asked for until now, on this slide; the same thing once."""
        said, self.stage.said[:] = list(self.stage.said), []
        asked, self.stage.asked[:] = list(self.stage.asked), []
        for address in asked:
            if not any(address.startswith(f"{origin}/") or address == origin for origin in self.opened):
                self.hear("external-request", "the page asks another machine", address, number)
        for one in said:
            refused = refusal(one)
            if refused:
                self.hear("external-request", "the page would ask another machine, and may not", refused, number)
            elif one.kind in {"error", "exception"} and not one.address.startswith(("http:", "https:", "ws:", "wss:")):
                words = one.text.strip().partition("\n")[0]
                self.hear("console-error", "the page says in the browser", words, number)

    def hear(self, code: str, says: str, what: str, number: int) -> None:
        """Note something of the page, if it is new, at the HTML that has it where that is known."""
        if (code, what) not in self.heard:
            self.heard.add((code, what))
            source = source_of(self.deck, what)
            self.note({"code": code, "says": f"{says}: {what}", "text": what if source else ""}, source or number)

    def judge_start(self, start: int) -> int:
        """How many ms the first slide takes at best, and whether that is slow."""
        for _ in range(TRIES - 1):
            if start <= SLOW:
                return start
            again = self.visit()
            with again.all("the start of the deck"):
                again.page.evaluate(script("start"))
                start = min(start, again.number(again.ask("firstPaint")) or start)
                again.close()
        if start > SLOW:
            says = f"the first slide is seen after {start / 1000:.1f} s; pictures of fewer bytes help, or --linked"
            self.note({"code": "slow-start", "says": says}, 0)
        return start

    def shots(self, visit: Visit, others: set[tuple[int, int]]) -> Iterator[Shot]:
        """A picture of each slide and step on which something was seen, and of others."""
        for number, step in sorted({(one.slide, one.step) for one in self.seen} | others):
            if 0 < number <= len(visit.slides):
                with visit.slide(number):
                    visit.ask("stand", number, step)
                    yield Shot(number, step, visit.page.screenshot(type="jpeg", quality=70))


def refusal(said: Said) -> str:
    """The address that a page's policy has refused, if that is what the browser says and it is another machine's."""
    if "Content Security Policy" not in said.text:
        return ""
    words = (word.strip("'\"(),.") for word in said.text.split())
    return next((word for word in words if word.startswith(("http://", "https://", "ws://", "wss://", "//"))), "")
