"""A talk that was read, and how it is brought to a new text by reading only what changed in it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import accumulate
from pathlib import Path
from string import punctuation
from typing import NamedTuple

from docutils import nodes

from slidekit.diagnostics import Diagnostic, Position
from slidekit.doctree.quick import GATHERED, Ground, Part, Sight, Start, Style, read_part
from slidekit.doctree.reader import first_title
from slidekit.model import Deck, Slide

FAR = 20
"""More slides than an edit touches that is worth the quick pass."""

NUMBERED = re.compile(r"slide-\d+(-\d+)*")
COUNTED = re.compile(r"(.+)-\d+")
EDGE = 400
"""As far around a slide's source it is looked for what could reach into it."""


class Lay(NamedTuple):
    """How the slides lie in a text. Its lists have an entry for each piece.

    A piece is the text of one slide (or of several that come from elsewhere); the first begins behind the ``lead``.
    """

    text: str
    lines: int
    lead: int
    """How many slides stand before the first piece."""
    offsets: list[int]
    starts: list[Start]
    counts: list[int]
    sights: list[tuple[Sight, ...]]
    lead_sights: tuple[Sight, ...]
    styles: tuple[Style, ...]
    loose: tuple[tuple[int, int], ...]
    """The lines (from 1) that what was said about other lines depends on."""


class Names(NamedTuple):
    """What is called how in a talk."""

    ids: dict[str, str | None]
    """The id of each name; ``None`` if several have it."""
    taken: frozenset[str]
    """Every id but those made of a slide's number."""
    referred: frozenset[str]
    """The names that are referred to."""
    listed: bool
    """A table of contents shows the titles."""


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
    """A talk that was read, and what the quick pass needs of it."""

    def __init__(self, deck: Deck, state: State | None) -> None:
        self.deck = deck
        self.state = state

    def advance(self, text: str) -> Deck | None:
        """The deck of the talk's new text by reading only the touched slides.

        ``None`` where that would not be sure to be what a whole reading gives; the reading stays what it is then,
        else it stands at the new text. The text is as `read_source` gives it, without characters to warn of.
        """
        if self.state is None:
            return None
        if text == self.state.lay.text:
            return self.deck
        found = advanced(self.deck, self.state, text)
        if found is None:
            return None
        self.deck, self.state = found
        return self.deck


class Touched(NamedTuple):
    """The pieces of a talk that an edit touches: first, behind the last, and their text before and after."""

    first: int
    end: int
    old: str
    new: str


def advanced(deck: Deck, state: State, text: str) -> tuple[Deck, State] | None:
    """The deck and state of a new text; nothing where that is not sure."""
    lay, ground, names = state.lay, state.ground, state.names
    touched = find_touched(lay, text)
    if touched is None:
        return None
    i, j, was, now = touched
    line = lay.starts[i].line
    above = lay.styles[: lay.starts[i].above]
    more = now.count("\n") - was.count("\n")
    new = read_part(ground, now, line, lay.lines + more, above, names.ids, state.sphinx)
    if new is None:
        return None
    if state.last is not None and state.last[:2] == (i, j):
        old: Part | None = state.last[2]
    else:
        old = read_part(ground, was, line, lay.lines, above, names.ids, state.sphinx)
    if old is None or not is_true(old, deck, lay, i, j):
        return None
    end = lay.starts[j].line if j < len(lay.starts) else lay.lines
    styles = joined_styles(lay.styles, new.styles, line, end, more)
    loose = joined_loose(lay.loose, new.loose, line + 1, end, more)
    diagnostics = joined_diagnostics(deck, old, new, line + 1, end, more)
    if styles is None or loose is None or diagnostics is None or not fits(old, new, deck, state, i, j):
        return None
    at = slide_index(lay, i)
    renamed = name_parts(old, new, deck.slides[at : at + j - i], at, names, deck)
    if renamed is None:
        return None
    ids, names = renamed
    changed = tuple(slide._replace(id=name) for slide, name in zip(new.slides, ids, strict=True))
    new = new._replace(slides=changed)
    later = moved_slides(deck.slides[at + j - i :], at + j - i + 1, len(changed) - (j - i), deck.path, more)
    slides = (*deck.slides[:at], *changed, *later)
    lay = Lay(
        text,
        lay.lines + more,
        lay.lead,
        [
            *lay.offsets[:i],
            *piece_offsets(lay.offsets[i], now, new, line),
            *moved(lay.offsets[j:], len(now) - len(was)),
        ],
        [*lay.starts[:i], *new.starts, *moved_starts(lay.starts[j:], more)],
        [*lay.counts[:i], *(1 for _ in new.starts), *lay.counts[j:]],
        [
            *(moved_sights(each, deck.path, end, more) for each in lay.sights[:i]),
            *new.sights,
            *(moved_sights(each, deck.path, end, more) for each in lay.sights[j:]),
        ],
        moved_sights(lay.lead_sights, deck.path, end, more),
        styles,
        loose,
    )
    assets, dependencies = deck.assets, deck.dependencies
    if more or any(old.sights) or any(new.sights):
        shown = [sight for sights in (lay.lead_sights, *filter(None, lay.sights)) for sight in sights]
        assets = {each.token: each.asset for raw in (False, True) for each in shown if each.raw is raw}
        paths = (*state.read, *(asset.path for asset in assets.values()))
        dependencies = (*dict.fromkeys(paths), *state.files)
    deck = deck._replace(
        title=state.title or first_title(slides) or deck.path.stem,
        slides=slides,
        assets=assets,
        dependencies=dependencies,
        diagnostics=diagnostics,
    )
    return deck, state._replace(lay=lay, names=names, last=(i, i + len(changed), new))


