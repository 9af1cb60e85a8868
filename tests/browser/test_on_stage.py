from __future__ import annotations

import time

import pytest
from playwright.sync_api import Page

from browser.conftest import ROOT
from browser.decks import TWELVE, plain_slides
from browser.sight import at, press, press_at_once, sight, until, view
from browser.test_accessibility import DISTINCT, violations

SEED = ROOT / "talks" / "docker" / "docker.rst"
SIZES = [(1280, 720), (1920, 1080), (1024, 768), (390, 844)]
FURNITURE = ".deck-ink, .deck-laser, .deck-controls, .deck-progress, .deck-number"

BUSY = """\
:transition: none

slide
-----

One

slide
-----

.. raw:: html

   <p><a id="link" href="#4">Four</a> <button id="button" onclick="this.dataset.pressed = 'yes'">Press</button></p>

slide
-----

.. code-block:: bash

   echo {long}

slide
-----

Four
""".format(long="0123456789 " * 60)

LONG = ":transition: none\n\nslide\n-----\n\nOne\n\nslide\n-----\n\n" + "\n\n".join(
    f"Line {n} of a text that is too long for a slide." for n in range(80)
)

BOX = """(selector) => {
  const { x, y, width, height } = document.querySelector(selector).getBoundingClientRect();
  return [x, y, x + width, y + height];
}"""

COVERED = """(selector) => {
  const box = document.querySelector(selector).getBoundingClientRect();
  const covered = [];
  const texts = document.createTreeWalker(document.querySelector('.is-current'), NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const range = document.createRange();
    range.selectNodeContents(texts.currentNode);
    for (const line of texts.currentNode.data.trim() ? range.getClientRects() : []) {
      const apart = line.right <= box.left || line.left >= box.right || line.bottom <= box.top || line.top >= box.bottom;
      if (!apart) { covered.push(texts.currentNode.data); }
    }
  }
  return covered;
}"""

RESTLESS = """() => {
  const later = window.setTimeout;
  window.restless = true;
  window.setTimeout = (act, time, ...more) => later(act, restless && time === 2000 ? 1e9 : time, ...more);
}"""
"""From now on what is moved comes to no rest, until `restless` is false: on a slow machine it is looked at late."""


def restless(page: Page) -> Page:
    """The page, on which controls and laser do not go by themselves."""
    page.evaluate(RESTLESS)
    return page


def box(page: Page, selector: str) -> tuple[float, float, float, float]:
    """The left, upper, right and lower edge of something on the page."""
    left, top, right, bottom = page.evaluate(BOX, selector)
    return left, top, right, bottom


def middle(page: Page, selector: str) -> tuple[float, float]:
    """The middle of something on the page."""
    left, top, right, bottom = box(page, selector)
    return (left + right) / 2, (top + bottom) / 2


def draw(page: Page, *places: tuple[float, float]) -> None:
    """Drag the mouse from place to place."""
    page.mouse.move(*places[0])
    page.mouse.down()
    for place in places[1:]:
        page.mouse.move(*place, steps=5)
    page.mouse.up()


def ink(page: Page) -> tuple[float, float, float, float]:
    """The edges of all that is drawn on the slide, as it is seen."""
    return box(page, ".deck-ink path:last-child")


def strokes(page: Page) -> int:
    """How many strokes are seen on the slide."""
    return int(page.evaluate("document.querySelector('.deck-ink path').getAttribute('d').split('M').length - 1"))


def cursor(page: Page, x: float, y: float) -> str:
    """The cursor at a place of the window."""
    return str(page.evaluate("([x, y]) => getComputedStyle(document.elementFromPoint(x, y)).cursor", [x, y]))


def controls(page: Page) -> bool:
    """Whether the controls are seen."""
    return bool(
        page.evaluate("""() => {
          const nav = document.querySelector('.deck-controls');
          return Boolean(nav && nav.checkVisibility() && getComputedStyle(nav).opacity > 0.5);
        }""")
    )


def finger(page: Page, *places: tuple[float, float]) -> None:
    """Put a finger on the screen, move it from place to place, and take it away: by its own clock, at a finger's pace."""
    session = page.context.new_cdp_session(page)
    now = time.time()
    for n, (x, y) in enumerate(places):
        touch = {"type": "touchMove" if n else "touchStart", "touchPoints": [{"x": x, "y": y}]}
        session.send("Input.dispatchTouchEvent", {**touch, "timestamp": now + n / 100})
    session.send(
        "Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": [], "timestamp": now + len(places) / 100}
    )
    session.detach()


