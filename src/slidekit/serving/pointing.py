"""From what somebody points at on a slide to the line of the source. Reads text; runs nothing."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from slidekit import wording
from slidekit.serving.editions import Edition


def find_line(edition: Edition, item: int, text: str, files: Collection[str]) -> tuple[Path, int]:
    """File and line of a text on a slide; where it is not found, those of the slide."""
    path, start = edition.places[item]
    later = [  # slides that have no number belong to the one before them
        line
        for number, (place, line) in enumerate(edition.places)
        if place == path and line > start and number not in edition.unstaged
    ]
    end = min(later, default=len(wording.lines_of(path)) + 1)
    return wording.find_line(path, start, end, text, files)
