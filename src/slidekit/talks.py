"""Which files are talks. Looks; reads none the way a build does."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from slidekit.diagnostics import Diagnostic
from slidekit.errors import SlidekitError, UsageError
from slidekit.lookup import find_root, is_file, real
from slidekit.outline import HASHED, outline
from slidekit.plugins import endings
from slidekit.source import clean, decode

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

SUFFIXES = (".rst",)
READABLE = (".rst", ".rest", ".txt", "")
"""A file that somebody names need not be called .rst."""

SKIPPED = ("node_modules", "__pycache__")
READ = 2_000_000
"""Bytes of the largest file that is looked into when talks are searched."""

LONGEST = 3.0
"""Seconds after which a search gives what it has found: somebody has pointed at a whole disk."""


class Talk(NamedTuple):
    """A talk that was found: its file, and what it seems to be called."""

    path: Path
    title: str


def choose(argument: Path | None) -> Path:
    """What to serve: a talk, or a folder whose talks are to be listed.

    Without an argument: the one talk that lies in the working folder, or else that folder.
    Raises UsageError for what is neither.
    """
    if argument is None:
        here = list(talks_in(Path.cwd(), Ignored(Path.cwd())))
        return here[0].path if len(here) == 1 else Path.cwd()
    if "\0" in str(argument):
        raise UsageError(Diagnostic("no-talk", f"{argument}: there is no such file"))
    try:
        mode = argument.stat().st_mode
    except OSError as error:
        what = "there is no such file" if isinstance(error, FileNotFoundError) else error.strerror
        raise UsageError(Diagnostic("no-talk", f"{argument}: {what}")) from None
    if stat.S_ISDIR(mode):
        return argument
    if not stat.S_ISREG(mode):
        raise UsageError(Diagnostic("no-talk", f"{argument} is not a regular file"))
    if argument.suffix.lower() not in (*READABLE, *endings()):
        others = "".join(f" or an {ending}" for ending in endings())
        raise UsageError(Diagnostic("no-talk", f"{argument} is not reStructuredText: a talk is an .rst{others} file"))
    return argument


def find_talks(folder: Path, is_over: Callable[[], bool] = lambda: False) -> tuple[Talk, ...]:
    """All talks below a folder, by path, or those found until it is over. Links to folders are not followed."""
    end = time.monotonic() + LONGEST
    ignored = Ignored(folder)
    found: list[Talk] = []
    waiting = [folder]
    while waiting and time.monotonic() < end and not is_over():
        current = waiting.pop()
        ignored.enter(current)
        found += talks_in(current, ignored)
        waiting += [each for each in folders_in(current) if not ignored.holds(each, is_folder=True)]
    return tuple(sorted(found))


def all_talks(folder: Path) -> tuple[Talk, ...]:
    """All talks below a folder that somebody wants built. Raises UsageError if there is none, or no end of files."""
    home = real(Path(os.path.expanduser("~")))  # noqa: PTH111 - Path.home raises where nobody has a home
    if real(folder) in (Path(folder.absolute().anchor), home):
        message = f"{folder} holds far more than talks; name a folder in it"
        raise UsageError(Diagnostic("no-talk", message))
    end = time.monotonic() + LONGEST
    found = find_talks(folder)
    if not found or time.monotonic() > end:
        why = "there are too many files in it" if time.monotonic() > end else "no .rst file in it has two slides"
        raise UsageError(Diagnostic("no-talk", f"{folder}: {why}; name a talk, or a folder with talks"))
    return found


def find_talk(path: Path, folder: Path) -> Talk | None:
    """The talk in this file, if `find_talks` would find it below the folder."""
    ignored = Ignored(folder)
    current = folder
    for part in path.relative_to(folder).parts[:-1]:
        ignored.enter(current)
        below = current / part
        if below not in folders_in(current) or ignored.holds(below, is_folder=True):
            return None
        current = below
    return next((talk for talk in talks_in(current, ignored) if talk.path == path), None)


def folders_in(folder: Path) -> Iterator[Path]:
    """The folders in a folder that may hold talks."""
    for entry in entries(folder):
        if entry.name.startswith(".") or entry.name in SKIPPED:
            continue
        try:
            if not entry.is_dir(follow_symlinks=False):
                continue
        except OSError:
            continue
        path = folder / entry.name
        if not is_file(path / "pyvenv.cfg"):
            yield path


def talks_in(folder: Path, ignored: Ignored) -> Iterator[Talk]:
    """The talks that lie directly in a folder."""
    ignored.enter(folder)
    for entry in sorted(entries(folder), key=lambda each: each.name):
        if entry.name.startswith(".") or not entry.name.lower().endswith(suffixes()):
            continue
        path = folder / entry.name
        if ignored.holds(path) or not real(path).is_relative_to(real(ignored.folder)):
            continue
        title = title_of(path)
        if title is not None:
            yield Talk(path, title)


def suffixes() -> tuple[str, ...]:
    """How the names of talks end that are found without being named."""
    return (*SUFFIXES, *endings())


def entries(folder: Path) -> list[os.DirEntry[str]]:
    """What lies in a folder; nothing if that cannot be read."""
    try:
        with os.scandir(folder) as found:
            return list(found)
    except OSError:
        return []


def title_of(path: Path) -> str | None:
    """What a talk is called; ``None`` for a file that is no talk, because it has not two slides.

    A file that is no text is taken for a talk: nobody would learn otherwise what is wrong with it.
    """
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode) or found.st_size > READ:
            return path.stem if stat.S_ISREG(found.st_mode) else None
        text, _ = clean(decode(path.read_bytes(), path), path)
    except OSError:
        return None
    except SlidekitError:
        return path.stem
    ending = path.suffix.lower()
    if ending in endings() and ending not in HASHED:
        return path.stem  # nobody knows how it is read but the plugin
    title, slides = outline(text, ending in HASHED)
    return (title or path.stem) if slides >= 2 else None


class Ignored:
    """What git ignores in a folder and below it: by every .gitignore from the project's root down."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.absolute()
        self.specs: dict[Path, GitIgnoreSpec | None] = {}
        root = find_root(self.folder / "talk.rst")
        above = [each for each in self.folder.parents if each == root or each.is_relative_to(root)]
        for each in above:
            self.enter(each)
        if any(self.holds(each, is_folder=True) for each in (self.folder, *above[:-1])):
            self.specs.clear()  # somebody asks for a folder that is ignored itself

    def enter(self, folder: Path) -> None:
        """Read the patterns of a folder."""
        folder = folder.absolute()
        if folder not in self.specs:
            self.specs[folder] = patterns(folder / ".gitignore")

    def holds(self, path: Path, is_folder: bool = False) -> bool:
        """Whether a file or folder is ignored; the patterns nearest to it have the last word."""
        path = path.absolute()
        for folder in path.parents:
            spec = self.specs.get(folder)
            if spec is not None:
                name = path.relative_to(folder).as_posix() + "/" * is_folder
                said = spec.check_file(name).include
                if said is not None:
                    return said
        return False


def patterns(file: Path) -> GitIgnoreSpec | None:
    """The patterns of a .gitignore; ``None`` without one."""
    if not is_file(file):
        return None
    from pathspec import GitIgnoreSpec

    try:
        if file.stat().st_size > READ:
            return None
        return GitIgnoreSpec.from_lines(file.read_text("utf-8", "replace").splitlines())
    except (OSError, ValueError):  # unreadable, or no pattern
        return None
