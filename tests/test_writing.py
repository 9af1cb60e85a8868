"""The page on the disk: whole or not at all, never over a source, the same bytes for the same talk."""

import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from command import COMMAND, HEAD, PATIENCE, body, build, page, put, run

ROOT = Path(__file__).parents[1]
GOOD = HEAD + "Good\n"
BAD = HEAD + ".. no-such::\n"
OLD = "the last good page"


def leftovers(folder):
    """Temporary files below a folder."""
    return [path.name for path in folder.rglob("*") if "slidekit-tmp" in path.name]


@pytest.fixture
def talk(tmp_path):
    """A folder with a good talk, and an old page beside it."""
    put(tmp_path, {"talk.rst": GOOD, "talk.html": OLD})
    return tmp_path


# -- where the page goes -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("output", "written"),
    [
        (None, "talk.html"),
        ("other.html", "other.html"),
        ("other", "other"),
        ("out/", "out/talk.html"),
        ("there", "there/talk.html"),
        ("a/b/page.html", "a/b/page.html"),
        ("a/b/", "a/b/talk.html"),
        (".", "talk.html"),
        ("😀" * 60 + ".html", "😀" * 60 + ".html"),
    ],
)
def test_output(tmp_path, output, written):
    """The page goes beside the talk, to the file named, or under its own name into the folder named."""
    (tmp_path / "there").mkdir()

    ended = build(tmp_path, GOOD, *(("-o", output) if output else ()))

    assert ended.code == 0, ended.err
    assert b"<p>Good</p>" in (tmp_path / written).read_bytes()
    assert ended.out == b""
    assert leftovers(tmp_path) == []


def test_output_to_standard_output(talk):
    """With ``-o -`` the page is the result, everything else is on standard error, and no file is written."""
    ended = build(talk, GOOD + "\n.. image:: no.png\n", "-o", "-")

    assert ended.code == 0
    assert ended.out.startswith(b"<!DOCTYPE html>")
    assert ended.out.endswith(b"</html>\n")
    assert "talk.rst:6:12: warning" in ended.err
    assert (talk / "talk.html").read_text("utf-8") == OLD


def test_messages_go_to_standard_error(talk):
    """What is wrong, and what was written, is said on standard error; standard output stays empty."""
    good, bad = build(talk, GOOD), build(talk, BAD)

    assert good.out == bad.out == b""
    assert "talk.html: " in good.err
    assert "talk.rst:4:4: error: Unknown directive type" in bad.err


def test_quiet(talk):
    """With --quiet a build without warnings says nothing."""
    ended = build(talk, GOOD + "\n.. note:: x\n", "--quiet")

    assert (ended.code, ended.err, ended.out) == (0, "", b"")


@pytest.mark.parametrize("reader", ["head -c 100", "true"])
def test_reader_of_standard_output_goes_away(talk, reader):
    """A pipe that nobody reads any more ends the command without a traceback."""
    put(talk, {"talk.rst": HEAD + "word " * 400_000})

    ended = subprocess.run(
        f"{sys.executable} -m slidekit build talk.rst --time-limit {PATIENCE} -o - | {reader}",
        cwd=talk,
        shell=True,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )

    assert ended.returncode == 0
    assert ended.stderr == ""


@pytest.mark.parametrize("full", [path for path in [Path("/dev/full")] if path.exists()])  # Linux alone has it
def test_standard_output_on_a_full_disk(talk, full):
    """Standard output that takes nothing is the machine's fault, and says so."""
    with full.open("wb") as stream:
        ended = subprocess.run(
            [*COMMAND, "build", "talk.rst", "-o", "-"],
            cwd=talk,
            stdout=stream,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )

    assert ended.returncode == 3
    assert ended.stderr == "error: cannot write to standard output: No space left on device [cannot-write]\n"


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&-"])
def test_closed_streams(talk, closed):
    """Closed streams are no reason not to build."""
    ended = subprocess.run(
        f"{sys.executable} -m slidekit build talk.rst {closed}",
        cwd=talk,
        shell=True,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )

    assert "Traceback" not in ended.stderr
    assert "<p>Good</p>" in body(talk)