def tap(page: Page, x: float, y: float) -> None:
    """Tap on a place."""
    finger(page, (x, y))


def swipe(page: Page, start: tuple[float, float], by: tuple[float, float]) -> None:
    """Swipe from a place, so far in both directions."""
    finger(page, *((start[0] + by[0] * n / 6, start[1] + by[1] * n / 6) for n in range(7)))


def comes_to(page: Page, place: str) -> None:
    """Wait until the page says that one is there: what a finger or a link does takes a moment."""
    until(page, f"document.documentElement.dataset.at === {place!r}")


def ready(page: Page) -> Page:
    """The page, when a first move of the mouse is noticed."""
    until(page, "window.slidekit.controls")
    return page


@pytest.fixture
def deck(opened) -> Page:
    """Twelve slides without motion, open at the sixth."""
    return opened(TWELVE, "#6", alone=True)


@pytest.fixture
def tablet(opened) -> Page:
    """The same on a screen that is touched."""
    return opened(TWELVE, "#6", has_touch=True)


# The pen


def test_pen_draws_where_the_mouse_is(deck):
    """What is drawn is seen under the mouse, and draws nothing else along."""
    press(deck, "c")
    draw(deck, (200, 300), (600, 300), (600, 500))

    left, top, right, bottom = ink(deck)
    assert [left, top, right, bottom] == pytest.approx([200, 300, 600, 500], abs=1)
    assert at(deck) == "6"
    assert deck.evaluate("String(getSelection())") == ""


@pytest.mark.parametrize("size", SIZES)
def test_pen_draws_there_in_any_window(opened, size):
    """Windows of any size and shape have the ink under the mouse, too."""
    page = opened(TWELVE, "?view=slides#6", size, alone=True)
    x, y = size[0] / 2, size[1] / 2
    press(page, "c")
    draw(page, (x - 100, y - 20), (x + 100, y + 20))

    assert ink(page) == pytest.approx((x - 100, y - 20, x + 100, y + 20), abs=1)


def test_pen_follows_no_link(opened):
    """With the pen a click on a link or a button is a dot."""
    page = opened(BUSY, "#2", alone=True)
    press(page, "c")
    page.mouse.click(*middle(page, "#link"))
    page.mouse.click(*middle(page, "#button"))

    assert at(page) == "2"
    assert page.locator("#button").get_attribute("data-pressed") is None
    assert strokes(page) == 2


def test_pen_says_that_it_is_there(deck):
    """The cursor over the slide is another one while the pen is on."""
    restless(deck)
    deck.mouse.move(300, 300)
    assert cursor(deck, 300, 300) == "auto"
    press(deck, "c")
    assert cursor(deck, 300, 300) == "crosshair"
    press(deck, "c")
    assert cursor(deck, 300, 300) == "auto"


def test_escape_ends_the_pen(deck):
    """Esc puts the pen away; what is drawn stays."""
    press(deck, "c")
    draw(deck, (200, 300), (600, 300))
    press(deck, "Escape")
    draw(deck, (200, 500), (600, 500))

    assert strokes(deck) == 1


def test_undo_and_clear(deck):
    """`u` takes back the last stroke of this slide, Shift+C all of them; other slides keep theirs."""
    press(deck, "c")
    draw(deck, (200, 300), (600, 300))
    press(deck, "n")
    for y in (200, 300, 400):
        draw(deck, (200, y), (600, y))
    assert strokes(deck) == 3
    press(deck, "u")
    assert strokes(deck) == 2
    assert ink(deck)[3] == pytest.approx(300, abs=1)
    press(deck, "Shift+C")
    assert strokes(deck) == 0
    press(deck, "u", "p")
    assert strokes(deck) == 1


def test_ink_stays_on_what_it_marks(deck):
    """Zooming, the ink stays on the words, and what is drawn meanwhile is where the mouse is."""
    press(deck, "c")
    word = box(deck, ".is-current p")
    draw(deck, (word[0], word[1]), (word[2], word[3]))
    deck.mouse.move(700, 400)
    press(deck, "+", "+")
    until(deck, "!document.getAnimations().length")
    assert ink(deck) == pytest.approx(box(deck, ".is-current p"), abs=3)
    press(deck, "Shift+C")
    draw(deck, (200, 300), (600, 500))
    assert ink(deck) == pytest.approx((200, 300, 600, 500), abs=2)


