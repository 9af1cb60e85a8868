"""A few slides of a talk, read without the rest of it: the same stages as for a whole talk, on a small document.

Raises UnsureError where what stands elsewhere could matter to them, or they to it.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from docutils import frontend, nodes, utils
from docutils.transforms import misc

from slidekit.diagnostics import Diagnostic
from slidekit.doctree import fields, resolve
from slidekit.doctree.census import Census, take_census
from slidekit.doctree.guard import tripped
from slidekit.doctree.layout import (
    Sight,
    Start,
    Style,
    Window,
    directives_in,
    sights_of,
    start_of,
    styles_of,
    title_of,
    title_places,
)
from slidekit.doctree.macros import HEADING
from slidekit.doctree.nodes import directed, opened, untitled
from slidekit.doctree.parser import PartParser, Talk
from slidekit.doctree.reader import settle_body
from slidekit.doctree.reports import Reports
from slidekit.doctree.settings import registered
from slidekit.doctree.slides import clear, cut, translate
from slidekit.doctree.translator import SlideTranslator
from slidekit.errors import UnsureError
from slidekit.lookup import Fence
from slidekit.model import Slide
from slidekit.options import Options

STRANGE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u2400-\u2421\ufdd0-\ufdef\ufffd-\uffff]")
"""Characters that end lines here and there, or that stand for a control character of which a warning is due."""

TIED = (
    nodes.footnote,
    nodes.citation,
    nodes.footnote_reference,
    nodes.citation_reference,
    nodes.substitution_definition,
    nodes.decoration,
    nodes.meta,
    directed,
)
"""What ties a slide to others."""

GATHERED = frozenset({"note-boxes", "impress-fields", "legacy-runtime"})
"""The codes of messages that stand once for the whole talk, at the first place that they are about."""


ONCE = frozenset({"sphinx-name", "other-tool", "unknown-tag"})
"""The codes of messages that stand once for each name in the whole talk."""

NAMED = frozenset({nodes.section, nodes.target, untitled, nodes.system_message, nodes.problematic})
"""Elements whose names are looked at one by one, or are of no account."""


class Ground(NamedTuple):
    """What of a whole talk settles how a part of it is read."""

    talk: Path
    fence: Fence
    options: Options
    spoken: str
    """The language of the names of directives."""
    settings: frontend.Values
    deepest: int
    promoted: int
    """How many titles of the talk are no slide's, but the document's: title and subtitle."""
    note_is_default: bool
    silent: frozenset[str]
    """The directives that do more than can be seen in a tree."""
    filed: frozenset[str]
    """The directives that may have read a file, if any did."""
    roles: Mapping[str, Any]
    definitions: Mapping[str, nodes.Element]
    folded: Mapping[str, str]
    """The names of the substitutions by their names in small letters."""


class Part(NamedTuple):
    """Some slides, and what there is to know about them."""

    slides: tuple[Slide, ...]
    keys: tuple[tuple[str, str], ...]
    """What each slide is called after: its field ``id``, its title's name."""
    starts: tuple[Start, ...]
    tops: int
    """How many sections and transitions among them are not within a section (of the document's titles aside)."""
    depth: int
    """How many sections are open at the end."""
    deepest: int
    styles: tuple[Style, ...]
    names: tuple[tuple[str, str], ...]
    """Names that others could refer to, and the ids of what has them."""
    hovercraft: bool
    diagnostics: tuple[Diagnostic, ...]
    gathered: Mapping[str, Diagnostic]
    sights: tuple[tuple[Sight, ...], ...]
    loose: tuple[tuple[int, int], ...]


