"""A build that was done before: said again without being done, exactly as long as it would come out the same."""

import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from command import PATIENCE, put, run

from slidekit import again
from slidekit.cli.making import Job, make, repeat
from slidekit.lookup import cache_folder

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001"
    "a5f645400000000049454e44ae426082"
)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9" fill="%s"/></svg>'
TALK = """\
:theme: ../look
:css: extra.css

One
---

.. image:: pic.svg
   :alt: A picture

.. include:: part.txt

Two
---

.. literalinclude:: code.py

.. csv-table::
   :file: data.csv

.. notes:: Quietly
"""
FILES = {
    "slidekit.toml": "author = 'Ada'\n",
    "look/theme.toml": "base = 'plain'\n",
    "look/theme.css": ":root { --accent: #123456; }\n",
    "look/templates/page.html": '{% extends "slidekit/page.html" %}{% block after %}After{% endblock %}',
    "talks/talk.rst": TALK,
    "talks/extra.css": ".slide { background: url(back.png); }\n",
    "talks/back.png": PNG,
    "talks/part.txt": "Part *one*.\n",
    "talks/code.py": "x = 1\n",
    "talks/data.csv": "a,b\n",
    "pic.svg": SVG % b"red",
}
"""A talk with an input of each kind; its picture is found above it."""

OTHERS = {
    "slidekit.toml": ["author = 'Bob'\n", "autor = 'Bob'\n", "theme = 'night'\naspect = '4:3'\n"],
    "look/theme.toml": ["base = 'night'\n", "base = 'no-such'\n"],
    "look/theme.css": [":root { --accent: red; }\n", "} oops"],
    "look/templates/page.html": ['{% extends "slidekit/page.html" %}', "{% oops"],
    "talks/talk.rst": [TALK.replace("Two", "Three"), TALK + "\n.. image:: none.png\n", "One\n---\n\n:no:`role`\n"],
    "talks/extra.css": ["p { color: red; }\n", "p { background: url(gone.png); }\n"],
    "talks/back.png": [PNG + b" "],
    "talks/part.txt": ["Part *two*.\n", ".. include:: more.txt\n"],
    "talks/more.txt": ["More.\n"],
    "talks/code.py": ["y = 2\n"],
    "talks/data.csv": ["c,d\n", 'c,"d\n'],
    "pic.svg": [SVG % b"blue"],
    "talks/pic.svg": [SVG % b"green"],
    "talks/gone.png": [PNG],
    "talks/none.png": [PNG],
    "talks/slidekit.toml": ["author = 'Eve'\n"],
    "talks/pyproject.toml": ["[tool.slidekit]\nauthor = 'Joe'\n"],
}
"""What the inputs may become, and files that are looked for and not there at first."""


@pytest.fixture
def project(tmp_path, monkeypatch):
    """The working folder: a project with a talk that has every kind of input."""
    put(tmp_path, FILES)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path.parent / f"{tmp_path.name}-cache"))
    time.sleep(0.05)  # what was written in the very moment when a build began is not trusted
    return tmp_path


def told(*options):
    """What a build of the talk was asked for: by itself, and where its record is."""
    target = Path("talks/talk.html")
    job = Job(Path("talks/talk.rst"), target, {"notes": True, "linked": "linked" in options}, time_limit=PATIENCE)
    return job._replace(key=again.key_of(options))


def done(job):
    """What comes of a build: its code, what it said, and its files."""
    ended = repeat(job.key) or make(job, lambda _: None)
    page = job.target.read_bytes() if job.target.exists() else b""
    folder = Path("talks/talk_files")
    beside = {path.name: path.read_bytes() for path in folder.iterdir()} if folder.exists() else {}
    return ended.code, ended.said, page, beside


def edit(choose):
    """Change one thing."""
    name = choose.choice(list(OTHERS))
    path = Path(name)
    contents = [*OTHERS[name], *([FILES[name]] * 2 if name in FILES else [])]
    match choose.choice(["write", "write", "write", "delete", "mend", "touch", "link", "folder"]):
        case "delete" if path.is_dir():
            path.rmdir()
        case "delete":
            path.unlink(missing_ok=True)
        case "mend":
            for other in OTHERS:
                if Path(other).is_dir():
                    Path(other).rmdir()
                Path(other).unlink(missing_ok=True)
            put(Path(), FILES)
        case "touch" if path.exists():
            os.utime(path)
        case "link" if not path.is_dir():
            path.unlink(missing_ok=True)
            path.symlink_to(Path(choose.choice(list(FILES))).absolute())
        case "folder" if not path.exists() and not path.is_symlink():
            path.mkdir()
        case _ if not path.is_dir():
            path.unlink(missing_ok=True)
            put(Path(), {name: choose.choice(contents)})


