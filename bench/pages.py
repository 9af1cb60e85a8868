"""Built pages in Chromium, from ``file://``: the first slide, keys, the overview, and what the page weighs there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from bench.builds import run, slidekit
from bench.decks import Sample
from bench.figures import Figure, Goal, Unit
from slidekit.browser import find_browser, launch_arguments

FIRST_SLIDE_GOAL = Goal(1.2, 1.0)
KEY_GOAL = Goal(36.0, 2 * 1000 / 60, of_ratio=False)
"""The aim is one frame: if the slide is painted in the frame after the key, the second begins within two."""
OVERVIEW_GOAL = Goal(200.0, 100.0, of_ratio=False)
HEAP_GOAL = Goal(1.1, 1.0, of_ratio=False)

WATCH = Path(__file__).with_name("watch.js")
WINDOW = ViewportSize(width=1280, height=720)
PATIENCE = 180_000
"""Milliseconds that a page may take; the longest deck has 9,600 slides."""

NEXT_KEY = """() => {
  bench.painted = new Promise((resolve) => addEventListener('keydown', (event) =>
    requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - event.timeStamp))),
    { capture: true, once: true }));
}"""

TILES = """[...document.querySelectorAll('.deck-tile .slide-body')]
  .filter((body) => body.style.getPropertyValue('--fit') && body.getBoundingClientRect().top < innerHeight).length"""

MOVES = """async (moves) => {
  let key = 'ArrowRight';
  for (let n = 1; n <= moves; n += 1) {
    const before = document.documentElement.dataset.at;
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    if (document.documentElement.dataset.at === before) { key = key === 'ArrowRight' ? 'ArrowLeft' : 'ArrowRight'; }
    if (n % 100 === 0) { await new Promise(requestAnimationFrame); }
  }
  bench.keys.length = 0;
}"""


@contextmanager
def start_browser() -> Iterator[Browser]:
    """The machine's Chromium, without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=launch_arguments())
        yield browser
        browser.close()


def measure_pages(browser: Browser, samples: Sequence[Sample], runs: int) -> Iterator[Figure]:
    """How soon the first slide is seen, beside rst2html5's page of the talk as it is; then what the pages weigh."""
    plain = samples[0].plain_page
    pages = {plain: "", **{sample.page: f"×{sample.size}" for sample in samples}}
    seconds = time_first_slides(browser, list(pages), runs)
    for page, deck in pages.items():
        if deck:
            ratio = median(ours / theirs for ours, theirs in zip(seconds[page], seconds[plain], strict=True))
            yield Figure(
                "first slide visible, beside the plain page of ×1",
                deck,
                Unit.MILLISECONDS,
                median(seconds[page]),
                median(seconds[plain]),
                ratio,
                FIRST_SLIDE_GOAL,
            )
    for sample in samples:
        yield from weigh(browser, sample)


def time_first_slides(browser: Browser, pages: Sequence[Path], runs: int) -> Mapping[Path, Sequence[float]]:
    """Milliseconds from the start of navigation, page after page in turn; the first round is not counted."""
    times: dict[Path, list[float]] = {page: [] for page in pages}
    for round_ in range(runs + 1):
        for page in pages:
            with opened(browser, page) as tab:
                seen = tab.evaluate("bench.first")
            if round_:
                times[page].append(seen)
    return times


def weigh(browser: Browser, sample: Sample) -> Iterator[Figure]:
    """Nodes and script memory of both programs' pages of one deck."""
    ours, theirs = (read_metrics(browser, page) for page in (sample.page, sample.plain_page))
    for name, metric, unit, per in (
        ("DOM nodes", "Nodes", Unit.COUNT, 1.0),
        ("JS heap", "JSHeapUsedSize", Unit.MEGABYTES, 1e6),
    ):
        yield Figure(
            name,
            f"×{sample.size}",
            unit,
            ours[metric] / per,
            theirs[metric] / per,
            ours[metric] / theirs[metric],
        )


def read_metrics(browser: Browser, page: Path) -> dict[str, float]:
    """Chromium's own counts of a page, after the garbage is collected."""
    with opened(browser, page) as tab:
        return count(tab)


