"""What all talks of one server share: the nursery, the watch on files, the bounds on reading. Knows no HTTP."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

from slidekit.options import Overrides
from slidekit.processes.limits import bounds
from slidekit.processes.nursery import Nursery
from slidekit.serving.builds import Means
from slidekit.serving.session import Session
from slidekit.serving.watching import Watch


class Works:
    """Opens sessions, tells them of changed files, and ends what they began."""

    def __init__(self, said: Overrides, nursery: Nursery, *, follow: bool, say: Callable[[str], object]) -> None:
        self.said, self.nursery, self.follow, self.say = said, nursery, follow, say
        self.sessions: list[Session] = []
        self.loop: asyncio.AbstractEventLoop | None = None
        self.watch = Watch(self.hear)

    def open(self, talk: Path, path: str) -> Session:
        """Begin to serve a talk at a path; called on the server's loop."""
        self.loop = asyncio.get_running_loop()
        means = Means(self.loop, self.nursery, self.watch, self.limits)
        session = Session(talk, self.said, means, path=path, follow=self.follow, say=self.say)
        self.sessions = [each for each in self.sessions if not each.builds.closed] + [session]
        return session

    def limits(self, talk: Path) -> tuple[int, float]:
        """Megabytes and seconds that reading a talk may take."""
        return bounds(talk, self.said.get("time_limit"))

    def hear(self, paths: frozenset[str]) -> None:
        """Files have changed; the watch says so from its own thread."""
        if self.loop is not None and not self.loop.is_closed():
            self.loop.call_soon_threadsafe(self.tell, paths)

    def tell(self, paths: frozenset[str]) -> Any:
        """Let the sessions know of it."""
        for session in self.sessions:
            session.builds.changed(paths)

    def close(self) -> None:
        """End it all; the sessions are closed already."""
        self.watch.close()
        self.nursery.close()
