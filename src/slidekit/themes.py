"""A theme by its name or its folder, with the themes that it is based on. Finds; never renders."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from slidekit import resources
from slidekit.diagnostics import Diagnostic, Position, Severity
from slidekit.errors import DeckError, UsageError
from slidekit.lookup import Fence, find_file, is_file
from slidekit.media import FONT, fault
from slidekit.model import Asset
from slidekit.plugins import Owned, claims, installed
from slidekit.source import SHEET_BYTES, decode
from slidekit.stylesheets import unclosed, with_tokens
from slidekit.themefile import Font, ThemeFile, read_theme_file


class Place(NamedTuple):
    """Where a theme lies, and who brings it: ``""`` for us, a distribution, or nobody (``None``): a folder of its author's."""

    name: str
    folder: Path
    owner: str | None = None


class Face(NamedTuple):
    """A font's file that a theme brings; ``ours`` are cut already."""

    theme: str
    font: Font
    path: Path
    ours: bool


class Link(NamedTuple):
    """One theme of a chain of bases."""

    place: Place
    said: ThemeFile
    css: str
    faces: list[Face]


class Theme(NamedTuple):
    """How a deck looks.

    ``css`` are the style sheets, the base's first, each with whether it is one of ours, asset tokens in it; ``styles`` are
    the Pygments styles of its light and dark forms, ``styles_at`` where they are said; ``templates`` where its templates may lie, by the name of
    the theme, the nearest first; ``trusted`` whether all of it is installed.
    """

    name: str
    css: tuple[tuple[str, bool], ...]
    styles: tuple[str, ...]
    templates: Mapping[str, Path] = {}
    trusted: bool = True
    faces: tuple[Face, ...] = ()
    assets: Mapping[str, Asset] = {}
    dependencies: tuple[Path, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    styles_at: Position | None = None


def find_theme(name: str, near: Path, fence: Fence, at: Position | None = None) -> Theme:
    """Look a theme up: one of ours or of a plugin's by name, or a folder with a ``theme.css``, beside the talk.

    A wrong name is the fault of who gave it, the command line or the talk (``at``), and the answer
    lists the right ones. What is wrong with the theme itself is the theme's.
    """
    place = place_of(name, near.parent, fence, at)
    own: dict[str, Asset] = {}
    found: list[Diagnostic] = []
    chain: list[Link] = []
    while True:
        link = link_of(place, at, f"{len(chain)}:{place.name}/", own, found)
        chain.append(link)
        if not link.said.base:
            break
        open_fence = fence if place.owner is None and at is not None else Fence(place.folder, open=True)
        place = place_of(link.said.base, place.folder, open_fence, link.said.base_at)
        if any(place.folder.samefile(each.place.folder) for each in chain):
            names = " → ".join([*(each.place.name for each in chain), place.name])
            raise DeckError(
                Diagnostic("broken-theme", f"the bases lead in a circle: {names}", link.said.base_at, link.said.base)
            )
    sheets = [(each.css, each.place.owner == "") for each in reversed(chain)]
    return Theme(
        name=chain[0].place.name,
        css=tuple(sheets),
        styles=next((each.said.styles for each in chain if each.said.styles), ("default",)),
        templates={
            each.place.name: each.place.folder / "templates" for each in chain if has_templates(each.place.folder)
        },
        trusted=all(each.place.owner is not None for each in chain),
        faces=tuple(faces := [face for each in reversed(chain) for face in each.faces]),
        assets=own,
        dependencies=(
            *(path for each in chain for path in files_of(each.place)),
            *(asset.path for asset in own.values()),
            *(face.path for face in faces if not face.ours),
        ),
        diagnostics=tuple(found),
        styles_at=next((each.said.styles_at for each in chain if each.said.styles), None),
    )


def place_of(name: str, near: Path, fence: Fence, at: Position | None) -> Place:
    """Where the theme of this name lies."""
    folder = resources.STATIC / "themes" / name
    if re.fullmatch(r"[a-z0-9-]+", name) and is_file(folder / "theme.css"):
        return Place(name, folder, "")
    if name in guests()[0]:
        owner, said = guests()[0][name]
        try:
            if is_file(Path(said) / "theme.css"):
                return Place(name, Path(said), owner)
            reason: object = f"there is no {Path(said) / 'theme.css'}"
        except TypeError as error:
            reason = error
        raise failure(at)(
            Diagnostic("broken-plugin", f"the theme {name!r} of {owner} cannot be used: {reason}", at, name)
        )
    folder = near / name
    inside = "\0" not in name and (at is None or fence.holds(folder / "theme.css"))
    if inside and is_file(folder / "theme.css"):
        return Place(folder.absolute().name, folder)
    if inside and is_file(folder / "theme.toml"):
        raise DeckError(Diagnostic("broken-theme", "there is no theme.css beside it", Position(folder / "theme.toml")))
    message = f"no theme {name!r}; there are {', '.join(theme_names())}, or a folder with a theme.css"
    raise failure(at)(Diagnostic("unknown-theme", message, at, name))


def failure(at: Position | None) -> type[UsageError | DeckError]:
    """Whose fault a wrong name is: the command line's, or the talk's."""
    return UsageError if at is None else DeckError


def link_of(place: Place, at: Position | None, space: str, assets: dict[str, Asset], found: list[Diagnostic]) -> Link:
    """Read one theme; its files become assets of their own ``space``."""
    said = read_theme_file(place.folder)
    path = place.folder / "theme.css"
    if place.owner == "":
        css = resources.read(path)
    else:
        css = with_tokens(stranger(path, at), path, Fence(place.folder), assets, found, space)
    return Link(place, said, css, faces_of(place, said.fonts, found))


def faces_of(place: Place, fonts: tuple[Font, ...], found: list[Diagnostic]) -> list[Face]:
    """The faces that a theme brings. Raises DeckError for a file that is no font."""
    faces = []
    for font in fonts:
        folder = package_folder(font.package) if font.package else place.folder
        if folder is None:
            message = f"no package {font.package!r} is installed; the next face of the theme's list is taken"
            found.append(Diagnostic("missing-font", message, font.package_at, font.package, Severity.WARNING))
            continue
        file = find_file(font.file, folder, Fence(folder))
        if file.path is None and place.owner == "":
            continue  # not cut when slidekit was installed (hatch_build.py): the system's faces do
        reason = fault(file.path, FONT) if file.path else f"no such file: {file.reason}"
        if file.path is None or reason:
            raise DeckError(Diagnostic("broken-theme", reason, font.at, font.file))
        faces.append(Face(place.name, font, file.path, place.owner == ""))
    return faces


def package_folder(name: str) -> Path | None:
    """Where an installed package lies; it is not imported."""
    from importlib.util import find_spec

    try:
        spec = find_spec(name)
    except (ImportError, ValueError):
        return None
    folders = list(spec.submodule_search_locations or ()) if spec else []
    return Path(folders[0]) if folders else None


def stranger(path: Path, at: Position | None) -> str:
    """The style sheet of a theme that is not ours; it cannot end the element that it stands in, nor swallow other sheets."""
    try:
        if path.stat().st_size > SHEET_BYTES:
            raise OSError(27, f"it has more than {SHEET_BYTES:,} bytes")
        css = decode(path.read_bytes(), path)
    except OSError as error:
        raise failure(at)(Diagnostic("unknown-theme", f"{path}: {error.strerror}", at)) from None
    wrong = unclosed(css)
    if wrong:
        start, sign = wrong
        message = "this } closes nothing" if sign == "}" else f"this {sign} is never closed"
        place = Position(path, css.count("\n", 0, start) + 1, start - css.rfind("\n", 0, start))
        raise DeckError(Diagnostic("broken-theme", message, place, sign))
    return css.replace("</", "<\\/")


def has_templates(folder: Path) -> bool:
    """Whether a theme brings a template for the page."""
    return is_file(folder / "templates" / "page.html")


def files_of(place: Place) -> list[Path]:
    """The files of which a theme is made; of an installed one of ours none, for they do not change."""
    if place.owner == "":
        return []
    return [path for path in (place.folder / "theme.css", place.folder / "theme.toml") if is_file(path)]


def guests() -> tuple[dict[str, Owned], tuple[Diagnostic, ...]]:
    """The plugins' themes by name, and a warning for each whose name is taken."""
    return claims("themes", own_names()) if installed().plugins else ({}, ())


def own_names() -> list[str]:
    """The names of the themes that come with slidekit."""
    return sorted(path.parent.name for path in (resources.STATIC / "themes").glob("*/theme.css"))


def theme_names() -> list[str]:
    """The names of the themes that are installed: ours and the plugins'."""
    return sorted([*own_names(), *guests()[0]])


def described() -> list[tuple[str, str, str]]:
    """Each theme's name, what it says of itself, and the distribution of one that a plugin brings."""
    found = [(name, resources.STATIC / "themes" / name, "") for name in own_names()]
    found += [(name, folder, owner) for name, (owner, folder) in guests()[0].items()]
    return [(name, about(folder), owner) for name, folder, owner in sorted(found, key=lambda each: each[0])]


def about(folder: Any) -> str:
    """What a theme says of itself, in one line; empty if it says nothing, or cannot be read."""
    try:
        return read_theme_file(Path(folder)).about
    except (DeckError, TypeError):
        return ""
