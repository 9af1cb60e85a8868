"""Talks with mistakes in them, made by chance: lines and bytes moved, doubled, lost. Reads each; says what went wrong.

``python tests/mutations.py --seconds 600`` runs for longer than the sample in the suite does.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path

from slidekit import DeckError, build
from slidekit.processes.limits import deep

ROOT = Path(__file__).parents[1]

CASE = re.compile(r"^### .+\n((?s:.*?))^### gives$", re.MULTILINE)
"""The source of a golden case."""

SINK = """\
:theme: plain
:author: A. Body
:date: 2011-11-11
:transition-time: 100ms

.. |br| raw:: html

   <br>

.. |pic| image:: pic.png
   :alt: alt
   :target: https://example.org/
.. |today| date:: %Y
.. |sign| unicode:: 0xA9 .. sign
.. |rep| replace:: a *replaced* |br| text
.. role:: warn(strong)
   :class: warn
.. role:: html(raw)
   :format: html
.. default-role:: emphasis
.. _outer: https://example.org/path
.. meta::
   :description: words
   :http-equiv=refresh: 1
.. header:: Head
.. footer:: Foot |today|
.. contents:: On the way
   :depth: 2
.. sectnum::

==========
 Document
==========
----------
Subtitle
----------

First
=====
:id: one
:class: center dark
:data-x: 100

