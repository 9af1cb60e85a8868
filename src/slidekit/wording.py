"""From words that are seen on a slide to the line of the source that says them. Reads text; runs nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

WORD = re.compile(r"\w+")
LINES = 2_000
"""Lines of one slide, or of one file, that are looked through."""
BYTES = 2_000_000
BINARY = (
    ".png",
    ".jpg",
    ".jpeg",
    ".gif",
    ".svg",
    ".webp",
    ".avif",
    ".mp4",
    ".webm",
    ".mp3",
    ".ttf",
    ".woff",
    ".woff2",
    ".css",
    ".toml",
)
"""Files whose text is on no slide."""


def find_line(path: str | Path, start: int, end: int, text: str, files: Iterable[str] = ()) -> tuple[Path, int]:
    """File and line of a text on the slide that stands from line ``start`` to before ``end``; else the slide's own.

    It is looked for in the slide's own lines, then in the files that talks include. Markup and typographic quotes make
    the source differ from what is seen, so words are compared.
    """
    wanted = WORD.findall(text.lower())
    if wanted:
        lines = lines_of(path)
        score, line = best(lines[start - 1 : end - 1], wanted)
        if score > 0.5:
            return Path(path), start + line
        for other in sorted(files):
            if not other.lower().endswith(BINARY) and Path(other) != Path(path).absolute():
                its_score, its_line = best(lines_of(other), wanted)
                if its_score > max(score, 0.5):
                    return Path(other), its_line + 1
        if score > 0:
            return Path(path), start + line
    return Path(path), start


def best(lines: list[str], wanted: list[str]) -> tuple[float, int]:
    """Which line has most of the words, and their share; a line of fewer other words is better."""
    found, at, rest = 0.0, 0, 10**6
    for number, line in enumerate(lines[:LINES]):
        words = WORD.findall(line.lower())
        share = len(set(words) & set(wanted)) / len(set(wanted))
        if share > found or (share == found and found and len(words) < rest):
            found, at, rest = share, number, len(words)
    return found, at


def lines_of(path: str | Path) -> list[str]:
    """The lines of a text file; none of one that cannot be read."""
    try:
        if Path(path).stat().st_size > BYTES:
            return []
        return Path(path).read_text("utf-8-sig", "replace").split("\n")
    except OSError:
        return []
