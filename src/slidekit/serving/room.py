"""A talk and everybody who watches it: who hears what. Knows messages; no sockets, no files."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Protocol

Message = Mapping[str, Any]

QUIET: Message = {"errors": [], "warnings": []}
"""What is said of a talk to windows that an audience sees, while somebody else hears of it."""

ROLES = ("slides", "read", "print", "presenter")


class Session(Protocol):
    """A talk that is being served: what it shows now, and how a window comes there."""

    talk: Path
    path: str
    listener: Callable[[dict[str, Any]], None]

    @property
    def title(self) -> str:
        """What the talk is called."""

    def page(self) -> bytes | Awaitable[bytes]:
        """The page to be served now; the first one may have to be awaited."""

    def first_page(self) -> bytes | Awaitable[bytes]:
        """The page with the first slide only."""

    def file(self, relative: str) -> Path | None:
        """The deck's own file at this path relative to the page."""

    def join(self, version: str) -> dict[str, Any] | None:
        """What brings a window of that version up to date; ``None`` if it is."""

    def troubles(self) -> dict[str, Any]:
        """What is wrong with the talk now."""

    def slide_at(self, file: str, line: int) -> int | None:
        """The slide that a line of a source file is on."""

    def source(self, slide: int, text: str) -> tuple[Path, int] | None:
        """Where a slide, or the words on it, stand in the source."""

    def attend(self, alone: bool) -> None:
        """Somebody looks at it now, or nobody any more."""

    def close(self) -> None:
        """End whatever it has started."""


class Viewer(Protocol):
    """Somebody who can be told something."""

    def send(self, data: bytes) -> None:
        """Send a message; it never fails and never waits."""


Work = Callable[[], None]


class Room:
    """One session and its windows. ``heard`` is called after each update.

    Errors go to the speaker's windows only, as long as there is one; ``defer`` does work a little later, so that
    the audience sees none while the speaker's window loads again.
    """

    def __init__(
        self, session: Session, heard: Callable[[Room, Message], None], defer: Callable[[Work], object]
    ) -> None:
        self.session = session
        self.heard = heard
        self.defer = defer
        self.roles: dict[Viewer, str] = {}
        self.is_attended = False
        self.left = 0
        """How many windows of speakers have gone."""
        session.listener = self.tell

    def is_spared(self, role: str) -> bool:
        """Whether a window of this role is told nothing of troubles."""
        return role != "presenter" and self.is_attended

    def join(self, viewer: Viewer, role: str, version: str) -> None:
        """Let somebody in, or in again: they are brought up to date."""
        before = self.roles.get(viewer)
        if not self.roles:
            self.session.attend(alone=False)
        self.roles[viewer] = role
        if "presenter" in (before, role):
            self.reroute(viewer)
        update = self.session.join(version) or {}
        troubles = QUIET if self.is_spared(role) else self.session.troubles()
        viewer.send(encode({**update, "troubles": troubles}))

    def leave(self, viewer: Viewer) -> None:
        """Let somebody go."""
        role = self.roles.pop(viewer, None)
        if role == "presenter":
            self.left += 1
            self.defer(partial(self.give_up, self.left))
        if role is not None and not self.roles:
            self.session.attend(alone=True)

    def give_up(self, left: int) -> None:
        """Wait no longer for the window that was the so-manieth to go, unless another one has gone since."""
        if left == self.left:
            self.reroute()

    def reroute(self, but: Viewer | None = None) -> None:
        """Tell the audience of troubles, or no more of them, if the last speaker has gone or the first has come."""
        before, self.is_attended = self.is_attended, "presenter" in self.roles.values()
        troubles = self.session.troubles()
        if self.is_attended != before and any(troubles.values()):
            others = [viewer for viewer, role in self.roles.items() if role != "presenter" and viewer is not but]
            self.send(others, encode({"troubles": QUIET if self.is_attended else troubles}))

    def tell(self, update: Message) -> None:
        """Pass an update on to everybody; it is written once, not for each of them."""
        spared = [viewer for viewer, role in self.roles.items() if self.is_spared(role)]
        if spared and "troubles" in update:
            others = set(self.roles).difference(spared)
            self.send(list(others), encode(update))
            self.send(spared, encode({**update, "troubles": QUIET}))
        else:
            self.send(list(self.roles), encode(update))
        self.heard(self, update)

    def send(self, viewers: list[Viewer], data: bytes) -> None:
        """Send one message to several."""
        for viewer in viewers:
            viewer.send(data)


def encode(message: Message) -> bytes:
    """A message of ours as it goes over the wire."""
    return json.dumps({"command": "slidekit", **message}, ensure_ascii=False, separators=(",", ":")).encode(
        "utf-8", "replace"
    )
