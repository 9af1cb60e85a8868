"""What must be true of every deck, whatever its talk is made of."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

import pytest
from conftest import MakeDeck
from test_parser import PIECES

from slidekit.diagnostics import Severity
from slidekit.doctree import deck_of
from slidekit.model import Deck

MARKS = [
    "----",
    "slide\n=====",
    "slide\n=====",
    ".. notes:: Spoken, see here_.",
    ":id: here",
    ":id: slide-3",
    ":class: dark",
    ".. _slide-2:",
    "See slide_.",
    "Slide 4\n-------",
]


def random_deck(random: Random, talk: Path) -> Deck:
    """A deck of random pieces and marks."""
    pieces = random.choices(PIECES + MARKS * 3, k=random.randint(2, 40))
    return deck_of("\n\n".join(pieces) + "\n", talk, {}, [])


@pytest.mark.parametrize("seed", range(4))
def test_ids_and_links(tmp_path: Path, seed: int) -> None:
    """No id occurs twice in a deck, and every link within it (but a footnote's way back) leads to one."""
    random = Random(seed)  # noqa: S311 - the same talks on every run
    for _ in range(40):
        deck = random_deck(random, tmp_path / "talk.rst")
        html = "".join(slide.html + slide.notes for slide in deck.slides)
        ids = [slide.id for slide in deck.slides] + re.findall(r'<[^>]* id="([^"]*)"', html)

        assert sorted(ids) == sorted(set(ids))
        assert set(re.findall(r'<a (?!role="doc-backlink")[^>]*href="#([^"]*)"', html)) <= set(ids)


@pytest.mark.parametrize("seed", range(10, 14))
def test_same_deck_every_time(tmp_path: Path, seed: int) -> None:
    """A talk read twice gives the same deck: nothing is remembered from one to the next."""
    random, again = Random(seed), Random(seed)  # noqa: S311 - the same talks on every run
    decks = [random_deck(random, tmp_path / "talk.rst") for _ in range(20)]
    other = deck_of(".. default-role:: strong\n.. role:: x\n\n`y` :x:`z`\n", tmp_path / "talk.rst", {}, [])

    assert other.diagnostics == ()
    for deck in decks:
        assert random_deck(again, tmp_path / "talk.rst") == deck


def test_today(deck: MakeDeck, monkeypatch: pytest.MonkeyPatch) -> None:
    """A date without SOURCE_DATE_EPOCH is today's, and an info says what that means."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)

    found = deck("slide\n-----\n\n|today|\n\n.. |today| date::\n")

    assert re.search(r"<p>\d{4}-\d\d-\d\d</p>", found.slides[0].html)
    assert [(each.code, each.severity, each.at and each.at.line) for each in found.diagnostics] == [
        ("date", Severity.INFO, 6)
    ]


def test_untrusted(deck: MakeDeck, tmp_path: Path) -> None:
    """A stranger's talk has no html of its own and no other files."""
    (tmp_path / "part.rst").write_text("Part\n")

    found = deck("slide\n-----\n\nA\n\n.. raw:: html\n\n   <b>x</b>\n\n.. include:: part.rst\n", untrusted=True)

    assert found.slides[0].html.strip() == "<p>A</p>"
    assert [each.code for each in found.diagnostics] == ["untrusted", "untrusted"]


def test_position_of_a_slide(deck: MakeDeck) -> None:
    """A slide knows the line of its title or of its transition, over- and underlined titles too."""
    found = deck("One\n---\n\nA\n\n=====\nslide\n=====\n\nB\n\n----\n\nC\n\nslide\n-----\n")

    assert [slide.at.line for slide in found.slides] == [1, 7, 12, 16]
