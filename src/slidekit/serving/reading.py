"""What a child of the nursery does: a talk to an `Edition`, whole or by its touched slides. Knows no socket."""

from __future__ import annotations

import os
import pickle
import re
import time
from collections import ChainMap
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from slidekit import lookup, pipeline
from slidekit.diagnostics import Diagnostic, Severity
from slidekit.doctree import Reading, open_reading
from slidekit.errors import SlidekitError
from slidekit.highlight import used_classes
from slidekit.lookup import Fence, find_file, note
from slidekit.model import Asset, Deck, Page, Slide
from slidekit.options import Overrides
from slidekit.page import escape, item_of
from slidekit.plugins import endings
from slidekit.serving.editions import Change, Edition, Trouble
from slidekit.serving.warming import read_everything
from slidekit.source import difference, read_changed

ELSEWHERE = "_"
"""Below this address stand files that do not lie in the talk's folder: by their path below the project's root."""

SOURCES = (".rst", ".rest", ".md", ".toml")
"""How the names of files end that talks are written in; those that plugins read come to them."""

TOKEN = re.compile("asset:[0-9a-f]{16}")

Outcome = tuple[str, Any]
"""What came of a quick pass: ``change`` and the `Change`, or why there is none: ``same``, ``cut``, ``slow``."""


class Opened(NamedTuple):
    """What came of reading a whole talk: the edition, or what is wrong; where files were looked for; when it began."""

    edition: Edition | None
    errors: tuple[Trouble, ...]
    looked: tuple[str, ...]
    began: int
    learned: bytes = b""


class Held(NamedTuple):
    """What a child holds between two requests."""

    reading: Reading
    edition: Edition
    addresses: Mapping[str, str]
    classes: frozenset[str]
    beyond: tuple[Diagnostic, ...]
    """What was found to be wrong after the talk was read: in its style sheets, by checks."""


def warm() -> None:
    """Prepare what every child will need."""
    pipeline.warm(live=True)
    read_everything()


def exercise(memory: dict[str, Any]) -> None:
    """Do what every reading does."""
    del memory
    read_everything()


def open_edition(memory: dict[str, Any], talk: Path, said: Overrides) -> Opened:
    """Read a talk whole; the child can pass over to the next text then."""
    began = time.time_ns()
    looked: set[Path] = set()
    learned: dict[str, str] = {}
    stock = ChainMap(learned, memory.get("stock", {}))
    lookup.watchers.append(looked)
    edition: Edition | None = None
    errors: tuple[Trouble, ...] = ()
    try:
        reading = open_reading(talk, pipeline.sayings(said), stock)
        looked.update(reading.deck.dependencies)
        page = pipeline.page_of(reading.deck, live=True)
        looked.update(page.dependencies)
        held = hold(reading, page)
        memory["held"] = held
        edition = held.edition
    except SlidekitError as error:
        errors = troubles(error.diagnostics)
    finally:
        lookup.watchers.remove(looked)
    return Opened(edition, errors, tuple(sorted(map(str, looked))), began, pickle.dumps(learned) if learned else b"")


def advance(memory: dict[str, Any], talk: Path, settled: bool) -> Outcome:
    """Pass over to what the talk's text is now, if that can be had from the touched slides.

    ``cut``: the text ends before its end, so that somebody may still be writing it; ``settled`` says that it is known
    to be whole.
    """
    held: Held = memory["held"]
    old = held.edition.text
    text = read_changed(talk, old)
    if text == old:
        return "same", None
    if text is not None and not settled and len(text) < len(old) and old.startswith(text):
        return "cut", None
    before = held.reading.deck
    deck = None if text is None else held.reading.advance(text)
    change = None if deck is None or text is None else change_of(held, before, deck, text)
    if change is None:
        del memory["held"]  # what it holds may be of another text now
        return "slow", None
    memory["held"] = held._replace(edition=change.apply(held.edition))
    return "change", change


def change_of(held: Held, before: Deck, deck: Deck, text: str) -> Change | None:
    """What a few touched slides change; nothing where more than slides may have changed."""
    if deck.errors or surroundings(deck) != surroundings(before):
        return None  # an error leaves what is shown as it is; to tell all of them is a whole reading's
    old, was, now = held.edition, shown_of(before), shown_of(deck)
    shorter = min(len(was), len(now))
    start = next((n for n in range(shorter) if not is_same(was[n], now[n])), shorter)
    rest = shorter - start
    same = next((n for n in range(rest) if not is_same(was[-1 - n], now[-1 - n])), rest)
    fresh, gone = now[start : len(now) - same], was[start : len(was) - same]
    if any(slide.raw or slide.notes_raw for slide in (*fresh, *gone)):
        return None  # the page's policy may be another
    if not used_classes(html for slide in fresh for html in (slide.html, slide.notes)) <= held.classes:
        return None
    made = (item_of(slide, deck.options.notes) for slide in fresh)
    items = tuple(item._replace(rest=linked(item.rest, held.addresses)) for item in made)
    kept = len(now) - same if same and now[-1] is was[-1] else len(now)  # those behind have not moved
    fields: dict[str, Any] = {}
    ids = (*(escape(slide.id) for slide in now[start:kept]), *old.ids[kept + len(was) - len(now) :])
    if ids != old.ids[start:]:
        fields["ids"] = (*old.ids[:start], *ids)
    places = (*map(place_of, now[start:kept]), *old.places[kept + len(was) - len(now) :])
    if places != old.places[start:]:
        fields["places"] = (*old.places[:start], *places)
    if not all(slide.staged for slide in (*fresh, *gone)) or (old.unstaged and len(fresh) != len(gone)):
        fields["unstaged"] = unstaged_of(now)
    if deck.diagnostics != before.diagnostics:
        fields["warnings"] = troubles((*deck.diagnostics, *held.beyond))
    ahead, behind = difference(old.text, text)
    return Change(start, len(was) - same, items, (ahead, behind, text[ahead : len(text) - behind]), fields)


