from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import Page

from browser.decks import SINK, THEMES, plain_slides
from browser.sight import press, settle
from browser.words import SEED

SCHEMES = ("light", "dark")
LOOKS = [(theme, scheme) for theme in THEMES for scheme in SCHEMES]
DISTINCT = [("plain", "light"), ("plain", "dark"), ("night", "dark"), ("classic", "light")]
"""A theme of one scheme looks the same to everybody; that it does is seen where all looks are tried."""

BY_LOOK = ("color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable")
"""What a theme or a scheme can spoil. axe-core's other rules ask for the elements of a page, which are the same in all looks."""

SAMPLE = (1, 2, 3, 8, 12, 24, 38, 40, 48, 50, 58, 61, 66, 72, 87, 90, 96)
"""Of the seed: title, picture, quotation, drawing, list, code, dividers, blank, link, tallest and widest, last."""

LOOK = """async ([places, options]) => {
  const found = {};
  for (const place of places) {
    for (const key of [...String(place), 'Enter']) {
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    }
    if (document.documentElement.dataset.at !== String(place)) { throw new Error(`not at ${place}`); }
    const { violations } = await axe.run(document, options);
    if (violations.length) { found[place] = violations.map((one) => [one.id, ...one.nodes.slice(0, 3).map((node) => node.html.slice(0, 120))]); }
  }
  return found;
}"""


def violations(page: Page, places: tuple[int, ...] | range = (), look: tuple[str, str] = DISTINCT[0]) -> dict[str, Any]:
    """What axe-core finds on these slides, by number; without slides: on the page as it is.

    In the first look all rules are asked, in others those that look at colours and sizes: they take a third of the time.
    """
    page.evaluate(AXE_FILE_PATH.read_text(encoding="utf-8"))
    options: dict[str, Any] = {"resultTypes": ["violations"]}
    if look != DISTINCT[0]:
        options["runOnly"] = BY_LOOK
    if places:
        found: dict[str, Any] = page.evaluate(LOOK, [list(places), options])
        return found
    result = page.evaluate("(options) => axe.run(document, options)", options)
    return {one["id"]: [node["html"][:120] for node in one["nodes"]] for one in result["violations"]}


@pytest.mark.parametrize(("theme", "scheme"), DISTINCT)
def test_one_of_each(opened, theme, scheme):
    """axe-core finds nothing on any slide with one of everything, in any theme; `plain` is light and dark."""
    page = opened(SINK, overrides={"theme": theme, "transition": "none"}, color_scheme=scheme)

    assert violations(page, range(1, 38), (theme, scheme)) == {}


@pytest.mark.parametrize(("theme", "scheme"), DISTINCT)
def test_seed(opened, theme, scheme):
    """axe-core finds nothing on the seed's slides."""
    page = opened(SEED, overrides={"theme": theme, "transition": "none"}, color_scheme=scheme)

    assert violations(page, SAMPLE, (theme, scheme)) == {}


@pytest.mark.parametrize(("theme", "scheme"), LOOKS)
def test_reading_one_of_each(opened, theme, scheme):
    """axe-core finds nothing in the reading view, in any theme, whatever the viewer's scheme."""
    page = opened(SINK, "?view=read", overrides={"theme": theme}, color_scheme=scheme)

    assert violations(page, look=(theme, scheme)) == {}


@pytest.mark.parametrize(("theme", "scheme"), DISTINCT)
def test_printing_one_of_each(opened, theme, scheme):
    """axe-core finds nothing in the print view."""
    page = opened(SINK, "?view=print", overrides={"theme": theme}, color_scheme=scheme)

    assert violations(page, look=(theme, scheme)) == {}


@pytest.mark.parametrize(("theme", "scheme"), DISTINCT)
@pytest.mark.parametrize("at_view", ["?view=read", "?view=print"])
def test_whole_seed(opened, at_view, theme, scheme):
    """axe-core finds nothing on the whole seed, where all slides are seen at once."""
    page = opened(SEED, at_view, overrides={"theme": theme}, color_scheme=scheme)

    assert violations(page, look=(theme, scheme)) == {}


@pytest.mark.parametrize("talk", [SEED, SINK], ids=["seed", "one of each"])
def test_phone(opened, talk):
    """axe-core finds nothing on a phone, where the deck is read."""
    assert violations(opened(talk, "", (390, 844))) == {}


def test_small_window(opened):
    """axe-core finds nothing where slides are small, as half a laptop's screen shows them."""
    page = opened(SINK, "?view=slides", (480, 270), overrides={"transition": "none"})

    assert violations(page, (1, 2, 5, 10, 16, 19, 26, 30)) == {}


@pytest.mark.parametrize("keys", [["b"], ["1", "2"], ["r"], ["End"]], ids=" ".join)
def test_states(opened, keys):
    """axe-core finds nothing behind the curtain, with digits waiting, after a switch of view."""
    page = opened(plain_slides(14))
    press(page, *keys)

    assert violations(page) == {}


def test_while_moving(opened):
    """axe-core finds nothing while a slide leaves."""
    page = opened(plain_slides(3).replace("none", "slide\n:transition-time: 600s", 1))
    press(page, "ArrowRight")
    page.evaluate("document.getAnimations().forEach((one) => { one.pause(); one.currentTime = 599999; })")

    assert page.locator(".is-leaving").count() == 1
    assert violations(page) == {}


@pytest.mark.parametrize("talk", ["", plain_slides(1)], ids=["empty", "one slide"])
def test_small_talks(opened, talk):
    """axe-core finds nothing on a page without slides, nor with one."""
    assert violations(opened(talk)) == {}


def test_language(opened):
    """The page says its language and its direction."""
    page = opened(plain_slides(2, ":lang: he\n:dir: rtl"))

    assert page.locator("html").get_attribute("lang") == "he"
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert violations(page) == {}


def test_one_heading_of_the_page(opened):
    """Whatever slide is shown, the page has one first-level heading: the talk's title."""
    page = opened(SEED, "#50")

    assert page.locator("h1").count() == 1
    assert page.locator("h1").inner_text() == "Docker for Developers"


def test_axe_would_find_something(opened):
    """What these tests rely on: axe-core runs in the page and finds what is wrong."""
    page = opened(plain_slides(2))
    settle(page)
    page.evaluate("document.querySelector('section.is-current p').style.color = '#eee'")

    assert violations(page, (1,))["1"][0][0] == "color-contrast"
