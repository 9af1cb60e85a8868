"""Processes that answer one request after the other, and can be killed at any: how a server builds. Knows no talk.

A nursery has imported what its children will need, and does nothing but fork them, so that a child costs
milliseconds, begins without anything of an earlier build, and leaves nothing behind. Where there is no ``fork``
(Windows) a child is a thread of this process, without limits.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from typing import Any, NoReturn

from slidekit.processes.limits import MEGABYTES, deep, note_parent
from slidekit.processes.worker import GRACE, answer_of

HEAD = 8
"""Bytes before each message: its length."""

SECONDS = 20.0
"""What an exercise may take."""

FORK, KEEP = b"f", b"k"
"""What a nursery is asked: to fork a child that talks through the socket that comes with it, or to keep something."""

Memory = dict[str, Any]
"""What a child remembers from one request to the next; it begins with what its nursery keeps."""


class Nursery:
    """A process that forks children, with a module imported and its ``warm()`` called."""

    def __init__(self, module: str) -> None:
        self.module = module
        self.process: subprocess.Popen[bytes] | None = None
        self.kept: Memory = {}
        self.spare: Child | None = None
        if hasattr(os, "fork"):
            self.start()

    def start(self) -> None:
        """Start the process: a new interpreter, for this one may have threads, and sockets that none should inherit."""
        self.line, theirs = socket.socketpair()
        code = f"from slidekit.processes.nursery import nurse; nurse({self.module!r}, {theirs.fileno()})"
        # A session of its own: what the terminal sends is for us, and we tell it.
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-c", code],
            stdin=subprocess.DEVNULL,
            pass_fds=[theirs.fileno()],
            start_new_session=True,
        )
        theirs.close()

    def child(self) -> Child:
        """A child: the one that has been prepared, or a new one."""
        spare, self.spare = self.spare, None
        if spare is not None and spare.answers() is not None:
            return spare
        return self.fork()

    def prepare(self, exercise: Callable[[Memory], object]) -> None:
        """Have a child ready, after an exercise: what it touches for the first time takes twice as long."""
        if self.spare is None and self.process is not None:
            try:
                self.spare = self.fork()
            except OSError:  # no descriptor is free: the next child will be a new one
                return
            self.spare.submit(exercise, megabytes=MEGABYTES, seconds=SECONDS)
            self.spare.unheard = 1

    def fork(self) -> Child:
        """A new child. A nursery that has died is started again."""
        ours, theirs = socket.socketpair()
        if self.process is None:
            threading.Thread(target=attend, args=(theirs, dict(self.kept), answer_here), daemon=True).start()
            return Child(ours)
        for _ in range(2):
            try:
                socket.send_fds(self.line, [FORK + bytes(HEAD)], [theirs.fileno()])
                break
            except OSError:
                self.close()
                self.start()
        theirs.close()
        return Child(ours)

    def keep(self, name: str, data: bytes, most: int) -> None:
        """Let later children begin with this pickled mapping's entries added to the mapping of that name.

        With more than ``most`` entries it begins anew.
        """
        message = pickle.dumps((name, data, most))
        if self.process is None:
            merge(self.kept, message)
            return
        try:
            self.line.sendall(KEEP + len(message).to_bytes(HEAD, "big") + message)
        except OSError:  # it has died; the next one begins anew
            return

    def close(self) -> None:
        """End the process, and with it its children."""
        if self.spare is not None:
            self.spare.kill()
            self.spare = None
        if self.process is not None:
            self.line.close()
            self.process.kill()
            self.process.wait()


class Child:
    """A process that answers requests; this end of it. Nothing here waits."""

    def __init__(self, line: socket.socket) -> None:
        self.line = line
        self.line.setblocking(False)
        self.pid = 0
        self.unread = bytearray()
        self.unheard = 0
        """So many answers are to nobody's question."""

    def submit(self, function: Callable[..., Any], *arguments: Any, megabytes: int, seconds: float) -> None:
        """Ask for a module's function, called with the child's `Memory` and these small arguments."""
        data = pickle.dumps((function, arguments, megabytes, seconds))
        try:
            self.line.sendall(len(data).to_bytes(HEAD, "big") + data)
        except OSError:  # it has ended: whoever reads learns it
            return

    def answers(self) -> list[tuple[str, Any]] | None:
        """What it has answered by now, as `answer_of` gives it; ``None`` once it has ended."""
        ended = False
        try:
            while True:
                piece = self.line.recv(1 << 20)
                if not piece:
                    ended = True
                    break
                self.unread += piece
        except BlockingIOError:
            pass
        except OSError:
            ended = True
        found: list[tuple[str, Any]] = []
        while len(self.unread) >= HEAD:
            end = HEAD + int.from_bytes(self.unread[:HEAD], "big")
            if len(self.unread) < end:
                break
            kind, value = pickle.loads(memoryview(self.unread)[HEAD:end])  # noqa: S301 - from our own child
            del self.unread[:end]
            if kind == "pid":
                self.pid = value
            elif self.unheard:
                self.unheard -= 1
            else:
                found.append((kind, value))
        return None if ended and not found else found

    def kill(self) -> None:
        """End it, whatever it is doing."""
        if self.line.fileno() >= 0:
            self.answers()  # its number may not have been read yet
            self.line.close()
            if self.pid:
                with suppress(ProcessLookupError):
                    os.kill(self.pid, signal.SIGKILL)


