"""Code and its colours. The only importer of pygments."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pygments.lexer import Lexer

PLAIN = frozenset({"", "text", "none", "plain", "plaintext", "default"})
"""Names that ask for no colours."""


@cache
def find_lexer(language: str) -> Lexer | None:
    """The lexer of a language; ``None`` if no such language is known."""
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        return get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None


def is_known(language: str) -> bool:
    """Whether code in this language can be shown as its author expects."""
    return language.lower() in PLAIN or find_lexer(language) is not None


@cache
def highlight(code: str, language: str) -> str:
    """The code as HTML with Pygments' short class names; spans never reach over a line's end."""
    if language.lower() in ("python", "python3", "py") and code.lstrip().startswith(">>>"):
        language = "pycon"
    lexer = None if language.lower() in PLAIN else find_lexer(language)
    if lexer is None:
        return escape(code)
    import pygments
    from pygments.formatters.html import HtmlFormatter

    # Many a lexer knows a line by its end: without one the last line of a doctest is an error to it.
    return pygments.highlight(code + "\n", lexer, HtmlFormatter(nowrap=True)).removesuffix("\n")


def escape(code: str) -> str:
    """Text as HTML."""
    return code.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def used_classes(fragments: Iterable[str]) -> frozenset[str]:
    """The token classes that stand in highlighted HTML."""
    pattern = re.compile(r'<span class="(\w{1,3})">')
    return frozenset(name for html in fragments for name in pattern.findall(html))


def style_names() -> list[str]:
    """The styles that Pygments has."""
    from pygments.styles import get_all_styles

    return sorted(get_all_styles())


def style_rules(style: str, classes: Collection[str]) -> str:
    """CSS for the tokens in use: ``.code .k{…}``, without background.

    Raises ValueError if Pygments has no such style.
    """
    from pygments.styles import get_style_by_name
    from pygments.token import STANDARD_TYPES
    from pygments.util import ClassNotFound

    try:
        found = get_style_by_name(style)
    except ClassNotFound:
        raise ValueError(style) from None
    rules: dict[str, list[str]] = {}
    for token, look in found:
        name = STANDARD_TYPES.get(token, "")
        if name not in classes:
            continue
        declarations = [f"color:#{look['color']}"] if look["color"] else []
        declarations += ["font-weight:bold"] if look["bold"] else []
        declarations += ["font-style:italic"] if look["italic"] else []
        declarations += ["text-decoration:underline"] if look["underline"] else []
        if declarations:
            rules.setdefault(";".join(declarations), []).append(f".code .{name}")
    return "".join(f"{','.join(names)}{{{body}}}" for body, names in rules.items())
