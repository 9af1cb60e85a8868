"""What belongs to a slide: its kind and title, its notes, and the HTML on it that may load or run something. No HTML is made."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any, NamedTuple

from docutils import nodes

from slidekit.diagnostics import Severity
from slidekit.doctree.census import Census
from slidekit.doctree.fields import (
    IMPRESS,
)
from slidekit.doctree.nodes import (
    iframe,
    media,
    notes,
    slide,
)
from slidekit.doctree.reports import Reports
from slidekit.doctree.shown import (
    OFF,
    ON,
    is_off_slide,
    is_on_slides_only,
    visible,
)
from slidekit.options import LAYOUTS


def plain_title(title: nodes.Element) -> str:
    """A title as plain text, without its section number and what is HTML."""
    strange = [node.astext() for node in title.findall() if isinstance(node, nodes.generated | nodes.raw)]
    text = title.astext()
    for each in strange:
        text = text.replace(each, "", 1)
    return " ".join(text.split())


def name_kinds(slides: list[slide]) -> None:
    """Give each slide the classes that tell what sort of slide it is."""
    for found in slides:
        layout = found["fields"].get("layout", "").strip().lower()
        if layout:
            found["classes"] += [f"layout-{layout}", *LAYOUTS[layout]]
        seen = list(visible(found.children))
        titled = bool(seen) and isinstance(seen[0], nodes.title)
        words = {*found["classes"], *found["fields"].get("class", "").split()}
        if seen and all(map(is_off_slide, seen)) and OFF not in words:
            found["classes"].append(OFF)  # or the audience would see a slide on which nothing is
        elif seen and all(map(is_on_slides_only, seen)) and ON not in words:
            found["classes"].append(ON)  # or there would be an empty page
        if OFF not in {*words, *found["classes"]}:
            seen = [node for node in seen if not is_off_slide(node)]
        if not seen:
            found["classes"].append("blank")
        elif titled and len(seen) == 1 and "title-slide" not in found["classes"]:
            found["classes"].append("divider")
        if not titled:
            found["classes"].append("untitled")


def class_all(slides: list[slide], settings: Any) -> None:
    """Give slides the classes that a directive has said for all of them."""
    for found in slides:
        if not settings.slidekit_autoslides and not found.get("directed"):
            found["classes"].append(OFF)
        elif settings.slidekit_classes and not found["classes"] and "class" not in found["fields"]:
            found["classes"] += settings.slidekit_classes


def drop_impress(slides: list[slide], reports: Reports) -> None:
    """Say once which of impress.js' fields are ignored."""
    names: dict[str, nodes.Node] = {}
    for found in slides:
        for name in found["fields"]:
            if name in IMPRESS:
                names.setdefault(name, found.get("fields-node") or found)
    if names:
        first = next(iter(names.values()))
        reports.note(
            "impress-fields",
            f"slides have no place on a canvas here; ignored: {', '.join(sorted(names))}",
            first,
            f":{next(iter(names))}:",
        )


class Belongings(NamedTuple):
    """What belongs to one slide: its notes, and the HTML on it and in them that may load or run something."""

    notes: list[nodes.Element]
    html: list[nodes.Element]
    notes_html: list[nodes.Element]


def take_notes_off(found: Census) -> defaultdict[nodes.Element, Belongings]:
    """Take the notes off their slides, wherever they stand; what belongs to each slide, by slide."""
    owned: defaultdict[nodes.Element, Belongings] = defaultdict(lambda: Belongings([], [], []))
    remote = (node for kind in (nodes.image, media) for node in found[kind] if node.get("remote"))
    for node in [*found[nodes.raw], *found[iframe], *remote]:
        owner, noted = owner_of(node)
        (owned[owner].notes_html if noted else owned[owner].html).append(node)
    for node in found[notes]:
        owner, noted = owner_of(node)
        if not noted and isinstance(owner, slide):  # a talk of notes alone has none
            owned[owner].notes.append(node)
    for belongings in owned.values():
        for node in belongings.notes:
            take_out(node)
    return owned


def take_out(node: nodes.Element) -> None:
    """Remove an element, and what is empty without it."""
    parent: Any = node.parent
    parent.remove(node)
    while not parent.children and isinstance(parent, nodes.block_quote | nodes.container | nodes.legend):
        empty, parent = parent, parent.parent
        parent.remove(empty)


def owner_of(node: nodes.Element) -> tuple[nodes.Element, bool]:
    """The slide (or decoration) that an element stands on, and whether it stands in a note."""
    noted = False
    above = node.parent
    while above.parent is not None and not isinstance(above, slide | nodes.decoration):
        noted = noted or isinstance(above, notes)
        above = above.parent
    return above, noted


LEGACY = re.compile(
    r"<script\b[^>]*?\bsrc\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']+))[^>]*>\s*</script\s*>[ \t]*\n?", re.IGNORECASE
)


def drop_legacy_runtime(found: Census, reports: Reports) -> None:
    """Drop the scripts of a hand-made runtime: relative ``jquery*.js`` and ``slides*.js``."""
    dropped: list[str] = []
    first: nodes.Node | None = None

    def judge(match: re.Match[str]) -> str:
        source = match[1] or match[2] or match[3] or ""
        base = re.split(r"[?#]", source)[0].rsplit("/", 1)[-1].lower()
        if re.match(r"[a-z][a-z0-9+.-]*:|//", source, re.IGNORECASE) or not re.fullmatch(
            r"(jquery|slides).*\.js", base
        ):
            return match[0]
        dropped.append(source)
        return ""

    for raw in found[nodes.raw]:
        if "html" not in raw["format"].split() or "<script" not in raw.astext().lower():
            continue
        before = len(dropped)
        kept = LEGACY.sub(judge, raw.astext())
        if len(dropped) > before:
            first = first or raw
            raw.children = []
            raw.append(nodes.Text(kept))
            raw.rawsource = kept
    if first is not None:
        reports.note(
            "legacy-runtime",
            f"slidekit brings its own runtime; left out: {', '.join(dropped)}",
            first,
            dropped[0],
            Severity.INFO,
        )
