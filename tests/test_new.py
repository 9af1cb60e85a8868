"""``slidekit new``: a first talk that is built without a word of complaint, and nothing of anybody's touched."""

import os
import pty
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest
from command import COMMAND, put, run

from slidekit import read
from slidekit.draft import FILES, make_draft
from slidekit.errors import OutputError, UsageError
from slidekit.talks import choose

FILES_MADE = sorted(["my-talk.rst", *FILES.values()])


def names(folder: Path) -> list[str]:
    """What lies in a folder."""
    return sorted(path.name for path in folder.iterdir())


def files_below(folder: Path) -> list[str]:
    """The files that lie in a folder, and below it."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_new(tmp_path):
    """A folder is made with a talk that builds without a message (but that it holds notes), and said what comes next."""
    ended = run("new", "my-talk", cwd=tmp_path)

    assert ended.code == 0
    assert sorted(ended.out.decode().splitlines()) == [f"my-talk/{name}" for name in FILES_MADE]
    assert ended.err == "Now: slidekit serve --open my-talk/my-talk.rst\n"
    assert files_below(tmp_path / "my-talk") == FILES_MADE

    built = run("build", "my-talk.rst", "--strict", cwd=tmp_path / "my-talk")
    assert built.code == 0, built.err
    assert [line.split(":")[0] for line in built.err.splitlines()] == ["info", "my-talk.html"]
    assert "[private-content]" in built.err
    assert run("build", "my-talk.rst", "-q", "--no-notes", cwd=tmp_path / "my-talk").err == ""


def test_the_talk_shows_ten_things(tmp_path):
    """Between its title and its end the talk has ten slides; the folder is a project, and its talk is found."""
    talk = make_draft(str(tmp_path / "mine"))[0]

    deck = read(talk)

    assert deck.diagnostics == ()
    assert len(deck.slides) == 12
    assert deck.root == tmp_path / "mine"
    assert deck.options.theme == "plain"
    assert choose(talk) == talk


def test_new_theme(tmp_path):
    """A folder is made with a theme and slides that show it, and these build without a message."""
    ended = run("new", "--theme", "mine", cwd=tmp_path)

    assert ended.code == 0
    assert ended.err == "Now: slidekit serve --open mine/sample.rst\n"
    assert names(tmp_path / "mine") == ["river.svg", "sample.rst", "theme.css", "theme.toml"]
    assert run("build", "sample.rst", "--strict", "-q", cwd=tmp_path / "mine").err == ""
    assert '<body class="deck" data-theme="mine"' in (tmp_path / "mine" / "sample.html").read_text()
    assert run("new", "--theme", "mine", cwd=tmp_path).code == 2


@pytest.mark.parametrize(
    ("name", "talk"),
    [
        ("My talk", "My talk/My talk.rst"),
        ("talk.rst", "talk/talk.rst"),
        ("v1.2", "v1.2/v1.2.rst"),
        ("talks/2030/tea/", "talks/2030/tea/tea.rst"),
        ("茶-été", "茶-été/茶-été.rst"),
        ("-x", "-x/-x.rst"),
        (".hidden", ".hidden/hidden.rst"),
        ("empty", "empty/empty.rst"),
        ("empty/../b", "empty/../b/b.rst"),
        ("it's *this* `one`", "it's *this* `one`/it's *this* `one`.rst"),
    ],
)
def test_names(tmp_path, monkeypatch, name, talk):
    """A name may be a path, end as a talk's does, or be one that only a shell minds."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()

    made = make_draft(name)

    assert str(made[0]) == talk
    assert all(path.is_file() for path in made)
    assert len(made) == 6


def test_here(tmp_path, monkeypatch):
    """``.`` is the working folder, if that is empty."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")

    assert str(make_draft(".")[0]) == "here.rst"
    with pytest.raises(UsageError, match="not empty"):
        make_draft(".")


@pytest.mark.parametrize("name", ["", "/", "//", "\0", "a\0b", "...", ".rst", " "])
def test_no_names(tmp_path, monkeypatch, name):
    """A name that no talk can have is the command line's fault."""
    monkeypatch.chdir(tmp_path)

    with pytest.raises(UsageError, match="bad-name"):
        make_draft(name)
    assert names(tmp_path) == []


@pytest.mark.parametrize("name", ["full", "file", "file/below", "nowhere", "full/"])
def test_nothing_is_overwritten(tmp_path, name):
    """What is there stays, whatever it is; the command ends with 2 and says what to do."""
    put(tmp_path, {"full/.gitignore": "mine\n", "file": "mine\n"})
    (tmp_path / "nowhere").symlink_to("missing")

    ended = run("new", name, cwd=tmp_path)

    assert ended.code == 2
    assert "choose another name" in ended.err
    assert "[name-taken]" in ended.err
    assert "Traceback" not in ended.err
    assert ended.out == b""
    assert names(tmp_path) == ["file", "full", "nowhere"]
    assert (tmp_path / "full" / ".gitignore").read_text() == "mine\n"
    assert names(tmp_path / "full") == [".gitignore"]


def test_name_too_long(tmp_path, monkeypatch):
    """What the machine does not take is the machine's fault, and leaves nothing behind."""
    monkeypatch.chdir(tmp_path)

    with pytest.raises(OutputError, match="cannot make"):
        make_draft("x" * 300)
    with pytest.raises(OutputError, match="cannot make"):
        make_draft("x" * 254)  # the folder can be made, its talk cannot
    assert names(tmp_path) == []


def test_odd_names_are_quoted(tmp_path):
    """The command that is said to be next can be pasted into a shell."""
    assert run("new", "--", "-x", cwd=tmp_path).err == "Now: slidekit serve --open ./-x/-x.rst\n"
    assert run("new", "My talk", cwd=tmp_path).err == "Now: slidekit serve --open 'My talk/My talk.rst'\n"
    assert run("new", "-x", cwd=tmp_path).code == 2
    assert run("new", cwd=tmp_path).code == 2


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(tmp_path, shell):
    """Shells complete commands and options, as click does it."""
    words = {"COMP_WORDS": "slidekit bui", "COMP_CWORD": "bui" if shell == "fish" else "1"}
    script = run(cwd=tmp_path, env={"_SLIDEKIT_COMPLETE": f"{shell}_source"})
    found = run(cwd=tmp_path, env={"_SLIDEKIT_COMPLETE": f"{shell}_complete", **words})

    assert (script.code, script.err) == (0, "")
    assert "_SLIDEKIT_COMPLETE" in script.out.decode()
    assert (found.code, found.err) == (0, "")
    assert "build" in found.out.decode()
    assert "serve" not in found.out.decode()


def test_no_colour(tmp_path):
    """With NO_COLOR a terminal gets text and nothing else."""
    put(tmp_path, {"talk.rst": "A\n=\n\n.. nonsense::\n"})
    ours, theirs = pty.openpty()

    process = subprocess.Popen(
        [*COMMAND, "build", "talk.rst"], cwd=tmp_path, env={**os.environ, "NO_COLOR": "1"}, stderr=theirs
    )
    os.close(theirs)
    said = b""
    with suppress(OSError):  # at its end a terminal has an error
        while piece := os.read(ours, 65536):
            said += piece
    process.wait()
    os.close(ours)

    assert b"error: Unknown directive" in said
    assert b"\x1b" not in said