def test_symbolic_link_as_target(talk):
    """A page that is a symbolic link stays one; the file behind it is replaced."""
    put(talk, {"real/page.html": OLD})
    (talk / "talk.html").unlink()
    (talk / "talk.html").symlink_to("real/page.html")

    assert build(talk, GOOD).code == 0

    assert (talk / "talk.html").is_symlink()
    assert "<p>Good</p>" in (talk / "real/page.html").read_text("utf-8")
    assert sorted(path.name for path in (talk / "real").iterdir()) == ["page.html"]


def test_hard_link_as_target(talk):
    """Other names of the old page keep the old page."""
    (talk / "kept.html").hardlink_to(talk / "talk.html")

    assert build(talk, GOOD).code == 0

    assert (talk / "kept.html").read_text("utf-8") == OLD
    assert "<p>Good</p>" in body(talk)


def test_device_as_target(talk):
    """A device is written to, not replaced."""
    ended = build(talk, GOOD, "-o", "/dev/stdout")

    assert ended.code == 0
    assert b"<p>Good</p>" in ended.out
    assert build(talk, GOOD, "-o", "/dev/null").code == 0
    assert Path("/dev/null").is_char_device()


def test_pipe_as_target(talk):
    """A named pipe is written to, and stays."""
    os.mkfifo(talk / "pipe")
    got = []
    reader = threading.Thread(target=lambda: got.append((talk / "pipe").read_bytes()), daemon=True)
    reader.start()

    ended = build(talk, GOOD, "-o", "pipe")

    assert ended.code == 0
    reader.join(PATIENCE)
    assert b"<p>Good</p>" in got[0]
    assert (talk / "pipe").is_fifo()


@pytest.mark.parametrize("output", ["folder.html/", "loop.html", "talk.html/x.html", "/proc/no/x.html", "x" * 300])
def test_targets_that_cannot_be(talk, output):
    """A target that cannot be written is the machine's fault: exit 3, one line, and the old page stays."""
    (talk / "folder.html").write_text("a file", "utf-8")
    (talk / "loop.html").symlink_to("loop.html")

    ended = build(talk, GOOD, "-o", output)

    assert ended.code == 3
    assert "[cannot-write]" in ended.err
    assert "Traceback" not in ended.err
    assert (talk / "talk.html").read_text("utf-8") == OLD


def test_target_that_is_a_folder(talk):
    """A page in whose place a folder stands is the machine's fault."""
    (talk / "talk.html").unlink()
    (talk / "talk.html").mkdir()

    ended = build(talk, GOOD)

    assert ended.code == 3
    assert "cannot write" in ended.err
    assert list((talk / "talk.html").iterdir()) == []


def test_read_only_folder(talk):
    """In a folder that may not be written the old page stays, and the message says what is wrong."""
    # An administrator may write anywhere, unless she gives that up for good (PR_CAPBSET_DROP, CAP_DAC_OVERRIDE).
    script = "import ctypes, os, sys; ctypes.CDLL(None).prctl(24, 1, 0, 0, 0); os.execv(sys.executable, sys.argv[1:])"
    talk.chmod(0o555)
    try:
        ended = subprocess.run(
            [sys.executable, "-c", script, *COMMAND, "build", str(talk / "talk.rst")],
            cwd="/",
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        talk.chmod(0o755)

    assert ended.returncode == 3, ended.stderr
    assert "[cannot-write]" in ended.stderr
    assert "Permission denied" in ended.stderr
    assert (talk / "talk.html").read_text("utf-8") == OLD


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o664, 0o755])
def test_mode_is_kept(talk, mode):
    """A page keeps the permissions it had."""
    (talk / "talk.html").chmod(mode)

    assert build(talk, GOOD).code == 0

    assert (talk / "talk.html").stat().st_mode & 0o7777 == mode


