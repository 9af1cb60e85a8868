"""What a code means and what to do about it, from the guide's list of messages, which we bring along. Reads that file only."""

from __future__ import annotations

import re
from functools import cache

from slidekit import resources

ENTRY = re.compile(r"^### `([a-z-]+)`: [a-z]+\n(.*?)(?=^##|\Z)", re.MULTILINE | re.DOTALL)


@cache
def cures() -> dict[str, str]:
    """For each code its entry in the guide, as Markdown; one that comes in two severities has both, one after the other."""
    found: dict[str, str] = {}
    for code, text in ENTRY.findall(resources.read(resources.GUIDE / "troubleshooting.md")):
        found[code] = f"{found[code]}\n\n{text.strip()}" if code in found else text.strip()
    return found


def meaning(code: str) -> str:
    """What a code means in words, without its example; a plugin's own code says it itself."""
    words = cures().get(code, "").partition("\n```")[0]
    return " ".join(words.split()) or code.replace("-", " ")
