from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from browser.conftest import Build, Open
from browser.decks import TWELVE
from browser.sight import at, hash_of, press, press_at_once, sight, until

LINKED = """\
:transition: none

Beginning
---------

See the `Middle`_ [1]_, the remark_, and a book [Lov43]_.

Middle
------

.. _remark:

A remark.

Up to the Beginning_.

.. raw:: html

   <p id="größe">Named in another script.</p>
   <p><a id="elsewhere" href="#Beginning?">a link that leads nowhere</a></p>

Sources
-------

.. [1] The footnote.
.. [Lov43] The citation.
"""


@pytest.fixture
def linked(opened: Open) -> Page:
    """Three slides that point at each other."""
    return opened(LINKED)


@pytest.fixture
def stepped(built: Build, tmp_path: Path) -> Path:
    """Four slides; the third has two steps, which the source has no words for yet."""
    page = tmp_path / "stepped.html"
    html = built(TWELVE).read_text(encoding="utf-8")
    html = html.replace('id="slide-3"', 'id="slide-3" data-steps="2"', 1)
    html = html.replace("<p>This is slide 3</p>", '<p data-step="1">first</p><p data-step="2" id="part">second</p>', 1)
    page.write_text(html, encoding="utf-8")
    return page


def go(page: Page, address: str) -> None:
    """Type an address into the browser's bar, and wait until the page has heard of it."""
    page.evaluate("addEventListener('hashchange', () => { window.heard = true; }, { once: true })")
    page.goto(page.url.partition("#")[0] + address)
    until(page, "window.heard")
    page.evaluate("delete window.heard")


def until_at(page: Page, there: str) -> None:
    """Wait until one is there."""
    until(page, f"document.documentElement.dataset.at === '{there}'")


@pytest.mark.parametrize("number", ["1", "7", "12"])
def test_number(opened, number):
    """``#7`` opens at the seventh slide."""
    deck = opened(TWELVE, f"#{number}")

    assert at(deck) == number
    assert sight(deck)["sees"].strip() == f"This is slide {number}"
    assert hash_of(deck) == f"#{number}"


def test_no_address(opened):
    """Without an address the first slide is shown, and the address stays as it is."""
    deck = opened(TWELVE)

    assert at(deck) == "1"
    assert hash_of(deck) == ""


@pytest.mark.parametrize(
    ("address", "there"),
    [
        ("#13", "12"),
        ("#999999999", "12"),
        ("#0", "1"),
        ("#007", "7"),
        ("#3.9", "3"),
        ("#3.0", "3"),
        ("#slide-4", "4"),
        ("#nowhere", "1"),
        ("#-3", "1"),
        ("#3.", "1"),
        ("#1e1", "1"),
        ("#12.2.1", "1"),
        ("#12345678901234567890", "1"),
        ("#", "1"),
        ("##5", "1"),
        ("#%35", "5"),
        ("#%", "1"),
        ("#%E0%A4%A", "1"),
        ("#%00", "1"),
        ("#constructor", "1"),
        ("#__proto__", "1"),
        ("#<script>alert(1)</script>", "1"),
        ("#slide-4%20", "1"),
        ("# 5", "1"),
    ],
)
def test_odd_addresses(opened, address, there):
    """Whatever stands in the address, the nearest slide is shown and nothing breaks."""
    deck = opened(TWELVE, address)
    assert at(deck) == there
    assert len(sight(deck)["slides"]) == 1

    press(deck, "ArrowRight", "ArrowLeft")
    assert at(deck) == ("11" if there == "12" else there)


@pytest.mark.parametrize(("address", "shown"), [("#13", "#12"), ("#0", "#1"), ("#3.9", "#3"), ("#nowhere", "#1")])
def test_mended_address(opened, address, shown):
    """A bad address is replaced by that of the slide which is shown."""
    deck = opened(TWELVE, address)
    until(deck, f"location.hash === '{shown}'")

    assert at(deck) == shown.removeprefix("#")


@pytest.mark.parametrize("address", ["#nowhere", "#%E0%A4%A", "#3."])
def test_bad_address_later(opened, address):
    """A bad address in the middle of a talk leaves the slide that is shown."""
    deck = opened(TWELVE, "#6")
    go(deck, address)

    assert at(deck) == "6"
    until(deck, "location.hash === '#6'")


def test_address_follows(opened):
    """Each move is in the address."""
    deck = opened(TWELVE)
    press(deck, "ArrowRight", "ArrowRight")
    assert hash_of(deck) == "#3"
    press(deck, "ArrowLeft")
    assert hash_of(deck) == "#2"
    press(deck, "End")
    assert hash_of(deck) == "#12"


def test_slide_follows(opened):
    """An address typed in the middle of a talk moves there."""
    deck = opened(TWELVE, "#6")
    go(deck, "#11")

    assert at(deck) == "11"
    assert sight(deck)["sees"].strip() == "This is slide 11"


def test_back_and_forward(opened):
    """The browser's back and forward go the way one came."""
    deck = opened(TWELVE, "#2", alone=True)
    press(deck, "ArrowRight")
    press_at_once(deck, "9", "Enter")

    deck.go_back()
    until_at(deck, "3")
    deck.go_back()
    until_at(deck, "2")
    deck.go_forward()
    until_at(deck, "3")
    deck.go_forward()
    until_at(deck, "9")
    assert sight(deck)["sees"].strip() == "This is slide 9"


