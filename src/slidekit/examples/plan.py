"""What is to be run in which namespace and order: blocks to groups of cases, as Sphinx' doctest extension has them. Runs nothing."""

from __future__ import annotations

import doctest
import re
import sys
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from slidekit.diagnostics import Position
from slidekit.examples.places import Sources, Spot
from slidekit.model import Block, Examples

SPHINX = {"ELLIPSIS": True, "IGNORE_EXCEPTION_DETAIL": True, "DONT_ACCEPT_TRUE_FOR_1": True}
"""How Sphinx compares, by itself; code outside its directives is compared as doctest and pytest do by themselves."""

ALONE = "a testoutput without a testcode before it, which it would be the output of"

ROLES = {"testsetup": "setup", "testcleanup": "cleanup"}
VERSION = re.compile(r"(~=|===?|!=|[<>]=?)\s*(\d+(?:\.\d+)*)(\.\*)?")


class Case(NamedTuple):
    """One piece of code and what it should say.

    ``mode`` is how it is run: single, exec, shell; ``role`` what for: setup, test, cleanup. The expected lines begin at
    ``want_line`` (from 0) of the file, with ``column`` columns before each, where that is known. ``broken`` says why
    it cannot even be read.
    """

    number: int
    slide: int
    title: str
    group: str
    at: Position
    source: str
    want: str
    mode: str = "single"
    role: str = "test"
    flags: Mapping[str, bool] = {}
    exception: str | None = None
    skipif: str = ""
    skipped: bool = False
    want_line: int = 0
    column: int = -1
    block: int = 0
    broken: str = ""
    place: str = ""


class Planned(NamedTuple):
    """The cases of a talk by group, in the order in which they run, and the files that they stand in."""

    groups: Mapping[str, list[Case]]
    sources: Sources
    shells: int = 0
    """How many sessions of a shell were left out."""

    @property
    def cases(self) -> list[Case]:
        """All of them."""
        return [case for cases in self.groups.values() for case in cases]


def plan(found: Examples, shell: bool = False, flags: Mapping[str, bool] | None = None) -> Planned:
    """The plan for a talk; sessions of a shell are in it only if that is said. ``flags`` are those of plain sessions."""
    sources = Sources()
    if found.spaces == "no":
        return Planned({}, sources)
    groups: dict[str, list[tuple[int, Block, Spot]]] = {}
    shells = 0
    everywhere: list[tuple[int, Block, Spot]] = []
    for number, block in enumerate(found.blocks):
        spot = sources.find(block)
        if block.kind == "shell":
            shells += not shell
            if shell:
                groups.setdefault("shell", []).append((number, block, spot))
            continue
        for name in block.groups:
            if name == "*":
                everywhere.append((number, block, spot))
            else:
                key = name if found.spaces == "talk" else f"{name}/{block.slide}"
                groups.setdefault(key, []).append((number, block, spot))
    planned: dict[str, list[Case]] = {}
    count = 0
    for name, blocks in groups.items():
        cases = cases_of(name, [*blocks, *(everywhere if name != "shell" else ())], flags or {})
        order = ("setup", "test", "cleanup")
        cases.sort(key=lambda case: order.index(case.role))
        planned[name] = [
            case._replace(number=count + at, place=found.blocks[case.block].place) for at, case in enumerate(cases)
        ]
        count += len(cases)
    return Planned(planned, sources, shells)


def cases_of(group: str, blocks: list[tuple[int, Block, Spot]], flags: Mapping[str, bool]) -> list[Case]:
    """The cases of a group. Output is that of the last code before it, if that has none yet."""
    cases: list[Case] = []
    held = -1
    for number, block, spot in blocks:
        if block.kind == "testoutput":
            if held >= 0:
                cases[held] = with_output(cases[held], block, spot)
                held = -1
            else:
                cases.append(whole_case(group, number, block, spot)._replace(broken=ALONE))
        elif block.kind == "testcode":
            held = len(cases)
            cases.append(whole_case(group, number, block, spot))
        elif block.kind in ROLES:
            cases.append(whole_case(group, number, block, spot))
        elif block.kind == "shell":
            cases += shell_cases(group, number, block, spot)
        else:
            cases += session_cases(group, number, block, spot, SPHINX if block.kind == "doctest" else flags)
    return cases


