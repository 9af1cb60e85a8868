"""The settings of a deck: their names, what each accepts, and which of several sayings wins.

Precedence is flag > deck field > project file > default; ``settle`` is the only place that knows it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple, TypedDict

from slidekit.diagnostics import Diagnostic, Position, Severity


class Options(NamedTuple):
    """Everything that can be chosen for a deck; frozen and total.

    Times are whole milliseconds (``transition_time``) or seconds (``duration``, ``time_limit``);
    ``None`` means that nobody said anything.
    """

    title: str = ""
    author: str = ""
    date: str = ""
    description: str = ""
    keywords: str = ""
    theme: str = "plain"
    css: tuple[str, ...] = ()
    aspect: tuple[int, int] = (16, 9)
    transition: str = "fade"
    transition_time: int | None = None
    duration: int | None = None
    end: str = ""
    slide_numbers: bool = True
    progress: bool = True
    incremental: bool = False
    smart_quotes: bool = True
    note: str = ""
    highlight_style: str = ""
    line_numbers: bool = False
    lang: str = "en"
    dir: str = ""
    view: str = "slides"
    keys: bool = True
    untitled: str = "slide"
    slide_level: int | None = None
    footer: str = ""
    ignore: tuple[str, ...] = ()
    examples: str = "talk"
    notes: bool = True
    linked: bool = False
    untrusted: bool = False
    allow_outside: bool = False
    no_cache: bool = False
    blocks: bool = False
    audit: bool = False
    time_limit: float | None = None


class Overrides(TypedDict, total=False):
    """What a caller says about a deck: any of the names of `Options`, as text or as value."""

    title: str
    author: str
    date: str
    description: str
    keywords: str
    theme: str
    css: str | tuple[str, ...]
    aspect: str | tuple[int, int]
    transition: str
    transition_time: str | int
    duration: str | int
    end: str
    slide_numbers: str | bool
    progress: str | bool
    incremental: str | bool
    smart_quotes: str | bool
    note: str
    highlight_style: str
    line_numbers: str | bool
    lang: str
    dir: str
    view: str
    keys: str | bool
    untitled: str
    slide_level: str | int
    footer: str
    ignore: str | tuple[str, ...]
    examples: str
    notes: bool
    linked: bool
    untrusted: bool
    allow_outside: bool
    no_cache: bool
    blocks: bool
    audit: bool
    time_limit: float


class Saying(NamedTuple):
    """One value that somebody gave for one option, and where it stands (if in a file)."""

    value: Any
    at: Position | None = None
    mark: str = ""


def text(value: str) -> str:
    """Any text, without the white space around it."""
    return value.strip()


def yes_or_no(value: str) -> bool:
    """Yes, no, and the other words people write for them; a field without a value means yes."""
    word = value.strip().lower()
    if word in ("", "yes", "true", "on", "1"):
        return True
    if word in ("no", "false", "off", "0"):
        return False
    raise ValueError("yes or no")


def one_of(*words: str) -> Callable[[str], str]:
    """A reader that takes one of a few words."""

    def read(value: str) -> str:
        word = value.strip().lower()
        if word not in words:
            raise ValueError(", ".join(words[:-1]) + " or " + words[-1])
        return word

    return read


def word(value: str) -> str:
    """A single word, as a class or language name is."""
    if not re.fullmatch(r"[A-Za-z0-9][\w.+-]*", value.strip()):
        raise ValueError("a name")
    return value.strip()


def milliseconds(value: str) -> int:
    """``200ms``, ``0.2s`` or a bare number of milliseconds."""
    match = re.fullmatch(r"(\d{1,9}(?:\.\d{1,9})?)\s*(ms|s)?", value.strip().lower())
    if not match:
        raise ValueError("a time such as 200ms or 0.2s")
    return round(float(match[1]) * (1000 if match[2] == "s" else 1))


def seconds(value: str) -> int:
    """``90s``, ``25min``, ``1h``, ``1h 30min`` or ``25:00``; a bare number means minutes."""
    said = value.strip().lower()
    clock = re.fullmatch(r"(?:(\d{1,3}):)?(\d{1,3}):([0-5]\d)", said)
    if clock:
        return (int(clock[1] or 0) * 60 + int(clock[2])) * 60 + int(clock[3])
    match = re.fullmatch(r"(?:(\d{1,6})\s*h)?\s*(?:(\d{1,6})\s*m(?:in)?)?\s*(?:(\d{1,6})\s*s)?", said)
    if match and said:
        return (int(match[1] or 0) * 60 + int(match[2] or 0)) * 60 + int(match[3] or 0)
    if re.fullmatch(r"\d{1,6}", said):
        return int(said) * 60
    raise ValueError("a time such as 25min or 90s")


def clock_time(value: str) -> str:
    """``14:30`` or ``1430``, given back as ``14:30``."""
    match = re.fullmatch(r"([01]?\d|2[0-3]):?([0-5]\d)", value.strip())
    if not match:
        raise ValueError("a time of day such as 14:30")
    return f"{int(match[1]):02}:{match[2]}"


def aspect(value: str) -> tuple[int, int]:
    """``16:9`` and its like: width and height as whole numbers."""
    match = re.fullmatch(r"([1-9]\d{0,3})\s*[:x/]\s*([1-9]\d{0,3})", value.strip())
    if not match or not 0.25 <= int(match[1]) / int(match[2]) <= 4:
        raise ValueError("width:height such as 16:9 or 4:3")
    return int(match[1]), int(match[2])


def level(value: str) -> int:
    """A section level: 1 for the outermost."""
    if not re.fullmatch(r"[1-9]", value.strip()):
        raise ValueError("a section level from 1 to 9")
    return int(value)


def names(value: str) -> tuple[str, ...]:
    """File names, divided by blanks or commas."""
    return tuple(re.split(r"[\s,]+", value.strip())) if value.strip() else ()


FIELDS: Mapping[str, Callable[[str], Any]] = {
    "title": text,
    "author": text,
    "date": text,
    "description": text,
    "keywords": text,
    "theme": text,
    "css": names,
    "aspect": aspect,
    "transition": one_of("none", "fade", "slide", "zoom", "morph"),
    "transition-time": milliseconds,
    "duration": seconds,
    "end": clock_time,
    "slide-numbers": yes_or_no,
    "progress": yes_or_no,
    "incremental": yes_or_no,
    "smart-quotes": yes_or_no,
    "note": one_of("speaker", "admonition"),
    "highlight-style": word,
    "line-numbers": yes_or_no,
    "lang": word,
    "dir": one_of("ltr", "rtl", "auto"),
    "view": one_of("slides", "read"),
    "keys": yes_or_no,
    "untitled": text,
    "slide-level": level,
    "footer": text,
    "ignore": names,
    "examples": one_of("talk", "slide", "no"),
}
"""Every deck field and the reader of its value; a reader raises ValueError with what is allowed."""

BIBLIOGRAPHIC = frozenset({"author", "date"})
"""Deck fields that also stay on the title slide."""

LAYOUTS: Mapping[str, tuple[str, ...]] = {
    "title": ("title-slide",),
    "statement": (),
    "quote": (),
    "two-columns": ("two-columns",),
    "picture-left": (),
    "picture-right": (),
    "full-picture": ("fill",),
    "code": (),
    "table": (),
    "big-number": (),
}
"""The named layouts, and the classes that a slide has of each besides ``layout-…``."""

SLIDE_FIELDS: Mapping[str, Callable[[str], Any]] = {
    "id": text,
    "class": text,
    "background": text,
    "transition": FIELDS["transition"],
    "timing": seconds,
    "layout": one_of(*LAYOUTS),
    "hidden": yes_or_no,
    "ignore": names,
}
"""Every slide field but ``data-*``."""


def settle(*layers: Mapping[str, Saying]) -> tuple[Options, tuple[Diagnostic, ...]]:
    """Options from what was said, weakest layer first, and what is wrong with the sayings.

    Names are field names (``slide-level``). A value that is no text is taken as it is.
    """
    chosen: dict[str, Any] = {}
    found: list[Diagnostic] = []
    for layer in layers:
        for name, saying in layer.items():
            value = saying.value
            if isinstance(value, str) and name in FIELDS:
                try:
                    value = FIELDS[name](value)
                except ValueError as allowed:
                    message = f"{name!r} is {allowed}, not {str(value).strip()!r}"
                    found.append(Diagnostic("bad-field-value", message, saying.at, saying.mark, Severity.WARNING))
                    continue
            chosen[name.replace("-", "_")] = value
    known = set(Options._fields)
    return Options(**{name: value for name, value in chosen.items() if name in known}), tuple(found)


def suggestion(name: str, known: Iterable[str]) -> str:
    """The known name that was probably meant, or an empty string."""
    import difflib

    close = difflib.get_close_matches(name.lower(), list(known), 1, 0.8)
    return close[0] if close else ""
