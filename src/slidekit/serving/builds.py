"""When a served talk is read again, and by which child. Knows no page and no viewer.

Everything here runs on the server's loop, and nothing in it waits: reading is done by children of the nursery. One of
them holds the talk as it was read last and passes over to the next text by the touched slides; another reads the
talk whole, after each change that the first cannot follow and after each pause, and then takes the first one's place.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from slidekit.diagnostics import Position
from slidekit.errors import SlidekitError
from slidekit.lookup import MARKS
from slidekit.options import Overrides
from slidekit.processes.worker import CrashError, unpack
from slidekit.serving import reading
from slidekit.serving.editions import Change, Edition, Trouble

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop, TimerHandle

    from slidekit.processes.nursery import Child, Nursery
    from slidekit.serving.watching import Watch

PAUSE = 0.25
"""Seconds without a save after which a quick pass is proved by a whole reading."""
SETTLE = 0.15
"""Seconds without a change after which a burst of changed files is over,"""
BURST = 2.0
"""or so many after its beginning."""
SOON = 0.5
"""Seconds after a change in other files within which the next one may belong to the same burst."""
CUT = 0.12
"""Seconds that a text may end before its end: somebody is still writing it."""
ABSENT = 1.0
"""Seconds that a file may be away, or empty: somebody is replacing it."""
REST = 30.0
"""Seconds without a viewer after which the child that holds a talk may go."""
LOOK = 0.05
"""Seconds between two looks for a file that is away."""
GRACE = 2.0
"""Seconds beyond its limit after which a child that does not answer is killed."""
TICKS = 20_000_000
"""Nanoseconds by which a file's time may lie before the clock's."""
CLOSE = 10_000_000
"""The same, where to be wrong costs a reading."""


class Means(NamedTuple):
    """What readings need of the server; ``limits`` gives megabytes and seconds that reading a talk may take."""

    loop: AbstractEventLoop
    nursery: Nursery
    watch: Watch
    limits: Callable[[Path], tuple[int, float]]


class Reader(Protocol):
    """Who is told what came of it."""

    def is_part(self, text: str) -> bool: ...
    def opened(self, edition: Edition, proves: bool) -> None: ...
    def stepped(self, change: Change) -> None: ...
    def failed(self, errors: tuple[Trouble, ...]) -> None: ...


class Builds:
    """The readings of one talk. Saves are counted: what was read is known to be as new as some save."""

    def __init__(self, talk: Path, said: Overrides, means: Means, reader: Reader) -> None:
        self.talk, self.said, self.means, self.reader = talk, said, means, reader
        own = os.path.abspath(talk)  # noqa: PTH100 - with its symbolic links
        self.sources = frozenset({own, os.path.realpath(talk)})
        self.wanted: frozenset[str] = frozenset()
        """Files whose change matters, whether they exist or not."""
        self.there: frozenset[str] = frozenset()
        """Those that existed when the talk was read last."""
        self.saves = self.elsewhere = 1
        """How many saves there were, and the last that changed something else than the talk."""
        self.shown = 0
        """The save that is shown."""
        self.count = 0
        """Whole readings so far."""
        self.quick: Child | None = None
        self.asked = 0
        """The save for which the quick child is at work."""
        self.alone = True
        """Nobody looks at the talk."""
        self.full: Child | None = None
        self.full_save, self.proves = 0, False
        self.again = self.closed = self.died = False
        self.timers: dict[str, TimerHandle] = {}
        self.away_since = self.burst_since = self.opened_at = 0.0
        self.look_at(())
        self.open(proves=False)

    def changed(self, paths: frozenset[str]) -> None:
        """Files have changed."""
        mine = paths & self.wanted
        if not mine or self.closed:
            return
        self.saves += 1
        self.stop("prove")
        if mine <= self.sources:
            self.consider()
            return
        self.elsewhere = self.saves
        now = time.monotonic()
        if "settle" not in self.timers:
            self.burst_since = now
        if len(mine) > 2 or "settle" in self.timers or now - self.opened_at < SOON:
            self.later("settle", SETTLE if now - self.burst_since < BURST else 0.0, self.consider)
        else:
            self.consider()

    def attend(self, alone: bool) -> None:
        """Somebody has begun to look at the talk, or everybody has gone; then nothing need be held ready for long."""
        self.alone = alone
        if alone:
            self.later("rest", REST, self.drop_quick)
            return
        self.stop("rest")
        if self.quick is None and self.full is None:
            self.open(proves=self.shown == self.saves)

    def consider(self) -> None:
        """Take the shortest way to what the files say now."""
        if "settle" in self.timers or self.is_away():
            return
        if self.quick is None or self.elsewhere > self.shown:
            self.open(proves=False)
        elif self.asked:
            self.again = True
        else:
            if self.full is not None and self.proves:
                self.drop_full()
            self.ask(settled=False)

    def is_away(self) -> bool:
        """Whether a file that was there is missing, or the talk is empty: for a moment, that is somebody's way to save."""
        if all(map(os.path.exists, self.there)) and any(map(has_text, self.sources)):
            self.away_since = 0.0
            return False
        now = time.monotonic()
        self.away_since = self.away_since or now
        if now - self.away_since > ABSENT:
            return False
        self.later("away", LOOK, self.consider)
        return True

    def ask(self, settled: bool) -> None:
        """Let the child that holds the talk pass over to its new text."""
        if self.quick is None or self.asked:
            self.consider()
            return
        self.stop("cut")
        self.asked = self.saves
        megabytes, seconds = self.means.limits(self.talk)
        self.quick.submit(reading.advance, self.talk, settled, megabytes=2 * megabytes, seconds=seconds)
        self.later("quick", seconds + GRACE, self.lose_quick)

    def open(self, proves: bool) -> None:
        """Read the talk whole, in a new child; ``proves`` says that what is shown is thought to be right already."""
        if self.full is not None and not self.proves:
            self.again = True
            return
        self.drop_full()
        self.stop("prove")
        try:
            child = self.means.nursery.child()
        except OSError:  # no descriptor is free
            self.later("away", ABSENT, self.consider)
            return
        self.count += 1
        self.opened_at = time.monotonic()
        self.full_save, self.proves = self.saves, proves
        self.full = child
        megabytes, seconds = self.means.limits(self.talk)
        child.submit(reading.open_edition, self.talk, self.said, megabytes=megabytes, seconds=seconds)
        self.means.loop.add_reader(child.line.fileno(), self.answered, child)
        self.later("full", seconds + GRACE, lambda: self.opened(child, "time", None))

    def answered(self, child: Child) -> None:
        """A child has said something, or has ended."""
        answers = child.answers()
        if answers is None and child is self.quick:
            self.lose_quick()
        elif answers is None:
            self.died_of(child)
        for kind, value in answers or ():
            if child is self.full:
                self.opened(child, kind, value)
            elif child is self.quick:
                self.advanced(kind, value)

    def died_of(self, child: Child) -> None:
        """A whole reading was killed: by its own timer, or, as far as can be known, for its memory; once may be chance."""
        megabytes, seconds = self.means.limits(self.talk)
        if time.monotonic() - self.opened_at >= seconds:
            self.opened(child, "time", None)
        elif self.died:
            self.opened(child, "memory", megabytes)
        else:
            self.drop_full()
            self.open(self.proves)
            self.died = True

    def opened(self, child: Child, kind: str, value: Any) -> None:
        """A whole reading has ended."""
        self.stop("full")
        save, proves, self.full, self.died = self.full_save, self.proves, None, False
        found = self.outcome(kind, value)
        if found.edition is None and self.is_away():  # it was read just then
            self.drop(child)
            return
        doubtful = found.edition is None or self.reader.is_part(found.edition.text)
        if doubtful and found.began and self.has_changed(found.began):
            self.drop(child)  # it was being written just then
            self.saves += 1
            self.consider()
            return
        newer = self.look_at(found.looked, found.began)
        if found.learned:
            self.means.nursery.keep("stock", found.learned, 4 * len(found.edition.items) + 100 if found.edition else 0)
        self.means.nursery.prepare(reading.exercise)
        self.drop_quick()
        self.shown = max(self.shown, save)
        if found.edition is None:
            self.drop(child)
            self.reader.failed(found.errors)
        else:
            self.quick = child
            self.reader.opened(found.edition, proves)
            if self.alone:
                self.attend(alone=True)
        again, self.again = self.again, False
        if newer:
            self.saves += 1
            self.elsewhere = self.saves
        if again or self.saves > self.shown:
            self.consider()

    def outcome(self, kind: str, value: Any) -> reading.Opened:
        """What a whole reading gave; whatever went wrong with it is an error of the talk's, or says that it is ours."""
        try:
            return unpack(kind, value, Position(self.talk), self.means.limits(self.talk)[1])  # type: ignore[no-any-return]
        except SlidekitError as error:
            errors = reading.troubles(error.diagnostics)
        except CrashError as error:
            errors = (Trouble("error", f"{self.talk}: a fault of slidekit's, not of the talk's\n{error}"),)
        return reading.Opened(None, errors, tuple(self.wanted), 0)

    def advanced(self, kind: str, value: Any) -> None:
        """A quick pass has ended."""
        self.stop("quick")
        save, self.asked = self.asked, 0
        again, self.again = self.again, False
        if kind == "time":  # a whole reading would take longer still
            self.drop_quick()
            self.shown = max(self.shown, save)
            self.reader.failed(self.outcome(kind, value).errors)
            if again or self.saves > save:
                self.consider()
            return
        how, change = value if kind == "result" else ("slow", None)
        if how == "slow":
            self.drop_quick()
            self.open(proves=False)
            return
        if how == "cut" and not again:
            self.later("cut", CUT, lambda: self.ask(settled=True))
            return
        if change is not None:
            self.reader.stepped(change)
        self.shown = max(self.shown, save)
        if again or self.saves > save:
            self.consider()
        else:
            self.later("prove", PAUSE, lambda: self.open(proves=True))

    def has_changed(self, began: int) -> bool:
        """Whether the talk itself has changed since it was read."""
        return any(changed_since(path, began - CLOSE) for path in self.sources)

    def lose_quick(self) -> None:
        """The child that holds the talk is of no use any more."""
        self.drop_quick()
        if self.saves > self.shown:
            self.open(proves=False)

    def look_at(self, looked: tuple[str, ...], began: int = 0) -> bool:
        """Watch these files and the talk's own; whether one that was not watched until now has changed since it was read."""
        marks = [mark for mark in MARKS if mark != ".git"]
        own = [str(folder / mark) for folder in self.talk.absolute().parents[:4] for mark in marks]
        before = self.wanted
        names = {*self.sources, *own, *looked}
        self.wanted = frozenset(name for each in names for name in (os.path.abspath(each), os.path.realpath(each)))  # noqa: PTH100
        self.there = frozenset(filter(os.path.isfile, self.wanted))
        self.means.watch.look_at(self, self.wanted)
        return bool(began) and any(changed_since(path, began - TICKS) for path in self.wanted - before)

    def close(self) -> None:
        """End all that was begun."""
        self.closed = True
        self.means.watch.forget(self)
        for name in list(self.timers):
            self.stop(name)
        self.drop_quick()
        self.drop_full()

    def drop_quick(self) -> None:
        """End the child that holds the talk."""
        self.stop("quick")
        self.stop("cut")
        self.drop(self.quick)
        self.quick, self.asked = None, 0

    def drop_full(self) -> None:
        """End a whole reading."""
        self.stop("full")
        self.drop(self.full)
        self.full = None

    def drop(self, child: Child | None) -> None:
        """End a child."""
        if child is not None and child.line.fileno() >= 0:
            self.means.loop.remove_reader(child.line.fileno())
            child.kill()

    def later(self, name: str, delay: float, act: Callable[[], None]) -> None:
        """Do something later, unless it is stopped; one thing of a name at a time."""
        self.stop(name)

        def run() -> None:
            self.timers.pop(name, None)
            act()

        self.timers[name] = self.means.loop.call_later(delay, run)

    def stop(self, name: str) -> None:
        """Do it not."""
        timer = self.timers.pop(name, None)
        if timer is not None:
            timer.cancel()


def has_text(path: str) -> bool:
    """Whether there is a file with something in it."""
    try:
        return os.stat(path).st_size > 0  # noqa: PTH116 - a path as text
    except OSError:
        return False


def changed_since(path: str, when: int) -> bool:
    """Whether a file has changed after a time, in nanoseconds since 1970."""
    try:
        return os.stat(path).st_ctime_ns > when  # noqa: PTH116 - a path as text
    except OSError:
        return False
