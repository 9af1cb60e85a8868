"""The author's own HTML, taken apart into elements. Imported only when a talk has some that matters."""

from __future__ import annotations

from html.parser import HTMLParser


class Elements(HTMLParser):
    """Collects start tags, and with scripts their text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, str], str]] = []
        self.script: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element; the text of a script follows."""
        self.found.append((tag, {name: value or "" for name, value in attrs}, ""))
        self.script = [] if tag == "script" else None

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """``<x/>`` is ``<x>`` in HTML."""
        self.handle_starttag(tag, attrs)

    def handle_data(self, data: str) -> None:
        """Keep what stands inside a script."""
        if self.script is not None:
            self.script.append(data)

    def handle_endtag(self, tag: str) -> None:
        """A script is whole."""
        if tag == "script" and self.script is not None and self.found:
            name, attributes, _ = self.found[-1]
            self.found[-1] = (name, attributes, "".join(self.script))
        self.script = None


def elements(html: str) -> list[tuple[str, dict[str, str], str]]:
    """Every element of a piece of HTML: tag, attributes, and for scripts their text."""
    parser = Elements()
    parser.feed(html)
    parser.close()
    return parser.found
