"""Reading only what changed: always what a whole reading gives, or nothing."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

import mutations
import pytest
from conftest import CASES, read_cases
from edits import edit

from slidekit import DeckError, read
from slidekit.doctree import Reading, open_reading, read_deck
from slidekit.model import Deck
from slidekit.options import Saying

ROOT = Path(__file__).parents[1]

SLIDES = "\n".join(f"slide\n-----\n\nText {number}\n" for number in range(1, 6))

Follow = Callable[..., Deck | None]


@pytest.fixture
def follow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Follow:
    """Read a talk, change something in it, and read on; what comes must be what a whole reading gives."""
    shutil.copytree(CASES / "files", tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1321009871")
    talk = tmp_path / "talk.rst"

    def make(text: str, *changes: tuple[str, str], **said: object) -> Deck | None:
        given = {name.replace("_", "-"): Saying(value) for name, value in said.items()}
        talk.write_text(text, encoding="utf-8")
        reading = open_reading(talk, given)
        for old, new in changes:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
            talk.write_text(text, encoding="utf-8")
            found = reading.advance(text)
            if found is None:
                return None
            assert found == read_deck(talk, given)
            assert found is reading.deck
        return reading.deck

    return make


@pytest.mark.parametrize(
    ("body", "old", "new"),
    [
        ("A word here", "word", "longer word"),
        ("A word here", "word", "*word*, ``word`` and `word <https://example.org>`__"),
        ("A `word <https://example.org>`_ here", "word", "name"),
        ("* one\n* two\n\n  * three", "two", "two and a half"),
        ("1. one\n2. two", "two", "two\n3. three"),
        ("::\n\n    code", "code", "code\n    more"),
        (".. code-block:: python\n\n   x = 1", "x = 1", "x = f(1)"),
        ("=== ===\na   b\n=== ===\n1   2\n=== ===", "1  ", "3  "),
        ("Text\n\n.. notes::\n\n   Breathe", "Breathe", "Breathe *out*"),
        ("Text\n\n.. note:: Breathe", "Breathe", "Breathe out"),
        (".. class:: incremental\n\n* one\n* two", "two", "two\n* three"),
        ("One\n\n. . .\n\nTwo", "Two", "Two\n\n. . .\n\nThree"),
        (".. incremental::\n   :at: 2\n   :every: 2\n\n* one\n* two", "two", "two\n* three"),
        (".. incremental::\n   :effect: up\n\n   one\n\n   two", "up", "highlight"),
        (".. code-block:: python\n   :emphasize-lines: 1|2\n\n   x\n   y", "1|2", "2|1|3"),
        (".. magic-move::\n\n   ::\n\n      x = 1\n\n   ::\n\n      x = 2", "x = 2", "x = 3\n\n   ::\n\n      y"),
        (".. class:: build-item-1-only\n\none", "-1-", "-0-"),
        ("It's |rep|", "It's", "It is"),
        (":sup:`2` and :warn:`it`", ":`it", ":`them"),
        (".. image:: pictures/dot.png\n\nText", "Text", "More text"),
        (".. raw:: html\n\n   <b>bold</b>", "bold", "bolder"),
        (":class: dark\n:timing: 90s\n\nText", "90s", "2min"),
        ("*open", "*open", "*open*"),
        (">>> f()  # doctest: +SKIP", "f()", "f(1)"),
        (".. testcode::\n\n   x = 1", "x = 1", "x = 2"),
        (".. doctest::\n   :hide:\n\n   >>> x\n\nText", "Text", "More text"),
        (":nonesuch:`x` is none", "is none", "is no role"),
    ],
)
def test_edit_of_a_slide(follow: Follow, body: str, old: str, new: str) -> None:
    """What is typed on a slide is read quickly, whatever stands on it and elsewhere."""
    elsewhere = (
        "slide\n-----\n\nSee `Titled`_ and the note [#]_, |rep|, :nonesuch:`x`.\n\n.. [#] Note\n\n"
        ".. image:: missing.png\n\n.. _here:\n\nTitled\n------\n\n.. include:: parts/pieces.rst\n\n"
        ".. literalinclude:: listings/shop.py\n   :region: check\n\n"
        ".. raw:: html\n\n   <i>raw</i>\n\n.. note:: Noted\n\n"
    )
    lead = (
        ":author: A. Body\n\n.. |rep| replace:: a *substitute*\n\n.. role:: warn(strong)\n\n"
        ".. highlight:: python\n   :linenothreshold: 2\n\n"
    )
    text = f"{lead}{elsewhere}slide\n-----\n\n{body}\n\nslide\n-----\n\nLast\n"

    assert follow(text, (old, new)) is not None


def test_what_did_not_change_stays(follow: Follow, tmp_path: Path) -> None:
    """Slides that an edit does not touch are the same objects as before."""
    talk = tmp_path / "talk.rst"
    talk.write_text(SLIDES, encoding="utf-8")
    reading = open_reading(talk, {})
    before = reading.deck.slides

    after = reading.advance(SLIDES.replace("Text 2", "Text two"))

    assert after is not None
    assert [one is other for one, other in zip(before, after.slides, strict=True)] == [True, False, True, True, True]


def test_nothing_changes_where_the_answer_is_none(tmp_path: Path) -> None:
    """After an edit that cannot be read quickly the reading stands where it stood."""
    talk = tmp_path / "talk.rst"
    talk.write_text(SLIDES, encoding="utf-8")
    reading = open_reading(talk, {})
    before = reading.deck

    assert reading.advance(SLIDES.replace("Text 2", ".. contents::")) is None
    assert reading.deck is before
    assert reading.advance(SLIDES.replace("Text 2", "Text two")) is not None


@pytest.mark.parametrize(
    ("old", "new", "ids"),
    [
        ("Text 2\n", "Text 2\n\nslide\n-----\n\nNew\n", [1, 2, 3, 4, 5, 6]),
        ("slide\n-----\n\nText 2\n\n", "", [1, 2, 3, 4]),
        ("Text 2\n\n", "Text 2\n\n----\n\nText\n\n", [1, 2, 3, 4, 5, 6]),
        ("Text 2\n", "Text 2\n\nand\n\nmore\n", [1, 2, 3, 4, 5]),
    ],
)
def test_slides_come_and_go(follow: Follow, old: str, new: str, ids: list[int]) -> None:
    """Slides without a title can be added and taken away; those behind are numbered anew, their lines move."""
    found = follow(SLIDES, (old, new))

    assert found is not None
    assert [slide.id for slide in found.slides] == [f"slide-{number}" for number in ids]


def test_titles(follow: Follow) -> None:
    """A title that no other is like can be changed."""
    found = follow("One\n---\n\nText\n\nTwo\n---\n\nText two\n", ("Two\n---", "Three\n-----"))

    assert found is not None
    assert [slide.id for slide in found.slides] == ["one", "three"]


def test_title_slide(follow: Follow) -> None:
    """A talk with a title slide is followed behind it, and a talk of transitions too."""
    title = "Talk\n====\n\n:author: A. Body\n\n"

    assert follow(title + SLIDES, ("Text 3", "Text three")) is not None
    assert follow("Text 0\n\n----\n\nText 1\n\n----\n\nText 2\n", ("Text 1", "Text one")) is not None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Text 2", ".. role:: x"),
        ("Text 2", ".. _here:"),
        ("Text 2", "[#]_\n\n.. [#] Note"),
        ("Text 2", ".. include:: parts/pieces.rst"),
        ("Text 2", "=== ===\na b"),
        ("Text 2\n\nslide", "Text 2\n\nslide-3"),
        ("Text 2", ".. class:: x"),
        ("Text 2", ".. highlight:: python"),
        ("Text 2", ".. literalinclude:: listings/Makefile"),
        ("Text 2", ".. literalinclude:: listings/missing.py"),
        ("Text 2", "Text::"),
        ("Text 1", "␀"),
    ],
)
def test_unsure(follow: Follow, old: str, new: str) -> None:
    """What could matter elsewhere is left to a whole reading."""
    assert follow(SLIDES, (old, new)) is None


def test_language_that_changes(follow: Follow) -> None:
    """Code whose language depends on the slides before it is left to a whole reading."""
    text = SLIDES.replace("Text 1", ".. highlight:: python").replace("Text 3", "::\n\n    x = 1")

    assert follow(text, ("x = 1", "x = 2")) is None


def test_white_space_before_a_title(follow: Follow) -> None:
    """A title that is indented together with the empty line before it is none any more."""
    text = SLIDES.replace("Text 2\n", "Text::\n\n    code\n")

    found = follow(text, ("    code\n\nslide", "    code\n  \n  slide"))

    assert found is None or "slide" in found.slides[1].html


def test_pause_behind_a_transition(follow: Follow) -> None:
    """A pause is one on a slide that begins within a section, too."""
    text = "One\n---\n\nText 1\n\n----\n\nText 2\n\n----\n\nText 3\n\nTwo\n---\n"
    found = follow(text, ("Text 2", "Text 2\n\n. . .\n\nMore"))

    assert found is not None
    assert [slide.steps for slide in found.slides] == [0, 1, 0, 0]


def test_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A deck read with a cache, empty or full, is the deck read without one."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1321009871")  # midnight may come between two readings
    talk = tmp_path / "talk.rst"
    random = Random(5)  # noqa: S311 - the same talks on every run
    cache: dict[str, str] = {}
    pieces = [case.source for case in read_cases()]
    for _ in range(60):
        talk.write_text("\n\n".join(random.choices(pieces, k=4)) + "\n\n" + SLIDES, encoding="utf-8")
        try:
            wanted = read(talk)
        except DeckError:
            continue

        assert read(talk, cache=cache) == wanted
        assert read(talk, cache=cache) == wanted
    assert len(cache) > 20


def test_messages_of_a_cached_slide(tmp_path: Path) -> None:
    """A formula that is none is reported at each reading."""
    talk = tmp_path / "talk.rst"
    talk.write_text(SLIDES + "\n:math:`\\nonsense{`\n", encoding="utf-8")
    cache: dict[str, str] = {}

    assert [len(read(talk, cache=cache).diagnostics) for _ in range(2)] == [1, 1]
    assert cache


def talks() -> dict[str, list[str]]:
    """The talks that are edited, by name; of the cases several are put together."""
    sink = re.sub(
        r"(?m)^\.\. (\|today\| date|sectnum|default-role|contents)::.*\n(   :.*\n)?", "", mutations.SINK
    ).replace("|today|", "")
    found = {path.stem: [path.read_text("utf-8")] for path in sorted((ROOT / "tests" / "talks").glob("*.rst"))}
    found |= {name: [(ROOT / "talks" / name / f"{name}.rst").read_text("utf-8")] for name in ("docker", "tea")}
    lead = sink[: sink.index("==========\n Document")]
    return found | {"sink": [sink], "furnished": [lead + SLIDES], "cases": [case.source for case in read_cases()]}


@pytest.mark.parametrize("name", talks())
def test_edits(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Whatever is done to a talk, the quick pass gives nothing or what a whole reading gives."""
    shutil.copytree(CASES / "files", tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1321009871")
    count = int(request.config.getoption("--edits"))
    random = Random(f"{name} {count} {os.environ.get('EDITS_SEED', '')}")  # noqa: S311 - the same talks on every run
    bases = talks()[name]
    talk = tmp_path / "talk.rst"
    reading: Reading | None = None
    text = base = ""
    for number in range(count):
        if number % 12 == 0 or reading is None:
            text = base = "\n\n".join(random.choices(bases, k=random.choice((1, 3, 8)))) if len(bases) > 1 else bases[0]
        else:
            text = edit(text, base, random)
        talk.write_text(text, encoding="utf-8")
        found = reading.advance(text) if reading is not None and number % 12 else None
        try:
            wanted = read_deck(talk, {})
        except DeckError:
            assert found is None
            reading = None
            continue

        assert found is None or found == wanted, (number, text)
        if found is None:
            reading = open_reading(talk, {})
            assert reading.deck == wanted
