from __future__ import annotations

import pytest

from browser.decks import SINK, TWELVE, plain_slides
from browser.sight import at, press, sight, until, view
from browser.words import SEED, seed_slides, words

PRIVATE = """\
:transition: none

slide
-----

Shown first

.. notes:: Whispered

slide
-----

:hidden: yes

Kept back

slide
-----

Shown last
"""

MARKS = """\
:transition: none
:footer: At the foot

.. header:: At the head

slide
-----

One

slide
-----

Two
"""


def test_slides_is_the_default(opened):
    """Without a word about it, one slide is shown at a time."""
    deck = opened(TWELVE)

    assert view(deck) == "slides"
    assert sight(deck)["slides"] == ["slide-1"]


@pytest.mark.parametrize("name", ["read", "print"])
def test_all_slides(opened, name):
    """``?view=read`` and ``?view=print`` show all slides one below the other, in order."""
    deck = opened(TWELVE, f"?view={name}")
    seen = sight(deck)
    tops = deck.locator("section.slide").evaluate_all("all => all.map((one) => one.getBoundingClientRect().top)")

    assert seen["view"] == name
    assert [say.strip() for say in seen["says"]] == [f"This is slide {n}" for n in range(1, 13)]
    assert tops == sorted(set(tops))


@pytest.mark.parametrize("name", ["read", "print"])
def test_seed_is_said_once(opened, name):
    """Reading and print view say what the seed says, each word once."""
    seen = sight(opened(SEED, f"?view={name}"))

    assert [words(say) for say in seen["says"]] == [said.words for said in seed_slides()]


@pytest.mark.parametrize("name", ["unknown", "", "READ", "slides%20", "__proto__", "<script>"])
def test_unknown_view(opened, name):
    """A view that is not there is the slides."""
    deck = opened(TWELVE, f"?view={name}#3")

    assert view(deck) == "slides"
    assert at(deck) == "3"
    assert len(sight(deck)["slides"]) == 1


def test_upright_phone_reads(opened):
    """A narrow upright phone shows the reading view, at the slide of the address."""
    deck = opened(TWELVE, "#8", (390, 844))
    until(deck, "document.querySelector('#slide-8').getBoundingClientRect().top < innerHeight")

    assert view(deck) == "read"
    assert len(sight(deck)["slides"]) == 12
    assert at(deck) == "8"


@pytest.mark.parametrize("size", [(844, 390), (768, 1024), (1024, 768)])
def test_others_show_slides(opened, size):
    """A phone on its side and a tablet show slides."""
    assert view(opened(TWELVE, "", size)) == "slides"


def test_phone_may_ask_for_slides(opened):
    """``?view=slides`` holds on a phone too."""
    deck = opened(TWELVE, "?view=slides", (390, 844))

    assert view(deck) == "slides"
    assert len(sight(deck)["slides"]) == 1


def test_author_prefers_reading(opened):
    """``:view: read`` opens in the reading view; ``?view=slides`` and ``r`` still show slides."""
    talk = plain_slides(3, ":view: read")
    deck = opened(talk)
    assert view(deck) == "read"
    assert len(sight(deck)["slides"]) == 3

    press(deck, "r")
    assert view(deck) == "slides"
    assert view(opened(talk, "?view=slides")) == "slides"


@pytest.mark.parametrize("talk", [SEED, SINK], ids=["seed", "one of each"])
def test_without_javascript(opened, talk):
    """Without JavaScript every slide can be read, once, and the page says it is the reading view."""
    deck = opened(talk, java_script_enabled=False)
    slides = deck.locator("section.slide")
    shown = [words(slides.nth(n).inner_text()) for n in range(slides.count())]

    assert deck.locator("html").get_attribute("data-view") == "read"
    assert deck.locator("html").get_attribute("data-at") == "1"
    assert len(shown) == (96 if talk is SEED else 37)
    assert all(box["width"] > 100 for box in (slides.nth(n).bounding_box() for n in range(slides.count())))
    if talk is SEED:
        assert shown == [said.words for said in seed_slides()]


@pytest.mark.parametrize("at_view", ["", "?view=read", "?view=print", "?view=slides"])
def test_private_things_are_in_no_view(opened, at_view):
    """Notes and hidden slides are in no view."""
    deck = opened(PRIVATE, at_view)
    seen = deck.locator("body").inner_text()
    press(deck, "PageDown")
    seen += deck.locator("body").inner_text()

    assert "Shown first" in seen
    assert "Shown last" in seen
    assert "Whispered" not in seen
    assert "Kept back" not in seen


def test_hidden_slide_is_not_counted(opened):
    """A hidden slide has no number and cannot be reached."""
    deck = opened(PRIVATE)
    press(deck, "ArrowRight")

    assert sight(deck)["sees"].strip() == "Shown last"
    assert at(deck) == "2"
    press(deck, "End")
    assert at(deck) == "2"


def test_private_things_without_javascript(opened):
    """Without JavaScript notes and hidden slides are not seen either."""
    seen = opened(PRIVATE, java_script_enabled=False).locator("body").inner_text()

    assert "Shown last" in seen
    assert "Whispered" not in seen
    assert "Kept back" not in seen


