"""Slides that were translated before and need not be again: which these are, and where their HTML is kept."""

from __future__ import annotations

import json
from collections.abc import Mapping, MutableMapping, Sequence
from hashlib import blake2b
from typing import Any

from docutils import nodes

from slidekit.doctree.belongings import owner_of
from slidekit.doctree.census import Census
from slidekit.doctree.nodes import diagram, heading, media, slide
from slidekit.options import Options

Cache = MutableMapping[str, str]
"""HTML by slide, in any mapping that outlives a reading; its keys and values are this module's business."""

FORMAT = "4"
"""To be changed with whatever changes the HTML of a slide."""

TIED = (
    nodes.target,
    nodes.footnote,
    nodes.citation,
    nodes.footnote_reference,
    nodes.citation_reference,
    diagram,
    media,
    nodes.image,
    nodes.raw,
    nodes.topic,
    nodes.generated,
)
"""What is shown in a way that a slide's own text does not settle."""


GIVEN_IDS = (nodes.target, heading)
"""What has an id on a slide that other slides had a say in."""


class Stock:
    """The HTML of slides in a cache, for one reading of a talk."""

    def __init__(self, cache: Cache, keys: Mapping[nodes.Element, str]) -> None:
        self.cache = cache
        self.keys = keys

    def find(self, part: nodes.Element) -> tuple[str, str] | None:
        """HTML and notes of a slide, if they are known."""
        found = self.cache.get(self.keys.get(part, ""))
        if found is None:
            return None
        html, notes = json.loads(found)
        return html, notes

    def keep(self, part: nodes.Element, html: str, notes: str) -> None:
        """Keep HTML and notes of a slide, if nothing else than its text settles them."""
        if part in self.keys:
            self.cache[self.keys[part]] = json.dumps((html, notes))


def stock_of(
    cache: Cache,
    document: nodes.document,
    parts: Sequence[slide],
    lines: Sequence[str],
    found: Census,
    options: Options,
) -> Stock:
    """What a cache knows of the slides of a talk; ``found`` is the census from before they were cut."""
    settings = document.settings
    if not parts or settings.slidekit_dates or settings.record_dependencies.list or settings.slidekit_conditional:
        return Stock(cache, {})
    definitions = [(name, str(each)) for name, each in document.substitution_defs.items()]
    ground = blake2b(
        repr((FORMAT, options, definitions, settings.slidekit_autoslides)).encode("utf-8", "surrogatepass"),
        digest_size=20,
    )
    tied = {owner_of(node)[0] for kind in TIED for node in found[kind]}
    tied |= {owner_of(node)[0] for node in found[nodes.reference] if "name" in node or "refuri" not in node}
    starts = [first_line(part, document["source"]) for part in parts]
    if starts[0] <= len(lines):
        starts[0] = 1  # its notes may stand above it
    keys: dict[nodes.Element, str] = {}
    for part, start, end in zip(parts, starts, [*starts[1:], len(lines) + 1], strict=True):
        if part not in tied and start < end and not any(map(has_given_id, part.children)):
            text = ground.copy()
            text.update("\n".join(lines[start - 1 : end - 1]).encode("utf-8", "surrogatepass"))
            text.update(repr(part["classes"]).encode())  # some are said above its title
            keys[part] = text.hexdigest()
    return Stock(cache, keys)


def has_given_id(node: nodes.Node) -> bool:
    """Whether an element has an id that others had a say in; a heading may stand in an element of its own."""
    inner = node.children[:1] if isinstance(node, nodes.container) else []
    return isinstance(node, GIVEN_IDS) or any(isinstance(child, GIVEN_IDS) for child in inner)


def first_line(part: nodes.Element, source: str) -> int:
    """The line of a slide's title or transition; beyond all lines if it has none in the talk itself."""
    begins: tuple[Any, ...] = part.get("begins", (None,))
    node = begins[0]
    if node is None or node.source != source:
        return 10**9
    return int(node.line) - (not isinstance(node, nodes.transition))
