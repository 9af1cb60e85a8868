from __future__ import annotations

from time import monotonic

import pytest
from playwright.sync_api import Page

from browser.conftest import Open, launch
from browser.decks import TWELVE, plain_slides
from browser.sight import at, hash_of, press, press_at_once, sight, until, view

NEXT = ["ArrowRight", "ArrowDown", "Space", "PageDown", "Enter", "n", "j", "l"]
PREVIOUS = ["ArrowLeft", "ArrowUp", "PageUp", "Backspace", "Shift+Space", "p", "k", "h"]
LETTERS = ["n", "j", "l", "p", "k", "h", "f", "b", "r"]
ELSEWHERE = ["Enter", "Space", "ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown"]

THINGS = """\
:transition: none

slide
-----

One

slide
-----

.. raw:: html

   <p><input id="text"><textarea id="area"></textarea><select id="choice"><option>a<option>b</select>
   <span id="free" contenteditable="true">edit</span> <input id="tick" type="checkbox"></p>
   <p><button id="button" onclick="this.dataset.pressed = 'yes'">Press</button>
   <a id="link" href="#4">Four</a></p>
   <details id="details"><summary id="summary">More</summary>hidden</details>

slide
-----

Three

slide
-----

Four
"""


@pytest.fixture
def deck(opened: Open) -> Page:
    """Twelve slides without motion, open at the sixth."""
    return opened(TWELVE, "#6")


@pytest.fixture
def things(opened: Open) -> Page:
    """A slide with everything that takes keys itself, the second of four."""
    return opened(THINGS, "#2")


def is_black(page: Page) -> bool:
    """Whether the picture is gone: the middle of the screen and its corners are all black."""
    return bool(
        page.evaluate("""() => {
          const style = getComputedStyle(document.documentElement, '::after');
          return style.content !== 'none' && style.position === 'fixed' && style.backgroundColor === 'rgb(0, 0, 0)'
            && parseFloat(style.width) >= innerWidth && parseFloat(style.height) >= innerHeight;
        }""")
    )


def digits(page: Page) -> str:
    """The digits that are shown waiting."""
    return page.locator(".deck-digits").inner_text()


def stop_timers(page: Page) -> None:
    """Let what the page puts off wait for ever: however slow the machine is, digits are still there for the next key."""
    page.evaluate("() => { window.setTimeout = () => 0; }")


def press_by_position(page: Page, key: str, code: str) -> None:
    """Press the key at a place of the keyboard where the layout has this character."""
    session = page.context.new_cdp_session(page)
    for kind in ("keyDown", "keyUp"):
        session.send("Input.dispatchKeyEvent", {"type": kind, "key": key, "code": code, "text": key})


@pytest.mark.parametrize("key", NEXT)
def test_next(deck, key):
    """Each of these keys shows the next slide."""
    press(deck, key)

    assert at(deck) == "7"
    assert sight(deck)["sees"].strip() == "This is slide 7"


@pytest.mark.parametrize("key", PREVIOUS)
def test_previous(deck, key):
    """Each of these keys shows the slide before."""
    press(deck, key)

    assert at(deck) == "5"
    assert sight(deck)["sees"].strip() == "This is slide 5"


def test_home_and_end(deck):
    """End shows the last slide, Home the first."""
    press(deck, "End")
    assert at(deck) == "12"
    press(deck, "Home")
    assert at(deck) == "1"


@pytest.mark.parametrize("key", NEXT)
def test_next_at_the_end(deck, key):
    """Next on the last slide does nothing."""
    press(deck, "End", key, key)

    assert at(deck) == "12"
    assert sight(deck)["sees"].strip() == "This is slide 12"


@pytest.mark.parametrize("key", ["ArrowLeft", "Backspace"])
def test_previous_at_the_start(deck, key):
    """Previous on the first slide does nothing, and leaves the page where it is."""
    press(deck, "Home", key, key)

    assert at(deck) == "1"
    assert deck.url.endswith("#1")


def test_capital_letter_moves_nothing(deck):
    """A letter with Shift is another key."""
    press(deck, "Shift+N", "Shift+P", "Shift+B", "Shift+R")

    assert at(deck) == "6"
    assert view(deck) == "slides"
    assert not is_black(deck)


def test_caps_lock_changes_nothing(deck):
    """With Caps Lock on, letters do what they do."""
    press_at_once(deck, "N")

    assert at(deck) == "7"


def test_number_and_enter(deck):
    """A number and Enter jump to that slide, and Enter moves no further."""
    stop_timers(deck)
    press(deck, "1", "1", "Enter")

    assert at(deck) == "11"


