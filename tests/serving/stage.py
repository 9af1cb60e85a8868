"""What the tests of the server are played on: a talk that says what it is told, the server beside it, and raw sockets."""

from __future__ import annotations

import json
import os
import socket
import struct
import threading
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from slidekit.serving.server import Server

TWO_SLIDES = "One\n---\n\na\n\nTwo\n---\n\nb\n"
ERROR = {"errors": [{"text": "talk.rst:3:1: error: broken [bad]", "slide": 1}], "warnings": []}
NOTHING: dict[str, Any] = {"errors": [], "warnings": []}


class Script:
    """A session that is what a test says it is."""

    def __init__(self, talk: Path, path: str = "/") -> None:
        self.talk = talk
        self.path = path
        self.title = f"{talk.stem}, read"
        self.version = "1"
        self.wrong = NOTHING
        self.files: dict[str, Path] = {}
        self.html = b"<!DOCTYPE html><title>deck</title>"
        self.sources: dict[int, tuple[Path, int]] = {}
        self.is_open = True
        self.alone = True
        self.pointed_at = ""
        self.listener: Callable[[dict[str, Any]], None] = lambda _: None

    def page(self) -> bytes:
        return self.html

    def first_page(self) -> bytes:
        return b"<!DOCTYPE html><title>first</title>"

    def file(self, relative: str) -> Path | None:
        return self.files.get(relative)

    def join(self, version: str) -> dict[str, Any] | None:
        return None if version == self.version else {"from": None, "version": self.version}

    def troubles(self) -> dict[str, Any]:
        return self.wrong

    def slide_at(self, file: str, line: int) -> int | None:
        return line // 10 + 1 if file == str(self.talk) else None

    def source(self, slide: int, text: str) -> tuple[Path, int] | None:
        self.pointed_at = text
        return self.sources.get(slide)

    def attend(self, alone: bool) -> None:
        self.alone = alone

    def close(self) -> None:
        self.is_open = False


class Play:
    """A server that runs in a thread of its own, and its sessions by path."""

    def __init__(self, target: Path, **settings: Any) -> None:
        self.sessions: dict[str, Script] = {}
        self.said: list[str] = []
        self.windows: list[Window] = []
        self.server = Server(target, self.open, **{"port": 0, "say": self.said.append, **settings})
        self.is_ready = threading.Event()
        self.failure: BaseException | None = None
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()
        assert self.is_ready.wait(60)
        if self.failure is not None:
            raise self.failure

    def open(self, talk: Path, path: str) -> Script:
        self.sessions[path] = Script(talk, path)
        return self.sessions[path]

    def run(self) -> None:
        try:
            self.server.run(self.is_ready.set)
        except BaseException as failure:  # noqa: BLE001 - raised again by who waits
            self.failure = failure
            self.is_ready.set()

    @property
    def port(self) -> int:
        return self.server.port

    @property
    def session(self) -> Script:
        return self.sessions["/"]

    def on_loop(self, work: Callable[[], object]) -> None:
        """Do something on the server's thread, and wait for it."""
        done = threading.Event()
        assert self.server.loop is not None
        self.server.loop.call_soon_threadsafe(lambda: (work(), done.set()))
        assert done.wait(60)

    def tell(self, update: dict[str, Any], path: str = "/") -> None:
        """Let a session say something."""
        self.on_loop(lambda: self.sessions[path].listener(update))

    def end(self) -> None:
        """End the server, then let go of all windows."""
        self.server.stop()
        self.thread.join(60)
        assert not self.thread.is_alive()
        self.clear()

    def ask(self, raw: str | bytes) -> tuple[int, dict[str, str], bytes]:
        """Send a whole request as it is: status, headers (in lower case) and body of the answer; status 0 for none."""
        data = raw.encode("latin-1") if isinstance(raw, str) else raw
        with socket.create_connection(("127.0.0.1", self.port), timeout=60) as line:
            with suppress(ConnectionError):  # it may be sent away before it has said all
                line.sendall(data)
            return answer(line)

    def get(
        self, path: str, method: str = "GET", body: str = "", **headers: str | None
    ) -> tuple[int, dict[str, str], bytes]:
        """Ask as a browser does; a header that is ``None`` is left out, ``_`` stands for ``-``."""
        given = {"Host": f"127.0.0.1:{self.port}", "Connection": "close"}
        given.update({name.replace("_", "-"): value for name, value in headers.items()})  # type: ignore[misc]
        if body:
            given |= {"Content-Length": str(len(body)), "Content-Type": "application/x-www-form-urlencoded"}
        lines = [f"{name}: {value}" for name, value in given.items() if value is not None]
        return self.ask("\r\n".join([f"{method} {path} HTTP/1.1", *lines, "", body]))

    def window(self, **headers: str) -> Window:
        """A websocket that is open, until the test ends."""
        self.windows.append(Window(self.port, headers))
        return self.windows[-1]

    def clear(self) -> None:
        """Let all windows go, and wait until the server knows."""
        while self.windows:
            self.windows.pop().close()
        assert eventually(lambda: not self.server.live.windows)
        if self.thread.is_alive() and not self.server.told.is_set():
            self.on_loop(lambda: [room.reroute() for room in self.server.house.rooms.values()])

    def joined(self, role: str = "slides", path: str = "/", version: str = "1") -> Window:
        """A window that has joined a talk, and its first message read."""
        window = self.window()
        window.say(command="slidekit", path=path, version=version, role=role)
        window.first = window.hear()
        return window


