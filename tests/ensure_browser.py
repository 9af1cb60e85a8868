"""Makes sure that the tests have a browser: finds one, or installs one. Run by ``make test``."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from slidekit.browser import SETTING, find_browser
from slidekit.errors import BrowserError

Command = tuple[str, ...]

SECONDS_TO_INSTALL = 900
HELP = f"""\
There is no browser for the tests, and none could be installed. Do one of these, then try again:
  - install Chrome, Chromium or Edge (Debian: apt-get install chromium; macOS: brew install --cask chromium)
  - {sys.executable} -m playwright install chromium
  - set ${SETTING} to the path of one you have
"""


def main() -> int:
    """Say which browser the tests will use; 3 if there is none."""
    try:
        print(f"browser: {ensure_browser()}", flush=True)
    except BrowserError as error:
        print(f"{error}\n{HELP}", file=sys.stderr, flush=True)
        return error.exit_code
    return 0


def ensure_browser() -> Path:
    """The browser that is there, else the one that the first working way of installing brings."""
    if os.environ.get(SETTING):
        return find_browser()
    nothing_to_do: tuple[Command, ...] = ()
    for way in (nothing_to_do, apt_commands(), playwright_commands()):
        if all(succeeds(command) for command in way):
            try:
                return find_browser()
            except BrowserError:
                continue
    return find_browser()


def apt_commands() -> Iterator[Command]:
    """Debian's package, as root or where sudo asks for no password."""
    if shutil.which("apt-get") is None:
        return
    become_root: Command = ()
    if os.geteuid() != 0:
        become_root = ("sudo", "-n")
        yield (*become_root, "true")
    apt_get = (*become_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", "Acquire::Retries=3")
    yield (*apt_get, "update")
    yield (*apt_get, "install", "-y", "chromium")


def playwright_commands() -> Iterator[Command]:
    """Playwright's own build, into its cache in the home folder."""
    if importlib.util.find_spec("playwright") is not None:
        yield (sys.executable, "-m", "playwright", "install", "chromium")


def succeeds(command: Command) -> bool:
    """Run a command that may be missing, and say which one."""
    print("browser: none yet;", " ".join(command), flush=True)
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, timeout=SECONDS_TO_INSTALL, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        print(f"browser: {error}", flush=True)
        return False
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