def nurse(module: str, line: int) -> NoReturn:
    """A nursery's whole life: warm up, then do what it is asked until nobody is there to ask."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # no child waits to be buried
    gc.disable()
    memory: Memory = {}
    try:
        import_module(module).warm()
        gc.collect()
        gc.freeze()
        with socket.socket(fileno=line) as asked:
            while True:
                head, descriptors, *_ = socket.recv_fds(asked, 1 + HEAD, 1)
                if not head:
                    break
                head += receive(asked, 1 + HEAD - len(head))
                if head[:1] == KEEP:
                    merge(memory, receive(asked, int.from_bytes(head[1:], "big")))
                elif os.fork() == 0:
                    asked.close()
                    begin(descriptors[0], memory)
                for descriptor in descriptors:
                    os.close(descriptor)
    except (EOFError, KeyboardInterrupt):
        pass
    finally:
        os._exit(0)


def begin(line: int, memory: Memory) -> NoReturn:
    """A child's whole life."""
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        gc.disable()
        note_parent()
        with socket.socket(fileno=line) as asked:
            send(asked, ("pid", os.getpid()))
            attend(asked, memory, answer_in_time)
    finally:
        os._exit(0)


def attend(asked: socket.socket, memory: Memory, answer: Callable[..., tuple[str, Any]]) -> None:
    """Answer requests until there are no more, or one has left this process in no state for another."""
    first = True
    try:
        while True:
            length = int.from_bytes(receive(asked, HEAD), "big")
            function, arguments, *limits = pickle.loads(receive(asked, length))  # noqa: S301 - from our own parent
            kind, value = answer(lambda *given, act=function: act(memory, *given), arguments, *limits)
            send(asked, (kind, value))
            if kind in {"time", "memory"}:
                return
            if first:
                gc.freeze()  # the rubbish of a whole reading goes with the process: to look through it takes longer
                first = False
            else:
                gc.collect()
    except (EOFError, OSError):
        return


def answer_in_time(
    function: Callable[..., Any], arguments: tuple[Any, ...], megabytes: int, seconds: float
) -> tuple[str, Any]:
    """As `answer_of`; the system ends this process should nobody else be able to."""
    signal.setitimer(signal.ITIMER_REAL, seconds + 2 * GRACE)
    answer = answer_of(function, arguments, megabytes, seconds)
    signal.setitimer(signal.ITIMER_REAL, 0)
    return answer


def answer_here(
    function: Callable[..., Any], arguments: tuple[Any, ...], megabytes: int, seconds: float
) -> tuple[str, Any]:
    """As `answer_of`, without limits."""
    from slidekit.errors import SlidekitError

    del megabytes, seconds
    try:
        return "result", deep(lambda: function(*arguments))
    except SlidekitError as error:
        return "failure", error
    except Exception:  # noqa: BLE001 - whatever it is, the parent is to hear of it
        import traceback

        return "crash", traceback.format_exc()


def merge(memory: Memory, message: bytes) -> None:
    """Add what a message holds to what is kept."""
    name, data, most = pickle.loads(message)  # noqa: S301 - from our own parent
    news = pickle.loads(data)  # noqa: S301 - from our own child
    known = memory.get(name, {})
    memory[name] = {**known, **news} if len(known) + len(news) <= most else news


def send(line: socket.socket, message: Any) -> None:
    """Send a message, however long it is."""
    data = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    line.sendall(len(data).to_bytes(HEAD, "big") + data)


def receive(line: socket.socket, count: int) -> bytes:
    """So many bytes. Raises EOFError if there will not be as many."""
    pieces: list[bytes] = []
    while count:
        piece = line.recv(min(count, 1 << 20))
        if not piece:
            raise EOFError
        pieces.append(piece)
        count -= len(piece)
    return b"".join(pieces)
