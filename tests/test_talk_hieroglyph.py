"""Two talks for hieroglyph that use all that its documentation teaches: one of slides, one of prose with slides in it."""

from __future__ import annotations

from others import messages, steps, talk, words


def test_slides() -> None:
    """Sections, `slide` and `nextslide` make slides; a section goes on untitled after a slide in it."""
    deck = talk("hieroglyph")

    assert [slide.title for slide in deck.slides] == [
        "Light at Night",
        "Why a light?",
        "The lamp",
        "How it shines",
        "How it shines (2)",
        "Telling them apart",
        "Glass",
        "A lens",
        "",
        "",
        "Bottom up",
        "For the keeper",
        "Where it is said",
    ]
    assert [words(slide.html) for slide in deck.slides] == [
        "Light at Night",
        "Why a light? Ships see it before they see the rock.",
        "The lamp Drawn by the keeper A tower of stone, and a lamp on it.",
        "How it shines a flame a lens a clockwork that turns it",
        "How it shines (2) Each light has a rhythm of its own.",
        "Telling them apart One long, two short: the Needles.",
        "Glass Glass bends light.",
        "A lens Rings of glass, cut as steps. thin light",
        "In one piece it would weigh tons.",
        "Nobody polishes it today.",
        (
            "Bottom up Third comes the lamp. Second comes the stair. First comes the rock. The sea was here first. "
            "Painted at the second."
        ),
        (
            "For the keeper There is more to read than to see. Ask him. Warning The stairs are steep. "
            "while dark(): shine()"
        ),
        (
            "Where it is said Look home, at stairs and at the option slide_numbers; slide is a directive. "
            "reach How far it is seen. lamp What shines. shine(times) Reading The logs of the keepers."
        ),
    ]
    assert deck.errors == ()


def test_classes() -> None:
    """A slide has its own classes, or those of all; a level is a class too."""
    slides = talk("hieroglyph").slides

    assert [number for number, slide in enumerate(slides, 1) if "calm" in slide.classes] == [
        2, 3, 4, 5, 7, 9, 10, 13,
    ]  # fmt: skip
    assert {"rhythm", "wide"} <= set(slides[5].classes)
    assert {"red-slide", "level-2"} <= set(slides[7].classes)
    assert {"fade-in", "segue"} <= set(slides[11].classes)


def test_transitions() -> None:
    """hieroglyph's classes for how a slide comes are transitions."""
    slides = talk("hieroglyph").slides

    assert (slides[10].attributes["data-transition"], slides[11].attributes["data-transition"]) == ("none", "fade")


def test_picture() -> None:
    """A picture below the root of the project fills its slide."""
    deck = talk("hieroglyph")

    assert [asset.path.name for asset in deck.assets.values()] == ["lamp.svg"]
    assert '<figure class="fill' in deck.slides[2].html or 'class="fill"' in deck.slides[2].html


def test_conditions() -> None:
    """What is not for slides is for the handout, and what is only for slides is not."""
    html = "".join(slide.html for slide in talk("hieroglyph").slides)

    assert html.count("slide-display") == 2
    assert html.count("handout") == 3


def test_steps() -> None:
    """Lists with the class `build` come item by item, numbered elements in the order of their numbers."""
    slides = talk("hieroglyph").slides

    assert [slide.steps for slide in slides] == [0, 0, 0, 3, 0, 0, 0, 2, 0, 0, 3, 0, 0]
    assert steps(slides[10].html) == [
        ("3", "Third comes the lamp."),
        ("2", "Second comes the stair."),
        ("1", "First comes the rock."),
        ("1-1", "The sea was here first."),
    ]


def test_notes() -> None:
    """A note is the speaker's."""
    assert words(talk("hieroglyph").slides[1].notes) == "Ask who has been at sea."


def test_messages() -> None:
    """What means nothing here, or less than there, is said in its line."""
    assert messages(talk("hieroglyph")) == [
        "6 info ignored-option",
        "16 info note-boxes",
        "98 warning bad-step",
        *["129 warning sphinx-name"] * 4,
        "131 warning sphinx-name",
        "135 warning sphinx-name",
        "139 warning sphinx-name",
        "141 warning sphinx-name",
    ]


def test_prose() -> None:
    """Without slides of its sections, a text shows the slides that stand in it; the rest is for the handout."""
    deck = talk("hieroglyph-prose")
    shown = [slide for slide in deck.slides if "handout" not in slide.classes]
    every = words(" ".join(slide.html for slide in deck.slides))

    assert [(slide.title, words(slide.html), slide.steps) for slide in shown] == [
        ("Warm over cold", "Warm over cold That is all.", 0),
        ("A horn", "A horn low slow", 2),
    ]
    assert "This text is for readers." in every
    assert "Then it stays until the wind changes." in every
    assert "Bells were tried first." in every
    assert deck.options.theme == "night"
    assert messages(deck) == []
