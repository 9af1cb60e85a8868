"""How much time, memory and stack a piece of work may take. Starts no process."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False  # typing itself takes longer to import than this module
if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from threading import Thread
    from typing import Any, NoReturn

    from slidekit.diagnostics import Position

STACK = 256 * 2**20
"""Bytes of stack for the worker's thread: far more than DEPTH needs; taken only as needed."""

DEPTH = 4_000
"""Python frames; a nested list takes six. Deeper nesting takes memory and time by its square."""

MEGABYTES = 448
"""Memory for reading a small talk; one of more than half a megabyte gets more, by its size."""

LONGEST = 1e6
"""Seconds: what timers still take, and what becomes of "inf" and "nan"."""

places: list[Callable[[], Position]] = []
"""Who can tell where the work stands, the last one best; asked when its time is over."""


parents: list[int] = []
"""The process that this one was forked from, if that was noted."""


children: set[int] = set()
"""Programs that were started for the work, and are to end with it."""


def end_children() -> None:
    """End the programs that were started for the work."""
    import signal

    for pid in children:
        os.kill(pid, signal.SIGKILL)


def note_parent() -> None:
    """Note whom this process works for: without it, it ends."""
    parents.append(os.getppid())


class TimeOverError(RuntimeError):
    """The work took longer than it may."""


def bounds(talk: Path, time_limit: float | None) -> tuple[int, float]:
    """Megabytes and seconds that reading a talk may take, and as many seconds again that making its page may."""
    try:
        size = talk.stat().st_size / 1e6
    except (OSError, ValueError):
        size = 0.0
    return max(MEGABYTES, round(100 + 700 * size)), min(LONGEST, time_limit or 10 + 10 * size)


def limit_error(code: str, what: str, at: Position) -> Exception:
    """The error for a talk that takes more than it may."""
    from slidekit.diagnostics import Diagnostic
    from slidekit.errors import DeckError

    return DeckError(Diagnostic(code, f"reading the talk {what}", at))


class Limited:
    """Work in this process that may take so long and no longer; where there are no timers, however long it takes.

    Raises DeckError, pointing at ``at``, when the time is over.
    """

    def __init__(self, seconds: float, at: Position) -> None:
        self.seconds = seconds
        self.at = at

    def __enter__(self) -> None:
        import signal

        if hasattr(signal, "setitimer"):
            self.before = signal.signal(signal.SIGALRM, self.stop)
            signal.setitimer(signal.ITIMER_REAL, self.seconds)

    def stop(self, *_: object) -> NoReturn:
        raise time_error(self.seconds, self.at)

    def __exit__(self, *_: object) -> None:
        import signal

        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, self.before)


def time_error(seconds: float, at: Position) -> Exception:
    """The error for a talk that takes longer than it may; ``at`` is how far it came."""
    return limit_error(
        "time-limit", f"took more than {seconds:.4g} seconds and was stopped here; --time-limit gives it more", at
    )


def limit_memory(megabytes: int) -> None:
    """Bound what this process may take, its stack aside."""
    import resource

    # What a large parent has is there already, and is not counted against the work.
    limit = max(megabytes * 2**20, mapped() + megabytes * 2**19) + STACK
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    try:
        resource.setrlimit(resource.RLIMIT_AS, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))
    except (ValueError, OSError):  # macOS knows the limit but does not take it
        return


def mapped() -> int:
    """Bytes of address space that this process has; 0 where the system does not tell."""
    try:
        with open("/proc/self/statm", "rb", buffering=0) as file:  # noqa: PTH123 - pathlib is not needed for that
            return int(file.read(99).split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return 0


def deep(work: Callable[[], Any], seconds: float | None = None) -> Any:
    """Do the work on a stack that is large enough for deeply nested talks.

    With ``seconds`` (only a worker says so) TimeOverError is raised when they have passed; the work goes on
    until its process ends, which it does at once should its parent be gone.
    """
    import threading

    results: list[Any] = []
    failures: list[BaseException] = []

    def run() -> None:
        try:
            results.append(work())
        except BaseException as error:  # noqa: BLE001 - raised again in the thread that waits
            failures.append(error)

    before = sys.getrecursionlimit()
    sys.setrecursionlimit(DEPTH)
    threading.stack_size(STACK)
    try:
        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        if seconds is None:
            thread.join()
        else:
            wait(thread, seconds)
    finally:
        threading.stack_size(0)
        sys.setrecursionlimit(before)
    if failures:
        raise failures[0]
    return results[0]


def wait(thread: Thread, seconds: float) -> None:
    """Wait for a worker's thread. Raises TimeOverError if it takes longer."""
    import time

    parent = parents[-1] if parents else os.getppid()
    end = time.monotonic() + seconds
    while thread.is_alive():
        left = end - time.monotonic()
        if left <= 0:
            end_children()
            raise TimeOverError
        thread.join(min(left, 0.5))
        if os.getppid() != parent:
            end_children()
            os._exit(1)
