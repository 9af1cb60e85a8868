"""The code of talks among pytest's tests. Off unless ``--slidekit`` or the setting ``slidekit`` says so; imports nothing until then."""

from __future__ import annotations

import warnings
from collections.abc import Generator, Iterable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from slidekit.examples.plan import Case
    from slidekit.examples.running import Result


class FailedError(Exception):
    """Code that does not do what the talk shows."""

    def __init__(self, results: list[Result]) -> None:
        super().__init__(results)
        self.results = results


def pytest_addoption(parser: pytest.Parser) -> None:
    """How it is switched on."""
    group = parser.getgroup("slidekit")
    group.addoption("--slidekit", action="store_true", default=False, help="run the code of reStructuredText talks")
    parser.addini("slidekit", type="bool", default=False, help="run the code of reStructuredText talks")


@pytest.hookimpl(wrapper=True)
def pytest_collect_file(
    file_path: Path, parent: pytest.Collector
) -> Generator[None, list[pytest.Collector], list[pytest.Collector]]:
    """Take a file for a talk, and for nothing else: pytest's own doctest takes one that is named on its command line, too."""
    others = yield
    talk = talk_in(file_path, parent)
    if talk is None:
        return others
    return [*(each for each in others if type(each).__name__ != "DoctestTextfile"), talk]


def talk_in(file_path: Path, parent: pytest.Collector) -> Talk | None:
    """A file as a talk, if it has two slides or more, and talks are wanted."""
    config = parent.config
    if not (config.getoption("slidekit") or config.getini("slidekit")):
        return None
    from slidekit.outline import HASHED, outline
    from slidekit.plugins import endings
    from slidekit.source import decode

    suffix = file_path.suffix.lower()
    if suffix not in (".rst", ".rest", *endings()):
        return None
    from slidekit.errors import DeckError

    try:
        text = decode(file_path.read_bytes(), file_path)
    except (OSError, DeckError):
        return None
    if outline(text.replace("\r\n", "\n").replace("\r", "\n"), suffix in HASHED).slides < 2:
        return None
    return Talk.from_parent(parent, path=file_path)


class Talk(pytest.File):
    """A talk: its code is run as a whole, when the first of its slides is asked for."""

    found: list[Result] | None = None

    def collect(self) -> Iterator[pytest.Item]:
        from slidekit.diagnostics import Severity
        from slidekit.errors import SlidekitError
        from slidekit.examples.plan import flags_of, plan
        from slidekit.examples.talks import read

        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # what the libraries of a build say is not the talk's
                examples = read(self.path)
        except SlidekitError as error:
            raise self.CollectError(str(error)) from None
        wrong = [str(each) for each in examples.diagnostics if each.severity is Severity.ERROR]
        if wrong:
            raise self.CollectError("\n".join(wrong))
        names: list[str] = self.config.getini("doctest_optionflags")
        self.planned = plan(examples, flags=flags_of(" ".join(f"+{name}" for name in names)))
        shared: dict[tuple[str, int], list[Case]] = {}
        for case in self.planned.cases:
            if case.role == "test":
                shared.setdefault((case.group, case.slide), []).append(case)
        for cases in shared.values():
            yield Slide.from_parent(self, name=name_of(cases[0]), cases=cases)

    def results(self) -> list[Result]:
        """What came of all code of the talk."""
        from slidekit.examples.running import run

        if self.found is None:
            paths = tuple(map(str, self.config.getini("pythonpath")))
            self.found = run(self.planned, self.path, paths=paths)
        return self.found


class Slide(pytest.Item):
    """The code of one slide, of one group."""

    def __init__(self, *, cases: Iterable[Case], **named: Any) -> None:
        super().__init__(**named)
        self.cases = list(cases)

    def runtest(self) -> None:
        talk = self.parent
        if not isinstance(talk, Talk):
            return
        numbers = {case.number for case in self.cases}
        results = talk.results()
        if self.is_first(talk):  # what is set up and cleaned up stands on no slide of its own
            group = self.cases[0].group
            numbers |= {each.case.number for each in results if each.case.group == group and each.case.role != "test"}
        mine = [each for each in results if each.case.number in numbers]
        failed = [each for each in mine if each.is_failure]
        if failed:
            raise FailedError(failed)
        if mine and all(each.state == "skipped" for each in mine):
            pytest.skip("skipped by its flags")

    def is_first(self, talk: Talk) -> bool:
        """Whether this is the first slide of its group."""
        group = self.cases[0].group
        first = next(case for case in talk.planned.cases if case.group == group and case.role == "test")
        return first.number == self.cases[0].number

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Where it is, what was expected and what came."""
        if isinstance(excinfo.value, FailedError):
            from slidekit.examples.failures import full_text

            return "\n".join(map(full_text, excinfo.value.results))
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where pytest says that it is."""
        return self.path, self.cases[0].at.line - 1, self.name


def name_of(case: Case) -> str:
    """What an item is called: the number and the title of its slide, and its group."""
    title = " ".join(case.title.replace("[", "(").replace("]", ")").replace("::", ":").split())
    name = f"{case.place}-{title}" if title else case.place
    group = case.group.partition("/")[0]
    return name if group == "default" else f"{name}-{group}"
