"""Serving talks while they are written: the only part that knows sockets and watches files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from slidekit.options import Overrides

if TYPE_CHECKING:
    from slidekit.processes.nursery import Nursery

NURSED = "slidekit.serving.reading"
"""The module whose functions a nursery's children run."""


def serve(
    talk: str | Path | None = None,
    overrides: Overrides | None = None,
    *,
    host: str = "127.0.0.1",
    port: int = 5500,
    open_browser: bool = False,
    follow: bool = True,
    say: Callable[[str], object] = lambda _: None,
    nursery: Nursery | None = None,
) -> None:
    """Serve a talk, or a list of those below a folder, until a signal or Ctrl-C ends it.

    Without a talk: the one in the working folder, or all below it. ``follow`` brings windows to what was edited;
    ``say`` hears, line by line, where the server is to be found and what is wrong with the talk. A ``nursery`` that
    has been started already builds the sooner. Raises UsageError for what is no talk, or no place to serve at.
    """
    from slidekit.diagnostics import shown
    from slidekit.processes import programs
    from slidekit.processes.nursery import Nursery
    from slidekit.serving.server import Server
    from slidekit.serving.telling import Teller
    from slidekit.serving.works import Works
    from slidekit.talks import choose

    target = choose(None if talk is None else Path(talk))
    teller = Teller(say)
    works = Works(overrides or {}, nursery or Nursery(NURSED), follow=follow, say=teller.tell)
    server = Server(target, works.open, host=host, port=port, say=teller.tell)

    def greet() -> None:
        """Say where it is, once it is there."""
        first, *others = server.addresses()
        teller.tell(f"Serving {shown(target)} at {first} (Ctrl-C ends)")
        for address in others:
            teller.tell(f"  also at {address}")
        if open_browser:
            programs.open_browser(first)

    try:
        server.run(greet)
    finally:
        works.close()
        teller.close()
