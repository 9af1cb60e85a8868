"""What a driven browser costs: check and PDF of a talk, beside a browser that prints the same page by itself."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from statistics import median

from bench.builds import run, slidekit
from bench.decks import Sample
from bench.figures import Figure, Unit
from slidekit.browser import find_browser, launch_arguments


def measure_exports(sample: Sample, runs: int) -> Iterator[Figure]:
    """Whole processes: ours reads the talk and builds its page, too; the browser is given the page that was built."""
    run(slidekit(sample.path, sample.page))
    bare, ours = sample.page.with_name("bare.pdf"), sample.page.with_name("ours.pdf")
    # The picture of the first talk has no text for those who do not see it, and check says so; and a machine that
    # is measured may be a busy one.
    check = [*command("check"), "-O", "ignore=missing-alt,slow-start", str(sample.path)]
    export = [*command("export"), "--to", "pdf", "-o", str(ours), str(sample.path)]
    browser = [str(find_browser()), "--headless", *launch_arguments(), "--no-pdf-header-footer"]
    printing = [*browser, f"--print-to-pdf={bare}", sample.page.as_uri()]
    rows = [[run(each).seconds for each in (check, export, printing)] for _ in range(runs)]
    for place, name in enumerate(("check", "PDF")):
        yield Figure(
            f"{name}, whole process, beside the browser's own print of the page",
            sample.label,
            Unit.MILLISECONDS,
            1000 * median(row[place] for row in rows),
            1000 * median(row[2] for row in rows),
            median(row[place] / row[2] for row in rows),
        )
    sizes = ours.stat().st_size, bare.stat().st_size
    yield Figure("the PDF, beside the browser's own", sample.label, Unit.BYTES, *sizes, sizes[0] / sizes[1])


def command(name: str) -> list[str]:
    """The beginning of a command line."""
    return [sys.executable, "-m", "slidekit", name, "--quiet"]
