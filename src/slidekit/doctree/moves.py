"""What of code stays from block to block: highlighted HTML to the same HTML with keys. Knows no tree and no browser.

Blocks that follow each other are compared: lines first, then what stands in those that differ, then what has gone
elsewhere. What is found in both has one key; what stays together in all blocks is one piece, at most a line.
Each way of comparing is bounded, so that no code costs more than in proportion to its length.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple, TypeVar

CELLS = 4_000
"""So many pairs of two stretches are compared one by one; longer ones by what occurs once in each."""

DEEPEST = 24
"""So often is a stretch taken apart by that."""

SPAN = re.compile(r'<span class="([^"]*)">(.*?)</span>|([^<]+)')

WHOLE = re.compile(r"\s+|\S(?:[^\t]*\S)?")
SIGNS = re.compile(r"\s+|&#?\w+;|.")
WORDS = re.compile(r"\s+|&#?\w+;|\w+|.")
"""How texts, punctuation, and what has no colours are taken apart; an entity is a letter."""


T = TypeVar("T")


class Token(NamedTuple):
    """A word of code as it stands in HTML, and Pygments' short name for its kind."""

    kind: str
    text: str

    def is_blank(self) -> bool:
        """Whether there is nothing to see of it."""
        return self.text.isspace()

    def weight(self) -> int:
        """How much it tells that it is in both blocks."""
        if self is END:
            return 0
        return 3 if any(map(str.isalnum, self.text)) else 1

    def travels(self) -> bool:
        """Whether its way may be followed wherever it leads: a name or a value, not what all code has."""
        return self.kind[:1] in ("", "c", "m", "n", "s") and len(self.text) > 1 and self.weight() > 1


END = Token("", "\n")
"""The end of a line: what stands around it does not stand together."""


class Code(NamedTuple):
    """A block of code."""

    lines: list[list[Token]]
    seen: list[Token]
    """The tokens of all lines but for blanks."""
    gaps: list[str | None]
    """The blanks after each of them; nothing where a line ends, or a tab stands, whose width depends on what it begins at."""
    spans: list[tuple[int, int]]
    """From where to where in them each line reaches; blank lines are none."""

    def line(self, number: int) -> tuple[Token, ...]:
        """What is seen of a line: its indentation does not count."""
        start, end = self.spans[number]
        return tuple(self.seen[start:end])


def keyed(blocks: Sequence[str]) -> list[str]:
    """Highlighted blocks with a ``data-m`` around each piece; the same one in neighbours is the same piece."""
    codes = [code_of(html) for html in blocks]
    keys: list[list[int]] = []
    count = 0
    for number, code in enumerate(codes):
        stays = {at: keys[-1][before] for before, at in pairs(codes[number - 1], code)} if number else {}
        keys.append([stays[at] if at in stays else count + at for at in range(len(code.seen))])
        count += len(code.seen)
    return list(written(codes, keys))


def code_of(html: str) -> Code:
    """The tokens of a highlighted block; no span of it reaches over a line's end."""
    code = Code([list(tokens_in(line)) for line in html.split("\n")], [], [], [])
    for line in code.lines:
        start = len(code.seen)
        for token in line:
            if not token.is_blank():
                code.seen.append(token)
                code.gaps.append("")
            elif len(code.seen) > start:
                code.gaps[-1] = None if "\t" in token.text else f"{code.gaps[-1] or ''}{token.text}"
        if len(code.seen) > start:
            code.gaps[-1] = None
            code.spans.append((start, len(code.seen)))
    return code


def tokens_in(line: str) -> Iterator[Token]:
    """The tokens of a highlighted line."""
    for kind, text, bare in SPAN.findall(line):
        pattern = SIGNS if kind == "p" else WORDS if kind in ("", "go") else WHOLE
        for part in pattern.findall(text or bare):
            yield Token(kind, part)


# -- what is the same ---------------------------------------------------------------------------


def pairs(old: Code, new: Code) -> list[tuple[int, int]]:
    """Which of what is seen of two blocks is the same."""
    olds, news = ([code.line(n) for n in range(len(code.spans))] for code in (old, new))
    same = aligned(olds, news, len)
    kept, come = ({pair[side] for pair in same} for side in (0, 1))
    moved = lone(
        [(line, n) for n, line in enumerate(olds) if n not in kept and len(line) > 1],
        [(line, n) for n, line in enumerate(news) if n not in come and len(line) > 1],
    )
    found = [
        (old.spans[one][0] + at, new.spans[other][0] + at)
        for one, other in (*same, *moved)
        for at in range(len(olds[one]))
    ]
    taken, got = ({pair[side] for pair in found} for side in (0, 1))
    ends = (len(olds), len(news))
    for (start, at), (end, to) in zip(
        [(-1, -1), *same], [*same, ends], strict=True
    ):  # what differs, stretch by stretch
        rest, more = left(old, start + 1, end, taken), left(new, at + 1, to, got)
        words, others = ([token for _, token in some] for some in (rest, more))
        found += [
            (rest[one][0], more[other][0])
            for one, other in aligned(words, others, Token.weight)
            if words[one] is not END
        ]
    taken, got = ({pair[side] for pair in found} for side in (0, 1))
    return found + lone(
        [(token, n) for n, token in enumerate(old.seen) if n not in taken and token.travels()],
        [(token, n) for n, token in enumerate(new.seen) if n not in got and token.travels()],
    )


def left(code: Code, start: int, end: int, taken: set[int]) -> list[tuple[int, Token]]:
    """The tokens of some lines that are still alone, and their places; after each line its end."""
    found = []
    for line in code.spans[start:end]:
        alone = [(n, code.seen[n]) for n in range(*line) if n not in taken]
        found += [*alone, (-1, END)] if alone else []
    return found


