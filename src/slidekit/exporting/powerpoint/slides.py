"""Slides as slides of PowerPoint: title, text that stands alone, background, notes, and the order of all that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pptx.oxml.ns import qn

from slidekit.blocks import Run, plain
from slidekit.exporting.powerpoint import flow, words
from slidekit.exporting.powerpoint.frame import LARGE, TITLE, put
from slidekit.exporting.powerpoint.measure import LEADING, lines_of
from slidekit.exporting.powerpoint.pieces import (
    Para,
    Prose,
    Side,
    paras_of,
)
from slidekit.exporting.powerpoint.plans import Plan, handed_out
from slidekit.exporting.powerpoint.sheet import Sheet, Work, fit

if TYPE_CHECKING:
    pass


def make_slides(work: Work, plans: list[Plan]) -> None:
    """All slides: first each by itself, so that links can lead to any, then what is on them."""
    layouts = {layout.name: layout for layout in work.show.slide_layouts}
    pages = [work.show.slides.add_slide(layouts[plan.layout]) for plan in plans]
    places: dict[str, Any] = {}
    for page, each in zip(pages, plans, strict=True):
        places[each.slide.id] = page
    staged = [page for page, each in zip(pages, plans, strict=True) if each.slide.staged]
    places |= {str(number): page for number, page in enumerate(staged, 1) if str(number) not in places}
    for page, each in zip(pages, plans, strict=True):
        Making(work, page, each, places).make()


class Making(Sheet):
    """One slide while it is made."""

    def make(self) -> None:
        """Put all on the slide, in the order in which it is read."""
        slide = self.plan.slide
        if not slide.staged:
            self.page.element.set("show", "0")
        self.add_background()
        self.add_title()
        titled = bool(self.plan.title)
        if self.plan.layout in ("Title", "Statement"):
            self.add_alone()
        else:
            middle = not titled and not any(isinstance(piece, Side) for piece in self.plan.pieces)
            for placed in flow.flow(self.plan.pieces, self.work.frame.body(titled), middle):
                self.add(placed)
        for shape in self.free:
            shape.element.getparent().remove(shape.element)
        tree = self.page.shapes.element
        for element in self.order:
            tree.remove(element)
            tree.append(element)
        self.add_notes()

    def add_title(self) -> None:
        """The title in its placeholder; without one there is none."""
        holder = self.page.shapes.title
        if holder is None:
            return
        if not self.plan.title:
            holder.element.getparent().remove(holder.element)
            return
        body = holder.element.txBody
        frame = self.work.frame
        large = self.plan.layout == "Title"
        box, size = (frame.cover()[0], LARGE) if large else (frame.title(), TITLE)
        if large and not self.plan.pieces:
            box = frame.alone()
            put(holder, box)
            body.find(qn("a:bodyPr")).set("anchor", "ctr")
        words.fill(body, [Para(self.plan.title)], self.manner, size, "ctr" if large else "", inherits=True)
        said = plain(self.plan.title)
        scale = next(
            (
                each
                for each in flow.SMALLER
                if lines_of(said, box.width - 16, size * each * 1.08) * size * each * LEADING <= box.height - 8
            ),
            flow.SCALES[-1],
        )
        fit(body, scale)
        self.order.append(holder.element)

    def add_alone(self) -> None:
        """Text that is alone on its slide, or below the title of the deck."""
        if not self.plan.pieces or not isinstance(self.plan.pieces[0], Prose):
            return
        paras = self.plan.pieces[0].paras
        statement = self.plan.layout == "Statement"
        box = self.work.frame.alone() if statement else self.work.frame.cover()[1]
        base = LARGE if statement else 26.0
        height = box.height - 8
        scale = next(
            (
                each
                for each in flow.SMALLER
                if flow.prose_height(paras, box.width - 16, base * each) <= height
                and (not statement or fits_words(paras, box.width - 16, base * each))
            ),
            flow.SCALES[-1],
        )
        holder = self.free.pop(0)
        words.fill(holder.element.txBody, paras, self.manner, base, "ctr", inherits=True)
        fit(holder.element.txBody, scale)
        self.order.append(holder.element)

    def add_background(self) -> None:
        """What is behind a slide; letters are dark or light after it."""
        from slidekit.exporting.powerpoint.grounds import add_ground

        slide = self.plan.slide
        if slide.background:
            self.order += add_ground(self.work, self.page, slide)

    def add_notes(self) -> None:
        """What is for paper, and what is said to the slide."""
        slide = self.plan.slide
        blocks = (*handed_out(slide.blocks), *(slide.note_blocks if self.work.deck.options.notes else ()))
        paras = paras_of(blocks)
        if not paras:
            return
        notes = self.page.notes_slide
        manner = self.manner._replace(link=lambda _: {})
        written = [(Run(f"{plain(para.runs)}"),) for para in paras]
        signs = ["• " if para.bullet == "•" else f"{para.start}. " if para.bullet else "" for para in paras]
        lines = [Para((Run(sign), *runs)) for sign, runs in zip(signs, written, strict=True)]
        words.fill(notes.notes_placeholder.element.txBody, lines, manner, 12, inherits=True)


def fits_words(paras: tuple[Para, ...], width: float, size: float) -> bool:
    """Whether no word is longer than a line."""
    from slidekit.exporting.powerpoint.measure import width_of

    return all(width_of(word) * size <= width for para in paras for word in plain(para.runs).split())
