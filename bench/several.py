"""Many talks at once: how long one job and two take, and what is left to do when nothing has changed."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from bench.builds import rst2html5, run, slidekit
from bench.decks import TALK, Sample
from bench.figures import Figure, Goal, Unit

AGAIN_GOAL = Goal(0.35, 0.15)


def measure_again(sample: Sample, runs: int) -> Iterator[Figure]:
    """The same build once more, beside the plain page, which is made each time."""
    with tempfile.TemporaryDirectory() as cache:
        run(slidekit(sample.path, sample.page), cache)
        pairs = [(run(slidekit(sample.path, sample.page), cache), run(rst2html5(sample))) for _ in range(runs)]
    yield Figure(
        "build again, nothing changed",
        sample.label,
        Unit.MILLISECONDS,
        1000 * median(ours.seconds for ours, _ in pairs),
        1000 * median(theirs.seconds for _, theirs in pairs),
        median(ours.seconds / theirs.seconds for ours, theirs in pairs),
        AGAIN_GOAL,
    )


def measure_several(folder: Path, count: int) -> Iterator[Figure]:
    """So many copies of the first talk, each in a folder of its own."""
    talks = folder / "talks"
    for number in range(count):
        place = talks / f"{number:03}"
        shutil.copytree(TALK.parent / "static", place / "static")
        shutil.copy(TALK, place / TALK.name)
    deck = f"{count} talks"
    site = str(folder / "site") + "/"
    command = [sys.executable, "-m", "slidekit", "build", "--quiet", str(talks), "-o", site]
    one, two = (run([*command, "--no-cache", "--jobs", str(jobs)]).seconds for jobs in (1, 2))
    yield Figure("build, one job", deck, Unit.MILLISECONDS, 1000 * one)
    yield Figure("build, two jobs, beside one", deck, Unit.MILLISECONDS, 1000 * two, 1000 * one, two / one)
    with tempfile.TemporaryDirectory() as cache:
        run(command, cache)
        again = run(command, cache).seconds
    yield Figure(
        "build again, nothing changed, beside one job", deck, Unit.MILLISECONDS, 1000 * again, 1000 * one, again / one
    )
