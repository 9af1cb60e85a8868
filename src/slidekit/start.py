"""Where the command begins: what takes longest is started first. No command, no option.

A build spends a third of its time on importing docutils. Another process does that while this one imports click
and reads the command line.
"""

from __future__ import annotations

import os
import sys

from slidekit.processes.worker import Worker


def main() -> None:
    """Run the command, then end without Python's teardown, which takes longer than a small build."""
    try:
        helper: Worker | Nursery | None = None
        if sys.argv[1:2] == ["build"]:
            helper = Worker("slidekit.doctree")
        elif sys.argv[1:2] == ["serve"]:
            from slidekit.processes.nursery import Nursery

            helper = Nursery("slidekit.serving.reading")
        from slidekit.cli import run

        code = run(helper)
    except KeyboardInterrupt:
        code = 130
    except Exception:  # noqa: BLE001 - a bug of ours: shown, and told from a talk's fault by its code
        import traceback

        traceback.print_exc()
        code = 70
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, AttributeError):  # they are closed, or their disk is full
        code = code or 3
    if "coverage" in sys.modules:
        raise SystemExit(code)
    os._exit(code)
