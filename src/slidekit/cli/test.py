"""``slidekit test``: the code of talks, run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from slidekit.cli.options import sayings, talk_options
from slidekit.cli.several import find_named
from slidekit.cli.talks import in_worker, mind_signals, report
from slidekit.diagnostics import Diagnostic, Severity, on_a_line
from slidekit.errors import OutputError, SlidekitError, UsageError
from slidekit.processes.worker import Worker

if TYPE_CHECKING:
    from slidekit.examples.talks import Tested
    from slidekit.model import Examples
    from slidekit.options import Overrides


@click.command()
@click.argument("talks", nargs=-1, required=True, metavar="TALK...", type=click.Path(path_type=Path))
@click.option(
    "--update", is_flag=True, help="Write what the code says now into the talk, in place of what was expected."
)
@click.option("--shell", is_flag=True, help="Run the commands of shell sessions ($ ...) too.")
@talk_options
def test(
    talks: tuple[Path, ...], update: bool, shell: bool, quiet: bool, time_limit: float | None, **given: Any
) -> None:
    """Run the code of each TALK (>>> and testcode), and compare what it says with what the talk shows."""
    said = sayings(**given)
    if said.get("untrusted"):
        raise UsageError(
            Diagnostic("untrusted-code", "with --untrusted nothing of a talk is run, so there is nothing to test")
        )
    mind_signals()
    worst = 0
    for talk, _ in find_named(talks):
        try:
            worst = max(worst, tested(talk, said, update, shell, quiet, time_limit))
        except SlidekitError as error:
            report(error.diagnostics, quiet)
            worst = max(worst, error.exit_code)
    if worst:
        raise SystemExit(worst)


def tested(talk: Path, said: Overrides, update: bool, shell: bool, quiet: bool, time_limit: float | None) -> int:
    """Test one talk, and say what came of it; the exit code."""
    from slidekit.examples.failures import full_text
    from slidekit.examples.running import failures
    from slidekit.examples.talks import run_examples

    found = read_examples(talk, said, time_limit)
    errors = tuple(each for each in found.diagnostics if each.severity is Severity.ERROR)
    report(errors, quiet)
    outcome = run_examples(found, time_limit, shell)
    if update and failures(outcome.results):
        count = rewritten(outcome, found)
        if count:
            click.echo(f"{on_a_line(talk)}: {count} file{'s' * (count > 1)} rewritten")
            found = read_examples(talk, said, time_limit)
            outcome = run_examples(found, time_limit, shell)
            if failures(outcome.results):
                click.echo(f"{on_a_line(talk)}: what fails still is not the same each time, or cannot be written")
    failed = failures(outcome.results)
    for result in failed:
        if result.state != "lost":
            click.echo(full_text(result))
    skipped = sum(result.state == "skipped" for result in outcome.results)
    if failed or not quiet:
        click.echo(summary(talk, found, outcome, len(failed), skipped))
    return 1 if failed or errors else 0


def summary(talk: Path, found: Examples, outcome: Tested, failed: int, skipped: int) -> str:
    """One line about a talk."""
    if found.spaces == "no":
        return f"{on_a_line(talk)}: nothing is run (:examples: no)"
    count = len(outcome.results)
    text = f"{on_a_line(talk)}: {count} example{'s' * (count != 1)}, {failed} failed"
    lost = sum(result.state == "lost" for result in outcome.results)
    if lost:
        text += f" ({lost} because code before ended everything)"
    if skipped:
        text += f", {skipped} skipped"
    shells = outcome.planned.shells
    return text + (f"; {shells} shell session{'s' * (shells > 1)} not run without --shell" if shells else "")


def read_examples(talk: Path, said: Overrides, time_limit: float | None) -> Examples:
    """Read a talk's code in a process of its own."""
    from slidekit.examples.talks import read

    return in_worker(Worker("slidekit.doctree"), read, talk, said, time_limit)


def rewritten(outcome: Tested, found: Examples) -> int:
    """Rewrite what is expected, and say what is left; how many files have changed. Raises OutputError."""
    from slidekit.examples.update import rewrite, write

    new = rewrite(outcome.results, outcome.planned.sources, found.root)
    for result, why in new.left:
        click.echo(f"{on_a_line(result.case.at.path)}:{result.case.at.line}: not rewritten: {why}")
    count = 0
    for path, data in new.files.items():
        source = outcome.planned.sources.source(path)
        try:
            done = source is not None and write(path, data, source.data)
        except OSError as error:
            raise OutputError(Diagnostic("cannot-write", f"cannot write {path}: {error.strerror}")) from None
        if not done:
            click.echo(f"{on_a_line(path)}: not rewritten: it has changed meanwhile")
        count += done
    return count
