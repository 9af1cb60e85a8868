"""The list of a folder's talks."""

from __future__ import annotations

import re

import pytest
from command import put

from serving.stage import ERROR, NOTHING, TWO_SLIDES, Play, eventually, playing

TITLED = "Tea & <cups>\n============\n\nOne\n---\n\na\n"


@pytest.fixture
def folder(tmp_path):
    """A folder with three talks."""
    put(
        tmp_path,
        {"a b.rst": TWO_SLIDES, "sub/ü.rst": TITLED, "sub/deep/#1?.rst": TWO_SLIDES, "readme.rst": "One\n---\n"},
    )
    return tmp_path


@pytest.fixture
def play(folder):
    """A server of that folder."""
    with playing(folder) as running:
        yield running


def listed(play: Play) -> list[tuple[str, str]]:
    """Address and title of each talk in the list."""
    page = play.get("/")[2].decode()
    return re.findall(r'<h2><a href="([^"]*)">(.*?)</a></h2>', page)


def test_the_list(play: Play):
    """Every talk stands in the list with its title, its file and its first slide; no session is begun for that."""
    page = play.get("/")[2].decode()

    assert listed(play) == [
        ("/a%20b.html", "One"),
        ("/sub/deep/%231%3F.html", "One"),
        ("/sub/%C3%BC.html", "Tea &amp; &lt;cups&gt;"),
    ]
    assert re.findall(r'<iframe src="(.*?)" loading="lazy" inert', page) == [
        f"{each}?first" for each, _ in listed(play)
    ]
    assert "sub/deep/#1?.rst" in page
    assert play.sessions == {}


def test_a_talk_of_the_list(play: Play, folder):
    """A talk is served at its address, its first slide beside it, its files relative to it; of others nothing."""
    assert play.get("/sub/%C3%BC.html")[2] == b"<!DOCTYPE html><title>deck</title>"
    assert play.get("/sub/%C3%BC.html?first")[2] == b"<!DOCTYPE html><title>first</title>"
    assert list(play.sessions) == ["/sub/ü.html"]
    (folder / "p.png").write_bytes(b"picture")
    play.sessions["/sub/ü.html"].files = {"static/p.png": folder / "p.png", "_/shared/p.png": folder / "p.png"}

    assert play.get("/sub/static/p.png")[2] == b"picture"
    assert play.get("/_/shared/p.png")[2] == b"picture"
    assert play.get("/static/p.png")[0] == 404
    for path in ("/readme.html", "/sub/", "/sub", "/sub/%C3%BC.rst", "/nothing.html", "/.html", "/a%20b"):
        assert play.get(path)[0] == 404


def test_windows_of_different_talks(play: Play):
    """A window hears of its own talk only."""
    first, second = play.joined(path="/a%20b.html"), play.joined(path="/sub/%C3%BC.html")

    play.tell({"from": "1", "version": "2"}, "/sub/ü.html")

    assert second.hear()["version"] == "2"
    assert first.is_silent()


def test_a_broken_talk(play: Play):
    """A talk that is broken stands in the list with its error's first line."""
    play.get("/a%20b.html")
    play.sessions["/a b.html"].wrong = {
        "errors": [{"text": "a b.rst:1:2: error: <bad> [x]\n 1 | y", "slide": None}],
        "warnings": [],
    }

    page = play.get("/")[2].decode()

    assert '<p class="problem">a b.rst:1:2: error: &lt;bad&gt; [x]</p>' in page
    assert "1 | y" not in page


def reader(play: Play):
    """A window that shows the list."""
    version = re.search(r'data-live="(\w+)"', play.get("/")[2].decode())
    assert version
    window = play.window()
    window.say(command="slidekit", path="/", version=version[1], role="list")
    return window


def test_the_list_loads_anew(play: Play, folder):
    """A list that is looked at again, when a talk has come or gone, loads anew; one that is up to date does not."""
    window = reader(play)
    assert eventually(lambda: bool(play.server.house.readers))
    assert window.is_silent()

    put(folder, {"new.rst": TWO_SLIDES})
    window.say(command="slidekit", path="/", version="old", role="list")

    assert window.hear() == {"command": "slidekit", "reload": True}
    assert ("/new.html", "One") in listed(play)
    (folder / "new.rst").unlink()
    assert ("/new.html", "One") not in listed(play)


def test_the_list_follows_while_it_is_read(play: Play, folder, monkeypatch: pytest.MonkeyPatch):
    """A talk that comes or goes is noticed without a hand on the list; its session ends with it."""
    monkeypatch.setattr("slidekit.serving.house.SHARE", 0)  # on a busy machine a look takes long, and the next is late
    play.get("/sub/%C3%BC.html")
    window = reader(play)

    put(folder, {"new.rst": TWO_SLIDES})
    assert window.hear() == {"command": "slidekit", "reload": True}
    assert ("/new.html", "One") in listed(play)

    (folder / "sub/ü.rst").unlink()
    assert window.hear() == {"command": "slidekit", "reload": True}
    assert eventually(lambda: not play.sessions["/sub/ü.html"].is_open)


def test_the_list_hears_of_errors(play: Play):
    """When a talk breaks, or is well again, the list loads anew."""
    play.get("/a%20b.html")
    for wrong in (ERROR, NOTHING):
        window = reader(play)
        assert eventually(lambda: bool(play.server.house.readers))
        play.sessions["/a b.html"].wrong = wrong
        play.tell({"troubles": wrong}, "/a b.html")
        assert window.hear() == {"command": "slidekit", "reload": True}
        play.clear()


def test_the_list_learns_from_a_talk_that_is_opened(play: Play):
    """When a talk's title proves to be another one than it seemed, the list loads anew."""
    window = reader(play)
    assert eventually(lambda: bool(play.server.house.readers))

    play.get("/a%20b.html?first")

    assert window.hear() == {"command": "slidekit", "reload": True}
    assert ("/a%20b.html", "a b, read") in listed(play)


def test_a_new_talk_can_be_asked_for(play: Play, folder):
    """A talk that has appeared since the list was made is served."""
    put(folder, {"sub/new.rst": TWO_SLIDES, "sub/.hidden/x.rst": TWO_SLIDES, "node_modules/x.rst": TWO_SLIDES})

    assert play.get("/sub/new.html")[0] == 200
    assert play.get("/node_modules/x.html")[0] == 404
    assert play.get("/sub/.hidden/x.html")[0] == 404


def test_an_empty_folder(tmp_path):
    """A folder without talks says so."""
    with playing(tmp_path) as play:
        assert "No talks yet" in play.get("/")[2].decode()
