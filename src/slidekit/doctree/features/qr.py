"""QR codes: text to nodes that hold the code as a path. Imported when a talk has one."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import Directive, directives

from slidekit.doctree.links import SCHEMES, scheme_of
from slidekit.doctree.nodes import qr

QUIET = 4
"""How many modules around a code stay light."""


class QR(Directive):
    """A QR code, and below it what it says: ``.. qr:: https://example.org/talk``"""

    required_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[dict[str, Any] | None] = {
        "class": directives.class_option,
        "name": directives.unchanged,
        "size": directives.length_or_percentage_or_unitless,
        "width": directives.length_or_percentage_or_unitless,
        "caption": directives.unchanged_required,
        "hide-address": directives.flag,
    }

    def run(self) -> list[nodes.Node]:
        text = " ".join(self.arguments[0].split())
        try:
            node = code_of(text)
        except ValueError as wrong:
            self.state.document.reporter.error(str(wrong), line=self.lineno, code="qr-too-long", mark=text[:40])
            return []
        messages: list[nodes.Node] = []
        said: list[nodes.Node] = []
        if "caption" in self.options:
            said, messages = self.state.inline_text(self.options["caption"], self.lineno)  # type: ignore[assignment]
        describe(node, said, "hide-address" not in self.options)
        node["classes"] += self.options.get("class", [])
        node["size"] = self.options.get("size") or self.options.get("width") or ""
        node.source, node.line = self.state_machine.get_source_and_line(self.lineno)
        self.add_name(node)
        return [node, *messages]


def code_of(text: str) -> qr:
    """The code of a text; raises ValueError if it is too long for one."""
    import segno

    try:
        matrix = segno.make_qr(text).matrix
    except segno.DataOverflowError:
        raise ValueError(
            f"{len(text):,} characters are too many for a QR code, which holds 2,953 bytes; a short address is read best"
        ) from None
    runs = [
        f"M{QUIET + found.start()} {QUIET + row}h{len(found[0])}v1h-{len(found[0])}z"
        for row, line in enumerate(matrix)
        for found in re.finditer("\1+", line.decode("latin-1"))
    ]
    return qr(says=text, path="".join(runs), modules=len(matrix) + 2 * QUIET)


def describe(node: qr, caption: list[nodes.Node], addressed: bool) -> None:
    """Put below a code what it is called, and what it says."""
    text = node["says"]
    known = scheme_of(text) in SCHEMES
    if addressed:
        node["shown"] = text.partition("://")[2].rstrip("/") if known and "://" in text else text
    if known:
        node["refuri"] = text
    node.extend(caption)


def from_line(paragraph: nodes.paragraph) -> qr | None:
    """darkslide's ``.qr: pixels|address``, in either order; nothing if the line is none that can be."""
    found = re.fullmatch(r"\.qr:\s*(?:(\d{1,4})\|)?(\S+?)(?:\|(\d{1,4}))?\s*", paragraph.rawsource)
    if not found:
        return None
    try:
        node = code_of(found[2])
    except ValueError:
        return None
    describe(node, [], True)
    node["size"] = found[3] or found[1] or ""
    node.source, node.line = paragraph.source, paragraph.line
    return node
