"""A few slides of a talk, read without the rest of it: the same stages as for a whole talk, on a small document.

Gives nothing where what stands elsewhere could matter to them, or they to it.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, overload

from docutils import frontend, nodes, utils
from docutils.transforms import misc

from slidekit.diagnostics import Diagnostic
from slidekit.doctree import fields, resolve
from slidekit.doctree.census import Census, take_census
from slidekit.doctree.guard import tripped
from slidekit.doctree.nodes import opened, untitled
from slidekit.doctree.parser import PartParser, Talk
from slidekit.doctree.reader import settle_body
from slidekit.doctree.reports import Reports
from slidekit.doctree.settings import registered
from slidekit.doctree.slides import clear, cut, translate
from slidekit.doctree.transforms import owner_of
from slidekit.doctree.translator import SlideTranslator
from slidekit.lookup import Fence
from slidekit.model import Asset, Slide
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
    nodes.problematic,
)
"""What ties a slide to others."""

GATHERED = frozenset({"note-boxes", "impress-fields", "legacy-runtime"})
"""The codes of messages that stand once for the whole talk, at the first place that they are about."""


class Style(NamedTuple):
    """How titles of one level are underlined (and overlined), and the line of the first of them."""

    marks: str
    line: int


class Sight(NamedTuple):
    """A picture on a slide; ``raw`` if the author's own HTML shows it."""

    token: str
    asset: Asset
    raw: bool


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
    roles: Mapping[str, Any]
    definitions: Mapping[str, nodes.Element]
    folded: Mapping[str, str]
    """The names of the substitutions by their names in small letters."""


class Start(NamedTuple):
    """Where a slide starts: its line (from 0), how many sections are open there, and whether a transition does it."""

    line: int
    above: int
    transition: bool


class Part(NamedTuple):
    """Some slides, and what there is to know about them."""

    slides: tuple[Slide, ...]
    keys: tuple[tuple[str, str], ...]
    """What each slide is called after: its field ``id``, its title's name."""
    starts: tuple[Start, ...]
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


class Window(Sequence[str]):
    """The lines of a talk of which only some are there; ``missed`` tells that another one was wanted."""

    def __init__(self, lines: list[str], first: int, count: int) -> None:
        self.lines = lines
        self.first = first
        self.count = count
        self.missed = False

    def __len__(self) -> int:
        return self.count

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> list[str]: ...
    def __getitem__(self, index: int | slice) -> str | list[str]:
        if isinstance(index, int) and 0 <= index - self.first < len(self.lines):
            return self.lines[index - self.first]
        self.missed = True
        return ""

    def __iter__(self) -> Iterator[str]:
        self.missed = True
        return iter(self.lines)


def read_part(
    ground: Ground,
    source: str,
    first: int,
    count: int,
    above: Sequence[Style],
    ids: Mapping[str, str | None],
    sphinx: set[tuple[str, str]],
) -> Part | None:
    """Read the slides in a piece of a talk.

    Its first line is (from 0) the ``first`` of ``count``; sections of the titles ``above`` are open there. ``ids``
    has the ids that the talk gives to names, ``sphinx`` the names of Sphinx' that have been reported.
    """
    if STRANGE.search(source) or any(name in ground.silent for name, _ in directives_in(source)):
        return None
    window = Window(source.split("\n"), first, count)
    reports = Reports(ground.talk, window)
    reports.note_is_default = ground.note_is_default
    document = small_document(ground, reports, sphinx)
    opening = "".join(map(title_of, above))
    ahead = opening.count("\n")
    try:
        with registered(source, ground.spoken) as known:
            known.update(ground.roles)
            PartParser().parse_lines(opening + source, first - ahead, document)
            document.current_source = document.current_line = None
            return settle_part(ground, document, reports, window, above, ids)
    except RecursionError:
        return None
    except Exception as error:
        if isinstance(error, MemoryError) or not tripped(error):
            raise
        return None


