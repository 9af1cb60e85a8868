"""Columns side by side: text to nodes. How wide each is, `doctree.columns` works out."""

from __future__ import annotations

from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import Directive, directives

from slidekit.doctree.columns import width_of

ALIGN = {"top": "start", "start": "start", "center": "center", "middle": "center", "bottom": "end", "end": "end"}


def align(argument: str | None) -> str:
    """Where in the height of a row its columns stand, as CSS calls it."""
    return ALIGN[directives.choice(argument or "", ("top", "center", "middle", "bottom", "start", "end"))]


class Columns(Directive):
    """Columns side by side: ``.. columns::``, and in it ``.. column:: 40%``. The tree is that of two containers."""

    has_content = True
    option_spec: ClassVar[dict[str, Any] | None] = {
        "class": directives.class_option,
        "name": directives.unchanged,
        "align": align,
        "gap": directives.length_or_percentage_or_unitless,
    }
    kind = "columns"

    def run(self) -> list[nodes.Node]:
        self.assert_has_content()
        node = nodes.container(classes=[self.kind, *self.options.get("class", [])])
        # Columns that could not be read have had their message.
        node["said"] = self.kind == "column" or not any(line.startswith(".. column::") for line in self.content)
        node.source, node.line = self.state_machine.get_source_and_line(self.lineno)
        for name in ("align", "gap"):
            if name in self.options:
                node[name] = self.options[name]
        self.add_name(node)
        self.state.nested_parse(self.content, self.content_offset, node)
        return [node]


class Column(Columns):
    """One of them: ``.. column:: 40%``, a share such as ``2`` or ``2fr``, or nothing."""

    optional_arguments = 1
    option_spec: ClassVar[dict[str, Any] | None] = {
        "class": directives.class_option,
        "name": directives.unchanged,
        "align": align,
        "width": width_of,
    }
    kind = "column"

    def run(self) -> list[nodes.Node]:
        width = self.options.get("width")
        if self.arguments:
            try:
                width = width_of(self.arguments[0])
            except ValueError as wrong:
                raise self.error(f'Error in "column" directive: {wrong}') from None
        found = super().run()
        found[0]["width"] = width  # type: ignore[index]
        return found
