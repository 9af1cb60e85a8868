"""The code of talks: what is found, how it is run, what is said of it, and how its output is written anew."""

import os
import re
import time
from pathlib import Path

import pytest
from command import put
from command import run as command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from slidekit.examples.places import encoded
from slidekit.examples.plan import is_in, plan
from slidekit.examples.runner import heard
from slidekit.examples.running import Result, failures
from slidekit.examples.talks import failed_examples, read, run_examples
from slidekit.examples.update import rewrite, write

ROOT = Path(__file__).parents[1]

PLANTED = """\
Sums
====

>>> 1 + 1
3

- a list

  >>> x = 3
  >>> x
  4

.. notes::

   >>> x + 1
   5

Blocks
======

:hidden: yes

Code::

   for a reader
   >>> x
   5

.. code-block:: pycon

   >>> 1 / 0
   >>> print("a\\n\\nb")
   a
   <BLANKLINE>
   c

.. code-block:: rst

   >>> "this is only shown"

.. include:: part.txt

.. literalinclude:: session.txt

Groups
======

.. testsetup:: tea

   cups = 3

.. testcode:: tea

   print(cups)
   print("more")

.. testoutput:: tea

   3
   less

.. testcode:: tea
   :hide:

   cups = 4

.. doctest:: tea

   >>> cups
   5

.. doctest:: tea
   :options: +SKIP

   >>> cups
   6

.. doctest:: tea
   :skipif: cups == 4

   >>> cups
   7

.. doctest:: tea
   :pyversion: < 3

   >>> cups
   8
"""


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    """A talk with a failure of each kind, and what came of it."""
    folder = tmp_path_factory.mktemp("planted")
    (folder / "talk.rst").write_text(PLANTED)
    (folder / "part.txt").write_text("A part:\n\n>>> x\n6\n")
    (folder / "session.txt").write_text("\n\n>>> x\n7\n")
    return run_examples(read(folder / "talk.rst"))


def lines_of(results):
    """Where they stand: file, line, column, slide, state."""
    return [
        (each.case.at.path.name, each.case.at.line, each.case.at.column, each.case.slide, each.state)
        for each in results
    ]


def test_every_planted_failure_is_found_at_its_place(planted):
    """In text, lists, notes, hidden slides, blocks, included files and groups; nothing else fails."""
    assert lines_of(failures(planted.results)) == [
        ("talk.rst", 4, 1, 1, "failed"),
        ("talk.rst", 10, 3, 1, "failed"),
        ("talk.rst", 15, 4, 1, "failed"),
        ("talk.rst", 26, 4, 2, "failed"),
        ("talk.rst", 31, 4, 2, "raised"),
        ("talk.rst", 32, 4, 2, "failed"),
        ("part.txt", 3, 1, 2, "failed"),
        ("session.txt", 3, 1, 2, "failed"),
        ("talk.rst", 54, 4, 3, "failed"),
        ("talk.rst", 69, 4, 3, "failed"),
    ]


def test_what_is_skipped_is_counted(planted):
    """By a flag, a condition, or a version of Python."""
    assert [each.case.want for each in planted.results if each.state == "skipped"] == ["6\n", "7\n", "8\n"]


def test_a_talk_shares_its_names_and_a_slide_can_have_its_own(tmp_path):
    """As with pytest's doctests, unless ``:examples: slide`` is said; ``no`` runs nothing."""
    body = "One\n===\n\n>>> x = 1\n\nTwo\n===\n\n>>> x\n1\n"
    talk = tmp_path / "talk.rst"
    said = {}
    for spaces in ("talk", "slide", "no"):
        talk.write_text(f":examples: {spaces}\n\n{body}")
        said[spaces] = [each.message for each in failed_examples(talk)]

    assert said == {
        "talk": [],
        "slide": ["slide 2 (Two): raises NameError: name 'x' is not defined"],
        "no": [],
    }


def test_nothing_of_a_strangers_talk_is_run(tmp_path):
    """Not for a check, and not by the command, which says so."""
    talk = tmp_path / "talk.rst"
    talk.write_text("One\n===\n\n>>> open('ran', 'w').close()\n")
    ended = command("test", "--untrusted", talk, cwd=tmp_path)

    assert failed_examples(talk, {"untrusted": True}) == ()
    assert (ended.code, "[untrusted-code]" in ended.err) == (2, True)
    assert not (tmp_path / "ran").exists()


