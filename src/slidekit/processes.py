"""The only module that starts a process: so far, the worker that reads talks and can be killed."""

from __future__ import annotations

import gc
import os
import sys

TYPE_CHECKING = False  # typing itself takes longer to import than this module
if TYPE_CHECKING:
    from collections.abc import Callable
    from threading import Thread
    from typing import Any, NoReturn

    from slidekit.diagnostics import Position

STACK = 256 * 2**20
"""Bytes of stack for the worker's thread: far more than DEPTH needs; taken only as needed."""

DEPTH = 4_000
"""Python frames; a nested list takes six. Deeper nesting takes memory and time by its square."""

GRACE = 0.5
"""Seconds that a worker has for saying how far it came, once its time is over."""

places: list[Callable[[], Position]] = []
"""Who can tell where the work stands, the last one best; asked when its time is over."""


class CrashError(RuntimeError):
    """A bug of ours in the worker: the text is its traceback."""


class TimeOverError(RuntimeError):
    """The work took longer than it may."""


class Worker:
    """A process that does one piece of work, and can be killed at it.

    It is forked at once, and imports the module that it will need while it waits. Where there is no
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
        if kind == "failure":
            raise value
        if kind == "time":
            raise time_error(seconds, value or at)
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
    try:
        __import__(module)
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


def limit_memory(megabytes: int) -> None:
    """Bound what this process may take, its stack aside."""
    import resource

    limit = megabytes * 2**20 + STACK
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    try:
        resource.setrlimit(resource.RLIMIT_AS, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))
    except (ValueError, OSError):  # macOS knows the limit but does not take it
        return


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

    parent = os.getppid()
    end = time.monotonic() + seconds
    while thread.is_alive():
        left = end - time.monotonic()
        if left <= 0:
            raise TimeOverError
        thread.join(min(left, 0.5))
        if os.getppid() != parent:
            os._exit(1)


def start_editor(command: list[str]) -> None:
    """Start an editor, and leave it to itself: it outlives us. Raises OSError if there is no such program."""
    import subprocess
    import threading

    editor = subprocess.Popen(  # noqa: S603 - the user's own command, with a path of ours; no shell
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    threading.Thread(target=editor.wait, daemon=True).start()  # a child that has ended wants to be asked for


def open_browser(address: str) -> None:
    """Show an address in the user's browser; nothing happens where there is none."""
    import threading
    import webbrowser

    threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()  # it may wait for the browser
