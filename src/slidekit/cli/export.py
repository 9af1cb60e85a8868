"""``slidekit export``: a talk in other forms."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from slidekit.cli.options import sayings, talk_options
from slidekit.cli.talks import mind_signals, mind_sources, read_guarded, report
from slidekit.delivery import sweep_folder, write_file
from slidekit.diagnostics import Diagnostic, Position, on_a_line
from slidekit.errors import OutputError, UsageError
from slidekit.exporting import FORMS, UPS, WIDEST, Asked, File, Form, Progress, make, untold
from slidekit.pipeline import bundle_of
from slidekit.processes.limits import Limited, bounds
from slidekit.processes.worker import Worker

if TYPE_CHECKING:
    from slidekit.options import Overrides


OF_FORMS = {"steps": ("pdf", "png"), "width": ("png",), "up": ("handout",)}
"""Options that mean something for some forms only."""


@click.command()
@click.pass_context
@click.argument("talk", metavar="TALK", type=click.Path(path_type=Path))
@click.option("--to", "to", required=True, type=click.Choice(list(FORMS)), help="What becomes of it.")
@click.option("-o", "--output", metavar="PATH", help="A file (for png a folder), or - for standard output.")
@click.option("--steps", is_flag=True, help="A page, or a picture, for each step.")
@click.option("--width", type=click.IntRange(1, WIDEST), default=1920, metavar="PIXELS", help="Of pictures; 1920.")
@click.option(
    "--up", type=click.Choice([str(number) for number in UPS]), default="1", help="Slides on a page of a handout."
)
@talk_options
def export(
    context: click.Context,
    talk: Path,
    to: str,
    output: str | None,
    steps: bool,
    width: int,
    up: str,
    quiet: bool,
    time_limit: float | None,
    **given: Any,
) -> None:
    """Export TALK to PDF, pictures or a handout, through the browser of this machine, or to text or PowerPoint."""
    mind_signals()
    form = FORMS[to]
    mind_options(context, to)
    target = target_of(talk, form, output)
    worker = context.obj or Worker("slidekit.doctree")
    wishes: Any = form.wishes
    said: Overrides = {**sayings(**given), **wishes}
    if time_limit is not None:
        said["time_limit"] = time_limit
    deck = read_guarded(worker, talk, said, time_limit)
    with Limited(bounds(talk, time_limit)[1], Position(talk)):
        bundle = bundle_of(deck)
    report(bundle.diagnostics, quiet)
    sources = (talk, *bundle.dependencies)
    if target is not None:
        mind_sources(target, sources)
    with shown_progress(quiet) as progress:
        files = make(form, deck, bundle, Asked(steps, width, int(up)), progress)
        done = deliver(files, target, form, talk, quiet, sources)
    if not quiet:
        click.echo(on_a_line(done), err=True)


def mind_options(context: click.Context, to: str) -> None:
    """Say of an option that means nothing for a form, instead of passing it over. Raises UsageError."""
    for name, forms in OF_FORMS.items():
        if to not in forms and context.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE:
            raise UsageError(Diagnostic("bad-export", f"--{name} is for {' and '.join(forms)}, and not for {to}"))


def target_of(talk: Path, form: Form, output: str | None) -> Path | None:
    """Where an export goes: a file, or for several a folder; ``None`` is standard output. Raises UsageError."""
    if not talk.stem:
        raise UsageError(Diagnostic("no-talk", f"{talk} is a folder, not a talk"))
    many = form.ending.endswith("/")
    if output == "-":
        if many:
            raise UsageError(Diagnostic("one-output", "-o - gives one file, and these are several; name a folder"))
        return None
    name = f"{talk.stem}{form.ending}"
    if output is None:
        return talk.with_name(name.rstrip("/"))
    if many:
        return Path(output)
    is_folder = output.endswith(("/", os.sep)) or os.path.isdir(output)  # noqa: PTH112 - a long name is no error
    return Path(output) / name if is_folder else Path(output)


def deliver(
    files: Iterator[File], target: Path | None, form: Form, talk: Path, quiet: bool, sources: tuple[Path, ...]
) -> str:
    """Write what is made, each file whole or not at all; what has been done, in words.

    Raises OutputError, and UsageError for a picture that the talk is made of.
    """
    if target is None:
        for file in files:
            report(file.diagnostics, quiet)
            sys.stdout.buffer.write(file.data)
            sys.stdout.buffer.flush()
        return "standard output"
    folder = target if form.ending.endswith("/") else target.parent
    first = next(files)  # nothing is made on the disk before there is something to write
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(Diagnostic("cannot-write", f"cannot make {folder}: {error.strerror}")) from None
    names = set()
    size = 0
    for file in chain([first], files):
        if folder == target:
            mind_sources(folder / file.name, sources)
        size += put(file, target, folder, form, quiet)
        names.add(file.name)
    if folder != target:
        return f"{target}: {size:,} bytes"
    clear(folder, talk, names)
    return f"{target}: {len(names)} picture{'s' * (len(names) != 1)}, {size:,} bytes"


def put(file: File, target: Path, folder: Path, form: Form, quiet: bool) -> int:
    """Write a file to its place; how many bytes."""
    report(file.diagnostics, quiet)
    write_file(folder / file.name if form.ending.endswith("/") else target, file.data)
    return len(file.data)


def clear(folder: Path, talk: Path, names: set[str]) -> None:
    """Remove pictures of this talk that an earlier export has left, and nobody else: it had more slides, or steps."""
    import re

    from slidekit.exporting.pictures import is_ours

    ours = re.compile(re.escape(talk.stem) + r"-\d{2,}(\.\d+)?\.png")
    for path in folder.iterdir():
        if ours.fullmatch(path.name) and path.name not in names and path.is_file() and is_ours(path):
            path.unlink(missing_ok=True)
    sweep_folder(folder)


@contextmanager
def shown_progress(quiet: bool) -> Iterator[Progress]:
    """Tells how far it is, on a terminal; elsewhere nothing."""
    if quiet or not sys.stderr.isatty():
        yield untold
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("exporting", total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)
