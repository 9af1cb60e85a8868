from __future__ import annotations

from pathlib import Path

import pytest

from slidekit.diagnostics import Position
from slidekit.errors import DeckError, UsageError
from slidekit.highlight import style_rules
from slidekit.lookup import Fence
from slidekit.themes import find_theme, theme_names


def test_names() -> None:
    """Three themes come with slidekit."""
    assert theme_names() == ["classic", "night", "plain"]


@pytest.mark.parametrize(
    ("name", "styles"), [("plain", ("xcode", "lightbulb")), ("night", ("lightbulb",)), ("classic", ("xcode",))]
)
def test_own(tmp_path: Path, name: str, styles: tuple[str, ...]) -> None:
    """A theme of ours is found by its name, and says how code is coloured in light and in dark."""
    found = find_theme(name, tmp_path / "talk.rst", Fence(tmp_path))

    assert (found.name, found.styles) == (name, styles)
    assert found.css.startswith(f"/* {name}: ")
    assert all(style_rules(style, {"k", "s2"}) for style in found.styles)


@pytest.mark.parametrize("name", ["mine", "./mine", "mine/", "themes/mine"])
def test_folder(tmp_path: Path, name: str) -> None:
    """A folder with a theme.css beside the talk is a theme."""
    folder = tmp_path / name
    folder.mkdir(parents=True)
    (folder / "theme.css").write_text("/* mine: ours. highlight: monokai */\np {}\n")

    found = find_theme(name, tmp_path / "talk.rst", Fence(tmp_path), Position(tmp_path / "talk.rst", 1, 9))

    assert (found.name, found.styles) == ("mine", ("monokai",))
    assert found.css == "/* mine: ours. highlight: monokai */\np {}\n"


def test_folder_that_says_nothing_of_code(tmp_path: Path) -> None:
    """A theme that says nothing about code has Pygments' own style."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "theme.css").write_text("p {}\n")

    assert find_theme("mine", tmp_path / "talk.rst", Fence(tmp_path)).styles == ("default",)


def test_wrong_name_on_the_command_line(tmp_path: Path) -> None:
    """A wrong name is the command line's fault, and the answer lists the right ones."""
    with pytest.raises(UsageError) as failure:
        find_theme("nosuch", tmp_path / "talk.rst", Fence(tmp_path))

    assert str(failure.value) == (
        "error: no theme 'nosuch'; there are classic, night, plain, or a folder with a theme.css [unknown-theme]"
    )


def test_wrong_name_in_the_talk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong name in the talk is the talk's fault, and is shown where it stands."""
    monkeypatch.chdir(tmp_path)
    talk = tmp_path / "talk.rst"
    talk.write_text(":theme: nosuch\n")

    with pytest.raises(DeckError) as failure:
        find_theme("nosuch", talk, Fence(tmp_path), Position(talk, 1, 9))

    assert str(failure.value) == (
        "talk.rst:1:9: error: no theme 'nosuch'; there are classic, night, plain, or a folder with a theme.css"
        " [unknown-theme]\n    1 | :theme: nosuch\n      |         ^^^^^^"
    )


@pytest.mark.parametrize("name", ["", ".", "..", "/", "plain/../night", "\0", "x" * 5000])
def test_names_that_cannot_be(tmp_path: Path, name: str) -> None:
    """A name that no theme can have is answered as any wrong one."""
    with pytest.raises(UsageError):
        find_theme(name, tmp_path / "talk.rst", Fence(tmp_path))


def test_outside(tmp_path: Path) -> None:
    """A talk cannot name a theme outside its project; the command line can."""
    (tmp_path / "far").mkdir()
    (tmp_path / "far" / "theme.css").write_text("p {}\n")
    (tmp_path / "project").mkdir()
    talk = tmp_path / "project" / "talk.rst"

    with pytest.raises(DeckError):
        find_theme("../far", talk, Fence(tmp_path / "project"), Position(talk, 1, 9))
    assert find_theme("../far", talk, Fence(tmp_path / "project")).name == "far"


def test_style_cannot_end_its_element(tmp_path: Path) -> None:
    """A stranger's style sheet cannot leave the element that it stands in."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "theme.css").write_text('p::after { content: "</style><script>x()</script>" }')

    assert "</" not in find_theme("mine", tmp_path / "talk.rst", Fence(tmp_path)).css
