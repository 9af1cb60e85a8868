"""darkslide's macros, and its notes below a heading: what they stand for takes their place. Tree to tree, before transforms."""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes

from slidekit.doctree.census import Census
from slidekit.doctree.fields import field_list
from slidekit.doctree.nodes import directed, notes, opened
from slidekit.doctree.reports import Reports
from slidekit.doctree.sphinx import settle
from slidekit.highlight import is_known

MACRO = re.compile(r"\.(fx|notes|footer|footnote|code|coden|include):(?=\s|$)\s*")

PLACES = (nodes.document, nodes.section, opened, directed)
"""Where a macro is one: directly on a slide."""

HEADING = "presenter notes"


def take_macros(document: nodes.document, found: Census, reports: Reports) -> None:
    """Put what macros mean in their place."""
    for paragraph in found[nodes.paragraph]:
        if paragraph.rawsource[:1] == "." and isinstance(paragraph.parent, PLACES):
            macro = MACRO.match(paragraph.rawsource)
            if macro:
                take(document, paragraph, macro, reports)
    for block in found[nodes.literal_block]:
        if block.rawsource[:1] == "!" and "language" not in block and not block["classes"]:
            colour(block)
    if found[nodes.transition]:
        take_headed_notes(document, found)


def take(document: nodes.document, paragraph: nodes.paragraph, macro: re.Match[str], reports: Reports) -> None:
    """Put what a macro means in its place."""
    name, parent = macro[1], paragraph.parent
    rest = paragraph.rawsource[macro.end() :]
    if name in ("code", "coden", "include"):
        directive = "include" if name == "include" else "literalinclude"
        settle(
            document, f".{name}:", "macro", paragraph.line or 1, "darkslide", f"stays text; write '.. {directive}::'"
        )
        return
    if name == "fx":
        parent.replace(paragraph, field_list({"class": " ".join(rest.split())}, paragraph.source, paragraph.line))
        return
    first = paragraph.children[0]
    said = MACRO.sub("", first.astext(), count=1)
    paragraph.children[:1] = []
    if said:
        paragraph.insert(0, nodes.Text(said))
    if name == "notes":
        note = notes()
        note.source, note.line = paragraph.source, paragraph.line
        parent.replace(paragraph, note)
        note += paragraph
    else:
        parent.remove(paragraph)
        decoration = document.get_decoration()
        if any(isinstance(child, nodes.footer) for child in decoration.children):
            message = "the deck has one footer; this one is left out"
            reports.note("duplicate-field", message, paragraph, macro[0].strip())
        else:
            decoration.get_footer().append(paragraph)


def colour(block: nodes.literal_block) -> None:
    """Take the language off the first line of a block, if there is one: ``!python``."""
    first, _, rest = block.astext().partition("\n")
    language = first[1:].strip()
    if rest and is_known(language):
        block.children = []
        block += nodes.Text(rest)
        block.rawsource = rest
        block["classes"] = ["code", language]
        block["language"] = language


def take_headed_notes(document: nodes.document, found: Census) -> None:
    """Make sections titled ``Presenter Notes`` that follow something on a slide its notes."""
    for section in found[nodes.section]:
        if section[0].astext().strip().lower() != HEADING or follows_nothing(section):
            continue
        end = next((n for n, child in enumerate(section.children) if ends_notes(child)), len(section.children))
        note = notes("", *section.children[1:end])
        note.source, note.line = section.source, section.line
        parent: Any = section.parent
        at = parent.index(section)
        parent.children[at : at + 1] = []
        for offset, child in enumerate([note, *section.children[end:]]):
            parent.insert(at + offset, child)
        for name in section["ids"]:
            document.ids.pop(name, None)
        for name in section["names"]:
            document.nameids.pop(name, None)
            document.nametypes.pop(name, None)
        document.settings.slidekit_headed = True


def ends_notes(node: nodes.Node) -> bool:
    """Whether notes below a heading end with a node."""
    return isinstance(node, nodes.section | nodes.transition)


def follows_nothing(section: nodes.Element) -> bool:
    """Whether a section is the first thing of a slide that a transition begins, or of the talk."""
    before: Any = section
    while before is not None and before.parent is not None:
        siblings = before.parent.children
        earlier = [child for child in siblings[: siblings.index(before)] if not isinstance(child, nodes.Invisible)]
        if earlier:
            last: Any = earlier[-1]
            while isinstance(last, nodes.section) and last.children:
                last = last.children[-1]
            return isinstance(last, nodes.transition)
        before = before.parent
    return True
