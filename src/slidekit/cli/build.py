"""``slidekit build``: talks to pages, each in its place."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from slidekit import again
from slidekit.cli.making import Job, is_folder, make
from slidekit.cli.options import sayings, talk_options
from slidekit.diagnostics import Diagnostic
from slidekit.errors import UsageError

if TYPE_CHECKING:
    from slidekit.options import Overrides


@click.command()
@click.pass_context
@click.argument("talks", nargs=-1, required=True, metavar="TALK...", type=click.Path(path_type=Path))
@click.option("-o", "--output", metavar="PATH", help="A file, a folder (with / at its end), or - for standard output.")
@click.option("--linked", is_flag=True, help="Put pictures, videos and sounds beside the page, into TALK_files.")
@click.option("--strict", is_flag=True, help="Warnings fail the build.")
@click.option(
    "--notes", "with_notes", is_flag=True, help="Keep notes and hidden slides where several talks go to a folder."
)
@click.option(
    "--jobs", type=click.IntRange(1, 256), metavar="NUMBER", help="Talks built at once (default: one a core)."
)
@talk_options
def build(
    context: click.Context,
    talks: tuple[Path, ...],
    output: str | None,
    linked: bool,
    strict: bool,
    with_notes: bool,
    jobs: int | None,
    quiet: bool,
    time_limit: float | None,
    **given: Any,
) -> None:
    """Build each TALK into one HTML file beside it: talk.rst becomes talk.html.

    Of a FOLDER all talks below it are built. With -o SITE/ pages of several talks go there without their notes, and
    an index.html that shows them all.
    """
    said: Overrides = {**sayings(**given), "linked": linked}
    gc.disable()  # half the time of a large deck goes into collecting what is still needed
    worker, context.obj = context.obj, None
    is_kept = not given["no_cache"]
    if len(talks) == 1 and not is_folder(talks[0]):
        target = destinations([(talks[0], talks[0].name)], output)[0]
        # Asked for by the words of the command line (see start): here they are known to be those.
        key = again.key_of(sys.argv[1:]) if is_kept and worker is not None and target is not None else ""
        job = Job(talks[0], target, said, strict, quiet, time_limit, key)
        code = make(job, lambda line: click.echo(line, err=True), worker).code
        if code:
            raise SystemExit(code)
        return
    if worker is not None:
        worker.kill()  # it can read one talk alone
    from slidekit.cli.several import build_several, find_named

    found = find_named(talks)
    site = Path(output) if output not in (None, "-") else None
    if site is not None:
        said["notes"] = bool(said["notes"] and with_notes)
    targets = destinations(found, output, is_site=True)
    work = []
    for (talk, _), target in zip(found, targets, strict=True):
        job = Job(talk, target, said, strict, quiet, time_limit, "", site is not None)
        if is_kept:
            words = ("several", str(talk), str(target), repr(sorted(said.items())), str(job[3:6]), str(job.first))
            job = job._replace(key=again.key_of(words))
        work.append(job)
    worst = build_several(work, site, jobs or cores(), quiet)
    if worst:
        raise SystemExit(worst)


def cores() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def destinations(talks: list[tuple[Path, str]], output: str | None, is_site: bool = False) -> list[Path | None]:
    """Where each talk's page goes; ``None`` is standard output. Raises UsageError if that cannot be.

    With each talk stands what it is called below a folder that takes several; a ``site`` has an ``index.html``.
    """
    nameless = next((talk for talk, _ in talks if not talk.stem), None)
    if nameless is not None:
        raise UsageError(Diagnostic("no-talk", f"{nameless} is a folder, not a talk"))
    if output is None:
        targets: list[Path | None] = [talk.with_suffix(".html") for talk, _ in talks]
    elif output == "-":
        if is_site:
            raise UsageError(Diagnostic("one-output", "-o - takes one talk, not several"))
        return [None]
    elif output.endswith(("/", os.sep)) or is_folder(output) or is_site:
        targets = [Path(output, name).with_suffix(".html") for _, name in talks]
    else:
        targets = [Path(output)]
    sources = {os.path.realpath(talk) for talk, _ in talks}
    seen: dict[str, Path] = {}
    index = os.path.realpath(Path(output, "index.html")) if output is not None and is_site else ""
    for (talk, _), target in zip(talks, targets, strict=True):
        if target is None:
            continue
        place = os.path.realpath(target)
        if place in seen:
            raise UsageError(Diagnostic("one-output", f"{seen[place]} and {talk} would both become {target}"))
        if place == index:
            message = f"{talk} would become {target}, where the list of the talks goes; give the talk another name"
            raise UsageError(Diagnostic("one-output", message))
        if place in sources:
            raise UsageError(Diagnostic("overwrites-source", f"{target} is a talk; choose another file with -o"))
        seen[place] = talk
    return targets
