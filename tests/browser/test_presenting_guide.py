from __future__ import annotations

import re

from browser.conftest import ROOT
from browser.decks import TWELVE
from browser.sight import press

GUIDE = (ROOT / "docs" / "presenting.md").read_text(encoding="utf-8")

HELP = """() => [...document.querySelectorAll('dialog[open] dl > div')].map((row) =>
  [[...row.querySelectorAll('kbd')].map((key) => key.textContent), row.querySelector('dt').textContent])"""


def test_keys(opened):
    """The guide's table of keys is what the deck's own help says."""
    page = opened(TWELVE)
    press(page, "?")
    said = page.evaluate(HELP)
    table = GUIDE.partition("<!-- keys -->")[2].partition("<!-- /keys -->")[0]
    written = [[re.findall("`(.+?)`", keys), does.strip()] for _, keys, does, _ in map(cells, table.split("\n")[3:-1])]

    assert len(said) > 20
    assert written == said


def cells(row: str) -> list[str]:
    """The cells of a table's row, with what stands before the first and after the last bar."""
    return row.split("|")


def test_pictures():
    """Every picture that the guide shows is there."""
    pictures = re.findall(r"!\[[^]]+\]\(([^)]+)\)", GUIDE)

    assert len(pictures) >= 3
    assert all((ROOT / "docs" / picture).is_file() for picture in pictures)
