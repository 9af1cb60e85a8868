"""What shows in a browser only: every planted fault is found at its place, and none is invented."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from command import put

from slidekit import build, read
from slidekit.checking import browsing
from slidekit.checking.access import axe_script
from slidekit.checking.browsing import Looked, look
from slidekit.checking.checks import Wanted, find_faults
from slidekit.checking.report import Checked, report_page
from slidekit.checking.seen import seen_of
from slidekit.checking.visit import Visit
from slidekit.diagnostics import Position
from slidekit.errors import BrowserError, DeckError
from slidekit.model import Deck
from slidekit.options import Overrides
from slidekit.pipeline import bundle_of
from slidekit.stage import Stage
from slidekit.staging import suspect

ROOT = Path(__file__).parents[2]
SEED = ROOT / "talks" / "docker" / "docker.rst"
TOUR = ROOT / "talks" / "tour" / "tour.rst"
PLANTED = Path(__file__).parent / "planted.rst"

FAULTS = [
    (2, 0, 15, 1, "overflow"),
    (3, 0, 63, 4, "overflow"),
    (4, 0, 70, 77, "overflow"),
    (5, 0, 77, 107, "overflow"),
    (6, 0, 84, 49, "overflow"),
    (7, 0, 94, 30, "small-text"),
    (8, 0, 103, 45, "overlapping-text"),
    (9, 0, 112, 26, "low-contrast"),
    (10, 0, 121, 26, "low-contrast"),
    (11, 0, 126, 14, "missing-glyph"),
    (12, 0, 128, 1, "accessibility"),
    (13, 2, 143, 58, "overflow"),
    (14, 0, 150, 27, "console-error"),
    (15, 0, 157, 29, "external-request"),
]
"""Slide, step, line, column and code of everything that is planted."""


PATIENCE = 99.0
"""Seconds that a slide has on a machine that does other work; where nothing hangs."""


@pytest.fixture(scope="module", autouse=True)
def patient() -> Iterator[None]:
    """However long a busy machine takes to show a first slide, that is no fault of the talk."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(browsing, "SLOW", 1e9)
        yield


@pytest.fixture(scope="module")
def planted(patient: None) -> tuple[Deck, Looked]:
    """The planted talk, and what was seen of it."""
    deck = read(PLANTED)
    return deck, look(deck, bundle_of(deck), pictures=True, others=[1], seconds=PATIENCE)


def seen(
    talk: str, folder: Path, overrides: Overrides | None = None, seconds: float = PATIENCE
) -> list[tuple[int, str, str]]:
    """Slide, code and message of all that is seen of a talk."""
    path = folder / "talk.rst"
    path.write_text(talk, encoding="utf-8")
    deck = read(path, overrides)
    return [
        (one.slide, one.diagnostic.code, one.diagnostic.message)
        for one in look(deck, bundle_of(deck), seconds=seconds).seen
    ]


def test_every_planted_fault_is_found(planted):
    """Each fault is told once, with its slide, its step, and the line and column of its words."""
    _, looked = planted
    found = [
        (one.slide, one.step, one.diagnostic.at.line, one.diagnostic.at.column, one.diagnostic.code)
        for one in looked.seen
    ]

    assert found == FAULTS


def test_messages_say_what_and_how_much(planted):
    """A message names the words that are meant, and what is wrong with them in figures."""
    _, looked = planted
    said = {one.slide: one.diagnostic.message for one in looked.seen}

    assert said[7] == ("text of 11 units on a stage of 720, and below 18 it is not read from afar: “Words for ants”")
    assert said[8] == "“Words above” lies over “Words below.”"
    assert said[9] == "a contrast of 1.6:1 where 3:1 is needed, #cccccc on #ffffff: “Hardly to be seen”"
    assert said[11] == "no font of this machine has 𓀀 (U+13000 EGYPTIAN HIEROGLYPH A001)"
    assert said[13].startswith("“Falls out later” stands ")
    assert said[13].endswith(" outside the slide, at the bottom (at step 2)")
    assert said[14] == "the page says in the browser: it boiled over"


