from __future__ import annotations

import pytest
from playwright.sync_api import Page

from browser.conftest import Open
from browser.sight import press, press_at_once, settle, settled_sight, until
from browser.words import SEED, letters, seed_slides, words


@pytest.fixture
def seed(opened: Open) -> Page:
    """The seed as its author shows it, at the first slide."""
    return opened(SEED)


def check_slide(page: Page, number: int) -> str:
    """What is shown is this slide of the seed, to the word, and nothing besides; the end of its address."""
    said = seed_slides()[number - 1]
    seen = settled_sight(page)
    assert seen["at"] == str(number)
    assert seen["view"] == "slides"
    assert len(seen["slides"]) == 1
    assert seen["current"] == seen["slides"]
    assert seen["place"] == number
    assert words(seen["says"][0]) == said.words
    assert letters(seen["sees"]) == letters(said.words)
    assert [code.rstrip("\n") for code in seen["code"]] == list(said.code)
    return str(seen["hash"])


def test_forward_and_back(opened):
    """All 96 slides pass by with the arrow keys, forward and back, each with exactly what the source says."""
    seed = opened(SEED, overrides={"transition": "none"})

    assert len(seed_slides()) == 96
    for number in range(1, 97):
        assert check_slide(seed, number) == (f"#{number}" if number > 1 else "")
        if number < 96:
            press(seed, "ArrowRight")
    for number in range(95, 1, -1):
        press(seed, "ArrowLeft")
        assert check_slide(seed, number) == f"#{number}"
    press(seed, "ArrowLeft")
    until(seed, "location.hash === '#1'")
    check_slide(seed, 1)


def test_walk_with_motion(seed):
    """As the author shows it, fading, each slide ends as what the source says, and alone."""
    for number in range(2, 9):
        press(seed, "ArrowRight")
        check_slide(seed, number)


def test_no_slide_says_slide(seed):
    """The untitled word is on no slide: neither as a heading nor anywhere else."""
    assert seed.locator("section.slide").count() == 96
    assert seed.locator("section.slide", has_text="slide").count() == 0


def test_picture_of_the_seed(seed):
    """The seed's drawing is inside the file and shown large."""
    press(seed, "ArrowRight")
    settle(seed)
    picture = seed.locator("section.is-current img")

    assert picture.get_attribute("src").startswith("data:image/png;base64,")
    assert picture.evaluate("image => image.complete && image.naturalWidth > 100")
    assert picture.bounding_box()["height"] > 300


def test_blank_slides_stay(seed):
    """The two empty sections of the seed are blank slides: the speaker wants the pause."""
    blank = [number for number, said in enumerate(seed_slides(), 1) if not said.words]

    assert blank == [48, 88]
    for number in blank:
        seed.goto(seed.url.partition("#")[0] + f"#{number}")
        until(seed, f"document.documentElement.dataset.at === '{number}'")
        check_slide(seed, number)


def test_only_one_slide_is_read_aloud(seed):
    """A screen reader finds one slide, by its number and title, and none of the others."""
    press_at_once(seed, *"40", "Enter")
    settle(seed)
    tree = seed.context.new_cdp_session(seed).send("Accessibility.getFullAXTree")["nodes"]
    slides = [node["name"]["value"] for node in tree if node["role"]["value"] == "group" and not node["ignored"]]

    assert slides == ["40: Docker"]


def test_every_slide_has_a_name_of_its_own(seed):
    """Ids and accessible names of the 96 slides are unique."""
    named = seed.locator("section.slide").evaluate_all("all => all.map((one) => [one.id, one.ariaLabel])")

    assert len({identity for identity, _ in named}) == 96
    assert len({label for _, label in named}) == 96
    assert named[0] == ["docker-for-developers", "1: Docker for Developers"]
