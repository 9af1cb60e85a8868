"""Where the command begins: what takes longest is started first. No command, no option.

A build spends a third of its time on importing docutils. A worker process does that while this one
imports click and reads the command line.
"""

from __future__ import annotations

import os
import sys

from slidekit.processes import Worker


def main() -> None:
    """Run the command, then end without Python's teardown, which takes longer than a small build."""
    worker = Worker(load_reader) if sys.argv[1:2] == ["build"] else None
    from slidekit.cli import run

    code = run(worker)
    sys.stdout.flush()
    sys.stderr.flush()
    if "coverage" in sys.modules:
        raise SystemExit(code)
    os._exit(code)


def load_reader() -> None:
    """Import what reads a talk."""
    import slidekit.doctree  # noqa: F401
