"""What a server has to say, said from a thread of its own. Knows no terminal.

A terminal may be stopped, and a pipe may have nobody who reads it: whoever writes there waits, and a server must not.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from queue import Full, Queue

MOST = 1000
"""Lines that wait to be said; what comes when there are so many is not said."""

LAST = 0.2
"""Seconds in which the last lines are said."""


class Teller:
    """Says lines one after the other with ``say``, and lets nobody wait for it."""

    def __init__(self, say: Callable[[str], object]) -> None:
        self.say = say
        self.lines: Queue[str | None] = Queue(MOST)
        self.thread = threading.Thread(target=self.run, daemon=True, name="slidekit-teller")
        self.thread.start()

    def tell(self, line: str) -> None:
        """Have a line said soon."""
        with suppress(Full):
            self.lines.put_nowait(line)

    def run(self) -> None:
        """Say what comes, until all is said; nobody hears what goes to a closed pipe."""
        while (line := self.lines.get()) is not None:
            with suppress(OSError, ValueError):
                self.say(line)

    def close(self) -> None:
        """Say what is left, if somebody listens."""
        with suppress(Full):
            self.lines.put_nowait(None)
        self.thread.join(LAST)
