"""How long a save takes until it is seen: a real server, a real Chromium, from before ``write()`` to the painted word."""

from __future__ import annotations

import random
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from math import inf
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Page

from bench.decks import Sample
from bench.figures import Figure, Goal, Unit
from bench.pages import PATIENCE, WINDOW

WATCH = Path(__file__).with_name("saves.js")
PLAIN_GOAL = Goal(60.0, 30.0, of_ratio=False)
WORST_GOAL = Goal(250.0, 100.0, of_ratio=False)
WHOLE_GOALS = {
    1: Goal(100.0, 50.0, of_ratio=False),
    10: Goal(350.0, 175.0, of_ratio=False),
    100: Goal(4500.0, 2250.0, of_ratio=False),
}
LOST_GOAL = Goal(0.0, 0.0, of_ratio=False)

LINE = re.compile(r"(?<=\n\n)(?:\* )?[A-Z][\w' ]+[a-z](?=\n\n)")
"""A paragraph or an item of one line, in words."""

DEFINED = "\n\nslide\n-----\n\nnow |word|\n\n.. |word| replace:: zq0q\n\n"
"""A slide whose text follows from a definition: reading it again takes the whole deck."""

GOODBYE = 10
"""Seconds that a server has to end: who starts this may have told its children to ignore an interrupt."""

LEAST = 20.0
"""Seconds for a word to be seen; after that it is lost."""

Write = Callable[[], str]


