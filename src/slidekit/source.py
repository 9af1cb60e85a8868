"""Bytes to text: encodings, line ends and characters that no page can hold."""

from __future__ import annotations

import codecs
import re
import stat
from collections.abc import Callable
from pathlib import Path

from slidekit.diagnostics import Diagnostic, Position, Severity
from slidekit.errors import DeckError, UsageError

CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff]")
BREAKS = re.compile("[\x0b\x0c\x85\u2028\u2029]")
"""Line ends for Python but not for editors: left in, they would shift every line number below."""

SOURCE_BYTES = 50_000_000
"""The largest talk: three thousand times the first one."""

BLOCK = 65_536
"""Characters that are compared at a time."""

SHEET_BYTES = 5_000_000
"""The largest style sheet."""


def read_source(path: Path) -> tuple[str, list[Diagnostic]]:
    r"""The text of a talk, its lines ended by ``\n``, and warnings about characters in it.

    Raises UsageError if there is no such talk, DeckError if it is no text.
    """
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise UsageError(Diagnostic("no-talk", f"{path} is a folder, not a talk"))
        if not stat.S_ISREG(found.st_mode):
            raise UsageError(Diagnostic("no-talk", f"{path} is not a regular file"))
        size = found.st_size
        if size > SOURCE_BYTES:
            message = f"the talk has {size:,} bytes; {SOURCE_BYTES:,} are read at most"
            raise DeckError(Diagnostic("file-too-large", message, Position(path)))
        data = path.read_bytes()
    except OSError as error:
        what = "there is no such file" if isinstance(error, FileNotFoundError) else error.strerror
        raise UsageError(Diagnostic("no-talk", f"{path}: {what}")) from None
    return clean(decode(data, path), path)


def decode(data: bytes, path: Path) -> str:
    """UTF-8 with or without a byte order mark, UTF-16 with one; anything else is the talk's fault."""
    utf16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    mark = len(codecs.BOM_UTF8) if data.startswith(codecs.BOM_UTF8) else 0
    try:
        return data[mark:].decode("utf-16" if utf16 else "utf-8")
    except UnicodeDecodeError as error:
        start = mark + error.start
        before = data[mark:start].decode("latin-1" if not utf16 else "utf-16", "replace")
        line = before.count("\n") + 1
        column = len(data[max(mark, data.rfind(b"\n", 0, start) + 1) : start].decode("utf-8", "replace")) + 1
        name = "UTF-16" if utf16 else "UTF-8"
        message = f"not {name} text: byte {start} (0x{data[start]:02x}); save the file as UTF-8"
        excerpt = data[mark:].split(b"\n")[line - 1].decode("utf-8", "replace") if not utf16 else ""
        raise DeckError(
            Diagnostic("bad-encoding", message, Position(path, line, column if not utf16 else 1), "", excerpt=excerpt)
        ) from None


def clean(text: str, path: Path) -> tuple[str, list[Diagnostic]]:
    """Line ends made one, and control characters shown as their pictures, each line with a warning."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if BREAKS.search(text):
        text = BREAKS.sub(" ", text)
    found: list[Diagnostic] = []
    if CONTROLS.search(text):
        lines = text.split("\n")
        for number, line in enumerate(lines, 1):
            match = CONTROLS.search(line)
            if match:
                message = f"the control character U+{ord(match[0]):04X} is shown as a symbol"
                at = Position(path, number, match.start() + 1)
                found.append(Diagnostic("control-character", message, at, match[0], Severity.WARNING, line))
                lines[number - 1] = CONTROLS.sub(picture, line)
        text = "\n".join(lines)
    return text, found[:20]


def show_controls(text: str) -> str:
    """The text with control characters shown as their pictures: some come by other ways than the source."""
    return CONTROLS.sub(picture, text) if CONTROLS.search(text) else text


def picture(match: re.Match[str]) -> str:
    """A visible stand-in for a control character (Unicode's block of control pictures)."""
    code = ord(match[0])
    return chr(0x2400 + code) if code < 0x20 else "\u2421" if code == 0x7F else "\ufffd"


def difference(old: str, new: str) -> tuple[int, int]:
    """How long the common beginning and the common end of two texts are; together no longer than the shorter one."""
    least = min(len(old), len(new))
    before = common(lambda start, end: old[start:end] == new[start:end], least)
    ends = len(old), len(new)
    behind = common(
        lambda start, end: old[ends[0] - end : ends[0] - start] == new[ends[1] - end : ends[1] - start], least - before
    )
    return before, behind


def common(agree: Callable[[int, int], bool], most: int) -> int:
    """How far two texts agree: block by block, then by halving; comparing slices is quick, copying long ones is not."""
    low = 0
    while low < most and agree(low, min(low + BLOCK, most)):
        low = min(low + BLOCK, most)
    high = min(low + BLOCK, most)
    while low < high:
        middle = (low + high + 1) // 2
        if agree(low, middle):
            low = middle
        else:
            high = middle - 1
    return low


def read_changed(path: Path, old: str) -> str | None:
    """The text of a talk whose text was ``old``; nothing where it is not sure to be what `read_source` gives.

    Only what has changed is looked at for characters that no page can hold.
    """
    try:
        if path.stat().st_size > SOURCE_BYTES:
            return None
        text = decode(path.read_bytes(), path)
    except (OSError, DeckError):
        return None
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    before, behind = difference(old, text)
    changed = text[before : len(text) - behind]
    return None if CONTROLS.search(changed) or BREAKS.search(changed) else text
