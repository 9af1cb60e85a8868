"""Several pieces of work at once, each in a process of its own; what comes of them in their order."""

from __future__ import annotations

import os
import pickle
import selectors
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import Any, NoReturn, TypeVar

from slidekit.processes.worker import CrashError

Item = TypeVar("Item")
Result = TypeVar("Result")

PATIENCE = 10.0
"""Seconds that a process has for taking away what it was writing, when all is to end."""


class Pool:
    """Processes that are forked for a function and one item each, so many at once.

    Each leads a group of its own, and what it has started ends with it. As a context it leaves none behind, and
    SIGTERM ends it as Ctrl-C does.
    """

    def __init__(self, jobs: int) -> None:
        self.jobs = jobs
        self.running: dict[int, tuple[int, int, list[bytes]]] = {}
        """By the pipe that each answers through: which item, its process, what came of it so far."""
        self.selector = selectors.DefaultSelector()

    def __enter__(self) -> Pool:
        self.before = signal.signal(signal.SIGTERM, stop)
        return self

    def __exit__(self, *_: object) -> None:
        self.end()
        self.selector.close()
        signal.signal(signal.SIGTERM, self.before)

    def map(self, function: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[tuple[int, Result | None]]:
        """What comes of each item as it comes, with its index; nothing for one whose process was killed.

        Raises CrashError for a bug in one.
        """
        waiting = list(enumerate(items))
        waiting.reverse()
        while waiting or self.running:
            while waiting and len(self.running) < self.jobs:
                self.start(function, *waiting.pop())
            for key, _ in self.selector.select():
                index, pid, pieces = self.running[key.fd]
                piece = os.read(key.fd, 1 << 20)
                if piece:
                    pieces.append(piece)
                    continue
                self.selector.unregister(key.fd)
                os.close(key.fd)
                del self.running[key.fd]
                os.waitpid(pid, 0)
                yield index, unpacked(b"".join(pieces))

    def start(self, function: Callable[[Item], Result], index: int, item: Item) -> None:
        """Fork the process for an item."""
        ours, theirs = os.pipe()
        pid = os.fork()
        if pid == 0:
            try:
                os.setpgid(0, 0)
                signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is told, and ends us
                signal.signal(signal.SIGTERM, stop)
                os.close(ours)
                for pipe in self.running:
                    os.close(pipe)
                work(function, item, theirs)
            finally:
                os._exit(1)
        os.close(theirs)
        with suppress(OSError):  # whichever of the two comes first
            os.setpgid(pid, pid)
        self.running[ours] = (index, pid, [])
        self.selector.register(ours, selectors.EVENT_READ)

    def end(self) -> None:
        """End what is running: first by asking, so that no file is left half written, then by force."""
        pids = [pid for _, pid, _ in self.running.values()]
        for pid in pids:
            with suppress(OSError):
                os.kill(pid, signal.SIGTERM)
        until = time.monotonic() + PATIENCE
        for pid in pids:
            while os.waitpid(pid, os.WNOHANG)[0] == 0:
                if time.monotonic() > until:
                    with suppress(OSError):
                        os.killpg(pid, signal.SIGKILL)
                    os.waitpid(pid, 0)
                    break
                time.sleep(0.005)
            with suppress(OSError):  # its children: the group outlives its leader
                os.killpg(pid, signal.SIGKILL)
        for pipe in self.running:
            os.close(pipe)
        self.running.clear()


def stop(number: int, _: object) -> NoReturn:
    """End as a command does that was told to by a signal."""
    raise SystemExit(128 + number)


def work(function: Callable[[Any], Any], item: Any, pipe: int) -> NoReturn:
    """The whole life of a process: do the work, send what came of it, end at once."""
    try:
        answer = ("result", function(item))
    except SystemExit as ended:
        os._exit(ended.code if isinstance(ended.code, int) else 1)
    except BaseException:  # noqa: BLE001 - whatever it is, the parent is to hear of it
        import traceback

        answer = ("crash", traceback.format_exc())
    with suppress(BrokenPipeError), os.fdopen(pipe, "wb") as stream:
        pickle.dump(answer, stream, pickle.HIGHEST_PROTOCOL)
    os._exit(0)


def unpacked(data: bytes) -> Any:
    """What an answer holds; nothing if there is none."""
    if not data:
        return None
    kind, value = pickle.loads(data)  # noqa: S301 - from our own child, through our own pipe
    if kind == "crash":
        raise CrashError(value)
    return value
