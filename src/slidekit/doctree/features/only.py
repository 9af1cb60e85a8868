"""What is shown on slides only, or off them only: text to nodes. The style sheet hides; `doctree.shown` knows the classes."""

from __future__ import annotations

import re

from docutils import nodes
from docutils.parsers.rst import Directive

from slidekit.doctree.features.slides import is_top
from slidekit.doctree.shown import OFF, ON, holds_slides

SLIDES = frozenset("slides dirslides slide revealjs dirrevealjs reveal presentation".split())
"""Sphinx' tags for slides: hieroglyph's and sphinx-revealjs' builders."""

HANDOUT = frozenset("handout print".split())

BOTH = frozenset({"html"})

NEITHER = frozenset(
    "latex pdf text man manpage texinfo epub xml pseudoxml gettext singlehtml dirhtml htmlhelp qthelp devhelp applehelp "
    "json pickle linkcheck doctest draft".split()
)
"""What a deck never is."""

WORD = re.compile(r"[\w.-]+")

LONGEST = 1000
"""Characters of a condition."""

Truth = tuple[bool, bool]
"""Whether something holds for slides, and whether for the handout."""


def read_condition(text: str) -> tuple[Truth, list[str]]:
    """Where what has this condition is shown, and the tags that nobody knows.

    Raises ValueError for what is no expression of ``and``, ``or``, ``not``, brackets and tags.
    """
    import ast

    tags: list[str] = []

    def numbered(found: re.Match[str]) -> str:
        if found[0] in ("and", "or", "not"):
            return found[0]
        tags.append(found[0])
        return f"_{len(tags) - 1}"

    expression = WORD.sub(numbered, text.strip())
    if not re.fullmatch(r"[\w\s()]*", expression) or len(text) > LONGEST:
        raise ValueError(text)
    try:
        tree = ast.parse(f"({expression})", mode="eval")
    except SyntaxError:
        raise ValueError(text) from None
    bare = [re.sub(r"^(builder|format)_", "", tag) for tag in tags]
    strangers = [tag for tag, name in zip(tags, bare, strict=True) if name not in SLIDES | HANDOUT | BOTH | NEITHER]

    def truth(node: ast.expr) -> Truth:
        if isinstance(node, ast.Name):
            name = bare[int(node.id[1:])]
            return name in SLIDES | BOTH, name in HANDOUT | BOTH
        if isinstance(node, ast.UnaryOp):
            slides, handout = truth(node.operand)
            return not slides, not handout
        if isinstance(node, ast.BoolOp):
            each = list(zip(*map(truth, node.values), strict=True))
            meet = all if isinstance(node.op, ast.And) else any
            return meet(each[0]), meet(each[1])
        raise ValueError(text)

    return truth(tree.body), strangers


class Only(Directive):
    """What stands in it is shown where a condition holds: ``.. only:: slides``, ``.. only:: html and not slides``."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = True

    def condition(self) -> Truth:
        """Whether it is shown on slides, and whether in the handout."""
        try:
            (slides, handout), strangers = read_condition(self.arguments[0])
        except ValueError:
            raise self.error(
                f'Error in "{self.name}" directive: "{self.arguments[0]}" is no condition: say slides or handout; '
                "html is both; with and, or, not and brackets."
            ) from None
        document = self.state.document
        for name in strangers:
            if ("tag", name) not in document.settings.slidekit_sphinx:
                document.settings.slidekit_sphinx.add(("tag", name))
                message = f"no tag {name!r} here, so it does not hold; there are slides, handout and html"
                document.reporter.warning(message, line=self.lineno, code="unknown-tag", mark=name)
        return slides, handout

    def run(self) -> list[nodes.Node]:
        slides, handout = self.condition()
        if not (slides or handout):
            return []  # what is shown nowhere is not read: nothing in it could be referred to
        top = is_top(self.state)
        node = nodes.container(only=top)
        node.source, node.line = self.state_machine.get_source_and_line(self.lineno)
        self.parse_into(node)
        if slides != handout:
            node["classes"].append(ON if slides else OFF)
        if holds_slides(node):
            self.state.document.settings.slidekit_conditional = True
        elif slides == handout:
            return node.children
        return [node]

    def parse_into(self, node: nodes.Element) -> None:
        """Read the content; titles in it may be of any level, as in Sphinx: ``up`` is how many above the next one."""
        if not node["only"]:
            self.state.nested_parse(self.content, self.content_offset, node)
            return
        memo = self.state.memo
        known, memo.title_styles = memo.title_styles, []
        self.state.nested_parse(self.content, self.content_offset, node, match_titles=True)
        used, memo.title_styles = memo.title_styles, known
        if used and used[0] in known:
            node["up"] = len(self.state.parent.section_hierarchy()) - known.index(used[0])
        known += [style for style in used if style not in known]


class IfSlides(Only):
    """hieroglyph's names for it: ``.. ifslides::``, ``.. ifnotslides::``, formerly ``.. slides::``, ``.. notslides::``."""

    required_arguments = 0
    final_argument_whitespace = False

    def condition(self) -> Truth:
        there = "not" not in self.name
        return there, not there
