"""Built pages in Chromium, from ``file://``: the first slide, keys, and what the page weighs there."""

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

WATCH = Path(__file__).with_name("watch.js")
WINDOW = ViewportSize(width=1280, height=720)
PATIENCE = 180_000
"""Milliseconds that a page may take; the longest deck has 9,600 slides."""


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
        protocol = tab.context.new_cdp_session(tab)
        protocol.send("Performance.enable")
        protocol.send("HeapProfiler.collectGarbage")
        metrics = protocol.send("Performance.getMetrics")["metrics"]
    return {metric["name"]: metric["value"] for metric in metrics}


def measure_keys(browser: Browser, sample: Sample, presses: int) -> Figure:
    """Milliseconds from a key to the second animation frame, forward from the start and backward from the end."""
    run(slidekit(sample.path, sample.still_page, "-O", "transition=none"))
    with opened(browser, sample.still_page) as tab:
        for key in (*["ArrowRight"] * presses, "End", *["ArrowLeft"] * presses):
            count = tab.evaluate("bench.keys.length")
            tab.keyboard.press(key)
            tab.wait_for_function("count => bench.keys.length > count", arg=count)
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


@contextmanager
def opened(browser: Browser, page: Path) -> Iterator[Page]:
    """A page in a profile of its own, once its first slide was seen."""
    context = browser.new_context(viewport=WINDOW)
    context.add_init_script(path=WATCH)
    tab = context.new_page()
    tab.set_default_timeout(PATIENCE)
    tab.goto(page.as_uri())
    tab.wait_for_function("bench.first !== null")
    yield tab
    context.close()
