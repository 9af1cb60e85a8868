from __future__ import annotations

import pytest

from browser.decks import SINK, THEMES
from browser.measure import measure_reading, measure_slide, measure_slides
from browser.sight import at, press, settle, until, view
from browser.words import SEED, seed_slides

ROOMS = [(1920, 1080), (1024, 768), (390, 844)]
MORE_ROOMS = [
    (640, 360),
    (800, 600),
    (844, 390),
    (768, 1024),
    (1280, 720),
    (1280, 800),
    (1366, 768),
    (2560, 1080),
    (3840, 2160),
]
STILL = ":transition: none\n\n"

SMALLEST = 16 / 720
"""Of the stage's height. A slide is read from six times its height away at most (the back row of a usual room): there
a letter needs 10 minutes of arc, 0.0175 of the height for a capital, 0.7 of the size of its type: 1/40. Half the size
of code, 16 units of 720, is the floor that BEHAVIOUR names; only a code block too wide for the room may come near it."""

READABLE = 12
"""Pixels: the smallest text on a screen in the hand, as browsers and platforms advise."""

SHORT_LIST = STILL + "slide\n-----\n\n* one\n* two\n* three\n"
LONG_LIST = STILL + "slide\n-----\n\n" + "".join(f"* item {n} of a list that has many of them\n" for n in range(12))
WIDEST = max(range(96), key=lambda n: max(map(len, "\n".join(seed_slides()[n].code).split("\n")))) + 1
TALLEST = max(range(96), key=lambda n: "\n".join(seed_slides()[n].code).count("\n")) + 1


def faults(found: dict) -> dict:
    """Of what was measured on a slide, only what is wrong."""
    return {name: found[name] for name in ("outside", "cut", "overlap", "scrolls") if found[name]}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("room", ROOMS, ids=lambda room: f"{room[0]}x{room[1]}")
def test_seed_fits(opened, theme, room):
    """Nothing of the seed's 96 slides lies outside its slide, is cut off, or covers something else."""
    slides = measure_slides(opened(SEED, "?view=slides", room, overrides={"theme": theme, "transition": "none"}))

    assert len(slides) == 96
    assert {number: faults(slide) for number, slide in enumerate(slides, 1) if faults(slide)} == {}


@pytest.mark.parametrize("room", MORE_ROOMS, ids=lambda room: f"{room[0]}x{room[1]}")
def test_seed_fits_any_window(opened, room):
    """Nor in any other window, from a phone on its side to a wall of pixels."""
    slides = measure_slides(opened(SEED, "?view=slides", room, overrides={"transition": "none"}))

    assert len(slides) == 96
    assert {number: faults(slide) for number, slide in enumerate(slides, 1) if faults(slide)} == {}


@pytest.mark.parametrize("theme", THEMES)
def test_seed_is_readable(opened, theme):
    """The smallest text of the seed can be read from the last row."""
    slides = measure_slides(opened(SEED, size=(1920, 1080), overrides={"theme": theme, "transition": "none"}))

    sizes = {number: slide["smallest"] for number, slide in enumerate(slides, 1) if slide["smallest"] is not None}

    assert len(sizes) == 94
    assert {number: size for number, size in sizes.items() if size < SMALLEST * 1080} == {}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("room", ROOMS, ids=lambda room: f"{room[0]}x{room[1]}")
def test_one_of_each_fits(opened, theme, room):
    """The same holds for one of everything that docutils knows; only 140 columns of code must be scrolled."""
    slides = measure_slides(opened(SINK, "?view=slides", room, overrides={"theme": theme, "transition": "none"}))
    too_wide = slides.pop(18)

    assert len(slides) == 36
    assert {number: faults(slide) for number, slide in enumerate(slides, 1) if faults(slide)} == {}
    assert list(faults(too_wide)) == ["scrolls"]


@pytest.mark.parametrize("aspect", ["4:3", "16:10", "1:1", "21:9", "9:16"])
def test_aspects(opened, aspect):
    """A deck of another aspect fills the window in that aspect, and nothing is lost."""
    deck = opened(SINK, size=(1280, 720), overrides={"aspect": aspect, "transition": "none"})
    width, height = map(int, aspect.split(":"))
    box = deck.locator("section.is-current").bounding_box()
    slides = measure_slides(deck)
    lost = [slide for slide in slides if slide["outside"] or slide["cut"] or slide["overlap"]]

    assert box["width"] / box["height"] == pytest.approx(width / height, rel=0.01)
    assert max(box["width"] / 1280, box["height"] / 720) == pytest.approx(1, abs=0.01)
    assert lost == []