def read_part(
    ground: Ground,
    source: str,
    window: Window,
    above: Sequence[Style],
    ids: Mapping[str, str | None],
    sphinx: Collection[tuple[str, str]],
) -> Part:
    """Read the slides in a piece of a talk, whose lines are a ``window`` on all of its lines.

    Sections of the titles ``above`` are open where it begins. ``ids`` has the ids that the talk gives to names,
    ``sphinx`` the names of Sphinx' that have been reported.
    """
    if STRANGE.search(source):
        raise UnsureError("strange characters")
    names = {name for name, _ in directives_in(source)}
    if names & ground.silent:
        raise UnsureError("a directive that is about the talk")
    if names & ground.filed and "file" in source.lower():
        raise UnsureError("a file")
    reports = Reports(ground.talk, window)
    reports.note_is_default = ground.note_is_default
    document = small_document(ground, reports, sphinx)
    opening = "".join(map(title_of, above))
    try:
        with registered(ground.spoken) as known:
            known.update(ground.roles)
            PartParser().parse_lines(opening + source, window.first - opening.count("\n"), document)
            document.current_source = document.current_line = None
            if document.settings.slidekit_plugged:
                raise UnsureError("a plugin's directive or role")
            part = settle_part(ground, document, reports, window, above, ids)
    except UnsureError:
        raise
    except RecursionError:
        raise UnsureError("too deep") from None
    except Exception as error:
        if isinstance(error, MemoryError) or not tripped(error):
            raise
        raise UnsureError("unreadable") from error
    if reports.heard or window.missed:
        raise UnsureError("a message of docutils'" if reports.heard else "a message about other lines")
    return part


def small_document(ground: Ground, reports: Reports, sphinx: Collection[tuple[str, str]]) -> Talk:
    """An empty document for a part of a talk."""
    settings = copy.copy(ground.settings)
    settings.record_dependencies = utils.DependencyList()
    settings.language_code = ground.spoken
    settings.slidekit_includes = 0
    settings.slidekit_dates = []
    settings.slidekit_unheeded = []
    settings.slidekit_deck = []
    settings.slidekit_sphinx = set(sphinx)
    settings.slidekit_plugged = set()
    source = str(ground.talk)
    document = Talk(settings, utils.new_reporter(source, settings), source=source)
    document.note_source(source, -1)
    document.reporter.attach_observer(reports.observe)
    return document


def settle_part(
    ground: Ground,
    document: Talk,
    reports: Reports,
    window: Window,
    above: Sequence[Style],
    ids: Mapping[str, str | None],
) -> Part:
    """What a parsed piece of a talk comes to."""
    options, settings = ground.options, document.settings
    if settings.slidekit_conditional:
        raise UnsureError("slides that stand in a directive")
    reopen(document, len(above), ground.promoted)
    found = take_census(document)
    sections = found[nodes.section]
    if any(section.source != document["source"] for section in sections):
        raise UnsureError("an included slide")
    under = sorted(section.line for section in sections)
    places = title_places(under, window.lines, window.first)
    settings.hovercraft = fields.has_impress_marks(found)
    if any(section[0].astext().strip().lower() == HEADING for section in sections):
        raise UnsureError("a section that may be notes")
    shown = [section for section in sections if section[0].astext() != options.untitled]
    settle_body(document, found, options, reports)
    deepest, settings.deepest = settings.deepest, ground.deepest
    found = take_census(document)
    check_free(document, found, ground)
    names = take_names([*shown, *found[nodes.target]], ids)
    tops = sum(isinstance(child, nodes.section | untitled | nodes.transition) for child in document.children)
    depth = open_sections(document) + ground.promoted
    if found[nodes.substitution_reference]:
        document.substitution_defs = dict(ground.definitions)  # type: ignore[arg-type]
        document.substitution_names = dict(ground.folded)
    resolve.apply_transforms(document, found, options.smart_quotes)
    found = take_census(document)
    check_free(document, found, ground)
    seen = clear(found, ground.fence, reports)
    parts, given, owned = cut(document, found, options, seen.finder)
    if settings.slidekit_above:
        raise UnsureError("fields that may be those of the next slide")
    if settings.unfinished or settings.slidekit_dates or settings.record_dependencies.list:
        raise UnsureError("a transition at the end" if settings.unfinished else "a file")
    found_starts = [start_of(part, document, places, ground.promoted) for part in parts]
    starts = [start for start in found_starts if start is not None]
    if len(starts) < len(parts) or not starts or starts[0].line != window.first or sorted(starts) != starts:
        raise UnsureError("text before the first title")
    translator = SlideTranslator(document, options.line_numbers)
    slides = tuple(
        translate(part, name, owned[part], translator, reports) for part, name in zip(parts, given, strict=True)
    )
    diagnostics = reports.diagnostics()
    if settings.slidekit_unheeded or any(each.code in ONCE for each in diagnostics):
        raise UnsureError("a message about the whole talk")
    called = {name: title for title, name in names}
    return Part(
        slides,
        tuple(key_of(part, called) for part in parts),
        tuple(starts),
        tops,
        depth,
        deepest,
        styles_of(under, places, window.lines, window.first, above),
        names,
        settings.hovercraft,
        tuple(each for each in diagnostics if each.code not in GATHERED),
        {each.code: each for each in diagnostics if each.code in GATHERED},
        tuple(sights_of(parts, seen.sights).values()),
        tuple(reports.loose),
    )


