"""A talk for rst2html5slides that uses all that its documentation teaches."""

from __future__ import annotations

from others import messages, talk, words


def test_slides() -> None:
    """Sections, transitions and `slide` make slides; nothing is taken for a preamble."""
    deck = talk("rst2html5slides")

    assert deck.title == "Kites"
    assert [slide.title for slide in deck.slides] == ["", "", "Parts", "", "Knots", "Flying", "Landing", ""]
    assert [words(slide.html) for slide in deck.slides if slide.title != "Flying"] == [
        "Hold the string.",
        "It wants to leave.",
        "Parts Sail and spars paper bamboo",
        "The tail keeps it straight.",
        "Knots larks head bowline",
        "Landing softly Walk towards it.",
        "Wind up the thread.",
    ]
    assert deck.errors == ()


def test_fields_above() -> None:
    """Fields stand above the slide that they are for: at the beginning, before a transition, before a title."""
    slides = talk("rst2html5slides").slides

    assert [slide.id for slide in slides if slide.fields.get("id")] == ["opening", "knots", "landing"]
    assert (slides[0].id, slides[4].id, slides[6].id) == ("opening", "knots", "landing")
    assert {"windy", "cold"} <= set(slides[3].classes)
    assert [dict(slide.attributes) for slide in slides] == [{}] * 8


def test_classes() -> None:
    """A class before a transition or a title is that of the slide which begins there."""
    slides = talk("rst2html5slides").slides

    assert "sky" in slides[1].classes
    assert "section-title" in slides[5].classes
    assert "ground" in slides[6].classes
    assert "last" in slides[7].classes
    assert '<ul class="hint' in slides[4].html
    assert '<span class="thread">thread</span>' in slides[7].html


def test_content() -> None:
    """Boxes, code and included code are shown; a medium from elsewhere is a link."""
    flying = talk("rst2html5slides").slides[5].html
    read = words(flying)

    assert read.startswith("Flying Important Never in a storm. Tip Run before you need to. angle = 30 wind = 5")
    assert "A clock that only ticks." in read
    assert 'href="https://example.org/kites.mp4"' in flying


def test_head() -> None:
    """Title and `meta` go into the head of the page."""
    assert talk("rst2html5slides").meta == (
        '<meta content="Ava Loft" name="author">',
        '<meta content="wind, string" name="keywords">',
    )


def test_messages() -> None:
    """What means nothing here, or less than there, is said in its line."""
    assert messages(talk("rst2html5slides")) == [
        "6 warning other-tool",
        "13 warning impress-fields",
        "73 warning other-tool",
    ]
