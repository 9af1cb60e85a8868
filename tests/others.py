"""The talks that are written for other tools, and what one sees of them."""

from __future__ import annotations

import html
import re
from functools import cache
from pathlib import Path

from slidekit.doctree import read_deck
from slidekit.model import Deck
from slidekit.options import Saying

TALKS = Path(__file__).parent / "talks"


@cache
def talk(name: str, **said: object) -> Deck:
    """One of the talks, read."""
    return read_deck(TALKS / f"{name}.rst", {key.replace("_", "-"): Saying(value) for key, value in said.items()})


def words(fragment: str) -> str:
    """What one reads in a piece of HTML, blanks made one."""
    seen = re.sub(r"<!--.*?-->|<script>.*?</script>", "", fragment, flags=re.DOTALL)
    seen = re.sub(r"</?(?:span|em|strong|small|code|a|mi|mn|mo|msup|math)\b[^>]*>", "", seen)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", seen)).split())


def codes(deck: Deck) -> list[str]:
    """What is said about a talk, by code."""
    return [found.code for found in deck.diagnostics]


def messages(deck: Deck) -> list[str]:
    """What is said about a talk: line, severity and code."""
    return [f"{found.at.line} {found.severity} {found.code}" for found in deck.diagnostics if found.at]


def steps(fragment: str) -> list[tuple[str, str]]:
    """The words that appear with each step of a slide, in the order of the text."""
    found = re.findall(r'<(\w+)\b[^>]*\bdata-step="([\d-]+)"[^>]*?(?:/>|>(.*?)</\1>)', fragment, flags=re.DOTALL)
    return [(number, words(inner)) for _, number, inner in found]
