"""What a nursery reads before there is anything to read: whatever is made at its first use is made then, once for all children."""

from __future__ import annotations

from pathlib import Path

from slidekit import pipeline
from slidekit.doctree import deck_of

TALK = """\
Title
=====

:author: A

slide
-----

A *paragraph* with **markup**, ``literals``, "quotes", `links <https://example.org>`_, a `reference`_, |word| [1]_,
H\\ :sub:`2`\\ O -- and so on...

.. |word| replace:: substitution
.. _reference: https://example.org
.. [1] A footnote.

Titled
------

:class: big

* a list

  1. in a list

+ of steps

term
   definition

:field: of a list

    quoted

    -- somebody

| a line
| block

======  =====
simple  table
======  =====
a       b
======  =====

+---+---+
| a | b |
+---+---+

>>> 1 + 1
2

::

    literal

.. code-block:: python

    def function(argument):
        return f"{argument}"  # a comment

.. code-block:: bash

    echo "$HOME" | cat

.. note:: Breathe.

.. notes::

   A [step] on the way.

.. admonition:: Mind

   the gap

.. figure:: data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==
   :alt: nothing

   A caption.

.. raw:: html

   <b>raw</b>

.. math:: a^2 + b^2 = c^2

----

.. comment

The end
"""


def read_everything() -> None:
    """Read a talk that has a little of everything, and make its page."""
    deck = deck_of(TALK, Path("warming.rst"), {}, [], plug=False)  # no talk of anybody's
    pipeline.page_of(deck, live=True, checks=False)
