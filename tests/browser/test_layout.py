"""Columns, slides' own classes, pages of the web, and pictures that could run something."""

from __future__ import annotations

import pytest

from browser.decks import THEMES
from browser.measure import measure_slides
from browser.sight import at, press, until

PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 90" onload="top.ran = 1">'
    '<script>parent.document.title = "ran"; fetch("https://example.org/")</script><rect width="160" height="90"/></svg>'
)
DECK = """:transition: none

Code beside a picture
=====================

.. columns::
   :align: center

   .. column:: 60%

      .. code-block:: python

         def area(width, height):
             return width * height  # a line of some length

      Below it, some words.

   .. column::

      .. image:: picture.svg
         :alt: a rectangle

slide
=====

.. columns::

   .. column:: 1

      ===== ===== =========
      Fruit Price Colour
      ===== ===== =========
      Apple 1.20  green
      Pear  2.30  yellow
      ===== ===== =========

   .. column:: 3

      * Supercalifragilisticexpialidocious
      * two

      .. qr:: https://example.org/talk

Two columns
===========

:class: two-columns

* Apples
* Pears
* Plums that are rather long, and so need more than one line of their column

.. code-block:: python

   print("a line of code of some length", "and more")

Wow
===

:class: bigtext

Cover
=====

:class: cover

Below it.

Small
=====

:class: small

Some words.

Filled
======

.. image:: picture.svg
   :class: fill
"""
NAMED = """:transition: none

Beside
======

:layout: picture-right

.. image:: picture.svg
   :alt: a rectangle

Some words of a length that is usual, so that they need a few lines.

Another sentence of that kind stands below them.

slide
=====

:layout: table

======== =========== ========= ============
Of fruit Price today Colour    How they are
======== =========== ========= ============
Apple    1.20 a kilo quite red good to eat
Pear     2.30 a kilo yellow    rather soft
======== =========== ========= ============

Sorts
=====

:layout: big-number

1,204

of all sorts of apples

slide
=====

:layout: quote

   "An apple a day, and another one for the way home."

slide
=====

:layout: full-picture

.. image:: picture.svg
   :alt: a rectangle

What it shows
"""
LOOK = """() => { const all = [...document.querySelectorAll('section.slide')];
  const size = (one) => parseFloat(getComputedStyle(one).fontSize);
  const [beside, table, number, quote, full] = all;
  const cells = [...table.querySelectorAll('th, td')].map((one) => one.firstElementChild ?? one);
  const [title, large, caption] = number.querySelector('.slide-body').children;
  return {
    words: size(beside.querySelector('p')), centre: beside.querySelector('p').getBoundingClientRect().right,
    lines: Math.max(...cells.map((one) => one.getBoundingClientRect().height / size(one))),
    ratio: size(large) / size(caption), weight: getComputedStyle(caption).fontWeight,
    hung: parseFloat(getComputedStyle(quote.querySelector('.quoted p')).textIndent) / size(quote.querySelector('.quoted p')),
    below: full.querySelector('p').getBoundingClientRect().top, label: size(full.querySelector('p')),
  }; }"""
FRAMES = """:transition: none

First
=====

Words.

Page
====

.. iframe:: https://example.org/demo
   :title: A demo

Last
====

Words.
"""
THEIRS = '<input autofocus id="theirs"><script>window.addEventListener("keydown", () => { document.title = "heard"; })</script>'
SIZES = """(all) => all.map((one) => { const { width, height, left, top } = one.getBoundingClientRect();
  return [left, top, width, height].map(Math.round); })"""


@pytest.fixture(scope="module")
def talk(tmp_path_factory):
    """A talk with everything that has a place on the slide."""
    folder = tmp_path_factory.mktemp("layout")
    (folder / "picture.svg").write_text(PICTURE)
    (folder / "talk.rst").write_text(DECK)
    return folder / "talk.rst"


@pytest.mark.parametrize("theme", THEMES)
def test_layout_fits(opened, talk, theme):
    """Columns and all that stands in them fit, at 4:3 too; a word or a table is as wide as its column at most."""
    page = opened(talk, "?view=slides", (1024, 768), overrides={"theme": theme})
    slides = measure_slides(page)
    wide = page.evaluate(
        "[...document.querySelectorAll('.column, pre')].filter((one) => one.scrollWidth > one.clientWidth + 1).length"
    )
    sizes = [slide["size"] for slide in slides[3:6]]

    assert [{k: s[k] for k in ("outside", "cut", "overlap", "scrolls") if s[k]} for s in slides[:6]] == [{}] * 6
    assert wide == 0
    assert sizes[0] > 300
    assert sizes[1] > 80
    assert sizes[2] <= 50


