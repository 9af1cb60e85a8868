"""The commands: arguments to one call, results to streams, failures to exit codes. Nothing else prints."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from slidekit.diagnostics import Diagnostic, Position, Severity
from slidekit.errors import DeckError, OutputError, SlidekitError, UsageError
from slidekit.pipeline import bundle_of, read, warm
from slidekit.processes.limits import Limited, bounds
from slidekit.processes.worker import Worker

if TYPE_CHECKING:
    from slidekit.bundle import Bundle
    from slidekit.model import Deck
    from slidekit.options import Overrides
    from slidekit.processes.nursery import Nursery


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="slidekit-rst", prog_name="slidekit")
def cli() -> None:
    """Presentations from reStructuredText: a talk in, one HTML file that presents, out."""


TALK_OPTIONS = (
    click.option(
        "--theme",
        metavar="NAME|FOLDER",
        help="How the deck looks: plain, night, classic, or a folder with a theme.css.",
    ),
    click.option("-O", "settings", multiple=True, metavar="KEY=VALUE", help="Any deck field, e.g. -O transition=none."),
    click.option("--no-notes", is_flag=True, help="Leave speaker notes and hidden slides out: a page for the public."),
    click.option("--untrusted", is_flag=True, help="A stranger's talk: no raw HTML, no file insertion."),
    click.option("--allow-outside", is_flag=True, help="Read files outside the project's root."),
    click.option(
        "--time-limit",
        type=click.FloatRange(min=0, min_open=True),
        metavar="SECONDS",
        help="How long reading one talk may take (default: 10, and 10 per MB).",
    ),
    click.option("-q", "--quiet", is_flag=True, help="Only say what is wrong."),
)
"""What can be said of a talk, whatever is done with it."""


def talk_options(command: Callable[..., None]) -> Callable[..., None]:
    """A command with the options that all commands on talks have, after its own."""
    for option in reversed(TALK_OPTIONS):
        command = option(command)
    return command


@cli.command()
@click.pass_context
@click.argument("talks", nargs=-1, required=True, metavar="TALK...", type=click.Path(path_type=Path))
@click.option("-o", "--output", metavar="PATH", help="A file, a folder (with / at its end), or - for standard output.")
@click.option("--strict", is_flag=True, help="Warnings fail the build.")
@talk_options
def build(
    context: click.Context,
    talks: tuple[Path, ...],
    output: str | None,
    strict: bool,
    quiet: bool,
    time_limit: float | None,
    **given: Any,
) -> None:
    """Build each TALK into one HTML file beside it: talk.rst becomes talk.html."""
    said = sayings(**given)
    targets = destinations(talks, output)
    gc.disable()  # half the time of a large deck goes into collecting what is still needed
    worst = 0
    for talk, target in zip(talks, targets, strict=True):
        try:
            worker = context.obj or Worker("slidekit.doctree")
            context.obj = None
            deck = read_guarded(worker, talk, said, time_limit)
            with Limited(bounds(talk, time_limit)[1], Position(talk)):
                bundle = bundle_of(deck)
            report(bundle.diagnostics, quiet)
            if strict and any(found.severity is Severity.WARNING for found in bundle.diagnostics):
                raise DeckError(Diagnostic("strict", f"{talk}: not built, because warnings fail with --strict"))
            deliver(bundle, talk, target, quiet)
        except SlidekitError as error:
            report(error.diagnostics, quiet)
            if isinstance(error, DeckError) and target is not None:
                stays = "; the page that is there stays as it was" if target.exists() else ""
                click.echo(f"{target}: not written{stays}", err=True)
            worst = max(worst, error.exit_code)
    if worst:
        raise SystemExit(worst)


@cli.command()
@click.pass_context
@click.argument("talk", required=False, metavar="[TALK|FOLDER]", type=click.Path(path_type=Path))
@click.option("--host", default="127.0.0.1", metavar="ADDRESS", help="Where to listen; 0.0.0.0 lets other devices in.")
@click.option("--port", default=5500, type=click.IntRange(0, 65_535), metavar="NUMBER", help="Default: 5500.")
@click.option("--open", "open_browser", is_flag=True, help="Open the browser.")
@click.option("--no-follow", is_flag=True, help="Stay on the slide that is shown, whichever is edited.")
@talk_options
def serve(
    context: click.Context,
    talk: Path | None,
    host: str,
    port: int,
    open_browser: bool,
    no_follow: bool,
    quiet: bool,
    time_limit: float | None,
    **given: Any,
) -> None:
    """Show TALK while it is written: each save is on the screen at once.

    Of a FOLDER all talks are listed; without either, the one talk here is shown, or all below.
    """
    from slidekit.serving import serve as serve_talk

    said = sayings(**given)
    if time_limit is not None:
        said["time_limit"] = time_limit
    del quiet  # where it is served, and what is wrong, must be said in any case
    serve_talk(
        talk,
        said,
        host=host,
        port=port,
        open_browser=open_browser,
        follow=not no_follow,
        say=lambda line: click.echo(line, err=True),
        nursery=context.obj,
    )


def sayings(
    theme: str | None, settings: tuple[str, ...], no_notes: bool, untrusted: bool, allow_outside: bool
) -> Overrides:
    """What the options of a command say of a talk. Raises UsageError as `overrides` does."""
    said = overrides(settings)
    if theme is not None:
        said["theme"] = theme
    return {**said, "notes": not no_notes, "untrusted": untrusted, "allow_outside": allow_outside}


def overrides(settings: tuple[str, ...]) -> Overrides:
    """The deck fields given with ``-O``. Raises UsageError for a name or a value that cannot be."""
    from slidekit.options import FIELDS, suggestion

    said: dict[str, Any] = {}
    for setting in settings:
        key, equals, value = setting.partition("=")
        name = key.strip().lower().replace("_", "-")
        if not equals or name not in FIELDS:
            meant = suggestion(name, FIELDS)
            hint = f"; did you mean {meant!r}?" if meant else f"; there are {', '.join(FIELDS)}"
            problem = f"-O {setting}: no deck field {name!r}{hint}" if equals else f"-O {setting}: not KEY=VALUE"
            raise UsageError(Diagnostic("unknown-field", problem))
        try:
            said[name.replace("-", "_")] = FIELDS[name](value)
        except ValueError as allowed:
            raise UsageError(Diagnostic("bad-field-value", f"-O {setting}: {name!r} is {allowed}")) from None
    return said  # type: ignore[return-value]


def destinations(talks: tuple[Path, ...], output: str | None) -> list[Path | None]:
    """Where each talk's page goes; ``None`` is standard output. Raises UsageError if that cannot be."""
    nameless = next((talk for talk in talks if not talk.stem), None)
    if nameless is not None:
        raise UsageError(Diagnostic("no-talk", f"{nameless} is a folder, not a talk"))
    if output is None:
        targets: list[Path | None] = [talk.with_suffix(".html") for talk in talks]
    elif output == "-":
        if len(talks) > 1:
            raise UsageError(Diagnostic("one-output", "-o - takes one talk, not several"))
        return [None]
    elif output.endswith(("/", os.sep)) or is_folder(output) or len(talks) > 1:
        targets = [Path(output) / f"{talk.stem}.html" for talk in talks]
    else:
        targets = [Path(output)]
    seen: dict[str, Path] = {}
    sources = {os.path.realpath(talk) for talk in talks}
    for talk, target in zip(talks, targets, strict=True):
        if target is None:
            continue
        place = os.path.realpath(target)
        if place in seen:
            raise UsageError(Diagnostic("one-output", f"{seen[place]} and {talk} would both become {target}"))
        if place in sources:
            raise UsageError(Diagnostic("overwrites-source", f"{target} is a talk; choose another file with -o"))
        seen[place] = talk
    return targets


