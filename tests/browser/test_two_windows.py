from __future__ import annotations

import functools
import random
import re
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from browser.conftest import Build
from browser.decks import TWELVE, plain_slides
from browser.sight import at, hash_of, press, press_at_once, sight
from browser.test_accessibility import DISTINCT, violations
from browser.test_on_stage import restless
from browser.words import SEED

TALK = """\
:transition: none

slide
-----

Shown first

.. notes:: Greet *everybody*

slide
-----

+ one
+ two

.. notes::

   Before

   [step] With one

   [step] With two

slide
-----

:hidden: yes

Kept back

.. notes:: Not here

slide
-----

Shown last
"""

RUBBISH = """(session) => {
  const { name, state } = slidekit;
  const good = { slidekit: name, session, from: 9, role: 'presenter', seq: 50, author: 9, kind: 'state', state: { ...state.fresh(), slide: 7 } };
  const channel = new BroadcastChannel(name);
  const all = [null, 7, 'next', [], {}, { ...good, session: session + 1 }, { ...good, slidekit: 'slidekit' }, { ...good, seq: NaN }, { ...good, seq: 2 ** 60 },
    { ...good, from: 'x' }, { ...good, author: -1 }, { ...good, state: null }, { ...good, state: { slide: 7 } }, { ...good, state: { ...good.state, step: 0.5 } },
    { ...good, state: { ...good.state, slide: '7' } }, { ...good, state: { ...good.state, spent: { x: 1 } } }, { ...good, kind: 'go' }, { ...good, kind: 'laser', x: {}, y: [] }];
  for (const one of all) { channel.postMessage(one); window.postMessage(one, '*'); window.opener?.postMessage(one, '*'); }
  channel.close();
}"""

DELAY = """() => {
  window.seen = [];
  new MutationObserver(() => seen.push(Date.now())).observe(document.documentElement, { attributeFilter: ['data-at'] });
}"""

NO_STORAGE = """for (const name of ['localStorage', 'sessionStorage']) {
  Object.defineProperty(window, name, { get() { throw new DOMException('refused', 'SecurityError'); } });
}"""


SOON = 40
"""Looks in vain, which are a fifth of a second if looking itself takes none: on a slow machine each look does."""


def eventually(truth: Callable[[], object], seconds: float = 30) -> int:
    """Wait until something holds; how often it was looked for in vain."""
    end = time.monotonic() + seconds
    looks = 0
    while not truth():
        assert time.monotonic() < end, "it never came true"
        time.sleep(0.005)
        looks += 1
    return looks


class Room:
    """Windows of one browser's profile, and everything that they complained of."""

    def __init__(self, browser: Browser, address: str, **settings: Any) -> None:
        self.address = address
        self.context: BrowserContext = browser.new_context(offline=address.startswith("file:"), **settings)
        self.context.set_default_timeout(20_000)  # of a busy machine
        self.log: list[str] = []
        self.context.on("page", self.watch)

    def watch(self, page: Page) -> None:
        """Note what a window complains of."""
        page.on("console", lambda message: self.log.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.log.append(f"error: {error}"))

    def open(self, end: str = "", address: str = "") -> Page:
        """A window opened by hand: the deck with this end of its address."""
        page = self.context.new_page()
        page.goto((address or self.address) + end)
        eventually(lambda: page.evaluate("'speaker' in (window.slidekit?.verbs || {})"))
        return page

    def popup(self, act: Callable[[], object]) -> Page:
        """The window that opens when somebody does this."""
        with self.context.expect_page() as opening:
            act()
        page = opening.value
        eventually(lambda: page.evaluate("'speaker' in (window.slidekit?.verbs || {})"))
        return page

    def pair(self, end: str = "", address: str = "") -> tuple[Page, Page]:
        """An audience's window and the speaker's that it opens."""
        slides = self.open(end, address)
        speaker = self.popup(lambda: press(slides, "s"))
        eventually(lambda: status(speaker) == "there")
        return slides, speaker


def status(page: Page) -> str:
    """What a speaker's window knows of the audience's: there, lost, alone, or nothing yet."""
    return str(page.locator(".deck-news").get_attribute("class")).removeprefix("deck-news is-")


def said(page: Page, name: str) -> str:
    """What a part of the speaker's desk says."""
    return page.locator(f".deck-{name}").inner_text()


