"""What a served page does with what the server tells it, with a server that is the test."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from browser.served import ADDRESS, Server, items_of
from browser.test_accessibility import violations

Visit = Callable[..., Page]

WIDE = ".. code::\n\n   " + "wide = 1  # " + "and on and on " * 40 + "\n"
ERROR = 'talk.rst:13:4: error: unknown directive "foo" [unknown-directive]\n   13 | .. foo:: bar\n      |    ^^^'
WARNING = "talk.rst:3:12: warning: no such image [missing-image]\n    3 | .. image:: x.png\n      |            ^^^^^"
TROUBLES: dict[str, Any] = {"errors": [{"text": ERROR, "slide": 2}], "warnings": [{"text": WARNING, "slide": None}]}
MENDED: dict[str, Any] = {"errors": [], "warnings": []}

BARE = """() => {
  const copy = document.querySelector('main').cloneNode(true);
  const asides = [document.querySelector('body > header'), document.querySelector('body > footer')].map((one) => one?.outerHTML);
  copy.querySelectorAll('.deck-ink, script, .deck-notes').forEach((one) => one.remove());
  for (const one of copy.querySelectorAll('*')) {
    for (const name of [...one.classList]) { if (name.startsWith('is-')) { one.classList.remove(name); } }
    for (const name of [...one.style]) { if (name.startsWith('--')) { one.style.removeProperty(name); } }
    for (const name of ['class', 'style']) { if (!one.getAttribute(name)) { one.removeAttribute(name); } }
    for (const name of ['tabindex', 'aria-roledescription']) { one.removeAttribute(name); }
  }
  const { lang, dir, dataset: { live } } = document.documentElement;
  const style = document.querySelector('head > style:not(.deck-style)').textContent;
  return { main: copy.innerHTML.replace(/\\s+(?=<)/g, '\\n'), asides, title: document.title, body: { ...document.body.dataset }, lang, dir, live, style };
}"""
"""A page without what the runtime does to it."""

NOTE = """() => {
  const line = document.querySelector('.deck-says');
  window.said = [];
  new MutationObserver(() => said.push(line.textContent)).observe(line, { childList: true });
}"""
"""Keep all that the page says in its line: some of it is soon taken away."""

FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
"""Until the page has been laid out and painted, and what scrolling brings about has come."""

STATE = "() => slidekit.deck.state()"
SHOWN = "() => document.querySelector('main > .is-current').getAttribute('aria-label')"


def talk(*slides: tuple[str, str]) -> str:
    """A talk of titles and texts."""
    return "".join(f"{title}\n{'=' * 20}\n\n{text}\n\n" for title, text in slides)


ONE, TWO, THREE = ("One", "alpha"), ("Two", "a\n\n+ b\n+ c"), ("Three", "gamma\n\n.. notes:: Breathe.")
TALK = talk(ONE, TWO, THREE)


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Visit]:
    """Open a served talk in a window of a browser that has seen none; at the end none has made an error."""
    context = chromium.new_context()
    errors: list[str] = []

    def open_page(server: Server, at: str = "", size: tuple[int, int] = (1280, 720)) -> Page:
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.set_viewport_size({"width": size[0], "height": size[1]})
        server.serve(page)
        met = len(server.commands("slidekit"))
        page.goto(ADDRESS + at)
        page.wait_for_function("() => window.slidekit.live?.send && !document.querySelector('.is-starting')")
        wait(page, lambda: len(server.commands("slidekit")) > met)
        return page

    yield open_page
    context.close()
    assert errors == []


def wait(page: Page, done: Callable[[], Any]) -> None:
    """Let the page go on until something is so."""
    for _ in range(1500):
        if done():
            return
        page.wait_for_timeout(20)
    pytest.fail("it did not come to that")


def reach(page: Page, server: Server) -> None:
    """Wait until the page is at the server's version."""
    page.wait_for_function("(live) => document.documentElement.dataset.live === live", arg=server.version)


def save(page: Page, server: Server, text: str, **more: Any) -> None:
    """Save a talk, and wait until a page has it."""
    server.save(text, **more)
    reach(page, server)


