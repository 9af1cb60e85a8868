"""A talk and everybody who watches it: who hears what. Knows messages; no sockets, no files."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
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

    def close(self) -> None:
        """End whatever it has started."""


class Viewer(Protocol):
    """Somebody who can be told something."""

    def send(self, data: bytes) -> None:
        """Send a message; it never fails and never waits."""


class Room:
    """One session and its windows. ``heard`` is called after each update.

    Errors go to the speaker's windows only, as long as there is one.
    """

    def __init__(self, session: Session, heard: Callable[[Room, Message], None]) -> None:
        self.session = session
        self.heard = heard
        self.roles: dict[Viewer, str] = {}
        session.listener = self.tell

    def is_attended(self) -> bool:
        """Whether a speaker's window is connected."""
        return "presenter" in self.roles.values()

    def is_spared(self, role: str) -> bool:
        """Whether a window of this role is told nothing of troubles."""
        return role != "presenter" and self.is_attended()

    def join(self, viewer: Viewer, role: str, version: str) -> None:
        """Let somebody in, or in again: they are brought up to date."""
        was_attended = self.is_attended()
        self.roles[viewer] = role
        update = self.session.join(version) or {}
        troubles = QUIET if self.is_spared(role) else self.session.troubles()
        viewer.send(encode({**update, "troubles": troubles}))
        self.reroute(was_attended, viewer)

    def leave(self, viewer: Viewer) -> None:
        """Let somebody go."""
        was_attended = self.is_attended()
        if self.roles.pop(viewer, None):
            self.reroute(was_attended)

    def reroute(self, was_attended: bool, but: Viewer | None = None) -> None:
        """Tell the audience's windows of troubles, or no more, when the last speaker has gone or the first has come."""
        if was_attended == self.is_attended():
            return
        troubles = self.session.troubles()
        if any(troubles.values()):
            data = encode({"troubles": troubles if was_attended else QUIET})
            self.send(
                [viewer for viewer, role in self.roles.items() if role != "presenter" and viewer is not but], data
            )

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
