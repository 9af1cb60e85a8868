"""Talks that would harm: what docutils falls over, what grows without bounds, what reaches where it must not.

Each goes through the real command, which must end in time and in 512 MB with a message that has file and line, or
with a right deck, and must leave the last good page where it was.
"""

import codecs
import json
import os
import re
import socket
import subprocess
import sys
import zlib
from html.parser import HTMLParser
from pathlib import Path

import pytest
from command import HEAD, body, build, page, put, run

import slidekit
from slidekit import DeckError, read
from slidekit.processes.limits import deep

OLD = b"the last good page"


def refused(folder, text, *options, code, at="talk.rst:4:", work=12.0, **more):
    """Build a talk that cannot be: exit 1, one message with this code and place, the old page untouched."""
    (folder / "talk.html").write_bytes(OLD)
    ended = build(folder, text, *options, **more)
    assert ended.code == 1, ended.err
    assert f"[{code}]" in ended.err
    assert at in ended.err
    assert "Traceback" not in ended.err
    assert ended.work < work
    assert ended.megabytes < 512
    assert (folder / "talk.html").read_bytes() == OLD
    assert sorted(path.name for path in folder.iterdir() if path.name.startswith(".")) == []
    return ended.err


def accepted(folder, text, *options, work=12.0, megabytes=512, **more):
    """Build a talk that is fine, or only odd: exit 0 and a page; gives what was said."""
    ended = build(folder, text, *options, **more)
    assert ended.code == 0, ended.err
    assert "Traceback" not in ended.err
    assert ended.work < work
    assert ended.megabytes < megabytes
    return ended.err


def page_of(folder, text, **said):
    """The page of a talk, made in this process."""
    put(folder, {"talk.rst": text})
    return deep(lambda: slidekit.build(folder / "talk.rst", said)).page.decode("utf-8")