def assert_fresh(page: Page, server: Server) -> None:
    """The page is as if it had just been loaded."""
    other = page.context.new_page()
    server.serve(other)
    other.goto(page.url.partition("#")[0])
    other.wait_for_function("() => window.slidekit.live?.send")
    wanted = other.evaluate(BARE)
    other.close()
    assert page.evaluate(BARE) == wanted


def test_a_text_changes_in_place(visit):
    """The text of the slide on the screen changes; the slide is the same element, at the same step."""
    server = Server(TALK)
    page = visit(server, "#2.1")
    page.evaluate("window.same = document.querySelector('#two')")

    save(page, server, TALK.replace("a\n\n+ b", "other\n\n+ b"))

    assert page.inner_text("#two p") == "other"
    assert page.evaluate("same === slidekit.deck.current()")
    assert page.evaluate("document.documentElement.dataset.at") == "2.1"
    assert page.locator("#two .is-shown").all_inner_texts() == ["b"]


def test_what_the_reader_did_stays(visit):
    """Scrolling of code, zoom and ink stay when the slide that has them changes, and so does the focus."""
    server = Server(talk(ONE, ("Two", WIDE + "\ntext")))
    page = visit(server, "#2")
    page.evaluate("slidekit.deck.set({ zoom: 150, ink: { 2: [[0, 0, 500, 500]] } })")
    page.evaluate("() => { const pre = document.querySelector('#two pre'); pre.focus(); pre.scrollLeft = 120; }")

    save(page, server, talk(ONE, ("Two", WIDE + "\nother text")))

    assert page.inner_text("#two p") == "other text"
    assert page.evaluate("document.querySelector('#two pre').scrollLeft") == 120
    assert page.evaluate("document.activeElement.nodeName") == "PRE"
    assert page.evaluate("slidekit.deck.current().style.getPropertyValue('--zoom')") == "1.5"
    assert page.evaluate("document.querySelector('.deck-ink path').getAttribute('d')") != ""


def test_a_slide_before(visit):
    """A slide that is put before the current one moves its number, its address, its ink and its time; nothing else is seen."""
    server = Server(TALK)
    page = visit(server, "#2.1")
    page.evaluate("slidekit.deck.set({ ink: { 2: [[0, 0, 9, 9]], 3: [[1, 1, 2, 2]] }, spent: { 1: 1000, 2: 2000 } })")

    save(page, server, talk(ONE, ("New", "new"), TWO, THREE))

    state = page.evaluate(STATE)
    assert (state["slide"], state["step"]) == (3, 1)
    assert state["ink"] == {"3": [[0, 0, 9, 9]], "4": [[1, 1, 2, 2]]}
    assert state["spent"] == {"1": 1000, "3": 2000}
    assert page.evaluate("location.hash") == "#3.1"
    assert page.evaluate(SHOWN) == "3: Two"
    assert page.get_attribute("#three", "aria-label") == "4: Three"
    assert page.get_attribute(".deck-number", "data-number") == "3 / 4"


def test_a_line_is_drawn_on(visit):
    """A line that is being drawn goes on over a save, on its slide, whatever the number of that is then."""
    server = Server(TALK)
    page = visit(server, "#2")
    page.keyboard.press("c")
    page.mouse.move(300, 300)
    page.mouse.down()
    page.mouse.move(400, 300)

    save(page, server, talk(("New", "new"), ONE, ("Two", "other"), THREE))
    page.mouse.move(500, 300)
    page.mouse.up()
    page.mouse.move(500, 600)

    [[number, [line]]] = page.evaluate("Object.entries(slidekit.deck.state().ink)")
    assert number == "3"
    assert line == [3000, 3000, 4000, 3000, 5000, 3000]


def test_the_current_slide_goes(visit):
    """Where the current slide is deleted, the next one is shown, from its first step; what was drawn is gone with it."""
    server = Server(TALK)
    page = visit(server, "#2.1")
    page.evaluate("slidekit.deck.set({ ink: { 2: [[0, 0, 9, 9]] } })")

    save(page, server, talk(ONE, THREE))

    state = page.evaluate(STATE)
    assert (state["slide"], state["step"], state["ink"]) == (2, 0, {})
    assert page.evaluate(SHOWN) == "2: Three"
    assert page.locator("main > .is-current").count() == 1


