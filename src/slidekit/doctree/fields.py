"""Deck fields and slide fields: field lists that are meant for slidekit, taken out of the tree."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from docutils import nodes

from slidekit.diagnostics import Severity
from slidekit.doctree.census import Census
from slidekit.doctree.reports import Reports
from slidekit.options import BIBLIOGRAPHIC, FIELDS, SLIDE_FIELDS, Saying, suggestion

DOCINFO = frozenset(
    "author authors organization address contact version revision status date copyright dedication abstract".split()
)
"""docutils' bibliographic fields."""

TEXTS = {"abstract", "dedication"}
"""Those that hold text of any kind, a list too."""

ALIASES = {"data-transition-duration": "transition-time"}
"""What other tools call a deck field of ours."""

SCREEN = re.compile(r"css-(?:.*,\s*)?(?:screen|all)(?:\s*,.*)?")
"""hovercraft's style sheets for media, if the screen is among them."""

IGNORED = frozenset(
    {"skip-help", "auto-console", "css-print", "css-preview", "js", "js-header", "js-body", "generator"}
)
"""hovercraft's deck fields that mean nothing here."""

DECK_ONLY = frozenset(
    "theme css aspect transition-time slide-numbers progress smart-quotes highlight-style line-numbers slide-level "
    "untitled duration".split()
)
"""Deck fields that nobody writes on a slide for its audience."""

ATTRIBUTION = re.compile(r"(?:---?(?!-)|\N{EM DASH})\s*(?=\S)")
"""How the line under a quote begins that says whose it is: docutils' own rule."""

BESIDE = (nodes.Invisible, nodes.system_message)
"""What stands between others and is not seen."""

IMPRESS = frozenset(
    "data-x data-y data-z data-rotate data-rotate-x data-rotate-y data-rotate-z data-scale data-perspective "
    "data-autoplay hovercraft-path".split()
)
"""Where on impress.js' canvas a step lay; here slides have no places."""


BACKGROUNDS = (
    "background",
    "data-background-video",
    "data-background-image",
    "data-background-gradient",
    "data-background-color",
    "data-background",
)
"""Slide fields that tell the background, ours first; the others are reveal.js'."""

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
        known = "css" if SCREEN.fullmatch(name) else ALIASES.get(name, name)
        if known in FIELDS or name in DOCINFO - TEXTS:
            free_number(field)
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


def directed_fields(given: list[tuple[str, str, str | None, int | None]], reports: Reports) -> dict[str, Saying]:
    """The deck fields that directives have said: name, value, source and line; the last of each counts."""
    said = {}
    for name, value, source, line in given:
        place = nodes.Element()
        place.source, place.line = source, line
        said[name] = Saying(value, reports.position(place, value), value)
    return said


def report_unheeded(unheeded: list[tuple[list[str], str | None, int | None]], reports: Reports) -> None:
    """Say once what directives were told that means nothing here."""
    if not unheeded:
        return
    names = dict.fromkeys(name for some, _, _ in unheeded for name in some)
    place = nodes.Element()
    place.source, place.line = unheeded[0][1:]
    message = f"means nothing to slidekit and is ignored: {', '.join(names)}"
    mark = next(iter(names)).partition(" ")[0]
    reports.note("ignored-option", message, place, mark, Severity.INFO)


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
        own = next((name for name in found if name in IMPRESS or DATA.fullmatch(name)), "")
        for name in strangers:
            meant = suggestion(name, SLIDE_FIELDS)
            if own and not meant:
                reports.note(
                    "unknown-field",
                    f"no slide field {name!r}: so the field list is shown as text, and {own!r} with it",
                    found[name],
                    f":{found[name][0].astext()}:",
                )
                own = ""
            elif meant:
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


def has_slide_fields(fields: nodes.field_list) -> bool:
    """Whether all fields of a list are a slide's."""
    names = [name_of(field) for field in fields.children if isinstance(field, nodes.field)]
    return bool(names) and all(map(is_slide_field, names))


def are_first_slides(fields: nodes.field_list, after: nodes.Node | None) -> bool:
    """Whether a field list that stands first in a talk is that of its first slide, which begins without a mark.

    So it is with rst2html5slides: it has an ``id``, a ``class`` or a place, and no deck field; then comes a text.
    """
    names = {name_of(field) for field in fields.children if isinstance(field, nodes.field)}
    own = names & ((IMPRESS | {"id", "class"}) - {"data-perspective", "data-autoplay"})
    begun = isinstance(after, nodes.section | nodes.transition) or after is None
    return bool(own) and not begun and all(map(is_slide_field, names)) and "data-transition-duration" not in names


