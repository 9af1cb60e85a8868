"""Expected output written anew into its source: nothing else of the file changes, not by a byte."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from slidekit.delivery import write_file
from slidekit.examples.places import Source, Sources, encoded, margin
from slidekit.examples.plan import Case
from slidekit.examples.runner import MOST
from slidekit.examples.running import Result


class Rewriting(NamedTuple):
    """The new bytes of files, and what is not rewritten and why."""

    files: dict[Path, bytes]
    left: list[tuple[Result, str]]


def rewrite(results: Iterable[Result], sources: Sources, root: Path) -> Rewriting:
    """What the files are to be, so that they show what came of their code; writes nothing."""
    changes: dict[Path, dict[int, tuple[int, list[str]]]] = {}
    left: list[tuple[Result, str]] = []
    for result in results:
        if not result.is_failure:
            continue
        path = result.case.at.path
        source = sources.source(path)
        why = refusal(result, source, root)
        if why or source is None:
            left.append((result, why))
            continue
        first, count, new = change_of(result, source)
        changes.setdefault(path, {})[first] = count, new
    files = {}
    for path, spots in changes.items():
        source = sources.source(path)
        if source is not None:
            files[path] = encoded("".join(changed(source, spots)), source.data)
    return Rewriting(files, left)


def refusal(result: Result, source: Source | None, root: Path) -> str:
    """Why the expected output cannot be rewritten; nothing if it can."""
    case = result.case
    if result.state not in ("failed", "raised"):
        return "there is no output to write"
    if case.role != "test" or (case.mode == "exec" and case.column < 0 and not case.want):
        return "it shows no output; add a testoutput"
    if source is None or case.column < 0:
        return "its lines do not stand in the file as they are shown"
    if not Path(os.path.realpath(case.at.path)).is_relative_to(os.path.realpath(root)):
        return "its file lies outside the project"
    if result.got.startswith(":skipif:"):
        return "its :skipif: cannot be told"
    return unwritable(case, output_lines(case, result.got)) or (
        "the output is too long" if len(result.got) >= MOST else ""
    )


def unwritable(case: Case, lines: list[str]) -> str:
    """Why lines cannot be the expected output of a session."""
    prompt = {"single": ">>>", "shell": "$ "}.get(case.mode)
    goes_on = case.mode == "single" and "".join(lines[:1]).lstrip().startswith("...")
    if goes_on or (prompt and any(line.lstrip().startswith(prompt) for line in lines)):
        return "the output looks like a prompt"
    if case.mode == "exec" and (not lines or not lines[0].strip() or lines[0] != lines[0].lstrip()):
        return "a testoutput cannot begin with an empty line, or with blanks"
    if any("\t" in line or line != line.rstrip() for line in lines):
        return "the output has tabs, or blanks at the ends of its lines, which reStructuredText does not keep"
    if any(not line.isprintable() for line in lines):
        return "the output has characters that cannot stand in a talk"
    return ""


def output_lines(case: Case, got: str) -> list[str]:
    """An output as its lines stand in a talk."""
    lines = got.split("\n")
    if lines[-1] == "":
        lines.pop()
    if case.mode == "single":
        return [line or "<BLANKLINE>" for line in lines]
    return lines


def change_of(result: Result, source: Source) -> tuple[int, int, list[str]]:
    """The first of the lines that go, how many they are, and the lines that come, without their ends."""
    case = result.case
    before = margin(
        source, min(case.at.line - 1 if case.mode != "exec" else case.want_line, len(source.lines) - 1), case.column
    )
    lines = [before + line if line else "" for line in output_lines(case, result.got)]
    return case.want_line, case.want.count("\n"), lines


def changed(source: Source, spots: dict[int, tuple[int, list[str]]]) -> list[str]:
    """The lines of a file with some in the place of others.

    Each line keeps its end, and what comes more has that of the line before it; the file ends as it did.
    """
    usual = next((end for line in source.lines if (end := end_of(line))), "\n")
    lines = [(line.rstrip("\r\n"), end_of(line)) for line in source.lines]
    closing = lines[-1][1]
    for first, (count, new) in sorted(spots.items(), reverse=True):
        ends = [end for _, end in lines[first : first + count]]
        before = lines[first - 1][1] if first else ""
        more = [(ends[-1:] or [before])[0]] * len(new)
        lines[first : first + count] = zip(new, [*ends, *more], strict=False)
    text, _ = lines.pop()
    return [*(line + (end or usual) for line, end in lines), text + closing]


def end_of(line: str) -> str:
    """How a line ends."""
    return line[len(line.rstrip("\r\n")) :]


def write(path: Path, data: bytes, was: bytes) -> bool:
    """Put new bytes into a file's place at once, unless it has changed meanwhile. Raises OSError, OutputError."""
    if path.read_bytes() != was:
        return False
    write_file(path, data)
    return True
