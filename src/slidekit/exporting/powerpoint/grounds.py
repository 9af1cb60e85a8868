"""Backgrounds of slides: colours, gradients, pictures, and letters that can be read on them."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from lxml import etree
from pptx.enum.shapes import MSO_SHAPE
from pptx.oxml.ns import qn
from pptx.util import Pt

from slidekit.blocks import Picture
from slidekit.doctree.colours import colour_of, gradient_of
from slidekit.exporting.powerpoint.frame import HEIGHT
from slidekit.exporting.powerpoint.looks import address_in
from slidekit.exporting.powerpoint.paints import digits
from slidekit.exporting.powerpoint.words import rgb

if TYPE_CHECKING:
    from slidekit.exporting.powerpoint.sheet import Work
    from slidekit.model import Slide


def add_ground(work: Work, page: Any, slide: Slide) -> list[Any]:
    """Put what is behind a slide there; the shapes that were made for it."""
    value = slide.background
    one = colour_of(value)
    seen = [one] if one is not None else gradient_of(value) or []
    made: list[Any] = []
    if len(seen) == 1:
        page.background.fill.solid()
        page.background.fill.fore_color.rgb = rgb(digits(seen[0]))
    elif seen:
        page.background.fill.gradient()
        for stop, colour in zip(page.background.fill.gradient_stops, (seen[0], seen[-1]), strict=True):
            stop.color.rgb = rgb(digits(colour))
    else:
        made = pictured(work, page, address_in(value))
        if not made:
            return []
    dark = "light" not in slide.classes
    mapping(page.element, dark)
    if made and "scrim" in slide.classes:
        made.append(scrim(work, page, dark))
    return made


def pictured(work: Work, page: Any, address: str) -> list[Any]:
    """A picture that fills the slide, cut where it has another shape."""
    look = work.looks.get(Picture(address))
    if look is None:
        return []
    width = work.frame.width
    shape = page.shapes.add_picture(BytesIO(look.data), 0, 0, Pt(width), Pt(HEIGHT))
    ours = width / HEIGHT
    if look.ratio > ours:
        shape.crop_left = shape.crop_right = (1 - ours / look.ratio) / 2
    else:
        shape.crop_top = shape.crop_bottom = (1 - look.ratio / ours) / 2
    shape.element.find(".//" + qn("p:cNvPr")).set("descr", "")
    return [shape.element]


def scrim(work: Work, page: Any, dark: bool) -> Any:
    """A veil between a picture and the text on it."""
    shape = page.shapes.add_shape(MSO_SHAPE.RECTANGLE, 0, 0, Pt(work.frame.width), Pt(HEIGHT))
    shape.fill.solid()
    shape.fill.fore_color.rgb = rgb("000000" if dark else "FFFFFF")
    paint = shape.element.spPr.find(qn("a:solidFill"))[0]
    etree.SubElement(paint, qn("a:alpha")).set("val", "55000")
    shape.line.fill.background()
    return shape.element


def mapping(slide: Any, dark: bool) -> None:
    """Light letters on a dark slide, dark ones on a light one, whatever the theme has."""
    over = slide.find(qn("p:clrMapOvr"))
    for old in list(over):
        over.remove(old)
    colours = etree.SubElement(over, qn("a:overrideClrMapping"))
    sides = ("dk1", "lt1", "dk2", "lt2") if dark else ("lt1", "dk1", "lt2", "dk2")
    for name, value in zip(("bg1", "tx1", "bg2", "tx2"), sides, strict=True):
        colours.set(name, value)
    for number in range(1, 7):
        colours.set(f"accent{number}", f"accent{number}")
    for name in ("hlink", "folHlink"):
        colours.set(name, name)
