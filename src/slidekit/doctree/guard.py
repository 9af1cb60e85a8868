"""What becomes of a talk that docutils stumbles over, or takes too long for: one error, with its place."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from traceback import walk_stack, walk_tb
from types import FrameType
from typing import Any

from docutils import languages, nodes, utils
from docutils.parsers.rst import Directive
from docutils.parsers.rst import languages as rst_languages

from slidekit.diagnostics import Diagnostic, Position
from slidekit.doctree.reports import Reports
from slidekit.errors import DeckError
from slidekit.plugins import installed, told
from slidekit.processes import limits

GUESTS = "slidekit.doctree.plugged"
"""The module that calls what plugins bring."""


@contextmanager
def guarded(document: nodes.document, reports: Reports) -> Iterator[None]:
    """What docutils trips over becomes one error with its place; a bug of ours stays what it is."""

    def reached() -> Position:
        """Where the thread that reads the talk stands now; asked by another one."""
        stacks = [frame for top in sys._current_frames().values() for frame, _ in walk_stack(top)]
        return place_in(stacks, document, reports)

    limits.places.append(reached)
    try:
        yield
    except RecursionError as error:
        at = place_in(frames_of(error), document, reports)
        raise DeckError(*reports.diagnostics(), Diagnostic("too-deep", "nested too deeply to be read", at)) from None
    except Exception as error:
        owner = owner_of(error)
        if isinstance(error, MemoryError) or not (owner or tripped(error)):
            raise
        at = place_in(frames_of(error), document, reports)
        if owner:
            message = f"{owner} failed: {told(error)}"
            raise DeckError(*reports.diagnostics(), Diagnostic("broken-plugin", message, at)) from None
        message = f"docutils cannot read this: {type(error).__name__}: {error}"
        raise DeckError(*reports.diagnostics(), Diagnostic("unreadable", message, at)) from error
    finally:
        limits.places.remove(reached)


def frames_of(error: BaseException) -> list[FrameType]:
    """The calls that led to an exception, innermost first."""
    return [frame for frame, _ in walk_tb(error.__traceback__)][::-1]


def tripped(error: Exception) -> bool:
    """Whether it was docutils that raised, itself or through Python's own library."""
    for frame in frames_of(error):
        package = str(frame.f_globals.get("__name__", "")).partition(".")[0]
        if package in ("docutils", "slidekit"):
            return package == "docutils"
    return False


def owner_of(error: BaseException) -> str:
    """The distribution whose plugin raised; empty if docutils did, or slidekit."""
    packages = installed().packages
    for frame in frames_of(error):
        package = str(frame.f_globals.get("__name__", "")).partition(".")[0]
        if package in packages or package in ("docutils", "slidekit"):
            return packages.get(package, "")
    return ""


def blames_plugin(error: BaseException) -> bool:
    """Whether an exception that came out of a plugin's code, called by the function that asks, is that plugin's fault.

    It is not if docutils stumbled over text that the plugin gave it to parse, or if one of our own functions failed.
    """
    for frame in frames_of(error)[:-1]:
        module = str(frame.f_globals.get("__name__", ""))
        if module == GUESTS:  # it looks at what the plugin gave
            continue
        if module.partition(".")[0] == "slidekit" or module == "docutils.statemachine":
            return False
        if module.partition(".")[0] in installed().packages:
            break
    return True


def place_in(frames: list[FrameType], document: nodes.document, reports: Reports) -> Position:
    """The place that docutils is at work on: its innermost directive, line or node; else how far it has read."""
    for frame in frames:
        for name, value in frame.f_locals.items():
            line = value.lineno if isinstance(value, Directive) else value if name == "lineno" else None
            find = getattr(document.reporter, "get_source_and_line", None)
            if isinstance(line, int) and find is not None and is_docutils(frame, value):
                source, number = find(line)
                return Position(reports.path_of(source), max(1, number or 1))
            if isinstance(value, nodes.Element) and value.line is not None and value is not document:
                return reports.position(value)
    return Position(reports.path_of(document.current_source), max(1, document.current_line or 1))


def is_docutils(frame: FrameType, value: Any) -> bool:
    """Whether a call's ``lineno`` counts lines of the talk."""
    return isinstance(value, Directive) or str(frame.f_globals.get("__name__", "")).startswith("docutils.")


def know_language(language: str) -> None:
    """Tell docutils which of its own modules speaks a language.

    Left alone it imports any module of that name, Python's ``ast`` or one that lies beside the talk.
    """
    for importer, package in ((languages.get_language, languages), (rst_languages.get_language, rst_languages)):
        if language not in importer.cache:
            folder = Path(package.__path__[0])
            tags = [tag.replace("-", "_") for tag in utils.normalize_language_tag(language)]
            own = [tag for tag in tags if (folder / f"{tag}.py").is_file()]
            importer.cache[language] = import_module(f"{package.__name__}.{(own or ['en'])[0]}")
