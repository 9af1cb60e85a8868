from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from browser.decks import plain_slides
from browser.sight import at, press, press_at_once, settle, sight, until
from browser.test_on_stage import restless
from browser.words import SEED

MOTION = """(key) => {
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
  const motions = document.getAnimations().filter((one) => one.playState === 'running' && one.effect.target.isConnected);
  const times = [...new Set(motions.map((one) => one.effect.getTiming().duration))];
  const box = (selector) => document.querySelector(selector)?.getBoundingClientRect();
  const look = (time) => {
    for (const one of motions) { one.pause(); one.currentTime = time; }
    const leaving = document.querySelector('.is-leaving');
    return { comes: box('section.is-current').left, goes: leaving && leaving.getBoundingClientRect().left,
      fades: leaving && Number(getComputedStyle(leaving).opacity) };
  };
  return { times, at: document.documentElement.dataset.at, start: look(0), end: look((times[0] ?? 1) - 0.01),
    slides: [...document.querySelectorAll('section.slide')].filter((one) => one.checkVisibility()).length };
}"""


def deck(motion: str, fields: str = "", body: str = "") -> str:
    """Four slides with a motion between them."""
    slides = plain_slides(4).removeprefix(":transition: none\n")
    return f":transition: {motion}\n{fields}\n{slides}\n{body}"


def script(milliseconds: int) -> str:
    """Raw html that sets the time as the seed's author did."""
    return f".. raw:: html\n\n   <script>window.slide_transition_time = {milliseconds};</script>\n"


def move(page: Page, key: str = "ArrowRight") -> dict[str, Any]:
    """Press a key and look at the motion it starts, at its start and at its end."""
    found: dict[str, Any] = page.evaluate(MOTION, key)
    return found


def test_none(opened):
    """With ``none`` the next slide is there at once."""
    found = move(opened(deck("none")))

    assert found["times"] == []
    assert found["at"] == "2"
    assert found["slides"] == 1


def test_fade(opened):
    """With ``fade`` the old slide vanishes over the new one, which stands still."""
    found = move(opened(deck("fade")))

    assert found["times"] == [200]
    assert (found["start"]["fades"], found["start"]["comes"]) == (1, 0)
    assert found["end"]["fades"] < 0.01
    assert found["end"]["comes"] == 0


def test_slide_forwards(opened):
    """With ``slide`` the next slide comes from the right and the old one goes to the left."""
    found = move(opened(deck("slide")))

    assert found["times"] == [200]
    assert found["start"] == {"comes": 1280, "goes": 0, "fades": 1}
    assert found["end"]["comes"] == pytest.approx(0, abs=5)
    assert found["end"]["goes"] == pytest.approx(-1280, abs=5)


def test_slide_backwards(opened):
    """Backwards everything moves the other way."""
    found = move(opened(deck("slide"), "#3"), "ArrowLeft")

    assert found["start"] == {"comes": -1280, "goes": 0, "fades": 1}
    assert found["end"]["goes"] == pytest.approx(1280, abs=5)


def test_slide_from_right_to_left(opened):
    """In a deck that is written from right to left, forwards is to the right, for the keys and for the eyes."""
    found = move(opened(deck("slide", ":dir: rtl")), "ArrowLeft")

    assert found["start"]["comes"] == -1280
    assert found["end"]["goes"] == pytest.approx(1280, abs=5)


def test_fade_is_the_default(opened):
    """A deck that says nothing fades, in a fifth of a second."""
    found = move(opened(deck("fade").removeprefix(":transition: fade\n")))

    assert found["times"] == [200]
    assert found["end"]["fades"] < 0.01


@pytest.mark.parametrize(("said", "time"), [("500ms", 500), ("0.7s", 700), ("350", 350)])
def test_time_from_the_field(opened, said, time):
    """``:transition-time:`` says how long it takes."""
    assert move(opened(deck("fade", f":transition-time: {said}")))["times"] == [time]


def test_time_from_the_script(opened):
    """``window.slide_transition_time`` in raw html does so too, as in 2011."""
    assert move(opened(deck("fade", "", script(640))))["times"] == [640]


def test_field_wins(opened):
    """The field wins over the script."""
    assert move(opened(deck("fade", ":transition-time: 300ms", script(640))))["times"] == [300]


@pytest.mark.parametrize("fields", [":transition-time: 0", ":transition-time: 0ms"])
def test_no_time(opened, fields):
    """No time is no motion."""
    assert move(opened(deck("slide", fields)))["times"] == []


