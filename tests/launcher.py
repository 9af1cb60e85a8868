"""Run a command below a small process of its own, and say what it took.

Linux counts as a process's memory what it had before its program began, and that is what whoever started it
has: a test's own process, which grows with every test. This one stays small.
"""

from __future__ import annotations

import os
import sys
import time


def main() -> None:
    """Write exit status, seconds, processor seconds and largest size, in the system's unit, to a file descriptor."""
    told, command = int(sys.argv[1]), sys.argv[2:]
    os.set_inheritable(told, False)
    began = time.monotonic()
    child = os.posix_spawn(command[0], command, os.environ)
    _, status, usage = os.wait4(child, 0)  # with what its own children took
    seconds = time.monotonic() - began
    os.write(told, f"{status} {seconds} {usage.ru_utime + usage.ru_stime} {usage.ru_maxrss}".encode())


if __name__ == "__main__":
    main()
