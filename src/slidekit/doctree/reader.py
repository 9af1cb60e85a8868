"""A talk's text to a `Deck`: the order in which everything is done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes, utils
from docutils.transforms import misc

from slidekit.diagnostics import Diagnostic, Position, Severity
from slidekit.doctree import belongings, fields, limits, macros, plugged, resolve, shown, steps, titles
from slidekit.doctree.census import Census, take_census
from slidekit.doctree.guard import guarded, know_language
from slidekit.doctree.nodes import highlighting, untitled, witnesses
from slidekit.doctree.parser import Talk
from slidekit.doctree.reports import Reports
from slidekit.doctree.settings import own_roles, registered, settings_for
from slidekit.doctree.slides import Cut, Seen, clear, cut, loading_html, translate
from slidekit.doctree.translator import SlideTranslator
from slidekit.lookup import Fence, find_root
from slidekit.model import Asset, Deck, Slide
from slidekit.options import BIBLIOGRAPHIC, Options, Saying, settle
from slidekit.project import project_fields
from slidekit.source import read_source, show_controls

if TYPE_CHECKING:
    from slidekit.blocks import Blocks
    from slidekit.doctree.stock import Cache

META = frozenset("charset content http-equiv lang media name property scheme".split())
"""Attributes of ``meta``; an author may write any."""


def read_deck(talk: Path, said: Mapping[str, Saying], cache: Cache | None = None) -> Deck:
    """Read a talk; ``said`` is what the caller says about its options, by field name.

    A slide that is in the ``cache`` is not translated again; what is missing there is added. Its keys are opaque.
    Raises UsageError without a talk, DeckError if it is no text; all else that is wrong stands in
    the deck's diagnostics.
    """
    text, found = read_source(talk)
    return read_whole(text, talk, said, found, cache).deck


def deck_of(text: str, talk: Path, said: Mapping[str, Saying], found: list[Diagnostic], plug: bool = True) -> Deck:
    """A deck from the text of a talk; the transforms of plugins are applied if they are ``plug``ged in."""
    return read_whole(text, talk, said, found, plug=plug).deck


class Whole(NamedTuple):
    """A deck, and what it was made of."""

    deck: Deck
    title: str
    """What the deck is called whatever its slides are called; may be empty."""
    document: Talk
    reports: Reports
    seen: Seen
    cut: Cut
    sections: list[nodes.Element]
    tops: int
    """How many sections and transitions stand in no section."""
    fence: Fence
    pending: frozenset[type] = frozenset()
    """The transforms that directives asked for."""
    definitions: Mapping[str, nodes.Element] = {}
    """Copies of the substitutions, as they were before anything was done to them."""
    roles: Mapping[str, Any] = {}
    """The roles that the talk itself defines."""
    files: tuple[Path, ...] = ()
    """The project's own files."""
    spoken: str = "en"
    """The language of the names of directives."""
    plugged: bool = False
    """Whether a plugin had a part in reading the talk."""


