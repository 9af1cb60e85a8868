"""A deck and a theme to a page. The only importer of jinja2."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from slidekit import highlight, resources
from slidekit.diagnostics import Diagnostic, Position, Severity
from slidekit.errors import DeckError
from slidekit.model import Deck, Page, Slide
from slidekit.options import Options
from slidekit.policy import Policy, policy
from slidekit.stylesheets import Sheet
from slidekit.themes import Theme

if TYPE_CHECKING:
    from jinja2 import Template

STAGE_HEIGHT = 720
"""Units; the width follows from the deck's aspect."""


def typeset(deck: Deck, theme: Theme, sheet: Sheet) -> Page:
    """The page of a deck: HTML in which asset tokens stand where files will be.

    ``sheet`` is the deck's own style, with tokens too. Raises DeckError for a highlight
    style that Pygments does not have.
    """
    from markupsafe import Markup

    template, early, runtime, packed = furniture()
    notice = resources.jquery().partition("*/")[0] + "*/"  # its licence wants it to be read
    boot = f'{notice}slidekit.texts={resources.texts(deck.options.lang)};slidekit.boot("{packed}")'
    scripts = (early, "slidekit.first()", boot)
    with_notes = deck.options.notes
    shown = [slide for slide in deck.slides if with_notes or not slide.hidden]
    notes_raw = [html for slide in shown for html in slide.notes_raw] if with_notes else []
    asked = policy((*scripts, runtime), [*deck.raw, *(html for slide in shown for html in slide.raw), *notes_raw])
    html = template.render(
        lang=deck.options.lang,
        dir=deck.options.dir,
        title=deck.title,
        description=deck.options.description,
        keywords=deck.options.keywords,
        author=deck.options.author,
        csp=Markup(asked.text.replace("&", "&amp;").replace('"', "&quot;")),
        meta=Markup("".join(f"{line}\n" for line in deck.meta)),
        css=Markup(style_sheet(deck, theme, sheet.text)),
        body=body_attributes(deck.options, theme),
        slides=zip(shown, labels(shown), strict=True),
        with_notes=with_notes,
        header=Markup(deck.header),
        footer=Markup(deck.footer),
        scripts=[Markup(script) for script in scripts],
    )
    return Page(html + "\n", {**deck.assets, **sheet.assets}, tuple(remarks(deck, asked)))


def labels(slides: list[Slide]) -> list[str]:
    """The accessible name of each slide: its number among those shown, and its title."""
    found, number = [], 0
    for slide in slides:
        number += not slide.hidden
        found.append(f"{number}: {slide.title}" if slide.title else str(number))
    return found


@cache
def furniture(live: bool = False) -> tuple[Template, str, str, str]:
    """What every page is made with: our template, the script of its head, the runtime, and the runtime packed.

    A ``live`` one is served, and hears of the talk's next versions.
    """
    import json

    import jinja2
    from rcssmin import cssmin

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(resources.HERE / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
    )
    style = cssmin(resources.sheets(resources.SHEETS_OF_RUNTIME + resources.SHEETS_LIVE * live))
    names = (*resources.RUNTIME[:-1], *resources.RUNTIME_LIVE * live, resources.RUNTIME[-1])
    runtime = f"{resources.jquery()}\nslidekit.css={json.dumps(style)};{resources.scripts(names)}"
    return environment.get_template("page.html"), resources.scripts(resources.EARLY), runtime, pack(runtime)


def pack(script: str) -> str:
    """A script as ``inflate.js`` unpacks it: deflated, in base64; less than half of it."""
    import zlib
    from base64 import b64encode

    packer = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS, 9)  # 9 takes 2 ms more to save 120 bytes
    return b64encode(packer.compress(script.encode()) + packer.flush()).decode("ascii")


def body_attributes(options: Options, theme: Theme) -> dict[str, str]:
    """What the runtime reads when it starts."""
    found = {
        "data-theme": theme.name,
        "data-transition": options.transition,
        "data-view": options.view,
        "data-keys": "yes" if options.keys else "no",
    }
    if options.transition_time is not None:
        found["data-transition-time"] = str(options.transition_time)
    if options.duration is not None:
        found["data-duration"] = str(options.duration)
    if options.end:
        found["data-end"] = options.end
    if not options.slide_numbers:
        found["data-numbers"] = "no"
    if not options.progress:
        found["data-progress"] = "no"
    return found


