"""Who may ask what: the rules for hosts, origins, tokens and paths. Values only; no sockets.

A page that somebody else wrote can send requests to this machine too. It is told by its origin, by the host
that it thinks it talks to, and by what the browser says of it (``Sec-Fetch-…``).
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Mapping
from ipaddress import ip_address
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

LOCAL = ("127.0.0.1", "localhost", "[::1]")

HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
}
"""What goes with every answer."""

SEGMENT = re.compile(r"[^\x00-\x1f\x7f\\/.][^\x00-\x1f\x7f\\/]*")
"""A part of a path: none begins with a dot, so there are neither dot files nor ways up."""

LONGEST = 4096
"""Bytes of a path."""


class Refusal(NamedTuple):
    """An answer to who may not ask: its status, and one line that says why."""

    status: int
    reason: str


class Door(NamedTuple):
    """What this server calls itself, and whom it lets in.

    With a ``token`` (whenever other machines can reach it) nobody is served who does not have it.
    """

    names: frozenset[str]
    port: int
    token: str = ""

    @property
    def cookie(self) -> str:
        """The name of the cookie that holds the token: browsers do not tell ports apart."""
        return f"slidekit-{self.port}"

    def knows(self, authority: str) -> bool:
        """Whether a ``Host`` is one of ours; with a token, any bare address is, for no name can be bent to it."""
        name, _, port = authority.lower().rpartition(":")
        if not name or not port.isdecimal() or "]" in port:
            name, port = authority.lower(), "80"
        if port != str(self.port):
            return False
        return name in self.names or bool(self.token and is_address(name.strip("[]")))

    def admits(self, token: str) -> bool:
        """Whether this is the token, or none is needed."""
        return hmac.compare_digest(token.encode("utf-8", "replace"), self.token.encode())


def refusal(door: Door, method: str, path: str, headers: Mapping[str, str]) -> Refusal | None:
    """Why a request is not answered, if it is not: by its method, its host, and where it comes from."""
    host = headers.get("Host", "")
    if not door.knows(host):
        return Refusal(403, "this server does not go by that name")
    for name in ("Origin", "Sec-WebSocket-Origin"):
        origin = headers.get(name)
        if origin is not None and not is_ours(door, origin, host):
            return Refusal(403, "a page from elsewhere may not ask")
    if method not in ("GET", "HEAD") and not (method == "POST" and path == "/at"):
        return Refusal(405, "only GET and HEAD")
    if headers.get("Sec-Fetch-Site", "") == "cross-site":
        is_visit = headers.get("Sec-Fetch-Mode") == "navigate" and headers.get("Sec-Fetch-Dest") == "document"
        if not is_visit or path == "/at":
            return Refusal(403, "a page from elsewhere may not ask")
    return None


def is_ours(door: Door, origin: str, host: str) -> bool:
    """Whether an origin is a page of ours: by a name of this server, the very one it asks by if that is an address."""
    scheme, _, authority = origin.lower().partition("://")
    if scheme != "http" or not door.knows(authority):
        return False
    return authority == host.lower() or authority.rpartition(":")[0] in door.names


def names_of(host: str) -> frozenset[str]:
    """The names by which a server that listens at ``host`` may be asked for."""
    names = {*LOCAL, f"[{host}]" if ":" in host else host.lower()}
    if not is_local(host):
        import socket

        own = socket.gethostname().lower()
        names |= {own, f"{own.partition('.')[0]}.local"}
    return frozenset(names)


def is_local(host: str) -> bool:
    """Whether only this machine can reach a server that listens there."""
    return host.lower() == "localhost" or (is_address(host) and ip_address(host).is_loopback)


def is_address(name: str) -> bool:
    """Whether a host is given by numbers."""
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def segments_of(path: str) -> tuple[str, ...] | None:
    """The decoded parts of a request's path; ``None`` if it cannot be that of a file of ours."""
    if not path.startswith("/") or len(path) > LONGEST:
        return None
    try:
        parts = tuple(unquote_to_bytes(part).decode("utf-8") for part in path[1:].split("/"))
    except UnicodeDecodeError:
        return None
    if parts == ("",):
        return ()
    return parts if all(SEGMENT.fullmatch(part) for part in parts) else None


def path_of(path: str) -> str:
    """A path as the house knows it; one that cannot be is that of nothing."""
    parts = segments_of(path)
    return "" if parts is None else "/" + "/".join(parts)
