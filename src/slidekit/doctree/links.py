"""Where links lead: unsafe addresses are dropped, and what leads to what is gone."""

from __future__ import annotations

import re
from collections.abc import Iterable

from docutils import nodes

from slidekit.doctree.census import Census
from slidekit.doctree.reports import Reports

SCHEMES = frozenset("http https mailto tel ftp ftps sftp ssh git irc ircs news nntp sip sms xmpp geo".split())
"""Where a link may lead. What runs something (``javascript``, ``vbscript``, ``data``) is not here."""

BLANK = re.compile(r"[\x00-\x20\x7f-\xa0]+")
SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)


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