def test_code_may_do_anything(tmp_path):
    """Read, write, fork, leave threads and programs, raise what ends a program: nothing of it is felt, or left."""
    talk = tmp_path / "talk.rst"
    talk.write_text(
        """\
One
===

>>> import os, subprocess, sys, threading, time
>>> here = os.getcwd()
>>> os.chdir("/")
>>> threading.Thread(target=time.sleep, args=(1000,)).start()
>>> program = subprocess.Popen(["sleep", "1000"])
>>> with open(here + "/pid", "w") as file:
...     done = file.write(str(program.pid))
>>> input()
Traceback (most recent call last):
EOFError: EOF when reading a line
>>> os.write(1, b"{}")
2
>>> child = os.fork()
>>> raise KeyboardInterrupt
Traceback (most recent call last):
KeyboardInterrupt
>>> sys.exit()
Traceback (most recent call last):
SystemExit
>>> __name__
'__main__'
"""
    )
    failed = [each.message for each in failed_examples(talk)]
    pid = int((tmp_path / "pid").read_text())
    end = time.monotonic() + 100
    while is_alive(pid) and time.monotonic() < end:
        time.sleep(0.05)

    # doctest lets Ctrl-C through, so that it cannot be expected
    assert failed == ["slide 1 (One): raises KeyboardInterrupt"]
    assert not is_alive(pid)


def is_alive(pid):
    """Whether a process runs; one that has ended and was not asked for does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.parametrize(
    ("code", "limit", "reason"),
    [
        ("import os; os._exit(3)", 60, "ends the process that runs it; what follows was not run"),
        ("while True: pass", 5, "not done after 5 seconds; what follows was not run"),  # Python begins within that
    ],
)
def test_code_that_ends_everything_is_named(code, limit, reason, tmp_path):
    """And what was not run because of it."""
    talk = tmp_path / "talk.rst"
    talk.write_text(f"One\n===\n\n>>> 1\n1\n>>> {code}\n>>> 2\n2\n")

    assert [(each.at.line, each.message) for each in failed_examples(talk, seconds=limit)] == [
        (6, f"slide 1 (One): {reason}"),
        (7, "slide 1 (One): not run, because code before it ended everything"),
    ]


def test_modules_beside_the_talk_are_found(tmp_path):
    """And stand in the way of none that running code takes."""
    (tmp_path / "tea.py").write_text("CUPS = 3\n")
    (tmp_path / "doctest.py").write_text("raise SystemExit\n")
    (tmp_path / "slidekit.py").write_text("raise SystemExit\n")
    (tmp_path / "talk.rst").write_text("One\n===\n\n>>> import tea\n>>> tea.CUPS\n3\n")

    assert failed_examples(tmp_path / "talk.rst") == ()


def test_a_failed_setup_is_told_once_and_what_needs_it_is_not_run(tmp_path):
    """In its group only."""
    talk = tmp_path / "talk.rst"
    talk.write_text("One\n===\n\n.. testsetup:: g\n\n   1 / 0\n\n.. doctest:: g\n\n   >>> 1\n   1\n\n>>> 2\n2\n")

    assert [(each.at.line, each.message) for each in failed_examples(talk)] == [
        (6, "slide 1 (One): raises ZeroDivisionError: division by zero"),
        (10, "slide 1 (One): not run, because what is set up for it failed"),
    ]


@pytest.mark.parametrize(
    ("versions", "suits"),
    [(">= 3.11", True), ("< 3", False), (">= 3, < 4", True), ("~= 3.0", True), ("~= 2.7", False), ("== 3.*", True)],
)
def test_versions(versions, suits):
    """As packaging's specifiers have them."""
    assert is_in(versions) is suits


