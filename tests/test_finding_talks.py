"""Which files are talks, and what is served without being named."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from command import put
from serving.stage import TWO_SLIDES

from slidekit.errors import UsageError
from slidekit.outline import outline
from slidekit.talks import choose, find_talks

ONE_SLIDE = "One\n---\n\na\n"


def found(folder: Path) -> list[str]:
    """The talks below a folder, as people write them."""
    return [talk.path.relative_to(folder).as_posix() for talk in find_talks(folder)]


def test_talks_are_found(tmp_path):
    """A talk is an .rst file with two slides, however deep; the list is sorted."""
    put(tmp_path, {
        "b/talk.rst": TWO_SLIDES, "a.rst": TWO_SLIDES, "b/c/d/e.RST": TWO_SLIDES, "one.rst": ONE_SLIDE,
        "empty.rst": "", "talk.md": "# One\n\n# Two\n", "talk.txt": TWO_SLIDES, "talk.rst.bak": TWO_SLIDES,
        "utf16.rst": TWO_SLIDES.encode("utf-16"), "latin.rst": b"One \xe9\n", "crlf.rst": TWO_SLIDES.replace("\n", "\r\n"),
    })  # fmt: skip

    assert found(tmp_path) == ["a.rst", "b/c/d/e.RST", "b/talk.rst", "crlf.rst", "latin.rst", "utf16.rst"]


def test_what_is_skipped(tmp_path):
    """Dot files and folders, installed packages and virtual environments hold no talks."""
    for folder in (".git", ".venv/x", "node_modules/x", "a/node_modules", "__pycache__", "env/lib"):
        put(tmp_path, {f"{folder}/talk.rst": TWO_SLIDES})
    put(tmp_path, {"env/pyvenv.cfg": "", ".hidden.rst": TWO_SLIDES, "talk.rst": TWO_SLIDES})

    assert found(tmp_path) == ["talk.rst"]


def test_what_git_ignores(tmp_path):
    """Ignored files are skipped: by the .gitignore of each folder from the project's root down, the nearest first."""
    put(tmp_path, {
        ".git/HEAD": "", ".gitignore": "build/\n*.draft.rst\n/top.rst\n\xff[\n", "top.rst": TWO_SLIDES,
        "a/.gitignore": "!good.draft.rst\nlocal.rst\n",
    })  # fmt: skip
    for name in ("a/top.rst", "a/build/x.rst", "a/bad.draft.rst", "a/good.draft.rst", "a/local.rst", "b/local.rst"):
        put(tmp_path, {name: TWO_SLIDES})

    assert found(tmp_path) == ["a/good.draft.rst", "a/top.rst", "b/local.rst"]
    assert found(tmp_path / "a") == ["good.draft.rst", "top.rst"]
    assert found(tmp_path / "a" / "build") == ["x.rst"]


def test_links(tmp_path):
    """Loops end; links to folders are not followed, and a link out of the folder is none of its talks."""
    put(tmp_path, {"in/talk.rst": TWO_SLIDES, "out.rst": TWO_SLIDES, "other/x.rst": TWO_SLIDES})
    inside = tmp_path / "in"
    (inside / "loop").symlink_to(inside)
    (inside / "self.rst").symlink_to(inside / "self.rst")
    (inside / "gone.rst").symlink_to(tmp_path / "nothing")
    (inside / "out.rst").symlink_to(tmp_path / "out.rst")
    (inside / "other").symlink_to(tmp_path / "other")
    (inside / "same.rst").symlink_to(inside / "talk.rst")
    (inside / "folder.rst").mkdir()
    os.mkfifo(inside / "pipe.rst")

    assert found(inside) == ["same.rst", "talk.rst"]
    (tmp_path / "link").symlink_to(inside)
    assert found(tmp_path / "link") == ["same.rst", "talk.rst"]


def test_closed_folders(tmp_path):
    """A folder that cannot be read, or has just gone, holds no talks."""
    put(tmp_path, {"file": "x"})

    assert found(tmp_path / "gone") == []
    assert found(tmp_path / "file") == []


