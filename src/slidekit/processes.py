"""The only module that starts a process: so far, the worker that reads talks and can be killed."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

if TYPE_CHECKING:
    from slidekit.diagnostics import Position

T = TypeVar("T")

STACK = 256 * 2**20
"""Bytes of stack for the worker's thread: enough for a thousand nested lists; taken only as needed."""

DEPTH = 60_000
"""Python frames; a nested list takes some twenty."""


class CrashError(RuntimeError):
    """A bug of ours in the worker: the text is its traceback."""


class Worker:
    """A process that does one piece of work, and can be killed at it.

    It is forked at once and runs ``warm`` while it waits. Where there is no ``fork`` (Windows) the
    work is done in this process, without limits.
    """

    def __init__(self, warm: Callable[[], object]) -> None:
        self.pid = 0
        self.work: Callable[[], Any] | None = None
        if not hasattr(os, "fork"):
            return
        jobs, self.jobs = os.pipe()
        self.answers, answers = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(self.jobs)
            os.close(self.answers)
            live(warm, jobs, answers)
        os.close(jobs)
        os.close(answers)

    def submit(self, function: Callable[..., Any], *arguments: Any, megabytes: int) -> None:
        """Hand over the work: a module's function and arguments that can be pickled."""
        if not self.pid:
            self.work = lambda: deep(lambda: function(*arguments))
            return
        import pickle

        with os.fdopen(self.jobs, "wb") as stream:
            pickle.dump((function, arguments, megabytes), stream)

    def result(self, at: Position, seconds: float) -> Any:
        """What the work gave, or its SlidekitError.

        Raises DeckError, pointing at ``at``, if it takes longer than ``seconds`` or more memory than
        it may; the worker is dead then.
        """
        if self.work is not None:
            return self.work()
        import time

        try:
            data = receive(self.answers, time.monotonic() + seconds)
        except BaseException:
            self.kill()
            raise
        if data is None:
            self.kill()
            raise limit_error(
                "time-limit", f"took more than {seconds:g} seconds and was stopped; --time-limit gives it more", at
            )
        status = os.waitpid(self.pid, 0)[1]
        os.close(self.answers)
        self.pid = 0
        if not data:
            raise limit_error(
                "memory-limit", f"takes more memory than it may (the reader ended with status {status})", at
            )
        import pickle

        kind, value = pickle.loads(data)  # noqa: S301 - from our own child, through our own pipe
        if kind == "failure":
            raise value
        if kind == "memory":
            raise limit_error("memory-limit", f"takes more than {value} MB of memory", at)
        if kind == "crash":
            raise CrashError(value)
        return value

    def kill(self) -> None:
        """End the worker, whatever it is doing."""
        if self.pid:
            import signal

            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
            self.pid = 0


def limit_error(code: str, what: str, at: Position) -> Exception:
    """The error for a talk that takes more than it may."""
    from slidekit.diagnostics import Diagnostic
    from slidekit.errors import DeckError

    return DeckError(Diagnostic(code, f"reading the talk {what}", at))


def receive(pipe: int, deadline: float) -> bytes | None:
    """All that comes through the pipe; ``None`` if the deadline passes first."""
    import select
    import time

    pieces: list[bytes] = []
    while True:
        left = deadline - time.monotonic()
        if left <= 0 or not select.select([pipe], [], [], left)[0]:
            return None
        piece = os.read(pipe, 1 << 20)
        if not piece:
            return b"".join(pieces)
        pieces.append(piece)


def live(warm: Callable[[], object], jobs: int, answers: int) -> NoReturn:
    """The worker's whole life: warm up, wait for the work, do it, send what came of it, end at once."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is told, and kills us
    gc.disable()  # half the time of a large deck goes into collecting what is still needed
    try:
        warm()
        import pickle

        with os.fdopen(jobs, "rb") as stream:
            data = stream.read()
        if data:
            function, arguments, megabytes = pickle.loads(data)  # noqa: S301 - from our own parent
            answer = answer_of(function, arguments, megabytes)
            with os.fdopen(answers, "wb") as stream:
                pickle.dump(answer, stream, pickle.HIGHEST_PROTOCOL)
    except BrokenPipeError:
        pass
    finally:
        os._exit(0)


def answer_of(function: Callable[..., Any], arguments: tuple[Any, ...], megabytes: int) -> tuple[str, Any]:
    """What came of the work: its kind, and the value that goes with it."""
    from slidekit.errors import SlidekitError

    limit_memory(megabytes)
    try:
        return "result", deep(lambda: function(*arguments))
    except SlidekitError as error:
        return "failure", error
    except MemoryError:
        return "memory", megabytes
    except BaseException:  # noqa: BLE001 - whatever it is, the parent is to hear of it
        import traceback

        return "crash", traceback.format_exc()


def limit_memory(megabytes: int) -> None:
    """Bound what this process may take, its stack aside."""
    import resource

    limit = megabytes * 2**20 + STACK
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    try:
        resource.setrlimit(resource.RLIMIT_AS, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))
    except (ValueError, OSError):  # macOS knows the limit but does not take it
        return


def deep(work: Callable[[], T]) -> T:
    """Do the work on a stack that is large enough for deeply nested talks."""
    import threading

    results: list[T] = []
    failures: list[BaseException] = []

    def run() -> None:
        try:
            results.append(work())
        except BaseException as error:  # noqa: BLE001 - raised again below, in the caller's thread
            failures.append(error)

    before = sys.getrecursionlimit()
    sys.setrecursionlimit(DEPTH)
    threading.stack_size(STACK)
    try:
        thread = threading.Thread(target=run)
        thread.start()
        thread.join()
    finally:
        threading.stack_size(0)
        sys.setrecursionlimit(before)
    if failures:
        raise failures[0]
    return results[0]
