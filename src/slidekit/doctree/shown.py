"""What is seen, and where: on the slides, or in the reading view, on paper and in the handout. Moves nothing.

The style sheet hides by the same classes (layer ``shown``), and so does ``fit.js`` for whoever asks what is seen.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import TypeGuard

from docutils import nodes

from slidekit.doctree.nodes import directed, notes, untitled

OFF = "handout"
"""The class of what is on no slide."""

ON = "slide-display"
"""The class of what is on slides only."""


STEPPED = frozenset({"incremental", "build", "substep", "fragment"})
"""Classes that ask for steps."""


def is_off(words: Collection[str]) -> bool:
    """Whether what has these classes is not seen on slides; ``print`` and ``hidden`` are S5's."""
    return OFF in words or "print" in words or ("hidden" in words and ON not in words)


def is_off_slide(node: nodes.Node) -> bool:
    """Whether an element is not seen on slides."""
    return isinstance(node, nodes.Element) and is_off(node.attributes["classes"])


def is_on_slides_only(node: nodes.Node) -> bool:
    """Whether an element is seen on slides and nowhere else."""
    return isinstance(node, nodes.Element) and ON in node.attributes["classes"]


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


def holds_slides(node: nodes.Node) -> TypeGuard[nodes.container]:
    """Whether slides stand in a node that is a condition."""
    return (
        isinstance(node, nodes.container)
        and node.get("only", False)
        and any(isinstance(child, nodes.section | untitled | nodes.transition | directed) for child in node.children)
    )