def test_a_move(visit):
    """Slides that change places are moved, not made again; the current one is followed to its new place."""
    server = Server(TALK)
    page = visit(server, "#3")
    page.evaluate("window.same = slidekit.deck.current()")
    update = server.next(talk(THREE, ONE, TWO))

    server.send(**{**update, "slides": {"start": 0, "end": 3, "items": [2, 0, 1]}})
    reach(page, server)

    assert page.evaluate("same === slidekit.deck.current()")
    assert page.evaluate(STATE)["slide"] == 1
    assert_fresh(page, server)


def test_any_change_gives_the_fresh_page(visit):
    """After many changes, of texts, steps, notes, ids, hidden slides, numbers, title and style, the page is as if freshly loaded."""
    hidden = ("Two", ":hidden: yes\n\nsecret")
    versions = [
        talk(ONE, TWO, ("Three", "gamma")),
        talk(ONE, ("One", "twin"), TWO, THREE),
        talk(("One", "twin"), TWO, THREE),
        talk(ONE, hidden, THREE),
        talk(("Other", WIDE), hidden, THREE, ("Last", "1. x\n2. y")),
        ":title: Another\n:theme: night\n\n" + talk(THREE, TWO),
        ":title: Another\n\n" + talk(TWO, ("Three", "| lines\n| of verse"), ("One", "**bold** *text* `code`")),
        TALK,
    ]
    server = Server(TALK)
    page = visit(server, "#2")
    for version in versions:
        save(page, server, version)
        assert_fresh(page, server)


def test_a_whole_page(visit):
    """What comes without a version to start from is taken as the whole deck, whatever was there."""
    server = Server(TALK)
    page = visit(server, "#3")
    update = server.next(talk(ONE, ("New", "x"), TWO, THREE))
    server.send(**{**update, "from": None, "slides": {"start": 0, "end": 99, "items": items_of(server.page)}})
    reach(page, server)

    assert page.evaluate(SHOWN) == "4: Three"
    assert_fresh(page, server)


def test_a_missed_version(visit):
    """A page that has missed a version changes nothing and joins again."""
    server = Server(TALK)
    page = visit(server)
    server.next(TALK.replace("alpha", "beta"))
    met = len(server.commands("slidekit"))

    server.save(TALK.replace("alpha", "delta"))
    wait(page, lambda: len(server.commands("slidekit")) > met)

    assert server.commands("slidekit")[-1] == {"command": "slidekit", "path": "/", "version": "x.1", "role": "slides"}
    assert page.inner_text("#one p") == "alpha"


def test_the_server_goes_and_comes_back(visit):
    """Without a server the deck goes on; that it is gone is said after two seconds, and no longer when it is back."""
    server = Server(TALK)
    page = visit(server)
    page.clock.install(time=0)
    page.clock.pause_at(10_000)
    server.away = True
    server.sockets[0].close()
    page.keyboard.press("ArrowRight")
    assert page.evaluate(SHOWN) == "2: Two"
    for _ in range(19):
        page.clock.run_for(100)
        assert page.inner_text(".deck-says") == ""
    page.clock.resume()
    page.wait_for_function("() => document.querySelector('.deck-says').textContent.includes('server is gone')")

    met = len(server.commands("slidekit"))
    server.away = False
    page.wait_for_function("() => !document.querySelector('.deck-says').textContent")

    wait(page, lambda: len(server.commands("slidekit")) > met)
    assert server.commands("slidekit")[-1]["version"] == "x.1"


def test_the_speakers_window(visit):
    """The speaker sees the new notes, the new next slide and how many slides there are now."""
    server = Server(TALK)
    page = visit(server, "?view=presenter#3")

    save(page, server, TALK.replace("Breathe", "Breathe out") + talk(("Four", "delta")))

    page.wait_for_function("() => document.querySelector('.deck-said').textContent.includes('Breathe out')")
    assert "Four" in page.inner_text(".deck-next h2")
    assert "delta" in page.inner_text(".deck-pane")
    assert page.inner_text(".deck-slide") == "3 / 4"
    assert server.commands("slidekit")[0]["role"] == "presenter"


