"""A talk that was read, and how it is brought to a new text by reading only what changed in it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from slidekit.doctree.assets import Rank
from slidekit.doctree.layout import Sight, Window
from slidekit.doctree.quick import Ground, Part, read_part
from slidekit.doctree.reader import first_title
from slidekit.doctree.renames import Names, name_parts
from slidekit.doctree.splice import (
    joined_diagnostics,
    joined_loose,
    joined_styles,
    moved_places,
    moved_sights,
    moved_slides,
    moved_starts,
    piece_offsets,
)
from slidekit.doctree.touched import Lay, Touched, find_touched
from slidekit.errors import UnsureError
from slidekit.model import Asset, Deck


class State(NamedTuple):
    """All that the quick pass needs of a talk, beside its deck."""

    ground: Ground
    lay: Lay
    names: Names
    title: str
    """The deck's title, if it is not a slide's."""
    sphinx: frozenset[tuple[str, str]]
    read: tuple[Path, ...]
    """The files that were read, the pictures aside."""
    files: tuple[Path, ...]
    """The project's own files."""
    last: tuple[int, int, Part] | None = None
    """The pieces that were read last (first, and behind the last), and what was found there."""


class Reading:
    """A talk that was read, and what the quick pass needs of it: ``None`` for a talk that has no quick pass."""

    def __init__(self, text: str, deck: Deck, state: State | None) -> None:
        self.text = text
        self.deck = deck
        self.state = state

    def advance(self, text: str) -> Deck | None:
        """The deck of the talk's new text by reading only the touched slides.

        ``None`` where that would not be sure to be what a whole reading gives; the reading stays what it is then,
        else it stands at the new text. The text is as `read_source` gives it.
        """
        try:
            if self.state is not None:
                self.deck, self.state = advanced(self.deck, self.state, text)
                self.text = text
                return self.deck
        except UnsureError:
            pass
        return None


def advanced(deck: Deck, state: State, text: str) -> tuple[Deck, State]:
    """The deck and state of a new text. Raises UnsureError."""
    lay = state.lay
    if text == lay.text:
        return deck, state
    touched = find_touched(lay, text)
    i, j, was, now = touched
    more = now.count("\n") - was.count("\n")
    line = lay.starts[i].line
    end = lay.starts[j].line if j < len(lay.starts) else lay.lines
    new = part_of(state, now, line, lay.lines + more, i)
    if state.last is not None and state.last[:2] == (i, j):
        old = state.last[2]
    else:
        old = part_of(state, was, line, lay.lines, i)
    first = lay.lead + sum(lay.counts[:i])
    check_truth(old, deck, lay, touched, first)
    check_fit(old, new, deck, state)
    behind = first + j - i
    ids, names = name_parts(old, new, deck.slides[first:behind], first + 1, state.names, deck.options.untitled)
    new = new._replace(slides=tuple(slide._replace(id=name) for slide, name in zip(new.slides, ids, strict=True)))
    further = len(new.slides) - (j - i)
    slides = (
        *deck.slides[:first],
        *new.slides,
        *moved_slides(deck.slides[behind:], behind + 1, further, deck.path, more),
    )
    sights = [*lay.sights[:i], *new.sights, *lay.sights[j:]]
    if more:
        sights = [moved_sights(each, deck.path, end, more) for each in sights[:i]]
        sights += [*new.sights, *(moved_sights(each, deck.path, end, more) for each in lay.sights[j:])]
    by = len(now) - len(was)
    lay = Lay(
        text,
        lay.lines + more,
        lay.tops - old.tops + new.tops,
        lay.lead,
        [*lay.offsets[:i], *piece_offsets(lay.offsets[i], now, new, line), *(at + by for at in lay.offsets[j:])],
        [*lay.starts[:i], *new.starts, *moved_starts(lay.starts[j:], more)],
        [*lay.counts[:i], *(1 for _ in new.starts), *lay.counts[j:]],
        sights,
        moved_sights(lay.ahead, deck.path, end, more),
        joined_styles(lay.styles, new.styles, line, end, more),
        joined_loose(lay.loose, new.loose, line + 1, end, more),
    )
    if more or any(old.sights) or any(new.sights):
        assets = assets_of(lay.ahead, lay.sights)
        paths = dict.fromkeys([*state.read, *(asset.path for asset in assets.values())])
        deck = deck._replace(assets=assets, dependencies=(*paths, *state.files))
    deck = deck._replace(
        title=state.title or first_title(slides) or deck.path.stem,
        slides=slides,
        places=moved_places(deck.places, deck.path, end, more),
        diagnostics=joined_diagnostics(deck, old, new, line + 1, end, more),
    )
    return deck, state._replace(lay=lay, names=names, last=(i, i + len(new.slides), new))


def part_of(state: State, source: str, line: int, total: int, piece: int) -> Part:
    """The slides of some text that stands in the talk, of so many lines in ``total``, where a piece stands."""
    above = state.lay.styles[: state.lay.starts[piece].above]
    window = Window(source.split("\n"), line, total)
    return read_part(state.ground, source, window, above, state.names.ids, state.sphinx)


def check_truth(old: Part, deck: Deck, lay: Lay, touched: Touched, first: int) -> None:
    """Raise UnsureError unless reading the old slides alone gives what reading the whole talk gave."""
    i, j = touched[:2]
    if any(count != 1 for count in lay.counts[i:j]) or list(old.starts) != lay.starts[i:j]:
        raise UnsureError("other slides than in the whole talk")
    known = deck.slides[first : first + j - i]
    for number, (slide, whole, (wanted, title)) in enumerate(zip(old.slides, known, old.keys, strict=True), first + 1):
        if slide._replace(id=whole.id) != whole:
            raise UnsureError("other slides than in the whole talk")
        if whole.id != (wanted or (whole.id if title else f"slide-{number}")):
            raise UnsureError("an id that others wanted")
    if list(old.sights) != lay.sights[i:j]:
        raise UnsureError("other pictures than in the whole talk")


def check_fit(old: Part, new: Part, deck: Deck, state: State) -> None:
    """Raise UnsureError unless all else is read as it was read with the old slides."""
    deepest, lay = state.ground.deepest, state.lay
    if (old.depth, old.hovercraft, old.starts[0].transition) != (new.depth, new.hovercraft, new.starts[0].transition):
        raise UnsureError("what sections the next slides are in")
    if deck.options.slide_level is None and old.deepest != new.deepest and deepest <= max(old.deepest, new.deepest):
        raise UnsureError("the slide level")
    if lay.tops - old.tops + new.tops < 2:
        raise UnsureError("a lone section, which may be the document's title")
    hidden = [[slide.hidden for slide in part.slides] for part in (old, new)]
    if not deck.options.notes and hidden[0] != hidden[1]:
        raise UnsureError("hidden slides")


def assets_of(ahead: tuple[Sight, ...], sights: list[tuple[Sight, ...]]) -> dict[str, Asset]:
    """The table of files: of each the place of the highest rank counts, and of these the last."""
    shown = [sight for each in (ahead, *filter(None, sights)) for sight in each]
    return {sight.token: sight.asset for rank in Rank for sight in shown if sight.rank is rank}
