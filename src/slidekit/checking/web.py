"""Links to the web: whether somebody answers. Asks only addresses that the talk itself names, and only when told to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.parse import urldefrag
from urllib.request import HTTPRedirectHandler, Request, build_opener

from slidekit.diagnostics import Diagnostic, Position, Severity

SECONDS = 10.0
"""So long may an answer take."""

AT_ONCE = 8

UNWILLING = frozenset({401, 403, 405, 406, 407, 418, 429, 503, 999})
"""Answers of somebody who is there, and does not talk to programs."""


class Redirects(HTTPRedirectHandler):
    """Follows to the web alone, never to a file."""

    max_redirections = 5


def ask_all(links: Mapping[str, Position], seconds: float = SECONDS) -> list[Diagnostic]:
    """A warning for each address that leads nowhere, in the order of the talk; an address is asked once."""
    bare = list(dict.fromkeys(urldefrag(address).url for address in links))
    with ThreadPoolExecutor(AT_ONCE) as pool:
        pages = dict(zip(bare, pool.map(lambda one: fault_of(one, seconds), bare), strict=True))
    return list(warnings_of(links, pages))


def warnings_of(links: Mapping[str, Position], pages: Mapping[str, str]) -> Iterable[Diagnostic]:
    """The messages."""
    for address, at in links.items():
        wrong = pages[urldefrag(address).url]
        if wrong:
            yield Diagnostic("dead-external-link", f"{address}: {wrong}", at, address, Severity.WARNING)


def fault_of(address: str, seconds: float) -> str:
    """What is wrong with an address; empty if somebody is there. Some do not answer HEAD, so they are asked for the page."""
    wrong = ""
    for method in ("HEAD", "GET"):
        try:
            request = Request(address, method=method, headers={"User-Agent": "slidekit-check/1", "Accept": "*/*"})  # noqa: S310 - http and https
            with build_opener(Redirects).open(request, timeout=seconds):
                return ""
        except HTTPError as error:
            error.close()
            if error.code in UNWILLING and method == "GET":
                return ""
            wrong = f"the answer is {error.code} {error.reason}"
        except URLError as error:
            return f"nobody answers ({error.reason})"
        except (OSError, ValueError, HTTPException) as error:
            wrong = f"nobody answers ({str(error) or type(error).__name__})"
    return wrong
