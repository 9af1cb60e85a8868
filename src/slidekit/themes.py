"""A theme by its name or its folder. Finds; never renders."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from slidekit import resources
from slidekit.diagnostics import Diagnostic, Position
from slidekit.errors import DeckError, UsageError
from slidekit.lookup import Fence, is_file
from slidekit.source import SHEET_BYTES, decode

HIGHLIGHT = re.compile(r"highlight:\s*([\w-]+)(?:[ \t]+([\w-]+))?")


class Theme(NamedTuple):
    """How a deck looks: its style sheet, and the Pygments styles of its light and dark forms; ``ours`` if shipped."""

    name: str
    css: str
    styles: tuple[str, ...]
    ours: bool = True
    dependencies: tuple[Path, ...] = ()


def find_theme(name: str, near: Path, fence: Fence, at: Position | None = None) -> Theme:
    """Look a theme up: one of ours by name, or a folder with a ``theme.css``, beside the talk.

    A wrong name is the fault of who gave it, the command line or the talk (``at``), and the answer
    lists the right ones.
    """
    folder = resources.STATIC / "themes" / name
    own = bool(re.fullmatch(r"[a-z0-9-]+", name)) and is_file(folder / "theme.css")
    if not own:
        folder = near.parent / name
        inside = at is None or fence.holds(folder / "theme.css")
        if not inside or not is_file(folder / "theme.css"):
            message = f"no theme {name!r}; there are {', '.join(theme_names())}, or a folder with a theme.css"
            failure = UsageError if at is None else DeckError
            raise failure(Diagnostic("unknown-theme", message, at, name))
    css = resources.read(folder / "theme.css") if own else stranger(folder / "theme.css", at)
    found = HIGHLIGHT.search(css[:2000])
    styles = tuple(style for style in found.groups() if style) if found else ("default",)
    return Theme(folder.name, css, styles, own, () if own else (folder / "theme.css",))


def stranger(path: Path, at: Position | None) -> str:
    """The style sheet of a theme that is not ours; it cannot end the element that it stands in."""
    try:
        if path.stat().st_size > SHEET_BYTES:
            raise OSError(27, f"it has more than {SHEET_BYTES:,} bytes")
        return decode(path.read_bytes(), path).replace("</", "<\\/")
    except OSError as error:
        failure = UsageError if at is None else DeckError
        raise failure(Diagnostic("unknown-theme", f"{path}: {error.strerror}", at)) from None


def theme_names() -> list[str]:
    """The names of the themes that come with slidekit."""
    return sorted(path.parent.name for path in (resources.STATIC / "themes").glob("*/theme.css"))
