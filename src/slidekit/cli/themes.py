"""``slidekit themes``: which there are, and how they look."""

from __future__ import annotations

from pathlib import Path

import click

from slidekit.cli.talks import report
from slidekit.diagnostics import Diagnostic, printable
from slidekit.errors import OutputError


@click.command()
@click.option("--preview", "wants_preview", is_flag=True, help="Open a page that shows them all on the same slides.")
@click.option(
    "-o",
    "--output",
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    help="Write the preview there, and open nothing.",
)
def themes(wants_preview: bool, output: Path | None) -> None:
    """List the themes that are installed, one line each."""
    from slidekit.plugins import installed
    from slidekit.themes import described, guests

    found = described()
    width = max(len(name) for name, _, _ in found)
    for name, said, owner in found:
        click.echo(f"{name:{width}}  {said}{f' ({owner})' if owner else ''}".rstrip())
    report((*installed().diagnostics, *guests()[1]), quiet=False)
    if wants_preview or output is not None:
        show_preview(output)


def show_preview(output: Path | None) -> None:
    """Write the preview of all themes, and open it unless it is known where it is wanted. Raises OutputError."""
    import webbrowser

    from slidekit.delivery import write_file
    from slidekit.lookup import cache_folder
    from slidekit.preview import preview

    folder = output or cache_folder("themes")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(Diagnostic("cannot-write", f"cannot make {folder}: {error.strerror}")) from None
    for name, content in preview().items():
        write_file(folder / name, content)
    click.echo(printable(str(folder / "index.html"), keep=""), err=True)
    if output is None:
        webbrowser.open((folder / "index.html").absolute().as_uri())