def surroundings(deck: Deck) -> tuple[Any, ...]:
    """What of a deck is in the page beside its slides; where pictures are asked for does not matter."""
    files = {token: asset.path for token, asset in deck.assets.items()}
    return deck.title, deck.options, deck.meta, deck.header, deck.footer, deck.raw, deck.dependencies, files


def is_same(one: Slide, other: Slide) -> bool:
    """Whether two slides are the same but for their id and place; that most are one object is seen at once."""
    return one is other or (one[1:3] == other[1:3] and one[4:] == other[4:])


def shown_of(deck: Deck) -> list[Slide]:
    """The slides that are in the page."""
    return [slide for slide in deck.slides if deck.options.notes or not slide.hidden]


def hold(reading: Reading, page: Page) -> Held:
    """The edition of a page, and what is needed to change it."""
    deck = reading.deck
    fence = Fence(deck.root, deck.options.allow_outside)
    files, addresses = addressed(deck, page, fence)
    classes = used_classes(html for slide in shown_of(deck) for html in (slide.html, slide.notes))
    edition = Edition(
        before=linked(page.before, addresses),
        items=tuple(item._replace(rest=linked(item.rest, addresses)) for item in page.items),
        ids=page.ids,
        places=tuple(map(place_of, shown_of(deck))),
        unstaged=unstaged_of(shown_of(deck)),
        after=linked(page.after, addresses),
        opening=page.opening,
        frame={
            name: linked(value, addresses) if isinstance(value, str) else value for name, value in page.frame.items()
        },
        fixed=sha256(page.fixed.encode("utf-8", "replace")).hexdigest()[:12],
        files=files,
        warnings=troubles(page.diagnostics),
        text=reading.text,
    )
    known = set(deck.diagnostics)
    beyond = tuple(each for each in page.diagnostics if each not in known)
    return Held(reading, edition, addresses, classes, beyond)


def place_of(slide: Slide) -> tuple[str, int]:
    """Path and line of a slide."""
    return str(slide.at.path), slide.at.line


def unstaged_of(slides: Iterable[Slide]) -> tuple[int, ...]:
    """Which of them the audience does not see."""
    return tuple(index for index, slide in enumerate(slides) if not slide.staged)


def addressed(deck: Deck, page: Page, fence: Fence) -> tuple[dict[str, str], dict[str, str]]:
    """The deck's own files by address, and the addresses by token, with a version that changes with the file.

    A file is named with all symbolic links followed, so that it can be told when another has taken its place. What a
    deck is written in is none of its files, though raw HTML may link to it.
    """
    folder = deck.path.absolute().parent
    shown = {asset.path for asset in page.assets.values()}
    sources = {os.path.realpath(path) for path in (deck.path, *deck.dependencies) if path not in shown}
    files: dict[str, str] = {}
    addresses: dict[str, str] = {}
    for token, asset in page.assets.items():
        address = address_of(asset, folder, fence.root)
        files[address] = os.path.realpath(asset.path)
        addresses[token] = f"{quote(address)}?v={stamp(asset.path)}"
    for name in page.local:
        found = find_file(name.partition("?")[0].partition("#")[0], folder, fence)
        path = os.path.realpath(found.path) if found.path is not None else ""
        if path and path not in sources and not path.lower().endswith((*SOURCES, *endings())):
            files[os.path.normpath(name.partition("?")[0])] = path
    return files, addresses


def address_of(asset: Asset, folder: Path, root: Path) -> str:
    """Where a browser finds a file, as seen from the page."""
    path = asset.path.absolute()
    if path.is_relative_to(folder):
        return path.relative_to(folder).as_posix()
    return f"{ELSEWHERE}/{os.path.relpath(path, root)}".replace("..", ELSEWHERE).replace(os.sep, "/")


def stamp(path: Path) -> str:
    """What changes whenever a file does."""
    try:
        found = note(path).stat()
    except OSError:
        return "0"
    return sha256(f"{found.st_mtime_ns} {found.st_ctime_ns} {found.st_size} {found.st_ino}".encode()).hexdigest()[:12]


def linked(html: str, addresses: Mapping[str, str]) -> str:
    """HTML or CSS with addresses where its tokens stood."""
    if "asset:" not in html:
        return html
    return TOKEN.sub(lambda match: addresses.get(match[0], match[0]), html)


def troubles(found: Iterable[Diagnostic]) -> tuple[Trouble, ...]:
    """What is wrong, as it is shown; what is merely worth knowing is not."""
    return tuple(
        Trouble(each.severity.value, str(each), str(each.at.path) if each.at else "", each.at.line if each.at else 0)
        for each in found
        if each.severity is not Severity.INFO
    )