def test_title_and_style(visit):
    """A new title and a new style are taken over; the speaker's window keeps saying what it is."""
    server = Server(":title: Old\n\n" + TALK)
    page, speaker = visit(server), visit(server, "?view=presenter")

    server.save(":title: New\n:theme: night\n\n" + TALK)
    for one in (page, speaker):
        reach(one, server)

    assert (page.title(), speaker.title()) == ("New", "Speaker window: New")
    assert page.inner_text("h1") == "New"
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"


def test_reading(visit):
    """Where one reads, slides change below one another, and what one reads stays where it is."""
    server = Server(talk(*[(f"Slide {n}", "text\n\n" * 12) for n in range(9)]))
    page = visit(server, "?view=read&notes=yes")
    page.evaluate("scrollTo(0, 1500)")
    page.wait_for_function("() => document.documentElement.dataset.at !== '1'")
    seen = page.evaluate("document.elementFromPoint(600, 300).closest('section').getBoundingClientRect().top")
    named = page.evaluate("document.elementFromPoint(600, 300).closest('section').ariaLabel")

    save(page, server, talk(("New", "x\n\n.. notes:: Aside."), *[(f"Slide {n}", "text\n\n" * 12) for n in range(9)]))
    page.evaluate(FRAMES)

    number, title = named.split(": ")
    now = page.locator(f"section[aria-label='{int(number) + 1}: {title}']")
    assert abs(now.evaluate("(one) => one.getBoundingClientRect().top") - seen) < 2
    assert page.inner_text(".deck-notes") == "Aside."


def test_search_stays_open(visit):
    """A search that is open stays open, with what was typed, and finds what is there now."""
    server = Server(TALK)
    page = visit(server)
    page.keyboard.press("/")
    page.keyboard.type("gam")
    page.wait_for_selector("[role=option]")

    save(page, server, talk(("New", "gamut"), ONE, TWO, THREE))

    assert page.input_value(".deck-query") == "gam"
    assert page.locator("[role=option] b").all_inner_texts() == ["1", "4"]
    page.keyboard.press("Enter")
    assert page.evaluate(SHOWN) == "4: Three"


def test_go(visit):
    """The page goes to the slide that was edited, with all its steps; where that is shown already, it stays as it is."""
    server = Server(TALK)
    page = visit(server, "#1")

    save(page, server, TALK.replace("+ b", "+ bee"), go={"slide": 2, "edited": True})
    assert page.evaluate("document.documentElement.dataset.at") == "2.2"
    page.keyboard.press("ArrowLeft")
    save(page, server, TALK.replace("+ b", "+ boo"), go={"slide": 2, "edited": True})
    assert page.evaluate("document.documentElement.dataset.at") == "2.1"

    server.send(go=3)
    page.wait_for_function("document.documentElement.dataset.at === '3'")


def test_states_of_other_versions(visit):
    """A window does not take the place of one that has other slides; when both have the same ones, they agree."""
    server = Server(TALK)
    page, speaker = visit(server, "#2"), visit(server, "?view=presenter#2")
    speaker.wait_for_selector(".deck-news.is-there", state="attached")
    update = server.next(talk(("New", "x"), ONE, TWO, THREE))
    server.sockets[0].send(json.dumps({"command": "slidekit", **update}))
    reach(page, server)
    page.keyboard.press("ArrowRight")
    speaker.wait_for_timeout(200)
    assert speaker.evaluate(SHOWN) == "2: Two"

    server.sockets[1].send(json.dumps({"command": "slidekit", **update}))
    reach(speaker, server)
    speaker.wait_for_function("document.documentElement.dataset.at === '3.1'")

    assert page.evaluate("document.documentElement.dataset.at") == "3.1"


def test_an_error(visit):
    """An error is told over the good deck with its place, its picture and its slide, and is gone at once when mended."""
    server = Server(TALK)
    page = visit(server)

    server.send(troubles=TROUBLES)
    page.wait_for_selector(".deck-errors li")

    assert page.inner_text(".deck-errors summary") == "1 error"
    assert page.locator(".deck-errors button").all_inner_texts() == ["talk.rst:13:4", "slide 2"]
    assert page.inner_text(".deck-errors li p:nth-child(2)") == 'unknown directive "foo" unknown-directive'
    assert "^^^" in page.inner_text(".deck-errors samp")
    assert page.inner_text(".deck-warnings summary") == "1 warning"
    assert not page.is_visible(".deck-warnings li")
    page.click(".deck-to")
    assert page.evaluate(SHOWN) == "2: Two"
    page.click(".deck-where button >> nth=0")
    wait(page, lambda: server.commands("slidekit-open"))
    assert server.commands("slidekit-open") == [{"command": "slidekit-open", "slide": 2, "text": ".. foo:: bar"}]

    server.send(troubles=MENDED)
    page.wait_for_selector(".deck-troubles", state="hidden")


