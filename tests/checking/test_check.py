"""What can be found without a browser: every planted fault at its place, nothing in good talks; and how it is told."""

import json
import re
import struct
import threading
import time
import zlib
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace

import pytest
from command import PATIENCE, put, run

from slidekit import check
from slidekit.checking import web as asking
from slidekit.checking.checks import seen_at
from slidekit.checking.cures import ignorable, meaning
from slidekit.checking.formats import as_github, command_of
from slidekit.checking.seen import Seen
from slidekit.checking.silence import element_after
from slidekit.checking.web import ask_all, plain
from slidekit.diagnostics import Diagnostic, Position, Severity
from slidekit.pipeline import read

ROOT = Path(__file__).parents[2]
SEED = ROOT / "talks" / "docker" / "docker.rst"
TALKS = sorted(ROOT.glob("talks/*/*.rst"))

FAULTY = """\
One
===

.. image:: pot.png

.. image:: gone.png
   :alt: a pot

.. image:: leaf.png
   :alt:

Two
===

:background: pot.png

`Nowhere <#nowhere>`__, `a file <gone.pdf>`__, `one <#one>`__, `by number <#2.1>`__, `beside <leaf.png>`__

.. code-block:: pythn

   x = 1

.. raw:: html

   <p id="one">again</p> <img src="leaf.png"> <a href="#there">x</a> <!-- tell them later -->

Three
=====

slide
=====

.. figure:: huge.png
   :alt: very large

.. Last:
"""


