"""What a talk becomes besides a page: PDFs with all that a page has, pictures, handouts; and what happens when the browser fails."""

import os
import signal
import struct
import subprocess
import tempfile
import time
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
from command import COMMAND, PATIENCE, hear_interrupts, put, run
from pypdf import PdfReader

from slidekit.exporting.paper import spread
from slidekit.exporting.pictures import signed

ROOT = Path(__file__).parents[1]
SEED = ROOT / "talks" / "docker" / "docker.rst"

TALK = """\
:title: Tea, and how to make it
:author: Ada Leaf
:lang: de
:aspect: 4:3
:theme: lecture

Water
=====

See Leaves_, or `a page <https://example.org/tea>`__.

.. image:: pot.png
   :alt: a pot

.. notes::

   Not too hot. *Ninety* degrees.

   Wait.

slide
=====

Boil it

. . .

Pour it

Secret
======

:hidden: yes

hush

Leaves
======

.. image:: pot.png
   :alt: a pot

.. code-block:: python

   steep(minutes=3)

.. notes::

   LONG
"""

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d494844520000000100000001080200000090"
    "7753de0000000c4944415408d763f8cfc000000301010018dd8db00000000049454e44ae426082"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with a talk of everything that matters on paper; its last note is longer than a page."""
    place = tmp_path_factory.mktemp("tea")
    words = "\n\n   ".join(f"Paragraph {n} of a note that goes on and on, over more than one page." for n in range(120))
    put(place, {"talk.rst": TALK.replace("LONG", words)})
    (place / "pot.png").write_bytes(PIXEL)
    return place


def exported(folder, to, *more, talk="talk.rst"):
    """The bytes of an export."""
    ended = run("export", talk, "--to", to, "-o", "-", "-q", *more, cwd=folder)
    assert (ended.code, ended.err) == (0, "")
    return ended.out


@pytest.fixture(scope="module")
def pdf(folder):
    """The talk as PDF."""
    return exported(folder, "pdf")


def titles(reader):
    """The bookmarks and the pages they lead to, from 1."""
    return [(mark.title, reader.get_destination_page_number(mark) + 1) for mark in reader.outline]


def test_a_page_for_each_slide(pdf):
    """One slide a page in the deck's aspect, with its text; hidden slides and notes are on none."""
    pages = PdfReader(BytesIO(pdf)).pages
    said = [page.extract_text() for page in pages]

    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in pages} == {(720, 540)}
    assert len(pages) == 3
    assert "Water" in said[0]
    assert "Boil it" in said[1]
    assert "Pour it" in said[1]
    assert "steep(minutes=3)" in said[2].replace("\n", "")
    assert not any("hush" in text or "Ninety" in text for text in said)


def test_what_a_pdf_says_of_itself(pdf):
    """Title, author and language are the deck's; text is tagged; no date and no program is in it."""
    reader = PdfReader(BytesIO(pdf))
    root = reader.trailer["/Root"]

    assert reader.metadata["/Title"] == "Tea, and how to make it"
    assert reader.metadata["/Author"] == "Ada Leaf"
    assert "/CreationDate" not in reader.metadata
    assert "Chrome" not in str(reader.metadata)
    assert root["/Lang"] == "de"
    assert root["/MarkInfo"]["/Marked"]
    kinds = kinds_in(root["/StructTreeRoot"])
    assert {"/H2", "/P", "/Figure", "/Link"} <= kinds


def kinds_in(node):
    """The kinds of elements below one of the tree of tags."""
    node = node.get_object()
    if not isinstance(node, dict):
        return set()
    children = node.get("/K", [])
    children = children if isinstance(children, list) else [children]
    return {node.get("/S")}.union(*(kinds_in(child) for child in children if not isinstance(child, int)))


def test_links_and_bookmarks(pdf):
    """Links lead to pages and to the web, and each slide has a bookmark: its title, or how it begins."""
    reader = PdfReader(BytesIO(pdf))
    links = [note.get_object() for page in reader.pages for note in page.get("/Annots", [])]
    inner = [str(link["/Dest"]).removeprefix("/") for link in links if "/Dest" in link]

    assert [link["/A"]["/URI"] for link in links if "/A" in link] == ["https://example.org/tea"]
    assert [reader.get_destination_page_number(reader.named_destinations[f"/{name}"]) for name in inner] == [2]
    assert titles(reader) == [("Water", 1), ("Boil it Pour it", 2), ("Leaves", 3)]


