"""A page to files, and files to disk. Knows bytes and paths; nothing of slides."""

from __future__ import annotations

import os
import re
import stat
from base64 import b64encode
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from slidekit.diagnostics import Diagnostic, Severity
from slidekit.errors import DeckError, OutputError
from slidekit.model import Asset, Page

TOKEN = re.compile(rb"asset:[0-9a-f]{16}")

LARGEST = 150_000_000
"""Bytes of a page: browsers stumble on less, and it must fit into memory twice."""

MARK = "slidekit-tmp"
STEM = 50
"""Characters of a page's name in that of its temporary file: 200 bytes at most, and a name may have 255."""

TYPES = {
    ".apng": "image/apng",
    ".avif": "image/avif",
    ".bmp": "image/bmp",
    ".gif": "image/gif",
    ".ico": "image/x-icon",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".otf": "font/otf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
}
"""What a page embeds. Python's own table differs from machine to machine, and takes longer to read than a
small page to write."""


class Bundle(NamedTuple):
    """A deck as files: their content by relative path, the page first."""

    files: Mapping[PurePosixPath, bytes]
    diagnostics: tuple[Diagnostic, ...] = ()
    dependencies: tuple[Path, ...] = ()

    @property
    def page(self) -> bytes:
        """The HTML page."""
        return next(iter(self.files.values()))

    def write(self, folder: Path) -> None:
        """Write the files into a folder, the page last. Raises OutputError; what was there then stays."""
        for path, data in reversed(list(self.files.items())):
            write_file(folder / path, data)


def embed(page: Page, name: str) -> Bundle:
    """One file: every asset inside as a data URI."""
    found: list[Diagnostic] = []
    uris: dict[bytes, bytes] = {}
    html = page.html.encode("utf-8", "replace")  # before the pictures: text takes up to four bytes a character
    left = LARGEST - len(html)

    def uri(match: re.Match[bytes]) -> bytes:
        nonlocal left
        asset = page.assets.get(match[0].decode())
        if asset is None:
            return match[0]
        if match[0] not in uris:
            uris[match[0]] = data_uri(asset, left, found)
        left -= len(uris[match[0]])
        if left < 0:
            raise too_large(asset)
        return uris[match[0]]

    return Bundle({PurePosixPath(name): TOKEN.sub(uri, html)}, (*page.diagnostics, *found), page.dependencies)


def data_uri(asset: Asset, left: int, found: list[Diagnostic]) -> bytes:
    """A file as a data URI; an unreadable one is reported and left empty."""
    try:
        if asset.path.stat().st_size > left:
            raise too_large(asset)
        data = asset.path.read_bytes()
    except OSError as error:
        message = f"cannot read the file: {error.strerror}"
        found.append(Diagnostic("unreadable-file", message, asset.at, asset.mark, Severity.WARNING))
        return b"data:,"
    return f"data:{mime_type(asset.path)};base64,".encode() + b64encode(data)


def too_large(asset: Asset) -> DeckError:
    """The error for the picture that makes a page too large."""
    message = f"with this picture the page would have more than {LARGEST:,} bytes"
    return DeckError(Diagnostic("page-too-large", message, asset.at, asset.mark))


def mime_type(path: Path) -> str:
    """The type of a file by its name."""
    return TYPES.get(path.suffix.lower(), "application/octet-stream")


def write_file(path: Path, data: bytes) -> None:
    """Write a file in one step: a temporary file in its folder, then a rename.

    Whatever goes wrong, the old file or the new one is there, never a torn one. A symbolic link is
    followed; a device or a pipe is written to directly.
    """
    direct = str(path).startswith(("/dev/std", "/dev/fd/", "/proc/"))  # behind it may be a file that has no name
    path = path if direct else Path(os.path.realpath(path))
    try:
        mode = None if direct else target_mode(path)
        if mode is None:
            path.write_bytes(data)
            return
        sweep(path)
        temporary = path.with_name(f".{path.name[:STEM]}.{os.getpid()}.{MARK}")
        temporary.unlink(missing_ok=True)
        try:
            with temporary.open("xb") as file:  # never through a link that somebody has laid there
                temporary.chmod(mode)
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    except OSError as error:
        message = f"cannot write {path}: {error.strerror or error}"
        raise OutputError(Diagnostic("cannot-write", message)) from None


def target_mode(path: Path) -> int | None:
    """The permissions the new file gets: the old one's, or the usual; ``None`` for what is no regular file."""
    try:
        found = path.stat()
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(21, "it is a folder")
    return stat.S_IMODE(found.st_mode) if stat.S_ISREG(found.st_mode) else None


def sweep(path: Path) -> None:
    """Remove temporary files that killed builds of this very page have left."""
    for left in path.parent.glob(f".{glob_escape(path.name[:STEM])}.*.{MARK}"):
        pid = left.name.removesuffix(f".{MARK}").rsplit(".", 1)[-1]
        if pid.isdigit() and not is_running(int(pid)):
            left.unlink(missing_ok=True)


def glob_escape(name: str) -> str:
    """A name as a pattern that matches nothing else."""
    return re.sub(r"([*?[])", r"[\1]", name)


def is_running(pid: int) -> bool:
    """Whether there is a process of this number (on Windows: assumed, so that nothing is taken away)."""
    if os.name != "posix":
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
