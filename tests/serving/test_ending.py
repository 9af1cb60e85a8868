"""Where the server begins and how it ends: ports, signals, what is left."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import time

import pytest
from command import COMMAND, put, run

from serving.stage import TWO_SLIDES, Play, Window, eventually, playing
from slidekit.errors import UsageError


@pytest.fixture
def talk(tmp_path):
    """A talk of two slides."""
    path = tmp_path / "talk.rst"
    path.write_text(TWO_SLIDES)
    return path


def is_free(port: int) -> bool:
    """Whether the port can be taken at once."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        return probe.connect_ex(("127.0.0.1", port)) != 0


def test_taken_port(talk):
    """A taken port: the next free one, and it is said."""
    with playing(talk) as first, playing(talk, port=first.port) as second:
        assert first.port < second.port <= first.port + 100
        assert second.said == [f"port {first.port} is taken; this is {second.port}"]
        assert second.get("/")[0] == 200


@pytest.mark.parametrize("host", ["no.such.host.invalid", "192.0.2.1", "a b", "x" * 300, "\ud800"])
def test_nowhere_to_listen(talk, host: str):
    """An address that is not this machine's is the command line's fault."""
    with pytest.raises(UsageError, match="cannot serve at"):
        Play(talk, host=host)


def test_localhost(talk):
    """By its name, this machine is served at all its own addresses, at one port and without a token."""
    with playing(talk, host="localhost") as play:
        assert play.server.addresses() == [f"http://localhost:{play.port}/"]
        assert play.get("/", Host=f"localhost:{play.port}")[0] == 200


def test_one_after_the_other(talk):
    """When a server has ended its port is free, its sessions are closed, and the next one knows nothing of it."""
    with playing(talk) as first:
        first.joined()
    assert is_free(first.port)
    assert not first.session.is_open

    with playing(talk, port=first.port) as second:
        assert second.port == first.port
        assert not second.server.live.windows


def test_windows_are_told(talk):
    """A window sees its connection end when the server ends."""
    with playing(talk) as play:
        window = play.joined()

        play.server.stop()

        with pytest.raises(EOFError):
            window.hear()


def started(talk, *options: str) -> tuple[subprocess.Popen[bytes], str]:
    """The command, and the address that it prints."""
    command = [*COMMAND, "serve", talk.name, "--port", "0", *options]
    process = subprocess.Popen(command, cwd=talk.parent, stderr=subprocess.PIPE, start_new_session=True)
    assert process.stderr is not None
    line = process.stderr.readline().decode()
    found = re.fullmatch(r"Serving talk\.rst at (http://\S+/\S*) \(Ctrl-C ends\)\n", line)
    assert found, line
    return process, found[1]


def members(group: int) -> list[str]:
    """The processes of a group that are still there."""
    listed = subprocess.run(["ps", "-eo", "pgid=,stat=,args="], capture_output=True, text=True, check=True).stdout
    return [line for line in listed.splitlines() if line.split()[0] == str(group) and line.split()[1][0] != "Z"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_signals(talk, number: signal.Signals):
    """Told to end, it ends at once, with open windows too: the port free, no process left, nothing written."""
    process, address = started(talk)
    port = int(address.split(":")[2].strip("/"))
    window, idle = Window(port), socket.create_connection(("127.0.0.1", port))
    window.say(command="slidekit", path="/", version="", role="slides")
    window.hear()

    began = time.monotonic()
    process.send_signal(number)
    _, rest = process.communicate(timeout=60)

    assert time.monotonic() - began < 10
    assert (process.returncode, rest) == (0, b"")
    assert is_free(port)
    assert eventually(lambda: not members(process.pid))
    assert [path.name for path in talk.parent.iterdir()] == ["talk.rst"]
    window.close()
    idle.close()


def test_a_terminal_that_is_closed(talk):
    """All processes of the command hear Ctrl-C; none says anything."""
    process, _ = started(talk)

    os.killpg(process.pid, signal.SIGINT)

    assert process.communicate(timeout=60)[1] == b""
    assert process.returncode == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("no-such.rst",), "there is no such file"),
        (("no-such/",), "there is no such file"),
        (("picture.png",), "is not reStructuredText"),
        (("pipe.rst",), "is not a regular file"),
        (("talk.rst", "--port", "65536"), "not in the range"),
        (("talk.rst", "--port", "x"), "not a valid integer"),
        (("talk.rst", "--host", "192.0.2.1"), "cannot serve at 192.0.2.1:5500"),
        (("talk.rst", "-O", "nonsense=1"), "no deck field 'nonsense'"),
    ],
)
def test_wrong_command_lines(tmp_path, arguments: tuple[str, ...], said: str):
    """A wrong command line ends with 2 and says what is wrong."""
    put(tmp_path, {"talk.rst": TWO_SLIDES, "picture.png": b""})
    os.mkfifo(tmp_path / "pipe.rst")

    ended = run("serve", *arguments, cwd=tmp_path)

    assert ended.code == 2, ended.err
    assert said in " ".join(ended.err.split())
    assert "Traceback" not in ended.err


def heed() -> None:
    """Take signals as a command at a terminal does, also where these tests themselves run in the background."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


def is_pythons(said: bytes) -> bool:
    """Whether a traceback comes from before our first line of work: Python itself was interrupted, or its reading of our files.

    Nothing was begun then. Once ``main`` runs, it stands in every traceback.
    """
    return b"KeyboardInterrupt" in said and re.search(rb'start\.py", line \d+, in main', said) is None


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("after", [0.03, 0.1, 0.2, 0.35])
def test_a_signal_during_start_up(talk, number: signal.Signals, after: float):
    """Told to end before it serves, it ends, and so does every process that it began: they share its standard error."""
    process = subprocess.Popen(
        [*COMMAND, "serve", talk.name, "--port", "0"],
        cwd=talk.parent,
        stderr=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=heed,  # noqa: PLW1509 - what other threads hold is not asked for
    )
    time.sleep(after)
    process.send_signal(number)

    _, said = process.communicate(timeout=60)  # whoever is left would hold it open

    assert eventually(lambda: not members(process.pid))
    if number == signal.SIGINT and b"Traceback" in said:
        assert is_pythons(said), said.decode()
        assert process.returncode in {1, 130, -number}
    else:
        assert b"Traceback" not in said
        assert process.returncode in {0, -number, 128 + number}