def test_a_finger_draws(tablet):
    """With the pen on, a finger draws and does not turn the page."""
    press(tablet, "c")
    swipe(tablet, (900, 300), (-400, 100))

    assert at(tablet) == "6"
    assert ink(tablet) == pytest.approx((500, 300, 900, 400), abs=2)


def test_ink_is_seen_on_anything(opened):
    """Between ink and what is below it there is a halo, on dark slides a dark one."""
    page = ready(opened(".. class:: dark\n\nslide\n-----\n\nDark\n\nslide\n-----\n\nLight\n", alone=True))
    press(page, "c")
    draw(page, (200, 300), (600, 300))
    seen = "[...document.querySelectorAll('.deck-ink path')].map((path) => getComputedStyle(path).stroke)"
    dark = page.evaluate(seen)
    press(page, "n")
    light = page.evaluate(seen)

    assert dark == ["rgb(15, 17, 21)", "rgb(255, 138, 128)"]
    assert light == ["rgb(255, 255, 255)", "rgb(200, 16, 46)"]


# What a reload keeps


@pytest.mark.parametrize("number", ["1", "6"])
def test_reload_keeps_ink_and_zoom(opened, number):
    """After a reload ink and zoom are as they were, on any slide."""
    page = opened(TWELVE, f"#{number}", alone=True)
    press(page, "c")
    draw(page, (200, 300), (600, 500))
    page.mouse.move(400, 400)
    press(page, "+", "+")
    until(page, "!document.getAnimations().length")
    before = ink(page)
    page.reload()
    until(page, "document.querySelector('.deck-ink') && !document.getAnimations().length")

    assert ink(page) == pytest.approx(before, abs=0.5)
    assert at(page) == number
    press(page, "0")
    until(page, "!document.getAnimations().length")
    assert ink(page) == pytest.approx((200, 300, 600, 500), abs=1)


def test_reload_keeps_black(deck):
    """After a reload a black screen is black."""
    press(deck, "b")
    deck.reload()
    until(deck, "document.documentElement.classList.contains('is-black')")

    assert at(deck) == "6"


# The laser pointer


def test_laser_follows_the_mouse(deck):
    """The dot stands in the cursor's place, and both are as before when it is turned off."""
    restless(deck)
    press(deck, "x")
    deck.mouse.move(300, 200)
    deck.mouse.move(500, 400)
    until(deck, "getComputedStyle(document.querySelector('.deck-laser')).opacity === '1'")
    assert middle(deck, ".deck-laser") == pytest.approx((500, 400), abs=1)
    assert cursor(deck, 500, 400) == "none"
    press(deck, "x")
    until(deck, "getComputedStyle(document.querySelector('.deck-laser')).opacity === '0'")
    assert cursor(deck, 500, 400) == "auto"


def test_laser_fades(deck):
    """A laser that nobody moves is gone after two seconds, and back with the mouse."""
    restless(deck)
    press(deck, "x")
    deck.mouse.move(300, 200)
    until(deck, "getComputedStyle(document.querySelector('.deck-laser')).opacity === '1'")
    deck.evaluate("restless = false")
    deck.mouse.move(305, 200)
    until(deck, "getComputedStyle(document.querySelector('.deck-laser')).opacity === '0'")
    deck.evaluate("restless = true")
    deck.mouse.move(310, 200)
    until(deck, "getComputedStyle(document.querySelector('.deck-laser')).opacity === '1'")


def test_escape_ends_the_laser(deck):
    """Esc turns the laser off."""
    press(deck, "x", "Escape")
    deck.mouse.move(300, 200)
    deck.mouse.move(310, 200)

    assert deck.locator(".deck-laser.is-lit").count() == 0


def test_laser_clicks(opened):
    """With the laser on, links work."""
    page = opened(BUSY, "#2")
    press(page, "x")
    page.mouse.click(*middle(page, "#link"))

    comes_to(page, "4")


# Zoom


def zoom(page: Page) -> float:
    """How much larger the slide is than the stage."""
    left, _, right, _ = box(page, ".is-current")
    return (right - left) / 1280


def test_zoom_to_the_mouse(deck):
    """`+` makes the slide half as large again; what is under the mouse stays there. `-` goes back."""
    x, y = middle(deck, ".is-current p")
    where = "([x, y]) => { const { caretRangeFromPoint } = document; return document.caretRangeFromPoint(x, y).startOffset; }"
    place = (x + 150, y)
    letter = deck.evaluate(where, place)
    deck.mouse.move(*place)
    for times in (1.5, 2.25, 3.38):
        press(deck, "+")
        until(deck, "!document.getAnimations().length")
        assert zoom(deck) == pytest.approx(times, abs=0.01)
        assert deck.evaluate(where, place) == letter
    press(deck, "-", "-", "-", "-")
    until(deck, "!document.getAnimations().length")
    assert box(deck, ".is-current") == pytest.approx((0, 0, 1280, 720), abs=0.5)