def test_number_on_the_number_pad(deck):
    """The number pad does the same."""
    stop_timers(deck)
    press_by_position(deck, "3", "Numpad3")
    press(deck, "NumpadEnter")

    assert at(deck) == "3"


def test_digits_are_shown(deck):
    """Digits that wait are shown, outside the slide, until Enter takes them."""
    stop_timers(deck)
    assert not deck.locator(".deck-digits").is_visible()

    press(deck, "1", "2")
    assert digits(deck) == "12"
    assert deck.locator(".deck-digits").is_visible()
    assert at(deck) == "6"

    press(deck, "Enter")
    assert not deck.locator(".deck-digits").is_visible()


def test_digits_are_announced(deck):
    """A screen reader says the digits that wait."""
    assert deck.locator(".deck-digits").get_attribute("role") == "status"


def test_escape_drops_digits(deck):
    """Esc drops the digits that wait; Enter is next again."""
    stop_timers(deck)
    press(deck, "9", "Escape")
    assert digits(deck) == ""

    press(deck, "Enter")
    assert at(deck) == "7"


def test_other_key_drops_digits(deck):
    """Any other key drops the digits and does what it does."""
    stop_timers(deck)
    press(deck, "9", "ArrowRight")
    assert digits(deck) == ""
    assert at(deck) == "7"

    press(deck, "Enter")
    assert at(deck) == "8"


def test_unknown_key_drops_digits(deck):
    """A key without a meaning drops the digits too."""
    stop_timers(deck)
    press(deck, "9", "q", "Enter")

    assert at(deck) == "7"


def test_digits_wait_two_seconds(opened):
    """Digits wait 2 s from the last one, no less and no more."""
    deck = opened(TWELVE, "#6", alone=True)
    deck.clock.install(time=0)
    deck.clock.pause_at(10_000)
    deck.reload()
    press(deck, "1")
    deck.clock.run_for(1900)
    press(deck, "1")
    deck.clock.run_for(1900)
    assert digits(deck) == "11"

    deck.clock.run_for(200)
    assert digits(deck) == ""
    press(deck, "Enter")
    assert at(deck) == "7"


def test_number_beyond_the_end(deck):
    """A number beyond the last slide shows the last one."""
    stop_timers(deck)
    press(deck, "9", "9", "9", "Enter")

    assert at(deck) == "12"


def test_zero(deck):
    """Number 0 shows the first slide."""
    stop_timers(deck)
    press(deck, "0", "Enter")

    assert at(deck) == "1"


def test_very_long_number(deck):
    """Any number of digits is taken: the page neither stalls nor loses its place."""
    press_at_once(deck, *["9"] * 400, "Enter")

    assert at(deck) == "12"


def test_fullscreen(deck):
    """f fills the screen, and f again gives it back."""
    press(deck, "f")
    until(deck, "document.fullscreenElement === document.documentElement")
    assert at(deck) == "6"

    press(deck, "f")
    until(deck, "!document.fullscreenElement")


@pytest.mark.parametrize("key", ["b", "."])
def test_black(deck, key):
    """b or the period makes the screen black, and again shows the slide as it was."""
    press(deck, key)
    assert is_black(deck)
    assert at(deck) == "6"

    press(deck, key)
    assert not is_black(deck)
    assert at(deck) == "6"


def test_black_covers_everything(deck):
    """Black is black to the last corner."""
    press(deck, "b")
    shot = deck.screenshot()
    deck.set_content("<body style='background: #000; margin: 0'>")

    assert shot == deck.screenshot()


def test_escape_ends_black(deck):
    """Esc brings the slide back, and nothing more."""
    press(deck, "b", "Escape")

    assert not is_black(deck)
    assert at(deck) == "6"
    assert view(deck) == "slides"


def test_a_move_ends_black(deck):
    """A move shows the slide it moves to."""
    press(deck, "b", "ArrowRight")

    assert not is_black(deck)
    assert at(deck) == "7"


def test_move_at_the_end_ends_black(deck):
    """At the last slide, next brings the picture back though it moves nowhere."""
    press(deck, "End", "b", "ArrowRight")

    assert not is_black(deck)
    assert at(deck) == "12"


def test_reading_view(deck):
    """r shows all slides one below the other, at this one, and r again this slide alone."""
    press(deck, "r")
    assert view(deck) == "read"
    assert len(sight(deck)["slides"]) == 12
    assert at(deck) == "6"

    press(deck, "r")
    assert view(deck) == "slides"
    assert len(sight(deck)["slides"]) == 1
    assert at(deck) == "6"


