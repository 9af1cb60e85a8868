"""What a tree shows that a build does not mind, and a speaker would: asked for by ``slidekit check`` alone. Changes nothing."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from docutils import nodes

from slidekit.diagnostics import Position, Severity
from slidekit.doctree.nodes import iframe, media, untitled
from slidekit.doctree.nodes import slide as slide_node
from slidekit.doctree.reports import Reports
from slidekit.doctree.slides import Cut, Seen
from slidekit.lookup import Fence, find_file

TAG = re.compile(r"<([a-z][a-z0-9-]*)\b((?:[^<>\"']+|\"[^\"]*\"|'[^']*'){0,99}+)>", re.IGNORECASE)
ATTRIBUTE = re.compile(r"\s([a-z-]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+)))?", re.IGNORECASE)
COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)

POSITION = re.compile(r"\d+(?:\.\d+)?")
"""An address of a slide by its number, and a step."""

STAGE = (1280, 720)
"""Pixels of the smallest screen that a talk is shown on."""

PIXELS = 16_600_000
"""Twice those of a screen of 3840×2160: more is never seen."""

BYTES = 6_000_000
"""A picture of more is a photograph as the camera made it."""

FULL = frozenset({"fill", "layout-full-picture"})
"""What makes a picture as large as the stage: a class of its own, or of its slide."""


class Tag(NamedTuple):
    """An element in the author's own HTML."""

    name: str
    attributes: dict[str, str]
    node: nodes.raw
    text: str


def audit(document: nodes.document, cut: Cut, seen: Seen, reports: Reports, fence: Fence) -> dict[str, Position]:
    """Report what is found; the addresses on the web that the talk names, and where it does."""
    tags = [tag for part in cut.parts for node in part.findall(nodes.raw) for tag in tags_in(node)]
    for part in cut.parts:
        judge_slide(part, reports)
    judge_pictures(cut, seen, tags, reports)
    judge_comments(cut.parts, reports)
    known = judge_ids(document, cut, tags, reports)
    return judge_links(cut, tags, known, reports, fence)


def tags_in(node: nodes.raw) -> Iterator[Tag]:
    """The elements of a piece of the author's own HTML."""
    if "html" in node["format"].split():
        for found in TAG.finditer(COMMENT.sub("", node.astext())):
            given = {one[1].lower(): one[2] or one[3] or one[4] or "" for one in ATTRIBUTE.finditer(found[2])}
            yield Tag(found[1].lower(), given, node, found[0])


def judge_slide(part: slide_node, reports: Reports) -> None:
    """A slide on which nothing is: often a pause that is meant, sometimes one that is left over."""
    given = part["fields"]
    seen = [child for child in part.children if not isinstance(child, nodes.Invisible | nodes.system_message)]
    background = part.get("background") or part.get("film") or part.get("remote")
    if not background and not any(is_something(child) for child in seen) and "hidden" not in given:
        reports.note("blank-slide", "nothing is on this slide", part, severity=Severity.INFO)


def is_something(node: nodes.Node) -> bool:
    """Whether a node shows text, or something that is no text."""
    if isinstance(node, nodes.Text):
        return bool(node.astext().strip())
    if isinstance(node, nodes.image | media | iframe | nodes.raw):
        return True
    return not isinstance(node, nodes.Invisible) and (
        any(map(is_something, node.children)) or not isinstance(node, nodes.TextElement | nodes.container | untitled)
    )


def judge_pictures(cut: Cut, seen: Seen, tags: Iterable[Tag], reports: Reports) -> None:
    """Pictures that say nothing to those who do not see them, and such as have too few pixels, or far too many."""
    sights = {id(sight.node): sight for sight in seen.sights}
    for part in cut.parts:
        for node in part.findall(nodes.image):
            sight = sights.get(id(node))
            mark = sight.asset.mark if sight else node["uri"]
            if "alt" not in node:
                message = "the picture has no text for those who do not see it; :alt: says what it shows, or nothing"
                reports.note("missing-alt", message, node, mark)
            if sight:
                is_full = bool(FULL.intersection([*node["classes"], *part["classes"], *layout_of(part)]))
                judge_pixels(sight.asset.path, node, mark, is_full, reports)
        place = part["fields"].get(part.get("background-field", ""), "")
        for sight in seen.sights:
            if place and sight.node is part:
                judge_pixels(sight.asset.path, part, place, True, reports)
    for tag in tags:
        if tag.name == "img" and "alt" not in tag.attributes:
            message = 'the picture has no text for those who do not see it; alt="…" says what it shows, or nothing'
            reports.note("missing-alt", message, tag.node, tag.text[:4])


