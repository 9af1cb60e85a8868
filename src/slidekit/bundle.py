"""A page to files, and files to disk. Knows bytes and paths; nothing of slides."""

from __future__ import annotations

import mimetypes
import os
import re
import stat
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from slidekit.diagnostics import Diagnostic, Severity
from slidekit.errors import OutputError
from slidekit.model import Asset, Page

TOKEN = re.compile(r"asset:[0-9a-f]{16}")
MARK = "slidekit-tmp"


@dataclass(frozen=True, slots=True)
class Bundle:
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
    uris: dict[str, str] = {}

    def uri(match: re.Match[str]) -> str:
        token = match[0]
        if token not in page.assets:
            return token
        if token not in uris:
            uris[token] = data_uri(page.assets[token], found)
        return uris[token]

    html = TOKEN.sub(uri, page.html)
    data = html.encode("utf-8", "replace")
    return Bundle({PurePosixPath(name): data}, (*page.diagnostics, *found))


def data_uri(asset: Asset, found: list[Diagnostic]) -> str:
    """A file as a data URI; an unreadable one is reported and left empty."""
    try:
        data = asset.path.read_bytes()
    except OSError as error:
        message = f"cannot read the file: {error.strerror}"
        found.append(Diagnostic("unreadable-file", message, asset.at, asset.mark, Severity.WARNING))
        return "data:,"
    return f"data:{mime_type(asset.path)};base64,{b64encode(data).decode('ascii')}"


def mime_type(path: Path) -> str:
    """The type of a file by its name; machines differ in what they know, so ours come first."""
    own = {
        ".svg": "image/svg+xml",
        ".webp": "image/webp",
        ".avif": "image/avif",
        ".woff2": "font/woff2",
        ".woff": "font/woff",
    }
    suffix = path.suffix.lower()
    return own.get(suffix) or mimetypes.MimeTypes().guess_type(f"x{suffix}")[0] or "application/octet-stream"


def write_file(path: Path, data: bytes) -> None:
    """Write a file in one step: a temporary file in its folder, then a rename.

    Whatever goes wrong, the old file or the new one is there, never a torn one. A symbolic link is
    followed; a device or a pipe is written to directly.
    """
    path = Path(os.path.realpath(path))
    try:
        mode = target_mode(path)
        if mode is None:
            path.write_bytes(data)
            return
        sweep(path)
        temporary = path.with_name(f".{path.name[:100]}.{os.getpid()}.{MARK}")
        try:
            with temporary.open("wb") as file:
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
    for left in path.parent.glob(f".{glob_escape(path.name[:100])}.*.{MARK}"):
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
