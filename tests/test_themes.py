from __future__ import annotations

from pathlib import Path

import pytest

from slidekit.diagnostics import Position
from slidekit.errors import DeckError, UsageError
from slidekit.highlight import style_rules
from slidekit.lookup import Fence, asset_token
from slidekit.themes import Theme, find_theme, theme_names


def test_names() -> None:
    """Nine themes come with slidekit."""
    names = ["bold", "classic", "contrast", "editorial", "lecture", "night", "paper", "plain", "terminal"]
    assert theme_names() == names


@pytest.mark.parametrize(
    ("name", "styles"),
    [
        ("plain", ("xcode", "lightbulb")),
        ("night", ("lightbulb",)),
        ("classic", ("bw",)),
        ("editorial", ("bw",)),
        ("lecture", ("bw",)),
        ("paper", ("bw",)),
        ("bold", ("monokai",)),
        ("terminal", ("gruvbox-dark",)),
        ("contrast", ("bw",)),
    ],
)
def test_own(tmp_path: Path, name: str, styles: tuple[str, ...]) -> None:
    """A theme of ours is found by its name, and says how code is coloured in light and in dark."""
    found = find_theme(name, tmp_path / "talk.rst", Fence(tmp_path))

    assert (found.name, found.styles) == (name, styles)
    assert found.css[0][0].startswith(f"/* {name}")
    assert found.trusted
    assert all(style_rules(style, {"k", "s2"}) for style in found.styles)


@pytest.mark.parametrize("name", ["mine", "./mine", "mine/", "themes/mine"])
def test_folder(tmp_path: Path, name: str) -> None:
    """A folder with a theme.css beside the talk is a theme."""
    folder = tmp_path / name
    folder.mkdir(parents=True)
    (folder / "theme.css").write_text("p {}\n")
    (folder / "theme.toml").write_text('highlight = "monokai"\n')

    found = find_theme(name, tmp_path / "talk.rst", Fence(tmp_path), Position(tmp_path / "talk.rst", 1, 9))

    assert (found.name, found.styles) == ("mine", ("monokai",))
    assert found.css == (("p {}\n", False),)
    assert not found.trusted


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
        f"error: no theme 'nosuch'; there are {', '.join(theme_names())}, or a folder with a theme.css [unknown-theme]"
    )


