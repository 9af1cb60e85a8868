"""A process for one piece of work, which can be killed at it."""

from __future__ import annotations

import gc
import os
import sys

from slidekit.processes.limits import TimeOverError, deep, limit_error, limit_memory, note_parent, places, time_error

TYPE_CHECKING = False  # typing itself takes longer to import than this module
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, NoReturn

    from slidekit.diagnostics import Position

GRACE = 0.5
"""Seconds that a worker has for saying how far it came, once its time is over."""


class CrashError(RuntimeError):
    """A bug of ours in the worker: the text is its traceback."""


class Worker:
    """A process that does one piece of work, and can be killed at it.

    It is forked at once, and imports the module that it will need, and calls its ``warm()``, while it waits. Where there is no
    ``fork`` (Windows) the work is done in this process, without limits.
    """

    def __init__(self, module: str) -> None:
        self.pid = 0
        self.work: Callable[[], Any] | None = None
        if not hasattr(os, "fork"):
            return
        jobs, self.jobs = os.pipe()
        self.answers, answers = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            try:
                os.close(self.jobs)
                os.close(self.answers)
                live(module, jobs, answers)
            finally:
                os._exit(1)
        os.close(jobs)
        os.close(answers)

    def submit(self, function: Callable[..., Any], *arguments: Any, megabytes: int, seconds: float) -> None:
        """Hand over the work, a module's function and arguments that can be pickled, and its limits."""
        if not self.pid:
            self.work = lambda: deep(lambda: function(*arguments))
            return
        import pickle

        with os.fdopen(self.jobs, "wb") as stream:
            pickle.dump((function, arguments, megabytes, seconds), stream)

    def result(self, at: Position, seconds: float) -> Any:
        """What the work gave, or its SlidekitError.

        Raises DeckError, pointing at ``at``, if it takes longer than ``seconds`` or more memory than
        it may; the worker is dead then.
        """
        if self.work is not None:
            return self.work()
        import time

        try:
            data = receive(self.answers, time.monotonic() + seconds + GRACE)
        except BaseException:
            self.kill()
            raise
        if data is None:
            self.kill()
            raise time_error(seconds, at)
        status = os.waitpid(self.pid, 0)[1]
        os.close(self.answers)
        self.pid = 0
        if not data:
            raise death(os.waitstatus_to_exitcode(status), seconds, at)
        import pickle

        kind, value = pickle.loads(data)  # noqa: S301 - from our own child, through our own pipe
        return unpack(kind, value, at, seconds)

    def kill(self) -> None:
        """End the worker, whatever it is doing."""
        if self.pid:
            import signal

            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
            self.pid = 0


def unpack(kind: str, value: Any, at: Position, seconds: float) -> Any:
    """What an answer (see `answer_of`) holds, or the error that it tells of."""
    if kind == "failure":
        raise value
    if kind == "time":
        raise time_error(seconds, value or at)
    if kind == "memory":
        raise limit_error("memory-limit", f"takes more than {value} MB of memory", at)
    if kind == "crash":
        raise CrashError(value)
    return value


def death(status: int, seconds: float, at: Position) -> Exception:
    """The error for a worker that ended without a word."""
    import signal

    if status == -signal.SIGALRM:
        return time_error(seconds, at)
    if status in (-signal.SIGSEGV, -signal.SIGBUS):
        return limit_error("too-deep", "ran out of stack: it is nested too deeply", at)
    how = f" (the reader ended with status {status})" if status else ""
    return limit_error("memory-limit", f"takes more memory than it may{how}", at)


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


def live(module: str, jobs: int, answers: int) -> NoReturn:
    """The worker's whole life: warm up, wait for the work, do it, send what came of it, end at once."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is told, and kills us
    gc.disable()  # half the time of a large deck goes into collecting what is still needed
    note_parent()
    try:
        __import__(module)
        sys.modules[module].warm()
        import pickle

        with os.fdopen(jobs, "rb") as stream:
            data = stream.read()
        if data:
            function, arguments, megabytes, seconds = pickle.loads(data)  # noqa: S301 - from our own parent
            # The system ends us should nobody else be able to: our parent gone, and Python in a long call.
            signal.setitimer(signal.ITIMER_REAL, seconds + 2 * GRACE)
            answer = answer_of(function, arguments, megabytes, seconds)
            with os.fdopen(answers, "wb") as stream:
                pickle.dump(answer, stream, pickle.HIGHEST_PROTOCOL)
    except BrokenPipeError:
        pass
    finally:
        os._exit(0)


def answer_of(
    function: Callable[..., Any], arguments: tuple[Any, ...], megabytes: int, seconds: float
) -> tuple[str, Any]:
    """What came of the work: its kind, and the value that goes with it."""
    from slidekit.errors import SlidekitError

    limit_memory(megabytes)
    try:
        return "result", deep(lambda: function(*arguments), seconds)
    except SlidekitError as error:
        return "failure", error
    except TimeOverError:
        return "time", places[-1]() if places else None
    except MemoryError:
        return "memory", megabytes
    except BaseException:  # noqa: BLE001 - whatever it is, the parent is to hear of it
        import traceback

        return "crash", traceback.format_exc()
