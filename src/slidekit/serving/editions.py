"""What is served of a talk at one moment, and what leads from one such edition to another. No files, no sockets."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from html import unescape
from typing import Any, NamedTuple

from slidekit.model import Item, elements
from slidekit.page import LIVE
from slidekit.source import difference

FEW = 3
"""So many slides may differ after a change elsewhere for the page to go to the first of them."""


EVERYTHING = 10**9
"""More items than any page has."""


class Trouble(NamedTuple):
    """Something that is wrong with a talk: its severity, what is said of it, and where it is."""

    severity: str
    text: str
    path: str = ""
    line: int = 0


class Edition(NamedTuple):
    """A talk as it is served: the parts of its page (see `Page`), links made, and what the server must know of them.

    ``places`` are path and line of each item; ``hidden`` the indexes of those that are not shown; ``files`` what may
    be asked for, by address; ``text`` is the source.
    """

    before: str
    items: tuple[Item, ...]
    ids: tuple[str, ...]
    places: tuple[tuple[str, int], ...]
    unstaged: tuple[int, ...]
    after: str
    opening: str
    frame: Mapping[str, Any]
    fixed: str
    files: Mapping[str, str]
    warnings: tuple[Trouble, ...]
    text: str

    def page(self, version: str = "") -> bytes:
        """The page, which says its version; one without hears of no change."""
        live = f' data-live="{LIVE}"'
        before = self.before.replace(live, live.replace(LIVE, version) if version else "", 1)
        return "".join([before, *elements(self.items, self.ids, self.opening), self.after]).encode("utf-8", "replace")

    def number(self, index: int) -> int:
        """The number of an item among the slides that are shown; one that is not has that of the slide before it."""
        return index + 1 - bisect_right(self.unstaged, index)

    def html_of(self, indexes: Iterable[int]) -> list[str]:
        """The elements of some items."""
        return [self.items[index].html(self.ids[index], self.number(index)) for index in indexes]

    def item_at(self, path: str, line: int) -> int | None:
        """The item in whose source a line stands; of lines before the first, the first of that file."""
        found = None
        for index, (its, start) in enumerate(self.places):
            if its == path and (found is None or start <= line):
                found = index
        return found


class Change(NamedTuple):
    """What leads from an edition to the next, where few items differ.

    ``items`` take the place of those from ``start`` to ``end``; ``text`` tells how much of the source stays at its
    beginning and at its end, and what stands between; ``fields`` are others that are new.
    """

    start: int
    end: int
    items: tuple[Item, ...]
    text: tuple[int, int, str]
    fields: Mapping[str, Any]

    def apply(self, edition: Edition) -> Edition:
        """The next edition."""
        items = (*edition.items[: self.start], *self.items, *edition.items[self.end :])
        before, behind, middle = self.text
        text = f"{edition.text[:before]}{middle}{edition.text[len(edition.text) - behind :]}"
        return edition._replace(items=items, text=text, **self.fields)

    @property
    def span(self) -> tuple[int, int, int]:
        """Where the two differ, as `span` tells it."""
        return self.start, self.end, self.start + len(self.items)


def span(old: Sequence[object], new: Sequence[object]) -> tuple[int, int, int]:
    """Where two sequences differ: the start in both, the end in the old one, and in the new one."""
    shorter = min(len(old), len(new))
    start = next((n for n in range(shorter) if old[n] != new[n]), shorter)
    rest = shorter - start
    same = next((n for n in range(rest) if old[-1 - n] != new[-1 - n]), rest)
    return start, len(old) - same, len(new) - same


def update(old: Edition, new: Edition, differ: tuple[int, int, int] | None = None) -> dict[str, Any]:
    """What a page of the old edition needs to become one of the new, as it is sent; they ``differ`` there, if that is known."""
    if old.fixed != new.fixed:
        return {"reload": True}
    found: dict[str, Any] = {}
    start, end, stop = differ or span(old.items, new.items)
    kept = {item: index for index, item in reversed(list(enumerate(old.items[start:end], start)))}
    source = [kept.pop(item, None) for item in new.items[start:stop]]
    if start < end or start < stop:
        fresh = new.html_of(range(start, stop))
        items = [html if index is None else index for html, index in zip(fresh, source, strict=True)]
        found["slides"] = {"start": start, "end": end, "items": items}
    moved = any(n is not None and old.ids[n] != new.ids[start + at] for at, n in enumerate(source))
    if moved or old.ids[:start] != new.ids[:start] or old.ids[end:] != new.ids[stop:]:
        found["ids"] = [unescape(name) for name in new.ids]
    if new.frame is not old.frame:
        frame = {name: value for name, value in new.frame.items() if value != old.frame.get(name)}
        if frame:
            found["frame"] = frame
    return found


def whole(new: Edition) -> dict[str, Any]:
    """What a page of an edition that nobody remembers needs to become this one."""
    items = new.html_of(range(len(new.items)))
    return {"slides": {"start": 0, "end": EVERYTHING, "items": items}, "frame": dict(new.frame)}


def edited_slide(old: Edition, new: Edition, talk: str) -> int | None:
    """The number of the slide that somebody has just edited: where the text differs, or else the first of few that do."""
    start, end, stop = span(old.items, new.items)
    if old.text != new.text:
        before, _ = difference(old.text, new.text)
        index = new.item_at(talk, new.text.count("\n", 0, before) + 1)
        if index is not None and start <= index < stop:
            return max(1, new.number(index))
    return max(1, new.number(start)) if start < stop and max(end, stop) - start <= FEW else None
