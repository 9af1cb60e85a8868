"""Steps: what of a slide comes when. Tree to tree: pauses are taken out, elements are numbered; no HTML.

An element's ``step`` is the one it appears with, or, as ``2-2``, those it is there at; an element without one is there
as soon as what it stands in. ``lit`` says in the same way (``1-2 4``) when an element that is there already is
highlighted, ``starts`` of code at which step each part of its emphasis begins, ``effect`` how an element appears.

All of a slide has one timeline:

- What says no number comes one step after the highest so far, in the order of the text: items, words, pauses, and the
  second and later parts of emphasised lines (the first is in force from the beginning). So ``+1`` is what is done
  without a word, and ``+0`` is together with the latest.
- ``3`` is that step, whatever has been before, and may be shared. The parts of what says it go on from there (3, 4, …),
  and so does what stands in them; what stands behind goes on after the highest number of all.
- Nothing appears before what it stands in: a lower number counts as that one's. ``+0`` before any step is no step.
- On a slide itself (``incremental`` before its title) a number is the one that its first step has.
- A block of moving code is there until the next one comes; the steps of its lines come before that.
- A highlighted part is so until the next one of the same directive is; the last one stays.
- A step at which nothing appears, is highlighted or goes is reported, once a slide.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Literal, NamedTuple

from docutils import nodes

from slidekit.diagnostics import Severity
from slidekit.doctree.belongings import take_out
from slidekit.doctree.census import Census
from slidekit.doctree.columns import is_column
from slidekit.doctree.nodes import directed, docinfo_line, heading, magic_move, opened, pause, slide
from slidekit.doctree.reports import Reports, where
from slidekit.doctree.shown import STEPPED, is_invisible, is_off, is_off_slide, visible

PLAIN = "nonincremental"

PAUSE = ". . ."

LISTS = (nodes.bullet_list, nodes.enumerated_list, nodes.definition_list, nodes.field_list, nodes.option_list)
PARTED = (*LISTS, nodes.line_block, nodes.container)
"""What comes part by part."""

BODIES = (nodes.container, nodes.block_quote)
"""What is no more than its content: a pause may stand in it."""


def find_pauses(found: Census) -> None:
    """Put a `pause` in the place of each paragraph that is one, before its dots become an ellipsis."""
    for parent in dict.fromkeys(each.parent for each in found[nodes.paragraph] if each.rawsource == PAUSE):
        above = parent
        while isinstance(above, BODIES):
            above = above.parent
        if isinstance(above, nodes.document | nodes.section | opened | directed):
            for index, child in enumerate(parent.children):
                if isinstance(child, nodes.paragraph) and child.rawsource == PAUSE:
                    parent[index] = pause()


ITEM = re.compile(r"build-item-(.*?)(-only)?")
"""hieroglyph's class for what appears at a step, or is there at that step only."""

SAYS = "steps:"
"""How a class begins that carries what a directive says: none that an author writes has a colon."""

MOST = 999
"""The highest number that an author can say."""


class Asked(NamedTuple):
    """What a directive says of steps: the first one, how many parts each has, how they appear; ``name`` is its own."""

    at: str = ""
    every: int = 1
    effect: str = ""
    name: str = ""

    def as_class(self) -> str:
        """The class that carries it to the element it is about."""
        return SAYS + ":".join(map(str, self))


def asked_in(words: list[str]) -> Asked:
    """What the directives say that an element comes from; the last of several."""
    for word in reversed(words):
        if word.startswith(SAYS):
            at, every, effect, name = word.removeprefix(SAYS).split(":")
            return Asked(at, int(every), effect, name)
    return Asked()


def number_steps(parts: list[slide], found: Census, every_list: bool, reports: Reports) -> None:
    """Number what appears on each slide from 1 on, and give the slide its number of ``steps``.

    Notes must have left their slides. ``every_list`` says that lists step unless they are told not to.
    """
    words = [{*part["classes"], *part["fields"].get("class", "").split()} for part in parts]
    asked = gather(found, parts)
    if not (every_list or found[pause] or any(map(STEPPED.intersection, words)) or asked):
        return
    for part, own in zip(parts, words, strict=True):
        lists: Lists = "plus"
        if PLAIN in own:
            lists = "none"
        elif every_list or own & STEPPED:
            lists = "all"
        timeline = Timeline(reports, part.get("asked", Asked()))
        if is_off(own):
            timeline.pauses += part.findall(pause)
        else:
            timeline.deal(part, Place(lists))
        part["steps"] = timeline.count()
        timeline.report_gaps(part)
        for parent in dict.fromkeys(each.parent for each in timeline.pauses):
            parent.children = [child for child in parent.children if not isinstance(child, pause)]
            if not parent.children and isinstance(parent, BODIES):
                take_out(parent)


