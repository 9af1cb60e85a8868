"""Whether a slide fits: what lies outside it, what is cut off, what overlaps, and how small its text is."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

MEASURE = r"""(slide) => {
  const slack = 1.5;                                     // of a pixel that rounding takes
  const frame = slide.getBoundingClientRect();
  const scale = frame.width / slide.offsetWidth;
  const name = (element) => `${element.tagName.toLowerCase()} ${element.textContent.trim().slice(0, 30)}`;
  const inside = (box, other) => box.left >= other.left - slack && box.right <= other.right + slack
    && box.top >= other.top - slack && box.bottom <= other.bottom + slack;
  const meets = (box, other) => Math.min(box.right, other.right) - Math.max(box.left, other.left) > slack
    && Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top) > slack;
  const found = { outside: [], cut: [], overlap: [], scrolls: [], size: 0, smallest: Infinity, width: 0, height: 0 };
  const window = { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
  if (!inside(frame, window)) { found.outside.push('the slide'); }

  let seen = null;
  const walk = document.createTreeWalker(slide, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const parent = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim() || !parent.checkVisibility() || parent.closest('math')) { continue; }
    const range = document.createRange();
    range.selectNodeContents(walk.currentNode);
    const boxes = [...range.getClientRects()].filter((box) => box.width && box.height);
    if (!boxes.length) { continue; }
    const drawn = parent.getScreenCTM?.();                // in a drawing text has the drawing's scale
    const size = parseFloat(getComputedStyle(parent).fontSize) * (drawn ? Math.hypot(drawn.a, drawn.b) : scale);
    found.smallest = Math.min(found.smallest, size);
    found.size = Math.max(found.size, size);
    const scroller = parent.closest('[tabindex="0"]');
    const paper = parent.closest('pre')?.getBoundingClientRect();
    for (const box of boxes) {
      if (scroller) { continue; }
      if (!inside(box, frame)) { found.outside.push(name(parent)); }
      if (paper && !inside(box, paper)) { found.cut.push(name(parent)); }
      seen = seen ? { left: Math.min(seen.left, box.left), right: Math.max(seen.right, box.right), top: Math.min(seen.top, box.top), bottom: Math.max(seen.bottom, box.bottom) } : box;
    }
  }
  if (found.smallest === Infinity) { found.smallest = null; }
  if (seen) {
    found.width = (seen.right - seen.left) / frame.width;
    found.height = (seen.bottom - seen.top) / frame.height;
  }

  for (const box of slide.querySelectorAll('img, svg, table, pre, math, .missing-image, aside, figure')) {
    if (!box.parentElement.closest('[tabindex="0"]') && !inside(box.getBoundingClientRect(), frame)) { found.outside.push(name(box)); }
  }
  for (const box of slide.querySelectorAll('.slide-body, .slide-body *')) {
    if (getComputedStyle(box).overflowX === 'visible') { continue; }
    if (box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1) {
      (box.tabIndex === 0 ? found.scrolls : found.cut).push(name(box));
    }
  }

  const BLOCKS = 'p, h2, h3, h4, h5, h6, li, dt, dd, pre, td, th, caption, figcaption, .line, img, svg, .missing-image, math[display=block]';
  const blocks = [...slide.querySelectorAll(BLOCKS)].filter((box) => box.checkVisibility() && !box.parentElement.closest('pre'));
  const leaves = blocks.filter((box) => !box.querySelector(BLOCKS) && box.offsetWidth !== 0);
  const inked = (box) => {                               // its lines, without the air above and below their letters
    if (!box.textContent) { return [box.getBoundingClientRect()]; }
    const range = document.createRange();
    range.selectNodeContents(box);
    return [...range.getClientRects()].map(({ left, right, top, bottom, height }) => (
      { left, right, top: top + height / 10, bottom: bottom - height / 10 }));
  };
  const lines = leaves.map(inked);
  leaves.forEach((box, place) => {
    leaves.slice(place + 1).forEach((other, further) => {
      if (lines[place].some((line) => lines[place + 1 + further].some((next) => meets(line, next)))) {
        found.overlap.push(`${name(box)} | ${name(other)}`);
      }
    });
  });
  return found;
}"""

ALL = (
    """async () => {
  const measure = MEASURE;
  const found = [];
  while (!window.slidekit.deck?.current()) { await new Promise(requestAnimationFrame); }      // the runtime is there
  for (const slide of document.querySelectorAll('section.slide')) {
    if (!slide.classList.contains('is-current')) { throw new Error(`${slide.id} is not shown in its turn`); }
    const late = [...slide.querySelectorAll('img')].filter((picture) => !picture.complete && picture.checkVisibility());
    await Promise.all(late.map((picture) => new Promise((done) => { picture.onload = picture.onerror = done; })));      // the deck has heard of it before
    await Promise.all(late.map((picture) => picture.decode()));
    await document.fonts.ready;
    found.push(measure(slide));
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'PageDown', bubbles: true }));
  }
  return found;
}"""
).replace("MEASURE", MEASURE)

READ = r"""() => {
  const found = { outside: [], smallest: Infinity, wide: document.documentElement.scrollWidth > innerWidth };
  const walk = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const parent = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim() || !parent.checkVisibility() || parent.closest('sup, sub, math')) { continue; }
    found.smallest = Math.min(found.smallest, parseFloat(getComputedStyle(parent).fontSize));
    if (parent.closest('[tabindex="0"]')) { continue; }
    const range = document.createRange();
    for (const word of walk.currentNode.data.matchAll(/\S+/g)) {      // spaces at the end of a line may hang over it
      range.setStart(walk.currentNode, word.index);
      range.setEnd(walk.currentNode, word.index + word[0].length);
      if ([...range.getClientRects()].some((box) => box.left < 0 || box.right > innerWidth + 1)) { found.outside.push(word[0]); }
    }
  }
  return found;
}"""


def measure_slides(page: Page) -> list[dict[str, Any]]:
    """What is found on each slide, walking from the first to the last.

    ``outside``, ``cut``, ``overlap`` and ``scrolls`` name what does not fit; ``size`` and ``smallest`` are the largest and the
    smallest text in pixels of the screen; ``width`` and ``height`` how much of the slide the text spans.
    """
    found: list[dict[str, Any]] = page.evaluate(ALL)
    return found


def measure_slide(page: Page) -> dict[str, Any]:
    """The same of the one slide that is shown."""
    found: dict[str, Any] = page.evaluate(
        f"document.fonts.ready.then(() => ({MEASURE})(document.querySelector('section.is-current')))"
    )
    return found


def measure_reading(page: Page) -> dict[str, Any]:
    """What lies outside the reading view, its smallest text, and whether the page is too wide."""
    found: dict[str, Any] = page.evaluate(READ)
    return found
