"""What windows hear: updates, troubles, other LiveReload clients; and what they may send."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from serving.stage import ERROR, NOTHING, TWO_SLIDES, Play, eventually, playing

HELLO = "http://livereload.com/protocols/official-7"


@pytest.fixture(autouse=True)
def _well(play: Play):
    """Each test begins with a talk that is well."""
    play.session.wrong = NOTHING
    play.session.version = "1"


def test_other_clients(play: Play):
    """Another LiveReload client is greeted in its protocol, and told to load again on each new version; ours is not."""
    other, ours = play.window(), play.joined()
    other.say(command="hello", protocols=[HELLO])
    assert other.hear() == {"command": "hello", "protocols": [HELLO], "serverName": "livereload-tornado"}
    other.say(command="info", url=f"http://127.0.0.1:{play.port}/", plugins={})
    assert eventually(lambda: bool(play.server.live.waiters))

    play.tell({"from": "1", "version": "2", "slides": {"start": 0, "end": 1, "items": ["x"]}})

    assert other.hear() == {"command": "reload", "path": "/", "liveCSS": True, "liveImg": True}
    assert ours.hear()["version"] == "2"
    play.tell({"troubles": ERROR})
    assert ours.hear()["troubles"] == ERROR
    assert other.is_silent()
    assert ours.is_silent()


def test_livereload_script(play: Play):
    """Pages of others get livereload's own script."""
    status, headers, body = play.get("/livereload.js")

    assert (status, headers["content-type"]) == (200, "text/javascript; charset=utf-8")
    assert b"LiveReload" in body


def test_servers_share_nothing(play: Play, tmp_path):
    """What one server is told no window of another hears."""
    (tmp_path / "talk.rst").write_text(TWO_SLIDES)
    with playing(tmp_path / "talk.rst") as second:
        here, there = play.window(), second.window()
        for window in (here, there):
            window.say(command="hello", protocols=[HELLO])
            window.hear()
            window.say(command="info", url="")
        assert eventually(lambda: bool(play.server.live.waiters and second.server.live.waiters))

        second.tell({"from": "1", "version": "2"})

        assert there.hear()["command"] == "reload"
        assert here.is_silent()
        second.clear()
        assert not second.server.live.waiters
        assert play.server.live.waiters


@pytest.mark.parametrize(
    ("version", "wanted"),
    [
        ("1", {"command": "slidekit", "troubles": NOTHING}),
        ("0", {"command": "slidekit", "from": None, "version": "1", "troubles": NOTHING}),
    ],
)
def test_joining(play: Play, version: str, wanted: dict):
    """Who joins is brought up to date, and told what is wrong."""
    assert play.joined(version=version).first == wanted


def test_an_update_reaches_everybody(play: Play):
    """All windows of a talk hear the same, in order; those that have not joined hear nothing."""
    windows = [play.joined(role) for role in ("slides", "read", "print", "presenter")]
    stranger = play.window()

    for number in range(20):
        play.tell({"from": str(number), "version": str(number + 1), "ids": ["é", "\u2028", "</script>"]})

    for window in windows:
        for number in range(20):
            said = window.hear()
            assert (said["from"], said["version"]) == (str(number), str(number + 1))
            assert said["ids"] == ["é", "\u2028", "</script>"]
    assert stranger.is_silent()


def test_troubles_without_a_speaker(play: Play):
    """Without a speaker's window everybody hears of errors."""
    audience, reader = play.joined(), play.joined("read")

    play.tell({"troubles": ERROR})

    assert audience.hear() == {"command": "slidekit", "troubles": ERROR}
    assert reader.hear() == {"command": "slidekit", "troubles": ERROR}


def test_troubles_with_a_speaker(play: Play):
    """With a speaker's window only that one hears of errors; the rest of the update is for all."""
    audience, speaker = play.joined(), play.joined("presenter")

    play.tell({"from": "1", "version": "2", "troubles": ERROR})

    assert speaker.hear() == {"command": "slidekit", "from": "1", "version": "2", "troubles": ERROR}
    assert audience.hear() == {"command": "slidekit", "from": "1", "version": "2", "troubles": NOTHING}