def reopen(document: Talk, above: int, promoted: int) -> None:
    """Turn the sections that were open before the piece into `opened`; those of document titles leave no trace."""
    parent: Any = document
    for level in range(above):
        section = parent.children[0] if parent.children else None
        if not isinstance(section, nodes.section) or (level < promoted and len(parent.children) > 1):
            raise UnsureError("the document's title")
        rest = section.children[1:]
        for name in section["ids"]:
            document.ids.pop(name, None)
        if level < promoted:
            parent.children = []
            parent.extend(rest)
        else:
            parent[0] = inner = opened("", *rest)
            parent = inner
    if not parent.children or not isinstance(parent.children[0], nodes.section | nodes.transition):
        raise UnsureError("text before the first title")


def check_free(document: Talk, found: Census, ground: Ground) -> None:
    """Raise UnsureError if anything in a document ties it to what stands elsewhere."""
    if any(found[kind] for kind in TIED) or document.get("title"):
        raise UnsureError("footnotes, citations, definitions")
    if any(node.transform is not misc.ClassAttribute for node in found[nodes.pending]):
        raise UnsureError("a directive that is about the talk")
    if any("refuri" not in node.attributes or "anonymous" in node.attributes for node in found[nodes.reference]):
        raise UnsureError("a link within the talk")
    if not all(map(is_embedded, found[nodes.target])):
        raise UnsureError("a target")
    for reference in found[nodes.substitution_reference]:
        name = reference["refname"]
        if name not in ground.definitions and name.lower() not in ground.folded:
            raise UnsureError("a substitution that is not known, or not plain")
    for kind, members in found.items():
        if kind not in NAMED and any(node.attributes["names"] or node.attributes["ids"] for node in members):
            raise UnsureError("a named element")


def is_embedded(target: nodes.target) -> bool:
    """Whether a target is the address in a link: ```text <address>`_``."""
    return (
        "refuri" in target.attributes
        and isinstance(target.parent, nodes.TextElement)
        and len(target["names"] + target["dupnames"]) == 1
    )


def take_names(named: Iterable[nodes.Element], ids: Mapping[str, str | None]) -> tuple[tuple[str, str], ...]:
    """The names of elements, and their ids: those that the talk gives to them."""
    found = []
    for node in named:
        name = str(next(iter([*node["names"], *node["dupnames"]]), ""))
        known = ids.get(name)
        if known:
            node["ids"] = [known]
        if len(node["ids"]) != 1:
            raise UnsureError("several ids")
        found.append((name, node["ids"][0]))
    return tuple(found)


def key_of(part: nodes.Element, called: Mapping[str, str]) -> tuple[str, str]:
    """What a slide is called after."""
    wanted = "-".join(part["fields"].get("id", "").split())
    return wanted, next((called.get(name, "") for name in part["ids"]), "")


def open_sections(document: Talk) -> int:
    """How many sections are open at the end of a document."""
    depth = 0
    node: Any = document
    while node.children and isinstance(node.children[-1], nodes.section | untitled | opened):
        node = node.children[-1]
        depth += 1
    return depth
