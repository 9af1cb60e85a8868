"""Files to disk: each of them whole or not at all, the page last, and nothing removed that is not ours."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from slidekit.diagnostics import Diagnostic
from slidekit.errors import OutputError

Content = bytes | Path
"""What is written: bytes, or a file that is copied."""

MARK = "slidekit-tmp"
STEM = 50
"""Characters of a page's name in that of its temporary file: 200 bytes at most, and a name may have 255."""

MANIFEST = ".slidekit"
"""The file in a folder beside a page that lists what is ours in it."""

OURS = re.compile(r"[\w-]+-[0-9a-f]{8,16}\.\w+", re.ASCII)
"""The names that we give; a manifest that names others was not written by us."""

PIECE = 2**20
"""Bytes of a file that are copied at a time."""


def deliver(files: Mapping[PurePosixPath, Content], folder: Path, beside: str, keep: Iterable[Path] = ()) -> None:
    """Write the files of a deck into a folder, its page, the first of them, last.

    What an earlier build has left in the folder ``beside`` the page and is of no use now goes, but for what is to be
    kept: nothing that the deck is made of. Raises OutputError; the old page is whole then, or the new one.
    """
    (page, html), *others = files.items()
    place = folder / beside
    names = {path.name for path, _ in others}
    try:
        before = listed(place)
        if others:
            if place.is_symlink():
                raise OSError(40, "it is a symbolic link")
            place.mkdir(parents=True, exist_ok=True)
            sweep_folder(place)
            if not names <= before:
                write_manifest(place, names | before)
    except OSError as error:
        raise no_folder(place, error) from None
    for path, content in others:
        write_file(folder / path, content)
    write_file(folder / page, html)
    try:
        if before - names:
            clean(place, before - names, {os.path.realpath(path) for path in keep})
            write_manifest(place, names)
    except OSError as error:
        raise no_folder(place, error) from None


def no_folder(place: Path, error: OSError) -> OutputError:
    """The error for a folder that cannot be written to."""
    return OutputError(Diagnostic("cannot-write", f"cannot write to {place}: {error.strerror or error}"))


def listed(place: Path) -> set[str]:
    """The names in a folder that are ours."""
    try:
        if place.is_symlink():
            return set()
        lines = (place / MANIFEST).read_text("utf-8", "replace").splitlines()
    except (FileNotFoundError, NotADirectoryError):
        return set()
    return {line for line in lines if OURS.fullmatch(line)}


def write_manifest(place: Path, names: set[str]) -> None:
    """List what is ours; a folder in which nothing is goes, if it is empty."""
    if names:
        write_file(place / MANIFEST, "".join(f"{name}\n" for name in sorted(names)).encode())
        return
    (place / MANIFEST).unlink(missing_ok=True)
    if not any(place.iterdir()):
        place.rmdir()


def clean(place: Path, names: set[str], kept: set[str]) -> None:
    """Remove files of ours, but for those that a deck is made of."""
    for name in names:
        if os.path.realpath(place / name) not in kept:
            (place / name).unlink(missing_ok=True)


def write_file(path: Path, content: Content) -> None:
    """Write a file in one step: a temporary file in its folder, then a rename. A copy that is there already stays.

    Whatever goes wrong, the old file or the new one is there, never a torn one. A symbolic link is
    followed; a device or a pipe is written to directly.
    """
    direct = str(path).startswith(("/dev/std", "/dev/fd/", "/proc/"))  # behind it may be a file that has no name
    path = path if direct else Path(os.path.realpath(path))
    try:
        mode = None if direct else target_mode(path)
        if mode is None:
            with path.open("wb") as file:
                pour(content, file)
            return
        if isinstance(content, Path) and is_copy(path, content):
            return
        sweep(path)
        temporary = path.with_name(f".{path.name[:STEM]}.{os.getpid()}.{MARK}")
        temporary.unlink(missing_ok=True)
        try:
            with temporary.open("xb") as file:  # never through a link that somebody has laid there
                temporary.chmod(mode)
                pour(content, file)
                file.flush()
                os.fsync(file.fileno())
            if isinstance(content, Path):
                found = content.stat()
                os.utime(temporary, ns=(found.st_atime_ns, found.st_mtime_ns))
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    except OSError as error:
        message = f"cannot write {path}: {error.strerror or error}"
        raise OutputError(Diagnostic("cannot-write", message)) from None


def pour(content: Content, file: BinaryIO) -> None:
    """Write bytes, or a file a piece at a time."""
    if isinstance(content, bytes):
        file.write(content)
        return
    with content.open("rb") as source:
        while piece := source.read(PIECE):
            file.write(piece)


def is_copy(path: Path, source: Path) -> bool:
    """Whether a file is the copy of another, as far as size and time tell: a film is not copied at each build."""
    try:
        there, wanted = path.lstat(), source.stat()
    except FileNotFoundError:
        return False
    same = (there.st_size, there.st_mtime_ns) == (wanted.st_size, wanted.st_mtime_ns)
    return same and stat.S_ISREG(there.st_mode) and there.st_ino != wanted.st_ino


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
    sweep_folder(path.parent, glob_escape(path.name[:STEM]))


def sweep_folder(folder: Path, name: str = "*") -> None:
    """Remove temporary files that killed builds have left in a folder."""
    for left in folder.glob(f".{name}.*.{MARK}"):
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
