"""Take the pictures of presenting.md from a running deck, and fill in its keys. ``python docs/presenting.py``."""

from __future__ import annotations

import re
from math import cos, sin
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import BrowserContext, Page, sync_playwright

from slidekit import build
from slidekit.browser import find_browser, launch_arguments

HERE = Path(__file__).parent
TALKS = HERE.parent / "talks"
WINDOW = {"width": 1280, "height": 720}
MARKED = re.compile(r"(?<=<!-- keys -->\n).*?(?=<!-- /keys -->)", re.DOTALL)
ROWS = """() => [...document.querySelectorAll('dialog[open] dl > div')].map((row) => [
  [...row.querySelectorAll('kbd')].map((key) => key.textContent),
  row.querySelector('dt').textContent.trim(),
])"""


def key_table(page: Page) -> str:
    """The keys as the deck's help lists them, as a Markdown table."""
    page.keyboard.press("?")
    rows = page.evaluate(ROWS)
    page.keyboard.press("Escape")
    page.wait_for_timeout(300)
    lines = [f"| {' '.join(f'`{key}`' for key in keys)} | {does} |" for keys, does in rows]
    return "\n".join(["| key | does |", "|---|---|", *lines, ""])


def opened(context: BrowserContext, folder: Path, talk: str, at: str) -> Page:
    """A talk in a tab, at a place."""
    page = folder / f"{talk}.html"
    if not page.exists():
        page.write_bytes(build(TALKS / talk / f"{talk}.rst").page)
    tab = context.new_page()
    tab.goto(page.as_uri() + at)
    tab.wait_for_timeout(500)
    return tab


def take(page: Page, name: str) -> None:
    """One picture."""
    page.wait_for_timeout(700)
    page.screenshot(path=HERE / f"{name}.png")


def draw(page: Page) -> None:
    """Circle something with the pen, as a hand does."""
    page.keyboard.press("c")
    around = [(545 + 135 * cos(turn / 9) + turn / 3, 212 + 55 * sin(turn / 9) - turn / 6) for turn in range(-20, 44)]
    page.mouse.move(*around[0])
    page.mouse.down()
    for x, y in around:
        page.mouse.move(x, y)
    page.mouse.up()


def main() -> None:
    """Write the pictures and the table."""
    with sync_playwright() as playwright, TemporaryDirectory() as name:
        folder = Path(name)
        browser = playwright.chromium.launch(executable_path=find_browser(), args=list(launch_arguments()))
        context = browser.new_context(viewport=WINDOW, device_scale_factor=1, color_scheme="light")
        slides = opened(context, folder, "tea", "#1")
        guide = HERE / "presenting.md"
        table = key_table(slides)
        guide.write_text(MARKED.sub(lambda _: table, guide.read_text("utf-8")), "utf-8")
        for _ in range(4):
            slides.keyboard.press("ArrowRight")
            slides.wait_for_timeout(400)
        with context.expect_page() as popup:
            slides.keyboard.press("s")
        popup.value.set_viewport_size(WINDOW)
        take(popup.value, "speaker")
        popup.value.close()
        draw(slides)
        take(slides, "pen")
        overview = opened(context, folder, "docker", "#28")
        overview.keyboard.press("o")
        take(overview, "overview")
        browser.close()


if __name__ == "__main__":
    main()