def find_touched(lay: Lay, text: str) -> Touched | None:
    """The pieces between which old and new text differ; nothing if they cannot be told apart from the rest."""
    before, behind = difference(lay.text, text)
    if not lay.offsets or before < lay.offsets[0]:
        return None
    i = bisect_right(lay.offsets, before) - 1
    j = bisect_left(lay.offsets, len(lay.text) - behind, i + 1)
    grown = len(text) - len(lay.text)
    while i >= 0 and j - i <= FAR:
        start = lay.offsets[i]
        end = lay.offsets[j] if j < len(lay.offsets) else len(lay.text)
        new = text[start : end + grown]
        if not starts_slide(new):
            i -= 1
        elif j < len(lay.offsets) and not ends_blank(new):
            j += 1
        else:
            ahead = text[max(0, start - EDGE) : start]
            if start and (not ends_blank(ahead) or not ahead.strip()):
                return None
            if ahead.rstrip().endswith("::") and new[0] in punctuation:
                return None
            if new.rstrip().endswith("::"):
                return None
            return Touched(i, j, lay.text[start:end], new)
    return None


def difference(old: str, new: str) -> tuple[int, int]:
    """How long the common beginning and the common end of two texts are, by halving: comparing is quick."""
    least = min(len(old), len(new))
    low, high = 0, least
    while low < high:
        middle = (low + high + 1) // 2
        if old[low:middle] == new[low:middle]:
            low = middle
        else:
            high = middle - 1
    before = low
    low, high = 0, least - before
    while low < high:
        middle = (low + high + 1) // 2
        if old[len(old) - middle : len(old) - low] == new[len(new) - middle : len(new) - low]:
            low = middle
        else:
            high = middle - 1
    return before, low


def starts_slide(text: str) -> bool:
    """Whether the first lines of a text look like a title or a transition."""
    lines = [*text.split("\n", 3)[:3], "", ""]
    if not lines[0].strip() or lines[0][0] in " \t":
        return False
    return any(is_rule(line) for line in lines[:2]) or is_rule(lines[2])


def is_rule(line: str) -> bool:
    """Whether a line is of one mark of punctuation, over and over."""
    bare = line.rstrip()
    return bool(bare) and bare[0] in punctuation and not bare.strip(bare[0])


def ends_blank(text: str) -> bool:
    """Whether a text ends with an empty line."""
    return text.rstrip(" \t").endswith("\n") and text.rstrip(" \t")[:-1].rstrip(" \t").endswith("\n")


def slide_index(lay: Lay, piece: int) -> int:
    """The number (from 0) of a piece's first slide."""
    return lay.lead + sum(lay.counts[:piece])


def is_true(old: Part, deck: Deck, lay: Lay, i: int, j: int) -> bool:
    """Whether reading some slides alone gives what reading the whole talk gave."""
    if any(count != 1 for count in lay.counts[i:j]) or list(old.starts) != lay.starts[i:j]:
        return False
    at = slide_index(lay, i)
    for number, (slide, known) in enumerate(zip(old.slides, deck.slides[at : at + j - i], strict=True), at + 1):
        if slide._replace(id=known.id) != known:
            return False
        wanted, title = old.keys[number - at - 1]
        if known.id != (wanted or known.id) or (not wanted and not title and known.id != f"slide-{number}"):
            return False
    return list(old.sights) == lay.sights[i:j]


