"""Drawings that were made before, in the user's cache: text files, of which a damaged one is none."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from slidekit.lookup import cache_folder

MOST = 1000
BYTES = 50_000_000
"""How many drawings are kept, and how large they may be together; then the older half goes."""


def folder() -> Path:
    """Where drawings are kept."""
    return cache_folder("diagrams")


@cache
def cleaner() -> tuple[tuple[str, int, int], ...]:
    """What tells apart the versions of the modules that clean drawings."""
    found = [(path.name, path.stat()) for path in sorted(Path(__file__).parent.glob("*.py"))]
    return tuple((name, known.st_size, known.st_mtime_ns) for name, known in found)


def key_of(*parts: Any) -> str:
    """The name of what is made of these, by these means."""
    return sha256(json.dumps([cleaner(), *parts]).encode()).hexdigest()


def find(key: str) -> str | None:
    """What is kept under a name; nothing if it is not whole."""
    path = folder() / f"{key}.svg"
    try:
        digest, _, text = path.read_text(encoding="utf-8").partition("\n")
    except (OSError, UnicodeDecodeError):
        return None
    if digest != stamp(key, text):
        return None
    with suppress(OSError):
        os.utime(path)  # the ones that are not used go first
    return text


def keep(key: str, text: str) -> None:
    """Keep a text under a name; if that cannot be, it is made again next time."""
    try:
        where = folder()
        where.mkdir(mode=0o700, parents=True, exist_ok=True)
        with NamedTemporaryFile("w", encoding="utf-8", newline="\n", dir=where, prefix=".", delete=False) as file:
            try:
                file.write(f"{stamp(key, text)}\n{text}")
                file.close()
                os.replace(file.name, where / f"{key}.svg")  # noqa: PTH105 - the name is a text already
            except BaseException:
                Path(file.name).unlink(missing_ok=True)
                raise
        prune(where)
    except (OSError, UnicodeError):
        return


def stamp(key: str, text: str) -> str:
    """What tells that a text is whole, and is that of its name."""
    return f"<!-- {sha256((key + text).encode()).hexdigest()} -->"


def prune(where: Path) -> None:
    """Let the older half go if there is too much."""
    found = []
    for path in where.iterdir():
        with suppress(OSError):
            known = path.stat()
            found.append((known.st_mtime, known.st_size, path))
    if len(found) <= MOST and sum(size for _, size, _ in found) <= BYTES:
        return
    for _, _, path in sorted(found)[: (len(found) + 1) // 2]:
        with suppress(OSError):
            path.unlink()