def gather(found: Census, parts: list[slide]) -> bool:
    """Whether anything in a document asks for steps by itself; what directives say leaves the classes."""
    asks = (
        bool(found[magic_move])
        or any(listed.get("bullet") == "+" for listed in found[nodes.bullet_list])
        or any(len(code.get("emphasized", ())) > 1 for code in found[nodes.literal_block])
    )
    made = [*parts, *(each for part in parts for each in made_in(part))]
    for members in (made, *found.values()):  # a heading shares the classes of what was its section: it goes first
        for node in members:
            words = node.attributes["classes"]
            if not words:
                continue
            asks = asks or not STEPPED.isdisjoint(words) or any(map(ITEM.fullmatch, words))
            if any(":" in word for word in words):
                node["asked"] = asked_in(words)
                words[:] = [word for word in words if not word.startswith(SAYS)]
    return asks


def made_in(parent: nodes.Element) -> Iterator[nodes.Element]:
    """The headings on a slide, and what was put around them."""
    for child in parent.children:
        if isinstance(child, heading):
            yield child
        elif isinstance(child, nodes.container) and "boxed" in child:
            yield child
            yield from made_in(child)


Lists = Literal["none", "plus", "all"]
"""Which outermost lists step without being told to."""


class Run:
    """What comes part by part, one after the other."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self.step = 0
        self.left = 0
        """How many parts more have this step."""
        self.lit: list[nodes.Element] = []
        """What is highlighted now."""
        self.first: int | None = None
        self.last = 0
        """The first number, if an author has said it, and the last one that was given."""


class Place(NamedTuple):
    """What an element's surroundings make of it.

    ``run``: what it is a part of. ``listed``: a list is around it. ``loose``: nothing around it
    comes as a whole, so that a pause counts for it. ``within``: the step that its surroundings have.
    """

    lists: Lists
    run: Run | None = None
    listed: bool = False
    loose: bool = True
    within: int = 0


class Timeline:
    """Numbers the steps of one slide, in the order of its text; ``asked`` is what is said of the slide itself."""

    def __init__(self, reports: Reports, asked: Asked) -> None:
        self.reports = reports
        self.asked = asked
        self.last = 0
        self.since = 0
        """The step of the latest pause: with it appears what is no step of its own."""
        self.paused = False
        """Nothing has appeared with that step yet."""
        self.pauses: list[pause] = []
        self.runs: dict[str, Run] = {}
        self.changes: dict[int, nodes.Element] = {}
        """Where something appears or is highlighted, and what."""
        self.ends: set[int] = set()
        """Where something goes."""
        if asked.at:
            self.last = int(asked.at) - 1

    def count(self) -> int:
        """How many steps there are; a pause that nothing follows is none."""
        return max(self.changes, default=0)

    def report_gaps(self, part: nodes.Element) -> None:
        """Say at which steps of the slide nothing happens."""
        if len(self.changes) == self.count():
            return
        empty = [step for step in range(1, self.count()) if step not in self.changes and step not in self.ends]
        if empty:
            after = min(step for step in self.changes if step > empty[0])
            message = f"nothing appears at step{'s' * (len(empty) > 1)} {in_words(empty)} of this slide, which has {self.count()}"
            self.reports.note("step-gap", message, self.changes[after])

    def take(self, run: Run | None = None) -> int:
        """The next step; that of a pause, if nothing has appeared since; that of the part before, if it has room."""
        if run is not None and run.left:
            run.left -= 1
            return run.step
        if self.paused:
            self.paused = False
        else:
            self.last += 1
        if run is not None:
            run.step, run.left = self.last, run.asked.every - 1
        return self.last

    def begin(self, at: str) -> int:
        """The step that an author means."""
        return self.last - self.paused + int(at) if at.startswith("+") else int(at)

    @contextmanager
    def along(self, first: int, last: int) -> Iterator[None]:
        """Count on from another step; then from the highest of all."""
        before, since, paused = self.last, self.since, self.paused
        self.last, self.since, self.paused = last, min(since, first), False
        yield
        self.paused = paused and self.last < before
        self.last, self.since = max(before, self.last), max(since, self.since)

    def deal(self, parent: nodes.Element, place: Place) -> None:
        """Number what stands in an element; if it is asked for, part by part (``show-first``: but for the first)."""
        if isinstance(parent, nodes.topic) and "contents" in parent["classes"]:
            return  # it repeats what stands elsewhere
        if isinstance(parent, magic_move):
            self.move(parent, place)
            return
        first = next(visible(parent.children), None) if place.run and "show-first" in parent["classes"] else None
        for child in parent.children:
            if isinstance(child, pause):
                self.pauses.append(child)
                for run in self.runs.values():
                    run.left = 0
                if not self.paused:
                    self.last += 1
                    self.since, self.paused = self.last, True
            elif is_off_slide(child):
                self.pauses += child.findall(pause)  # there are no steps in what is on no slide
            elif isinstance(child, nodes.Element) and not is_invisible(child):
                self.visit(child, place._replace(run=None) if child is first else place)

    def visit(self, node: nodes.Element, place: Place) -> None:
        """Number an element and what stands in it, from the step on that an author has said."""
        words = [] if isinstance(node, docinfo_line) else node["classes"]  # there they are a field's name
        run = self.hear(node, words, place)
        if run is not place.run and run is not None and run.first is not None:
            with self.along(run.first, run.last):
                self.number(node, place._replace(run=run))
                run.last = self.last
        else:
            self.number(node, place._replace(run=run, lists="none" if PLAIN in words else place.lists))

    def number(self, node: nodes.Element, place: Place) -> None:
        """Number an element and what stands in it."""
        run = place.run
        inner = place._replace(run=None, listed=place.listed or isinstance(node, LISTS))
        if isinstance(node, BODIES) and not any(visible(node.children)):
            self.deal(node, inner)
        elif run is not None and isinstance(node, PARTED) and "whole" not in node and not is_one(node):
            self.deal(node, self.follow(node, inner)._replace(run=run))
        elif run is not None and can_appear(node):
            step = max(self.take(run), place.within)
            if run.asked.effect == "highlight":
                inner = self.follow(node, inner)
                self.light(node, step, run)
            else:
                until = step if node.get("whole") == "only" else None
                self.appear(node, step, until, run.asked.effect)
                inner = inner._replace(within=step)
            self.deal(node, inner._replace(loose=place.loose and isinstance(node, BODIES)))
        else:
            inner = self.follow(node, inner)
            if can_appear(node) and not isinstance(node, BODIES):
                self.paused = False
            self.deal(node, inner._replace(loose=place.loose and isinstance(node, BODIES)))
        if len(node.get("emphasized", ())) > 1:
            self.light_lines(node, max(place.within, int(node.get("step", "0").partition("-")[0])))

    def hear(self, node: nodes.Element, words: list[str], place: Place) -> Run | None:
        """What an element is a part of, after what its classes and its kind say."""
        if PLAIN in words:
            return None
        steps = not STEPPED.isdisjoint(words)
        item = next(filter(None, map(ITEM.fullmatch, words)), None)
        if item and not (item[1].isdecimal() and 0 < int(item[1]) <= MOST):
            message = f"{item[1]!r} is no step: say 1 to {MOST}"
            path, line = where(node)
            at = self.reports.path_of(path)
            lines = self.reports.lines_of(at)
            # It stands before the element, and the same word may stand below it.
            above = (number for number in (line, line - 1, line - 2) if 0 < number <= len(lines))
            line = next((number for number in above if item[0] in lines[number - 1]), line)
            self.reports.add("bad-step", message, at, line, item[0], Severity.WARNING)
        elif item:
            if not steps:
                node["whole"] = "only" if item[2] else "all"
            return self.begun(Run(Asked(str(int(item[1])))))
        by_itself = isinstance(node, LISTS) and (
            place.lists == "all" or (place.lists == "plus" and node.get("bullet") == "+")
        )
        asked = node.get("asked", Asked())
        if steps and asked.name:
            if asked.name not in self.runs:
                self.runs[asked.name] = self.begun(Run(asked))
            return self.runs[asked.name]
        if steps or (by_itself and not place.listed):
            return Run(self.asked._replace(at="") if by_itself and not steps else asked)
        return place.run

    def begun(self, run: Run) -> Run:
        """A run whose first step is settled, if an author has said it."""
        if run.asked.at:
            run.first = self.begin(run.asked.at)
            run.last = run.first - 1
        return run

    def follow(self, node: nodes.Element, inner: Place) -> Place:
        """Let an element that is no step appear with the latest pause; the place of what stands in it."""
        if not inner.loose or self.since <= inner.within or not can_appear(node):
            return inner
        self.appear(node, self.since)
        return inner._replace(within=self.since)

    def appear(self, node: nodes.Element, step: int, until: int | None = None, effect: str = "") -> None:
        """Let an element appear with a step."""
        if step < 1:
            return
        self.changes.setdefault(step, node)
        if until is not None:
            self.ends.add(until + 1)
        for part in parts_of(node):
            part["step"] = str(step) if until is None else f"{step}-{until}"
            if effect:
                part["effect"] = effect

    def light(self, node: nodes.Element, step: int, run: Run) -> None:
        """Highlight an element from a step on; what was highlighted before no longer."""
        self.changes.setdefault(max(step, 1), node)
        if run.lit and run.lit[0]["lit"] != str(step):
            for part in run.lit:
                part["lit"] += f"-{step - 1}"
            run.lit = []
        for part in parts_of(node):
            part["lit"] = str(step)
            run.lit.append(part)

    def move(self, parent: magic_move, place: Place) -> None:
        """Let blocks of code come one in the place of the other, the first with what they stand in."""
        blocks = [
            each for each in visible(parent.children) if isinstance(each, nodes.Element) and not is_off_slide(each)
        ]
        first = max(self.begin(parent["at"]), place.within + 1) if parent["at"] else 0
        with self.along(first, first - 1) if first else nullcontext():
            for number, block in enumerate(blocks):
                step = self.take() if number else 0
                if number:
                    self.changes.setdefault(step, block)
                    blocks[number - 1]["step"] += f"-{step - 1}"
                else:
                    block["classes"].append("is-shown")  # before the runtime is there
                block["step"] = str(step)
                self.number(block, place._replace(run=None, loose=False, within=max(step, place.within)))

    def light_lines(self, code: nodes.Element, within: int) -> None:
        """Number the parts of emphasised lines but for the first, which is in force from the beginning."""
        count = len(code["emphasized"]) - 1
        if code["at"]:
            first = self.begin(code["at"])
            with self.along(first, first - 1):
                steps = [self.take() for _ in range(count)]
        else:
            steps = [self.take() for _ in range(count)]
        code["starts"] = [0, *(max(step, within) for step in steps)]
        for step in code["starts"]:
            if step:
                self.changes.setdefault(step, code)


def in_words(numbers: list[int]) -> str:
    """Rising numbers as one says them: ``1, 2, 4 to 7``."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and spans[-1][-1] == number - 1:
            spans[-1][1:] = [number]
        else:
            spans.append([number])
    return ", ".join((" to " if span[-1] - span[0] > 1 else ", ").join(map(str, span)) for span in spans)


