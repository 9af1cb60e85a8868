"""What the author's own HTML says, without the HTML: its text, and what it shows. Runs nothing."""

from __future__ import annotations

from html.parser import HTMLParser

from slidekit.blocks import Block, Film, Picture, Run, Text
from slidekit.doctree.links import SCHEMES, scheme_of
from slidekit.source import show_controls

UNSEEN = frozenset({"script", "style", "template"})

IN_LINE = frozenset(
    "a abbr b bdi bdo cite code dfn em i kbd mark q s samp small span strong sub sup time u var".split()
)
"""Elements that do not end a line."""

LOOKS = {
    "b": "strong",
    "strong": "strong",
    "i": "emphasis",
    "em": "emphasis",
    "code": "code",
    "sub": "sub",
    "sup": "sup",
}


class Reading(HTMLParser):
    """Reads HTML to blocks."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Block] = []
        self.runs: list[Run] = []
        self.open: list[tuple[str, str]] = []
        self.unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.unseen += tag in UNSEEN
        if tag not in IN_LINE:
            self.end_line()
        if tag == "img":
            self.found.append(Picture(given.get("src", ""), given.get("alt", "")))
        elif tag in ("video", "audio"):
            address = given.get("src", "")
            self.found.append(Film(tag, address, given.get("poster", ""), given.get("aria-label", address)))
        elif tag == "iframe" and safe(given.get("src", "")):
            self.found.append(Text((Run(given.get("title") or given["src"], link=given["src"]),)))
        elif tag in IN_LINE:
            self.open.append((tag, safe(given.get("href", ""))))

    def handle_endtag(self, tag: str) -> None:
        self.unseen = max(0, self.unseen - (tag in UNSEEN))
        if tag not in IN_LINE:
            self.end_line()
            return
        for at in range(len(self.open) - 1, max(-1, len(self.open) - 20), -1):
            if self.open[at][0] == tag:
                del self.open[at:]
                return

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            looks = tuple(dict.fromkeys(LOOKS[tag] for tag, _ in self.open[-20:] if tag in LOOKS))
            link = next((link for _, link in reversed(self.open[-20:]) if link), "")
            self.runs.append(Run(show_controls(" ".join(f".{data}.".split())[1:-1]), looks, link))

    def end_line(self) -> None:
        """The text so far is a paragraph."""
        if any(run.text.strip() for run in self.runs):
            runs = [run for run in self.runs if run.text]
            runs[0] = runs[0]._replace(text=runs[0].text.lstrip())
            runs[-1] = runs[-1]._replace(text=runs[-1].text.rstrip())
            self.found.append(Text(tuple(run for run in runs if run.text)))
        self.runs = []


def safe(address: str) -> str:
    """An address that leads somewhere; nothing for one that would run something."""
    scheme = scheme_of(address)
    return "" if scheme and scheme not in SCHEMES else address


def blocks_of_html(html: str) -> list[Block]:
    """The text of HTML by lines, its pictures, films and pages."""
    reading = Reading()
    reading.feed(html)
    reading.close()
    reading.end_line()
    return reading.found


def text_of_html(html: str) -> str:
    """The text of HTML that stands in a line."""
    reading = Reading()
    reading.feed(html)
    reading.close()
    said = "".join(run.text for run in reading.runs)
    before = " ".join("".join(run.text for run in each.runs) for each in reading.found if isinstance(each, Text))
    return f"{before} {said}" if before and said else before or said
