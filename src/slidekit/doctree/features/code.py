"""Code that stands in the talk: text to nodes. No colours; they are the translator's business."""

from __future__ import annotations

from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import Directive, directives

from slidekit.doctree.lines import Ranges, line_parts, line_parts_or_none, step_number
from slidekit.doctree.nodes import captioned_code, highlighting
from slidekit.highlight import is_known, languages
from slidekit.options import suggestion

MOST_LINES = 999_999_999

FITS = ("shrink", "scroll", "none")


def count(argument: str | None) -> int:
    """A number of things."""
    said = (argument or "").strip()
    if not (said.isascii() and said.isdecimal() and int(said[:10]) <= MOST_LINES):
        raise ValueError(f"{said[:20]!r} is no number from 0 to {MOST_LINES}")
    return int(said)


def count_or_none(argument: str | None) -> int | None:
    """A number of things, or nothing."""
    return count(argument) if (argument or "").strip() else None


def first_line(argument: str | None) -> int:
    """The number of a first line; it may be below 0, as in Sphinx."""
    said = (argument or "").strip()
    return -count(said[1:]) if said.startswith("-") else count(said)


def fit(argument: str | None) -> str:
    """What is done with code that is too large; nothing for the usual."""
    return str(directives.choice(argument or "", FITS)).replace(FITS[0], "")


CODE_OPTIONS: dict[str, Any] = {
    "class": directives.class_option,
    "name": directives.unchanged,
    "linenos": directives.flag,
    "number-lines": count_or_none,
    "lineno-start": first_line,
    "emphasize-lines": line_parts,
    "data-line-numbers": line_parts_or_none,
    "data-id": directives.unchanged_required,
    "at": step_number,
    "caption": directives.unchanged_required,
    "dedent": count_or_none,
    "fit": fit,
    "force": directives.flag,
}


class CodeBlock(Directive):
    """Code in a language: ``.. code-block:: python``, with docutils' and Sphinx' options.

    The node keeps docutils' shape; the colours are the translator's business.
    """

    optional_arguments = 1
    has_content = True
    option_spec: ClassVar[dict[str, Any] | None] = CODE_OPTIONS

    def run(self) -> list[nodes.Node]:
        self.assert_has_content()
        language = next(iter(self.arguments[0].split()), "") if self.arguments else ""
        return self.shown(self.dedented(list(self.content)), language)

    def shown(self, lines: list[str], language: str) -> list[nodes.Node]:
        """Lines of code as a node, with all that the options say about it."""
        code = "\n".join(lines)
        node = nodes.literal_block(code, code, classes=["code"])
        if language:
            node["classes"].append(language)
        node["language"] = language
        node["classes"] += self.options.get("class", [])
        node["first"] = self.first_number()
        self.emphasize(node)
        node.source, node.line = self.state_machine.get_source_and_line(self.lineno)
        if self.options.get("fit"):
            node["fit"] = self.options["fit"]
        warn_of_language(self, language)
        if "caption" not in self.options:
            self.add_name(node)
            return [node]
        text, messages = self.caption()
        block = captioned_code("", nodes.caption(self.options["caption"], "", *text), node)
        block.source, block.line = node.source, node.line
        self.add_name(block)
        return [block, *messages]

    def caption(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """What stands above the code."""
        found: tuple[list[nodes.Node], list[nodes.system_message]]
        found = self.state.inline_text(self.options["caption"], self.lineno)
        return found

    def emphasize(self, node: nodes.literal_block) -> None:
        """Say which lines are emphasised: ``emphasized`` has a part for each step, and one if it does not change."""
        both = [name for name in ("emphasize-lines", "data-line-numbers") if name in self.options]
        if len(both) > 1:
            raise self.error(f'Error in "{self.name}" directive: "data-line-numbers" says what "emphasize-lines" does.')
        parts: list[Ranges] = self.options[both[0]] if both else []
        if "at" in self.options and len(parts) < 2:
            raise self.error(
                f'Error in "{self.name}" directive: "at" is the step of the second part of "emphasize-lines", '
                'such as 1|2-3; to show code at a step, put it into an "incremental" directive.'
            )
        node["emphasized"], node["at"] = parts, self.options.get("at", "")
        if "data-id" in self.options:  # reveal.js moves what has one
            node["classes"] += [f"morph-{name}" for name in self.options["data-id"].split()[:1]]
        count = node.rawsource.count("\n") + 1
        beyond = [last or first for part in parts for first, last in part if (last or first) > count]
        if beyond:
            self.state.document.reporter.warning(
                f"there is no line {beyond[0]}: the code has {count} line{'s' * (count > 1)}",
                line=self.lineno,
                code="no-such-line",
                mark=f":{both[0]}:",
            )

    def dedented(self, lines: list[str]) -> list[str]:
        """The lines with as much taken off their left as ``:dedent:`` says."""
        if "dedent" not in self.options:
            return lines
        width = self.options["dedent"]
        if width is None:
            width = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
        cut = sum(bool(line[:width].strip()) for line in lines)
        if cut:
            more = f"{cut} lines lose" if cut > 1 else "a line loses"
            self.state.document.reporter.warning(
                f"{more} more than blanks by this", line=self.lineno, code="over-dedent", mark=":dedent:"
            )
        return [line[width:] for line in lines]

    def first_number(self) -> int | None:
        """The number of the first line; ``None`` if lines are not numbered."""
        for name in ("lineno-start", "number-lines"):
            if self.options.get(name) is not None:
                return int(self.options[name])
        return 1 if {"linenos", "number-lines", "data-line-numbers"} & set(self.options) else None


class Highlight(Directive):
    """The language of the code that follows and has none of its own, as in Sphinx: ``.. highlight:: python``"""

    required_arguments = 1
    option_spec: ClassVar[dict[str, Any] | None] = {"linenothreshold": count, "force": directives.flag}

    def run(self) -> list[nodes.Node]:
        warn_of_language(self, self.arguments[0])
        node = highlighting()
        node["language"] = self.arguments[0]
        node["threshold"] = self.options.get("linenothreshold")
        return [node]


def code_role(
    name: str,
    rawtext: str,
    text: str,
    lineno: int,
    inliner: Any,
    options: dict[str, Any] | None = None,
    content: list[str] | None = None,
) -> tuple[list[nodes.Node], list[nodes.system_message]]:
    """Code in a line, in the language that is said, or that the role is called after: ``.. role:: python(code)``"""
    given = options or {}
    said = given.get("language", "")
    language = said or ("" if name == "code" else name)
    if said and not is_known(said):
        inliner.reporter.warning(unknown(said), line=lineno, code="unknown-language", mark=f":{name}:")
    classes = ["code", *given.get("classes", [])]
    node = nodes.literal(rawtext, nodes.unescape(text, True), classes=classes)
    if language.lower() != "none" and language not in classes:
        node["classes"] += [language][: bool(language)]
    node["language"] = language
    return [node], []


code_role.options = {"language": directives.unchanged}  # type: ignore[attr-defined]  # as docutils has it


def unknown(language: str) -> str:
    """What is said of a language that nobody knows."""
    meant = suggestion(language, languages())
    return f"no colours for the language {language!r}{f'; did you mean {meant!r}?' if meant else ''}: the code is shown plain"


def warn_of_language(directive: Directive, language: str) -> None:
    """Say of a language that there are no colours for it."""
    if language and not is_known(language):
        directive.state.document.reporter.warning(
            unknown(language),
            line=directive.lineno,
            code="unknown-language",
            mark=language,
        )
