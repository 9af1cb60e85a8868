"""A talk's text to a `Deck`: docutils' settings, and the order in which everything is done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from docutils import frontend, nodes, utils
from docutils.parsers.rst import roles
from docutils.writers import html5_polyglot

from slidekit.diagnostics import Diagnostic, Position, Severity
from slidekit.doctree import directives, fields, limits, links, marks, resolve, sphinx, steps, titles, transforms
from slidekit.doctree.census import take_census
from slidekit.doctree.guard import guarded, know_language
from slidekit.doctree.names import name_slides
from slidekit.doctree.nodes import slide as slide_node
from slidekit.doctree.parser import Talk, TalkParser
from slidekit.doctree.reports import Reports
from slidekit.doctree.translator import SlideTranslator
from slidekit.lookup import Fence, find_root
from slidekit.model import Asset, Deck, Slide
from slidekit.options import BIBLIOGRAPHIC, Options, Saying, settle, yes_or_no
from slidekit.project import project_fields
from slidekit.source import read_source, show_controls

SETTINGS: Mapping[str, Any] = {
    "_disable_config": True,  # ./docutils.conf could embed any file
    "doctitle_xform": False,  # we promote titles ourselves: a lone slide must not become a title
    "docinfo_xform": False,  # likewise: deck fields are read in English whatever the language
    "sectnum_xform": True,
    "report_level": 5,  # nothing is reported by docutils itself; our observer hears everything
    "halt_level": 5,
    "warning_stream": False,
    "input_encoding": "utf-8-sig",  # of included files
    "line_length_limit": 10**9,  # beyond its default docutils drops the whole document
    "syntax_highlight": "none",  # colours are the translator's business
    "math_output": "MathML",
    "smart_quotes": True,
    "toc_backlinks": False,  # a click on a slide's title is not meant to leave it
    "stylesheet": None,
    "stylesheet_path": None,
    "embed_stylesheet": False,
    "initial_header_level": "2",
    "root_prefix": "/",
    "image_loading": "link",
}

META = frozenset("charset content http-equiv lang media name property scheme".split())
"""Attributes of ``meta``; an author may write any."""


def read_deck(talk: Path, said: Mapping[str, Saying]) -> Deck:
    """Read a talk; ``said`` is what the caller says about its options, by field name.

    Raises UsageError without a talk, DeckError if it is no text; all else that is wrong stands in
    the deck's diagnostics.
    """
    text, found = read_source(talk)
    return deck_of(text, talk, said, found)


def deck_of(text: str, talk: Path, said: Mapping[str, Saying], found: list[Diagnostic]) -> Deck:
    """A deck from the text of a talk."""
    root = find_root(talk)
    project, wrong = project_fields(root)
    options, _ = settle(project, said)
    fence = Fence(root, options.allow_outside)
    reports = Reports(talk, text.split("\n"))
    reports.found += [*found, *wrong]
    settings = settings_for(talk, fence, options)
    document = Talk(settings, utils.new_reporter(str(talk), settings), source=str(talk))
    document.note_source(str(talk), -1)
    document.reporter.attach_observer(reports.observe)
    with registered(text, options.lang), guarded(document, reports):
        TalkParser().parse(text, document)
        document.current_source = document.current_line = None
        options, places = prepare(document, reports, project, said)
        resolve.apply_transforms(document, take_census(document), options.smart_quotes)
        deck = finish(document, talk, fence, options, places, reports)
        files = dict.fromkeys(saying.at.path for saying in project.values() if saying.at is not None)
        return deck._replace(dependencies=(*deck.dependencies, *files))


def settings_for(talk: Path, fence: Fence, options: Options) -> frontend.Values:
    """docutils' settings for one talk; the names with ``slidekit_`` are ours, for our directives."""
    settings = frontend.get_default_settings(TalkParser, html5_polyglot.Writer)
    for name, value in SETTINGS.items():
        setattr(settings, name, value)
    settings.record_dependencies = utils.DependencyList()
    settings.raw_enabled = settings.file_insertion_enabled = not options.untrusted
    know_language(options.lang)
    settings.language_code = options.lang
    settings.slidekit_talk = str(talk)
    settings.slidekit_fence = fence
    settings.slidekit_includes = 0
    settings.slidekit_dates = []
    settings.slidekit_sphinx = set()
    return settings