def test_fonts_and_pictures_are_there_once(pdf):
    """A picture on two slides is in the file once, and so is each font: as many as there are faces, not pages."""
    reader = PdfReader(BytesIO(pdf))
    fonts, pictures = set(), set()
    for page in reader.pages:
        resources = page["/Resources"]
        fonts |= {resources["/Font"].raw_get(name).idnum for name in resources.get("/Font", {})}
        things = resources.get("/XObject", {})
        pictures |= {things.raw_get(name).idnum for name in things if things[name].get_object()["/Subtype"] == "/Image"}
    streams = [
        font["/FontDescriptor"][key].get_object().get_data()
        for font in (reader.get_object(number) for number in fonts)
        for key in ("/FontFile", "/FontFile2", "/FontFile3")
        if key in font.get("/FontDescriptor", {})
    ]

    assert 1 <= len(fonts) <= 6
    assert len(streams) == len(set(streams))
    assert len(pictures) == 1


def test_the_same_pages_again(folder, pdf):
    """The same talk gives the same bytes."""
    assert exported(folder, "pdf") == pdf


def test_a_page_for_each_step(folder):
    """With ``--steps`` what comes later is not on the page before; a slide has one bookmark."""
    reader = PdfReader(BytesIO(exported(folder, "pdf", "--steps")))
    said = [page.extract_text() for page in reader.pages]

    assert len(said) == 4
    assert [("Boil it" in text, "Pour it" in text) for text in said[1:3]] == [(True, False), (True, True)]
    assert titles(reader) == [("Water", 1), ("Boil it Pour it", 2), ("Leaves", 4)]


def test_the_seed(tmp_path):
    """The first talk has its 96 pages, beside it if nothing else is said, and a file of little more than its page."""
    for name in ("docker.rst", "static/docker.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes((SEED.parent / name).read_bytes())
    ended = run("export", "docker.rst", "--to", "pdf", "-q", cwd=tmp_path)

    assert ended.code == 0
    reader = PdfReader(tmp_path / "docker.pdf")
    assert len(reader.pages) == 96
    assert len(reader.outline) == 96
    assert (tmp_path / "docker.pdf").stat().st_size < 500_000
    assert sorted(path.name for path in tmp_path.iterdir()) == ["docker.pdf", "docker.rst", "static"]


@pytest.mark.parametrize(("up", "least"), [("1", 3), ("2", 2), ("3", 1), ("6", 1)])
def test_handout(folder, up, least):
    """Upright pages with so many slides on each and what is said to them; a long note goes on to its last word."""
    reader = PdfReader(BytesIO(exported(folder, "handout", "--up", up)))
    said = [page.extract_text() for page in reader.pages]
    joined = " ".join(" ".join(said).split())

    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in reader.pages} == {(595, 842)}
    assert len(said) > least
    assert "Water" in said[0]
    assert "Ninety" in said[0]
    assert "hush" not in joined
    assert [f"Paragraph {n} of a note" in joined for n in range(120)] == [True] * 120
    assert all(f"{n} / {len(said)}" in text for n, text in enumerate(said, 1))
    places = [page for _, page in titles(reader)]
    assert [title for title, _ in titles(reader)] == ["Water", "Boil it Pour it", "Leaves"]
    assert places[:2] == ([1, 2] if up == "1" else [1, 1])


@pytest.mark.parametrize(
    ("up", "aspect", "count"), [("1", "16:9", 3), ("1", "9:16", 3), ("2", "4:3", 2), ("3", "16:9", 1), ("6", "9:16", 1)]
)
def test_handout_for_the_public(folder, up, count, aspect):
    """With ``--no-notes`` there are slides alone and lines to write on: of any shape, as many on a page as are asked for."""
    reader = PdfReader(BytesIO(exported(folder, "handout", "--up", up, "--no-notes", "-O", f"aspect={aspect}")))

    assert len(reader.pages) == count
    assert "Ninety" not in reader.pages[0].extract_text()


def size_of(path):
    """Width and height of a PNG."""
    return struct.unpack(">2I", path.read_bytes()[16:24])


def test_pictures(folder, tmp_path):
    """A picture of each slide, as wide as is asked for; older ones of the same talk go, and nothing else does."""
    place = tmp_path / "out"
    place.mkdir()
    for name in ("talk-09.png", "talk-12.3.png", "other-09.png"):
        (place / name).write_bytes(signed(PIXEL))
    for name in ("talk-77.png", "talk-9.txt"):
        (place / name).write_bytes(PIXEL)
    ended = run("export", "talk.rst", "--to", "png", "--width", "800", "-o", place, cwd=folder)

    assert ended.code == 0
    assert f"{place}: 3 pictures" in ended.err
    assert sorted(path.name for path in place.iterdir()) == [
        "other-09.png", "talk-01.png", "talk-02.png", "talk-03.png", "talk-77.png", "talk-9.txt",
    ]  # fmt: skip
    assert {size_of(place / f"talk-0{n}.png") for n in (1, 2, 3)} == {(800, 600)}


