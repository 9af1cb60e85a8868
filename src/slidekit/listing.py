"""The pages that are no deck: the list of the talks in a folder, and what is wrong with a talk that has no page yet."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from typing import NamedTuple

from markupsafe import Markup

from slidekit import resources
from slidekit.page import environment

PAGES = resources.STATIC / "pages"


class Entry(NamedTuple):
    """One talk in the list: its title, its address, its file as people write it, and what is wrong with it."""

    title: str
    address: str
    place: str
    problem: str = ""


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