@pytest.mark.parametrize(
    ("talk", "theme"),
    [(SEED, "plain"), (TOUR, "night"), (TOUR, "classic")],
    ids=["seed-plain", "tour-night", "tour-classic"],
)
def test_nothing_is_invented(talk, theme):
    """On the seed and on the tour nothing is wrong in a browser."""
    deck = read(talk, {"theme": theme})

    assert [str(one.diagnostic) for one in look(deck, bundle_of(deck), seconds=PATIENCE).seen] == []


def test_report_shows_each_finding(planted):
    """The report is a page without script that holds a picture of each slide, a frame and the line of the source."""
    deck, looked = planted
    page = report_page([Checked(deck.title, "planted.rst", deck.stage_width, looked.seen, looked.shots)]).decode()

    assert page.count("<img ") == len({one.slide for one in looked.seen})
    assert page.count('id="finding-1-') == len(FAULTS)
    assert page.count('<rect class="rim"') == sum(one.box is not None for one in looked.seen)
    assert "<mark>Words for ants</mark>&lt;/p&gt;" in page
    assert "default-src &#39;none&#39;" in page
    assert "<script" not in page
    assert "http:" not in page.replace("http://www.w3.org", "")


def test_report_lets_nobody_in(tmp_path):
    """What a talk says stands on its report as text, in its title, its name, its message and its source."""
    evil = "<script>alert(1)</script>"
    (tmp_path / "talk.rst").write_text(f":title: {evil}\n\n{evil}\n{'=' * len(evil)}\n\ntext\n", encoding="utf-8")
    deck = read(tmp_path / "talk.rst")
    fault = seen_of(deck, {"code": "console-error", "says": evil, "text": evil, "box": {"left": "'><script>"}}, 1)
    page = report_page([Checked(deck.title, evil, 1280, (fault,))]).decode()

    assert "<script" not in page
    assert page.count("&lt;script&gt;alert(1)") >= 4


def test_report_is_for_everybody(planted, tmp_path):
    """axe-core finds nothing on the report, light or dark, and the page says and asks for nothing."""
    deck, looked = planted
    path = tmp_path / "report.html"
    path.write_bytes(report_page([Checked(deck.title, "planted.rst", 1280, looked.seen, looked.shots)]))
    found = []
    with Stage() as stage:
        for scheme in ("light", "dark"):
            page = stage.open(path, scheme=scheme)
            page.evaluate(axe_script())
            found += page.evaluate("async () => (await axe.run()).violations.map((one) => one.id)")

    assert (found, stage.said, stage.asked) == ([], [], [])


def test_dark_form(tmp_path):
    """What is pale in the dark form alone is told, and that it is there."""
    talk = "Slide\n=====\n\n.. raw:: html\n\n   <p style='color:#222'>Night walk</p>\n"

    assert seen(talk, tmp_path) == [
        (
            1,
            "low-contrast",
            "a contrast of 1.18:1 where 3:1 is needed, #222222 on #0f1115: “Night walk”, in the dark form",
        )
    ]


def test_other_aspect(tmp_path):
    """The stage is as wide as the deck's aspect says: what fits 16:9 may stand outside 4:3."""
    talk = (
        "Slide\n=====\n\n.. raw:: html\n\n   <p style='position:absolute; left:900px; top:9px; width:120px'>Aside</p>\n"
    )

    assert seen(talk, tmp_path) == []
    assert [code for _, code, _ in seen(talk, tmp_path, {"aspect": "4:3"})] == ["overflow"]


