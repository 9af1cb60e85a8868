"""What a whole reading leaves for the quick pass, and the talks that can have none."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import accumulate
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.parsers.rst import languages
from docutils.transforms import misc, parts

from slidekit.doctree.layout import Sight, Start, directives_in, sights_of, start_of, styles_of, title_places
from slidekit.doctree.quick import TIED, Ground
from slidekit.doctree.reader import Whole, read_whole
from slidekit.doctree.reading import Reading, State
from slidekit.doctree.renames import Names
from slidekit.doctree.stock import Cache
from slidekit.doctree.touched import Lay
from slidekit.errors import UnsureError
from slidekit.options import Saying
from slidekit.source import read_source

SILENT = frozenset(
    "role default-role include title header footer meta date contents sectnum section-numbering target-notes "
    "literalinclude revealjs-literalinclude highlight highlightlang slideconf revealjs-slide revealjs_slide "
    "presentation".split()
)
"""Directives that do more than can be seen in a tree, or do it elsewhere."""

LANGUAGES = frozenset({"highlight", "highlightlang"})
"""Directives that say in what language code is, from there on."""

FILED = frozenset({"raw", "csv-table"})
"""Directives that may read a file."""


def open_reading(talk: Path, said: Mapping[str, Saying], cache: Cache | None = None) -> Reading:
    """Read a talk, as `read_deck` does, and be ready to follow what is changed in it."""
    text, found = read_source(talk)
    whole = read_whole(text, talk, said, found, cache, keep=True)
    return Reading(text, whole.deck, survey(text, whole))


def survey(text: str, whole: Whole) -> State | None:
    """What the quick pass needs; nothing if this talk can only be read whole."""
    try:
        return state_of(text, whole)
    except UnsureError:
        return None


def state_of(text: str, whole: Whole) -> State:
    """What the quick pass needs."""
    document, deck = whole.document, whole.deck
    settings = document.settings
    if whole.plugged:
        raise UnsureError("a plugin has read it too")
    first = whole.cut.parts[0] if whole.cut.parts else nodes.Element()
    titles = [child for child in first.children if isinstance(child, nodes.Titular)]
    titles = titles if "title-slide" in first["classes"] else []
    headed = [(node, node.line or 0) for node in whole.sections] + [(node, (node.line or 0) + 1) for node in titles]
    if any(node.source != document["source"] for node, _ in headed):
        raise UnsureError("included slides")
    if settings.slidekit_conditional or settings.slidekit_headed:
        raise UnsureError("slides that stand in a directive, or a section that is no slide")
    if whole.pending - {misc.ClassAttribute, parts.Contents}:
        raise UnsureError("numbers of sections, or other changes of the whole talk")
    if any(name.startswith(("problematic", "system message")) for name in document.nameids):
        raise UnsureError("a name like those of messages")
    if nodes.fully_normalize_name(deck.options.untitled) in document.refnames:
        raise UnsureError("a link to an untitled slide")
    read = tuple(Path(name) for name in settings.record_dependencies.list)
    if read and settings.slidekit_dates:
        raise UnsureError("a date that may stand in another file")
    lay = lay_of(text, whole, sorted(line for _, line in headed), len(titles))
    spoken = languages.get_language(whole.spoken, document.reporter)
    foreign: Mapping[str, str] = getattr(spoken, "directives", {})
    check_roles(text, lay.offsets[0], read, whole.roles, foreign)
    silent, filed = (
        names.union(name.lower() for name, canonical in foreign.items() if canonical in names)
        for names in (SILENT, FILED if read else frozenset())
    )
    definitions = {name: each for name, each in whole.definitions.items() if is_plain(each)}
    ground = Ground(
        talk=deck.path,
        fence=whole.fence,
        options=deck.options,
        spoken=whole.spoken,
        settings=settings,
        deepest=settings.deepest,
        promoted=len(titles),
        note_is_default=whole.reports.note_is_default,
        silent=silent,
        filed=filed,
        roles=whole.roles,
        definitions=definitions,
        folded={key: name for key, name in document.substitution_names.items() if name in definitions},
    )
    counted = {f"slide-{number}" for number, part in enumerate(whole.cut.parts, 1) if is_counted(part)}
    taken = frozenset([*document.ids, *(slide.id for slide in deck.slides if slide.id not in counted)])
    names = Names(dict(document.nameids), taken, frozenset(document.refnames), parts.Contents in whole.pending)
    return State(ground, lay, names, whole.title, frozenset(settings.slidekit_sphinx), read, whole.files)


def is_counted(part: nodes.Element) -> bool:
    """Whether a slide is called by its number."""
    return not part["ids"] and not part["fields"].get("id", "").split()


def lay_of(text: str, whole: Whole, under: list[int], promoted: int) -> Lay:
    """How the slides lie in their text; ``under`` are the lines of the underlines of all titles."""
    lines = whole.reports.lines[whole.deck.path]
    places = title_places(under, lines, 0)
    sights = sights_of(whole.cut.parts, whole.seen.sights)
    lead = 0
    starts: list[Start] = []
    counts: list[int] = []
    seen: list[tuple[Sight, ...]] = []
    ahead = sights.get(None, ())
    for part in whole.cut.parts:
        start = start_of(part, whole.document, places, promoted)
        if start is not None:
            starts.append(start)
            counts.append(1)
            seen.append(sights[part])
        elif not starts:
            lead += 1
            ahead += sights[part]
        else:
            counts[-1] += 1
            seen[-1] += sights[part]
    if not starts or sorted(starts) != starts:
        raise UnsureError("no title, and no transition")
    ends = [0, *accumulate(len(line) + 1 for line in lines)]
    return Lay(
        text,
        len(lines),
        whole.tops,
        lead,
        [ends[start.line] for start in starts],
        starts,
        counts,
        seen,
        ahead,
        styles_of(under, places, lines, 0),
        tuple(whole.reports.loose),
    )


def check_roles(
    text: str, first: int, read: tuple[Path, ...], roles: Mapping[str, Any], foreign: Mapping[str, str]
) -> None:
    """Raise UnsureError unless what the talk does to roles is done before its first slide, and is known."""
    included = [name for path in read for name, _ in directives_in(path.read_text("utf-8", "replace"))]
    changing = {"role", "include"} if any(foreign.get(name, name) == "role" for name in included) else {"role"}
    if any(foreign.get(name, name) == "default-role" for name in included):
        raise UnsureError("a default role")
    if LANGUAGES.intersection(included):
        raise UnsureError("a language for code in an included file")
    for name, at in directives_in(text):
        canonical = foreign.get(name, name)
        if canonical == "default-role" or (roles and canonical in changing and at >= first):
            raise UnsureError("roles that are defined on a slide")
        if canonical in LANGUAGES and at >= first:
            raise UnsureError("a language for the code of later slides")


def is_plain(definition: nodes.Element) -> bool:
    """Whether a substitution means the same wherever it stands."""
    for node in definition.findall(nodes.Element):
        if isinstance(node, (*TIED, nodes.target, nodes.substitution_reference)) and node is not definition:
            return False
        if isinstance(node, nodes.reference) and "refuri" not in node.attributes:
            return False
        if node is not definition and (node["names"] or node["ids"]):
            return False
    return True
