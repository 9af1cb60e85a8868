from __future__ import annotations

import re

import pytest

from browser.decks import SINK, THEMES, plain_slides
from browser.measure import measure_slide
from browser.pdf import sheets
from browser.sight import at, press, sight, until, view
from browser.words import SEED, seed_slides

VIEWS = ["", "?view=read", "?view=print"]

SIZES = """slides => slides.map((slide) => {
  const last = slide.querySelector('.slide-body > :last-child');
  return last && parseFloat(getComputedStyle(last).fontSize);
})"""

LOST = """all => all.filter((one) => getComputedStyle(one).overflowX !== 'visible'
    && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1))
  .map((one) => `${one.tagName} ${one.className}: ${one.scrollWidth} of ${one.clientWidth}`)"""

DARK = ":transition: none\n\nslide\n-----\n\n:class: dark\n\nDark\n\nslide\n-----\n\nUsual\n"


@pytest.mark.parametrize("at_view", VIEWS)
@pytest.mark.parametrize("talk", [SEED, SINK], ids=["seed", "one of each"])
def test_one_slide_a_page(opened, talk, at_view):
    """From every view each slide becomes one page of the slide's size; none is blank but the blank slides."""
    pages = sheets(opened(talk, at_view).pdf(prefer_css_page_size=True))
    blank = [number for number, page in enumerate(pages, 1) if page.is_blank]

    assert len(pages) == (96 if talk is SEED else 37)
    assert {page.size for page in pages} == {(960, 540)}
    if talk is SEED:
        assert blank == [number for number, said in enumerate(seed_slides(), 1) if not said.words]


def test_printing_twice(opened):
    """Printing again gives the same pages."""
    deck = opened(SEED, "#40")
    first = [page.drawing for page in sheets(deck.pdf(prefer_css_page_size=True))]

    assert [page.drawing for page in sheets(deck.pdf(prefer_css_page_size=True))] == first


@pytest.mark.parametrize("at_view", VIEWS)
@pytest.mark.parametrize("count", [1, 2, 3])
def test_short_decks(opened, count, at_view):
    """No page is added at the end."""
    pages = sheets(opened(plain_slides(count), at_view).pdf(prefer_css_page_size=True))

    assert len(pages) == count
    assert not any(page.is_blank for page in pages)


@pytest.mark.parametrize(("aspect", "size"), [("4:3", (720, 540)), ("1:1", (540, 540)), ("16:10", (864, 540))])
def test_aspect_of_the_pages(opened, aspect, size):
    """Pages have the deck's aspect."""
    pages = sheets(opened(plain_slides(2), overrides={"aspect": aspect}).pdf(prefer_css_page_size=True))

    assert [page.size for page in pages] == [size, size]


def test_after_printing(opened):
    """After printing one is where one was, in the view one had."""
    deck = opened(SEED, "#40")
    press(deck, "ArrowRight")
    deck.pdf(prefer_css_page_size=True)

    assert at(deck) == "41"
    assert view(deck) == "slides"
    assert len(sight(deck)["slides"]) == 1


def test_printing_from_behind_the_curtain(opened):
    """A black screen prints as slides, and is black afterwards."""
    deck = opened(plain_slides(2))
    press(deck, "b")
    pages = sheets(deck.pdf(prefer_css_page_size=True))

    assert len(pages) == 2
    assert not any(b"\n0 0 0 rg\n0 0 1280 720 re" in page.drawing or page.is_blank for page in pages)
    assert deck.locator("html").get_attribute("class") == "is-black"


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("at_view", VIEWS)
def test_backgrounds_are_kept(opened, theme, at_view):
    """The theme's paper is printed, though the browser leaves backgrounds out by itself."""
    deck = opened(plain_slides(2), at_view, overrides={"theme": theme}, color_scheme="light")
    paper = deck.evaluate("getComputedStyle(document.body).backgroundColor")
    color = [int(part) / 255 for part in re.findall(r"\d+", paper)]
    pages = sheets(deck.pdf(prefer_css_page_size=True, print_background=False))

    for page in pages:
        assert any(fill == pytest.approx(color, abs=0.003) for fill in fills(page.drawing))