def test_files_beside_the_page_are_found(tmp_path):
    """What the author's HTML asks for beside the page is there, as it is where the page will stand."""
    (tmp_path / "pot").mkdir()
    (tmp_path / "pot" / "cup.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    talk = "Slide\n=====\n\n.. raw:: html\n\n   <svg role='img' aria-label='Cup'><image href='pot/CUP.svg'/></svg>\n"

    assert seen(talk.replace("CUP", "cup"), tmp_path) == []
    assert [code for _, code, _ in seen(talk.replace("CUP", "can"), tmp_path)] == ["console-error"]


def test_a_slide_that_hangs_is_named(tmp_path, monkeypatch):
    """A deck that loops in the browser ends at its time limit; the message names the slide and its line."""
    slide = Visit.slide

    def hurried(visit, number):
        visit.seconds = 2 if number == 2 else PATIENCE
        return slide(visit, number)

    monkeypatch.setattr(Visit, "slide", hurried)
    loop = "new MutationObserver(() => { if (document.documentElement.dataset.at === '2') { for (;;) {} } }).observe(document.documentElement, { attributes: true });"
    talk = f"One\n===\n\nfine\n\nTwo\n===\n\n.. raw:: html\n\n   <script>{loop}</script>\n"

    with pytest.raises(DeckError) as caught:
        seen(talk, tmp_path)

    (found,) = caught.value.diagnostics
    assert (found.code, found.at.line) == ("browser-time-limit", 6)
    assert found.message == "slide 2 takes longer than 2 s in the browser"


def test_a_deck_that_never_starts_names_the_slide(tmp_path):
    """A script that loops before any slide is looked at: the slide is named that it stands on."""
    talk = "One\n===\n\nfine\n\nTwo\n===\n\n.. raw:: html\n\n   <script>addEventListener('load', () => { for (;;) {} });</script>\n"

    with pytest.raises(DeckError) as caught:
        seen(talk, tmp_path, seconds=4)

    (found,) = caught.value.diagnostics
    assert (found.code, found.at.line) == ("browser-time-limit", 6)
    assert "in which slide 2 has a script, takes longer" in found.message


def test_a_slide_that_is_most_of_a_deck_is_named(tmp_path):
    """What a whole deck may hang at: a script, or the slide that is larger than all others together."""
    large = "Large\n=====\n\n" + "word " * 50_000 + "\n\n"
    put(tmp_path, {"talk.rst": f"One\n===\n\na\n\n{large}", "two.rst": f"{large}{large.replace('Large', 'Other')}"})

    assert suspect(read(tmp_path / "talk.rst", {}), "it") == (
        "it, of which slide 2 is the largest part,",
        Position(tmp_path / "talk.rst", 6, 1),
    )
    assert suspect(read(tmp_path / "two.rst", {}), "it") == ("it", Position(tmp_path / "two.rst"))


def test_a_deck_that_breaks_the_page_is_told(tmp_path):
    """A script of the author's that takes away what runs the deck gives a message, and no traceback."""
    talk = "One\n===\n\n.. raw:: html\n\n   <script>addEventListener('load', () => { window.slidekit = null; });</script>\n"

    with pytest.raises(DeckError) as caught:
        seen(talk, tmp_path)

    assert caught.value.diagnostics[0].code == "browser-failed"


def test_without_a_browser(tmp_path, monkeypatch):
    """Where there is no browser, the error is the machine's, and no folder is left."""
    monkeypatch.setenv("SLIDEKIT_BROWSER", "/bin/false")
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    (tmp_path / "talk.rst").write_text("One\n===\n\ntext\n", encoding="utf-8")
    deck = read(tmp_path / "talk.rst")

    with pytest.raises(BrowserError) as caught:
        look(deck, build(tmp_path / "talk.rst"))

    assert caught.value.exit_code == 3
    assert [path.name for path in tmp_path.iterdir()] == ["talk.rst"]


def test_a_page_is_not_taken_at_its_word(tmp_path):
    """Whatever a script of the author's makes the page tell, there is no traceback."""
    junk = "[3, null, {code: ['overflow']}, {code: 'overflow', text: 5, box: [1], step: 'x'}]"
    script = (
        "addEventListener('load', () => { for (const [name, value] of Object.entries("
        f"{{ walk: {junk}, access: {{ found: {junk}, unsure: 'abc' }} }}))"
        " { Object.defineProperty(window.slidekit, name, { value: () => value }); } });"
    )
    talk = f"One\n===\n\n.. raw:: html\n\n   <script>{script}</script>\n"

    assert {code for _, code, _ in seen(talk, tmp_path)} == {"overflow"}


@pytest.mark.parametrize(("said", "wanted"), [({"time_limit": 7.0}, 7.0), ({}, browsing.SECONDS)])
def test_the_time_of_a_slide(tmp_path, monkeypatch, said, wanted):
    """It is what the command line allows, or else ours."""
    (tmp_path / "talk.rst").write_text("One\n===\n\ntext\n", encoding="utf-8")
    given = []
    monkeypatch.setattr(browsing, "look", lambda *_, seconds, **__: given.append(seconds) or Looked(()))

    find_faults(read(tmp_path / "talk.rst", said), Wanted(browser=True))

    assert given == [wanted]