def png(width, height, more=0):
    """A PNG of a size, with so many bytes more than it needs."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress((b"\0" + b"\xff" * ((width + 7) // 8)) * height)
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    parts = (chunk(b"IHDR", head), chunk(b"tEXt", b"x\0" + b"y" * more), chunk(b"IDAT", rows), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.fixture
def talk(tmp_path):
    """The talk with the faults, and its pictures."""
    put(tmp_path, {"talk.rst": FAULTY, "pot.png": png(640, 360), "leaf.png": png(8, 8), "huge.png": png(6000, 4000)})
    return tmp_path / "talk.rst"


def found_in(talk, **more):
    """Line, column, severity and code of all that is found without a browser."""
    found = check(talk, browser=False, **more)
    return [(each.at.line, each.at.column, str(each.severity), each.code) for each in found if each.at is not None]


def test_planted_faults(talk):
    """Each fault is found once, where it stands; what is meant to be so is none."""
    assert found_in(talk) == [
        (4, 12, "warning", "missing-alt"),
        (6, 12, "warning", "missing-image"),
        (15, 14, "warning", "small-picture"),
        (17, 11, "warning", "dead-link"),
        (17, 34, "warning", "dead-link"),
        (19, 17, "warning", "unknown-language"),
        (25, 11, "warning", "duplicate-id"),
        (25, 26, "warning", "missing-alt"),
        (25, 56, "warning", "dead-link"),
        (25, 75, "info", "public-comment"),
        (33, 13, "warning", "large-picture"),
    ]


@pytest.mark.parametrize("talk", TALKS, ids=lambda path: path.stem)
def test_nothing_is_invented(talk):
    """In our own talks nothing is found, but for the picture without a text in the first one."""
    told = [(found.code, found.at.line) for found in check(talk, browser=False) if found.severity is not Severity.INFO]

    assert told == ([("missing-alt", 13)] if talk == SEED else [])


def test_blank_slides(tmp_path):
    """A slide with nothing on it is an info; one with a title, a background or a picture is not blank."""
    put(
        tmp_path,
        {
            "talk.rst": "slide\n-----\n\na\n\nslide\n-----\n\nTitle\n-----\n\nslide\n-----\n\n:background: red\n\nslide\n-----\n\n:hidden: yes\n"
        },
    )

    assert found_in(tmp_path / "talk.rst") == [(6, 1, "info", "blank-slide")]


def test_notes_for_the_public(tmp_path):
    """With ``--no-notes`` it is told if what a note says stands in the page nevertheless; notes in their place are none."""
    said = "Do not say that there is no tea left."
    talk = f":description: {said}\n\nOne\n===\n\na\n\n.. notes::\n\n   {said}\n\n   Nor that the milk has turned.\n"
    put(tmp_path, {"talk.rst": talk, "good.rst": talk.partition("\n\n")[2]})
    hidden = {"notes": False}

    assert [line[2:] for line in found_in(tmp_path / "talk.rst", overrides=hidden)] == [("warning", "public-note")]
    assert found_in(tmp_path / "good.rst", overrides=hidden) == []


@pytest.mark.parametrize(("options", "found"), [((), 0), (("--examples",), 1), (("--examples", "--untrusted"), 0)])
def test_examples(tmp_path, options, found):
    """Examples are run when that is wanted, of a talk that is trusted; what fails stands at its line."""
    put(tmp_path, {"talk.rst": "One\n===\n\n>>> 6 * 7\n42\n\nTwo\n===\n\n>>> 6 * 9\n42\n"})
    ended = run("check", "talk.rst", "--no-browser", *options, "--format", "json", cwd=tmp_path)
    told = [(one["line"], one["slide"], one["code"]) for one in json.loads(ended.out)]

    assert told == [(10, 2, "failed-example")] * found
    assert ended.code == found


def test_a_deck_with_errors(tmp_path):
    """What stops a build is told as a build tells it."""
    put(tmp_path, {"talk.rst": "One\n===\n\n.. nonsense::\n\n`x`:role:\n"})

    assert ("error", "unknown-directive") in [line[2:] for line in found_in(tmp_path / "talk.rst")]
    assert "keeps it from being checked as a whole" in run("check", "talk.rst", cwd=tmp_path).err


# -- silence ------------------------------------------------------------------------------------

PICTURE = ".. image:: pot.png\n\n"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (f":ignore: missing-alt\n\nOne\n===\n\n{PICTURE}Two\n===\n\n{PICTURE}", []),
        (f"One\n===\n\n:ignore: missing-alt\n\n{PICTURE}Two\n===\n\n{PICTURE}", [("missing-alt", 11)]),
        (f"One\n===\n\n.. slidekit: ignore missing-alt\n\n{PICTURE}{PICTURE}", [("missing-alt", 8)]),
        (f"One\n===\n\n* a\n\n  .. slidekit: ignore dead-link, missing-alt\n\n  {PICTURE}* b\n\n  {PICTURE}", [("unused-ignore", 6), ("missing-alt", 12)]),
        (f"One\n===\n\n.. slidekit: ignore duplicate-id\n\n{PICTURE}", [("unused-ignore", 4), ("missing-alt", 6)]),
        (f"One\n===\n\n.. slidekit: ignore overflow, failed-example\n\n{PICTURE}", [("missing-alt", 6)]),
        (f"One\n===\n\n:ignore: dead-link\n\n{PICTURE}", [("unused-ignore", 4), ("missing-alt", 6)]),
        (f"One\n===\n\n:ignore: unknown-role\n\n{PICTURE}", [("unknown-code", 4), ("missing-alt", 6)]),
        (f"One\n===\n\n.. slidekit: ignore mising-alt\n\n{PICTURE}", [("unknown-code", 4), ("missing-alt", 6)]),
        (f"One\n===\n\n:ignore: missing-alt\n\n.. nonsense::\n\n{PICTURE}", [("unknown-directive", 6)]),
        (f"One\n===\n\n:ignore: unknown-directive\n\n.. nonsense::\n\n{PICTURE}", None),
    ],
)  # fmt: skip
def test_silence(tmp_path, text, left):
    """A field of the deck silences all, one of a slide that slide, a comment the element below it; errors are not silenced."""
    put(tmp_path, {"talk.rst": text, "pot.png": png(8, 8)})
    told = [(found.code, found.at.line) for found in check(tmp_path / "talk.rst", browser=False) if found.at]

    assert told == left if left is not None else "unknown-directive" in dict(told)


def test_silence_from_the_command_line(talk):
    """What ``-O`` and the project say counts, too."""
    everything = "missing-alt missing-image small-picture dead-link unknown-language duplicate-id large-picture"
    ended = run("check", talk.name, "--no-browser", "-O", f"ignore={everything}", cwd=talk.parent)

    assert ended.code == 0
    assert "public-comment" in ended.out.decode()


def test_place_of_an_ignored_code(tmp_path):
    """A code that is none is told where it stands: in a field of the deck, of a slide, in a comment."""
    text = ":ignore: missing-alt, foo-bar\n\nOne\n===\n\n:class: x\n:ignore: dead-link, unknown-role\n\n.. slidekit: ignore x-y\n\nA\n"
    put(tmp_path, {"talk.rst": text})
    found = check(tmp_path / "talk.rst", browser=False)

    assert [(each.at.line, each.at.column, each.mark) for each in found if each.code == "unknown-code"] == [
        (1, 23, "foo-bar"),
        (7, 21, "unknown-role"),
        (9, 21, "x-y"),
    ]
    (given,) = [
        each for each in check(tmp_path / "talk.rst", {"ignore": "no-such"}, browser=False) if "no-such" in each.message
    ]
    assert given.at is None


def test_codes():
    """What can be ignored is what the list of messages knows as a warning or an info."""
    guide = (ROOT / "docs" / "troubleshooting.md").read_text("utf-8")

    assert set(re.findall(r"^### `([a-z-]+)`: (?:warning|info)$", guide, re.MULTILINE)) == ignorable()


def test_outside_the_root(tmp_path):
    """Whether something is there outside the project is not told; a folder, and what another talk becomes, are reached."""
    (tmp_path / "secret").mkdir()
    links = ["../secret", "../x.html", "more", "other.html", "[1].pdf", "http://[x/"]
    text = "\n\n".join(f"`{n} <{link}>`__" for n, link in enumerate(links))
    put(tmp_path / "in", {"talk.rst": f"One\n===\n\n{text}\n", "other.rst": "", "more/a": "", "[1].pdf": ""})
    put(tmp_path, {"x.rst": ""})

    assert [line[0] for line in found_in(tmp_path / "in" / "talk.rst")] == [4, 6, 14]


def test_element_after():
    """An element goes on over its indented body, and ends before the next one."""
    lines = [".. slidekit: ignore x", "", ".. figure:: a", "   :alt: b", "", "   c", "", "d"]

    assert element_after(lines, 1, 0) == (3, 6)
    assert element_after(lines[:1], 1, 0) == (2, 2)


# -- how it is told -----------------------------------------------------------------------------


def test_text(talk):
    """Findings are results: on standard output, with the source line; what is not looked at is said beside them."""
    ended = run("check", talk.name, "--no-browser", "-q", cwd=talk.parent)

    assert ended.code == 1
    assert ended.out.decode().startswith(
        "talk.rst:4:12: warning: the picture has no text for those who do not see it; :alt: says what it shows, or "
        "nothing [missing-alt]\n    4 | .. image:: pot.png\n      |            ^^^^^^^\n"
    )
    assert "public-comment" not in ended.out.decode()
    assert ended.err.startswith("without a browser: ")


def test_json(talk):
    """A list of objects with the eight names that are promised."""
    ended = run("check", talk.name, "--no-browser", "--format", "json", cwd=talk.parent)
    told = json.loads(ended.out)

    assert len(told) == 11
    assert told[2] == {
        "code": "small-picture",
        "severity": "warning",
        "message": "640×360 pixels fill the stage, which has 1280×720 and more: it is blurred",
        "file": "talk.rst",
        "line": 15,
        "column": 14,
        "slide": 2,
        "step": 0,
    }


def test_sarif(talk):
    """SARIF 2.1.0: rules, levels, and places relative to the working folder."""
    ended = run("check", talk.name, "--no-browser", "--format", "sarif", cwd=talk.parent)
    told = json.loads(ended.out)
    (work,) = told["runs"]
    known = {rule["id"]: rule for rule in work["tool"]["driver"]["rules"]}
    rules = list(known)

    assert told["version"] == "2.1.0"
    assert len(rules) == len(set(rules))
    assert [rules[result["ruleIndex"]] == result["ruleId"] for result in work["results"]] == [True] * 11
    assert {result["level"] for result in work["results"]} == {"warning", "note"}
    assert work["results"][0]["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "talk.rst"},
        "region": {"startLine": 4, "startColumn": 12},
    }
    missing = known["missing-alt"]
    assert "Say what it shows with `:alt:`" in missing["fullDescription"]["text"]
    assert missing["help"]["text"] == missing["fullDescription"]["text"]
    assert "Say what it shows with `:alt:`" in missing["help"]["markdown"]
    assert "```console\ntalk.rst:9:12: warning: the picture has no text" in missing["help"]["markdown"]


def test_meaning():
    """Each code means what the guide says, without examples; a plugin's own code is its own word."""
    assert [code for code in ignorable() if len(meaning(code).split()) < 5] == []
    assert [code for code in ignorable() if "```" in meaning(code)] == []
    assert meaning("too-many-cats") == "too many cats"