def test_mode_of_a_new_page(tmp_path):
    """A new page has the permissions that any new file gets."""
    put(tmp_path, {"usual": ""})

    assert build(tmp_path, GOOD).code == 0

    assert (tmp_path / "talk.html").stat().st_mode == (tmp_path / "usual").stat().st_mode


# -- what is never overwritten ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "talk.rst",
        "./talk.rst",
        "sub/../talk.rst",
        "link.html",
        "part.rst",
        "pic.png",
        "look.css",
        "bg.png",
        "rows.csv",
        "raw.txt",
    ],
)
def test_sources_are_never_overwritten(tmp_path, name):
    """The talk, and every file that it is made of, is never the target: exit 2."""
    text = (
        ":css: look.css\n\n" + HEAD + ".. include:: part.rst\n.. image:: pic.png\n\n"
        ".. csv-table::\n   :file: rows.csv\n\n.. raw:: html\n   :file: raw.txt\n"
    )
    files = {
        "part.rst": "x\n",
        "pic.png": b"\x89PNG",
        "look.css": "a { background: url(bg.png) }",
        "bg.png": b"\x89PNG",
    }
    put(tmp_path, {**files, "talk.rst": text, "rows.csv": "a,b\n", "raw.txt": "<b>x</b>", "sub/x": ""})
    (tmp_path / "link.html").symlink_to("talk.rst")
    before = (tmp_path / name).read_bytes()

    ended = run("build", "talk.rst", "-o", name, cwd=tmp_path)

    assert ended.code == 2
    assert "[overwrites-source]" in ended.err
    assert (tmp_path / name).read_bytes() == before


@pytest.mark.parametrize("name", ["slidekit.toml", "pyproject.toml"])
def test_project_files_are_never_overwritten(tmp_path, name):
    """Nor is the project's file whose settings the talk has."""
    text = "[tool.slidekit]\ntheme = 'night'\n" if name == "pyproject.toml" else "theme = 'night'\n"
    put(tmp_path, {name: text})

    assert build(tmp_path, GOOD, "-o", name).code == 2
    assert (tmp_path / name).read_text("utf-8") == text


def test_talk_named_html(tmp_path):
    """A talk whose own name is that of its page is not overwritten."""
    put(tmp_path, {"talk.html": GOOD, "a.rst": GOOD, "a.html": "a talk, too"})

    assert run("build", "talk.html", cwd=tmp_path).code == 2
    assert run("build", "a.rst", "a.html", cwd=tmp_path).code == 2
    assert (tmp_path / "talk.html").read_text("utf-8") == GOOD
    assert (tmp_path / "a.html").read_text("utf-8") == "a talk, too"


# -- errors keep the last good page ---------------------------------------------------------------------


@pytest.mark.parametrize("text", [BAD, HEAD + "|x|\n", b"\xff", HEAD + ".. include:: no.rst\n", HEAD + "x_\n"])
def test_errors_keep_the_last_good_page(talk, text):
    """An error writes nothing: exit 1, and the old page is there as it was."""
    before = (talk / "talk.html").stat()

    ended = build(talk, text)

    assert ended.code == 1
    assert "talk.rst:" in ended.err
    assert (talk / "talk.html").read_text("utf-8") == OLD
    assert (talk / "talk.html").stat().st_mtime_ns == before.st_mtime_ns
    assert leftovers(talk) == []


def test_strict(talk):
    """With --strict a warning is as bad as an error; without one the talk is built."""
    text = HEAD + ".. image:: no.png\n"

    assert build(talk, text, "--strict").code == 1
    assert (talk / "talk.html").read_text("utf-8") == OLD
    assert build(talk, GOOD + "\n.. note:: an info\n", "--strict").code == 0
    assert build(talk, text).code == 0
    assert 'class="missing-image"' in body(talk)


