"""Paragraphs as DrawingML. Knows no slide but the one whose links it makes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from lxml import etree
from pptx.oxml.ns import qn

from slidekit.blocks import Run, Runs
from slidekit.exporting.powerpoint.flow import INDENT, size_of
from slidekit.exporting.powerpoint.paints import Paints
from slidekit.exporting.powerpoint.pieces import Para

STRANGE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML may hold."""

MONO = "Consolas"

NUMBERS = 16.0
"""Points by which an item is moved in more, if it has a number."""

EMU = 12_700
"""PowerPoint's units in a point."""


class Manner(NamedTuple):
    """How text is written on a slide: its paints, its language, its direction, and how a link is made."""

    paints: Paints
    lang: str
    rtl: bool
    link: Callable[[str], dict[str, str]]
    """The attributes of a link that leads to an address; none if it leads nowhere."""


def fill(
    body: Any, paras: Iterable[Para], manner: Manner, base: float = 28, align: str = "", inherits: bool = False
) -> None:
    """Put paragraphs into a text body, text ``base`` points large; where it ``inherits`` that, only what differs is said."""
    for old in body.findall(qn("a:p")):
        body.remove(old)
    count = 0
    for count, para in enumerate(paras, 1):
        write(body, para, manner, base, align, inherits, count == 1)
    if not count:
        etree.SubElement(body, qn("a:p"))


def write(body: Any, para: Para, manner: Manner, base: float, align: str, inherits: bool, first: bool) -> None:
    """One paragraph."""
    paragraph = etree.SubElement(body, qn("a:p"))
    deep = max(para.level, bool(para.bullet))
    how = etree.SubElement(paragraph, qn("a:pPr"))
    more = NUMBERS if para.bullet not in ("", "•") else 0.0
    how.set("marL", str(round((deep * INDENT + more) * EMU)))
    how.set("indent", str(-round((INDENT + more) * EMU)) if para.bullet else "0")
    if deep > 1:
        how.set("lvl", str(min(deep - 1, 8)))
    if align or para.look == "formula":
        how.set("algn", align or "ctr")
    elif manner.rtl:
        how.set("algn", "r")
    if manner.rtl:
        how.set("rtl", "1")
    if para.tight or first:
        etree.SubElement(etree.SubElement(how, qn("a:spcBef")), qn("a:spcPts")).set("val", "0")
    else:
        etree.SubElement(etree.SubElement(how, qn("a:spcBef")), qn("a:spcPct")).set("val", "40000")
    if not para.bullet:
        etree.SubElement(how, qn("a:buNone"))
    elif para.bullet == "•":
        etree.SubElement(how, qn("a:buFont")).set("typeface", "Arial")
        etree.SubElement(how, qn("a:buChar")).set("char", "•")
    else:
        etree.SubElement(how, qn("a:buFont")).set("typeface", "+mj-lt")
        number = etree.SubElement(how, qn("a:buAutoNum"))
        number.set("type", para.bullet)
        if para.start > 1:
            number.set("startAt", str(min(para.start, 32767)))
    size = 0.0 if inherits and para.size == 1.0 else base * size_of(para)
    runs(paragraph, para.runs, manner, size, para.look)
    if size and not para.runs:
        etree.SubElement(paragraph, qn("a:endParaRPr")).set("sz", str(max(100, round(size * 100))))


def runs(paragraph: Any, found: Runs, manner: Manner, size: float, look: str = "") -> None:
    """The runs of a paragraph."""
    for run in found:
        text = STRANGE.sub("\ufffd", run.text)
        if not text:
            continue
        element = etree.SubElement(paragraph, qn("a:r"))
        style(etree.SubElement(element, qn("a:rPr")), run, manner, size, look)
        etree.SubElement(element, qn("a:t")).text = text


def style(how: Any, run: Run, manner: Manner, size: float, look: str) -> None:
    """How a run looks; the order of what stands in it is the schema's."""
    token = manner.paints.tokens.get(run.token, ("", False, False)) if run.token else ("", False, False)
    how.set("lang", manner.lang)
    if size:
        how.set("sz", str(max(100, round(size * 100))))
    bold = "strong" in run.looks or look == "heading" or token[1]
    slanted = "emphasis" in run.looks or token[2]
    for name in ["b"] * bold + ["i"] * slanted:
        how.set(name, "1")
    if "sup" in run.looks or "sub" in run.looks:
        how.set("baseline", "30000" if "sup" in run.looks else "-25000")
    how.set("dirty", "0")
    tint = token[0] or {"linenos": manner.paints.faint}.get(run.token, manner.paints.code_ink if look == "code" else "")
    if tint:
        colour(how, tint)
    elif look == "faint":
        etree.SubElement(etree.SubElement(how, qn("a:solidFill")), qn("a:schemeClr")).set("val", "tx2")
    face = MONO if "code" in run.looks or look == "code" else "Cambria Math" if "math" in run.looks else ""
    if face:
        for name in ("latin", "cs"):
            etree.SubElement(how, qn(f"a:{name}")).set("typeface", face)
    given = manner.link(run.link) if run.link else {}
    if given:
        link = etree.SubElement(how, qn("a:hlinkClick"))
        for name, value in given.items():
            link.set(name, value)


def rgb(digits: str) -> Any:
    """A colour as python-pptx has them."""
    from pptx.dml.color import RGBColor

    made: Any = RGBColor
    return made(*bytes.fromhex(digits))


def colour(how: Any, digits: str) -> None:
    """Give something a colour of its own."""
    etree.SubElement(etree.SubElement(how, qn("a:solidFill")), qn("a:srgbClr")).set("val", digits.upper())