def test_pictures_that_the_talk_shows(tmp_path):
    """A picture of the author's is neither written over nor taken for an old one."""
    shown = ".. image:: talk-{}.png\n   :alt: x\n\n"
    text = f"One\n---\n\n{shown.format('02')}{shown.format('77')}Two\n---\n\nx\n"
    put(tmp_path, {"talk.rst": text, "talk-02.png": PIXEL, "talk-77.png": PIXEL})

    ended = run("export", "talk.rst", "--to", "png", "-o", ".", cwd=tmp_path)

    assert (ended.code, "[overwrites-source]" in ended.err) == (2, True)
    assert [(tmp_path / f"talk-{n}.png").read_bytes() for n in ("02", "77")] == [PIXEL, PIXEL]


def test_pictures_of_steps(folder, tmp_path):
    """With ``--steps`` there is one of each, and they differ."""
    ended = run("export", "talk.rst", "--to", "png", "--steps", "--width", "400", "-o", tmp_path, "-q", cwd=folder)

    assert (ended.code, ended.err) == (0, "")
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "talk-01.png", "talk-02.0.png", "talk-02.1.png", "talk-03.png",
    ]  # fmt: skip
    assert (tmp_path / "talk-02.0.png").read_bytes() != (tmp_path / "talk-02.1.png").read_bytes()


def test_spread():
    """A slide that is taller than a page goes on to others, and the next begins after them."""
    assert spread([720, 1500, 721, 720], 720, 6) == [0, 1, 4, 5]


@pytest.mark.parametrize("form", ["pdf", "png", "handout"])
@pytest.mark.parametrize("text", ["", "One\n===\n\n:hidden: yes\n\na\n"])
def test_nothing_to_export(tmp_path, form, text):
    """A talk without a slide that is shown becomes nothing."""
    put(tmp_path, {"talk.rst": text})
    ended = run("export", "talk.rst", "--to", form, cwd=tmp_path)

    assert (ended.code, "[nothing-to-export]" in ended.err) == (1, True)
    assert [path.name for path in tmp_path.iterdir()] == ["talk.rst"]


# -- when it fails ------------------------------------------------------------------------------

LOOPS = "One\n===\n\na\n\nTwo\n===\n\n.. raw:: html\n\n   <script>for (;;) {}</script>\n\nThree\n=====\n\nc\n"


def left_over(folder):
    """Browsers and folders that are still there of what worked with a folder for temporary files."""
    listed = subprocess.run(["ps", "-ww", "-eo", "stat=,args="], capture_output=True, text=True, check=True).stdout
    return [line for line in listed.splitlines() if str(folder) in line and line[0] != "Z"], [
        path.name for path in folder.iterdir()
    ]


def gone(folder):
    """Whether nothing is left, once the system has taken back what it gave."""
    end = time.monotonic() + 100
    while left_over(folder) != ([], []) and time.monotonic() < end:
        time.sleep(0.1)
    return left_over(folder) == ([], [])


@pytest.fixture
def temporary():
    """A folder for temporary files, and the environment that names it; Chromium's sockets want a short name."""
    with tempfile.TemporaryDirectory(prefix="sk-", ignore_cleanup_errors=True) as place:
        yield Path(place), {"TMPDIR": place}


def test_a_deck_that_hangs(tmp_path, temporary):
    """A script without end ends the export in time, with its slide named; the old PDF stays and nothing is left."""
    place, env = temporary
    put(tmp_path, {"talk.rst": LOOPS})
    (tmp_path / "talk.pdf").write_bytes(b"old")
    ended = run("export", "talk.rst", "--to", "pdf", "-q", "--time-limit", "6", cwd=tmp_path, env=env)

    assert ended.code == 1
    assert "talk.rst:6:1: error: " in ended.err
    assert "slide 2" in ended.err
    assert "[browser-time-limit]" in ended.err
    assert "Traceback" not in ended.err
    assert (tmp_path / "talk.pdf").read_bytes() == b"old"
    assert gone(place)


