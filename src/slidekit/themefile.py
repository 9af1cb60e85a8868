"""What a theme says of itself in its ``theme.toml``."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, NamedTuple

from slidekit.diagnostics import Diagnostic, Position
from slidekit.errors import DeckError
from slidekit.lookup import is_file
from slidekit.options import suggestion

FILE_BYTES = 100_000
"""The largest file that is taken for a theme's."""

KEYS = ("name", "about", "base", "highlight", "fonts")
FONT_KEYS = ("family", "file", "package", "weight", "style")
NEEDED = ("family", "file")


class Font(NamedTuple):
    """A face that a theme brings: its family as CSS calls it, the file, and the package that has that, if not the theme's folder.

    ``weight`` and ``style`` are what ``@font-face`` takes; ``at`` and ``package_at`` are where the theme names file and package.
    """

    family: str
    file: str
    package: str
    weight: str
    style: str
    at: Position
    package_at: Position


class ThemeFile(NamedTuple):
    """What a theme says of itself; what it leaves out is its base's."""

    about: str = ""
    base: str = ""
    base_at: Position | None = None
    styles: tuple[str, ...] = ()
    styles_at: Position | None = None
    fonts: tuple[Font, ...] = ()


def read_theme_file(folder: Path) -> ThemeFile:
    """Read the ``theme.toml`` in a folder; a theme without one says nothing.

    Raises DeckError with all that is wrong in it.
    """
    path = folder / "theme.toml"
    if not is_file(path):
        return ThemeFile()
    try:
        if path.stat().st_size > FILE_BYTES:
            raise OSError(27, f"it has more than {FILE_BYTES:,} bytes")
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise DeckError(Diagnostic("broken-theme", f"the theme cannot be read: {reason}", Position(path))) from None
    return Reading(path, text).theme_file()


class Reading:
    """One theme.toml, and what is wrong with it."""

    def __init__(self, path: Path, text: str) -> None:
        self.path, self.lines = path, text.split("\n")
        self.found: list[Diagnostic] = []
        self.table = self.parse(text)

    def parse(self, text: str) -> dict[str, Any]:
        """The file as a table."""
        import tomllib

        try:
            return tomllib.loads(text)
        except (ValueError, RecursionError) as error:  # what tomllib raises for bad TOML, and for odd
            raise DeckError(Diagnostic("broken-theme", f"not TOML: {error}", Position(self.path))) from None

    def theme_file(self) -> ThemeFile:
        """What stands in it."""
        self.check_keys(self.table, KEYS)
        self.text("name")
        base = self.text("base")
        base_at, styles_at = (self.at(key) if key in self.table else None for key in ("base", "highlight"))
        read = ThemeFile(self.text("about"), base, base_at, self.styles(), styles_at, self.fonts())
        if self.found:
            raise DeckError(*self.found)
        return read

    def at(self, key: str, number: int = 0) -> Position:
        """Where a key stands; in the table of a font, that ``number`` of times."""
        places = [
            (line, text.index(key) + 1)
            for line, text in enumerate(self.lines, 1)
            if text.lstrip().startswith((key, f'"{key}"'))
        ]
        return Position(self.path, *places[min(number, len(places) - 1)]) if places else Position(self.path)

    def wrong(self, message: str, key: str, number: int = 0) -> None:
        """Note that something is wrong with a key."""
        self.found.append(Diagnostic("broken-theme", message, self.at(key, number), key))

    def check_keys(self, table: dict[str, Any], known: tuple[str, ...], number: int = 0) -> None:
        """Note the keys that there are not."""
        for key in table:
            if key not in known:
                meant = suggestion(key, known)
                hint = f"did you mean {meant!r}?" if meant else f"there are {', '.join(known)}"
                self.wrong(f"a theme has no {key!r}; {hint}", key, number)

    def package_at(self, number: int, tables: list[dict[str, Any]]) -> Position:
        """Where the font of this number names its package."""
        return self.at("package", sum("package" in table for table in tables[:number]))

    def text(self, key: str) -> str:
        """A text, on one line."""
        value = self.table.get(key, "")
        if not isinstance(value, str):
            self.wrong(f"{key} is a text in quotes", key)
            return ""
        return " ".join(value.split())

    def styles(self) -> tuple[str, ...]:
        """The Pygments styles for light and dark."""
        value = self.table.get("highlight", [])
        names = [value] if isinstance(value, str) else value
        if not isinstance(names, list) or len(names) > 2 or not all(isinstance(name, str) and name for name in names):
            self.wrong(
                'highlight is the name of a Pygments style, or two, for light and dark: ["xcode", "monokai"]',
                "highlight",
            )
            return ()
        return tuple(names)

    def fonts(self) -> tuple[Font, ...]:
        """The faces that it brings."""
        tables = self.table.get("fonts", [])
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            self.wrong("each font is a table of its own, [[fonts]]", "fonts")
            return ()
        found = []
        for number, table in enumerate(tables):
            self.check_keys(table, FONT_KEYS, number)
            said = {key: table.get(key, "") for key in FONT_KEYS}
            odd = [key for key, value in said.items() if not isinstance(value, str) or set(value) & set('"\\\n;{}<')]
            if isinstance(said["package"], str) and not re.fullmatch(r"\w*", said["package"]):
                odd.append("package")
            missing = [key for key in NEEDED if not said[key]]
            for key in odd:
                self.wrong(f"a font's {key} is a text in quotes, without signs of CSS", key, number)
            if missing:
                self.found.append(
                    Diagnostic(
                        "broken-theme", f"a font has no {' and no '.join(missing)}", self.at("[[fonts]]", number)
                    )
                )
            if not odd and not missing:
                said["weight"] = said["weight"] or "400"
                said["style"] = said["style"] or "normal"
                found.append(Font(**said, at=self.at("file", number), package_at=self.package_at(number, tables)))
        return tuple(found)
