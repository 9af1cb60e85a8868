from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import CDPSession, Locator, Page, expect

from browser.decks import TWELVE, plain_slides
from browser.sight import PRESS, at, hash_of, press, press_at_once, sight, until
from browser.test_accessibility import DISTINCT, violations
from browser.words import SEED

SIZES = [(1920, 1080), (1024, 768), (390, 844)]
OVERLAYS = {"o": "", "/": "docker", "g": "1", "?": ""}

TALK = """\
:transition: none

Apples
------

Round and *red*, from Kraków.

.. notes:: A secret for the speaker.

Pears
-----

* yellow

.. class:: incremental

* bergamot
* williams

.. _late:

.. class:: incremental

    A late target with a link to Apples_.

Hidden
------

:hidden: yes

A veiled banana.

slide
-----

Only text, with ``$(code)`` in it.

Größe
-----

.. image:: drawing.svg
   :alt: a drawing

"""


@pytest.fixture
def talk(opened) -> Page:
    """Four slides: apples, pears in four steps, one without a title, and one in German."""
    return opened(TALK.replace(".. image:: drawing.svg\n   :alt: a drawing\n", "Ende\n"))


def options(page: Page) -> Locator:
    """What can be chosen and is near enough to be there."""
    return page.get_by_role("option")


def active(page: Page) -> str:
    """The option that Enter would take, as a screen reader says it."""
    name = page.evaluate(
        "document.getElementById(document.activeElement.getAttribute('aria-activedescendant'))?.ariaLabel ?? ''"
    )
    return str(name)


def busy(session: CDPSession) -> float:
    """How many seconds the page has worked in all."""
    found = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
    return float(found["TaskDuration"])


def closed(page: Page) -> bool:
    """Whether nothing is open over the deck."""
    return page.locator("dialog[open]").count() == 0


@pytest.mark.parametrize("key", ["o", "Escape"])
def test_overview(opened, key):
    """``o`` and Esc show all slides, the current one marked, with number and title; Esc closes them again."""
    deck = opened(TWELVE, "#6")
    press(deck, key)

    assert active(deck) == "6: This is slide 6"
    expect(options(deck)).to_have_count(12)
    assert options(deck).nth(2).inner_text().split("\n")[-2:] == ["3", "This is slide 3"]
    press(deck, "Escape")
    assert closed(deck)
    assert at(deck) == "6"
    assert len(sight(deck)["slides"]) == 1


@pytest.mark.parametrize("size", SIZES)
def test_tiles(opened, size):
    """In any window the current slide's tile is seen whole, and each tile shows its slide as it is, only smaller."""
    deck = opened(SEED, "?view=slides#50", size)
    lines = """(slide) => {
      const range = document.createRange();
      range.selectNodeContents(slide.querySelector('.slide-body'));
      const frame = slide.getBoundingClientRect();
      return [...range.getClientRects()].map((box) => [box.x - frame.x, box.y - frame.y, box.width].map((length) => length / frame.width));
    }"""
    large = deck.evaluate(f"({lines})(document.querySelector('section.is-current'))")
    press(deck, "o")
    tile = deck.locator("[aria-current] .deck-tile")
    small = deck.evaluate(f"({lines})(document.querySelector('[aria-current] .slide'))")
    box = tile.bounding_box()

    assert box is not None
    assert box["x"] >= 0
    assert box["y"] >= 0
    assert box["x"] + box["width"] <= size[0]
    assert box["y"] + box["height"] <= size[1]
    assert box["width"] / box["height"] == pytest.approx(16 / 9, rel=0.01)
    assert len(small) == len(large)
    assert [value for line in small for value in line] == pytest.approx(
        [value for line in large for value in line], abs=0.01
    )


