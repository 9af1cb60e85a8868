"""Cut the faces that our themes bring out of the packages that have them, when slidekit is built or installed.

No font is committed: each comes whole from a kept package with an open licence (SIL OFL 1.1), and is cut down to the
Latin script and to the weights that the theme uses. Its licence goes beside it. Where a theme's faces are not there, it has
the faces of the system, which its style sheet names after them.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

THEMES = Path(__file__).parent / "static" / "themes"

WESTERN = (
    *range(0x20, 0x7F),
    *range(0xA0, 0x100),
    *(0x131, 0x141, 0x142, 0x152, 0x153, 0x160, 0x161, 0x178, 0x17D, 0x17E, 0x2C6, 0x2DA, 0x2DC, 0x1E9E),
    *range(0x2010, 0x2028),
    *(0x2030, 0x2032, 0x2033, 0x2039, 0x203A, 0x2044, 0x20AC, 0x2116, 0x2122, 0x2190, 0x2191, 0x2192, 0x2193),
    *(0x2202, 0x2212, 0x221A, 0x221E, 0x2248, 0x2260, 0x2264, 0x2265, 0x2713),
)
"""The letters of Western Europe and America, and the signs that they use."""

LATIN = (*WESTERN, *range(0x100, 0x180), 0x218, 0x219, 0x21A, 0x21B)
"""The letters of the other languages of Europe that are written in Latin besides."""

DRAWING = tuple(range(0x2500, 0x25A0))
"""Lines and blocks, as terminals draw with."""

FEATURES = ("kern", "mark", "mkmk", "liga", "ccmp", "locl", "tnum", "lnum", "onum", "frac", "sups")


class Face(NamedTuple):
    """One file of a theme: the theme, what it is called there, the package, its file, and where its axes are cut."""

    theme: str
    name: str
    package: str
    file: str
    axes: Mapping[str, Any] = MappingProxyType({})
    letters: tuple[int, ...] = LATIN


FACES = (
    Face(
        "bold",
        "bricolage",
        "fontpkg_bricolage_grotesque",
        "BricolageGrotesque[opsz,wdth,wght].ttf",
        {"opsz": 48, "wdth": 100, "wght": (400, 800)},
    ),
    Face("contrast", "atkinson", "fontpkg_atkinson_hyperlegible", "AtkinsonHyperlegible-Regular.ttf"),
    Face("contrast", "atkinson-bold", "fontpkg_atkinson_hyperlegible", "AtkinsonHyperlegible-Bold.ttf"),
    Face(
        "editorial",
        "fraunces",
        "fontpkg_fraunces",
        "Fraunces[SOFT,WONK,opsz,wght].ttf",
        {"SOFT": 0, "WONK": 0, "opsz": 48, "wght": (400, 700)},
        WESTERN,
    ),
    Face(
        "editorial",
        "fraunces-italic",
        "fontpkg_fraunces",
        "Fraunces-Italic[SOFT,WONK,opsz,wght].ttf",
        {"SOFT": 0, "WONK": 0, "opsz": 48, "wght": 400},
        WESTERN,
    ),
    Face("lecture", "figtree", "fontpkg_figtree", "Figtree[wght].ttf", {"wght": (400, 700)}),
    Face("night", "space-grotesk", "fontpkg_space_grotesk", "SpaceGrotesk[wght].ttf", {"wght": (400, 700)}),
    Face("paper", "lora", "fontpkg_lora", "Lora[wght].ttf", {"wght": (400, 700)}, WESTERN),
    Face("paper", "lora-italic", "fontpkg_lora", "Lora-Italic[wght].ttf", {"wght": 400}, WESTERN),
    Face(
        "terminal",
        "jetbrains-mono",
        "fontpkg_jetbrains_mono",
        "JetBrainsMono[wght].ttf",
        {"wght": (400, 800)},
        (*LATIN, *DRAWING),
    ),
)


class FacesOfThemes(BuildHookInterface[Any]):
    """Cut the faces before the files are collected; those that are there already are kept."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the faces that are missing."""
        del version, build_data
        if find_spec("fontTools") is None or find_spec("brotli") is None:
            self.app.display_warning("without fonttools and brotli the themes have the system's faces")
            return
        for face in FACES:
            path = THEMES / face.theme / f"{face.name}.woff2"
            if path.parent.is_dir() and not path.exists():
                cut(face, path)


def cut(face: Face, path: Path) -> None:
    """Write a face, and the licence of its font."""
    from fontTools.subset import Options, Subsetter, load_font, save_font
    from fontTools.varLib.instancer import instantiateVariableFont

    spec = find_spec(face.package)
    if spec is None or spec.origin is None:
        raise FileNotFoundError(f"{face.package} is not installed: it is a build requirement of pyproject.toml")
    package = Path(spec.origin).parent
    options = Options(
        layout_features=[*FEATURES], flavor="woff2", name_IDs=[0, 1, 2, 13, 14], hinting=False, notdef_outline=True
    )
    options.recalc_timestamp = False  # the same font gives the same bytes
    font = load_font(str(package / "files" / face.file), options)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=face.letters)
    subsetter.subset(font)
    if face.axes:
        instantiateVariableFont(font, dict(face.axes), inplace=True)
    part = path.with_suffix(".part")
    save_font(font, str(part), options)
    (path.parent / f"{face.name.partition('-')[0]}-LICENSE.txt").write_bytes((package / "LICENSE").read_bytes())
    part.replace(path)
