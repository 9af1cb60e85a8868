"""Nodes to blocks, a slide at a time: what a form of a deck that is no page is made of. Made only if it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from docutils import nodes

from slidekit.blocks import Block, Blocks, Group, Run, Runs, Text
from slidekit.doctree import nodes as ours
from slidekit.doctree.blocks.makers import LOOKS, MAKERS, film, picture
from slidekit.doctree.markup import text_of_html
from slidekit.doctree.shown import is_off_slide, is_on_slides_only
from slidekit.highlight import tokens
from slidekit.source import show_controls

DEEPEST = 20
"""Blocks that stand in each other; what stands deeper is given as text."""


def places_of(parts: Iterable[nodes.Element], names: Iterable[str]) -> dict[str, str]:
    """On which slide each id is."""
    return {
        name: slide
        for part, slide in zip(parts, names, strict=True)
        for node in part.findall(nodes.Element)
        for name in node["ids"]
    }


class Blocking:
    """Makes blocks; ``places`` tells on which slide an id is, ``labels`` what admonitions are called."""

    def __init__(self, places: Mapping[str, str], labels: Mapping[str, str], number_lines: bool) -> None:
        self.places = places
        self.labels = labels
        self.number_lines = number_lines
        self.depth = 0

    def blocks(self, children: Iterable[nodes.Node]) -> Blocks:
        """The blocks of some nodes."""
        found: list[Block] = []
        loose: list[nodes.Node] = []
        for child in children:
            if is_loose(child):
                loose.append(child)
                continue
            found += self.paragraph(loose)
            loose = []
            made = self.block(child)
            kind = "handout" if is_off_slide(child) else "slides" if is_on_slides_only(child) else ""
            found += [Group(kind, tuple(made))] if kind and made else made
        return (*found, *self.paragraph(loose))

    def block(self, node: nodes.Node) -> list[Block]:
        """The blocks of one node."""
        if isinstance(node, nodes.Invisible | nodes.system_message | nodes.decoration | nodes.meta):
            return []
        self.depth += 1
        try:
            make = next((MAKERS[kind] for kind in type(node).__mro__ if kind in MAKERS), None)
            if self.depth <= DEEPEST and make is not None:
                return list(make(self, node))
            if self.depth <= DEEPEST and isinstance(node, nodes.Element) and not isinstance(node, nodes.TextElement):
                return list(self.blocks(node.children))
            return self.paragraph([node] if isinstance(node, nodes.Text) else node.children)
        finally:
            self.depth -= 1

    def paragraph(self, children: Iterable[nodes.Node], role: str = "", before: Runs = ()) -> list[Block]:
        """Text, and after it the pictures that stand in it."""
        pictures: list[Block] = []
        runs = trimmed((*before, *self.runs(children, (), "", pictures)))
        return [*([Text(runs, role)] if runs else []), *pictures]

    def inline(self, node: nodes.Element) -> Runs:
        """The runs of an element of which pictures are told by what they show."""
        pictures: list[Block] = []
        runs = tuple(self.runs(node.children, (), "", pictures))
        return trimmed((*runs, *(Run(f" [{each.alt}]") for each in pictures if getattr(each, "alt", ""))))

    def runs(
        self, children: Iterable[nodes.Node], looks: tuple[str, ...], link: str, pictures: list[Block]
    ) -> Iterator[Run]:
        """The runs of what stands in a line; pictures are put aside."""
        for node in children:
            if isinstance(node, nodes.Text):
                yield Run(show_controls(node.astext()).replace("\n", " "), looks, link)
            elif isinstance(node, nodes.image):
                pictures.append(picture(node, link))
            elif isinstance(node, ours.media):
                pictures += film(self, node)
            elif isinstance(node, nodes.raw):
                if "html" in node["format"].split():
                    yield Run(show_controls(text_of_html(node.astext())), looks, link)
            elif isinstance(node, nodes.literal) and node["classes"][:1] == ["code"] and len(node["classes"]) > 1:
                for line in tokens(node.astext(), node.get("language", node["classes"][1])):
                    yield from (Run(show_controls(text), (*looks, "code"), link, kind) for kind, text in line)
            elif isinstance(node, nodes.Element) and not isinstance(
                node, nodes.comment | nodes.pending | nodes.system_message | nodes.substitution_definition
            ):
                look = next((LOOKS[kind] for kind in type(node).__mro__ if kind in LOOKS), "")
                more = (*looks, look) if look and look not in looks else looks
                leads = self.address(node) or link
                cited = isinstance(node, nodes.citation_reference)
                yield from [Run("[", more, leads)] * cited
                yield from self.runs(node.children, more, leads, pictures)
                yield from [Run("]", more, leads)] * cited

    def address(self, node: nodes.Element) -> str:
        """Where a reference leads: to an address, or to a slide."""
        if node.get("refid") and isinstance(
            node, nodes.reference | nodes.footnote_reference | nodes.citation_reference
        ):
            name = self.places.get(node["refid"], "")
            return f"#{name}" if name else ""
        address = str(node.get("refuri", "")) if isinstance(node, nodes.reference) else ""
        return f"#{self.places.get(address[1:], address[1:])}" if address.startswith("#") else address


def is_loose(node: nodes.Node) -> bool:
    """Whether a node is text that stands in no paragraph."""
    blocks: tuple[type, ...] = (nodes.image, ours.media, nodes.raw)
    return isinstance(node, nodes.Text | nodes.Inline) and not isinstance(node, blocks)


def trimmed(runs: Runs) -> Runs:
    """Runs without what is blank at both ends."""
    found = [run for run in runs if run.text]
    while found and not found[0].text.strip():
        del found[0]
    while found and not found[-1].text.strip():
        del found[-1]
    if found:
        found[0] = found[0]._replace(text=found[0].text.lstrip())
        found[-1] = found[-1]._replace(text=found[-1].text.rstrip())
    return tuple(found)
