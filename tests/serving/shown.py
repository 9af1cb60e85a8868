"""A talk on a stage without a server: real files, real children, and a viewer who believes what he is told."""

from __future__ import annotations

import asyncio
import re
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from slidekit.processes.nursery import Nursery
from slidekit.serving.builds import Means
from slidekit.serving.reading import open_edition
from slidekit.serving.session import Session
from slidekit.serving.watching import Watch

ITEM = re.compile(
    r"(?:<template class=\"slide-hidden\">)?<section class=\"slide.*?(?=(?:<template class=\"slide-hidden\">)?<section class=\"slide|</main>)",
    re.DOTALL,
)
NUMBER = re.compile(r"aria-label=\"\d+")
PATIENCE = 60.0


class Stage:
    """The works of a server, on a loop in a thread of its own."""

    def __init__(self) -> None:
        started = threading.Event()

        def run() -> None:
            self.loop = asyncio.new_event_loop()
            self.loop.call_soon(started.set)
            self.loop.run_forever()
            self.loop.close()

        self.thread = threading.Thread(target=run, daemon=True)
        self.thread.start()
        started.wait()
        self.sessions: list[Session] = []
        self.nursery = Nursery("slidekit.serving.reading")
        self.seconds = 20.0
        """How long a reading may take."""
        self.watch = Watch(lambda paths: self.loop.call_soon_threadsafe(self.changed, paths))
        self.means = Means(self.loop, self.nursery, self.watch, lambda _: (600, self.seconds))

    def changed(self, paths: frozenset[str]) -> None:
        for session in self.sessions:
            session.builds.changed(paths)

    def ask(self, question: Callable[[], Any]) -> Any:
        """What something gives on the loop."""
        answer: list[Any] = []
        done = threading.Event()

        def run() -> None:
            try:
                answer.append(question())
            finally:
                done.set()

        self.loop.call_soon_threadsafe(run)
        assert done.wait(PATIENCE), "the loop is stuck"
        return answer[0]

    def serve(self, talk: Path, **said: Any) -> Served:
        return Served(self, talk, said)

    def close(self) -> None:
        for session in self.sessions:
            self.ask(session.close)
        self.watch.close()
        self.nursery.close()
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()


class Served:
    """A talk that is served, and everything that was said of it."""

    def __init__(self, stage: Stage, talk: Path, said: dict[str, Any]) -> None:
        self.stage, self.talk, self.overrides = stage, talk, said
        self.terminal: list[str] = []
        self.messages: list[dict[str, Any]] = []
        self.session: Session = stage.ask(self.start)
        self.until(lambda session: session.edition is not None or session.errors)
        self.viewer = Viewer(stage.ask(self.session.shown).decode())
        self.messages.clear()

    def start(self) -> Session:
        session = Session(self.talk, self.overrides, self.stage.means, say=self.terminal.append)
        session.listener = self.hear
        self.stage.sessions.append(session)
        return session

    def hear(self, message: dict[str, Any]) -> None:
        self.messages.append(message)
        if hasattr(self, "viewer"):
            self.viewer.hear(message, self.session)

    def until(self, truth: Callable[[Session], Any]) -> None:
        """Wait until something holds of the session."""
        end = time.monotonic() + PATIENCE
        while not self.stage.ask(lambda: truth(self.session)):
            assert time.monotonic() < end, f"it never came true: {self.terminal}"
            time.sleep(0.01)

    def until_shown(self, text: str) -> None:
        """Wait until a text is in the page."""
        self.until(lambda session: text.encode() in session.shown())

    def until_right(self) -> None:
        """Wait until what is shown is what a fresh reading of the files gives; say how it differs if it never is."""
        end = time.monotonic() + PATIENCE
        while True:
            fresh = open_edition({}, self.talk, self.overrides)
            shown, errors, page = self.stage.ask(
                lambda: (self.session.edition, self.session.errors, self.session.shown())
            )
            viewer = self.viewer.items
            wrong = []
            if errors != fresh.errors:
                wrong.append(("errors", errors, fresh.errors))
            elif fresh.edition is not None:
                wrong += [
                    (name, ours, theirs)
                    for name, ours, theirs in zip(fresh.edition._fields, shown, fresh.edition, strict=True)
                    if ours != theirs
                ]
                if viewer != items_of(fresh.edition.page().decode()):
                    wrong.append(("viewer", viewer, items_of(page.decode())))
            if not wrong:
                return
            assert time.monotonic() < end, wrong
            time.sleep(0.02)

    def close(self) -> None:
        self.stage.ask(self.session.close)
        self.stage.sessions.remove(self.session)


class Viewer:
    """A page that does what messages tell it: its items, as HTML without their numbers."""

    def __init__(self, page: str) -> None:
        self.version = ""
        self.reloads = 0
        self.load(page)

    def load(self, page: str) -> None:
        found = re.search(r'data-live="([^"]*)"', page)
        self.version = found[1] if found else ""
        self.items = items_of(page)

    def hear(self, message: dict[str, Any], session: Session) -> None:
        if message.get("stale"):
            message = session.join(self.version) or {}
        if message.get("reload"):
            self.reloads += 1
            self.load(session.shown().decode())
            return
        if "version" not in message:
            return
        assert message["from"] in {self.version, None}
        self.version = message["version"]
        change = message.get("slides")
        if change is not None:
            old = self.items
            new = [old[item] if isinstance(item, int) else plain(item) for item in change["items"]]
            self.items = [*old[: change["start"]], *new, *old[change["end"] :]]
        if "ids" in message:
            self.items = [
                re.sub(r'" id="[^"]*"', f'" id="{name}"', item, count=1)
                for item, name in zip(self.items, message["ids"], strict=True)
            ]


def save(path: Path, content: str | bytes) -> None:
    """Save as by an editor that renames: nobody ever reads a file that is half written."""
    whole = path.with_name(f"{path.name}~")
    whole.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    whole.replace(path)


def items_of(page: str) -> list[str]:
    """The items of a page."""
    body = page.partition("<main>\n")[2]
    return [plain(item) for item in ITEM.findall(body)]


def plain(item: str) -> str:
    """An item without what its place makes of it."""
    bare = item.replace("<script>slidekit.first()</script>\n", "").replace(" is-current", "", 1)
    return NUMBER.sub('aria-label="N', bare, count=1)