def is_one(node: nodes.Element) -> bool:
    """Whether an element that could come part by part comes as a whole: a column, unless it asks for steps itself."""
    return is_column(node) and STEPPED.isdisjoint(node["classes"])


def can_appear(node: nodes.Element) -> bool:
    """Whether an element can be shown and hidden, and there is something to see: not so half an element of raw HTML."""
    if isinstance(node, nodes.raw):
        return bool(node["classes"]) or is_whole(node.astext())
    return not isinstance(node, nodes.line) or bool(node.children)


def parts_of(node: nodes.Element) -> Iterator[nodes.Element]:
    """What is shown and hidden for an element: its parts, if it has no element of HTML itself."""
    unseen = isinstance(node, nodes.field | nodes.option_list_item) or (
        isinstance(node, nodes.definition_list_item) and "details" not in node.parent["classes"]
    )
    for part in node.children if unseen else [node]:
        if isinstance(part, nodes.Element) and not isinstance(part, nodes.classifier):
            yield part


TAG = re.compile(r"<(/?)([a-z][\w:-]*)[^<>]*?(/?)>", re.IGNORECASE)

UNCLOSED = frozenset(
    "area base br col embed hr img input link meta source track wbr p li dt dd option optgroup rp rt tr td th thead "
    "tbody tfoot colgroup caption".split()
)
"""Elements of HTML that need no end tag."""


def is_whole(html: str) -> bool:
    """Whether each element that a piece of HTML opens is closed in it, and the other way round."""
    depth: Counter[str] = Counter()
    for found in TAG.finditer(html):
        name = found[2].lower()
        if name not in UNCLOSED and not found[3]:
            depth[name] += -1 if found[1] else 1
            if depth[name] < 0:
                return False
    return not any(depth.values())
