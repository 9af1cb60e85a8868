"""What must be known before docutils' transforms run: which sections are titles, which have none, which boxes are notes."""

from __future__ import annotations

from docutils import nodes
from docutils.transforms.misc import ClassAttribute

from slidekit.diagnostics import Severity
from slidekit.doctree.census import Census
from slidekit.doctree.nodes import directed, notes, opened, untitled
from slidekit.doctree.reports import Reports
from slidekit.doctree.shown import holds_slides, visible

BLOCKS = (nodes.paragraph, nodes.bullet_list, nodes.enumerated_list, nodes.definition_list, nodes.block_quote)
"""What a class may make notes."""


def take_notes(found: Census, note_boxes: bool, reports: Reports) -> None:
    """Turn containers named ``notes``, and ``note`` boxes unless they are to be seen, into notes."""
    for container in found[nodes.container]:
        if "notes" in container["classes"]:
            replace_by_notes(container)
    for node in classed(found, "notes"):
        note = notes()
        note.source, note.line = node.source, node.line
        node.replace_self(note)
        note += node
    boxes = found[nodes.note]
    if not note_boxes:
        for box in boxes:
            replace_by_notes(box)
    if boxes and not note_boxes and reports.note_is_default:
        plural = "boxes are speaker notes" if len(boxes) > 1 else "box is a speaker note"
        reports.note(
            "note-boxes",
            f"{len(boxes)} note {plural}; ':note: admonition' shows {'them' if len(boxes) > 1 else 'it'}",
            boxes[0],
            severity=Severity.INFO,
        )


def classed(found: Census, name: str) -> list[nodes.Element]:
    """Blocks of text that have a class, or will have it of a ``class`` directive before them; that goes."""
    blocks = [node for kind in BLOCKS for node in found[kind] if name in node["classes"]]
    for pending in found[nodes.pending]:
        if pending.transform is ClassAttribute and name in pending.details["class"]:
            siblings = pending.parent.children
            after = next(visible(siblings[siblings.index(pending) + 1 :]), None)
            if isinstance(after, BLOCKS):
                pending.details["class"] = [each for each in pending.details["class"] if each != name]
                blocks.append(after)
    return blocks


def replace_by_notes(node: nodes.Element) -> None:
    """Put a notes node with the same content in a node's place."""
    found = notes("", *node.children)
    found.source, found.line = node.source, node.line
    node.replace_self(found)


def find_titles(document: nodes.document, word: str) -> tuple[nodes.section | None, nodes.section | None]:
    """The sections that are the document's title and subtitle rather than slides.

    A lone first section is the title only if sections or transitions follow inside it; a lone
    section below it is the subtitle under the same condition.
    """
    top = lone_section(document.children, word)
    if top is None:
        return None, None
    return top, lone_section(top.children[1:], word)


def lone_section(children: list[nodes.Node], word: str) -> nodes.section | None:
    """The only visible child, if it is a section that holds slides."""
    found = list(visible(children))
    if found and isinstance(found[0], nodes.field_list):
        found = found[1:]
    if len(found) != 1 or not isinstance(found[0], nodes.section):
        return None
    section = found[0]
    if section[0].astext() == word:
        return None
    return section if any(map(begins_slide, section.children)) else None


def begins_slide(node: nodes.Node) -> bool:
    """Whether a slide begins with a node that stands in a section."""
    if isinstance(node, directed):
        return bool(node["kind"] == "slide")
    return isinstance(node, nodes.section | nodes.transition) or holds_slides(node)


def find_codes(found: Census) -> None:
    """Put a QR code in the place of each line that is darkslide's for one."""
    for paragraph in found[nodes.paragraph]:
        if paragraph.rawsource.startswith(".qr:"):
            from slidekit.doctree.features.qr import from_line

            code = from_line(paragraph)
            if code is not None:
                paragraph.parent.replace(paragraph, code)


def promote(document: nodes.document, section: nodes.section, kind: type[nodes.title | nodes.subtitle]) -> None:
    """Make a lone section the document's title or subtitle: its children stand in its place."""
    title = section[0]
    promoted = kind("", "", *title.children)
    promoted.source, promoted.line = section.source, max(1, (section.line or 2) - 1)
    promoted["ids"], promoted["names"] = section["ids"], section["names"]
    promoted["classes"] = section["classes"]
    for name in section["names"]:
        if name in getattr(document, "names", {}):
            document.names[name] = promoted
    parent = section.parent
    at = parent.index(section)
    before, after = parent.children[:at], parent.children[at + 1 :]
    parent.children = []
    parent.extend([*before, promoted, *section.children[1:], *after])


def mark_untitled(document: nodes.document, word: str) -> int:
    """Turn sections titled with the untitled word into `untitled`; gives the deepest level of one.

    Contents and section numbers then pass them over.
    """
    deepest = 0

    def walk(parent: nodes.Element, level: int) -> None:
        nonlocal deepest
        for index, child in enumerate(parent.children):
            if holds_slides(child):
                walk(child, level - child.get("up", 0))
            if not isinstance(child, nodes.section | opened):
                continue
            walk(child, level + 1)
            if isinstance(child, nodes.section) and child[0].astext() == word:
                deepest = max(deepest, level)
                bare = untitled("", *child.children[1:], classes=child["classes"])
                if any(name in document.refnames for name in child["names"]):
                    bare["ids"] = child["ids"]
                else:
                    for name in child["ids"]:
                        document.ids.pop(name, None)
                bare.source, bare.line = child.source, child.line
                parent[index] = bare

    walk(document, 1)
    return deepest
