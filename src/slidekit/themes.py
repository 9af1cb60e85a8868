"""A theme by its name or its folder. Finds; never renders."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from slidekit import resources
from slidekit.diagnostics import Diagnostic, Position
from slidekit.errors import DeckError, UsageError
from slidekit.lookup import Fence

HIGHLIGHT = re.compile(r"highlight:\s*([\w-]+)(?:[ \t]+([\w-]+))?")


@dataclass(frozen=True, slots=True)
class Theme:
    """How a deck looks: its style sheet, and the Pygments styles of its light and dark forms."""

    name: str
    css: str
    styles: tuple[str, ...]


def find_theme(name: str, near: Path, fence: Fence, at: Position | None = None) -> Theme:
    """Look a theme up: one of ours by name, or a folder with a ``theme.css``, beside the talk.

    A wrong name is the fault of who gave it, the command line or the talk (``at``), and the answer
    lists the right ones.
    """
    folder = resources.STATIC / "themes" / name
    if not re.fullmatch(r"[a-z0-9-]+", name) or not (folder / "theme.css").is_file():
        folder = near.parent / name
        inside = at is None or fence.holds(folder / "theme.css")
        if not ("/" in name or folder.is_dir()) or not inside or not (folder / "theme.css").is_file():
            message = f"no theme {name!r}; there are {', '.join(theme_names())}, or a folder with a theme.css"
            failure = UsageError if at is None else DeckError
            raise failure(Diagnostic("unknown-theme", message, at, name))
    css = resources.read(folder / "theme.css")
    found = HIGHLIGHT.search(css[:2000])
    styles = tuple(style for style in found.groups() if style) if found else ("default",)
    return Theme(folder.name, css, styles)


def theme_names() -> list[str]:
    """The names of the themes that come with slidekit."""
    return sorted(path.parent.name for path in (resources.STATIC / "themes").glob("*/theme.css"))
