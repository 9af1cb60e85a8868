"""A talk for darkslide, or landslide, that uses all that its documentation teaches."""

from __future__ import annotations

from others import messages, talk, words


def test_slides() -> None:
    """Each part between transitions is a slide."""
    deck = talk("darkslide")

    assert [slide.title for slide in deck.slides] == [
        "Moss",
        "What it is",
        "Where it lives",
        "Counting",
        "Find out more",
        "Presenter Notes",
        "",
    ]
    assert [words(slide.html) for slide in deck.slides] == [
        "Moss",
        "What it is Plants without roots. leaves spores",
        "Where it lives On stone On wood Wet wood.",
        (
            "Counting for tree in trees: for side in tree: moss += side print(moss) !not a language stays "
            ".code: code/tick.rb 6 9 .coden: code/tick.rb .include: code/tick.rb"
        ),
        "Find out more example.org/moss example.org/lichen .other: is text",
        "Presenter Notes A slide about notes.",
        "m = 2 t",
    ]
    assert deck.errors == ()


def test_divider() -> None:
    """A title alone, with a footer for all, is a divider."""
    assert talk("darkslide").slides[0].classes == ("divider",)


def test_notes() -> None:
    """What stands below a title "Presenter Notes", or begins with `.notes:`, is the speaker's."""
    assert [words(slide.notes) for slide in talk("darkslide").slides] == [
        "",
        "Pass the box round. Ask who has stepped on some. Then wait.",
        "Mind the time.",
        "",
        "",
        "",
        "",
    ]


def test_classes() -> None:
    """`.fx:` gives the slide classes."""
    assert {"green", "soft"} <= set(talk("darkslide").slides[1].classes)


def test_codes_to_scan() -> None:
    """`.qr:` is a code to scan, with or without a size."""
    html = talk("darkslide").slides[4].html

    assert html.count("<svg") == 2
    assert "https://example.org/moss" in html
    assert "https://example.org/lichen" in html
    assert "450" not in words(html)


def test_footer() -> None:
    """`.footer:` is the deck's footer."""
    assert words(talk("darkslide").footer) == "Club of Small Plants, 2014"
    assert "<em>Small Plants</em>" in talk("darkslide").footer


def test_code() -> None:
    """A language may stand in the first line of a literal block."""
    html = talk("darkslide").slides[3].html

    assert '<span class="nb">print</span>' in html


def test_messages() -> None:
    """What is not done here is said in its line."""
    assert messages(talk("darkslide")) == [
        "71 warning other-tool",
        "73 warning other-tool",
        "75 warning other-tool",
        "99 warning duplicate-field",
    ]