def test_troubles_move_to_the_speaker_and_back(play: Play):
    """When a speaker's window comes, errors leave the audience's; when the last one goes, they come back."""
    play.session.wrong = ERROR
    audience = play.joined()
    assert audience.first["troubles"] == ERROR

    first, second = play.joined("presenter"), play.joined("presenter")
    assert (first.first["troubles"], second.first["troubles"]) == (ERROR, ERROR)
    assert audience.hear() == {"command": "slidekit", "troubles": NOTHING}
    assert play.joined("read").first["troubles"] == NOTHING

    first.close()
    assert audience.is_silent()
    second.close()
    assert audience.hear() == {"command": "slidekit", "troubles": ERROR}


def test_a_speaker_joins_again(play: Play, monkeypatch: pytest.MonkeyPatch):
    """While the speaker's window loads again, or joins again, the audience sees no errors."""
    monkeypatch.setattr("slidekit.serving.server.RELOADED", 20.0)
    play.session.wrong = ERROR
    speaker, audience = play.joined("presenter"), play.joined()

    speaker.say(command="slidekit", path="/", version="0", role="presenter")
    assert speaker.hear()["troubles"] == ERROR
    speaker.close()
    play.tell({"from": "1", "version": "2", "troubles": ERROR})
    again = play.joined("presenter")

    assert again.first["troubles"] == ERROR
    assert audience.hear() == {"command": "slidekit", "from": "1", "version": "2", "troubles": NOTHING}
    assert audience.is_silent()


def test_a_speaker_who_loads_again_and_again(play: Play, monkeypatch: pytest.MonkeyPatch):
    """Each time there is as long to come back: what was begun the first time does not end the second."""
    play.session.wrong = ERROR
    audience = play.joined()
    room = play.server.house.rooms["/"]
    later: list[Callable[[], object]] = []
    monkeypatch.setattr(room, "defer", later.append)

    for times in (1, 2):
        play.joined("presenter").close()
        assert eventually(lambda times=times: len(later) == times)
    assert audience.hear()["troubles"] == NOTHING
    play.on_loop(later[0])
    assert audience.is_silent()
    play.on_loop(later[1])
    assert audience.hear() == {"command": "slidekit", "troubles": ERROR}