def lone(old: list[tuple[T, int]], new: list[tuple[T, int]]) -> list[tuple[int, int]]:
    """The places of what occurs once in each of two lists, in the order of the first."""
    counts, others = (Counter(thing for thing, _ in some) for some in (old, new))
    places = dict(new)
    return [(n, places[thing]) for thing, n in old if counts[thing] == 1 == others[thing]]


def aligned(olds: Sequence[T], news: Sequence[T], weight: Callable[[T], int]) -> list[tuple[int, int]]:
    """Which of two sequences is the same, in the order of both."""
    names: dict[T, int] = {}
    old, new = ([names.setdefault(thing, len(names)) for thing in some] for some in (olds, news))
    weights = list(map(weight, names))
    found: list[tuple[int, int]] = []
    waiting = [(0, len(old), 0, len(new), 0)]
    while waiting:
        start, end, at, to, depth = waiting.pop()
        if (end - start) * (to - at) > CELLS:
            while start < end and at < to and old[start] == new[at]:
                found.append((start, at))
                start, at = start + 1, at + 1
            while start < end and at < to and old[end - 1] == new[to - 1]:
                end, to = end - 1, to - 1
                found.append((end, to))
        if (end - start) * (to - at) <= CELLS:
            found += [(start + one, at + other) for one, other in best(old[start:end], new[at:to], weights)]
            continue
        once = lone([(old[n], n) for n in range(start, end)], [(new[n], n) for n in range(at, to)])
        marks = rising(once) if depth < DEEPEST else []
        if marks:
            found += marks
            behind = [(one + 1, other + 1) for one, other in marks]
            waiting += [
                (one, last, other, beyond, depth + 1)
                for (one, other), (last, beyond) in zip([(start, at), *behind], [*marks, (end, to)], strict=True)
            ]
        else:  # line after line of the same few words
            found += [
                (one, other)
                for one, other in zip(range(start, end), range(at, to), strict=False)
                if old[one] == new[other]
            ]
    return sorted(found)


def rising(marks: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """As many pairs as there can be that rise in both; the first of each rises already."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for n, (_, other) in enumerate(marks):
        at = bisect_left(ends, other)
        ends[at : at + 1] = [other]
        last[at : at + 1] = [n]
        before.append(last[at - 1] if at else -1)
    found = []
    n = last[-1] if last else -1
    while n >= 0:
        found.append(marks[n])
        n = before[n]
    return found[::-1]


def best(old: list[int], new: list[int], weights: list[int]) -> list[tuple[int, int]]:
    """The pairs in the order of both that tell the most, and rather those that stand together."""

    def worth(one: int, other: int) -> int:
        own = weights[old[one]]
        return own and own + (old[one + 1 : one + 2] == new[other + 1 : other + 2])

    score = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for one in reversed(range(len(old))):
        row, below, thing = score[one], score[one + 1], old[one]
        most = 0
        for other in reversed(range(len(new))):
            most = max(most, below[other])
            if new[other] == thing:
                most = max(most, below[other + 1] + worth(one, other))
            row[other] = most
    found = []
    one = other = 0
    while one < len(old) and other < len(new):
        if old[one] == new[other] and score[one][other] == score[one + 1][other + 1] + worth(one, other):
            found.append((one, other))
            one, other = one + 1, other + 1
        elif score[one][other] == score[one + 1][other]:
            one += 1
        else:
            other += 1
    return found


# -- what is written ----------------------------------------------------------------------------


def written(codes: Sequence[Code], keys: Sequence[list[int]]) -> Iterator[str]:
    """The blocks as HTML, with numbers from 1 on for the pieces."""
    joined = joints(codes, keys)
    numbers: dict[int, int] = {}
    for code, own in zip(codes, keys, strict=True):
        waiting = iter(own)
        yield "\n".join(line_of(line, waiting, joined, numbers) for line in code.lines)


def line_of(line: list[Token], keys: Iterator[int], joined: set[int], numbers: dict[int, int]) -> str:
    """A line with its pieces; each is known by the key that it begins with."""
    marks: list[int | None] = []
    mark = None
    for token in line:
        if not token.is_blank():
            key = next(keys)
            mark = key if mark is None else mark
            marks.append(mark)
            mark = mark if key in joined else None
        else:
            marks.append(mark)
    html = ""
    for mark, group in groupby(zip(marks, line, strict=True), key=itemgetter(0)):
        inner = spans_of(token for _, token in group)
        html += inner if mark is None else f'<span data-m="{numbers.setdefault(mark, len(numbers) + 1)}">{inner}</span>'
    return html


def joints(codes: Sequence[Code], keys: Sequence[list[int]]) -> set[int]:
    """The keys after which a piece goes on: in all blocks the same follows there, and comes after nothing else."""
    after: defaultdict[int, set[tuple[str, int] | None]] = defaultdict(set)
    before: defaultdict[int, set[tuple[str, int] | None]] = defaultdict(set)
    for code, own in zip(codes, keys, strict=True):
        for key, follower, gap in zip(own, [*own, -1][1:], code.gaps, strict=True):
            after[key].add(None if gap is None else (gap, follower))
            before[follower].add(None if gap is None else (gap, key))
        for key in own[:1]:
            before[key].add(None)
    return {
        key
        for key, found in after.items()
        for follower in found
        if follower and len(found) == 1 == len(before[follower[1]])
    }


def spans_of(tokens: Iterable[Token]) -> str:
    """Tokens as HTML, with an element around what is of one kind, as Pygments writes them."""
    html = ""
    for kind, group in groupby(tokens, key=itemgetter(0)):
        text = "".join(token.text for token in group)
        html += f'<span class="{kind}">{text}</span>' if kind else text
    return html
