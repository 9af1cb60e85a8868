"""Our parser and our choice of transforms against docutils' own, on talks made of random pieces."""

from __future__ import annotations

import html
import re
from pathlib import Path
from random import Random

import pytest
from docutils.core import publish_parts
from docutils.parsers.rst import roles

from slidekit.doctree import deck_of
from slidekit.doctree.settings import SETTINGS

SOURCE = r"""
Plain words with *emphasis*, **strength** and ``code``.
%
"Quoted" -- 'words'... it's `A title`_ and `named <https://example.org/>`_.
%
A link to here_, to that_, to `One`_ and to `an inline target`_.
%
.. _here:
%
.. _that: https://example.org/that
%
.. _that: here_
%
With _`an inline target` inside.
%
An anonymous__ link.
%
__ https://example.org/anonymous
%
.. __: https://example.org/other
%
.. _anonymous phrase: https://example.org/phrase
%
A footnote [1]_, [#]_, [#auto]_, [*]_ and a citation [CIT]_.
%
.. [1] Manual.
%
.. [#] Automatic.
%
.. [#auto] With a *label*.
%
.. [*] Symbol.
%
.. [CIT] Cited "here".
%
A substitution |sub| and |br| and |undefined|.
%
.. |sub| replace:: *replaced* [1]_
%
.. |br| raw:: html

   <br>
%
.. |sub| unicode:: U+2022
%
.. class:: small dark
%
.. class:: wide

   Classed.

   - too
%
.. role:: red(strong)
   :class: crimson
%
Words in :red:`red`, :sub:`low`, :math:`a_1 < b` and :unknown:`x`.
%
.. default-role:: strong
%
`default`
%
.. default-role::
%
- a

  - nested *list*

- b
%
* one
* "two"

  with a paragraph
%
1. one
2. two

   a) deep
%
term : kind
   Definition with here_.
%
:field: value
:other field: - a
              - b
%
-o FILE  option
--long   other
%
| a line
|   deeper
| back |sub|
%
    A quote.

    -- Somebody
%
::

    literal "block" -- <b>
%
Text before::

  code
%
>>> print("doctest")
doctest
%
.. parsed-literal::

   *parsed* |sub| here_
%
=====  =====
head   ``x``
=====  =====
a      here_
=====  =====
%
+---+-------+
| a | - b   |
+---+-------+
| c         |
+-----------+
%
.. csv-table:: Title
   :header: "a", "b"
   :widths: 1, 2

   "x, y", |sub|
%
.. list-table::
   :header-rows: 1

   * - a
     - b
   * - *c*
     - [#]_
%
.. tip:: Well.

   - meant
%
.. admonition:: Own *title*

   Text.
%
.. topic:: Topic

   [1]_
%
.. sidebar:: Side
   :subtitle: sub

   here_
%
.. rubric:: Rubric
%
.. compound::

   One

   two
%
.. container:: box

   Inside |sub|.
%
.. epigraph::

   Words.

   -- Writer
%
.. math:: \frac{a}{b}
%
.. raw:: html

   <hr class="mine">
%
.. raw:: latex

   \relax
%
.. figure:: data:image/gif;base64,R0lGODlhAQABAAAAACw=
   :alt: dot

   Caption with here_.

   Legend.
%
.. image:: data:image/gif;base64,R0lGODlhAQABAAAAACw=
   :alt: dot
   :name: picture
   :target: here_
%
.. contents::
   :local:
%
.. A comment.
%
..

    Quoted after an empty comment.
%
.. target-notes::
%
.. nonsense:: here
%
.. figure::
%
.. sectnum::
%
Unclosed *emphasis and ``literal.
%
- a list
without a blank line
%
One
===
%
Two *em*
========
%
slide
=====
%
Deeper
------
%
Deeper
------

Deepest
~~~~~~~
%
slide
=====

.. class:: dark

Other
=====
"""
PIECES = [piece.strip("\n") for piece in SOURCE.split("\n%\n")]
ID = '<span id="[^"]*"></span>'
CODE = re.compile(r"<pre[^>]*>(.*?)</pre>", re.DOTALL)


def without_colours(found: re.Match[str]) -> str:
    """Code as its text alone."""
    return f"<pre>{html.unescape(re.sub(r'<[^>]*>', '', found[1])).rstrip()}</pre>"


def plain(fragment: str) -> str:
    """HTML without what slidekit means to do differently: how code looks, landmarks and roles, blank lines."""
    fragment = re.sub(r"(</?)(?:aside|nav)\b", r"\1div", re.sub(r' (?:role|aria-label)="[^"]*"', "", fragment))
    fragment = fragment.replace('<span class="target" id=', "<span id=")
    # docutils gives a formula the classes of every other one of the process.
    fragment = re.sub(r'<div class="[^"]*"((?: id="[^"]*")?>\s*<math)', r"<div\1", fragment)
    return re.sub(r"\s*\n\s*(?=<)|(?<=>)\s*\n\s*", "", CODE.sub(without_colours, fragment)).strip()


def ours(text: str, talk: Path) -> str:
    """A talk's slides, one after the other."""
    deck = deck_of(text, talk, {}, [])
    return plain("\n".join(slide.html for slide in deck.slides))


def theirs(text: str) -> str:
    """The same from docutils' own parser, reader and writer, with sections flattened and untitled ones bare."""
    chosen = {**SETTINGS, "report_level": 5, "sectsubtitle_xform": False, "embed_stylesheet": False}
    before = dict(roles._roles)  # type: ignore[attr-defined]
    try:
        body = publish_parts(text, writer="html5", settings_overrides=chosen)["body"]
    finally:
        roles._roles.clear()  # type: ignore[attr-defined]
        roles._roles.update(before)  # type: ignore[attr-defined]
    body = re.sub(r"</section>\n|<!--(?s:.*?)-->", "", body)
    body = re.sub(rf"<section [^>]*>\n?(?:{ID})?((?:{ID})*)\n?<h2>slide</h2>\n", r"\1", body)
    body = re.sub(rf"<section [^>]*>\n?((?:{ID})*)\n?<h2>", r'\1<h2 class="slide-title">', body)
    body = re.sub(rf"<section( [^>]*)>\n?((?:{ID})*)\n?<h([3-6])>", r"<h\3\1>\2", body)
    return plain(body)


@pytest.mark.parametrize("seed", range(8))
def test_same_html_as_docutils(tmp_path: Path, seed: int) -> None:
    """Whatever is put together, slides hold what docutils itself would write."""
    random = Random(seed)  # noqa: S311 - the same talks on every run
    # Contents and numbers pass untitled slides over, which docutils does not know: not both in one talk.
    avoided = ("slide\n=",) if seed % 2 else (".. contents", ".. sectnum")
    choice = [piece for piece in PIECES if not piece.startswith(avoided)]
    for _ in range(40):
        pieces = random.choices(choice, k=random.randint(2, 40))
        text = "\n\n".join(["Start.", "Zero\n====", *pieces, "End."]) + "\n"

        assert ours(text, tmp_path / "talk.rst") == theirs(text), text
