"""Code that becomes other code: text to nodes. What moves where, `doctree.moves` works out."""

from __future__ import annotations

from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import Directive, directives

from slidekit.doctree.features.code import warn_of_language
from slidekit.doctree.languages import speak
from slidekit.doctree.lines import step_number
from slidekit.doctree.nodes import captioned_code, magic_move
from slidekit.doctree.shown import is_invisible


class MagicMove(Directive):
    """Blocks of code, each of which becomes the next one: ``.. magic-move::``

    An argument is the language of those that say none.
    """

    optional_arguments = 1
    has_content = True
    option_spec: ClassVar[dict[str, Any] | None] = {
        "class": directives.class_option,
        "name": directives.unchanged,
        "at": step_number,
    }

    def run(self) -> list[nodes.Node]:
        self.assert_has_content()
        node: nodes.Element = magic_move(at=self.options.get("at", ""))
        self.state.nested_parse(self.content, self.content_offset, node)
        blocks = [child for child in node.children if is_block(child)]
        others = [child for child in node.children if child not in blocks and not is_invisible(child)]
        if self.arguments:
            self.speak_in(self.arguments[0], blocks)
        if len(blocks) < 2:
            self.tell_of_few(len(blocks), bool(others))
            node = nodes.container("", *node.children)
        elif others:
            message = "only blocks of code move: this is shown below them"
            self.state.document.reporter.warning(message, base_node=others[0], code="text-between-code", mark="")
            node.children = [child for child in node.children if child not in others]
        node["classes"] += self.options.get("class", [])
        node.source, node.line = self.state_machine.get_source_and_line(self.lineno)
        self.add_name(node)
        return [node, *others] if len(blocks) > 1 else [node]

    def speak_in(self, language: str, blocks: list[nodes.Node]) -> None:
        """Give blocks without a language one."""
        warn_of_language(self, language)
        for block in blocks:
            for code in block.findall(nodes.literal_block):
                speak(code, language, None)

    def tell_of_few(self, count: int, mixed: bool) -> None:
        """Say that there is nothing to move, unless blocks that could not be read have had their message."""
        if mixed or sum(line.startswith(".. ") and "::" in line for line in self.content) < 2:
            self.state.document.reporter.warning(
                f"code moves from block to block, and here {'is one block' if count else 'are none'}: it takes two or "
                "more of code-block, literalinclude, doctest or '::'; what stands here is shown as it is",
                line=self.lineno,
                code="lone-code",
                mark=self.name,
            )


def is_block(node: nodes.Node) -> bool:
    """Whether a node is a block of code, and nothing in it is more than text."""
    if isinstance(node, captioned_code | nodes.doctest_block):
        return True
    return isinstance(node, nodes.literal_block) and not any(
        isinstance(child, nodes.Element) for child in node.children
    )
