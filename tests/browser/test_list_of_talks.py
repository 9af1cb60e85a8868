"""The list of a folder's talks, as a person finds it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from command import put
from playwright.sync_api import Browser, Page, expect
from serving.stage import TWO_SLIDES, Play, playing

from browser.conftest import Tab
from browser.test_accessibility import violations


@pytest.fixture
def play(tmp_path: Path) -> Iterator[Play]:
    """A server of a folder with two talks, one of them broken."""
    put(
        tmp_path,
        {"tea.rst": TWO_SLIDES, "sub/broken.rst": "A title that is rather long for a card\n" + "=" * 40 + TWO_SLIDES},
    )
    with playing(tmp_path) as running:
        yield running


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 1280), ("light", 360)])
def test_the_list_is_for_everyone(play: Play, chromium: Browser, scheme: str, width: int):
    """The list has no fault that axe-core finds, fits a phone, keeps to its policy, and Tab meets the talks only."""
    play.get("/tea.html")
    play.get("/sub/broken.html")
    play.sessions["/sub/broken.html"].wrong = {
        "errors": [{"text": "sub/broken.rst:1:1: error: no", "slide": None}],
        "warnings": [],
    }
    context = chromium.new_context(color_scheme=scheme, viewport={"width": width, "height": 800})  # type: ignore[arg-type]
    tab = Tab(context)
    tab.page.goto(f"http://127.0.0.1:{play.port}/")
    expect(tab.page.locator(".problem")).to_have_text("sub/broken.rst:1:1: error: no")

    assert violations(tab.page) == {}
    assert tab.page.evaluate("document.documentElement.scrollWidth") == width
    stops = []
    for _ in range(2):
        tab.page.keyboard.press("Tab")
        stops.append(tab.page.evaluate("document.activeElement.textContent"))
    assert stops == ["broken, read", "tea, read"]
    tab.page.keyboard.press("Enter")
    tab.page.wait_for_url("**/tea.html")
    assert [line for line in tab.log if line.startswith("error")] == []
    context.close()


def settle(page: Page, play: Play, count: int) -> None:
    """Wait until the list is the last one: each first slide that it shows tells more of a talk, and it loads anew."""
    end = time.monotonic() + 60
    while True:
        complete = len(play.sessions) >= count
        versions: list[str] = []
        play.on_loop(lambda: versions.append(play.server.house.version()))  # noqa: B023 - it has run by then
        if complete and page.locator("html").get_attribute("data-live") == versions[0]:
            return
        assert time.monotonic() < end, "it never was the last one, or its first slides were never asked for"
        page.wait_for_timeout(20)


def test_the_list_follows(play: Play, chromium: Browser, tmp_path: Path):
    """A talk that is saved while the list is open stands in it when it is looked at again."""
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{play.port}/")
    expect(page.get_by_role("link")).to_have_count(2)
    settle(page, play, 2)

    page.evaluate("setInterval(() => dispatchEvent(new Event('focus')), 50)")  # begun before the page loads anew
    put(tmp_path, {"new.rst": TWO_SLIDES.replace("One", "New")})

    expect(page.get_by_role("link", name="New")).to_be_visible()
    settle(page, play, 3)
    context.close()
