"""Where the files are that the browser gets, and in which order. Reads; decides nothing."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
STATIC = HERE / "static" if (HERE / "static").is_dir() else HERE.parents[1] / "static"
"""In an installed package beside this file; in a checkout at its top."""

EARLY = ("fit", "inflate", "early")
RUNTIME = (
    "state",
    "position",
    "deck",
    "listen",
    "memory",
    "likeness",
    "point",
    "mode",
    "keymap",
    "dialog",
    "seek",
    "list",
    "hash",
    "keys",
    "screen",
    "scale",
    "morph",
    "transition",
    "view",
    "pages",
    "pen",
    "laser",
    "zoom",
    "mouse",
    "touch",
    "progress",
    "media",
    "announce",
    "pace",
    "log",
    "presenter",
    "clock",
    "sync",
    "speaker",
    "find",
    "help",
    "start",
)
RUNTIME_MOVES = ("move",)
"""What a page has besides, before ``start``, if there is moving code on it."""
RUNTIME_LIVE = ("graft", "patch", "frame", "live", "trouble", "source")
"""What a served page has besides, before ``start``."""

SHEETS_BEFORE_CODE = ("layers", "reset", "structure")
SHEETS_AFTER_CODE = ("print",)
SHEETS_OF_RUNTIME = ("dialog", "steps", "stage", "clock", "presenter")
"""Of what the runtime makes itself; packed with it."""
SHEETS_LIVE = ("live",)


def scripts(names: tuple[str, ...]) -> str:
    """The named scripts, joined in order and minified."""
    from rjsmin import jsmin

    return str(jsmin(";\n".join(read(STATIC / "js" / f"{name}.js") for name in names)))


def sheets(names: tuple[str, ...]) -> str:
    """The named style sheets, joined in order."""
    return "\n".join(read(STATIC / "css" / f"{name}.css") for name in names)


def texts(language: str, folder: str = "") -> str:
    """What the page says of its own, in the language (``de-AT`` is ``de``) or else in English: a JSON object.

    In the folder ``live`` is what a served page says besides.
    """
    for name in (language.lower(), re.split("[-_]", language.lower())[0]):
        path = STATIC / "texts" / folder / f"{name}.json"
        if path.is_file():
            return " ".join(line.strip() for line in read(path).splitlines())
    return texts("en", folder)


@cache
def jquery() -> str:
    """jQuery's slim build, as the XStatic-jQuery distribution carries it."""
    # The package's own module imports pkg_resources; its data folder is found without running it.
    from importlib.util import find_spec

    spec = find_spec("xstatic.pkg")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(folder, "jquery", "data", "jquery.slim.min.js")
        if path.is_file():
            return read(path).rstrip()
    raise FileNotFoundError("XStatic-jQuery is not installed as it should be: reinstall slidekit-rst")


def read(path: Path) -> str:
    """A text file of ours."""
    return path.read_text(encoding="utf-8")