def test_arrows_and_enter(opened):
    """Arrows go from tile to tile, Home and End to the first and the last, Enter to the slide."""
    deck = opened(plain_slides(40), "#20", (1280, 720))
    press(deck, "o")
    columns = deck.evaluate(
        "getComputedStyle(document.querySelector('.deck-list')).gridTemplateColumns.split(' ').length"
    )
    assert columns >= 3
    for key, there in [
        ("ArrowRight", 21),
        ("ArrowDown", 21 + columns),
        ("ArrowLeft", 20 + columns),
        ("ArrowUp", 20),
        ("End", 40),
        ("Home", 1),
        ("ArrowDown", 1 + columns),
    ]:
        press(deck, key)
        assert active(deck) == f"{there}: This is slide {there}"
    press(deck, "Enter")

    assert at(deck) == str(1 + columns)
    assert closed(deck)


def test_right_to_left(opened):
    """Where one reads from right to left, the tile to the left is the next one."""
    deck = opened(plain_slides(12, ":lang: ar\n:dir: rtl"))
    press(deck, "o", "ArrowLeft")

    assert active(deck) == "2: This is slide 2"
    first, second = (options(deck).nth(n).bounding_box() for n in (0, 1))
    assert first is not None
    assert second is not None
    assert second["x"] < first["x"]


def test_mouse(opened):
    """A click on a tile goes there, one on the cross closes."""
    deck = opened(TWELVE)
    press(deck, "o")
    deck.get_by_role("option", name="5: ", exact=False).click()
    assert at(deck) == "5"
    assert closed(deck)
    press(deck, "o")
    deck.get_by_role("button", name="Close").click()
    assert at(deck) == "5"
    assert closed(deck)


def test_finger(opened):
    """A finger scrolls the tiles and taps one, and no keyboard covers them unless the field is touched."""
    deck = opened(SEED, "?view=slides", (390, 844), has_touch=True)
    until(deck, "window.slidekit.deck?.current()")
    press(deck, "o")
    assert deck.locator(".deck-query").get_attribute("inputmode") == "none"
    deck.get_by_role("option", name=re.compile("^4: ")).tap()
    until(deck, "document.documentElement.dataset.at === '4'")  # a tap becomes a click a little later
    assert closed(deck)
    press(deck, "o")
    deck.locator(".deck-query").tap()
    expect(deck.locator(".deck-query")).to_have_attribute("inputmode", "search")


def test_filter(talk):
    """What is typed in the overview leaves the slides that say it, whatever case and accents."""
    press(talk, "o")
    talk.keyboard.type("KRAKOW red")
    assert options(talk).count() == 1
    assert active(talk) == "1: Apples"
    talk.locator(".deck-query").fill("nobody says this")
    assert options(talk).count() == 0
    expect(talk.get_by_role("status").filter(has_text="Nothing found")).to_be_visible()
    press(talk, "Enter")
    assert not closed(talk)


def test_letters_are_text(talk):
    """In the dialogs every letter is text, `o` and digits too."""
    press(talk, "o", "o", "n", "l", "y", "Space", "t")

    assert talk.locator(".deck-query").input_value() == "only t"
    assert active(talk) == "3: Only text, with $(code) in it."
    assert at(talk) == "1"


def test_search(talk):
    """Search shows number, title and where the word stands, marked; Enter goes there."""
    press(talk, "/")
    assert options(talk).count() == 0
    talk.keyboard.type("yel")
    assert [line for line in options(talk).inner_text().split("\n") if line] == [
        "2",
        "Pears",
        "Pears yellow bergamot williams A late target with a link to Apples.",
    ]
    assert talk.locator("mark").inner_text() == "yel"
    press(talk, "Enter")
    assert at(talk) == "2"


def test_search_on_a_step(talk):
    """What appears at a step is found at that step, and marked there."""
    press(talk, "/")
    talk.keyboard.type("williams")
    marked = "[...CSS.highlights.get('deck-found')].map((range) => range.startContainer.data.trim())"
    found = talk.evaluate(
        f"(() => {{ ({PRESS})(['Enter']); return {marked}; }})()"
    )  # at once: it is marked for a while

    assert at(talk) == "2.2"
    assert found == ["williams"]


@pytest.mark.parametrize("key", ["/", "o", "g"])
@pytest.mark.parametrize("word", ["secret", "veiled", "banana", "Hidden"])
def test_what_nobody_sees_nobody_finds(talk, key, word):
    """Notes and hidden slides are never found."""
    press(talk, key)
    talk.keyboard.type(word)

    assert options(talk).count() == 0


