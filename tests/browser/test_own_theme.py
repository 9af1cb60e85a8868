"""A theme of one's own, as `slidekit new --theme` begins it, and as the guide goes on: anybody can read it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from browser.test_accessibility import SCHEMES, violations
from slidekit.draft import make_theme

GUIDE = Path(__file__).parents[2] / "docs" / "themes.md"
CSS = re.compile(r"^```css\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("whose", ["new", "guide"])
def test_accessible(opened, tmp_path, whose):
    """axe-core finds nothing on the ten slides, in light and in dark; the guide's theme is all of its style."""
    talk = make_theme(str(tmp_path / "mine"))[0]
    if whose == "guide":
        pieces = CSS.findall(GUIDE.read_text("utf-8"))
        assert len(pieces) == 4
        (tmp_path / "mine" / "theme.css").write_text("".join(pieces), encoding="utf-8")
    for scheme in SCHEMES:
        page = opened(talk, overrides={"transition": "none"}, color_scheme=scheme)

        assert violations(page, range(1, 11), ("mine", scheme)) == {}
