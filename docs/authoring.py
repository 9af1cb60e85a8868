"""Fill authoring.md with the tour: each of its sources beside a picture of its slide. ``python docs/authoring.py``.

A picture's name holds a hash of its slide's source, so that the suite sees one that was not taken anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from playwright.sync_api import sync_playwright

from slidekit import Slide, build, read
from slidekit.browser import find_browser, launch_arguments

HERE = Path(__file__).parent
TOUR = HERE.parent / "talks" / "tour" / "tour.rst"
PICTURES = HERE / "tour"
MARKED = re.compile(r"(?<=<!-- tour -->\n).*?(?=<!-- /tour -->)", re.DOTALL)
SOURCE = re.compile(r"^( *)\.\. code-block:: rst\n(?:\1   :.*\n)*\n((?:\1   .*\n|\n)+)", re.MULTILINE)
"""A piece of source as the tour shows it: how far it is indented, and its text."""
WINDOW = {"width": 640, "height": 360}


class Sample(NamedTuple):
    """A slide of the tour that shows how something is written."""

    number: int
    slide: Slide
    sources: tuple[str, ...]
    picture: str


def sources_in(text: str) -> list[str]:
    """The pieces of source that a part of the tour shows."""
    return [
        "\n".join(line[len(indent) + 3 :] for line in body.rstrip("\n").split("\n"))
        for indent, body in SOURCE.findall(f"{text}\n")
    ]


def tour() -> Iterator[str | Sample]:
    """The titles of the tour's chapters, and the samples in them."""
    slides = read(TOUR).slides
    lines = TOUR.read_text(encoding="utf-8").split("\n")
    starts = [slide.at.line - 1 for slide in slides]
    for number, (slide, start, end) in enumerate(zip(slides, starts, [*starts[1:], len(lines)], strict=True), 1):
        text = "\n".join(lines[start:end])
        sources = tuple(sources_in(text))
        if sources:
            digest = sha256(text.strip().encode()).hexdigest()[:8]
            yield Sample(number, slide, sources, f"{slide.id}-{digest}.png")
        elif "divider" in slide.classes and re.match(".*\n=", text):
            yield slide.title


def guide() -> str:
    """The tour as Markdown, with its pictures."""
    parts = []
    for found in tour():
        if isinstance(found, str):
            parts.append(f"## {found}\n")
            continue
        code = "\n\n".join(f"```rst\n{source}\n```" for source in found.sources)
        picture = f'<img src="tour/{found.picture}" alt="The slide: {found.slide.title}" width="480">'
        parts.append(f"### {found.slide.title}\n\n<table><tr><td>\n\n{code}\n\n</td><td>{picture}</td></tr></table>\n")
    return "\n".join(parts)


def take_pictures() -> None:
    """A picture of each sample, with all its steps; those of older sources go."""
    PICTURES.mkdir(exist_ok=True)
    samples = [found for found in tour() if isinstance(found, Sample)]
    for old in PICTURES.iterdir():
        old.unlink()
    with sync_playwright() as playwright, TemporaryDirectory() as folder:
        page = Path(folder, "tour.html")
        page.write_bytes(build(TOUR, {"transition": "none"}).page)
        browser = playwright.chromium.launch(executable_path=find_browser(), args=list(launch_arguments()))
        tab = browser.new_page(viewport=WINDOW)
        shown = [slide for slide in read(TOUR).slides if not slide.hidden]
        for sample in samples:
            number = [slide.id for slide in shown].index(sample.slide.id) + 1
            tab.goto(f"{page.as_uri()}#{number}.{sample.slide.steps}")
            tab.wait_for_timeout(300)
            tab.screenshot(path=PICTURES / sample.picture)
        browser.close()


def main() -> None:
    """Write the tour's part of docs/authoring.md, and docs/tour/."""
    take_pictures()
    path = HERE / "authoring.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(MARKED.sub(lambda _: guide(), text), encoding="utf-8")


if __name__ == "__main__":
    main()
