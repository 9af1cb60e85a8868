"""The pages that are no deck: the list of the talks in a folder, and what is wrong with a talk that has no page yet."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from markupsafe import Markup

from slidekit import resources
from slidekit.templating import environment

GENERATOR = "slidekit: a list of talks"
"""What tells a list of ours from everybody else's."""

PAGES = resources.STATIC / "pages"


class Entry(NamedTuple):
    """One talk in a list: its title, its address, a line about it, what is wrong with it, where its first slide stands."""

    title: str
    address: str
    place: str
    problem: str = ""
    first: str = ""


def list_page(name: str, entries: list[Entry], version: str, host: str) -> bytes:
    """The page that lists talks; it loads anew when the server at ``host`` says so."""
    css, script = (resources.read(PAGES / f"index.{kind}") for kind in ("css", "js"))
    html = (
        environment()
        .get_template("index.html")
        .render(
            name=name,
            entries=entries,
            version=version,
            css=Markup(css),  # noqa: S704 - our own
            script=Markup(script),  # noqa: S704 - our own
            csp=policy(css, script, host),
        )
    )
    return (html + "\n").encode("utf-8", "replace")


def index_page(entries: list[Entry]) -> bytes:
    """The list of the talks in a folder of pages: a file like them, which needs no script and no server."""
    css = resources.read(PAGES / "index.css")
    sources = f"style-src 'sha256-{digest(css)}'; frame-src 'self' file:"
    html = (
        environment()
        .get_template("talks.html")
        .render(
            entries=entries,
            generator=GENERATOR,
            css=Markup(css),  # noqa: S704 - our own
            csp=f"default-src 'none'; base-uri 'none'; form-action 'none'; {sources}",
        )
    )
    return (html + "\n").encode("utf-8", "replace")


def is_index(path: Path) -> bool:
    """Whether a file is a list of talks that slidekit wrote."""
    try:
        with path.open("rb") as file:
            return f'<meta name="generator" content="{GENERATOR}">'.encode() in file.read(1000)
    except OSError:
        return False


def error_page(talk: str, troubles: Iterable[str]) -> bytes:
    """The page of a talk that cannot be shown: what is wrong with it. It becomes the deck when there is one."""
    css, script = (resources.read(PAGES / f"waiting.{kind}") for kind in ("css", "js"))
    html = (
        environment()
        .get_template("error.html")
        .render(
            talk=talk,
            troubles=list(troubles),
            css=Markup(css),  # noqa: S704 - our own
            script=Markup(script),  # noqa: S704 - our own
            csp=policy(css, script, ""),
        )
    )
    return (html + "\n").encode("utf-8", "replace")


def policy(css: str, script: str, host: str) -> str:
    """What the list may load: its own style and script, the talks' first slides, and word from the server."""
    return "; ".join(
        (
            "default-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
            f"style-src 'sha256-{digest(css)}'",
            f"script-src 'sha256-{digest(script)}'",
            "frame-src 'self'",
            f"connect-src 'self' ws://{host}" if host else "connect-src 'self'",
        )
    )


def digest(text: str) -> str:
    """The hash of a style sheet or a script, as a policy names it."""
    return b64encode(sha256(text.encode()).digest()).decode("ascii")