@contextmanager
def registered(text: str, language: str) -> Iterator[None]:
    """Our directives and Sphinx' names known to docutils, and what the talk itself defines forgotten after."""
    sphinx.register()
    directives.register(text, language)
    known: dict[str, Any] = vars(roles)["_roles"]  # what ``.. role::`` and ``.. default-role::`` write to
    before = dict(known)
    try:
        yield
    finally:
        known.clear()
        known.update(before)


def prepare(
    document: nodes.document, reports: Reports, project: Mapping[str, Saying], said: Mapping[str, Saying]
) -> tuple[Options, dict[str, Position]]:
    """What must be settled before docutils' transforms: titles, deck fields, notes, pauses, untitled sections."""
    found = take_census(document)
    document.settings.hovercraft = fields.has_impress_marks(found)
    fielded = leading_fields(document)
    deck: dict[str, Saying] = fields.deck_fields(fielded, reports) if fielded is not None else {}
    promoted = promote_titles(document, settle(project, deck, said)[0].untitled)
    after = leading_fields(document, fielded) if promoted else None
    if after is not None and fields.are_slide_fields(after):
        after["slide"] = True
    elif after is not None:
        deck |= fields.deck_fields(after, reports)
        if fielded is None:
            fielded = after
        else:
            document.remove(after)
            fielded.extend(after.children)
    options, wrong = settle(project, deck, said)
    reports.found += wrong
    if fielded is not None:
        settle_docinfo(fielded, promoted, reports)
    reports.note_is_default = not options.note
    titles.take_notes(found, options.note == "admonition", reports)
    steps.find_pauses(found)
    document.settings.deepest = titles.mark_untitled(document, options.untitled)
    know_language(options.lang)
    document.settings.language_code = options.lang
    if options.footer and not any(isinstance(child, nodes.footer) for child in document.decoration or ()):
        add_footer(document, options.footer)
    limits.bound_substitutions(document, found, reports)
    fields.keep_values(found)
    everything = {**project, **deck, **said}
    return options, {name: saying.at for name, saying in everything.items() if saying.at is not None}


def leading_fields(document: nodes.document, known: nodes.field_list | None = None) -> nodes.field_list | None:
    """The field list that is the first visible thing of the document, or, next to a known one, after its title."""
    for child in document.children:
        if child is known or isinstance(child, nodes.Titular) or transforms.is_invisible(child):
            continue
        return child if isinstance(child, nodes.field_list) else None
    return None


def promote_titles(document: nodes.document, word: str) -> bool:
    """Make a lone first section, and a lone one below it, title and subtitle."""
    top, below = titles.find_titles(document, word)
    if top is None:
        return False
    titles.promote(document, top, nodes.title)
    if below is not None:
        titles.promote(document, below, nodes.subtitle)
    return True


def settle_docinfo(fielded: nodes.field_list, promoted: bool, reports: Reports) -> None:
    """Keep what is left of the deck's field list for the title slide; without one it is not shown."""
    if promoted and fielded.children:
        fielded["deck"] = True
        return
    unseen = [
        field
        for field in fielded.children
        if isinstance(field, nodes.field) and not field.get("reported") and fields.name_of(field) not in BIBLIOGRAPHIC
    ]
    if unseen:
        names = ", ".join(map(fields.name_of, unseen))
        message = f"not shown, because a talk without a document title has no title slide: {names}"
        reports.note("no-title-slide", message, unseen[0], severity=Severity.INFO)
    fielded.parent.remove(fielded)


def add_footer(document: nodes.document, text: str) -> None:
    """The deck field ``:footer:`` as docutils' footer."""
    decoration = document.get_decoration()
    decoration.get_footer().append(nodes.paragraph("", text))


