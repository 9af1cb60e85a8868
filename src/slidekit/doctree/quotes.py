"""Smart quotes, looked for only where there are some to be made."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from docutils import nodes
from docutils.transforms import universal

ACTIVE = re.compile(r"[\"'`\\]|--|\.\s?\.\s?\.")
"""What docutils' transform may change; it takes every text apart, a tenth of the time of a large talk."""


class SmartQuotes(universal.SmartQuotes):
    """docutils' transform, shown only the text in which something can change."""

    def apply(self) -> None:
        whole: Any = self.document
        self.document = Active(whole)  # type: ignore[assignment]
        try:
            super().apply()
        finally:
            self.document = whole


class Active:
    """A document that finds only the blocks of text with a character that means something to smart quotes."""

    def __init__(self, document: nodes.document) -> None:
        self.document = document
        self.settings = document.settings
        self.reporter = document.reporter

    def findall(self, kind: type[nodes.Element]) -> Iterator[nodes.Element]:
        """Outermost blocks of text, as the transform asks for them."""
        waiting: list[nodes.Node] = [self.document]
        while waiting:
            node = waiting.pop()
            if isinstance(node, kind):
                if ACTIVE.search(node.astext()):
                    yield node
            elif node.children:
                waiting.extend(node.children[::-1])
