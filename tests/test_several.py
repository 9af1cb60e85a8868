"""Several talks at once: where their pages go, the list of them, what is built again, and how it ends."""

import re
import signal
import subprocess
import time

import pytest
from command import COMMAND, PATIENCE, hear_interrupts, put, run

TALK = ":author: Ada\n:date: 2026-05-0{n}\n\nTalk {n}\n======\n\n----\n\nFirst of {n}\n\n----\n\nLast\n\n.. notes::\n\n   Whisper {n}\n"


def talk(number):
    """A talk with a title slide, two more, and a note."""
    return TALK.format(n=number)


@pytest.fixture
def folder(tmp_path):
    """A folder with three talks, one of them deeper, and a text that is none."""
    put(
        tmp_path,
        {
            "talks/one.rst": talk(1),
            "talks/two.rst": talk(2),
            "talks/deep/three.rst": talk(3),
            "talks/readme.rst": "Hello\n",
        },
    )
    return tmp_path


def names_below(place):
    """The files below a folder, but for first slides."""
    found = (path.relative_to(place).as_posix() for path in place.rglob("*") if path.is_file())
    return sorted(name for name in found if not name.startswith("index_files/"))


def test_a_folder_of_talks(folder):
    """The talks below a folder become pages at the same places, with a list of them; what is no talk becomes none."""
    ended = run("build", "talks", "-o", "site/", cwd=folder)

    assert ended.code == 0
    assert names_below(folder / "site") == ["deep/three.html", "index.html", "one.html", "two.html"]
    index = (folder / "site/index.html").read_text("utf-8")
    assert re.findall(r'<a href="([^"]*)">([^<]*)</a>', index) == [
        ("deep/three.html", "Talk 3"),
        ("one.html", "Talk 1"),
        ("two.html", "Talk 2"),
    ]
    assert "2026-05-03 · Ada" in index
    firsts = re.findall(r'<iframe src="([^"]*)"', index)
    assert [
        f"Talk {n}" in (folder / "site" / first).read_text("utf-8") for n, first in zip((3, 1, 2), firsts, strict=True)
    ]
    assert not any("First of" in (folder / "site" / first).read_text("utf-8") for first in firsts)
    assert "<script" not in index


def test_beside_each_talk(folder):
    """Without a folder for them, each page goes beside its talk with its notes, and there is no list."""
    ended = run("build", "talks/one.rst", "talks/two.rst", cwd=folder)

    assert ended.code == 0
    assert not list(folder.rglob("index.html"))
    assert "Whisper 1" in (folder / "talks/one.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("options", "is_there"), [((), False), (("--notes",), True), (("--notes", "--no-notes"), False)]
)
def test_pages_for_the_public(folder, options, is_there):
    """In a folder for several, notes are in no file unless they are asked for; it is said."""
    ended = run("build", "talks", "-o", "site/", *options, cwd=folder)
    pages = [path.read_text("utf-8") for path in (folder / "site").rglob("*.html")]

    assert any("Whisper" in page for page in pages) == is_there
    assert ("[public-pages]" in ended.err) != is_there


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("talks/one.rst", "talks/deep/one.rst", "-o", "site/"), "would both become site/one.html"),
        (("talks/index.rst", "talks/one.rst", "-o", "site/"), "where the list of the talks goes"),
        (("talks", "-o", "-"), "[one-output]"),
        (("empty", "-o", "site/"), "[no-talk]"),
    ],
)
def test_what_cannot_be(folder, arguments, says):
    """Two pages at one place, or no talk at all, are the command line's fault, and nothing is written."""
    put(folder, {"talks/deep/one.rst": talk(4), "talks/index.rst": talk(5), "empty/readme.txt": ""})
    ended = run("build", *arguments, cwd=folder)

    assert (ended.code, says in ended.err) == (2, True), ended.err
    assert not (folder / "site").exists()


def test_a_list_of_somebody_else(folder):
    """An ``index.html`` that slidekit has not written stays; the pages are there all the same."""
    put(folder, {"site/index.html": "<p>mine"})
    ended = run("build", "talks", "-o", "site/", cwd=folder)

    assert ended.code == 0
    assert "[foreign-index]" in ended.err
    assert (folder / "site/index.html").read_text() == "<p>mine"
    assert (folder / "site/one.html").exists()


