"""All that one server serves: its talks by path, their rooms, and the list of them. No sockets."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

from slidekit.listing import Entry, list_page
from slidekit.lookup import is_file
from slidekit.serving.room import Message, Room, Session, Viewer, Work, encode
from slidekit.talks import Talk, find_talk, find_talks, suffixes

OFTEN = 2.0
"""Seconds between two looks for new talks, at least."""
SHARE = 50
"""How many times as long as a look takes the time between two is, at least."""

Opener = Callable[[Path, str], Session]
"""What begins to serve a talk at a path."""


class House:
    """The talk, or the talks below a folder, and their rooms. A session begins when somebody first asks for it.

    ``heard`` is called with the path of a room and each update that it heard; ``defer`` does work a little later.
    """

    def __init__(
        self, target: Path, opener: Opener, heard: Callable[[str, Message], None], defer: Callable[[Work], object]
    ) -> None:
        self.target = target
        self.opener = opener
        self.heard = heard
        self.defer = defer
        self.is_list = target.is_dir()
        self.is_closed = False
        self.talks: dict[str, Talk] = {} if self.is_list else {"/": Talk(target, target.stem)}
        self.rooms: dict[str, Room] = {}
        self.readers: dict[Viewer, str] = {}
        """Who looks at the list, and in which version."""
        self.is_kept = False

    def search(self) -> dict[str, Talk]:
        """Look for the talks; it takes its time. What it gives is for `settle`."""
        if not self.is_list:
            return self.talks
        found = {path_of(talk.path, self.target): talk for talk in find_talks(self.target, lambda: self.is_closed)}
        return {path: talk for path, talk in found.items() if path.isprintable()}  # others have no address

    def settle(self, talks: dict[str, Talk]) -> None:
        """Take what a search gave for what there is; rooms of talks that have gone stay for who is in them."""
        for path in [path for path, room in self.rooms.items() if path not in talks and not room.roles]:
            self.rooms.pop(path).session.close()
        self.talks = talks

    def room(self, path: str) -> Room | None:
        """The room of the talk at a path, opened if need be."""
        if path not in self.rooms:
            talk = self.talks.get(path) or self.newcomer(path)
            if talk is None:
                return None
            self.talks[path] = talk
            self.rooms[path] = Room(self.opener(talk.path, path), self.hear, self.defer)
            self.heard(path, {})  # its title and its errors are known by now
        return self.rooms[path]

    def newcomer(self, path: str) -> Talk | None:
        """A talk that has appeared since the last search, at the path that asks for it."""
        if not self.is_list or not path.endswith(".html"):
            return None
        stem = path[1:].removesuffix(".html")
        files = (self.target / f"{stem}{ending}" for ending in suffixes())
        return next((find_talk(file, self.target) for file in files if is_file(file)), None)

    def file(self, parts: tuple[str, ...]) -> Path | None:
        """The file at a path, if it is one of a deck that is being served."""
        for path, room in self.rooms.items():
            folder = tuple(path[1:].split("/")[:-1])
            below = parts[: len(folder)] == folder
            if below or parts[:1] == ("_",):
                found = room.session.file("/".join(parts[len(folder) :] if below else parts))
                if found is not None:
                    return found
        return None

    def hear(self, room: Room, update: Message) -> None:
        """Pass on what a room has heard."""
        self.heard(room.session.path, update)

    def entries(self) -> list[Entry]:
        """The talks as the list shows them."""
        found = []
        for path, talk in self.talks.items():
            room = self.rooms.get(path)
            errors = room.session.troubles().get("errors", []) if room else []
            known = room.session.title if room else ""
            title = talk.title if known in ("", talk.path.stem) else known  # the stem says that nothing is known
            problem = str(errors[0]["text"]).partition("\n")[0] if errors else ""
            place = talk.path.relative_to(self.target).as_posix()
            found.append(Entry(title, quote(path), place, problem))
        return found

    def version(self) -> str:
        """What changes whenever the list does."""
        return sha256(repr(self.entries()).encode("utf-8", "surrogateescape")).hexdigest()[:16]

    def list_page(self, host: str) -> bytes:
        """The list of all talks."""
        name = self.target.absolute().name or str(self.target)
        return list_page(name, self.entries(), self.version(), host)

    def read(self, viewer: Viewer, version: str) -> None:
        """Somebody looks at the list, and is told to load it again if it is another one by now."""
        self.readers[viewer] = version
        self.refresh()

    def refresh(self) -> None:
        """Let those load the list again who have an old one."""
        if not self.readers:
            return
        version = self.version()
        for viewer, seen in list(self.readers.items()):
            if seen != version:
                self.readers[viewer] = version
                viewer.send(encode({"reload": True}))

    async def keep(self) -> None:
        """Look for talks that have come or gone, now and then, as long as somebody reads the list."""
        if self.is_kept:
            return
        self.is_kept = True
        pause = OFTEN
        try:
            while self.readers and not self.is_closed:
                await asyncio.sleep(pause)
                began = time.monotonic()
                talks = await asyncio.to_thread(self.search)
                pause = max(OFTEN, SHARE * (time.monotonic() - began))
                self.settle(talks)
                self.refresh()
        finally:
            self.is_kept = False

    def leave(self, viewer: Viewer, but: Room | None = None) -> None:
        """Somebody has gone, or has come into another room."""
        self.readers.pop(viewer, None)
        for room in self.rooms.values():
            if room is not but:
                room.leave(viewer)

    def show(self, file: str, line: int) -> bool:
        """Bring the slide of a source line to the screen of everybody who watches its talk."""
        shown = False
        for room in self.rooms.values():
            for candidate in candidates(file, room.session.talk):
                slide = room.session.slide_at(candidate, line)
                if slide is not None:
                    room.tell({"go": slide})
                    shown = True
                    break
        return shown

    def close(self) -> None:
        """End all sessions, and a search that is under way."""
        self.is_closed = True
        for room in self.rooms.values():
            room.session.close()


def path_of(talk: Path, folder: Path) -> str:
    """The path at which a talk of a folder is served."""
    return "/" + talk.relative_to(folder).with_suffix(".html").as_posix()


def candidates(file: str, talk: Path) -> list[str]:
    """The absolute paths that a name may mean: from the working folder, and from the talk's."""
    if "\0" in file or not file:
        return []
    folders = dict.fromkeys((Path.cwd(), talk.absolute().parent))
    home = os.path.expanduser(file)  # noqa: PTH111 - Path's own raises for a user that there is not
    return list(dict.fromkeys(os.path.normpath(folder / home) for folder in folders))