@pytest.mark.parametrize("room", [*ROOMS, (720, 1280), (1600, 600)], ids=lambda room: f"{room[0]}x{room[1]}")
def test_stage_fills_the_window(opened, room):
    """The stage is as large as the window lets it be, and in its middle."""
    deck = opened(SEED, "?view=slides", room)
    box = deck.locator("section.is-current").bounding_box()
    scale = min(room[0] / 1280, room[1] / 720)

    assert box["width"] == pytest.approx(1280 * scale, abs=1)
    assert box["height"] == pytest.approx(720 * scale, abs=1)
    assert box["x"] == pytest.approx((room[0] - 1280 * scale) / 2, abs=1)
    assert box["y"] == pytest.approx((room[1] - 720 * scale) / 2, abs=1)


def test_resized_window(opened):
    """When the window changes, the slide follows."""
    deck = opened(SEED, "#90", (1280, 720))
    deck.set_viewport_size({"width": 640, "height": 480})
    until(deck, "document.querySelector('.is-current').getBoundingClientRect().width < 641")
    settle(deck)

    assert faults(measure_slide(deck)) == {}
    assert deck.locator("section.is-current").bounding_box()["height"] == pytest.approx(360, abs=1)


@pytest.mark.parametrize("theme", THEMES)
def test_one_statement_fills_the_room(opened, theme):
    """``Uhm, no.`` alone on a slide spans more than half its width."""
    deck = opened(SEED, "#90", overrides={"theme": theme})

    assert deck.locator(".is-current").inner_text().strip() == "Uhm, no."
    assert measure_slide(deck)["width"] > 0.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("words", ["Yes.", "!!!", "Docker is fast", "Reality check", "♥", "(uh, ok…)"])
def test_short_statements_are_large(opened, theme, words):
    """A few words are set at a fifth of the slide's height at least, or as wide as the slide."""
    found = measure_slide(opened(f"{STILL}slide\n-----\n\n{words}\n\nslide\n-----\n\nx\n", overrides={"theme": theme}))

    assert found["size"] > 720 / 5 or found["width"] > 0.8


@pytest.mark.parametrize("theme", THEMES)
def test_short_list_is_larger(opened, theme):
    """A short list is large, a long one smaller, without the author doing anything."""
    short = measure_slide(opened(SHORT_LIST, overrides={"theme": theme}))
    long = measure_slide(opened(LONG_LIST, overrides={"theme": theme}))

    assert short["smallest"] > 60
    assert long["smallest"] < 50
    assert long["height"] > 0.65


def test_long_text_is_not_lost(opened):
    """Text that is too long even at half its size can be scrolled to its end, with the keys too."""
    long = f"{STILL}slide\n-----\n\n" + "The engine weaves patterns. " * 400 + "\n\nThe end.\n\nslide\n-----\n\nTwo\n"
    deck = opened(long)
    press(deck, "Tab")
    for _ in range(12):
        press(deck, "ArrowDown")
    until(deck, "document.activeElement.scrollTop > 100")
    deck.evaluate("document.activeElement.scrollTop = 1e6")

    assert at(deck) == "1"
    assert deck.locator("text=The end.").bounding_box()["y"] < 720
    assert measure_slide(deck)["smallest"] >= 22


def test_word_that_is_too_long(opened):
    """A word stays whole as long as it can be read; a longer one is broken. Neither is cut."""
    deck = opened(f"{STILL}slide\n-----\n\n{'unbreakable' * 7}\n\nslide\n-----\n\n{'unbreakable' * 40}\n")
    whole = measure_slide(deck)
    press(deck, "End")
    broken = measure_slide(deck)

    assert faults(whole) == {}
    assert whole["height"] < 0.1
    assert faults(broken) == {}
    assert broken["height"] > 0.1