def test_one_bad_talk(folder):
    """A talk with an error is told of in its turn, the others are built, and the exit code is the worst."""
    put(folder, {"talks/bad.rst": "One\n---\n\n.. nonsense::\n\nTwo\n---\n\nb\n", "site/bad.html": "old"})
    ended = run("build", "talks", "-o", "site/", "--jobs", "2", cwd=folder)

    assert ended.code == 1
    assert (
        ended.err.index("unknown-directive")
        < ended.err.index("site/deep/three.html")
        < ended.err.index("site/two.html")
    )
    assert (folder / "site/bad.html").read_text() == "old"
    assert "bad.html" not in (folder / "site/index.html").read_text("utf-8")
    assert (folder / "site/two.html").exists()


def files(place):
    """All files below a folder, with their bytes."""
    return {path.relative_to(place).as_posix(): path.read_bytes() for path in place.rglob("*") if path.is_file()}


def test_jobs(folder):
    """However many are built at once, the same comes of it, and is said in the same order."""
    said = [run("build", "talks", "-o", f"site{n}/", "--jobs", n, "--no-cache", cwd=folder).err.replace(f"site{n}", "site") for n in (1, 2, 5)]  # fmt: skip

    assert said[0] == said[1] == said[2]
    assert files(folder / "site1") == files(folder / "site2") == files(folder / "site5")


def test_only_what_has_changed(folder, monkeypatch):
    """A second time only the changed talk is built, and the same is said; a talk that has gone is in the list no more."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
    first = run("build", "talks", "-o", "site/", cwd=folder)
    pages = [path for path in (folder / "site").rglob("*.html") if path.parent.name != "index_files"]
    before = {path: path.stat().st_mtime_ns for path in pages}
    time.sleep(0.05)

    again = run("build", "talks", "-o", "site/", cwd=folder)
    assert again.err == first.err
    put(folder, {"talks/two.rst": talk(2).replace("Last", "Changed")})
    run("build", "talks", "-o", "site/", cwd=folder)
    after = {path: path.stat().st_mtime_ns for path in before}
    assert {path.name for path in before if before[path] != after[path]} - {"index.html"} == {"two.html"}
    assert "Changed" in (folder / "site/two.html").read_text("utf-8")

    (folder / "talks/one.rst").unlink()
    run("build", "talks", "-o", "site/", cwd=folder)
    assert "one.html" not in (folder / "site/index.html").read_text("utf-8")


def test_interrupted(folder):
    """Told to end, it ends with all that it has started; each page is there whole, or not."""
    put(folder, {f"talks/more-{n:02}.rst": talk(1) + "\n----\n\nmore *words*\n" * 1000 for n in range(30)})
    # It is never done before it is told, however late that is: the last talk takes longer than anybody waits.
    put(folder, {"talks/without-end.rst": talk(1) + "\n----\n\n" + "``a `b *c " * 40_000 + "\n"})
    site = folder / "site"
    process = subprocess.Popen(
        [*COMMAND, "build", "talks", "-o", f"{site}/", "--no-cache", "--jobs", "2", "--time-limit", str(PATIENCE)],
        cwd=folder,
        stderr=subprocess.PIPE,
        preexec_fn=hear_interrupts,  # noqa: PLW1509 - it sets one signal, and nothing else
    )
    end = time.monotonic() + 100
    while not list(site.glob("more-*.html")) and time.monotonic() < end:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=100)

    assert process.returncode == 130
    end = time.monotonic() + 100
    while working_on(site) and time.monotonic() < end:
        time.sleep(0.1)
    assert working_on(site) == []
    pages = [path.read_text("utf-8") for path in site.rglob("*.html")]
    assert 1 <= len(pages) < 34
    assert all(page.rstrip().endswith("</html>") for page in pages)
    assert [path.name for path in folder.rglob("*") if "slidekit-tmp" in path.name] == []


def working_on(site):
    """The processes that were told of a folder, and those that they have forked."""
    listed = subprocess.run(["ps", "-ww", "-eo", "stat=,args="], capture_output=True, text=True, check=True).stdout
    return [line for line in listed.splitlines() if str(site) in line and line[0] != "Z"]
