"""Sphinx' own names: what a talk out of a Sphinx project may say without an error."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import Directive, directives, roles

CODE_ROLES = frozenset(
    "any attr class cls cmdoption command concept const cve cwe data deco dir enum enumerator envvar exc expr file func "
    "function keyword macro makevar member meth method mimetype mod module obj option program property regexp role samp "
    "struct term texpr token type union var variable directive:option rst:directive".split()
)
TEXT_ROLES = frozenset(
    "abbr autolink confval dfn doc download eq guilabel index kbd mailheader manpage menuselection newsgroup "
    "numref pep-text ref".split()
)
DOMAINS = ("py", "c", "cpp", "js", "rst", "std", "math", "citation", "changeset", "index")

OBJECTS = {
    "py": "attribute class classmethod data decorator decoratormethod exception function method property staticmethod type",
    "c": "alias enum enumerator function macro member struct type union var",
    "cpp": "alias class concept enum enum-class enum-struct enumerator function member struct type union var",
    "js": "attribute class data function method",
    "rst": "directive directive:option role",
    "std": "cmdoption confval describe envvar glossary object option productionlist program program-group",
}
"""What each domain describes: a name, and text about it."""

BODY = frozenset(
    "attribute availability centered class-doc classmethod cmdoption collapse confval data decorator "
    "decoratormethod deprecated deprecated-removed describe envvar exception function glossary hlist ifconfig "
    "impl-detail method module-doc object option productionlist program property seealso soft-deprecated "
    "staticmethod todo type versionadded versionchanged versionremoved".split()
) | {f"{domain}:{name}" for domain, names in OBJECTS.items() for name in names.split()}
NOTHING = frozenset(
    "acks autoattribute autoclass autodata autodecorator autoenum autoexception autofunction automethod automodule "
    "autonamedtuple autoproperty autosummary autotype codeauthor currentmodule "
    "default-domain index module moduleauthor sectionauthor tabularcolumns todolist toctree".split()
) | {
    f"{domain}:{name}"
    for domain, names in {
        "py": "currentmodule module",
        "c": "namespace namespace-pop namespace-push",
        "cpp": "namespace namespace-pop namespace-push",
        "js": "currentmodule module",
    }.items()
    for name in names.split()
}
UNSHOWN = frozenset({"ifconfig"})
"""Those of them whose argument is no text."""
NAMED = re.compile(r"^(.*?)\s*<([^<>]*)>$", re.DOTALL)


class Body(Directive):
    """A directive of Sphinx' whose text is shown as it is."""

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec: ClassVar[dict[str, Any] | None] = None

    def run(self) -> list[nodes.Node]:
        settle(self.state.document, self.name, "directive", self.lineno)
        node = nodes.container(classes=[nodes.make_id(self.name)])
        node.source, node.line = self.state_machine.get_source_and_line(self.lineno)
        if self.arguments and self.name not in UNSHOWN:
            text, messages = self.state.inline_text(self.arguments[0], self.lineno)
            node += [nodes.paragraph(self.arguments[0], "", *text), *messages]
        self.state.nested_parse(self.content, self.content_offset, node)
        return [node]


class Nothing(Directive):
    """A directive of Sphinx' that shows nothing on a slide."""

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True

    def run(self) -> list[nodes.Node]:
        settle(self.state.document, self.name, "directive", self.lineno)
        return []


class AnyOption(dict[str, Any]):
    """An option table that takes every option as text."""

    def __missing__(self, name: str) -> Any:
        return directives.unchanged

    def __contains__(self, name: object) -> bool:
        return True

    def __bool__(self) -> bool:
        return True


Body.option_spec = Nothing.option_spec = AnyOption()


def show_text(
    name: str,
    rawtext: str,
    text: str,
    lineno: int,
    inliner: Any,
    options: Mapping[str, Any] | None = None,
    content: list[str] | None = None,
) -> tuple[list[nodes.Node], list[nodes.system_message]]:
    """A role of Sphinx' as plain text: its title, or the last part of a name marked with ``~``."""
    settle(inliner.document, name, "role", lineno)
    shown = nodes.unescape(text)
    named = NAMED.match(shown)
    if named:
        shown = named[1]
    elif shown.startswith("~"):
        shown = shown[1:].rsplit(".", 1)[-1]
    shown = shown.removeprefix("!")
    short = name.rsplit(":", 1)[-1].lower()
    if short in ("guilabel", "menuselection"):
        shown = re.sub(r"&(.)", r"\1", shown).replace("-->", "\N{TRIANGULAR BULLET}")
    if short in CODE_ROLES:
        return [nodes.literal(rawtext, shown)], []
    return [nodes.inline(rawtext, shown, classes=[nodes.make_id(short)])], []


def settle(document: nodes.document, name: str, kind: str, line: int, tool: str = "Sphinx", does: str = "") -> None:
    """Say once per talk that a name of Sphinx' or another tool's does not do here what it does there."""
    known: set[tuple[str, str]] = document.settings.slidekit_sphinx
    if (kind, name) not in known:
        known.add((kind, name))
        does = does or ("shows nothing" if kind == "directive" and name in NOTHING else "shows its text only")
        document.reporter.warning(
            f"{name!r} is a {kind} of {tool}; here it {does}",
            line=line,
            code="sphinx-name" if tool == "Sphinx" else "other-tool",
            mark=name,
        )


def register() -> None:
    """Make Sphinx' directives and roles known to docutils, where it has none of that name."""
    for name in BODY:
        directives.register_directive(name, Body)
    for name in NOTHING:
        directives.register_directive(name, Nothing)
    names = CODE_ROLES | TEXT_ROLES
    known: dict[str, Any] = vars(roles)["_role_registry"]
    for name in names | {f"{domain}:{name}" for domain in DOMAINS for name in names}:
        if known.get(name, roles.unimplemented_role) is roles.unimplemented_role:
            known[name] = show_text
