"""Where a talk's files are looked up, and the fence around them. Finds; reads nothing."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import NamedTuple

from slidekit.again import place
from slidekit.diagnostics import shown

MARKS = ("pyproject.toml", "slidekit.toml", ".git")
"""What makes a folder the root of a project."""


watchers: list[set[Path]] = []
"""Who wants to know where files are looked for, found or not: what appears there later changes the deck."""


class Fence(NamedTuple):
    """A project's root, and whether files outside it may be read."""

    root: Path
    open: bool = False

    def holds(self, path: Path) -> bool:
        """Whether the path, all symbolic links followed, may be read."""
        return self.open or real(path).is_relative_to(real(self.root))


class Found(NamedTuple):
    """The outcome of a search: the path, or why there is none and where it was looked for."""

    path: Path | None
    looked: tuple[Path, ...]
    outside: bool = False

    @property
    def reason(self) -> str:
        """Why nothing was found, for a message."""
        if self.outside:
            return "it lies outside the project root; --allow-outside would read it"
        return "looked for " + ", ".join(map(shown, self.looked))


def find_root(talk: Path) -> Path:
    """The nearest folder with a project's mark; without one, the talk's own folder.

    The home folder and ``/`` are never a root: a stray mark there would open everything below.
    """
    folder = settled(talk.absolute().parent)
    home = real(Path(os.path.expanduser("~")))  # noqa: PTH111 - Path.home raises where nobody has a home
    for candidate in (folder, *folder.parents):
        if candidate == Path(candidate.anchor) or real(candidate) == home:
            break
        if any(os.path.exists(candidate / mark) for mark in MARKS):  # noqa: PTH110 - a closed folder is no error
            return candidate
    return folder


def cache_folder(name: str) -> Path:
    """Where what can be made again is kept for this user: ``$XDG_CACHE_HOME/slidekit/NAME``."""
    return Path(place(name))


def find_file(name: str, near: Path, fence: Fence) -> Found:
    """Look a file up: beside the file that names it, then in each parent up to the root.

    ``near`` is the folder of the file that names it; ``/x`` means x below the root, as in Sphinx.
    Only regular files are found.
    """
    looked: list[Path] = []
    outside = False
    if "\0" in name or not name:
        return Found(None, ())
    for candidate in candidates(name, settled(near.absolute()), fence):
        looked.append(note(candidate))
        try:
            if not stat.S_ISREG(candidate.stat().st_mode):
                continue
            if fence.holds(candidate):
                return Found(candidate, tuple(looked))
        except (OSError, ValueError, RuntimeError):
            continue
        outside = True
    return Found(None, tuple(looked), outside)


def is_file(path: Path) -> bool:
    """Whether there is a regular file; a path that cannot be is no error (it is for ``Path.is_file``)."""
    return os.path.isfile(note(path))  # noqa: PTH113


def note(path: Path) -> Path:
    """A path that is looked at; whoever watches learns of it."""
    for watcher in watchers:
        watcher.add(path)
    return path


def candidates(name: str, near: Path, fence: Fence) -> list[Path]:
    """The places where a file may be, best first."""
    if name.startswith("/"):
        below = fence.root / name.lstrip("/")
        return [below, Path(name)] if fence.open else [below]
    folders = [near]
    if near != fence.root and near.is_relative_to(fence.root):
        folders += [folder for folder in near.parents if folder == fence.root or folder.is_relative_to(fence.root)]
    return [normal(folder / name) for folder in folders]


def normal(path: Path) -> Path:
    """The path without ``..`` where that changes nothing but its look."""
    tidy = Path(os.path.normpath(path))
    return tidy if real(tidy) == real(path) else path


def settled(folder: Path) -> Path:
    """A folder without ``..``: its parents are then those of the folder that is meant."""
    tidy = normal(folder)
    return real(tidy) if ".." in tidy.parts else tidy


def real(path: Path) -> Path:
    """The path with all symbolic links followed; a loop of them is no error (it is for ``Path.resolve``)."""
    return Path(os.path.realpath(path))


def asset_token(path: Path, fence: Fence, space: str = "") -> str:
    """What stands for a file in HTML and CSS until the page is bundled.

    It depends on where the file lies below the root, not on where the root is; files of different ``space`` differ.
    """
    from hashlib import sha256

    name = os.path.relpath(path, fence.root)
    return "asset:" + sha256(f"{space}{name}".encode("utf-8", "surrogateescape")).hexdigest()[:16]
