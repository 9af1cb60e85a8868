"""Where slides, titles and pictures stand in the lines of a talk. Parses nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from docutils import nodes

from slidekit.doctree import assets
from slidekit.doctree.belongings import owner_of
from slidekit.doctree.nodes import slide
from slidekit.errors import UnsureError
from slidekit.model import Asset


class Style(NamedTuple):
    """How titles of one level are underlined (and overlined), and the line of the first of them."""

    marks: str
    line: int


class Start(NamedTuple):
    """Where a slide starts: its line (from 0), how many sections are open there, and whether a transition does it."""

    line: int
    above: int
    transition: bool


class Sight(NamedTuple):
    """A file that a slide shows, and how much that place counts."""

    token: str
    asset: Asset
    rank: assets.Rank


class Window(Sequence[str]):
    """The lines of a talk of which only some are there; ``missed`` tells that another one was wanted."""

    def __init__(self, lines: list[str], first: int, total: int) -> None:
        self.lines = lines
        self.first = first
        self.total = total
        self.missed = False

    def __len__(self) -> int:
        return self.total

    def __getitem__(self, index: Any) -> Any:
        if 0 <= index - self.first < len(self.lines):
            return self.lines[index - self.first]
        self.missed = True
        return ""

    def __iter__(self) -> Iterator[str]:
        self.missed = True
        return iter(self.lines)


def start_of(part: nodes.Element, document: nodes.document, places: Mapping[int, int], promoted: int) -> Start | None:
    """Where a slide starts; nothing if that is no title and no transition of the talk itself."""
    found: tuple[Any, int] = part.get("begins", (None, 0))
    node, outer = found
    if node is None or node.source != document["source"]:
        return None
    transition = isinstance(node, nodes.transition)
    return Start(node.line - 1 if transition else places[node.line], outer + promoted, transition)


def title_of(style: Style) -> str:
    """A title of a style, as text."""
    over = f"{style.marks[1]}\n" if len(style.marks) > 1 else ""
    return f"{over}x\n{style.marks[0]}\n"


def title_places(under: Sequence[int], lines: Sequence[str], first: int) -> dict[int, int]:
    """The line (from 0) at which each title starts, by the line (from 1) of its underline."""
    known = set(under)
    places: dict[int, int] = {}
    for line in under:
        at = line - 2  # the title's own line, from 0
        over = at - 1 - first
        overlined = (
            over >= 0
            and at not in known
            and bool(lines[over].strip())
            and lines[over].rstrip() == lines[line - 1 - first].rstrip()
        )
        places[line] = at - overlined
    return places


def styles_of(
    under: Sequence[int], places: Mapping[int, int], lines: Sequence[str], first: int, above: Sequence[Style] = ()
) -> tuple[Style, ...]:
    """The styles of titles in the order of their first use; those ``above`` come first."""
    found = {style.marks: style.line for style in above}
    for line in under:
        mark = lines[line - 1 - first].strip()[:1]
        found.setdefault(mark * 2 if places[line] < line - 2 else mark, places[line])
    return tuple(Style(marks, line) for marks, line in found.items())


def sights_of(
    parts: Sequence[nodes.Element], seen: Sequence[assets.Sight]
) -> dict[nodes.Element | None, tuple[Sight, ...]]:
    """The files that each slide shows; under ``None`` those of header and footer."""
    found: dict[nodes.Element | None, list[Sight]] = {part: [] for part in parts}
    for sight in seen:
        owner: nodes.Element | None = sight.node if isinstance(sight.node, slide) else owner_of(sight.node)[0]
        if isinstance(owner, nodes.decoration):
            owner = None
        elif owner not in found:
            raise UnsureError("a picture on no slide")
        found.setdefault(owner, []).append(Sight(sight.token, sight.asset, sight.rank))
    return {part: tuple(sights) for part, sights in found.items()}


def directives_in(text: str) -> Iterator[tuple[str, int]]:
    """The names (in small letters) of all that may be directives in a text, and where their colons stand."""
    at = text.find("::")
    while at >= 0:
        before = text[max(0, at - 60) : at].split()
        if before:
            yield before[-1].lower(), at
        at = text.find("::", at + 2)