def test_the_command_shows_a_difference_and_updates(tmp_path):
    """Failures with their place and a diff, exit code 1; ``--update`` mends them, but for what differs each time."""
    talk = tmp_path / "talk.rst"
    talk.write_text("Sums\n====\n\n>>> 1 + 1\n3\n>>> object()\n>>> print('a...b')  # doctest: +ELLIPSIS\na...b\n")
    first = command("test", "talk.rst", cwd=tmp_path)
    again = command("test", "--update", "talk.rst", cwd=tmp_path)

    assert first.code == 1
    assert first.out.decode().startswith(
        "talk.rst:4:1: warning: slide 1 (Sums): expected '3', got '2' [failed-example]\n"
        "    4 | >>> 1 + 1\n      | ^^^^^\n"
        "    --- expected\n    +++ got\n    @@ -1 +1 @@\n    -3\n    +2\n"
    )
    assert first.out.decode().endswith("talk.rst: 3 examples, 2 failed\n")
    assert again.code == 1
    assert again.out.decode().endswith("talk.rst: 3 examples, 1 failed\n")
    assert "not the same each time" in again.out.decode()
    text = talk.read_text()
    assert text.startswith("Sums\n====\n\n>>> 1 + 1\n2\n>>> object()\n<object object at 0x")
    assert text.endswith(">\n>>> print('a...b')  # doctest: +ELLIPSIS\na...b\n")


def test_shell_sessions_are_run_only_when_asked(tmp_path):
    """Each block in a shell of its own, in an empty folder that all share; what they write is nowhere afterwards."""
    talk = tmp_path / "talk.rst"
    talk.write_text(
        "One\n===\n\n.. code-block:: console\n\n   $ echo tea > cup; ls\n   cup\n   $ false\n   $ echo $?\n   1\n"
        "   $ echo one \\\n   > two\n   … two\n\n::\n\n   $ cat cup\n   coffee\n"
    )
    without = command("test", "talk.rst", cwd=tmp_path)
    asked = command("test", "--shell", "talk.rst", cwd=tmp_path)

    assert (without.code, without.out.decode()) == (
        0,
        "talk.rst: 0 examples, 0 failed; 2 shell sessions not run without --shell\n",
    )
    assert asked.out.decode().startswith("talk.rst:17:4: warning: slide 1 (One): expected 'coffee', got 'tea'")
    assert asked.out.decode().endswith("talk.rst: 5 examples, 1 failed\n")
    assert [each.name for each in tmp_path.iterdir()] == ["talk.rst"]


def test_the_tour_and_the_first_talk_do_what_they_show():
    """Nothing is invented on them."""
    for name in ("tour", "docker"):
        assert failed_examples(ROOT / "talks" / name / f"{name}.rst") == ()


WORDS = st.text("ab é日-", min_size=1, max_size=6).map(str.strip).filter(bool)
OUTPUT = st.lists(st.one_of(WORDS, st.just("")), max_size=4).map(lambda lines: "".join(f"{line}\n" for line in lines))


