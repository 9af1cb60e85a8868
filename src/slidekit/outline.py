"""Roughly what stands in a talk, without docutils: its title, and how many slides. Reads text; knows no files.

A folder may hold hundreds of reStructuredText files, and to read one as a build does takes some 50 ms.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

RULE = re.compile(r"([!-/:-@\[-`{-~])\1*")
"""What titles are underlined with, and transitions are made of."""

FIELD = re.compile(r":([A-Za-z][\w -]*):(?:[ \t]+(.*))?")
TITLE = re.compile(r"^\.\.[ \t]+title::[ \t]*(\S.*)$", re.MULTILINE)
INCLUDE = re.compile(r"^\.\.[ \t]+include::[ \t]*[^<\s]", re.MULTILINE)
DIRECTED = re.compile(r"^\.\.[ \t]+(?:slide|nextslide|revealjs[-_]break)::", re.MULTILINE)
SEEN = re.compile(
    r"[^\s:.]|:(?![A-Za-z][\w -]*:(\s|$))|\.(?!\.(\s|$))|\.\.[ \t]+(image|figure|raw|code|code-block|math|[\w-]*table)::"
)
"""How a line begins that puts something on a slide: no field, no comment, nothing that only says something."""

MARKUP = re.compile(r"[*`|\\]| ?<[^>]*>`_")


HASHED = (".md", ".markdown")
"""How the names of talks in Markdown end."""

HASHES = re.compile(r"(#{1,6})(?:\s+(.*?))?(?:\s+#+)?")
UNDER = re.compile(r"=+|-+")
BREAK = re.compile(r" {0,3}(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,})")
FENCE = re.compile(r" {0,3}(```|~~~|:::)")

LINES = 20_000
"""What is looked at of a longer file: it has two slides by then."""

LONGEST = 300
"""Characters of a title."""


class Mark(NamedTuple):
    """A section (its depth, from 1, and its title), a transition (depth 0), or something to be seen (depth -1)."""

    depth: int
    title: str = ""


class Outline(NamedTuple):
    """What a talk is called, and how many slides it seems to have (at least, if it is very long)."""

    title: str
    slides: int


def outline(text: str, hashed: bool = False) -> Outline:
    """The outline of a talk, one in Markdown if it is ``hashed``; its title is empty if it has none.

    An include counts as one slide, whatever it brings.
    """
    lines = [line.rstrip() for line in text.split("\n", LINES)[:LINES]]
    if hashed:
        fields, lines = front_matter(lines)
    else:
        fields = fields_of(lines)
    word = fields.get("untitled") or "slide"
    marks = list(find_hashes(lines) if hashed else find_marks(lines))
    headed = has_title(marks, word)
    top = MARKUP.sub("", marks[0].title) if headed else ""
    if headed:
        marks = lifted(marks)
        if has_title(marks, word):  # a subtitle
            marks = lifted(marks)
    level = fields.get("slide-level", "")
    slides = count(marks, int(level) if level in "123456789" and level else 0, word) + headed
    said = TITLE.search(text)
    named = next((mark.title for mark in marks if mark.title not in ("", word)), "")
    title = fields.get("title") or (said and said[1]) or top or MARKUP.sub("", named)
    return Outline(title[:LONGEST], slides + len(INCLUDE.findall(text)) + len(DIRECTED.findall(text)))


def fields_of(lines: list[str]) -> dict[str, str]:
    """The fields that stand first in a talk, or first below its title."""
    found: dict[str, str] = {}
    for line in lines[:60]:
        match = FIELD.fullmatch(line)
        if match:
            found[match[1].lower().replace("_", "-")] = (match[2] or "").strip()
        elif found and line and not line[0].isspace():
            break
    return found


def find_marks(lines: list[str]) -> Iterator[Mark]:
    """The sections and transitions of a text, in order; their depths as docutils tells them, by their lines' looks."""
    styles: list[str] = []
    padded = ["", *lines, "", ""]
    at = 1
    while at < len(padded) - 2:
        before, line, below, last = padded[at - 1 : at + 3]
        style = title = ""
        if RULE.fullmatch(line):
            if last == line and below and not RULE.fullmatch(below):
                style, title = line[0] * 2, below.strip()
            elif len(line) >= 4 and not before and not below:
                yield Mark(0)
        elif line and not before and not line[0].isspace() and is_underline(below, line):
            style, title = below[0], line
        if style:
            if style not in styles:
                styles.append(style)
            yield Mark(styles.index(style) + 1, title[:LONGEST])
        elif SEEN.match(line) and not RULE.fullmatch(line):
            yield Mark(-1)
        at += 1 + len(style)


def front_matter(lines: list[str]) -> tuple[dict[str, str], list[str]]:
    """The fields between two lines ``---`` at the top of a Markdown text, and the rest of it."""
    if lines[:1] != ["---"] or "---" not in lines[1:]:
        return {}, lines
    end = lines.index("---", 1)
    pairs = (line.partition(":") for line in lines[1:end] if line and not line[0].isspace())
    return {name.strip().lower(): value.strip(" \t'\"") for name, _, value in pairs}, lines[end + 1 :]


def find_hashes(lines: list[str]) -> Iterator[Mark]:
    """The headings and breaks of a Markdown text, in order."""
    fence = ""
    is_text = False
    for line, below in zip(lines, [*lines[1:], ""], strict=True):
        opens = FENCE.match(line)
        heading = HASHES.fullmatch(line)
        if opens and (not fence or line.strip().startswith(fence)):
            fence = "" if fence else opens[1]
        elif fence:
            pass
        elif heading:
            yield Mark(len(heading[1]), (heading[2] or "")[:LONGEST])
        elif line[:1].isalnum() and UNDER.fullmatch(below):
            yield Mark(1 if below[0] == "=" else 2, line[:LONGEST])
        elif UNDER.fullmatch(line) and is_text:
            pass
        elif BREAK.fullmatch(line):
            yield Mark(0)
        elif line and not line.startswith("%"):
            yield Mark(-1)
        is_text = line[:1].isalnum()


def is_underline(line: str, title: str) -> bool:
    """Whether a line makes the one above it a title."""
    return RULE.fullmatch(line) is not None and len(line) >= min(4, len(title))


def has_title(marks: list[Mark], word: str) -> bool:
    """Whether the first section is a title of all that follows rather than a slide."""
    if not marks or marks[0].depth != 1 or marks[0].title == word or all(mark.depth < 0 for mark in marks[1:]):
        return False
    return all(mark.depth != 1 for mark in marks[1:])


def lifted(marks: list[Mark]) -> list[Mark]:
    """What stands below the first section, one level up."""
    return [mark._replace(depth=mark.depth - (mark.depth > 0)) for mark in marks[1:]]


def count(marks: list[Mark], level: int, word: str) -> int:
    """How many slides these sections and transitions begin."""
    level = level or max((mark.depth for mark in marks if mark.title == word), default=1)
    slides = 0
    fresh = False
    for mark in marks:
        if mark.depth > 0:
            slides += not fresh and (mark.depth <= level or not slides)
        else:
            slides += not mark.depth or not slides
        fresh = not mark.depth
    return slides
