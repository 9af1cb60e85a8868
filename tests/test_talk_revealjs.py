"""A talk for sphinx-revealjs that uses all that its documentation teaches."""

from __future__ import annotations

import re

from others import messages, steps, talk, words

from slidekit.model import Deck


def deck() -> Deck:
    """The talk with slides on both levels, as sphinx-revealjs has them."""
    return talk("revealjs", slide_level="2")


def test_slides() -> None:
    """Sections of both levels and breaks make slides; a break repeats the title, or does not."""
    slides = deck().slides

    assert [slide.title for slide in slides] == [
        "Keeping Time",
        "Sun",
        "Shadow",
        "Shadow",
        "",
        "Wheels",
        "Face",
        "Film",
        "Web",
        "Steps",
        "Layers",
        "Halves",
        "Code",
        "Files",
        "Others",
        "Old names",
        "",
    ]
    assert [words(slide.html) for slide in slides] == [
        "Keeping Time Version of this talk: 3",
        "Sun The first clock had no hands.",
        "Shadow It was of no use at night.",
        "Shadow Nor in fog.",
        "Nor indoors.",
        "Wheels A weight falls, a wheel turns.",
        "Face One hand was enough.",
        "Film A pendulum.",
        "Web What time is it?",
        "Steps tick tock At once. And again. A blur.",
        "Layers",
        "Halves Left hand. Right hand [1]. [1] The long one.",
        "Code while True: tick() wait(1)",
        'Files def tick(times, pause) times.times { puts "tick" } sleep pause end',
        "Others A yellow box. https://example.org/clock Ask the watchmaker.",
        "Old names Before.",
        "after",
    ]
    assert deck().errors == ()


def test_deck_options() -> None:
    """What reveal.js was told is told the deck, where it means something."""
    options = deck().options

    assert (options.theme, options.transition, options.progress) == ("plain", "zoom", False)


def test_slide_options() -> None:
    """Backgrounds, transitions, times and hidden slides carry over."""
    found = deck()
    slides = found.slides
    behind = {slide.title: slide.background or slide.film for slide in slides if slide.background or slide.film}
    files = {token: asset.path.name for token, asset in found.assets.items()}

    assert {title: re.sub(r"asset:\w+", lambda token: files[token[0]], said) for title, said in behind.items()} == {
        "Sun": "#fc3",
        "Shadow": "linear-gradient(to bottom, #283b95, #17b2c3)",
        "Face": 'url("face.svg")',
        "Film": "clock.webm",
        "Old names": "#009900",
    }
    assert slides[1].attributes["data-transition"] == "none"
    assert "evening" in slides[3].classes
    assert [slide.title for slide in slides if slide.hidden] == ["Film"]
    assert slides[8].attributes["data-timing"] == "90"
    assert not any(name.startswith(("data-background", "data-auto")) for slide in slides for name in slide.attributes)


def test_steps() -> None:
    """Fragments, emphasised lines and their like are steps."""
    slides = deck().slides

    assert [slide.steps for slide in slides] == [0, 0, 0, 0, 0, 0, 0, 0, 0, 5, 2, 0, 1, 1, 0, 0, 1]
    assert steps(slides[9].html) == [
        ("1", "tick"),
        ("2", "tock"),
        ("3", "At once."),
        ("4", "And again."),
        ("5", "A blur."),
    ]
    assert slides[9].html.count('data-effect="up"') == 2
    assert [number for number, _ in steps(slides[10].html)] == ["1", "2"]


def test_containers() -> None:
    """The classes of containers stay."""
    slides = deck().slides

    assert '<div class="r-stack docutils container">' in slides[10].html
    assert slides[11].html.count('<div class="half docutils container">') == 2


def test_notes() -> None:
    """Notes are the speaker's; comments are nobody's."""
    slides = deck().slides

    assert words(slides[6].notes) == "Show the photograph of Salisbury."
    assert not any("comment" in slide.html + slide.notes for slide in slides)


def test_messages() -> None:
    """What means nothing here, or less than there, is said in its line."""
    found = deck()

    assert messages(found) == [
        "7 info ignored-option",
        "39 warning other-tool",
        "102 warning unknown-effect",
        "156 warning other-tool",
        "163 warning other-tool",
        "165 warning sphinx-name",
        "184 warning sphinx-name",
    ]
    for name in (
        "theme",
        "google_font",
        "controls",
        "data-transition",
        "data-background-size",
        "data-background-position",
        "data-background-repeat",
        "data-background-opacity",
        "data-background-transition",
        "data-background-video-loop",
        "data-background-video-muted",
        "data-background-iframe",
        "data-background-interactive",
        "data-auto-animate",
        "data-auto-animate-duration",
        "data-autoslide",
    ):
        assert name in found.diagnostics[0].message
