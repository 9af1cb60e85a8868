"""Deck fields and slide fields: field lists that are meant for slidekit, taken out of the tree."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from docutils import nodes

from slidekit.diagnostics import Severity
from slidekit.doctree.census import Census
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

DECK_ONLY = frozenset(
    "theme css aspect transition-time slide-numbers progress smart-quotes highlight-style line-numbers slide-level "
    "untitled duration".split()
)
"""Deck fields that nobody writes on a slide for its audience."""

IMPRESS = frozenset(
    "data-x data-y data-z data-rotate data-rotate-x data-rotate-y data-rotate-z data-scale data-perspective "
    "hovercraft-path".split()
)
"""Where on impress.js' canvas a step lay; here slides have no places."""


KEYWORD = re.compile(r"\$[A-Za-z]+: ((?:(\d{4})[-/](\d\d)[-/](\d\d)[ T][\d:]+)?.*?)(?:,v)? \$")


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
            value = text_of(field)
            if known == "css" and known in said:
                value = f"{said[known].value} {value}"
            elif known in said:
                message = f"the deck field {known!r} stands here a second time, and this one counts"
                reports.note("duplicate-field", message, field, f":{field[0].astext()}:")
            said[known] = Saying(value, reports.position(field, value), value)
            if known not in BIBLIOGRAPHIC:
                fields.remove(field)
        elif name in IGNORED or name.startswith(("js-", "css-", "data-")):
            ignored.append(field)
            fields.remove(field)
        elif name not in DOCINFO:
            meant = suggestion(name, FIELDS)
            if meant:
                field["reported"] = True
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
        misplaced = next((name for name in strangers if name in DECK_ONLY), "")
        if misplaced:
            reports.note(
                "misplaced-field",
                f"{misplaced!r} is a deck field, but this is a slide: deck fields stand first in the file, "
                "or below a title whose underline no other section has",
                found[misplaced],
                f":{found[misplaced][0].astext()}:",
            )
            return None
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
    values = {name: value_of(field, name, reports) for name, field in found.items()}
    return {name: value for name, value in values.items() if value is not None}


def are_slide_fields(fields: nodes.field_list) -> bool:
    """Whether a field list after the document title is that slide's, and says nothing of the deck."""
    names = [name_of(field) for field in fields.children if isinstance(field, nodes.field)]
    return all(map(is_slide_field, names)) and not FIELDS.keys() >= set(names)


def keep_values(found: Census) -> None:
    """Keep the values of slide fields as they are written, before docutils makes their quotes typographic."""
    for field in found[nodes.field]:
        if is_slide_field(name_of(field)):
            field["value"] = text_of(field)


def text_of(field: nodes.field) -> str:
    """The value of a field as text. Substitutions are resolved here: docutils does that later."""
    body = field[1]
    document = field.document
    if document is None or next(body.findall(nodes.substitution_reference), None) is None:
        return body.astext()
    body = body.deepcopy()
    for reference in list(body.findall(nodes.substitution_reference)):
        name = reference["refname"]
        name = name if name in document.substitution_defs else document.substitution_names.get(name.lower(), "")
        if name:
            reference.parent.replace(reference, nodes.Text(document.substitution_defs[name].astext()))
    return body.astext()


def value_of(field: nodes.field, name: str, reports: Reports) -> str | None:
    """A slide field's value as text; a bad one is reported, and ``None``."""
    value = " ".join(str(field.get("value", field[1].astext())).split())
    if name in SLIDE_FIELDS:
        try:
            SLIDE_FIELDS[name](value)
        except ValueError as allowed:
            reports.note("bad-field-value", f"{name!r} is {allowed}, not {value!r}", field, value)
            return None
    if name == "id" and value.isdigit():
        reports.note(
            "numeric-id", f"an id of digits alone is taken for a position: #{value} is slide {value}", field, value
        )
    return value


def is_slide_field(name: str) -> bool:
    """Whether a field of this name belongs to a slide rather than on it."""
    return name in SLIDE_FIELDS or name in IMPRESS or bool(DATA.fullmatch(name))


def has_impress_marks(found: Census) -> bool:
    """Whether the deck was written for hovercraft's canvas."""
    marks: Collection[str] = IMPRESS | {"data-transition-duration"}
    return any(name_of(field) in marks for field in found[nodes.field])


def docinfo_lines(fields: nodes.field_list, labels: Mapping[str, str]) -> list[tuple[str, str, nodes.field]]:
    """What a field list says on the title slide: kind, label, field. Some known kinds need no label.

    ``labels`` has docutils' names of the known ones, in the talk's language.
    """
    lines = []
    for field in fields.children:
        if isinstance(field, nodes.field):
            name = name_of(field)
            if name in DOCINFO:
                expand_keyword(field)
            bare = name in ("author", "authors", "organization", "date", "contact", "address")
            lines.append((name, "" if bare else labels.get(name, field[0].astext()), field))
    return lines


def expand_keyword(field: nodes.field) -> None:
    """Show the value of a version control system's ``$Keyword: value $`` alone, as docutils does."""
    for node in list(field.findall(nodes.Text))[1:]:
        found = KEYWORD.fullmatch(node.astext())
        if found:
            date = f"{found[2]}-{found[3]}-{found[4]}" if found[2] else found[1]
            node.parent.replace(node, nodes.Text(date))


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


def attributes_of(fields: Mapping[str, str], hidden: bool) -> dict[str, str]:
    """The ``data-*`` of a slide's element. A hidden one takes no time."""
    found = {name: value for name, value in fields.items() if DATA.fullmatch(name) and name not in IMPRESS}
    if fields.get("transition"):
        found["data-transition"] = fields["transition"].lower()
    if "timing" in fields and not hidden:
        found["data-timing"] = str(SLIDE_FIELDS["timing"](fields["timing"]))
    return {name: value for name, value in found.items() if name not in RESERVED}


DATA = re.compile(r"data-[\w.-]+")
"""An attribute's name that is no more than that: a blank in it would begin another attribute."""

RESERVED = frozenset({"data-at", "data-steps", "data-step", "data-view"})
"""Attributes that the page itself writes."""