def read_whole(
    text: str,
    talk: Path,
    said: Mapping[str, Saying],
    found: list[Diagnostic],
    cache: Cache | None = None,
    keep: bool = False,
    plug: bool = True,
) -> Whole:
    """Read a talk from its first line to its last.

    ``keep`` asks for the definitions too, ``plug`` for the transforms of plugins.
    """
    root = find_root(talk)
    project, wrong = project_fields(root)
    options, _ = settle(project, said)
    spoken = options.lang
    fence = Fence(root, options.allow_outside)
    reports = Reports(talk, text.split("\n"))
    reports.found += [*found, *wrong, *plugged.known().diagnostics]
    reader = plugged.find_reader(talk)
    settings = settings_for(talk, fence, options, reader.parser)
    document = Talk(settings, utils.new_reporter(str(talk), settings), source=str(talk))
    document.note_source(str(talk), -1)
    document.reporter.attach_observer(reports.observe)
    with registered(options.lang) as known, guarded(document, reports):
        theirs = [*reader.parse(text, document, reports), *(plugged.transforms(reports) if plug else ())]
        is_plugged = bool(theirs or reader.owner or settings.slidekit_plugged)
        roles = own_roles(known)
        document.current_source = document.current_line = None
        options, places = prepare(document, reports, project, said)
        for see in witnesses:
            see(document)
        definitions = copies(document.substitution_defs) if keep else {}
        before = take_census(document)
        pending = frozenset(node.transform for node in before[nodes.pending])
        resolve.apply_transforms(document, before, options.smart_quotes, theirs)
        if is_plugged:
            plugged.drop_unknown(take_census(document), SlideTranslator, reports)
        if (
            is_plugged
            or roles
            or pending - {misc.ClassAttribute}
            or not spoken.startswith("en")
            or "default-role" in text
            or settings.slidekit_language
        ):
            cache = None
        whole = finish(document, fence, options, places, reports, cache)
    files = tuple(dict.fromkeys(saying.at.path for saying in project.values() if saying.at is not None))
    deck = whole.deck._replace(dependencies=(*whole.deck.dependencies, *files))
    return whole._replace(
        deck=deck,
        pending=pending,
        definitions=definitions,
        roles=roles,
        files=files,
        spoken=spoken,
        plugged=is_plugged,
    )


def prepare(
    document: nodes.document, reports: Reports, project: Mapping[str, Saying], said: Mapping[str, Saying]
) -> tuple[Options, dict[str, Position]]:
    """What must be settled before docutils' transforms: titles, deck fields, notes, pauses, untitled sections."""
    found = take_census(document)
    marked, settled = fields.has_impress_marks(found), document.settings.slidekit_places
    document.settings.hovercraft = marked and not settled  # rst2html5slides' decks have no preamble
    document.settings.slidekit_places = marked or settled
    fielded = leading_fields(document)
    if fielded is not None and fields.are_first_slides(fielded, following(document, fielded)):
        fielded, document.settings.hovercraft = None, False
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
    directed = fields.directed_fields(document.settings.slidekit_deck, reports)
    deck = {**directed, **deck}
    options, wrong = settle(project, deck, said)
    reports.found += wrong
    if fielded is not None:
        settle_docinfo(fielded, promoted, reports)
    reports.note_is_default = not options.note
    settle_body(document, found, options, reports)
    if options.footer and not any(isinstance(child, nodes.footer) for child in document.decoration or ()):
        add_footer(document, options.footer)
    everything = {**project, **deck, **said}
    return options, {name: saying.at for name, saying in everything.items() if saying.at is not None}


def settle_body(document: nodes.document, found: Census, options: Options, reports: Reports) -> None:
    """Notes, pauses, untitled sections, and what of the text must be kept as it is written."""
    titles.take_notes(found, options.note == "admonition", reports)
    steps.find_pauses(found)
    macros.take_macros(document, found, reports)
    titles.find_codes(found)
    if found[highlighting] or document.settings.slidekit_language:
        from slidekit.doctree.languages import settle_languages

        settle_languages(document)
    document.settings.deepest = titles.mark_untitled(document, options.untitled)
    know_language(options.lang)
    document.settings.language_code = options.lang
    limits.bound_substitutions(document, found, reports)
    fields.keep_values(found)


def copies(definitions: Mapping[str, nodes.Element]) -> dict[str, nodes.Element]:
    """Copies of substitutions, free of their document."""
    found = {name: definition.deepcopy() for name, definition in definitions.items()}
    for definition in found.values():
        for node in definition.findall():
            node.document = None  # type: ignore[assignment]
    return found


def leading_fields(document: nodes.document, known: nodes.field_list | None = None) -> nodes.field_list | None:
    """The field list that is the first visible thing of the document, or, next to a known one, after its title."""
    for child in document.children:
        if child is known or isinstance(child, nodes.Titular) or shown.is_invisible(child):
            continue
        return child if isinstance(child, nodes.field_list) else None
    return None


