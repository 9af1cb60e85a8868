"""Diagrams, drawn when a talk is built. Imported when a talk has one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives

from slidekit.doctree.diagrams.makers import LAYOUTS, BadSourceError, Heard, Made, MissingMakerError, draw
from slidekit.doctree.features.files import InsideFence
from slidekit.doctree.nodes import captioned_code, diagram

LANGUAGES = {"graphviz": "dot"}
"""What a source is shown in, where it cannot be drawn."""


def side(argument: str) -> str:
    """Where a diagram stands."""
    return str(directives.choice(argument, ("left", "center", "right")))


def layout(argument: str) -> str:
    """One of Graphviz' ways to lay out."""
    return str(directives.choice(argument, LAYOUTS))


LOOK = {
    "align": side,
    "alt": directives.unchanged,
    "caption": directives.unchanged_required,
    "class": directives.class_option,
    "height": directives.length_or_unitless,
    "name": directives.unchanged,
    "width": directives.length_or_percentage_or_unitless,
}


class Diagram(InsideFence):
    """A diagram from its source, or from a file of it."""

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True
    kind = ""
    path: Path | None = None
    """The file that the source is from."""
    ahead = 0
    """So many lines were put before it."""

    def run(self) -> list[nodes.Node]:
        source = self.source()
        if source is None:
            return []
        settings = self.state.document.settings
        if not settings.raw_enabled:
            self.warn("a stranger's talk starts no programs; the source is shown as code", code="untrusted")
            return self.shown(diagram(), source, LANGUAGES.get(self.kind, ""))
        try:
            wanted = self.options.get("layout") or self.options.get("graphviz_dot", "")
            made = draw(self.kind, source, wanted, settings.slidekit_cached)
        except MissingMakerError as missing:
            self.warn(
                f"nobody here draws it, and its source is shown as code; it needs {missing}", code="missing-maker"
            )
            return self.shown(diagram(), source, LANGUAGES.get(self.kind, ""))
        except BadSourceError as wrong:
            self.tell(wrong.heard, source, 3, code="bad-diagram")
            return []
        self.tell_of(made, source)
        return self.drawn(made)

    def source(self) -> str | None:
        """What is to be drawn; nothing after an error."""
        content = "\n".join(self.content)
        argument = self.arguments[0] if self.arguments else ""
        if not argument:
            self.assert_has_content()
            return content
        if content:
            raise self.error(f'Error in "{self.name}" directive: it has a file or content, not both.')
        if not self.state.document.settings.file_insertion_enabled:
            raise self.error(f'"{self.name}" directive disabled: it would read a file.')
        self.path = self.find(argument)
        text = self.read(argument) if self.path else None
        return text.rstrip("\n") if text is not None else None

    def drawn(self, made: Made) -> list[nodes.Node]:
        """The diagram, with its caption."""
        node = diagram(view=made.drawing.view, body=made.drawing.body, classes=self.options.get("class", []))
        for name in ("alt", "width", "height", "align"):
            if name in self.options:
                node[name] = self.options[name]
        self.place(node)
        if "caption" not in self.options:
            return [node]
        text, messages = self.state.inline_text(self.options["caption"], self.lineno)
        node += nodes.caption(self.options["caption"], "", *text)
        return [node, *messages]

    def shown(self, around: nodes.Element, source: str, language: str) -> list[nodes.Node]:
        """The source as code, in an element that says why."""
        node = nodes.literal_block(source, source, classes=["code", *self.options.get("class", [])])
        node["language"] = language
        around += node
        if "caption" not in self.options:
            self.place(node)
            return [around]
        text, messages = self.state.inline_text(self.options["caption"], self.lineno)
        block = captioned_code("", nodes.caption(self.options["caption"], "", *text), node)
        around.children = []
        around += block
        self.place(block)
        return [around, *messages]

    def place(self, node: nodes.Element) -> None:
        """Say where an element comes from, and what it is called."""
        node.source, node.line = self.state_machine.get_source_and_line(self.lineno)
        self.add_name(node)

    def tell_of(self, made: Made, source: str) -> None:
        """Say what of a source is not to be seen, and what its maker doubts."""
        for heard in made.heard:
            self.tell(heard, source, 2, code="doubtful-diagram")
        for lost in made.drawing.lost:
            kind, _, address = lost.partition(" ")
            if kind == "link":
                self.warn(
                    "a link in a diagram leads to http, https, mailto or #name; this one is dropped",
                    address,
                    code="unsafe-link",
                )
            else:
                self.warn("pictures in diagrams are not shown", code="doubtful-diagram")

    def tell(self, heard: Heard, source: str, level: int, code: str) -> None:
        """Report what a maker says, at the line that it names."""
        number = heard.line - self.ahead
        lines = source.split("\n")[self.ahead :]
        report = self.state.document.reporter.system_message
        if self.path and 0 < number <= len(lines):
            report(level, heard.message, source=str(self.path), line=number, code=code, mark=lines[number - 1].strip())
        elif 0 < number <= len(self.content):
            at, offset = self.content.info(number - 1)
            report(
                level,
                heard.message,
                source=at,
                line=(offset or 0) + 1,
                code=code,
                mark=self.content[number - 1].strip(),
            )
        else:
            report(level, heard.message, line=self.lineno, code=code, mark=self.name)

    def warn(self, message: str, mark: str = "", *, code: str) -> None:
        """Report a warning at this directive."""
        self.state.document.reporter.warning(message, line=self.lineno, code=code, mark=mark or self.name)


class Graph(Diagram):
    """A graph in Graphviz' language: ``.. graphviz::``, or the inside of one, ``.. digraph:: name``, ``.. graph::``."""

    kind = "graphviz"
    option_spec: ClassVar[dict[str, Any] | None] = {**LOOK, "layout": layout, "graphviz_dot": layout}

    def source(self) -> str | None:
        if self.name == "graphviz":
            return super().source()
        self.assert_has_content()
        self.ahead = 1
        name = f"{self.arguments[0]} " if self.arguments else ""
        return "\n".join([f"{self.name} {name}{{", *self.content, "}"])


class Mermaid(Diagram):
    """A diagram in Mermaid's language: ``.. mermaid::``; what options say goes in front of it."""

    kind = "mermaid"
    option_spec: ClassVar[dict[str, Any] | None] = {
        **LOOK,
        **dict.fromkeys("title config zoom".split(), directives.unchanged),
    }

    def source(self) -> str | None:
        source = super().source()
        title, config = (self.options.get(name, "") for name in ("title", "config"))
        if source is None or not (title or config):
            return source
        said = [f"title: {json.dumps(title)}"] if title else []
        said += [f"config: {' '.join(config.split())}"] if config else []
        lines = ["---", *said, "---"]
        self.ahead = len(lines)
        return "\n".join([*lines, source])


class Inheritance(Diagram):
    """Sphinx' ``.. inheritance-diagram:: module.Class``: nothing is imported for it, and the names are shown as code."""

    option_spec: ClassVar[dict[str, Any] | None] = {
        **LOOK,
        **dict.fromkeys("parts private-bases top-classes include-subclasses".split(), directives.unchanged),
    }

    def run(self) -> list[nodes.Node]:
        self.warn(
            "a talk imports no modules, and cannot draw what they inherit; the names are shown as code",
            code="no-inheritance-diagram",
        )
        return self.shown(diagram(), self.arguments[0] if self.arguments else "", "")
