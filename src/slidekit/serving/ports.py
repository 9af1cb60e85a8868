"""Where a server listens, and by which addresses it is found."""

from __future__ import annotations

import errno
import os
import socket
from contextlib import suppress
from typing import Any

from slidekit.diagnostics import Diagnostic
from slidekit.errors import UsageError
from slidekit.serving.access import is_address, is_local

PORTS = 100
"""How many ports are tried after a taken one."""


def take_port(port: int, host: str) -> list[socket.socket]:
    """Listen at the port, or at the first free one of the next hundred. Raises UsageError if that cannot be."""
    why = ""
    for number in range(port, min(port + PORTS, 65_535) + 1 if port else 1):
        try:
            return listen(number, host)
        except OSError as error:
            why = error.strerror or ""
            if error.errno != errno.EADDRINUSE:
                break
        except UnicodeError:
            break
    raise UsageError(Diagnostic("cannot-listen", f"cannot serve at {host}:{port}: {why or 'there is no such address'}"))


def listen(port: int, host: str) -> list[socket.socket]:
    """Sockets at all addresses of a host that this machine has; ``localhost`` has two. Raises OSError without any."""
    found: list[socket.socket] = []
    absent: OSError | None = None
    for family, _, _, _, address in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE):
        number = found[0].getsockname()[1] if found else port
        try:
            found.append(listening(family, (address[0], number, *address[2:])))
        except OSError as error:
            absent = error
            if error.errno not in (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT):
                for line in found:
                    line.close()
                raise
    if absent and not found:
        raise absent
    return found


def listening(family: int, address: tuple[Any, ...]) -> socket.socket:
    """A socket that listens at an address. Raises OSError."""
    line = socket.socket(family, socket.SOCK_STREAM)
    try:
        if os.name == "posix":  # elsewhere it would take a port from who has it
            line.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            line.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        line.setblocking(False)
        line.bind(address)
        line.listen(128)
    except BaseException:
        line.close()
        raise
    return line


def hosts_of(host: str) -> list[str]:
    """By which hosts a server is found that listens at ``host``."""
    if not (is_address(host) and host in ("0.0.0.0", "::")):  # noqa: S104 - what somebody else has asked for
        return [f"[{host}]" if ":" in host else host]
    found = []
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("192.0.2.1", 9))  # nothing is sent: it tells which way others are
        found.append(probe.getsockname()[0])
    with suppress(OSError):
        found += [each[4][0] for each in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)]
    return list(dict.fromkeys([*(each for each in found if not is_local(each)), "127.0.0.1"]))
