"""What a request becomes: a page, a slide by its source line, or no more than a word. Decides nothing of who may ask."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from inspect import isawaitable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from livereload.handlers import LiveReloadJSHandler
from tornado import web

from slidekit.serving.access import HEADERS, Door, path_of

if TYPE_CHECKING:
    from tornado.httputil import HTTPServerRequest

    from slidekit.serving.house import House

STRANGER = "needs the whole address that slidekit printed, with its token"


class Handler(web.RequestHandler):
    """What all answers have in common."""

    def set_default_headers(self) -> None:
        self.clear_header("Server")
        for name, value in HEADERS.items():
            self.set_header(name, value)

    def compute_etag(self) -> str | None:
        """No hash of what is never kept."""
        return None

    def write_error(self, status_code: int, **_: Any) -> None:
        """One line of text."""
        self.answer(status_code, self._reason)

    def answer(self, status: int, text: str) -> None:
        """End with a status and one line of text."""
        self.set_status(status)
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(f"{status}: {text}\n")


class Refuse(Handler):
    """Whatever is asked, the same answer."""

    def initialize(self, status: int, reason: str) -> None:
        """Take the answer."""
        self.refused = status, reason

    def prepare(self) -> None:
        if self.refused[0] == 204:
            self.set_status(204)
            self.finish()
        else:
            if self.refused[0] == 405:
                self.set_header("Allow", "GET, HEAD")
            self.answer(*self.refused)


class Enter(Handler):
    """Who brings the token gets it as a cookie, and the address without it."""

    def initialize(self, door: Door) -> None:
        """Take what this server is called."""
        self.door = door

    def prepare(self) -> None:
        self.set_cookie(self.door.cookie, self.door.token, httponly=True, samesite="Strict")
        rest = [(name, value) for name, values in self.request.query_arguments.items() for value in values]
        query = urlencode([(name, value) for name, value in rest if name != "token"])
        place = self.request.path + (f"?{query}" if query else "")
        if self.request.headers.get("Sec-Fetch-Site") == "cross-site":
            # Were it redirected, the browser would keep the cookie back: the visit began elsewhere.
            self.set_header("Refresh", f"0; url={place}")
            self.finish()
        else:
            self.redirect(place, status=303)


class Pages(Handler):
    """A deck, its first slide, or the list."""

    def initialize(self, house: House) -> None:
        """Take what is served."""
        self.house = house

    async def get(self) -> None:
        path = path_of(self.request.path)
        if self.house.is_list and path == "/":
            self.house.settle(await asyncio.to_thread(self.house.search))
            data = self.house.list_page(self.request.host)
        else:
            room = self.house.room(path)
            if room is None:
                raise web.HTTPError(404)
            first = "first" in self.request.query_arguments
            page = room.session.first_page() if first else room.session.page()
            data = await page if isawaitable(page) else page
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(data)

    head = get


class Client(Handler, LiveReloadJSHandler):  # type: ignore[misc]
    """livereload's own script, for pages that are not ours."""

    def get(self) -> None:
        super().get()
        self.set_header("Content-Type", "text/javascript; charset=utf-8")

    head = get


class At(Handler):
    """A line of the source to a slide on the screen."""

    def initialize(self, house: House, admits: Callable[[HTTPServerRequest], bool]) -> None:
        """Take what is served, and who may ask."""
        self.house = house
        self.admits = admits

    def prepare(self) -> None:
        if not self.admits(self.request):
            self.answer(403, STRANGER)

    def get(self) -> None:
        file, line = self.get_argument("file", ""), self.get_argument("line", "")
        if not file or "\0" in file or not line.isascii() or not line.isdecimal() or len(line) > 9 or int(line) < 1:
            self.answer(400, "asks for a file and a line")
        elif self.house.show(file, int(line)):
            self.set_status(204)
            self.finish()
        else:
            self.answer(404, "no slide that is being shown comes from there")

    post = get
