"""Other people's programs that make one text of another: bounded in time, memory and output, and ended with us. No shell."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from slidekit.processes.limits import children

MEGABYTES = 1024
"""Of addresses: a library of 20 MB and its threads take half of it without using it."""

SAID = 20_000
"""Bytes of what a program says beside its answer."""


class Answer(NamedTuple):
    """What a program gave: its exit code, or that it took too long; its output, nothing if there was too much."""

    status: int
    output: bytes
    said: bytes
    late: bool = False
    large: bool = False


def filtered(command: Sequence[str], text: bytes, *, seconds: int, most: int, environment: Mapping[str, str]) -> Answer:
    """Give a text to a program, started in an empty folder.

    Its output may have ``most`` bytes. Raises OSError if it cannot be started.
    """
    with TemporaryDirectory(prefix="slidekit-") as name:
        folder = Path(name)
        given, made, said = (folder / each for each in ("given", "made", "said"))
        given.write_bytes(text)
        empty = folder / "empty"
        empty.mkdir()
        with given.open("rb") as ours, made.open("wb") as theirs, said.open("wb") as beside:
            began = time.monotonic()
            process = subprocess.Popen(command, stdin=ours, stdout=theirs, stderr=beside, cwd=empty, env=environment)
        children.add(process.pid)
        try:
            bound(process.pid, seconds, most)
            status = process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            return Answer(0, b"", b"", late=True)
        finally:
            process.kill()  # nothing, if it has ended
            process.wait()
            children.discard(process.pid)
        if status < 0 and time.monotonic() - began >= seconds:  # ended by the system, before we came to it
            return Answer(0, b"", b"", late=True)
        with said.open("rb") as stream:
            heard = stream.read(SAID)
        large = made.stat().st_size >= most
        return Answer(status, b"" if large else made.read_bytes(), heard, large=large)


def bound(pid: int, seconds: int, most: int) -> None:
    """Bound what a process may take, by the system, where that can be done from outside: should we be gone, it still ends."""
    try:
        from resource import RLIMIT_AS, RLIMIT_CPU, RLIMIT_FSIZE, prlimit
    except ImportError:  # no Linux
        return
    for kind, limit in ((RLIMIT_CPU, seconds + 1), (RLIMIT_AS, MEGABYTES * 2**20), (RLIMIT_FSIZE, most)):
        try:
            hard = prlimit(pid, kind)[1]
            prlimit(pid, kind, (limit if hard < 0 else min(limit, hard),) * 2)
        except (OSError, ValueError):  # it has ended
            return