class Elements(HTMLParser):
    """Collects the elements of a page as a browser would see them."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        """Note an element."""
        self.found.append((tag, {name: value or "" for name, value in attrs}))


def elements(html):
    """Every element of a page: its tag and its attributes."""
    parser = Elements()
    parser.feed(html)
    parser.close()
    return parser.found


# -- long lines, and talks that are only large ---------------------------------------------------


def test_data_uri_picture(tmp_path):
    """A picture as a data URI of 200 kB stands on its slide, and so do the slides after it."""
    address = "data:image/png;base64," + "A" * 200_000

    accepted(tmp_path, HEAD + f".. image:: {address}\n\nslide\n-----\n\nAfter\n")

    assert f'src="{address}"' in body(tmp_path)
    assert "<p>After</p>" in body(tmp_path)


def test_long_table_row(tmp_path):
    """A table whose row is 20,000 characters wide is a table."""
    rule = "=" * 20_000 + "  ====\n"

    accepted(tmp_path, HEAD + rule + "x" * 20_000 + "  last\n" + rule)

    assert "<p>last</p></td>" in body(tmp_path)


def test_line_of_ten_megabytes(tmp_path):
    """A line of 10 MB is a paragraph, in the time and the memory of a talk of its size."""
    accepted(tmp_path, HEAD + "word " * 2_000_000 + "end\n", work=60)

    assert "word end</p>" in body(tmp_path)


def test_ten_thousand_sections(tmp_path):
    """A talk of 10,000 slides builds."""
    accepted(
        tmp_path,
        "".join(f"slide\n-----\n\nWords on slide {n}\n\n" for n in range(10_000)),
        work=60,
    )

    assert body(tmp_path).count("<section") == 10_000


def test_simple_table_of_two_thousand_rows(tmp_path):
    """A simple table of 2,000 × 20 builds."""
    rule = " ".join(["=" * 9] * 20) + "\n"
    rows = "".join(" ".join(f"r{row:04}c{column:02} " for column in range(20)) + "\n" for row in range(2000))

    accepted(tmp_path, HEAD + rule + rows + rule, work=60)

    assert body(tmp_path).count("<td>") == 40_000


def test_csv_table_of_two_thousand_rows(tmp_path):
    """A csv table of 2,000 × 30 builds."""
    rows = "".join("   " + ",".join(f"r{row}c{column}" for column in range(30)) + "\n" for row in range(2000))

    accepted(tmp_path, HEAD + ".. csv-table::\n\n" + rows, work=60)

    assert body(tmp_path).count("<td>") == 60_000


# -- encodings ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")],
    ids=["utf-8", "utf-16-le", "utf-16-be"],
)
def test_byte_order_mark(tmp_path, mark, encoding):
    """A byte order mark is no part of the first title, in UTF-8 and in both forms of UTF-16."""
    accepted(tmp_path, mark + "Éé\n==\n\n字 😀\n".encode(encoding))

    assert '<h2 class="slide-title">Éé</h2>' in body(tmp_path)
    assert "<p>字 😀</p>" in body(tmp_path)


def test_included_file_with_byte_order_mark(tmp_path):
    """An included file may be UTF-16 too, with a byte order mark."""
    put(tmp_path, {"part.rst": "Éé 字\n".encode("utf-16")})

    accepted(tmp_path, HEAD + ".. include:: part.rst\n")

    assert "<p>Éé 字</p>" in body(tmp_path)


@pytest.mark.parametrize(
    ("data", "byte", "place"),
    [
        (b"slide\n-----\n\nHi \xff\n", "byte 16 (0xff)", "talk.rst:4:4: error"),
        (b"slide\n-----\n\nHi \xed\xa0\x80\n", "byte 16 (0xed)", "talk.rst:4:4: error"),
        ("Ü".encode("latin-1"), "byte 0 (0xdc)", "talk.rst:1:1: error"),
        ("ab\nc".encode("utf-16")[:-1], "byte 8", "talk.rst:2:1: error"),
        ("slide\n-----\n\nÜ".encode("utf-16-le"), "byte 26", "talk.rst:4:"),
    ],
    ids=["utf-8", "surrogate", "latin-1", "half a character", "no mark"],
)
def test_invalid_encoding(tmp_path, data, byte, place):
    """Bytes that are no text give one message, with the offset of the first wrong byte."""
    said = refused(tmp_path, data, code="bad-encoding", at=place)

    assert byte in said
    assert said.count("error:") == 1


def test_invalid_encoding_of_an_included_file(tmp_path):
    """The message about an included file points into that file."""
    put(tmp_path, {"part.rst": b"fine\n\xff\n"})

    said = refused(tmp_path, HEAD + ".. include:: part.rst\n", code="bad-encoding", at="part.rst:2:1: error")

    assert "byte 5 (0xff)" in said


@pytest.mark.parametrize("encoding", ["rot13", "zlib", "undefined", "punycode", "no-such"])
@pytest.mark.parametrize(
    "directive", ["include:: part.rst", "raw:: html\n   :file: part.rst", "literalinclude:: part.rst"]
)
def test_encoding_that_is_none(tmp_path, encoding, directive):
    """An ``:encoding:`` that does not fit gives errors with their place, or a deck: no other exception."""
    put(tmp_path, {"part.rst": b"x\xff\n", "talk.rst": HEAD + f".. {directive}\n   :encoding: {encoding}\n"})

    try:
        found = read(tmp_path / "talk.rst").errors
    except DeckError as error:
        found = error.diagnostics

    assert {each.at.line for each in found} <= {4, 5, 6}


@pytest.mark.parametrize("text", ["", ".. only\n\n.. comments\n", "\n\n   \n\t\n"], ids=["empty", "comments", "blank"])
def test_talk_of_nothing(tmp_path, text):
    """A talk without slides is a page without slides, and a warning."""
    said = accepted(tmp_path, text)

    assert "talk.rst:1:1: warning: the talk has no slides [empty-deck]" in said
    assert "<section" not in body(tmp_path)


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"], ids=["crlf", "cr", "lf"])
def test_line_ends(tmp_path, end):
    """The line ends of every system are line ends."""
    accepted(tmp_path, end.join(["Title", "=====", "", "* one", "", "\tquote", ""]).encode())

    assert '<h2 class="slide-title">Title</h2>' in body(tmp_path)
    assert "<blockquote>" in body(tmp_path)


def test_scripts_of_the_world(tmp_path):
    """Right-to-left, wide and combined characters come out as they went in."""
    words = ["שלום עולם", "مرحبا", "漢字かな交じり文", "👩‍💻🏳️‍🌈", "é", "नमस्ते"]

    accepted(tmp_path, "漢字\n====\n\n" + "\n\n".join(words) + "\n", "--strict")

    for word in words:
        assert f"<p>{word}</p>" in body(tmp_path)


# -- what grows without bounds --------------------------------------------------------------------


@pytest.mark.parametrize("count", [14, 20, 40])
def test_doubling_substitutions(tmp_path, count):
    """Substitutions that double each other end in a message."""
    chain = "".join(f".. |a{n}| replace:: |a{n + 1}| |a{n + 1}|\n" for n in range(count))

    refused(tmp_path, HEAD + "|a0|\n\n" + chain + f".. |a{count}| replace:: x\n", code="bad-substitution")


@pytest.mark.parametrize(
    "definitions",
    [
        ".. |a| replace:: |a| |a|\n",
        ".. |a| replace:: |b|\n.. |b| replace:: |a|\n",
        ".. |a| replace:: |A|\n",
        ".. |a| replace:: x |b| y\n.. |b| replace:: |c| |c|\n.. |c| replace:: |b|\n",
    ],
    ids=["itself twice", "each other", "by capitals", "further on"],
)
def test_circular_substitutions(tmp_path, definitions):
    """Substitutions that come back to themselves end in a message."""
    refused(tmp_path, HEAD + "|a|\n\n" + definitions, code="bad-substitution")


@pytest.mark.parametrize("count", [10, 18])
def test_doubling_includes(tmp_path, count):
    """Files that include the next one twice end in a message."""
    put(tmp_path, {f"p{n}.rst": f".. include:: p{n + 1}.rst\n\n" * 2 for n in range(count)})
    put(tmp_path, {f"p{count}.rst": "x\n"})

    refused(tmp_path, HEAD + ".. include:: p0.rst\n", code="too-many-includes", at=f"p{count - 1}.rst:")


def test_talk_that_includes_itself(tmp_path):
    """A talk that includes itself is told so, and shows the rest."""
    said = accepted(tmp_path, HEAD + "Words\n\n.. include:: talk.rst\n")

    assert "talk.rst:6:4: warning: circular inclusion" in said
    assert body(tmp_path).count("<p>Words</p>") == 1


def nested(kind, levels):
    """Something that holds itself so many times."""
    if kind == "lists":
        return "".join("  " * level + "* x\n\n" for level in range(levels))
    if kind == "quotes":
        return "".join(" " * level + "x\n\n" for level in range(levels))
    if kind == "bullets":
        return "* " * levels + "x\n"
    if kind == "boxes":
        return "".join(" " * 3 * level + ".. tip::\n\n" for level in range(levels)) + " " * 3 * levels + "x\n"
    return "".join(f"{' ' * level}d\n" for level in range(levels))


@pytest.mark.parametrize(
    ("kind", "levels"),
    [("lists", 200), ("quotes", 300), ("bullets", 250), ("boxes", 200), ("definitions", 200)],
)
def test_deep_nesting(tmp_path, kind, levels):
    """What is nested some hundred times is built as it stands."""
    accepted(tmp_path, HEAD + nested(kind, levels))

    tag = {"lists": "<ul", "bullets": "<ul", "quotes": "<blockquote", "boxes": "<aside", "definitions": "<dl"}[kind]
    assert levels - 1 <= body(tmp_path).count(tag) <= levels


@pytest.mark.parametrize(
    ("kind", "levels"), [("lists", 700), ("quotes", 900), ("bullets", 1000), ("bullets", 20_000), ("boxes", 500)]
)
def test_absurd_nesting(tmp_path, kind, levels):
    """What is nested many hundred times gives a deck or a message with a line, in time and in memory."""
    ended = build(tmp_path, HEAD + nested(kind, levels))

    assert ended.code == 0 or "[too-deep]" in ended.err or "[memory-limit]" in ended.err
    assert ended.code == 0 or "talk.rst:" in ended.err
    assert "Traceback" not in ended.err
    assert ended.work < 60
    assert ended.megabytes < 512


@pytest.mark.parametrize("line", ["*a `b ``c |d [e_ **f " * 100, "|a `b *c " * 100, "`<" * 500])
def test_unclosed_markup(tmp_path, line):
    """Forty lines of inline markup that nobody closes end within the time limit."""
    ended = build(tmp_path, HEAD + (line + "\n") * 40, "--time-limit", "1")

    assert "Traceback" not in ended.err
    assert ended.code == 0 or "talk.rst:" in ended.err
    assert ended.work < 9
    assert ended.megabytes < 512


ENDLESS = "``a `b *c " * 40_000
"""What takes longer to read than anybody waits."""
SECONDS = 6
"""A limit within which any machine comes as far as that."""


def test_time_limit_names_the_line(tmp_path):
    """A talk that takes too long is stopped, and the message says how far it was read."""
    text = HEAD + "Fine\n\n" + ENDLESS + "\n"

    said = refused(tmp_path, text, "--time-limit", SECONDS, code="time-limit", at="talk.rst:6:", work=25)

    assert f"more than {SECONDS} seconds" in said


def test_time_limit_within_an_included_file(tmp_path):
    """The message about a talk that takes too long names the file that took the time."""
    put(tmp_path, {"slow.rst": "x\n\n" + ENDLESS + "\n"})
    text = HEAD + ".. include:: slow.rst\n"

    refused(tmp_path, text, "--time-limit", SECONDS, code="time-limit", at="slow.rst:3:", work=25)


@pytest.mark.parametrize(
    "text",
    [
        ".. include:: tabs.txt\n   :literal:\n   :tab-width: 100000000\n",
        ".. |e| replace:: " + "x" * 15_000 + "\n\n" + "|e| " * 40_000 + "\n",
    ],
    ids=["tabs", "substitutions"],
)
def test_memory_limit(tmp_path, text):
    """A talk that takes more memory than it may is told so, or takes less than half a gigabyte."""
    put(tmp_path, {"tabs.txt": "\tx\n" * 100})

    ended = build(tmp_path, HEAD + text, "--time-limit", "5")

    assert ended.code == 1
    assert "talk.rst:" in ended.err
    assert "Traceback" not in ended.err
    assert ended.megabytes < 512
    assert not (tmp_path / "talk.html").exists()


def test_many_errors(tmp_path):
    """A talk with ten thousand errors shows them all in the time of a large talk."""
    text = "".join(f"|u{n}| `x{n}`_\n\n" for n in range(5000))

    said = refused(tmp_path, HEAD + text, code="bad-substitution")

    assert said.count("error:") == 10_000


# -- files that are none, and files elsewhere -------------------------------------------------------


READERS = [
    ".. include:: {}",
    ".. include:: {}\n   :literal:",
    ".. INCLUDE:: {}\n   :code: text",
    ".. raw:: html\n   :file: {}",
    ".. csv-table::\n   :file: {}",
    ".. CSV-Table::\n   :file: {}",
    ".. literalinclude:: {}",
    ".. revealjs-literalinclude:: slidekit.toml\n   :diff: {}",
]
"""Every directive that reads a file into the talk."""


@pytest.mark.parametrize("name", ["/dev/zero", "pipe", "folder", "no-such", "large", "loop", "x" * 300, "link-to-zero"])
def test_what_is_no_file_to_read(tmp_path, name):
    """A device, a pipe, a folder, a file of 100 MB and what is not there give a message at once."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    with (tmp_path / "large").open("wb") as file:
        file.truncate(100_000_000)
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "link-to-zero").symlink_to("/dev/zero")
    (tmp_path / "slidekit.toml").touch()
    code = "file-too-large" if name == "large" else "missing-include"
    text = "\n\n".join(directive.format(name) for directive in READERS)

    said = refused(tmp_path, HEAD + text + "\n", "--allow-outside", code=code, at="talk.rst:4:14:")

    assert said.count(f"[{code}]") == len(READERS)


