"""What of code stays: whatever two blocks hold, their text is as it was, and what is called the same is the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from sys import gettrace, settrace
from typing import Any

import pytest

from slidekit.doctree import moves
from slidekit.doctree.moves import keyed
from slidekit.highlight import highlight

ROOT = Path(__file__).parents[1]
PIECE = re.compile(r'<span data-m="(\d+)">((?:<span class="[^"]*">.*?</span>|[^<])*)</span>')
BROKEN = re.compile(r'(<span class="[^"]*">)([^<]*)</span>\1')

WORDS = [
    "x",
    "y",
    "total",
    "f(",
    ")",
    "+",
    "=",
    "'text'",
    "# note",
    "if",
    "else:",
    "return",
    "42",
    "\t",
    "  ",
    "<&>",
    "é",
]
LANGUAGES = ["python", "text", "javascript", "pycon", "console", "html"]


def plain(html: str) -> str:
    """A block without its keys: what stood in two pieces may have been one span."""
    html = PIECE.sub(r"\2", html)
    while BROKEN.search(html):
        html = BROKEN.sub(r"\1\2", html)
    return html


def pieces(html: str) -> dict[str, str]:
    """What has a key."""
    found = PIECE.findall(html)
    assert len(found) == len(dict(found)), "a key twice"
    return dict(found)


def written_anew(random: Random, lines: list[str]) -> list[str]:
    """Lines after some edits by chance."""
    found = list(lines)
    for _ in range(random.randint(0, 6)):
        at = random.randint(0, len(found))
        kind = random.choice(["add", "drop", "change", "move", "indent"])
        if kind == "add":
            found.insert(at, line_by_chance(random))
        elif at < len(found):
            line = found.pop(at)
            if kind == "change":
                found.insert(at, line.replace(random.choice(WORDS), random.choice(WORDS)))
            elif kind == "move":
                found.insert(random.randint(0, len(found)), line)
            elif kind == "indent":
                found.insert(at, f"    {line}")
    return found


def line_by_chance(random: Random) -> str:
    """A line that may stand in code."""
    return " ".join(random.choices(WORDS, k=random.randint(0, 9))).rstrip()


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_but_keys_is_added(language: str) -> None:
    """Without its keys a block is the block as it is shown elsewhere; in it each key is one piece, and so elsewhere."""
    random = Random(language)  # noqa: S311 - the same code on every run
    for _ in range(60):
        versions = [[line_by_chance(random) for _ in range(random.randint(0, 12))]]
        versions += [written_anew(random, versions[-1]) for _ in range(random.randint(1, 3))]
        blocks = [highlight("\n".join(lines), language) for lines in versions]
        found = keyed(blocks)

        assert [plain(html) for html in found] == [plain(html) for html in blocks]
        everywhere: dict[str, str] = {}
        for html in found:
            for key, text in pieces(html).items():
                assert everywhere.setdefault(key, text) == text
                assert text == text.strip()
                assert "\t" not in text


def texts(html: str) -> dict[str, str]:
    """What has a key, without colours."""
    return {key: re.sub("<[^>]*>", "", text) for key, text in pieces(html).items()}


def same(old: str, new: str, language: str = "python") -> list[str]:
    """What two versions of code share."""
    one, other = map(texts, keyed([highlight(old, language), highlight(new, language)]))
    return [text for key, text in one.items() if key in other]


@pytest.mark.parametrize(
    ("old", "new", "shared"),
    [
        ("a = 1\nb = 2", "a = 1\nb = 2", ["a = 1", "b = 2"]),
        ("a = 1", "a = 1\nb = 2", ["a = 1"]),
        ("def f(x):", "def f(x, y):", ["def f(x", "):"]),
        ("print(x)", "if x:\n    print(x)", ["print(x)"]),
        ("total = sum(prices)", "total = sum(prices) * rate", ["total = sum(prices)"]),
        ("open(path)\nread()", "read()\nopen(path)", ["open(path)", "read()"]),  # one of the two goes past the other
        ("time.sleep(86400)", "DAY = 86400\ntime.sleep(DAY)", ["time.sleep(", "86400", ")"]),
        ("x = 'one two'", "y = 'one two'", ["= 'one two'"]),
        ("a\tb", "a\tb", ["a", "b"]),
        ("", "x", []),
        ("x", "", []),
    ],
)
def test_what_stays(old: str, new: str, shared: list[str]) -> None:
    """Lines and what stands in them are found again, where they are and elsewhere; what stays together is one piece."""
    assert same(old, new) == shared


def test_plain_code_is_words() -> None:
    """Where there are no colours, words stay one by one; across languages only what has the same colour."""
    assert same("git add file", "git commit -m file", "text") == ["git", "file"]
    one, other = map(texts, keyed([highlight("x = 1", "python"), highlight("x = 1", "text")]))
    assert not one.keys() & other.keys()


def test_a_piece_keeps_its_key_through_all_blocks() -> None:
    """What was there before the neighbour is known as well, unless it had gone."""
    found = [
        texts(html)
        for html in keyed([highlight(code, "python") for code in ("alpha", "alpha\nbeta", "beta", "alpha\nbeta")])
    ]

    assert [list(each.values()) for each in found] == [["alpha"], ["alpha", "beta"], ["beta"], ["alpha", "beta"]]
    keys = [list(each) for each in found]
    assert keys == [["1"], ["1", "2"], ["2"], ["3", "2"]]


def long_blocks() -> list[tuple[str, list[str], list[str]]]:
    """Pairs of 600 lines each, kind by kind."""
    random = Random(7)  # noqa: S311 - the same code on every run
    usual = [f"value_{n} = compute({n}, 'text {n}') if flag[{n % 7}] else None" for n in range(600)]
    edited = [line.replace("compute", "measure") if n % 5 == 0 else line for n, line in enumerate(usual)]
    few = "a b c + - ( ) =".split()
    mess = [[" ".join(random.choices(few, k=12)) for _ in range(600)] for _ in range(2)]
    return [
        ("edited", usual, edited),
        ("backwards", usual, usual[::-1]),
        ("other", ["x = 1"] * 600, ["y = 1"] * 600),
        ("thinned", ["x = 1"] * 600, ["x = 1", "y = 2"] * 300),
        ("mess", *mess),
    ]


@pytest.mark.parametrize(
    ("kind", "old", "new"), long_blocks(), ids=lambda value: value if isinstance(value, str) else ""
)
def test_long_code_costs_in_proportion(kind: str, old: list[str], new: list[str]) -> None:
    """Ten times as many lines take not much more than ten times as many steps, whatever they are like."""

    def steps_of(lines: int) -> int:
        blocks = [highlight("\n".join(code[:lines]), "python") for code in (old, new)]
        with counted(moves.__file__) as steps:
            found = keyed(blocks)
        assert [plain(html) for html in found] == [plain(html) for html in blocks]
        return steps[0]

    assert steps_of(600) < 20 * steps_of(60)


@contextmanager
def counted(file: str) -> Iterator[list[int]]:
    """How often a line of a file is come to, jumps back included: what it costs, whatever else the machine does."""
    count = [0]

    def line(*_: object) -> Any:
        count[0] += 1
        return line

    before = gettrace()
    settrace(lambda frame, _event, _arg: line if frame.f_code.co_filename == file else None)
    try:
        yield count
    finally:
        settrace(before)