def test_wrong_name_in_the_talk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong name in the talk is the talk's fault, and is shown where it stands."""
    monkeypatch.chdir(tmp_path)
    talk = tmp_path / "talk.rst"
    talk.write_text(":theme: nosuch\n")

    with pytest.raises(DeckError) as failure:
        find_theme("nosuch", talk, Fence(tmp_path), Position(talk, 1, 9))

    assert str(failure.value) == (
        f"talk.rst:1:9: error: no theme 'nosuch'; there are {', '.join(theme_names())}, or a folder with a theme.css"
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

    assert "</" not in find_theme("mine", tmp_path / "talk.rst", Fence(tmp_path)).css[0][0]


@pytest.mark.parametrize(
    ("css", "said"),
    [
        ("@layer theme {\n  p { color: red }", "1:14: error: this { is never closed"),
        ("p { color: red }\n b {} }", "2:7: error: this } closes nothing"),
        ("p { color: red } /* and", "1:18: error: this /* is never closed"),
        ("p {} /*/", "1:6: error: this /* is never closed"),
        ("p::after { content: '}' }\nb {", "2:3: error: this { is never closed"),
    ],
)
def test_style_that_does_not_close(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, css: str, said: str) -> None:
    """What would take the style sheets behind it along is told at its place."""
    monkeypatch.chdir(tmp_path)
    theme(tmp_path / "mine", "", css)

    with pytest.raises(DeckError) as failure:
        found(tmp_path)

    assert f"mine/theme.css:{said} [broken-theme]" in str(failure.value)


@pytest.mark.parametrize(
    "css",
    [
        'p::after { content: \'{\' } b::after { content: "}\\"}" }',
        "/* { */ p { background: url(a{.png) }",
        ".a\\{ { color: red }",
        "p { q: 'it is\n; } /**/",
    ],
)
def test_style_that_closes(tmp_path: Path, css: str) -> None:
    """Braces in strings, comments and addresses are none."""
    theme(tmp_path / "mine", "", css)

    assert found(tmp_path).css[0][0].startswith(css[:5])


def test_import(tmp_path: Path) -> None:
    """A theme has one style sheet, and its base's: what it imports is left out, with a word."""
    theme(tmp_path / "mine", "", "@import 'far.css';\np {}\n")
    mine = found(tmp_path)

    assert mine.css[0][0].strip() == "p {}"
    assert [each.message for each in mine.diagnostics] == [
        "@import is left out: what stands in it belongs here, or into the theme's base"
    ]


def theme(folder: Path, toml: str, css: str = "p {}\n", template: str = "") -> Path:
    """A theme's folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "theme.toml").write_text(toml)
    (folder / "theme.css").write_text(css)
    if template:
        (folder / "templates").mkdir(exist_ok=True)
        (folder / "templates" / "page.html").write_text(template)
    return folder


def found(tmp_path: Path, name: str = "mine") -> Theme:
    """The theme that a talk finds by this name."""
    talk = tmp_path / "talk.rst"
    return find_theme(name, talk, Fence(tmp_path), Position(talk, 1, 9))


def test_base(tmp_path: Path) -> None:
    """A theme has its base's style sheet before its own, and what it does not say is its base's."""
    theme(tmp_path / "mine", 'base = "../other"\n', "b {}\n")
    theme(tmp_path / "other", 'base = "night"\nhighlight = "monokai"\n', "i {}\n")
    mine = found(tmp_path)

    assert [css[:9] for css, _ in mine.css] == ["/* night ", "i {}\n", "b {}\n"]
    assert [ours for _, ours in mine.css] == [True, False, False]
    assert (mine.name, mine.styles, mine.trusted) == ("mine", ("monokai",), False)


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ("about", "mine/theme.toml:1:1: error: not TOML: Expected '=' after a key in a key/value pair"),
        ('bases = "plain"', "mine/theme.toml:1:1: error: a theme has no 'bases'; did you mean 'base'?"),
        ('colour = "red"', "a theme has no 'colour'; there are name, about, base, highlight, fonts"),
        ("\nabout = 3", "mine/theme.toml:2:1: error: about is a text in quotes"),
        ('highlight = ["a", "b", "c"]', "highlight is the name of a Pygments style, or two, for light and dark"),
        ('fonts = "x"', "each font is a table of its own, [[fonts]]"),
        ('[[fonts]]\nfamily = "x"', "mine/theme.toml:1:1: error: a font has no file"),
        ('[[fonts]]\nfamily = "x;}"\nfile = "x.woff2"', "a font's family is a text in quotes, without signs of CSS"),
        (
            '[[fonts]]\nfamily = "x"\nfile = "x.woff2"',
            "mine/theme.toml:3:1: error: no such file: looked for mine/x.woff2",
        ),
        ('[[fonts]]\nfamily = "x"\nfile = "theme.css"', "browsers know a font by .otf, .ttf, .woff, .woff2"),
        ('[[fonts]]\nfamily = "x"\nfile = "no.ttf"', "the file is called .ttf, but its content is no font"),
        ('[[fonts]]\nfamily = "x"\nfile = "../far.ttf"', "no such file: it lies outside the project root"),
        ('base = "."', "mine/theme.toml:1:1: error: the bases lead in a circle: mine → mine"),
        ('base = "../other"', "other/theme.toml:1:1: error: the bases lead in a circle: mine → other → mine"),
        ('base = "a\\u0000b"', "no theme 'a\\x00b'; there are bold,"),
        ('base = "nosuch"', "mine/theme.toml:1:1: error: no theme 'nosuch'; there are bold,"),
        ('base = "../../far"', "mine/theme.toml:1:1: error: no theme '../../far'; there are bold,"),
    ],
)
def test_broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, toml: str, said: str) -> None:
    """Whatever is wrong with a theme is told at its line, with what is allowed."""
    root = tmp_path / "root"
    theme(tmp_path / "far", "")
    theme(root / "other", 'base = "../mine"')
    folder = theme(root / "mine", toml)
    (folder / "no.ttf").write_text("nothing")
    (root / "far.ttf").write_bytes(b"true")
    monkeypatch.chdir(root)

    with pytest.raises(DeckError) as failure:
        found(root)

    assert said in str(failure.value)
    assert "Traceback" not in str(failure.value)


def test_without_css(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A theme without its style sheet is told so."""
    monkeypatch.chdir(tmp_path)
    (theme(tmp_path / "mine", "") / "theme.css").unlink()

    with pytest.raises(
        DeckError, match=r"mine/theme.toml:1:1: error: there is no theme.css beside it \[broken-theme\]"
    ):
        found(tmp_path)


def test_files_of_a_theme(tmp_path: Path) -> None:
    """Pictures and fonts are found in the theme's folder alone; they are not the talk's files of the same name."""
    folder = theme(
        tmp_path / "mine",
        '[[fonts]]\nfamily = "Mine"\nfile = "mine.woff2"\nweight = "400 900"\n',
        "p { background: url(dot.png) } b { background: url(../far.png) }",
    )
    (folder / "dot.png").write_bytes(b"1")
    (folder / "mine.woff2").write_bytes(b"wOF2")
    (tmp_path / "dot.png").write_bytes(b"2")
    (tmp_path / "far.png").write_bytes(b"3")
    mine = found(tmp_path)

    assert {asset.path for asset in mine.assets.values()} == {folder / "dot.png"}
    assert [(each.font.family, each.path) for each in mine.faces] == [("Mine", folder / "mine.woff2")]
    assert "url(../far.png)" in mine.css[0][0]
    assert [each.code for each in mine.diagnostics] == ["missing-file"]
    assert asset_token(tmp_path / "dot.png", Fence(tmp_path)) not in mine.assets
    assert folder / "theme.toml" in mine.dependencies


def test_font_of_a_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A face may lie in an installed package, which is not imported; without it there is a warning, and the next face."""
    (tmp_path / "site" / "some_font").mkdir(parents=True)
    (tmp_path / "site" / "some_font" / "__init__.py").write_text("raise SystemExit")
    (tmp_path / "site" / "some_font" / "some.ttf").write_bytes(b"true")
    monkeypatch.syspath_prepend(tmp_path / "site")
    fonts = '[[fonts]]\nfamily = "{0}"\npackage = "{0}"\nfile = "some.ttf"\n'
    theme(tmp_path / "mine", fonts.format("some_font") + fonts.format("no_font"))
    mine = found(tmp_path)

    assert [each.path for each in mine.faces] == [tmp_path / "site" / "some_font" / "some.ttf"]
    assert [(each.code, each.at.line if each.at else 0) for each in mine.diagnostics] == [("missing-font", 7)]
