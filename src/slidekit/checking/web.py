"""Links to the web: whether somebody answers. Asks only addresses that the talk itself names, and only when told to."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from http.client import HTTPException
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urldefrag, urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
)

from slidekit.diagnostics import Diagnostic, Position, Severity

SECONDS = 10.0
"""So long may somebody be silent; and an address may take twice that, however slowly it talks."""

AT_ONCE = 8
HEADERS = {"User-Agent": "slidekit-check/1", "Accept": "*/*"}

UNWILLING = frozenset({401, 403, 405, 406, 407, 418, 429, 503, 999})
"""Answers of somebody who is there, and does not talk to programs."""


class Redirects(HTTPRedirectHandler):
    """Follows to the web alone, never to a file or another service."""

    max_redirections = 5

    def redirect_request(self, req: Request, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Request | None:
        """The next address to ask. Raises URLError if it is none of the web."""
        if urlsplit(newurl).scheme not in {"http", "https"}:
            raise URLError(f"it leads to {newurl}, which is not on the web")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def opener() -> OpenerDirector:
    """What asks the web, and nothing else."""
    found = OpenerDirector()
    for kind in (ProxyHandler, HTTPHandler, HTTPSHandler, HTTPDefaultErrorHandler, HTTPErrorProcessor, Redirects):
        found.add_handler(kind())
    return found


def ask_all(links: Mapping[str, Position], seconds: float = SECONDS) -> list[Diagnostic]:
    """A warning for each address that leads nowhere, in the order of the talk; an address is asked once."""
    bare = list(dict.fromkeys(urldefrag(address).url for address in links))
    return list(warnings_of(links, faults_of(bare, seconds)))


def faults_of(addresses: Sequence[str], seconds: float) -> dict[str, str]:
    """What is wrong with each address. Nobody waits for a thread that hangs: it ends with the program."""
    left: SimpleQueue[str] = SimpleQueue()
    answers: SimpleQueue[tuple[str, str]] = SimpleQueue()
    begun: dict[str, float] = {}
    found: dict[str, str] = {}

    def work() -> None:
        while True:
            try:
                address = left.get_nowait()
            except Empty:
                return
            begun[address] = time.monotonic()
            answers.put((address, fault_of(address, seconds)))

    for address in addresses:
        left.put(address)
    for _ in range(min(AT_ONCE, len(addresses))):
        Thread(target=work, daemon=True).start()
    while len(found) < len(addresses):
        try:
            address, wrong = answers.get(timeout=0.1)
            found.setdefault(address, wrong)
        except Empty:
            pass
        for address, start in list(begun.items()):
            if address not in found and time.monotonic() - start > 2 * seconds:
                found[address] = f"no whole answer within {2 * seconds:g} s"
                Thread(target=work, daemon=True).start()  # in the place of the one that waits
    return found


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
            request = Request(plain(address), method=method, headers=HEADERS)  # noqa: S310 - asked by who knows the web alone
            with opener().open(request, timeout=seconds):
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


def plain(address: str) -> str:
    """An address in ASCII alone, as it is asked for: RFC 3987, section 3.1. Raises ValueError if it cannot be."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    there = parts.netloc if host.isascii() else parts.netloc.lower().replace(host, host.encode("idna").decode())
    kept = "%/?:@!$&'()*+,;=~-._[]"
    return parts._replace(
        netloc=quote(there, kept), path=quote(parts.path, kept), query=quote(parts.query, kept), fragment=""
    ).geturl()
