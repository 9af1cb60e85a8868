"""The preview of all themes, as a person sees it."""

from __future__ import annotations

from pathlib import Path

from command import run
from playwright.sync_api import Browser

from slidekit.themes import own_names

LOOK = """() => [...document.querySelectorAll("main > section.slide")].map((slide) => {
  const box = slide.getBoundingClientRect();
  return [Math.round(box.left), Math.round(box.top), slide.querySelector(".slide-body").className.includes("is-full")];
})"""


def test_preview(tmp_path: Path, chromium: Browser) -> None:
    """Each theme is there once for each of its forms, ten slides in two rows, all of them fitted; nothing is asked elsewhere."""
    ended = run("themes", "-o", "shown", cwd=tmp_path)
    assert ended.code == 0
    assert ended.err == "shown/index.html\n"
    page = chromium.new_page(viewport={"width": 1600, "height": 900})
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto((tmp_path / "shown" / "index.html").as_uri())
    frames = page.locator("iframe")
    titles = [frame.get_attribute("title") or "" for frame in frames.all()]
    for frame in frames.all():
        frame.scroll_into_view_if_needed()
    page.wait_for_function("count => window.length === count", arg=len(titles))
    frames.last.content_frame.locator(".is-statement").first.wait_for(state="attached")
    last = frames.last.element_handle().content_frame()
    assert last
    last.wait_for_load_state()  # the first slide is fitted before the others

    assert {title.partition(",")[0] for title in titles} == set(own_names())
    assert "plain, light" in titles
    assert "plain, dark" in titles
    places = last.evaluate(LOOK)
    assert len(places) == 10
    assert len({top for _, top, _ in places}) == 2
    assert len({left for left, _, _ in places}) == 5
    assert not any(full for _, _, full in places)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert said == []
    page.close()
