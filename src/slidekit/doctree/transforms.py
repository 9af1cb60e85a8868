"""Tree to tree: from a document with sections to one whose children are slides. No HTML, no files."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

from docutils import nodes
from docutils.languages import get_language

from slidekit.diagnostics import Severity
from slidekit.doctree.census import Census
from slidekit.doctree.fields import (
    IMPRESS,
    docinfo_lines,
    inline_children,
    slide_fields,
    split_authors,
)
from slidekit.doctree.nodes import docinfo_line, heading, notes, opened, pause, slide, untitled
from slidekit.doctree.reports import Reports

INVISIBLE = (nodes.Invisible, nodes.system_message, nodes.decoration, nodes.meta, notes)

UNSEEN_HTML = re.compile(
    r"<!--.*?-->|<(style|script|template)\b.*?</\1\s*>|<(?:link|meta)\b[^>]*>|\s+", re.IGNORECASE | re.DOTALL
)


def is_invisible(node: nodes.Node) -> bool:
    """Whether nothing of the node is seen: raw HTML that only styles or runs something is not."""
    if isinstance(node, nodes.raw):
        return "html" not in node["format"].split() or not UNSEEN_HTML.sub("", node.astext())
    return isinstance(node, INVISIBLE)


def visible(children: list[nodes.Node]) -> Iterator[nodes.Node]:
    """The nodes that are seen."""
    return (child for child in children if not is_invisible(child))


class Splitter:
    """Takes a document apart into slides, from its first line to its last.

    ``level`` is the slide level; ``preamble`` says that content before the first slide is not shown.
    """

    def __init__(self, level: int, reports: Reports, preamble: bool) -> None:
        self.level = level
        self.reports = reports
        self.preamble = preamble
        self.slides: list[slide] = []
        self.loose: list[nodes.Node] = []
        self.fresh = False
        """The current slide began at a transition, and nothing visible stands on it yet."""

    def start(self, node: nodes.Node, title: nodes.Element | None = None) -> slide:
        """Begin a slide; one that a transition has just begun takes the title instead."""
        if self.fresh and title is not None:
            current = self.slides[-1]
        else:
            current = slide()
            current["fields"] = {}
            self.slides.append(current)
        current.source, current.line = node.source, node.line
        if title is not None:
            current.insert(0, title)
        current["fields-open"] = True
        self.fresh = False
        return current

    def walk(self, children: list[nodes.Node], depth: int) -> None:
        """Deal children out to slides; ``depth`` is the level of the sections among them."""
        for child in children:
            if isinstance(child, nodes.transition):
                current = self.start(child)
                current["ids"] += child["ids"]
                current["classes"] += child["classes"]
                current["begins"] = (child, depth - 1)
                self.fresh = True
            elif isinstance(child, opened):
                self.walk(child.children, depth + 1)
            elif isinstance(child, nodes.section | untitled):
                self.walk_section(child, depth)
            else:
                self.put(child)

    def walk_section(self, section: nodes.Element, depth: int) -> None:
        """A section: a slide, or a heading on the current one."""
        titled = isinstance(section, nodes.section)
        body = section.children[1:] if titled else section.children
        if depth <= self.level or self.fresh or not self.slides:
            if titled:
                title: Any = section[0]
                fresh = self.fresh
                current = self.start(place_of_title(section), title)
                if not fresh:
                    current["begins"] = (section, depth - 1)
            elif self.fresh:  # the transition has begun this slide already
                current = self.slides[-1]
                self.fresh = False
            else:
                current = self.start(place_of_title(section))
                current["begins"] = (section, depth - 1)
            current["ids"] += section["ids"]
            current["classes"] += section["classes"]
            current["depth"] = max(depth, self.level)
        elif titled:
            above = self.slides[-1].get("depth", self.level)
            found = heading("", "", *section[0].children, level=max(1, depth - above))
            found.source, found.line = section.source, max(1, (section.line or 2) - 1)
            found["ids"], found["classes"] = section["ids"], section["classes"]
            self.put(found)
        self.walk(body, depth + 1)

    def put(self, node: nodes.Node) -> None:
        """Put a node on the current slide, or take it for the slide's fields."""
        if not self.slides:
            if is_invisible(node) or self.preamble:
                self.loose.append(node)
                return
            self.start(node)
        current = self.slides[-1]
        if isinstance(node, nodes.field_list) and current.get("fields-open"):
            fields = slide_fields(node, self.reports)
            if fields is not None:
                current["fields"] = fields
                current["fields-node"] = node
                current["fields-open"] = False
                return
        if not is_invisible(node):
            self.fresh = False
            current["fields-open"] = False
        current.append(node)


