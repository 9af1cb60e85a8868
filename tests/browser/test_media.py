from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from conftest import CASES
from playwright.sync_api import Page

from browser.conftest import Open
from browser.decks import THEMES
from browser.sight import press, until
from browser.test_accessibility import violations
from slidekit import build

FILMS = """\
:transition: none

Start
=====

Film
====

.. video:: films/film.webm
   :autoplay:
   :loop:
   :muted:
   :alt: red and redder

Sound
=====

.. audio:: films/sound.wav

Behind
======

:background: films/film.webm

Text

Backdrop
========

:background: linear-gradient(90deg, #036, navy)

Text

.. footer:: below
"""

WORDS = """\
Title
=====

:background: {background}
:class: {look}

Text, a `link <https://example.org>`_, *em*, **strong**, ``literal``.

* one

.. code-block:: python

   x = 1  # code

.. note that is none

=====  =====
a      b
=====  =====

.. topic:: Topic

   boxed

Caption
   below
"""

LOOK = """() => {
  const of = (css) => { const [r, g, b, a = 1] = css.match(/[\\d.]+/g).map(Number); return [r, g, b, a]; };
  const light = ([r, g, b]) => [r, g, b].map((one) => one / 255).map((one) => one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4)
    .reduce((sum, one, n) => sum + one * [0.2126, 0.7152, 0.0722][n], 0);
  const over = ([r, g, b, a], below) => [r, g, b].map((one, n) => one * a + below[n] * (1 - a));
  const slide = document.querySelector('.is-current');
  const scrim = of(/rgba?\\([^)]*\\)/.exec(getComputedStyle(slide, '::before').backgroundImage)[0]);
  const found = [];
  for (const picture of [[255, 255, 255], [0, 0, 0]]) {
    for (const one of slide.querySelectorAll('.slide-body *:not(pre, pre *)')) {
      if (![...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim())) { continue; }
      const layers = [];
      for (let above = one; above !== slide; above = above.parentElement) { layers.unshift(of(getComputedStyle(above).backgroundColor)); }
      const behind = layers.reduce((below, layer) => over(layer, below), over(scrim, picture));
      const [high, low] = [light(behind), light(of(getComputedStyle(one).color))].sort((a, b) => b - a);
      const contrast = (high + 0.05) / (low + 0.05);
      if (contrast < 4.5) { found.push([one.outerHTML.slice(0, 60), contrast]); }
    }
  }
  return found;
}"""

PLAYING = "Array.from(document.querySelectorAll('video, audio')).filter((one) => !one.paused).map((one) => one.closest('.slide').id)"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with films and pictures."""
    found = tmp_path_factory.mktemp("media")
    shutil.copytree(CASES / "files", found, dirs_exist_ok=True)
    return found


@pytest.fixture
def show(folder: Path, opened: Open) -> Any:
    """Open a talk that uses these files."""

    def show_talk(text: str, at: str = "", linked: bool = False, **settings: Any) -> Page:
        talk = folder / "talk.rst"
        talk.write_text(text)
        overrides = settings.pop("overrides", {})
        made = build(talk, {**overrides, "linked": linked})
        out = folder / f"out{abs(hash((text, linked, *overrides.items())))}"
        out.mkdir(exist_ok=True)
        made.write(out)
        return opened(out / "talk.html", at, **settings)

    return show_talk


def test_films_play_on_their_slide(show):
    """A film that starts by itself plays while its slide is shown, without controls; what lies behind a slide does, too."""
    page = show(FILMS)

    assert page.evaluate(PLAYING) == []
    press(page, "ArrowRight")
    until(page, f"{PLAYING} == 'film'")
    assert page.evaluate("document.querySelector('#film video').controls") is False
    press(page, "ArrowRight", "ArrowRight")
    until(page, f"{PLAYING} == 'behind'")
    press(page, "o")
    assert page.locator("dialog video").count() == 0
    press(page, "Escape", "r")
    assert page.evaluate(PLAYING) == []
    assert page.evaluate("document.querySelector('#film video').controls") is True


def test_less_motion(show):
    """Who wants less motion gets controls, and nothing moves."""
    page = show(FILMS, "#film", reduced_motion="reduce")

    until(page, "document.querySelector('#film video').controls")
    press(page, "PageDown", "PageDown")
    assert page.evaluate(PLAYING) == []


def test_keys_on_a_player_are_its_own(show):
    """Space and arrows on a focused player work it, and move no slide."""
    page = show(FILMS, "#sound")

    until(page, "document.documentElement.dataset.at === '3'")
    page.locator("#sound audio").focus()
    press(page, "Space", "ArrowRight")
    assert page.evaluate("document.documentElement.dataset.at") == "3"
    press(page, "PageDown")
    assert page.evaluate("document.documentElement.dataset.at") == "4"
    until(page, f"{PLAYING} == 'behind'")


def test_linked_page(show):
    """A page with its files beside it shows and plays them."""
    asked = "request: file:"
    page = show(FILMS, "#film", linked=True, says=(asked,))

    until(page, f"{PLAYING} == 'film'")
    assert page.evaluate("document.querySelector('#film video').currentSrc").endswith("talk_files/film-0d5c4470.webm")


def test_backgrounds_fill_the_window(show):
    """Beside and above the stage the background goes on; in the overview it fills its slide."""
    page = show(FILMS, "#backdrop", size=(1000, 900))
    until(page, "document.documentElement.dataset.at === '5'")

    box = page.evaluate(
        "(() => { const style = getComputedStyle(document.querySelector('#backdrop'), '::before');"
        "const scale = parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--scale'));"
        "return [style.width, style.height].map((one) => Math.round(parseFloat(one) * scale)); })()"
    )
    assert box == [1000, 900]
    assert page.evaluate("getComputedStyle(document.querySelector('.deck-footer')).color") == "rgb(255, 255, 255)"
    press(page, "o")
    until(page, "document.querySelector('.deck-tile > .backed')")
    size = "((one) => [getComputedStyle(one, '::before').width, getComputedStyle(one).width])(document.querySelector('.deck-tile > .backed'))"
    inner, outer = page.evaluate(size)
    assert inner == outer


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("look", ["dark", "light"])
def test_text_on_pictures(show, theme, look):
    """Whatever is in the picture, all text on it can be read."""
    text = WORDS.format(background="pictures/dot.png", look=look)
    page = show(text, overrides={"theme": theme, "transition": "none"})

    until(page, "document.querySelector('.deck-number')")
    assert page.evaluate(LOOK) == []


@pytest.mark.parametrize("background", ["tomato", "gray", "#ffd", "navy", "pictures/dot.png"])
def test_accessible(show, background):
    """axe-core finds nothing on slides with backgrounds, nor in print."""
    page = show(WORDS.format(background=background, look="x"), overrides={"transition": "none"})

    assert violations(page, (1,)) == {}
    page.goto(page.url.partition("#")[0] + "?view=print")
    assert violations(page) == {}


def test_accessible_films(show):
    """axe-core finds nothing on slides with films and sounds."""
    page = show(FILMS, overrides={"transition": "none"})

    assert violations(page, range(1, 6)) == {}