def test_signs(talk):
    """Signs are searched for as they are."""
    press(talk, "/")
    talk.keyboard.type("$(code)")

    assert active(talk) == "3: Only text, with $(code) in it."


@pytest.mark.parametrize(
    ("typed", "there"),
    [("3", "3"), ("2.2", "2.2"), ("2.99", "2.3"), ("99", "4"), ("pea", "2"), ("GRO", "4"), ("only", "3")],
)
def test_jump(talk, typed, there):
    """``g`` jumps to a number, a number with a step, or the first title that has the word; the nearest counts."""
    press(talk, "g")
    talk.keyboard.type(typed)
    press(talk, "Enter")

    assert at(talk) == there
    assert hash_of(talk) == f"#{there}"


def test_jump_offers_all_titles(talk):
    """Before anything is typed all titles are there, the current slide's active."""
    press(talk, "End", "g")

    assert [one.get_attribute("aria-label") for one in options(talk).all()] == [
        "1: Apples",
        "2: Pears",
        "3: Only text, with $(code) in it.",
        "4: Größe",
    ]
    assert active(talk) == "4: Größe"


def test_caret_keys_are_the_fields(talk):
    """In search and jump, the keys that move the caret move the caret."""
    press(talk, "g", "a", "r", "ArrowLeft", "ArrowLeft", "e", "Home", "p")

    assert talk.locator(".deck-query").input_value() == "pear"


def test_back_and_forward(talk):
    """The browser's back and forward go through the jumps."""
    press(talk, "g", "4", "Enter")
    press(talk, "o", "ArrowLeft", "Enter")
    press(talk, "/")
    talk.keyboard.type("williams")
    press(talk, "Enter")
    assert at(talk) == "2.2"
    for there in ("3", "4", "1"):
        talk.go_back()
        until(talk, f"document.documentElement.dataset.at === '{there}'")
    talk.go_forward()
    until(talk, "document.documentElement.dataset.at === '4'")


def test_back_closes(talk):
    """What is open closes when one goes back, for another slide is to be seen."""
    press(talk, "g", "4", "Enter", "o")
    talk.go_back()
    until(talk, "document.documentElement.dataset.at === '1'")

    assert closed(talk)


def test_named_target_on_a_step(opened, talk):
    """A name that appears at a step opens its slide at that step; a link away and the way back keep it."""
    talk.goto(talk.url.partition("#")[0] + "#late")
    until(talk, "document.documentElement.dataset.at === '2.3'")
    talk.locator("section.is-current a").click()
    until(talk, "document.documentElement.dataset.at === '1'")
    talk.go_back()
    until(talk, "document.documentElement.dataset.at === '2.3'")


@pytest.mark.parametrize("key", OVERLAYS)
def test_focus(opened, key):
    """While something is open the focus is in it; closed, it is where it was, and keys move the deck."""
    deck = opened(":transition: none\n\nslide\n-----\n\nA `link <https://example.com>`__ here\n\nslide\n-----\n\nTwo\n")
    deck.locator("section.is-current a").focus()
    press(deck, key)
    assert deck.evaluate("Boolean(document.activeElement.closest('dialog'))")
    for _ in range(6):
        press(deck, "Tab")
        assert deck.evaluate(
            "document.activeElement === document.body || Boolean(document.activeElement.closest('dialog'))"
        )
    press(deck, "Escape")
    assert closed(deck)
    assert deck.evaluate("document.activeElement.tagName") == "A"
    press(deck, "n")
    assert at(deck) == "2"


@pytest.mark.parametrize("modifier", ["Alt", "Control", "Meta"])
def test_modifiers_are_the_browsers(talk, modifier):
    """Keys with a modifier stay the browser's while something is open."""
    press(talk, "o")
    talk.evaluate("addEventListener('keydown', (event) => { window.taken = event.defaultPrevented; })")
    press(talk, f"{modifier}+ArrowDown")

    assert talk.evaluate("window.taken") is False


