"""From a transformed document to its slides as values: the order in which that is done, in a talk or in a part of one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes

from slidekit.doctree import fields, links, marks, steps, transforms
from slidekit.doctree.census import Census
from slidekit.doctree.names import name_slides
from slidekit.doctree.nodes import slide as slide_node
from slidekit.doctree.reports import Reports
from slidekit.doctree.translator import SlideTranslator
from slidekit.lookup import Fence
from slidekit.model import Slide
from slidekit.options import Options, yes_or_no
from slidekit.source import show_controls

if TYPE_CHECKING:
    from slidekit.doctree.stock import Stock


class Seen(NamedTuple):
    """What was found on the slides before they were cut out: ``meta`` elements and pictures."""

    meta: list[nodes.meta]
    images: list[links.Sight]
    raw: list[links.Sight]


def clear(found: Census, fence: Fence, reports: Reports) -> Seen:
    """Drop what may not stand on a page, and find the pictures."""
    transforms.drop_legacy_runtime(found, reports)
    links.drop_unsafe(found, reports)
    return Seen(
        links.drop_unsafe_meta(found, reports),
        links.find_pictures(found[nodes.image], fence, reports),
        links.find_raw_pictures(found[nodes.raw], fence, reports),
    )


class Cut(NamedTuple):
    """The slides of a document as nodes, what each is called, and what belongs to each."""

    parts: list[slide_node]
    names: list[str]
    owned: Mapping[nodes.Element, transforms.Belongings]


def cut(document: nodes.document, found: Census, options: Options, reports: Reports) -> Cut:
    """Cut a document into slides, and settle everything about them but their HTML."""
    level = options.slide_level or document.settings.deepest or 1
    parts = transforms.split(document, level, document.settings.hovercraft, reports)
    transforms.name_kinds(parts)
    transforms.drop_impress(parts, reports)
    names = name_slides(parts, document, reports)
    if not options.notes:
        links.drop_links_to([part for part in parts if is_hidden(part["fields"])], found)
    owned = transforms.take_notes_off(found)
    steps.number_steps(parts, found, options.incremental)
    for part in parts:
        marks.tie_notes(owned[part].notes, part.get("steps", 0), reports)
    return Cut(parts, names, owned)


def translate(
    part: slide_node,
    name: str,
    owned: transforms.Belongings,
    translator: SlideTranslator,
    reports: Reports,
    stock: Stock | None = None,
) -> Slide:
    """One slide as a value."""
    known = stock.find(part) if stock is not None else None
    if known is not None:
        html, notes = known
    else:
        html = show_controls(translator.html_of(part.children))
        notes = show_controls("".join(translator.html_of(node.children) for node in owned.notes))
        if stock is not None:
            stock.keep(part, html, notes)
    title = next((child for child in part.children if isinstance(child, nodes.title)), None)
    given = part["fields"]
    classes = [*part["classes"], *given.get("class", "").split()]
    return Slide(
        id=name,
        title=transforms.plain_title(title) if title is not None else "",
        html=html,
        at=reports.position(part),
        classes=tuple(dict.fromkeys(classes)),
        attributes=fields.attributes_of(given, is_hidden(given)),
        fields=given,
        notes=notes,
        raw=loading_html(owned.html, translator),
        notes_raw=loading_html(owned.notes_html, translator),
        hidden=is_hidden(given),
        steps=part.get("steps", 0),
    )


def is_hidden(given: Mapping[str, str]) -> bool:
    """Whether a slide's fields hide it."""
    return "hidden" in given and yes_or_no(given["hidden"])


def loading_html(elements: Iterable[nodes.Element], translator: SlideTranslator) -> tuple[str, ...]:
    """The HTML that may load or run something: the author's own, and pictures from elsewhere."""
    return tuple(
        node.astext() if isinstance(node, nodes.raw) else f'<img src="{translator.attval(node["uri"])}">'
        for node in elements
        if not isinstance(node, nodes.raw) or "html" in node["format"].split()
    )