def test_all_errors_at_once(talk):
    """One build shows everything that is wrong, in the order of the source."""
    ended = build(talk, HEAD + ".. no-such::\n\n|x|\n\n:none:`y`\n\nz_\n\n.. image:: no.png\n")

    assert ended.code == 1
    places = [line.split(": ")[0] for line in ended.err.splitlines() if line.startswith("talk.rst:")]
    assert [place.split(":")[1] for place in places] == ["4", "6", "8", "10", "12"]


# -- several talks ------------------------------------------------------------------------------------------


def test_several_talks(tmp_path):
    """Several talks go beside themselves, or into one folder."""
    put(tmp_path, {"a.rst": GOOD, "sub/b.rst": HEAD + "Other\n"})

    assert run("build", "a.rst", "sub/b.rst", cwd=tmp_path).code == 0
    assert run("build", "a.rst", "sub/b.rst", "-o", "out/", cwd=tmp_path).code == 0

    for name in ("a.html", "out/a.html"):
        assert "<p>Good</p>" in (tmp_path / name).read_text("utf-8")
    for name in ("sub/b.html", "out/b.html"):
        assert "<p>Other</p>" in (tmp_path / name).read_text("utf-8")


def test_one_bad_talk_among_several(tmp_path):
    """A bad talk does not keep the others from being built, and the worst fault is the exit code."""
    put(tmp_path, {"a.rst": BAD, "b.rst": GOOD, "b.html": OLD, "c.rst": GOOD})
    (tmp_path / "c.html").mkdir()

    ended = run("build", "a.rst", "b.rst", cwd=tmp_path)
    worse = run("build", "a.rst", "b.rst", "c.rst", "no-such.rst", cwd=tmp_path)

    assert (ended.code, worse.code) == (1, 3)
    assert not (tmp_path / "a.html").exists()
    assert "<p>Good</p>" in (tmp_path / "b.html").read_text("utf-8")


@pytest.mark.parametrize(
    "arguments",
    [
        ("a.rst", "sub/a.rst", "-o", "out/"),
        ("a.rst", "a.txt"),
        ("a.rst", "sub/../a.rst"),
        ("a.rst", "sub/a.rst", "-o", "-"),
        ("a.rst", "a.rst"),
    ],
)
def test_talks_that_would_become_one(tmp_path, arguments):
    """Two talks never become one file: exit 2, and nothing is written."""
    put(tmp_path, {"a.rst": GOOD, "a.txt": GOOD, "sub/a.rst": GOOD})

    ended = run("build", *arguments, cwd=tmp_path)

    assert ended.code == 2
    assert "[one-output]" in ended.err
    assert list(tmp_path.rglob("*.html")) == []


# -- privacy ------------------------------------------------------------------------------------------------


def test_no_notes(tmp_path):
    """With --no-notes nothing of a note, of a hidden slide, or of a picture used only there is in the page."""
    text = (
        ".. contents::\n\nZEBRATITLE\n===========\n\n:hidden: yes\n:id: ZEBRAID\n:class: ZEBRACLASS\n"
        ":data-secret: ZEBRADATA\n\nZEBRATEXT\n\n.. image:: hidden.png\n   :alt: ZEBRAALT\n\n"
        ".. image:: https://hidden.example/x.png\n\n.. raw:: html\n\n   <img src='https://hidden.example/y.png'>\n\n"
        ".. code-block:: python\n\n   ZEBRACODE = 1\n\n"
        "Shown\n=====\n\nWords [#f]_\n\n.. notes::\n\n   WOMBATTEXT\n\n   .. image:: note.png\n\n"
        ".. note:: WOMBATBOX\n\n.. container:: notes\n\n   WOMBATCONTAINER https://note.example/\n\n"
        ".. image:: shown.png\n\n.. [#f] Footnote\n\n.. OKAPI\n\nAlso\n====\n\nMore: see__\n\n__ zebratitle_\n"
    )
    pictures = {f"{name}.png": b"\x89PNG" + name.encode() * 20 for name in ("hidden", "note", "shown")}
    put(tmp_path, pictures)
    secrets = ["ZEBRA", "WOMBAT", "hidden.example", "note.example", "OKAPI", "aGlkZGVu", "bm90ZW5vdGU", "hidden.png"]

    assert build(tmp_path, text).code == 0
    with_notes = page(tmp_path)
    assert build(tmp_path, text, "--no-notes").code == 0
    without = page(tmp_path)

    for secret in ("ZEBRATEXT", "WOMBATTEXT", "WOMBATBOX", "WOMBATCONTAINER", "ZEBRAALT"):
        assert secret in with_notes
    for secret in secrets:
        assert secret.lower() not in without.lower(), secret
    assert "c2hvd25zaG93" in without
    assert without.count("<section") == 2 + with_notes.count("<section") - 3


