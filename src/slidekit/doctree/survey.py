"""What a whole reading leaves for the quick pass, and the talks that can have none."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import accumulate
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.parsers.rst import languages
from docutils.transforms import misc, parts

from slidekit.doctree.quick import TIED, Ground, Sight, Start, directives_in, sights_of, styles_of, title_places
from slidekit.doctree.reader import Whole, read_whole
from slidekit.doctree.reading import Lay, Names, Reading, State
from slidekit.options import Saying
from slidekit.source import read_source

SILENT = frozenset(
    "role default-role include title header footer meta date contents sectnum section-numbering target-notes".split()
)
"""Directives that do more than can be seen in a tree, or do it elsewhere."""

FILED = frozenset({"raw", "csv-table"})
"""Directives that may read a file."""


def open_reading(talk: Path, said: Mapping[str, Saying]) -> Reading:
    """Read a talk, as `read_deck` does, and be ready to follow what is changed in it."""
    text, found = read_source(talk)
    whole = read_whole(text, talk, said, found, keep=True)
    return Reading(whole.deck, survey(text, whole))


def survey(text: str, whole: Whole) -> State | None:
    """What the quick pass needs; nothing if this talk can only be read whole."""
    document, deck = whole.document, whole.deck
    source = document["source"]
    first = whole.cut.parts[:1]
    titles = [child for child in first[0].children if isinstance(child, nodes.Titular)] if first else []
    titles = titles if first and "title-slide" in first[0]["classes"] else []
    if whole.pending - {misc.ClassAttribute, parts.Contents}:
        return None
    if any(node.source != source or not node.line for node in [*whole.sections, *titles]):
        return None
    if nodes.fully_normalize_name(deck.options.untitled) in document.refnames:
        return None
    read = tuple(Path(name) for name in document.settings.record_dependencies.list)
    if read and any(found.code == "date" for found in deck.diagnostics):
        return None
    under = sorted([*(node.line for node in whole.sections), *(title.line + 1 for title in titles)])
    lines: Any = whole.reports.lines[deck.path]
    places = title_places(under, lines, 0)
    lay = lay_of(text, lines, whole, places, len(titles))
    if lay is None:
        return None
    lay = lay._replace(styles=styles_of(under, places, lines, 0))
    spoken = whole.spoken
    own = {name for names in (SILENT, FILED if read else ()) for name in names}
    foreign = getattr(languages.get_language(spoken, document.reporter), "directives", {})
    silent = frozenset(own | {name.lower() for name, canonical in foreign.items() if canonical in own})
    if not roles_stand_ahead(text, lay.offsets[0], read, whole.roles, foreign):
        return None
    definitions = {name: each for name, each in whole.definitions.items() if is_plain(each)}
    folded = {key: name for key, name in document.substitution_names.items() if name in definitions}
    ground = Ground(
        deck.path,
        whole.fence,
        deck.options,
        spoken,
        document.settings,
        document.settings.deepest,
        len(titles),
        whole.reports.note_is_default,
        silent,
        whole.roles,
        definitions,
        folded,
    )
    counted = {f"slide-{number}" for number, part in enumerate(whole.cut.parts, 1) if is_counted(part)}
    taken = frozenset([*document.ids, *(slide.id for slide in deck.slides if slide.id not in counted)])
    names = Names(dict(document.nameids), taken, frozenset(document.refnames), parts.Contents in whole.pending)
    sphinx = frozenset(document.settings.slidekit_sphinx)
    return State(ground, lay, names, whole.title, sphinx, read, whole.files)


def is_counted(part: nodes.Element) -> bool:
    """Whether a slide is called by its number."""
    return not part["ids"] and not part["fields"].get("id", "").split()


def lay_of(text: str, lines: list[str], whole: Whole, places: Mapping[int, int], promoted: int) -> Lay | None:
    """How the slides lie in their text; nothing if there is none that begins with a title or a transition."""
    source = whole.document["source"]
    sights = sights_of(whole.cut.parts, whole.seen.images, whole.seen.raw)
    if sights is None:
        return None
    lead = 0
    starts: list[Start] = []
    counts: list[int] = []
    seen: list[tuple[Sight, ...]] = []
    ahead = list(sights.get(None, ()))
    for part in whole.cut.parts:
        node, outer = part.get("begins", (None, 0))
        if node is not None and node.source == source:
            transition = isinstance(node, nodes.transition)
            line = node.line - 1 if transition else places[node.line]
            starts.append(Start(line, outer + promoted, transition))
            counts.append(1)
            seen.append(sights[part])
        elif not starts:
            lead += 1
            ahead += sights[part]
        else:
            counts[-1] += 1
            seen[-1] += sights[part]
    if not starts or sorted(starts) != starts:
        return None
    ends = [0, *accumulate(len(line) + 1 for line in lines)]
    offsets = [ends[start.line] for start in starts]
    return Lay(text, len(lines), lead, offsets, starts, counts, seen, tuple(ahead), (), tuple(whole.reports.loose))


def roles_stand_ahead(
    text: str, first: int, read: tuple[Path, ...], roles: Mapping[str, Any], foreign: Mapping[str, str]
) -> bool:
    """Whether what the talk does to roles is done before its first slide, and is known."""
    for path in read:
        try:
            included = path.read_text("utf-8", "replace")
        except OSError:
            return False
        if any(foreign.get(name, name) == "default-role" for name, _ in directives_in(included)):
            return False
    for name, at in directives_in(text):
        canonical = foreign.get(name, name)
        if canonical == "default-role" or (roles and canonical in ("role", "include") and at >= first):
            return False
    return True


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
