from __future__ import annotations

import pytest
from playwright.sync_api import Page

from browser.pdf import sheets
from browser.sight import at, hash_of, press, press_at_once, sight

STEPPED = """\
:transition: none

Steps
-----

.. class:: incremental

- first
- second

.. _late:

.. class:: incremental

and third

slide
-----

A word that :incremental:`comes later`

slide
-----

+ one
+ two

. . .

after a pause

Plain
-----

* all
* at once
"""


def seen(page: Page) -> str:
    """The text that reaches the eye, in one line."""
    return " ".join(str(sight(page)["sees"]).split())


def test_one_after_the_other(opened):
    """Each key brings the next part, then the next slide; the place says which step it is."""
    page = opened(STEPPED, "#1")
    story = [(at(page), seen(page))]
    for _ in range(8):
        press(page, "ArrowRight")
        story.append((at(page), seen(page)))

    assert story == [
        ("1", "Steps"),
        ("1.1", "Steps first"),
        ("1.2", "Steps first second"),
        ("1.3", "Steps first second and third"),
        ("2", "A word that"),
        ("2.1", "A word that comes later"),
        ("3", ""),
        ("3.1", "one"),
        ("3.2", "one two"),
    ]


def test_backwards(opened):
    """Backwards a slide is entered with all its parts, and they leave one by one."""
    page = opened(STEPPED, "#2")
    story = []
    for _ in range(4):
        press(page, "ArrowLeft")
        story.append((at(page), seen(page)))

    assert story == [
        ("1.3", "Steps first second and third"),
        ("1.2", "Steps first second"),
        ("1.1", "Steps first"),
        ("1", "Steps"),
    ]


def test_a_pause(opened):
    """What follows ``. . .`` comes at the next step, and the dots are seen by nobody."""
    page = opened(STEPPED, "#3.2")
    press(page, "ArrowRight")

    assert (at(page), seen(page)) == ("3.3", "one two after a pause")


@pytest.mark.parametrize(("address", "place"), [("#1.2", "1.2"), ("#1.99", "1.3"), ("#4.1", "4"), ("#late", "1.3")])
def test_a_step_has_an_address(opened, address, place):
    """A step can be linked to, by number or by the name of what it brings; one that is not there is the nearest."""
    page = opened(STEPPED, address)

    assert at(page) == place


def test_history_has_the_steps(opened):
    """The address follows each step, and the browser's way back undoes it."""
    page = opened(STEPPED, "#1")
    press(page, "ArrowRight", "ArrowRight")
    assert hash_of(page) == "#1.2"
    page.go_back()

    assert (at(page), seen(page)) == ("1.1", "Steps first")


def test_a_hidden_part_takes_its_room(opened):
    """Nothing moves when a part appears: its place was kept."""
    page = opened(STEPPED, "#1")
    top = "document.querySelector('section.is-current h2').getBoundingClientRect().top"
    before = page.evaluate(top)
    press_at_once(page, *["ArrowRight"] * 3)

    assert page.evaluate(top) == before


def test_what_is_not_shown_is_not_read_aloud(opened):
    """A part that is still to come is not in the accessibility tree, nor can it be focused."""
    page = opened(STEPPED, "#1.1")

    assert page.get_by_role("listitem").count() == 1


@pytest.mark.parametrize("at_view", ["?view=read", "?view=print"])
def test_other_views_show_all(opened, at_view):
    """In the reading view and on paper every part is there."""
    page = opened(STEPPED, at_view)

    assert all(word in seen(page) for word in ["first", "second", "and third", "comes later", "after a pause"])


def test_without_javascript_all_is_there(opened):
    """Without JavaScript nothing waits for a key."""
    page = opened(STEPPED, java_script_enabled=False)

    assert page.get_by_text("and third").is_visible()


def test_a_page_for_each_slide_or_for_each_step(opened):
    """On paper a slide is one page, with ``steps=all`` one for each state that the room sees."""
    assert len(sheets(opened(STEPPED).pdf(prefer_css_page_size=True))) == 4
    assert len(sheets(opened(STEPPED, "?view=print&steps=all").pdf(prefer_css_page_size=True))) == 4 + 2 + 4 + 1