@pytest.mark.parametrize("nonsense", ["'soon'", "NaN", "-5", "null", "{}", "undefined"])
def test_nonsense_in_the_script(opened, nonsense):
    """What is no time leaves the usual one."""
    body = f".. raw:: html\n\n   <script>window.slide_transition_time = {nonsense};</script>\n"

    assert move(opened(deck("fade", "", body)))["times"] == [200]


def test_time_of_the_seed(opened):
    """The seed's own script, 200 ms, is heard."""
    page = opened(SEED)

    assert page.evaluate("window.slide_transition_time") == 200
    assert move(page)["times"] == [200]


def test_motion_of_one_slide(opened):
    """``:transition:`` of a slide holds for coming to that slide, and for no other."""
    talk = """\
:transition: none

slide
-----

One

slide
-----

:transition: slide

Two

slide
-----

Three
"""
    page = opened(talk)

    assert move(page)["start"]["comes"] == 1280
    settle_paused(page)
    assert move(page)["times"] == []


def test_stillness_of_one_slide(opened):
    """A slide with ``:transition: none`` is there at once in a deck that moves."""
    page = opened(deck("slide").replace("This is slide 2", ":transition: none\n\nThis is slide 2"))

    assert move(page)["times"] == []
    assert move(page)["times"] == [200]


def settle_paused(page: Page) -> None:
    """Let a motion that was stopped to be looked at come to its end."""
    page.evaluate("document.getAnimations().forEach((one) => one.finish())")
    settle(page)


@pytest.mark.parametrize("motion", ["fade", "slide"])
def test_reduced_motion(opened, motion):
    """Who has asked the system for less motion gets none."""
    found = move(opened(deck(motion, ":transition-time: 2s"), reduced_motion="reduce"))

    assert found["times"] == []
    assert found["start"] == {"comes": 0, "goes": None, "fades": None}


def test_reduced_motion_stops_the_authors(opened):
    """Less motion stops what the author's own style moves, too."""
    moving = deck(
        "none",
        "",
        ".. raw:: html\n\n   <style>@keyframes x { to { rotate: 1turn } } p { animation: x 9s infinite }</style>\n",
    )
    page = opened(moving, reduced_motion="reduce")

    assert page.evaluate("document.getAnimations().filter((one) => one.playState === 'running').length") == 0


def test_reduced_motion_may_come_later(opened):
    """The wish for less motion is heard in the middle of a talk."""
    page = opened(deck("slide"), alone=True)
    assert move(page)["times"] == [200]
    settle_paused(page)
    page.emulate_media(reduced_motion="reduce")

    assert move(page)["times"] == []


@pytest.mark.parametrize("motion", ["fade", "slide"])
def test_keys_in_between(opened, motion):
    """A key during a motion takes effect at once, and one slide is shown at any time."""
    page = opened(deck(motion, ":transition-time: 60s"))
    for number in ("2", "3", "4"):
        press(page, "ArrowRight")
        seen = sight(page)
        assert seen["at"] == number
        assert seen["slides"] == [f"slide-{number}"]
        assert page.locator(".is-leaving").count() == 1
    press(page, "ArrowLeft", "Home")
    assert at(page) == "1"
    assert sight(page)["slides"] == ["slide-1"]


@pytest.mark.parametrize("motion", ["fade", "slide"])
def test_nothing_stays_behind(opened, motion):
    """After the motion the page is as it was, but for the slide."""
    page = opened(deck(motion))
    press_at_once(page, "ArrowRight", "ArrowLeft")  # what the runtime makes is there
    settle(page)
    page.evaluate("window.before = document.querySelectorAll('*').length")
    press_at_once(page, *["ArrowRight", "ArrowLeft"] * 20, "ArrowRight")
    settle(page)

    assert page.evaluate("document.querySelectorAll('*').length - window.before") == 0
    assert page.evaluate("document.documentElement.className") == ""
    assert sight(page)["sees"].strip() == "This is slide 2"


def test_what_leaves_is_not_read_aloud(opened):
    """What is still seen leaving is neither read aloud nor in the way of the Tab key, nor of a name."""
    body = "slide\n-----\n\n`A link <https://one.example>`__\n\n.. raw:: html\n\n   <p id='unique'>x</p>\n\nslide\n-----\n\nLast\n"
    page = opened(deck("fade", ":transition-time: 60s", body), "#5")
    press(page, "ArrowRight")
    ghost = page.locator(".is-leaving")

    assert ghost.get_attribute("aria-hidden") == "true"
    assert ghost.evaluate("ghost => ghost.inert")
    assert page.locator("[id=unique]").count() == 1
    press(page, "Tab")
    assert page.evaluate("document.activeElement.closest('main, .is-leaving')") is None