OUTSIDE = {
    "parent": "../secret.txt",
    "far": "../../../../../../../../{absolute}",
    "absolute": "{absolute}",
    "link": "link.txt",
    "folder link": "linked/secret.txt",
    "round": "inner/../../secret.txt",
}


@pytest.fixture
def fenced(tmp_path):
    """A project's folder, beside it a secret, and in it links to the secret."""
    root = tmp_path / "project"
    put(tmp_path, {"secret.txt": "s3cret, s3cret\n", "secret.css": "/* s3cret */", "project/slidekit.toml": ""})
    (root / "inner").mkdir()
    (root / "link.txt").symlink_to("../secret.txt")
    (root / "linked").symlink_to("..")
    (root / "link.css").symlink_to("../secret.css")
    return root


@pytest.mark.parametrize("way", OUTSIDE)
def test_files_outside_the_root(fenced, way):
    """No directive reads a file outside the project's root, whatever way leads there."""
    name = OUTSIDE[way].format(absolute=fenced.parent / "secret.txt")
    text = "\n\n".join(directive.format(name) for directive in READERS)

    ended = build(fenced, HEAD + text + "\n")

    assert ended.code == 1
    assert ended.err.count("talk.rst:") == ended.err.count("error:") == len(READERS)
    assert ended.err.count("[outside-root]") + ended.err.count("[missing-include]") == len(READERS)
    assert "s3cret" not in ended.err
    assert not (fenced / "talk.html").exists()


