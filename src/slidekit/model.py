"""The values that pass between the stages. Frozen; no behaviour beyond properties.

They are named tuples: importing ``dataclasses`` takes a tenth of the time that a small build has.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from slidekit.diagnostics import Diagnostic, Position, Severity
from slidekit.options import Options

if TYPE_CHECKING:
    from slidekit.blocks import Blocks


STAGE_HEIGHT = 720
"""Units of every stage; how wide it is follows from a deck's aspect."""


class Slide(NamedTuple):
    """One screen of a deck, already rendered.

    ``html`` is what stands on it, ``notes`` what only the speaker sees (HTML, or empty), ``title``
    plain text (empty without a visible title), ``steps`` how often more of it appears, ``attributes`` the ``data-*`` of its element,
    ``fields`` the slide fields as the author wrote them. ``raw`` and ``notes_raw`` hold the HTML on it
    that may load or run something: the author's own, and pictures from elsewhere. ``background`` is a CSS value,
    ``film`` the address of a video behind it all. ``blocks`` and ``note_blocks`` say the same as ``html`` and ``notes``
    without HTML, if the deck is read with them.
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
    background: str = ""
    film: str = ""
    blocks: Blocks = ()
    note_blocks: Blocks = ()

    @property
    def staged(self) -> bool:
        """Whether the audience sees it: it is neither hidden nor in the handout alone."""
        return not self.hidden and "handout" not in self.classes


class Asset(NamedTuple):
    """A file that slides refer to by token: the path that was found, and who asked for it."""

    path: Path
    at: Position
    mark: str = ""


class Deck(NamedTuple):
    """A talk that has been read: all that the later stages may know of it.

    ``assets`` maps the tokens that stand in the slides' HTML to files; ``places`` tells where an option was set, by
    field name; ``raw`` is what `Slide.raw` is, for header and footer; ``dependencies`` every file that was read; ``links``, if the
    talk was read for an audit, the addresses on the web that it names.
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
    links: Mapping[str, Position] = {}

    @property
    def staged(self) -> tuple[Slide, ...]:
        """The slides that the audience sees, which are those that have a number."""
        return tuple(slide for slide in self.slides if slide.staged)

    @property
    def stage_width(self) -> int:
        """Units of the stage."""
        width, height = self.options.aspect
        return round(STAGE_HEIGHT * width / height)

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """The diagnostics that forbid a build."""
        return tuple(found for found in self.diagnostics if found.severity is Severity.ERROR)


class Block(NamedTuple):
    """Code of a talk that can be run: a block of it, and what is said about running it.

    ``kind`` is what Sphinx calls it (doctest, testcode, testoutput, testsetup, testcleanup), ``session`` for one that
    stands in no such directive, ``shell`` for a session of a shell. ``slide`` is its slide's number among all slides,
    0 for none, ``place`` the number that the page shows for it. ``files`` are those that it may stand in, the likeliest first; ``line`` is roughly where.
    """

    kind: str
    text: str
    files: tuple[Path, ...]
    line: int
    slide: int = 0
    title: str = ""
    groups: tuple[str, ...] = ("default",)
    said: Mapping[str, str] = {}
    place: str = ""


class Examples(NamedTuple):
    """The code of a talk that can be run, in the order of the talk; ``spaces`` tells what has a namespace: talk, slide, no."""

    path: Path
    root: Path
    blocks: tuple[Block, ...]
    spaces: str
    diagnostics: tuple[Diagnostic, ...] = ()


class Item(NamedTuple):
    """A slide as it stands in a page, but for what its place among the others makes of it: its id and its number.

    ``front`` ends in the middle of its element's class attribute; ``label`` is its accessible name without the
    number; ``rest`` begins within the start tag and ends with the notes. One that is ``unstaged`` has no number: it is
    called after the slide before it, and if it is to be seen at all, with a plus.
    """

    front: str
    label: str
    rest: str
    unstaged: bool = False

    def html(self, name: str, number: int, first: bool = False) -> str:
        """The element of the slide with this id that has this number among those that are shown."""
        current = " is-current" if first else ""
        place = f"{number}+" if self.unstaged else number
        label = f"{place}: {self.label}" if self.label else place
        return f'{self.front}{current}" id="{name}" role="group" aria-label="{label}"{self.rest}'


class Page(NamedTuple):
    """A typeset deck: HTML in which asset tokens still stand, their table, and what was noticed.

    ``before`` and ``after`` surround the items; ``opening`` follows the first slide that is shown. ``frame`` is what
    around the slides can change while a page is open, by name; ``fixed`` all that cannot: policy and language.
    ``local`` are the files beside the page that the author's own HTML asks for.
    """

    before: str
    items: tuple[Item, ...]
    ids: tuple[str, ...]
    after: str
    opening: str
    frame: Mapping[str, Any]
    fixed: str
    assets: Mapping[str, Asset] = {}
    local: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    dependencies: tuple[Path, ...] = ()

    @property
    def html(self) -> str:
        """The whole page."""
        return "".join([self.before, *elements(self.items, self.ids, self.opening), self.after])


def elements(items: Iterable[Item], ids: Iterable[str], opening: str) -> Iterator[str]:
    """The slides of a page, numbered; after the first that is shown, its ``opening``."""
    number = 0
    for item, name in zip(items, ids, strict=True):
        number += not item.unstaged
        first = number == 1 and not item.unstaged
        yield item.html(name, number, first)
        if first:
            yield opening
