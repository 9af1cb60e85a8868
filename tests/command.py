"""The real command in a process of its own: what it said, how it ended, what it took."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

COMMAND = (sys.executable, "-m", "slidekit")
LAUNCHER = Path(__file__).with_name("launcher.py")
HEAD = "slide\n-----\n\n"
"""The beginning of a talk of one slide; the next line is the fourth."""
LIMITED = ("build", "check", "export", "test")
"""The commands that have a time limit."""
PATIENCE = 250
"""Seconds for what takes one: a machine that does other work, or nothing for a while, is no failure."""


@dataclass(frozen=True)
class Ended:
    """How a command ended: its exit code, what it wrote, and what it took.

    ``seconds`` are by the clock, ``work`` those of the processors, which other work on the machine does not
    lengthen; ``megabytes`` is the memory of its largest process.
    """

    code: int
    out: bytes
    err: str
    seconds: float
    work: float
    megabytes: float


def run(*arguments: object, cwd: Path, env: dict[str, str] | None = None, after: float = 300) -> Ended:
    """Run ``slidekit`` with the arguments in a folder; after some seconds it is killed, and that is a failure.

    The time limit of a command is by the clock, and other work on the machine counts: so it is far off unless an
    option sets it.
    """
    words = [*map(str, arguments)]
    if words and words[0] in LIMITED and "--time-limit" not in words:
        words[1:1] = ["--time-limit", str(PATIENCE)]
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err, tempfile.TemporaryFile() as taken:
        process = subprocess.Popen(
            [sys.executable, "-I", "-S", LAUNCHER, str(taken.fileno()), *COMMAND, *words],
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            env={**os.environ, **(env or {})},
            pass_fds=[taken.fileno()],
            process_group=0,
        )
        try:
            process.wait(after)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            raise
        for file in (out, err, taken):
            file.seek(0)
        said = err.read().decode("utf-8", "replace")
        status, seconds, work, largest = taken.read().split()
        unit = 2**20 if sys.platform == "darwin" else 2**10
        code = os.waitstatus_to_exitcode(int(status))
        return Ended(code, out.read(), said, float(seconds), float(work), int(largest) / unit)


def hear_interrupts() -> None:
    """Before a command begins: it hears Ctrl-C, though who started the tests may have told all below to ignore it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def put(folder: Path, files: dict[str, str | bytes]) -> None:
    """Write files below a folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))


def build(folder: Path, text: str | bytes, *options: object, **more: object) -> Ended:
    """Write ``talk.rst`` into a folder and build it there."""
    put(folder, {"talk.rst": text})
    return run("build", "talk.rst", *options, cwd=folder, **more)  # type: ignore[arg-type]


def page(folder: Path) -> str:
    """The page of that talk."""
    return (folder / "talk.html").read_text("utf-8")


def body(folder: Path) -> str:
    """What stands on its slides: the page between ``<main>`` and ``</main>``."""
    return page(folder).split("<main", 1)[1].split("</main>", 1)[0]