def filled(page: Page) -> Page:
    """The speaker's window, when its desk is filled, which it is right after a move."""
    page.evaluate("new Promise((done) => setTimeout(done))")
    return page


def state(page: Page) -> object:
    """The whole state of a window."""
    return page.evaluate("slidekit.deck.state()")


def together(*pages: Page) -> int:
    """Wait until all windows are in the same state; how many looks that took."""
    return eventually(lambda: all(state(page) == state(pages[0]) for page in pages[1:]))


def both_at(place: str, *pages: Page) -> None:
    """Wait until all windows are at that place."""
    eventually(lambda: [at(page) for page in pages] == [place] * len(pages))


@pytest.fixture(scope="package")
def served(built: Build) -> Iterator[Callable[[str], str]]:
    """The address of a talk's page on a server of this machine."""
    servers: list[ThreadingHTTPServer] = []

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *args: object) -> None:
            """Say nothing."""

    def serve(talk: str) -> str:
        page = built(talk)
        page.with_name("favicon.ico").touch()  # a browser asks a server for it
        server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(page.parent)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}/{page.name}"

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def rooms(chromium: Browser) -> Iterator[Callable[..., Room]]:
    """Make rooms; afterwards nobody in them has complained."""
    made: list[Room] = []

    def make(address: str, **settings: Any) -> Room:
        made.append(Room(chromium, address, **settings))
        return made[-1]

    yield make
    for room in made:
        room.context.close()
    assert [line for room in made for line in room.log] == []


@pytest.fixture
def filed(rooms: Callable[..., Room], built: Build) -> Callable[..., Room]:
    """Make a room for a talk from its file."""
    return lambda talk=TWELVE, **settings: rooms(built(talk).as_uri(), **settings)


@pytest.fixture
def room(filed: Callable[..., Room]) -> Room:
    """A room for a talk of twelve slides."""
    return filed()


@pytest.fixture(params=["file", "http"])
def either(
    request: pytest.FixtureRequest, rooms: Callable[..., Room], built: Build, served: Callable[[str], str]
) -> Room:
    """The same, from a file and from a server."""
    return rooms(served(TWELVE) if request.param == "http" else built(TWELVE).as_uri())


def test_opening(either):
    """`s` opens the speaker's window at the same place, with all that the address asks for."""
    slides, speaker = either.pair("?end=1430#5")

    assert speaker.url.endswith("?end=1430&view=presenter#5")
    assert [at(slides), at(speaker)] == ["5", "5"]
    assert speaker.evaluate("document.documentElement.dataset.view") == "presenter"


def test_moving(either):
    """A move in either window is a move in both, whatever the key."""
    slides, speaker = either.pair()
    for page, hit, keys, place in (
        (slides, press, ("ArrowRight", " "), "3"),
        (speaker, press, ("PageDown", "n"), "5"),
        (speaker, press_at_once, ("1", "1", "Enter"), "11"),
        (slides, press, ("Home",), "1"),
        (speaker, press, ("End",), "12"),
    ):
        hit(page, *keys)
        both_at(place, slides, speaker)
    together(slides, speaker)


def test_delay(room):
    """Both windows are at the same place within a fifth of a second: their clocks stand still meanwhile."""
    room.context.clock.install(time=f"{START}Z")
    pair = room.pair()
    room.context.clock.pause_at("2026-01-05T15:00:00Z")
    for page in pair:
        page.evaluate(DELAY)
    waits = []
    for page in pair:
        for _ in range(5):
            press(page, "ArrowRight")
            waits.append(together(*pair))
    one, other = (page.evaluate("seen") for page in pair)

    assert len(one) == len(other) == 10
    assert len({*one, *other}) == 1, "no timer has run"
    assert statistics.median(waits) < SOON


def test_curtain(room):
    """A black screen is black in both windows, and the speaker reads that it is."""
    slides, speaker = room.pair()
    press(speaker, "b")
    together(slides, speaker)

    assert slides.evaluate("document.documentElement.classList.contains('is-black')")
    eventually(lambda: said(speaker, "news") == "Black screen")
    press(slides, "ArrowRight")
    together(slides, speaker)
    eventually(lambda: said(speaker, "news") == "")


PLACES = """(part) => {
  const slide = document.querySelector('main > .is-current').getBoundingClientRect();
  const { x, y, width, height } = document.querySelector(part).getBoundingClientRect();
  return [(x + width / 2 - slide.x) / slide.width, (y + height / 2 - slide.y) / slide.height];
}"""
"""Where something is on the slide, in shares of it."""


