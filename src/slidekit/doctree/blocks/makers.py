"""The blocks that each kind of node becomes, and the table of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from docutils import nodes

from slidekit.blocks import (
    Block,
    Cell,
    Code,
    Columns,
    Drawing,
    Film,
    Formula,
    Group,
    Picture,
    Remark,
    Rule,
    Run,
    Runs,
    Square,
    Table,
    Text,
    plain,
)
from slidekit.doctree import nodes as ours
from slidekit.doctree.blocks.lists import definitions, footnote, items, lines
from slidekit.doctree.columns import Width, is_columns
from slidekit.doctree.markup import blocks_of_html
from slidekit.highlight import tokens
from slidekit.source import show_controls

if TYPE_CHECKING:
    from slidekit.doctree.blocks import Blocking


LOOKS: Mapping[type, str] = {
    nodes.strong: "strong",
    nodes.emphasis: "emphasis",
    nodes.title_reference: "emphasis",
    nodes.literal: "code",
    nodes.math: "math",
    nodes.subscript: "sub",
    nodes.superscript: "sup",
    nodes.footnote_reference: "sup",
}


def text(role: str) -> Callable[[Blocking, Any], Iterable[Block]]:
    """A maker of text with a role."""
    return lambda made, node: made.paragraph(node.children, role)


def picture(node: nodes.image, link: str = "") -> Picture:
    """A picture; one that is missing has no address."""
    alt = node.get("alt", "")
    if node.get("missing"):
        return Picture("", alt or node["uri"])
    return Picture(node["uri"], alt, node.get("width", ""), link)


def shown(made: Blocking, node: Any) -> Iterable[Block]:
    """A picture that stands by itself."""
    return [picture(node)]


def formula(made: Blocking, node: Any) -> Iterable[Block]:
    """A formula in lines of its own."""
    return [Formula(show_controls(node.astext()))]


def rule(made: Blocking, node: Any) -> Iterable[Block]:
    """A line across."""
    return [Rule()]


def code(made: Blocking, node: Any) -> Iterable[Block]:
    """Code with what each piece of it is."""
    classes = node["classes"]
    first = node.get("first")
    if first is None and made.number_lines and "code" in classes:
        first = 1
    if any(isinstance(child, nodes.Element) for child in node.children):
        return [Code(tuple(split_lines(node, made)), first)]
    language = "pycon" if isinstance(node, nodes.doctest_block) else node.get("language", "")
    if not language and classes[:1] == ["code"] and len(classes) > 1:
        language = classes[1]
    found = tokens(node.astext(), language, bool(node.get("flags")))
    return [Code(tuple(tuple(Run(show_controls(text), token=kind) for kind, text in line) for line in found), first)]


def split_lines(node: nodes.Element, made: Blocking) -> Iterator[Runs]:
    """The lines of a parsed literal."""
    line: list[Run] = []
    for child in node.children:
        inner = [child] if isinstance(child, nodes.Text) else list(child.findall(nodes.Text))
        look = next((LOOKS[kind] for kind in type(child).__mro__ if kind in LOOKS), "")
        link = made.address(child) if isinstance(child, nodes.Element) else ""
        first, *rest = "".join(each.astext() for each in inner).split("\n")
        line.append(Run(show_controls(first), (look,) if look else (), link))
        for each in rest:
            yield tuple(run for run in line if run.text)
            line = [Run(show_controls(each), (look,) if look else (), link)]
    yield tuple(run for run in line if run.text)


def table(made: Blocking, node: Any) -> Iterable[Block]:
    """A table, its title before it."""
    titles = [
        block for child in node.children if isinstance(child, nodes.title) for block in text("caption")(made, child)
    ]
    rows = list(node.findall(nodes.row))
    head = sum(isinstance(row.parent, nodes.thead) for row in rows)
    widths = tuple(max(1, int(spec.get("colwidth", 1))) for spec in node.findall(nodes.colspec))
    taken: set[tuple[int, int]] = set()
    cells = []
    for number, row in enumerate(rows):
        column = 0
        for entry in row.children:
            while (number, column) in taken:
                column += 1
            down, across = entry.get("morerows", 0) + 1, entry.get("morecols", 0) + 1
            down, across = min(down, len(rows) - number), max(1, min(across, len(widths) - column))
            taken |= {(number + y, column + x) for y in range(down) for x in range(across)}
            cells.append(Cell(number, column, down, across, made.blocks(entry.children)))
    return [*titles, Table(tuple(cells), len(rows), widths, head)]


def diagram(made: Blocking, node: Any) -> Iterable[Block]:
    """A diagram with its caption; its source, where nobody draws it."""
    drawn = [Drawing(tuple(node["view"]), node["body"], node.get("alt", ""))] if "body" in node else []
    return [*drawn, *made.blocks(node.children)]


def film(made: Blocking, node: Any) -> list[Block]:
    """A video or a sound."""
    sources = node["sources"]
    return [Film(node["kind"], sources[0] if sources else "", node.get("poster", ""), node.get("alt") or node["uri"])]


def frame(made: Blocking, node: Any) -> Iterable[Block]:
    """A page of the web, as a link."""
    return [Text((Run(node["title"], link=node["uri"]),))]


def qr(made: Blocking, node: Any) -> Iterable[Block]:
    """A QR code, its caption, and what it says where that is to be read."""
    shown = [Text((Run(node["shown"], link=node.get("refuri", "")),), "caption")] if "shown" in node else []
    return [Square(node["says"], node["path"], node["modules"]), *made.paragraph(node.children, "caption"), *shown]


def box(made: Blocking, node: Any) -> Iterable[Block]:
    """An admonition, a topic, a sidebar; its title is a heading."""
    name = type(node).__name__
    label = made.labels.get(name, "") if name != "topic" else ""
    titled = any(isinstance(child, nodes.title) for child in node.children)
    head = [Text((Run(label),), "heading")] if label and not titled else []
    return [Group("box", (*head, *made.blocks(node.children)))]


def container(made: Blocking, node: Any) -> Iterable[Block]:
    """A container: columns, or what is in it."""
    if not is_columns(node):
        return made.blocks(node.children)
    columns = [child for child in node.children if isinstance(child, nodes.container) and "column" in child["classes"]]
    rest = [child for child in node.children if child not in columns]
    widths = [child.get("width") or Width(1, percent=False) for child in columns]
    left = max(5.0, 100 - sum(width.number for width in widths if width.percent))
    parts = sum(width.number for width in widths if not width.percent) or 1
    shares = [width.number if width.percent else left * width.number / parts for width in widths]
    found = tuple((share, made.blocks(child.children)) for share, child in zip(shares, columns, strict=True))
    return [*([Columns(found)] if found else []), *made.blocks(rest)]


def raw(made: Blocking, node: Any) -> Iterable[Block]:
    """What the author's own HTML says."""
    return blocks_of_html(node.astext()) if "html" in node["format"].split() else ()