def test_github():
    """Commands of a workflow; nothing of a message can begin another one."""
    found = Diagnostic("x-y", "50% of\n::error::it", Position(Path("a,b:c.rst"), 3, 4), "", Severity.WARNING)

    assert (
        command_of(found) == "::warning file=a%2Cb%3Ac.rst,line=3,col=4,title=slidekit%3A x-y::50%25 of%0A::error::it"
    )
    assert as_github([Seen(Diagnostic("x", "m", severity=Severity.INFO))]) == "::notice title=slidekit%3A x::m\n"


def test_slides_are_named(talk):
    """A place belongs to the slide that it stands on; what stands before all slides to none."""
    deck = read(talk)

    assert [seen_at(deck, Diagnostic("x", "m", Position(talk, line))).slide for line in (1, 11, 12, 24, 33)] == [
        1,
        1,
        2,
        2,
        4,
    ]
    assert seen_at(deck, Diagnostic("x", "m")).slide == 0


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("gone.rst",), 2, "[no-talk]"),
        (("talk.rst", "--format", "xml"), 2, "'xml' is not one of"),
        (("talk.rst",), 3, "[no-browser]"),
        (("good.rst", "--no-browser"), 0, "1 talk: nothing to say"),
        (("good.rst", "talk.rst", "--no-browser", "--report", "none/r.html"), 3, "[cannot-write]"),
    ],
)
def test_exit_codes(talk, arguments, code, says):
    """1 for what is found, 2 for the command line, 3 for the machine."""
    put(talk.parent, {"good.rst": "One\n===\n\na\n\nTwo\n===\n\nb\n"})
    ended = run("check", *arguments, cwd=talk.parent, env={"SLIDEKIT_BROWSER": "/bin/false"})

    assert (ended.code, says in ended.err) == (code, True), ended.err


