"""Edits made by chance: what a person types, and what else could be put into a talk, or taken out of it."""

from __future__ import annotations

from random import Random

WORDS = r"""
word *em* **strong** ``literal`` |rep| |pic| |none| outer_ `Second`_ `slide`_ `anonymous`__ [1]_ [#]_ [CIT]_
https://example.org :sup:`2` :warn:`x` :none:`x` `role` _`inline` `text <https://example.org/x>`_ :ref:`label`
`text <https://example.org/y>`__ *open ``open | :: \ "quoted" it's -- ... ____ [step] :pep:`8` . : - + # ␀
""".split()

BLOCKS = r"""
slide
-----

New

%%
slide
=====

%%
Other
=====

Text
%%
Other
-----

* a
%%
Second
------

See `Other`_.
%%
====
Over
====

x
%%
Sub
~~~

x
%%
----

%%
----

:id: start

Text
%%
----

Title
-----
%%
::

    code
%%
Text::

> quoted
%%
.. |rep| replace:: other
%%
.. _outer: https://example.org/
%%
.. _here:
%%
.. [1] note
%%
.. [#] note
%%
.. note:: hi

   more
%%
.. notes::

   [step] one

   [step] two
%%
.. code-block:: python

   def f(): pass
%%
.. code-block:: nonesuch

   x
%%
.. role:: none
%%
.. default-role:: math
%%
.. contents::
%%
.. sectnum::
%%
.. class:: incremental
%%
.. class:: big

* a
* b
%%
===  ===
a    b
===  ===
1    2
===  ===
%%
===  ===
a    b
%%
+---+
| a |
+---+
%%
* a
* b

  * c
%%
+ a
+ b
%%
. . .
%%
:id: one
%%
:id: slide-3
%%
:class: dark
%%
:hidden: yes
%%
:data-x: 100
%%
:timing: 9 lives
%%
:field: x
%%
:theme: plain
%%
term
  Definition.
%%
.. comment
%%
..
%%
    quote
%%
>>> 1 + 1
2
%%
| line
| block
%%
__ https://example.org/z
%%
.. unknown:: x
%%
.. image:: pictures/a.png
%%
.. image:: missing.png
   :name: pic
%%
.. figure:: pictures/a.png

   Caption
%%
.. raw:: html

   <img src="pictures/a.png"><b>
%%
.. raw:: html

   <script src="slides2.js"></script>
%%
.. math:: x^2
%%
.. meta::
   :description: d
%%
.. header:: x
%%
.. target-notes::
%%
.. include:: parts/part.rst
%%
.. title:: Title
%%
.. versionadded:: 1
%%
-
%%
-----
%%
=====
%%
""".split("%%\n")


def edit(text: str, base: str, chance: Random, typing: bool = False) -> str:
    """A text with one edit in it; ``typing`` asks for letters put into, or taken from, a line of text."""
    kind = chance.random()
    if not text.strip():
        return base
    if typing or kind < 0.3:
        return typed(text, chance)
    at = chance.randrange(len(text))
    if kind < 0.4:
        return text[:at] + text[at + chance.randrange(1, 60) :]
    if kind < 0.55:
        while at and not text[at - 1].isspace():
            at -= 1
        return text[:at] + chance.choice(WORDS) + " " + text[at:]
    if kind < 0.78:
        after = text.find("\n\n", at)
        at = after + 2 if after >= 0 else len(text)
        block = chance.choice(BLOCKS)
        return text[:at] + block + "\n" + text[at:] if chance.random() < 0.9 else text[:at] + block + text[at:]
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    end = at + chance.choice((1, 1, 2, 5, 12))
    block_of_lines = lines[at:end]
    if kind < 0.86:
        del lines[at:end]
    elif kind < 0.9:
        lines[at:at] = block_of_lines
    elif kind < 0.93:
        lines[at:end] = [f"  {line}" for line in block_of_lines]
    else:
        del lines[at:end]
        to = chance.randrange(len(lines) + 1)
        lines[to:to] = block_of_lines
    return "\n".join(lines)


def typed(text: str, chance: Random) -> str:
    """A text into a line of which some letters are typed, or from which some are taken."""
    for _ in range(50):
        at = chance.randrange(len(text))
        start = text.rfind("\n", 0, at) + 1
        line = text[start:].split("\n", 1)[0]
        if line.strip() and line.strip() != "slide" and set(line.strip()) - set("-=~_^"):
            break
    if chance.random() < 0.6:
        return text[:at] + chance.choice(["a", "x ", "word", " new ", ".", ",", "…"]) + text[at:]
    return text[:at] + text[at + chance.randrange(1, 4) :]
