"""Talks that several tests present."""

from __future__ import annotations

from pathlib import Path

THEMES = ("plain", "night", "classic")
"""Themes that differ in what the tests try; test_every_theme looks at all of them."""


def plain_slides(count: int, fields: str = "") -> str:
    """A talk of so many slides without motion; each says its number: ``This is slide 3``."""
    return f":transition: none\n{fields}\n" + "\n".join(
        f"slide\n-----\n\nThis is slide {n}\n" for n in range(1, count + 1)
    )


TWELVE = plain_slides(12)

SINK = Path(__file__).parent / "talks" / "sink.rst"
"""One of everything that docutils knows, a few things a slide."""