def whole_case(group: str, number: int, block: Block, spot: Spot) -> Case:
    """A block that is run as one piece."""
    at = Position(spot.path, spot.line + 1, max(spot.column, 0) + 1)
    return Case(
        0, block.slide, block.title, group, at, block.text + "\n", "", "exec", ROLES.get(block.kind, "test"), SPHINX,
        None, block.said.get("skipif", ""), not is_in(block.said.get("pyversion", "")), block=number,
    )  # fmt: skip


def with_output(case: Case, block: Block, spot: Spot) -> Case:
    """Code with what it should say."""
    said = flags_of(block.said.get("options", ""))
    want = block.text + "\n"
    match = vars(doctest.DocTestParser)["_EXCEPTION_RE"].match(want)
    return case._replace(
        want=want,
        flags={**SPHINX, **said, "DONT_ACCEPT_BLANKLINE": True},
        exception=match["msg"] if match else None,
        skipped=case.skipped or bool(said.get("SKIP")) or not is_in(block.said.get("pyversion", "")),
        want_line=spot.line,
        column=spot.column,
    )


def session_cases(group: str, number: int, block: Block, spot: Spot, flags: Mapping[str, bool]) -> Iterator[Case]:
    """The examples of a session."""
    base = {**flags, **flags_of(block.said.get("options", ""))}
    shared = block.slide, block.title, group
    try:
        found = [each for each in doctest.DocTestParser().parse(block.text) if isinstance(each, doctest.Example)]
    except ValueError as error:
        line = re.search(r"line (\d+)", str(error))
        at = Position(spot.path, spot.line + (int(line[1]) if line else 1), max(spot.column, 0) + 1)
        yield Case(
            0,
            *shared,
            at,
            block.text,
            "",
            block=number,
            broken=str(error).replace(" of the docstring for <string>", ""),
        )
        return
    for each in found:
        names = {name: value for name, value in doctest.OPTIONFLAGS_BY_NAME.items() if value in each.options}
        own = {name: each.options[value] for name, value in names.items()}
        at = Position(spot.path, spot.line + each.lineno + 1, max(spot.column, 0) + each.indent + 1)
        yield Case(
            0, *shared, at, each.source, each.want, "single", "test", {**base, **own}, each.exc_msg,
            block.said.get("skipif", ""), not is_in(block.said.get("pyversion", "")),
            spot.line + each.lineno + each.source.count("\n"), spot.column + each.indent if spot.column >= 0 else -1, number,
        )  # fmt: skip


def shell_cases(group: str, number: int, block: Block, spot: Spot) -> Iterator[Case]:
    """The commands of a session of a shell, each with what it should say."""
    lines = block.text.split("\n")
    at = 0
    while at < len(lines):
        start = at
        at += 1
        if not lines[start].startswith("$ "):
            continue
        while at < len(lines) and (lines[at].startswith("> ") or lines[at] == ">"):
            at += 1
        command = "\n".join(line[2:] for line in lines[start:at])
        below = at
        while at < len(lines) and not lines[at].startswith("$ "):
            at += 1
        want = "".join(f"{line}\n" for line in lines[below:at]).rstrip("\n")
        place = Position(spot.path, spot.line + start + 1, max(spot.column, 0) + 1)
        yield Case(
            0, block.slide, block.title, group, place, command + "\n", want + "\n" if want else "", "shell",
            want_line=spot.line + below, column=spot.column, block=number,
        )  # fmt: skip


def flags_of(text: str) -> dict[str, bool]:
    """``+SKIP, -ELLIPSIS`` as a mapping."""
    return {word[1:]: word[0] == "+" for word in text.replace(",", " ").split()}


def is_in(versions: str) -> bool:
    """Whether this Python is one of these versions: ``>= 3.11, < 4``."""
    return all(suits(*match.groups("")) for match in VERSION.finditer(versions))


def suits(how: str, text: str, star: str) -> bool:
    """Whether this Python's version compares so with another."""
    wanted = [int(part) for part in text.split(".") if part]
    ours: list[Any] = list(sys.version_info[:3])
    width = len(wanted) if star else max(3, len(wanted))
    one = (ours + [0] * width)[:width]
    other = (wanted + [0] * width)[:width]
    if how == "~=":
        return one >= other and ours[: len(wanted) - 1] == wanted[:-1]
    answers = {"<": one < other, "<=": one <= other, ">": one > other, ">=": one >= other, "!=": one != other}
    return answers.get(how, one == other)