def same_place(part: str, *pages: Page) -> bool:
    """Whether something is at the same place of the slide in all windows."""
    places = [page.evaluate(PLACES, part) for page in pages]
    return all(abs(a - b) < 0.01 for place in places for a, b in zip(place, places[0], strict=True))


def test_ink(room):
    """What is drawn in one window is seen in the other at the same place, whoever draws, also zoomed."""
    slides, speaker = room.pair()
    for page, other in ((slides, speaker), (speaker, slides)):
        press(page, "c")
        box = page.locator("main > .is-current").bounding_box()
        page.mouse.move(box["x"] + box["width"] * 0.2, box["y"] + box["height"] * 0.3)
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + box["height"] * 0.7, steps=5)
        page.mouse.up()
        press(page, "c")
        together(page, other)
        assert same_place(".deck-ink path", page, other)
        assert page.evaluate(PLACES, ".deck-ink path") == pytest.approx([0.4, 0.5], abs=0.03)
    press(slides, "+", "+")
    together(slides, speaker)
    eventually(lambda: not slides.evaluate("document.getAnimations().length"))
    assert same_place(".deck-ink path", slides, speaker)


def test_laser(room):
    """The speaker points with the mouse on the small slide, and the audience sees the dot on the large one."""
    slides, speaker = room.pair()
    restless(slides)
    press(speaker, "x")
    box = speaker.locator("main > .is-current").bounding_box()
    speaker.mouse.move(box["x"] + box["width"] * 0.25, box["y"] + box["height"] * 0.75, steps=3)
    eventually(lambda: slides.locator(".deck-laser.is-lit").count() == 1)
    eventually(lambda: slides.evaluate(PLACES, ".deck-laser") == pytest.approx([0.25, 0.75], abs=0.02))
    press(speaker, "x")
    eventually(lambda: slides.locator(".deck-laser.is-lit").count() == 0)


@pytest.mark.parametrize("which", [0, 1, (0, 1)], ids=["audience", "speaker", "both"])
def test_reload(either, which):
    """A reload of either window, or of both, loses nothing, and they go on together."""
    pair = either.pair()
    press_at_once(pair[0], "4", "Enter", "ArrowRight", "b")
    together(*pair)
    before = state(pair[0])
    for n in (0, 1):
        if which in (n, (0, 1)):
            pair[n].reload()
    eventually(lambda: [state(page) for page in pair] == [before, before])
    press(pair[1], "ArrowRight")
    both_at("6", *pair)
    press(pair[0], "ArrowRight")
    both_at("7", *pair)


def test_speaker_closed_and_opened(room):
    """A speaker's window that was closed opens again where the talk is."""
    slides, speaker = room.pair()
    press(speaker, "ArrowRight")
    both_at("2", slides, speaker)
    eventually(lambda: slides.evaluate("Boolean(window.was = slidekit.sync.partner())"))
    speaker.close()
    press(slides, "ArrowRight", "w")
    eventually(lambda: slides.evaluate("was.closed"))  # no hand is quicker than a window that closes
    again = room.popup(lambda: press(slides, "s"))
    together(slides, again)

    assert at(again) == "3"
    eventually(lambda: said(again, "news") == "White screen")
    press(again, "ArrowRight")
    both_at("4", slides, again)


def test_opened_once(room):
    """`s` opens no second window where one is; after a reload of the audience's neither."""
    room.context.clock.set_fixed_time(f"{START}Z")  # who was heard of stays so
    slides, speaker = room.pair()
    press(slides, "s")
    slides.reload()
    eventually(lambda: slides.evaluate("Boolean(slidekit.sync?.partner?.())"))
    press(slides, "s")
    press(speaker, "s")
    press(slides, "ArrowRight")
    both_at("2", slides, speaker)

    assert len(room.context.pages) == 2


