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

SPANS = re.compile(r' data-(?:step|lit)="([\d -]+)"')

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


NUMBERED = [
    ".. incremental::\n   :at: 2\n\n- a\n- b",
    ".. incremental::\n   :at: +0\n   :effect: up\n\n   a\n\n   . . .\n\n   + b",
    ".. incremental::\n   :at: 5\n   :effect: highlight\n   :every: 2\n\n- a\n- b\n\n  + c\n- d",
    ".. incremental::\n   :at: +2",
    ".. class:: build-item-3-only",
    ".. class:: build-item-1",
    ".. code-block:: text\n   :emphasize-lines: 1|2|all|1\n\n   a\n   b",
    ".. code-block:: text\n   :emphasize-lines: 1|2\n   :at: 2\n   :class: incremental\n\n   a\n   b",
    ".. container:: incremental\n\n   .. incremental::\n      :at: 1\n\n   a\n\n   . . .\n\n   b",
]


def random_deck(seed: int, folder: Path, forms: list[str] = FORMS, **said: object) -> Deck:
    """A deck of random pieces and forms of steps."""
    random = Random(seed)  # noqa: S311 - the same talks on every run
    pieces = random.choices(PIECES + forms * 6, k=random.randint(2, 40))
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


@pytest.mark.parametrize("start", range(400, 520, 40))
def test_numbers_of_authors(tmp_path: Path, start: int) -> None:
    """Whatever numbers authors say, at each step something changes or that is reported, and nothing after the last."""
    for seed in range(start, start + 40):
        found = random_deck(seed, tmp_path, FORMS + NUMBERED)
        gaps = sum(each.code == "step-gap" for each in found.diagnostics)
        missing = 0
        for slide in found.slides:
            spans = [span.split("-") for text in SPANS.findall(slide.html) for span in text.split()]
            starts = {int(span[0]) for span in spans} - {0}
            changes = starts | {int(last) + 1 for span in spans for last in span[1:]}

            assert max(starts, default=0) <= slide.steps, (seed, slide.html)
            assert all(int(first) <= int(last) for first, *rest in spans for last in rest)
            assert "steps:" not in slide.html + slide.notes + " ".join(slide.classes)
            missing += not changes.issuperset(range(1, slide.steps + 1))
        assert missing == gaps, (seed, [each.message for each in found.diagnostics if each.code == "step-gap"])


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


def test_many_parts_of_code(deck: MakeDeck) -> None:
    """A slide may have as many parts of emphasised lines as its author likes, and they take no longer than they must."""
    parts = "|".join(str(number) for number in range(1, 301))
    code = "".join(f"   line {number}\n" for number in range(1, 301))

    slide = deck(f"slide\n-----\n\n.. code-block:: text\n   :emphasize-lines: {parts}\n\n{code}").slides[0]

    assert slide.steps == 299
    assert re.findall(r'data-line="\d+" data-lit="([\d-]+)"', slide.html) == [*(f"{n}-{n}" for n in range(299)), "299"]


def test_each_mistake_is_said(tmp_path: Path) -> None:
    """Whatever is wrong with the steps of a talk is reported in one run, each once and with what is allowed."""
    wrong = [
        ".. incremental::\n   :at: 0\n\n   a",
        ".. incremental::\n   :at: 1\n   :at: 2\n\n   a",
        ".. incremental::\n   :every: 0\n\n   a",
        ".. incremental::\n   :effect: explode\n\n   a",
        ".. code-block:: text\n   :emphasize-lines: 2-1|3\n\n   a",
        ".. code-block:: text\n   :emphasize-lines: 1|7\n\n   a",
        ".. class:: build-item-0\n\na",
        ".. class:: build-item-9\n\na",
    ]

    ended = build(tmp_path, HEAD + "\n\n".join(wrong) + "\n")

    assert ended.code == 1
    said = re.findall(r"(error|warning): (.*?) \[([\w-]+)\]$", ended.err, re.MULTILINE)
    assert [code for _, _, code in said] == [*["bad-option"] * 5, "no-such-line", "bad-step", "step-gap"]
    for text in ("say 1 to 999", "fade", "up", "highlight", "2 or 3-5", "the code has 1 line", "steps 2 to 8"):
        assert text in ended.err