def test_pictures_outside_the_root(fenced):
    """A picture outside the root is not shown, whatever way leads there; a warning says so."""
    names = [way.format(absolute=fenced.parent / "secret.txt") for way in OUTSIDE.values()]
    text = "\n\n".join(f".. {kind}:: {name}\n   :alt: it" for kind in ("image", "figure") for name in names)

    said = accepted(fenced, HEAD + text + "\n")

    assert said.count("warning:") == 12
    assert body(fenced).count('class="missing-image"') == 12
    assert "czNjcmV0" not in page(fenced)


@pytest.mark.parametrize("name", ["../secret.css", "link.css", "{}/secret.css", "linked/secret.css"])
def test_style_sheets_outside_the_root(fenced, name):
    """No style sheet outside the root is read."""
    name = name.format(fenced.parent)

    refused(fenced, f":css: {name}\n\n" + HEAD, code="missing-file", at="talk.rst:1:")


def test_allow_outside(fenced):
    """With --allow-outside files anywhere are read."""
    accepted(fenced, HEAD + ".. include:: ../secret.txt\n", "--allow-outside")

    assert "<p>s3cret, s3cret</p>" in body(fenced)


def test_files_up_to_the_root(tmp_path):
    """A file is looked for beside the talk and in each folder above, up to the root."""
    put(tmp_path, {"slidekit.toml": "", "part.rst": "Above\n", "talks/one/talk.rst": HEAD + ".. include:: part.rst\n"})

    assert run("build", "talks/one/talk.rst", cwd=tmp_path).code == 0
    assert "<p>Above</p>" in (tmp_path / "talks/one/talk.html").read_text("utf-8")


@pytest.mark.parametrize(
    "name", ["<../../../../../../../../../../../../../../etc/passwd>", "<//etc/passwd>", "<x/../..>"]
)
def test_include_by_angle_brackets(tmp_path, name):
    """``<…>`` names docutils' own files and nothing else."""
    refused(tmp_path, HEAD + f".. include:: {name}\n   :literal:\n", code="outside-root")


def test_docutils_own_files(tmp_path):
    """``<isonum.txt>`` is read, though it lies outside the root."""
    accepted(tmp_path, HEAD + ".. include:: <isonum.txt>\n\n|copy|\n")

    assert "<p>©</p>" in body(tmp_path)


@pytest.mark.parametrize("language", ["de", "de-AT", "de_AT"])
def test_localised_directives(fenced, language):
    """A directive by its German name looks at the fence too, also in an included file."""
    put(fenced, {"part.rst": ".. CSV-Tabelle::\n   :file: ../secret.txt\n"})
    text = [
        ".. einfügen:: ../secret.txt\n",
        ".. csv-tabelle::\n   :file: ../secret.txt\n",
        ".. csv-table::\n   :file: ../secret.txt\n",
        ".. roh:: html\n   :file: ../secret.txt\n",
        ".. unverändert:: html\n   :file: ../secret.txt\n",
        ".. einfügen:: part.rst\n",
    ]

    said = refused(fenced, HEAD + "\n".join(text), "-O", f"lang={language}", code="outside-root", at="part.rst:2:")

    assert said.count("[outside-root]") == 6
    assert "s3cret" not in said


