"""``python -m bench``: measure, then print one table."""

from __future__ import annotations

import argparse
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from compileall import compile_dir
from importlib.metadata import version
from pathlib import Path

from bench.builds import measure_builds, measure_themes, rst2html5, run, slidekit
from bench.decks import Sample, make_sample, make_sample_without_picture, make_tour
from bench.figures import Figure, draw_table
from bench.several import measure_again, measure_several
from slidekit.resources import HERE as PACKAGE

PRESSES = 20
OPENINGS = 9


def main() -> None:
    """Print each figure beside its goal."""
    options = read_command_line()
    print(
        f"slidekit {version('slidekit-rst')}, docutils {version('docutils')}, "
        f"Python {platform.python_version()}, {platform.system()} {platform.machine()}\n"
    )
    with tempfile.TemporaryDirectory(prefix="slidekit-bench-") as folder:
        figures = list(measure(Path(folder), options))
    print(draw_table(figures))


def read_command_line() -> argparse.Namespace:
    """What to measure, and how often."""
    parser = argparse.ArgumentParser("bench", description="Measure slidekit beside docutils' rst2html5.")
    parser.add_argument("--runs", type=int, default=15, help="of the shortest deck; fewer of longer ones (default: 15)")
    parser.add_argument(
        "--sizes",
        type=lambda text: sorted({int(size) for size in text.split(",")}),
        default=[1, 10, 100],
        help="how often the talk is repeated (default: 1,10,100)",
    )
    parser.add_argument(
        "--saves", type=int, default=200, help="of the shortest deck, a quarter of others (default: 200)"
    )
    parser.add_argument("--moves", type=int, default=10_000, help="after which memory is weighed (default: 10,000)")
    parser.add_argument("--talks", type=int, default=100, help="built at once (default: 100)")
    parser.add_argument("--no-browser", dest="browser", action="store_false", help="builds only")
    return parser.parse_args()


def measure(folder: Path, options: argparse.Namespace) -> Iterator[Figure]:
    """All figures, the builds first: they want a small process and a quiet machine."""
    runs = options.runs
    samples = [make_sample(size, folder) for size in options.sizes]
    say("warming up")
    # pip compiles what it installs; a checkout may never have been, where Python is told not to write.
    compile_dir(str(PACKAGE), quiet=1)
    run(slidekit(samples[0].path, samples[0].page))
    run(rst2html5(samples[0]))
    for sample in samples:
        say(f"building ×{sample.size}")
        yield from measure_builds(sample, runs_for(sample.size, runs))
    say("building again, and many talks")
    yield from measure_again(samples[0], runs)
    yield from measure_several(folder, options.talks)
    say("building the tour")
    yield from measure_builds(make_tour(folder), runs)
    say("building each theme")
    yield from measure_themes(make_sample_without_picture(folder), themes(), runs)
    if options.browser:
        yield from measure_in_browser(samples, runs, options.saves, options.moves)


def themes() -> list[str]:
    """The themes that come with slidekit, asked of another process: this one stays small."""
    command = [sys.executable, "-c", "from slidekit.themes import own_names; print(*own_names())"]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout.split()


def measure_in_browser(samples: Sequence[Sample], runs: int, saves: int, moves: int) -> Iterator[Figure]:
    """What a viewer notices, and what it takes to check and to print. The longest decks are only moved through."""
    from bench.exports import measure_exports
    from bench.pages import measure_heap, measure_keys, measure_overview, measure_pages, start_browser
    from bench.saves import measure_plain_server, measure_saves

    for sample in samples[:1]:
        say(f"checking and printing ×{sample.size}")
        yield from measure_exports(sample, max(1, runs // 3))
    with start_browser() as browser:
        say(f"opening pages in Chromium {browser.version}")
        small = [sample for sample in samples if sample.size <= 10]
        if small:
            yield from measure_pages(browser, small, runs)
        for sample in samples:
            say(f"pressing keys in ×{sample.size}")
            yield measure_keys(browser, sample, PRESSES)
        for sample in small:
            say(f"opening the overview of ×{sample.size}")
            yield measure_overview(browser, sample, OPENINGS)
        for sample in small[:1]:
            say(f"moving {moves:,} times in ×{sample.size}")
            yield measure_heap(browser, sample, moves)
        for sample in samples:
            say(f"saving ×{sample.size}")
            yield from measure_saves(browser, sample, saves if sample.size == 1 else max(5, saves // 4))
            if sample.size <= 10:
                yield measure_plain_server(browser, sample, max(1, saves // 40))


def runs_for(size: int, runs: int) -> int:
    """Fewer runs of decks that take long, but never less than three."""
    return max(3, runs // len(str(size)))


def say(progress: str) -> None:
    """Tell whoever waits what is being done."""
    print(f"bench: {progress}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
