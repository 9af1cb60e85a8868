"""The decks that are measured: the first talk, once and repeated."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

TALK = Path(__file__).parents[1] / "talks" / "docker" / "docker.rst"
CLOSING = "\n.. raw:: html\n"
PICTURE = ".. image:: static/docker.png\n"


@dataclass(frozen=True, slots=True)
class Sample:
    """A talk to be built; ``size`` says how often the first talk is repeated in it."""

    size: int
    path: Path

    @property
    def page(self) -> Path:
        """What slidekit makes of it."""
        return self.path.with_name("slidekit.html")

    @property
    def plain_page(self) -> Path:
        """What rst2html5 makes of it."""
        return self.path.with_name("rst2html5.html")

    @property
    def still_page(self) -> Path:
        """What slidekit makes of it without transitions, for measuring keys."""
        return self.path.with_name("still.html")


def make_sample(size: int, folder: Path) -> Sample:
    """Write the talk, repeated, into a folder of its own, with its pictures beside it."""
    path = folder / f"x{size}" / "deck.rst"
    path.parent.mkdir(parents=True)
    path.write_text(repeat(TALK.read_text("utf-8"), size), "utf-8")
    shutil.copytree(TALK.parent / "static", path.parent / "static")
    return Sample(size, path)


def make_sample_without_picture(folder: Path) -> Sample:
    """Write the talk as it is, but for its picture."""
    path = folder / "without-picture" / "deck.rst"
    path.parent.mkdir(parents=True)
    path.write_text(TALK.read_text("utf-8").replace(PICTURE, ""), "utf-8")
    return Sample(1, path)


def repeat(talk: str, size: int) -> str:
    """Repeat the slides; the scripts that close the talk stand once, at the end."""
    slides, closing, scripts = talk.rpartition(CLOSING)
    return "\n\n".join([slides] * size) + closing + scripts
