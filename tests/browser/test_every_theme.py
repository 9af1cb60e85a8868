"""Every theme on every slide of the seed and, in each of its forms, of the tour: nothing is lost, all can be read."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import Any

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from PIL import Image
from playwright.sync_api import Page

from browser.conftest import ROOT
from browser.measure import MEASURE, measure_slide
from browser.sight import until
from browser.test_accessibility import BY_LOOK
from browser.test_fit import faults
from browser.words import SEED
from slidekit.themes import own_names

TOUR = ROOT / "talks" / "tour" / "tour.rst"
STAGE = 720
SMALLEST = 18
"""Pixels of a stage that is 720 high. Footnotes, line numbers, what is written in a table: nothing is smaller."""

HIGH = {"contrast": 7.0}
"""Contrast that a theme promises beyond the 4.5 of all others (WCAG's AAA instead of its AA)."""

BATCH = 24
"""Slides on one picture: at half their size it is 8640 pixels high, of the 16384 that Chromium can draw."""

ALL = f"""() => {{
  const found = {{}};
  const measure = ((innerHeight) => {MEASURE})(Infinity);            // pages of print stand one below the other
  for (const [n, slide] of document.querySelectorAll('main > section.slide').entries()) {{
    const {{ outside, cut, overlap, scrolls, smallest }} = measure(slide);
    const wrong = {{ outside, cut, overlap, scrolls, height: slide.offsetHeight === {STAGE} ? [] : [slide.offsetHeight],
      wide: [...slide.querySelectorAll('.is-wide, .is-full')].map((one) => one.localName),      // what would scroll on the stage
      small: smallest !== null && smallest < {SMALLEST} && !slide.querySelector('.magic-move') ? [smallest] : [] }};
    const those = Object.entries(wrong).filter(([, list]) => list.length);
    if (those.length) {{ found[n + 1] = Object.fromEntries(those); }}
  }}
  return found;
}}"""

COLORS = r"""() => {
  const pen = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const known = new Map();
  const rgb = (color) => {
    if (!known.has(color)) {
      pen.clearRect(0, 0, 1, 1);
      pen.fillStyle = color;
      pen.fillRect(0, 0, 1, 1);
      known.set(color, [...pen.getImageData(0, 0, 1, 1).data]);
    }
    return known.get(color);
  };
  const found = [];
  for (const [n, slide] of document.querySelectorAll('main > section.slide').entries()) {
    const frame = slide.getBoundingClientRect();
    const note = (said, element, color, boxes) => {
      for (const box of boxes) {
        if (box.width > 2 && box.height > 2) {
          found.push({ slide: n + 1, said, at: element.className ? `${element.localName}.${element.className}` : element.localName, color: rgb(color), left: box.left - frame.left, top: box.top - frame.top, width: box.width, height: box.height });
        }
      }
    };
    const walk = document.createTreeWalker(slide, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    while (walk.nextNode()) {
      const { data, parentElement } = walk.currentNode;
      if (!data.trim() || parentElement.closest('.visually-hidden, svg, option') || !parentElement.checkVisibility({ visibilityProperty: true, opacityProperty: true })) { continue; }
      range.setStart(walk.currentNode, data.search(/\S/));
      range.setEnd(walk.currentNode, data.trimEnd().length);
      note(data.trim().slice(0, 20), parentElement, getComputedStyle(parentElement).color, range.getClientRects());
    }
    for (const item of slide.querySelectorAll('li')) {               // their marks stand where their first line begins
      const { left, top } = item.getBoundingClientRect();
      note('mark', item, getComputedStyle(item, '::marker').color, [{ left: left - 12, top: top + 4, width: 10, height: 20 }]);
    }
    for (const line of slide.querySelectorAll('.has-numbers .line')) {
      const { left, top, height } = line.getBoundingClientRect();
      note('number', line, getComputedStyle(line, '::before').color, [{ left, top, width: 20, height }]);
    }
  }
  return found;
}"""

SCALE = 0.5
"""Of the pictures that are judged: a fourth of the pixels, and they are as good."""

ODD = 0.06
"""Of the pixels behind a text so many may be worse: the box of a line is higher than its letters, and may hold a rule that
stands above or below them, or the rim of its own plate. Of text over a picture no more, for it has a plate or a scrim."""

FURNITURE = """Array.from(document.querySelectorAll('.deck-footer > *, .deck-number'), (one) => {
  const { left, top, width, height } = one.getBoundingClientRect();
  const color = getComputedStyle(one).color.match(/[\\d.]+/g).map(Number);
  return { slide: 1, said: one.textContent.trim(), at: one.className, color: color.slice(0, 3), left, top, width, height };
})"""

UNWRITTEN = """body *, body *::before, body *::after, body *::marker { color: transparent !important; text-shadow: none !important;
  text-decoration-color: transparent !important; transition: none !important }
  [data-view=print] *:is(.deck-header, .deck-footer) { display: none !important }"""


def forms(page: Page) -> list[str]:
    """The schemes in which a theme is another one: a theme of one form shows that to everybody."""
    named = str(page.evaluate("getComputedStyle(document.documentElement).colorScheme"))
    return [scheme for scheme in ("light", "dark") if scheme in named]


@cache
def light(red: int, green: int, blue: int) -> float:
    """The relative luminance of a colour (WCAG 2.2)."""
    linear = [n / 255 / 12.92 if n <= 10 else ((n / 255 + 0.055) / 1.055) ** 2.4 for n in (red, green, blue)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def judge(item: dict[str, Any], picture: Image.Image, first: float) -> float:
    """The contrast of a text against what is behind it on a picture that begins with the upper edge of a slide."""
    air = item["height"] / 10  # above and below the letters
    top = round((item["top"] + air + (item["slide"] - 1 - first) * STAGE) * SCALE)
    left = max(0, round(item["left"] * SCALE))
    right = min(picture.width, left + max(1, round(item["width"] * SCALE)))
    bottom = min(picture.height, top + max(1, round((item["height"] - 2 * air) * SCALE)))
    top = max(0, top)
    if right <= left or bottom <= top:
        return 21.0
    own = light(*item["color"][:3])
    behind = picture.crop((left, top, right, bottom)).getcolors((right - left) * (bottom - top))
    ratios = sorted(
        ((max(own, there) + 0.05) / (min(own, there) + 0.05), count)
        for count, there in ((count, light(*color)) for count, color in behind or ())
    )
    worse = int(sum(count for _, count in ratios) * ODD)
    for ratio, count in ratios:
        worse -= count
        if worse < 0:
            return ratio
    return 21.0


def seen(page: Page, items: list[dict[str, Any]], top: float) -> None:
    """Note the contrast of texts against what is on the screen now, whose upper edge is that of the slide ``top``."""
    with Image.open(BytesIO(page.screenshot())) as screen:
        picture = screen.convert("RGB")
    for item in items:
        item["contrast"] = round(judge(item, picture, top), 2)


def contrasts(page: Page, count: int) -> list[dict[str, Any]]:
    """Each line of text on each slide with its contrast against the pixels behind it."""
    page.set_viewport_size({"width": 1280, "height": STAGE * BATCH})
    until(page, f"innerHeight === {STAGE * BATCH}")
    items: list[dict[str, Any]] = page.evaluate(COLORS)
    style = page.add_style_tag(content=UNWRITTEN)
    for start in range(0, count, BATCH):
        page.evaluate("(n) => document.querySelectorAll('main > section.slide')[n].scrollIntoView()", start)
        top = page.evaluate("scrollY") / STAGE  # the last ones stand at the foot of their picture
        seen(page, [item for item in items if start < item["slide"] <= start + BATCH], top)
    style.evaluate("(one) => one.remove()")
    page.set_viewport_size({"width": 1280, "height": STAGE})
    until(page, f"innerHeight === {STAGE}")
    return items


def pale(items: list[dict[str, Any]], theme: str) -> list[tuple[object, ...]]:
    """What cannot be read well enough."""
    least = HIGH.get(theme, 4.5)
    return [(one["slide"], one["said"], one["at"], one["contrast"]) for one in items if one["contrast"] < least]


@pytest.mark.parametrize("talk", [SEED, TOUR], ids=["seed", "tour"])
@pytest.mark.parametrize("theme", own_names())
def test_every_slide(opened, theme, talk):
    """Nothing lies outside, is cut off, covered, too small or too pale; light and dark, and axe-core finds nothing.

    All in the print view: there all slides are laid out and fitted on one page as on the stage, but for moving code:
    on paper its blocks stand one below the other, and are smaller than on the stage, where test_on_the_stage looks at it.
    """
    settings = {"color_scheme": "light", "reduced_motion": "reduce", "device_scale_factor": SCALE}
    page = opened(talk, "?view=print", overrides={"theme": theme}, **settings)
    count = page.locator("main > section.slide").count()
    page.evaluate("document.fonts.ready")
    assert page.evaluate(ALL) == {}

    page.evaluate(AXE_FILE_PATH.read_text(encoding="utf-8"))
    for scheme in forms(page)[: 1 if talk == SEED else 2]:  # what differs in its other form is on the tour, too
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        assert pale(contrasts(page, count), theme) == []
        options = {"resultTypes": ["violations"], "runOnly": BY_LOOK}
        found = page.evaluate("(options) => axe.run(document, options)", options)["violations"]
        assert [(one["id"], *(node["html"][:120] for node in one["nodes"][:3])) for one in found] == []


@pytest.mark.parametrize("theme", own_names())
def test_on_the_stage(opened, theme):
    """On the stage moving code fits, and can be read, and so can the footer and the number of any slide."""
    overrides = {"theme": theme, "transition": "none"}
    settings = {"color_scheme": "light", "reduced_motion": "reduce", "device_scale_factor": SCALE}
    page = opened(TOUR, overrides=overrides, **settings)
    moving, *backed = [
        page.evaluate(f"[...document.querySelectorAll('main > section.slide')].findIndex((one) => {has}) + 1")
        for has in ("one.querySelector('.magic-move')", "one.matches('.divider')", "one.matches('.backed')")
    ]
    for number in (1, *backed, moving):
        page.evaluate("(n) => { location.hash = `#${n}`; }", number)
        until(page, f"document.documentElement.dataset.at === '{number}' && document.querySelector('.deck-number')")
        page.evaluate("document.fonts.ready")
        for scheme in forms(page):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            furniture = page.evaluate(FURNITURE)
            style = page.add_style_tag(content=UNWRITTEN)
            seen(page, furniture, 0)
            style.evaluate("(one) => one.remove()")
            assert (number, scheme, pale(furniture, theme)) == (number, scheme, [])
    found = measure_slide(page)

    assert list(faults(found)) == ["overlap"]  # its blocks share one box; one is seen
    assert found["smallest"] >= SMALLEST