def test_audience_lost(either):
    """A closed audience's window is said in the speaker's, and opened again with a click, as it was."""
    slides, speaker = either.pair("?end=1430")
    press(slides, "ArrowRight", "ArrowRight", "b")
    together(slides, speaker)
    slides.close()
    eventually(lambda: status(speaker) == "lost")
    assert said(speaker, "news").startswith("The audience’s window is gone · Black screen")
    press(speaker, "ArrowRight", "w")
    eventually(lambda: speaker.evaluate("!window.opener || opener.closed"))
    again = either.popup(lambda: speaker.get_by_role("button", name="Open it").click())
    together(again, speaker)

    assert again.url.endswith("?end=1430&view=slides#4")
    eventually(lambda: said(speaker, "news") == "White screen")
    press(again, "ArrowRight")
    both_at("5", again, speaker)


def test_audience_sees_nothing_of_it(room):
    """Whatever becomes of the speaker's window, the audience's shows the slide and nothing else."""
    slides, speaker = room.pair()
    press(speaker, "ArrowRight")
    both_at("2", slides, speaker)
    speaker.close()
    slides.wait_for_timeout(3500)

    assert sight(slides)["sees"].split() == ["This", "is", "slide", "2"]


def test_second_speaker(room):
    """A second speaker's window, opened by hand, goes along with the others."""
    slides, speaker = room.pair()
    press_at_once(slides, "3", "Enter")
    both_at("3", slides, speaker)
    second = room.open("?view=presenter")
    second.wait_for_timeout(300)
    speaker.close()
    eventually(lambda: status(second) == "there")
    both_at("3", slides, second)
    press(second, "ArrowRight")
    both_at("4", slides, second)


def test_by_hand(room):
    """Two windows opened by hand find each other, whichever was first."""
    slides = room.open("#4")
    speaker = room.open("?view=presenter")
    both_at("4", slides, speaker)
    press(speaker, "ArrowRight")
    both_at("5", slides, speaker)

    eventually(lambda: status(speaker) == "there")


def test_audience_by_hand(room):
    """An audience's window opened by hand after the speaker's comes to where the speaker is."""
    speaker = room.open("?view=presenter")
    press(speaker, "ArrowRight", "ArrowRight")
    slides = room.open()
    both_at("3", slides, speaker)
    press(slides, "ArrowRight")
    both_at("4", slides, speaker)


def test_alone(filed):
    """On a single screen the speaker's window is all there is: it presents, and says quietly that it is alone."""
    speaker = filed().open("?view=presenter")
    press(speaker, "ArrowRight", "ArrowRight")

    assert at(speaker) == "3"
    assert hash_of(speaker) == "#3"
    eventually(lambda: said(speaker, "news").startswith("no audience window"))


def test_blocked(filed):
    """Where the browser lets no window open, the deck says so and offers a link that does."""
    room = filed()
    slides = room.open("#3")
    slides.evaluate("window.open = () => null")
    press(slides, "s")

    assert slides.locator("dialog[open] p").all_inner_texts() == ["The browser did not let a window open.", "Open it"]
    speaker = room.popup(lambda: slides.get_by_role("link", name="Open it").click())
    both_at("3", slides, speaker)
    eventually(lambda: slides.locator("dialog[open]").count() == 0)
    press(speaker, "ArrowRight")
    both_at("4", slides, speaker)


def test_rubbish(either):
    """Malformed and foreign messages, on the channel and from window to window, do nothing."""
    slides, speaker = either.pair()
    session = slides.evaluate("slidekit.memory.tab.session")
    for page in (slides, speaker):
        page.evaluate(RUBBISH, session)
    slides.wait_for_timeout(200)

    assert [at(slides), at(speaker)] == ["1", "1"]
    press(speaker, "ArrowRight")
    both_at("2", slides, speaker)


def test_messages_from_strangers(rooms, served):
    """A page that is no deck, with a deck in a window that it opened, moves nothing without the session's number."""
    room = rooms(served(TWELVE))
    stranger = room.context.new_page()
    stranger.goto("about:blank")
    deck = room.popup(lambda: stranger.evaluate("(address) => { window.deck = open(address) }", room.address) or 0)
    name = deck.evaluate("slidekit.name")
    stranger.evaluate(
        """(name) => deck.postMessage({ slidekit: name, session: 1, from: 9, role: 'presenter', seq: 50, author: 9, kind: 'state',
        state: { slide: 7, step: 0, curtain: 0, zoom: 100, zoomX: 0, zoomY: 0, started: 0, halted: 0, paused: 0, since: 0, spent: {}, ink: {} } }, '*')""",
        name,
    )
    deck.wait_for_timeout(200)

    assert at(deck) == "1"