@pytest.mark.parametrize("modifier", ["Alt", "Control", "Meta"])
@pytest.mark.parametrize("key", ["n", "b", "r", "ArrowDown", "Enter"])
def test_modifiers(deck, modifier, key):
    """A key with Alt, Ctrl or Meta belongs to the browser."""
    press(deck, f"{modifier}+{key}")

    assert at(deck) == "6"
    assert view(deck) == "slides"
    assert not is_black(deck)


def test_a_modifier_alone_keeps_the_digits(deck):
    """Pressing Shift or Ctrl alone is no other key."""
    stop_timers(deck)
    press(deck, "9", "Shift", "Control", "Enter")

    assert at(deck) == "9"


@pytest.mark.parametrize("field", ["text", "area", "free"])
def test_typing(things, field):
    """What is typed into a field is text."""
    things.locator(f"#{field}").focus()
    press(things, "End")
    things.keyboard.type("nbr. 3p")
    press(things, "ArrowLeft", "Backspace", "Enter", "PageDown")

    held = things.locator(f"#{field}").evaluate("field => field.value ?? field.innerText")
    assert "".join(held.split()).endswith("nbr.p")
    assert at(things) == "2"
    assert view(things) == "slides"
    assert not is_black(things)


@pytest.mark.parametrize("field", ["choice", "tick"])
def test_other_fields(things, field):
    """A list and a box to tick keep their keys as well."""
    things.locator(f"#{field}").focus()
    press(things, "ArrowDown", "n", "Space")

    assert at(things) == "2"


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_focused_button(things, key):
    """Enter and Space press the button that has the focus."""
    things.locator("#button").focus()
    press(things, key)

    assert things.locator("#button").get_attribute("data-pressed") == "yes"
    assert at(things) == "2"


def test_focused_link(things):
    """Enter follows the link that has the focus."""
    things.locator("#link").focus()
    press(things, "Enter")
    until(things, "document.documentElement.dataset.at === '4'")

    assert hash_of(things) == "#4"


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_focused_summary(things, key):
    """Enter and Space open what a summary hides."""
    things.locator("#summary").focus()
    press(things, key)

    assert things.locator("#details").evaluate("details => details.open")
    assert at(things) == "2"


@pytest.mark.parametrize("thing", ["button", "link", "summary"])
@pytest.mark.parametrize("key", ["ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown"])
def test_arrows_on_a_focused_thing(things, thing, key):
    """The arrows on something that has the focus move no slide."""
    things.locator(f"#{thing}").focus()
    press(things, key)

    assert at(things) == "2"


@pytest.mark.parametrize(("key", "there"), [("n", "3"), ("PageDown", "3"), ("PageUp", "1"), ("End", "4")])
def test_other_keys_on_a_focused_thing(things, key, there):
    """The keys that a button has no use for go on moving: a clicker works wherever the focus is."""
    things.locator("#button").focus()
    press(things, key)

    assert at(things) == there


def test_focus_is_not_left_behind(things):
    """After a move away from what had the focus, Enter and Space are next again, however quick."""
    things.locator("#button").focus()
    press_at_once(things, "PageDown", "Enter")

    assert at(things) == "4"
    assert things.locator("#button").get_attribute("data-pressed") is None


def test_scrollable_code(opened):
    """The arrows scroll code that has the focus and is too wide even at its smallest; the slide stays."""
    wide = ":transition: none\n\nslide\n-----\n\n::\n\n    " + "x" * 400 + "\n\nslide\n-----\n\nTwo\n"
    deck = opened(wide)
    code = deck.locator("pre")
    press(deck, "Tab")
    assert code.evaluate("code => code === document.activeElement")

    press(deck, "ArrowRight", "ArrowRight", "ArrowRight")
    until(deck, "document.querySelector('pre').scrollLeft > 0")
    assert at(deck) == "1"

    press(deck, "PageDown")
    assert at(deck) == "2"


def test_code_that_fits_takes_no_focus(opened):
    """Code that is wholly seen is no stop on the way of the Tab key."""
    deck = opened(":transition: none\n\nslide\n-----\n\n::\n\n    short\n\nslide\n-----\n\nTwo\n")
    press(deck, "Tab")

    assert deck.evaluate("document.activeElement.closest('main')") is None


@pytest.mark.parametrize("key", [*LETTERS, "."])
def test_letters_switched_off(opened, key):
    """With ``:keys: no`` a single letter does nothing."""
    deck = opened(plain_slides(12, ":keys: no"), "#6")
    press(deck, key)

    assert at(deck) == "6"
    assert view(deck) == "slides"
    assert not is_black(deck)
    assert not deck.evaluate("document.fullscreenElement")