# -- the web ------------------------------------------------------------------------------------


class Answers(BaseHTTPRequestHandler):
    """A server that knows a few pages, and one that cannot be asked for its head."""

    asked: list[str] = []  # noqa: RUF012 - emptied by each test

    def answer(self):
        """A status for each path."""
        self.asked.append(f"{self.command} {self.path}")
        status = {
            "/": 200,
            "/%C3%BC?x=%E8%8C%B6": 200,
            "/moved": 302,
            "/away": 302,
            "/shy": 405 if self.command == "HEAD" else 200,
            "/closed": 403,
        }.get(self.path, 404)
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "/" if self.path == "/moved" else "ftp://127.0.0.1:1/x")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_HEAD(self):
        """An answer, or one that never ends."""
        if self.path != "/slow":
            self.answer()
            return
        with suppress(OSError):
            self.wfile.write(b"HTTP/1.1 200 OK\r\n")
            while not self.server.tired.wait(0.05):
                self.wfile.write(b"X")

    do_GET = answer  # noqa: N815 - as http.server asks for them

    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture
def web():
    """An address at which somebody answers."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    server.tired = threading.Event()
    Answers.asked.clear()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.tired.set()
    server.shutdown()
    server.server_close()


def test_external_links(tmp_path, web):
    """Links to the web are asked when told to, each once, and only those that lead nowhere are told of."""
    links = "\n\n".join(
        f"`{n} <{web}{path}>`__" for n, path in enumerate(("/", "/#x", "/moved", "/shy", "/closed", "/gone"))
    )
    talk = tmp_path / "talk.rst"
    put(tmp_path, {"talk.rst": f"One\n===\n\n{links}\n\n`off <http://127.0.0.1:1/>`__\n"})

    assert found_in(talk) == []
    assert Answers.asked == []
    found = check(talk, browser=False, external=True)
    assert [(each.code, each.at.line, each.message.partition(": ")[2]) for each in found] == [
        ("dead-external-link", 14, "the answer is 404 Not Found"),
        ("dead-external-link", 16, "nobody answers ([Errno 111] Connection refused)"),
    ]
    assert Answers.asked.count("HEAD /") == 1
    assert "GET /shy" in Answers.asked


def test_addresses_that_are_asked(web):
    """Letters outside ASCII are asked for as a browser does; nobody follows to other services."""
    links = {f"{web}/ü?x=茶#y": None, f"{web}/away": None}

    found = ask_all(links, PATIENCE)

    assert [each.message.partition(": ")[2] for each in found] == [
        "nobody answers (it leads to ftp://127.0.0.1:1/x, which is not on the web)"
    ]
    assert "HEAD /%C3%BC?x=%E8%8C%B6" in Answers.asked
    assert plain("https://müller.example:81/ä%20b?c=ö") == "https://xn--mller-kva.example:81/%C3%A4%20b?c=%C3%B6"


def test_nobody_is_waited_for_for_ever(web, monkeypatch):
    """Who talks without an end has twice the time that a silence may last, and no more."""
    # An hour of silence would be heard, however busy this machine is; for the whole of it time goes by quickly.
    monkeypatch.setattr(asking, "time", SimpleNamespace(monotonic=lambda: 7200 * time.monotonic()))

    found = ask_all({f"{web}/slow": None}, 3600)

    assert [each.message.partition(": ")[2] for each in found] == ["no whole answer within 7200 s"]


def test_reports_are_written_over_no_source(tmp_path):
    """A report takes the place of nothing that a talk is made of, and of nothing that is no page."""
    files = {
        "talk.rst": "One\n===\n\n.. include:: part.txt\n",
        "part.txt": "a\n",
        "notes.md": "mine",
        "old.html": "<!doctype html><p>old",
    }
    put(tmp_path, files | {"bad.rst": "One\n===\n\n.. nonsense::\n\n.. include:: part.txt\n"})

    for talk, report in (
        ("talk.rst", "talk.rst"),
        ("talk.rst", "part.txt"),
        ("talk.rst", "notes.md"),
        ("bad.rst", "part.txt"),
    ):
        ended = run("check", talk, "--no-browser", "--report", report, cwd=tmp_path)
        assert (ended.code, "[overwrites-source]" in ended.err) == (2, True), ended.err
    assert run("check", "talk.rst", "--no-browser", "--report", "old.html", cwd=tmp_path).code == 0
    assert {name: (tmp_path / name).read_text() for name in files if name != "old.html"} == {
        name: text for name, text in files.items() if name != "old.html"
    }
    assert "old" not in (tmp_path / "old.html").read_text()


def test_names_of_files_begin_no_line(tmp_path):
    """A file's name with a line end in it is escaped wherever it is said."""
    name = "a\n::error::x.rst"
    put(tmp_path, {name: "One\n===\n\n>>> 1\n2\n\nTwo\n===\n\nb\n"})

    for command in (
        ("build", "."),
        ("build", name),
        ("test", name),
        ("check", name, "--no-browser", "--report", f"{name}.html"),
        ("export", name, "--to", "text"),
    ):
        ended = run(*command, cwd=tmp_path)
        said = (ended.out.decode() + ended.err).splitlines()
        assert [line for line in said if line.startswith("::")] == [], command
        assert any("\\n::error" in line for line in said), command
