"""The values that pass between the stages. Frozen; no behaviour beyond properties.

They are named tuples: importing ``dataclasses`` takes a tenth of the time that a small build has.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from slidekit.diagnostics import Diagnostic, Position, Severity
from slidekit.options import Options


class Slide(NamedTuple):
    """One screen of a deck, already rendered.

    ``html`` is what stands on it, ``notes`` what only the speaker sees (HTML, or empty), ``title``
    plain text (empty without a visible title), ``steps`` how often more of it appears, ``attributes`` the ``data-*`` of its element,
    ``fields`` the slide fields as the author wrote them. ``raw`` and ``notes_raw`` hold the HTML on it
    that may load or run something: the author's own, and pictures from elsewhere.
    """

    id: str
    title: str
    html: str
    at: Position
    classes: tuple[str, ...] = ()
    attributes: Mapping[str, str] = {}
    fields: Mapping[str, str] = {}
    notes: str = ""
    hidden: bool = False
    raw: tuple[str, ...] = ()
    notes_raw: tuple[str, ...] = ()
    steps: int = 0


class Asset(NamedTuple):
    """A file that slides refer to by token: the path that was found, and who asked for it."""

    path: Path
    at: Position
    mark: str = ""


class Deck(NamedTuple):
    """A talk that has been read: all that the later stages may know of it.

    ``assets`` maps the tokens that stand in the slides' HTML to files; ``places`` tells where an option was set, by
    field name; ``raw`` is what `Slide.raw` is, for header and footer; ``dependencies`` every file that was read.
    """

    path: Path
    root: Path
    title: str
    slides: tuple[Slide, ...]
    options: Options
    meta: tuple[str, ...] = ()
    header: str = ""
    footer: str = ""
    places: Mapping[str, Position] = {}
    raw: tuple[str, ...] = ()
    assets: Mapping[str, Asset] = {}
    dependencies: tuple[Path, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """The diagnostics that forbid a build."""
        return tuple(found for found in self.diagnostics if found.severity is Severity.ERROR)


class Page(NamedTuple):
    """A typeset deck: HTML in which asset tokens still stand, their table, and what was noticed."""

    html: str
    assets: Mapping[str, Asset]
    diagnostics: tuple[Diagnostic, ...] = ()
