"""What the server says, and that it waits for nobody who does not listen."""

from __future__ import annotations

import re
import subprocess
import threading
import time
import urllib.request

import pytest
from command import COMMAND

from serving.stage import TWO_SLIDES, eventually
from slidekit.serving.telling import MOST, Teller


@pytest.fixture
def _patient(monkeypatch: pytest.MonkeyPatch):
    """The last lines have as long as a busy machine needs."""
    monkeypatch.setattr("slidekit.serving.telling.LAST", 60.0)


@pytest.mark.usefixtures("_patient")
def test_lines_in_order():
    """What was told is said, in order, the last line too."""
    said: list[str] = []
    teller = Teller(said.append)
    for number in range(100):
        teller.tell(str(number))
    teller.close()

    assert said == [str(number) for number in range(100)]


def test_nobody_listens():
    """Where a line cannot be said, telling and closing wait for nothing, and memory is bounded."""
    listens = threading.Event()
    said: list[str] = []

    def say(line: str) -> None:
        listens.wait(60)
        said.append(line)

    teller = Teller(say)
    began = time.monotonic()
    for number in range(2 * MOST):
        teller.tell(str(number))
    teller.close()
    assert time.monotonic() - began < 50

    listens.set()
    assert eventually(lambda: len(said) >= MOST)
    assert len(said) <= MOST + 1


@pytest.mark.usefixtures("_patient")
@pytest.mark.parametrize("failure", [BrokenPipeError(), ValueError("I/O operation on closed file")])
def test_a_closed_pipe(failure: Exception):
    """A line that cannot be said is passed over; the next one is tried."""
    said: list[str] = []

    def say(line: str) -> None:
        if line == "lost":
            raise failure
        said.append(line)

    teller = Teller(say)
    for line in ("first", "lost", "last"):
        teller.tell(line)
    teller.close()

    assert said == ["first", "last"]


@pytest.mark.parametrize("terminal", ["stopped", "closed"])
def test_the_command_where_nobody_listens(tmp_path, terminal: str):
    """With a terminal that takes nothing more, or is gone, the talk is served and the server ends when it is told."""
    talk = tmp_path / "talk.rst"
    talk.write_text(TWO_SLIDES)
    process = subprocess.Popen([*COMMAND, "serve", str(talk), "--port", "0"], stderr=subprocess.PIPE, bufsize=0)
    assert process.stderr is not None
    found = re.search(rb"http://\S+/", process.stderr.readline())
    assert found is not None
    address = found[0].decode()

    def page() -> str:
        with urllib.request.urlopen(address, timeout=60) as answer:
            return str(answer.read().decode())

    assert "<title>" in page()
    if terminal == "closed":
        process.stderr.close()
    for number in range(3):  # more than a pipe holds
        wrong = "".join(f".. nonsense-{number}-{line}::\n\n" for line in range(400))
        talk.write_text(f"{TWO_SLIDES}\n{wrong}")
        time.sleep(0.5)
    talk.write_text(TWO_SLIDES.replace("a\n", "mended words\n"))
    assert eventually(lambda: "mended words" in page())

    began = time.monotonic()
    process.terminate()
    process.wait(60)
    assert time.monotonic() - began < 50
    if terminal == "stopped":
        process.stderr.close()
