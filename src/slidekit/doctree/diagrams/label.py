"""A label that a maker wrote as HTML: its lines, and where they are broken. Draws nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from slidekit.doctree.diagrams.rules import local

NARROW, WIDE = frozenset("ijlt.,:;'|!()[] "), frozenset("mwMW@%")


class Run(NamedTuple):
    """Words of a label that look the same, and the element that they stand in."""

    text: str
    element: Element


def lines_in(element: Element) -> list[list[Run]]:
    """The lines of a label, each of runs that look the same."""
    lines: list[list[Run]] = [[]]

    def read(each: Element) -> None:
        tag = local(each)
        if tag in ("script", "style"):
            return
        if tag == "br" or (tag in ("p", "div", "li") and lines[-1]):
            lines.append([])
        add(each.text, each)
        for child in each:
            read(child)
            add(child.tail, each)

    def add(text: str | None, each: Element) -> None:
        words = re.sub(r"[ \t\r\n\f]+", " ", text or "")
        if words.strip() or (words and lines[-1]):
            lines[-1].append(Run(words if lines[-1] else words.lstrip(), each))

    read(element)
    return [line for line in lines if line]


def breadth(text: str) -> float:
    """About how wide a text is, in sizes of its letters."""
    return sum(0.28 if letter in NARROW else 0.85 if letter in WIDE else 0.55 for letter in text)


def wrapped(line: list[Run], width: float) -> Iterator[list[Run]]:
    """The parts of a line, none wider than so many times the size of its letters, if its words allow that."""
    part: list[Run] = []
    used = 0.0
    for run in line:
        for word in re.findall(r"\s*\S+|\s+", run.text):
            wide = breadth(word)
            if part and used + wide > width * 1.04:
                yield part
                part, used = [], 0.0
            part.append(Run(word if part else word.lstrip(), run.element))
            used += wide
    if part:
        yield part