def measure_saves(browser: Browser, sample: Sample, saves: int) -> Iterator[Figure]:
    """Plain edits and edits that need the whole deck, one after the other, each once the one before is seen."""
    deck = f"×{sample.size}"
    with served(sample) as (talk, address), watched(browser, address) as (tab, seen):
        text = talk.read_text("utf-8")
        times = follow(tab, seen, plain_edits(talk, text, saves), random.Random(sample.size))
        found = [each for each in times if each is not None]
        name = f"save to painted word, plain edits, median of {saves}"
        yield Figure(name, deck, Unit.MILLISECONDS, middle(found), goal=PLAIN_GOAL)
        yield Figure("the same, the worst", deck, Unit.MILLISECONDS, max(found, default=inf), goal=WORST_GOAL)
        yield Figure(f"lost of {saves} saves", deck, Unit.COUNT, len(times) - len(found), goal=LOST_GOAL)
    with served(sample, with_definition) as (talk, address), watched(browser, address) as (tab, seen):
        count = max(5, saves // 10) if sample.size < 100 else 3
        times = follow(tab, seen, defined_edits(talk, talk.read_text("utf-8"), count), random.Random(sample.size))
        found = [each for each in times if each is not None]
        name = f"save to painted word, edits that need the whole deck, median of {count} (worst {max(found, default=inf):,.0f} ms)"
        yield Figure(name, deck, Unit.MILLISECONDS, middle(found), goal=WHOLE_GOALS.get(sample.size))


def measure_plain_server(browser: Browser, sample: Sample, saves: int) -> Figure:
    """The same with python-livereload around rst2html5: a page reload a save, at most one in three seconds."""
    with served(sample, command=plain_server) as (talk, address), watched(browser, address) as (tab, seen):
        text = talk.read_text("utf-8")
        times = follow(tab, seen, plain_edits(talk, text, saves), random.Random(sample.size), pause=4.0)
    found = [each for each in times if each is not None]
    name = f"save to painted word, livereload around rst2html5, median of {saves} ({len(times) - len(found)} lost)"
    return Figure(name, f"×{sample.size}", Unit.MILLISECONDS, middle(found))


def middle(found: Sequence[float]) -> float:
    """The median of what was seen; without end if nothing was."""
    return median(found) if found else inf


def follow(
    tab: Page, seen: Mapping[str, float], edits: Sequence[Write], chance: random.Random, pause: float = 0.0
) -> list[float | None]:
    """Milliseconds from before each save until its word is painted; nothing for one that never is."""
    times: list[float | None] = []
    for write in edits:
        tab.wait_for_timeout(1000 * (pause or chance.choice((0.05, 0.15, 0.3, 0.6))))
        began = time.time() * 1000
        word = write()
        end = time.monotonic() + LEAST
        while word not in seen and time.monotonic() < end:
            tab.wait_for_timeout(5)
        times.append(seen[word] - began if word in seen else None)
    return times


def plain_edits(talk: Path, text: str, count: int) -> list[Write]:
    """Saves that each change one word, in lines all over the deck."""
    chance = random.Random(count)
    state = {"text": text}
    places = [found.start() for found in LINE.finditer(text)]

    def edit(number: int) -> str:
        now = state["text"]
        start = chance.choice(places)
        found = LINE.search(now, max(0, start - 200)) or LINE.search(now)
        if found is None:
            sys.exit("bench: no line of text to edit")
        word = f"zq{number}q"
        at = found.end()
        state["text"] = f"{now[:at]} {word}{now[at:]}"
        with talk.open("w", encoding="utf-8") as file:
            file.write(state["text"])
        return word

    return [lambda number=number: edit(number) for number in range(1, count + 1)]  # type: ignore[misc]


def defined_edits(talk: Path, text: str, count: int) -> list[Write]:
    """Saves that each change what a substitution stands for."""

    def edit(number: int) -> str:
        word = f"zq{number}q"
        talk.write_text(text.replace("zq0q", word), "utf-8")
        return word

    return [lambda number=number: edit(number) for number in range(1, count + 1)]  # type: ignore[misc]


def with_definition(text: str) -> str:
    """The talk with one more slide, in its middle."""
    place = text.index("\n\nslide\n-----\n", len(text) // 2)
    return text[:place] + DEFINED + text[place:]


def slidekit_server(talk: Path, port: int) -> list[str]:
    """The command that is measured."""
    return [str(Path(sys.executable).with_name("slidekit")), "serve", str(talk), "--port", str(port)]


def plain_server(talk: Path, port: int) -> list[str]:
    """The command beside which it is measured."""
    return [sys.executable, "-m", "bench.plain_server", str(talk), str(talk.with_name("index.html")), str(port)]


@contextmanager
def served(
    sample: Sample,
    change: Callable[[str], str] = str,
    command: Callable[[Path, int], list[str]] = slidekit_server,
) -> Iterator[tuple[Path, str]]:
    """A copy of a talk, and the address at which it is served."""
    folder = sample.path.parent.with_name(f"served-{sample.size}-{change.__name__}-{command.__name__}")
    shutil.copytree(sample.path.parent, folder)
    talk = folder / sample.path.name
    talk.write_text(change(talk.read_text("utf-8")), "utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        command(talk, port), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    address = f"http://127.0.0.1:{port}/"
    try:
        wait_for(address)
        yield talk, address
    finally:
        process.terminate()
        try:
            process.wait(GOODBYE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_for(address: str) -> None:
    """Wait until a server answers."""
    end = time.monotonic() + PATIENCE / 1000
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.05)
    sys.exit(f"bench: nobody answers at {address}")


@contextmanager
def watched(browser: Browser, address: str) -> Iterator[tuple[Page, dict[str, float]]]:
    """A page in a profile of its own, and the words that were seen in it: when, in milliseconds since 1970."""
    seen: dict[str, float] = {}
    context = browser.new_context(viewport=WINDOW)
    context.expose_function("benchSeen", lambda word, when: seen.update({word: when}))
    context.add_init_script(path=WATCH)
    tab = context.new_page()
    tab.set_default_timeout(PATIENCE)
    heard: list[bool] = []
    tab.on("websocket", lambda socket: socket.on("framereceived", lambda _: heard.append(True)))
    tab.goto(address)
    tab.locator("body > main, main.document, section").first.wait_for(state="attached")
    end = time.monotonic() + PATIENCE / 1000
    while not heard and time.monotonic() < end:
        tab.wait_for_timeout(50)
    tab.wait_for_timeout(1500)
    yield tab, seen
    context.close()