def following(document: nodes.document, node: nodes.Node) -> nodes.Node | None:
    """The first visible thing behind a child of the document."""
    return next(shown.visible(document.children[document.index(node) + 1 :]), None)


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
    document: Talk,
    fence: Fence,
    options: Options,
    places: Mapping[str, Position],
    reports: Reports,
    cache: Cache | None,
) -> Whole:
    """The deck of a transformed document."""
    found = take_census(document)
    talk = reports.talk
    sections = [*found[nodes.section], *found[untitled]]
    tops = sum(isinstance(child, nodes.section | untitled | nodes.transition) for child in document.children)
    seen = clear(found, fence, reports)
    decoration = document.decoration
    if decoration is not None and decoration.parent is not None:
        decoration.parent.remove(decoration)
    title = deck_title(document, options)
    parts, names, owned = done = cut(document, found, options, seen.finder)
    assets = {sight.token: sight.asset for sight in seen.sights}
    links: Mapping[str, Position] = {}
    if options.audit:
        from slidekit.doctree.audit import audit

        links = audit(document, done, seen, reports, fence)
    translator = SlideTranslator(document, options.line_numbers)
    stock = None
    if cache is not None:
        from slidekit.doctree.stock import stock_of

        stock = stock_of(cache, document, parts, reports.lines[talk], found, options)
    said = blocks_of(done, translator) if options.blocks else ()  # the translator changes the nodes
    slides = tuple(
        translate(part, name, owned[part], translator, reports, stock) for part, name in zip(parts, names, strict=True)
    )
    if said:
        slides = tuple(each._replace(blocks=on, note_blocks=off) for each, (on, off) in zip(slides, said, strict=True))
    if not slides:
        reports.add("empty-deck", "the talk has no slides", talk, 1, "", Severity.WARNING)
    if document.settings.slidekit_dates:
        line = document.settings.slidekit_dates[0]
        message = "the date is today's; set SOURCE_DATE_EPOCH for pages that are the same on any day"
        reports.add("date", message, talk, line, None, Severity.INFO)
    fields.report_unheeded(document.settings.slidekit_unheeded, reports)
    deck = Deck(
        path=talk,
        root=fence.root,
        title=title or first_title(slides) or talk.stem,
        slides=slides,
        options=options,
        meta=tuple(meta_tag(node, translator) for node in seen.meta),
        header=decorated(decoration, nodes.header, translator),
        footer=decorated(decoration, nodes.footer, translator),
        places=places,
        raw=loading_html(owned[decoration].html if decoration is not None else []),
        assets=assets,
        dependencies=dependencies(document, assets),
        diagnostics=reports.diagnostics(),
        links=links,
    )
    return Whole(deck, title, document, reports, seen, done, sections, tops, fence)


def blocks_of(done: Cut, translator: SlideTranslator) -> list[tuple[Blocks, Blocks]]:
    """What each slide says, and its notes, without HTML."""
    from slidekit.doctree.blocks import Blocking, places_of

    blocking = Blocking(places_of(done.parts, done.names), translator.language.labels, translator.number_lines)
    return [
        (
            blocking.blocks(part.children),
            tuple(block for node in done.owned[part].notes for block in blocking.blocks(node.children)),
        )
        for part in done.parts
    ]


def first_title(slides: Iterable[Slide]) -> str:
    """The first title that the audience sees."""
    return next((each.title for each in slides if each.title and each.staged), "")


def deck_title(document: nodes.document, options: Options) -> str:
    """What the deck is called: its field, its directive, its document title."""
    if options.title:
        return options.title
    if document.get("title"):
        return str(document["title"])
    for child in document.children:
        if isinstance(child, nodes.title):
            return belongings.plain_title(child)
    return ""


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
