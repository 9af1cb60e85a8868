"""A talk for hovercraft that uses all that its documentation teaches."""

from __future__ import annotations

from others import messages, steps, talk, words


def test_slides() -> None:
    """There is a slide for each step; the preamble is not shown."""
    deck = talk("hovercraft")

    assert [(slide.id, slide.title) for slide in deck.slides] == [
        ("start", "Rivers"),
        ("why-do-they-bend", "Why do they bend?"),
        ("slide-3", ""),
        ("slide-4", ""),
        ("salt", "Salt"),
        ("slide-6", ""),
        ("slide-7", ""),
        ("slide-8", ""),
        ("fields", "Fields"),
        ("deltas", "Deltas"),
        ("thanks", "Thanks"),
    ]
    assert [words(slide.html) for slide in deck.slides] == [
        "Rivers Ben Bank",
        "Why do they bend? the bank that is hit wears away sand first the other one grows",
        "def bend(river): return river * 2",
        "A map of a delta",
        "Salt The mouth The sea sand and salt",
        "from rivers import salt >>> salt(1) 35",
        "It rains. It flows. Q = A v and v = s / t",
        "data-x: 5 mood: calm",
        "Fields",
        "Deltas Where they end. In the sea Some end before it.",
        "Thanks ben@example.org",
    ]


def test_deck_fields() -> None:
    """Fields of the deck are used: style sheets for the screen too; header and footer are the deck's."""
    deck = talk("hovercraft")
    options = deck.options

    assert (deck.title, options.author, options.transition_time) == ("Rivers", "Ben Bank", 1500)
    assert (options.description, options.keywords) == ("How rivers find their way", "rivers, maps")
    assert (options.css, options.slide_numbers) == (("rivers.css", "wall.css"), True)
    assert 'alt="the society"' in deck.header
    assert words(deck.footer) == "River Society, 2013"


def test_slide_fields() -> None:
    """Classes and ids are the slides'; places, and how long a step stays, are nowhere."""
    deck = talk("hovercraft")

    assert deck.slides[1].classes == ("wide",)
    assert [dict(slide.attributes) for slide in deck.slides] == [{}] * 11


def test_messages() -> None:
    """What means nothing here is named once, in its line."""
    deck = talk("hovercraft")

    assert messages(deck) == [
        "7 info ignored-field",
        "29 info preamble",
        "34 warning impress-fields",
        "42 info note-boxes",
        "80 warning missing-image",
        "123 warning unknown-field",
    ]
    assert deck.errors == ()
    assert "css-print, css-preview, css-console, js-header, js-body, data-perspective, skip-help, auto-console" in (
        deck.diagnostics[0].message
    )
    assert "data-autoplay" in deck.diagnostics[2].message


def test_notes() -> None:
    """Notes are the speaker's, and not on the slides."""
    deck = talk("hovercraft")

    assert [words(slide.notes) for slide in deck.slides] == [
        "Wait until it is quiet. Say hello.",
        "",
        "Do not read the code aloud.",
        *[""] * 8,
    ]


def test_steps() -> None:
    """What has the class ``substep`` comes step by step."""
    deck = talk("hovercraft")

    assert steps(deck.slides[6].html) == [("1", "It rains."), ("2", "It flows.")]


def test_hidden_code() -> None:
    """Code with the class ``hidden`` keeps it, so that it is tested and not seen."""
    assert '<pre class="code python hidden">' in talk("hovercraft").slides[5].html
