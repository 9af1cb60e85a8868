from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from ensure_browser import HELP
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, Playwright, Request, expect, sync_playwright

from slidekit import build
from slidekit.browser import driven_arguments, find_browser
from slidekit.errors import BrowserError

expect.set_options(timeout=20_000)  # of a busy machine

ROOT = Path(__file__).parents[2]

Build = Callable[..., Path]
Open = Callable[..., Page]


@pytest.fixture(scope="package")
def engine() -> Iterator[Playwright]:
    """What drives the browser; stopped with the last browser test, for its event loop is in the way of others."""
    with sync_playwright() as playwright:
        yield playwright


def launch(engine: Playwright, **settings: Any) -> Browser:
    """This machine's Chromium; where there is none, the test fails and says how to get one."""
    try:
        executable = find_browser()
    except BrowserError as error:
        pytest.fail(f"{error}\n{HELP}", pytrace=False)
    return engine.chromium.launch(executable_path=executable, args=list(driven_arguments()), **settings)


@pytest.fixture(scope="package")
def chromium(engine: Playwright) -> Iterator[Browser]:
    """One browser for all tests."""
    browser = launch(engine)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Build a talk, from its text or from its file, into a page; once for all who ask for the same one."""
    pages: dict[object, Path] = {}

    def page_of(talk: str | Path, **overrides: str) -> Path:
        key = (talk, *sorted(overrides.items()))
        if key not in pages:
            folder = tmp_path_factory.mktemp("deck")
            source = talk
            if isinstance(talk, str):
                source = folder / "talk.rst"
                source.write_text(talk, encoding="utf-8")
            bundle = build(source, overrides)
            bundle.write(folder)
            pages[key] = folder / next(iter(bundle.files))
        return pages[key]

    return page_of


COUNTER = count()


class Tab:
    """A page that a test has open, and everything it asked for and said meanwhile."""

    def __init__(self, context: BrowserContext) -> None:
        self.page = context.new_page()
        self.page.set_default_timeout(20_000)  # of a busy machine
        self.address = ""
        self.log: list[str] = []
        self.page.on("request", self.note_request)
        self.page.on("console", lambda message: self.log.append(f"{message.type}: {message.text}"))
        self.page.on("pageerror", lambda error: self.log.append(f"error: {error}"))
        self.page.on("dialog", self.note_dialog)

    def note_request(self, request: Request) -> None:
        """Note what is asked for, but for the page itself and what lies inside it."""
        if not request.url.startswith((self.address, "data:", "about:blank")):
            self.log.append(f"request: {request.url}")

    def note_dialog(self, dialog: Dialog) -> None:
        """Note a box that wants an answer, and give none."""
        self.log.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def visit(self, address: str, size: tuple[int, int]) -> None:
        """Open a page as if this tab had never seen another."""
        self.address = address.partition("#")[0].partition("?")[0]
        width, height = size
        if self.page.viewport_size != {"width": width, "height": height}:
            self.page.set_viewport_size({"width": width, "height": height})
        self.page.goto(address)

    def leave(self) -> list[str]:
        """Close the page, not the tab; what it asked for and said."""
        self.page.goto("about:blank")
        self.page.emulate_media(media="null")  # a test may have asked for paper
        said, self.log = self.log, []
        return said


@pytest.fixture(scope="package")
def tabs(chromium: Browser) -> Iterator[dict[str, Tab]]:
    """The tabs that most tests use, one after the other: one for each way in which a browser was asked to be set."""
    kept: dict[str, Tab] = {}
    yield kept
    for tab in kept.values():
        tab.page.context.close()


@pytest.fixture
def opened(chromium: Browser, tabs: dict[str, Tab], built: Build) -> Iterator[Open]:
    """Open a deck from ``file://`` with the network unplugged; afterwards nothing was asked for and nothing said.

    The deck is the text or the file of a talk, or a page. ``at`` is the end of its address: query and hash. A test
    that provokes messages says which with ``says``; all must be there, and no others. ``settings`` are those of the
    browser; with ``alone=True``, and for every deck but the first, it is a browser's profile of the test's own.
    """
    used: list[tuple[Tab, tuple[str, ...]]] = []
    places: dict[Path, Path] = {}

    def own_place(page: Path) -> Path:
        """The same page at an address of this test's own: a browser remembers what was done at an address."""
        if page.parent not in places:
            places[page.parent] = page.parent.with_name(f"{page.parent.name}-{next(COUNTER)}")
            places[page.parent].symlink_to(page.parent)
        return places[page.parent] / page.name

    def open_deck(
        talk: str | Path,
        at: str = "",
        size: tuple[int, int] = (1280, 720),
        says: tuple[str, ...] = (),
        overrides: dict[str, str] | None = None,
        alone: bool = False,
        **settings: Any,
    ) -> Page:
        page = (
            talk if isinstance(talk, Path) and talk.suffix == ".html" else own_place(built(talk, **(overrides or {})))
        )
        key = repr(sorted(settings.items()))
        tab = None if alone or used else tabs.get(key)
        if tab is None:
            tab = Tab(chromium.new_context(offline=True, **settings))
            if not alone and not used:
                tabs[key] = tab
        used.append((tab, says))
        tab.visit(page.as_uri() + at, size)
        return tab.page

    yield open_deck
    logs = [(tab.leave(), says) for tab, says in used]
    for tab, _ in used:
        if tab not in tabs.values():
            tab.page.context.close()
    for log, says in logs:
        unexpected = [line for line in log if not any(part in line for part in says)]
        missing = [part for part in says if not any(part in line for line in log)]
        assert unexpected == []
        assert missing == []
