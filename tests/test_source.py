from __future__ import annotations

import codecs
import os
from pathlib import Path

import pytest

from slidekit.diagnostics import Severity
from slidekit.errors import DeckError, UsageError
from slidekit.source import read_source


def read(tmp_path: Path, data: bytes) -> str:
    """The text of a talk of these bytes."""
    talk = tmp_path / "talk.rst"
    talk.write_bytes(data)
    return read_source(talk)[0]


@pytest.mark.parametrize(
    "data",
    [
        "Café 👍\n".encode(),
        codecs.BOM_UTF8 + "Café 👍\n".encode(),
        codecs.BOM_UTF16_LE + "Café 👍\n".encode("utf-16-le"),
        codecs.BOM_UTF16_BE + "Café 👍\n".encode("utf-16-be"),
    ],
    ids=["utf-8", "utf-8 with a mark", "utf-16, small end first", "utf-16, big end first"],
)
def test_encodings(tmp_path: Path, data: bytes) -> None:
    """UTF-8 with and without a byte order mark, and UTF-16 with one, are read."""
    assert read(tmp_path, data) == "Café 👍\n"


@pytest.mark.parametrize("data", [b"a\nb\n", b"a\r\nb\r\n", b"a\rb\r"], ids=["unix", "dos", "old mac"])
def test_line_ends(tmp_path: Path, data: bytes) -> None:
    """Line ends of every system are one."""
    assert read(tmp_path, data) == "a\nb\n"


def test_empty(tmp_path: Path) -> None:
    """An empty file is a text."""
    assert read(tmp_path, b"") == ""


def test_breaks_that_editors_do_not_know(tmp_path: Path) -> None:
    """Form feeds and their like become blanks: line numbers stay what an editor shows."""
    assert read(tmp_path, "a\x0bb\x0cc\x85d\u2028e\u2029f\ng".encode()) == "a b c d e f\ng"


def test_bad_byte(tmp_path: Path) -> None:
    """A byte that is no UTF-8 is an error that names its offset, its value, line and column."""
    with pytest.raises(DeckError) as failure:
        read(tmp_path, b"one\ntw\xc3\xb6 caf\xe9\n")

    [found] = failure.value.diagnostics
    assert (found.code, found.message) == ("bad-encoding", "not UTF-8 text: byte 12 (0xe9); save the file as UTF-8")
    assert found.at is not None
    assert (found.at.line, found.at.column) == (2, 8)
    assert found.excerpt == "twö caf\ufffd"


def test_bad_byte_after_a_mark(tmp_path: Path) -> None:
    """A byte order mark counts as bytes, and not as a column."""
    with pytest.raises(DeckError) as failure:
        read(tmp_path, codecs.BOM_UTF8 + b"ab\xff")

    [found] = failure.value.diagnostics
    assert found.message == "not UTF-8 text: byte 5 (0xff); save the file as UTF-8"
    assert found.at is not None
    assert (found.at.line, found.at.column) == (1, 3)
    assert found.excerpt == "ab\ufffd"


def test_bad_utf16(tmp_path: Path) -> None:
    """Half a character at the end of UTF-16 is an error with line and offset."""
    with pytest.raises(DeckError) as failure:
        read(tmp_path, codecs.BOM_UTF16_LE + "a\nb".encode("utf-16-le") + b"x")

    [found] = failure.value.diagnostics
    assert found.message == "not UTF-16 text: byte 8 (0x78); save the file as UTF-8"
    assert found.at is not None
    assert found.at.line == 2


def test_lone_surrogate(tmp_path: Path) -> None:
    """Half of a pair, written as UTF-8, is a bad byte like any other."""
    with pytest.raises(DeckError, match=r"byte 1 \(0xed\)"):
        read(tmp_path, b"a\xed\xa0\x80")


def test_control_characters(tmp_path: Path) -> None:
    """Control characters are shown as symbols, each line of them with a warning."""
    talk = tmp_path / "talk.rst"
    talk.write_bytes(b"a\x00b\x1b[31m\n\tfine\n\x7f\n")

    text, found = read_source(talk)

    assert text == "a\u2400b\u241b[31m\n\tfine\n\u2421\n"
    assert [(each.code, each.severity, each.at and (each.at.line, each.at.column)) for each in found] == [
        ("control-character", Severity.WARNING, (1, 2)),
        ("control-character", Severity.WARNING, (3, 1)),
    ]
    assert found[0].message == "the control character U+0000 is shown as a symbol"


def test_many_control_characters(tmp_path: Path) -> None:
    """Twenty warnings of the kind are enough."""
    talk = tmp_path / "talk.rst"
    talk.write_bytes(b"\x01\n" * 100)

    text, found = read_source(talk)

    assert text == "\u2401\n" * 100
    assert len(found) == 20


@pytest.mark.parametrize(
    ("name", "message"),
    [("none.rst", "there is no such file"), ("folder", "is a folder, not a talk"), ("pipe", "is not a regular file")],
)
def test_no_talk(tmp_path: Path, name: str, message: str) -> None:
    """What is no file is the command line's fault."""
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")

    with pytest.raises(UsageError, match=message) as failure:
        read_source(tmp_path / name)

    assert failure.value.exit_code == 2
    assert [found.code for found in failure.value.diagnostics] == ["no-talk"]
