"""Templates of themes: what they may do, and what becomes of those that cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest
from command import run

from slidekit.errors import DeckError
from slidekit.lookup import Fence
from slidekit.pipeline import build, page_of, read
from slidekit.templating import Themed
from slidekit.themes import find_theme

EXTENDS = '{% extends "slidekit/page.html" %}'


@pytest.fixture
def themed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Build a talk whose theme has this template; its page."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "mine" / "templates"
    folder.mkdir(parents=True)
    (tmp_path / "mine" / "theme.css").write_text("p {}")
    talk = tmp_path / "talk.rst"
    talk.write_text(":theme: ./mine\n\nA & B\n=====\n\nslide\n-----\n\nOne\n\nslide\n-----\n\nTwo\n")

    def page(template: str, **others: object) -> str:
        (folder / "page.html").write_text(template)
        files = build(talk, others).files
        return next(iter(files.values())).decode()

    return page


def test_parts(themed) -> None:
    """A template adds to both sides of the slides; what it shows is escaped."""
    page = themed(EXTENDS + "{% block before %}<i>back</i>{% endblock %}{% block after %}{{ title }}{% endblock %}")

    assert '<div data-part="before"><i>back</i></div>' in page
    assert '<div data-part="after">A &amp; B</div>' in page
    assert page.count("<section") == 3
    assert "\0" not in page


def test_other_templates(themed, tmp_path: Path) -> None:
    """A template may include others of its folder, links that stay inside among them."""
    (tmp_path / "mine" / "templates" / "logo.html").write_text("<b>logo</b>")

    assert "<b>logo</b>" in themed(EXTENDS + '{% block after %}{% include "logo.html" %}{% endblock %}')


def test_untrusted(themed) -> None:
    """The theme of a stranger's talk has no template."""
    page = themed(EXTENDS + "{% block after %}<b>logo</b>{% endblock %}", untrusted=True)

    assert "logo" not in page
    assert "data-part" not in page


@pytest.mark.parametrize(
    ("template", "said"),
    [
        (
            EXTENDS + "{% block after %}\n{{ nothing }}{% endblock %}",
            "mine/templates/page.html:2:1: error: 'nothing' is undefined",
        ),
        ("{% if %}", "Expected an expression, got 'end of statement block'"),
        ('{% extends "page.html" %}', "it extends itself"),
        (EXTENDS + "{% block after %}{{ 1 / 0 }}{% endblock %}", "ZeroDivisionError: division by zero"),
        ('{% extends "other.html" %}', "it asks for a template 'other.html'; ours are called slidekit/page.html"),
        (EXTENDS + "{% block after %}{{ title.__class__ }}{% endblock %}", "access to attribute '__class__'"),
        (EXTENDS + "{% block after %}{{ cycler.__init__.__globals__ }}{% endblock %}", "is unsafe"),
        (EXTENDS + '{% block after %}{{ "x" * 10000000000 }}{% endblock %}', "may not grow things by '*'"),
        (EXTENDS + "{% block after %}{{ 9 ** 9999999 }}{% endblock %}", "may not grow things by '**'"),
        (EXTENDS + '{% block after %}{{ "%9999999999d" % 1 }}{% endblock %}', "may not grow things by '%'"),
        (EXTENDS + '{% block after %}{{ "x"|center(9999999999) }}{% endblock %}', "No filter named 'center'"),
        (EXTENDS + "{% block after %}{{ lipsum(99999) }}{% endblock %}", "'lipsum' is undefined"),
        ("hello", "the page has lost its slides or its scripts"),
        ("{{ slides }}{{ slides }}", "the page has lost its slides or its scripts"),
        ('{% include "../../secret.html" %}', "it asks for a template '../../secret.html'"),
        ('{% include "slidekit/../page.py" %}', "it asks for a template 'slidekit/../page.py'"),
        ('{% include "link.html" %}', "it asks for a template 'link.html'"),
    ],
)
def test_broken(themed, tmp_path: Path, template: str, said: str) -> None:
    """What is wrong with a template is told at its line; it reads no file from elsewhere, and runs nothing."""
    (tmp_path / "secret.html").write_text("secret")
    (tmp_path / "mine" / "templates" / "link.html").symlink_to(tmp_path / "secret.html")

    with pytest.raises(DeckError) as failure:
        themed(template)

    assert said in str(failure.value)
    assert "[broken-template]" in str(failure.value)
    assert "secret" not in str(failure.value).replace("secret.html", "")


def test_a_live_page_knows_what_it_can_exchange(themed, tmp_path: Path) -> None:
    """The parts are exchanged in place; whatever else a template changes loads the page again."""
    talk = tmp_path / "talk.rst"
    themed(EXTENDS + "{% block after %}one{% endblock %}")
    first = page_of(read(talk), live=True)
    themed(EXTENDS + "{% block after %}two {{ title }}{% endblock %}")
    second = page_of(read(talk), live=True)
    whole = (Path(__file__).parents[1] / "src/slidekit/templates/page.html").read_text()
    themed(whole.replace("<main>", "<main data-x>"))
    third = page_of(read(talk), live=True)

    assert (first.frame["after"], second.frame["after"]) == ("one", "two A &amp; B")
    assert first.fixed == second.fixed != third.fixed
    assert tmp_path / "mine" / "templates" / "page.html" in second.dependencies


def test_a_template_that_never_ends(themed, tmp_path: Path) -> None:
    """The time limit of the talk holds for the theme, too."""
    loops = "".join(f"{{% for a{n} in range(99999) %}}" for n in range(3)) + "x" + "{% endfor %}" * 3
    page = EXTENDS + "{% block after %}" + loops + "{% endblock %}"
    (tmp_path / "mine" / "templates" / "page.html").write_text(page)
    ended = run("build", "talk.rst", "--time-limit", "1", cwd=tmp_path)

    assert ended.code == 1
    assert "[time-limit]" in ended.err
    assert "broken-template" not in ended.err


def test_memory(tmp_path: Path) -> None:
    """A template that asks for more memory than there is is told so."""

    class Greedy:
        def __str__(self) -> str:
            raise MemoryError

    theme = tmp_path / "mine"
    (theme / "templates").mkdir(parents=True)
    (theme / "theme.css").write_text("p {}")
    (theme / "templates" / "page.html").write_text("one\n{{ greedy }}\n")

    with pytest.raises(
        DeckError, match=r"page.html:2:1: error: the page that it makes takes more memory than there is"
    ):
        Themed(find_theme("mine", tmp_path / "talk.rst", Fence(tmp_path))).render({"greedy": Greedy()})
