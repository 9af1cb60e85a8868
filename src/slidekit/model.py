"""The values that pass between the stages. Frozen; no behaviour beyond properties."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from slidekit.diagnostics import Diagnostic, Position, Severity
from slidekit.options import Options


@dataclass(frozen=True, slots=True)
class Slide:
    """One screen of a deck, already rendered.

    ``html`` is what stands on it, ``notes`` what only the speaker sees (HTML, or empty), ``title``
    plain text (empty without a visible title), ``attributes`` the ``data-*`` of its element,
    ``fields`` the slide fields as the author wrote them.
    """

    id: str
    title: str
    html: str
    at: Position
    classes: tuple[str, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)
    notes: str = ""
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that slides refer to by token: the path that was found, and who asked for it."""

    path: Path
    at: Position
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Deck:
    """A talk that has been read: all that the later stages may know of it.

    ``assets`` maps the tokens that stand in the slides' HTML to files; ``places`` tells where an option was set, by
    field name; ``raw`` holds the author's
    own HTML, piece by piece (the page's security policy depends on it); ``remote`` the addresses of
    pictures elsewhere; ``dependencies`` every file that was read.
    """

    path: Path
    root: Path
    title: str
    slides: tuple[Slide, ...]
    options: Options
    meta: tuple[str, ...] = ()
    header: str = ""
    footer: str = ""
    places: Mapping[str, Position] = field(default_factory=dict)
    raw: tuple[str, ...] = ()
    remote: tuple[str, ...] = ()
    assets: Mapping[str, Asset] = field(default_factory=dict)
    dependencies: tuple[Path, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """The diagnostics that forbid a build."""
        return tuple(found for found in self.diagnostics if found.severity is Severity.ERROR)


@dataclass(frozen=True, slots=True)
class Page:
    """A typeset deck: HTML in which asset tokens still stand, their table, and what was noticed."""

    html: str
    assets: Mapping[str, Asset]
    diagnostics: tuple[Diagnostic, ...] = ()
