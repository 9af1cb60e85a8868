from __future__ import annotations

import os
import pickle
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from slidekit.diagnostics import Diagnostic
from slidekit.errors import DeckError
from slidekit.processes import nursery as nurseries
from slidekit.processes.nursery import Child, Nursery

PATIENCE = 99.0


def warm() -> None:
    """What a nursery calls before it forks: this file is its module.

    A child has long for saying that its time is over: on a busy machine the system would end it before.
    """
    nurseries.GRACE = PATIENCE


def remember(memory: dict[str, Any], word: str) -> list[str]:
    """Add a word to what the child remembers."""
    memory.setdefault("words", []).append(word)
    return [*memory.get("kept", {}), *memory["words"]]


def loop_for_ever(memory: dict[str, Any]) -> None:
    """What a hostile talk makes of a reader."""
    while True:
        memory.clear()


def refuse(memory: dict[str, Any]) -> None:
    """A talk's fault."""
    raise DeckError(Diagnostic("bad", f"no {len(memory)}"))


def trip(memory: dict[str, Any]) -> None:
    """A fault of ours."""
    raise KeyError(len(memory))


def number(memory: dict[str, Any]) -> int:
    """Which process this is."""
    return os.getpid() + len(memory.get("words", ()))


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    """A nursery whose children know the functions of this file."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
        found = Nursery("test_nursery")
        yield found
        found.close()


@pytest.fixture
def make(nursery: Nursery) -> Iterator[Callable[[], Child]]:
    """Makes children, which end with the test."""
    found: list[Child] = []

    def child() -> Child:
        found.append(nursery.child())
        return found[-1]

    yield child
    for each in found:
        each.kill()


def ask(child: Child, function: Callable[..., Any], *arguments: Any, seconds: float = PATIENCE) -> tuple[str, Any]:
    """What a child answers."""
    child.submit(function, *arguments, megabytes=600, seconds=seconds)
    return answer_of(child)


def answer_of(child: Child) -> tuple[str, Any]:
    """The next answer of a child; ``ended`` if there will be none."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        select.select([child.line], [], [], 1)
        found = child.answers()
        if found is None:
            return "ended", None
        if found:
            return found[0]
    pytest.fail("the child does not answer")


def test_a_child_remembers_and_another_does_not(make):
    """What one child holds is its own."""
    one, other = make(), make()

    assert ask(one, remember, "a") == ("result", ["a"])
    assert ask(one, remember, "b") == ("result", ["a", "b"])
    assert ask(other, remember, "c") == ("result", ["c"])


def test_later_children_begin_with_what_is_kept(nursery, make):
    """Entries are added until there are too many; then it begins anew."""
    nursery.keep("kept", pickle.dumps({"x": "1"}), 2)
    nursery.keep("kept", pickle.dumps({"y": "2"}), 2)
    child = make()
    assert ask(child, remember, "a") == ("result", ["x", "y", "a"])

    nursery.keep("kept", pickle.dumps({"z": "3"}), 2)
    child = make()
    assert ask(child, remember, "a") == ("result", ["z", "a"])


def test_failures_are_answers(make):
    """The talk's fault and ours are told apart; neither ends the child."""
    child = make()
    kind, error = ask(child, refuse)

    assert (kind, error.diagnostics[0].code) == ("failure", "bad")
    kind, text = ask(child, trip)
    assert kind == "crash"
    assert "KeyError" in text


def test_time_that_is_over_ends_the_child(make):
    """Work without an end is stopped at its limit."""
    child = make()

    assert ask(child, loop_for_ever, seconds=0.2)[0] == "time"
    assert answer_of(child) == ("ended", None)


def test_a_killed_child_is_gone(make):
    """Whatever it does, it ends; nothing of it is left, not even for the system to remember."""
    child = make()
    pid = ask(child, number)[1]
    child.submit(loop_for_ever, megabytes=600, seconds=PATIENCE)
    child.kill()

    assert gone(pid)


def test_a_nursery_that_died_is_started_again(nursery, make):
    """Memory may run out in it, too."""
    assert nursery.process is not None
    os.kill(nursery.process.pid, signal.SIGKILL)
    nursery.process.wait()
    child = make()

    assert ask(child, remember, "a")[0] == "result"


def test_closing_a_nursery_ends_its_children(nursery, make):
    """With the nursery they lose whom they work for."""
    child = make()
    pid = ask(child, number)[1]
    child.submit(loop_for_ever, megabytes=600, seconds=PATIENCE)
    nursery.close()
    nursery.start()

    assert gone(pid)


def gone(pid: int) -> bool:
    """Whether a process ends; one that only waits for its parent to hear of it has."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        said = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout
        if not said.strip() or said.startswith("Z"):
            return True
        time.sleep(0.05)
    return False
