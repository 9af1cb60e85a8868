"""The decks that are measured: the first talk, once and repeated, and the tour."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

TALK = Path(__file__).parents[1] / "talks" / "docker" / "docker.rst"
TOUR = Path(__file__).parents[1] / "talks" / "tour" / "tour.rst"
CLOSING = "\n.. raw:: html\n"
PICTURE = ".. image:: static/docker.png\n"

PLAIN = {
    "columns": "container:: columns",
    "column": "container:: column",
    "incremental": "container:: incremental",
    "digraph": "code::",
    "literalinclude": "code::",
    "magic-move": "container:: magic-move",
    "nextslide": "rubric:: nextslide",
    "notes": "container:: notes",
    "slide": "container:: slide",
}
"""What docutils knows in the place of our directives."""
OURS = re.compile(r"^( *)\.\. ([\w-]+)::(.*)\n((?:\1   :[\w-]+:.*\n)*)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Sample:
    """A talk to be built; ``size`` says how often the first talk is repeated in it.

    ``plain`` is the same talk without our directives, if it has any.
    """

    size: int
    path: Path
    name: str = ""
    plain: Path | None = None

    @property
    def label(self) -> str:
        """What it is called in a table."""
        return self.name or f"×{self.size}"

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


def make_tour(folder: Path) -> Sample:
    """Write the tour, and the tour as docutils alone can read it, into a folder of its own."""
    path = folder / "tour" / "tour.rst"
    shutil.copytree(TOUR.parent, path.parent)
    plain = path.with_name("plain.rst")
    plain.write_text(without_ours(TOUR.read_text("utf-8")), "utf-8")
    return Sample(1, path, "tour", plain)


def without_ours(talk: str) -> str:
    """A talk with what docutils knows in the place of our directives; their options go, their content stays."""

    def plain(found: re.Match[str]) -> str:
        indent, name, argument, options = found.groups()
        if name in PLAIN:
            inside = f"{indent}   {argument.strip()}\n" if argument.strip() and name != "column" else ""
            return f"{indent}.. {PLAIN[name]}\n\n{inside}"
        if name in ("audio", "qr", "video"):
            return f"{indent}.. container:: {name}\n\n{indent}   {argument.strip()}\n"
        return f"{indent}.. {name}::{argument}\n" + ("" if name.startswith("code") else options)

    return ".. role:: incremental\n\n" + OURS.sub(plain, talk)
