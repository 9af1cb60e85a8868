"""Step marks in notes: which remark belongs to which step. Tree to tree, no HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docutils import nodes

from slidekit.doctree.nodes import remark
from slidekit.doctree.reports import Reports
from slidekit.doctree.shown import visible

MARK = re.compile(r"\s*(\[(?:step|click)\])\s*", re.IGNORECASE)

Piece = tuple[nodes.Node, nodes.paragraph | None]
"""A part of a note, and the paragraph at its beginning that has a mark."""


def tie_notes(found: list[nodes.Element], steps: int, reports: Reports) -> None:
    """Group the notes of a slide into remarks, if there are marks in them.

    One remark holds what stands before the first mark, then there is one for each mark; all of them are put into the
    first of the notes. Reports marks beyond the slide's number of ``steps``.
    """
    pieces = [piece for note in found for piece in pieces_of(note)]
    marked = [paragraph for _, paragraph in pieces if paragraph is not None]
    if not marked:
        return
    if len(marked) > steps:
        extra, has = marked[steps], f"only {steps} step{'s' * (steps > 1)}" if steps else "no steps"
        message = f"this mark is for step {steps + 1}, but the slide has {has}"
        reports.note("extra-step-mark", message, extra, mark_of(extra))
    remarks = [remark(at=0)]
    for piece, paragraph in pieces:
        if paragraph is not None:
            unmark(paragraph)
            remarks.append(remark(at=len(remarks)))
        if paragraph is None or not is_empty(piece):
            remarks[-1].append(piece)
    for note in found:
        note.children = []
    for each in remarks:
        found[0].extend([each] if any(visible(each.children)) else each.children)


def pieces_of(note: nodes.Element) -> Iterator[Piece]:
    """The parts of a note; a list is divided before each item that begins with a mark."""
    for child in note.children:
        if isinstance(child, nodes.bullet_list | nodes.enumerated_list) and any(map(marked_in, child.children)):
            yield from pieces_of_list(child)
        else:
            yield child, child if isinstance(child, nodes.paragraph) and mark_of(child) else None


def pieces_of_list(listed: nodes.Element) -> Iterator[Piece]:
    """A list as several; numbers run on."""
    part: nodes.Element | None = None
    paragraph = None
    for number, item in enumerate(listed.children, listed.get("start", 1)):
        found = marked_in(item)
        if part is None or found is not None:
            if part is not None:
                yield part, paragraph
            part, paragraph = listed.copy(), found
            if number > 1 and isinstance(listed, nodes.enumerated_list):
                part["start"] = number
            if item is not listed[0]:
                part["ids"], part["names"] = [], []
        part.append(item)
    if part is not None:
        yield part, paragraph


def marked_in(item: nodes.Node) -> nodes.paragraph | None:
    """The paragraph at the beginning of a list item, if it begins with a mark."""
    first = item.children[0] if item.children else None
    return first if isinstance(first, nodes.paragraph) and mark_of(first) else None


def mark_of(paragraph: nodes.paragraph) -> str:
    """The mark that a paragraph begins with, or an empty string."""
    first = paragraph.children[0] if paragraph.children else None
    found = MARK.match(first.astext()) if isinstance(first, nodes.Text) else None
    return found[1] if found else ""


def unmark(paragraph: nodes.paragraph) -> None:
    """Take the mark off a paragraph; a list item in which nothing else stands goes too."""
    rest = MARK.sub("", paragraph.children[0].astext(), count=1)
    paragraph.children[:1] = []
    if rest:
        paragraph.insert(0, nodes.Text(rest))
    item = paragraph.parent
    if isinstance(item, nodes.list_item) and is_empty(paragraph):
        item.remove(paragraph)
        if is_empty(item):
            item.parent.remove(item)


def is_empty(node: nodes.Node) -> bool:
    """Whether nothing is left of an element, and nothing leads to it."""
    return not node.children and isinstance(node, nodes.Element) and not node["ids"]
