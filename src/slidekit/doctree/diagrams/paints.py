"""Paints: which colours of a drawing become the theme's, and what can be read on those that stay."""

from __future__ import annotations

import re

from slidekit.doctree.colours import colour_of, contrasts

NONE = "none"
INK = "currentColor"
PAPER = "var(--paper)"
TINT = "var(--tint)"
LINE = "color-mix(in srgb,currentColor 50%,var(--paper))"
SERIES = tuple(
    f"color-mix(in srgb,{paint},var(--paper))"
    for paint in (
        "var(--accent) 28%",
        "currentColor 11%",
        "var(--accent) 13%",
        "currentColor 20%",
        "var(--accent) 20%",
        "currentColor 5%",
    )
)
"""The parts of a chart, told apart; ink can be read on each."""

THEMED = re.compile(r"currentColor$|var\(|color-mix\(")

GRAPHVIZ = {"#000000": INK, "#ffffff": PAPER, "#d3d3d3": TINT}
"""What Graphviz draws with unless somebody says how; who says so means the same."""

CHROMA = 0.12
"""A colour with less of it is a grey."""


def plain(value: str) -> str:
    """A colour as ``#rrggbb``, or ``none``; nothing if it is no colour."""
    text = value.strip().lower()
    if text == "currentcolor":
        return "#000000"
    if text == NONE:
        return NONE
    found = colour_of(text)
    if found is None:
        return ""
    return "#" + "".join(f"{round(255 * part):02x}" for part in found[:3]) if found[3] > 0 else NONE


def is_themed(paint: str) -> bool:
    """Whether a paint changes with the theme."""
    return THEMED.match(paint) is not None


def is_fixed(paint: str) -> bool:
    """Whether a paint is a colour that stays as it is."""
    return bool(paint) and paint != NONE and not is_themed(paint)


def readable_on(paint: str) -> str:
    """Black or white, whichever is read better on a colour."""
    found = colour_of(paint)
    white, black = contrasts([found]) if found else (0.0, 1.0)
    return "#fff" if white > black else "#000"


def of_theme(paint: str, use: str) -> str:
    """What a colour becomes that is the maker's own choice; ``use`` is ``fill``, ``stroke`` or ``text``."""
    found = colour_of(paint)
    if found is None:
        return paint
    if use == "text":
        return INK
    lightest, darkest = max(found[:3]), min(found[:3])
    grey = lightest - darkest < CHROMA
    if use == "stroke":
        return LINE if grey or darkest > 0.7 else paint
    if not grey and darkest < 0.8:
        return paint
    return TINT if lightest + darkest > 1 else INK
