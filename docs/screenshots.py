"""Take the README's picture: twelve slides of the first talk, four in each theme. ``python docs/screenshots.py``."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, sync_playwright

from slidekit import build
from slidekit.browser import find_browser, launch_arguments

HERE = Path(__file__).parent
TALK = HERE.parent / "talks" / "docker" / "docker.rst"
ROWS = {"plain": (1, 2, 28, 57), "night": (6, 15, 24, 62), "classic": (40, 8, 33, 90)}
WIDTH = 400
GAP = 12


def shots(browser: Browser, page: Path, slides: tuple[int, ...]) -> list[bytes]:
    """The slides of a page as PNG pictures."""
    tab = browser.new_page(viewport={"width": 1280, "height": 720}, device_scale_factor=0.5)
    taken = []
    for number in slides:
        tab.goto(f"{page.as_uri()}#{number}")
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
    """Write docs/look.png."""
    with sync_playwright() as playwright, TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=list(launch_arguments()))
        pictures = []
        for theme, slides in ROWS.items():
            page = Path(folder, f"{theme}.html")
            page.write_bytes(build(TALK, {"theme": theme, "transition": "none"}).page)
            pictures += shots(browser, page, slides)
        (HERE / "look.png").write_bytes(contact_sheet(browser, pictures, columns=4))
        browser.close()


if __name__ == "__main__":
    main()