def test_two_decks(either, built):
    """Two decks open at once never hear each other, even if they lie in one folder and have one title."""
    page = built(TWELVE)
    twin = page.with_name("twin.html")
    twin.write_bytes(page.read_bytes())
    first = either.pair()
    second = either.pair("#2", either.address.replace(page.name, twin.name))
    press_at_once(first[1], "5", "Enter")
    both_at("5", *first)
    press_at_once(second[1], "9", "Enter")
    both_at("9", *second)
    first[0].wait_for_timeout(300)

    assert [at(page) for page in (*first, *second)] == ["5", "5", "9", "9"]


def test_two_pairs(room):
    """Two pairs of windows of one deck never hear each other, nor does a third audience join them."""
    first = room.pair()
    second = room.pair("#2")
    third = room.open("#3")
    press_at_once(first[0], "5", "Enter")
    both_at("5", *first)
    press_at_once(second[1], "9", "Enter")
    both_at("9", *second)
    first[1].reload()
    eventually(lambda: status(first[1]) == "there")
    second[0].reload()
    both_at("5", *first)
    both_at("9", *second)
    press(first[1], "ArrowRight")
    both_at("6", *first)
    first[0].wait_for_timeout(300)

    assert [at(page) for page in (*first, *second, third)] == ["6", "6", "9", "9", "3"]


def test_without_channel(filed):
    """Where a file has no channel, as in Firefox, windows that opened each other talk all the same."""
    room = filed()
    room.context.add_init_script("delete window.BroadcastChannel")
    slides, speaker = room.pair("#3")
    press(slides, "ArrowRight")
    both_at("4", slides, speaker)
    press(speaker, "ArrowRight")
    both_at("5", slides, speaker)
    slides.reload()
    both_at("5", slides, speaker)
    press(speaker, "ArrowRight")
    both_at("6", slides, speaker)
    speaker.reload()
    press(slides, "ArrowRight")
    both_at("7", slides, speaker)


def test_storage_refused(filed):
    """A browser that keeps nothing has both windows, and what one forgets in a reload the other knows."""
    room = filed()
    room.context.add_init_script(NO_STORAGE)
    slides, speaker = room.pair("#3")
    press(speaker, "ArrowRight", "b")
    together(slides, speaker)
    slides.reload()
    together(slides, speaker)
    speaker.reload()
    together(slides, speaker)

    assert [at(slides), at(speaker)] == ["4", "4"]


def test_crash(filed):
    """A deck that is opened after its window crashed goes on where it was."""
    room = filed()
    slides = room.open()
    press_at_once(slides, "4", "Enter")
    eventually(lambda: slides.evaluate("slidekit.memory.read('open')?.state.slide") == 4)
    kept = slides.evaluate("JSON.stringify({ ...localStorage })")
    slides.close()
    room.context.add_init_script(f"try {{ Object.assign(localStorage, {kept}) }} catch {{}}")  # about:blank has none
    again = room.open()
    eventually(lambda: at(again) == "4")


def test_next_and_notes(filed):
    """The speaker reads the notes of this slide and sees what the next key brings: a step, a slide, the end."""
    speaker = filed(TALK).open("?view=presenter")
    seen = []
    for _ in range(5):
        note = filled(speaker).locator(".is-now").all_inner_texts()
        heading = speaker.locator(".deck-next h2").inner_text()
        seen.append((said(speaker, "slide"), heading, speaker.locator(".deck-pane .slide").count(), note))
        press(speaker, "ArrowRight")

    assert seen == [
        ("1 / 3", "Next · 2 · one two", 1, []),
        ("2 / 3 · 0 / 2", "Next · 2.1 · one two", 1, ["Before"]),
        ("2 / 3 · 1 / 2", "Next · 2.2 · one two", 1, ["With one"]),
        ("2 / 3 · 2 / 2", "Next · 3 · Shown last", 1, ["With two"]),
        ("3 / 3", "The end", 0, []),
    ]
    assert said(speaker, "said") == "no notes"
    press(speaker, "Home")
    eventually(lambda: said(speaker, "said") == "Greet everybody")


