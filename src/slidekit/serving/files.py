"""A deck's own files over HTTP: whole or in ranges, never hashed, never kept."""

from __future__ import annotations

import asyncio
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tornado import web

from slidekit.media import TYPES
from slidekit.serving.access import segments_of
from slidekit.serving.handlers import Handler

MEDIA = {
    **TYPES,
    ".css": "text/css; charset=utf-8",
    ".csv": "text/plain; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".pdf": "application/pdf",
    ".txt": "text/plain; charset=utf-8",
    ".vtt": "text/vtt; charset=utf-8",
}
"""Not the machine's own table: it differs from one to the next."""

DRAWING = "sandbox; default-src 'none'; style-src 'unsafe-inline'"
"""The policy of an SVG that is opened by itself: it can hold scripts."""

OPENING = sum(getattr(os, name, 0) for name in ("O_NONBLOCK", "O_NOFOLLOW", "O_BINARY"))

CHUNK = 2**18
"""Bytes of a file that are read at a time."""


class Files(Handler, web.StaticFileHandler):
    """One file, or a range of it."""

    sent = 0

    def initialize(self, path: str) -> None:  # type: ignore[override]
        """Take the file: its path with all symbolic links followed."""
        self.root = path
        self.default_filename = None

    def parse_url_path(self, url_path: str) -> str:
        """The path has been looked up already."""
        return url_path

    @classmethod
    def get_absolute_path(cls, root: str, path: str) -> str:
        """The file that was found."""
        del path
        return root

    def validate_absolute_path(self, root: str, absolute_path: str) -> str:
        """The same, if it is still that file, and no link to another."""
        del root
        try:
            if os.path.realpath(absolute_path) == absolute_path and stat.S_ISREG(Path(absolute_path).stat().st_mode):
                return absolute_path
        except OSError:
            pass
        raise web.HTTPError(404)

    def compute_etag(self) -> str | None:
        """A file is told from another by its time and size; to hash a film takes longer than to send a part of it."""
        found = Path(str(self.absolute_path)).stat()
        return f'"{found.st_mtime_ns:x}-{found.st_size:x}-{found.st_ino:x}"'

    def should_return_304(self) -> bool:
        """Never: nothing is kept."""
        return False

    def set_extra_headers(self, path: str) -> None:
        """Bind what could run; a range is one of the same file or of none."""
        del path
        if self.suffix == ".svg":
            self.set_header("Content-Security-Policy", DRAWING)
        known = self.request.headers.get("If-Range")
        if known is not None and known not in (self._headers.get("Etag"), self._headers.get("Last-Modified")):
            self.request.headers.pop("Range", None)

    def get_content_type(self) -> str:
        """The type by the name."""
        return MEDIA.get(self.suffix, "application/octet-stream")

    @property
    def suffix(self) -> str:
        """What the name ends with that the page asked for: a link's own, not that of its target."""
        return Path((segments_of(self.request.path) or ("",))[-1]).suffix.lower()

    async def get(self, path: str, include_body: bool = True) -> None:
        """Send it; a file that has become shorter meanwhile ends the connection."""
        try:
            await super().get(path, include_body)
        except OSError:
            if not self._headers_written:
                raise web.HTTPError(404) from None
        if include_body and self._status_code < 300 and self.sent < int(self._headers["Content-Length"]):
            stream = self.request.connection.stream  # type: ignore[union-attr]
            stream.close()

    def write(self, chunk: str | bytes | dict[str, Any]) -> None:
        """Count what is sent."""
        self.sent += len(chunk)
        super().write(chunk)

    def flush(self, include_footers: bool = False) -> asyncio.Future[None]:
        """Send a piece, and let others have their turn: a fast client could take all the pieces at once."""
        sent = super().flush(include_footers)
        return sent if include_footers else asyncio.ensure_future(in_turn(sent))

    @classmethod
    def get_content(cls, abspath: str, start: int | None = None, end: int | None = None) -> Iterator[bytes]:  # type: ignore[override]
        """The bytes of a file, a piece at a time; none of what is no file any more, for a pipe would never answer."""
        number = os.open(abspath, os.O_RDONLY | OPENING)
        with os.fdopen(number, "rb") as file:
            if not stat.S_ISREG(os.fstat(number).st_mode):
                return
            file.seek(start or 0)
            left = (os.fstat(number).st_size if end is None else end) - (start or 0)
            while left > 0:
                piece = file.read(min(CHUNK, left))
                if not piece:
                    return
                left -= len(piece)
                yield piece


async def in_turn(sent: asyncio.Future[None]) -> None:
    """Wait until something is sent, and then until everybody else has had a turn."""
    await sent
    await asyncio.sleep(0)
