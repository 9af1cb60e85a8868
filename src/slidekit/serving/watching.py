"""Which files have changed: watchfiles on the folders of the files that matter. Knows no talk. The only importer of watchfiles.

Folders are watched, not files: a save by rename, a file that was deleted and comes again, and one that is not there
yet are seen in them. What no event tells - a folder that was replaced, a disk that sends none - is seen by the
files' own marks, looked at a few times a second.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import NamedTuple

from watchfiles import watch

HOT = 5
"""Milliseconds between two looks for events while somebody writes; each second of that takes 1 % of a core."""
COLD = 20
"""The same when nothing has changed for `REST` seconds."""
REST = 4.0
DEBOUNCE = 50
"""Milliseconds that events are gathered at most."""
TICK = 250
"""Milliseconds between two looks at the files themselves."""
LOOKS = 400
"""Files that are looked at in one tick; of more than that, these in turn."""

ABOVE = 3
"""Folders that are watched for a file: its own, and those above it."""

Stamp = tuple[int, int, int, int] | None
"""What of a file changes with it, its times among them; none where there is none."""


class Round(NamedTuple):
    """One run of watchfiles: what it watches, and what ends it."""

    folders: frozenset[tuple[str, int]]
    step: int
    stop: threading.Event


class Watch:
    """Tells of changes to files, from a thread of its own; ``tell`` is called there, with their paths."""

    def __init__(self, tell: Callable[[frozenset[str]], None]) -> None:
        self.tell = tell
        self.lock = threading.Lock()
        self.paths: dict[object, frozenset[str]] = {}
        self.marks: dict[str, Stamp] = {}
        self.turn = 0
        self.round: Round | None = None
        self.quiet = 0.0
        self.ended = False

    def look_at(self, asker: object, paths: Iterable[str]) -> None:
        """What matters to one asker from now on, existing or not; whatever else it asked for is forgotten."""
        with self.lock:
            wanted = frozenset(names_of(paths))
            if self.paths.get(asker) == wanted:
                return
            self.paths[asker] = wanted
            everything = frozenset().union(*self.paths.values())
            self.marks = {path: self.marks[path] if path in self.marks else stamp(path) for path in everything}
            step = self.round.step if self.round else COLD
        self.begin(step)

    def forget(self, asker: object) -> None:
        """Nothing matters to an asker any more."""
        with self.lock:
            self.paths.pop(asker, None)

    def close(self) -> None:
        """End it."""
        self.ended = True
        if self.round is not None:
            self.round.stop.set()

    def begin(self, step: int) -> None:
        """Watch the folders as they are now; the round before ends when the new one is on its way."""
        with self.lock:
            before = self.round
            folders = frozenset(folders_of(self.marks))
            if self.ended or (before is not None and before.folders == folders and before.step <= step):
                return
            self.round = Round(folders, step, threading.Event())
        threading.Thread(target=self.run, args=(self.round, before), daemon=True, name="slidekit-watch").start()

    def run(self, now: Round, before: Round | None) -> None:
        """One round, until it is told to stop."""
        try:
            events = watch(
                *(folder for folder, _ in now.folders),
                watch_filter=None,
                debounce=DEBOUNCE,
                step=now.step,
                rust_timeout=TICK,
                yield_on_timeout=True,
                stop_event=now.stop,
                raise_interrupt=False,
                recursive=False,
                ignore_permission_denied=True,
            )
            for changes in events:
                if before is not None:
                    before.stop.set()
                self.hear(frozenset(path for _, path in changes))
        except (
            OSError,
            RuntimeError,
        ):  # a folder has just gone, or the system watches no more: the files' own marks tell
            if before is not None:
                before.stop.set()
            while not now.stop.wait(TICK / 1000):
                self.hear(frozenset())
        finally:
            if before is not None:
                before.stop.set()

    def hear(self, changed: frozenset[str]) -> None:
        """Tell of what matters among changed paths, and of what has changed without an event."""
        found = self.relevant(changed) | self.look()
        if found:
            self.quiet = 0.0
            self.tell(found)
            self.begin(HOT)  # a folder may be another one now
        elif not changed:
            self.quiet += TICK / 1000
            if self.quiet > REST and self.round is not None and self.round.step == HOT:
                self.cool()
            elif self.round is not None:
                self.begin(self.round.step)

    def cool(self) -> None:
        """Look for events less often."""
        with self.lock:
            before = self.round
            if before is None or self.ended:
                return
            self.round = before._replace(step=COLD, stop=threading.Event())
        threading.Thread(target=self.run, args=(self.round, before), daemon=True, name="slidekit-watch").start()

    def relevant(self, changed: frozenset[str]) -> frozenset[str]:
        """What matters of changed paths: files that were asked for, and those in folders that have come or gone."""
        with self.lock:
            found = set()
            for path in changed:
                if path in self.marks:
                    found.add(path)
                    self.marks[path] = stamp(path)
                else:
                    below = path + os.sep
                    found.update(name for name in self.marks if name.startswith(below))
            return frozenset(found)

    def look(self) -> frozenset[str]:
        """The files whose marks are not what they were."""
        with self.lock:
            names = list(self.marks)
            if len(names) > LOOKS:
                self.turn = (self.turn + LOOKS) % len(names)
                names = (names[self.turn :] + names[: self.turn])[:LOOKS]
            found = set()
            for name in names:
                now = stamp(name)
                if now != self.marks[name]:
                    self.marks[name] = now
                    found.add(name)
            return frozenset(found)


def stamp(path: str) -> Stamp:
    """What of a file changes with it; its change time cannot be set back."""
    try:
        found = os.stat(path)  # noqa: PTH116 - a path as text, many times a second
    except OSError:
        return None
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino


def names_of(paths: Iterable[str]) -> Iterable[str]:
    """Each path as it was asked for, and as it is with all symbolic links followed: either may be told of."""
    for path in paths:
        yield os.path.abspath(path)  # noqa: PTH100 - a path as text
        yield os.path.realpath(path)


def folders_of(paths: Iterable[str]) -> set[tuple[str, int]]:
    """The folders to watch for some files, each with what tells it from another of its name.

    They are the folders that the files are in, or the nearest there are, and a few above them: one that is renamed or
    comes into being is seen in the one above.
    """
    found: dict[str, int] = {}
    for name in {os.path.dirname(path) for path in paths}:  # noqa: PTH120 - a path as text
        folder, left = name, ABOVE
        while left and folder not in found and os.path.dirname(folder) != folder:  # noqa: PTH120 - what happens in / is nobody's talk
            with suppress(OSError):
                found[folder] = os.stat(folder).st_ino  # noqa: PTH116 - a path as text
                left -= 1
            folder = os.path.dirname(folder)  # noqa: PTH120 - a path as text
    return set(found.items())
