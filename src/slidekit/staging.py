"""A deck's page on a stage: in a folder of its own, with all that it asks for, before a browser. Does nothing with it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from slidekit.diagnostics import Position
from slidekit.policy import wishes_of
from slidekit.stage import Stage

if TYPE_CHECKING:
    from slidekit.bundle import Bundle
    from slidekit.model import Deck

LARGE = 200_000
"""Characters of HTML that may take a browser its time."""


@contextmanager
def on_stage(deck: Deck, bundle: Bundle) -> Iterator[tuple[Stage, Path]]:
    """A browser, and the page of a deck for it to open. Raises BrowserError."""
    with tempfile.TemporaryDirectory(prefix="slidekit-") as folder:
        bundle.write(Path(folder))
        lend(deck, Path(folder))
        with Stage(deck.root) as stage:
            yield stage, Path(folder, next(iter(bundle.files)))


def own_html(deck: Deck) -> Iterable[str]:
    """The author's own HTML."""
    return [*deck.raw, *(html for slide in deck.slides for html in slide.raw)]


def suspect(deck: Deck, what: str) -> tuple[str, Position]:
    """How to name something that is done with a whole deck, and its place: that of the slide which it will hang at, if any.

    That is a slide with a script of the author's, or one that is larger than all others together.
    """
    sizes = [len(slide.html) for slide in deck.staged]
    for number, slide in enumerate(deck.staged, 1):
        if any("<script" in raw.lower() for raw in slide.raw):
            return f"{what}, in which slide {number} has a script,", slide.at
    for number, slide in enumerate(deck.staged, 1):
        if LARGE < sizes[number - 1] > sum(sizes) / 2:
            return f"{what}, of which slide {number} is the largest part,", slide.at
    return what, Position(deck.path)


def lend(deck: Deck, folder: Path) -> None:
    """Let the page find the files beside it that the author's HTML asks for, as it does where it will stand."""
    root = os.path.realpath(deck.root)
    for address in wishes_of(own_html(deck)).local:
        first = urlsplit(address).path.lstrip("/").partition("/")[0]
        source, target = deck.path.parent / first, folder / first
        inside = os.path.realpath(source).startswith(root + os.sep)
        if first not in {"", ".", ".."} and inside and source.exists() and not target.exists():
            target.symlink_to(source.absolute())
