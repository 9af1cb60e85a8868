from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from browser.conftest import ROOT, Tab
from slidekit import resources

RUNTIME = ROOT / "tests" / "runtime"
CASE = re.compile(r"^test\('(.+?)', ", re.MULTILINE)

HARNESS = """(sources) => {
  localStorage.clear();
  sessionStorage.clear();
  const cases = new Map();
  const channels = new Set();

  /* As the browser's, but what is said does not leave the page: there, it goes through a process that may be busy. */
  class BroadcastChannel {
    constructor(name) {
      this.name = name;
      channels.add(this);
    }
    postMessage(said) {
      for (const other of channels) {
        if (other === this || other.name !== this.name) { continue; }
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = ({ data }) => { if (channels.has(other)) { other.onmessage?.(new MessageEvent('message', { data })); } };
        port2.postMessage(said);
      }
    }
    close() { channels.delete(this); }
  }

  Object.assign(window, {
    BroadcastChannel,
    cases,
    sources,
    test: (promise, check) => cases.set(promise, check),
    run: (...names) => names.forEach((name) => (0, eval)(sources[name])),
    equal(found, wanted) {
      const [has, wants] = [found, wanted].map((value) => JSON.stringify(value));
      if (has !== wants) { throw new Error(`${has} is not ${wants}`); }
    },
    frame: () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))),
    pause: (time) => new Promise((resolve) => setTimeout(resolve, time)),
    /* A deck of so many slides, shown by hand: what the template and the style sheets would do. */
    deal(count, inside = (n) => `<p>This is ${n}</p>`) {
      document.body.innerHTML = '<style>[data-view=slides] .slide:not(.is-current) { display: none }</style><main></main><div class="deck-digits"></div>';
      for (let n = 1; n <= count; n += 1) {
        document.querySelector('main').insertAdjacentHTML('beforeend',
          `<section class="slide" id="slide-${n}"><div class="slide-body">${inside(n)}</div></section>`);
      }
      document.querySelector('.slide')?.classList.add('is-current');
    },
    shown: () => [...document.querySelectorAll('main > .is-current')].map((slide) => slide.id),
    place: () => document.documentElement.dataset.at,
    /* Whether somebody took the key. */
    press(key, settings = {}, target = document.body) {
      return !target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...settings }));
    },
  });
}"""


def promises() -> list[tuple[str, str]]:
    """Every case in ``tests/runtime``: its file and what it promises."""
    return [
        (file.stem, promise)
        for file in sorted(RUNTIME.glob("*.js"))
        for promise in CASE.findall(file.read_text(encoding="utf-8"))
    ]


@pytest.fixture(scope="package")
def bench(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> tuple[Tab, Iterator[str]]:
    """An empty page with the pieces of the runtime at hand, and its addresses in turn: another is loaded sooner."""
    sources = {file.stem: file.read_text(encoding="utf-8") for file in Path(resources.STATIC, "js").glob("*.js")}
    given = json.dumps({**sources, "jquery": resources.jquery()}).replace("</", "<\\/")
    pages = [tmp_path_factory.mktemp("bench") / f"{name}.html" for name in ("empty", "other")]
    for page in pages:
        page.write_text(
            '<!DOCTYPE html><html lang="en" data-at="1" data-view="slides"><meta charset="utf-8"><title>x</title>'
            f"<script>({HARNESS})({given})</script><body></body></html>",
            encoding="utf-8",
        )
    return Tab(chromium.new_context(offline=True)), cycle(page.as_uri() for page in pages)


@pytest.mark.parametrize(("name", "promise"), promises(), ids=lambda part: part)
def test_runtime(bench: tuple[Tab, Iterator[str]], name: str, promise: str):
    """A piece of the runtime keeps its promise, alone with the pieces it names."""
    tab, addresses = bench
    tab.visit(next(addresses), (1280, 720))  # which leaves the page before
    tab.page.evaluate((RUNTIME / f"{name}.js").read_text(encoding="utf-8"))

    tab.page.evaluate("(promise) => cases.get(promise)()", promise)

    said, tab.log = tab.log, []
    assert said == []


def test_every_piece_has_its_test():
    """Each file of the runtime has a file of tests of the same name, and no test is without its file."""
    pieces = {file.stem for file in Path(resources.STATIC, "js").glob("*.js")}

    assert pieces == {*resources.EARLY, *resources.RUNTIME, *resources.RUNTIME_MOVES, *resources.RUNTIME_LIVE}
    assert {file.stem for file in RUNTIME.glob("*.js")} == pieces
    assert {name for name, _ in promises()} == pieces
