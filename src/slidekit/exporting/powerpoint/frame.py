"""The presentation before anything is on it: size, master, layouts, where a title and a text stand. Knows no slide."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lxml import etree
from pptx.oxml.ns import qn
from pptx.util import Pt

from slidekit.exporting.powerpoint.flow import LEVELS, TEXT, Box

if TYPE_CHECKING:
    from pptx.presentation import Presentation

HEIGHT = 540.0
"""Points of a slide from top to bottom: 7.5 inches."""

TITLE, LARGE = 36.0, 54.0
"""The size of titles, and of what stands alone."""

KEPT = {"Title Slide": "Title", "Title and Content": "Content", "Section Header": "Statement"}
KEPT |= {"Two Content": "Columns", "Title Only": "Title Only", "Blank": "Blank"}
"""The layouts of python-pptx's own template that are used, and what they are called then."""

NUMBER = """<p:sp xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><p:nvSpPr><p:cNvPr id="{id}" name="{name}"/>
<p:cNvSpPr txBox="1"/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr><a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{cx}" cy="{cy}"/>
</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr><p:txBody><a:bodyPr wrap="square" anchor="ctr">
<a:normAutofit/></a:bodyPr><a:lstStyle/><a:p><a:pPr algn="{align}"/></a:p></p:txBody></p:sp>"""


class Frame:
    """Where things stand on slides of some width."""

    def __init__(self, aspect: tuple[int, int]) -> None:
        self.width = HEIGHT * aspect[0] / aspect[1]
        self.side = min(48.0, self.width * 0.06)

    @property
    def room(self) -> float:
        """The width of what stands on a slide."""
        return self.width - 2 * self.side

    def title(self) -> Box:
        """Where titles stand."""
        return Box(self.side, 26, self.room, 76)

    def body(self, titled: bool) -> Box:
        """Where the rest stands."""
        top = 112.0 if titled else 34.0
        return Box(self.side, top, self.room, HEIGHT - top - 44)

    def alone(self) -> Box:
        """Where what is alone on a slide stands."""
        return Box(self.side, HEIGHT * 0.14, self.room, HEIGHT * 0.7)

    def cover(self) -> tuple[Box, Box]:
        """Where the title of the deck stands, and what is below it."""
        top, below = HEIGHT * 0.16, HEIGHT * 0.56
        return Box(self.side, top, self.room, HEIGHT * 0.37), Box(self.side, below, self.room, HEIGHT * 0.32)

    def halves(self) -> tuple[Box, Box]:
        """Two columns below a title."""
        box = self.body(True)
        half = (box.width - 20) / 2
        return box._replace(width=half), box._replace(left=box.left + half + 20, width=half)


def put(shape: Any, box: Box) -> None:
    """Place a shape."""
    shape.left, shape.top, shape.width, shape.height = (Pt(max(0.0, each)) for each in box)


def framed(frame: Frame, dark: bool) -> Presentation:
    """An empty presentation with our layouts."""
    from pptx import api

    deck = api.Presentation()
    deck.slide_width, deck.slide_height = Pt(frame.width), Pt(HEIGHT)
    master = deck.slide_master
    for layout in list(deck.slide_layouts):
        if layout.name not in KEPT:
            deck.slide_layouts.remove(layout)
    for page in (master, *deck.slide_layouts):
        for shape in list(page.placeholders):
            if shape.placeholder_format.idx >= 10 or shape.placeholder_format.type in (13, 15, 16):
                shape.element.getparent().remove(shape.element)
    settle_styles(master.element, dark)
    for shape in master.placeholders:
        put(shape, frame.title() if shape.placeholder_format.type == 1 else frame.body(True))
    for layout in deck.slide_layouts:
        layout.name = KEPT[layout.name]
        settle_layout(layout, frame)
    return deck


