"""Code that can be run, as Sphinx' doctest extension has it: how it is shown. Nothing is run here."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives

from slidekit.doctree.features.code import CodeBlock, fit
from slidekit.doctree.nodes import witnesses

FLAGS = frozenset(
    "DONT_ACCEPT_TRUE_FOR_1 DONT_ACCEPT_BLANKLINE NORMALIZE_WHITESPACE ELLIPSIS SKIP IGNORE_EXCEPTION_DETAIL "
    "REPORT_UDIFF REPORT_CDIFF REPORT_NDIFF REPORT_ONLY_FIRST_FAILURE FAIL_FAST".split()
)
"""What doctest knows; to import it for its names would take long."""

VERSIONS = re.compile(r"(?:~=|===?|!=|[<>]=?)\s*\d+(?:\.(?:\d+|\*))*[\w.+]*")


def flags(argument: str | None) -> str:
    """Flags of doctest: ``+SKIP, -ELLIPSIS``."""
    for word in (argument or "").replace(",", " ").split():
        if word[0] not in "+-":
            raise ValueError(f"before {word!r} stands + or -")
        if word[1:] not in FLAGS:
            raise ValueError(f"{word[1:]!r} is no flag of doctest; there are {', '.join(sorted(FLAGS))}")
    return argument or ""


def versions(argument: str | None) -> str:
    """Versions of Python: ``>= 3.11, < 4``."""
    for part in (argument or "").split(","):
        if not VERSIONS.fullmatch(part.strip()):
            raise ValueError(f"{part.strip()!r} says no versions of Python; > 3.3 or >= 3.11, < 4 does")
    return argument or ""


class Unseen(CodeBlock):
    """What is done before or after, and is not shown: ``.. testsetup::``, ``.. testcleanup::``"""

    final_argument_whitespace = True
    language = ""
    option_spec: ClassVar[dict[str, Any] | None] = {"skipif": directives.unchanged_required}

    def run(self) -> list[nodes.Node]:
        groups = [group.strip() for group in " ".join(self.arguments).split(",") if group.strip()]
        if not self.language or "hide" in self.options:
            self.assert_has_content()
            return [self.unseen(groups)] if witnesses else []
        self.arguments = [self.language]  # what was said is a group, of which nothing is shown
        found = super().run()
        for node in found:
            if isinstance(node, nodes.literal_block):
                node["flags"] = "no-trim-doctest-flags" in self.options
                if witnesses:
                    node["tested"] = self.tested(groups)
        return found

    def unseen(self, groups: list[str]) -> nodes.comment:
        """The code where it stands, for who runs it."""
        code = "\n".join(self.content)
        node = nodes.comment(code, code)
        node["tested"] = self.tested(groups)
        node.source, node.line = self.state_machine.get_source_and_line(self.lineno)
        return node

    def tested(self, groups: list[str]) -> tuple[str, tuple[str, ...], dict[str, str]]:
        """The directive, the groups that it is of, and what is said about running it."""
        names = ("options", "skipif", "pyversion")
        said: dict[str, str] = {name: self.options[name] or "" for name in names if name in self.options}
        return self.name, tuple(groups) or ("default",), said


class TestCode(Unseen):
    """Code that is run: ``.. testcode::``"""

    language = "python"
    option_spec: ClassVar[dict[str, Any] | None] = {
        "class": directives.class_option,
        "name": directives.unchanged,
        "fit": fit,
        "hide": directives.flag,
        "pyversion": versions,
        "skipif": directives.unchanged_required,
        "trim-doctest-flags": directives.flag,
        "no-trim-doctest-flags": directives.flag,
    }


class TestOutput(TestCode):
    """What such code says: ``.. testoutput::``"""

    language = "none"
    option_spec: ClassVar[dict[str, Any] | None] = {**(TestCode.option_spec or {}), "options": flags}


class Doctest(TestOutput):
    """A session, and what it says: ``.. doctest::``"""

    language = "pycon"
