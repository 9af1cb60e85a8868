"""How many may come in: tornado's server, with room for no more connections than the system gives it."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from tornado.httpserver import HTTPServer

if TYPE_CHECKING:
    from tornado.iostream import IOStream

WANTED = 4096
"""Open files that are asked of the system: each window has two, and some systems give 256."""

SHARE = 4
"""One part in so many is kept for files, children and pipes."""

ANY = sys.maxsize
"""Where the system does not say how many there may be."""


def room() -> int:
    """How many files may be open when somebody comes. Raises the system's limit as far as that is allowed."""
    try:
        import resource
    except ImportError:  # Windows
        return ANY
    limit, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    more = WANTED if hard == resource.RLIM_INFINITY else min(WANTED, hard)
    if limit != resource.RLIM_INFINITY and limit < more:
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (more, hard))
            limit = more
    return ANY if limit == resource.RLIM_INFINITY else limit - limit // SHARE


class Doorway(HTTPServer):
    """tornado's server; who comes when it is full is sent away, for it could not be listened to."""

    def initialize(self, *arguments: Any, **settings: Any) -> None:
        """What tornado calls for a constructor."""
        super().initialize(*arguments, **settings)
        self.room = room()

    def handle_stream(self, stream: IOStream, address: Any) -> None:
        """Let somebody in, if there is room."""
        if stream.socket.fileno() >= self.room:  # the system gives the lowest number that is free
            stream.close()
            return
        super().handle_stream(stream, address)
