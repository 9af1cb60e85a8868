from __future__ import annotations

from playwright.sync_api import Page

from browser.sight import at, press, sight, until
from browser.test_accessibility import violations

TALK = """\
:transition: none

One
===

On the slide. :handout:`On paper.` :slide-display:`On stage.`

.. container:: handout

   .. code-block:: python

      parsley = 1

   + a
   + b

.. class:: handout

Paper
=====

Sesame

.. class:: slide-display

Screen
======

Only on stage.

slide
=====

.. only:: handout

   Nothing on stage.

Last
====

See Paper_.
"""

SEEN = """() => [...document.querySelectorAll('main > section.slide')].filter((slide) => slide.checkVisibility())
  .map((slide) => slide.innerText.replace(/\\s+/g, ' ').trim())"""
STAGE = ["One On the slide. On stage.", "Screen Only on stage.", "Last See Paper."]
PAPER = ["One On the slide. On paper. parsley = 1 a b", "Paper Sesame", "Nothing on stage.", "Last See Paper."]


def seen(page: Page) -> list[str]:
    """What can be read, slide by slide."""
    found: list[str] = page.evaluate(SEEN)
    return found


def test_on_stage(opened):
    """In the slides view nothing of the handout is there: no slide, no text, no step, no hit of a search."""
    deck = opened(TALK)
    shown = seen(deck)
    while deck.evaluate("document.documentElement.dataset.at") != "3":
        press(deck, "ArrowRight")
        shown += seen(deck)

    assert shown == STAGE
    assert deck.locator(".deck-number").get_attribute("data-number") == "3 / 3"
    press(deck, "ArrowRight")
    assert at(deck) == "3"
    press(deck, "/")
    for word, count in (("parsley", 0), ("sesame", 0), ("stage", 2), ("slide", 1)):
        deck.fill(".deck-query", word)
        until(deck, f"document.querySelectorAll('.deck-list [role=option]').length === {count}")
    press(deck, "Escape")
    assert violations(deck) == {}


def test_on_paper(opened):
    """In the reading view and in print all of it stands in its place, and nothing that is for the stage alone."""
    deck = opened(TALK, "?view=read")

    assert seen(deck) == PAPER
    assert violations(deck) == {}
    assert seen(opened(TALK, "?view=print")) == PAPER


def test_names(opened):
    """A slide of the handout is called after the slide before it; an address of it leads there."""
    deck = opened(TALK)
    names = "[...document.querySelectorAll('main > section.slide')].map((slide) => slide.ariaLabel)"

    assert deck.evaluate(names) == ["1: One", "1+: Paper", "2: Screen", "2+", "3: Last"]
    press(deck, "End")
    assert sight(deck)["slides"] == ["last"]
    deck.locator("#last a").click()
    until(deck, "document.documentElement.dataset.at === '1'")


def test_size(opened):
    """Text on a slide is as large as if what is on paper alone were not in the source."""
    size = "getComputedStyle(document.querySelector('.is-current .slide-body')).fontSize"
    rest = TALK.index("On paper")
    bare = TALK[: rest - len(":handout:`")] + ":slide-display:`On stage.`\n\nTwo\n===\n\nText\n"

    assert opened(TALK).evaluate(size) == opened(bare).evaluate(size)