def finish(
    document: nodes.document,
    talk: Path,
    fence: Fence,
    options: Options,
    places: Mapping[str, Position],
    reports: Reports,
) -> Deck:
    """The deck of a transformed document."""
    found = take_census(document)
    transforms.drop_legacy_runtime(found, reports)
    links.drop_unsafe(found, reports)
    meta = links.drop_unsafe_meta(found, reports)
    assets = links.find_pictures(found[nodes.image], fence, reports)
    links.find_raw_pictures(found[nodes.raw], fence, reports, assets)
    decoration = document.decoration
    if decoration is not None and decoration.parent is not None:
        decoration.parent.remove(decoration)
    title = deck_title(document, options)
    level = options.slide_level or document.settings.deepest or 1
    parts = transforms.split(document, level, document.settings.hovercraft, reports)
    transforms.name_kinds(parts)
    transforms.drop_impress(parts, reports)
    names = name_slides(parts, document, reports)
    if not options.notes:
        links.drop_links_to([part for part in parts if is_hidden(part["fields"])], found)
    translator = SlideTranslator(document, options.line_numbers)
    owned = transforms.take_notes_off(found)
    steps.number_steps(parts, found, options.incremental)
    for part in parts:
        marks.tie_notes(owned[part].notes, part.get("steps", 0), reports)
    slides = tuple(
        translate(part, name, owned[part], translator, reports) for part, name in zip(parts, names, strict=True)
    )
    if not slides:
        reports.add("empty-deck", "the talk has no slides", talk, 1, "", Severity.WARNING)
    if document.settings.slidekit_dates:
        line = document.settings.slidekit_dates[0]
        message = "the date is today's; set SOURCE_DATE_EPOCH for pages that are the same on any day"
        reports.add("date", message, talk, line, None, Severity.INFO)
    return Deck(
        path=talk,
        root=fence.root,
        title=title or next((each.title for each in slides if each.title and not each.hidden), "") or talk.stem,
        slides=slides,
        options=options,
        meta=tuple(meta_tag(node, translator) for node in meta),
        header=decorated(decoration, nodes.header, translator),
        footer=decorated(decoration, nodes.footer, translator),
        places=places,
        raw=loading_html(owned[decoration].html if decoration is not None else [], translator),
        assets=assets,
        dependencies=dependencies(document, assets),
        diagnostics=reports.diagnostics(),
    )


def deck_title(document: nodes.document, options: Options) -> str:
    """What the deck is called: its field, its directive, its document title."""
    if options.title:
        return options.title
    if document.get("title"):
        return str(document["title"])
    for child in document.children:
        if isinstance(child, nodes.title):
            return transforms.plain_title(child)
    return ""


def translate(
    part: slide_node, name: str, owned: transforms.Belongings, translator: SlideTranslator, reports: Reports
) -> Slide:
    """One slide as a value."""
    title = next((child for child in part.children if isinstance(child, nodes.title)), None)
    given = part["fields"]
    classes = [*part["classes"], *given.get("class", "").split()]
    return Slide(
        id=name,
        title=transforms.plain_title(title) if title is not None else "",
        html=show_controls(translator.html_of(part.children)),
        at=reports.position(part),
        classes=tuple(dict.fromkeys(classes)),
        attributes=fields.attributes_of(given, is_hidden(given)),
        fields=given,
        notes=show_controls("".join(translator.html_of(node.children) for node in owned.notes)),
        raw=loading_html(owned.html, translator),
        notes_raw=loading_html(owned.notes_html, translator),
        hidden=is_hidden(given),
        steps=part.get("steps", 0),
    )


def is_hidden(given: Mapping[str, str]) -> bool:
    """Whether a slide's fields hide it."""
    return "hidden" in given and yes_or_no(given["hidden"])


def loading_html(elements: Iterable[nodes.Element], translator: SlideTranslator) -> tuple[str, ...]:
    """The HTML that may load or run something: the author's own, and pictures from elsewhere."""
    return tuple(
        node.astext() if isinstance(node, nodes.raw) else f'<img src="{translator.attval(node["uri"])}">'
        for node in elements
        if not isinstance(node, nodes.raw) or "html" in node["format"].split()
    )


def decorated(decoration: nodes.Element | None, kind: type[nodes.Element], translator: SlideTranslator) -> str:
    """The content of the document's header or footer."""
    for child in decoration.children if decoration is not None else ():
        if isinstance(child, kind):
            return show_controls(translator.html_of(child.children))
    return ""


def meta_tag(node: nodes.meta, translator: SlideTranslator) -> str:
    """A ``meta`` element as HTML."""
    given = {name: node[name] for name in node.attributes if name not in nodes.Element.basic_attributes and node[name]}
    pairs = "".join(
        f' {name}="{show_controls(translator.attval(str(value)))}"'
        for name, value in sorted(given.items())
        if name in META
    )
    return f"<meta{pairs}>"


def dependencies(document: nodes.document, assets: Mapping[str, Asset]) -> tuple[Path, ...]:
    """Every file that the deck was made of, the talk aside."""
    read = [Path(name) for name in document.settings.record_dependencies.list]
    return tuple(dict.fromkeys([*read, *(asset.path for asset in assets.values())]))