def test_table_file_named_in_an_included_file(fenced):
    """An included file has no more rights than the talk, even if the talk itself has no table."""
    put(fenced, {"part.rst": ".. csv-table::\n   :file: ../secret.txt\n"})

    refused(fenced, HEAD + ".. include:: part.rst\n", code="outside-root", at="part.rst:2:")


def test_no_network(tmp_path):
    """``:url:`` options are refused, and nothing is asked of the network."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/x"
        text = f".. raw:: html\n   :url: {address}\n\n.. csv-table::\n   :url: {address}\n\n.. image:: {address}\n"

        said = refused(tmp_path, HEAD + text, code="network", at="talk.rst:5:")

        with pytest.raises(BlockingIOError):  # whoever had asked would be waiting still
            server.accept()
    assert "talk.rst:8:" in said


EVIL = "import pathlib\npathlib.Path('executed').touch()\n"


@pytest.mark.parametrize(
    ("text", "options"),
    [
        (":lang: evil\n\n" + HEAD + ".. tip:: x\n", ()),
        (HEAD + ".. tip:: x\n", ("-O", "lang=evil")),
        (HEAD + ".. tip:: x\n", ("-O", "lang=evil-AT")),
        (HEAD + ".. include:: talk.txt\n   :parser: evil\n", ()),
        (HEAD + ".. code-block:: evil\n\n   x\n", ("-O", "highlight-style=evil")),
    ],
)
def test_no_module_is_imported_because_a_talk_names_it(tmp_path, text, options):
    """A talk cannot name a Python module that is then run."""
    put(tmp_path, {"evil.py": EVIL, "evil_at.py": EVIL, "talk.txt": "x\n"})

    ended = build(tmp_path, text, *options, env={"PYTHONPATH": str(tmp_path)})

    assert not (tmp_path / "executed").exists()
    assert "Traceback" not in ended.err


@pytest.mark.parametrize("language", ["ast", "os", "io", "this", "xx", "en-GB", "tlh"])
def test_languages(tmp_path, language):
    """A language that docutils does not speak, or that is called like a module, gives English labels."""
    html = page_of(tmp_path, HEAD + ".. tip:: x\n", lang=language)

    assert f'<html lang="{language}"' in html
    assert ">Tip</p>" in html


def test_docutils_configuration_is_not_read(fenced):
    """A ``docutils.conf`` beside the talk has no say."""
    put(
        fenced,
        {
            "docutils.conf": f"[general]\nstylesheet-path: {fenced.parent}/secret.css\nfile-insertion-enabled: no\n"
            "[parsers]\nraw-enabled: no\n[html5 writer]\nembed-stylesheet: yes\n"
        },
    )

    accepted(fenced, HEAD + ".. raw:: html\n\n   <b>bold</b>\n")

    assert "<b>bold</b>" in body(fenced)
    assert "s3cret" not in page(fenced)


@pytest.mark.parametrize(
    "data", [b"\xff", b"a=" + b"[" * 50_000, b"duration=" + b"9" * 5000, b"x"], ids=["bytes", "deep", "long", "no toml"]
)
def test_project_files_that_are_none(tmp_path, data):
    """A project's file that is no TOML is an error with its place."""
    put(tmp_path, {"slidekit.toml": data})

    refused(tmp_path, HEAD, code="bad-project-file", at="slidekit.toml:1:1: error: not TOML")


def test_project_file_that_is_a_pipe(tmp_path):
    """A project's file that is a pipe is no project's file."""
    os.mkfifo(tmp_path / "slidekit.toml")

    accepted(tmp_path, HEAD + "Words\n")


def test_author_html_that_takes_long(tmp_path):
    """Raw HTML and style sheets over which a pattern takes for ever end within the time limit too."""
    put(tmp_path, {"slow.css": "url( " + " " * 100_000})
    html = ".. raw:: html\n\n   " + "<style " * 20_000 + "\n"

    for text in (HEAD + html, ":css: slow.css\n\n" + HEAD):
        (tmp_path / "talk.html").write_bytes(OLD)
        ended = build(tmp_path, text, "--time-limit", "1")
        assert ended.code == 1
        # A busy machine may still have been reading, and says how far it came.
        assert re.search(r"^talk\.rst:\d+:1: error: reading the talk took more than 1 seconds", ended.err, re.MULTILINE)
        assert ended.work < 15
        assert (tmp_path / "talk.html").read_bytes() == OLD


NESTED = 100_000

