"""The steps of a slide, whatever stands on it; what becomes of each form stands in the cases."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

import pytest
from command import HEAD, body, build, page
from conftest import MakeDeck
from test_parser import PIECES

from slidekit.doctree import deck_of
from slidekit.doctree.steps import is_whole
from slidekit.model import Deck
from slidekit.options import Saying

STEP = re.compile(r' data-step="(\d+)"')

FORMS = [
    ". . .",
    "  . . .",
    "  Quoted\n\n  . . .\n\n  Quoted",
    "+ a\n+ b\n\n  + c",
    ".. class:: incremental",
    ".. class:: incremental show-first",
    ".. class:: nonincremental",
    ".. incremental::\n\n   a\n\n   - b\n   - c",
    ".. container:: incremental\n\n   a\n\n   . . .\n\n   :incremental:`b`",
    ".. container:: box\n\n   . . .\n\n   .. notes:: N",
    ".. container:: box\n\n   .. notes:: [step] N",
    "A :incremental:`word` more.",
    ".. notes::\n\n   [step] a\n\n   - [step] b\n\n   + c",
    "| a\n|\n|   b",
    "+---------+\n| + a     |\n|         |\n| . . .   |\n+---------+",
    ":class: incremental",
    "slide\n=====",
    "----",
]


def random_deck(seed: int, folder: Path, **said: object) -> Deck:
    """A deck of random pieces and forms of steps."""
    random = Random(seed)  # noqa: S311 - the same talks on every run
    pieces = random.choices(PIECES + FORMS * 6, k=random.randint(2, 40))
    return deck_of("\n\n".join(pieces) + "\n", folder / "talk.rst", {k: Saying(v) for k, v in said.items()}, [])


@pytest.mark.parametrize("every_list", [False, True])
@pytest.mark.parametrize("start", range(0, 160, 40))
def test_numbers(tmp_path: Path, start: int, every_list: bool) -> None:
    """On each slide the steps begin with 1, come in the order of the text, and leave no number out."""
    for seed in range(start, start + 40):
        for slide in random_deck(seed, tmp_path, incremental=every_list).slides:
            numbers = [int(number) for number in STEP.findall(slide.html)]

            assert list(dict.fromkeys(numbers)) == list(range(1, slide.steps + 1)), (seed, slide.html)
            assert STEP.findall(slide.notes) == []


@pytest.mark.parametrize("start", range(200, 320, 40))
def test_nothing_but_numbers(tmp_path: Path, start: int) -> None:
    """A deck whose lists step differs from the same deck at rest by its numbers alone."""
    for seed in range(start, start + 40):
        moving, resting = (random_deck(seed, tmp_path, incremental=every) for every in (True, False))

        for one, other in zip(moving.slides, resting.slides, strict=True):
            assert STEP.sub("", one.html) == STEP.sub("", other.html)


def test_pauses_leave_nothing(deck: MakeDeck) -> None:
    """Without its pauses a slide holds what it holds with them, but for the numbers."""
    text = "slide\n-----\n\n. . .\n\nA\n\n. . .\n\n  B\n\n  . . .\n\n- c\n\n. . .\n\n. . .\n\n.. tip:: D\n\n. . .\n"

    with_pauses, without = deck(text).slides[0], deck(text.replace(". . .", "")).slides[0]

    assert STEP.sub("", with_pauses.html) == without.html
    assert (with_pauses.steps, without.steps) == (4, 0)


def test_thousand_steps(deck: MakeDeck) -> None:
    """A slide may have as many steps as its author likes."""
    slide = deck("slide\n-----\n\n" + "+ x\n" * 1000).slides[0]

    assert slide.steps == 1000
    assert STEP.findall(slide.html) == [str(number) for number in range(1, 1001)]


@pytest.mark.parametrize("piece", ["x\n\n. . .\n\n", "x :incremental:`y`\n\n", "+ x\n\ny\n\n"])
def test_many_steps_take_no_longer(tmp_path: Path, piece: str) -> None:
    """Six thousand steps on one slide are built in the time of as many paragraphs."""
    ended = build(tmp_path, HEAD + piece * 6000 + "end\n")

    assert ended.code == 0, ended.err
    assert 'data-steps="6000"' in body(tmp_path)
    assert ended.work < 15


@pytest.mark.parametrize("levels", [10, 100])
def test_deep_steps(tmp_path: Path, levels: int) -> None:
    """Steps may be nested as deeply as what they stand on; they come from the outside in."""
    lines = [f"{'  ' * level}.. class:: incremental\n\n{'  ' * level}- x\n\n" for level in range(levels)]

    ended = build(tmp_path, HEAD + "".join(lines))

    assert ended.code == 0, ended.err
    assert [int(number) for number in STEP.findall(body(tmp_path))] == list(range(1, levels + 1))


@pytest.mark.parametrize(
    ("html", "whole"),
    [
        ("<b>x</b>", True),
        ("text", True),
        ("<p>x<br><img src='a'>", True),
        ('<svg><path d="M0"/></svg>', True),
        ("<DIV><div></div></div>", True),
        ("<div>", False),
        ("</div>", False),
        ("</div><div>", False),
        ("<b><i></b>", False),
        ("<" * 10_000, True),
    ],
)
def test_whole_html(html: str, whole: bool) -> None:
    """Half an element of raw HTML is not put into an element of ours, which would end where it should not."""
    assert is_whole(html) is whole


def test_many_marks(deck: MakeDeck) -> None:
    """Of many marks too many one is reported, and each has its remark."""
    found = deck("slide\n-----\n\n+ a\n\n.. notes::\n\n" + "   [step] x\n\n" * 1000)

    numbers = [int(number) for number in re.findall(r'data-note="(\d+)"', found.slides[0].notes)]
    assert numbers == list(range(1, 1001))
    assert [(each.code, each.at and each.at.line) for each in found.diagnostics] == [("extra-step-mark", 10)]


def test_marks_in_an_included_file(deck: MakeDeck, tmp_path: Path) -> None:
    """A mark too many is reported in the file that it stands in."""
    (tmp_path / "part.rst").write_text("A\n\n.. notes::\n\n   [click] x\n")

    found = deck("slide\n-----\n\n.. include:: part.rst\n").diagnostics[0]

    assert found.at is not None
    assert (found.code, found.at.path.name, found.at.line, found.at.column) == ("extra-step-mark", "part.rst", 5, 4)


def test_page_says_what_the_runtime_reads(tmp_path: Path) -> None:
    """The page has the number of steps of each slide, the times, and what is not to be shown."""
    text = (
        ":duration: 25min\n:end: 14:30\n:slide-numbers: no\n:progress: no\n\n"
        "One\n---\n\n:timing: 90s\n\n+ a\n+ b\n\nTwo\n---\n\n:timing: 2min\n:hidden: yes\n\n+ c\n\nThree\n-----\n\nD\n"
    )
    assert build(tmp_path, text).code == 0

    start = page(tmp_path).split("<body", 1)[1].split(">", 1)[0]
    sections = [tag.split(" ", 1)[1] for tag in re.findall(r"<section ([^>]*)>", body(tmp_path))]
    assert start.endswith('data-duration="1500" data-end="14:30" data-numbers="no" data-progress="no"')
    assert [re.findall(r'data-(?:steps|timing)="\d+"', section) for section in sections] == [
        ['data-steps="2"', 'data-timing="90"'],
        ['data-steps="1"'],
        [],
    ]


def test_page_says_nothing_without_reason(tmp_path: Path) -> None:
    """A deck without steps and times has no attribute for them."""
    assert build(tmp_path, HEAD + "- a\n").code == 0

    html = page(tmp_path).split("<body", 1)[1].split("</main>", 1)[0]
    assert re.findall(r"data-(?:steps?|timing|duration|end|numbers|progress)=", html) == []
