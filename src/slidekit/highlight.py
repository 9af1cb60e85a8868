"""Code and its colours. The only importer of pygments."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pygments.lexer import Lexer

PLAIN = frozenset({"", "text", "none", "plain", "plaintext"})
"""Names that ask for no colours."""

PYTHON = frozenset({"python", "python3", "py", "py3", "default"})
"""Names for Python, and for a session of Python where the code is one."""

ELSEWHERE = {"pycon3": "pycon"}
"""Names that Sphinx has and Pygments has not."""

FLAGS = re.compile(r"[ \t]*#\s*doctest:.+$", re.MULTILINE)
BLANK = re.compile(r"^[ \t]*<BLANKLINE>[ \t]*$", re.MULTILINE)


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
    name = language.lower()
    return name in PLAIN or name in ELSEWHERE or name in ("default", "guess") or find_lexer(language) is not None


def languages() -> Iterator[str]:
    """The names of all languages that can be coloured."""
    from pygments.lexers import get_all_lexers

    return (alias for _, aliases, _, _ in get_all_lexers() for alias in aliases)


def language_of(name: str) -> str:
    """The language of a file, from its name; nothing if that tells none."""
    from pygments.lexers import find_lexer_class_for_filename

    lexer = find_lexer_class_for_filename(name)
    return next(iter(lexer.aliases), "") if lexer is not None else ""


def lexer_of(code: str, language: str) -> Lexer | None:
    """The lexer for some code that is said to be in a language; ``None`` if it gets no colours.

    ``default`` is Sphinx' name for what is Python if it can be read as Python, ``guess`` for what the code looks like.
    """
    name = ELSEWHERE.get(language.lower(), language.lower())
    if name in PLAIN:
        return None
    if name == "guess":
        return guessed(code)
    if name in PYTHON and code.lstrip().startswith(">>>"):
        name = "pycon"
    if name != "default":
        return find_lexer(name)
    from pygments.token import Error

    lexer = find_lexer("python")
    return lexer if lexer is None or not any(kind is Error for kind, _ in lexer.get_tokens(code + "\n")) else None


def guessed(code: str) -> Lexer | None:
    """The lexer of the language that some code looks most like."""
    from pygments.lexers import guess_lexer
    from pygments.util import ClassNotFound

    try:
        return guess_lexer(code, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None


@cache
def highlight(code: str, language: str, flags: bool = False) -> str:
    """The code as HTML with Pygments' short class names; spans never reach over a line's end.

    What a session of Python says to doctest alone is not shown, unless its ``flags`` are asked for.
    """
    lexer = lexer_of(code, language)
    if lexer is None:
        return escape(code)
    import pygments
    from pygments.formatters.html import HtmlFormatter

    code = without_flags(code, lexer, flags)
    # Many a lexer knows a line by its end: without one the last line of a doctest is an error to it.
    return pygments.highlight(code + "\n", lexer, HtmlFormatter(nowrap=True)).removesuffix("\n")


def without_flags(code: str, lexer: Lexer, flags: bool) -> str:
    """Code without what it says to doctest alone, unless that is asked for."""
    return code if flags or "pycon" not in lexer.aliases else FLAGS.sub("", BLANK.sub("", code))


def tokens(code: str, language: str, flags: bool = False) -> list[list[tuple[str, str]]]:
    """The code by lines, each in pieces with the short name of what it is, as `highlight` shows it."""
    lexer = lexer_of(code, language)
    if lexer is None:
        return [[("", line)] for line in code.split("\n")]
    from pygments.token import STANDARD_TYPES

    lines: list[list[tuple[str, str]]] = [[]]
    for kind, text in lexer.get_tokens(without_flags(code, lexer, flags) + "\n"):
        name = next((STANDARD_TYPES[each] for each in reversed(kind.split()) if each in STANDARD_TYPES), "")
        first, *rest = text.split("\n")
        for number, piece in enumerate([first, *rest]):
            if number:
                lines.append([])
            if piece:
                lines[-1].append((name, piece))
    return lines[:-1] if not lines[-1] else lines


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


def style_looks(style: str) -> dict[str, tuple[str, bool, bool]]:
    """The colour (six digits, or nothing), weight and slant that a style gives to each kind of token.

    Raises ValueError if Pygments has no such style.
    """
    from pygments.styles import get_style_by_name
    from pygments.token import STANDARD_TYPES
    from pygments.util import ClassNotFound

    try:
        found = get_style_by_name(style)
    except ClassNotFound:
        raise ValueError(style) from None
    return {
        STANDARD_TYPES[token]: (look["color"] or "", bool(look["bold"]), bool(look["italic"]))
        for token, look in found
        if token in STANDARD_TYPES
    }


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
