"""Pages of the web on a slide: text to nodes."""

from __future__ import annotations

import re
from typing import Any, ClassVar
from urllib.parse import urlsplit

from docutils import nodes
from docutils.parsers.rst import Directive, directives

from slidekit.doctree.links import scheme_of
from slidekit.doctree.nodes import iframe


def permissions(argument: str) -> str:
    """What a page may use, as HTML's ``allow`` has it."""
    if not argument or not re.fullmatch(r"[-a-z]+( [^;\"<>]*)?(\s*;\s*[-a-z]+( [^;\"<>]*)?)*\s*;?", argument.strip()):
        raise ValueError("names of browsers' features, such as fullscreen; autoplay")
    return argument.strip()


class Iframe(Directive):
    """A page of the web: ``.. iframe:: https://example.org/``. It is asked for when its slide is shown."""

    required_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[dict[str, Any] | None] = {
        "class": directives.class_option,
        "name": directives.unchanged,
        "width": directives.length_or_percentage_or_unitless,
        "height": directives.length_or_unitless,
        "title": directives.unchanged_required,
        "allow": permissions,
    }

    def run(self) -> list[nodes.Node]:
        address = "".join(self.arguments[0].split())
        scheme = scheme_of(address)
        reporter = self.state.document.reporter
        if scheme not in ("http", "https", ""):
            message = f"a page at {scheme}: is not shown: an iframe takes http, https or a file beside the page"
            reporter.warning(message, line=self.lineno, code="unsafe-link", mark=address)
            return [nodes.paragraph("", address)]
        if not self.state.document.settings.raw_enabled:
            message = "a stranger's talk opens no pages; the address is shown instead"
            reporter.warning(message, line=self.lineno, code="untrusted", mark=address)
            return [nodes.paragraph("", "", nodes.reference("", address, refuri=address))]
        try:
            host = urlsplit(address).hostname
        except ValueError:  # such as http://[1
            host = None
        if host is None and (scheme or address.startswith("//")):
            raise self.error(f'Error in "iframe" directive: there is no host in "{address}".')
        node = iframe(classes=self.options.get("class", []), uri=address)
        node["title"] = self.options.get("title") or host or address
        node.source, node.line = self.state_machine.get_source_and_line(self.lineno)
        for name in ("width", "height", "allow"):
            if name in self.options:
                node[name] = self.options[name]
        self.add_name(node)
        return [node]