def test_a_window_changes_its_role(play: Play):
    """A window that becomes the speaker's, and an audience's again, takes the errors with it."""
    play.session.wrong = ERROR
    audience, window = play.joined(), play.joined()

    window.say(command="slidekit", path="/", version="1", role="presenter")
    assert window.hear()["troubles"] == ERROR
    assert audience.hear()["troubles"] == NOTHING

    window.say(command="slidekit", path="/", version="1", role="slides")
    assert window.hear()["troubles"] == ERROR
    assert audience.hear()["troubles"] == ERROR


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"nonsense",
        b"{",
        b"[]",
        b"null",
        b"1e999",
        b"NaN",
        b'"slidekit"',
        b"{}",
        b'{"command":null}',
        b'{"command":["slidekit"]}',
        b'{"command":{"a":1}}',
        b'{"command":"hello"}',
        b'{"command":"info"}',
        b'{"command":"slidekit"}',
        b'{"command":"slidekit","path":1,"version":"1","role":"slides"}',
        b'{"command":"slidekit","path":"/nothing","version":"1","role":"slides"}',
        b'{"command":"slidekit","path":"//","version":"1","role":"slides"}',
        b'{"command":"slidekit","path":"/%00","version":"1","role":"slides"}',
        b'{"command":"slidekit","path":"\\ud800","version":"1","role":"slides"}',
        b'{"command":"slidekit","path":"/","version":1,"role":"slides"}',
        b'{"command":"slidekit","path":"/","version":"\\ud800","role":"\\ud800"}',
        b'{"command":"slidekit","path":"/","version":"1","role":["presenter"]}',
        b'{"command":"\\ud800"}',
        b'{"command":"hello","protocols":["\\udfff"]}',
        b'{"command":"url","url":"\\ud800"}',
        b'{"command":"info","url":"\\ud800","plugins":{"\\ud800":"\\ud800"}}',
        b'{"command":"slidekit-open","slide":1,"text":"\\ud800"}',
        b'{"command":"slidekit-open"}',
        b'{"command":"slidekit-open","slide":"1","text":""}',
        b'{"command":"slidekit-open","slide":true,"text":""}',
        b'{"command":"slidekit-open","slide":-1,"text":""}',
        b'{"command":"slidekit-open","slide":1e300,"text":""}',
        b'{"command":"slidekit-open","slide":' + b"9" * 5_000 + b',"text":""}',
        b'{"command":"slidekit-open","slide":1,"text":{}}',
        b'{"command":"reload","path":"*"}',
        b"[" * 100_000,
        b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
        b" " * 900_000,
    ],
)
def test_nonsense_is_passed_over(play: Play, data: bytes, capfd: pytest.CaptureFixture[str]):
    """A message that is none does nothing, to its sender neither."""
    window = play.joined()

    window.send(data)
    window.send(data, opcode=2)

    window.say(command="slidekit", path="/", version="1", role="slides")
    while window.hear()["command"] == "hello":
        pass
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("frame", "ways"),
    [
        (b"\xff" * 100, "raw"),
        (b"\xc1\x80\x00\x00\x00\x00", "raw"),
        (b"\x8b\x80\x00\x00\x00\x00", "raw"),
        (b"\x09\xfe\xff\xff\x00\x00\x00\x00", "raw"),
        (b"\x88\x81\x00\x00\x00\x00x", "raw"),
        (b"\x80\x80\x00\x00\x00\x00", "raw"),
        (b"\x81\xff\xff\xff\xff\xff\xff\xff\xff\xff\x00\x00\x00\x00", "raw"),
        (b"\x81\xff\x00\x00\x00\x00\x40\x00\x00\x00\x00\x00\x00\x00", "raw"),
        (b"\xff\xfe", "text"),
        (b"x" * 1_000_001, "text"),
    ],
)
def test_malformed_frames(play: Play, frame: bytes, ways: str, capfd: pytest.CaptureFixture[str]):
    """Who sends what is no frame, or too much, is let go; the others hear on, and nothing is said on the terminal."""
    well, ill = play.joined(), play.joined()

    try:
        if ways == "raw":
            ill.line.sendall(frame)
        else:
            ill.send(frame)
        while True:
            ill.hear()
    except (EOFError, ConnectionError):
        pass

    play.tell({"from": "1", "version": "2"})
    assert well.hear()["version"] == "2"
    assert capfd.readouterr() == ("", "")


def test_a_slow_window_is_let_go(play: Play):
    """A window that reads nothing holds nobody up, and is closed once too much waits for it."""
    well, slow = play.joined(), play.joined()
    assert len(play.server.live.windows) == 2
    text = "x" * 8_000_000

    for number in range(12):
        play.tell({"from": str(number), "version": str(number + 1), "frame": {"header": text}})
        assert well.hear()["version"] == str(number + 1)

    assert eventually(lambda: len(play.server.live.windows) == 1)
    slow.close()


def test_many_windows(play: Play):
    """Sixty windows hear of fifty updates, every one."""
    windows = [play.joined() for _ in range(60)]

    for number in range(50):
        play.tell({"from": str(number), "version": str(number + 1), "ids": ["a"] * 50})

    assert [[window.hear()["version"] for _ in range(50)] for window in windows] == [
        [str(number + 1) for number in range(50)]
    ] * 60


def test_a_cut_connection(play: Play, capfd: pytest.CaptureFixture[str]):
    """A window that goes without a word leaves nothing behind."""
    for _ in range(5):
        play.joined().close()
        play.tell({"from": "1", "version": json.dumps(1)})

    assert eventually(lambda: not play.server.live.windows)
    assert play.server.house.rooms["/"].roles == {}
    assert capfd.readouterr() == ("", "")


def test_a_session_knows_whether_anybody_looks(play):
    """While nobody does, nothing need be held ready."""
    window = play.joined()
    assert not play.session.alone
    other = play.joined("presenter")
    window.close()
    other.close()

    assert eventually(lambda: play.session.alone)
