"""To the source and back: a line to a slide, a slide to the editor."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from serving.stage import Play, eventually
from slidekit.serving.editor import editor_address, editor_command

TALK = Path("/talks/my talk.rst")


@pytest.mark.parametrize("way", ["POST form", "POST query", "GET"])
@pytest.mark.parametrize("named", ["absolute", "relative to the talk", "relative to here"])
def test_at(play: Play, monkeypatch: pytest.MonkeyPatch, way: str, named: str):
    """An editor names a file and a line, and every window of the talk goes to the slide."""
    window, speaker = play.joined(), play.joined("presenter")
    talk = play.session.talk
    file = str(talk) if named == "absolute" else "talk.rst"
    if named == "relative to here":
        monkeypatch.chdir(talk.parent)
    said = f"file={file}&line=25"

    if way == "GET":
        status = play.get(f"/at?{said}")[0]
    else:
        status = play.get("/at" if way == "POST form" else f"/at?{said}", "POST", said if way == "POST form" else "")[0]

    assert status == 204
    assert window.hear() == {"command": "slidekit", "go": 3}
    assert speaker.hear() == {"command": "slidekit", "go": 3}


@pytest.mark.parametrize(
    "file",
    ["other.rst", "/etc/passwd", "../talk.rst", "x" * 3_000, "~nobody/talk.rst", "~no-such-user/talk.rst", "%ed%a0%80"],
)
def test_at_elsewhere(play: Play, file: str):
    """A file that is on no slide is told so, in one line."""
    window = play.joined()

    status, headers, body = play.get("/at", "POST", f"file={file}&line=1")

    assert status in (400, 404)
    assert headers["content-type"] == "text/plain; charset=utf-8"
    assert body.count(b"\n") == 1
    assert window.is_silent()


@pytest.mark.parametrize(
    "said",
    [
        "",
        "file=talk.rst",
        "line=1",
        "file=&line=1",
        "file=talk.rst&line=",
        "file=talk.rst&line=0",
        "file=talk.rst&line=-1",
        "file=talk.rst&line=1.5",
        "file=talk.rst&line=x",
        "file=talk.rst&line=%C2%B2",
        "file=talk.rst&line=" + "9" * 5_000,
        "file=%00&line=1",
        "file=%ff&line=1",
    ],
)
def test_at_nonsense(play: Play, said: str):
    """What is no file and line is told so."""
    assert play.get("/at", "POST", said)[0] == 400
    assert play.get(f"/at?{said}")[0] == 400


@pytest.mark.parametrize(
    ("editor", "command"),
    [
        ("code", ["code", "--goto", "/talks/my talk.rst:7"]),
        ("code --wait", ["code", "--goto", "/talks/my talk.rst:7"]),
        ("/opt/my\\ apps/cursor -r", ["/opt/my apps/cursor", "-r", "--goto", "/talks/my talk.rst:7"]),
        ("'C:\\Program Files\\VS\\Code.exe'", ["C:\\Program Files\\VS\\Code.exe", "--goto", "/talks/my talk.rst:7"]),
        ("zed", ["zed", "/talks/my talk.rst:7"]),
        ("subl -w", ["subl", "/talks/my talk.rst:7"]),
        ("gvim", ["gvim", "+7", "/talks/my talk.rst"]),
        ("neovide", ["neovide", "+7", "/talks/my talk.rst"]),
        ("emacs", ["emacs", "+7", "/talks/my talk.rst"]),
        ("emacsclient", ["emacsclient", "-n", "+7", "/talks/my talk.rst"]),
        ("kate", ["kate", "--line", "7", "/talks/my talk.rst"]),
        ("gedit", ["gedit", "+7", "/talks/my talk.rst"]),
        ("pycharm", ["pycharm", "--line", "7", "/talks/my talk.rst"]),
        ("notepad++", ["notepad++", "-n7", "/talks/my talk.rst"]),
        ("", None),
        ("vim", None),
        ("nvim", None),
        ("nano -w", None),
        ("emacs -nw", None),
        ("emacsclient -t", None),
        ("hx", None),
        ("my-editor", None),
        ("code'", None),
        ("sh -c 'rm -r x'", None),
    ],
)
def test_editor_commands(editor: str, command: list[str] | None):
    """Editors with a window are started at the line, in their own way; of others the browser gets an address."""
    assert editor_command({"VISUAL": editor}, TALK, 7) == command


def test_visual_before_editor():
    """``$VISUAL`` wins; ``$EDITOR`` counts if it is all there is."""
    assert editor_command({"VISUAL": "zed", "EDITOR": "code"}, TALK, 7) == ["zed", "/talks/my talk.rst:7"]
    assert editor_command({"VISUAL": "", "EDITOR": "zed"}, TALK, 7) == ["zed", "/talks/my talk.rst:7"]
    assert editor_command({"EDITOR": "zed"}, TALK, 7) == ["zed", "/talks/my talk.rst:7"]


@pytest.mark.parametrize(
    "name", ["-c evil.rst", "--remote-send=x.rst", "+!ls.rst", "$(ls).rst", "{line}.rst", "a\nb.rst"]
)
def test_odd_file_names(monkeypatch: pytest.MonkeyPatch, tmp_path, name: str):
    """No file name is taken for an option or a command: it is a whole path, and one argument."""
    monkeypatch.chdir(tmp_path)

    assert editor_command({"VISUAL": "gvim"}, Path(name), 7) == ["gvim", "+7", f"{tmp_path}/{name}"]


def test_editor_address():
    """The address is one that a browser hands on."""
    assert editor_address(TALK, 7) == "vscode://file/talks/my%20talk.rst:7"


@pytest.fixture
def editor(play: Play, tmp_path, monkeypatch: pytest.MonkeyPatch):
    """An editor that writes down what it was told; slide 2 begins at the fifth line."""
    play.session.sources = {2: (play.session.talk, 5)}
    play.server.last_start = float("-inf")
    script = tmp_path / "code"
    script.write_text(
        f"#!{sys.executable}\nimport json, os, sys\nopen({str(tmp_path / 'told')!r}, 'a').write("
        "json.dumps([sys.argv[1:], os.getsid(0) == os.getpid()]) + '\\n')\n"
    )
    script.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(script))
    return tmp_path / "told"


def test_a_window_opens_the_editor(play: Play, editor: Path):
    """A window asks for a slide's source, and the editor opens it at its line, in a session of its own."""
    window = play.joined()

    window.say(command="slidekit-open", slide=2, text="some words")

    assert window.hear() == {"command": "slidekit", "place": f"{play.session.talk}:5"}
    assert eventually(lambda: editor.exists() and editor.read_text().endswith("\n"))
    assert json.loads(editor.read_text()) == [["--goto", f"{play.session.talk}:5"], True]
    assert play.session.pointed_at == "some words"


