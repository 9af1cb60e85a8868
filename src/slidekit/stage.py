"""A page in a browser that is driven, and bounded in time. Knows the browser's ways; nothing of what is done with the page."""

from __future__ import annotations

import logging
import os
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit
from urllib.request import url2pathname

from slidekit.browser import driven_arguments, find_browser
from slidekit.diagnostics import Diagnostic, Position
from slidekit.errors import BrowserError, DeckError
from slidekit.lookup import real

if TYPE_CHECKING:
    import psutil
    from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, Route

INSIDE = ("data:", "blob:", "about:")
"""Addresses of what lies in the page itself."""


GOODBYE = 2.0
"""Seconds after a browser's end in which all who wait for it should have heard of that."""

SEALED = ("--host-resolver-rules=MAP * ~NOTFOUND",)
"""No connections are made ahead of requests: those would go past who judges them."""

NO_CALLS = """for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection', 'WebTransport']) {
  const refused = function () { throw new Error(`the page would ask another machine (${name}), and may not`); };
  Object.defineProperty(window, name, { value: refused });
}"""
"""What asks other machines past the page's requests is not there, and says so."""


class Said(NamedTuple):
    """What a page wrote to its console: ``error``, ``warning`` …, or ``exception``; and the address it is about."""

    kind: str
    text: str
    address: str = ""


