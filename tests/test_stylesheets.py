from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import MakeDeck

from slidekit.diagnostics import Severity
from slidekit.lookup import Fence
from slidekit.stylesheets import Sheet, author_sheet

MakeSheet = Callable[[str], Sheet]


@pytest.fixture
def sheet(deck: MakeDeck) -> MakeSheet:
    """The style of a talk that names some style sheets."""

    def make(names: str) -> Sheet:
        found = deck(f":css: {names}\n\nslide\n-----\n\nA\n")
        return author_sheet(found, Fence(found.root))

    return make


def test_several(sheet: MakeSheet, tmp_path: Path) -> None:
    """A talk may name several style sheets; they come one after the other."""
    (tmp_path / "a.css").write_text("p { color: red }\n")
    (tmp_path / "b.css").write_text("b { color: blue }\n")

    found = sheet("a.css b.css")

    assert found.text == "p { color: red }\n\nb { color: blue }\n"
    assert found.dependencies == (tmp_path / "a.css", tmp_path / "b.css")
    assert found.diagnostics == ()


def test_none(sheet: MakeSheet) -> None:
    """Without a style sheet there is no text."""
    assert sheet("") == Sheet()


def test_missing(sheet: MakeSheet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A style sheet that is not there is an error at the field, with the places looked at."""
    monkeypatch.chdir(tmp_path)

    [found] = sheet("none.css").diagnostics

    assert str(found) == (
        "talk.rst:1:7: error: style sheet not read: looked for none.css [missing-file]\n"
        "    1 | :css: none.css\n      |       ^^^^^^^^"
    )


def test_outside(sheet: MakeSheet, tmp_path: Path) -> None:
    """A style sheet outside the root is not read."""
    outside = tmp_path.parent / f"{tmp_path.name}.css"
    outside.write_text("p {}\n")

    found = sheet(f"../{outside.name}")

    assert found.text == ""
    assert [(each.code, each.severity) for each in found.diagnostics] == [("missing-file", Severity.ERROR)]


def test_not_text(sheet: MakeSheet, tmp_path: Path) -> None:
    """A style sheet that is no UTF-8 is an error."""
    (tmp_path / "a.css").write_bytes(b"p { content: '\xff' }")

    assert [found.message for found in sheet("a.css").diagnostics] == ["style sheet not read: not UTF-8"]


def test_byte_order_mark(sheet: MakeSheet, tmp_path: Path) -> None:
    """A byte order mark is no part of the style."""
    (tmp_path / "a.css").write_bytes(b"\xef\xbb\xbfp {}")

    assert sheet("a.css").text == "p {}"


@pytest.mark.parametrize(
    "form", ["url(x.png)", "url( 'x.png' )", 'url("x.png")', "URL(x.png?v=1#part)", "url(%78.png)"]
)
def test_pictures(sheet: MakeSheet, tmp_path: Path, form: str) -> None:
    """Files that a style sheet names are looked up beside it, and tokens stand for them."""
    (tmp_path / "style").mkdir()
    (tmp_path / "style" / "a.css").write_text(f"p {{ background: {form} }}")
    (tmp_path / "style" / "x.png").write_bytes(b"")

    found = sheet("style/a.css")

    [(token, asset)] = found.assets.items()
    assert asset.path == tmp_path / "style" / "x.png"
    assert found.text == f'p {{ background: url("{token}") }}'


@pytest.mark.parametrize(
    "form", ["url(data:image/png;base64,AA)", "url(https://a.example/x.png)", "url(#part)", "url()"]
)
def test_addresses_that_are_no_files(sheet: MakeSheet, tmp_path: Path, form: str) -> None:
    """Addresses that name no file of the project stay as they are."""
    (tmp_path / "a.css").write_text(f"p {{ background: {form} }}")

    found = sheet("a.css")

    assert found.text == f"p {{ background: {form} }}"
    assert (found.assets, found.diagnostics) == ({}, ())


def test_missing_picture(sheet: MakeSheet, tmp_path: Path) -> None:
    """A picture that is not there is a warning in the style sheet, at its line."""
    (tmp_path / "a.css").write_text("p {}\nb { background: url(none.png) }\n")

    [found] = sheet("a.css").diagnostics

    assert (found.code, found.severity, found.mark) == ("missing-file", Severity.WARNING, "none.png")
    assert found.at is not None
    assert (found.at.path, found.at.line) == (tmp_path / "a.css", 2)


def test_import(sheet: MakeSheet, tmp_path: Path) -> None:
    """An @import would be fetched when the page is opened: it is left out with a warning."""
    (tmp_path / "a.css").write_text('@charset "utf-8";\n@import url(b.css);\np {}\n')

    found = sheet("a.css")

    assert found.text.strip() == "p {}"
    assert [(each.code, each.severity) for each in found.diagnostics] == [("css-import", Severity.WARNING)]