def test_an_editor_at_a_time(play: Play, editor: Path, monkeypatch: pytest.MonkeyPatch):
    """However often a window asks, one editor is started in a while; after it, another one."""
    monkeypatch.setattr("slidekit.serving.server.PAUSE", 600.0)
    window = play.joined()

    for _ in range(20):
        window.say(command="slidekit-open", slide=2, text="")
    for _ in range(20):
        assert "open" not in window.hear()

    assert eventually(lambda: editor.exists() and editor.read_text().endswith("\n"))
    assert len(editor.read_text().splitlines()) == 1
    play.server.last_start -= 601
    window.say(command="slidekit-open", slide=2, text="")
    assert eventually(lambda: editor.read_text().count("\n") == 2)


def test_who_may_not_open(play: Play, editor: Path):
    """Who watches no talk opens none, and of a slide that there is not there is no source."""
    stranger, window = play.window(), play.joined()

    stranger.say(command="slidekit-open", slide=2, text="")
    window.say(command="slidekit-open", slide=99, text="")

    assert stranger.is_silent()
    assert window.is_silent()
    assert not editor.exists()


@pytest.mark.parametrize("visual", ["vim", "/no/such/code"])
def test_without_an_editor(play: Play, editor: Path, monkeypatch: pytest.MonkeyPatch, visual: str):
    """Where no editor can be started, the window gets an address for the browser to open."""
    monkeypatch.setenv("VISUAL", visual)
    window = play.joined()

    window.say(command="slidekit-open", slide=2, text="")

    talk = play.session.talk
    assert window.hear() == {"command": "slidekit", "place": f"{talk}:5", "open": f"vscode://file{talk}:5"}
