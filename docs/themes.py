"""Take the pictures of themes.md, and fill in what it says of each theme and layout. ``python docs/themes.py``.

A picture's name holds a hash of what it shows, so that the suite sees one that was not taken anew. Also docs/looks.png.
"""

from __future__ import annotations

import re
import tomllib
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from runpy import run_path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from playwright.sync_api import Browser, sync_playwright

from slidekit import build
from slidekit.browser import find_browser, launch_arguments
from slidekit.themes import described

HERE = Path(__file__).parent
THEMES = HERE.parent / "static" / "themes"
PREVIEW = HERE.parent / "src" / "slidekit" / "templates" / "preview"
PICTURES = HERE / "themes"
SIX = (1, 2, 3, 6, 7, 8)
"""The slides of the preview that stand on a theme's sheet, and which of them stand there in its dark form, too."""
THREE = (1, 2, 6)
NINE = {
    "bold": 1,
    "classic": 2,
    "contrast": 3,
    "editorial": 1,
    "lecture": 6,
    "night": 5,
    "paper": 3,
    "plain": 8,
    "terminal": 7,
}
"""The slide of each theme that stands on the sheet of all; ``plain`` and others that have both are light there."""
WIDTH, GAP = 256, 8
MARKED = "(?<=<!-- {0} -->\n).*?(?=<!-- /{0} -->)"
LICENCE = "SIL OFL 1.1"


class Layout(NamedTuple):
    """A named layout: what it is for, the theme that it is shown in, and the slide."""

    about: str
    theme: str
    source: str

    def picture(self, name: str) -> str:
        """The file of its picture."""
        return f"layout-{name}-{short(self.source.encode(), *sources_of(self.theme))}.png"


class Theme(NamedTuple):
    """A theme as the guide tells of it."""

    name: str
    about: str
    schemes: tuple[str, ...]
    faces: Mapping[str, str]

    @property
    def picture(self) -> str:
        """The file of its sheet."""
        slides = [path.read_bytes() for path in sorted(PREVIEW.iterdir())]
        return f"{self.name}-{short(*slides, *sources_of(self.name))}.png"


LAYOUTS = {
    "title": Layout(
        "the title of the talk or of a part, with subtitle and authors",
        "bold",
        "What the ice says\n=================\n\n:layout: title\n\nThirty springs on one river\n\nAda Brook and Jonas Weir",
    ),
    "statement": Layout(
        "one sentence, as large as it can be, whatever stands beside it",
        "editorial",
        "Answers\n=======\n\n:layout: statement\n\nMeasure before you *cut*",
    ),
    "quote": Layout(
        "a block quote and who said it; its quotation mark hangs",
        "paper",
        "slide\n=====\n\n:layout: quote\n\n"
        "   “We measure the river so that we may remember it.”\n\n   -- Head gauge keeper, 1874",
    ),
    "two-columns": Layout(
        "text that runs on in a second column",
        "classic",
        "Packing list\n============\n\n:layout: two-columns\n\n"
        "* Lantern\n* Staff\n* Book\n* Two pencils\n* Rope\n* Boots\n* Bread\n* Tea",
    ),
    "picture-left": Layout(
        "the first picture fills the left half of the stage; the rest stands beside it",
        "lecture",
        "Where it stands\n===============\n\n:layout: picture-left\n\n"
        ".. image:: river.svg\n   :alt: A river between hills\n\nOn the left bank, since 1826.",
    ),
    "picture-right": Layout(
        "the same, on the right",
        "plain",
        "Where it stands\n===============\n\n:layout: picture-right\n\n"
        ".. image:: river.svg\n   :alt: A river between hills\n\nOn the left bank, since 1826.",
    ),
    "full-picture": Layout(
        "the picture fills the stage, behind the text",
        "night",
        "The bend below the mill\n=======================\n\n:layout: full-picture\n\n"
        ".. image:: river.svg\n   :alt: A river between hills",
    ),
    "code": Layout(
        "code as large as it can be, under a small title",
        "terminal",
        "A day's level\n=============\n\n:layout: code\n\n"
        ".. code-block:: python\n\n   def level(readings):\n       return median(readings)",
    ),
    "table": Layout(
        "a table as wide as the stage",
        "contrast",
        "Three springs\n=============\n\n:layout: table\n\n"
        "====  =======  =====\nYear  Highest  Days\n====  =======  =====\n1845   9.96 m     31\n1940   8.12 m     17\n"
        "2002   9.40 m     12\n====  =======  =====",
    ),
    "big-number": Layout(
        "the first paragraph, large; the rest says what it counts",
        "bold",
        "Days above the red mark\n=======================\n\n:layout: big-number\n\n1,204\n\nsince 1826, most of them in spring",
    ),
}


def short(*parts: bytes) -> str:
    """What a picture's name ends with."""
    return sha256(b"\0".join(parts)).hexdigest()[:8]


def sources_of(theme: str) -> tuple[bytes, ...]:
    """The files that say how a theme looks."""
    return tuple((THEMES / theme / name).read_bytes() for name in ("theme.css", "theme.toml"))


def cut_faces() -> tuple[Any, ...]:
    """The faces that are cut for our themes when slidekit is built."""
    return tuple(run_path(str(HERE.parent / "hatch_build.py"))["FACES"])


