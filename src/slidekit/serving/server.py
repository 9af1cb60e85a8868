"""The server: a port, what stands behind it, and its end. Knows no talk."""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import livereload.server
from livereload.watcher import Watcher
from tornado.web import Application, RequestHandler

from slidekit.diagnostics import shown
from slidekit.processes.programs import start_editor
from slidekit.serving.access import Door, Refusal, is_local, names_of, refusal, segments_of
from slidekit.serving.doorway import Doorway
from slidekit.serving.editor import editor_address, editor_command, why_none
from slidekit.serving.files import Files
from slidekit.serving.handlers import STRANGER, At, Client, Enter, Pages, Refuse
from slidekit.serving.house import House, Opener
from slidekit.serving.live import Live
from slidekit.serving.ports import hosts_of, take_port
from slidekit.serving.room import Message, encode

if TYPE_CHECKING:
    from tornado.httputil import HTTPMessageDelegate, HTTPServerRequest

MESSAGE_BYTES = 1_000_000
"""The longest message of a client."""

HEAD_BYTES = 32_768
BODY_BYTES = 65_536
"""The largest head and body of a request."""

IDLE = 30
"""Seconds in which the next request, or the rest of one, must come."""

RELOADED = 1.0
"""Seconds in which a window that loads again is back."""

PAUSE = 0.3
"""Seconds between two starts of an editor, and before the list is compared with what is shown of it."""


class Gate(Application):
    """Tells who may ask, and who answers."""

    def __init__(self, door: Door, house: House, live: type[Live], **settings: Any) -> None:
        super().__init__(**settings)
        self.door = door
        self.house = house
        self.known: dict[str, tuple[type[RequestHandler], dict[str, Any]]] = {
            "/at": (At, {"house": house, "admits": self.admits}),
            "/favicon.ico": (Refuse, {"status": 204, "reason": ""}),
            "/livereload": (live, {}),
            "/livereload.js": (Client, {}),
        }

    def find_handler(self, request: HTTPServerRequest, **_: Any) -> HTTPMessageDelegate:  # type: ignore[override]
        """Whoever answers this request: nobody is asked that may not be."""
        refused = refusal(self.door, str(request.method), request.path, request.headers) or self.unknown(request)
        if refused is not None:
            return self.get_handler_delegate(request, Refuse, refused._asdict())
        if self.door.token and not self.has_cookie(request) and request.path not in ("/at", "/livereload"):
            return self.get_handler_delegate(request, Enter, {"door": self.door})
        known = self.known.get(request.path)
        if known is not None:
            return self.get_handler_delegate(request, *known)
        file = self.house.file(segments_of(request.path) or ())
        if file is not None:
            return self.get_handler_delegate(request, Files, {"path": str(file)}, [b""])
        return self.get_handler_delegate(request, Pages, {"house": self.house})

    def unknown(self, request: HTTPServerRequest) -> Refusal | None:
        """Why a request gets nothing, though it comes from where it may: no token, or no such place."""
        if request.path != "/at" and not self.admits(
            request
        ):  # there the token may come in the body, which comes later
            return Refusal(403, STRANGER)
        return Refusal(404, "Not Found") if segments_of(request.path) is None else None

    def has_cookie(self, request: HTTPServerRequest) -> bool:
        """Whether the token has been brought before."""
        cookie = request.cookies.get(self.door.cookie)
        return cookie is not None and self.door.admits(cookie.value)

    def admits(self, request: HTTPServerRequest) -> bool:
        """Whether somebody may come in: with the token, or because none is needed."""
        return not self.door.token or self.has_cookie(request) or self.has_token(request)

    def has_token(self, request: HTTPServerRequest) -> bool:
        """Whether the token is brought now."""
        return any(self.door.admits(value.decode("utf-8", "replace")) for value in request.arguments.get("token", ()))


