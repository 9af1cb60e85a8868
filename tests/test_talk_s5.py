"""A talk for docutils' S5 that uses all that its documentation teaches."""

from __future__ import annotations

import re

from others import messages, steps, talk, words

COLOURS = (
    "black gray silver white maroon red magenta fuchsia pink orange yellow lime green olive teal cyan aqua blue "
    "navy purple"
)


def test_slides() -> None:
    """There is a slide for the title, one for what stands below it, and one for each section."""
    deck = talk("s5")

    assert [slide.title for slide in deck.slides] == [
        "Bread in Four Ingredients",
        "",
        "What you need",
        "Mixing",
        "Baking",
        "Waiting",
        "Words",
        "Places",
        "Rising",
        "Crust",
        "Questions",
    ]
    assert [words(slide.html) for slide in deck.slides[2:5]] == [
        (
            "What you need Press r for the reading view. flour water salt time About 500 g of flour to 350 g of water. "
            "Count the salt in pinches."
        ),
        "Mixing Stir until no flour is dry. Then wait. Wet hands do not stick. Do not knead!",
        "Baking Heat Time 250° 20 m 220° 25 m An oven lies. • Believe the crust [1]. [1] It sings when it cools.",
    ]
    assert words(deck.slides[0].html).startswith("Bread in Four Ingredients Ida Crumb 2011-11-11")
    assert messages(deck) == []


def test_contents() -> None:
    """The table of contents, which is for the handout, is there, and so is what follows it."""
    deck = talk("s5")

    assert re.search(r'<nav [^>]*class="contents handout"', "".join(slide.html for slide in deck.slides[:2]))
    assert words(deck.slides[1].html).endswith("Best with butter.")


def test_classes() -> None:
    """S5's classes stay on the elements that bear them."""
    html = "".join(slide.html for slide in talk("s5").slides)

    assert '<ul class="incremental simple">' in html
    assert '<div class="incremental docutils container">' in html
    assert '<div class="handout docutils container">' in html
    assert html.count('<p class="handout">') == 2
    assert '<p class="tiny">Wet hands' in html
    assert '<p class="big">Do not knead!' in html
    assert '<p class="left">' in html
    assert '<p class="center">' in html
    assert '<p class="centre">' in html
    assert '<p class="right">' in html
    assert '<ul class="small compact simple">' in html
    assert '<table class="borderless">' in html
    assert '<aside class="handout topic" role="note">' in html
    assert '<aside class="hidden print topic" role="note">' in html


def test_roles() -> None:
    """The roles of ``s5defs.txt`` are there: sizes, colours, and where a word is shown."""
    html = talk("s5").slides[6].html

    for name in ("tiny", "big", "huge", *COLOURS.split(), "handout", "outline", "print", "slide-display"):
        assert f'<span class="{name}">' in html
    assert "<small>small</small>" in html


def test_steps() -> None:
    """Lists, paragraphs, words, pictures and sections come step by step; a container in the body comes as one."""
    deck = talk("s5")

    assert [slide.steps for slide in deck.slides] == [0, 0, 4, 2, 0, 8, 0, 0, 2, 2, 0]
    assert steps(deck.slides[5].html) == [
        ("1", "One hour in the bowl."),
        ("2", "One in the basket, one in the fridge."),
        ("3", "It"),
        ("4", "has"),
        ("5", "when"),
        ("6", "it has doubled."),
        ("7", "Or not,"),
        ("8", "said the baker."),
    ]


def test_animation() -> None:
    """Of pictures that lie over each other, each has its step, and its classes say where it is shown."""
    html = talk("s5").slides[8].html

    assert '<div class="animation docutils container">' in html
    assert re.findall(r'<img alt="(\w+)" class="([^"]*)"(?: data-step="(\d)")?', html) == [
        ("small", "hidden slide-display", ""),
        ("larger", "incremental hidden slide-display", "1"),
        ("round", "incremental", "2"),
    ]


def test_sections_with_classes() -> None:
    """A class before a section of a slide is that of the whole section, not of its heading alone."""
    html = talk("s5").slides[9].html

    assert re.search(r"<(div|section|p)\b[^>]*\bhandout\b[^>]*>(?:(?!</\1>).)*It is 96", html, re.DOTALL)
    assert re.search(r'<(div|section|p)\b[^>]*\bdata-step="2"[^>]*>(?:(?!</\1>).)*It cracks\.', html, re.DOTALL)


def test_target_notes() -> None:
    """The addresses of links, which are for print, have their classes."""
    html = talk("s5").slides[10].html

    assert words(html) == "Questions See the mill [2]. Links [2] https://example.org/mill"
    assert re.search(r'<a class="(?=[^"]*\bhidden\b)(?=[^"]*\bprint\b)[^"]*"', html)


def test_footer() -> None:
    """The footer of an S5 talk is the deck's, and on no slide."""
    deck = talk("s5")

    assert deck.footer == "<p>Kitchen Meeting, <em>Ghent</em>, 2011</p>\n"
    assert not any("Ghent" in slide.html for slide in deck.slides)
