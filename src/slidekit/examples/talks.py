"""A talk's code from its file to what came of it: the order in which that is done."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from slidekit.diagnostics import Diagnostic
from slidekit.examples.failures import diagnostic
from slidekit.examples.plan import Planned, plan
from slidekit.examples.running import Result, failures, run
from slidekit.model import Examples
from slidekit.options import Overrides
from slidekit.pipeline import sayings


class Tested(NamedTuple):
    """What came of a talk's code, and the plan that it was run by."""

    results: list[Result]
    planned: Planned


def read(talk: Path, said: Overrides | None = None) -> Examples:
    """The code of a talk. Raises as `pipeline.read` does."""
    from slidekit.doctree import read_examples

    return read_examples(talk, sayings(said))


def run_examples(found: Examples, seconds: float | None = None, shell: bool = False) -> Tested:
    """Run a talk's code. Whoever calls this trusts the talk."""
    planned = plan(found, shell)
    return Tested(run(planned, found.path, seconds), planned)


def failed_in(found: Examples, seconds: float | None = None) -> tuple[Diagnostic, ...]:
    """A warning for each piece of a talk's code, read already, that does not do what the talk shows."""
    return tuple(map(diagnostic, failures(run_examples(found, seconds).results)))


def failed_examples(talk: Path, said: Overrides | None = None, seconds: float | None = None) -> tuple[Diagnostic, ...]:
    """A warning for each piece of a talk's code that does not do what the talk shows; none of a stranger's is run."""
    if said and said.get("untrusted"):
        return ()
    return failed_in(read(talk, said), seconds)
