"""One talk to its page and its files: read, built, written, kept in mind. No command, no option."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from slidekit import again
from slidekit.cli.talks import lines_of, mind_sources, read_looking
from slidekit.diagnostics import Diagnostic, Position, Severity, on_a_line
from slidekit.errors import DeckError, OutputError, SlidekitError, UsageError
from slidekit.lookup import watchers
from slidekit.pipeline import page_of
from slidekit.processes.limits import Limited, bounds
from slidekit.processes.worker import Worker

if TYPE_CHECKING:
    from slidekit.bundle import Bundle
    from slidekit.model import Deck
    from slidekit.options import Overrides


class Job(NamedTuple):
    """What is to be made of a talk, and where: ``None`` is standard output. ``key`` is that of its record, if one is to be kept.

    ``first`` asks for a page with the first slide alone.
    """

    talk: Path
    target: Path | None
    said: Overrides
    strict: bool = False
    quiet: bool = False
    time_limit: float | None = None
    key: str = ""
    first: bool = False


class Made(NamedTuple):
    """What came of a talk: the exit code, what a list of talks says of it, and what was said."""

    code: int
    title: str = ""
    date: str = ""
    author: str = ""
    first: bytes = b""
    said: str = ""


def make(job: Job, say: Callable[[str], None], worker: Worker | None = None) -> Made:
    """Build a talk and write it; what is wrong is said, and never raised."""
    talk, target, said, strict, quiet, time_limit, key, wants_first = job
    spoken: list[str] = []
    looked: set[Path] = set()

    def tell(*lines: str) -> None:
        spoken.extend(f"{line}\n" for line in lines)
        for line in lines:
            say(line)

    began = time.time_ns()
    watchers.append(looked)
    try:
        deck, seen = read_looking(worker or Worker("slidekit.doctree"), talk, said, time_limit)
        with Limited(bounds(talk, time_limit)[1], Position(talk)):
            page = page_of(deck)
            from slidekit.bundle import embed, embed_first

            bundle = embed(page, target.name if target is not None else f"{talk.stem}.html", deck.options.linked)
            first = embed_first(page) if wants_first else b""
        tell(*lines_of(bundle.diagnostics, quiet))
        if strict and any(found.severity is Severity.WARNING for found in bundle.diagnostics):
            raise DeckError(Diagnostic("strict", f"{talk}: not built, because warnings fail with --strict"))
        deliver(bundle, talk, target)
        if target is not None and not quiet:
            tell(on_a_line(summary(bundle, target)))
    except SlidekitError as error:
        tell(*lines_of(error.diagnostics, quiet))
        if isinstance(error, DeckError) and target is not None:
            stays = "; the page that is there stays as it was" if target.exists() else ""
            tell(f"{on_a_line(target)}: not written{stays}")
        return Made(error.exit_code, said="".join(spoken))
    finally:
        watchers.remove(looked)
    if key and target is not None and may_be_kept(deck, bundle, seen):
        from slidekit.records import Kept, keep

        keep(key, deck, bundle, target, Kept(began, seen.union(looked), "".join(spoken), first))
    options = deck.options
    return Made(0, deck.title, options.date, options.author, first, "".join(spoken))


def repeat(key: str, wants_first: bool = False) -> Made | None:
    """What came of a talk when it was built last, if that would come of it again; its page is there then."""
    record = again.find(key)
    if record is None:
        return None
    from slidekit.records import kept_bytes, restore

    first = kept_bytes(record.first) if wants_first else b""
    if first is None or not (again.stands(record) or restore(record)):
        return None
    return Made(0, record.title, record.date, record.author, first, record.said)


def may_be_kept(deck: Deck, bundle: Bundle, looked: frozenset[Path]) -> bool:
    """Whether the same would come of the talk again: nothing of a plugin, of today, or of a maker that failed is in it."""
    from slidekit.plugins import installed

    plugged = installed()
    if plugged.plugins or plugged.diagnostics or any(each.code == "date" for each in bundle.diagnostics):
        return False
    drawn = any(path.name == "dot" for path in looked)
    return not (drawn and any(each.severity is not Severity.INFO for each in (*deck.diagnostics, *bundle.diagnostics)))


def is_folder(path: str | Path) -> bool:
    """Whether there is a folder; a name too long to be one is no error (it is for ``Path.is_dir``)."""
    return os.path.isdir(path)  # noqa: PTH112


def is_device(path: Path) -> bool:
    """Whether there is something that is no file, and has nothing beside it."""
    return path.exists() and not path.is_file()


def deliver(bundle: Bundle, talk: Path, target: Path | None) -> None:
    """Write the page to its place, and its files beside it; never over what it was made of."""
    beside = list(bundle.files)[1:]
    if beside and (target is None or is_device(target)):
        message = f"-o {target or '-'} gives the page alone, and it needs {beside[0]}"
        more = f" and {len(beside) - 1} more" if len(beside) > 1 else ""
        raise UsageError(Diagnostic("one-output", f"{message}{more}; name a file with -o"))
    if target is None:
        try:
            sys.stdout.buffer.write(bundle.page)
            sys.stdout.buffer.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            message = f"cannot write to standard output: {error.strerror}"
            raise OutputError(Diagnostic("cannot-write", message)) from None
        return
    for place in (target, *(target.parent / path for path in beside)):
        mind_sources(place, (talk, *bundle.dependencies))
    if not is_folder(target.parent):
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(Diagnostic("cannot-write", f"cannot make {target.parent}: {error.strerror}")) from None
    bundle.write(target.parent)


def summary(bundle: Bundle, target: Path) -> str:
    """What was written, in a line."""
    beside: list[Any] = list(bundle.files)[1:]
    more = f", and {len(beside)} file{'s' * (len(beside) > 1)} in {target.parent / beside[0].parent}" if beside else ""
    return f"{target}: {len(bundle.page):,} bytes{more}"
