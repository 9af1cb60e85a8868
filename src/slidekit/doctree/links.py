"""Where links and pictures lead: unsafe addresses are dropped, pictures are found. Reads no pixels."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from docutils import nodes

from slidekit.doctree.census import Census
from slidekit.doctree.reports import Reports
from slidekit.lookup import Fence, asset_token, find_file
from slidekit.model import Asset

SCHEMES = frozenset("http https mailto tel ftp ftps sftp ssh git irc ircs news nntp sip sms xmpp geo".split())
"""Where a link may lead. What runs something (``javascript``, ``vbscript``, ``data``) is not here."""

BLANK = re.compile(r"[\x00-\x20\x7f-\xa0]+")
SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)

RAW_PICTURE = re.compile(r"(<img\b[^>]*?\ssrc\s*=\s*)(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)

PICTURES = frozenset(".apng .avif .bmp .gif .ico .jpeg .jpg .png .svg .webp".split())
"""What is embedded as a picture; anything else inside the project would be given away with the page."""

HUGE = 100_000_000
"""Pixels that make a browser's tab run out of memory."""


def scheme_of(address: str) -> str:
    """The scheme of an address as a browser reads it (blanks and control characters do not count)."""
    found = SCHEME.match(BLANK.sub("", address))
    return found[1].lower() if found else ""


def drop_unsafe(found: Census, reports: Reports) -> None:
    """Turn links that could run something into plain text, with a warning."""
    for reference in found[nodes.reference]:
        address = reference.get("refuri", "")
        scheme = scheme_of(address)
        if scheme and scheme not in SCHEMES:
            reports.note("unsafe-link", f"a link to {scheme}: is dropped, its text stays", reference, address)
            reference.parent.replace(reference, reference.children)


def drop_unsafe_meta(found: Census, reports: Reports) -> list[nodes.meta]:
    """The ``meta`` elements of a document, taken out of it; those that act on the page are refused."""
    kept = []
    for meta in found[nodes.meta]:
        meta.parent.remove(meta)
        name = meta.get("http-equiv", "")
        if name and name.lower() != "content-language":
            reports.note("unsafe-meta", f"http-equiv={name} would act on the page and is left out", meta, name)
        elif meta.get("name", "").lower() != "viewport":
            kept.append(meta)
    return kept


def drop_links_to(gone: Iterable[nodes.Element], found: Census) -> None:
    """Turn links to what a page will not hold into text; a table of contents loses the line."""
    ids = {name for part in gone for node in part.findall(nodes.Element) for name in node["ids"]}
    for reference in found[nodes.reference] if ids else ():
        if reference.get("refid") not in ids:
            continue
        if any(name.startswith("toc-entry") for name in reference["ids"]):
            remove_line(reference.parent)
        else:
            reference.parent.replace(reference, reference.children)


def remove_line(line: nodes.Element) -> None:
    """Remove a paragraph, and the list items and lists that hold nothing without it."""
    parent = line.parent
    parent.remove(line)
    if not parent.children and isinstance(parent, nodes.list_item | nodes.bullet_list | nodes.topic):
        remove_line(parent)


class Sight(NamedTuple):
    """A picture that was found: where it is shown, and what stands for it there."""

    node: nodes.Element
    token: str
    asset: Asset


def find_pictures(images: Iterable[nodes.image], fence: Fence, reports: Reports) -> list[Sight]:
    """Look the pictures up.

    Each image's ``uri`` becomes ``asset:`` and a token that depends on the address alone; an image
    that cannot be shown gets the attribute ``missing``.
    """
    seen: list[Sight] = []
    for image in images:
        address = image["uri"]
        scheme = scheme_of(address)
        if scheme == "data" and BLANK.sub("", address).lower().startswith("data:image/"):
            continue
        if scheme in ("http", "https") or address.startswith("//"):
            reports.note(
                "remote-image",
                "a picture from the network: it is not in the file, and is fetched when the slide is shown",
                image,
                address,
            )
            image["remote"] = True
        elif scheme and len(scheme) > 1:
            reports.note("unsafe-link", f"a picture at {scheme}: is not shown", image, address)
            image["missing"] = True
        else:
            sight = find_asset(address, image, fence, reports)
            if sight is None:
                image["missing"] = True
            else:
                image["uri"] = sight.token
                seen.append(sight)
    return seen


def find_raw_pictures(raws: Iterable[nodes.raw], fence: Fence, reports: Reports) -> list[Sight]:
    """Look up the pictures that the author's own HTML shows by a relative address, and put tokens in."""
    seen: list[Sight] = []
    for raw in raws:
        html = raw.astext()
        if "html" not in raw["format"].split() or "<img" not in html.lower():
            continue

        def token(match: re.Match[str], raw: nodes.raw = raw) -> str:
            address = unescape(match[2] or match[3] or "")
            if not address or scheme_of(address) or address.startswith(("//", "#")):
                return match[0]
            sight = find_asset(address, raw, fence, reports)
            if sight is None:
                return match[0]
            seen.append(sight)
            return f'{match[1]}"{sight.token}"'

        raw.children = []
        raw.append(nodes.Text(RAW_PICTURE.sub(token, html)))
    return seen


def find_asset(address: str, node: nodes.Element, fence: Fence, reports: Reports) -> Sight | None:
    """The picture at a relative address; nothing after a warning."""
    at = reports.position(node, address)
    found = find_file(unquote(re.split(r"[?#]", address)[0]), at.path.parent, fence)
    if found.path is None and unquote(address) != address:
        found = find_file(address, at.path.parent, fence)
    if found.path is None:
        code = "outside-root" if found.outside else "missing-image"
        problem = "picture not shown" if found.outside else "no such image"
        reports.note(code, f"{problem}: {found.reason}", node, address)
        return None
    if found.path.suffix.lower() not in PICTURES:
        known = ", ".join(sorted(PICTURES))
        reports.note("not-a-picture", f"not shown: browsers know pictures by {known}", node, address)
        return None
    pixels = png_pixels(found.path)
    if pixels > HUGE:
        message = f"{pixels / 1e6:,.0f} million pixels: a browser may not be able to show it"
        reports.note("huge-image", message, node, address)
    return Sight(node, asset_token(found.path, fence), Asset(found.path, at, address))


def png_pixels(path: Path) -> int:
    """How many pixels a PNG claims to have (width and height stand in its first 24 bytes)."""
    try:
        with path.open("rb") as file:
            head = file.read(24)
    except OSError:
        return 0
    if head[:8] != b"\x89PNG\r\n\x1a\n":
        return 0
    return int.from_bytes(head[16:20], "big") * int.from_bytes(head[20:24], "big")
