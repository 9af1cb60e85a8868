"""A theme while it is written: each save is shown; what is wrong is told once, and the last good page stays."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from serving.shown import Served, Stage, save
from slidekit import resources
from slidekit.draft import make_theme

TEMPLATE = '{% extends "slidekit/page.html" %}\n{% block after %}NEW{% endblock %}'


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    """One nursery and one watch for all tests."""
    stage = Stage()
    yield stage
    stage.close()


@pytest.fixture(scope="module")
def served(stage: Stage, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """What ``slidekit new --theme`` makes, with a template and a font, served."""
    folder = tmp_path_factory.mktemp("themes") / "mine"
    talk = make_theme(str(folder))[0]
    write(folder, "templates/page.html", TEMPLATE.replace("NEW", "old sign"))
    write(folder, "theme.toml", toml("plain"))
    write_font(folder, "lecture/figtree")
    found = stage.serve(talk)
    assert found.terminal == []
    yield found
    found.close()


def write(folder: Path, name: str, text: str) -> None:
    """Save a file of the theme."""
    (folder / name).parent.mkdir(exist_ok=True)
    save(folder / name, text)


def write_font(folder: Path, name: str) -> None:
    """Save a font of one of our themes as the theme's own."""
    face = resources.STATIC / "themes" / f"{name}.woff2"
    save(folder / "own.woff2", face.read_bytes())


def toml(base: str) -> str:
    """What the theme says."""
    return f'about = "Mine"\nbase = "{base}"\n\n[[fonts]]\nfamily = "Own"\nfile = "own.woff2"\n'


def bare(shown: bytes) -> bytes:
    """A page without its number: it may have been read again, and be the same."""
    return re.sub(rb' data-live="[^"]*"', b"", shown)


def page(served: Served) -> bytes:
    """What somebody who comes now is shown."""
    return bare(served.stage.ask(served.session.shown))


def edit_css(folder: Path) -> None:
    """Another colour."""
    write(folder, "theme.css", (folder / "theme.css").read_text("utf-8").replace("#1d1b2e", "#123456"))


@pytest.mark.parametrize(
    ("save", "shown"),
    [
        (edit_css, b"#123456"),
        (lambda folder: write(folder, "theme.toml", toml("terminal")), b"JetBrains Mono"),
        (lambda folder: write(folder, "templates/page.html", TEMPLATE.replace("NEW", "new sign")), b"new sign"),
        (lambda folder: write_font(folder, "night/space-grotesk"), b""),
    ],
    ids=["theme.css", "theme.toml", "template", "font"],
)
def test_each_save_is_shown(served: Served, save: Callable[[Path], None], shown: bytes) -> None:
    """Whatever a theme is made of, its new form is on the page, and there is nothing to say of it."""
    before = page(served)
    save(served.talk.parent)
    served.until(lambda session: bare(session.shown()) != before and shown in session.shown())

    served.until_right()
    assert served.terminal == []


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("theme.css", None, "theme.toml:1:1: error: there is no theme.css beside it [broken-theme]"),
        ("theme.css", "p { color: red", "theme.css:1:3: error: this { is never closed [broken-theme]"),
        ("theme.toml", "base =", "error: not TOML"),
        (
            "theme.toml",
            'base = "plain"\nhighlight = "x"',
            "theme.toml:2:1: error: theme 'mine': no highlight style 'x'",
        ),
        ("theme.toml", 'base = "."', "theme.toml:1:1: error: the bases lead in a circle: mine → "),
        ("theme.toml", 'base = "../../far"', "theme.toml:1:1: error: no theme '../../far'"),
        ("own.woff2", "no font", "theme.toml:6:1: error: the file is called .woff2, but its content is no font"),
        ("own.woff2", None, "theme.toml:6:1: error: no such file"),
        ("templates/page.html", "{{ nothing }}", "templates/page.html:1:1: error: 'nothing' is undefined"),
        ("templates/page.html", "{% if %}", "templates/page.html:1:1: error: Expected an expression"),
        ("templates/page.html", "hello", "templates/page.html:1:1: error: the page has lost its slides"),
        ("templates/page.html", '{% include "../theme.toml" %}', "it asks for a template '../theme.toml'"),
        ("templates/page.html", "{{ title.__class__ }}", "access to attribute '__class__' of 'str' object is unsafe"),
    ],
)
def test_the_last_good_page_stays(served: Served, name: str, text: str | None, said: str) -> None:
    """One message for each thing that is wrong, at its place; when it is mended, that is said, too."""
    path = served.talk.parent / name
    good = path.read_bytes()
    before = page(served)
    served.terminal.clear()
    path.unlink() if text is None else save(path, text)
    served.until(lambda session: session.errors)

    (error,) = served.session.errors
    assert said in error.text
    assert "Traceback" not in error.text
    assert len(served.terminal) == 1
    assert page(served) == before
    save(path, good)
    served.until(lambda session: not session.errors)
    assert served.terminal[1:] == [f"{served.talk}: mended"]
    served.until_right()
    served.terminal.clear()


def test_a_theme_that_goes_and_comes(served: Served) -> None:
    """Its folder is taken away, as by a change of branches, and is there again."""
    folder, away = served.talk.parent, served.talk.parent.parent / "away"
    before = page(served)
    talk = served.talk.read_bytes()
    served.talk.write_bytes(talk.replace(b":theme: ./", b":theme: ./other"))
    served.until(lambda session: session.errors)
    assert page(served) == before
    away.mkdir()
    for each in ("theme.css", "theme.toml", "own.woff2"):
        shutil.copy(folder / each, away / each)
    away.rename(folder / "other")
    served.until(lambda session: not session.errors)
    served.talk.write_bytes(talk)
    served.until_right()
