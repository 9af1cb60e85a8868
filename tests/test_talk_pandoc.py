"""A talk for pandoc that uses all that its manual teaches, as far as it can be said in reStructuredText."""

from __future__ import annotations

import re

from others import messages, steps, talk, words


def test_slides() -> None:
    """With slides at the second level, the first level makes dividers, or slides if something stands below a title."""
    deck = talk("pandoc", slide_level="2")

    assert [(slide.title, "divider" in slide.classes) for slide in deck.slides] == [
        ("Bees", False),
        ("What a hive is", False),
        ("What it eats", False),
        ("How it dances", False),
        ("", False),
        ("Us", True),
        ("What we take", False),
        ("What we give", False),
    ]
    assert [words(slide.html) for slide in deck.slides] == [
        "Bees Nobody owns them.",
        "What a hive is one queen some drones many workers and one keeper",
        'What it eats Nectar, which is $not$ honey, and pollen. main = putStrLn "bzz" And water [1]. [1] From a pond.',
        "How it dances In a circle. In an eight. Towards the sun. Where On the comb in the dark.",
        "left wing right wing As it says: a quoted list",
        "Us",
        "What we take thing grams honey 20000 wax 300 a bee Apis mellifera",
        (
            "What we give The keeping of bees is like the direction of sunbeams. —Henry David Thoreau "
            "A link and 6 × 120 ∘ . hive a box no rent no lock"
        ),
    ]


def test_notes() -> None:
    """What has the class `notes` is the speaker's, be it a container or a paragraph."""
    assert [words(slide.notes) for slide in talk("pandoc", slide_level="2").slides] == [
        "",
        "Ask who has been stung.",
        "",
        "Dance it.",
        "",
        "",
        "",
        "",
    ]


def test_steps() -> None:
    """Incremental lists and containers, pauses and fragments are steps; what is not incremental stays."""
    slides = talk("pandoc", slide_level="2").slides

    assert [slide.steps for slide in slides] == [0, 3, 1, 3, 0, 0, 0, 0]
    assert steps(slides[3].html) == [("1", "In a circle."), ("2", "In an eight."), ("3", "Towards the sun.")]
    assert steps(talk("pandoc", slide_level="2", incremental="yes").slides[1].html) == [
        ("1", "one queen"),
        ("2", "some drones"),
        ("3", "many workers"),
    ]


def test_columns() -> None:
    """Containers of pandoc's are columns."""
    html = talk("pandoc", slide_level="2").slides[4].html

    assert len(re.findall(r'<div class="columns\b', html)) == 1
    assert len(re.findall(r'<div class="column\b', html)) == 2


def test_without_slide_level() -> None:
    """Without a word about it, the first level makes the slides and the second headings."""
    deck = talk("pandoc")

    assert [slide.title for slide in deck.slides] == ["Bees", "", "Us"]
    assert re.findall("<h3[^>]*>(.*)</h3>", deck.slides[0].html) == ["What a hive is", "What it eats", "How it dances"]
    assert re.findall("<h3[^>]*>(.*)</h3>", deck.slides[2].html) == ["What we take", "What we give"]


def test_fields() -> None:
    """Title, author and date of a pandoc talk are the deck's."""
    deck = talk("pandoc")

    assert (deck.title, deck.options.author, deck.options.date) == ("Bees and Us", "Cleo Hive", "11 November 2011")


def test_messages() -> None:
    """A field that has no place is named, and so is a picture that is not there."""
    assert messages(talk("pandoc")) == ["4 info no-title-slide", "103 warning missing-image"]
