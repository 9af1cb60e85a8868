"""Edits made by chance: what a person types, and what else could be put into a talk, or taken out of it."""

from __future__ import annotations

from random import Random

WORDS = r"""
word *em* **strong** ``literal`` |rep| |pic| |none| outer_ `Second`_ `slide`_ `anonymous`__ [1]_ [#]_ [CIT]_
https://example.org :sup:`2` :warn:`x` :none:`x` `role` _`inline` `text <https://example.org/x>`_ :ref:`label`
`text <https://example.org/y>`__ *open ``open | :: \ "quoted" it's -- ... ____ [step] :handout:`x` :pep:`8` . : - + # ␀
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
.. code-block::
   :dedent: 2
   :fit: scroll

   code
%%
.. highlight:: python
   :linenothreshold: 2
%%
.. highlight:: none
%%
.. literalinclude:: listings/shop.py
   :pyobject: Basket.add
%%
.. literalinclude:: listings/missing.py
%%
.. doctest::

   >>> 1  # doctest: +SKIP
   1
%%
.. testsetup::

   x
%%
.. testoutput::
   :hide:

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
.. incremental::
   :at: 2

* a
* b
%%
.. incremental::
   :every: 2
   :effect: highlight
%%
.. incremental::
   :at: +1
   :effect: up

   a

   + b
%%
.. revealjs-fragments::
   :custom-effect: blur

   a
%%
.. class:: build-item-2-only
%%
.. class:: build-item-0

a
%%
.. code-block:: python
   :emphasize-lines: 1|2-3|9
   :at: 2

   a
   b
   c
%%
.. code-block:: text
   :data-line-numbers: 1|all

   a
   b
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
.. video:: films/film.webm
   :poster: pictures/dot.png
%%
.. video:: none.webm

   Caption
%%
.. audio:: films/sound.wav
   :name: sound
%%
.. image:: pictures/dot.png
%%
.. image:: films/film.webm
%%
.. image:: pictures/broken.svg
%%
.. raw:: html

   <video autoplay src="films/film.webm" poster="pictures/dot.png"></video>
%%
:background: navy
%%
:background: pictures/dot.png
%%
:background: films/film.webm
:class: light
%%
:data-background-color: blu
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
.. columns::

   .. column:: 40%

      Left

   .. column::

      + right
%%
.. columns::

   Between
%%
.. column:: 2fr

   Alone
%%
.. iframe:: https://example.org/
%%
.. iframe:: javascript:x
   :class: fill
%%
.. qr:: https://example.org/
%%
.qr: https://example.org/|200
%%
.. graphviz::

   digraph { a -> b }
%%
.. graphviz:: parts/part.rst
%%
.. digraph:: foo
   :name: drawn
   :caption: A *graph*

   a -> b
%%
.. mermaid::

   flowchart LR
     A --> B
%%
.. magic-move::

   .. code-block:: python

      x
%%
.. magic-move::
   :at: +2

   .. code-block:: python
      :emphasize-lines: 1|2

      x = f(1)
      y

   .. code-block:: python
      :caption: Then

      y
      x = f(2)

   .. literalinclude:: listings/shop.py
%%
.. magic-move:: python

   ::

      x

   >>> x
%%
.. magic-move::

   ::

      x

   x

   ::

      y
%%
:layout: two
%%
:layout: quote
%%
:layout: title
%%
:class: two-columns
%%
.. include:: parts/part.rst
%%
.. title:: Title
%%
.. versionadded:: 1
%%
.. slide:: Made

   + a
%%
.. slide::
   :id: made
%%
.. nextslide::
   :increment:
%%
.. revealjs-break::
   :notitle:
%%
.. revealjs-section::
   :data-background-color: red
%%
.. revealjs-section::
   :data-auto-animate:
%%
.. revealjs-slide::
   :conf: {"transition": "none"}
%%
.. slideconf::
   :slide_classes: calm
%%
.. slideconf::
   :autoslides: no
%%
.. class:: handout
%%
.. container:: handout

   + a
%%
.. only:: slides

   x
%%
.. only:: nonesuch

   x
%%
.. ifnotslides::

   Other
   -----

   x
%%
.. ifslides::

   ----

   x
%%
.. oembed:: https://example.org/
%%
.fx: dark
%%
.notes: said
%%
.footer: x
%%
.code: x
%%
Presenter Notes
---------------

Said
%%
::

    !python
    x = 1
%%
:id: first
:data-x: 1

Text
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
