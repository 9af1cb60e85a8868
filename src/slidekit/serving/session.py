"""One talk that is being served: what is shown of it, and what its viewers are told. Knows no HTTP, starts nothing."""

from __future__ import annotations

import os
import re
import secrets
from asyncio import Event
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from slidekit.listing import error_page
from slidekit.options import Overrides
from slidekit.serving.builds import Builds, Means
from slidekit.serving.editions import Change, Edition, Trouble, edited_slide, update, whole
from slidekit.serving.pointing import find_line
from slidekit.serving.trials import Trials

EDITIONS = 64
"""Editions that pages may come from; a page of an older one is given every slide."""

WHERE = re.compile(r":\d+:\d+:")
"""Line and column in a message."""


class Session:
    """One talk, and the edition of it that is shown.

    ``listener`` is called with every update (the messages are told in ``server``), ``say`` with text for the terminal.
    """

    def __init__(
        self,
        talk: Path,
        said: Overrides,
        means: Means,
        *,
        say: Callable[[str], object],
        path: str = "/",
        follow: bool = True,
    ) -> None:
        self.talk, self.path, self.follow, self.say = talk, path, follow, say
        self.listener: Callable[[dict[str, Any]], None] = unheard
        self.edition: Edition | None = None
        self.errors: tuple[Trouble, ...] = ()
        self.failing: tuple[Trouble, ...] = ()
        """Code that does not do what the talk shows."""
        self.name = secrets.token_hex(4)
        self.count = 0
        self.past: OrderedDict[str, Edition] = OrderedDict()
        self.said: dict[str, str] = {}
        self.begun = Event()
        self.made = "", b""
        self.trials = Trials(talk, said, means.loop, self.tried)
        self.builds = Builds(talk, said, means, self)

    @property
    def title(self) -> str:
        """What the deck is called; of one that was never read, the talk's name."""
        return str(self.edition.frame["title"]) if self.edition else self.talk.stem

    @property
    def version(self) -> str:
        """What a page says it is: what of it cannot change, this session, the number of the edition."""
        return f"{self.edition.fixed if self.edition else '0'}.{self.name}.{self.count}"

    async def page(self) -> bytes:
        """The page, as soon as there is one or it is known why not."""
        if self.edition is None and not self.errors:
            await self.begun.wait()
        return self.shown()

    async def first_page(self) -> bytes:
        """The page with the first slide alone."""
        page = await self.page()
        if self.edition is None:
            return page
        first = next((n for n, item in enumerate(self.edition.items) if not item.unstaged), 0)
        items, ids = self.edition.items[first : first + 1], self.edition.ids[first : first + 1]
        return self.edition._replace(items=items, ids=ids).page()

    def shown(self) -> bytes:
        """The page as it is now: the deck, or what is wrong while there was never one."""
        if self.edition is None:
            return error_page(self.talk.name, [trouble.text for trouble in self.errors])
        if self.made[0] != self.version:
            self.made = self.version, self.edition.page(self.version)
        return self.made[1]

    def file(self, relative: str) -> Path | None:
        """The deck's own file at this address, as seen from the page."""
        found = self.edition.files.get(relative) if self.edition else None
        return Path(found) if found else None

    def join(self, version: str) -> dict[str, Any] | None:
        """What a page of that version needs to become the present one."""
        if self.edition is None or version == self.version:
            return None
        if version.partition(".")[0] != self.edition.fixed:
            return {"reload": True}
        known = self.past.get(version)
        if known is not None:
            return {"from": version, "version": self.version, **update(known, self.edition)}
        return {"from": None, "version": self.version, **whole(self.edition)}

    @property
    def wrong(self) -> tuple[Trouble, ...]:
        """All that is wrong with the talk."""
        return self.errors or (*(self.edition.warnings if self.edition else ()), *self.failing)

    def troubles(self) -> dict[str, Any]:
        """What is wrong with the talk as it is now, as it is sent."""
        found: dict[str, list[dict[str, Any]]] = {"errors": [], "warnings": []}
        for trouble in self.wrong:
            slide = self.slide_at(trouble.path, trouble.line) if trouble.path else None
            found[f"{trouble.severity}s"].append({"text": trouble.text, "slide": slide})
        return found

    def slide_at(self, file: str, line: int) -> int | None:
        """The number of the slide in whose source a line stands."""
        if self.edition is None:
            return None
        wanted = os.path.realpath(file)
        for path in {place for place, _ in self.edition.places}:
            if os.path.realpath(path) == wanted:
                index = self.edition.item_at(path, line)
                return None if index is None else max(1, self.edition.number(index))
        return None

    def source(self, slide: int, text: str) -> tuple[Path, int] | None:
        """Where in the source a slide stands, or better, the text on it that somebody pointed at."""
        if self.edition is None:
            return None
        shown = [index for index, item in enumerate(self.edition.items) if not item.unstaged]
        if not 1 <= slide <= len(shown):
            return None
        return find_line(self.edition, shown[slide - 1], text, self.builds.there)

    def attend(self, alone: bool) -> None:
        """Somebody looks at the talk now, or nobody any more."""
        self.builds.attend(alone)

    def close(self) -> None:
        """End all that was begun."""
        self.builds.close()
        self.trials.close()

    def is_part(self, text: str) -> bool:
        """Whether a text is how the one that is shown begins, and no more."""
        return self.edition is not None and text != self.edition.text and self.edition.text.startswith(text)

    def opened(self, edition: Edition, proves: bool) -> None:
        """Show what a whole reading gave; one that proves what is shown moves nobody."""
        old = self.edition
        if old is None:
            self.edition, self.errors = edition, ()
            self.tell({"reload": True, "stale": True})  # a deck of an earlier server needs no more than to join again
        else:
            self.show(
                old, edition, update(old, edition), None if proves else edited_slide(old, edition, str(self.talk))
            )
        self.trials.begin(edition.text)

    def tried(self, failing: tuple[Trouble, ...]) -> None:
        """Say which code of the talk does not do what it shows."""
        if failing != self.failing:
            self.failing = failing
            self.tell({"troubles": self.troubles()})

    def stepped(self, change: Change) -> None:
        """Show what a quick pass has changed."""
        if self.edition is not None:
            edition = change.apply(self.edition)
            slide = max(1, edition.number(min(change.start, len(edition.items) - 1)))
            self.show(self.edition, edition, update(self.edition, edition, change.span), slide)

    def show(self, old: Edition, edition: Edition, message: dict[str, Any], slide: int | None) -> None:
        """Put an edition in the place of another; the page goes to the slide that was edited."""
        before = self.version
        self.edition = edition
        if message:
            self.remember(before, old)
            if "reload" not in message:
                message = {"from": before, "version": self.version, **message}
                if slide is not None and self.follow:
                    message["go"] = {"slide": slide, "edited": True}
        if self.errors or edition.warnings != old.warnings:
            self.errors = ()
            message["troubles"] = self.troubles()
        self.tell(message)

    def failed(self, errors: tuple[Trouble, ...]) -> None:
        """Leave the last good edition, and say what is wrong."""
        if errors != self.errors:
            self.errors = errors
            self.tell({"troubles": self.troubles()})

    def remember(self, version: str, edition: Edition) -> None:
        """Keep an edition, for pages that still show it; the next one has another number."""
        self.past[version] = edition
        if len(self.past) > EDITIONS:
            self.past.popitem(last=False)
        self.count += 1

    def tell(self, message: dict[str, Any]) -> None:
        """Tell the viewers, and the terminal what is new for it."""
        said = {what_of(trouble): trouble.severity for trouble in self.wrong}
        for trouble in self.wrong:
            if what_of(trouble) not in self.said:
                self.say(trouble.text)
        if "error" in self.said.values() and "error" not in said.values():
            left = len(said)
            self.say(f"{self.talk}: mended" + (f"; {left} warning{'s' * (left > 1)} left" if left else ""))
        elif self.said and not said:
            self.say(f"{self.talk}: all is well again")
        self.said = said
        self.begun.set()
        if message:
            self.listener(message)


def what_of(trouble: Trouble) -> str:
    """What a trouble says, wherever it stands: the same one a line further down is no news."""
    return WHERE.sub("", trouble.text.partition("\n")[0], count=1)


def unheard(message: dict[str, Any]) -> None:
    """What becomes of a message before anybody listens: who comes later is told all by `Session.join`."""
    del message
