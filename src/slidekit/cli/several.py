"""Several talks to their pages, at once, and a list of them. No command, no option."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import click

from slidekit.cli.making import Job, Made, is_folder, make, repeat
from slidekit.diagnostics import Diagnostic, Severity, on_a_line
from slidekit.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Callable

INDEX = "index.html"


def find_named(named: Sequence[Path]) -> list[tuple[Path, str]]:
    """The talks that are meant, each once, and what each is called below a folder for all of them.

    A talk of a folder keeps its path below that. Raises UsageError as `all_talks` does.
    """
    from slidekit.talks import all_talks

    found: list[tuple[Path, str]] = []
    known: set[str] = set()
    for path in named:
        if not is_folder(path):
            found.append((path, path.name))
            known.add(os.path.realpath(path))
    for path in filter(is_folder, named):
        for talk in all_talks(path):
            if os.path.realpath(talk.path) not in known:
                found.append((talk.path, os.path.relpath(talk.path, path)))
                known.add(os.path.realpath(talk.path))
    return found


def build_several(work: Sequence[Job], site: Path | None, jobs: int, quiet: bool) -> int:
    """Build talks, say of each in its turn what there is to say, and list them in a ``site``; the worst exit code."""
    worst = 0
    made: list[Made] = []
    with Progress(len(work), quiet) as progress:
        for each in made_in_order(work, jobs, progress.advance):
            progress.say(each.said)
            made.append(each)
            worst = max(worst, each.code)
    if site is not None:
        shown = [(job, each) for job, each in zip(work, made, strict=True) if job.target is not None and not each.code]
        try:
            worst = max(worst, write_index(site, shown, quiet))
        except OutputError as error:
            click.echo(str(error), err=True)
            worst = max(worst, error.exit_code)
    return worst


def made_in_order(work: Sequence[Job], jobs: int, advance: Callable[[], None]) -> Iterator[Made]:
    """What comes of each talk, in the order of the talks, however they are built; each that has changed anew."""
    done = {index: known for index, job in enumerate(work) if job.key and (known := repeat(job.key, job.first))}
    for _ in done:
        advance()
    left = [index for index in range(len(work)) if index not in done]
    turn = 0
    for index, made in built(work, left, jobs):
        done[index] = made
        advance()
        while turn in done:
            yield done.pop(turn)
            turn += 1
    while turn in done:
        yield done.pop(turn)
        turn += 1


def built(work: Sequence[Job], left: Sequence[int], jobs: int) -> Iterator[tuple[int, Made]]:
    """What comes of the talks that are left, as it comes."""
    if not left:
        return
    if not hasattr(os, "fork"):
        for index in left:
            yield index, make_silently(work[index])
        return
    from slidekit import doctree
    from slidekit.pipeline import warm
    from slidekit.processes.pool import Pool

    doctree.warm()  # once, for all processes that are forked
    warm()
    gc.freeze()
    with Pool(min(jobs, len(left))) as pool:
        for index, made in pool.map(make_silently, [work[index] for index in left]):
            yield left[index], made or killed(work[left[index]])


def make_silently(job: Job) -> Made:
    """Build a talk; what is said of it stands in what comes of it."""
    return make(job, lambda _: None)


def killed(job: Job) -> Made:
    """What comes of a talk whose process somebody has killed."""
    message = f"{job.talk}: its process was ended while it was built; the machine may lack memory"
    return Made(3, said=f"{Diagnostic('build-ended', message)}\n")


def write_index(site: Path, shown: Sequence[tuple[Job, Made]], quiet: bool) -> int:
    """Write the list of the talks, and their first slides beside it; the exit code. Raises OutputError."""
    from pathlib import PurePosixPath

    from slidekit.delivery import deliver
    from slidekit.listing import Entry, index_page, is_index

    target = site / INDEX
    if target.exists() and not is_index(target):
        message = f"{target} was not written by slidekit and stays as it is; the list of the talks is not written"
        click.echo(str(Diagnostic("foreign-index", message, severity=Severity.WARNING)), err=True)
        return 0
    files: dict[PurePosixPath, bytes | Path] = {}
    entries = []
    for job, made in shown:
        page = Path(os.path.relpath(job.target or "", site))
        first = PurePosixPath("index_files", name_of(page))
        files[first] = made.first
        line = " · ".join(filter(None, (made.date, made.author)))
        entries.append(Entry(made.title, quote(os.fsencode(page.as_posix())), line, "", str(first)))
    html = index_page(entries)
    deliver({PurePosixPath(INDEX): html, **files}, site, "index_files")
    if not quiet:
        without = not all(job.said["notes"] for job, _ in shown)
        if without:
            message = "the pages are for everybody: notes and hidden slides are left out; --notes keeps them"
            click.echo(str(Diagnostic("public-pages", message, severity=Severity.INFO)), err=True)
        click.echo(f"{on_a_line(target)}: {len(entries)} talk{'s' * (len(entries) != 1)}", err=True)
    return 0


def name_of(page: Path) -> str:
    """What the file with the first slide of a page is called."""
    from hashlib import sha256

    return f"first-{sha256(os.fsencode(page.as_posix())).hexdigest()[:16]}.html"


class Progress:
    """How far it is, on a terminal; nothing but the lines elsewhere."""

    def __init__(self, total: int, quiet: bool) -> None:
        self.bar = None
        if total > 1 and not quiet and sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

            columns = (TextColumn("building"), BarColumn(), MofNCompleteColumn())
            # No thread of its own: this process forks.
            self.bar = Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False)
            self.task = self.bar.add_task("", total=total)

    def __enter__(self) -> Progress:
        if self.bar is not None:
            self.bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self.bar is not None:
            self.bar.stop()

    def advance(self) -> None:
        """One more is done."""
        if self.bar is not None:
            self.bar.advance(self.task)
            self.bar.refresh()

    def say(self, text: str) -> None:
        """Say what there is to say of a talk, above the bar."""
        if not text:
            return
        if self.bar is None:
            click.echo(text, nl=False, err=True)
        else:
            self.bar.console.out(text, end="", highlight=False)