def test_zoom_without_a_mouse(deck):
    """Without a mouse the middle is enlarged, up to eight times."""
    press(deck, *["+"] * 9)
    until(deck, "!document.getAnimations().length")

    assert zoom(deck) == pytest.approx(8, abs=0.01)
    assert middle(deck, ".is-current") == pytest.approx((640, 360), abs=1)


@pytest.mark.parametrize("key", ["0", "Escape"])
def test_zoom_ends(deck, key):
    """`0` and Esc show the whole slide again, and do nothing else."""
    press(deck, "+", "+", key)
    until(deck, "!document.getAnimations().length")

    assert zoom(deck) == pytest.approx(1)
    assert deck.locator(".deck-digits").inner_text() == ""
    assert at(deck) == "6"


def test_move_ends_zoom(deck):
    """The next slide is shown whole, from its first frame."""
    press(deck, "+", "+")
    until(deck, "!document.getAnimations().length")
    seen = deck.evaluate("""async () => {
      const widths = [];
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'n', bubbles: true }));
      for (let n = 0; n < 4; n += 1) {
        widths.push(Math.round(document.querySelector('.is-current').getBoundingClientRect().width));
        await new Promise(requestAnimationFrame);
      }
      return widths;
    }""")

    assert at(deck) == "7"
    assert seen == [1280, 1280, 1280, 1280]


def test_zoomed_slide_is_dragged(deck):
    """A zoomed slide goes with the mouse, as far as it covers the stage; no text is selected meanwhile."""
    press(deck, "+", "+")
    until(deck, "!document.getAnimations().length")
    x, y = middle(deck, ".is-current p")
    draw(deck, (x, y), (x + 100, y + 50))
    until(deck, "!document.getAnimations().length")
    assert middle(deck, ".is-current p") == pytest.approx((x + 100, y + 50), abs=1)
    for _ in range(5):
        draw(deck, (200, 100), (1200, 700))
    until(deck, "!document.getAnimations().length")
    assert box(deck, ".is-current") == pytest.approx((0, 0, 2880, 1620), abs=1)
    assert deck.evaluate("String(getSelection())") == ""


def test_slide_is_not_dragged(deck):
    """A slide as it is stays where it is, and text is selected."""
    left, top, right, bottom = box(deck, ".is-current p")
    draw(deck, (left + 1, (top + bottom) / 2), (right - 1, (top + bottom) / 2))

    assert box(deck, ".is-current p") == (left, top, right, bottom)
    assert "slide" in deck.evaluate("String(getSelection())")


def test_readers_zoom_themselves(opened):
    """Where slides are read, `+` is left to the browser, and pen and laser are not there."""
    page = ready(opened(TWELVE, "?view=read"))
    press(page, "+", "c", "x")

    assert page.evaluate("slidekit.deck.state().zoom") == 100
    assert page.evaluate("document.documentElement.className") == ""


def test_less_motion(opened):
    """Who wants less motion has zoom, laser and controls at once."""
    page = opened(TWELVE, "#6", reduced_motion="reduce")
    press(page, "+")
    page.mouse.move(300, 300)

    assert zoom(page) == pytest.approx(1.5)
    assert page.evaluate("document.getAnimations().length") == 0


# The mouse's controls


def test_controls_come_and_go_with_the_mouse(deck):
    """Controls and cursor are there when the mouse moves, and gone when it rests for two seconds."""
    restless(deck)
    assert not controls(deck)
    deck.mouse.move(300, 300)
    until(deck, "getComputedStyle(document.querySelector('.deck-controls')).opacity === '1'")
    assert cursor(deck, 300, 300) == "auto"
    assert cursor(deck, 1, 1) == "auto"
    deck.evaluate("restless = false")
    deck.mouse.move(300, 310)
    until(deck, "getComputedStyle(document.querySelector('.deck-controls')).opacity === '0'")
    assert cursor(deck, 300, 300) == "none"
    assert cursor(deck, 1, 1) == "none"


