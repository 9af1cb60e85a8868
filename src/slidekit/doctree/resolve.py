"""docutils' own transforms: those that a tree needs, in docutils' order.

Each walks the whole tree, most of them to find nothing; together they take an eighth of the time of a large
talk. A census tells which can have work. Left out altogether: titles and docinfo (promoted in ``titles``),
transitions (read where they stand), decorations, strippers and internals (nothing asks for them).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docutils import nodes
from docutils.transforms import misc, references, universal, writer_aux

from slidekit.doctree.census import Census
from slidekit.doctree.quotes import SmartQuotes

LINKS: tuple[type[Any], ...] = (
    references.PropagateTargets,
    references.AnonymousHyperlinks,
    references.IndirectHyperlinks,
    references.Footnotes,
    references.ExternalTargets,
    references.InternalTargets,
    references.DanglingReferences,
)
LINKED = (
    nodes.target,
    nodes.footnote,
    nodes.citation,
    nodes.footnote_reference,
    nodes.citation_reference,
    nodes.problematic,
)


def apply_transforms(
    document: nodes.document, found: Census, smart_quotes: bool, others: Sequence[type[Any]] = ()
) -> None:
    """Resolve what stands in a document: substitutions, links, footnotes, quotes, and what directives asked for.

    ``others`` are transforms of plugins, which may bring in anything.
    """
    # SmartQuotes looks at this setting itself.
    document.settings.smart_quotes = smart_quotes
    document.transformer.add_transforms([*needed(found, smart_quotes, bool(others)), *others])
    document.transformer.apply_transforms()


def needed(found: Census, smart_quotes: bool, everything: bool = False) -> list[type[Any]]:
    """The transforms that have work in a tree.

    A directive's pending node may bring in anything, so all are needed then; ``class`` alone touches
    nothing but its neighbour.
    """
    everything = everything or any(node.transform is not misc.ClassAttribute for node in found[nodes.pending])
    substitutions = everything or bool(found[nodes.substitution_reference])
    links = (  # what substitutions bring in stands in their definitions already
        everything
        or any(found[kind] for kind in LINKED)
        or any("refuri" not in reference.attributes for reference in found[nodes.reference])
    )
    wanted: list[type[Any]] = [SmartQuotes] if smart_quotes else []
    if substitutions:
        wanted.append(references.Substitutions)
    if links:
        wanted += LINKS
    if links or substitutions or found[nodes.system_message]:
        # It also turns what a transform marked as problematic back into text.
        wanted.append(universal.FilterMessages)
    if everything or any(issubclass(kind, nodes.Admonition) for kind, members in found.items() if members):
        wanted.append(writer_aux.Admonitions)
    return wanted