@pytest.mark.parametrize(
    ("text", "title", "slides"),
    [
        ("", "", 0),
        ("words\n", "", 1),
        (TWO_SLIDES, "One", 2),
        ("slide\n-----\n\na\n\nslide\n-----\n\nb\n", "", 2),
        ("Tea\n===\n\nOne\n---\n\na\n", "Tea", 2),
        ("=====\n Tea\n=====\n\nOn cups\n-------\n\nOne\n~~~\n", "Tea", 2),
        ("a\n\n----\n\nb\n", "", 2),
        ("a\n\n----\n\nOne\n===\n\nb\n", "One", 2),
        ("One\n===\n\nHeading\n-------\n\nTwo\n===\n", "One", 2),
        (":slide-level: 2\n\nOne\n===\n\nA\n-\n\nB\n-\n\nTwo\n===\n", "One", 4),
        (":title: Tea\n\nOne\n---\n", "Tea", 1),
        (".. title:: Tea\n\nOne\n---\n\nTwo\n---\n", "Tea", 2),
        ("One\n---\n\n::\n\n  Two\n  ---\n", "One", 1),
        ("=====  =====\na      b\n=====  =====\n", "", 1),
        ("One\n---\n\n.. include:: rest.txt\n", "One", 2),
        ("One\n---\n\na\n\n.. slide:: Two\n\n   b\n\n.. nextslide::\n\nc\n", "One", 3),
        ("``One`` *two*\n-------------\n\nx\n\nTwo\n---\n", "One two", 2),
    ],
)
def test_outline(text: str, title: str, slides: int):
    """Title and slides are told from the look of the text."""
    assert outline(text) == (title, slides)


@pytest.mark.parametrize(
    ("text", "title", "slides"),
    [
        ("# One\n\ntext\n\n# Two\n", "One", 2),
        ("# Title\n\n## One\n\n### not one\n\n## Two ##\n", "Title", 3),
        ("---\ntitle: 'Said'\nauthor: me\n---\n\n# slide\n\n# slide\n", "Said", 2),
        ("# Title\n\n## Part\n\n### slide\n\n### slide\n", "Title", 3),
        ("one\n\n---\n\ntwo\n\n* * *\n\nthree\n", "", 3),
        ("One\n===\n\nTwo\n===\n", "One", 2),
        ("# One\n\n```python\n# no title\n---\n```\n\n~~~\n# nor this\n~~~\n", "One", 1),
        ("---\nnot closed\n", "", 1),
        ("#hash\n\n% comment\n", "", 1),
        ("", "", 0),
    ],
)
def test_outline_of_markdown(text: str, title: str, slides: int):
    """Markdown's headings, underlined ones too, and its breaks begin slides, and nothing in a fenced block does."""
    assert outline(text, hashed=True) == (title, slides)


@pytest.mark.parametrize(
    "text", ["<", "`", "-", ":a", ".. ", "..  include::", "=\n", "a\n=\n", ".. title:: ", " ", "\n"]
)
def test_outline_of_nonsense(text: str):
    """Whatever stands in a file, its outline is told before anybody waits."""
    for nonsense in (text * 100_000, text * 100_000 + "\n" + "-" * 100_000, text + "\n" + text * 100_000):
        assert len(outline(nonsense).title) <= 300


@pytest.mark.parametrize(
    ("files", "chosen"),
    [
        (("talk.rst",), "talk.rst"),
        (("talk.rst", "below/other.rst"), "talk.rst"),
        (("talk.rst", "other.rst"), ""),
        (("below/talk.rst",), ""),
        ((), ""),
    ],
)
def test_without_an_argument(tmp_path, monkeypatch: pytest.MonkeyPatch, files: tuple[str, ...], chosen: str):
    """Without an argument the one talk here is served, or else all below."""
    put(tmp_path, {"readme.rst": ONE_SLIDE, **dict.fromkeys(files, TWO_SLIDES)})
    monkeypatch.chdir(tmp_path)

    assert choose(None) == tmp_path / chosen


def test_with_an_argument(tmp_path):
    """A file that is named is served, though it has one slide or another suffix; a folder is."""
    put(tmp_path, {"one.rst": ONE_SLIDE, "talk.txt": TWO_SLIDES})

    assert choose(tmp_path / "one.rst") == tmp_path / "one.rst"
    assert choose(tmp_path / "talk.txt") == tmp_path / "talk.txt"
    assert choose(tmp_path) == tmp_path


@pytest.mark.parametrize("name", ["nothing.rst", "talk.md", "x" * 300, "a\0b", "one.rst/x"])
def test_no_talk(tmp_path, name: str):
    """What is no talk is the command line's fault."""
    put(tmp_path, {"one.rst": ONE_SLIDE, "talk.md": "# One\n"})

    with pytest.raises(UsageError, match="no-talk"):
        choose(tmp_path / name)
