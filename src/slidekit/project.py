"""The settings that a project's files give to all talks below them."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

from slidekit.diagnostics import Diagnostic, Position, Severity
from slidekit.options import FIELDS, Saying, suggestion

FILE_BYTES = 1_000_000
"""The largest file that is taken for a project's."""


def project_fields(root: Path) -> tuple[dict[str, Saying], list[Diagnostic]]:
    """Deck fields from ``slidekit.toml``, or ``[tool.slidekit]`` of ``pyproject.toml``, at the root."""
    for name in ("slidekit.toml", "pyproject.toml"):
        path = root / name
        try:
            found = path.stat()
            if not stat.S_ISREG(found.st_mode) or found.st_size > FILE_BYTES:
                continue
            text = path.read_bytes()
        except OSError:
            continue
        if name == "pyproject.toml" and b"slidekit" not in text:
            continue
        return read_fields(path, text)
    return {}, []


def read_fields(path: Path, data: bytes) -> tuple[dict[str, Saying], list[Diagnostic]]:
    """The deck fields of one file, and what is wrong with it."""
    import tomllib

    try:
        table: Any = tomllib.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:  # what tomllib raises for bad TOML, and for odd
        return {}, [Diagnostic("bad-project-file", f"not TOML: {error}", Position(path))]
    if path.name == "pyproject.toml":
        for name in ("tool", "slidekit"):
            table = table.get(name) if isinstance(table, dict) else None
    lines = data.decode("utf-8-sig").split("\n")
    said: dict[str, Saying] = {}
    found: list[Diagnostic] = []
    for key, value in table.items() if isinstance(table, dict) else ():
        name = str(key).lower().replace("_", "-")
        at, excerpt = line_of(path, lines, str(key))
        if name not in FIELDS:
            meant = suggestion(name, FIELDS)
            message = f"no deck field {key!r}" + (f"; did you mean {meant!r}?" if meant else "")
            found.append(Diagnostic("unknown-field", message, at, str(key), Severity.WARNING, excerpt))
        elif isinstance(value, bool):
            said[name] = Saying("yes" if value else "no", at, str(key))
        elif isinstance(value, list):
            said[name] = Saying(" ".join(map(str, value)), at, str(key))
        else:
            said[name] = Saying(str(value), at, str(key))
    return said, found


def line_of(path: Path, lines: list[str], key: str) -> tuple[Position, str]:
    """Where a key stands in a TOML file."""
    for number, line in enumerate(lines, 1):
        if line.lstrip().startswith((key, f'"{key}"')) and "=" in line:
            return Position(path, number, line.index(key) + 1), line
    return Position(path), ""
