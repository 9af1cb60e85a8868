"""The windows' sockets: LiveReload's protocol, and ours beside it."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

from livereload.handlers import LiveReloadHandler
from tornado import iostream
from tornado.websocket import WebSocketClosedError

from slidekit.serving.access import path_of

if TYPE_CHECKING:
    from slidekit.serving.house import House

BACKLOG = 64 * 2**20
"""Bytes that may wait for one window; one that falls further behind is let go, and comes again by itself."""


class Live(LiveReloadHandler):  # type: ignore[misc]
    """A window's socket: one of ours, or another LiveReload client. Each server has a subclass, with its own waiters."""

    house: House
    windows: set[Live]
    asks: Any

    def set_default_headers(self) -> None:
        self.clear_header("Server")

    def check_origin(self, origin: str) -> bool:
        """The server has looked at it before it came here."""
        del origin
        return True

    def open(self, *_: str, **__: str) -> None:
        """Let it fall behind only so far."""
        type(self).windows.add(self)
        self.set_nodelay(True)
        if self.ws_connection is not None:
            self.ws_connection.stream.max_write_buffer_size = BACKLOG

    def on_message(self, message: str | bytes) -> None:
        """Do what it says, if that can be; nonsense is passed over."""
        said = understood(message)
        command = said.get("command")
        if command == "hello":
            super().on_message(json.dumps({"command": "hello"}))
        elif command == "info":
            type(self).waiters.add(self)
        elif command == "slidekit":
            self.join(said)
        elif command == "slidekit-open":
            slide, text = said.get("slide"), said.get("text", "")
            if type(slide) is int and slide > 0 and isinstance(text, str):
                self.asks(self, slide, text[:200])

    def join(self, said: dict[str, Any]) -> None:
        """Let it into the room that it asks for."""
        path, version, role = said.get("path"), said.get("version"), said.get("role")
        if not (isinstance(path, str) and isinstance(version, str) and isinstance(role, str)):
            return
        place = path_of(path)
        room = None if self.house.is_list and place == "/" else self.house.room(place)
        self.house.leave(self, room)
        if room is not None:
            room.join(self, role, version)
        elif self.house.is_list and place == "/":
            self.reading = asyncio.ensure_future(self.read(version))  # a task that nobody holds may be lost

    async def read(self, version: str) -> None:
        """Let it read the list, once that is known to be the newest."""
        self.house.settle(await asyncio.to_thread(self.house.search))
        if self.ws_connection is not None:
            self.house.read(self, version)
            await self.house.keep()

    def send(self, data: bytes) -> None:
        """Send a message that is encoded already."""
        self.write_message(data)

    def write_message(self, message: dict[str, Any] | str | bytes, binary: bool = False) -> asyncio.Future[None]:
        """Send without waiting or failing: who has gone is passed over, and who is too far behind let go."""
        connection = self.ws_connection
        try:
            if connection is not None and not connection.is_closing():
                sent: asyncio.Future[None] = super().write_message(message, binary)
                sent.add_done_callback(lambda done: done.cancelled() or done.exception())
                return sent
        except iostream.StreamBufferFullError:
            connection.stream.close()
        except (WebSocketClosedError, iostream.StreamClosedError):
            pass
        nothing: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        nothing.set_result(None)
        return nothing

    def on_close(self) -> None:
        type(self).windows.discard(self)
        type(self).waiters.discard(self)
        self.house.leave(self)

    def end(self) -> None:
        """Say goodbye, and wait for no answer."""
        connection = self.ws_connection
        self.close(1001, "the server ends")
        if connection is not None:
            connection.stream.close()
        self.on_close()


def understood(message: str | bytes) -> dict[str, Any]:
    """A client's message; empty if it is none."""
    try:
        said = json.loads(message)
        json.dumps(said, ensure_ascii=False).encode()  # half a character is none
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}