def test_no_notes_with_marks(tmp_path):
    """With --no-notes no step mark and nothing that it was tied to is in the page; the steps are."""
    text = (
        "slide\n-----\n\n+ a\n+ b\n\n.. notes::\n\n   WOMBATBEFORE\n\n   [step] WOMBATONE\n\n"
        "   - WOMBATITEM\n   - [click] WOMBATTWO\n\n   [step]\n\n   WOMBATEXTRA\n"
    )

    assert build(tmp_path, text).code == 0
    with_notes = body(tmp_path)
    assert build(tmp_path, text, "--no-notes").code == 0
    without = body(tmp_path)

    assert re.findall(r"WOMBAT(\w+)", with_notes) == ["BEFORE", "ONE", "ITEM", "TWO", "EXTRA"]
    assert re.findall(r'data-note="(\d)"', with_notes) == ["0", "1", "2", "3"]
    for mark in ("[step]", "[click]"):
        assert mark not in with_notes + without
    assert "WOMBAT" not in page(tmp_path)
    assert 'data-note="' not in without
    assert without.count('data-step="') == with_notes.count('data-step="') == 2


# -- killed, interrupted, full ------------------------------------------------------------------------------


def heed():
    """Take Ctrl-C as a command at a terminal does, also where these tests themselves run in the background."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def wait_for_work(group, seconds=4):
    """Wait until who reads a talk for the leader of a group has worked for so long: by the clock, a busy machine may not have begun.

    To import all that it needs takes it a tenth of that, and it is given the talk by a leader that hears interrupts.
    """
    worked = 0.0
    while worked < seconds:
        time.sleep(0.05)
        listed = subprocess.run(["ps", "-eo", "pgid=,pid=,time="], capture_output=True, text=True, check=True).stdout
        found = {
            pid: took.split(":") for number, pid, took in map(str.split, listed.splitlines()) if number == str(group)
        }
        assert str(group) in found, "it has ended before"
        worked = sum(60 * int(took[-2]) + float(took[-1]) for pid, took in found.items() if pid != str(group))


def torn(data, pages):
    """Whether what stands in the page's place is neither an old nor a new page."""
    return data not in pages


@pytest.mark.parametrize(("sign", "share"), [(signal.SIGKILL, 10), (signal.SIGINT, 6)])
def test_killed_at_random_moments(tmp_path, request, sign, share):
    """A build that is killed or interrupted leaves the old page or the new one, and the next leaves nothing else."""
    rounds = int(request.config.getoption("--kills")) * share // 16
    chance = random.Random(sign)  # noqa: S311 - the same moments in every run
    texts = [HEAD + f"Version {number}\n\n" + "word " * 20_000 for number in (0, 1)]
    pages = []
    for text in texts:
        ended = build(tmp_path, text)
        assert ended.code == 0
        pages.append((tmp_path / "talk.html").read_bytes())
    for number in range(rounds):
        put(tmp_path, {"talk.rst": texts[number % 2]})
        process = subprocess.Popen(
            # Without a cache, for what was built before is said again at once.
            [*COMMAND, "build", "talk.rst", "--no-cache", "--time-limit", str(PATIENCE)],
            cwd=tmp_path,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=heed,  # noqa: PLW1509 - no thread runs here
        )
        time.sleep(ended.seconds * chance.uniform(0.1, 1.1))
        process.send_signal(sign)
        _, said = process.communicate(timeout=PATIENCE)
        assert not torn((tmp_path / "talk.html").read_bytes(), pages)
        if sign == signal.SIGINT and "Traceback" not in said:
            assert process.returncode in (0, 130, -signal.SIGINT)
    assert build(tmp_path, texts[0]).code == 0
    assert (tmp_path / "talk.html").read_bytes() == pages[0]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["talk.html", "talk.rst"]


