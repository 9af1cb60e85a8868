"""A first talk or theme to edit: what it is made of, and where it goes. Writes new files, never over others."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from slidekit import resources
from slidekit.diagnostics import Diagnostic, printable
from slidekit.errors import OutputError, UsageError

TEMPLATES = resources.HERE / "templates"

FILES = {
    "slidekit.toml": "slidekit.toml",
    "gitignore": ".gitignore",
    "tea.txt": "tea.py",
    "cup.svg": "cup.svg",
    "talk.yml": ".github/workflows/talk.yml",
}
"""The files beside the talk: what each is called here, and there."""

THEME_FILES = ("theme.css", "theme.toml")


def make_draft(name: str) -> list[Path]:
    """Make a folder with a first talk of its name; gives the files, the talk first.

    Raises UsageError for a name that cannot be, or that is taken; OutputError if the folder cannot be written.
    """
    folder = target_of(name)
    talk = {f"{stem_of(folder)}.rst": "talk.rst", **{target: source for source, target in FILES.items()}}
    return write_new(folder, {target: (TEMPLATES / "new" / source).read_bytes() for target, source in talk.items()})


def make_theme(name: str) -> list[Path]:
    """Make a folder with a first theme, and a talk that shows it; gives the files, the talk first. Raises as `make_draft` does."""
    folder = target_of(name)
    slides = TEMPLATES / "preview"
    talk = (slides / "preview.rst").read_bytes().replace(b":footer:", b":theme: ./\n:footer:", 1)
    files = {"sample.rst": talk, "river.svg": (slides / "river.svg").read_bytes()}
    return write_new(folder, {**files, **{each: (TEMPLATES / "theme" / each).read_bytes() for each in THEME_FILES}})


def write_new(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Write files into a folder that is made for them; all, or none. Raises OutputError."""
    made: list[Path] = []
    folders = [folder, *sorted({folder / above for name in files for above in Path(name).parents} - {folder})]
    new = [each for each in folders if not os.path.lexists(each)]
    try:
        for each in folders:
            each.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            path = folder / name
            with path.open("xb") as file:
                made.append(path)
                file.write(content)
    except OSError as error:
        for path in made:
            path.unlink(missing_ok=True)
        for each in reversed(new):
            if each.is_dir() and not os.listdir(each):  # noqa: PTH208 - as in target_of
                each.rmdir()
        message = f"cannot make {printable(str(error.filename or folder), keep='')}: {error.strerror}"
        raise OutputError(Diagnostic("cannot-write", message)) from None
    return made


def target_of(name: str) -> Path:
    """The folder that is meant: ``my-talk`` and ``my-talk.rst`` are one, ``.`` is the working folder."""
    said = name.removesuffix(".rst").rstrip("/") if name.rstrip("/") else name
    if not said or "\0" in said or not stem_of(Path(said)):
        raise UsageError(Diagnostic("bad-name", f"{name!r} cannot be the name of a talk; try: slidekit new my-talk"))
    folder = Path(said)
    try:
        found = os.listdir(folder)  # noqa: PTH208 - says by its exception what is in the way
    except FileNotFoundError:
        if os.path.lexists(folder):
            found = [""]  # a link to nowhere
        else:
            return folder
    except NotADirectoryError:
        message = f"{folder} is a file, or below one; choose another name"
        raise UsageError(Diagnostic("name-taken", message)) from None
    except OSError as error:
        raise OutputError(Diagnostic("cannot-write", f"cannot make {folder}: {error.strerror}")) from None
    if found:
        message = f"{folder} is there already, and not empty; choose another name, or an empty folder"
        raise UsageError(Diagnostic("name-taken", message))
    return folder


def stem_of(folder: Path) -> str:
    """What the talk in a folder is called: no file is hidden by a dot at its beginning."""
    return Path(os.path.abspath(folder)).name.lstrip(".").strip()  # noqa: PTH100 - follows no link
