"""Talks written for other tools come out as their authors meant them."""

from __future__ import annotations

import html
import re
from pathlib import Path

from slidekit.diagnostics import Severity
from slidekit.doctree import read_deck
from slidekit.model import Deck
from slidekit.options import Saying

TALKS = Path(__file__).parent / "talks"


def talk(name: str, **said: object) -> Deck:
    """One of the talks, read."""
    return read_deck(TALKS / f"{name}.rst", {key.replace("_", "-"): Saying(value) for key, value in said.items()})


def words(fragment: str) -> str:
    """What one reads in a piece of HTML, blanks made one."""
    seen = re.sub(r"<!--.*?-->|<script>.*?</script>", "", fragment, flags=re.DOTALL)
    seen = re.sub(r"</?(?:span|em|strong|code|a|mi|mn|mo|msup|math)\b[^>]*>", "", seen)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", seen)).split())


def codes(deck: Deck) -> list[str]:
    """What is said about a talk, by code."""
    return [found.code for found in deck.diagnostics]


def test_s5_slides() -> None:
    """A talk for docutils' S5 has a slide for its title and one for each section."""
    deck = talk("s5")

    assert [slide.title for slide in deck.slides] == [
        "Bread in Four Ingredients",
        "What you need",
        "Mixing",
        "Baking",
        "Questions",
    ]
    assert [words(slide.html) for slide in deck.slides] == [
        "Bread in Four Ingredients Ida Crumb 2011-11-11",
        "What you need Press r for the reading view. flour water salt time About 500 g of flour to 350 g of water.",
        "Mixing Stir until no flour is dry. Then wait. Wet hands do not stick. Do not knead!",
        "Baking Heat Time 250° 20 m 220° 25 m An oven lies. • Believe the crust [1]. [1] It sings when it cools.",
        "Questions",
    ]
    assert [slide.classes for slide in deck.slides] == [("title-slide",), (), (), (), ("divider",)]
    assert codes(deck) == []


def test_s5_classes() -> None:
    """S5's classes stay on the elements that bear them."""
    html = "".join(slide.html for slide in talk("s5").slides)

    assert '<ul class="incremental simple">' in html
    assert '<div class="incremental docutils container">' in html
    assert '<div class="handout docutils container">' in html
    assert '<p class="handout">' in html
    assert '<p class="tiny">Wet hands' in html
    assert '<p class="big">Do not knead!' in html


def test_s5_footer() -> None:
    """The footer of an S5 talk is the deck's, and on no slide."""
    deck = talk("s5")

    assert deck.footer == "<p>Kitchen Meeting, <em>Ghent</em>, 2011</p>\n"
    assert not any("Ghent" in slide.html for slide in deck.slides)


def test_hovercraft_slides() -> None:
    """A talk for hovercraft has a slide for each of its steps; its preamble is not shown."""
    deck = talk("hovercraft")

    assert [(slide.id, slide.title) for slide in deck.slides] == [
        ("start", "Rivers"),
        ("why-do-they-bend", "Why do they bend?"),
        ("slide-3", ""),
        ("slide-4", ""),
        ("deltas", "Deltas"),
        ("thanks", "Thanks"),
    ]
    assert [words(slide.html) for slide in deck.slides] == [
        "Rivers Ben Bank",
        "Why do they bend? the bank that is hit wears away the other one grows",
        "def bend(river): return river * 2",
        "A map of a delta",
        "Deltas Where they end.",
        "Thanks ben@example.org",
    ]


def test_hovercraft_fields() -> None:
    """hovercraft's deck fields are used, its classes put on the slides, its places named once."""
    deck = talk("hovercraft")

    assert (deck.title, deck.options.author, deck.options.transition_time) == ("Rivers", "Ben Bank", 1500)
    assert deck.options.css == ("rivers.css",)
    assert deck.slides[1].classes == ("wide",)
    assert dict(deck.slides[1].attributes) == {}
    assert codes(deck) == ["ignored-field", "preamble", "impress-fields", "note-boxes", "missing-image"]
    assert deck.errors == ()


def test_hovercraft_notes() -> None:
    """hovercraft's notes are the speaker's, and not on the slides."""
    deck = talk("hovercraft")

    assert [words(slide.notes) for slide in deck.slides] == [
        "Wait until it is quiet. Say hello.",
        "",
        "Do not read the code aloud.",
        "",
        "",
        "",
    ]


def test_pandoc_slides() -> None:
    """A talk for pandoc, with slides at the second level, has dividers for the first."""
    deck = talk("pandoc", slide_level="2")

    assert [(slide.title, slide.classes) for slide in deck.slides] == [
        ("Bees", ("divider",)),
        ("What a hive is", ()),
        ("What it eats", ()),
        ("Us", ("divider",)),
        ("What we take", ()),
        ("What we give", ()),
    ]
    assert [words(slide.html) for slide in deck.slides] == [
        "Bees",
        "What a hive is one queen some drones many workers",
        'What it eats Nectar, which is $not$ honey, and pollen. main = putStrLn "bzz"',
        "Us",
        "What we take thing grams honey 20000 wax 300 a bee Apis mellifera",
        "What we give The keeping of bees is like the direction of sunbeams. —Henry David Thoreau A link and 6 × 120 ∘ .",
    ]
    assert [words(slide.notes) for slide in deck.slides] == ["", "Ask who has been stung.", "", "", "", ""]


def test_pandoc_without_slide_level() -> None:
    """Without a word about it, the first level makes the slides and the second headings."""
    deck = talk("pandoc")

    assert [slide.title for slide in deck.slides] == ["Bees", "Us"]
    assert re.findall("<h3[^>]*>(.*)</h3>", deck.slides[0].html) == ["What a hive is", "What it eats"]
    assert re.findall("<h3[^>]*>(.*)</h3>", deck.slides[1].html) == ["What we take", "What we give"]


def test_pandoc_fields() -> None:
    """Title, author and date of a pandoc talk are the deck's."""
    deck = talk("pandoc")

    assert (deck.title, deck.options.author, deck.options.date) == ("Bees and Us", "Cleo Hive", "11 November 2011")
    assert codes(deck) == ["missing-image"]


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
