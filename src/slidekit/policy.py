"""What a page may load and run: its Content-Security-Policy, from its scripts and the author's HTML."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import NamedTuple

LOADS = re.compile(
    r"<\s*(?:script|iframe|img|video|audio|source|link|object|embed|track|svg)|\bon\w+\s*=|javascript:", re.IGNORECASE
)
"""HTML without any of these asks for nothing and runs nothing."""

ORIGIN = re.compile(r"(https?:)?//([^/?#\s\"'<>;,]+)", re.IGNORECASE)

SOURCES = {
    ("img", "src"): "img-src",
    ("img", "srcset"): "img-src",
    ("image", "href"): "img-src",
    ("video", "poster"): "img-src",
    ("video", "src"): "media-src",
    ("audio", "src"): "media-src",
    ("source", "src"): "media-src",
    ("source", "srcset"): "img-src",
    ("track", "src"): "media-src",
    ("iframe", "src"): "frame-src",
    ("object", "data"): "object-src",
    ("embed", "src"): "object-src",
    ("link", "href"): "style-src",
    ("script", "src"): "script-src",
}
"""Which directive governs what an element's attribute loads."""

FOUND = {("img", "src"), ("video", "poster"), *((tag, "src") for tag in ("video", "audio", "source", "track"))}
"""What was looked up when the talk was read."""


class Wishes:
    """What the author's own HTML asks for."""

    def __init__(self) -> None:
        self.scripts: list[str] = []
        """Inline scripts."""
        self.origins: dict[str, set[str]] = {}
        """Where it loads from, by the directive that governs it."""
        self.unhashable = False
        """It has scripts that no hash can name: event handlers, ``javascript:``."""
        self.local: list[str] = []
        """Files beside the page."""


class Policy(NamedTuple):
    """A Content-Security-Policy, the origins that the author's HTML opened, and the files it needs beside the page."""

    text: str
    opened: tuple[str, ...]
    local: tuple[str, ...]


def policy(scripts: Iterable[str], fragments: Iterable[str], live: bool = False) -> Policy:
    """The policy of a page.

    ``scripts`` are ours, ``fragments`` the HTML that may load or run something; a ``live`` page talks to its server.
    """
    wishes = wishes_of(fragments)
    local = ["data:", "blob:", "'self'"]
    hashes = [hash_of(script) for script in [*scripts, *wishes.scripts]]
    if wishes.unhashable or wishes.origins.get("script-src"):
        # A hash beside 'unsafe-inline' would cancel it.
        hashes = ["'unsafe-inline'"]
    sources = {
        "style-src": ["'unsafe-inline'"],
        "img-src": local,
        "font-src": local,
        "media-src": local,
        "frame-src": [],
        "object-src": [],
        "script-src": list(dict.fromkeys(hashes)),
        "connect-src": ["'self'"] if live else [],
    }
    parts = ["default-src 'none'", "base-uri 'none'", "form-action 'none'"]
    for name, allowed in sources.items():
        extra = sorted(wishes.origins.get(name, set()) - set(allowed))
        if allowed or extra:
            parts.append(" ".join([name, *allowed, *extra]))
    opened = {origin for origins in wishes.origins.values() for origin in origins if origin != "'self'"}
    return Policy("; ".join(parts), tuple(sorted(opened)), tuple(dict.fromkeys(wishes.local)))


def hash_of(script: str) -> str:
    """A script as a policy names it."""
    digest = sha256(script.encode("utf-8", "surrogatepass")).digest()
    return f"'sha256-{b64encode(digest).decode('ascii')}'"


def origins_in(address: str) -> Iterator[str]:
    """The origins that an address, or a list of them as in ``srcset``, names; ``'self'`` for a relative one."""
    found = False
    for match in ORIGIN.finditer(address):
        found = True
        yield f"{(match[1] or 'https:').lower()}//{match[2].rsplit('@', 1)[-1].lower()}"
    if (
        not found
        and address.strip()
        and not re.match(r"\s*(data|blob|about|javascript|asset):", address, re.IGNORECASE)
    ):
        yield "'self'"


def wishes_of(fragments: Iterable[str]) -> Wishes:
    """What pieces of HTML ask for."""
    wishes = Wishes()
    loading = [html for html in fragments if LOADS.search(html)]
    if loading:
        from slidekit.rawhtml import elements

        for html in loading:
            for tag, attributes, text in elements(html):
                note_element(wishes, tag, attributes, text)
    return wishes


def note_element(wishes: Wishes, tag: str, attributes: dict[str, str], text: str) -> None:
    """Enter what one element asks for."""
    for name, value in attributes.items():
        if name.startswith("on") or "".join(value.split()).lower().startswith("javascript:"):
            wishes.unhashable = True
        directive = SOURCES.get((tag, name))
        if directive:
            origins = set(origins_in(value))
            wishes.origins.setdefault(directive, set()).update(origins)
            if "'self'" in origins and (tag, name) not in FOUND:
                wishes.local.append(value)
    if tag == "script" and "src" not in attributes:
        wishes.scripts.append(text)
