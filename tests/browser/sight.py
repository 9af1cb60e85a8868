"""What can be seen on a page, asked of the page: where one is, what is shown, what reaches the eye."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

SIGHT = r"""() => {
  const seen = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const slides = [...document.querySelectorAll('section.slide')].filter(seen);
  const text = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const parent = walk.currentNode.parentElement;
    if (parent.closest('.visually-hidden, script, style') || !seen(parent)) { continue; }
    const range = document.createRange();
    range.selectNodeContents(walk.currentNode);
    if ([...range.getClientRects()].some((box) => box.width && box.height)) { text.push(walk.currentNode.data); }
  }
  const root = document.documentElement;
  return {
    at: root.dataset.at, view: root.dataset.view, hash: decodeURIComponent(location.hash),
    slides: slides.map((slide) => slide.id),
    place: 1 + [...document.querySelectorAll('section.slide')].indexOf(slides[0]), current: [...document.querySelectorAll('section.is-current')].map((slide) => slide.id),
    says: slides.map((slide) => slide.innerText), sees: text.join(' '),
    code: slides.flatMap((slide) => [...slide.querySelectorAll('pre')].map((pre) => pre.innerText)),
  };
}"""

PRESS = """(keys) => { for (const key of keys) {
  (document.activeElement || document.body).dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
} }"""

UNTIL = """async () => {
  const end = performance.now() + 20000;
  while (!(TRUTH)) {
    if (performance.now() > end) { return false; }
    await new Promise(requestAnimationFrame);
  }
  return true;
}"""

SETTLED = UNTIL.replace("TRUTH", "!document.querySelector('.is-leaving') && !document.getAnimations().length")


FOLLOWED = UNTIL.replace(
    "TRUTH",
    "document.documentElement.dataset.at === '1' || location.hash === `#${document.documentElement.dataset.at}`",
)

SETTLED_SIGHT = f"async () => {{ await ({SETTLED})(); await ({FOLLOWED})(); return ({SIGHT})(); }}"


def sight(page: Page) -> dict[str, Any]:
    """Where one is (``at``, ``view``, ``hash``), the ids of the slides displayed, the number of the first, and what they say."""
    found: dict[str, Any] = page.evaluate(SIGHT)
    return found


def settled_sight(page: Page) -> dict[str, Any]:
    """The same, once nothing moves any more and the address has followed; asked at one go, for who walks through a talk."""
    found: dict[str, Any] = page.evaluate(SETTLED_SIGHT)
    return found


def at(page: Page) -> str:
    """Where the page says one is."""
    return str(page.evaluate("document.documentElement.dataset.at"))


def view(page: Page) -> str:
    """The view the page says it is in."""
    return str(page.evaluate("document.documentElement.dataset.view"))


def hash_of(page: Page) -> str:
    """The end of the address, as it is shown."""
    return str(page.evaluate("decodeURIComponent(location.hash)"))


def press(page: Page, *keys: str) -> None:
    """Press keys one after the other."""
    for key in keys:
        page.keyboard.press(key)


def press_at_once(page: Page, *keys: str) -> None:
    """Press keys without a pause between them, quicker than any hand."""
    page.evaluate(PRESS, list(keys))


def settle(page: Page) -> None:
    """Wait until nothing moves any more."""
    assert page.evaluate(SETTLED), "something moves on and on"


def until(page: Page, truth: str) -> None:
    """Wait until an expression holds: playwright's own waiting is refused by the page's policy."""
    assert page.evaluate(UNTIL.replace("TRUTH", truth)), f"not within 20 s: {truth}"
