"""The code of a served talk, run after each whole reading, where nobody waits for it. Knows no page and no viewer."""

from __future__ import annotations

import json
import re
import threading
from asyncio import AbstractEventLoop
from collections.abc import Callable
from pathlib import Path

from slidekit.options import Overrides
from slidekit.processes.interpreter import Interpreter
from slidekit.serving.editions import Trouble

CODE = re.compile(r">>>|test(?:code|setup)::|include::")
"""What a talk has that can be run, or brings something of which that is not known."""

NO = re.compile(r"^:examples:[ \t]*no\b", re.MULTILINE)

SECONDS = 60.0
"""How long all of a talk's code may take,"""
MORE = 30.0
"""and how much longer reading the talk for it."""


class Trials:
    """The runs of one talk's code: one at a time, the newest; only it counts."""

    def __init__(
        self, talk: Path, said: Overrides, loop: AbstractEventLoop, tell: Callable[[tuple[Trouble, ...]], None]
    ) -> None:
        self.talk, self.said, self.loop, self.tell = talk, said, loop, tell
        self.running: Interpreter | None = None

    def begin(self, text: str) -> None:
        """Run the code of the talk, whose text is this now; what ran until now is ended."""
        self.close()
        if self.said.get("untrusted"):
            return
        if NO.search(text) or not CODE.search(text):
            self.tell(())
            return
        said = {name: value for name, value in self.said.items() if name != "time_limit"}
        job = json.dumps({"talk": str(self.talk), "said": said, "seconds": self.said.get("time_limit", SECONDS)})
        try:
            self.running = Interpreter("slidekit.examples.telling", (), job)
        except OSError:  # no process is to be had now; the next save tries again
            return
        threading.Thread(target=self.hear, args=(self.running,), daemon=True).start()

    def hear(self, running: Interpreter) -> None:
        """Wait for what a run has to tell; in a thread of its own."""
        limit = self.said.get("time_limit", SECONDS) + MORE
        lines = [json.loads(line) for line in running.lines(limit)]
        if lines[-1:] == ["end"] and not self.loop.is_closed():
            found = tuple(Trouble(*line) for line in lines[:-1])
            self.loop.call_soon_threadsafe(self.heard, running, found)

    def heard(self, running: Interpreter, found: tuple[Trouble, ...]) -> None:
        """A run has told; an older one is not heard."""
        if running is self.running:
            self.running = None
            self.tell(found)

    def close(self) -> None:
        """End what runs."""
        if self.running is not None:
            self.running.stop()
            self.running = None