@pytest.mark.parametrize(
    ("keys", "there"),
    [(["ArrowRight"], "7"), (["PageUp"], "5"), (["Space"], "7"), (["End"], "12"), (["3", "Enter"], "3")],
)
def test_other_keys_with_letters_off(opened, keys, there):
    """With ``:keys: no`` all the others do what they do."""
    deck = opened(plain_slides(12, ":keys: no"), "#6")
    stop_timers(deck)
    press(deck, *keys)

    assert at(deck) == there


@pytest.mark.parametrize(
    ("key", "code", "there"),
    [("т", "KeyN", "7"), ("з", "KeyP", "5"), ("ν", "KeyN", "7"), ("ن", "KeyK", "5"), ("ㅓ", "KeyJ", "7")],
)
def test_non_latin_layout(deck, key, code, there):
    """On a layout without Latin letters a key does what its place does."""
    press_by_position(deck, key, code)

    assert at(deck) == there


def test_latin_layout_goes_by_the_letter(deck):
    """On a Dvorak keyboard n is where the letter n is."""
    press_by_position(deck, "n", "KeyL")
    assert at(deck) == "7"
    press_by_position(deck, "p", "KeyR")
    assert at(deck) == "6"


def test_arabic_digits(deck):
    """Digits of another script count by their place."""
    stop_timers(deck)
    press_by_position(deck, "٣", "Digit3")
    press(deck, "Enter")

    assert at(deck) == "3"


@pytest.mark.parametrize("key", ["b", "r", "."])
def test_held_switch(deck, key):
    """A switch that is held down switches once."""
    for _ in range(4):
        deck.keyboard.down(key)
    deck.keyboard.up(key)

    assert (view(deck), is_black(deck)) == (("read", False) if key == "r" else ("slides", True))


def test_held_arrow(engine, built):
    """A held arrow turns pages at a pace one can follow, without a complaint of the browser; the address follows."""
    browser = launch(engine, ignore_default_args=["--disable-ipc-flooding-protection"])  # as a user's browser is
    deck = browser.new_page(offline=True)
    said: list[str] = []
    deck.on("console", lambda message: said.append(message.text))
    deck.goto(built(plain_slides(242)).as_uri())  # more than all presses turn, if they are slow
    began = monotonic()
    for _ in range(239):
        deck.keyboard.down("ArrowRight")
    took = monotonic() - began
    deck.keyboard.up("ArrowRight")

    turned = int(at(deck)) - 1
    assert 1 < turned <= 2 + took / 0.09
    until(deck, f"location.hash === '#{turned + 1}'")
    deck.keyboard.press("ArrowRight")
    assert at(deck) == str(turned + 2)
    browser.close()
    assert said == []


def test_keys_in_a_burst(deck):
    """Keys that come quicker than the screen are all taken, in order."""
    press_at_once(deck, "Home", *["ArrowRight"] * 9, "ArrowLeft")

    assert at(deck) == "9"
    assert sight(deck)["sees"].strip() == "This is slide 9"


def test_composing_is_not_a_key(deck):
    """What an input method composes is no command."""
    deck.evaluate(
        "document.dispatchEvent(new KeyboardEvent('keydown', { key: 'n', isComposing: true, bubbles: true }))"
    )

    assert at(deck) == "6"


@pytest.mark.parametrize("key", ["F5", "Tab", "q", "F1", "Insert"])
def test_keys_of_the_browser(deck, key):
    """What means nothing to the deck is left to the browser."""
    prevented = deck.evaluate(
        """key => !document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))""",
        key,
    )

    assert prevented is False


@pytest.mark.parametrize("key", ["ArrowRight", "Space", "Backspace", "b", "5", "Home"])
def test_keys_of_ours(deck, key):
    """What the deck uses, the browser does not: no scrolling, no quick search, no way back."""
    prevented = deck.evaluate(
        """key => !document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))""",
        {"Space": " "}.get(key, key),
    )

    assert prevented is True


def test_scrolling_keys_in_the_reading_view(deck):
    """In the reading view the page scrolls with the keys that scroll pages."""
    press(deck, "Home", "r")
    press(deck, "End")
    until(deck, "scrollY > 100 && scrollY + innerHeight >= document.documentElement.scrollHeight - 1")

    assert view(deck) == "read"


def test_clickers(deck):
    """A clicker's keys work: page keys move, the period blackens, Esc brings back."""
    press(deck, "PageDown")
    assert at(deck) == "7"
    press(deck, "PageUp", ".")
    assert at(deck) == "6"
    assert is_black(deck)
    press(deck, "Escape")
    assert not is_black(deck)
