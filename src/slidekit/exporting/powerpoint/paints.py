"""The colours and faces of a theme as PowerPoint can have them: read off its custom properties. Writes nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from slidekit.doctree.colours import Colour, colour_of, contrasts, split_commas
from slidekit.highlight import style_looks
from slidekit.lookup import Fence
from slidekit.themes import find_theme

if TYPE_CHECKING:
    from slidekit.model import Deck

ROOT = re.compile(r":root\s*\{([^{}]*)\}")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,[^()]*)?\)")

USUAL = {"ink": "222222", "paper": "FFFFFF", "faint": "666666", "accent": "1F5FBF", "tint": "EEEEEE"}

Look = tuple[str, bool, bool]
"""Colour, or nothing; bold; italic."""


class Paints(NamedTuple):
    """Colours as six digits, whether ink on paper is light on dark, faces, and how code looks."""

    ink: str
    paper: str
    faint: str
    accent: str
    tint: str
    code_ink: str
    code_paper: str
    dark: bool
    face: str
    tokens: Mapping[str, Look]


def paints_of(deck: Deck) -> Paints:
    """The paints of a deck's theme; what is too clever to be read is as usual."""
    fence = Fence(deck.root, deck.options.allow_outside)
    theme = find_theme(deck.options.theme, deck.path, fence, deck.places.get("theme"))
    said = properties(COMMENT.sub("", "\n".join(css for css, _ in theme.css)))
    dark = said.get("color-scheme", "light").split()[:1] == ["dark"]
    found = {name: read(f"var(--{name})", said, dark) or usual for name, usual in USUAL.items()}
    ground, ink = (read(f"var(--code-{name})", said, dark) for name in ("paper", "ink"))
    ground = ground or found["tint"]
    styles = (deck.options.highlight_style,) if deck.options.highlight_style else theme.styles
    light_code = is_dark(ground)
    tokens: dict[str, Look] = {}
    if styles:
        tokens = style_looks(styles[-1] if light_code else styles[0])
    return Paints(
        **found,
        code_ink=ink or ("FFFFFF" if light_code else "000000"),
        code_paper=ground,
        dark=is_dark(found["paper"]),
        face=face_of(said.get("--font-text", "")),
        tokens=tokens,
    )


def properties(css: str) -> dict[str, str]:
    """What is declared for the whole page, the last word on each."""
    found: dict[str, str] = {}
    for rule in ROOT.findall(css):
        for declaration in rule.split(";"):
            name, colon, value = declaration.partition(":")
            if colon:
                found[name.strip()] = value.strip()
    return found


def read(value: str, said: Mapping[str, str], dark: bool) -> str:
    """A colour as six digits; nothing if it is not plainly one."""
    for _ in range(8):
        inner = VARIABLE.fullmatch(value.strip())
        if inner:
            value = said.get(inner[1], "")
        elif value.strip().startswith("light-dark(") and value.strip().endswith(")"):
            both = split_commas(value.strip()[len("light-dark(") : -1])
            value = both[-1 if dark else 0] if len(both) == 2 else ""
        else:
            break
    colour = colour_of(value.strip()) if value.strip() else None
    return digits(colour) if colour is not None and colour[3] > 0.5 else ""


def digits(colour: Colour) -> str:
    """A colour as six digits."""
    return "".join(f"{round(min(1, max(0, part)) * 255):02X}" for part in colour[:3])


def is_dark(paint: str) -> bool:
    """Whether white is read better on a colour than black."""
    colour = colour_of(f"#{paint}")
    if colour is None:
        return False
    white, black = contrasts([colour])
    return white > black


def face_of(families: str) -> str:
    """A face that every PowerPoint has, of the kind that a theme asks for."""
    last = families.rpartition(",")[2].strip()
    return {"serif": "Georgia", "monospace": "Consolas"}.get(last, "Calibri")