def fits(old: Part, new: Part, deck: Deck, state: State, i: int, j: int) -> bool:
    """Whether what else there is is read as it was read with the old slides."""
    lay, ground = state.lay, state.ground
    deepest = ground.deepest
    if deck.options.slide_level is None and old.deepest != new.deepest and deepest in (old.deepest, new.deepest):
        return False  # the slide level might be another one now
    if new.deepest > deepest:
        return False
    tops = [start.above == ground.promoted for start in (*lay.starts[:i], *new.starts, *lay.starts[j:])]
    if sum(tops) < 2:
        return False  # a lone section might be the document's title
    if (old.depth, old.hovercraft, old.starts[0].transition) != (new.depth, new.hovercraft, new.starts[0].transition):
        return False
    at = slide_index(lay, i)
    if not deck.options.notes and [s.hidden for s in new.slides] != [s.hidden for s in deck.slides[at : at + j - i]]:
        return False
    return True


def joined_styles(
    full: tuple[Style, ...], new: tuple[Style, ...], line: int, end: int, more: int
) -> tuple[Style, ...] | None:
    """The styles of titles of the new text; nothing if one has another level now."""
    known = sum(style.line < line for style in full)
    here = sum(line <= style.line < end for style in full)
    if max(known, len(new)) < known + here:
        return None
    if any(one.marks != other.marks for one, other in zip(full, new, strict=False)):
        return None
    rest = (style._replace(line=style.line + more) for style in full[len(new) :])
    return (*full[:known], *new[known:], *(rest if len(new) > known else moved_styles(full[known:], more)))


def moved_styles(styles: tuple[Style, ...], more: int) -> tuple[Style, ...]:
    """Styles that were first used further down."""
    return tuple(style._replace(line=style.line + more) for style in styles)


def joined_loose(
    full: tuple[tuple[int, int], ...], new: tuple[tuple[int, int], ...], line: int, end: int, more: int
) -> tuple[tuple[int, int], ...] | None:
    """The lines that other lines depend on; nothing if some of those are among the touched ones."""
    kept = []
    for low, high in full:
        if high < line:
            kept.append((low, high))
        elif low > end:
            kept.append((low + more, high + more))
        elif low < line or high > end:
            return None
    return (*kept, *new)


def joined_diagnostics(
    deck: Deck, old: Part, new: Part, line: int, end: int, more: int
) -> tuple[Diagnostic, ...] | None:
    """The deck's messages with those of the touched lines exchanged; nothing if there is more to it."""
    if not deck.diagnostics and not new.diagnostics and not old.gathered and not new.gathered:
        return ()
    if old.gathered.keys() != new.gathered.keys():
        return None
    before, here, behind = [], [], []
    for each in deck.diagnostics:
        at = each.at
        if each.code in GATHERED and each.code in new.gathered:
            one, other = old.gathered[each.code], new.gathered[each.code]
            if one.message != other.message or at is None or at.path != deck.path:
                return None
            if line <= at.line <= end:
                if at != one.at:
                    return None
                each = each._replace(at=other.at, mark=other.mark, excerpt=other.excerpt)
                here.append(each)
                continue
        if at is None or at.path != deck.path or at.line > end:
            behind.append(moved_diagnostic(each, deck.path, more) if more else each)
        elif at.line < line:
            before.append(each)
        elif each.code in GATHERED:
            return None
        else:
            here.append(each)
    if [each for each in here if each.code not in GATHERED] != list(old.diagnostics):
        return None
    gathered = [each for each in here if each.code in GATHERED]
    if gathered and new.diagnostics:
        return None
    return (*before, *gathered, *new.diagnostics, *behind)


def moved_diagnostic(found: Diagnostic, talk: Path, more: int) -> Diagnostic:
    """A message about a line that has moved."""
    if found.at is None or found.at.path != talk:
        return found
    return found._replace(at=moved_position(found.at, more))


def moved_position(at: Position, more: int) -> Position:
    """A place that has moved."""
    return Position(at.path, at.line + more, at.column)


def moved(offsets: list[int], by: int) -> list[int]:
    """Offsets that have moved."""
    return [offset + by for offset in offsets] if by else offsets


def moved_starts(starts: list[Start], more: int) -> list[Start]:
    """Starts that have moved."""
    return [Start(line + more, above, transition) for line, above, transition in starts] if more else starts


def moved_sight(sight: Sight, talk: Path, end: int, more: int) -> Sight:
    """A picture, moved if it is named behind a line."""
    at = sight.asset.at
    if at.path != talk or at.line <= end:
        return sight
    return sight._replace(asset=sight.asset._replace(at=moved_position(at, more)))


