"""Pieces as shapes on one slide of PowerPoint: text, code, tables, pictures, films. Knows nothing of the slide's title."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

from lxml import etree
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml.ns import qn
from pptx.table import _Cell
from pptx.util import Pt

from slidekit.blocks import Block, Film, Picture, Square
from slidekit.exporting.powerpoint import flow, words
from slidekit.exporting.powerpoint.flow import TEXT, Box, Placed
from slidekit.exporting.powerpoint.frame import Frame, put
from slidekit.exporting.powerpoint.looks import Look, film_of
from slidekit.exporting.powerpoint.measure import LEADING
from slidekit.exporting.powerpoint.paints import Paints
from slidekit.exporting.powerpoint.pieces import (
    Grid,
    Listing,
    Para,
    Prose,
    Sight,
    paras_of,
)
from slidekit.exporting.powerpoint.plans import Plan
from slidekit.media import mime_type

if TYPE_CHECKING:
    from pptx.presentation import Presentation

    from slidekit.model import Deck

GRID = "{5940675A-B579-460E-94D1-54222C63F5DA}"
"""PowerPoint's plain table with lines, in the ink of the theme."""


class Work(NamedTuple):
    """What all slides are made with."""

    deck: Deck
    show: Presentation
    frame: Frame
    paints: Paints
    looks: Mapping[Block, Look]
    rtl: bool


class Sheet:
    """A slide of PowerPoint, and what stands on it in the order in which it is read."""

    def __init__(self, work: Work, page: Any, each: Plan, places: Mapping[str, Any]) -> None:
        self.work = work
        self.page = page
        self.plan = each
        self.places = places
        self.manner = words.Manner(work.paints, work.deck.options.lang, work.rtl, self.link)
        self.free = [shape for shape in page.placeholders if shape.placeholder_format.idx]
        self.order: list[Any] = []

    def link(self, address: str) -> dict[str, str]:
        """How a link is written that leads to an address, or with ``#`` to a slide."""
        if not address.startswith("#"):
            return {qn("r:id"): self.page.part.relate_to(address, RT.HYPERLINK, is_external=True)}
        target = self.places.get(address[1:])
        if target is None:
            return {}
        return {qn("r:id"): self.page.part.relate_to(target.part, RT.SLIDE), "action": "ppaction://hlinksldjump"}

    def add(self, placed: Placed) -> None:
        """One piece at its place."""
        piece = placed.piece
        if isinstance(piece, Prose):
            self.add_prose(piece, placed.box, placed.scale)
        elif isinstance(piece, Listing):
            self.add_code(piece, placed.box, placed.scale)
        elif isinstance(piece, Grid):
            self.add_table(piece, placed.box, placed.scale)
        elif isinstance(piece, Sight):
            self.add_sight(piece, placed.box)

    def add_prose(self, piece: Prose, box: Box, scale: float) -> None:
        """Text in a placeholder, as long as there is one; then in a box."""
        if self.free:
            holder = self.free.pop(0)
            put(holder, box)
            larger = max(1.0, scale)
            words.fill(holder.element.txBody, piece.paras, self.manner, TEXT * larger, inherits=larger == 1.0)
            fit(holder.element.txBody, scale)
        else:
            holder = self.textbox(box)
            words.fill(holder.element.txBody, piece.paras, self.manner, TEXT * scale)
        self.order.append(holder.element)

    def textbox(self, box: Box) -> Any:
        """A box for text."""
        shape = self.page.shapes.add_textbox(*(Pt(max(0.0, each)) for each in box))
        shape.text_frame.word_wrap = True
        return shape

    def add_code(self, piece: Listing, box: Box, scale: float) -> None:
        """Code in a box of its own, in the letters of a typewriter, its colours as they are in the deck."""
        size = flow.code_size(len(piece.lines), flow.longest(piece), box.width, scale)
        needed = len(piece.lines) * size * LEADING + 2 * flow.PAD
        size *= min(1.0, box.height / max(needed, 1.0))
        shape = self.textbox(box)
        shape.name = f"Code {shape.shape_id}"
        shape.fill.solid()
        shape.fill.fore_color.rgb = words.rgb(self.work.paints.code_paper.upper())
        frame = shape.text_frame
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Pt(flow.PAD / 2)
        paras = [
            Para(tuple(run._replace(text=run.text.expandtabs(4)) for run in line if run.text), look="code", tight=True)
            for line in piece.lines
        ]
        words.fill(shape.element.txBody, paras, self.manner, max(1.0, size), "l")
        self.order.append(shape.element)

    def add_table(self, piece: Grid, box: Box, scale: float) -> None:
        """A table as a table."""
        table = piece.table
        heights = flow.row_heights(piece, box.width, scale)
        press = min(1.0, box.height / max(sum(heights), 1.0))
        holder = self.page.shapes.add_table(table.rows, len(table.widths), *(Pt(max(1.0, each)) for each in box))
        made = holder.table
        made.first_row = table.head > 0
        made.horz_banding = False
        element = holder.element
        for style in element.iter(qn("a:tableStyleId")):
            style.text = GRID
        # Its elements themselves: a column or a cell that is asked for by its number is counted up to each time.
        inside = made._tbl  # noqa: SLF001
        for column, share in zip(inside.tblGrid.gridCol_lst, table.widths, strict=True):
            column.w = Pt(box.width * share / sum(table.widths))
        for row, height in zip(inside.tr_lst, heights, strict=True):
            row.h = Pt(height * press)
        cells = [[_Cell(each, made) for each in row.tc_lst] for row in inside.tr_lst]
        for cell in table.cells:
            paras = paras_of(cell.blocks)
            if cell.row < table.head:
                paras = [para._replace(look="heading") for para in paras]
            place = cells[cell.row][cell.column]
            if cell.down > 1 or cell.across > 1:
                place.merge(cells[cell.row + cell.down - 1][cell.column + cell.across - 1])
            body = place.text_frame._element  # noqa: SLF001 - python-pptx gives no cell's body by a public name
            words.fill(body, paras, self.manner, max(1.0, flow.CELL * scale * press))
        self.order.append(element)

    def add_sight(self, piece: Sight, box: Box) -> None:
        """A picture, or a film that plays."""
        block = piece.block
        places = [Pt(max(1.0, each)) for each in box]
        look = self.work.looks.get(block)
        path = film_of(self.work.deck, block) if isinstance(block, Film) else None
        if path is not None:
            poster = BytesIO(look.data) if look else None
            shape = self.page.shapes.add_movie(str(path), *places, poster, mime_type(path))
        elif look is not None:
            shape = self.page.shapes.add_picture(BytesIO(look.data), *places)
        else:
            return
        about = shape.element.find(".//" + qn("p:cNvPr"))
        about.set("descr", words.STRANGE.sub("\ufffd", block.says if isinstance(block, Square) else block.alt))
        given = self.link(block.link) if isinstance(block, Picture) and block.link else {}
        if given:
            click = etree.SubElement(about, qn("a:hlinkClick"))
            for name, value in given.items():
                click.set(name, value)
        self.order.append(shape.element)


def fit(body: Any, scale: float) -> None:
    """Say how much smaller than usual a text is; PowerPoint finds that anew when the text is changed."""
    how = body.find(qn("a:bodyPr"))
    for name in ("noAutofit", "normAutofit", "spAutoFit"):
        for old in how.findall(qn(f"a:{name}")):
            how.remove(old)
    smaller = etree.SubElement(how, qn("a:normAutofit"))
    if scale < 1:
        smaller.set("fontScale", str(round(scale * 100_000)))
