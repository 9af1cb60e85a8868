"""What a plugin is, and which are installed. Our own features are plugins too; this module knows none of them.

Importing ``importlib.metadata`` takes as long as reading a small talk: what is installed is looked up here, where the
packaging standards say that it stands, and most often there is nothing.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from slidekit.diagnostics import Diagnostic, Position, Severity
from slidekit.errors import SlidekitError

if TYPE_CHECKING:
    from slidekit.model import Deck

GROUP = "slidekit.plugins"
"""The group of entry points by which an installed package names its plugin."""

LONGEST = 1_000_000
"""Bytes of a list of entry points."""

NAMED = {"directives": "directive", "roles": "role", "themes": "theme", "readers": "reader"}
"""What a plugin brings by name, and what one of it is called."""

Place = Any
"""A directive, a role, a transform, a parser or a check; or, as ``package.module:name``, where it is when it is needed."""


class Plugin(NamedTuple):
    """What an installed package adds to slidekit, named by an entry point of the group ``slidekit.plugins``.

    ``directives`` and ``roles`` by name, as docutils takes them (a role may be a mapping of options, as ``class``, too);
    ``transforms`` are docutils' and run with docutils' own, before the document is cut into slides; ``themes`` are
    folders with a ``theme.css`` by name; ``checks`` take a `Deck` and give diagnostics; ``readers`` are docutils'
    parsers by the ending of the talk's name, ``.md``.
    """

    directives: Mapping[str, Place] = {}
    roles: Mapping[str, Place] = {}
    transforms: tuple[Place, ...] = ()
    themes: Mapping[str, Any] = {}
    checks: tuple[Callable[..., Any] | str, ...] = ()
    readers: Mapping[str, Place] = {}


class Owned(NamedTuple):
    """A plugin, or something of one, and the distribution that it came with."""

    owner: str
    value: Any


class Installed(NamedTuple):
    """The plugins that are installed, what is wrong with others, and whose each of their packages is."""

    plugins: tuple[Owned, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    packages: Mapping[str, str] = {}


@cache
def imported(place: str) -> Any:
    """What stands at ``package.module:name``."""
    from importlib import import_module

    module, _, name = place.partition(":")
    found: Any = import_module(module)
    for part in name.split("."):
        found = getattr(found, part)
    return found


def load(place: Place) -> Any:
    """A value, or what stands where it says."""
    return imported(place) if isinstance(place, str) else place


@cache
def installed() -> Installed:
    """The plugins that are installed: imported at the first call."""
    plugins: list[Owned] = []
    wrong: list[Diagnostic] = []
    packages: dict[str, str] = {}
    for owner, name, place in sorted(find_entries(searched())):
        packages[place.partition(":")[0].partition(".")[0]] = owner
        what = f"the plugin {name!r} of {owner}"
        try:
            value = imported(place)
        except MemoryError:
            raise
        except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever a stranger's module raises
            wrong.append(broken(f"{what} cannot be imported", error, Severity.WARNING))
            continue
        fault = fault_of(value)
        if fault:
            wrong.append(Diagnostic("broken-plugin", f"{what} is left out: {fault}", severity=Severity.WARNING))
        else:
            plugins.append(Owned(owner, value))
    return Installed(tuple(plugins), tuple(wrong), packages)


def searched() -> list[str]:
    """The folders where distributions may be installed.

    Python puts the working folder there where it is asked to run a module: a talk may lie in that, nothing installed.
    """
    library = os.path.dirname(os.__file__)  # noqa: PTH120 - pathlib takes longer than all of this
    own = {library, os.path.join(library, "lib-dynload")}  # noqa: PTH118
    folders = sys.path
    if not sys.flags.safe_path and folders and folders[0] in ("", os.getcwd()):  # noqa: PTH109
        folders = folders[1:]
    return [folder for folder in dict.fromkeys(folders) if folder not in own]


def find_entries(folders: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """The entry points of our group: the distribution, its name for the plugin, and where that stands.

    Of a distribution that is there twice the first counts, as it does for ``import``.
    """
    known: set[str] = set()
    for folder in folders:
        for path, text in find_texts(folder):
            owner = distribution(path)
            if owner in known:
                continue
            known.add(owner)
            section = ""
            for line in map(str.strip, text.splitlines()):
                if line.startswith("["):
                    section = line.strip("[]").strip()
                elif section == GROUP and not line.startswith(("#", ";")):
                    name, equals, place = line.partition("=")
                    if equals:
                        yield owner, name.strip(), place.partition("[")[0].strip()


def find_texts(folder: str) -> Iterator[tuple[str, str]]:
    """The lists of entry points in a folder that speak of our group, with the folder that each stands in."""
    try:
        with os.scandir(folder) as entries:
            names = [entry.path for entry in entries if entry.name.endswith((".dist-info", ".egg-info"))]
    except OSError:
        return
    for path in sorted(names):
        try:
            file = os.open(f"{path}/entry_points.txt", os.O_RDONLY)  # ``open`` itself takes half as long again
        except OSError:
            continue
        try:
            data = os.read(file, LONGEST)
        except OSError:  # it is a folder
            continue
        finally:
            os.close(file)
        if GROUP.encode() in data:
            yield path, data.decode("utf-8", "replace")


def distribution(path: str) -> str:
    """What a distribution is called whose metadata stand in a folder."""
    for name in ("METADATA", "PKG-INFO"):
        try:
            for line in Path(path, name).read_text("utf-8", "replace").splitlines():
                if line.lower().startswith("name:"):
                    return line[5:].strip()
        except OSError:
            continue
    return Path(path).stem.partition("-")[0]


def fault_of(value: Any) -> str:
    """What is wrong with a value that an entry point names as a plugin; empty if nothing is."""
    if not isinstance(value, Plugin):
        return f"it is of type {type(value).__name__}, not slidekit.Plugin"
    for field in NAMED:
        if not isinstance(getattr(value, field), Mapping):
            return f"its {field!r} are no mapping of names"
        odd = next((name for name in getattr(value, field) if not isinstance(name, str) or not name), None)
        if odd is not None:
            return f"its {field!r} have a name that is none: {odd!r}"
    for field in ("transforms", "checks"):
        if not isinstance(getattr(value, field), tuple | list):
            return f"its {field!r} are no tuple"
    ending = next((name for name in value.readers if not name.startswith(".")), None)
    return f"the ending {ending!r} of a reader does not begin with a dot" if ending is not None else ""


def broken(what: str, error: BaseException, severity: Severity = Severity.ERROR) -> Diagnostic:
    """What is said of a plugin that fails; it points at the plugin's own line."""
    return Diagnostic("broken-plugin", f"{what}: {told(error)}", place_of(error), severity=severity)