def moved_sights(sights: tuple[Sight, ...], talk: Path, end: int, more: int) -> tuple[Sight, ...]:
    """Pictures, moved if they are named behind a line."""
    return tuple(moved_sight(sight, talk, end, more) for sight in sights) if sights and more else sights


def moved_slides(slides: tuple[Slide, ...], first: int, further: int, talk: Path, more: int) -> tuple[Slide, ...]:
    """The slides behind an edit: further down by some lines, and by some numbers; ``first`` was their first number."""
    if not further and not more:
        return slides
    found = []
    for number, slide in enumerate(slides, first):
        at = slide.at
        if more and (at.path is talk or at.path == talk):
            at = Position(at.path, at.line + more, at.column)
        name = f"slide-{number + further}" if further and slide.id == f"slide-{number}" else slide.id
        found.append(Slide(name, slide.title, slide.html, at, *slide[4:]))
    return tuple(found)


def piece_offsets(offset: int, text: str, part: Part, line: int) -> list[int]:
    """Where the slides of a text begin."""
    if len(part.starts) == 1:
        return [offset]
    ends = [0, *accumulate(len(each) + 1 for each in text.split("\n"))]
    return [offset + ends[start.line - line] for start in part.starts]


def name_parts(
    old: Part, new: Part, slides: tuple[Slide, ...], first: int, names: Names, deck: Deck
) -> tuple[list[str], Names] | None:
    """The ids of new slides in the place of old ones, and what is called how then; nothing if others might change."""
    further = len(new.slides) - len(old.slides)
    if further and (any(map(NUMBERED.fullmatch, names.taken)) or not counts_alone(deck.options.untitled, names)):
        return None
    kept = dict(zip(old.keys, (slide.id for slide in slides), strict=True))
    if old.keys == new.keys and [name for name, _ in old.names] == [name for name, _ in new.names]:
        return [slide.id for slide in slides], names
    for part in (old, new):
        called = [name for name, _ in part.names] + [f":{wanted}" for wanted, _ in part.keys if wanted]
        if len(called) > len(set(called)):
            return None
    before, after = dict(old.names), dict(new.names)
    gone = {name for name in before if name not in after}
    come = {name for name in after if name not in before}
    gone_ids = {slide.id for slide, key in zip(slides, old.keys, strict=True) if key[0]} - {key[0] for key in new.keys}
    come_ids = {key[0] for key in new.keys if key[0]} - {key[0] for key in old.keys}
    if (gone or come) and (names.listed or not names.referred.isdisjoint(gone | come)):
        return None
    if any(names.ids.get(name) != nodes.make_id(name) for name in gone) or any(name in names.ids for name in come):
        return None
    gone_ids |= {nodes.make_id(name) for name in gone}
    come_ids |= {nodes.make_id(name) for name in come}
    rest = names.taken - gone_ids
    if len(gone | come) + len(gone_ids | come_ids) and not all(is_alone(name, rest) for name in gone_ids | come_ids):
        return None
    if any(after[name] != nodes.make_id(name) for name in come) or len(come_ids) < len(come) or "" in come_ids:
        return None
    if any(one != other and is_near(one, other) for one in come_ids | gone_ids for other in come_ids | gone_ids):
        return None
    ids = []
    for number, key in enumerate(new.keys, first + 1):
        wanted, title = key
        name = wanted or (title and (names.ids.get(title) or (nodes.make_id(title) if title in come else "")))
        if wanted or title:
            name = kept.get(key, name)
        else:
            name = f"slide-{number}"
        if not name:
            return None
        ids.append(name)
    known = {name: each for name, each in names.ids.items() if name not in gone} | {name: after[name] for name in come}
    return ids, names._replace(ids=known, taken=frozenset(rest | come_ids))


def counts_alone(word: str, names: Names) -> bool:
    """Whether the ids of untitled sections, which docutils counts, are nobody else's."""
    made = nodes.make_id(word)
    return bool(made) and not any(name == made or name.startswith(f"{made}-") for name in names.taken)


def is_alone(name: str, others: frozenset[str]) -> bool:
    """Whether no other id is this one, or made of it or it of another by counting."""
    return not NUMBERED.fullmatch(name) and not any(name == other or is_near(name, other) for other in others)


def is_near(one: str, other: str) -> bool:
    """Whether one id could have been made of another by counting."""
    return one.startswith(f"{other}-") or other.startswith(f"{one}-")
