"""A deck as pictures: one a slide, or one a step."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

from slidekit.exporting import Asked, File, Progress
from slidekit.exporting.paper import SECONDS, open_view
from slidekit.staging import on_stage

if TYPE_CHECKING:
    from slidekit.bundle import Bundle
    from slidekit.model import Deck

GO = """async ([slide, step]) => {
  const { deck } = window.slidekit;
  deck.go({ slide, step });
  await Promise.all([...deck.current().querySelectorAll('img')].map((one) => one.decode().catch(() => 0)));
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}"""


HEAD = 33
"""Bytes of a PNG up to the end of its header: its mark, and one chunk of a size that is fixed."""

CONTENT = b"tEXtSoftware\0slidekit"
"""Who made a picture, as PNG says it (section 11.3.3 of its specification)."""


def signed(png: bytes) -> bytes:
    """A picture that says who made it."""
    chunk = struct.pack(">I", len(CONTENT) - 4) + CONTENT + struct.pack(">I", crc32(CONTENT))
    return png[:HEAD] + chunk + png[HEAD:]


def is_ours(path: Path) -> bool:
    """Whether a file is a picture that an export has made."""
    try:
        with path.open("rb") as file:
            return CONTENT in file.read(HEAD + len(CONTENT) + 8)
    except OSError:
        return False


def export(deck: Deck, bundle: Bundle, asked: Asked, progress: Progress) -> Iterator[File]:
    """A PNG for each slide, as it is on the stage at its last step, or for each step; numbered, so that names sort."""
    with on_stage(deck, bundle) as (stage, path):
        page = open_view(stage, deck, path, "slides", asked.width / deck.stage_width)
        digits = max(2, len(str(len(deck.staged))))
        for number, slide in enumerate(deck.staged, 1):
            last = slide.steps
            for step in range(last + 1) if asked.steps else (last,):
                with stage.within(deck.options.time_limit or SECONDS, f"slide {number}", slide.at):
                    page.evaluate(GO, [number, step])
                    data = signed(page.screenshot(animations="disabled"))
                name = f"{deck.path.stem}-{number:0{digits}}"
                yield File(f"{name}.{step}.png" if asked.steps and last else f"{name}.png", data)
            progress(number, len(deck.staged))
