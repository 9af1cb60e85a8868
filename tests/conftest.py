from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from slidekit.doctree import read_deck
from slidekit.model import Deck, Slide
from slidekit.options import Options, Saying

CASES = Path(__file__).parent / "cases"
CASE = re.compile(r"^### (?P<title>.+)\n(?P<source>(?s:.*?))^### gives\n(?P<wanted>(?s:.*?))(?=^### |\Z)", re.MULTILINE)

DIAGRAM = re.compile(r'(?<=>)(<svg viewBox="[^"]*" style="--ratio[^>]*)>(.*?)</svg>', re.DOTALL)

MakeDeck = Callable[..., Deck]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Golden cases are rewritten on demand, and read before they are committed."""
    parser.addoption("--update-golden", action="store_true", help="rewrite what tests/cases expect")
    parser.addoption("--histories", default="8", help="how many histories of saves a served talk is tried with")
    parser.addoption("--load", default="1", help="how many saves and viewers a server is tried with: 100 is all")
    parser.addoption("--moves", default="150", help="how many moves two windows are tried with")
    parser.addoption("--kills", default="16", help="how many builds are killed or interrupted")
    parser.addoption("--edits", default="24", help="how many edits of each talk the quick pass is tried with")


LONGEST = (
    "browser/test_two_windows.py",
    "browser/test_accessibility.py",
    "browser/test_finding.py",
    "browser/test_on_stage.py",
    "browser/test_fit.py",
    "browser",
    "checking",
    "test_bench.py",
    "test_writing.py",
    "test_hostile.py",
    "test_quick.py",
    "serving",
)
"""The files that take longest, and folders, in the order in which they are begun."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, so that no process works on alone at the end; a browser's tests follow one another."""
    here = Path(__file__).parent

    def place(item: pytest.Item) -> int:
        path = item.path.relative_to(here).as_posix() if item.path.is_relative_to(here) else ""
        return next((at for at, name in enumerate(LONGEST) if path.startswith(name)), len(LONGEST))

    items.sort(key=place)


@pytest.fixture
def deck(tmp_path: Path) -> MakeDeck:
    """Read a talk from text; what the command line would say of its options goes by keyword."""

    def make(text: str, **said: object) -> Deck:
        talk = tmp_path / "talk.rst"
        talk.write_text(text, encoding="utf-8")
        return read_deck(talk, {name.replace("_", "-"): Saying(value) for name, value in said.items()})

    return make


@dataclass(frozen=True)
class Case:
    """One golden case: a piece of reStructuredText, and the deck that it gives."""

    file: Path
    title: str
    source: str
    wanted: str

    @property
    def name(self) -> str:
        """What pytest calls it."""
        return f"{self.file.stem}: {self.title}"

    def rewrite(self, outcome: str) -> None:
        """Put an outcome in the place of what the file expects."""
        text = self.file.read_text(encoding="utf-8")
        for found in CASE.finditer(text):
            if found["title"] == self.title:
                text = text[: found.start("wanted")] + outcome + "\n" + text[found.end("wanted") :]
                break
        self.file.write_text(text, encoding="utf-8")


def read_cases() -> list[Case]:
    """Every case of ``tests/cases/*.txt``: ``### title``, the source, ``### gives``, the deck."""
    return [
        Case(file, found["title"], found["source"].removesuffix("\n"), found["wanted"].removesuffix("\n"))
        for file in sorted(CASES.glob("*.txt"))
        for found in CASE.finditer(file.read_text(encoding="utf-8"))
    ]


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What commands keep for the next time is nobody's but the tests'."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture
def case_deck(tmp_path: Path, deck: MakeDeck, monkeypatch: pytest.MonkeyPatch) -> MakeDeck:
    """As `deck`, in a folder with the files of ``tests/cases/files``, on the 11th of November 2011."""
    shutil.copytree(CASES / "files", tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / ".cache"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1321009871")
    return deck


def draw(deck: Deck) -> str:
    """A deck as the golden cases write it.

    What the author set, a line for each slide (``# id "title" .class :field: value steps=2``), below it, a
    little to the right, its HTML and after ``notes:`` its notes; at the end the messages, one line each.
    """
    plain = Options()
    lines = [f'title "{deck.title}"'] if deck.title not in ("talk", first_title(deck.slides)) else []
    lines += [f"{name} = {value!r}" for name, value in deck.options._asdict().items() if value != getattr(plain, name)]
    lines += [f"meta {tag}" for tag in deck.meta]
    lines += [f"{kind} {html.strip()}" for kind, html in (("header", deck.header), ("footer", deck.footer)) if html]
    for slide in deck.slides:
        lines += draw_slide(slide)
    if deck.diagnostics:
        lines.append("")
    for found in deck.diagnostics:
        assert found.at is not None
        name = "" if found.at.path == deck.path else f"{(deck.root / found.at.path).relative_to(deck.root)}:"
        place = f"{name}{found.at.line}:{found.at.column}"
        message = found.message.replace(f"{deck.root}/", "")
        lines.append(f"{place} {found.severity} {found.code} <{found.mark}> {message}")
    return "\n".join(line.rstrip() for line in lines).strip("\n") + "\n"


def first_title(slides: tuple[Slide, ...]) -> str:
    """The first title that a slide shows."""
    return next((slide.title for slide in slides if slide.title), "")


def told(diagram: re.Match[str]) -> str:
    """A diagram without what depends on who has drawn it: its size is, and where things are in it."""
    head = re.sub(r' viewBox="[^"]*"|--(?:ratio|widest):[^;"]*;? ?|(?<=") style=""', "", diagram[1]).replace(
        ' style=""', ""
    )
    return f"{head}>{' '.join(sorted(re.findall(r'(?<=>)[^<>]+(?=<)', diagram[2])))}</svg>"


def draw_slide(slide: Slide) -> list[str]:
    """A slide as the golden cases write it."""
    parts = [f"# {slide.id}", *([f'"{slide.title}"'] if slide.title else []), *(f".{name}" for name in slide.classes)]
    parts += [f":{name}: {value}" for name, value in slide.fields.items()]
    parts += [f"{name}={value!r}" for name, value in slide.attributes.items()]
    parts += ["hidden"] if slide.hidden else []
    parts += [f"steps={slide.steps}"] if slide.steps else []
    parts += [f"{name}={value!r}" for name, value in (("background", slide.background), ("film", slide.film)) if value]
    lines = [" ".join(parts)]
    html = DIAGRAM.sub(told, slide.html)
    lines += [f"  {line}" for line in html.strip("\n").split("\n") if slide.html]
    if slide.notes:
        lines += ["  notes:", *(f"    {line}" for line in slide.notes.strip("\n").split("\n"))]
    return lines