def test_next_is_fitted(filed):
    """What comes next is as large on its pane as it will be on the stage, and inside it."""
    speaker = filed(TALK).open("?view=presenter")
    pane, slide = (speaker.locator(f".deck-pane{inner}").bounding_box() for inner in ("", " .slide"))
    press(speaker, "ArrowRight")
    fits = [
        speaker.evaluate(f"document.querySelector('{where} .slide-body').style.getPropertyValue('--fit')")
        for where in (".deck-pane", "main > .is-current")
    ]

    assert pane is not None
    assert slide is not None
    assert abs(pane["width"] - slide["width"]) < 1
    assert abs(pane["height"] - slide["height"]) < 1
    assert fits[0] == fits[1]


def test_right_to_left(filed):
    """A talk from right to left is that on both panes and in its notes; the desk's own words are not."""
    speaker = filed(":lang: ar\n:dir: rtl\n" + TALK).open("?view=presenter")
    parts = ("main", ".deck-pane", ".deck-said", ".deck-times")

    assert [speaker.locator(part).evaluate("(one) => getComputedStyle(one).direction") for part in parts] == [
        "rtl",
        "rtl",
        "rtl",
        "ltr",
    ]
    assert speaker.evaluate("document.documentElement.scrollWidth <= innerWidth")
    press(speaker, "ArrowLeft")
    assert at(speaker) == "2"


def test_notes_size(filed):
    """The notes grow with a button, and stay so."""
    speaker = filed(TALK).open("?view=presenter")
    size = "parseFloat(getComputedStyle(document.querySelector('.deck-said')).fontSize)"
    before = speaker.evaluate(size)
    for _ in range(3):
        speaker.get_by_role("button", name="Larger notes").click()
    larger = speaker.evaluate(size)
    speaker.reload()

    assert before >= 20
    assert larger > 1.4 * before
    assert abs(speaker.evaluate(size) - larger) < 0.5


def test_keys_after_the_mouse(filed):
    """A click on a button or into the notes does not take the keys from the deck."""
    speaker = filed(TALK).open("?view=presenter")
    speaker.get_by_role("button", name="Next", exact=True).click()
    press(speaker, " ")
    assert at(speaker) == "2.1"
    speaker.locator(".deck-said").click()
    press(speaker, "ArrowDown")

    assert at(speaker) == "2.2"


def test_buttons(filed):
    """All that the buttons do can be done by keys alone: Tab reaches each, Enter presses it."""
    speaker = filed(TALK).open("?view=presenter")
    names = []
    for _ in range(10):
        press(speaker, "Tab")
        names.append(
            speaker.evaluate("document.activeElement.getAttribute('aria-label') || document.activeElement.textContent")
        )
    wanted = ["Previous", "Next", "Pause", "Black screen", "Log", "Reset the clock", "Smaller notes", "Larger notes"]

    assert [name for name in names if name in wanted] == wanted
    speaker.get_by_role("button", name="Next", exact=True).focus()
    press(speaker, "Enter", "Enter")
    assert at(speaker) == "2.1"


TIMES = ("elapsed", "left", "pace")
START = "2026-01-05T14:00:00"


def timed(filed: Callable[..., Room], fields: str, end: str = "") -> Page:
    """A speaker's window of five slides at two o'clock; its time passes by hand only."""
    room = filed(plain_slides(5, fields), timezone_id="Europe/Berlin")
    room.context.clock.install(time="2026-01-05T13:00:00+01:00")
    speaker = room.open(f"?view=presenter{end}")
    room.context.clock.pause_at(f"{START}+01:00")
    return speaker


def times(page: Page) -> tuple[str, ...]:
    """What the speaker reads: elapsed, left, pace."""
    page.clock.run_for(600)
    return tuple(page.locator(f".deck-{name}").inner_text() for name in TIMES)


def near(found: str, minutes: int, seconds: int) -> bool:
    """Whether a time is that, or up to five seconds from it: looking takes its time, too."""
    said_minutes, said_seconds = found.split(":")
    return abs(int(said_minutes) * 60 + int(said_seconds) - minutes * 60 - seconds) <= 5


def test_end_of_the_address(filed):
    """`?end=1430` counts down to half past two, and the pace follows what is left."""
    speaker = timed(filed, ":end: 15:00", "&end=1430")
    assert near(times(speaker)[1], 30, 0)
    press(speaker, "ArrowRight")
    assert said(speaker, "time") == "14:00"
    speaker.clock.fast_forward("07:30")
    elapsed, left, pace = times(speaker)
    assert near(elapsed, 7, 30)
    assert near(left, 22, 30)
    assert pace == "on time"
    speaker.clock.fast_forward("10:00")
    assert times(speaker)[2] == "10 min behind"
    assert speaker.locator(".deck-pace").get_attribute("class") == "deck-pace is-late"
    press(speaker, "End")
    assert times(speaker)[2] == "5 min ahead"
    speaker.clock.fast_forward("14:30")
    assert times(speaker)[2].startswith("over by 2:0")


