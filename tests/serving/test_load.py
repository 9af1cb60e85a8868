"""Many saves, many viewers, long builds: small here, at full size with ``make soak`` (``--load 100``)."""

from __future__ import annotations

import re
import statistics
import subprocess
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from command import COMMAND

from serving.stage import Window, eventually
from slidekit.serving.reading import open_edition

TALK = "One\n===\n\nfirst words 0\n\nTwo\n===\n\n* a list\n"
ADDRESS = re.compile(r"at http://127.0.0.1:(\d+)/")


class Running:
    """A real server of a talk, and what it takes."""

    def __init__(self, talk: Path) -> None:
        self.talk = talk
        self.process = subprocess.Popen(
            [*COMMAND, "serve", str(talk), "--port", "0"], stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )
        assert self.process.stderr is not None
        self.said: list[str] = []
        found = None
        while found is None:
            self.said.append(self.process.stderr.readline())
            found = ADDRESS.search(self.said[-1])
        self.port = int(found[1])
        self.ear = threading.Thread(target=self.listen, daemon=True)
        self.ear.start()
        self.page()

    def listen(self) -> None:
        """Read on what it says."""
        assert self.process.stderr is not None
        self.said += self.process.stderr.readlines()

    def page(self) -> str:
        """The page, as a browser gets it."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/", timeout=60) as answer:
            return str(answer.read().decode())

    def is_right(self) -> bool:
        """Whether the page is that of a fresh reading."""
        fresh = open_edition({}, self.talk, {}).edition
        assert fresh is not None
        return re.sub(r' data-live="[^"]*"', "", self.page()).encode() == fresh.page()

    def kilobytes(self) -> int:
        """Resident memory of the server's own process."""
        said = subprocess.run(
            ["ps", "-o", "rss=", "-p", str(self.process.pid)], capture_output=True, text=True, check=True
        )
        return int(said.stdout)

    def end(self) -> None:
        """Stop it; it has said nothing but where it is."""
        self.process.terminate()
        assert self.process.wait(60) == 0
        self.ear.join()
        assert self.process.stderr is not None
        self.process.stderr.close()
        assert [line for line in self.said if "Traceback" in line] == []


@pytest.fixture
def load(request: pytest.FixtureRequest) -> int:
    """How much of it."""
    return int(request.config.getoption("--load"))


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[[str], Running]]:
    """Serve a talk of this text."""
    running: list[Running] = []

    def start(text: str) -> Running:
        talk = tmp_path / "talk.rst"
        talk.write_text(text)
        running.append(Running(talk))
        return running[-1]

    yield start
    for each in running:
        each.end()


def test_rapid_saves(serve, load: int):
    """After saves without a pause the page is right, and memory is what it was."""
    server = serve(TALK)
    half = 50 * load
    memory = []
    for number in range(2 * half):
        if number % 3:
            server.talk.write_text(TALK.replace("words 0", f"words {number}"))
        else:
            server.talk.with_name("new").write_text(TALK.replace("words 0", f"words {number}"))
            server.talk.with_name("new").rename(server.talk)
        time.sleep(0.01)
        if number in (half, 2 * half - 1):
            assert eventually(server.is_right)
            memory.append(server.kilobytes())

    assert memory[1] < 1.2 * memory[0]


def test_many_whole_readings(serve, load: int):
    """Readings of the whole talk leave nothing behind, neither memory nor processes."""
    defined = f"{TALK}\n|word|\n\n.. |word| replace:: zero\n"
    server = serve(defined)
    window = Window(server.port)
    window.say(command="slidekit", path="/", version="", role="slides")
    memory = []
    half = 10 * load
    for number in range(2 * half):
        server.talk.write_text(defined.replace("zero", f"word{number}"))
        while f"word{number}" not in str(window.hear()):
            pass
        if number in (half, 2 * half - 1):
            memory.append(server.kilobytes())
    window.close()

    assert eventually(server.is_right)
    assert memory[1] < 1.2 * memory[0]


def test_many_viewers(serve, load: int):
    """Every viewer hears of every rebuild, in order, and all come to the same version."""
    server = serve(TALK)
    found = re.search(r'data-live="([^"]*)"', server.page())
    assert found is not None
    viewers = [Window(server.port) for _ in range(2 * load + 3)]
    for viewer in viewers:
        viewer.version = found[1]
        viewer.say(command="slidekit", path="/", version=viewer.version, role="slides")
        viewer.hear()
    for number in range(1, load + 3):
        server.talk.write_text(TALK.replace("words 0", f"words {number}"))
        for viewer in viewers:
            update = viewer.hear()
            assert f"words {number}" in str(update["slides"]["items"])
            assert update["from"] == viewer.version
            viewer.version = update["version"]
    for viewer in viewers:
        viewer.close()

    assert len({viewer.version for viewer in viewers}) == 1
    assert f'data-live="{viewers[0].version}"' in server.page()


def test_pages_are_served_while_a_long_deck_is_built(serve, load: int):
    """A build that takes seconds holds up nobody."""
    slides = "".join(f"Slide {n}\n=========\n\n* some\n* *words* and ``code``\n\n" for n in range(400 + 60 * load))
    slides += "Last\n====\n\n|word|\n\n.. |word| replace:: the first\n"  # which is read with all that stands above it
    server = serve(slides)
    old = server.page()
    server.talk.write_text(slides.replace("the first\n", "the second one\n"))
    took = []
    while "the second one" not in server.page():
        start = time.perf_counter()
        server.page()
        took.append(time.perf_counter() - start)

    assert len(took) > 5
    assert "the second one" not in old
    if load >= 100:
        assert statistics.quantiles(took, n=100)[98] <= 0.05
