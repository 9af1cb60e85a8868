"""A page to files. Knows bytes and paths; nothing of slides."""

from __future__ import annotations

import os
import re
from base64 import b64encode
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import NamedTuple
from urllib.parse import quote

from slidekit.delivery import Content, deliver
from slidekit.diagnostics import Diagnostic, Severity
from slidekit.errors import DeckError
from slidekit.media import PLAYED, mime_type
from slidekit.model import Asset, Page

TOKEN = re.compile(rb"asset:[0-9a-f]{16}")

NOTES = re.compile(r'<template class="notes">.*?</template>\n\Z', re.DOTALL)
"""How an item ends that has notes."""

LARGEST = 150_000_000
"""Bytes of a page: browsers stumble on less, and it must fit into memory twice."""

LARGE = 8_000_000
"""Bytes of the largest video or sound that is put into a page."""

SLUG = 40
"""Characters of a file's own name in that of its copy."""


class Bundle(NamedTuple):
    """A deck as files: their content by relative path, the page first. What is not made but copied is a path."""

    files: Mapping[PurePosixPath, Content]
    diagnostics: tuple[Diagnostic, ...] = ()
    dependencies: tuple[Path, ...] = ()

    @property
    def page(self) -> bytes:
        """The HTML page."""
        content = next(iter(self.files.values()))
        return content if isinstance(content, bytes) else content.read_bytes()

    def write(self, folder: Path) -> None:
        """Write the files into a folder, the page last, and remove what an earlier build wrote and this one does not.

        Raises OutputError; what was there then stays.
        """
        deliver(self.files, folder, folder_beside(next(iter(self.files)).name), self.dependencies)


def folder_beside(name: str) -> str:
    """The folder for the files of a page of this name."""
    return f"{PurePosixPath(name).stem}_files"


def embed(page: Page, name: str, linked: bool = False) -> Bundle:
    """The files of a page: every asset inside as a data URI; ``linked``, or a large video or sound, beside it."""
    found: list[Diagnostic] = []
    uris: dict[bytes, bytes] = {}
    beside: dict[PurePosixPath, Content] = {}
    html = page.html.encode("utf-8", "replace")  # before the pictures: text takes up to four bytes a character
    left = LARGEST - len(html)

    def uri_of(token: str, asset: Asset) -> bytes:
        size = size_of(asset, found)
        if size < 0:
            return b"data:,"
        if not linked and (size <= LARGE or asset.path.suffix.lower() not in PLAYED):
            return data_uri(asset, left, found)
        path = PurePosixPath(folder_beside(name), name_beside(asset.path, token, beside))
        if not linked:
            message = f"a file of {size:,} bytes is not put into the page, but beside it: {path}"
            found.append(Diagnostic("large-file", message, asset.at, asset.mark, Severity.INFO))
        beside[path] = asset.path
        return quote(os.fsencode(str(path))).encode()

    def uri(match: re.Match[bytes]) -> bytes:
        nonlocal left
        token = match[0].decode()
        asset = page.assets.get(token)
        if asset is None:
            return match[0]
        if match[0] not in uris:
            uris[match[0]] = uri_of(token, asset)
        left -= len(uris[match[0]])
        if left < 0:
            raise too_large(asset)
        return uris[match[0]]

    files: dict[PurePosixPath, Content] = {PurePosixPath(name): TOKEN.sub(uri, html)}
    return Bundle({**files, **beside}, (*page.diagnostics, *found), page.dependencies)


def embed_first(page: Page) -> bytes:
    """A page with the first slide alone, as a list of talks shows it: no notes, and no script but what fits the slide."""
    first = next((index for index, item in enumerate(page.items) if not item.unstaged), 0)
    items = tuple(item._replace(rest=NOTES.sub("", item.rest)) for item in page.items[first : first + 1])
    lean = page._replace(items=items, ids=page.ids[first : first + 1], after=page.after.partition("<script>")[0])
    return embed(lean, "first.html").page


def name_beside(path: Path, token: str, taken: Iterable[PurePosixPath]) -> str:
    """What a file beside the page is called: as it was, and so that no other is called the same anywhere."""
    slug = re.sub(r"[^A-Za-z0-9_-]+", "-", path.stem).strip("-")[:SLUG] or "file"
    suffix = re.sub(r"[^a-z0-9]", "", path.suffix.lower())
    digits = token.removeprefix("asset:")
    names = (f"{slug}-{digits[:8]}.{suffix}", f"{slug}-{digits}.{suffix}")
    used = {each.name.lower() for each in taken}
    return next(name for name in names if name.lower() not in used)


def size_of(asset: Asset, found: list[Diagnostic]) -> int:
    """The bytes of a file; of an unreadable one, which is reported, -1."""
    try:
        with asset.path.open("rb") as file:
            return os.fstat(file.fileno()).st_size
    except OSError as error:
        found.append(unreadable(asset, error))
        return -1


def unreadable(asset: Asset, error: OSError) -> Diagnostic:
    """The warning for a file that cannot be read."""
    message = f"cannot read the file: {error.strerror}"
    return Diagnostic("unreadable-file", message, asset.at, asset.mark, Severity.WARNING)


def data_uri(asset: Asset, left: int, found: list[Diagnostic]) -> bytes:
    """A file as a data URI; an unreadable one is reported and left empty."""
    try:
        if asset.path.stat().st_size > left:
            raise too_large(asset)
        data = asset.path.read_bytes()
    except OSError as error:
        found.append(unreadable(asset, error))
        return b"data:,"
    return f"data:{mime_type(asset.path)};base64,".encode() + b64encode(data)


def too_large(asset: Asset) -> DeckError:
    """The error for the file that makes a page too large."""
    message = f"with this file the page would have more than {LARGEST:,} bytes; --linked puts files beside it"
    return DeckError(Diagnostic("page-too-large", message, asset.at, asset.mark))