def style_sheet(deck: Deck, theme: Theme, author_css: str) -> str:
    """The whole style sheet, minified, in the order of its layers."""
    from rcssmin import cssmin

    width = round(STAGE_HEIGHT * deck.options.aspect[0] / deck.options.aspect[1])
    stage = (
        f":root{{--stage-width:{width}px;--stage-height:{STAGE_HEIGHT}px}}"
        f"@page{{size:{width}px {STAGE_HEIGHT}px;margin:0}}"
        f"@page notes{{size:{width}px {max(STAGE_HEIGHT, width) * 141 // 100}px}}"  # as high as paper is
    )
    before, after = structure()
    # rcssmin joins selectors inside layers (``a :is(b)``): ours are written so that it cannot, others may not be.
    looks = str(cssmin(theme.css)) if theme.ours else theme.css
    authors = f"@layer deck{{{author_css}}}" if author_css else ""
    ours = [before, code_rules(deck, theme), looks, after, stage, authors]
    return "".join(ours).replace("</", "<\\/")  # no style sheet ends its own element


@cache
def structure() -> tuple[str, str]:
    """Our own style sheets, minified: what stands before the theme, and what after it."""
    from rcssmin import cssmin

    return str(cssmin(resources.sheets(resources.SHEETS_BEFORE_CODE))), str(
        cssmin(resources.sheets(resources.SHEETS_AFTER_CODE))
    )


def unknown_style(deck: Deck) -> list[Diagnostic]:
    """An error, if the deck asks for a highlight style that Pygments does not have."""
    style = deck.options.highlight_style
    if not style or style in highlight.style_names():
        return []
    return [Diagnostic("unknown-style", no_style(style), deck.places.get("highlight-style"), style)]


def no_style(style: str) -> str:
    """What to say of a highlight style that Pygments does not have."""
    return f"no highlight style {style!r}; there are {', '.join(highlight.style_names())}"


def code_rules(deck: Deck, theme: Theme) -> str:
    """The colours of the tokens that occur, in the layer ``code``."""
    with_notes = deck.options.notes
    shown = (slide for slide in deck.slides if with_notes or not slide.hidden)
    classes = highlight.used_classes(slide.html + (slide.notes if with_notes else "") for slide in shown)
    if not classes:
        return ""
    styles = (deck.options.highlight_style,) if deck.options.highlight_style else theme.styles
    try:
        rules = [highlight.style_rules(style, classes) for style in styles]
    except ValueError as style:
        message = f"theme {theme.name!r}: {no_style(str(style))}"
        raise DeckError(Diagnostic("unknown-style", message, deck.places.get("theme"), theme.name)) from None
    dark = f"@media (prefers-color-scheme:dark){{{rules[1]}}}" if len(rules) > 1 else ""
    return f"@layer code{{{rules[0]}{dark}}}"


def remarks(deck: Deck, asked: Policy) -> list[Diagnostic]:
    """What an author should know of the page: what is in it that is not seen, and what it opens."""
    found = []
    at = Position(deck.path)
    noted = sum(bool(slide.notes) for slide in deck.slides)
    hidden = sum(slide.hidden for slide in deck.slides)
    if deck.options.notes and (noted or hidden):
        held = [
            f"the notes of {noted} slide{'s' * (noted > 1)}" if noted else "",
            f"{hidden} hidden slide{'s' * (hidden > 1)}" if hidden else "",
        ]
        message = f"the file holds {' and '.join(filter(None, held))}; --no-notes leaves them out"
        found.append(Diagnostic("private-content", message, severity=Severity.INFO))
    if asked.opened:
        message = f"the page may load from {', '.join(asked.opened)}, as the talk asks"
        found.append(Diagnostic("opened-origin", message, at, severity=Severity.INFO))
    if asked.local:
        message = f"raw html needs files beside the page, which are not in it: {', '.join(asked.local)}"
        found.append(Diagnostic("linked-file", message, at, severity=Severity.WARNING))
    return found