def test_half_a_file(visit):
    """An error that is gone at once never shows."""
    server = Server(TALK)
    page = visit(server)
    page.evaluate("""() => new MutationObserver(() => { window.flashed = true; })
      .observe(document.querySelector('.deck-troubles'), { subtree: true, childList: true, attributes: true })""")

    server.send(troubles=TROUBLES)
    page.wait_for_timeout(100)
    server.send(troubles=MENDED)
    page.wait_for_timeout(500)

    assert not page.evaluate("window.flashed && !document.querySelector('.deck-troubles').hidden")
    assert page.evaluate("document.querySelector('.deck-errors ul').childElementCount") == 0


def test_full_screen_is_the_audiences(visit):
    """On a full screen nothing is said of errors."""
    server = Server(TALK)
    page = visit(server)
    server.send(troubles=TROUBLES)
    page.wait_for_selector(".deck-errors li")

    page.keyboard.press("f")

    page.wait_for_selector(".deck-errors li", state="hidden")


def test_the_source(visit):
    """``e`` opens the source of what is under the mouse, Alt and a click that of the line they are at; the deck stays."""
    text = "`a link <https://example.org/>`_\n\n.. code::\n\n   first = 1\n   second = 2\n"
    server = Server(talk(("One", "alpha"), ("Two", text)))
    server.answer = lambda message: {"place": "talk.rst:13"} if message["command"] == "slidekit-open" else None
    page = visit(server, "#2")
    page.evaluate(NOTE)
    box = page.locator("#two pre").bounding_box()

    page.keyboard.press("e")
    page.keyboard.down("Alt")
    page.mouse.click(box["x"] + box["width"] / 4, box["y"] + box["height"] * 0.7)
    page.click("#two a")
    page.keyboard.up("Alt")
    page.hover("#two a")
    page.keyboard.press("e")
    wait(page, lambda: len(server.commands("slidekit-open")) > 3)

    assert [(one["slide"], one["text"]) for one in server.commands("slidekit-open")] == [
        (2, ""), (2, "second = 2"), (2, "a link"), (2, "a link")
    ]  # fmt: skip
    assert page.evaluate("document.documentElement.dataset.at") == "2"
    page.wait_for_function("() => said.length > 0")
    assert set(page.evaluate("said")) - {""} == {"talk.rst:13"}


@pytest.mark.parametrize(
    ("address", "opened"),
    [
        ("vscode://file/talk.rst:13", True),
        ("https://example.org/", False),
        ("javascript:alert(1)", False),
        ("JavaScript://%0aalert(1)", False),
    ],
)
def test_which_addresses_are_opened(visit, address, opened):
    """What the server gives to be opened is opened if an editor's, never what a browser would load or run."""
    server = Server(TALK)
    page = visit(server)
    page.evaluate("addEventListener('click', (event) => { window.clicked = event.target; event.preventDefault(); })")
    page.evaluate(NOTE)

    server.send(open=address, place="talk.rst:13")
    page.wait_for_function("() => said[0] === 'talk.rst:13'")

    assert page.evaluate("window.clicked === undefined") is not opened


def test_help_names_the_key(visit):
    """In a served deck the help lists the key for the source."""
    page = visit(Server(TALK))

    page.keyboard.press("?")

    assert page.locator(".deck-help dl > div", has_text="Open the source").locator("kbd").all_inner_texts() == ["e"]


@pytest.mark.parametrize("at", ["", "?view=presenter", "?view=read"])
def test_accessible(visit, at):
    """axe-core finds nothing where errors, warnings and a word of the server are shown."""
    server = Server(TALK)
    page = visit(server, at)
    server.send(troubles=TROUBLES, place="talk.rst:13")
    page.wait_for_selector(".deck-errors li")
    page.click(".deck-warnings summary")

    assert violations(page) == {}
