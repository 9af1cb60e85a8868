"""``slidekit check``: what would embarrass a speaker, before the audience sees it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from slidekit.checking.checks import Findings, Wanted, find_faults
from slidekit.checking.formats import FORMATS
from slidekit.checking.seen import Seen
from slidekit.cli.options import sayings, talk_options
from slidekit.cli.several import find_named
from slidekit.cli.talks import mind_signals, mind_sources, read_guarded
from slidekit.diagnostics import Diagnostic, Severity, on_a_line, shown
from slidekit.errors import DeckError, UsageError
from slidekit.processes.worker import Worker

if TYPE_CHECKING:
    from slidekit.checking.report import Checked
    from slidekit.options import Overrides

HEAD = 1000
"""Bytes by which a page is known."""


@click.command()
@click.pass_context
@click.argument("talks", nargs=-1, required=True, metavar="TALK...", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="text", help="How findings are told.")
@click.option("--no-browser", is_flag=True, help="Leave out what only a browser can tell.")
@click.option("--external", is_flag=True, help="Ask the links to the web whether somebody is there.")
@click.option("--examples", is_flag=True, help="Run the examples on the slides.")
@click.option(
    "--report", metavar="FILE", type=click.Path(path_type=Path), help="Write a page with pictures of what is found."
)
@click.option("-v", "--verbose", is_flag=True, help="Say how long the first slide takes, too.")
@talk_options
def check(
    context: click.Context,
    talks: tuple[Path, ...],
    form: str,
    no_browser: bool,
    external: bool,
    examples: bool,
    report: Path | None,
    verbose: bool,
    quiet: bool,
    time_limit: float | None,
    **given: Any,
) -> None:
    """Find what is wrong with each TALK, or with all below a FOLDER: in its text, and on its slides in a real browser.

    The exit code is 1 if there is an error or a warning.
    """
    mind_signals()
    said: Overrides = {**sayings(**given), "audit": True}
    if time_limit is not None:
        said["time_limit"] = time_limit
    wanted = Wanted(not no_browser, external, report is not None)
    if no_browser:
        click.echo(
            "without a browser: overflow, contrast and what else only shows on a screen is not checked", err=True
        )
    told: list[Seen] = []
    pages = []
    for talk, _ in find_named(talks):
        worker = context.obj or Worker("slidekit.doctree")
        context.obj = None
        found, page, sources = faults_of(worker, talk, said, time_limit, wanted, examples)
        if report is not None:
            mind_sources(report, sources, "--report")
        if verbose and found.start:
            click.echo(f"{on_a_line(shown(talk))}: the first slide is seen after {found.start} ms", err=True)
        if not found.whole:
            click.echo(
                f"{on_a_line(shown(talk))}: an error keeps it from being checked as a whole; mend it, and check again",
                err=True,
            )
        told += [one for one in found.seen if not (quiet and one.diagnostic.severity is Severity.INFO)]
        pages.append(page)
    click.echo(FORMATS[form](told), nl=False)
    if report is not None:
        write_report(report, pages)
    if not quiet:
        click.echo(f"{len(pages)} talk{'s' * (len(pages) > 1)}: {summary(told)}", err=True)
    if any(one.diagnostic.severity is not Severity.INFO for one in told):
        raise SystemExit(1)


def faults_of(
    worker: Worker, talk: Path, said: Overrides, time_limit: float | None, wanted: Wanted, examples: bool
) -> tuple[Findings, Checked, tuple[Path, ...]]:
    """What is found in a talk, what the report is to show of it, and what it is made of."""
    from slidekit.checking.report import Checked

    try:
        deck = read_guarded(worker, talk, said, time_limit)
    except DeckError as error:
        found = Findings(tuple(Seen(each) for each in error.diagnostics), whole=False)
        return found, Checked(talk.stem, shown(talk), 1280, found.seen), (talk,)
    found = find_faults(deck, wanted, (lambda _: failed(talk, said, time_limit)) if examples else None)
    page = Checked(deck.title, shown(talk), deck.stage_width, found.seen, found.shots)
    return found, page, (talk, *deck.dependencies)


def failed(talk: Path, said: Overrides, time_limit: float | None) -> tuple[Diagnostic, ...]:
    """A warning for each piece of a talk's code that does not do what the talk shows."""
    from slidekit.cli.test import read_examples
    from slidekit.examples.talks import failed_in

    if said.get("untrusted"):
        click.echo(f"{on_a_line(shown(talk))}: no code is run with --untrusted", err=True)
        return ()
    return failed_in(read_examples(talk, {**said, "audit": False}, time_limit), time_limit)


def write_report(path: Path, pages: list[Checked]) -> None:
    """Write the page of the report; the old one or the new one is there, never a torn one. Raises OutputError, and UsageError for what is no page."""
    from slidekit.checking.report import report_page
    from slidekit.delivery import write_file

    try:
        with path.open("rb") as file:
            begins = file.read(HEAD).lstrip().lower()
    except OSError:
        begins = b""
    if begins and not begins.startswith(b"<!doctype html"):
        raise UsageError(Diagnostic("overwrites-source", f"{path} is no report; choose another file with --report"))
    write_file(path, report_page(pages))
    click.echo(on_a_line(path), err=True)


def summary(told: list[Seen]) -> str:
    """How many findings there are of each severity, in words."""
    counts = [(kind.value, sum(one.diagnostic.severity is kind for one in told)) for kind in Severity]
    said = ", ".join(f"{count} {name}{'s' * (count > 1)}" for name, count in counts if count)
    return said or "nothing to say"
