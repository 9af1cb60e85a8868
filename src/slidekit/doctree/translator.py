"""Nodes to HTML, a slide at a time: visit and depart pairs only."""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes
from docutils.writers.html5_polyglot import HTMLTranslator

from slidekit.highlight import highlight

MEASURE = re.compile(r"([0-9.]+)\s*([a-z%]*)", re.IGNORECASE)


class SlideTranslator(HTMLTranslator):
    """docutils' HTML5, with slides for sections and Pygments for code."""

    def __init__(self, document: nodes.document, number_lines: bool = False) -> None:
        super().__init__(document)
        # docutils' own table collects the classes of every formula of the process.
        self.math_tags = {**self.math_tags, "mathml": ("", "div", [])}
        self.number_lines = number_lines

    def html_of(self, children: list[nodes.Node]) -> str:
        """The HTML of some nodes."""
        self.body = []
        for child in children:
            child.walkabout(self)
        return "".join(self.body)

    def starttag(self, node: Any, tagname: str, suffix: str = "\n", empty: bool = False, **attributes: Any) -> str:
        """docutils' start tag with the step of its element.

        docutils adds to the list of classes it is given; the one for formulas is shared.
        """
        if "classes" in attributes:
            attributes["classes"] = list(attributes["classes"])
        if "step" in node:
            attributes["data-step"] = str(node["step"])
        return super().starttag(node, tagname, suffix, empty, **attributes)

    # docutils marks these as landmarks of the page; on a slide they are part of the text, and there may be many.
    def visit_admonition(self, node: nodes.Element) -> None:
        self.body.append(self.starttag(node, "aside", classes=["admonition"], role="note"))

    def depart_admonition(self, node: nodes.Element | None = None) -> None:
        self.body.append("</aside>\n")

    def visit_captioned_code(self, node: nodes.Element) -> None:
        self.body.append(self.starttag(node, "figure", CLASS="code-block"))

    def depart_captioned_code(self, node: nodes.Element) -> None:
        self.body.append("</figure>\n")

    def visit_caption(self, node: nodes.caption) -> None:
        if isinstance(node.parent, nodes.figure):
            super().visit_caption(node)
        else:
            self.body.append(self.starttag(node, "figcaption", ""))

    def depart_caption(self, node: nodes.caption) -> None:
        if isinstance(node.parent, nodes.figure):
            super().depart_caption(node)
        else:
            self.body.append("</figcaption>\n")

    def visit_citation(self, node: nodes.citation) -> None:
        self.open_group(node, "citation-list")
        self.body.append(self.starttag(node, "div", classes=["citation"]))

    def depart_citation(self, node: nodes.citation) -> None:
        self.body.append("</div>\n")
        self.close_group(node)

    def open_group(self, node: nodes.Element, name: str) -> None:
        """Begin the element around neighbours of one kind."""
        if not isinstance(node.previous_sibling(), type(node)):
            self.body.append(f'<div class="{name}">\n')

    def close_group(self, node: nodes.Element) -> None:
        """End the element around neighbours of one kind."""
        if not isinstance(node.next_node(descend=False, siblings=True), type(node)):
            self.body.append("</div>\n")

    def visit_comment(self, node: nodes.comment, *_: object) -> None:
        raise nodes.SkipNode

    def visit_docinfo_line(self, node: nodes.Element) -> None:
        self.body.append(self.starttag(node, "p", "", CLASS="docinfo"))
        if node["label"]:
            self.body.append(f'<span class="docinfo-name">{self.encode(node["label"])}:</span> ')

    def depart_docinfo_line(self, node: nodes.Element) -> None:
        self.body.append("</p>\n")

    def visit_doctest_block(self, node: nodes.doctest_block) -> None:
        self.body.append(self.starttag(node, "pre", "", classes=["code", "python", "doctest"]))
        self.body.append(f"<code>{highlight(node.astext(), 'pycon')}</code></pre>\n")
        raise nodes.SkipNode

    def visit_footnote(self, node: nodes.footnote) -> None:
        style = self.settings.footnote_references
        self.open_group(node, f"footnote-list {style}")
        self.body.append(self.starttag(node, "div", classes=["footnote", style], role="doc-footnote"))

    def depart_footnote(self, node: nodes.footnote) -> None:
        self.body.append("</div>\n")
        self.close_group(node)

    def visit_heading(self, node: nodes.Element) -> None:
        self.body.append(self.starttag(node, f"h{min(6, node['level'] + 2)}", ""))
        self.context.append(self.backlink(node))

    def depart_heading(self, node: nodes.Element) -> None:
        self.body.append(f"{self.context.pop()}</h{min(6, node['level'] + 2)}>\n")

    def backlink(self, node: nodes.Element) -> str:
        """Open the link from a heading back to the contents, if its author wants one; how it is closed."""
        if "refid" not in node:
            return ""
        self.body.append(f'<a class="toc-backref" href="#{self.attval(node["refid"])}" role="doc-backlink">')
        return "</a>"

    def visit_image(self, node: nodes.image) -> None:
        alt = node.get("alt", "")
        if node.get("missing"):
            label = alt or node["uri"]
            spoken = {"class": "missing-image", "role": "img", "aria-label": label}
            self.body.append(self.starttag(node, "span", "", False, **spoken) + f"{self.encode(label)}</span>")
        else:
            attributes: dict[str, Any] = {"src": node["uri"], "alt": alt, **image_size(node)}
            if "align" in node:
                attributes["class"] = f"align-{node['align']}"
            if node.get("loading") == "lazy":
                attributes["loading"] = "lazy"
            self.body.append(self.emptytag(node, "img", "", **attributes))
        if not isinstance(node.parent, nodes.TextElement):
            self.body.append("\n")

    def depart_image(self, node: nodes.image) -> None:
        pass

    def visit_literal(self, node: nodes.literal) -> None:
        classes = node["classes"]
        if classes[:1] != ["code"] or len(classes) < 2:
            super().visit_literal(node)
            return
        self.body.append(self.starttag(node, "code", ""))
        self.body.append(f"{highlight(node.astext(), classes[1])}</code>")
        raise nodes.SkipNode

    def visit_literal_block(self, node: nodes.literal_block) -> None:
        classes = node["classes"]
        if any(isinstance(child, nodes.Element) for child in node.children):  # a parsed literal
            self.body.append(self.starttag(node, "pre", "", CLASS="code literal-block"))
            self.body.append("<code>")
            return
        language = node.get("language", classes[1] if classes[:1] == ["code"] and len(classes) > 1 else "")
        html = highlight(node.astext(), language)
        first, emphasized = node.get("first"), node.get("emphasized") or []
        extra = ["code"] if "code" in classes else ["code", "literal-block"]
        if first is None and self.number_lines and "code" in classes:
            first = 1
        if first is not None or emphasized:
            extra += ["has-lines", *(["has-numbers"] if first is not None else [])]
            html = numbered(html, 1 if first is None else first, emphasized)
        node["classes"] = [name for name in classes if name != "code"]
        self.body.append(self.starttag(node, "pre", "", classes=extra))
        self.body.append(f"<code>{html}</code></pre>\n")
        raise nodes.SkipNode

    def depart_literal_block(self, node: nodes.literal_block) -> None:
        self.body.append("</code></pre>\n")

    # docutils gives a formula in a line no element of its own, and raw HTML one only for its classes.
    def visit_math(self, node: nodes.math) -> None:
        if "step" in node and isinstance(node, nodes.math):
            self.body.append(self.starttag(node, "span", ""))
        super().visit_math(node)

    def depart_math(self, node: nodes.math) -> None:
        if "step" in node:
            self.body.append("</span>")

    def visit_notes(self, node: nodes.Element) -> None:
        self.body.append(self.starttag(node, "div", CLASS="note-part"))

    def depart_notes(self, node: nodes.Element) -> None:
        self.body.append("</div>\n")

    def visit_pending(self, node: nodes.pending) -> None:
        raise nodes.SkipNode

    def visit_problematic(self, node: nodes.problematic) -> None:
        self.body.append(self.encode(node.astext()))
        raise nodes.SkipNode

    def visit_raw(self, node: nodes.raw) -> None:
        if "step" in node and not node["classes"] and "html" in node["format"].split():
            tag, end = ("span", "</span>") if isinstance(node.parent, nodes.TextElement) else ("div", "</div>\n")
            self.body.append(self.starttag(node, tag, "") + node.astext() + end)
            raise nodes.SkipNode
        super().visit_raw(node)

    def depart_raw(self, node: nodes.raw) -> None:
        pass

    def visit_remark(self, node: nodes.Element) -> None:
        self.body.append(self.starttag(node, "div", "\n", False, **{"class": "note", "data-note": str(node["at"])}))

    def depart_remark(self, node: nodes.Element) -> None:
        self.body.append("</div>\n")

    def visit_sidebar(self, node: nodes.sidebar) -> None:
        self.body.append(self.starttag(node, "aside", CLASS="sidebar", role="note"))
        self.in_sidebar = True

    def depart_sidebar(self, node: nodes.sidebar) -> None:
        self.body.append("</aside>\n")
        self.in_sidebar = False

    def visit_subtitle(self, node: nodes.subtitle) -> None:
        if isinstance(node.parent, nodes.sidebar):
            super().visit_subtitle(node)
        else:
            self.body.append(self.starttag(node, "p", "", CLASS="subtitle"))

    def depart_subtitle(self, node: nodes.subtitle) -> None:
        if isinstance(node.parent, nodes.sidebar):
            super().depart_subtitle(node)
        else:
            self.body.append("</p>\n")

    def visit_system_message(self, node: nodes.system_message) -> None:
        raise nodes.SkipNode

    def visit_title(self, node: nodes.title) -> None:
        if node.parent.__class__.__name__ == "slide":
            self.body.append(self.starttag(node, "h2", "", CLASS="slide-title"))
            self.context.append(self.backlink(node) + "</h2>\n")
        else:
            super().visit_title(node)

    def depart_title(self, node: nodes.title) -> None:
        super().depart_title(node)

    def visit_topic(self, node: nodes.topic) -> None:
        title = next((child.astext() for child in node.children if isinstance(child, nodes.title)), "")
        attributes = {"class": "topic", "role": "note"}
        tag = "aside"
        if "contents" in node["classes"]:
            tag = "nav" if title else "div"
            attributes = {"aria-label": title} if title else {}
        self.body.append(self.starttag(node, tag, "\n", False, **attributes))
        self.context.append(tag)

    def depart_topic(self, node: nodes.topic) -> None:
        self.body.append(f"</{self.context.pop()}>\n")

    def visit_transition(self, node: nodes.transition) -> None:
        self.body.append(self.emptytag(node, "hr"))

    def depart_transition(self, node: nodes.transition) -> None:
        pass


def numbered(html: str, first: int, emphasized: list[tuple[int, int]]) -> str:
    """Highlighted code with each line in an element of its own.

    Emphasised lines are counted from 1 whatever number the first line shows, as in Sphinx.
    """
    lines = []
    for index, line in enumerate(html.split("\n"), 1):
        strong = " is-emphasized" if any(low <= index <= high for low, high in emphasized) else ""
        lines.append(f'<span class="line{strong}" data-line="{first + index - 1}">{line}\n</span>')
    return "".join(lines)


def image_size(node: nodes.image) -> dict[str, str]:
    """Width and height as docutils scales them; a scale alone is left to the browser.

    docutils opens the picture to learn its size, which needs another library and trusts the file.
    """
    scale = node.get("scale", 100) / 100
    attributes, style = {}, []
    for name in ("width", "height"):
        found = MEASURE.fullmatch(node.get(name, "").strip())
        if not found:
            continue
        size = float(found[1]) * scale
        if found[2]:
            style.append(f"{name}: {size:g}{found[2]}")
        else:
            attributes[name] = f"{round(size)}"
    if "scale" in node and not style and not attributes:
        style.append(f"zoom: {scale:g}")
    if style:
        attributes["style"] = "; ".join(style)
    return attributes