def told(error: BaseException) -> str:
    """An exception in one line."""
    said = " ".join(str(error).split())
    kind = type(error).__name__
    return f"{kind}: {said[:300]}" if said else kind


def place_of(error: BaseException) -> Position | None:
    """Where others' code stood when it raised."""
    if isinstance(error, SyntaxError) and error.filename and error.lineno:
        return Position(Path(error.filename), error.lineno, max(1, error.offset or 1))
    found: Position | None = None
    step = error.__traceback__
    while step is not None:
        package = str(step.tb_frame.f_globals.get("__name__", "")).partition(".")[0]
        if package not in sys.stdlib_module_names and package not in ("docutils", "slidekit"):
            found = Position(Path(step.tb_frame.f_code.co_filename), step.tb_lineno)
        step = step.tb_next
    return found


def claims(field: str, own: Collection[str]) -> tuple[dict[str, Owned], tuple[Diagnostic, ...]]:
    """What plugins bring by name in one of their fields, and a warning for each name that somebody had before.

    Names of our ``own`` stay ours: those of directives stand between a stranger's talk and the machine's files.
    """
    taken: dict[str, Owned] = {}
    wrong: list[Diagnostic] = []
    for owner, plugin in installed().plugins:
        for name, value in getattr(plugin, field).items():
            key = name if field == "themes" else name.lower()
            first = "slidekit" if key in own else taken[key].owner if key in taken else ""
            if first:
                message = f"the {NAMED[field]} {name!r} of {owner} is left out: {first} has one of that name"
                wrong.append(Diagnostic("plugin-conflict", message, severity=Severity.WARNING))
            else:
                taken[key] = Owned(owner, value)
    return taken, tuple(wrong)


def endings() -> tuple[str, ...]:
    """How the names of talks end that plugins read."""
    return tuple(sorted({ending.lower() for _, plugin in installed().plugins for ending in plugin.readers}))


def run_checks(deck: Deck) -> tuple[Diagnostic, ...]:
    """What the plugins' checks have to say of a deck."""
    found: list[Diagnostic] = []
    for owner, plugin in installed().plugins:
        for place in plugin.checks:
            name = place if isinstance(place, str) else getattr(place, "__name__", "?")
            try:
                given = list(load(place)(deck))
                odd = next((each for each in given if not isinstance(each, Diagnostic)), None)
                if odd is not None:
                    raise TypeError(f"it gave {type(odd).__name__}, not slidekit.Diagnostic")
            except (MemoryError, SlidekitError):
                raise
            except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever a stranger's check raises
                found.append(broken(f"the check {name!r} of {owner} failed", error, Severity.WARNING))
            else:
                found += given
    return tuple(found)