@pytest.mark.parametrize("at_view", ["", "?view=read", "?view=print", "#3", "#name"])
def test_no_slides(opened, at_view):
    """A talk without a slide is an empty page on which no key breaks anything."""
    deck = opened("", at_view)
    press(deck, "ArrowRight", "ArrowLeft", "End", "5", "Enter", "b", "b", "r", "r", "Home", "Escape")

    assert sight(deck)["slides"] == []
    assert at(deck) == "1"


@pytest.mark.parametrize("count", [1, 3])
def test_short_decks(opened, count):
    """A talk of one slide, or of a few, has a first and a last slide like any other."""
    deck = opened(plain_slides(count))
    assert at(deck) == "1"

    press(deck, *["ArrowRight"] * 4)
    assert at(deck) == str(count)
    assert sight(deck)["sees"].strip() == f"This is slide {count}"

    press(deck, *["ArrowLeft"] * 4)
    assert at(deck) == "1"


def test_scrolling_moves_the_position(opened):
    """In the reading view ``data-at`` and the address follow the reader."""
    deck = opened(SEED, "?view=read")
    deck.mouse.move(600, 300)
    deck.mouse.wheel(0, 1e6)
    until(deck, "document.documentElement.dataset.at === '96'")
    until(deck, "location.hash === '#96'")

    deck.mouse.wheel(0, -1e6)
    until(deck, "document.documentElement.dataset.at === '1'")


def test_scrolling_past_the_last_slide(opened):
    """At the end of the reading view one is at the last slide, though a footer stands below it."""
    deck = opened(plain_slides(40, ":footer: At the foot"), "?view=read")
    deck.mouse.move(600, 300)
    deck.mouse.wheel(0, 1e6)
    until(deck, "scrollY + innerHeight >= document.documentElement.scrollHeight - 1")

    until(deck, "document.documentElement.dataset.at === '40'")


def test_reading_adds_no_history(opened):
    """Scrolling leaves no trail in the browser's history: one step back leaves the deck."""
    deck = opened(SEED, "?view=read", alone=True)
    before = deck.evaluate("history.length")
    deck.mouse.move(600, 300)
    for _ in range(5):
        deck.mouse.wheel(0, 3000)
    until(deck, "Number(document.documentElement.dataset.at) > 5")

    assert deck.evaluate("history.length") == before


def test_reading_and_back(opened):
    """From the reading view back to the slides one is where one read."""
    deck = opened(SEED, "#20")
    press(deck, "r")
    assert at(deck) == "20"
    box = deck.locator("section.slide").nth(19).bounding_box()
    assert -1 < box["y"] < 720

    deck.mouse.move(600, 300)
    deck.mouse.wheel(0, 1e6)
    until(deck, "document.documentElement.dataset.at === '96'")
    press(deck, "r")
    assert len(sight(deck)["slides"]) == 1
    assert sight(deck)["says"][0].split() == ["♥", "@drocco007"]


def test_address_in_the_reading_view(opened):
    """An address brings its slide into sight in the reading view too."""
    deck = opened(SEED, "?view=read#50")
    until(deck, "Math.abs(document.querySelectorAll('section.slide')[49].getBoundingClientRect().top) < 50")

    assert at(deck) == "50"


def test_header_and_footer(opened):
    """What stands at the head and at the foot is on every slide, outside of what the slide holds."""
    deck = opened(MARKS)
    for words_of_slide in ("One", "Two"):
        seen = sight(deck)
        assert sorted(seen["sees"].split()) == sorted(f"At the head At the foot {words_of_slide}".split())
        assert seen["says"][0].strip() == words_of_slide
        press(deck, "ArrowRight")


def test_first_slide_alone_is_painted(opened):
    """While the page loads no other slide flashes by: before any script of ours has run to its end, one is shown."""
    deck = opened(SEED, alone=True)
    deck.add_init_script("""
      window.sights = [];
      const look = () => {
        const root = document.documentElement;
        if (document.querySelector('section.slide')) {
          window.sights.push([...document.querySelectorAll('section.slide')].filter((one) => one.checkVisibility({ visibilityProperty: true })).length);
        }
        if (document.readyState !== 'complete') { requestAnimationFrame(look); }
      };
      requestAnimationFrame(look);
    """)
    deck.reload()
    until(deck, "document.readyState === 'complete'")

    assert set(deck.evaluate("window.sights")) <= {0, 1}


def test_early_key_is_not_lost(opened):
    """A key that is pressed before the first slide is even painted moves as any other."""
    deck = opened(TWELVE, alone=True)
    deck.add_init_script("""
      document.addEventListener('DOMContentLoaded', () => {
        document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }));
        window.was = document.documentElement.dataset.at;
      });
    """)
    deck.reload()

    assert deck.evaluate("window.was") == "2"
    assert sight(deck)["sees"].strip() == "This is slide 2"


@pytest.mark.parametrize("key", ["Tab", "Shift+Tab"])
def test_tab_stays_on_the_slide(opened, key):
    """The Tab key reaches what is on the slide that is shown, and nothing of the others."""
    link = "slide\n-----\n\n`One <https://one.example>`__ and `two <https://two.example>`__\n\n"
    deck = opened(":transition: none\n\n" + link * 4, "#2")
    reached = set()
    for _ in range(12):  # past the controls
        press(deck, key)
        reached.add(deck.evaluate("document.activeElement.closest('section')?.id ?? ''"))

    assert reached - {""} == {"slide-2"}