class Server(livereload.server.Server):  # type: ignore[misc]
    """Serves a talk, or the talks of a folder, until it is told to end.

    ``opener`` begins a session for a talk; ``say`` hears what a person should know, line by line. It takes livereload's
    place as far as that goes: its application, its protocol and its waiters are used, its polling is not.
    """

    def __init__(
        self,
        target: Path,
        opener: Opener,
        *,
        host: str = "127.0.0.1",
        port: int = 5500,
        say: Callable[[str], object] = lambda _: None,
        watcher: Watcher | None = None,
    ) -> None:
        super().__init__(watcher=watcher or Watcher())
        self.house = House(target, opener, self.hear, self.defer)
        self.host = host or "0.0.0.0"  # noqa: S104 - what an empty name means
        self.port = port
        self.say = say
        own = {"house": self.house, "asks": staticmethod(self.open_source), "windows": set(), "waiters": set()}
        self.live: type[Live] = type("Live", (Live,), own)
        self.live.watcher = self.watcher
        self.live.live_css = True
        self.door = Door(names_of(self.host), port)
        self.http: Doorway | None = None
        self.loop: asyncio.AbstractEventLoop | None = None
        self.told = asyncio.Event()
        self.last_start = float("-inf")
        self.once: set[str] = set()
        self.comparison: asyncio.TimerHandle | None = None

    def application(self, port: int, host: str, *_: Any, **__: Any) -> None:
        """Take the port, or the next free one, and answer there. Raises UsageError if there is none."""
        sockets = take_port(port, host)
        self.port = sockets[0].getsockname()[1]
        if port not in (0, self.port):
            self.say(f"port {port} is taken; this is {self.port}")
        token = "" if is_local(host) else secrets.token_urlsafe(16)
        self.door = Door(names_of(host), self.port, token)
        gate = Gate(
            self.door,
            self.house,
            self.live,
            log_function=lambda _: None,
            websocket_max_message_size=MESSAGE_BYTES,
            websocket_ping_interval=30,
        )
        self.http = Doorway(
            gate, max_header_size=HEAD_BYTES, max_body_size=BODY_BYTES, idle_connection_timeout=IDLE, body_timeout=IDLE
        )
        self.http.add_sockets(sockets)

    def addresses(self) -> list[str]:
        """Where the server can be found, the likeliest first."""
        query = f"?token={self.door.token}" if self.door.token else ""
        return [f"http://{host}:{self.port}/{query}" for host in hosts_of(self.host)]

    def run(self, ready: Callable[[], object] = lambda: None) -> None:
        """Serve until `stop`, or a signal to end; ``ready`` is called once the port is taken."""
        asyncio.run(self.serve_until_told(ready))

    async def serve_until_told(self, ready: Callable[[], object]) -> None:
        """Take the port, serve, give all back."""
        for name in ("livereload", "tornado.general"):
            logging.getLogger(name).setLevel(logging.CRITICAL)  # they tell of every odd request
        self.loop = asyncio.get_running_loop()
        self.hear_signals()
        try:
            self.application(self.port, self.host)
            if not self.house.is_list:
                self.house.room("/")
            ready()
            await self.told.wait()
        finally:
            await self.end()

    def hear_signals(self) -> None:
        """End on the signals that mean it, at the second one at once; only a process's first thread hears any."""
        for name in ("SIGINT", "SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            if number is not None and self.loop is not None:
                with suppress(NotImplementedError, RuntimeError, ValueError):
                    self.loop.add_signal_handler(number, self.hear_signal)

    def hear_signal(self) -> None:
        """End, or end at once."""
        if self.told.is_set():
            os._exit(130)
        self.told.set()

    def stop(self) -> None:
        """End soon; any thread may say so."""
        if self.loop is None:
            self.told.set()
        else:
            with suppress(RuntimeError):  # it has ended already
                self.loop.call_soon_threadsafe(self.told.set)

    async def end(self) -> None:
        """Close everything."""
        if self.comparison is not None:
            self.comparison.cancel()
        if self.http is not None:
            self.http.stop()
            for window in self.live.windows.copy():
                window.end()
            with suppress(TimeoutError):
                await asyncio.wait_for(self.http.close_all_connections(), 0.2)
        self.house.close()

    def defer(self, work: Callable[[], None]) -> None:
        """Do something after the time in which a window loads again."""
        if self.loop is not None:
            self.loop.call_later(RELOADED, work)

    def hear(self, path: str, update: Message) -> None:
        """After each update: other LiveReload clients load the page again, and the list may be another one."""
        if update.get("version") and update["version"] != update.get("from"):
            self.live.reload_waiters(path)
        if self.loop is not None and self.house.readers and self.comparison is None:
            self.comparison = self.loop.call_later(PAUSE, self.compare)

    def compare(self) -> None:
        """Let lists be loaded again that are old."""
        self.comparison = None
        self.house.refresh()

    def open_source(self, window: Live, slide: int, text: str) -> None:
        """Open the source of a slide in the user's editor; where there is none to start, the browser gets its address."""
        room = next((room for room in self.house.rooms.values() if window in room.roles), None)
        found = room.session.source(slide, text) if room else None
        if found is None:
            return
        answer = {"place": f"{shown(found[0])}:{found[1]}"}
        command = editor_command(os.environ, *found)
        now = time.monotonic()
        if command is None:
            answer["open"] = editor_address(*found)
            self.say_once(why_none(os.environ))
        elif now - self.last_start >= PAUSE:
            self.last_start = now
            try:
                start_editor(command)
            except OSError as error:
                answer["open"] = editor_address(*found)
                self.say_once(f"{command[0]}: {error.strerror}")
        window.send(encode(answer))

    def say_once(self, line: str) -> None:
        """Say what need not be said again."""
        if line not in self.once:
            self.once.add(line)
            self.say(line)
