"""The code of a talk that can be run, found in its tree. Nothing is run here."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from docutils import nodes

from slidekit.doctree.nodes import slide, witnesses
from slidekit.doctree.reader import Whole, read_whole
from slidekit.model import Block, Examples
from slidekit.options import Saying
from slidekit.source import read_source

PROMPT = re.compile(r"^ *>>>( |$)", re.MULTILINE)
DOLLAR = re.compile(r"^\$ ", re.MULTILINE)

SHELLS = frozenset("bash console sh shell shell-session sh-session shellsession zsh".split())
"""Languages in which a line that begins with a dollar is a command."""

MARKUPS = frozenset("diff html markdown md none rest restructuredtext rst udiff".split())
"""Languages in which a session is shown rather than had."""


def read_examples(talk: Path, said: Mapping[str, Saying]) -> Examples:
    """Read a talk for its code. Raises as `read_deck` does."""
    text, wrong = read_source(talk)
    found: list[tuple[nodes.Element, str]] = []

    def see(document: nodes.document) -> None:
        found.extend((node, source_of(node)) for node in document.findall(nodes.Element) if kind_of(node))

    witnesses.append(see)
    try:
        whole = read_whole(text, talk, said, wrong)
    finally:
        witnesses.remove(see)
    slides = dict(placed(whole))
    read = tuple(Path(name) for name in whole.document.settings.record_dependencies.list)
    blocks = tuple(block_of(node, source, slides.get(id(node), (0, "", "")), (talk, *read)) for node, source in found)
    return Examples(talk, whole.deck.root, blocks, whole.deck.options.examples, whole.deck.diagnostics)


def kind_of(node: nodes.Element) -> str:
    """What sort of code this is; nothing for what cannot be run."""
    if isinstance(node, nodes.comment | nodes.literal_block) and "tested" in node:
        return str(node["tested"][0])
    if isinstance(node, nodes.doctest_block):
        return "session"
    if not isinstance(node, nodes.literal_block):
        return ""
    language = str(node.get("language") or "").lower()
    text = node.astext()
    if (language in SHELLS and DOLLAR.search(text)) or (not language and text.startswith("$ ")):
        return "shell"
    return "session" if language not in MARKUPS and PROMPT.search(text) and not is_python(text) else ""


def is_python(text: str) -> bool:
    """Whether this is Python's own language: prompts that stand in it are those of docstrings, and another's tests."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what it says of an odd escape is for who runs it
            ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def source_of(node: Any) -> str:
    """The file that a node stands in, as far as docutils knows."""
    while node is not None and not node.source:
        node = node.parent
    return str(node.source) if node is not None else ""


def placed(whole: Whole) -> Iterator[tuple[int, tuple[int, str, str]]]:
    """For each element on a slide or in its notes, by its identity, the slide's number, its title, and its number in the page."""
    parts: list[slide] = whole.cut.parts
    shown = 0
    for number, part in enumerate(parts, 1):
        each = whole.deck.slides[number - 1]
        shown += each.staged
        place = number, each.title, f"{shown}" if each.staged else f"{shown}+"
        for top in (part, *whole.cut.owned[part].notes):
            yield from ((id(node), place) for node in top.findall(nodes.Element))


def block_of(node: nodes.Element, source: str, place: tuple[int, str, str], read: tuple[Path, ...]) -> Block:
    """A block of code as a value."""
    tested: tuple[str, tuple[str, ...], dict[str, Any]] = node.get("tested", ("", ("default",), {}))
    files = dict.fromkeys([*([Path(source)] if source else []), *read])
    return Block(kind_of(node), node.astext(), tuple(files), node.line or 1, *place[:2], tested[1], tested[2], place[2])