def test_code_that_keeps_its_size(opened):
    """Code that scrolls or is left as it is has the theme's size; only what scrolls can be reached by keys, and all of it."""
    code = "\n".join(
        f"   line_{n} = 'a line that is longer than the slide is wide, far longer than that'" for n in range(40)
    )
    slides = "".join(
        f"Title\n-----\n\nText\n\n.. code-block:: python\n   :fit: {fit}\n\n{code}\n\n" for fit in ("scroll", "none")
    )
    deck = opened(STILL + slides)
    look = """pre => [getComputedStyle(pre).fontSize, pre.tabIndex, pre.scrollHeight > pre.clientHeight,
        pre.closest('.slide-body').classList.contains('is-full')]"""
    scrolling = deck.locator(".is-current pre").evaluate(look)
    inside = measure_slide(deck)
    press(deck, "Tab")
    for _ in range(4):
        press(deck, "ArrowDown")
    until(deck, "document.activeElement.scrollTop > 50")
    still = at(deck)
    deck.evaluate("document.activeElement.blur()")
    press(deck, "End")

    assert (scrolling, still) == (["32px", 0, True, False], "1")
    assert [inside[name] for name in ("outside", "cut", "overlap")] == [[], [], []]
    assert deck.locator(".is-current pre").evaluate(look) == ["32px", -1, False, False]
    assert measure_slide(deck)["outside"] != []


def test_widest_code(opened):
    """The seed's widest code, 98 columns, is whole and no line is broken."""
    deck = opened(SEED, f"#{WIDEST}", (1024, 768))
    code = max(seed_slides()[WIDEST - 1].code, key=len)
    lines = code.split("\n")

    assert max(map(len, lines)) == 98
    assert faults(measure_slide(deck)) == {}
    box = deck.locator(".is-current pre code").evaluate(
        "code => [code.scrollWidth - code.parentElement.clientWidth, code.offsetHeight / parseFloat(getComputedStyle(code).lineHeight)]"
    )
    assert box[0] <= 0
    assert round(box[1]) == len(lines)


def test_tallest_code(opened):
    """The seed's tallest code, 18 lines, is whole and unbroken."""
    deck = opened(SEED, f"#{TALLEST}", (1024, 768))
    rows = deck.locator(".is-current pre code").evaluate(
        "code => code.offsetHeight / parseFloat(getComputedStyle(code).lineHeight)"
    )

    assert seed_slides()[TALLEST - 1].code[0].count("\n") + 1 == 18
    assert faults(measure_slide(deck)) == {}
    assert round(rows) == 18


def test_code_is_as_large_as_the_room(opened):
    """Short code is large: three words are set at 60 units and more."""
    found = measure_slide(opened(f"{STILL}slide\n-----\n\n::\n\n    $ docker run\n\nslide\n-----\n\nx\n"))

    assert found["smallest"] > 60


def test_small_is_small(opened):
    """The class ``small`` keeps a few words small."""
    found = measure_slide(opened(f"{STILL}slide\n-----\n\n:class: small\n\nAside\n\nslide\n-----\n\nx\n"))

    assert 22 <= found["size"] < 44


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("talk", [SEED, SINK], ids=["seed", "one of each"])
def test_phone(opened, theme, talk):
    """On an upright phone the deck is read: at 12 pixels and more, and never sideways."""
    deck = opened(talk, size=(390, 844), overrides={"theme": theme})
    found = measure_reading(deck)

    assert view(deck) == "read"
    assert found["outside"] == []
    assert found["wide"] is False
    assert found["smallest"] >= READABLE


@pytest.mark.parametrize("talk", [SEED, SINK], ids=["seed", "one of each"])
@pytest.mark.parametrize("width", [320, 800, 1920])
def test_reading_view_is_never_too_wide(opened, talk, width):
    """The reading view fits from the narrowest phone to the widest screen, without scrolling sideways."""
    found = measure_reading(opened(talk, "?view=read", (width, 800)))

    assert found["outside"] == []
    assert found["wide"] is False
    assert found["smallest"] >= READABLE


def test_late_font(opened):
    """A slide is fitted again when a font comes late, as an author's own style may bring one."""
    deck = opened(SEED, "#90", (1280, 720))
    before = measure_slide(deck)["size"]
    deck.evaluate("""async () => {
      const style = document.createElement('style');
      style.textContent = '@layer deck { section.slide { --size-text: 400px } }';
      document.head.append(style);
      document.fonts.onloadingdone();
    }""")

    assert faults(measure_slide(deck)) == {}
    assert measure_slide(deck)["size"] == pytest.approx(before, rel=0.5)