def test_slide_under_a_resting_mouse(deck):
    """A slide that comes under a resting mouse does not wake it."""
    deck.mouse.move(640, 360)
    until(deck, "getComputedStyle(document.querySelector('.deck-controls')).opacity === '0'")
    press(deck, "n", "n")
    deck.wait_for_timeout(300)

    assert not controls(deck)
    assert cursor(deck, 640, 360) == "none"


def test_controls_move(deck):
    """The arrows among the controls show the next slide and the one before."""
    restless(deck)
    deck.mouse.move(300, 300)
    deck.get_by_role("button", name="Next").click()
    assert at(deck) == "7"
    deck.get_by_role("button", name="Previous").click()
    deck.get_by_role("button", name="Previous").click()
    assert at(deck) == "5"


@pytest.mark.parametrize("key", ["Enter", "Space", "ArrowRight"])
def test_keys_after_a_click(deck, key):
    """After a click on a control, keys move as before."""
    restless(deck)
    deck.mouse.move(300, 300)
    deck.get_by_role("button", name="Previous").click()
    assert at(deck) == "5"
    press(deck, key)

    assert at(deck) == "6"


def test_click_leaves_the_focus(opened):
    """A click on a control does not take the focus from a link on the slide."""
    page = restless(opened(BUSY, "#2"))
    page.locator("#link").focus()
    page.mouse.move(300, 300)
    page.get_by_role("button", name="Pen").click()

    assert page.evaluate("document.activeElement.id") == "link"


def test_controls_by_keyboard(deck):
    """Tab finds the controls, which are seen then; Enter presses what is focused."""
    press(deck, "Tab")
    until(deck, "getComputedStyle(document.querySelector('.deck-controls')).opacity === '1'")
    assert deck.evaluate("document.activeElement.getAttribute('aria-label')") == "Previous"
    press(deck, "Tab", "Enter")
    assert at(deck) == "7"


def test_controls_say_their_keys(deck):
    """Each control tells its name, and its key to who points at it."""
    deck.mouse.move(300, 300)
    titles = deck.locator(".deck-controls button").evaluate_all("(all) => all.map((one) => one.title)")

    assert {"Previous (p)", "Next (n)", "Pen (c)", "Full screen (f)"} <= set(titles)


def test_letters_off(opened):
    """Where letters are no keys, pen and laser are not called by them, and the controls still have the pen."""
    page = restless(ready(opened(plain_slides(3, ":keys: no"))))
    press(page, "c", "x", "+")
    assert page.evaluate("document.documentElement.className") == ""
    assert page.evaluate("slidekit.deck.state().zoom") == 100
    page.mouse.move(300, 300)
    page.get_by_role("button", name="Pen").click()
    draw(page, (200, 300), (600, 300))
    assert strokes(page) == 1
    assert page.get_by_role("button", name="Pen").get_attribute("aria-pressed") == "true"
    assert page.get_by_role("button", name="Next").get_attribute("title") == "Next"


def test_click_on_the_slide(deck):
    """A click on the slide does nothing: people select text there."""
    for place in ((100, 100), (640, 360), (1270, 360)):
        deck.mouse.click(*place)

    assert at(deck) == "6"


def test_controls_behind_the_curtain(deck):
    """Behind a black screen no control is reached."""
    restless(deck)
    deck.mouse.move(300, 300)
    press(deck, "b", "Tab", "Tab")
    deck.mouse.click(*middle(deck, "[data-verb=next]"))

    assert deck.evaluate("document.activeElement === document.body")
    assert at(deck) == "6"


def test_controls_from_right_to_left(opened):
    """In a deck read from the right, next stands on the left and points there."""
    page = restless(ready(opened(plain_slides(3, ":lang: ar\n:dir: rtl"))))
    page.mouse.move(300, 300)
    following, previous = box(page, "[data-verb=next] svg"), box(page, "[data-verb=previous] svg")
    tips = page.evaluate("""() => ['next', 'previous'].map((verb) => {
      const path = document.querySelector(`[data-verb=${verb}] path`);
      const tip = path.getPointAtLength(path.getTotalLength() / 2).matrixTransform(path.getScreenCTM());
      const { x, width } = path.getBoundingClientRect();
      return tip.x < x + width / 2 ? 'left' : 'right';
    })""")

    assert following[2] < previous[0]
    assert tips == ["left", "right"]
    page.mouse.click(*middle(page, "[data-verb=next]"))
    assert at(page) == "2"


# Touch