def test_duration(filed):
    """A duration counts from the first move, waits while one pauses, and is not reset by a slip."""
    speaker = timed(filed, ":duration: 25min")
    assert times(speaker)[:2] == ("0:00", "25:00")
    press(speaker, "ArrowRight")
    speaker.clock.fast_forward("05:00")
    press(speaker, "t")
    speaker.clock.fast_forward("20:00")
    elapsed, left, _ = times(speaker)
    assert near(elapsed, 5, 0)
    assert near(left, 20, 0)
    assert speaker.get_by_role("button", name="Pause").get_attribute("aria-pressed") == "true"
    speaker.get_by_role("button", name="Pause").click()
    speaker.clock.fast_forward("01:00")
    assert near(times(speaker)[0], 6, 0)
    reset = speaker.locator("[data-verb=reset]")
    reset.click()
    assert reset.inner_text() == "Press again to reset"
    speaker.clock.fast_forward("00:04")
    assert near(times(speaker)[0], 6, 4)
    assert reset.inner_text() == "Reset the clock"
    reset.click()
    reset.click()
    assert times(speaker)[:2] == ("0:00", "25:00")


def test_timing(filed):
    """A slide's own time is its own, and the others share the rest; the first stands there before the clock runs."""
    room = filed(plain_slides(3, ":duration: 10min").replace("This is slide 2", ":timing: 8min\n\nThis is slide 2"))
    speaker = room.open("?view=presenter")
    speaker.get_by_role("button", name="Log").click()
    rows = speaker.locator("dialog tbody td:nth-of-type(1)").all_inner_texts()

    assert rows == ["–", "8:00", "2:00"]


def test_clock_of_both(room):
    """Both windows have one clock, whoever starts, pauses and reloads."""
    slides, speaker = room.pair()
    press(slides, "ArrowRight")
    both_at("2", slides, speaker)
    press(speaker, "t")
    together(slides, speaker)
    slides.reload()
    together(slides, speaker)
    found: Any = state(slides)

    assert found["started"] > 0
    assert found["halted"] >= found["started"]


def test_corner_clock(filed):
    """`t` shows the audience's window a clock in its corner, and takes it away; none is there without."""
    slides = filed(plain_slides(5, ":duration: 25min")).open()
    assert slides.locator(".deck-clock").count() == 0
    press(slides, "t")
    assert re.fullmatch(r"25:00 left · \d\d:\d\d", slides.locator(".deck-clock").inner_text())
    slides.reload()
    eventually(lambda: slides.locator(".deck-clock").count() == 1)
    press(slides, "t")
    assert slides.locator(".deck-clock").count() == 0


def test_log(filed):
    """What was planned for each slide and what it took stands at the end, beside the last time."""
    speaker = timed(filed, ":duration: 10min")
    for _ in range(2):
        press(speaker, "Home", "ArrowRight")
        for seconds in ("00:50", "01:40", "02:30"):
            speaker.clock.fast_forward(seconds)
            press(speaker, "ArrowRight")
        speaker.clock.run_for(100)
        assert speaker.locator(".deck-next h2").inner_text() == "The end"
        for _ in range(2):
            speaker.locator("[data-verb=reset]").click()
    press(speaker, "Home", "ArrowRight")
    speaker.clock.fast_forward("01:00")
    press(speaker, "End")
    speaker.clock.run_for(100)
    rows = [row.split("\t") for row in speaker.locator(".deck-pane tr").all_inner_texts()]

    assert rows[0] == ["", "planned", "this time", "last time"]
    assert rows[1][:2] == ["sum", "10:00"]
    assert rows[3][:2] == ["2 This is slide 2", "2:30"]
    assert [near(rows[n][3], *divmod(time, 60)) for n, time in ((3, 50), (4, 100), (5, 150))] == [True, True, True]
    assert near(rows[3][2], 1, 0)
    assert rows[4][2] == "–"


