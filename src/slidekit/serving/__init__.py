"""Serving talks while they are written: the only part that knows sockets and watches files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from slidekit.options import Overrides


def serve(
    talk: str | Path | None = None,
    overrides: Overrides | None = None,
    *,
    host: str = "127.0.0.1",
    port: int = 5500,
    open_browser: bool = False,
    follow: bool = True,
    say: Callable[[str], object] = lambda _: None,
) -> None:
    """Serve a talk, or a list of those below a folder, until a signal or Ctrl-C ends it.

    Without a talk: the one in the working folder, or all below it. ``follow`` brings windows to what was edited;
    ``say`` hears, line by line, where the server is to be found. Raises UsageError for what is no talk, or no
    place to serve at.
    """
    from slidekit import processes
    from slidekit.diagnostics import shown
    from slidekit.serving.server import Server
    from slidekit.serving.session import Session
    from slidekit.serving.talks import choose

    target = choose(None if talk is None else Path(talk))
    said: Overrides = overrides or {}

    def open_session(path: Path, address: str) -> Session:
        """Begin to serve a talk at its address."""
        return Session(path, address, said)

    server = Server(target, open_session, host=host, port=port, say=say)

    def greet() -> None:
        """Say where it is, once it is there."""
        first, *others = server.addresses()
        say(f"Serving {shown(target)} at {first} (Ctrl-C ends)")
        for address in others:
            say(f"  also at {address}")
        if open_browser:
            processes.open_browser(first)

    del follow
    server.run(greet)
