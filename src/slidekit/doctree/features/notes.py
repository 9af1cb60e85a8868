"""Remarks for the speaker: text to nodes."""

from __future__ import annotations

from docutils import nodes
from docutils.parsers.rst import Directive

from slidekit.doctree.nodes import notes


class Notes(Directive):
    """Keep a remark for the speaker's eyes: ``.. notes:: Breathe.``"""

    has_content = True

    def run(self) -> list[nodes.Node]:
        self.assert_has_content()
        node = notes()
        node.source, node.line = self.state_machine.get_source_and_line(self.lineno)
        self.state.nested_parse(self.content, self.content_offset, node)
        return [node]