def test_dark_slide_is_printed_dark(opened):
    """A dark slide among light ones is dark on paper, and only that one."""
    pages = sheets(opened(DARK, color_scheme="light").pdf(prefer_css_page_size=True))
    dark, usual = (min(sum(fill) for fill in large_fills(page.drawing)) for page in pages)

    assert dark < 0.5
    assert usual > 2.5


def fills(drawing: bytes) -> list[list[float]]:
    """The colours that something is filled with."""
    return [[float(part) for part in found.split()[:3]] for found in re.findall(rb"[\d.]+ [\d.]+ [\d.]+ rg", drawing)]


def large_fills(drawing: bytes) -> list[list[float]]:
    """The colours in which a whole page is filled."""
    found = re.findall(rb"([\d.]+ [\d.]+ [\d.]+) rg\n(?:/G\d+ gs\n)?[-\d.]+ [-\d.]+ ([\d.]+) ([\d.]+) re", drawing)
    return [[float(part) for part in color.split()] for color, width, _ in found if float(width) > 900]


def test_text_is_text(opened):
    """What is printed can be searched: pages hold text, not pictures of text."""
    pages = sheets(opened(plain_slides(3)).pdf(prefer_css_page_size=True))

    assert all(re.search(rb"\bTJ|Tj\b", page.drawing) for page in pages)


def test_steps_are_all_printed(opened, built, tmp_path):
    """On paper a slide is shown with all its steps."""
    page = tmp_path / "stepped.html"
    html = built(plain_slides(2)).read_text(encoding="utf-8")
    html = html.replace('id="slide-1"', 'id="slide-1" data-steps="1"', 1)
    page.write_text(html.replace("<p>This is slide 1</p>", '<p data-step="1">This is slide 1</p>', 1), encoding="utf-8")

    assert not any(page.is_blank for page in sheets(opened(page).pdf(prefer_css_page_size=True)))


@pytest.mark.parametrize("at_view", ["", "?view=print"])
def test_slides_are_printed_as_they_are_shown(opened, at_view):
    """On paper text has the size that it has on the slide."""
    shown = [measure_slide(opened(SEED, f"#{number}"))["size"] for number in (4, 90, 94)]
    deck = opened(SEED, at_view)
    deck.emulate_media(media="print")
    until(deck, "document.documentElement.dataset.view === 'print'")
    sizes = deck.locator("section.slide").evaluate_all(SIZES)
    paper = [sizes[number - 1] for number in (4, 90, 94)]

    assert paper == pytest.approx(shown, rel=0.2)


def test_nothing_is_cut_off_on_paper(opened):
    """Code that is scrolled on the slide is broken into lines on paper, and long text gets the room it needs."""
    long = (
        ":transition: none\n\nslide\n-----\n\n::\n\n    " + "x" * 400 + "\n\nslide\n-----\n\n" + "Much to say. " * 600
    )
    deck = opened(long)
    deck.emulate_media(media="print")
    until(deck, "document.documentElement.dataset.view === 'print'")
    lost = deck.locator("section.slide, section.slide *").evaluate_all(LOST)

    assert lost == []
    assert len(sheets(deck.pdf(prefer_css_page_size=True))) >= 2


NOTED = (
    """\
:transition: none

One
---

said

.. notes:: Whispered.

Two
---

said too

Three
-----

at last

.. notes::

"""
    + "   Much to say. " * 40
)


@pytest.mark.parametrize("at_view", ["?view=print&notes=yes", "?notes=yes", "?view=read&notes=yes"])
def test_slides_above_their_notes(opened, at_view):
    """``notes=yes`` prints each slide above its notes, on pages as high as paper is, and none is blank."""
    pages = sheets(opened(NOTED, at_view).pdf(prefer_css_page_size=True))

    assert len(pages) == 3
    assert not any(page.is_blank for page in pages)
    assert {round(page.size[1] / page.size[0], 2) for page in pages} == {1.41}


def test_notes_are_not_printed_unasked(opened):
    """Without ``notes=yes`` no note is on paper."""
    page = opened(NOTED, "?view=print")

    assert "Whispered" not in page.locator("body").inner_text()
    assert len(sheets(page.pdf(prefer_css_page_size=True))) == 3