@contextmanager
def playing(target: Path, **settings: Any) -> Iterator[Play]:
    """A server for as long as the block lasts."""
    play = Play(target, **settings)
    try:
        yield play
    finally:
        play.end()


def answer(line: socket.socket) -> tuple[int, dict[str, str], bytes]:
    """Read one answer."""
    data = b""
    try:
        while b"\r\n\r\n" not in data:
            piece = line.recv(65536)
            if not piece:
                break
            data += piece
        head, _, body = data.partition(b"\r\n\r\n")
        if not head:
            return 0, {}, b""
        status, *rest = head.decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (each.partition(":") for each in rest)}
        while len(body) < int(headers.get("content-length", 0)) or "content-length" not in headers:
            piece = line.recv(65536)
            if not piece:
                break
            body += piece
    except ConnectionResetError:
        return 0, {}, b""
    return int(status.split()[1]), headers, body


class Window:
    """A websocket client without a library: what is malformed can be sent too."""

    def __init__(self, port: int, headers: dict[str, str] | None = None, path: str = "/livereload") -> None:
        self.line = socket.create_connection(("127.0.0.1", port), timeout=60)
        self.first: dict[str, Any] = {}
        self.version = ""
        self.rest = b""
        given = {
            "Host": f"127.0.0.1:{port}",
            "Upgrade": "websocket",
            "Connection": "Upgrade",
            "Sec-WebSocket-Key": b64encode(os.urandom(16)).decode(),
            "Sec-WebSocket-Version": "13",
        }
        given.update({name.replace("_", "-"): value for name, value in (headers or {}).items()})
        request = "".join(f"{name}: {value}\r\n" for name, value in given.items())
        self.line.sendall(f"GET {path} HTTP/1.1\r\n{request}\r\n".encode("latin-1"))
        while b"\r\n\r\n" not in self.rest:
            piece = self.line.recv(65536)
            if not piece:
                break
            self.rest += piece
        head, _, self.rest = self.rest.partition(b"\r\n\r\n")
        self.status = int(head.split()[1]) if head else 0

    def say(self, **message: Any) -> None:
        """Send a message of ours."""
        self.send(json.dumps(message).encode())

    def send(self, data: bytes, opcode: int = 1, final: bool = True) -> None:
        """Send a frame."""
        size = len(data)
        if size < 126:
            length = bytes([128 | size])
        else:
            length = bytes([254]) + struct.pack("!H", size) if size < 65_536 else bytes([255]) + struct.pack("!Q", size)
        self.line.sendall(bytes([(128 if final else 0) | opcode]) + length + bytes(4) + data)  # a mask of noughts

    def take(self, count: int) -> bytes:
        """So many bytes; EOFError if the server has closed."""
        while len(self.rest) < count:
            try:
                piece = self.line.recv(1 << 20)
            except ConnectionResetError:
                piece = b""
            if not piece:
                raise EOFError
            self.rest += piece
        data, self.rest = self.rest[:count], self.rest[count:]
        return data

    def hear(self) -> dict[str, Any]:
        """The next message; EOFError if the server closes."""
        while True:
            first, size = self.take(2)
            if size == 126:
                (size,) = struct.unpack("!H", self.take(2))
            elif size == 127:
                (size,) = struct.unpack("!Q", self.take(8))
            data = self.take(size)
            if first & 15 == 1:
                return json.loads(data)  # type: ignore[no-any-return]
            if first & 15 == 8:
                raise EOFError

    def is_silent(self) -> bool:
        """Whether nothing has come but what was read: asks the server for one word more, and hears nothing before it."""
        self.say(command="hello", protocols=[])
        return self.hear()["command"] == "hello"

    def close(self) -> None:
        """Go without a word."""
        self.line.close()


def eventually(check: Callable[[], bool], seconds: float = 30) -> bool:
    """Whether something comes true within some seconds."""
    end = time.monotonic() + seconds
    while not check():
        if time.monotonic() > end:
            return False
        time.sleep(0.01)
    return True
