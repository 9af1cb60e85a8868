from __future__ import annotations

from pathlib import Path

import pytest

from slidekit.diagnostics import Diagnostic, Position, Severity, caret_picture, printable
from slidekit.errors import DeckError


def test_picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The author sees file, line, column, severity, code, the line, and carets under the offending word."""
    monkeypatch.chdir(tmp_path)
    talk = tmp_path / "talk.rst"
    talk.write_text("Title\n\n.. image:: x.png\n")

    found = Diagnostic("missing-image", "no such image", Position(talk, 3, 12), "x.png", Severity.WARNING)

    assert str(found) == (
        "talk.rst:3:12: warning: no such image [missing-image]\n    3 | .. image:: x.png\n      |            ^^^^^"
    )


def test_without_place() -> None:
    """A message about no place in particular is one line."""
    assert str(Diagnostic("no-talk", "there is none")) == "error: there is none [no-talk]"


def test_file_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file outside the working folder is named by its whole path."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    talk = tmp_path / "talk.rst"

    assert str(Diagnostic("x", "y", Position(talk, 7, 2))) == f"{talk}:7:2: error: y [x]"


def test_file_that_is_gone(tmp_path: Path) -> None:
    """A line that cannot be read is left out of the picture."""
    at = Position(tmp_path / "gone.rst", 1, 1)

    assert str(Diagnostic("x", "y", at)).endswith("gone.rst:1:1: error: y [x]")


def test_line_known_already(tmp_path: Path) -> None:
    """A line that comes with the message is not looked for in the file."""
    found = Diagnostic("x", "y", Position(tmp_path / "gone.rst", 1, 3), "cd", excerpt="abcd")

    assert str(found).endswith(": error: y [x]\n    1 | abcd\n      |   ^^")


def test_tabs() -> None:
    """Tabs before the mark stand in both lines, so that the carets are under it however wide a tab is."""
    assert caret_picture(Position(Path("t"), 1, 4), "\ta\tword", "word") == "    1 | \ta\tword\n      | \t \t^^^^"


def test_wide_characters() -> None:
    """A character that takes two columns moves the carets by two, and gets two."""
    assert caret_picture(Position(Path("t"), 2, 4), "日本 語x", "語x") == "    2 | 日本 語x\n      |      ^^^"


def test_combining_characters() -> None:
    """A combining accent takes no column."""
    assert caret_picture(Position(Path("t"), 1, 4), "e\u0301 x", "x") == "    1 | e\u0301 x\n      |   ^"


def test_control_characters() -> None:
    """Control characters are escaped in line and message, and counted as wide as they are drawn."""
    assert caret_picture(Position(Path("t"), 1, 3), "a\x1bb", "b") == "    1 | a\\x1bb\n      |      ^"
    assert str(Diagnostic("x", "say \x1b[31m")) == "error: say \\x1b[31m [x]"


def test_long_line() -> None:
    """Of a long line only the part around the mark is drawn."""
    line = "a" * 1000 + "word" + "b" * 1000

    drawn, carets = caret_picture(Position(Path("t"), 1, 1001), line, "word").split("\n")

    assert drawn == "    1 | " + "a" * 53 + "word" + "b" * 103
    assert carets == "      | " + " " * 53 + "^^^^"


def test_long_mark() -> None:
    """Carets end where the line does."""
    assert caret_picture(Position(Path("t"), 1, 3), "abcd", "cdefgh") == "    1 | abcd\n      |   ^^"


def test_mark_of_several_lines() -> None:
    """Of a mark over several lines the first is marked."""
    assert caret_picture(Position(Path("t"), 1, 1), "ab", "ab\ncd") == "    1 | ab\n      | ^^"


def test_no_mark() -> None:
    """Without a mark one caret shows the column."""
    assert caret_picture(Position(Path("t"), 1, 2), "abc", "") == "    1 | abc\n      |  ^"


def test_column_beyond_the_line() -> None:
    """A column that the line does not have is its end."""
    assert caret_picture(Position(Path("t"), 1, 99), "ab", "x") == "    1 | ab\n      |   ^"


def test_printable() -> None:
    """Text that can be printed stays as it is, line ends and tabs among it."""
    assert printable("añ日\n\tb") == "añ日\n\tb"
    assert printable("\u202e\x00\r") == "\\u202e\\x00\\r"


def test_error_of_several() -> None:
    """An error shows all of its diagnostics."""
    error = DeckError(Diagnostic("a", "one"), Diagnostic("b", "two"))

    assert str(error) == "error: one [a]\nerror: two [b]"
    assert error.exit_code == 1