def is_folder(path: str | Path) -> bool:
    """Whether there is a folder; a name too long to be one is no error (it is for ``Path.is_dir``)."""
    return os.path.isdir(path)  # noqa: PTH112


def read_guarded(worker: Worker, talk: Path, said: Overrides, time_limit: float | None) -> Deck:
    """Read a talk in a process of its own, with limits that grow with its size."""
    megabytes, seconds = bounds(talk, time_limit)
    worker.submit(read, talk, said, megabytes=megabytes, seconds=seconds)
    warm()
    return worker.result(Position(talk), seconds)  # type: ignore[no-any-return]


def deliver(bundle: Bundle, talk: Path, target: Path | None, quiet: bool) -> None:
    """Write the page to its place; never over what it was made of."""
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
    resolved = os.path.realpath(target)
    if any(resolved == os.path.realpath(source) for source in (talk, *bundle.dependencies)):
        raise UsageError(
            Diagnostic("overwrites-source", f"{target} is a file that the talk is made of; choose another with -o")
        )
    from slidekit.bundle import write_file

    if not is_folder(target.parent):
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(Diagnostic("cannot-write", f"cannot make {target.parent}: {error.strerror}")) from None
    write_file(target, bundle.page)
    if not quiet:
        click.echo(f"{target}: {len(bundle.page):,} bytes", err=True)


def report(diagnostics: tuple[Diagnostic, ...], quiet: bool) -> None:
    """Say what was found, to standard error."""
    for found in diagnostics:
        if not (quiet and found.severity is Severity.INFO):
            click.echo(str(found), err=True)


def run(helper: Worker | Nursery | None = None) -> int:
    """Run the command line; the exit code. A worker or a nursery that has been started already does the reading."""
    try:
        cli(prog_name="slidekit", standalone_mode=False, obj=helper)
    except SlidekitError as error:
        click.echo(str(error), err=True)
        return error.exit_code
    except click.exceptions.Exit as error:
        return error.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted", err=True)
        return 130
    except BrokenPipeError:
        # Whoever read our output has gone; there is nobody left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 1
    except SystemExit as error:
        return error.code if isinstance(error.code, int) else 1
    return 0
