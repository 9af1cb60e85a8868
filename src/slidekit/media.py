"""Pictures, videos and sounds: which names they have, and whether a file is what it is called. Renders nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

PICTURES = {
    ".apng": "image/apng",
    ".avif": "image/avif",
    ".bmp": "image/bmp",
    ".gif": "image/gif",
    ".ico": "image/x-icon",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
}
VIDEOS = {
    ".m4v": "video/mp4",
    ".mov": "video/quicktime",
    ".mp4": "video/mp4",
    ".ogv": "video/ogg",
    ".webm": "video/webm",
}
SOUNDS = {
    ".aac": "audio/aac",
    ".flac": "audio/flac",
    ".m4a": "audio/mp4",
    ".mp3": "audio/mpeg",
    ".oga": "audio/ogg",
    ".ogg": "audio/ogg",
    ".opus": "audio/ogg",
    ".wav": "audio/wav",
    ".weba": "audio/webm",
}
CAPTIONS = {".vtt": "text/vtt"}
FONTS = {".otf": "font/otf", ".ttf": "font/ttf", ".woff": "font/woff", ".woff2": "font/woff2"}
TYPES = {**PICTURES, **VIDEOS, **SOUNDS, **CAPTIONS, **FONTS}
"""Python's own table differs from machine to machine, and takes longer to read than a small page to write."""

PLAYED = frozenset({*VIDEOS, *SOUNDS})

HEAD = 64
"""Bytes at the beginning of a file that tell what it is."""

DRAWING_BYTES = 20_000_000
"""Of a larger drawing only the beginning is read."""
PIECE = 65_536
ENTITY = 200
"""Letters of what an SVG may abbreviate: a drawing program's namespaces, and no more."""

SVG = "http://www.w3.org/2000/svg svg"

Look = Callable[[bytes], object]

PICTURE_HEAD = re.compile(rb"\x89PNG|\xff\xd8|GIF8|BM|\0\0[\1\2]\0|RIFF....WEBP|....ftyp", re.DOTALL)
VIDEO_HEAD = re.compile(rb"\x1aE\xdf\xa3|OggS|....(?:ftyp|moov|mdat|wide|free|skip|pnot)", re.DOTALL)
SOUND_HEAD = re.compile(rb"ID3|\xff[\xe0-\xff]|OggS|fLaC|RIFF....WAVE|....ftyp|\x1aE\xdf\xa3", re.DOTALL)
FONT_HEAD = re.compile(rb"wOF2|wOFF|OTTO|\x00\x01\x00\x00|true")
CAPTIONS_HEAD = re.compile(rb"(?:\xef\xbb\xbf)?WEBVTT")


class Kind(NamedTuple):
    """A sort of file: what it is called, how such names end, how such files begin."""

    name: str
    suffixes: frozenset[str]
    head: re.Pattern[bytes]


PICTURE = Kind("picture", frozenset(PICTURES), PICTURE_HEAD)
VIDEO = Kind("video", frozenset({*VIDEOS, ".ogg"}), VIDEO_HEAD)
SOUND = Kind("sound", frozenset({*SOUNDS, ".mp4", ".ogv", ".webm"}), SOUND_HEAD)
FONT = Kind("font", frozenset(FONTS), FONT_HEAD)
TEXT = Kind("text track", frozenset(CAPTIONS), CAPTIONS_HEAD)


def mime_type(path: Path) -> str:
    """The type of a file by its name."""
    return TYPES.get(path.suffix.lower(), "application/octet-stream")


def is_video(address: str) -> bool:
    """Whether a file is a video by its name."""
    return address.lower().endswith((*VIDEOS,))


def fault(path: Path, kind: Kind) -> str:
    """What is wrong with a file that should be of a kind; nothing if that is what it is."""
    suffix = path.suffix.lower()
    if suffix not in kind.suffixes:
        return f"browsers know a {kind.name} by {', '.join(sorted(kind.suffixes))}"
    try:
        found = path.stat()
        return content_fault(str(path), kind, suffix, found.st_mtime_ns, found.st_size, found.st_ino)
    except OSError:
        return ""  # whoever wants its content will say so


@lru_cache(maxsize=1000)
def content_fault(path: str, kind: Kind, suffix: str, *version: int) -> str:
    """What is wrong with the content of a file, of one ``version`` of it. Raises OSError."""
    del version
    with Path(path).open("rb") as file:
        head = file.read(HEAD)
        if not head:
            return "the file is empty"
        if suffix != ".svg":
            return "" if kind.head.match(head) else f"the file is called {suffix}, but its content is no {kind.name}"
    return drawing_fault(Path(path))


class _EnoughError(Exception):
    """Reading a drawing has come to an end; the argument says what is wrong."""


def drawing_fault(path: Path) -> str:
    """What is wrong with an SVG: it must be well-formed, and its root ``svg``. Expands nothing, fetches nothing."""
    from xml.parsers import expat

    parser = expat.ParserCreate(namespace_separator=" ")
    roots: list[str] = []

    def start(name: str, _: object) -> None:
        if not roots:
            roots.append(name)
            if name != SVG:
                shown = name.rpartition(" ")[2]
                wanted = f"no svg element of the namespace {SVG.split(maxsplit=1)[0]}"
                raise _EnoughError(f"its root is {shown!r}, {wanted}")

    def entity(name: str, _: object, value: str | None, *__: object) -> None:
        if value is not None and (len(value) > ENTITY or "&" in value or "%" in value):
            raise _EnoughError(f"its entity {name!r} is too long for a drawing")

    parser.StartElementHandler = start
    parser.EntityDeclHandler = entity
    parser.DefaultHandler = lambda _: None  # with it, nothing is put in for entities
    left = DRAWING_BYTES
    try:
        with path.open("rb") as file:
            while left > 0:
                piece = file.read(PIECE)
                parser.Parse(piece, not piece)
                if not piece:
                    break
                left -= len(piece)
    except _EnoughError as said:
        return str(said)
    except (expat.ExpatError, ValueError, LookupError) as error:
        what = expat.errors.messages.get(getattr(error, "code", 0), "an encoding that is not known")
        return f"it is no well-formed XML: {what}, in line {getattr(error, 'lineno', 1)}"
    return ""
