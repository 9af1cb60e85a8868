"""How each editor is told to open a file at a line. Starts none."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

FORMS = {
    ("code", "code-insiders", "codium", "vscodium", "cursor", "windsurf", "positron"): ("--goto", "{file}:{line}"),
    ("zed", "zeditor", "subl", "sublime_text", "lapce", "fleet"): ("{file}:{line}",),
    ("gvim", "mvim", "nvim-qt", "neovide", "gnome-text-editor", "gedit", "xed", "pluma"): ("+{line}", "{file}"),
    ("emacs", "emacs-gtk", "emacs-x11"): ("+{line}", "{file}"),
    ("emacsclient",): ("-n", "+{line}", "{file}"),
    ("kate", "kwrite", "mate", "bbedit"): ("--line", "{line}", "{file}"),
    ("pycharm", "idea", "webstorm", "phpstorm", "clion", "goland", "rubymine", "rider", "charm"): (
        "--line",
        "{line}",
        "{file}",
    ),
    ("notepad++",): ("-n{line}", "{file}"),
}
"""Editors that open a window of their own, by the name of their command, and their arguments."""

IN_TERMINAL = ("-nw", "--no-window-system", "-t", "--tty", "-nw=")
"""Arguments that make a terminal editor of an Emacs: a server has no terminal to give it."""


def editor_command(environment: Mapping[str, str], file: Path, line: int) -> list[str] | None:
    """The command that opens a file at a line in the user's editor.

    ``None`` if none is set, or none that is known to open a window of its own. The file's path is absolute, so
    that it is never taken for an option.
    """
    words = editor_words(environment)
    if not words:
        return None
    name = Path(words[0].replace("\\", "/")).name.lower().removesuffix(".exe").removesuffix(".cmd")
    if set(words[1:]) & set(IN_TERMINAL):
        return None
    for names, form in FORMS.items():
        if name in names:
            extra = [word for word in words[1:] if word not in ("--wait", "-w", "--block")]
            path = str(file.absolute())
            return [words[0], *extra, *(part.replace("{line}", str(line)).replace("{file}", path) for part in form)]
    return None


def why_none(environment: Mapping[str, str]) -> str:
    """What to tell somebody whose editor cannot be opened."""
    words = editor_words(environment)
    wanted = "set $VISUAL to one that opens a window of its own, such as code or gvim"
    if not words:
        return f"no editor is set: {wanted}"
    return f"{Path(words[0]).name} cannot be opened from here, for it needs a terminal or is not known: {wanted}"


def editor_words(environment: Mapping[str, str]) -> list[str]:
    """The words of ``$VISUAL``, or else of ``$EDITOR``."""
    for name in ("VISUAL", "EDITOR"):
        try:
            words = shlex.split(environment.get(name, ""))
        except ValueError:  # an open quotation
            continue
        if words:
            return words
    return []


def editor_address(file: Path, line: int) -> str:
    """An address that a browser hands on to Visual Studio Code, if there is one."""
    path = file.absolute().as_posix()
    return f"vscode://file{quote(path if path.startswith('/') else f'/{path}')}:{line}"