@pytest.mark.parametrize("theme", THEMES)
def test_named_layouts(opened, tmp_path, theme):
    """Words beside a picture are large, cells are not broken, a number's caption is light, a quote's sign hangs.

    What stands on a picture that fills the stage is a label at its foot.
    """
    (tmp_path / "picture.svg").write_text(PICTURE)
    (tmp_path / "talk.rst").write_text(NAMED)
    page = opened(tmp_path / "talk.rst", "?view=slides", (1280, 720), overrides={"theme": theme})
    slides = measure_slides(page)
    page.evaluate("document.documentElement.dataset.view = 'print'")
    found = page.evaluate(LOOK)

    assert [{k: s[k] for k in ("outside", "cut", "overlap", "scrolls") if s[k]} for s in slides[:4]] == [{}] * 4
    assert found["words"] >= 36
    assert found["centre"] <= 640
    assert found["lines"] < 1.6
    assert found["ratio"] > 5
    assert found["weight"] == "400"
    assert -0.6 < found["hung"] < -0.3
    assert found["label"] <= 72


def test_filled_stage_is_the_window(opened, talk):
    """A picture that fills the stage fills the window, whatever its shape; nothing in it runs, nothing is fetched."""
    page = opened(talk, "?view=slides#7", (1024, 768))
    image = page.evaluate(f"({SIZES})([document.querySelector('.is-current img')])")

    assert image == [[0, 0, 1024, 768]]
    assert page.title() != "ran"
    assert page.evaluate("window.ran") is None


def test_columns_on_a_phone(opened, talk):
    """In the hand columns stand one below the other."""
    page = opened(talk, "?view=read", (390, 844))
    first, second = page.evaluate(f"({SIZES})([...document.querySelectorAll('.columns')[0].children])")

    assert first[0] == second[0]
    assert second[1] >= first[1] + first[3]
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def until_theirs(page, truth):
    """Wait until an expression holds in the page of the web: it is another process's, and so what happens there is later."""
    until(page.frames[-1], truth)


def test_page_of_the_web(chromium, built):
    """It is asked for when its slide is shown, and takes no keys but after a click into it, until one beside it.

    On paper its address stands in its place.
    """
    context = chromium.new_context(viewport={"width": 1280, "height": 720})
    asked = []
    context.route(
        "https://example.org/**",
        lambda route: (asked.append(route.request.url), route.fulfill(body=THEIRS, content_type="text/html")),
    )
    page = context.new_page()
    page.goto(built(FRAMES).as_uri() + "?view=slides")
    until(page, "document.documentElement.dataset.at === '1'")
    page.wait_for_timeout(300)
    before = list(asked)
    press(page, "ArrowRight")
    page.frame_locator("iframe").locator("#theirs").wait_for()
    press(page, "ArrowLeft", "ArrowRight")
    kept = at(page)
    frame = page.locator("iframe").bounding_box()
    until_theirs(page, "document.readyState === 'complete' && document.querySelector('#theirs').checkVisibility()")
    for _ in range(100):  # where theirs is to be found, the browser itself may learn later
        page.mouse.click(frame["x"] + frame["width"] / 2, frame["y"] + frame["height"] / 2)
        if page.evaluate("document.activeElement.localName === 'iframe'"):
            break
        page.wait_for_timeout(200)
    until(page, "document.activeElement.localName === 'iframe'")
    until_theirs(page, "document.hasFocus()")
    press(page, "ArrowRight")
    until_theirs(page, "document.title === 'heard'")
    inside = at(page)
    page.mouse.click(frame["x"] + 20, 30)
    until(page, "document.activeElement === document.body")
    press(page, "ArrowRight")
    after = at(page)
    page.emulate_media(media="print")
    until(page, "document.documentElement.dataset.view === 'print'")
    shown = page.evaluate("['iframe', '.frame > a'].map((one) => document.querySelector(one).checkVisibility())")
    context.close()

    assert before == []
    assert asked == ["https://example.org/demo"] * len(asked)
    assert (kept, inside, after) == ("2", "2", "3")
    assert shown == [False, True]
