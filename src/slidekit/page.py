"""A deck and a theme to a page."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from slidekit import highlight, resources
from slidekit.diagnostics import Diagnostic, Position, Severity
from slidekit.errors import DeckError
from slidekit.fonts import face_rules
from slidekit.model import STAGE_HEIGHT, Asset, Deck, Item, Page, Slide
from slidekit.options import Options
from slidekit.policy import Policy, policy
from slidekit.stylesheets import Sheet
from slidekit.templating import Themed, environment
from slidekit.themes import Theme

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

FIRST = "slidekit.first()"
"""The script right after the first slide."""

FILM = '<video class="slide-film" src="{}" data-autoplay loop muted playsinline preload="metadata" aria-hidden="true"></video>'
"""A slide's background that moves."""

SLIDES = "\0slides\0"
"""What stands for the slides while their surroundings are made: no text holds it."""

LIVE = "\0live\0"
"""What stands for the version of a live page."""

ELEMENTS = re.compile(
    r"<(?:table|figcaption|audio|math)\b|\bdoc-noteref|class=\"(?:[^\"]* )?(?:note|(?:lower|upper)(?:roman|alpha)|"
    r"is-emphasized|has-numbers|classifier|field-list|option-list|docinfo-list|footnote-list|citation-list|footnote|"
    r"fn-bracket|admonition|topic|sidebar|system-message|align-\w+|missing-image|problematic)[ \"]"
)
"""What the sheet ``elements`` is for."""

LAID_OUT = re.compile(r'class="(?:[^"]* )?(?:columns|two-columns|fill|frame|qr|diagram|magic-move)[ "]')
LAID_OUT_SLIDE = frozenset({"two-columns", "cover", "fill"})
"""The classes of what the sheet ``layout`` is for."""

MOVING = ' data-m="'
"""What only moving code has."""

MARKUP = frozenset({"css", "meta", "header", "footer"})
"""What of a page's frame is HTML already."""

PART = "\0part\0"
"""What stands around each part that a theme's template adds, until it is known where it ends."""

PARTS = ("before", "after")


def typeset(deck: Deck, theme: Theme, sheet: Sheet, live: bool = False) -> Page:
    """The page of a deck: HTML in which asset tokens stand where files will be.

    ``sheet`` is the deck's own style, with tokens too; a ``live`` page is one that is served while its talk is
    written. Raises DeckError for a highlight style that Pygments does not have.
    """
    from markupsafe import Markup

    if deck.options.untrusted:
        theme = theme._replace(templates={})
    with_notes = deck.options.notes
    shown = [slide for slide in deck.slides if with_notes or not slide.hidden]
    moves = not live and any(MOVING in slide.html for slide in shown)
    early, runtime, packed = furniture(live, True) if moves else furniture(live)
    notice = resources.jquery().partition("*/")[0] + "*/"  # its licence wants it to be read
    texts = ",".join(f"...{resources.texts(deck.options.lang, folder)}" for folder in ("", "live")) if live else ""
    said = f"{{{texts}}}" if live else resources.texts(deck.options.lang)
    boot = f'{notice}slidekit.texts={said};slidekit.boot("{packed}")'
    notes_raw = [html for slide in shown for html in slide.notes_raw] if with_notes else []
    fragments = [*deck.raw, *(html for slide in shown for html in slide.raw), *notes_raw]
    asked = policy((early, FIRST, boot, runtime), fragments, live)
    faces: dict[str, Asset] = {}
    fonts = face_rules(theme.faces, html_of(deck), faces, live)
    frame = {
        "title": deck.title,
        "dir": deck.options.dir,
        "meta": meta_elements(deck),
        "css": style_sheet(deck, theme, sheet.text, live, fonts),
        "body": body_attributes(deck.options, theme),
        "header": deck.header,
        "footer": deck.footer,
    }
    fixed = {
        "lang": deck.options.lang,
        "live": LIVE if live else "",
        "csp": Markup(asked.text.replace("&", "&amp;").replace('"', "&quot;")),
        "slides": Markup(SLIDES),
        "scripts": [Markup(early), Markup(boot)],
    }
    laid = lay_out(theme, frame, fixed)
    before, _, after = laid.html.partition(SLIDES)
    return Page(
        before=before,
        items=tuple(item_of(slide, with_notes) for slide in shown),
        ids=tuple(escape(slide.id) for slide in shown),
        after=after + "\n",
        opening=f"<script>{FIRST}</script>\n",
        frame={**frame, **laid.parts},
        fixed=f"{asked.text} {deck.options.lang}{laid.fixed}",
        assets={**deck.assets, **theme.assets, **sheet.assets, **faces},
        local=asked.local,
        diagnostics=tuple(remarks(deck, asked)),
        dependencies=laid.read,
    )


class LaidOut(NamedTuple):
    """A page without its slides, the parts of it that a theme has added, what else the theme did, the files it read."""

    html: str
    parts: Mapping[str, str] = {}
    fixed: str = ""
    read: tuple[Path, ...] = ()


def lay_out(theme: Theme, frame: Mapping[str, Any], fixed: Mapping[str, Any]) -> LaidOut:
    """The page around the slides. Raises DeckError if the theme has a template with which that cannot be."""
    from markupsafe import Markup

    marked = {name: Markup(value) if name in MARKUP else value for name, value in frame.items()}
    if not theme.templates:
        return LaidOut(environment().get_template("page.html").render(**marked, **fixed, part=""))
    template = Themed(theme)
    rendered = template.render({**marked, **fixed, "part": Markup(PART)})
    template.check(rendered, (SLIDES, *(f"<script>{each}</script>" for each in fixed["scripts"])))
    first, *pieces = rendered.split(PART)
    parts = dict(zip(PARTS, pieces[::2], strict=True)) if len(pieces) == 2 * len(PARTS) else {}
    if not fixed["live"]:
        return LaidOut("".join([first, *pieces]), read=tuple(template.read))
    bare = template.render({**dict.fromkeys(frame, ""), **fixed, "body": {}, "part": Markup(PART)}).split(PART)
    return LaidOut("".join([first, *pieces]), parts, "".join(bare[::2]) if parts else rendered, tuple(template.read))