def settle_styles(master: Any, dark: bool) -> None:
    """Sizes and directions of titles and text; on dark paper letters are light."""
    if dark:
        colours = master.find(qn("p:clrMap"))
        for name, value in (("bg1", "dk1"), ("tx1", "lt1"), ("bg2", "dk2"), ("tx2", "lt2")):
            colours.set(name, value)
    styles = master.find(qn("p:txStyles"))
    head = styles.find(qn("p:titleStyle")).find(qn("a:lvl1pPr"))
    head.set("algn", "l")
    head.find(qn("a:defRPr")).set("sz", str(round(TITLE * 100)))
    head.find(qn("a:defRPr")).set("b", "1")
    for level in range(1, 10):
        style = styles.find(qn("p:bodyStyle")).find(qn(f"a:lvl{level}pPr"))
        style.find(qn("a:defRPr")).set("sz", str(round(TEXT * LEVELS[min(level, len(LEVELS) - 1)] * 100)))


def settle_layout(layout: Any, frame: Frame) -> None:
    """Where the placeholders of a layout stand."""
    places = {
        "Title": frame.cover(),
        "Content": (frame.title(), frame.body(True)),
        "Statement": (frame.alone(),),
        "Columns": (frame.title(), *frame.halves()),
        "Title Only": (frame.title(),),
        "Blank": (),
    }[layout.name]
    shapes = list(layout.placeholders)
    if layout.name == "Statement":  # the text alone: what is on such a slide is no title
        shapes[0].element.getparent().remove(shapes[0].element)
        shapes = shapes[1:]
    for number, (shape, box) in enumerate(zip(shapes, places, strict=True)):
        put(shape, box)
        if layout.name in ("Title", "Statement"):
            center(shape, LARGE if not number else 26.0, "b" if layout.name == "Title" and not number else "t")
            if layout.name == "Statement":
                shape.element.txBody.find(qn("a:bodyPr")).set("anchor", "ctr")


def center(shape: Any, size: float, anchor: str) -> None:
    """Text in the middle, of a size, without bullets and in the ink of the theme."""
    body = shape.element.txBody
    body.find(qn("a:bodyPr")).set("anchor", anchor)
    styles = body.find(qn("a:lstStyle"))
    for old in list(styles):
        styles.remove(old)
    style = etree.SubElement(styles, qn("a:lvl1pPr"))
    style.set("marL", "0")
    style.set("indent", "0")
    style.set("algn", "ctr")
    etree.SubElement(style, qn("a:buNone"))
    look = etree.SubElement(style, qn("a:defRPr"))
    look.set("sz", str(round(size * 100)))
    look.set("cap", "none")
    etree.SubElement(etree.SubElement(look, qn("a:solidFill")), qn("a:schemeClr")).set("val", "tx1")


def add_furniture(deck: Presentation, frame: Frame, texts: dict[str, str], numbers: bool) -> None:
    """What is around all slides: header, footer, numbers."""
    tree = deck.slide_master.shapes.element
    third = frame.room / 4
    if texts.get("header"):
        tree.append(furniture(101, "Header", Box(frame.side, 4, frame.room, 22), "l", texts["header"]))
    if texts.get("footer"):
        tree.append(
            furniture(102, "Footer", Box(frame.side, HEIGHT - 32, frame.room - third, 24), "l", texts["footer"])
        )
    if numbers:
        box = Box(frame.width - frame.side - third, HEIGHT - 32, third, 24)
        tree.append(furniture(103, "Slide Number", box, "r", ""))


def furniture(number: int, name: str, box: Box, align: str, text: str) -> Any:
    """A text around the slides; without one, their number."""
    from pptx.oxml import parse_xml

    x, y, cx, cy = (round(each * 12_700) for each in box)
    shape = parse_xml(NUMBER.format(id=number, name=name, x=x, y=y, cx=cx, cy=cy, align=align))
    paragraph = shape.find(".//" + qn("a:p"))
    run = etree.SubElement(paragraph, qn("a:r") if text else qn("a:fld"))
    if not text:
        run.set("id", "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}")
        run.set("type", "slidenum")
    etree.SubElement(run, qn("a:rPr")).set("sz", "1200")
    etree.SubElement(run, qn("a:t")).text = text or "‹#›"
    return shape