def test_no_browser(tmp_path):
    """Without a browser the machine is at fault, and the message says what to do."""
    put(tmp_path, {"talk.rst": "One\n===\n\na\n"})
    ended = run("export", "talk.rst", "--to", "pdf", cwd=tmp_path, env={"SLIDEKIT_BROWSER": "/bin/false"})

    assert ended.code == 3
    assert "[no-browser]" in ended.err
    assert not (tmp_path / "talk.pdf").exists()


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_interrupted(tmp_path, temporary, number, code):
    """An export that is told to end, ends, with its browser and its files."""
    place, env = temporary
    put(tmp_path, {"talk.rst": LOOPS})
    process = subprocess.Popen(
        [*COMMAND, "export", "talk.rst", "--to", "pdf", "--time-limit", str(PATIENCE)],
        cwd=tmp_path,
        env={**os.environ, **env},
        stderr=subprocess.PIPE,
        preexec_fn=hear_interrupts,  # noqa: PLW1509 - it sets one signal, and nothing else
    )
    end = time.monotonic() + 100
    while not left_over(place)[0] and time.monotonic() < end:
        time.sleep(0.1)
    process.send_signal(number)
    _, said = process.communicate(timeout=100)

    assert process.returncode == code
    assert b"Traceback" not in said
    assert gone(place)
    assert not (tmp_path / "talk.pdf").exists()


@pytest.mark.parametrize(
    ("command", "moment"),
    [
        (("export", "--to", "pdf"), "as a page is opened"),
        (("export", "--to", "pdf"), "while a script runs"),
        (("check",), "as a page is opened"),
    ],
)
def test_a_browser_that_is_killed(tmp_path, temporary, command, moment):
    """If somebody ends the browser, that is said, the machine is at fault, and nothing is left or torn."""
    is_time = opens if moment == "as a page is opened" else loops
    place, env = temporary
    put(tmp_path, {"talk.rst": LOOPS})
    process = subprocess.Popen(
        [*COMMAND, command[0], "talk.rst", *command[1:]],
        cwd=tmp_path,
        env={**os.environ, **env},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    end = time.monotonic() + 100
    while not is_time(place) and time.monotonic() < end:
        time.sleep(0.005)
    for pid in browsers_of(place):
        with suppress(ProcessLookupError):  # some of them only start others
            os.kill(pid, signal.SIGKILL)
    _, said = process.communicate(timeout=100)

    assert process.returncode == 3
    assert b"Traceback" not in said
    assert b"[browser-lost]" in said or b"[no-browser]" in said  # it may have been starting still
    assert gone(place)
    assert not (tmp_path / "talk.pdf").exists()


def processes_of(folder):
    """The processes of browsers that work with a folder for temporary files: number, time worked and command line."""
    listed = subprocess.run(["ps", "-ww", "-eo", "pid=,time=,args="], capture_output=True, text=True, check=True).stdout
    return [line for line in listed.splitlines() if f"--user-data-dir={folder}" in line]


def browsers_of(folder):
    """The browsers, without the processes that these start, that work with a folder for temporary files."""
    return [int(line.split()[0]) for line in processes_of(folder) if "--type=" not in line]


def opens(folder):
    """Whether one of them has begun a process for a page, and has not told of it yet."""
    return any("--type=renderer" in line for line in processes_of(folder))


def loops(folder):
    """Whether a page is open in one of them and its script runs without end: to begin takes less work than that."""
    took = [line.split()[1].split(":") for line in processes_of(folder) if "--type=renderer" in line]
    return any(60 * int(each[-2]) + float(each[-1]) >= 2 for each in took)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--to", "png", "-o", "-"), "[one-output]"),
        (("--to", "docx"), "'docx' is not one of"),
        (("--to", "handout", "--up", "4"), "'4' is not one of"),
        (("--to", "pdf", "--up", "3"), "--up is for handout, and not for pdf [bad-export]"),
        (("--to", "text", "--steps"), "--steps is for pdf and png, and not for text [bad-export]"),
        (("--to", "handout", "--width", "800"), "--width is for png, and not for handout [bad-export]"),
        (("--to", "pdf", "-o", "talk.rst"), "[overwrites-source]"),
        ((), "Missing option '--to'"),
    ],
)
def test_wrong_asked(tmp_path, arguments, says):
    """What cannot be is told before anything is done."""
    put(tmp_path, {"talk.rst": "One\n===\n\na\n"})
    ended = run("export", "talk.rst", *arguments, cwd=tmp_path)

    assert ended.code == 2
    assert says in ended.err
    assert (tmp_path / "talk.rst").read_text() == "One\n===\n\na\n"
