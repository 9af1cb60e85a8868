"""Deck fields and slide fields: field lists that are meant for slidekit, taken out of the tree."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from docutils import nodes

from slidekit.diagnostics import Severity
from slidekit.doctree.reports import Reports
from slidekit.options import BIBLIOGRAPHIC, FIELDS, SLIDE_FIELDS, Saying, suggestion

DOCINFO = frozenset(
    "author authors organization address contact version revision status date copyright dedication abstract".split()
)
"""docutils' bibliographic fields."""

ALIASES = {"data-transition-duration": "transition-time", "css-screen": "css", "css-all": "css"}
"""What other tools call a deck field of ours."""

IGNORED = frozenset(
    {"skip-help", "auto-console", "css-print", "css-preview", "js", "js-header", "js-body", "generator"}
)
"""hovercraft's deck fields that mean nothing here."""

IMPRESS = frozenset(
    "data-x data-y data-z data-rotate data-rotate-x data-rotate-y data-rotate-z data-scale data-perspective".split()
)
"""Where on impress.js' canvas a step lay; here slides have no places."""


def name_of(field: nodes.field) -> str:
    """The name of a field, in small letters."""
    return " ".join(field[0].astext().lower().split())


def deck_fields(fields: nodes.field_list, reports: Reports) -> dict[str, Saying]:
    """Take the deck fields out of a field list; what stays in it is docinfo."""
    said: dict[str, Saying] = {}
    ignored: list[nodes.field] = []
    for field in [child for child in fields.children if isinstance(child, nodes.field)]:
        name = name_of(field)
        known = ALIASES.get(name, name)
        if known in FIELDS:
            value = field[1].astext()
            said[known] = Saying(value, reports.position(field, value), value)
            if known not in BIBLIOGRAPHIC:
                fields.remove(field)
        elif name in IGNORED or name.startswith(("js-", "css-", "data-")):
            ignored.append(field)
            fields.remove(field)
        elif name not in DOCINFO:
            meant = suggestion(name, FIELDS)
            if meant:
                reports.note(
                    "unknown-field", f"no deck field {name!r}; did you mean {meant!r}?", field, f":{field[0].astext()}:"
                )
    if ignored:
        names = ", ".join(name_of(field) for field in ignored)
        reports.note(
            "ignored-field", f"means nothing to slidekit and is ignored: {names}", ignored[0], severity=Severity.INFO
        )
    return said


def slide_fields(fields: nodes.field_list, reports: Reports) -> dict[str, str] | None:
    """The fields of a slide by name; ``None`` if the field list is content."""
    found = {name_of(field): field for field in fields.children if isinstance(field, nodes.field)}
    strangers = [name for name in found if not is_slide_field(name)]
    if strangers:
        for name in strangers:
            meant = suggestion(name, SLIDE_FIELDS)
            if meant:
                reports.note(
                    "unknown-field",
                    f"no slide field {name!r}; did you mean {meant!r}? The field list is shown as text",
                    found[name],
                    f":{found[name][0].astext()}:",
                )
        return None
    return {name: value_of(field, name, reports) for name, field in found.items()}


def value_of(field: nodes.field, name: str, reports: Reports) -> str:
    """A slide field's value as text; a bad one is reported, and kept as it is."""
    value = " ".join(field[1].astext().split())
    if name in SLIDE_FIELDS:
        try:
            SLIDE_FIELDS[name](value)
        except ValueError as allowed:
            reports.note("bad-field-value", f"{name!r} is {allowed}, not {value!r}", field, value)
            return ""
    if name == "id" and value.isdigit():
        reports.note(
            "numeric-id", f"an id of digits alone is taken for a position: #{value} is slide {value}", field, value
        )
    return value


def is_slide_field(name: str) -> bool:
    """Whether a field of this name belongs to a slide rather than on it."""
    return name in SLIDE_FIELDS or name.startswith("data-")


def has_impress_marks(document: nodes.document) -> bool:
    """Whether the deck was written for hovercraft's canvas."""
    marks: Collection[str] = IMPRESS | {"data-transition-duration"}
    return any(name_of(field) in marks for field in document.findall(nodes.field))


def docinfo_lines(fields: nodes.field_list) -> list[tuple[str, str, nodes.field]]:
    """What a field list says on the title slide: kind, label, field. Known kinds need no label."""
    lines = []
    for field in fields.children:
        if isinstance(field, nodes.field):
            name = name_of(field)
            known = name in ("author", "authors", "organization", "date", "contact", "address")
            lines.append((name, "" if known else field[0].astext(), field))
    return lines


def split_authors(field: nodes.field) -> list[list[nodes.Node]]:
    """The authors of an ``authors`` field: list items, or names divided by ``;`` or ``,``."""
    items = list(field.findall(nodes.list_item))
    if items:
        return [inline_children(item) for item in items]
    text = field[1].astext()
    divider = ";" if ";" in text else ","
    return [[nodes.Text(name.strip())] for name in text.split(divider) if name.strip()]


def inline_children(node: nodes.Element) -> list[nodes.Node]:
    """The inline content of an element's paragraphs, without the paragraphs."""
    found: list[nodes.Node] = []
    for child in node.children:
        if isinstance(child, nodes.paragraph):
            if found:
                found.append(nodes.Text(" "))
            found += child.children
        elif isinstance(child, nodes.Inline | nodes.Text):
            found.append(child)
        elif not isinstance(child, nodes.Invisible):
            found.append(nodes.Text(child.astext()))
    return found


def attributes_of(fields: Mapping[str, str]) -> dict[str, str]:
    """The ``data-*`` of a slide's element."""
    found = {name: value for name, value in fields.items() if name.startswith("data-") and name not in IMPRESS}
    if fields.get("transition"):
        found["data-transition"] = fields["transition"].lower()
    return {name: value for name, value in found.items() if name not in RESERVED}


RESERVED = frozenset({"data-at", "data-steps", "data-step", "data-view"})
"""Attributes that the page itself writes."""
