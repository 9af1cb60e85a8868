"""Style sheets of authors and themes: found, read, and their files entered into the asset table."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from slidekit.diagnostics import Diagnostic, Position, Severity
from slidekit.lookup import Fence, asset_token, find_file
from slidekit.model import Asset, Deck
from slidekit.source import SHEET_BYTES

URL = re.compile(r"url\(\s*(?:\"([^\"]*)\"|'([^']*)'|([^)\"'\s]*))\s*\)", re.IGNORECASE)
IMPORT = re.compile(r"@(?:import|charset)\b[^;]*;?", re.IGNORECASE)

NESTING = re.compile(r"""/\*.*?(?:\*/|\Z)|"(?:\\.|[^"\\\n])*|'(?:\\.|[^'\\\n])*|url\([^)"']*|\\.|[{}]""", re.DOTALL)
"""What opens and closes in a style sheet, and what only looks like it."""


class Sheet(NamedTuple):
    """CSS with asset tokens, the files they stand for, and what was noticed."""

    text: str = ""
    assets: Mapping[str, Asset] = {}
    dependencies: tuple[Path, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def author_sheet(deck: Deck, fence: Fence) -> Sheet:
    """The style sheets that a deck names in ``:css:``, joined."""
    texts: list[str] = []
    assets: dict[str, Asset] = {}
    read: list[Path] = []
    found: list[Diagnostic] = []
    at = deck.places.get("css", Position(deck.path))
    for name in deck.options.css:
        place = find_file(name, at.path.parent, fence)
        try:
            if place.path is None:
                raise OSError(2, place.reason)
            if place.path.stat().st_size > SHEET_BYTES:
                raise OSError(27, f"it has more than {SHEET_BYTES:,} bytes")
            text = place.path.read_text("utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "not UTF-8"
            message = f"style sheet not read: {reason}"
            found.append(Diagnostic("missing-file", message, at, name))
            continue
        read.append(place.path)
        texts.append(with_tokens(text, place.path, fence, assets, found))
    read += [asset.path for asset in assets.values()]
    return Sheet("\n".join(texts), assets, tuple(read), tuple(found))


def with_tokens(
    css: str, path: Path, fence: Fence, assets: dict[str, Asset], found: list[Diagnostic], space: str = ""
) -> str:
    """A style sheet with tokens for its files; what would be fetched elsewhere is reported."""
    imported = IMPORT.search(css)
    if imported:
        at = Position(path, css.count("\n", 0, imported.start()) + 1)
        instead = (
            "what stands in it belongs here, or into the theme's base" if space else "name every style sheet in ':css:'"
        )
        message = f"@import is left out: {instead}"
        found.append(Diagnostic("css-import", message, at, imported[0], Severity.WARNING))
        css = IMPORT.sub("", css)

    def token(match: re.Match[str]) -> str:
        address = match[1] or match[2] or match[3] or ""
        if re.match(r"[a-z][a-z0-9+.-]*:|//|#", address, re.IGNORECASE) or not address:
            return match[0]
        at = Position(path, css.count("\n", 0, match.start()) + 1)
        place = find_file(unquote(re.split(r"[?#]", address)[0]), path.parent, fence)
        if place.path is None:
            message = f"no such file: {place.reason}"
            found.append(Diagnostic("missing-file", message, at, address, Severity.WARNING))
            return match[0]
        return f'url("{token_of(Asset(place.path, at, address), fence, space, assets)}")'

    return URL.sub(token, css)


def unclosed(css: str) -> tuple[int, str] | None:
    """Where something opens that is not closed, or closes what is not open, and what: it would take other sheets along."""
    opened: list[int] = []
    end = 0
    while found := NESTING.search(css, end):
        part = found[0]
        end = found.end() + (part[0] in "\"'")
        if part.startswith("/*") and (len(part) < 4 or not part.endswith("*/")):
            return found.start(), "/*"
        if part == "{":
            opened.append(found.start())
        elif part == "}":
            if not opened:
                return found.start(), "}"
            opened.pop()
    return (opened[-1], "{") if opened else None


def token_of(asset: Asset, fence: Fence, space: str, assets: dict[str, Asset]) -> str:
    """Enter a file into the asset table; its token."""
    token = asset_token(asset.path, fence, space)
    assets[token] = asset
    return token
