"""Every theme on the same slides: pages beside each other, and one that shows them all. Writes nothing."""

from __future__ import annotations

from typing import NamedTuple

from slidekit import resources
from slidekit.bundle import embed
from slidekit.listing import digest
from slidekit.lookup import Fence
from slidekit.model import Deck
from slidekit.page import typeset
from slidekit.stylesheets import Sheet
from slidekit.templating import environment
from slidekit.themes import described, find_theme

SLIDES = resources.HERE / "templates" / "preview" / "preview.rst"
"""Ten slides: a title with many authors, a statement, a list, a quote, a number, code, a picture, a table, columns, an end."""

PAGES = resources.STATIC / "pages"

ROWS = "@layer deck{{@media screen{{:root[data-view=print]{{&,body{{overflow:hidden}}main{{display:grid;grid-template-columns:repeat(5,var(--stage-width));gap:32px}}.slide{{outline:3px solid #8886}}}}}}{form}}}"
"""In the preview the slides of a theme stand in two rows of five."""

FORMS = {"light": ":root,pre,code.code{color-scheme:light}", "dark": ":root,pre,code.code{color-scheme:dark}"}


class Look(NamedTuple):
    """A theme in one of its forms: its page's name, and the page."""

    form: str
    file: str
    page: bytes


class Shown(NamedTuple):
    """A theme as the preview shows it."""

    name: str
    about: str
    owner: str
    looks: tuple[Look, ...]


def preview() -> dict[str, bytes]:
    """The files of the preview, by name; ``index.html`` shows the others."""
    from markupsafe import Markup

    from slidekit.pipeline import read

    deck = read(SLIDES)
    shown = [Shown(name, about, owner, looks_of(name, deck)) for name, about, owner in described()]
    css, script = (resources.read(PAGES / f"themes.{kind}") for kind in ("css", "js"))
    policy = f"default-src 'none'; style-src 'sha256-{digest(css)}'; script-src 'sha256-{digest(script)}'; frame-src 'self' file:"
    index = (
        environment()
        .get_template("themes.html")
        .render(
            themes=shown,
            css=Markup(css),  # noqa: S704 - our own
            script=Markup(script),  # noqa: S704 - our own
            csp=policy,
        )
    )
    pages = {look.file: look.page for each in shown for look in each.looks}
    return {**pages, "index.html": index.encode()}


def looks_of(name: str, deck: Deck) -> tuple[Look, ...]:
    """The forms of a theme: light and dark, or the one that it has."""
    theme = find_theme(name, deck.path, Fence(deck.root))
    both = any("color-scheme: light dark" in css for css, _ in theme.css)
    forms = list(zip(FORMS, (theme.styles[0], theme.styles[-1]), strict=True)) if both else [("", "")]
    looks = []
    for form, style in forms:
        chosen = theme._replace(styles=(style,)) if form else theme
        sheet = Sheet(ROWS.format(form=FORMS.get(form, "")))
        file = f"{name}-{form}.html" if form else f"{name}.html"
        page = typeset(deck, chosen, sheet)
        files = embed(page, file, False).files
        looks.append(Look(form, file, next(content for content in files.values() if isinstance(content, bytes))))
    return tuple(looks)