EXCERPTS = {
    "brackets": ("(" * NESTED + ")" * NESTED, "pyobject: f", "bad-python"),
    "minus": ("-" * NESTED + "1", "pyobject: f", "bad-python"),
    "else if": ("if a:\n  b\n" + "elif a:\n  b\n" * 20_000, "pyobject: f", "bad-python"),
    "null": ("f\0()", "pyobject: f", "bad-python"),
    "regions": ("# region a\n" * NESTED + "# endregion\n" * NESTED, "region: b", "no-such-region"),
    "regions of names": (
        "".join(f"# region {n}\n" for n in range(NESTED)) + "# endregion\n" * NESTED,
        "region: b",
        "no-such-region",
    ),
    "ends": ("# endregion a\n" * NESTED, "region: a", "no-such-region"),
    "blanks": ("#" + " " * NESTED + "x\n" + "/*" + " " * NESTED + "region", "region: a", "no-such-region"),
    "lines": ("x\n" * 1000, "lines: " + "1-," * 1000 + "2000", None),
}
"""Files that are hard to take a part of."""


@pytest.mark.parametrize("kind", EXCERPTS)
def test_files_to_take_a_part_of(tmp_path, kind):
    """A file that is no program, or nested beyond measure, ends in a message at its line."""
    data, option, code = EXCERPTS[kind]
    put(tmp_path, {"part.py": data})
    text = HEAD + f".. literalinclude:: part.py\n   :language: text\n   :{option}\n"

    if code is None:
        assert "[no-such-line]" in accepted(tmp_path, text)
    else:
        refused(tmp_path, text, code=code, at="talk.rst:6:4: error")


def test_no_file_is_read_for_a_stranger(tmp_path):
    """With --untrusted no code is read from a file."""
    put(tmp_path, {"part.py": "s3cret"})

    assert "[untrusted]" in accepted(tmp_path, HEAD + ".. literalinclude:: part.py\n", "--untrusted")
    assert "s3cret" not in page(tmp_path)


# -- pictures ---------------------------------------------------------------------------------------


def png(width, height):
    """A black PNG of one bit a pixel."""

    def chunk(kind, data):
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    packer = zlib.compressobj(9)
    row = b"\0" * (1 + (width + 7) // 8)
    pixels = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\1\0\0\0\0"
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def test_huge_picture(tmp_path):
    """A PNG of 20,000 × 20,000 pixels, scaled, is a warning and stays on its slide."""
    picture = png(20_000, 20_000)
    assert len(picture) < 60_000
    put(tmp_path, {"huge.png": picture})

    said = accepted(tmp_path, HEAD + ".. image:: huge.png\n   :scale: 50\n   :alt: huge\n")

    assert "talk.rst:4:12: warning: 400 million pixels" in said
    assert 'src="data:image/png;base64,' in body(tmp_path)


@pytest.mark.parametrize("name", ["/dev/zero", "pipe.png", "folder.png", "loop.png", "x" * 300, "%00", "a%FFb.png"])
def test_pictures_that_are_none(tmp_path, name):
    """A picture that is no file is a warning, and its alt text stands in its place."""
    os.mkfifo(tmp_path / "pipe.png")
    (tmp_path / "folder.png").mkdir()
    (tmp_path / "loop.png").symlink_to("loop.png")

    said = accepted(tmp_path, HEAD + f".. image:: {name}\n   :alt: instead\n")

    assert "talk.rst:4:12: warning: no such image" in said
    assert "instead</span>" in body(tmp_path)


def test_pictures_too_large_for_a_page(tmp_path):
    """A picture that no page can hold is an error, and is not even read."""
    with (tmp_path / "large.png").open("wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n")
        file.truncate(4_000_000_000)

    refused(tmp_path, HEAD + ".. image:: large.png\n", code="page-too-large")


def test_picture_repeated_beyond_bounds(tmp_path):
    """A picture on a thousand slides that together no page can hold is an error."""
    put(tmp_path, {"photo.jpg": b"\xff\xd8" + bytes(1_000_000)})

    refused(tmp_path, (HEAD + ".. image:: photo.jpg\n\n") * 1000, code="page-too-large", at="talk.rst:")


# -- links --------------------------------------------------------------------------------------------

SCRIPTS = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "vbscript:msgbox(1)",
    "data:text/html,x",
    "DATA:text/html;base64,eA==",
    "blob:x",
    "file:///etc/passwd",
]
WAYS = [
    "`text <{}>`_",
    "`text <{}>`__",
    "`text`_\n\n.. _text: {}",
    "text__\n\n__ {}",
    "text__\n\n.. __: {}",
    "`other`_\n\n.. _other: text_\n.. _text: {}",
    ".. image:: data:image/png;base64,AAAA\n   :target: {}\n   :alt: text",
    ".. figure:: data:image/png;base64,AAAA\n   :target: {}\n\n   text",
    "|text|_\n\n.. |text| replace:: words\n.. _text: {}",
    "|pic|\n\n.. |pic| image:: data:image/png;base64,AAAA\n   :target: {}\n   :alt: text",
    "Words {} words",
    ".. container:: notes\n\n   `text <{}>`_",
    ".. header:: `text <{}>`_",
    "====  ====\nx     `text <{}>`__\n====  ====",
]


def test_links_that_run_something(tmp_path):
    """A link that would run something is dropped with a warning that has file and line; its text stays."""
    said = accepted(tmp_path, HEAD + "`text <javascript:alert(1)>`_\n")

    assert "talk.rst:4:8: warning: a link to javascript: is dropped, its text stays [unsafe-link]" in said
    assert "<p>text</p>" in body(tmp_path)


