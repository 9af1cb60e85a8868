"""A talk as plain text: what its lines are."""

from pathlib import Path

import pytest
from command import put, run

from slidekit.errors import UsageError
from slidekit.exporting import export

ROOT = Path(__file__).parents[1]
TALK = """\
:title: Tea
:author: Ada Leaf
:date: 2026

Water
=====

See `a page <https://example.org/tea>`__ and https://example.org/, about H\\ :sub:`2`\\ O, which is a long sentence on it.

.. image:: https://example.org/pot.png
   :alt: a pot

#. boil
#. pour, and

   * wait

=====  ====
tea    mins
=====  ====
green  2
black  4
=====  ====

.. notes::

   Not too hot.

----

  Said.

  -- Who

.. code-block:: python

   steep(minutes=3)

Secret
======

:hidden: yes

hush
"""

TEXT = """\
Tea
===
Ada Leaf · 2026


1. Water
--------

See a page <https://example.org/tea> and https://example.org/, about H_2O,
which is a long sentence on it.

[a pot]

1. boil
2. pour, and

   - wait

tea    mins
-----  ----
green  2
black  4

> Not too hot.


2.
--

  Said.
  — Who

    steep(minutes=3)


2+. Secret (hidden)
-------------------

hush
"""

NOTES = """\
Tea
===
Ada Leaf · 2026


1. Water
--------

Not too hot.
"""


@pytest.fixture
def talk(tmp_path):
    """The talk."""
    put(tmp_path, {"talk.rst": TALK})
    return tmp_path / "talk.rst"


def test_text(talk):
    """Slides with their numbers and titles, what is on them as it would be written, notes set apart."""
    assert export(talk, "text") == {"talk.txt": TEXT.encode()}


def test_text_for_everybody(talk):
    """Without notes there are no hidden slides, either."""
    public = TEXT.replace("> Not too hot.\n\n\n", "\n", 1).split("\n\n\n2+.", maxsplit=1)[0] + "\n"

    assert export(talk, "text", {"notes": False}) == {"talk.txt": public.replace("\n\n\n\n", "\n\n\n").encode()}


def test_notes(talk):
    """The notes alone, below the slides that have some."""
    assert export(talk, "notes") == {"talk-notes.txt": NOTES.encode()}


def test_notes_without_notes(talk):
    """Who leaves the notes out of the notes is told so."""
    with pytest.raises(UsageError, match="leave --no-notes out"):
        export(talk, "notes", {"notes": False})


def test_command(talk):
    """The command writes beside the talk, or to standard output; no browser is needed."""
    ended = run("export", "talk.rst", "--to", "text", "-q", cwd=talk.parent)
    piped = run("export", "talk.rst", "--to", "notes", "-o", "-", "-q", cwd=talk.parent, env={"SLIDEKIT_BROWSER": "no"})

    assert (ended.code, (talk.parent / "talk.txt").read_text("utf-8")) == (0, TEXT)
    assert (piped.code, piped.out.decode()) == (0, NOTES)


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("IV. a\n#. b\n", ["IV. a", "V.  b"]),
        ("c. a\n#. b\n", ["c. a", "d. b"]),
        ("| a\n|   b\n", ["a", "  b"]),
        ("a\n  b\n", ["a", "    b"]),
        ("Words\n\n:a: b\n", ["Words", "", "a: b"]),
        ("A [1]_\n\n.. [1] Below.\n", ["A [1]", "", "[1] Below."]),
        ("A [X]_\n\n.. [X] Below.\n", ["A [X]", "", "[X] Below."]),
        (".. tip:: Warm it.\n", ["| Tip", "|", "| Warm it."]),
        ("茶 " * 30 + "\n", ["茶 " * 25 + "茶", "茶 茶 茶 茶"]),
        ("====  ====\n茶    a\nb     c\n====  ====\n", ["茶  a", "b   c"]),
        (".. math:: a^2\n", ["    a^2"]),
        (".. qr:: tea\n   :hide-address:\n", ["[QR code: tea]"]),
        (".. container:: slide-display\n\n   a\n\nb\n", ["b"]),
        (".. container:: handout\n\n   a\n\nb\n", ["a", "", "b"]),
    ],
)
def test_lines(source, lines, tmp_path):
    """Each construct in the lines that say it best."""
    put(tmp_path, {"talk.rst": f"slide\n-----\n\n{source}"})
    [text] = export(tmp_path / "talk.rst", "text").values()

    assert text.decode().split("\n")[7:-1] == lines


def test_seed():
    """Each slide of the first talk is there, and each word of it."""
    [text] = export(ROOT / "talks" / "docker" / "docker.rst", "text").values()
    said = text.decode()

    assert "\n96.\n" in said or "\n96. " in said
    assert "\n97." not in said
    assert "Docker is an open platform for developers" in said
