"""Faces of themes: as they are, and cut to what a deck says."""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from slidekit.fonts import SMALL, cut_to
from slidekit.pipeline import build
from slidekit.resources import STATIC
from slidekit.themes import own_names

FACES = sorted((STATIC / "themes").glob("*/*.woff2"))
LARGEST = 60_000


def letters_of(data: bytes) -> set[str]:
    """The letters that a font has."""
    return set(map(chr, TTFont(BytesIO(data)).getBestCmap()))


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    """A talk whose theme brings a large font."""
    (tmp_path / "mine").mkdir()
    font = TTFont(BytesIO(max(FACES, key=lambda path: path.stat().st_size).read_bytes()))
    font.flavor = None
    font.save(tmp_path / "mine" / "large.ttf")
    (tmp_path / "mine" / "theme.css").write_text("@layer theme { :root { --font-text: Large } }")
    (tmp_path / "mine" / "theme.toml").write_text(
        '[[fonts]]\nfamily = "Large"\nfile = "large.ttf"\nweight = "400 700"\n'
    )
    path = tmp_path / "talk.rst"
    path.write_text(":theme: ./mine\n\nslide\n-----\n\nNaïve œuvre\n")
    return path


def page_of(talk: Path) -> str:
    """The page of a talk."""
    return next(iter(build(talk).files.values())).decode()


def test_our_themes_bring_no_more_than_that() -> None:
    """The faces of each theme are small, whole for European languages, and with their licence beside them."""
    assert {path.parent.name for path in FACES} <= set(own_names())
    assert len(FACES) == 10
    for name in {path.parent.name for path in FACES}:
        files = [path for path in FACES if path.parent.name == name]
        assert sum(path.stat().st_size for path in files) <= LARGEST
        assert all(letters_of(path.read_bytes()) >= set("Aaéßøœ€“”–…") for path in files)
        assert any(
            "SIL OPEN FONT LICENSE" in text.read_text("utf-8").upper() for text in files[0].parent.glob("*-LICENSE.txt")
        )


def test_a_font_is_cut_to_the_letters_of_the_deck(talk: Path) -> None:
    """A large font of another theme has only what the deck says, and what any deck may show; twice, the same bytes."""
    page = page_of(talk)
    large = talk.parent / "mine" / "large.ttf"
    cut = cut_to(large, frozenset("Naïve œuvre"))

    assert large.stat().st_size > SMALL
    assert cut is not None
    assert letters_of(cut) == set("Naïve œuvre")
    assert page == page_of(talk)
    assert 'url("data:font/woff2;base64,' in page
    assert len(page) < 150_000


def test_without_fonttools_the_font_is_whole(talk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra the whole font is in the page."""
    monkeypatch.setitem(sys.modules, "fontTools.subset", None)

    assert "data:font/ttf;base64," in page_of(talk)


def test_what_is_no_font_inside_is_left_to_the_browser(talk: Path) -> None:
    """A file that begins as a font does and is none is embedded as it is."""
    (talk.parent / "mine" / "large.ttf").write_bytes(b"true" + bytes(SMALL))

    assert "data:font/ttf;base64," in page_of(talk)
