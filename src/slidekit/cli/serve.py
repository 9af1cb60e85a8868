"""``slidekit serve``: a talk while it is written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from slidekit.cli.options import sayings, talk_options


@click.command()
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
