"""How many may come in, and for how long who says nothing may stay."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import urllib.request
from contextlib import ExitStack

import pytest
from command import COMMAND

from serving.stage import TWO_SLIDES, Play, Window, eventually, playing

ROOM = """
import resource
resource.setrlimit(resource.RLIMIT_NOFILE, {limits})
from slidekit.serving.doorway import room
print(room(), resource.getrlimit(resource.RLIMIT_NOFILE)[0])
"""


@pytest.mark.parametrize(
    ("limits", "wanted"), [((200, 200), "150 200"), ((100, 300), "225 300"), ((64, 5000), "3072 4096")]
)
def test_room(limits: tuple[int, int], wanted: str):
    """There is room for three of four open files, and as many files are asked for as are allowed and of use."""
    command = [sys.executable, "-c", ROOM.format(limits=limits)]
    ended = subprocess.run(command, capture_output=True, text=True, check=True)

    assert ended.stdout.strip() == wanted


def is_closed(line: socket.socket) -> bool:
    """Whether the server closes a connection that says nothing."""
    try:
        return line.recv(1) == b""
    except ConnectionResetError:
        return True


def test_more_than_there_is_room(play: Play):
    """Who comes when it is full is sent away at once, and who is in stays; later there is room again."""
    assert play.server.http is not None
    window = play.joined()
    room, play.server.http.room = play.server.http.room, 0
    try:
        assert [play.get("/")[0] for _ in range(3)] == [0, 0, 0]
        assert window.is_silent()
    finally:
        play.server.http.room = room
    assert play.get("/")[0] == 200


def test_few_open_files(tmp_path):
    """Where the system gives few, more guests than that neither end the server nor keep a save from the page."""
    talk = tmp_path / "talk.rst"
    talk.write_text(TWO_SLIDES)
    shell = ["sh", "-c", 'ulimit -n 64; exec "$@"', "sh"]
    process = subprocess.Popen([*shell, *COMMAND, "serve", str(talk), "--port", "0"], stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    found = re.search(r"http://127.0.0.1:(\d+)/", process.stderr.readline())
    assert found is not None
    port = int(found[1])

    def page() -> str:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=60) as answer:
                return str(answer.read().decode())
        except OSError:  # sent away: those who have gone are not known to have gone yet
            return ""

    assert "<title>" in page()
    window = Window(port)
    window.say(command="slidekit", path="/", version="", role="slides")
    window.hear()
    guests = [socket.create_connection(("127.0.0.1", port), timeout=60) for _ in range(100)]
    talk.write_text(TWO_SLIDES.replace("a\n", "saved meanwhile\n"))
    while "saved meanwhile" not in str(window.hear()):
        pass
    for guest in guests:
        guest.close()
    assert eventually(lambda: "saved meanwhile" in page())
    window.close()
    process.terminate()
    assert (process.wait(60), process.stderr.read()) == (0, "")
    process.stderr.close()


def test_who_says_nothing_more(tmp_path, monkeypatch: pytest.MonkeyPatch):
    """A connection on which nothing comes any more is closed after a while; a window's stays."""
    monkeypatch.setattr("slidekit.serving.server.IDLE", 2)
    (tmp_path / "talk.rst").write_text(TWO_SLIDES)
    with playing(tmp_path / "talk.rst") as play, ExitStack() as lines:
        window = play.joined()
        host = f"Host: 127.0.0.1:{play.port}\r\n"
        guests = []
        for said in ("", "GET / HTTP/1.1\r\nHost: 127", f"POST /at HTTP/1.1\r\n{host}Content-Length: 9\r\n\r\n"):
            guests.append(lines.enter_context(socket.create_connection(("127.0.0.1", play.port), timeout=60)))
            guests[-1].sendall(said.encode())
        for guest in guests:
            while not is_closed(guest):
                pass
        assert window.is_silent()
