"""Take the README's pictures: twelve slides of the first talk, and nine of the tour. ``python docs/screenshots.py``."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, sync_playwright

from slidekit import build
from slidekit.browser import find_browser, launch_arguments

HERE = Path(__file__).parent
TALK = HERE.parent / "talks" / "docker" / "docker.rst"
TOUR = HERE.parent / "talks" / "tour" / "tour.rst"
NINE = (
    "lists",
    "one-by-one",
    "in-which-order-and-how",
    "in-colours",
    "from-the-file-itself",
    "formulas",
    "a-picture",
    "a-colour-behind-it",
    "films-and-sounds",
)
ROWS = {"bold": (1, 2, 28, 57), "night": (6, 15, 24, 62), "editorial": (40, 8, 33, 90)}
WIDTH = 400
GAP = 12


def shots(browser: Browser, page: Path, slides: tuple[int | str, ...]) -> list[bytes]:
    """The slides of a page as PNG pictures, by number or id."""
    tab = browser.new_page(viewport={"width": 1280, "height": 720}, device_scale_factor=0.5)
    taken = []
    for number in slides:
        tab.goto(f"{page.as_uri()}#{number}")
        tab.evaluate("slidekit.deck.set({ step: 99 })")
        tab.wait_for_timeout(400)
        taken.append(tab.screenshot())
    tab.close()
    return taken


def contact_sheet(browser: Browser, pictures: list[bytes], columns: int) -> bytes:
    """The pictures in rows, as one."""
    width = columns * (WIDTH + GAP) + GAP
    tab = browser.new_page(viewport={"width": width, "height": 100})
    images = "".join(f'<img src="data:image/png;base64,{b64encode(data).decode()}">' for data in pictures)
    style = (
        f"body{{margin:0;padding:{GAP}px;background:#8a8f98;display:grid;gap:{GAP}px;"
        f"grid-template-columns:repeat({columns},{WIDTH}px)}}img{{width:100%;display:block;border-radius:4px}}"
    )
    tab.set_content(f"<style>{style}</style>{images}")
    tab.wait_for_timeout(200)
    return tab.screenshot(full_page=True)


def main() -> None:
    """Write docs/look.png and docs/tour.png."""
    with sync_playwright() as playwright, TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=list(launch_arguments()))
        pictures = []
        for theme, slides in ROWS.items():
            page = Path(folder, f"{theme}.html")
            page.write_bytes(build(TALK, {"theme": theme, "transition": "none"}).page)
            pictures += shots(browser, page, slides)
        (HERE / "look.png").write_bytes(contact_sheet(browser, pictures, columns=4))
        page = Path(folder, "tour.html")
        page.write_bytes(build(TOUR, {"transition": "none"}).page)
        (HERE / "tour.png").write_bytes(contact_sheet(browser, shots(browser, page, NINE), columns=3))
        browser.close()


if __name__ == "__main__":
    main()
