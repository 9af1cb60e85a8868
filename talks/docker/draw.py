"""Draws static/docker.png: three containers side by side on the host they share. Needs Pillow."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

SIZE = (1200, 720)
FINE = 4
"""Everything is drawn this many times larger and then reduced, which smooths the edges."""

SLATE, SLATE_DARK, SLATE_LIGHT = "#4a5b70", "#37444f", "#66788e"
LAMPS = ("#6fcf97", "#6fcf97", "#f2c94c")
WHITE = "#ffffff"
CONTAINERS = (
    ("web", "#1d7068", "#2a9d8f", "#8fd3ca", "#5dbcb0"),
    ("app", "#33589a", "#4f7cc4", "#b4caec", "#86a6dc"),
    ("data", "#a64f26", "#d97b4f", "#f6cdb8", "#eba686"),
)
"""Label, then the colours of lid and word, walls, libraries, and the files below them."""


class Pen:
    """Draws on the enlarged picture in the units of the small one."""

    def __init__(self, picture: Image.Image) -> None:
        self.draw = ImageDraw.Draw(picture)

    def box(self, left: float, top: float, width: float, height: float, radius: float, fill: str) -> None:
        """Draw a box with round corners."""
        edges = [FINE * edge for edge in (left, top, left + width, top + height)]
        self.draw.rounded_rectangle(edges, FINE * radius, fill)

    def dot(self, x: float, y: float, radius: float, fill: str) -> None:
        """Draw a disc around a point."""
        self.box(x - radius, y - radius, 2 * radius, 2 * radius, radius, fill)

    def word(self, x: float, y: float, text: str, size: float, fill: str) -> None:
        """Write a word around a point."""
        font = ImageFont.load_default(FINE * size)
        self.draw.text((FINE * x, FINE * y), text, fill, font, anchor="mm", stroke_width=FINE * size / 60)


def draw_host(pen: Pen) -> None:
    """Two slabs: the machine, and on it the one kernel that all containers share."""
    pen.box(20, 566, 1160, 144, 30, SLATE_DARK)
    pen.box(20, 566, 1160, 130, 30, SLATE)
    pen.word(600, 630, "host", 54, WHITE)
    for number, colour in enumerate(LAMPS):
        pen.dot(92 + 42 * number, 631, 11, colour)
    for number in range(6):
        pen.box(940 + 34 * number, 602, 14, 58, 7, SLATE_DARK)
    pen.box(60, 500, 1080, 54, 18, SLATE_LIGHT)
    pen.word(600, 526, "kernel", 34, WHITE)


def draw_container(pen: Pen, left: float, label: str, lid: str, wall: str, libraries: str, files: str) -> None:
    """Draw a box with lid and feet, and in it three layers: the app, its libraries, its files."""
    for foot in (left + 30, left + 250):
        pen.box(foot, 470, 60, 30, 8, lid)
    pen.box(left, 50, 340, 440, 26, wall)
    pen.box(left - 6, 24, 352, 62, 20, lid)
    for rib in range(8):
        pen.box(left + 28 + 38 * rib, 42, 18, 26, 9, wall)
    pen.box(left + 24, 110, 292, 190, 18, WHITE)
    pen.word(left + 170, 202, label, 84, lid)
    pen.box(left + 24, 314, 139, 68, 16, libraries)
    pen.box(left + 177, 314, 139, 68, 16, libraries)
    pen.box(left + 24, 396, 292, 68, 16, files)


def draw_picture() -> Image.Image:
    """Put the whole together, at its final size, on a transparent ground."""
    picture = Image.new("RGBA", (FINE * SIZE[0], FINE * SIZE[1]))
    pen = Pen(picture)
    draw_host(pen)
    for number, colours in enumerate(CONTAINERS):
        draw_container(pen, 60 + 370 * number, *colours)
    return picture.resize(SIZE, Image.Resampling.BOX)


if __name__ == "__main__":
    few_colours = draw_picture().quantize(128, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few_colours.save(Path(__file__).parent / "static" / "docker.png", optimize=True)
