"""Which Chromium this machine has. Installs nothing and opens no page."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from slidekit.diagnostics import Diagnostic
from slidekit.errors import BrowserError

SETTING = "SLIDEKIT_BROWSER"
"""The environment variable that names the browser; it is taken at its word."""

COMMANDS = (
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "chromium",
    "chromium-browser",
    "microsoft-edge",
    "microsoft-edge-stable",
    "msedge",
)
APPLICATIONS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
PLAYWRIGHT_CACHES = ("~/.cache/ms-playwright", "~/Library/Caches/ms-playwright")
PLAYWRIGHT_BROWSERS = ("chrome-linux*/chrome", "chrome-mac*/*.app/Contents/MacOS/*")

UNWANTED = (
    # What nobody sees in a headless window, and what took most of the time of opening one: two pages for the list
    # below the address, and a process kept ready for the next page.
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxFullPopup",
    "SpareRendererForSitePerProcess",
    # Playwright's own list, which is not heard where another one follows it.
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
)
"""Features of a browser that nobody looks at, and that are not waited for; an unknown name is passed over."""

SECONDS_TO_ANSWER = 20
"""A browser that takes longer to say its version is taken for broken; a first start can be slow."""


def find_browser() -> Path:
    """The first browser that answers ``--version``: the one that was set, else one of this machine's."""
    setting = os.environ.get(SETTING, "")
    if setting:
        return find_set_browser(setting)
    for browser in candidates():
        if answers(browser):
            return browser
    message = f"no Chrome, Chromium or Edge answers; install one, or name it in ${SETTING}"
    raise BrowserError(Diagnostic("no-browser", message))


def find_set_browser(setting: str) -> Path:
    """The browser that the environment names, as a path or as a command."""
    found = shutil.which(setting)
    if found is None or not answers(Path(found)):
        raise BrowserError(Diagnostic("no-browser", f"${SETTING} is {setting!r}, which answers no --version"))
    return Path(found)


def candidates() -> Iterator[Path]:
    """Where a browser may be, the likeliest first; playwright's own come last, the newest of them first."""
    for command in COMMANDS:
        found = shutil.which(command)
        if found is not None:
            yield Path(found)
    for application in APPLICATIONS:
        if Path(application).exists():
            yield Path(application)
    for cache in (os.environ.get("PLAYWRIGHT_BROWSERS_PATH", ""), *PLAYWRIGHT_CACHES):
        if cache:
            builds = Path(cache).expanduser().glob("chromium-*")
            for build in sorted(builds, key=build_number, reverse=True):
                for browser in PLAYWRIGHT_BROWSERS:
                    yield from build.glob(browser)


def build_number(build: Path) -> int:
    """The number in the name of playwright's folder: ``chromium-1200`` → 1200."""
    number = build.name.removeprefix("chromium-")
    return int(number) if number.isdecimal() else 0


def answers(browser: Path) -> bool:
    """Whether the program starts and says its version within its time."""
    try:
        done = subprocess.run(
            [browser, "--version"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=SECONDS_TO_ANSWER,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def launch_arguments() -> tuple[str, ...]:
    """What a browser must be told on this account: Chromium's sandbox refuses to run as root."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return ("--no-sandbox",) if is_root else ()


def driven_arguments() -> tuple[str, ...]:
    """What a browser must be told besides if a program drives it, and nobody sees its window."""
    return (*launch_arguments(), f"--disable-features={','.join(UNWANTED)}")
