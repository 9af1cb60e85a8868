"""A plan, run: what came of each case. The code runs in a process of its own, never here."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from slidekit.examples.plan import Case, Planned
from slidekit.processes.interpreter import Interpreter

SECONDS = 60.0
"""How long all code of a talk may take, if nobody says otherwise."""


class Result(NamedTuple):
    """What came of a case.

    ``state``: ok, failed, raised (an exception that was not expected), skipped, broken (no code), time, ended (the
    process with it), lost (not run, because of that), cut (its shell had ended), flood (a command wrote without end), unready (not run, because the setup failed).
    """

    case: Case
    state: str
    got: str = ""

    @property
    def is_failure(self) -> bool:
        """Whether something is wrong with it."""
        return self.state not in ("ok", "skipped")


def run(planned: Planned, talk: Path, seconds: float | None = None, paths: tuple[str, ...] = ()) -> list[Result]:
    """Run a plan in the talk's folder, which is where modules are looked for first, then at ``paths``; what setups and cleanups say is told only where they fail."""
    cases = planned.cases
    states: dict[int, Result] = {}
    for case in cases:
        if case.broken:
            states[case.number] = Result(case, "broken", case.broken)
        elif case.skipped:
            states[case.number] = Result(case, "skipped")
    left = [[step_of(case) for case in group if case.number not in states] for group in planned.groups.values()]
    if any(left):
        folder = str(talk.absolute().parent)
        groups = [steps for steps in left if steps]
        shells = any(step["mode"] == "shell" for steps in groups for step in steps)
        with TemporaryDirectory(prefix="slidekit-", ignore_cleanup_errors=True) if shells else nullcontext("") as shell:
            job = json.dumps({"folder": folder, "paths": [folder, *paths], "shell": shell, "groups": groups})
            hear(job, cases, states, SECONDS if seconds is None else seconds)
    found = [states.get(case.number) or Result(case, "lost") for case in cases]
    return [result for result in found if result.case.role == "test" or result.is_failure]


def hear(job: str, cases: list[Case], states: dict[int, Result], seconds: float) -> None:
    """Run a job, and note what is told of it."""
    begun: int | None = None
    ended = False
    runner = Interpreter("slidekit.examples.runner", (), job)
    for line in runner.lines(seconds):
        message = parsed(line)
        if "begin" in message:
            begun = message["begin"]
        elif "id" in message:
            states[message["id"]] = Result(cases[message["id"]], message["state"], message["got"])
        elif "end" in message:
            ended = True
            break
    late = runner.late
    if not ended and begun is not None and begun not in states:
        states[begun] = Result(cases[begun], "time" if late else "ended", f"{seconds:g}" if late else "")


def parsed(line: str) -> dict[str, Any]:
    """A message; an empty one for anything else."""
    try:
        found = json.loads(line)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def step_of(case: Case) -> dict[str, Any]:
    """A case as the other process is told of it."""
    return {
        "id": case.number,
        "source": case.source,
        "want": case.want,
        "exception": case.exception,
        "flags": dict(case.flags),
        "mode": case.mode,
        "role": case.role,
        "skipif": case.skipif,
        "block": case.block,
        "file": str(case.at.path),
        "line": case.at.line,
    }


def failures(results: Iterable[Result]) -> list[Result]:
    """Those that went wrong."""
    return [result for result in results if result.is_failure]
