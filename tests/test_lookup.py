from __future__ import annotations

import os
from pathlib import Path

import pytest
from conftest import MakeDeck

from slidekit.doctree import read_deck
from slidekit.lookup import Fence, asset_token, find_file, find_root
from slidekit.options import Saying

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg"/>'


def put(path: Path, text: str = "x\n") -> Path:
    """Make a file, a drawing by its name, and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(DRAWING if path.suffix == ".svg" else text, encoding="utf-8")
    return path


@pytest.mark.parametrize("mark", ["pyproject.toml", "slidekit.toml"])
def test_root_by_file(tmp_path: Path, mark: str) -> None:
    """The nearest folder with a project's file is the root."""
    put(tmp_path / mark)
    put(tmp_path / "a" / mark)

    assert find_root(tmp_path / "a" / "b" / "c" / "talk.rst") == tmp_path / "a"


def test_root_by_repository(tmp_path: Path) -> None:
    """A repository's top is a root, be its .git a folder or a file."""
    (tmp_path / "one" / ".git").mkdir(parents=True)
    put(tmp_path / "two" / ".git")

    assert find_root(tmp_path / "one" / "talks" / "talk.rst") == tmp_path / "one"
    assert find_root(tmp_path / "two" / "talks" / "talk.rst") == tmp_path / "two"


def test_root_without_mark(tmp_path: Path) -> None:
    """Without any mark the talk's own folder is the root."""
    assert find_root(tmp_path / "a" / "b" / "talk.rst") == tmp_path / "a" / "b"


def test_root_of_relative_talk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A talk named from its own folder has the same root."""
    put(tmp_path / "pyproject.toml")
    (tmp_path / "talks").mkdir()
    monkeypatch.chdir(tmp_path / "talks")

    assert find_root(Path("talk.rst")) == tmp_path


def test_root_of_talk_beside_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A talk named by way of the folder above has its own root, not the working folder's."""
    put(tmp_path / "here" / "pyproject.toml")
    talk = put(tmp_path / "there" / "talks" / "talk.rst", ".. image:: x.svg\n.. image:: /y.svg\n")
    put(tmp_path / "there" / "slidekit.toml", "")
    put(tmp_path / "there" / "x.svg")
    put(tmp_path / "there" / "y.svg")
    monkeypatch.chdir(tmp_path / "here")

    deck = read_deck(Path("../there/talks/talk.rst"), {})

    assert talk.exists()
    assert deck.root.resolve() == tmp_path / "there"
    assert deck.diagnostics == ()


def test_home_is_no_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stray mark in the home folder opens nothing."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    put(tmp_path / "home" / "pyproject.toml")
    put(tmp_path / "pyproject.toml")

    assert find_root(tmp_path / "home" / "talks" / "talk.rst") == tmp_path / "home" / "talks"