def themes() -> tuple[Theme, ...]:
    """Ours, by name."""
    cut = {f"{face.name}.woff2": face.package for face in cut_faces()}
    found = []
    for name, about, owner in described():
        if owner:
            continue
        css, toml = (text.decode() for text in sources_of(name))
        both = "color-scheme: light dark" in css
        fonts = tomllib.loads(toml).get("fonts", ())
        faces = {font["family"]: cut[font["file"]].replace("_", "-") for font in fonts}
        schemes = ("light", "dark") if both else (re.findall(r"color-scheme: (light|dark);", css)[0],)
        found.append(Theme(name, about, schemes, faces))
    return tuple(found)


def told_of_themes() -> str:
    """The part of the guide with a picture of each theme."""
    parts = []
    for theme in themes():
        schemes = " and ".join(theme.schemes) if len(theme.schemes) > 1 else f"{theme.schemes[0]} only"
        faces = ", ".join(f"{family} ({LICENCE})" for family in theme.faces) or "the system's"
        picture = f'<img src="themes/{theme.picture}" alt="Slides in the theme {theme.name}" width="800">'
        parts.append(f"### {theme.name}\n\n{theme.about}. {schemes.capitalize()}. Face: {faces}.\n\n{picture}\n")
    return "\n".join(parts)


def told_of_layouts() -> str:
    """The part of the guide with a picture of each layout."""
    parts = []
    for name, layout in LAYOUTS.items():
        code = f"```rst\n{layout.source}\n```"
        picture = f'<img src="themes/{layout.picture(name)}" alt="The layout {name}, in {layout.theme}" width="480">'
        table = f"<table><tr><td>\n\n{code}\n\n</td><td>{picture}</td></tr></table>"
        parts.append(f"### `{name}`\n\n{layout.about.capitalize()}. (Shown in `{layout.theme}`.)\n\n{table}\n")
    return "\n".join(parts)


def told_of_faces() -> str:
    """The table of the faces, with where they are from."""
    rows = [
        f"| {family} | {theme.name} | [`{package}`](https://pypi.org/project/{package}/) | {LICENCE} |"
        for theme in themes()
        for family, package in theme.faces.items()
    ]
    return "\n".join(["| face | theme | from | licence |", "|---|---|---|---|", *rows, ""])


PARTS = {"themes": told_of_themes, "layouts": told_of_layouts, "faces": told_of_faces}


def shots(browser: Browser, page: Path, slides: tuple[int, ...], scheme: Any, scale: float = 0.5) -> list[bytes]:
    """Slides of a page, whole, as it looks to somebody who likes it light or dark."""
    viewport: Any = {"width": 1280, "height": 720}
    tab = browser.new_page(viewport=viewport, device_scale_factor=scale, color_scheme=scheme)
    taken = []
    for number in slides:
        tab.goto(f"{page.as_uri()}#{number}")
        tab.evaluate("slidekit.deck.set({ step: 99 })")
        tab.evaluate("document.fonts.ready")
        tab.wait_for_timeout(300)
        taken.append(tab.screenshot())
    tab.close()
    return taken


def contact_sheet(browser: Browser, pictures: list[bytes]) -> bytes:
    """The pictures in rows of three, as one."""
    tab = browser.new_page(viewport={"width": 3 * (WIDTH + GAP) + GAP, "height": 100})
    images = "".join(f'<img src="data:image/png;base64,{b64encode(data).decode()}">' for data in pictures)
    style = (
        f"body{{margin:0;padding:{GAP}px;background:#8a8f98;display:grid;gap:{GAP}px;"
        f"grid-template-columns:repeat(3,{WIDTH}px)}}img{{width:100%;display:block;border-radius:4px}}"
    )
    tab.set_content(f"<style>{style}</style>{images}")
    tab.wait_for_timeout(200)
    taken = tab.screenshot(full_page=True)
    tab.close()
    return taken


def take_pictures() -> None:
    """A sheet of each theme, a picture of each layout, and the sheet of all; what was there before goes."""
    PICTURES.mkdir(exist_ok=True)
    for old in PICTURES.iterdir():
        old.unlink()
    with sync_playwright() as playwright, TemporaryDirectory() as place:
        folder = Path(place)
        browser = playwright.chromium.launch(executable_path=find_browser(), args=list(launch_arguments()))
        page = folder / "page.html"
        nine = []
        for theme in themes():
            page.write_bytes(build(PREVIEW / "preview.rst", {"theme": theme.name, "transition": "none"}).page)
            sheet = shots(browser, page, SIX, theme.schemes[0])
            sheet += [picture for scheme in theme.schemes[1:] for picture in shots(browser, page, THREE, scheme)]
            (PICTURES / theme.picture).write_bytes(contact_sheet(browser, sheet))
            nine += shots(browser, page, (NINE[theme.name],), theme.schemes[0])
        (HERE / "looks.png").write_bytes(contact_sheet(browser, nine))
        (folder / "river.svg").write_bytes((PREVIEW / "river.svg").read_bytes())
        talk = folder / "talk.rst"
        for name, layout in LAYOUTS.items():
            talk.write_text(f"{layout.source}\n", encoding="utf-8")
            page.write_bytes(build(talk, {"theme": layout.theme, "transition": "none"}).page)
            (picture,) = shots(browser, page, (1,), "light", 0.375)
            (PICTURES / layout.picture(name)).write_bytes(picture)
        browser.close()


def filled(text: str) -> str:
    """The guide with its parts as they are now."""
    for name, tell in PARTS.items():
        told = tell()
        text = re.sub(MARKED.format(name), lambda _, told=told: told, text, flags=re.DOTALL)  # type: ignore[misc]
    return text


def main() -> None:
    """Write docs/themes/, docs/looks.png, and their parts of docs/themes.md."""
    take_pictures()
    path = HERE / "themes.md"
    path.write_text(filled(path.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
