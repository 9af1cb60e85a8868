"""From a transformed document to its slides as values: the order in which that is done, in a talk or in a part of one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes

from slidekit.doctree import assets, belongings, cutting, fields, links, marks, steps
from slidekit.doctree.census import Census
from slidekit.doctree.columns import settle_columns
from slidekit.doctree.names import name_slides
from slidekit.doctree.nodes import iframe, media
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
    """What was found on the slides before they were cut out: ``meta`` elements, and the files that they show."""

    meta: list[nodes.meta]
    finder: assets.Finder

    @property
    def sights(self) -> list[assets.Sight]:
        """The files that are shown."""
        return self.finder.seen


def clear(found: Census, fence: Fence, reports: Reports) -> Seen:
    """Drop what may not stand on a page, and find the files that are shown."""
    belongings.drop_legacy_runtime(found, reports)
    links.drop_unsafe(found, reports)
    settle_columns(found, reports)
    finder = assets.Finder(fence, reports)
    kept = links.drop_unsafe_meta(found, reports)
    assets.find_assets(found, finder)
    return Seen(kept, finder)


class Cut(NamedTuple):
    """The slides of a document as nodes, what each is called, and what belongs to each."""

    parts: list[slide_node]
    names: list[str]
    owned: Mapping[nodes.Element, belongings.Belongings]


def cut(document: nodes.document, found: Census, options: Options, finder: assets.Finder) -> Cut:
    """Cut a document into slides, and settle everything about them but their HTML."""
    reports = finder.reports
    level = options.slide_level or document.settings.deepest or 1
    parts = cutting.split(document, level, document.settings.hovercraft, reports)
    belongings.class_all(parts, document.settings)
    belongings.name_kinds(parts)
    belongings.drop_impress(parts, reports)
    names = name_slides(parts, document, reports)
    if not options.notes:
        links.drop_links_to([part for part in parts if is_hidden(part["fields"])], found)
    owned = belongings.take_notes_off(found)
    steps.number_steps(parts, found, options.incremental, reports)
    for part in parts:
        marks.tie_notes(owned[part].notes, part.get("steps", 0), reports)
    if any(name in part["fields"] for part in parts for name in fields.BACKGROUNDS if part["fields"]):
        from slidekit.doctree.backgrounds import settle_backgrounds

        settle_backgrounds(parts, finder)
    return Cut(parts, names, owned)


def translate(
    part: slide_node,
    name: str,
    owned: belongings.Belongings,
    translator: SlideTranslator,
    reports: Reports,
    stock: Stock | None = None,
) -> Slide:
    """One slide as a value."""
    known = stock.find(part) if stock is not None else None
    if known is not None:
        html, notes = known
    else:
        said = len(reports.found)
        html = show_controls(translator.html_of(part.children))
        notes = show_controls("".join(translator.html_of(node.children) for node in owned.notes))
        if stock is not None and len(reports.found) == said:  # else nobody would say it another time
            stock.keep(part, html, notes)
    title = next((child for child in part.children if isinstance(child, nodes.title)), None)
    given = part["fields"]
    classes = [*part["classes"], *given.get("class", "").split()]
    attributes = fields.attributes_of(given, is_hidden(given), classes)
    attributes.pop(part.get("background-field", ""), None)
    background, film = part.get("background", ""), part.get("film", "")
    loaded = (loading_tag("video" if film else "img", given[part["background-field"]]),) if part.get("remote") else ()
    return Slide(
        id=name,
        title=belongings.plain_title(title) if title is not None else "",
        html=html,
        at=reports.position(part),
        classes=tuple(dict.fromkeys(classes)),
        attributes=attributes,
        fields=given,
        notes=notes,
        raw=(*loading_html(owned.html), *loaded),
        notes_raw=loading_html(owned.notes_html),
        hidden=is_hidden(given),
        steps=part.get("steps", 0),
        background=background,
        film=film,
    )


def is_hidden(given: Mapping[str, str]) -> bool:
    """Whether a slide's fields hide it."""
    return "hidden" in given and yes_or_no(given["hidden"])


def loading_html(elements: Iterable[nodes.Element]) -> tuple[str, ...]:
    """The HTML that may load or run something: the author's own, and pictures, films and pages from elsewhere."""
    found = []
    for node in elements:
        if isinstance(node, nodes.raw):
            found += [node.astext()] if "html" in node["format"].split() else []
        elif isinstance(node, media):
            found += [loading_tag(node["kind"], uri) for uri in node["sources"]]
            found += [loading_tag("img", node["poster"])] if node.get("poster") else []
        else:
            found.append(loading_tag("iframe" if isinstance(node, iframe) else "img", node["uri"]))
    return tuple(found)


def loading_tag(tag: str, address: str) -> str:
    """An element that loads a file."""
    return f'<{tag} src="{escape(address)}">'
