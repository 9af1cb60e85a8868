"""A talk being served. So far it is built once, and again when a window comes."""

from __future__ import annotations

import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

from slidekit.errors import SlidekitError
from slidekit.model import Slide
from slidekit.options import Overrides
from slidekit.pipeline import bundle_of, read


class Session:
    """One talk, as the server sees it."""

    def __init__(self, talk: Path, path: str, said: Overrides) -> None:
        self.talk = talk
        self.path = path
        self.said = said
        self.listener: Callable[[dict[str, Any]], None] = lambda _: None
        self.title = talk.stem
        self.wrong: dict[str, Any] = {"errors": [], "warnings": []}
        self.deck: Any = None
        self.html = b""
        self.page()

    def page(self) -> bytes:
        """The deck, or what is wrong with it."""
        try:
            self.deck = read(self.talk, self.said)
            self.title = self.deck.title
            self.html = bundle_of(self.deck).page
            self.wrong = {"errors": [], "warnings": []}
        except SlidekitError as error:
            self.wrong = {"errors": [{"text": str(each), "slide": None} for each in error.diagnostics], "warnings": []}
        return self.html or b"<!DOCTYPE html><title>broken</title>"

    def first_page(self) -> bytes:
        """The same."""
        return self.html

    def file(self, relative: str) -> Path | None:
        """A picture of the deck."""
        wanted = os.path.normpath(self.talk.absolute().parent / relative)
        for asset in self.deck.assets.values() if self.deck else ():
            if str(asset.path) == wanted:
                return Path(asset.path)
        return None

    def version(self) -> str:
        """Of what is shown."""
        return sha256(self.html).hexdigest()[:12]

    def join(self, version: str) -> dict[str, Any] | None:
        """A window of another version loads the page again."""
        if version == self.version():
            return None
        return {"from": None, "version": self.version(), "reload": True}

    def troubles(self) -> dict[str, Any]:
        """What is wrong."""
        return self.wrong

    def slide_at(self, file: str, line: int) -> int | None:
        """The last slide that begins at the line or above it."""
        if self.deck is None or os.path.realpath(file) != os.path.realpath(self.talk):
            return None
        shown: list[Slide] = [slide for slide in self.deck.slides if not slide.hidden]
        return max(1, sum(int(slide.at.line <= line) for slide in shown))

    def source(self, slide: int, text: str) -> tuple[Path, int] | None:
        """Where a slide begins."""
        del text
        shown = [each for each in self.deck.slides if not each.hidden] if self.deck else []
        return (shown[slide - 1].at.path, shown[slide - 1].at.line) if 0 < slide <= len(shown) else None

    def close(self) -> None:
        """Nothing to end."""