@pytest.mark.parametrize("address", SCRIPTS)
@pytest.mark.parametrize("way", WAYS[:-1])
def test_each_link_that_runs_something(tmp_path, way, address):
    """Each way to write a link, with each address that would run something."""
    talk = tmp_path / "talk.rst"
    talk.write_text(HEAD + way.format(address) + "\n", "utf-8")

    deck = deep(lambda: read(talk))

    html = "".join(slide.html + slide.notes for slide in deck.slides) + deck.header
    assert_inert(html)
    assert [found.code for found in deck.errors] == []


def assert_inert(html):
    """No link or picture in it leads to something that runs."""
    low = html.lower()
    for start in ('href="javascript', 'href="vbscript', 'href="data:', 'href="blob:', 'href="file:', 'src="javascript'):
        assert start not in low
    assert 'src="data:text' not in low


@pytest.mark.parametrize(
    "address",
    [
        "java\\ script:alert(1)",
        "\\ javascript:alert(1)",
        "java\tscript:alert(1)",
        "java\x01script:alert(1)",
        "\x01javascript:alert(1)",
        "java\x00script:alert(1)",
        "java\xadscript:alert(1)",
        "javascript\\:alert(1)",
        "java\n  script:alert(1)",
        "javascript&colon;alert(1)",
        "&#106;avascript:alert(1)",
        "java\u2028script:alert(1)",
        "\ufeffjavascript:alert(1)",
        "javascript\u200b:alert(1)",
    ],
)
def test_schemes_in_disguise(tmp_path, address):
    """Blanks, tabs, control characters and entities in a scheme do not hide it from us but not from a browser."""
    text = f"`text <{address}>`__\n\n.. image:: data:image/png;base64,AAAA\n   :target: {address}\n"

    html = page_of(tmp_path, HEAD + text)

    for _, attributes in elements(html):
        opened = re.sub(r"[\t\n\r]", "", attributes.get("href", "")).lstrip("".join(map(chr, range(33))))
        assert not opened.lower().startswith(("javascript:", "vbscript:", "data:"))


@pytest.mark.parametrize(
    "address",
    ["https://x.example/a?b=c#d", "http://x.example", "mailto:a@x.example", "tel:+491", "other.html", "#two", "../x/y"],
)
def test_links_that_pass(tmp_path, address):
    """Links to pages, people, telephones and places in the deck stay as they are."""
    accepted(tmp_path, HEAD + f"`text <{address}>`__\n", "--strict")

    assert ("a", address) in [(tag, found.get("href")) for tag, found in elements(body(tmp_path))]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "vbscript:x", "data:text/html,x", "file:///etc/passwd"])
def test_pictures_that_run_something(tmp_path, address):
    """A picture's address runs nothing either."""
    said = accepted(tmp_path, HEAD + f".. image:: {address}\n   :alt: instead\n")

    assert "talk.rst:4:" in said
    assert "unsafe-link" in said
    assert "instead</span>" in body(tmp_path)


@pytest.mark.parametrize("name", ["refresh", "Refresh", "REFRESH", "content-security-policy", "set-cookie"])
def test_meta_that_acts(tmp_path, name):
    """A meta element that would redirect, or loosen the page's policy, is refused with a warning."""
    said = accepted(tmp_path, f".. meta::\n   :http-equiv={name}: 0; url=https://evil.example/\n\n" + HEAD)

    assert "talk.rst:2:" in said
    assert "[unsafe-meta]" in said
    assert "evil.example" not in page(tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        '.. meta::\n   :x"><script>alert(1)</script> y=z: content\n\n' + HEAD,
        '.. meta::\n   :"><script>alert(1)</script>: content\n\n' + HEAD,
        '.. meta::\n   :onload=alert(1) name=x: "><script>alert(1)</script>\n\n' + HEAD,
        HEAD + ":data-x onclick=alert(1): y\n\nText\n",
        HEAD + ':data-x"><script>alert(1)</script>: y\n\nText\n',
        HEAD + ':id: x"><script>alert(1)</script>\n:class: "><script>alert(1)</script>\n\nText\n',
        HEAD + '.. image:: x.png\n   :alt: "><script>alert(1)</script>\n   :width: 3px\n',
        HEAD + '.. image:: data:image/png,"><script>alert(1)</script>\n',
        HEAD + '.. code-block:: "><script>alert(1)</script>\n\n   x\n',
        HEAD + ".. raw:: html\n\n   <script>alert(1)</script>\n",
        ".. role:: html(raw)\n   :format: html\n\n" + HEAD + ":html:`<script>alert(1)</script>`\n",
        ":title: </title><script>alert(1)</script>\n:footer: <script>alert(1)</script>\n\n" + HEAD,
        ':lang: en"><script>alert(1)</script>\n\n' + HEAD,
        ":theme: ./evil\n\n" + HEAD,
        ":css: evil/theme.css\n\n" + HEAD,
        ".. title:: </title><script>alert(1)</script>\n\n" + HEAD,
        "</h2><script>alert(1)</script>\n------------------------------\n\nText\n",
        HEAD + ".. math:: \\text{</math><script>alert(1)</script>} \\href{javascript:alert(1)}{x}\n",
    ],
)
def test_html_does_not_slip_into_a_strangers_talk(tmp_path, text):
    """With --untrusted no construct brings an element or an attribute of the author's own into the page."""
    put(tmp_path, {"evil/theme.css": "/* </style><script>alert(1)</script> */ b { color: red }"})

    try:
        html = page_of(tmp_path, text, untrusted=True)
    except DeckError:
        return

    found = elements(html)
    assert [attributes for tag, attributes in found if tag == "script"] == [{}, {}, {}]
    assert [name for _, attributes in found for name in attributes if name.startswith("on") or name == "x"] == []
    assert [attributes["href"] for _, attributes in found if "javascript" in attributes.get("href", "")] == []


