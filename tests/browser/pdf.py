"""What is on the pages of a PDF that Chromium made: just enough of the format to see text, pictures and fillings."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass

OBJECT = re.compile(rb"^(\d+) 0 obj\n(.*?)\nendobj", re.MULTILINE | re.DOTALL)
STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
SHOWS = re.compile(rb"\b(?:TJ|Tj|Do)\b")


@dataclass(frozen=True)
class Sheet:
    """A page: its size in points, and the commands that draw it."""

    size: tuple[float, float]
    drawing: bytes

    @property
    def is_blank(self) -> bool:
        """Whether no text and no picture is on it."""
        return SHOWS.search(self.drawing) is None


def sheets(pdf: bytes) -> list[Sheet]:
    """The pages of a PDF."""
    objects = {int(number): body for number, body in OBJECT.findall(pdf)}
    found = []
    for body in objects.values():
        if re.search(rb"/Type\s*/Page\b(?!s)", body):
            box = re.search(rb"/MediaBox\s*\[\s*\S+\s+\S+\s+(\S+)\s+(\S+?)\s*\]", body)
            contents = re.search(rb"/Contents\s+(\d+) 0 R", body)
            assert box
            assert contents
            found.append(Sheet((float(box[1]), float(box[2])), drawing(objects[int(contents[1])])))
    return found


def drawing(body: bytes) -> bytes:
    """The commands in an object's stream."""
    stream = STREAM.search(body)
    assert stream
    return zlib.decompress(stream[1]) if b"/FlateDecode" in body else stream[1]
