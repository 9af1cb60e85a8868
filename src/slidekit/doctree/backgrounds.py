"""Backgrounds of slides: what a slide field asks for, and whether text on it must be dark or light."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePosixPath
from urllib.parse import quote

from docutils import nodes

from slidekit.doctree import colours
from slidekit.doctree.assets import Finder, Rank, is_remote
from slidekit.doctree.fields import BACKGROUNDS, name_of
from slidekit.doctree.nodes import slide
from slidekit.doctree.reports import Reports
from slidekit.media import PICTURE, VIDEO, is_video
from slidekit.options import suggestion

READABLE = 4.5
"""The least contrast of text."""

ALLOWED = "a CSS colour (navy, #036, rgb(0 51 102)), a CSS gradient, or the path of a picture or video"


def settle_backgrounds(parts: Iterable[slide], finder: Finder) -> None:
    """Give each slide that has a background its attributes ``background`` (a CSS value) or ``film`` (an address).

    Its classes are then ``backed``, ``dark`` or ``light`` (the author's own goes first), and ``scrim`` where something
    must stand between the background and the text.
    """
    for part in parts:
        name = next((name for name in BACKGROUNDS if part["fields"].get(name)), "")
        if name:
            settle(part, name, finder)


def settle(part: slide, name: str, finder: Finder) -> None:
    """The background of one slide."""
    value = part["fields"][name]
    field = field_of(part, name)
    own = {*part["classes"], *part["fields"].get("class", "").split()} & {"dark", "light"}
    one = colours.colour_of(value)
    seen = [one] if one is not None else colours.gradient_of(value)
    if seen:
        white, black = colours.contrasts(seen)
        look = next(iter(own)) if len(own) == 1 else "dark" if white >= black else "light"
        part["background"] = value
        scrim = (white if look == "dark" else black) < READABLE
    elif not is_path(value):
        refuse(value, field, finder.reports)
        return
    else:
        address = background_file(value, part, field, finder)
        if not address:
            return
        part["film" if is_video(bare(value)) else "background"] = address
        look, scrim = "dark", True
    part["background-field"] = name
    part["remote"] = is_remote(value) and not seen
    part["classes"] += ["backed", *([] if own else [look]), *(["scrim"] if scrim else [])]


def background_file(value: str, part: slide, field: nodes.Node, finder: Finder) -> str:
    """The address of a video, or of a picture as a CSS value; nothing after a warning."""
    kind = VIDEO if is_video(bare(value)) else PICTURE
    holder = nodes.Element()
    holder.source, holder.line, holder.parent = field.source, field.line, part
    before = len(finder.seen)
    address = finder.address(value, holder, kind, Rank.BACKGROUND)
    finder.seen[before:] = [sight._replace(node=part) for sight in finder.seen[before:]]
    if not address or kind is VIDEO:
        return address
    return f'url("{quote(address, safe=":/?#[]@!$&*+,;=%~")}")'


def bare(value: str) -> str:
    """An address without query and fragment."""
    return re.split(r"[?#]", value)[0]


def is_path(value: str) -> bool:
    """Whether a value can be meant as a file."""
    path = bare(value)
    return not re.search(r"[;{}\"\\]|url\(|\)\s*$", value, re.IGNORECASE) and (
        "/" in path or bool(re.fullmatch(r"\.\w{1,5}", PurePosixPath(path).suffix))
    )


def field_of(part: slide, name: str) -> nodes.Node:
    """Where a slide's field stands."""
    fields = part.get("fields-node")
    for field in fields.children if fields is not None else ():
        if isinstance(field, nodes.field) and name_of(field) == name:
            return field
    return fields if fields is not None else part


def refuse(value: str, field: nodes.Node, reports: Reports) -> None:
    """Say what a background can be."""
    meant = suggestion(value, colours.NAMES) if value.isalpha() else ""
    hint = f"; did you mean {meant!r}?" if meant else ""
    reports.note("bad-background", f"a background is {ALLOWED}, not {value!r}{hint}", field, value)