def title_of(style: Style) -> str:
    """A title of a style, as text."""
    over = f"{style.marks[1]}\n" if len(style.marks) > 1 else ""
    return f"{over}x\n{style.marks[0]}\n"


def small_document(ground: Ground, reports: Reports, sphinx: set[tuple[str, str]]) -> Talk:
    """An empty document for a part of a talk."""
    settings = copy.copy(ground.settings)
    settings.record_dependencies = utils.DependencyList()
    settings.language_code = ground.spoken
    settings.slidekit_includes = 0
    settings.slidekit_dates = []
    settings.slidekit_sphinx = set(sphinx)
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
) -> Part | None:
    """What a parsed piece of a talk comes to."""
    first, options = window.first, ground.options
    if not reopen(document, len(above), ground.promoted):
        return None
    begin = document
    while begin.children and isinstance(begin.children[0], opened):
        begin = begin.children[0]  # type: ignore[assignment]
    if not begin.children or not isinstance(begin.children[0], nodes.section | nodes.transition):
        return None
    found = take_census(document)
    sections = found[nodes.section]
    if any(section.source != document["source"] for section in sections):
        return None
    under = sorted(section.line for section in sections)
    places = title_places(under, window.lines, first)
    hovercraft = fields.has_impress_marks(found)
    document.settings.hovercraft = hovercraft
    titles = {id(section): section[0].astext() for section in sections}
    settle_body(document, found, options, reports)
    deepest = document.settings.deepest
    document.settings.deepest = ground.deepest
    found = take_census(document)
    if not is_free(document, found, ground):
        return None
    named = [*(s for s in sections if titles[id(s)] != options.untitled), *found[nodes.target]]
    names = [(name_of(node), node) for node in named]
    for name, node in names:
        known = ids.get(name)
        if known and node["ids"]:
            node["ids"] = [known]
    called = tuple((name, node["ids"][0]) for name, node in names)
    owners = {node["ids"][0]: name for name, node in names}
    depth = open_sections(document) + ground.promoted
    if found[nodes.substitution_reference]:
        document.substitution_defs = dict(ground.definitions)
        document.substitution_names = dict(ground.folded)
    resolve.apply_transforms(document, found, options.smart_quotes)
    found = take_census(document)
    if not is_free(document, found, ground) or document.settings.record_dependencies.list:
        return None
    seen = clear(found, ground.fence, reports)
    parts, given, owned = cut(document, found, options, reports)
    if document.settings.unfinished or seen.meta or document.settings.slidekit_dates or not parts:
        return None
    starts = []
    keys = []
    for part in parts:
        if "begins" not in part:
            return None
        node, outer = part["begins"]
        transition = isinstance(node, nodes.transition)
        line = node.line - 1 if transition else places[node.line]
        starts.append(Start(line, outer + ground.promoted, transition))
        wanted = "-".join(part["fields"].get("id", "").split())
        keys.append((wanted, next((owners.get(name, "") for name in part["ids"]), "")))
    if starts[0].line != first or sorted(starts) != starts:
        return None
    translator = SlideTranslator(document, options.line_numbers)
    slides = tuple(
        translate(part, name, owned[part], translator, reports) for part, name in zip(parts, given, strict=True)
    )
    diagnostics = reports.diagnostics()
    sights = sights_of(parts, seen.images, seen.raw)
    if reports.heard or window.missed or sights is None or any(each.code == "sphinx-name" for each in diagnostics):
        return None
    return Part(
        slides,
        tuple(keys),
        tuple(starts),
        depth,
        deepest,
        styles_of(under, places, window.lines, first, above),
        called,
        hovercraft,
        tuple(each for each in diagnostics if each.code not in GATHERED),
        {each.code: each for each in diagnostics if each.code in GATHERED},
        tuple(sights.values()),
        tuple(reports.loose),
    )