@pytest.mark.parametrize("seed", range(2))
def test_never_wrong(project, seed):
    """Whatever is edited, what a build gives, says, and ends with is what a build without records does."""
    choose = random.Random(seed)  # noqa: S311 - the same edits on every run
    repeated = 0
    for step in range(20):
        for _ in range(choose.randint(0, 2)):
            edit(choose)
        time.sleep(0.03)
        job = told(*(["linked"] if step % 8 == 7 else []))
        shutil.rmtree("talks/talk_files", ignore_errors=True) if step % 5 == 0 else None
        got = done(job)
        fresh = make(job._replace(key=""), lambda _: None)
        page = job.target.read_bytes() if job.target.exists() else b""

        assert got[:3] == (fresh.code, fresh.said, page), step
        known = repeat(job.key)
        assert known is None or (known.code, known.said) == (fresh.code, fresh.said)
        repeated += known is not None

    assert repeated >= 4


@pytest.mark.parametrize(
    "name", [name for name in OTHERS if name not in {"talks/more.txt", "talks/gone.png", "talks/none.png"}]
)
def test_each_input_counts(project, name):
    """A record holds while nothing has changed, and no longer once an input has: also one that was not there before."""
    job = told()
    make(job, lambda _: None)
    assert repeat(job.key)

    put(project, {name: OTHERS[name][0]})
    assert repeat(job.key) is None
    put(project, {name: FILES[name]}) if name in FILES else (project / name).unlink()

    assert repeat(job.key)


def test_same_size_and_time(project):
    """Contents are looked at, not sizes and times."""
    job = told()
    make(job, lambda _: None)
    known = (project / "talks/code.py").stat()

    (project / "talks/code.py").write_text("x = 2\n")
    os.utime("talks/code.py", ns=(known.st_atime_ns, known.st_mtime_ns))

    assert repeat(job.key) is None


@pytest.mark.parametrize("damage", ["changed", "gone", "link"])
def test_the_page_is_put_back(project, damage):
    """If the page is not as it was written, it is written again from what is kept."""
    job = told()
    make(job, lambda _: None)
    page = job.target.read_bytes()
    job.target.unlink()
    if damage == "changed":
        job.target.write_bytes(page[:-1] + b" ")
    if damage == "link":
        job.target.symlink_to(project / "pic.svg")

    found = repeat(job.key)

    assert bool(found) == (damage != "link")  # a link leads to another place, even to an input
    assert damage == "link" or job.target.read_bytes() == page
    assert (project / "pic.svg").read_bytes() == FILES["pic.svg"]


def kept(suffix):
    """The files of the cache that end so."""
    return [path for path in cache_folder("builds").iterdir() if path.name.endswith(suffix)]


DAMAGES = {
    "empty": lambda _: b"",
    "cut off": lambda data: data[:-20],
    "a byte changed": lambda data: data[:80] + b"\xff" + data[81:],
    "something else": lambda _: b"x" * 9_000,
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_damaged_records(project, damage):
    """A record that is not whole is none; nor is a page."""
    job = told()
    make(job, lambda _: None)
    page = job.target.read_bytes()
    (record,) = kept(".txt")
    whole = record.read_bytes()

    record.write_bytes(damage(whole))
    assert repeat(job.key) is None

    record.write_bytes(whole)
    for each in kept(""):
        if each != record:
            each.write_bytes(damage(each.read_bytes()))
    assert repeat(job.key)
    job.target.unlink()
    assert repeat(job.key) is None
    assert make(job, lambda _: None).code == 0
    assert job.target.read_bytes() == page


def test_a_record_of_another_key(project):
    """A record that was laid under another name is none."""
    job, other = told(), told("other")
    make(job, lambda _: None)
    (record,) = kept(".txt")

    record.rename(record.with_name(f"{other.key}.txt"))

    assert repeat(other.key) is None


def test_links_in_the_cache(project):
    """A record that is a link, or no file, is none."""
    job = told()
    make(job, lambda _: None)
    (record,) = kept(".txt")
    moved = record.rename(project / "record")

    record.symlink_to(moved)
    assert repeat(job.key) is None
    record.unlink()
    os.mkfifo(record)
    assert repeat(job.key) is None


def test_for_this_user_only(project):
    """Nobody else looks into what is kept."""
    make(told(), lambda _: None)

    assert cache_folder("builds").stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in kept("")} == {0o600}


