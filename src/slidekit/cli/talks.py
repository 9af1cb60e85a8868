"""Talks read, and what was found said: the same for all commands. No command, no option."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from slidekit.diagnostics import Diagnostic, Position, Severity
from slidekit.errors import UsageError
from slidekit.pipeline import read, read_watched, warm
from slidekit.processes.limits import bounds
from slidekit.processes.worker import Worker

if TYPE_CHECKING:
    from slidekit.model import Deck
    from slidekit.options import Overrides

Read = TypeVar("Read")
"""What comes of reading a talk."""


def read_guarded(worker: Worker, talk: Path, said: Overrides, time_limit: float | None) -> Deck:
    """Read a talk in a process of its own."""
    return in_worker(worker, read, talk, said, time_limit, warm)


def read_looking(worker: Worker, talk: Path, said: Overrides, time_limit: float | None) -> tuple[Deck, frozenset[Path]]:
    """Read a talk as `read_guarded` does; with the deck, all paths where files were looked for."""
    return in_worker(worker, read_watched, talk, said, time_limit, warm)


def in_worker(
    worker: Worker,
    reader: Callable[[Path, Overrides], Read],
    talk: Path,
    said: Overrides,
    time_limit: float | None,
    meanwhile: Callable[[], None] | None = None,
) -> Read:
    """What a reader makes of a talk in a process of its own, with limits that grow with its size."""
    megabytes, seconds = bounds(talk, time_limit)
    worker.submit(reader, talk, said, megabytes=megabytes, seconds=seconds)
    if meanwhile is not None:
        meanwhile()
    return worker.result(Position(talk), seconds)  # type: ignore[no-any-return]


def mind_signals() -> None:
    """Let signals to end raise SystemExit, so that browsers, children and files that are for a while go on the way out."""
    import signal

    def end(number: int, _: object) -> None:
        raise SystemExit(128 + number)

    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), end)


def mind_sources(target: Path, sources: Iterable[Path], option: str = "-o") -> None:
    """Write over nothing that a talk is made of. Raises UsageError."""
    if os.path.realpath(target) in map(os.path.realpath, sources):
        message = f"{target} is a file that the talk is made of; choose another with {option}"
        raise UsageError(Diagnostic("overwrites-source", message))


def report(diagnostics: tuple[Diagnostic, ...], quiet: bool) -> None:
    """Say what was found, to standard error."""
    for line in lines_of(diagnostics, quiet):
        click.echo(line, err=True)


def lines_of(diagnostics: Iterable[Diagnostic], quiet: bool) -> list[str]:
    """What is said of what was found."""
    return [str(found) for found in diagnostics if not (quiet and found.severity is Severity.INFO)]