Text with *emphasis*, **strong**, ``literal``, `role`, :warn:`role`, outer_, `Second`_, [1]_, [#a]_, [*]_, [CIT]_,
|rep|, |pic|, https://example.org, a_@example.org, `embedded <https://example.org/x>`__, `anon`__, _`inline target`,
:math:`\\frac{a}{b^2}`, :html:`<b>x</b>`, :pep:`8`, :ref:`label`, "quotes" -- and... H\\ :sub:`2`\\ O

__ https://example.org/anonymous

.. [1] A footnote.
.. [#a] Another, `with a link <second_>`_.
.. [*] Symbol.
.. [CIT] Citation.

* bullet

  - nested

    1. number
    #. auto

       (a) deep

+ plus
+ list

. . .

term : classifier
   Definition.
:field: value
-a         option
--long=X   option

| line
|   block
| here

>>> 1 + 1
2

----

:hidden: yes

slide
=====

.. class:: incremental

- one
- two

Second
======

Deeper
------

+-----+-------+
| a   | b     |
+=====+=======+
| c   | * x   |
|     | * y   |
+-----+-------+
| spans both  |
+-------------+

===  ===
a    b
===  ===
1    2
span
--------
===  ===

.. table:: Title
   :widths: 1 2

   = =
   a b
   = =

.. list-table::
   :header-rows: 1

   * - a
     - b
   * - c
     - d

.. csv-table:: Rows
   :header: "a", "b"
   :widths: 10, 20

   "x, y", 2
   3, 4

.. code-block:: python
   :linenos:
   :emphasize-lines: 1,3-4
   :caption: A *caption*

   def f(x):
       return "x"

.. code:: bash
   :number-lines: 5

   ls -l

::

   literal block

> quoted

.. parsed-literal::

   *emphasis* in `outer`_

.. note:: Speaker *note* with [#a]_.

.. notes::

   More.

.. tip::

   A tip.

.. admonition:: Own title

   Words.

.. image:: missing.png
   :width: 50%
   :align: center

.. figure:: pic.png
   :figwidth: image
   :scale: 50

   Caption.

   Legend.

.. topic:: Topic

   Words.

.. sidebar:: Side
   :subtitle: Sub

   Words.

.. epigraph::

   Words.

   -- Somebody

.. compound::

   Words.

.. container:: columns

   Words.

.. rubric:: Rubric

.. math::

   \\sum_{i=0}^n x_i

.. raw:: html

   <p onclick="x()">raw</p>
   <script src="static/slides2.js"></script>

.. include:: part.rst
.. include:: <isonum.txt>
.. title:: A title
.. _`target name`:
.. versionadded:: 1.0

.. comment

   slide
   =====

Title with |sign| and ``code``
==============================

.. pull-quote::

   See `target name`_.
"""

PIECES = (
    *r"* ** ` `` | _ __ : :: .. | + - = \ < > [ ] [# ]_ >`_ `_ |_ ' \" ( ) ... -- & % @ ~ ^".split(),
    *(
        " ",
        "\t",
        "\n",
        "\n\n",
        "   ",
        "\x00",
        "\x1b[31m",
        "\x0c",
        "\u2028",
        "\ufeff",
        "\u202e",
        "é",
        "漢",
        "😀",
        "0",
        "a",
    ),
)
"""What is put in or over: reStructuredText is a language of punctuation."""


def mutate(text: str, others: list[str], chance: random.Random) -> str:
    """A text with one to five mistakes in it."""
    for _ in range(chance.choice((1, 1, 2, 3, 5))):
        text = (change_line if chance.random() < 0.6 else change_piece)(text, others, chance)
    return text


def change_line(text: str, others: list[str], chance: random.Random) -> str:
    """One line, or a few, lost, doubled, moved, indented, joined, cut, or taken from elsewhere."""
    lines = text.split("\n")
    if len(lines) < 2:
        return text + chance.choice(others)
    at = chance.randrange(len(lines))
    count = chance.choice((1, 1, 1, 2, 5, 12))
    block = lines[at : at + count]
    kind = chance.randrange(9)
    if kind == 0:
        del lines[at : at + count]
    elif kind == 1:
        lines[at:at] = block
    elif kind == 2:
        del lines[at : at + count]
        to = chance.randrange(len(lines) + 1)
        lines[to:to] = block
    elif kind == 3:
        lines[at : at + count] = [" " * chance.choice((1, 2, 3, 4, 8)) + line for line in block]
    elif kind == 4:
        lines[at : at + count] = [line[chance.choice((1, 2, 3, 4)) :] for line in block]
    elif kind == 5:
        lines[at : at + count] = ["".join(block)]
    elif kind == 6:
        lines[at] = lines[at][: chance.randrange(len(lines[at]) + 1)]
    elif kind == 7:
        other = chance.choice(others).split("\n")
        start = chance.randrange(len(other))
        lines[at:at] = other[start : start + count]
    else:
        lines[at:at] = [""]
    return "\n".join(lines)


def change_piece(text: str, _others: list[str], chance: random.Random) -> str:
    """A character or a few lost, doubled, put in or over, or swapped."""
    at = chance.randrange(len(text) + 1)
    length = chance.choice((1, 1, 1, 2, 3, 9))
    kind = chance.randrange(5)
    if kind == 0:
        return text[:at] + text[at + length :]
    if kind == 1:
        return text[:at] + text[at : at + length] * chance.choice((2, 3, 20)) + text[at + length :]
    if kind == 2:
        return text[:at] + chance.choice(PIECES) + text[at:]
    if kind == 3:
        return text[:at] + chance.choice(PIECES) + text[at + length :]
    words = list(re.finditer(r"\S+", text))
    if len(words) < 2:
        return text
    one, two = sorted(chance.sample(words, 2), key=lambda word: word.start())
    return text[: one.start()] + two[0] + text[one.end() : two.start()] + one[0] + text[two.end() :]


def read(talk: Path) -> tuple[str, str]:
    """Build a talk: what came of it, and what a person would call wrong with how that went."""
    began = time.process_time()
    outcome, problem = "built", ""
    try:
        deep(lambda: build(talk))
    except DeckError as error:
        codes = {found.code for found in error.diagnostics}
        outcome = "unreadable" if "unreadable" in codes else "error"
        if any(found.at is None for found in error.diagnostics):
            problem = f"no place: {error}"
        str(error)
    except BaseException:  # noqa: BLE001 - whatever it is, it is what is looked for
        outcome, problem = "crash", traceback.format_exc()
    took = time.process_time() - began
    return outcome, problem or (f"took {took:.1f} s" if took > 5 else "")


def say(**facts: object) -> None:
    """One JSON line."""
    sys.stdout.write(json.dumps(facts) + "\n")
    sys.stdout.flush()


def main() -> None:
    """Read mutated talks for a while; print each failure, then the count, as JSON lines."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument(
        "--first", type=int, default=0, help="the number of the first talk; each is made from its number"
    )
    parser.add_argument("--count", type=int, default=10**9)
    parser.add_argument("--keep", type=Path, help="a folder for the talks that fail")
    asked = parser.parse_args()
    seed = (ROOT / "talks" / "docker" / "docker.rst").read_text("utf-8")
    cases = [
        source
        for path in sorted((ROOT / "tests" / "cases").glob("*.txt"))
        for source in CASE.findall(path.read_text("utf-8"))
    ]
    sources = [*cases, *[SINK, seed] * (len(cases) // 2 + 1)]
    end = time.monotonic() + asked.seconds
    number, slowest = asked.first, 0.0
    outcomes: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        talk = Path(folder, "talk.rst")
        Path(folder, "part.rst").write_text("An *included* part\n\n|rep| outer_\n", "utf-8")
        Path(folder, "pic.png").write_bytes(b"\x89PNG\r\n\x1a\n")
        os.chdir(folder)
        while time.monotonic() < end and number < asked.first + asked.count:
            chance = random.Random(number)  # noqa: S311 - the same talks in every run
            text = mutate(chance.choice(sources), sources, chance)
            data = text.encode("utf-8", "surrogatepass")
            if data and chance.random() < 0.1:
                at = chance.randrange(len(data))
                data = data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]
            talk.write_bytes(data)
            signal.setitimer(signal.ITIMER_REAL, 100)  # a hang ends this process: its last line names the talk
            say(reading=number)
            began = time.process_time()
            outcome, problem = read(talk)
            outcomes[outcome] += 1
            slowest = max(slowest, time.process_time() - began)
            if problem:
                say(failed=number, problem=problem[-2500:])
                if asked.keep:
                    (asked.keep / f"{number}.rst").write_bytes(data)
            number += 1
    say(read=number - asked.first, slowest=round(slowest, 2), **outcomes)
    os._exit(0)


if __name__ == "__main__":
    main()
