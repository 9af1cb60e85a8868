"""Bounds on what a few lines of source may grow to, checked before docutils expands them."""

from __future__ import annotations

from docutils import nodes

from slidekit.diagnostics import Severity
from slidekit.doctree.census import Census
from slidekit.doctree.reports import Reports

EXPANDED = 20_000
"""More substitutions than any talk expands to; 14 that double each other are more."""


def bound_substitutions(document: nodes.document, found: Census, reports: Reports) -> None:
    """Take out substitutions that refer to themselves or grow without bounds, each with an error."""
    definitions = document.substitution_defs
    if not definitions:
        return
    sizes: dict[str, int] = {}

    def key_of(reference: nodes.Element) -> str:
        name = reference["refname"]
        return str(name if name in definitions else document.substitution_names.get(name.lower(), ""))

    def size(key: str, above: frozenset[str]) -> int:
        """How many references a definition comes to; EXPANDED + 1 for too many or for ever."""
        if key in above or len(above) > 200:
            return EXPANDED + 1
        if key not in sizes:
            inner = [key_of(each) for each in definitions[key].findall(nodes.substitution_reference)]
            total = 1 + sum(size(name, above | {key}) for name in inner if name)
            sizes[key] = min(total, EXPANDED + 1)
        return sizes[key]

    total = 0
    for reference in found[nodes.substitution_reference]:
        key = key_of(reference)
        inside: nodes.Element = reference
        while inside.parent is not None and not isinstance(inside, nodes.substitution_definition):
            inside = inside.parent
        if not key:
            continue
        if size(key, frozenset()) > EXPANDED:
            text = reference.astext()
            reports.note(
                "bad-substitution",
                f"the substitution |{text}| contains itself, or grows beyond {EXPANDED:,} parts",
                reference,
                f"|{text}|",
                Severity.ERROR,
            )
            reference.replace_self(nodes.Text(f"|{text}|"))
        elif not isinstance(inside, nodes.substitution_definition):
            total += size(key, frozenset())
            if total > 50 * EXPANDED:
                reports.note(
                    "bad-substitution",
                    f"the talk's substitutions come to more than {50 * EXPANDED:,} parts",
                    reference,
                    severity=Severity.ERROR,
                )
                return