def test_swipe(tablet):
    """A swipe to the left shows the next slide, to the right the one before; down does nothing."""
    swipe(tablet, (800, 300), (-300, 20))
    comes_to(tablet, "7")
    swipe(tablet, (400, 300), (300, -20))
    comes_to(tablet, "6")
    swipe(tablet, (400, 200), (20, 300))
    assert at(tablet) == "6"


def test_swipe_from_right_to_left(opened):
    """In a deck read from the right, a swipe to the right shows the next slide, and a tap at the left."""
    page = ready(opened(plain_slides(5, ":dir: rtl"), has_touch=True))
    swipe(page, (400, 300), (300, 0))
    comes_to(page, "2")
    tap(page, 20, 300)
    comes_to(page, "3")
    tap(page, 1260, 300)
    comes_to(page, "2")


def test_tap_at_the_edge(tablet):
    """A tap at the right edge shows the next slide, at the left the one before."""
    tap(tablet, 1260, 300)
    comes_to(tablet, "7")
    tap(tablet, 20, 300)
    tap(tablet, 20, 300)
    comes_to(tablet, "5")


def test_tap_elsewhere(tablet):
    """A tap in the middle shows the controls, which stay until the next one."""
    tap(tablet, 640, 300)
    until(tablet, "document.querySelector('.deck-controls.is-awake')")
    tablet.wait_for_timeout(2300)
    until(tablet, "!document.getAnimations().length")
    assert controls(tablet)
    tap(tablet, *middle(tablet, "[data-verb=next]"))
    comes_to(tablet, "7")
    assert controls(tablet)
    tap(tablet, 640, 300)
    until(tablet, "!document.querySelector('.deck-controls.is-awake')")
    assert at(tablet) == "7"


def test_tap_presses_nothing_that_was_not_there(tablet):
    """A tap where the controls will be shows them, and presses none."""
    tablet.mouse.move(300, 300)
    place = middle(tablet, "[data-verb=next]")
    until(tablet, "getComputedStyle(document.querySelector('.deck-controls')).opacity === '0'")
    tap(tablet, *place)
    until(tablet, "document.querySelector('.deck-controls.is-awake')")

    assert at(tablet) == "6"


TAP = """([x, y]) => {
  const target = document.elementFromPoint(x, y);
  const touch = new Touch({ identifier: 1, target, clientX: x, clientY: y });
  for (const [name, touches] of [['touchstart', [touch]], ['touchend', []]]) {
    target.dispatchEvent(new TouchEvent(name, { touches, changedTouches: [touch], bubbles: true, cancelable: true }));
  }
}"""
"""A tap whose click is still to come."""


def test_a_click_that_is_late(tablet):
    """The click of a tap that a busy browser brings only when the controls are there presses none; the next one does."""
    tablet.mouse.move(300, 300)
    place = middle(tablet, "[data-verb=next]")
    until(tablet, "getComputedStyle(document.querySelector('.deck-controls')).opacity === '0'")
    tablet.evaluate(TAP, place)
    until(tablet, "document.querySelector('.deck-controls.is-awake')")
    tablet.evaluate("document.querySelector('[data-verb=next]').click()")
    assert at(tablet) == "6"
    tablet.evaluate("document.querySelector('[data-verb=next]').click()")
    assert at(tablet) == "7"


def test_tap_on_a_link(opened):
    """A tap on a link follows it, on a button presses it, wherever they are."""
    page = opened(BUSY, "#2", has_touch=True)
    page.evaluate("document.querySelector('.is-current p').style.cssText = 'position: fixed; right: 0'")
    tap(page, *middle(page, "#button"))
    until(page, "document.querySelector('#button').dataset.pressed === 'yes'")
    assert at(page) == "2"
    tap(page, *middle(page, "#link"))
    comes_to(page, "4")


RESTS = """() => {
  window.rests = 0;
  document.addEventListener('scrollend', () => { rests += 1; }, { capture: true });
}"""
"""Count how often something that was scrolled has come to rest."""


def test_swipe_scrolls_code(opened):
    """A swipe over code that is too wide scrolls it; at its end it turns the page."""
    page = opened(BUSY, "#3", has_touch=True)
    page.evaluate(RESTS)
    code = middle(page, ".is-wide")
    swipe(page, (code[0] + 200, code[1]), (-300, 0))
    until(page, "document.querySelector('.is-wide').scrollLeft > 100 && rests")
    assert at(page) == "3"
    page.evaluate("(() => { rests = 0; document.querySelector('.is-wide').scrollLeft = 1e6; })()")
    until(page, "rests")
    swipe(page, (code[0] + 200, code[1]), (-300, 0))
    comes_to(page, "4")


