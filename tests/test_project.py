from __future__ import annotations

from pathlib import Path

import pytest
from conftest import MakeDeck

from slidekit.diagnostics import Severity
from slidekit.project import project_fields


def put(path: Path, text: str) -> Path:
    """Make a file, and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_slidekit_toml(tmp_path: Path) -> None:
    """A project's own file gives deck fields; numbers, lists and truth values are as good as text."""
    put(
        tmp_path / "slidekit.toml",
        'theme = "night"\nkeys = false\nslide-level = 2\ncss = ["a.css", "b.css"]\ntransition_time = 300\n',
    )

    said, found = project_fields(tmp_path)

    assert {name: saying.value for name, saying in said.items()} == {
        "theme": "night",
        "keys": "no",
        "slide-level": "2",
        "css": "a.css b.css",
        "transition-time": "300",
    }
    assert found == []


def test_pyproject(tmp_path: Path) -> None:
    """The table of slidekit in a project's common file does the same."""
    put(tmp_path / "pyproject.toml", '[project]\nname = "x"\n\n[tool.slidekit]\ntheme = "night"\n')

    said, found = project_fields(tmp_path)

    assert {name: saying.value for name, saying in said.items()} == {"theme": "night"}
    assert found == []


def test_own_file_wins(tmp_path: Path) -> None:
    """With both files, slidekit's own counts."""
    put(tmp_path / "pyproject.toml", '[tool.slidekit]\ntheme = "night"\nlang = "fr"\n')
    put(tmp_path / "slidekit.toml", 'theme = "classic"\n')

    assert {name: saying.value for name, saying in project_fields(tmp_path)[0].items()} == {"theme": "classic"}


def test_no_file(tmp_path: Path) -> None:
    """Without a project's file nothing is said."""
    assert project_fields(tmp_path) == ({}, [])


def test_others_file(tmp_path: Path) -> None:
    """A common file without a table of ours says nothing, whatever is wrong in it."""
    put(tmp_path / "pyproject.toml", "[project\n")

    assert project_fields(tmp_path) == ({}, [])


def test_broken_file(tmp_path: Path) -> None:
    """A file that is no TOML is an error that names it."""
    path = put(tmp_path / "slidekit.toml", "theme = \n")

    said, found = project_fields(tmp_path)

    assert said == {}
    assert [(each.code, each.severity) for each in found] == [("bad-project-file", Severity.ERROR)]
    assert found[0].at is not None
    assert found[0].at.path == path


@pytest.mark.parametrize("table", ["tool = 1\nslidekit = 2\n", '[tool]\nslidekit = "night"\n'])
def test_table_that_is_none(tmp_path: Path, table: str) -> None:
    """A table of ours that is no table is taken for none, without a traceback."""
    put(tmp_path / "pyproject.toml", table)

    assert project_fields(tmp_path)[0] == {}


def test_unknown_name(tmp_path: Path) -> None:
    """A name that slidekit does not know is a warning at its place, with a hint."""
    path = put(tmp_path / "slidekit.toml", '# ours\nthemes = "night"\nvenue = "x"\n')

    _, found = project_fields(tmp_path)

    assert [str(each).split("\n")[1:] for each in found] == [
        ['    2 | themes = "night"', "      | ^^^^^^"],
        ['    3 | venue = "x"', "      | ^^^^^"],
    ]
    assert [each.message for each in found] == [
        "no deck field 'themes'; did you mean 'theme'?",
        "no deck field 'venue'",
    ]
    assert [(each.at.path, each.at.line) for each in found if each.at] == [(path, 2), (path, 3)]


def test_deck_wins(tmp_path: Path, deck: MakeDeck) -> None:
    """A deck's own field is stronger than its project's, a flag stronger than both."""
    put(tmp_path / "slidekit.toml", 'theme = "night"\nlang = "fr"\ntransition = "none"\n')

    found = deck(":theme: classic\n:transition: slide\n\nslide\n-----\n\nA\n", transition="zoom")

    assert (found.options.theme, found.options.lang, found.options.transition) == ("classic", "fr", "zoom")


def test_bad_value_is_reported_where_it_stands(tmp_path: Path, deck: MakeDeck) -> None:
    """A value that cannot be is a warning in the project's file."""
    path = put(tmp_path / "slidekit.toml", 'theme = "night"\ntransition = "spin"\n')

    found = deck("slide\n-----\n\nA\n").diagnostics

    assert [(each.code, each.at.path, each.at.line) for each in found if each.at] == [("bad-field-value", path, 2)]


def test_untitled_word_of_a_project(tmp_path: Path, deck: MakeDeck) -> None:
    """A project may say which title makes an untitled slide."""
    put(tmp_path / "slidekit.toml", 'untitled = "Folie"\n')

    assert [each.title for each in deck("Folie\n-----\n\nA\n\nslide\n-----\n\nB\n").slides] == ["", "slide"]


def test_language_of_a_project(tmp_path: Path, deck: MakeDeck) -> None:
    """A project's language is that of directives too."""
    put(tmp_path / "slidekit.toml", 'lang = "de"\n')

    found = deck("Eins\n----\n\n.. tipp:: A\n\n.. code-block:: python\n\n   x\n\nZwei\n----\n\nB\n")

    assert found.diagnostics == ()
    assert '<p class="admonition-title">Tipp</p>' in found.slides[0].html
