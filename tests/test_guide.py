"""The guide: what it shows is there, and what it says is so."""

import ast
import importlib.util
import re
import tomllib
from pathlib import Path

import click
import pytest

from slidekit.cli import cli
from slidekit.doctree import read_deck
from slidekit.options import FIELDS, LAYOUTS, SLIDE_FIELDS, Saying
from slidekit.plugins import load
from slidekit.themes import own_names

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.glob("*.md"))
TOUR = ROOT / "talks" / "tour" / "tour.rst"
FENCED = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PROPERTY = re.compile(r"var\((--[a-z-]+)")
SET = re.compile(r"(--[a-z-]+):")
LINK = re.compile(r"\]\(([^)#]+)(?:#[^)]*)?\)|(?:src|href)=\"([^\"#]+)\"")


def script(name):
    """One of the scripts that make the guide's pictures."""
    spec = importlib.util.spec_from_file_location(f"docs_{name}", DOCS / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def authoring():
    """The script that fills authoring.md."""
    return script("authoring")


def text_of(name):
    """A page of the guide."""
    return (DOCS / name).read_text(encoding="utf-8")


def test_authoring_is_made_of_the_tour():
    """Each source and each picture is that of the tour as it is now; ``python docs/authoring.py`` makes it so."""
    script = authoring()
    found = script.MARKED.search(text_of("authoring.md"))

    assert found
    assert found[0] == script.guide()
    shown = {each.picture for each in script.tour() if not isinstance(each, str)}
    assert shown == {path.name for path in script.PICTURES.iterdir()}


def test_every_theme_and_layout_is_shown():
    """Each has its picture as it is now, each face its licence; ``python docs/themes.py`` makes it so."""
    guide = script("themes")
    page = text_of("themes.md")
    themes = {theme.name: theme for theme in guide.themes()}

    assert guide.filled(page) == page
    assert set(themes) == set(own_names())
    assert set(guide.LAYOUTS) == set(LAYOUTS)
    pictures = [theme.picture for theme in themes.values()]
    pictures += [layout.picture(name) for name, layout in guide.LAYOUTS.items()]
    assert [name for name in pictures if f'src="themes/{name}"' not in page] == []
    assert set(pictures) == {path.name for path in guide.PICTURES.iterdir()}
    assert sum(path.stat().st_size for path in guide.PICTURES.iterdir()) <= 1_500_000
    cut = {(face.theme, face.package.replace("_", "-")) for face in guide.cut_faces()}
    rows = re.findall(r"^\| [\w ]+ \| (\w+) \| \[`([\w-]+)`\].* \| SIL OFL 1.1 \|$", page, re.MULTILINE)
    assert set(rows) == cut


def test_properties_of_themes_are_complete():
    """Every custom property that our style sheets read on behalf of a theme stands in the guide."""
    own = {
        name for path in (ROOT / "static" / "css").glob("*.css") for name in PROPERTY.findall(path.read_text("utf-8"))
    }
    said = {
        name
        for path in (ROOT / "static" / "themes").glob("*/theme.css")
        for name in SET.findall(path.read_text("utf-8"))
    }
    page = text_of("themes.md")

    assert [name for name in sorted(own & said) if f"`{name}`" not in page] == []


def stripped(lines):
    """Lines without what they are all indented by."""
    width = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    return [line[width:].rstrip() for line in lines]


def test_the_tour_shows_what_it_is_written_in():
    """Each source that a slide of the tour shows stands a second time in the tour, where it is at work."""
    text = TOUR.read_text(encoding="utf-8")
    lines = text.split("\n")
    elsewhere = re.compile(r"^( *)\.\. code-block:: rst\n\1   :class: elsewhere\n", re.MULTILINE)
    exempt = [each for found in elsewhere.finditer(text) for each in authoring().sources_in(text[found.start() :])[:1]]
    missing = []
    for source in authoring().sources_in(text):
        wanted = [line.rstrip() for line in source.split("\n")]
        places = [at for at in range(len(lines)) if stripped(lines[at : at + len(wanted)]) == wanted]
        if len(places) < 2 and source not in exempt:
            missing.append(source)

    assert missing == []
    assert len(exempt) <= 3


def test_the_tour_builds_without_a_word(tmp_path):
    """But for the number of its notes, which every page with notes is told of."""
    said = read_deck(TOUR, {"smart-quotes": Saying(True)}).diagnostics

    assert said == ()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links(page):
    """Every picture and page that a page leads to is there."""
    found = [one or other for one, other in LINK.findall(FENCED.sub("", page.read_text(encoding="utf-8")))]
    local = [name for name in found if not name.startswith(("http:", "https:", "mailto:"))]

    assert [name for name in local if not (DOCS / name).exists()] == []


def examples():
    """Every piece of code in the guide, the messages' own aside: they have their own test."""
    for page in PAGES:
        if page.name != "troubleshooting.md":
            for number, (language, code) in enumerate(FENCED.findall(page.read_text(encoding="utf-8")), 1):
                yield pytest.param(language, code, id=f"{page.stem}-{number}")


@pytest.mark.parametrize(("language", "code"), list(examples()))
def test_example(language, code, tmp_path):
    """Each example of reStructuredText is read without an error, each of Python and TOML as well."""
    if language == "python":
        ast.parse(code)
    elif language == "toml":
        tomllib.loads(code)
    elif language == "rst":
        talk = tmp_path / "talk.rst"
        (tmp_path / "static").symlink_to(ROOT / "talks" / "tour" / "static")
        title = "" if re.search(r"^(-|=){4,}$", code, re.MULTILINE) or code.startswith(":") else "slide\n-----\n\n"
        talk.write_text(title + code, encoding="utf-8")
        deck = read_deck(talk, {"allow-outside": Saying(True)})

        assert [str(found) for found in deck.errors] == []


def test_commands_are_complete():
    """Every command and every option of it stands on the page about commands."""
    page = text_of("commands.md")
    missing = []
    context = click.Context(cli)
    for name in cli.list_commands(context):
        command = cli.get_command(context, name)
        assert command is not None
        assert f"`slidekit {name}" in page
        names = [each for option in command.params if isinstance(option, click.Option) for each in option.opts]
        missing += [f"{name} {each}" for each in names if f"`{each}" not in page and each not in ("-h", "--help")]

    assert missing == []


def test_fields_are_complete():
    """Every deck field and slide field stands in the tables of authoring.md."""
    page = text_of("authoring.md")

    assert [name for name in [*FIELDS, *SLIDE_FIELDS] if f"`:{name}:" not in page] == []


def test_directives_are_complete():
    """Every directive of ours stands in the tables of authoring.md with all of its options."""
    from slidekit.doctree.features import FEATURES

    page = text_of("authoring.md")
    rows = dict(re.findall(r"^\| `\.\. ([\w-]+)::.*?` \|(.*)$", page, re.MULTILINE))
    missing = []
    for name, place in FEATURES.directives.items():
        if f"`{name}`" not in page and name not in rows:
            missing.append(name)
        options = getattr(load(place), "option_spec", None) or {}
        own = [option for option in options if option.isascii()] if name in rows else []  # the other is ``data-…``
        missing += [f"{name} :{option}:" for option in own if f"`:{option}:" not in rows[name]]

    assert missing == []