def test_print(filed):
    """The desk is not printed, nor is the clock."""
    room = filed(TALK)
    for page in (room.open("?view=presenter"), room.open()):
        press(page, "t")
        page.emulate_media(media="print")
        eventually(lambda page=page: page.evaluate("document.documentElement.dataset.view") == "print")

        assert page.locator(".deck-desk:visible, .deck-clock:visible").count() == 0


@pytest.mark.parametrize("size", [(1920, 1080), (1280, 720), (1024, 768), (390, 844)], ids=str)
@pytest.mark.parametrize("place", ["#1", "#50", "#96"])
def test_layout(opened, size, place):
    """On any screen nothing is cut off at the side, and on a large one all is seen at once."""
    page = opened(SEED, f"?view=presenter{place}", size)
    filled(page)
    root = "document.documentElement"
    boxes = [
        page.locator(name).bounding_box()
        for name in ("main", ".deck-times", ".deck-verbs", ".deck-next", ".deck-prompt")
    ]

    assert page.evaluate(f"{root}.scrollWidth <= innerWidth")
    assert size[0] < 700 or page.evaluate(f"{root}.scrollHeight <= innerHeight")
    for n, one in enumerate(boxes):
        for other in boxes[n + 1 :]:
            assert one is not None
            assert other is not None
            apart = (
                one["x"] + one["width"] <= other["x"] + 1
                or other["x"] + other["width"] <= one["x"] + 1
                or one["y"] + one["height"] <= other["y"] + 1
                or other["y"] + other["height"] <= one["y"] + 1
            )
            assert apart, (one, other)


@pytest.mark.parametrize(("theme", "scheme"), DISTINCT)
def test_accessible(opened, theme, scheme):
    """axe-core finds nothing on the speaker's desk: at the start, in the middle, at the end, alone, with its log open."""
    page = opened(TALK, "?view=presenter", overrides={"theme": theme, "duration": "10"}, color_scheme=scheme)
    found = {}
    for keys in ((), ("ArrowRight", "ArrowRight", "t"), ("b",), ("End",)):
        press(page, *keys)
        filled(page)
        found.update(violations(page, look=(theme, scheme)))
    eventually(lambda: status(page) == "alone")
    page.evaluate(
        "$(document).trigger('deck:tick', { elapsed: 1, left: 1, kind: 'is-over', words: 'over by 1:00', now: '1', sure: true })"
    )
    found.update(violations(page, look=(theme, scheme)))
    page.get_by_role("button", name="Log").click()
    found.update(violations(page, look=(theme, scheme)))

    assert found == {}


@pytest.mark.parametrize("size", [(1920, 1080), (1024, 768), (390, 844)], ids=str)
def test_accessible_in_any_size(opened, size):
    """axe-core finds nothing on the desk of a whole talk on a large screen, a small one and a phone."""
    page = opened(SEED, "?view=presenter", size)

    assert violations(page, (1, 12, 40, 96)) == {}


@pytest.mark.parametrize("kind", ["is-good", "is-late", "is-over"])
def test_accessible_corner(opened, kind):
    """axe-core finds nothing about the clock in the corner, whatever it says."""
    page = opened(TWELVE, alone=True)
    press(page, "t")
    page.evaluate(f"document.querySelector('.deck-clock').className = 'deck-clock {kind}'")

    assert violations(page) == {}


def test_soak(either, request):
    """Whatever is pressed and reloaded in either window, in any order, both are at the same place right after."""
    moves = int(request.config.getoption("--moves"))
    pair = either.pair()
    chance = random.Random(moves)  # noqa: S311 - the same moves in every run
    keys = (
        "ArrowRight",
        "ArrowLeft",
        "n",
        "p",
        "PageDown",
        "PageUp",
        " ",
        "Backspace",
        "Home",
        "End",
        "b",
        "w",
        ".",
        "7",
        "Enter",
    )
    waits = []
    done = 0
    while done < moves:
        for _ in range(chance.randint(1, 3)):
            page = chance.choice(pair)
            burst = chance.choices(keys, k=chance.randint(1, 9))
            press_at_once(page, *burst)
            done += len(burst)
            if chance.random() < 0.05:
                page.reload()
                done += 1
        eventually(lambda: all(page.evaluate("'speaker' in (window.slidekit?.verbs || {})") for page in pair))
        waits.append(together(*pair))
        assert at(pair[0]) == at(pair[1])

    assert statistics.median(waits) < SOON