def test_home_by_another_way_is_no_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The home folder is none either where a symbolic link leads to it."""
    put(tmp_path / "home" / "pyproject.toml")
    (tmp_path / "home" / "talks").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "home")
    monkeypatch.setenv("HOME", str(tmp_path / "link"))

    assert find_root(tmp_path / "home" / "talks" / "talk.rst") == tmp_path / "home" / "talks"
    assert find_root(tmp_path / "link" / "talks" / "talk.rst") == tmp_path / "link" / "talks"


def test_talk_in_the_home_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A talk right in the home folder has that for a folder, and no root above."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    put(tmp_path / "pyproject.toml")

    assert find_root(tmp_path / "home" / "talk.rst") == tmp_path / "home"


def test_beside_first(tmp_path: Path) -> None:
    """A file beside the one that names it comes before one of the same name above."""
    near = put(tmp_path / "talks" / "a" / "x.png")
    put(tmp_path / "x.png")

    assert find_file("x.png", tmp_path / "talks" / "a", Fence(tmp_path)).path == near


def test_parents_up_to_the_root(tmp_path: Path) -> None:
    """A file is looked up in each parent folder, the nearest first, and not above the root."""
    above = put(tmp_path / "x.png")
    root = tmp_path / "project"
    middle = put(root / "talks" / "x.png")
    put(root / "y.png")
    near = root / "talks" / "a"
    near.mkdir()

    assert find_file("x.png", near, Fence(root)).path == middle
    assert find_file("y.png", near, Fence(root)).path == root / "y.png"
    middle.unlink()
    found = find_file("x.png", near, Fence(root))
    assert found.path is None
    assert found.looked == (near / "x.png", root / "talks" / "x.png", root / "x.png")
    assert not found.outside
    assert above.exists()


def test_slash_is_the_root(tmp_path: Path) -> None:
    """A path that begins with a slash begins at the root, as in Sphinx."""
    there = put(tmp_path / "static" / "x.png")
    put(tmp_path / "talks" / "static" / "x.png")

    assert find_file("/static/x.png", tmp_path / "talks", Fence(tmp_path)).path == there


def test_outside_is_refused(tmp_path: Path) -> None:
    """A file outside the root is not read, and the answer says what would."""
    put(tmp_path / "secret.txt")
    root = tmp_path / "project"
    root.mkdir()

    found = find_file("../secret.txt", root, Fence(root))

    assert (found.path, found.outside) == (None, True)
    assert found.reason == "it lies outside the project root; --allow-outside would read it"


def test_outside_is_read_when_allowed(tmp_path: Path) -> None:
    """With --allow-outside any path is read, absolute ones too."""
    secret = put(tmp_path / "secret.txt")
    root = tmp_path / "project"
    root.mkdir()

    assert find_file("../secret.txt", root, Fence(root, open=True)).path == secret
    assert find_file(str(secret), root, Fence(root, open=True)).path == secret
    assert find_file(str(secret), root, Fence(root)).path is None


def test_links_out_of_the_root(tmp_path: Path) -> None:
    """A symbolic link that leads out of the root is outside, be it a file or a folder."""
    put(tmp_path / "far" / "secret.txt")
    root = tmp_path / "project"
    root.mkdir()
    (root / "link.txt").symlink_to(tmp_path / "far" / "secret.txt")
    (root / "folder").symlink_to(tmp_path / "far")

    assert find_file("link.txt", root, Fence(root)).outside
    assert find_file("folder/secret.txt", root, Fence(root)).outside


def test_links_within_the_root(tmp_path: Path) -> None:
    """A symbolic link to a place inside the root is followed, also if the root itself is one."""
    put(tmp_path / "project" / "real.txt")
    (tmp_path / "project" / "link.txt").symlink_to("real.txt")
    (tmp_path / "alias").symlink_to("project")
    root = tmp_path / "alias"

    assert find_file("link.txt", root, Fence(root)).path == root / "link.txt"


def test_link_to_itself(tmp_path: Path) -> None:
    """A symbolic link to itself is no file."""
    (tmp_path / "loop").symlink_to("loop")

    assert find_file("loop", tmp_path, Fence(tmp_path)).path is None


def test_regular_files_only(tmp_path: Path) -> None:
    """Folders and pipes are no files."""
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")

    assert find_file("folder", tmp_path, Fence(tmp_path)).path is None
    assert find_file("pipe", tmp_path, Fence(tmp_path)).path is None


@pytest.mark.parametrize("name", ["", "a\0b", "x" * 5000, "a/" * 3000 + "b", ".", ".."])
def test_names_that_cannot_be(tmp_path: Path, name: str) -> None:
    """Names that no file can have are not found, and no traceback."""
    assert find_file(name, tmp_path, Fence(tmp_path)).path is None


def test_places_in_the_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A message about a missing file names the places that were looked at."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "talks").mkdir()

    found = find_file("img/x.png", tmp_path / "talks", Fence(tmp_path))

    assert found.reason == "looked for talks/img/x.png, img/x.png"


def test_token_does_not_depend_on_the_place(tmp_path: Path) -> None:
    """What stands for a file is the same wherever the project lies."""
    one = asset_token(tmp_path / "one" / "a" / "x.png", Fence(tmp_path / "one"))
    two = asset_token(tmp_path / "two" / "a" / "x.png", Fence(tmp_path / "two"))

    assert one == two == "asset:1308aee6195c34dd"


def test_picture_of_a_talk(tmp_path: Path) -> None:
    """A talk in a folder of its own shows pictures from beside it and from the folders above."""
    put(tmp_path / "slidekit.toml", "")
    near = put(tmp_path / "talks" / "one" / "near.svg")
    above = put(tmp_path / "static" / "logo.svg")
    talk = put(
        tmp_path / "talks" / "one" / "talk.rst",
        ".. image:: near.svg\n.. image:: static/logo.svg\n.. image:: /static/logo.svg\n",
    )

    deck = read_deck(talk, {})

    assert deck.diagnostics == ()
    assert [asset.path for asset in deck.assets.values()] == [near, above]
    assert [deck.slides[0].html.count(token) for token in deck.assets] == [1, 2]


def test_picture_outside(tmp_path: Path) -> None:
    """A picture outside the root is not shown but named; with --allow-outside it is."""
    put(tmp_path / "far.svg")
    talk = put(tmp_path / "talks" / "talk.rst", ".. image:: ../far.svg\n   :alt: far\n")

    refused = read_deck(talk, {})
    allowed = read_deck(talk, {"allow-outside": Saying(True)})

    assert [(found.code, found.mark) for found in refused.diagnostics] == [("outside-root", "../far.svg")]
    assert refused.assets == {}
    assert ">far</span>" in refused.slides[0].html
    assert allowed.diagnostics == ()
    assert [asset.path.resolve() for asset in allowed.assets.values()] == [tmp_path / "far.svg"]


def test_include_outside(tmp_path: Path) -> None:
    """A file outside the root is not included unless that is allowed."""
    put(tmp_path / "far.txt", "from afar\n")
    talk = put(tmp_path / "talks" / "talk.rst", "A\n\n.. include:: ../far.txt\n")

    assert [(found.code, found.at and found.at.line) for found in read_deck(talk, {}).errors] == [("outside-root", 3)]
    assert "from afar" in read_deck(talk, {"allow-outside": Saying(True)}).slides[0].html


def test_included_file_looks_around_itself(tmp_path: Path) -> None:
    """An included file's own includes and pictures are looked up beside it first."""
    put(tmp_path / "slidekit.toml", "")
    put(tmp_path / "parts" / "outer.rst", "Outer\n\n.. include:: inner.rst\n\n.. image:: x.svg\n")
    put(tmp_path / "parts" / "inner.rst", "Inner\n")
    put(tmp_path / "parts" / "x.svg")
    talk = put(tmp_path / "talks" / "talk.rst", ".. include:: parts/outer.rst\n")

    deck = read_deck(talk, {})

    assert deck.diagnostics == ()
    assert deck.slides[0].html.startswith("<p>Outer</p>\n<p>Inner</p>\n<img ")
    assert [asset.path for asset in deck.assets.values()] == [tmp_path / "parts" / "x.svg"]


def test_dependencies(tmp_path: Path, deck: MakeDeck) -> None:
    """A deck names every file that it was made of."""
    part = put(tmp_path / "part.rst", "Part\n")
    table = put(tmp_path / "table.csv", "a,b\n")
    raw = put(tmp_path / "raw.html", "<p>x</p>\n")
    picture = put(tmp_path / "x.svg")
    code, old = put(tmp_path / "x.py", "x = 1\n"), put(tmp_path / "old.py", "x = 2\n")

    found = deck(
        ".. literalinclude:: x.py\n   :diff: old.py\n\n.. include:: part.rst\n\n.. csv-table::\n   :file: table.csv\n\n"
        ".. raw:: html\n   :file: raw.html\n\n.. image:: x.svg\n"
    )

    assert found.diagnostics == ()
    assert {path.resolve() for path in found.dependencies} == {part, table, raw, picture, code, old}
