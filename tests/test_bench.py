import subprocess
import sys
from pathlib import Path

import pytest

from bench.builds import run
from bench.decks import TALK, make_sample, make_sample_without_picture, make_tour, repeat
from bench.figures import Figure, Goal, Unit, draw_table
from slidekit.themes import own_names

ROOT = Path(__file__).parents[1]
SMALLER = Goal(limit=1.0, aim=0.5)


def test_one_repetition_is_the_talk_itself():
    """The deck ×1 is the first talk, character by character."""
    talk = TALK.read_text("utf-8")

    assert repeat(talk, 1) == talk


def test_scripts_stand_once_at_the_end():
    """A longer deck repeats every slide, raw HTML on slides too, and closes with the scripts as the talk does."""
    slides = "slide\n-----\n\nOne\n\n.. raw:: html\n\n    <br>\n\nTwo\n"
    scripts = "\n.. raw:: html\n\n    <script></script>\n"

    assert repeat(slides + scripts, 2) == slides + "\n\n" + slides + scripts


def test_samples(tmp_path):
    """A sample has the talk's pictures beside it, unless it is the one without."""
    sample = make_sample(10, tmp_path)
    without = make_sample_without_picture(tmp_path)

    assert (sample.path.parent / "static" / "docker.png").is_file()
    assert sample.path.read_text("utf-8").count(".. image::") == 10
    assert ".. image::" not in without.path.read_text("utf-8")


def test_the_tour_without_our_directives_is_docutils_own(tmp_path):
    """What rst2html5 is given has the tour's text, and nothing that docutils does not know."""
    sample = make_tour(tmp_path)
    said = subprocess.run(
        [Path(sys.executable).with_name("rst2html5"), "--report=3", sample.plain],
        capture_output=True,
        text=True,
        check=True,
    )

    assert said.stderr == ""
    assert said.stdout.count("<pre") >= 30
    assert "Now write yours" in said.stdout


@pytest.mark.parametrize(("ratio", "verdict"), [(0.5, "aim"), (0.51, "at least"), (1.0, "at least"), (1.01, "**no**")])
def test_verdict(ratio, verdict):
    """A figure is held against both parts of its goal."""
    figure = Figure("build", "×1", Unit.MILLISECONDS, ours=100, theirs=100, ratio=ratio, goal=SMALLER)

    assert figure.verdict == verdict


def test_goal_for_a_ratio_needs_one():
    """A goal for the ratio is never held against another number."""
    figure = Figure("build", "×1", Unit.MILLISECONDS, ours=0.1, goal=SMALLER)

    with pytest.raises(ValueError, match="build, ×1"):
        _ = figure.verdict


def test_table():
    """The table has a line for each figure, with units, and blanks where there is nothing to say."""
    figures = [
        Figure("build", "×1", Unit.MILLISECONDS, 90, 180, 0.5, SMALLER),
        Figure("file", "×1", Unit.BYTES, 118_000, goal=Goal(130_000, 120_000, of_ratio=False)),
        Figure("nodes", "×10", Unit.COUNT, 2500, 5000, 0.5),
    ]

    assert draw_table(figures).splitlines() == [
        "| figure | deck | slidekit | rst2html5 | ratio | at least | aim | met |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
        "| build | ×1 | 90.0 ms | 180.0 ms | 0.50 × | ≤ 1.00 × | ≤ 0.50 × | aim |",
        "| file | ×1 | 118,000 bytes |  |  | ≤ 130,000 bytes | ≤ 120,000 bytes | aim |",
        "| nodes | ×10 | 2,500 | 5,000 | 0.50 × |  |  |  |",
    ]


def test_run_measures_the_whole_process():
    """A process is measured from its start to its end, with the memory of the largest that it started."""
    large = "import time; held = b'x' * 300_000_000; time.sleep(0.2)"
    command = ["/bin/sh", "-c", f'"{sys.executable}" -c "{large}"; true']
    # Below a process of its own: a started one is charged with the memory of this one, which grows with every test.
    ask = f"from bench.builds import run; measured = run({command!r}); print(measured.seconds, measured.memory)"

    done = subprocess.run([sys.executable, "-c", ask], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    seconds, memory = map(float, done.stdout.split())

    assert 0.2 <= seconds < 250
    assert 300e6 < memory < 600e6


def test_failed_command_ends_the_measuring():
    """What a failing command said is shown, and nothing is measured."""
    with pytest.raises(SystemExit, match=r"ended with 3:\nno such talk"):
        run(["/bin/sh", "-c", "echo no such talk >&2; exit 3"])


def test_bench_measures_everything():
    """One command measures builds, files and pages side by side and prints one table."""
    command = [
        sys.executable,
        "-m",
        "bench",
        "--sizes",
        "1",
        "--runs",
        "1",
        "--saves",
        "5",
        "--moves",
        "200",
        "--talks",
        "2",
    ]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in done.stdout.splitlines() if "×1" in line]

    assert [row[0].partition(", median")[0] for row in rows] == [
        "build, whole process",
        "peak memory of its largest process",
        "the file",
        "build again, nothing changed",
        *(
            name
            for theme in own_names()
            for name in (f"the file, without the picture, theme {theme}", f"build, theme {theme}")
        ),
        "check, whole process, beside the browser's own print of the page",
        "PDF, whole process, beside the browser's own print of the page",
        "the PDF, beside the browser's own",
        "first slide visible, beside the plain page of ×1",
        "DOM nodes",
        "JS heap",
        "key to painted slide",
        "overview painted",
        "JS heap after 200 moves",
        "save to painted word, plain edits",
        "the same, the worst",
        "lost of 5 saves",
        "save to painted word, edits that need the whole deck",
        "save to painted word, livereload around rst2html5",
    ]
    assert all(row[2] for row in rows)
    assert [
        name in done.stdout for name in ("build, one job", "build, two jobs", "nothing changed, beside one job")
    ] == [True] * 3
    assert all(row[3] for row in rows[: 10 + 2 * len(own_names())])
