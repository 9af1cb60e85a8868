"""A talk that is served, as its author meets it: the real command, real files, a real browser."""

from __future__ import annotations

import json
import os
import re
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from command import COMMAND
from playwright.sync_api import Browser, Page, expect
from serving.shown import save
from serving.test_session import PNG

from browser.conftest import Tab

ADDRESS = re.compile(r"at (http://\S+)")
TALK = """\
One
===

first words

Two
===

.. image:: dot.png
   :alt: a dot

Three
=====

+ a
+ b

.. notes:: Breathe.
"""
MARK = "window.sameDocument = true"


class Author:
    """A talk, the server that shows it, and the windows in which it is seen."""

    def __init__(self, folder: Path, browser: Browser, text: str) -> None:
        self.talk = folder / "talk.rst"
        self.talk.write_text(text)
        (folder / "dot.png").write_bytes(PNG)
        self.editor = folder / "gvim"
        self.editor.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > {folder}/opened\n')
        self.editor.chmod(0o755)
        self.browser = browser
        self.tabs: list[Tab] = []
        self.start("0")

    def start(self, port: str) -> None:
        """Start the server."""
        self.server = subprocess.Popen(
            [*COMMAND, "serve", str(self.talk), "--port", port],
            stderr=subprocess.PIPE,
            stdin=subprocess.DEVNULL,
            text=True,
            env={**os.environ, "VISUAL": str(self.editor), "PYTHONUNBUFFERED": "1"},
        )
        self.address = ""
        while not self.address:
            assert self.server.stderr is not None
            found = ADDRESS.search(self.server.stderr.readline())
            self.address = found[1] if found else ""

    def stop(self) -> None:
        """Stop the server."""
        self.server.terminate()
        self.server.communicate(timeout=20)

    def open(self, at: str = "") -> Page:
        """A window at the talk, of which the server knows; whether it is loaded anew can be told."""
        if not self.tabs:
            self.context = self.browser.new_context()
        tab = Tab(self.context)
        self.tabs.append(tab)
        told: list[str] = []
        tab.page.on("websocket", lambda socket: socket.on("framereceived", lambda data: told.append(str(data))))
        tab.page.goto(self.address + at)
        expect(tab.page.locator("html:not(.is-starting)")).to_be_attached()
        until(lambda: tab.page.wait_for_timeout(20) or any('"slidekit"' in message for message in told))
        tab.page.evaluate(MARK)
        return tab.page

    def save(self, text: str) -> None:
        """Save the talk."""
        save(self.talk, text)

    def end(self) -> None:
        """Stop it all; nothing was said, and no policy was hurt."""
        self.stop()
        said = [
            line for tab in self.tabs for line in tab.log if line.startswith("error") and "ERR_CONNECTION" not in line
        ]
        self.context.close()
        assert [line for line in said if "WebSocket" not in line] == []


@pytest.fixture
def write(tmp_path: Path, chromium: Browser) -> Iterator[Callable[[str], Author]]:
    """Begin to write a talk."""
    authors: list[Author] = []

    def begin(text: str = TALK) -> Author:
        authors.append(Author(tmp_path, chromium, text))
        return authors[-1]

    yield begin
    for author in authors:
        author.end()


def shown(page: Page) -> str:
    """The slide that one sees."""
    return page.locator("section.is-current").inner_text()


def at(page: Page, place: str) -> None:
    """Wait until the page is there; it is still the same document."""
    expect(page.locator("html")).to_have_attribute("data-at", place)
    assert page.evaluate("window.sameDocument")


def test_a_save_is_seen_in_place_in_every_window(write):
    """The edited slide comes to the screen of audience and speaker, without a reload; an edit of it moves nobody."""
    author = write()
    audience, speaker = author.open(), author.open("?view=presenter")
    author.save(TALK.replace("Breathe.", "Breathe deeply."))

    at(audience, "3.2")
    at(speaker, "3.2")
    expect(speaker.locator(".deck-said")).to_contain_text("Breathe deeply.")
    audience.keyboard.press("ArrowLeft")
    at(speaker, "3.1")
    author.save(TALK.replace("+ b", "+ a better one"))
    expect(audience.locator("section.is-current")).to_contain_text("a better one")
    at(audience, "3.1")
    author.save(TALK.replace("first words", "other words"))
    at(audience, "1")
    at(speaker, "1")
    assert "other words" in shown(audience)


def test_a_slide_before_the_current_one(write):
    """Slides that come and go elsewhere leave the audience where it is, at another number."""
    author = write()
    page = author.open("#2")
    page.keyboard.press("b")
    author.save("Zero\n====\n\nnew\n\n" + TALK)
    expect(page.locator("section.slide")).to_have_count(4)
    page.evaluate("slidekit.deck.go({ slide: 3, step: 0 })")
    author.save(TALK)
    expect(page.locator("section.slide")).to_have_count(3)

    assert page.evaluate("window.sameDocument")
    assert [slide.get_attribute("aria-label") for slide in page.locator("section.slide").all()] == [
        "1: One",
        "2: Two",
        "3: Three",
    ]