def test_not_kept(project):
    """Today's date, a file that is written while the talk is read, and a talk with errors leave no record."""
    job = told()
    put(project, {"talks/talk.rst": TALK + "\n|d|\n\n.. |d| date::\n"})
    time.sleep(0.05)
    assert make(job, lambda _: None).code == 0
    assert repeat(job.key) is None

    put(project, {"talks/talk.rst": TALK})
    os.utime("talks/talk.rst", ns=(time.time_ns() + 10**13,) * 2)  # later than the build begins, however late that is
    assert make(job, lambda _: None).code == 0
    assert repeat(job.key) is None

    put(project, {"talks/talk.rst": "One\n---\n\n:no:`role`\n"})
    time.sleep(0.05)
    assert make(job, lambda _: None).code == 1
    assert repeat(job.key) is None


def test_a_cache_that_cannot_be_written(project, monkeypatch):
    """Where nothing can be kept, talks are built all the same."""
    put(project, {"file": "x"})
    monkeypatch.setenv("XDG_CACHE_HOME", str(project / "file"))

    ended = run("build", "talks/talk.rst", cwd=project)

    assert ended.code == 0, ended.err
    assert run("build", "talks/talk.rst", cwd=project).err == ended.err


def test_the_command_says_it_again(project):
    """The same command says the same, ends the same, and does no work; with ``--no-cache`` it neither reads nor keeps."""
    fresh = run("build", "talks/talk.rst", "--no-cache", cwd=project)
    assert not cache_folder("builds").exists()
    first = run("build", "talks/talk.rst", cwd=project)
    page = (project / "talks/talk.html").read_bytes()
    (project / "talks/talk.html").unlink()

    second = run("build", "talks/talk.rst", cwd=project)

    assert fresh.err == first.err == second.err != ""
    assert (fresh.code, first.code, second.code) == (0, 0, 0)
    assert (project / "talks/talk.html").read_bytes() == page
    (record,) = kept(".txt")
    record.unlink()
    run("build", "talks/talk.rst", "--no-cache", cwd=project)
    assert kept(".txt") == []
    assert run("build", "talks/talk.rst", "-q", cwd=project).err == ""
    assert run("build", "talks/talk.rst", "-o", "-", cwd=project).out == page


LOOK = """
import os, sys
me, leave = os.getpid(), os._exit

def end(code):
    if os.getpid() == me:
        print(*sys.modules)
        sys.stdout.flush()
    leave(code)

os._exit, sys.argv = end, ["slidekit", "build", "talks/talk.rst"]
from slidekit.start import main
main()
"""
"""Says what the command has imported; another process reads on meanwhile, and is ended."""


def test_what_an_answer_imports(project):
    """An answer needs neither docutils nor click nor anything else that takes long to import."""
    first, again = (
        subprocess.run(
            [sys.executable, "-c", LOOK], cwd=project, capture_output=True, text=True, check=True
        ).stdout.split()
        for _ in range(2)
    )

    assert "click" in first
    assert "slidekit.again" in again
    assert {"click", "docutils", "pathlib", "re", "json", "hashlib", "slidekit.delivery", "typing"}.isdisjoint(again)


def test_the_environment_counts(project, monkeypatch):
    """A build of another day, in another folder, by another program is another one."""
    keys = {again.key_of(["build"])}
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    keys.add(again.key_of(["build"]))
    monkeypatch.chdir("talks")
    keys.add(again.key_of(["build"]))
    monkeypatch.syspath_prepend(str(project))
    keys.add(again.key_of(["build"]))
    (project / "new.dist-info").mkdir()
    keys.add(again.key_of(["build"]))

    assert len(keys) == 5
