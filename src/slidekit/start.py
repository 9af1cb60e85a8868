"""Where the command begins: what takes longest is started first. No command, no option.

A build spends a third of its time on importing docutils. Another process does that while this one imports click
and reads the command line.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False  # typing itself takes longer to import than this module
if TYPE_CHECKING:
    from typing import NoReturn

    from slidekit.processes.nursery import Nursery
    from slidekit.processes.worker import Worker

PATIENCE = 0.25
"""Seconds in which a server's last words must be said."""


def end_with(helper: Nursery) -> None:
    """On a signal to end, end the helper too; the server has its own way once it serves."""
    import signal

    def end(number: int, _: object) -> None:
        helper.close()
        os._exit(128 + number)

    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), end)


def bound_goodbye() -> None:
    """Let the system end this process if the terminal takes no more words: it may be stopped."""
    import signal

    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, PATIENCE)


def is_built() -> bool:
    """Whether this very build was done before and would give the same; it is said again then, and its page is there."""
    words = sys.argv[1:]
    if "--no-cache" in words:
        return False
    from slidekit import again

    record = again.find(again.key_of(words))
    if record is None:
        return False
    if not again.stands(record):
        from slidekit.records import restore

        if not restore(record):
            return False
    if sys.stderr is not None:
        sys.stderr.write(record.said)
    return True


def main() -> None:
    """Run the command, then end without Python's teardown, which takes longer than a small build."""
    try:
        helper: Worker | Nursery | None = None
        if sys.argv[1:2] in (["build"], ["check"], ["export"]):
            from slidekit.processes.worker import Worker

            helper = Worker("slidekit.doctree")  # before anything else: it has the most to do
            if sys.argv[1:2] == ["build"] and is_built():
                helper.kill()
                end(0)
        elif sys.argv[1:2] == ["serve"]:
            from slidekit.processes.nursery import Nursery

            helper = Nursery("slidekit.serving.reading")
            end_with(helper)
        from slidekit.cli import run

        code = run(helper)
    except KeyboardInterrupt:
        code = 130
    except Exception:  # noqa: BLE001 - a bug of ours: shown, and told from a talk's fault by its code
        import traceback

        traceback.print_exc()
        code = 70
    end(code)


def end(code: int) -> NoReturn:
    """Say what is still to be said, and end."""
    if sys.argv[1:2] == ["serve"]:
        bound_goodbye()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, AttributeError):  # they are closed, or their disk is full
        code = code or 3
    if "coverage" in sys.modules:
        raise SystemExit(code)
    os._exit(code)