class Stage:
    """A browser of its own; ``asked`` are the requests that would have left the deck's folder, ``said`` what pages said.

    What links in that folder lead to is loaded if it lies below ``root``.
    """

    def __init__(self, root: Path | None = None) -> None:
        self.root = root
        self.asked: list[str] = []
        self.said: list[Said] = []

    def __enter__(self) -> Stage:
        try:
            import psutil  # noqa: F401 - it is wanted later, when there is no way back
            from playwright.sync_api import Error, sync_playwright
        except ImportError:
            message = "playwright is not installed, which drives the browser: pip install 'slidekit-rst[export]'"
            raise BrowserError(Diagnostic("no-playwright", message)) from None
        executable = find_browser()
        self.failure = Error
        self.folder = tempfile.TemporaryDirectory(prefix="slidekit-", ignore_cleanup_errors=True)
        self.drivers: list[psutil.Process] = []
        self.goodbye: list[threading.Timer] = []
        try:
            self.start(executable, sync_playwright())
        except Error as error:
            self.__exit__()
            raise BrowserError(Diagnostic("no-browser", f"{executable} does not start: {first_line(error)}")) from None
        except BaseException:
            self.__exit__()
            raise
        return self

    def start(self, executable: Path, playwright: Any) -> None:
        """Start what drives the browser, and the browser."""
        import psutil

        before = psutil.Process().children()
        with lent_folder(self.folder.name):
            self.engine: Playwright = playwright.start()
        self.drivers = [each for each in psutil.Process().children() if each not in before]
        self.browser: Browser = self.engine.chromium.launch(
            executable_path=executable,
            args=[*driven_arguments(), *SEALED],
            env={**os.environ, "TMPDIR": self.folder.name},
        )
        self.browser.on("disconnected", lambda _: self.end())

    def end(self) -> None:
        """End the browser by force; and soon what drives it, if somebody still waits then.

        A page that was about to be opened when the browser ended would be waited for without end.
        """
        import psutil

        for driver in self.drivers:
            with suppress(psutil.Error):
                for each in driver.children(recursive=True):
                    with suppress(psutil.Error):
                        each.kill()
        self.goodbye.append(after(GOODBYE, self.end_drivers))

    def end_drivers(self) -> None:
        """End what drives the browser: whoever waits for it is told that it is gone."""
        import psutil

        logging.getLogger("asyncio").setLevel(logging.CRITICAL)  # it would tell of that, too
        for driver in self.drivers:
            with suppress(psutil.Error):
                driver.kill()

    def __exit__(self, *_: object) -> None:
        with suppress(Exception):
            self.browser.close()
        with suppress(Exception):
            self.engine.stop()
        for timer in self.goodbye:
            timer.cancel()
        self.folder.cleanup()

    def open(
        self,
        path: Path,
        view: str = "slides",
        width: int = 1280,
        height: int = 720,
        scheme: str = "light",
        scale: float = 1,
    ) -> Page:
        """A page at its place on the disk, in a profile of its own; nothing outside its folder is loaded.

        A ``scale`` of 2 gives four pixels for each one of its own.
        """
        context = self.browser.new_context(
            viewport={"width": width, "height": height},
            reduced_motion="reduce",
            color_scheme=scheme,  # type: ignore[arg-type]
            device_scale_factor=scale,
            service_workers="block",
        )
        folder = path.parent.as_uri() + "/"
        homes = [real(path.parent), *([real(self.root)] if self.root else [])]

        def judge(route: Route) -> None:
            address = route.request.url
            if address.startswith(INSIDE) or (address.startswith(folder) and lies_in(address, homes)):
                route.continue_()
            else:
                self.asked.append(address)
                route.abort()

        context.set_default_timeout(0)  # `within` bounds it
        context.route("**/*", judge)
        context.add_init_script(NO_CALLS)
        page = context.new_page()
        page.on("console", self.note)
        page.on("pageerror", lambda error: self.said.append(Said("exception", str(error))))
        page.goto(f"{path.as_uri()}?view={view}")
        return page

    def note(self, message: ConsoleMessage) -> None:
        """Note what a page wrote to its console."""
        self.said.append(Said(message.type, message.text, message.location.get("url", "")))

    @contextmanager
    def within(self, seconds: float, what: str, at: Position | None = None) -> Iterator[None]:
        """A block that ends after so many seconds, if need be with the browser. Raises DeckError that names ``what``."""
        late = threading.Event()

        def end() -> None:
            late.set()
            self.end()

        watchdog = after(seconds, end)
        try:
            yield
        except self.failure as error:
            raise self.told(error, what, at, seconds if late.is_set() else 0) from None
        finally:
            watchdog.cancel()
        if late.is_set():
            raise self.told(None, what, at, seconds)

    def told(self, error: Any, what: str, at: Position | None, seconds: float) -> DeckError | BrowserError:
        """What has gone wrong, in words."""
        if seconds:
            message = f"{what} takes longer than {seconds:g} s in the browser"
            return DeckError(Diagnostic("browser-time-limit", message, at))
        said = first_line(error)
        if "crashed" in said:
            return DeckError(Diagnostic("browser-crashed", f"{what} makes the browser crash", at))
        if "closed" in said:
            return BrowserError(Diagnostic("browser-lost", f"the browser ended at {what}"))
        return DeckError(Diagnostic("browser-failed", f"{what} fails in the browser: {said}", at))


def after(seconds: float, act: Callable[[], None]) -> threading.Timer:
    """Do something in so many seconds, unless that is cancelled."""
    timer = threading.Timer(seconds, act)
    timer.daemon = True
    timer.start()
    return timer


def lies_in(address: str, homes: Sequence[Path]) -> bool:
    """Whether a file, all links followed, lies below one of some folders."""
    try:
        there = real(Path(url2pathname(urlsplit(address).path)))
    except ValueError:  # no path can be so
        return False
    return any(there.is_relative_to(home) for home in homes)


@contextmanager
def lent_folder(folder: str) -> Iterator[None]:
    """What is started meanwhile makes its temporary files in a folder; they go with that, however it ends."""
    before = os.environ.get("TMPDIR")
    os.environ["TMPDIR"] = folder
    try:
        yield
    finally:
        if before is None:
            del os.environ["TMPDIR"]
        else:
            os.environ["TMPDIR"] = before


def first_line(error: object) -> str:
    """How an error of the browser's begins, without the name of the call that had it."""
    return str(error).strip().partition("\n")[0].removeprefix("Page.evaluate: ")
