"""Builds to records of them in the user's cache, and from these back to files. A record that cannot be kept is no error."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from slidekit import again
from slidekit.again import Record, digest_of, read_own, state_of
from slidekit.bundle import folder_beside
from slidekit.delivery import MANIFEST, write_file
from slidekit.errors import OutputError
from slidekit.lookup import MARKS, cache_folder

if TYPE_CHECKING:
    from slidekit.bundle import Bundle
    from slidekit.model import Deck

MOST = 4_000
BYTES = 300_000_000
"""How many files are kept, and how large they may be together; then the older half goes."""

PAGE = 30_000_000
"""Bytes of the largest page that is kept; of a larger one only what it was made of is known."""

CLOCK = 20_000_000
"""Nanoseconds by which the times of files may lag behind the clock."""


class Kept(NamedTuple):
    """What is to be known of a build besides its files: when it began, where it looked for files, what was said."""

    began: int
    looked: frozenset[Path]
    said: str
    first: bytes = b""


def keep(key: str, deck: Deck, bundle: Bundle, target: Path, kept: Kept) -> None:
    """Keep a record of a build under its key; if that cannot be, the talk is built again next time."""
    read = {deck.path, *deck.dependencies, *bundle.dependencies}
    paths = sorted({str(path) for path in (*read, *kept.looked, *marks(deck))})
    if not all(map(os.path.isfile, read)) or any(is_younger(path, kept.began) for path in paths):
        return  # it may not be what was read
    # What another build has left beside the page would go.
    paths.append(str(target.parent / folder_beside(target.name) / MANIFEST))
    inputs = [(path, state_of(path)) for path in paths]
    if any(state.startswith("large") for _, state in inputs):
        return
    outputs = []
    for path, content in bundle.files.items():
        place = str(target.parent / path)
        real = os.path.realpath(place)
        digest = digest_of(content) if isinstance(content, bytes) else state_of(place).partition(" ")[0]
        if digest == "large":
            return
        outputs.append((place, real, digest))
    options = deck.options
    first = digest_of(kept.first) if kept.first else ""
    record = Record(inputs, outputs, kept.said, deck.title, options.date, options.author, first)
    with suppress(OSError, ValueError):
        body = record.text().encode("utf-8", "surrogateescape")
        if len(outputs) == 1 and len(bundle.page) <= PAGE:
            put(outputs[0][2], bundle.page)
        if first:
            put(first, kept.first)
        put(f"{key}.txt", again.stamp(key, body) + b"\n" + body)
        prune(folder())


def marks(deck: Deck) -> Iterator[Path]:
    """Where a project's mark was looked for: the root is the nearest folder with one, and else that of the talk."""
    above = deck.path.absolute().parent
    for folder in (above, *above.parents):
        found = [folder / mark for mark in MARKS]
        yield from found
        if folder == deck.root and any(map(os.path.lexists, found)):
            break


def is_younger(path: str, began: int) -> bool:
    """Whether a file has changed since the build began, or may have; of a folder it is asked by what lies in it."""
    try:
        found = (os.stat(path), os.lstat(path))  # noqa: PTH116 - as in again
    except (OSError, ValueError):
        return False
    times = (time for known in found for time in (known.st_mtime_ns, known.st_ctime_ns))
    return not stat.S_ISDIR(found[0].st_mode) and max(times) > began - CLOCK


def restore(record: Record) -> bool:
    """Write the page of a record, if that is kept and is all that there was; whether it was."""
    (path, real, digest), *others = record.outputs
    if others or os.path.realpath(path) != real:
        return False
    page = kept_bytes(digest)
    if page is None:
        return False
    try:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        write_file(Path(path), page)
    except (OSError, OutputError):
        return False  # to be built, and told what is wrong
    return True


def kept_bytes(digest: str) -> bytes | None:
    """The bytes of a digest, if they are kept and whole."""
    data = read_own(str(folder() / digest))
    return data if data is not None and digest_of(data) == digest else None


def folder() -> Path:
    """Where builds are kept."""
    return cache_folder("builds")


def put(name: str, data: bytes) -> None:
    """Write a file of the cache in one step. Raises OSError."""
    where = folder()
    where.mkdir(mode=0o700, parents=True, exist_ok=True)
    if hasattr(os, "geteuid") and where.stat().st_uid != os.geteuid():
        raise OSError(1, "the cache is somebody else's")
    temporary = where / f".{name}.{os.getpid()}"
    temporary.unlink(missing_ok=True)
    try:
        # Never through a link that somebody has laid there, and for nobody else to read.
        with open(temporary, "xb", opener=lambda path, flags: os.open(path, flags, 0o600)) as file:
            file.write(data)
        temporary.replace(where / name)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def prune(where: Path) -> None:
    """Let the older half go if there is too much."""
    found = []
    with os.scandir(where) as entries:
        for entry in entries:
            with suppress(OSError):
                known = entry.stat(follow_symlinks=False)
                found.append((known.st_mtime, known.st_size, entry.path))
    if len(found) <= MOST and sum(size for _, size, _ in found) <= BYTES:
        return
    for _, _, path in sorted(found)[: (len(found) + 1) // 2]:
        with suppress(OSError):
            Path(path).unlink()
