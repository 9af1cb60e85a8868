"""What can be said of a talk on the command line, whatever is done with it. No command."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from slidekit.diagnostics import Diagnostic
from slidekit.errors import UsageError

if TYPE_CHECKING:
    from slidekit.options import Overrides

TALK_OPTIONS = (
    click.option(
        "--theme",
        metavar="NAME|FOLDER",
        help="How the deck looks: a theme's name (slidekit themes lists them), or a folder with a theme.css.",
    ),
    click.option("-O", "settings", multiple=True, metavar="KEY=VALUE", help="Any deck field, e.g. -O transition=none."),
    click.option("--no-notes", is_flag=True, help="Leave speaker notes and hidden slides out: a page for the public."),
    click.option("--untrusted", is_flag=True, help="A stranger's talk: no raw HTML, no file insertion."),
    click.option("--allow-outside", is_flag=True, help="Read files outside the project's root."),
    click.option("--no-cache", is_flag=True, help="Make everything anew, and keep nothing for the next time."),
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


def sayings(
    theme: str | None,
    settings: tuple[str, ...],
    no_notes: bool,
    untrusted: bool,
    allow_outside: bool,
    no_cache: bool,
) -> Overrides:
    """What the options of a command say of a talk. Raises UsageError as `overrides` does."""
    said = overrides(settings)
    if theme is not None:
        said["theme"] = theme
    return {
        **said,
        "notes": not no_notes,
        "untrusted": untrusted,
        "allow_outside": allow_outside,
        "no_cache": no_cache,
    }


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
