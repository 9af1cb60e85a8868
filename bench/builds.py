"""Whole processes: how long a build takes, how much memory, how many bytes come out.

A started program is charged with the memory of whoever starts it, so nothing large is imported here.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.decks import Sample
from bench.figures import Figure, Goal, Unit

TIME_GOALS = {1: Goal(1.0, 0.85), 10: Goal(0.75, 0.5), 100: Goal(0.55, 0.35)}
MEMORY_GOALS = {10: Goal(2.0, 1.3)}
BYTES_GOAL = Goal(150_000, 120_000, of_ratio=False)

KIBIBYTE = 1 if sys.platform == "darwin" else 1024
"""What the system counts a process's memory in."""


@dataclass(frozen=True, slots=True)
class Run:
    """One process from start to end: wall-clock seconds, and the bytes its largest process held at most."""

    seconds: float
    memory: float


def measure_builds(sample: Sample, runs: int) -> Iterator[Figure]:
    """Time and memory of both programs, in turn, on the same deck."""
    pairs = [(run(slidekit(sample.path, sample.page)), run(rst2html5(sample))) for _ in range(runs)]
    deck = sample.label
    yield Figure(
        "build, whole process",
        deck,
        Unit.MILLISECONDS,
        1000 * median(ours.seconds for ours, _ in pairs),
        1000 * median(theirs.seconds for _, theirs in pairs),
        median(ours.seconds / theirs.seconds for ours, theirs in pairs),
        None if sample.name else TIME_GOALS.get(sample.size),
    )
    yield Figure(
        "peak memory of its largest process",
        deck,
        Unit.MEGABYTES,
        median(ours.memory for ours, _ in pairs) / 1e6,
        median(theirs.memory for _, theirs in pairs) / 1e6,
        median(ours.memory / theirs.memory for ours, theirs in pairs),
        MEMORY_GOALS.get(sample.size),
    )
    ours, theirs = sample.page.stat().st_size, sample.plain_page.stat().st_size
    yield Figure("the file", deck, Unit.BYTES, ours, theirs, ours / theirs)


def measure_themes(sample: Sample, themes: Sequence[str], runs: int) -> Iterator[Figure]:
    """Bytes of the file in each theme when the talk has no picture, and what it takes to build, beside the same plain page."""
    for theme in themes:
        command = slidekit(sample.path, sample.page, "--theme", theme)
        pairs = [(run(command).seconds, run(rst2html5(sample)).seconds) for _ in range(runs)]
        ours, theirs = sample.page.stat().st_size, sample.plain_page.stat().st_size
        goal = BYTES_GOAL if theme == "plain" else None
        name = f"the file, without the picture, theme {theme}"
        yield Figure(name, "×1", Unit.BYTES, ours, theirs, ours / theirs, goal)
        yield Figure(
            f"build, theme {theme}",
            "×1",
            Unit.MILLISECONDS,
            1000 * median(ours for ours, _ in pairs),
            1000 * median(theirs for _, theirs in pairs),
            median(ours / theirs for ours, theirs in pairs),
        )


def slidekit(talk: Path, page: Path, *options: str) -> list[str]:
    """The command line that builds a talk."""
    return [sys.executable, "-m", "slidekit", "build", *options, "-o", str(page), str(talk)]


def rst2html5(sample: Sample) -> list[str]:
    """The command line that makes a plain page of the same talk without our directives, with the same docutils."""
    return [str(Path(sys.executable).with_name("rst2html5")), str(sample.plain or sample.path), str(sample.plain_page)]


def run(command: Sequence[str], cache: str = "") -> Run:
    """Run a command to its end; one that fails ends the measuring, with what it said.

    Without a ``cache`` it finds an empty one, as a talk does that has changed.
    """
    with tempfile.TemporaryFile() as said, tempfile.TemporaryDirectory() as empty:
        env = {**os.environ, "XDG_CACHE_HOME": cache or empty}
        start = time.perf_counter()
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=said, stderr=said, env=env)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            sys.exit(f"{' '.join(command)} ended with {process.returncode}:\n{said.read().decode()}")
    return Run(seconds, usage.ru_maxrss * KIBIBYTE)
