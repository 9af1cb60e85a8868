"""Directives of other slide tools that do something only there: what is left of them here."""

from __future__ import annotations

from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import Directive

from slidekit.doctree.sphinx import AnyOption, settle


class Foreign(Directive):
    """A directive of another tool; its content is shown."""

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec: ClassVar[dict[str, Any] | None] = AnyOption()
    tool = "sphinx-revealjs"
    does = "shows its content only"

    def run(self) -> list[nodes.Node]:
        settle(self.state.document, self.name, "directive", self.lineno, self.tool, self.does)
        return self.left()

    def left(self) -> list[nodes.Node]:
        """What is shown."""
        node = nodes.container(classes=[nodes.make_id(self.name)])
        node.source, node.line = self.state_machine.get_source_and_line(self.lineno)
        self.state.nested_parse(self.content, self.content_offset, node)
        return [node] if node.children else []


class Unshown(Foreign):
    """One that arranges slides."""

    does = "shows nothing: slides have no places"

    def left(self) -> list[nodes.Node]:
        return []


class Presentation(Unshown):
    """rst2html5slides' ``.. presentation::``"""

    tool = "rst2html5slides"

    def left(self) -> list[nodes.Node]:
        self.state.document.settings.slidekit_places = True
        return []


class Embedded(Foreign):
    """What another page gives to show: ``.. oembed:: URL``."""

    does = "is a link; '.. iframe::' and '.. video::' show pages and films"

    def left(self) -> list[nodes.Node]:
        address = "".join(self.arguments[0].split()) if self.arguments else ""
        if not address:
            return super().left()
        node = nodes.paragraph(address, "", nodes.reference(address, address, refuri=address))
        node.source, node.line = self.state_machine.get_source_and_line(self.lineno)
        return [node]


class Media(Embedded):
    """rst2html5slides' ``.. media:: URL``"""

    tool = "rst2html5slides"
