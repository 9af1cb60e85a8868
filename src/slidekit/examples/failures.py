"""What is said of code that does not do what the talk shows."""

from __future__ import annotations

from difflib import unified_diff
from itertools import zip_longest

from slidekit.diagnostics import Diagnostic, Severity, printable
from slidekit.examples.running import Result

SHOWN = 60
"""Characters of an output that a message of one line shows."""

LINES = 200
"""Of a difference."""


def diagnostic(result: Result) -> Diagnostic:
    """A failure as one message, at its line."""
    case = result.case
    mark = case.source.split("\n", 1)[0]
    return Diagnostic("failed-example", f"{slide_of(result)}: {reason(result)}", case.at, mark, Severity.WARNING)


def slide_of(result: Result) -> str:
    """The slide that it stands on, as it is called."""
    case = result.case
    if not case.slide:
        return "on no slide"
    return f"slide {case.place}" + (f" ({case.title})" if case.title else "")


def reason(result: Result) -> str:
    """Why it is a failure."""
    case = result.case
    if result.state == "failed":
        return difference(case.want.split("\n"), result.got.split("\n"))
    if result.state == "raised":
        return f"raises {last_line(result.got)}"
    if result.state == "broken":
        return f"cannot be run: {result.got}"
    if result.state == "time":
        return f"not done after {result.got} seconds; what follows was not run"
    return {
        "ended": "ends the process that runs it; what follows was not run",
        "cut": "not run, because its shell had ended",
        "flood": f"writes more than {result.got} characters; what follows was not run",
        "unready": "not run, because what is set up for it failed",
    }.get(result.state, "not run, because code before it ended everything")


def difference(want: list[str], got: list[str]) -> str:
    """The first line that is not as expected, in a few words."""
    count = max(len(want), len(got))
    pairs = list(zip_longest(want, got))
    at = next((n for n, (one, other) in enumerate(pairs) if one != other), 0)
    one, other = pairs[at]
    where = f" in line {at + 1}" if at else ""
    return f"expected {short(one)}, got {short(other)}{where}" + (" (and more)" if count - at > 2 else "")


def short(line: str | None) -> str:
    """A line of output in a few words."""
    if not line:
        return "nothing"
    return repr(line if len(line) <= SHOWN else line[:SHOWN] + "…")


def last_line(text: str) -> str:
    """The line that names an exception."""
    return next((line for line in reversed(text.split("\n")) if line.strip()), "")


def full_text(result: Result) -> str:
    """A failure as a person wants to see it: where, the code, and expected and got as a difference."""
    parts = [str(diagnostic(result))]
    code = result.case.source.rstrip("\n").split("\n")
    if len(code) > 1:
        parts += [f"        {line}" for line in code[:40]]
    if result.state in ("failed", "raised"):
        got = result.got.rstrip("\n").split("\n") if result.got else []
        want = result.case.want.rstrip("\n").split("\n") if result.case.want else []
        lines = list(unified_diff(want, got, "expected", "got", lineterm="", n=3))
        parts += [f"    {line}" for line in lines[:LINES]]
        if len(lines) > LINES:
            parts.append(f"    … and {len(lines) - LINES} lines more")
    return "\n".join(parts[:1] + [printable(part) for part in parts[1:]])