def test_swipe_scrolls_a_long_slide(opened):
    """A swipe upwards scrolls a slide that is too long, and a swipe to the side still turns the page."""
    page = opened(LONG, "#2", has_touch=True)
    page.evaluate(RESTS)
    swipe(page, (640, 600), (0, -400))
    until(page, "document.querySelector('.is-current .is-full').scrollTop > 100 && rests")
    assert at(page) == "2"
    swipe(page, (400, 300), (300, 0))
    comes_to(page, "1")


def test_way_out_of_reading(opened):
    """On a phone, which starts by reading, a tap brings controls that lead to the slides and back."""
    page = ready(opened(TWELVE, size=(390, 844), has_touch=True))
    assert view(page) == "read"
    tap(page, 195, 300)
    until(page, "document.querySelector('.deck-controls.is-awake')")
    for wanted in ("slides", "read"):
        tap(page, *middle(page, "[data-verb=read]"))
        until(page, f"document.documentElement.dataset.view === {wanted!r}")


def test_touches_of_a_reader(opened):
    """Where slides are read, a swipe and a tap at the edge are the browser's."""
    page = ready(opened(TWELVE, "?view=read", has_touch=True))
    swipe(page, (800, 300), (-300, 0))
    tap(page, 1260, 300)

    assert at(page) == "1"


# Progress and number


def number(page: Page) -> str:
    """The number that is seen on the slide."""
    return str(page.evaluate("getComputedStyle(document.querySelector('.deck-number'), '::after').content"))


def bar(page: Page) -> float:
    """How much of the window's width the bar takes."""
    found = page.evaluate(
        "parseFloat(getComputedStyle(document.querySelector('.deck-progress'), '::after').width) / innerWidth"
    )
    return float(found)


def test_progress(deck):
    """Bar and number tell how far one is; at the end the bar is full."""
    assert bar(deck) == pytest.approx(0.5)
    assert number(deck) == '"6 / 12"'
    press(deck, "End")
    assert bar(deck) == pytest.approx(1)
    assert number(deck) == '"12 / 12"'


def test_title_slide_has_no_number(opened):
    """On the title slide no number is seen."""
    page = ready(opened("Talk\n====\n\nslide\n-----\n\nOne\n\nslide\n-----\n\nTwo\n"))
    assert number(page) == '""'
    press(page, "n")
    assert number(page) == '"2 / 3"'


def test_author_wants_neither(opened):
    """With `:progress: no` there is no bar, with `:slide-numbers: no` no number."""
    page = ready(opened(plain_slides(3, ":progress: no\n:slide-numbers: no")))

    assert page.locator(".deck-progress, .deck-number").count() == 0


def test_number_from_right_to_left(opened):
    """In a deck read from the right, the number stands on the left."""
    page = ready(opened(plain_slides(3, ":dir: rtl")))

    assert box(page, ".deck-number")[0] == pytest.approx(12, abs=1)


def test_number_keeps_off_the_footer(opened):
    """The number stands beside the author's footer."""
    page = opened(plain_slides(96) + "\n.. footer:: A conference, a city, a day\n", "#96")
    left, _, right, _ = box(page, ".deck-number")
    text = page.evaluate("""() => {
      const range = document.createRange();
      range.selectNodeContents(document.querySelector('.deck-footer'));
      return [range.getBoundingClientRect().left, range.getBoundingClientRect().right];
    }""")

    assert right <= text[0] or left >= text[1]


COVERED_ON_ALL = """async () => {
  const covered = COVERED;
  const found = {};
  for (const slide of document.querySelectorAll('section.slide')) {
    if (!slide.classList.contains('is-current')) { throw new Error(`${slide.id} is not shown in its turn`); }
    await Promise.all([...slide.querySelectorAll('img')].map((picture) => picture.decode()));
    for (const name of ['.deck-number', '.deck-controls']) {
      const texts = covered(name);
      if (texts.length) { found[`${slide.id} ${name}`] = texts; }
    }
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'PageDown', bubbles: true }));
  }
  return found;
}""".replace("COVERED", COVERED)
"""What number and controls cover, slide by slide from the first to the last."""


@pytest.mark.parametrize("size", SIZES)
def test_nothing_covers_the_text(opened, size):
    """On no slide of the seed does the number cover a word, nor do the controls, in any window."""
    page = ready(opened(SEED, "?view=slides", size, overrides={"transition": "none"}))
    page.mouse.move(10, 10)
    until(page, "document.querySelector('.deck-controls').getBoundingClientRect().width > 0")

    assert page.evaluate(COVERED_ON_ALL) == {}
    assert at(page) == "96"


