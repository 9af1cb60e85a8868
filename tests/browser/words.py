"""What the seed's slides must say, read from its source by other means than slidekit's.

Knows just as much reStructuredText as the seed uses, and nothing of docutils.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from textwrap import dedent

SEED = Path(__file__).parents[2] / "talks" / "docker" / "docker.rst"

HEADING = re.compile(r"^(?P<title>\S.*)\n(?P<line>-{3,})$", re.MULTILINE)
DIRECTIVE = re.compile(r"\.\. (?P<name>[\w-]+):: ?(?P<argument>.*)")
MARKUP = (re.compile(r"\*\*(.+?)\*\*"), re.compile(r"\*(.+?)\*"), re.compile(r"``(.+?)``"))
PLAIN = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "…": "...", "—": "---", "–": "--", "\xa0": " "})


@dataclass(frozen=True)
class Said:
    """What a slide says: all its words in order, and its blocks of code to the letter."""

    words: str
    code: tuple[str, ...] = ()


def words(text: str) -> str:
    """The words of a text, typewriter's quotes and dashes for a printer's."""
    return " ".join(text.translate(PLAIN).split())


def letters(text: str) -> str:
    """The words of a text without the spaces between them."""
    return words(text).replace(" ", "")


@cache
def seed_slides() -> list[Said]:
    """What each slide of the seed says, in order."""
    source = SEED.read_text(encoding="utf-8")
    headings = list(HEADING.finditer(source))
    ends = [found.start() for found in headings[1:]] + [len(source)]
    slides = []
    for found, end in zip(headings, ends, strict=True):
        title = "" if found["title"] == "slide" else found["title"]
        slides.append(said(title, source[found.end() : end]))
    return slides


def said(title: str, body: str) -> Said:
    """What a slide of this title and source says."""
    parts, code = [title], []
    lines = body.split("\n")
    while lines:
        line = lines.pop(0)
        directive = DIRECTIVE.fullmatch(line)
        if directive or line.endswith("::"):
            parts.append("" if directive else prose(line.removesuffix("::") + ":") if line != "::" else "")
            block = take_indented(lines)
            if not directive or directive["name"] == "code-block":
                code.append(block)
                parts.append(block)
        else:
            parts.append(prose(re.sub(r"^(\* |\| )", "", line)))
    return Said(words("\n".join(parts)), tuple(code))


def take_indented(lines: list[str]) -> str:
    """Take the indented lines that come next off the list, as the block they are."""
    block = []
    while lines and (not lines[0].strip() or lines[0].startswith(" ")):
        block.append(lines.pop(0))
    return dedent("\n".join(block)).strip("\n")


def prose(line: str) -> str:
    """A line without its inline markup; docutils sets the dash close to who is quoted."""
    line = re.sub(r"^ +— ", "—", line)
    for pattern in MARKUP:
        line = pattern.sub(r"\1", line)
    return line
