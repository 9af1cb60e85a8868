"""Lists of all kinds as blocks: items, definitions, fields, options, footnotes, lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from docutils import nodes

from slidekit.blocks import Block, Items, Lines, Pairs, Run, Runs

if TYPE_CHECKING:
    from slidekit.doctree.blocks import Blocking

DEEPEST = 20
"""Lines are moved in so often at most."""


def items(made: Blocking, node: Any) -> Iterable[Block]:
    """A list."""
    entries = tuple(made.blocks(child.children) for child in node.children if isinstance(child, nodes.list_item))
    numbered = isinstance(node, nodes.enumerated_list)
    return [Items(entries, node.get("enumtype", "arabic") if numbered else "", node.get("start", 1))] if entries else []


def definitions(made: Blocking, node: Any) -> Iterable[Block]:
    """A list of definitions, fields or options; each entry is its heads, and last what is said of them."""
    kind = {nodes.field_list: "fields", nodes.option_list: "options"}.get(type(node), "definitions")
    pairs = []
    for entry in node.children:
        heads = [child for child in entry.children if isinstance(child, nodes.term | nodes.field_name)]
        runs: list[Run] = []
        for head in heads:
            runs += [*([Run(", ")] if runs else []), *made.inline(head)]
        runs += [Run(f" ({child.astext()})") for child in entry.children if isinstance(child, nodes.classifier)]
        options = [child for child in entry.children if isinstance(child, nodes.option_group)]
        runs += [Run(", ".join(option.astext() for option in group.children), ("code",)) for group in options]
        said = [
            child
            for child in entry.children
            if isinstance(child, nodes.definition | nodes.field_body | nodes.description)
        ]
        pairs.append((tuple(runs), tuple(block for body in said for block in made.blocks(body.children))))
    return [Pairs(tuple(pairs), kind)]


def footnote(made: Blocking, node: Any) -> Iterable[Block]:
    """A footnote or citation with its label."""
    label = next((child.astext() for child in node.children if isinstance(child, nodes.label)), "")
    body = [child for child in node.children if not isinstance(child, nodes.label)]
    return [Pairs((((Run(label),), made.blocks(body)),), "footnotes")]


def lines(made: Blocking, node: Any) -> Iterable[Block]:
    """Lines, those of inner blocks moved in."""

    def walk(block: Any, depth: int) -> Iterator[tuple[int, Runs]]:
        for child in block.children:
            if isinstance(child, nodes.line_block):
                yield from walk(child, min(depth + 1, DEEPEST))
            else:
                yield depth, made.inline(child)

    return [Lines(tuple(walk(node, 0)))]