@pytest.mark.parametrize("size", SIZES)
def test_all_controls_are_in_the_window(opened, size):
    """The controls fit into any window, and each is large enough to be met."""
    page = ready(opened(TWELVE, "?view=slides", size))
    page.mouse.move(100, 100)
    until(page, "document.querySelector('.deck-controls')")
    left, top, right, bottom = box(page, ".deck-controls")

    assert left >= 0
    assert top >= 0
    assert right <= size[0]
    assert bottom <= size[1]
    sizes = page.locator(".deck-controls button").evaluate_all(
        "(all) => all.map((one) => Math.min(one.offsetWidth, one.offsetHeight))"
    )
    assert min(sizes) >= 24


# Paper, reading, and those who listen


@pytest.mark.parametrize("address", ["?view=read", "?view=print", ""])
def test_paper_and_reading_have_none_of_it(opened, address):
    """Nothing of the stage is seen where slides are read or printed, not even ink."""
    page = ready(opened(TWELVE, "?view=slides", alone=True))
    press(page, "c")
    draw(page, (200, 300), (600, 300))
    if address:
        page.goto(page.url.partition("?")[0] + address)
    else:
        page.emulate_media(media="print")
    seen = page.locator(FURNITURE).evaluate_all(
        "(all) => all.filter((one) => one.checkVisibility()).map((one) => one.className)"
    )

    assert seen == []


def test_slides_hold_what_the_author_wrote(deck):
    """Whatever a speaker does, a section holds what the author wrote, and the number is no text of the page."""
    press(deck, "c")
    draw(deck, (200, 300), (600, 300))
    press(deck, "x", "+")
    deck.mouse.move(400, 400)

    assert sight(deck)["says"] == ["This is slide 6"]
    assert sight(deck)["sees"].strip() == "This is slide 6"


@pytest.mark.parametrize(("theme", "scheme"), DISTINCT)
def test_accessible(opened, theme, scheme):
    """axe-core finds nothing with the controls shown, the pen on, ink on the slide, zoomed."""
    page = ready(opened(TWELVE, overrides={"theme": theme}, color_scheme=scheme))
    press(page, "c", "+")
    draw(page, (200, 300), (600, 300))
    page.evaluate("slidekit.controls(true)")
    until(page, "getComputedStyle(document.querySelector('.deck-controls')).opacity === '1'")
    until(page, "!document.getAnimations().length")

    assert violations(page, look=(theme, scheme)) == {}


SAID = """() => {
  const status = document.querySelector('.deck-status');
  const said = [];
  new MutationObserver(() => said.push(status.textContent)).observe(status, { childList: true });
  window.said = said;
}"""


LAST_SAID = "said.map((words) => words.trim()).filter(Boolean).at(-1) === {}"
"""What was said last, though it may have been taken away already."""


def test_a_move_is_said_once(deck):
    """Number and text of the new slide are said once, and then stand on the slide alone."""
    deck.evaluate(SAID)
    press_at_once(deck, "n", "n", "n")
    until(deck, "said.length === 2")

    assert deck.evaluate("said.map((words) => words.trim())") == ["9 / 12 This is slide 9", ""]
    assert deck.locator("body").inner_text().count("This is slide 9") == 1


def test_pictures_and_steps_are_said(opened):
    """A picture is said by what it shows; a step when it comes."""
    page = ready(
        opened(
            ":transition: none\n\nslide\n-----\n\nOne\n\nslide\n-----\n\n.. image:: data:image/gif;base64,R0lGODlhAQABAAAAACw=\n"
            "   :alt: a cat\n\n.. class:: incremental\n\n* First\n* Second\n",
        )
    )
    page.evaluate(SAID)
    for words in ("2 / 2 a cat", "2 / 2 First", "2 / 2 Second"):
        press(page, "n")
        until(page, LAST_SAID.format(repr(words)))


def test_curtain_and_pen_are_said(deck):
    """Who does not see hears that the screen is black, and that the pen is on."""
    deck.evaluate(SAID)
    press(deck, "b")
    until(deck, LAST_SAID.format("'Black screen'"))
    press(deck, "b", "c")
    until(deck, LAST_SAID.format("'Pen: on'"))
    press(deck, "Escape")
    until(deck, LAST_SAID.format("'Pen: off'"))