def place_of_title(section: nodes.Element) -> nodes.Node:
    """A stand-in node whose line is that of the section's title."""
    place = nodes.Element()
    place.source, place.line = section.source, max(1, (section.line or 2) - 1)
    return place


def split(document: nodes.document, level: int, preamble: bool, reports: Reports) -> list[slide]:
    """Put slides in the place of everything in a document; gives them in order."""
    opening = title_slide(document, reports)
    splitter = Splitter(level, reports, preamble)
    if opening is not None:
        splitter.slides.append(opening)
    children = list(document.children)
    document.children = []
    if opening is not None:
        splitter_after_title(splitter, children)
    else:
        splitter.walk(children, 1)
    slides = splitter.slides
    document.settings.unfinished = splitter.fresh
    if splitter.fresh and len(slides) > 1 and not slides[-1]["fields"]:
        last = slides.pop()
        slides[-1].extend([*(nodes.target("", "", ids=[name]) for name in last["ids"]), *last.children])
    report_preamble(splitter)
    if slides:
        loose = (node for node in splitter.loose if not isinstance(node, pause))
        unseen = [node for node in loose if not preamble or is_invisible(node)]
        at = 1 if slides[0].children and isinstance(slides[0].children[0], nodes.Titular) else 0
        for offset, node in enumerate(unseen):
            slides[0].insert(at + offset, node)
    document.extend(slides)
    return slides


def splitter_after_title(splitter: Splitter, children: list[nodes.Node]) -> None:
    """Walk what follows the title slide: content before the first section is a slide of its own."""
    opening = splitter.slides
    splitter.slides = []
    splitter.walk(children, 1)
    splitter.slides = [*opening, *splitter.slides]


def report_preamble(splitter: Splitter) -> None:
    """Say once that a hovercraft deck's preamble is not shown."""
    shown = [node for node in splitter.loose if not is_invisible(node)]
    if shown:
        splitter.reports.note(
            "preamble",
            "what stands before the first slide of a hovercraft deck is not shown",
            shown[0],
            severity=Severity.INFO,
        )


def title_slide(document: nodes.document, reports: Reports) -> slide | None:
    """The slide of document title, subtitle and docinfo; these leave the document."""
    titles = [child for child in document.children if isinstance(child, nodes.title | nodes.subtitle)]
    lists = [child for child in document.children if isinstance(child, nodes.field_list)]
    fields = next((child for child in lists if child.get("deck")), None)
    own = next((child for child in lists if child.get("slide")), None)
    for known in filter(None, (fields, own)):
        document.remove(known)
    if not titles:
        return None
    found = slide(classes=["title-slide"])
    found["fields"] = (own is not None and slide_fields(own, reports)) or {}
    found["fields-node"] = own
    found.source, found.line = titles[0].source, titles[0].line
    for title in titles:
        document.remove(title)
        found["classes"] += title["classes"]
        if isinstance(title, nodes.title):
            found["ids"] += title["ids"]
            title["ids"] = []
        title["classes"] = []
        found += title
    labels = get_language(document.settings.language_code, document.reporter).labels
    for kind, label, field in docinfo_lines(fields, labels) if fields is not None else ():
        if kind in ("dedication", "abstract"):
            found += nodes.topic("", nodes.title("", label), *field[1].children, classes=[kind])
        elif kind == "authors":
            found += [docinfo_line("", "", *name, classes=["author"], label="") for name in split_authors(field)]
        else:
            body: Any = field[1]
            line = docinfo_line("", "", *inline_children(body), classes=[nodes.make_id(kind)], label=label)
            line.source, line.line = field.source, field.line
            found += line
    return found


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
        seen = list(visible(found.children))
        titled = bool(seen) and isinstance(seen[0], nodes.title)
        if not seen:
            found["classes"].append("blank")
        elif titled and len(seen) == 1 and "title-slide" not in found["classes"]:
            found["classes"].append("divider")
        if not titled:
            found["classes"].append("untitled")


def drop_impress(slides: list[slide], reports: Reports) -> None:
    """Say once which of impress.js' fields are ignored."""
    names: dict[str, nodes.Node] = {}
    for found in slides:
        for name in found["fields"]:
            if name in IMPRESS:
                names.setdefault(name, found["fields-node"])
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
    for node in [*found[nodes.raw], *(image for image in found[nodes.image] if image.get("remote"))]:
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