def field_list(fields: Mapping[str, str], source: str | None, line: int | None) -> nodes.field_list:
    """Fields as a field list that is a slide's wherever it stands."""
    found = nodes.field_list("", of_slide=True)
    found.source, found.line = source, line
    for name, value in fields.items():
        field = nodes.field(
            "", nodes.field_name("", name), nodes.field_body("", nodes.paragraph("", value)), value=value
        )
        field.source, field.line = source, line
        found += field
    return found


def keep_values(found: Census) -> None:
    """Keep the values of slide fields as they are written, before docutils makes their quotes typographic."""
    for field in found[nodes.field]:
        if is_slide_field(name_of(field)):
            free_quote(field)
            free_number(field)
            field["value"] = text_of(field)


def free_number(field: nodes.field) -> None:
    """Give a value its first word back: docutils takes the ``J.`` of ``J. Smith``, or a day before a month, for a list's number."""
    body: Any = field[1]
    values = [child for child in body.children if not isinstance(child, nodes.system_message)]
    if len(values) != 1 or not isinstance(values[0], nodes.enumerated_list):
        return
    items: Any = values[0].children
    if len(items) != 1 or len(items[0]) != 1 or not isinstance(items[0][0], nodes.paragraph):
        return
    number = body.rawsource.partition(" ")[0]
    line = items[0][0]
    line.insert(0, nodes.Text(f"{number} "))
    body.children = [line]
    line.parent = body


def free_quote(field: nodes.field) -> None:
    """Give a slide the quote that is indented below its last field: to docutils it goes on with the field's value."""
    fields: Any = field.parent
    body: Any = field[1]
    quoted = body.children[1:]
    if not quoted or field is not fields.children[-1] or not isinstance(body[0], nodes.paragraph):
        return
    if not all(isinstance(child, nodes.field) and is_slide_field(name_of(child)) for child in fields.children):
        return
    around: Any = fields.parent
    if around is None or (around is field.document and around[0] is fields):
        return
    above = around.children[: around.index(fields)] if fields in around.children else [fields]
    begins = next((child for child in reversed(above) if not isinstance(child, BESIDE)), None)
    if begins is not None and not isinstance(begins, nodes.title | nodes.transition):
        return
    quote = nodes.block_quote()
    quote.source, quote.line = quoted[0].source, quoted[0].line
    for child in quoted:
        body.remove(child)
        quote += child
    last: Any = quote[-1]
    said = ATTRIBUTION.match(last.astext()) if isinstance(last, nodes.paragraph) else None
    if said and isinstance(last[0], nodes.Text):
        name = nodes.attribution("", "", nodes.Text(last[0].astext()[said.end() :]), *last.children[1:])
        name.source, name.line = last.source, last.line
        quote.replace(last, name)
    around.insert(around.index(fields) + 1, quote)


def text_of(field: nodes.field) -> str:
    """The value of a field as text. Substitutions are resolved here: docutils does that later."""
    body = field[1]
    document = field.document
    if document is None or next(body.findall(nodes.substitution_reference), None) is None:
        return spoken(body)
    body = body.deepcopy()
    for reference in list(body.findall(nodes.substitution_reference)):
        name = reference["refname"]
        name = name if name in document.substitution_defs else document.substitution_names.get(name.lower(), "")
        if name:
            reference.parent.replace(reference, nodes.Text(document.substitution_defs[name].astext()))
    return spoken(body)


def spoken(body: Any) -> str:
    """The text of an element, without docutils' messages about it."""
    return "\n\n".join(child.astext() for child in body.children if not isinstance(child, nodes.system_message))


def value_of(field: nodes.field, name: str, reports: Reports) -> str | None:
    """A slide field's value as text; a bad one is reported, and ``None``."""
    value = " ".join(str(field.get("value", spoken(field[1]))).split())
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


MOVES = {"appear": "none", "fade-in": "fade"}
"""hieroglyph's classes of a slide that say how it comes."""


def attributes_of(fields: Mapping[str, str], hidden: bool, classes: Collection[str] = ()) -> dict[str, str]:
    """The ``data-*`` of a slide's element. A hidden one takes no time."""
    found = {name: value for name, value in fields.items() if DATA.fullmatch(name) and name not in IMPRESS}
    move = fields.get("transition") or next((MOVES[name] for name in classes if name in MOVES), "")
    if move:
        found["data-transition"] = move.lower()
    if "timing" in fields and not hidden:
        found["data-timing"] = str(SLIDE_FIELDS["timing"](fields["timing"]))
    return {name: value for name, value in found.items() if name not in RESERVED}


DATA = re.compile(r"data-[\w.-]+")
"""An attribute's name that is no more than that: a blank in it would begin another attribute."""

RESERVED = frozenset({"data-at", "data-steps", "data-step", "data-view"})
"""Attributes that the page itself writes."""
