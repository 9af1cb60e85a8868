"""``slidekit new``: a first talk, or a theme."""

from __future__ import annotations

import click

from slidekit.diagnostics import printable


@click.command()
@click.argument("name")
@click.option("--theme", "is_theme", is_flag=True, help="Make a theme instead, with slides to look at it on.")
def new(name: str, is_theme: bool) -> None:
    """Make a folder NAME with a first talk, which shows how talks are written, to change into yours.

    Nothing that is there already is touched.
    """
    from shlex import quote

    from slidekit.draft import make_draft, make_theme

    made = make_theme(name) if is_theme else make_draft(name)
    for path in made:
        click.echo(printable(str(path), keep=""))
    talk = str(made[0])
    talk = f"./{talk}" if talk.startswith("-") else talk
    click.echo(f"Now: slidekit serve --open {printable(quote(talk), keep='')}", err=True)