def test_reload(opened):
    """A reload keeps the slide, also one that was reached by keys a moment ago."""
    deck = opened(TWELVE)
    press(deck, "ArrowRight", "ArrowRight", "ArrowRight")
    deck.reload()

    assert at(deck) == "4"
    assert sight(deck)["sees"].strip() == "This is slide 4"


def test_reload_after_a_run(opened):
    """A reload in the middle of a run of keys keeps the slide, though the address was behind."""
    deck = opened(TWELVE)
    press_at_once(deck, *["End", "Home", "3", "Enter", "ArrowRight"] * 20)
    deck.reload()

    assert at(deck) == "4"


def test_step(opened, stepped):
    """``#3.2`` opens at the second step of the third slide."""
    deck = opened(stepped, "#3.2")

    assert at(deck) == "3.2"
    assert sight(deck)["sees"].split() == ["first", "second"]


def test_steps_by_keys(opened, stepped):
    """Next and previous take the steps one by one, and the address and ``data-at`` say which."""
    deck = opened(stepped, "#2")
    seen = []
    for key in ["ArrowRight"] * 4 + ["ArrowLeft"] * 4:
        press(deck, key)
        seen.append((at(deck), hash_of(deck), sight(deck)["sees"].split()))

    third = [("3", "#3", []), ("3.1", "#3.1", ["first"]), ("3.2", "#3.2", ["first", "second"])]
    fourth, second = [("4", "#4", ["This", "is", "slide", "4"])], [("2", "#2", ["This", "is", "slide", "2"])]
    assert seen == third + fourth + third[::-1] + second


def test_step_beyond_the_last(opened, stepped):
    """A step that is not there is the last one."""
    deck = opened(stepped, "#3.7")

    assert at(deck) == "3.2"
    until(deck, "location.hash === '#3.2'")


def test_name_of_a_part(opened, stepped):
    """The name of a part shows the step at which it is there."""
    deck = opened(stepped, "#part")

    assert at(deck) == "3.2"
    assert sight(deck)["sees"].split() == ["first", "second"]


def test_steps_stay_hidden_until_their_time(opened, stepped):
    """A jump to a slide shows it before its first step; steps take no part in other slides."""
    deck = opened(stepped)
    press_at_once(deck, "3", "Enter")

    assert at(deck) == "3"
    assert sight(deck)["sees"].split() == []


def test_name_of_a_slide(linked):
    """``#middle`` shows the slide of that name."""
    go(linked, "#middle")

    assert at(linked) == "2"


def test_name_of_something_on_a_slide(linked):
    """The name of anything on a slide shows that slide, with the thing in focus for those who listen."""
    go(linked, "#remark")

    assert at(linked) == "2"
    assert linked.evaluate("document.activeElement.id") == "remark"


@pytest.mark.parametrize("address", ["#größe", "#gr%C3%B6%C3%9Fe"])
def test_name_in_another_script(linked, address):
    """A name need not be English."""
    go(linked, address)

    assert at(linked) == "2"


@pytest.mark.parametrize(
    ("link", "there"),
    [("Middle", "2"), ("[1]", "3"), ("remark", "2"), ("[Lov43]", "3")],
)
def test_link_to_another_slide(linked, link, there):
    """A link, a footnote and a citation lead to the slide where their target stands."""
    linked.locator("section.is-current a").filter(has_text=re.compile(f"^{re.escape(link)}$")).click()
    until_at(linked, there)

    assert len(sight(linked)["slides"]) == 1


def test_way_back_from_a_footnote(linked):
    """A footnote's own link leads back to where it is mentioned."""
    go(linked, "#3")
    linked.locator("section.is-current .footnote a").click()
    until_at(linked, "1")


def test_way_back_by_the_browser(linked):
    """After a link, the browser's back leads to where one was."""
    linked.locator("section.is-current a", has_text="Middle").click()
    until_at(linked, "2")
    linked.go_back()

    until_at(linked, "1")


def test_link_that_leads_nowhere(linked):
    """A link to a name that is not there moves nothing."""
    go(linked, "#2")
    linked.locator("#elsewhere").click()
    until(linked, "location.hash === '#2'")

    assert at(linked) == "2"


def test_keys_after_a_link(linked):
    """After a link was followed the keys move on from there."""
    linked.locator("section.is-current a", has_text="remark").click()
    until_at(linked, "2")
    press(linked, "ArrowRight")

    assert at(linked) == "3"


def test_space_after_a_jump_to_a_name(linked):
    """What an address has put in focus does not keep Space and Enter for itself."""
    go(linked, "#remark")
    until(linked, "document.activeElement.id === 'remark'")
    press(linked, "Space")

    assert at(linked) == "3"


@pytest.mark.parametrize("view", ["slides", "read"])
def test_query_is_kept(opened, view):
    """What else stands in the address stays there when one moves."""
    deck = opened(TWELVE, f"?view={view}&x=1#2")
    press(deck, "ArrowRight")
    until(deck, "location.hash === '#3'")

    assert deck.evaluate("location.href").endswith(f"?view={view}&x=1#3")