def reopen(document: Talk, above: int, promoted: int) -> bool:
    """Turn the sections that were open before the piece into `opened`; those of document titles leave no trace."""
    parent: Any = document
    for level in range(above):
        section = parent.children[0] if parent.children else None
        if not isinstance(section, nodes.section) or (level < promoted and len(parent.children) > 1):
            return False
        rest = section.children[1:]
        for name in section["ids"]:
            document.ids.pop(name, None)
        if level < promoted:
            parent.children = []
            parent.extend(rest)
        else:
            parent[0] = inner = opened("", *rest)
            parent = inner
    return True


def is_free(document: Talk, found: Census, ground: Ground) -> bool:
    """Whether nothing in a document ties it to what stands elsewhere."""
    if any(found[kind] for kind in TIED) or document.get("title"):
        return False
    if any(node.transform is not misc.ClassAttribute for node in found[nodes.pending]):
        return False
    for reference in found[nodes.reference]:
        if "refuri" not in reference.attributes or "anonymous" in reference.attributes:
            return False
    for target in found[nodes.target]:
        if "refuri" not in target.attributes or len(target["names"] + target["dupnames"]) != 1:
            return False
        if not isinstance(target.parent, nodes.TextElement):
            return False
    for reference in found[nodes.substitution_reference]:
        name = reference["refname"]
        if name not in ground.definitions and name.lower() not in ground.folded:
            return False
    for kind, members in found.items():
        if kind not in (nodes.section, nodes.target, untitled, nodes.system_message):
            for node in members:
                if node.attributes["names"] or node.attributes["ids"]:
                    return False
    return True


def name_of(node: nodes.Element) -> str:
    """The name of a section or target, even if another one has it too."""
    return str(next(iter([*node["names"], *node["dupnames"]]), ""))


def open_sections(document: Talk) -> int:
    """How many sections are open at the end of a document."""
    depth = 0
    node: Any = document
    while node.children and isinstance(node.children[-1], nodes.section | untitled | opened):
        node = node.children[-1]
        depth += 1
    return depth


def title_places(under: Sequence[int], lines: Sequence[str], first: int) -> dict[int, int]:
    """The line (from 0) at which each title starts, by the line (from 1) of its underline."""
    known = set(under)
    places: dict[int, int] = {}
    for line in under:
        at = line - 2  # the title's own line, from 0
        over = at - 1 - first
        overlined = (
            over >= 0
            and at not in known
            and bool(lines[over].strip())
            and lines[over].rstrip() == lines[line - 1 - first].rstrip()
        )
        places[line] = at - overlined
    return places


def styles_of(
    under: Sequence[int], places: Mapping[int, int], lines: Sequence[str], first: int, above: Sequence[Style] = ()
) -> tuple[Style, ...]:
    """The styles of titles in the order of their first use; those ``above`` come first."""
    found = {style.marks: style.line for style in above}
    for line in under:
        mark = lines[line - 1 - first].strip()[:1]
        found.setdefault(mark * 2 if places[line] < line - 2 else mark, places[line])
    return tuple(Style(marks, line) for marks, line in found.items())


def sights_of(
    parts: Sequence[nodes.Element], images: Sequence[Any], raw: Sequence[Any]
) -> dict[nodes.Element | None, tuple[Sight, ...]] | None:
    """The pictures of each slide; under ``None`` those of header and footer. Nothing if there are others."""
    found: dict[nodes.Element | None, list[Sight]] = {part: [] for part in parts}
    for seen, is_raw in ((images, False), (raw, True)):
        for sight in seen:
            owner: nodes.Element | None = owner_of(sight.node)[0]
            if isinstance(owner, nodes.decoration):
                owner = None
            if owner is not None and owner not in found:
                return None
            found.setdefault(owner, []).append(Sight(sight.token, sight.asset, is_raw))
    return {part: tuple(sights) for part, sights in found.items()}


def directives_in(text: str) -> Iterator[tuple[str, int]]:
    """The names (in small letters) of all that may be directives in a text, and where their colons stand."""
    at = text.find("::")
    while at >= 0:
        before = text[max(0, at - 60) : at].split()
        if before:
            yield before[-1].lower(), at
        at = text.find("::", at + 2)