def test_held_escape(opened):
    """Esc held down opens the overview, once, and closes nothing."""
    deck = opened(TWELVE)
    deck.keyboard.down("Escape")
    for _ in range(5):
        deck.keyboard.down("Escape")

    assert not closed(deck)
    deck.keyboard.up("Escape")
    press(deck, "Escape")
    assert closed(deck)


def test_behind_the_curtain(opened):
    """A black screen shows the overview that is asked for; closing it leaves the screen black, choosing lifts it."""
    deck = opened(TWELVE)
    press(deck, "b", "o")
    assert deck.locator(".deck-overview").is_visible()
    press(deck, "Escape")
    assert deck.evaluate("document.documentElement.classList.contains('is-black')")
    press(deck, "o", "ArrowRight", "Enter")
    assert at(deck) == "2"
    assert not deck.evaluate("document.documentElement.classList.contains('is-black')")


def test_reading(opened):
    """In the reading view the overview is a list of titles, and choosing scrolls there."""
    deck = opened(plain_slides(40), "?view=read")
    press(deck, "o")
    assert deck.locator(".deck-tile").count() == 0
    deck.keyboard.type("slide 33")
    press(deck, "Enter")

    assert at(deck) == "33"
    assert deck.evaluate("Math.abs(document.querySelector('#slide-33').getBoundingClientRect().top) < innerHeight / 2")


def test_tiles_look_like_slides(opened):
    """On a tile code keeps its indentation, and words have the size and colour that they have on the slide."""
    talk = (
        ":transition: none\n\nslide\n-----\n\n.. code-block:: python\n\n    def f():\n        return 1\n\n"
        "A word that :incremental:`comes`\n"
    )
    look = """(where) => ['pre code span', '[data-step]'].map((part) => {
      const { whiteSpace, fontSize, color } = getComputedStyle(document.querySelector(`${where} ${part}`));
      return [whiteSpace, fontSize, color]; })"""
    deck = opened(talk, "#1.1")
    shown = deck.evaluate(look, "section")
    press(deck, "o")

    assert shown[0][0] == "pre"
    assert deck.evaluate(look, ".deck-tile") == shown


def test_speakers_window(opened):
    """In the speaker's window the overview shows whole tiles, too, and goes to one."""
    deck = opened(TWELVE, "?view=presenter#3")
    press(deck, "o")
    assert deck.evaluate(
        "(([tile, slide]) => Math.abs(tile.width - slide.width) < 1)"
        "([...document.querySelectorAll('.deck-tile, .deck-tile .slide')].slice(0, 2).map((one) => one.getBoundingClientRect()))"
    )
    press(deck, "ArrowRight", "Enter")
    assert at(deck) == "4"


def test_dark_slide(opened):
    """A dark slide lends its colours to the window, not to the other slides' tiles."""
    deck = opened(
        ":transition: none\n\nslide\n-----\n\n:class: dark\n\nNight\n\nslide\n-----\n\nDay\n", color_scheme="light"
    )
    press(deck, "o")
    papers = deck.evaluate(
        "[...document.querySelectorAll('.deck-tile .slide')].map((slide) => getComputedStyle(slide).backgroundColor)"
    )

    assert papers == ["rgb(15, 17, 21)", "rgb(255, 255, 255)"]


def test_late_picture(opened, tmp_path):
    """A tile with a picture is fitted like its slide."""
    picture = '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="200"><rect width="400" height="200"/></svg>'
    (tmp_path / "drawing.svg").write_text(picture)
    (tmp_path / "talk.rst").write_text(TALK)
    deck = opened(tmp_path / "talk.rst", "#4")
    until(deck, "document.querySelector('section.is-current img').offsetWidth >= 400")
    press(deck, "o")
    until(
        deck,
        "document.querySelector('[aria-current] img')?.offsetWidth === document.querySelector('section.is-current img').offsetWidth",
    )


@pytest.mark.parametrize("key", OVERLAYS)
def test_print_is_without(opened, key):
    """What is open is not printed."""
    deck = opened(TWELVE)
    press(deck, key)
    deck.emulate_media(media="print")
    until(deck, "document.documentElement.dataset.view === 'print'")

    assert not deck.locator("dialog").is_visible()
    deck.emulate_media(media="screen")


