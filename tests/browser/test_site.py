"""The list of talks that a build writes, as a visitor sees it: from a file, without a server or a script."""

from __future__ import annotations

from pathlib import Path

import pytest
from command import put, run
from playwright.sync_api import Browser, expect

from browser.conftest import Tab
from browser.test_accessibility import violations

TALK = "A talk of {0}\n=============\n\n----\n\nFirst\n\n----\n\nLast\n"


@pytest.mark.parametrize(("scheme", "width"), [("light", 1920), ("dark", 390)])
def test_the_list_of_a_site(tmp_path: Path, chromium: Browser, scheme: str, width: int) -> None:
    """Each talk is there with its first slide, a link leads to it, axe finds nothing, and nothing is asked elsewhere."""
    put(tmp_path, {f"talks/{name}.rst": TALK.format(name) for name in ("tea", "ale", "gin")})
    assert run("build", "talks", "-o", "site/", cwd=tmp_path).code == 0
    tab = Tab(chromium.new_context(offline=True, color_scheme=scheme))  # type: ignore[arg-type]
    place = (tmp_path / "site").as_uri()
    tab.visit(f"{place}/index.html", (width, 900))
    page = tab.page

    for name in ("ale", "gin", "tea"):
        frame = page.locator("iframe").nth(["ale", "gin", "tea"].index(name))
        frame.scroll_into_view_if_needed()
        expect(frame.content_frame.locator(".is-current")).to_contain_text(f"A talk of {name}")
    assert violations(page) == {}
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("link", name="A talk of gin").click()
    expect(page.locator("section.is-current")).to_contain_text("A talk of gin")
    assert [line for line in tab.log if not line.startswith(f"request: {place}/")] == []
    tab.page.context.close()
