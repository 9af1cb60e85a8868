"""What each code means, what to do about it, and which can be ignored: from the guide's list of messages, which we bring along."""

from __future__ import annotations

import re
from functools import cache

from slidekit import resources

GUIDE = resources.STATIC.with_name("docs") / "troubleshooting.md"
"""In an installed package beside what the browser gets, too."""

ENTRY = re.compile(r"^### `([a-z-]+)`: ([a-z]+)\n(.*?)(?=^##|\Z)", re.MULTILINE | re.DOTALL)


@cache
def entries() -> list[tuple[str, str, str]]:
    """Of each entry its code, its severity and its text; a code that comes in two severities has two."""
    return ENTRY.findall(resources.read(GUIDE))


@cache
def cures() -> dict[str, str]:
    """For each code its entries in the guide, one after the other, as Markdown."""
    found: dict[str, str] = {}
    for code, _, text in entries():
        found[code] = f"{found[code]}\n\n{text.strip()}" if code in found else text.strip()
    return found


@cache
def ignorable() -> frozenset[str]:
    """The codes of warnings and infos: what stops a build cannot be ignored."""
    return frozenset(code for code, severity, _ in entries() if severity != "error")


def meaning(code: str) -> str:
    """What a code means in words, without its example; a plugin's own code says it itself."""
    words = cures().get(code, "").partition("\n```")[0]
    return " ".join(words.split()) or code.replace("-", " ")
