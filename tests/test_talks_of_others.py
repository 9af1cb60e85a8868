"""All talks written for other tools build, and one in the manner of the first comes out as its author meant it.

What the talk of each tool must give stands in a file of its own, ``test_talk_….py``.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from others import TALKS, codes, talk, words

from slidekit import build
from slidekit.diagnostics import Severity


@pytest.mark.parametrize("path", sorted(TALKS.glob("*.rst")), ids=lambda path: path.stem)
def test_talk_builds(path: Path) -> None:
    """Each of the talks becomes a page as it is."""
    assert build(path).page


def test_author_slides() -> None:
    """A talk in the manner of the first one: sections titled slide, dividers, transitions, headings."""
    deck = talk("author")

    assert len(deck.slides) == 14
    assert [(number, slide.title) for number, slide in enumerate(deck.slides, 1) if slide.title] == [
        (1, "Tests for Talkers"),
        (5, "!!!"),
        (6, "Doctest"),
        (12, "How it works"),
    ]
    assert [words(slide.html) for slide in deck.slides] == [
        "Tests for Talkers CodeClub — May 5, 2014 @somebody",
        "What is a test?",
        "(good question…)",
        "A promise with a date",
        "!!!",
        "Doctest",
        "An example that cannot lie >>> sorted([3, 1, 2]) [1, 2, 3]",
        "$ python -m doctest notes.rst 1 items had no tests",
        "",
        "What it costs where minutes writing 5 not 50 simple cheap …",
        "One more thing",
        "How it works Read find the >>> Run compare, “exactly”",
        "Testing shows the presence, not the absence of bugs —Edsger W. Dijkstra",
        "♥ @somebody",
    ]


def test_author_kinds() -> None:
    """Dividers, the blank slide and the slides without a title are known as what they are."""
    deck = talk("author")

    assert [number for number, slide in enumerate(deck.slides, 1) if "divider" in slide.classes] == [5, 6]
    assert [number for number, slide in enumerate(deck.slides, 1) if "blank" in slide.classes] == [9]
    assert [number for number, slide in enumerate(deck.slides, 1) if "untitled" in slide.classes] == [
        2, 3, 4, 7, 8, 9, 10, 11, 13, 14,
    ]  # fmt: skip


def test_author_runtime() -> None:
    """The scripts of the old runtime are dropped with an info; the time that the talk sets stays."""
    deck = talk("author")

    assert [found.severity for found in deck.diagnostics] == [Severity.INFO]
    assert codes(deck) == ["legacy-runtime"]
    assert "slides2.js" not in deck.slides[-1].html
    assert "window.slide_transition_time = 400;" in deck.slides[-1].html
    assert "too long" not in "".join(slide.html for slide in deck.slides)
