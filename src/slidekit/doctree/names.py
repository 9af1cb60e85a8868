"""What each slide is called in an address: its id, which no other has."""

from __future__ import annotations

from collections.abc import Mapping

from docutils import nodes

from slidekit.doctree.nodes import slide
from slidekit.doctree.reports import Reports


def name_slides(parts: list[slide], document: nodes.document, reports: Reports) -> list[str]:
    """An id for each slide: its field, its title's, or its number; never one that is used already.

    Other ids that point to a slide stay on it as empty targets.
    """
    owner: dict[str, nodes.Element] = dict(document.ids)
    for part in parts:
        for name in part["ids"]:
            owner[name] = part
    names: list[str] = []
    for part in parts:
        wanted = "-".join(part["fields"].get("id", "").split())
        name = first_free(wanted or next(iter(part["ids"]), "") or name_of_part(part, parts, names), part, owner)
        if wanted and name != wanted:
            place = part.get("fields-node") or part
            reports.note("duplicate-id", f"the id {wanted!r} is used already; this slide is {name!r}", place, wanted)
        owner[name] = part
        names.append(name)
        extra = [each for each in part["ids"] if each != name]
        if extra:
            part.insert(0, nodes.target("", "", ids=extra))
    return names


def name_of_part(part: slide, parts: list[slide], names: list[str]) -> str:
    """What a slide without a name of its own is called: after the slide that it goes on with, or by its number."""
    split = part.get("part")
    if split is not None and split.first is not None and (split.first["ids"] or split.first["fields"].get("id")):
        known = next(name for each, name in zip(parts, names, strict=False) if each is split.first)
        return f"{known}-{split.parts}"
    return f"slide-{len(names) + 1}"


def first_free(name: str, part: slide, owner: Mapping[str, nodes.Element]) -> str:
    """The name, or the name with the first number that makes it this slide's own."""
    if owner.get(name, part) is part:
        return name
    number = 2
    while f"{name}-{number}" in owner:
        number += 1
    return f"{name}-{number}"