def test_scripts_on_slides_run_once(opened):
    """The author's script on a slide runs once, however often the slide leaves."""
    body = "slide\n-----\n\n.. raw:: html\n\n   <script>window.ran = (window.ran || 0) + 1;</script>\n\nx\n\nslide\n-----\n\nLast\n"
    page = opened(deck("slide", "", body), "#5")
    press(page, *["ArrowRight", "ArrowLeft"] * 4)
    settle(page)

    assert page.evaluate("window.ran") == 1


def test_time_passes_for_real(opened):
    """A motion of 400 ms takes about that long, and then is over: before two seconds have passed for the same page."""
    page = opened(deck("fade", ":transition-time: 400ms"))
    took = page.evaluate("""() => new Promise((done) => {
      const start = performance.now();
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }));
      new MutationObserver(() => { if (!document.querySelector('.is-leaving')) { done(performance.now() - start); } })
        .observe(document.body, { childList: true });
      setTimeout(done, 2000, 'too long');
    })""")

    assert took != "too long"
    assert took >= 390


def test_no_motion_in_the_reading_view(opened):
    """The reading view does not move."""
    page = opened(deck("slide"), "?view=read")
    press(page, "ArrowRight")
    until(page, "document.documentElement.dataset.at === '2'")

    assert page.locator(".is-leaving").count() == 0


MORPHING = """\
:transition: morph
:transition-time: 400ms

One
---

.. class:: morph-word

Tea

Two
---

much above it

.. class:: morph-word

Tea

slide
-----

nothing in common
"""

MORPHED = "!document.querySelector('.is-lingering, .is-morph') && !document.getAnimations().length"
"""A morph is over: before its parts move, the browser looks at the old slide for a while."""

MOVING = """() => document.getAnimations().map((one) => one.effect.pseudoElement).filter((name) => name?.startsWith('::view-transition-group(part'))"""


@pytest.mark.parametrize("key", ["ArrowRight", "ArrowLeft"])
def test_morph_moves_what_is_shared(opened, key):
    """With ``morph`` the browser moves the word that both slides have to its new place, forwards and backwards."""
    page = opened(MORPHING.replace("400ms", "60s"), "#1" if key == "ArrowRight" else "#2")
    press(page, key)
    until(page, f"({MOVING})().length > 0")
    settle_paused(page)
    until(page, MORPHED)

    assert at(page) == ("2" if key == "ArrowRight" else "1")
    assert len(sight(page)["slides"]) == 1
    assert page.evaluate("[...document.querySelectorAll('[style*=view-transition]')].length") == 0


def test_morph_is_interruptible(opened):
    """A key during a morph takes effect at once: the place is new, one slide is seen, and in the end the right one."""
    page = opened(MORPHING, "#1")
    press_at_once(page, "ArrowRight", "ArrowRight")
    assert at(page) == "3"
    press_at_once(page, "ArrowLeft")
    assert at(page) == "2"
    assert page.locator("section.is-current").count() == 1
    until(page, MORPHED)

    assert "much above it" in sight(page)["sees"]
    assert len(sight(page)["slides"]) == 1


def test_zoom(opened):
    """With ``zoom`` the next slide comes nearer and the old one passes by."""
    page = opened(deck("zoom"))
    start = page.evaluate(
        """() => { document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'n', bubbles: true }));
          for (const one of document.getAnimations()) { one.pause(); one.currentTime = 0; }
          const width = (selector) => document.querySelector(selector).getBoundingClientRect().width;
          return [width('section.is-current'), width('.is-leaving')]; }"""
    )

    assert start == [pytest.approx(1280 * 0.8), pytest.approx(1280)]


@pytest.mark.parametrize("motion", ["zoom", "morph"])
def test_new_motions_respect_the_wish_for_less(opened, motion):
    """Who wants less motion gets none of the newer motions either."""
    page = opened(MORPHING.replace("morph\n:", f"{motion}\n:", 1), "#1", reduced_motion="reduce")
    press(page, "ArrowRight")

    assert page.evaluate("document.getAnimations().length") == 0
    assert at(page) == "2"


def test_clicks_during_a_morph(opened):
    """What is clicked while parts still move is clicked: nothing of a motion stands before the controls."""
    page = restless(opened(MORPHING.replace("400ms", "60s"), "#1"))
    page.mouse.move(300, 300)
    page.mouse.move(320, 310)
    until(page, "document.querySelector('.deck-controls.is-awake')")
    box = page.locator("[data-verb=next]").bounding_box()
    assert box
    for truth in (f"({MOVING})().length > 0", "document.documentElement.dataset.at === '3'"):
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        until(page, truth)