def count(tab: Page) -> dict[str, float]:
    """Chromium's own counts of an open page, after the garbage is collected."""
    protocol = tab.context.new_cdp_session(tab)
    protocol.send("Performance.enable")
    protocol.send("HeapProfiler.collectGarbage")
    metrics = protocol.send("Performance.getMetrics")["metrics"]
    protocol.detach()
    return {metric["name"]: metric["value"] for metric in metrics}


def measure_keys(browser: Browser, sample: Sample, presses: int) -> Figure:
    """Milliseconds from a key to the second animation frame, forward from the start and backward from the end."""
    run(slidekit(sample.path, sample.still_page, "-O", "transition=none"))
    with opened(browser, sample.still_page) as tab:
        for key in (*["ArrowRight"] * presses, "End", *["ArrowLeft"] * presses):
            count = tab.evaluate("bench.keys.length")
            tab.keyboard.press(key)
            wait(tab, f"bench.keys.length > {count}")
        times: list[float | None] = tab.evaluate("bench.keys")
    moves = [time for time in (*times[:presses], *times[presses + 1 :]) if time is not None]
    if len(moves) < 2 * presses:
        message = f"only {len(moves)} of {2 * presses} keys showed another slide within a frame"
        raise RuntimeError(message)
    return Figure(
        f"key to painted slide, median of {len(moves)} (worst {max(moves):.0f} ms)",
        f"×{sample.size}",
        Unit.MILLISECONDS,
        median(moves),
        goal=KEY_GOAL,
    )


def measure_overview(browser: Browser, sample: Sample, times: int) -> Figure:
    """Milliseconds from the key to the second animation frame, at places all over the deck."""
    run(slidekit(sample.path, sample.still_page, "-O", "transition=none"))
    found: list[float] = []
    with opened(browser, sample.still_page) as tab:
        slides = tab.locator("main > .slide").count()
        for n in range(times):
            tab.keyboard.type(str(1 + n * (slides - 1) // max(1, times - 1)))
            tab.keyboard.press("Enter")
            tab.evaluate(NEXT_KEY)
            tab.keyboard.press("o")
            found.append(tab.evaluate("bench.painted"))
            tiles = tab.evaluate(TILES)
            if tiles < min(6, slides):
                message = f"only {tiles} tiles were there when the overview was painted"
                raise RuntimeError(message)
            tab.keyboard.press("Escape")
    return Figure(
        f"overview painted, median of {len(found)} (worst {max(found):.0f} ms)",
        f"×{sample.size}",
        Unit.MILLISECONDS,
        median(found),
        goal=OVERVIEW_GOAL,
    )


def measure_heap(browser: Browser, sample: Sample, moves: int) -> Figure:
    """Script memory after so many moves, to and fro through the deck, for each byte when every slide was shown and all code ran hot."""
    run(slidekit(sample.path, sample.still_page, "-O", "transition=none"))
    with opened(browser, sample.still_page) as tab:
        tab.evaluate(MOVES, 1000 + 2 * tab.locator("main > .slide").count())
        before = count(tab)["JSHeapUsedSize"]
        tab.evaluate(MOVES, moves)
        after = count(tab)["JSHeapUsedSize"]
    return Figure(f"JS heap after {moves:,} moves", f"×{sample.size}", Unit.RATIO, after / before, goal=HEAP_GOAL)


@contextmanager
def opened(browser: Browser, page: Path) -> Iterator[Page]:
    """A page in a profile of its own, once its first slide was seen."""
    context = browser.new_context(viewport=WINDOW)
    context.add_init_script(path=WATCH)
    tab = context.new_page()
    tab.set_default_timeout(PATIENCE)
    tab.goto(page.as_uri())
    wait(tab, "bench.first !== null")
    yield tab
    context.close()


def wait(tab: Page, truth: str) -> None:
    """Wait until an expression holds; the page's policy refuses playwright's own way."""
    tab.evaluate(f"async () => {{ while (!({truth})) {{ await new Promise(requestAnimationFrame); }} }}")