def test_interrupted(talk):
    """Ctrl-C ends a build that takes long: exit 130, one word, no traceback, the old page, and no process left."""
    put(talk, {"talk.rst": HEAD + "``a `b *c " * 40_000})
    process = subprocess.Popen(
        [*COMMAND, "build", "talk.rst", "--time-limit", str(PATIENCE)],
        cwd=talk,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=heed,  # noqa: PLW1509 - no thread runs here
    )
    wait_for_work(process.pid)

    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=100)  # ends only when nobody holds standard error any more

    assert process.returncode == 130
    assert said.strip() == "interrupted"
    assert (talk / "talk.html").read_text("utf-8") == OLD


def test_reader_ends_with_the_command(talk):
    """A command that is killed takes the process that reads the talk with it."""
    put(talk, {"talk.rst": HEAD + "``a `b *c " * 40_000})
    process = subprocess.Popen(
        [*COMMAND, "build", "talk.rst", "--time-limit", str(PATIENCE)],
        cwd=talk,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    wait_for_work(process.pid)

    process.kill()
    process.communicate(timeout=100)  # ends when nobody holds standard error any more: the reader held it too


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.99])
def test_limited_file_size(talk, share):
    """Where a page cannot be written whole, the old one stays: exit 3, and no temporary file."""
    assert build(talk, GOOD, "-o", "whole.html").code == 0
    size = (talk / "whole.html").stat().st_size
    limit = int(size * share)

    ended = subprocess.run(
        [*COMMAND, "build", "talk.rst"],
        cwd=talk,
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
        check=False,
    )

    assert ended.returncode == 3, ended.stderr
    assert "[cannot-write]" in ended.stderr or share == 0.0
    assert "Traceback" not in ended.stderr
    assert (talk / "talk.html").read_text("utf-8") == OLD
    assert leftovers(talk) == []


