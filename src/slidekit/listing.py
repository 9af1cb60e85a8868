"""The list of the talks in a folder, as a page. Knows none of them but by what it is told."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from slidekit import resources

if TYPE_CHECKING:
    from jinja2 import Template


class Entry(NamedTuple):
    """One talk in the list: its title, its address, its file as people write it, and what is wrong with it."""

    title: str
    address: str
    place: str
    problem: str = ""


def list_page(name: str, entries: list[Entry], version: str, host: str) -> bytes:
    """The page that lists talks; it loads anew when the server at ``host`` says so."""
    template, css, script = furniture()
    html = template.render(
        name=name, entries=entries, version=version, css=css, script=script, csp=policy(css, script, host)
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
            f"connect-src 'self' ws://{host}",
        )
    )


def digest(text: str) -> str:
    """The hash of a style sheet or a script, as a policy names it."""
    return b64encode(sha256(text.encode()).digest()).decode("ascii")


@cache
def furniture() -> tuple[Template, str, str]:
    """What every list is made with: the template, its style and its script."""
    import jinja2
    from markupsafe import Markup

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(resources.HERE / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
    )
    css = Markup(resources.read(resources.STATIC / "index.css"))  # noqa: S704 - our own
    script = Markup(resources.read(resources.STATIC / "index.js"))  # noqa: S704 - our own
    return environment.get_template("index.html"), css, script
