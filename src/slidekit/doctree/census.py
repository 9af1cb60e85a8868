"""The elements of a tree by class, from one walk: a dozen searches would cost as much as the translation."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from docutils import nodes

Census = defaultdict[type[nodes.Element], list[Any]]


def take_census(root: nodes.Element) -> Census:
    """Every element below (and including) a node, by its exact class, in the order of the document."""
    found: Census = defaultdict(list)
    waiting = [root]
    while waiting:
        node = waiting.pop()
        found[node.__class__].append(node)
        if node.children:
            waiting += [child for child in node.children[::-1] if child.__class__ is not nodes.Text]  # type: ignore[misc]
    return found
