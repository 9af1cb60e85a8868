"""The commands: arguments to one call, results to streams, failures to exit codes. Nothing else prints.

Each command stands in a module of its name, which is imported when it is asked for.
"""

from __future__ import annotations

import os
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from slidekit.errors import SlidekitError

if TYPE_CHECKING:
    from slidekit.processes.nursery import Nursery
    from slidekit.processes.worker import Worker

COMMANDS = ("build", "check", "export", "new", "serve", "test", "themes")


class Commands(click.Group):
    """The group of the commands, which imports none that is not asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in COMMANDS:
            return None
        command: Any = getattr(import_module(f"slidekit.cli.{cmd_name}"), cmd_name)
        return command  # type: ignore[no-any-return]


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="slidekit-rst", prog_name="slidekit")
def cli() -> None:
    """Presentations from reStructuredText: a talk in, one HTML file that presents, out."""


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
