"""What each slide will be: its title, its pieces, its layout. Makes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from slidekit.blocks import Block, Blocks, Columns, Film, Group, Runs, Text, plain
from slidekit.exporting.powerpoint.looks import Look, film_of
from slidekit.exporting.powerpoint.pieces import Piece, Prose, Side, pieces_of

if TYPE_CHECKING:
    from slidekit.model import Deck, Slide

SHORT = 220
"""Letters of what can stand alone, and large."""


class Plan(NamedTuple):
    """A slide before it is made: its title, what is on it, its layout, and whether the rest belongs to its title."""

    slide: Slide
    title: Runs
    pieces: tuple[Piece, ...]
    layout: str


def ratio_in(deck: Deck, looks: Mapping[Block, Look], block: Block) -> float:
    """How many times as wide as high something to look at is; 0 if it cannot be shown."""
    look = looks.get(block)
    if look is not None:
        return look.ratio
    if isinstance(block, Film) and film_of(deck, block) is not None:
        return 1.0 if block.kind == "audio" else 16 / 9
    return 0.0


def plan(deck: Deck, slide: Slide, looks: Mapping[Block, Look]) -> Plan:
    """What a slide will be."""
    titles = [each for each in slide.blocks if isinstance(each, Text) and each.role == "title"]
    title = titles[0].runs if titles else ()
    rest = tuple(each for each in slide.blocks if each not in titles[:1])
    pieces = pieces_of(rest, lambda block: ratio_in(deck, looks, block))
    alone = len(pieces) == 1 and isinstance(pieces[0], Prose)
    plainly = alone and isinstance(pieces[0], Prose) and not any(para.bullet for para in pieces[0].paras)
    if title and (not pieces or (plainly and "title-slide" in slide.classes)):
        layout = "Title"
    elif plainly and not title and isinstance(pieces[0], Prose) and letters(pieces[0]) <= SHORT:
        layout = "Statement"
    elif len(pieces) == 1 and isinstance(pieces[0], Side) and len(pieces[0].columns) == 2:
        layout = "Columns"
    elif any(isinstance(piece, Prose) for piece in pieces):
        layout = "Content"
    else:
        layout = "Title Only" if title else "Blank"
    return Plan(slide, title, pieces, layout)


def letters(prose: Prose) -> int:
    """How many letters some text has."""
    return sum(len(plain(para.runs)) for para in prose.paras)


def handed_out(blocks: Blocks) -> Blocks:
    """What of some blocks is for paper alone."""
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Group):
            found += block.blocks if block.kind == "handout" else handed_out(block.blocks)
        elif isinstance(block, Columns):
            found += [each for _, inside in block.columns for each in handed_out(inside)]
    return tuple(found)