def test_full_disk(tmp_path):
    """On a disk with room for half a page the old page stays; where no disk may be made, a file's limit stands in."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = (
        subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)], capture_output=True, check=False
        ).returncode
        == 0
        if shutil.which("mount")
        else False
    )
    try:
        put(disk, {"talk.rst": GOOD, "talk.html": OLD})
        if mounted:
            ended = run("build", "talk.rst", cwd=disk)
            assert ended.code == 3
            assert "No space left on device" in ended.err
        else:
            ended = subprocess.run(
                ["/bin/sh", "-c", 'ulimit -f 64; exec "$0" "$@"', *COMMAND, "build", "talk.rst"],
                cwd=disk,
                capture_output=True,
                check=False,
            )
            assert ended.returncode == 3
        assert (disk / "talk.html").read_text("utf-8") == OLD
        assert sorted(path.name for path in disk.iterdir()) == ["talk.html", "talk.rst"]
    finally:
        if mounted:
            subprocess.run(["umount", str(disk)], check=True)


def test_leftovers_are_swept(talk):
    """What a killed build has left is removed by the next one; what only looks like it stays."""
    gone = subprocess.Popen(["true"])
    gone.wait()
    put(
        talk,
        {
            f".talk.html.{gone.pid}.slidekit-tmp": "torn",
            f".talk.html.{os.getpid()}.slidekit-tmp": "being written",
            f".other.html.{gone.pid}.slidekit-tmp": "another page's",
            ".talk.html.notes.slidekit-tmp": "not ours",
        },
    )

    assert build(talk, GOOD).code == 0

    assert sorted(leftovers(talk)) == [
        f".other.html.{gone.pid}.slidekit-tmp",
        f".talk.html.{os.getpid()}.slidekit-tmp",
        ".talk.html.notes.slidekit-tmp",
    ]


# -- the same bytes -----------------------------------------------------------------------------------------


def test_reproducible(tmp_path):
    """The same talk gives the same bytes whatever the hash seed, time zone, folder, working folder, clock and locale."""
    from mutations import SINK

    text = SINK.replace(".. |today| date:: %Y\n", ".. |today| replace:: today\n")
    files = {"talk.rst": text, "part.rst": "Part\n", "pic.png": b"\x89PNG\r\n\x1a\n", "slidekit.toml": ""}
    pages = set()
    for number in range(6):
        folder = tmp_path / ("a" * (number + 1)) / "b"
        put(folder, files)
        for path in folder.iterdir():
            os.utime(path, (number * 10**8, number * 10**8))
        env = {
            "PYTHONHASHSEED": str(number),
            "TZ": ("UTC", "Asia/Tokyo", "America/Lima")[number % 3],
            "SOURCE_DATE_EPOCH": str(10**8 * number),
            "LC_ALL": ("C", "C.UTF-8")[number % 2],
            "COLUMNS": str(40 + number),
        }
        where, name = ((folder, "talk.rst"), (tmp_path, folder / "talk.rst"), (folder.parent, "b/talk.rst"))[number % 3]
        ended = run("build", name, cwd=where, env=env)
        assert ended.code == 0, ended.err
        pages.add((folder / "talk.html").read_bytes())

    assert len(pages) == 1


def test_date_follows_source_date_epoch(tmp_path):
    """``date::`` is the day of SOURCE_DATE_EPOCH."""
    text = HEAD + "|d|\n\n.. |d| date::\n"

    assert build(tmp_path, text, "--strict", env={"SOURCE_DATE_EPOCH": "1321009871"}).code == 0

    assert "<p>2011-11-11</p>" in body(tmp_path)


# -- exit codes -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["no-such.rst", "folder", ".", "", "/", "~", "pipe", "x" * 300, "/dev/zero", "loop"])
def test_no_such_talk(tmp_path, name):
    """What is no talk is the command line's fault: exit 2, one line."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "loop").symlink_to("loop")
    os.mkfifo(tmp_path / "pipe")

    ended = run("build", name, cwd=tmp_path, after=100)

    assert ended.code == 2
    assert ended.err.startswith("error: ")
    assert ended.err.endswith("[no-talk]\n")
    assert ended.err.count("\n") == 1


def test_talk_too_large_to_be_one(tmp_path):
    """A file of a gigabyte is no talk, and is not read."""
    with (tmp_path / "talk.rst").open("wb") as file:
        file.truncate(1_000_000_000)

    ended = run("build", "talk.rst", cwd=tmp_path)

    assert ended.code == 1
    assert "talk.rst:1:1: error: the talk has 1,000,000,000 bytes" in ended.err
    assert ended.megabytes < 200


def test_bug_shows_its_traceback(tmp_path):
    """What is neither the talk's fault nor the machine's is ours: a traceback, and an exit code of its own."""
    put(tmp_path, {"talk.rst": GOOD, "sitecustomize.py": "import slidekit.lookup\nslidekit.lookup.find_root = None\n"})

    ended = run("build", "talk.rst", cwd=tmp_path, env={"PYTHONPATH": f"{tmp_path}:{ROOT / 'src'}"})

    assert ended.code == 70
    assert "TypeError: 'NoneType' object is not callable" in ended.err
    assert not (tmp_path / "talk.html").exists()
