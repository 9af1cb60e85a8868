"""Findings as text for people and programs. Finds nothing."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from slidekit.checking.cures import cures, meaning
from slidekit.checking.seen import Seen
from slidekit.diagnostics import Diagnostic, Severity, printable, shown

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
"""Severities as SARIF calls them."""

COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
"""Severities as GitHub's workflow commands call them."""


def as_text(seen: Sequence[Seen]) -> str:
    """As a build tells it: file, line, column, the source line, and carets."""
    return "".join(f"{one.diagnostic}\n" for one in seen)


def as_json(seen: Sequence[Seen]) -> str:
    """A list of objects; what is not known is null."""
    return json.dumps([fields_of(one) for one in seen], indent=2, ensure_ascii=False) + "\n"


def fields_of(one: Seen) -> dict[str, Any]:
    """A finding as JSON has it."""
    found = one.diagnostic
    return {
        "code": found.code,
        "severity": found.severity.value,
        "message": found.message,
        "file": shown(found.at.path) if found.at else None,
        "line": found.at.line if found.at else None,
        "column": found.at.column if found.at else None,
        "slide": one.slide or None,
        "step": one.step if one.slide else None,
    }


def as_github(seen: Sequence[Seen]) -> str:
    """Workflow commands, which GitHub shows beside the lines of a pull request."""
    return "".join(f"{command_of(one.diagnostic)}\n" for one in seen)


def command_of(found: Diagnostic) -> str:
    """A finding as a command of a workflow."""
    given = {"title": f"slidekit: {found.code}"}
    if found.at is not None:
        given = {"file": shown(found.at.path), "line": str(found.at.line), "col": str(found.at.column), **given}
    inside = ",".join(f"{name}={escaped(value, ':,')}" for name, value in given.items())
    return f"::{COMMANDS[found.severity]} {inside}::{escaped(printable(found.message))}"


def escaped(text: str, more: str = "") -> str:
    """A text as a workflow command may hold it."""
    for letter in f"%\r\n{more}":
        text = text.replace(letter, f"%{ord(letter):02X}")
    return text


def as_sarif(seen: Sequence[Seen]) -> str:
    """SARIF 2.1.0, as code scanning takes it; paths are relative to the working folder."""
    from importlib.metadata import version

    rules = sorted({one.diagnostic.code for one in seen})
    run = {
        "tool": {
            "driver": {
                "name": "slidekit",
                "version": version("slidekit-rst"),
                "rules": [rule_of(code) for code in rules],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [result_of(one, rules.index(one.diagnostic.code)) for one in seen],
    }
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    return json.dumps({"$schema": schema, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=False) + "\n"


def rule_of(code: str) -> dict[str, Any]:
    """A code as a rule of SARIF, with its entry in the guide as its help."""
    words = meaning(code)
    return {
        "id": code,
        "name": code,
        "shortDescription": {"text": code.replace("-", " ")},
        "fullDescription": {"text": words},
        "help": {"text": words, "markdown": cures().get(code, words)},
    }


def result_of(one: Seen, rule: int) -> dict[str, Any]:
    """A finding as a result of SARIF."""
    found = one.diagnostic
    where = f"slide {one.slide}: " if one.slide else ""
    result: dict[str, Any] = {
        "ruleId": found.code,
        "ruleIndex": rule,
        "level": LEVELS[found.severity],
        "message": {"text": f"{where}{printable(found.message)}"},
    }
    if found.at is not None:
        region = {"startLine": found.at.line, "startColumn": found.at.column}
        place = {"artifactLocation": {"uri": address_of(found.at.path)}, "region": region}
        result["locations"] = [{"physicalLocation": place}]
    return result


def address_of(path: Path) -> str:
    """A path as an address, relative where it lies below the working folder."""
    name = shown(path)
    return Path(name).absolute().as_uri() if os.path.isabs(name) else quote(name.replace(os.sep, "/"))  # noqa: PTH117


FORMATS = {"text": as_text, "json": as_json, "sarif": as_sarif, "github": as_github}