@pytest.mark.parametrize("key", OVERLAYS)
@pytest.mark.parametrize(("theme", "scheme"), DISTINCT)
def test_accessible(opened, theme, scheme, key):
    """axe-core finds nothing with the overview, search, jump or help open, in any theme."""
    deck = opened(SEED, "#24", overrides={"theme": theme, "transition": "none"}, color_scheme=scheme)
    press(deck, key)
    deck.keyboard.type(OVERLAYS[key])

    assert violations(deck, look=(theme, scheme)) == {}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("key", OVERLAYS)
def test_windows(opened, key, size):
    """Nothing that opens is wider than the window, or higher."""
    deck = opened(SEED, "?view=slides", size)
    press(deck, key)
    box = deck.locator("dialog").bounding_box()

    assert box is not None
    assert box["x"] >= 0
    assert box["y"] >= 0
    assert box["x"] + box["width"] <= size[0]
    assert box["y"] + box["height"] <= size[1]
    assert deck.evaluate("document.querySelector('dialog').scrollWidth <= document.querySelector('dialog').clientWidth")


def test_help(opened):
    """Help names every verb that there is, with every key of it as it stands on the keyboard."""
    deck = opened(TWELVE)
    press(deck, "?")
    shown: dict[str, Any] = deck.evaluate(
        """Object.fromEntries([...document.querySelectorAll('dialog dl > div')]
          .map((row) => [row.querySelector('dt').textContent, [...row.querySelectorAll('kbd')].map((key) => key.textContent)]))"""
    )
    verbs: dict[str, str] = deck.evaluate(
        "Object.fromEntries(Object.keys(slidekit.keymap).filter((verb) => slidekit.verbs[verb]).map((verb) => [verb, slidekit.keymap[verb]]))"
    )
    names: dict[str, str] = deck.evaluate("slidekit.texts")

    assert shown["Next"] == ["→", "↓", "Space", "PgDn", "Enter", "n", "j", "l"]
    assert shown["Black screen"] == ["b", "."]
    assert {names[verb]: len(keys.split(" ")) for verb, keys in verbs.items()} == {
        name: len(keys) for name, keys in list(shown.items())[: len(verbs)]
    }
    assert list(shown)[len(verbs) :] == ["Slide of this number", "Close what is open, or overview"]


def test_single_letters_can_be_switched_off(opened):
    """A tick in help switches single-letter keys off and on, also for the next visit."""
    deck = opened(TWELVE, alone=True)
    press(deck, "?")
    deck.get_by_role("checkbox", name="Single-letter keys").uncheck()
    press(deck, "Escape", "n", "o", "?")
    assert at(deck) == "1"
    assert closed(deck)
    deck.reload()
    press(deck, "n", "ArrowRight")
    assert at(deck) == "2"
    press(deck, "Escape")
    assert deck.locator(".deck-overview").is_visible()


def test_thousand_slides(opened):
    """Among a thousand slides the overview opens at once, with no more tiles than are seen and scrolled to."""
    deck = opened(plain_slides(1000), "#500")
    deck.mouse.move(600, 400)
    until(deck, "document.querySelector('.deck-controls')")
    before = deck.evaluate("document.querySelectorAll('*').length")
    session = deck.context.new_cdp_session(deck)
    session.send(
        "Performance.enable", {"timeDomain": "threadTicks"}
    )  # what others on the machine take is no part of it
    start = busy(session)
    press(deck, "o")
    assert active(deck) == "500: This is slide 500"
    assert busy(session) - start < 10
    deck.wait_for_timeout(200)
    assert options(deck).count() < 60
    deck.mouse.wheel(0, 100_000)
    until(deck, "[...document.querySelectorAll('[role=option]')].at(-1).ariaLabel === '1000: This is slide 1000'")
    assert options(deck).count() < 60
    press(deck, "Escape")
    until(deck, f"document.querySelectorAll('*').length === {before}")


def test_quick_hands(opened):
    """Keys without a pause between them open, filter and go."""
    deck = opened(TWELVE)
    press_at_once(deck, "o", "ArrowRight", "ArrowRight", "Enter", "ArrowRight")

    assert at(deck) == "4"
    assert closed(deck)
