"""A deck as a presentation of PowerPoint that can be edited: the order in which it is made."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from slidekit import blocks as said
from slidekit.diagnostics import Diagnostic
from slidekit.errors import OutputError
from slidekit.exporting import Asked, File, Progress

if TYPE_CHECKING:
    from slidekit.bundle import Bundle
    from slidekit.exporting.powerpoint.looks import Wanted
    from slidekit.model import Deck

FROM_RIGHT = ("ar", "fa", "he", "ur", "yi")
"""Languages that are written from the right."""

YEAR_2000 = 946_684_800


def export(deck: Deck, bundle: Bundle, asked: Asked, progress: Progress) -> Iterator[File]:
    """The deck as one file. Raises OutputError if python-pptx is not installed."""
    del bundle, asked
    try:
        import pptx
    except ImportError:
        message = "python-pptx is not installed, which writes presentations: pip install 'slidekit-rst[pptx]'"
        raise OutputError(Diagnostic("no-python-pptx", message)) from None
    del pptx
    from slidekit.doctree.markup import text_of_html
    from slidekit.exporting.powerpoint.frame import Frame, add_furniture, framed
    from slidekit.exporting.powerpoint.looks import Wanted, address_in, left_out, looks_of
    from slidekit.exporting.powerpoint.packing import packed
    from slidekit.exporting.powerpoint.paints import paints_of
    from slidekit.exporting.powerpoint.plans import plan
    from slidekit.exporting.powerpoint.sheet import Work
    from slidekit.exporting.powerpoint.slides import make_slides

    options = deck.options
    paints = paints_of(deck)
    slides = [slide for slide in deck.slides if options.notes or not slide.hidden]
    progress(0, 3)
    wanted = [each for slide in slides for each in wanted_of(slide.blocks, slide.at)]
    wanted += [Wanted(said.Picture(address_in(slide.background)), slide.at) for slide in slides if slide.background]
    looks, wrong = looks_of(deck, wanted, paints)
    wrong += [left_out("the film behind this slide is left out", slide.at) for slide in slides if slide.film]
    progress(1, 3)
    frame = Frame(options.aspect)
    show = framed(frame, paints.dark)
    texts = {"header": text_of_html(deck.header).strip(), "footer": text_of_html(deck.footer).strip()}
    add_furniture(show, frame, texts, options.slide_numbers)
    rtl = options.dir == "rtl" or (not options.dir and options.lang.split("-")[0] in FROM_RIGHT)
    make_slides(Work(deck, show, frame, paints, looks, rtl), [plan(deck, slide, looks) for slide in slides])
    describe(show, deck)
    progress(2, 3)
    out = BytesIO()
    show.save(out)
    yield File(f"{deck.path.stem}.pptx", packed(out.getvalue(), paints), tuple(wrong))
    progress(3, 3)


def wanted_of(blocks: said.Blocks, at: Any) -> Iterator[Wanted]:
    """What of some blocks is to be seen."""
    from slidekit.exporting.powerpoint.looks import Wanted

    for block in blocks:
        if isinstance(block, said.Picture | said.Drawing | said.Film | said.Square):
            yield Wanted(block, at)
        elif isinstance(block, said.Group) and block.kind != "handout":
            yield from wanted_of(block.blocks, at)
        elif isinstance(block, said.Columns):
            for _, inside in block.columns:
                yield from wanted_of(inside, at)
        elif isinstance(block, said.Items):
            for inside in block.items:
                yield from wanted_of(inside, at)
        elif isinstance(block, said.Pairs):
            for _, inside in block.pairs:
                yield from wanted_of(inside, at)


def describe(show: Any, deck: Deck) -> None:
    """What the file says of itself; of times, only what was said."""
    options = deck.options
    when = datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH", YEAR_2000)), UTC).replace(tzinfo=None)
    about = show.core_properties
    for name, value in (
        ("title", deck.title),
        ("author", options.author),
        ("subject", options.description),
        ("keywords", options.keywords),
        ("language", options.lang),
        ("last_modified_by", options.author),
        ("comments", ""),
    ):
        setattr(about, name, value[:255])
    about.created = about.modified = when
    about.revision = 1