def test_errors_are_shown_over_the_last_good_deck(write):
    """With file, line and caret; to the speaker alone if there is one; gone when it is mended."""
    author = write()
    audience = author.open()
    author.save(TALK + "\n.. nonsense::\n")
    expect(audience.locator("body")).to_contain_text('Unknown directive type "nonsense"')
    assert "first words" in shown(audience)
    speaker = author.open("?view=presenter")
    expect(speaker.locator("body")).to_contain_text("nonsense")
    expect(audience.locator("body")).not_to_contain_text("nonsense")
    author.save(TALK)

    expect(speaker.locator("body")).not_to_contain_text("nonsense")
    assert audience.evaluate("window.sameDocument")


def test_a_talk_that_is_broken_from_the_start(write):
    """Its page says what is wrong, and becomes the deck."""
    author = write(TALK + "\n.. nonsense::\n")
    page = author.open()
    expect(page.locator("body")).to_contain_text("Unknown directive type")
    author.save(TALK + "\n.. rubbish::\n")
    expect(page.locator("body")).to_contain_text("rubbish")
    author.save(TALK)

    expect(page.locator("section.is-current")).to_contain_text("first words")


def test_pictures_and_styles_are_replaced_in_place(write, tmp_path):
    """A new picture, a style sheet, a theme: seen at once, without a reload."""
    (tmp_path / "own.css").write_text("")
    author = write(":css: own.css\n\n" + TALK)
    folder = author.talk.parent
    page = author.open("#2")
    picture = page.locator("section.is-current img")
    before = picture.get_attribute("src")
    save(folder / "dot.png", PNG + b"more")
    expect(picture).not_to_have_attribute("src", str(before))
    expect(picture).to_have_js_property("complete", True)
    save(folder / "own.css", b"main { outline: 3px solid rgb(1, 2, 3) }")
    expect(page.locator("main")).to_have_css("outline-color", "rgb(1, 2, 3)")
    (folder / "mine").mkdir()
    (folder / "mine" / "theme.css").write_text("@layer theme { main { outline: 3px solid rgb(4, 5, 6) } }")
    author.save(":theme: mine\n\n" + TALK)
    expect(page.locator("main")).to_have_css("outline-color", "rgb(4, 5, 6)")
    save(folder / "mine" / "theme.css", b"@layer theme { main { outline: 3px solid rgb(7, 8, 9) } }")
    expect(page.locator("main")).to_have_css("outline-color", "rgb(7, 8, 9)")

    at(page, "2")
    expect(picture).to_have_js_property("naturalWidth", 1)


def test_to_the_source_and_back(write):
    """`e` and Alt+click open the editor at the line; an editor brings its line's slide to the screen."""
    author = write()
    page = author.open("#3")
    opened = author.talk.parent / "opened"
    page.keyboard.press("ArrowRight")
    page.get_by_text("a", exact=True).last.click(modifiers=["Alt"])
    until(lambda: opened.exists() and opened.read_text() == f"+15\n{author.talk}\n")
    at(page, "3.1")
    told = urllib.request.urlopen(f"{author.address}at", f"file={author.talk}&line=8".encode())
    assert told.status == 204
    told.close()

    at(page, "2")


def until(truth: Callable[[], object]) -> None:
    """Wait until something is so."""
    end = time.monotonic() + 20
    while not truth():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_server_that_comes_back(write):
    """A page that lost its server presents on, and takes over what has changed when it is there again."""
    author = write()
    page = author.open("#2")
    port = author.address.rsplit(":", 1)[1].strip("/")
    author.stop()
    page.keyboard.press("ArrowRight")
    at(page, "3")
    author.save(TALK.replace("+ b", "+ another"))
    author.start(port)

    expect(page.locator("section.is-current")).to_contain_text("another")
    at(page, "3")


def test_another_client_of_livereload_is_told_to_reload(write):
    """A browser's extension speaks LiveReload's own protocol, and gets its own message."""
    author = write()
    page = author.open()
    page.evaluate(
        """() => new Promise((resolve) => {
          window.told = [];
          const socket = new WebSocket(location.origin.replace('http', 'ws') + '/livereload');
          socket.onmessage = ({ data }) => {
            if (window.told.push(JSON.parse(data)) > 1) { resolve(); return; }
            socket.send(JSON.stringify({ command: 'info', url: location.href }));
            hello();                     // its answer tells that the rest was heard
          };
          const hello = () => socket.send(JSON.stringify({ command: 'hello', protocols: ['http://livereload.com/protocols/official-7'] }));
          socket.onopen = hello;
        })"""
    )
    author.save(TALK.replace("first words", "other words"))
    expect(page.locator("section.is-current")).to_contain_text("other words")

    until(lambda: page.evaluate("told.length") > 2)
    told = json.loads(page.evaluate("JSON.stringify(told)"))
    assert [message["command"] for message in told] == ["hello", "hello", "reload"]
