"""Python, started anew for code that may do anything: bounded in time, heard line by line, ended with all that it started."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator

from slidekit.processes.limits import children


class Interpreter:
    """A module that is run by a Python of its own, given a text, and heard until it ends, its time is over or it is stopped.

    Whatever it has started in its process group ends with it.
    """

    def __init__(self, module: str, arguments: tuple[str, ...], text: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", module, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        children.add(self.process.pid)
        self.heard: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self.late = False
        """Whether its time was over."""
        for work, arguments_of in ((self.give, (text,)), (self.hear, ()), (self.await_end, ())):
            threading.Thread(target=work, args=arguments_of, daemon=True).start()

    def lines(self, seconds: float) -> Iterator[str]:
        """What it writes, line by line; then it is ended. It is told of in one place only."""
        deadline = time.monotonic() + seconds
        try:
            while True:
                left = min(deadline - time.monotonic(), threading.TIMEOUT_MAX)
                line = self.heard.get(timeout=max(0.0, left))
                if line is None:
                    return
                yield line
        except queue.Empty:
            self.late = True
        finally:
            self.kill()
            self.process.wait()
            children.discard(self.process.pid)

    def stop(self) -> None:
        """Let there be no more lines; may be called by any thread."""
        self.heard.put(None)

    def give(self, text: str) -> None:
        """Hand over the text."""
        try:
            if self.process.stdin is not None:
                with self.process.stdin as given:
                    given.write(text.encode())
        except (OSError, ValueError):  # it has ended
            pass

    def hear(self) -> None:
        """Note what it writes."""
        try:
            if self.process.stdout is not None:
                with self.process.stdout as said:
                    for line in said:
                        self.heard.put(line.decode("utf-8", "replace"))
        except (OSError, ValueError):
            pass
        self.heard.put(None)

    def await_end(self) -> None:
        """When it has ended, end what it has started: that may hold its output, and would be listened to for ever."""
        if not hasattr(os, "waitid"):
            return
        try:
            os.waitid(os.P_PID, self.process.pid, os.WEXITED | os.WNOWAIT)  # its number stays its own
        except ChildProcessError:
            return
        self.kill()

    def kill(self) -> None:
        """Kill it and its process group."""
        if self.process.returncode is not None:
            return
        try:
            if hasattr(os, "killpg"):
                os.killpg(self.process.pid, signal.SIGKILL)
            else:
                self.process.kill()
        except (ProcessLookupError, PermissionError):
            pass