def layout_of(part: slide_node) -> list[str]:
    """The class of a slide's layout."""
    return [f"layout-{part['fields']['layout']}"] if part["fields"].get("layout") else []


def judge_pixels(path: Path, node: nodes.Element, mark: str, is_full: bool, reports: Reports) -> None:
    """Whether a picture is made for a stage."""
    import imagesize

    try:
        size = path.stat().st_size
        width, height = (0, 0) if path.suffix.lower() == ".svg" else imagesize.get(path)
    except (OSError, ValueError):
        return
    if is_full and 0 < width < STAGE[0] and 0 < height < STAGE[1]:
        message = f"{width}×{height} pixels fill the stage, which has {STAGE[0]}×{STAGE[1]} and more: it is blurred"
        reports.note("small-picture", message, node, mark)
    if width * height > PIXELS or size > BYTES:
        pixels = f"{width}×{height} pixels, " if width > 0 else ""
        message = f"{pixels}{size / 1e6:,.1f} MB: more than any screen shows; one of 3840×2160 is enough"
        reports.note("large-picture", message, node, mark)


def judge_comments(parts: Iterable[slide_node], reports: Reports) -> None:
    """Comments in the author's own HTML are in the page, for everybody who looks."""
    for part in parts:
        for node in part.findall(nodes.raw):
            for found in COMMENT.finditer(node.astext()) if "html" in node["format"].split() else ():
                words = found[1].split()
                if len(words) > 1:
                    message = "this comment of HTML is in the page, where everybody can read it; .. is not"
                    reports.note("public-comment", message, node, words[0], Severity.INFO)


def judge_ids(document: nodes.document, cut: Cut, tags: Iterable[Tag], reports: Reports) -> set[str]:
    """What can be led to; ids of the author's own HTML that are there twice."""
    known = {name for node in document.findall(nodes.Element) for name in node["ids"]}
    known |= {name for part in cut.parts for node in part.findall(nodes.Element) for name in node["ids"]}
    known |= set(cut.names)
    for tag in tags:
        name = tag.attributes.get("id", "")
        if name and name in known:
            reports.note("duplicate-id", f"the id {name!r} is used already", tag.node, name)
        known |= {name, tag.attributes.get("name", "")}
    return known - {""}


def judge_links(cut: Cut, tags: Iterable[Tag], known: set[str], reports: Reports, fence: Fence) -> dict[str, Position]:
    """Links to places and files that are not there; those to the web are given back."""
    web: dict[str, Position] = {}
    found: list[tuple[str, nodes.Node]] = []
    for part in cut.parts:
        found += [(node["refuri"], node) for node in part.findall(nodes.reference) if node.get("refuri")]
        found += [(node["uri"], node) for node in part.findall(nodes.image) if "//" in node["uri"]]
        found += [(node["uri"], node) for node in part.findall(iframe)]
    found += [(tag.attributes["href"], tag.node) for tag in tags if tag.name == "a" and tag.attributes.get("href")]
    count = len(cut.parts)
    for address, node in found:
        try:
            parts = urlsplit(address)
        except ValueError:  # of an address that cannot be one
            reports.note("dead-link", f"this is no address: {address}", node, address)
            continue
        if parts.scheme in ("http", "https") or address.startswith("//"):
            web.setdefault(f"https:{address}" if address.startswith("//") else address, reports.position(node, address))
        elif address.startswith("#"):
            name = unquote(address[1:])
            is_number = POSITION.fullmatch(name) and 1 <= int(name.partition(".")[0]) <= count
            if name and not is_number and name not in known:
                reports.note("dead-link", f"nothing in the deck is called {name!r}", node, address)
        elif not parts.scheme and parts.path:
            place = unquote(parts.path)
            if not is_reached(place, reports.position(node).path.parent, fence):
                reports.note("dead-link", f"there is no file {place!r} beside the talk", node, address)
    return web


def is_reached(place: str, near: Path, fence: Fence) -> bool:
    """Whether there is a file or a folder beside a talk, or a talk that becomes such a page; nothing is told of what lies outside."""
    if find_file(place, near, fence).path is not None:
        return True
    path = near / place
    if "\0" in place or not fence.holds(path):
        return False
    is_page = path.suffix == ".html" and any(path.with_suffix(ending).is_file() for ending in (".rst", ".md"))
    return is_page or os.path.isdir(path)  # noqa: PTH112 - a name too long is no error