@settings(max_examples=40, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    outputs=st.lists(st.tuples(OUTPUT, OUTPUT), min_size=1, max_size=4),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    mark=st.sampled_from([b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"]),
    margin=st.sampled_from(["   ", "\t", " \t"]),
    closed=st.booleans(),
)
def test_only_expected_output_is_rewritten(tmp_path_factory, outputs, end, mark, margin, closed):
    """Each byte around it stays, whatever the encoding, line ends and margins; read again, the talk expects what came."""

    def text_of(which):
        lines = ["One", "===", "", "Trailing  ", "", ".. code-block:: pycon", ""]
        for at, pair in enumerate(outputs):
            lines.append(f"{margin}>>> call({at})")
            lines += [margin + (line or "<BLANKLINE>") for line in pair[which].splitlines()]
        return end.join(lines) + (end if closed else "")

    folder = tmp_path_factory.mktemp("update")
    talk = folder / "talk.rst"
    talk.write_bytes(encoded(text_of(0), mark))
    planned = plan(read(talk))
    got = [pair[1] for pair in outputs]
    results = [
        Result(case, "failed" if outputs[at][0] != got[at] else "ok", got[at]) for at, case in enumerate(planned.cases)
    ]
    new = rewrite(results, planned.sources, folder)

    talk.chmod(0o640)
    assert new.left == []
    for path, data in new.files.items():
        assert write(path, data, planned.sources.source(path).data)
    assert talk.read_bytes() == encoded(text_of(1), mark)
    assert talk.stat().st_mode & 0o777 == 0o640
    shown = ["".join(f"{line or '<BLANKLINE>'}\n" for line in each.splitlines()) for each in got]
    assert [case.want for case in plan(read(talk)).cases] == shown
    assert [each.name for each in folder.iterdir()] == ["talk.rst"]


def test_what_cannot_be_written_is_left_and_says_why(tmp_path):
    """Outside the root, changed by what shows it, with tabs, like a prompt; a file that has changed meanwhile."""
    root = tmp_path / "root"
    root.mkdir()
    (root / "slidekit.toml").write_text("")
    (tmp_path / "part.txt").write_text(">>> 1\n2\n")
    talk = root / "talk.rst"
    talk.write_text(
        "One\n===\n\n.. include:: ../part.txt\n\n>>> print('a\\tb')\n1\n>>> print('>>> x')\n1\n>>> print('x ')\n1\n"
    )
    outcome = run_examples(read(talk, {"allow_outside": True}))
    new = rewrite(outcome.results, outcome.planned.sources, root)

    tabs = "the output has tabs, or blanks at the ends of its lines, which reStructuredText does not keep"
    assert [why for _, why in new.left] == [
        "its file lies outside the project",
        tabs,
        "the output looks like a prompt",
        tabs,
    ]
    assert new.files == {}
    assert not write(talk, b"new", b"what it was")
    assert talk.read_bytes().startswith(b"One")


def failed_lines(ended):
    """What is said of failures: line and reason."""
    found = re.findall(
        r"^talk\.rst:(\d+):\d+: warning: slide \d+ \(\w+\): (.*) \[failed-example\]$", ended.out.decode(), re.MULTILINE
    )
    return [(int(line), reason) for line, reason in found]


def test_shells_that_end_hang_or_flood(tmp_path):
    """What a shell has not come to is told so; nobody waits for what it leaves behind, or keeps what never ends."""
    blocks = (
        "$ exit 3\n   $ echo never",
        "$ sleep 300 &\n   $ echo a\n   a",
        "$ echo b\n   b\n   $ yes\n   y\n   $ echo c\n   c",
    )
    put(tmp_path, {"talk.rst": "One\n===\n\n" + "\n\n".join(f"::\n\n   {block}" for block in blocks) + "\n"})

    ended = command("test", "--shell", "talk.rst", cwd=tmp_path)

    assert failed_lines(ended) == [
        (7, "not run, because its shell had ended"),
        (19, "writes more than 10,000,000 characters; what follows was not run"),
        (21, "not run, because its shell had ended"),
    ]
    assert ended.seconds < 250


def test_the_last_words_of_a_shell():
    """What it writes right before it ends is heard, whenever one looks."""
    ours, theirs = os.pipe()

    class Shell:
        """One that writes and ends in the moment in which somebody asks whether it has ended."""

        stdout = os.fdopen(ours, "rb")
        ends = iter([0])

        def poll(self):
            for status in self.ends:
                os.write(theirs, b"last words")
                return status
            return 0

    with Shell.stdout:
        assert heard(Shell()) == b"last words"
    os.close(theirs)


def test_output_of_nothing(tmp_path):
    """A testoutput that belongs to no code is told: nothing has shown that it is true."""
    put(
        tmp_path,
        {
            "talk.rst": "One\n===\n\n.. testoutput::\n\n   wrong\n\n.. testcode::\n\n   print(1)\n\n.. testoutput::\n\n   1\n"
        },
    )

    assert failed_lines(command("test", "talk.rst", cwd=tmp_path)) == [
        (6, "cannot be run: a testoutput without a testcode before it, which it would be the output of")
    ]


def test_update_shows_nothing_of_how_it_is_run(tmp_path):
    """An error in the code is shown as Python's own session shows it."""
    put(tmp_path, {"talk.rst": "One\n===\n\n>>> 1 +\nx\n"})

    command("test", "--update", "talk.rst", cwd=tmp_path)

    assert 'File "<stdin>", line 1' in (tmp_path / "talk.rst").read_text()
    assert command("test", "talk.rst", cwd=tmp_path).code == 0
