"""The files that a talk shows: pictures, videos and sounds are found, and tokens stand for them. Reads no pixels."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import IntEnum
from html import unescape
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from docutils import nodes

from slidekit.doctree.census import Census
from slidekit.doctree.links import BLANK, scheme_of
from slidekit.doctree.nodes import media
from slidekit.doctree.reports import Reports
from slidekit.lookup import Fence, asset_token, find_file
from slidekit.media import PICTURE, PLAYED, SOUND, TEXT, VIDEO, Kind, fault, is_video
from slidekit.model import Asset

HUGE = 100_000_000
"""Pixels that make a browser's tab run out of memory."""

TAG = re.compile(r"<(img|video|audio|source|track)\b(?:[^<>\"']+|\"[^\"]*\"|'[^']*'){1,99}+", re.IGNORECASE)
ATTRIBUTE = re.compile(r"(\s(src|poster)\s*=\s*)(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+))", re.IGNORECASE)

AUTOPLAY = re.compile(r"(?<=\s)autoplay(?=[\s=/]|$)", re.IGNORECASE)
"""What would start to play on a slide that nobody sees; the runtime starts it on the one that is shown."""

RAW_KINDS = {"img": PICTURE, "video": VIDEO, "audio": SOUND, "track": TEXT}


class Rank(IntEnum):
    """Which of several places counts that show one file: the last, and of each place the highest."""

    PICTURE = 0
    MEDIA = 1
    RAW = 2
    BACKGROUND = 3


class Sight(NamedTuple):
    """A file that was found: where it is shown, and what stands for it there."""

    node: nodes.Element
    token: str
    asset: Asset
    rank: Rank


class Finder:
    """Looks files up for one reading of a talk, and notes in ``seen`` what was found."""

    def __init__(self, fence: Fence, reports: Reports) -> None:
        self.fence = fence
        self.reports = reports
        self.seen: list[Sight] = []

    def address(self, address: str, node: nodes.Element, kind: Kind, rank: Rank) -> str:
        """What a page asks for to show what an author names; nothing, after a warning, if it cannot be shown.

        A file's token depends on its place alone. A remote address is one that begins with a scheme or ``//``.
        """
        scheme = scheme_of(address)
        if scheme == "data" and BLANK.sub("", address).lower().startswith(f"data:{MIME[kind]}/"):
            return address
        if is_remote(address):
            code = "remote-image" if kind is PICTURE else "remote-media"
            message = f"a {kind.name} from the network: it is not in the file, and is fetched when the slide is shown"
            self.reports.note(code, message, node, address)
            return address
        if scheme and len(scheme) > 1:
            self.reports.note("unsafe-link", f"a {kind.name} at {scheme}: is not shown", node, address)
            return ""
        return self.file(address, node, kind, rank)

    def file(self, address: str, node: nodes.Element, kind: Kind, rank: Rank) -> str:
        """The token of the file at a relative address; nothing after a warning."""
        at = self.reports.position(node, address)
        found = find_file(unquote(re.split(r"[?#]", address)[0]), at.path.parent, self.fence)
        if found.path is None and unquote(address) != address:
            found = find_file(address, at.path.parent, self.fence)
        if found.path is None:
            problem = f"{kind.name} not shown" if found.outside else f"no such {NAMES.get(kind, kind.name)}"
            code = "outside-root" if found.outside else "missing-image" if kind is PICTURE else "missing-media"
            self.reports.note(code, f"{problem}: {found.reason}", node, address)
            return ""
        wrong = fault(found.path, kind)
        if wrong:
            code = "not-a-picture" if kind is PICTURE else "not-a-video" if kind is VIDEO else "not-a-sound"
            code = "not-captions" if kind is TEXT else code
            self.reports.note(code, f"not shown: {wrong}", node, address)
            return ""
        pixels = png_pixels(found.path) if kind is PICTURE else 0
        if pixels > HUGE:
            message = f"{pixels / 1e6:,.0f} million pixels: a browser may not be able to show it"
            self.reports.note("huge-image", message, node, address)
        sight = Sight(node, asset_token(found.path, self.fence), Asset(found.path, at, address), rank)
        self.seen.append(sight)
        return sight.token


MIME = {PICTURE: "image", VIDEO: "video", SOUND: "audio", TEXT: "text"}
NAMES = {PICTURE: "image"}


def is_remote(address: str) -> bool:
    """Whether an address leads to the network."""
    return scheme_of(address) in ("http", "https") or address.startswith("//")


def find_assets(found: Census, finder: Finder) -> None:
    """Look up all that stands on slides: pictures, then videos and sounds, then what the author's own HTML shows."""
    films = []
    for image in found[nodes.image]:
        if is_video(re.split(r"[?#]", image["uri"])[0]):  # docutils plays it, too
            film = media("", kind="video", sources=[image["uri"]], **image.attributes)
            film.source, film.line = image.source, image.line
            image.parent.replace(image, film)
            find_media(film, finder, Rank.PICTURE)
            films.append(film)
            continue
        uri = finder.address(image["uri"], image, PICTURE, Rank.PICTURE)
        if not uri:
            image["missing"] = True
        elif is_remote(uri):
            image["remote"] = True
        image["uri"] = uri or image["uri"]
    for each in found[media]:
        find_media(each, finder, Rank.MEDIA)
    found[media] += films
    find_raw(found[nodes.raw], finder)


def find_media(node: nodes.Element, finder: Finder, rank: Rank) -> None:
    """Look up a video or a sound: its sources, of which those stay that can be played, and its poster."""
    kind = VIDEO if node["kind"] == "video" else SOUND
    node["sources"] = [uri for source in node["sources"] if (uri := finder.address(source, node, kind, rank))]
    if node.get("poster"):
        node["poster"] = finder.address(node["poster"], node, PICTURE, rank)
    if any(map(is_remote, [*node["sources"], node.get("poster", "")])):
        node["remote"] = True
    node["remote"] = any(map(is_remote, [*node["sources"], node.get("poster", "")]))


def find_raw(raws: Iterable[nodes.raw], finder: Finder) -> None:
    """Look up what the author's own HTML shows by a relative address, and put tokens in."""
    for raw in raws:
        html = raw.astext()
        if "html" not in raw["format"].split() or not re.search(
            r"<(?:img|video|audio|source|track)\b", html, re.IGNORECASE
        ):
            continue

        def tag(match: re.Match[str], raw: nodes.raw = raw) -> str:
            kind = RAW_KINDS.get(match[1].lower())

            def attribute(found: re.Match[str]) -> str:
                address = unescape(found[3] or found[4] or found[5] or "")
                if not address or scheme_of(address) or address.startswith(("//", "#")):
                    return found[0]
                suffix = Path(re.split(r"[?#]", address)[0]).suffix.lower()
                if found[2].lower() == "poster":
                    wanted = PICTURE
                elif kind is None and suffix not in PLAYED:
                    return found[0]
                else:
                    wanted = kind or (VIDEO if is_video(f"x{suffix}") else SOUND)
                token = finder.file(address, raw, wanted, Rank.RAW)
                return f'{found[1]}"{token}"' if token else found[0]

            found = ATTRIBUTE.sub(attribute, match[0])
            return AUTOPLAY.sub("data-autoplay", found) if kind in (VIDEO, SOUND) else found

        raw.children = []
        raw.append(nodes.Text(TAG.sub(tag, html)))


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
