"""Nodes to HTML, a slide at a time: visit and depart pairs only."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Any

from docutils import nodes
from docutils.writers.html5_polyglot import HTMLTranslator

from slidekit.doctree.columns import length
from slidekit.doctree.lines import numbered
from slidekit.highlight import highlight

MEASURE = re.compile(r"([0-9.]+)\s*([a-z%]*)", re.IGNORECASE)

SANDBOX_BESIDE = "allow-scripts allow-forms allow-popups allow-presentation allow-downloads"
SANDBOX = f"{SANDBOX_BESIDE} allow-same-origin"
"""What a page of the web may do: all but lead the deck away. One beside the deck would be of its origin."""

LARGER = 3
"""So many times as large as they are made diagrams become: their letters are as large as text then."""

DOUBLE_QUOTES = tuple('"“”„«»')


MOVES = ("step", "lit", "effect")
"""What of an element the runtime reads."""


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
        for name in MOVES:
            if name in node:
                attributes[f"data-{name}"] = node[name]
        return super().starttag(node, tagname, suffix, empty, **attributes)

    # docutils marks these as landmarks of the page; on a slide they are part of the text, and there may be many.
    def visit_admonition(self, node: nodes.Element) -> None:
        self.body.append(self.starttag(node, "aside", classes=["admonition"], role="note"))

    def depart_admonition(self, node: nodes.Element | None = None) -> None:
        self.body.append("</aside>\n")

    def visit_block_quote(self, node: nodes.block_quote) -> None:
        """With a mark where it begins with a quotation sign: a theme hangs that into the margin."""
        quoted = node.astext()[:1] in DOUBLE_QUOTES
        self.body.append(self.starttag(node, "blockquote", CLASS="quoted" if quoted else ""))

    def depart_block_quote(self, node: nodes.block_quote) -> None:
        self.body.append("</blockquote>\n")

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

    def visit_container(self, node: nodes.container) -> None:
        style = {"style": node["style"]} if node.get("style") else {}
        self.body.append(self.starttag(node, "div", CLASS="docutils container", **style))

    def depart_container(self, node: nodes.container) -> None:
        self.body.append("</div>\n")

    def visit_diagram(self, node: nodes.Element) -> None:
        if "body" not in node:
            return
        left, top, width, height = node["view"]
        size = image_size(node)
        style = f"--ratio:{width / height:.4g};--widest:{LARGER * width:.0f}px"
        given = {
            "viewBox": f"{left:g} {top:g} {width:g} {height:g}",
            "style": "; ".join(filter(None, (style, size.pop("style", "")))),
            **size,
            **({"role": "img", "aria-label": node["alt"]} if node.get("alt") else {}),
        }
        said = "".join(f' {name}="{self.attval(value)}"' for name, value in given.items())
        align = [f"align-{node['align']}"] if "align" in node else []
        self.body.append(self.starttag(node, "figure", "", classes=["diagram", *align]))
        self.body.append(f"<svg{said}>{node['body']}</svg>\n")

    def depart_diagram(self, node: nodes.Element) -> None:
        if "body" in node:
            self.body.append("</figure>\n")

    def visit_docinfo_line(self, node: nodes.Element) -> None:
        self.body.append(self.starttag(node, "p", "", CLASS="docinfo"))
        if node["label"]:
            self.body.append(f'<span class="docinfo-name">{self.encode(node["label"])}:</span> ')

    def depart_docinfo_line(self, node: nodes.Element) -> None:
        self.body.append("</p>\n")

    def visit_doctest_block(self, node: nodes.doctest_block) -> None:
        self.body.append(self.starttag(node, "pre", "", classes=["code", "python", "doctest"]))
        self.body.append(f"<code>{node.get('html') or highlighted(node)}</code></pre>\n")
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

    def visit_iframe(self, node: nodes.Element) -> None:
        size = [f"{name}: {length(node[name])}" for name in ("width", "height") if name in node]
        given = {
            "src": node["uri"],
            "title": node["title"],
            "loading": "lazy",
            "sandbox": SANDBOX if re.match("(https?:)?//", node["uri"], re.IGNORECASE) else SANDBOX_BESIDE,
            "allow": node.get("allow", "fullscreen"),
            **({"style": "; ".join(size)} if size else {}),
        }
        self.body.append(self.starttag(node, "div", CLASS="frame"))
        self.body.append(self.starttag(nodes.Element(), "iframe", "</iframe>\n", False, **given))
        self.body.append(f'<a href="{self.attval(node["uri"])}">{self.encode(node["uri"])}</a>\n</div>\n')

    def depart_iframe(self, node: nodes.Element) -> None:
        pass

    def visit_image(self, node: nodes.image) -> None:
        alt = node.get("alt", "")
        if node.get("missing"):
            self.visit_missing(node, alt or node["uri"])
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
        self.body.append(f"{highlight(node.astext(), node.get('language', classes[1]))}</code>")
        raise nodes.SkipNode

    def visit_literal_block(self, node: nodes.literal_block) -> None:
        classes = node["classes"]
        if any(isinstance(child, nodes.Element) for child in node.children):  # a parsed literal
            self.body.append(self.starttag(node, "pre", "", CLASS="code literal-block"))
            self.body.append("<code>")
            return
        html = node.get("html") or highlighted(node)
        first, emphasized = node.get("first"), node.get("emphasized") or []
        extra = ["code"] if "code" in classes else ["code", "literal-block"]
        code = f"<code>{html}</code>"
        if first is None and self.number_lines and "code" in classes:
            first = 1
        if first is not None or emphasized:
            extra += ["has-lines", *(["has-numbers"] if first is not None else [])]
            code = numbered(html, 1 if first is None else first, emphasized, node.get("starts", []))
        node["classes"] = [name for name in classes if name != "code"]
        fit = {"data-fit": node["fit"]} if "fit" in node else {}
        self.body.append(self.starttag(node, "pre", "", False, classes=extra, **fit))
        self.body.append(f"{code}</pre>\n")
        raise nodes.SkipNode

    def depart_literal_block(self, node: nodes.literal_block) -> None:
        self.body.append("</code></pre>\n")

    def visit_magic_move(self, node: nodes.Element) -> None:
        from slidekit.doctree.moves import keyed

        children: list[Any] = list(node.children)
        staged = [child for child in children if "step" in child]  # not so in notes and handouts
        blocks = [block for child in staged for block in child.findall(is_code)]
        for block, html in zip(blocks, keyed([highlighted(block) for block in blocks]), strict=True):
            block["html"] = html
        self.body.append(self.starttag(node, "div", CLASS="magic-move"))

    def depart_magic_move(self, node: nodes.Element) -> None:
        self.body.append("</div>\n")

    # docutils gives a formula in a line no element of its own, and raw HTML one only for its classes.
    def visit_math(self, node: nodes.math) -> None:
        if is_moved(node) and isinstance(node, nodes.math):
            self.body.append(self.starttag(node, "span", ""))
        super().visit_math(node)

    def depart_math(self, node: nodes.math) -> None:
        if is_moved(node):
            self.body.append("</span>")

    def visit_media(self, node: nodes.Element) -> None:
        if node["sources"]:
            self.body.append(player(self, node))
        else:
            self.visit_missing(node, node.get("alt") or node["uri"])
        if not isinstance(node.parent, nodes.TextElement):
            self.body.append("\n")

    def depart_media(self, node: nodes.Element) -> None:
        pass

    def visit_missing(self, node: nodes.Element, label: str) -> None:
        """What stands for a picture, a video or a sound that cannot be shown."""
        spoken = {"class": "missing-image", "role": "img", "aria-label": label}
        self.body.append(self.starttag(node, "span", "", False, **spoken) + f"{self.encode(label)}</span>")

    def visit_notes(self, node: nodes.Element) -> None:
        self.body.append(self.starttag(node, "div", CLASS="note-part"))

    def depart_notes(self, node: nodes.Element) -> None:
        self.body.append("</div>\n")

    def visit_pending(self, node: nodes.pending) -> None:
        raise nodes.SkipNode

    def visit_problematic(self, node: nodes.problematic) -> None:
        self.body.append(self.encode(node.astext()))
        raise nodes.SkipNode

    def visit_qr(self, node: nodes.Element) -> None:
        modules, label = node["modules"], self.attval(f"QR code: {node['says']}")
        style = f' style="inline-size:{length(node["size"])}"' if node["size"] else ""
        svg = (
            f'<svg viewBox="0 0 {modules} {modules}" role="img" aria-label="{label}" shape-rendering="crispEdges"{style}>'
            f'<path fill="#fff" d="M0 0h{modules}v{modules}H0z"/><path d="{node["path"]}"/></svg>'
        )
        if "refuri" in node and "shown" not in node:
            svg = f'<a href="{self.attval(node["refuri"])}">{svg}</a>'
        self.body.append(f"{self.starttag(node, 'figure', CLASS='qr')}{svg}\n")
        if node.children or "shown" in node:
            self.body.append("<figcaption>")

    def depart_qr(self, node: nodes.Element) -> None:
        if "shown" in node:
            tag, link = ("a", f' href="{self.attval(node["refuri"])}"') if "refuri" in node else ("span", "")
            self.body.append(f'<{tag} class="address"{link}>{self.encode(node["shown"])}</{tag}>')
        if node.children or "shown" in node:
            self.body.append("</figcaption>\n")
        self.body.append("</figure>\n")

    def visit_raw(self, node: nodes.raw) -> None:
        if is_moved(node) and not node["classes"] and "html" in node["format"].split():
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


def is_moved(node: nodes.Element) -> bool:
    """Whether an element needs one of HTML, because something happens to it."""
    return "step" in node or "lit" in node


def is_code(node: nodes.Node) -> bool:
    """Whether a node is a block of code."""
    return isinstance(node, nodes.literal_block | nodes.doctest_block)


def highlighted(node: nodes.Element) -> str:
    """The HTML of a block of code."""
    if isinstance(node, nodes.doctest_block):
        return highlight(node.astext(), "pycon")
    classes = node["classes"]
    language = node.get("language", classes[1] if classes[:1] == ["code"] and len(classes) > 1 else "")
    return highlight(node.astext(), language, bool(node.get("flags")))


def player(translator: SlideTranslator, node: nodes.Element) -> str:
    """A video or a sound as an element.

    What starts by itself waits for the runtime, which knows when its slide is shown; controls that the author does
    not want are there all the same where the slides are pages.
    """
    sources = node["sources"]
    label = node.get("alt") or PurePosixPath(node["uri"]).stem
    attributes: dict[str, Any] = {"aria-label": label, "controls": "", "preload": node.get("preload", "metadata")}
    if len(sources) == 1:
        attributes["src"] = sources[0]
    flags = {"loop": "loop", "muted": "muted", "autoplay": "data-autoplay", "bare": "data-bare"}
    attributes |= {flags[name]: "" for name in flags if node.get(name)}
    if node["kind"] == "video":
        attributes |= {"playsinline": "", **image_size(node)}
        if node.get("poster"):
            attributes["poster"] = node["poster"]
    if "align" in node:
        attributes["class"] = f"align-{node['align']}"
    more = "".join(f'<source src="{translator.attval(uri)}">' for uri in sources) if len(sources) > 1 else ""
    return f"{translator.starttag(node, node['kind'], '', False, **attributes)}{more}</{node['kind']}>"


def image_size(node: nodes.Element) -> dict[str, str]:
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