# -- control characters ---------------------------------------------------------------------------


def test_control_characters(tmp_path):
    """Control characters and terminal escapes reach neither the page nor the terminal."""
    put(
        tmp_path,
        {"part.rst": b"part \x1b[31m \x00 \xc2\x9b\n", "rows.csv": "a\x1b[31m,b\n", "raw.html": "<b>\x1b[0m</b>\n"},
    )
    text = (
        "a\x1b[31mred \x07 \x00 \x7f \x9b\n\n.. un\x1b[2Jknown\n\n|esc| `\x1b]0;x\x07 <x\x1b>`__\n\n"
        ".. |esc| unicode:: 0x1b 0x9b\n.. include:: part.rst\n.. raw:: html\n   :file: raw.html\n\n"
        ".. csv-table::\n   :file: rows.csv\n\n.. container:: notes\n\n   |esc|\n"
    )

    ended = build(tmp_path, ":title: x\x1b[31m\n\n" + HEAD + text, "-O", "footer=\x1b[31m")

    assert ended.code == 0, ended.err
    assert "[control-character]" in ended.err
    for character in "\x00\x07\x1b\x7f\x9b":
        assert character not in ended.err
        assert character not in page(tmp_path)
    assert "a\u241b[31mred \u2407 \u2400 \u2421" in body(tmp_path)


def test_names_with_control_characters(tmp_path):
    """A file's name cannot act on the terminal either."""
    put(tmp_path, {"a\x1b[31mb.rst": HEAD + "x_\n"})

    ended = run("build", "a\x1b[31mb.rst", cwd=tmp_path)

    assert ended.code == 1
    assert "\x1b" not in ended.err
    assert "a\\x1b[31mb.rst:4:1: error" in ended.err


@pytest.mark.parametrize("option", ["-O", "--theme", "-o", "--time-limit", "--no-such-\x1b[31m"])
def test_arguments_with_control_characters(tmp_path, option):
    """Nor can an argument."""
    ended = build(tmp_path, HEAD, option, "\x1b[31m/x\x1b[31m=1")

    assert "\x1b" not in ended.err


# -- what docutils itself falls over ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "at"),
    [
        (".. csv-table::\n   :file: rows.csv\n   :encoding: rot13\n", "talk.rst:4:"),
        (".. csv-table::\n   :file: latin.csv\n\nMore\n", "talk.rst:4:"),
        ("Words\n\n.. include:: latin.csv\n   :encoding: rot13\n", "talk.rst:6:"),
    ],
)
def test_exceptions_of_docutils(tmp_path, text, at):
    """Where docutils itself raises, one message says at which line, and there is no traceback."""
    put(tmp_path, {"rows.csv": "a,b\n", "latin.csv": b"a\xff,b\n"})

    said = refused(tmp_path, HEAD + text, code="unreadable", at=at)

    assert said.count("error:") == 1


def test_mutated_talks():
    """Of some hundred talks with mistakes made by chance none gives a traceback, and none takes over five seconds."""
    script = Path(__file__).with_name("mutations.py")

    ended = subprocess.run(
        [sys.executable, script, "--count", "200", "--seconds", "300"],
        stdout=subprocess.PIPE,
        text=True,
        timeout=400,
        check=False,
    )

    said = [json.loads(line) for line in ended.stdout.splitlines()]
    assert ended.returncode == 0, said[-1]
    assert [line for line in said if "failed" in line] == []
    assert said[-1]["read"] > 50
    assert said[-1]["built"] > said[-1]["read"] / 4


def test_deck_errors_have_places(tmp_path):
    """What stops a build says where: every diagnostic of a bad talk has a position."""
    talk = tmp_path / "talk.rst"
    talk.write_bytes(b"\xff")

    with pytest.raises(DeckError) as caught:
        read(talk)

    assert [(found.at.path, found.at.line) for found in caught.value.diagnostics] == [(talk, 1)]


def test_picture_that_is_none(tmp_path):
    """A file of the project that is no picture is not given away with the page."""
    put(tmp_path, {".env": b"SECRET=1\n", "talk.rst": HEAD + ".. image:: .env\n"})

    deck = read(tmp_path / "talk.rst")

    assert [(found.code, found.at.line) for found in deck.diagnostics] == [("not-a-picture", 4)]
    assert deck.assets == {}