def item_of(slide: Slide, with_notes: bool = True) -> Item:
    """A slide as it stands in a page, with its notes."""
    front = f'<section class="{escape(" ".join(("slide", *slide.classes)))}'
    attributes = {"data-steps": slide.steps, **slide.attributes} if slide.steps else slide.attributes
    more = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items()) if attributes else ""
    more += f' style="--background:{escape(slide.background)}"' if slide.background else ""
    film = FILM.format(escape(slide.film)) if slide.film else ""
    rest = f'{more}>{film}<div class="slide-body">\n{slide.html}</div></section>\n'
    if slide.hidden:
        front, rest = f'<template class="slide-hidden">{front}', f"{rest}</template>\n"
    if with_notes and slide.notes:
        rest += f'<template class="notes">{slide.notes}</template>\n'
    return Item(front, escape(slide.title), rest, not slide.staged)


def escape(value: object) -> str:
    """Text as it stands in HTML and in its attributes."""
    text = str(value)
    if text.isalnum():
        return text
    return (
        text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&#34;").replace("'", "&#39;")
    )


def meta_elements(deck: Deck) -> str:
    """What the page says of itself to machines."""
    options = deck.options
    said = {"description": options.description, "keywords": options.keywords, "author": options.author}
    ours = [f'<meta name="{name}" content="{escape(text)}">' for name, text in said.items() if text]
    title = f'<meta property="og:title" content="{escape(deck.title)}">'
    return "".join(f"{line}\n" for line in (title, *ours, *deck.meta))


@cache
def furniture(live: bool = False, moves: bool = False) -> tuple[str, str, str]:
    """What pages are made with: the script of their head, the runtime, and the runtime packed."""
    import json

    from rcssmin import cssmin

    *names, last = resources.RUNTIME
    more = (*(resources.RUNTIME_MOVES if moves or live else ()), *(resources.RUNTIME_LIVE if live else ()))
    scripts = resources.scripts((*names, *more, last))
    style = cssmin(resources.sheets(resources.SHEETS_OF_RUNTIME + (resources.SHEETS_LIVE if live else ())))
    runtime = f"{resources.jquery()}\nslidekit.css={json.dumps(style)};{scripts}"
    environment().get_template("page.html")
    return resources.scripts(resources.EARLY), runtime, pack(runtime)


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


def style_sheet(deck: Deck, theme: Theme, author_css: str, live: bool = False, fonts: str = "") -> str:
    """The whole style sheet, minified, in the order of its layers; a ``live`` page has what it may come to need."""
    from rcssmin import cssmin

    width = deck.stage_width
    stage = (
        f":root{{--stage-width:{width}px;--stage-height:{STAGE_HEIGHT}px}}"
        f"@page{{size:{width}px {STAGE_HEIGHT}px;margin:0}}"
        f"@page notes{{size:{width}px {max(STAGE_HEIGHT, width) * 141 // 100}px}}"  # as high as paper is
    )
    before, after = structure()
    elements = minified("elements") if any(map(ELEMENTS.search, html_of(deck))) else ""
    shown = minified("layout") if any(map(is_laid_out, deck.slides)) else ""
    shown += minified("layouts") if any(has_layout(slide) for slide in deck.slides) else ""
    # rcssmin joins selectors inside layers (``a :is(b)``): ours are written so that it cannot, others may not be.
    looks = "".join(str(cssmin(css)) if ours else css for css, ours in theme.css)
    looks += minified("parts") if theme.templates else ""
    authors = f"@layer deck{{{author_css}}}" if author_css else ""
    backed = live or any(slide.background or slide.film for slide in deck.slides)
    back = minified("background") if backed else ""
    ours = [before, fonts, elements, back, code_rules(deck, theme), looks, after, shown, stage, authors]
    return "".join(ours).replace("</", "<\\/")  # no style sheet ends its own element


@cache
def structure() -> tuple[str, str]:
    """Our own style sheets, minified: what stands before the theme, and what after it."""
    from rcssmin import cssmin

    return str(cssmin(resources.sheets(resources.SHEETS_BEFORE_CODE))), str(
        cssmin(resources.sheets(resources.SHEETS_AFTER_CODE))
    )


@cache
def minified(name: str) -> str:
    """One of the style sheets that only some decks need, minified."""
    from rcssmin import cssmin

    return str(cssmin(resources.sheets((name,))))


def html_of(deck: Deck) -> Iterator[str]:
    """All HTML of a deck, piece by piece."""
    yield from (deck.title, deck.header, deck.footer)
    for slide in deck.slides:
        yield slide.html
        yield slide.notes


def has_layout(slide: Slide) -> bool:
    """Whether a slide names its layout."""
    return "layout" in slide.fields


def is_laid_out(slide: Slide) -> bool:
    """Whether a slide needs the style for it."""
    return not LAID_OUT_SLIDE.isdisjoint(slide.classes) or LAID_OUT.search(slide.html) is not None


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
        raise DeckError(Diagnostic("unknown-style", message, theme.styles_at, str(style))) from None
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
        message = f"the talk needs files beside the page, which are not in it: {', '.join(asked.local)}"
        found.append(Diagnostic("linked-file", message, at, severity=Severity.WARNING))
    return found