def reference(made: Blocking, node: Any) -> Iterable[Block]:
    """A link around a picture."""
    return made.paragraph([node])


def docinfo(made: Blocking, node: Any) -> Iterable[Block]:
    """A line of a title slide."""
    return made.paragraph(node.children, "docinfo", (Run(f"{node['label']}: "),) if node["label"] else ())


def title_of(made: Blocking, node: Any) -> Iterable[Block]:
    """The title of a slide, or of something on it."""
    found = made.paragraph(node.children, "title" if isinstance(node.parent, ours.slide) else "heading")
    return [each for each in found if not isinstance(each, Text) or plain(each.runs)]


MAKERS: Mapping[type, Callable[[Blocking, Any], Iterable[Block]]] = {
    nodes.Admonition: box,
    nodes.topic: box,
    nodes.sidebar: box,
    nodes.attribution: text("attribution"),
    nodes.block_quote: lambda made, node: [Group("quote", made.blocks(node.children))],
    nodes.bullet_list: items,
    nodes.enumerated_list: items,
    nodes.caption: text("caption"),
    nodes.citation: footnote,
    nodes.footnote: footnote,
    nodes.container: container,
    nodes.definition_list: definitions,
    nodes.field_list: definitions,
    nodes.option_list: definitions,
    nodes.doctest_block: code,
    nodes.literal_block: code,
    nodes.image: shown,
    nodes.legend: lambda made, node: made.blocks(node.children),
    nodes.line_block: lines,
    nodes.math_block: formula,
    nodes.raw: raw,
    nodes.reference: reference,
    nodes.rubric: text("heading"),
    nodes.subtitle: text("subtitle"),
    nodes.table: table,
    nodes.title: title_of,
    nodes.transition: rule,
    ours.diagram: diagram,
    ours.docinfo_line: docinfo,
    ours.heading: text("heading"),
    ours.iframe: frame,
    ours.media: film,
    ours.qr: qr,
    ours.remark: lambda made, node: [Remark(node["at"], made.blocks(node.children))],
}
