"""What stands on a slide, without HTML: each construct of a talk as the block that it is."""

import pickle

import pytest

from slidekit.blocks import (
    Cell,
    Code,
    Columns,
    Drawing,
    Film,
    Formula,
    Group,
    Items,
    Lines,
    Pairs,
    Picture,
    Remark,
    Rule,
    Run,
    Square,
    Table,
    Text,
)
from slidekit.pipeline import read

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d494844520000000100000001080200000090"
    "7753de0000000c4944415408d763f8cfc000000301010018dd8db00000000049454e44ae426082"
)
HEAD = "slide\n-----\n\n"


def deck_of(folder, text):
    """A talk that was read with its blocks; they pass from process to process."""
    (folder / "talk.rst").write_text(text, encoding="utf-8")
    (folder / "pot.png").write_bytes(PIXEL)
    deck = read(folder / "talk.rst", {"blocks": True})
    assert pickle.loads(pickle.dumps(deck.slides)) == deck.slides  # noqa: S301 - what this line has made
    return deck


def said(*words):
    """A paragraph."""
    return Text(tuple(Run(word) for word in words))


def piece(text, kind):
    """A piece of code."""
    return Run(text, (), "", kind)


CASES = {
    "text": (
        "A *word*, **two**, ``code``, H\\ :sub:`2`\\ O, :math:`x^2`, `a page <https://example.org/>`__\n",
        Text(
            (
                Run("A "),
                Run("word", ("emphasis",)),
                Run(", "),
                Run("two", ("strong",)),
                Run(", "),
                Run("code", ("code",)),
                Run(", H"),
                Run("2", ("sub",)),
                Run("O, "),
                Run("x^2", ("math",)),
                Run(", "),
                Run("a page", (), "https://example.org/"),
            )
        ),
    ),
    "list": ("* a\n\n  * b\n", Items(((said("a"), Items(((said("b"),),))),))),
    "numbers": ("c. a\n#. b\n", Items(((said("a"),), (said("b"),)), "loweralpha", 3)),
    "definitions": ("term : kind\n   what\n", Pairs((((Run("term"), Run(" (kind)")), (said("what"),)),))),
    "fields": ("Words\n\n:a: b\n", Pairs((((Run("a"),), (said("b"),)),), "fields")),
    "options": ("-v, --verbose  more\n", Pairs((((Run("-v, --verbose", ("code",)),), (said("more"),)),), "options")),
    "code": (
        ".. code-block:: python\n   :linenos:\n\n   a = 1\n   # b\n",
        Code(
            (
                (
                    piece("a", "n"),
                    piece(" ", ""),
                    piece("=", "o"),
                    piece(" ", ""),
                    piece("1", "mi"),
                ),
                (piece("# b", "c1"),),
            ),
            1,
        ),
    ),
    "plain code": ("::\n\n   a\n\n   b\n", Code(((Run("a"),), (Run(""),), (Run("b"),)))),
    "parsed": (".. parsed-literal::\n\n   a *b*\n   c\n", Code(((Run("a "), Run("b", ("emphasis",))), (Run("c"),)))),
    "session": (">>> 1\n1\n", Code(((piece(">>> ", "gp"), piece("1", "mi")), (piece("1", "go"),)))),
    "table": (
        "+---+---+\n| a     |\n+===+===+\n| b | c |\n+---+---+\n",
        Table(
            (Cell(0, 0, 1, 2, (said("a"),)), Cell(1, 0, 1, 1, (said("b"),)), Cell(1, 1, 1, 1, (said("c"),))),
            2,
            (3, 3),
            1,
        ),
    ),
    "rows": (
        "+---+---+\n| a | b |\n|   +---+\n|   | c |\n+---+---+\n",
        Table(
            (Cell(0, 0, 2, 1, (said("a"),)), Cell(0, 1, 1, 1, (said("b"),)), Cell(1, 1, 1, 1, (said("c"),))), 2, (3, 3)
        ),
    ),
    "quote": (
        "  Said.\n\n  -- Who\n",
        Group("quote", (said("Said."), Text((Run("Who"),), "attribution"))),
    ),
    "lines": ("| a\n|   b\n", Lines(((0, (Run("a"),)), (1, (Run("b"),))))),
    "box": (".. tip:: Warm it.\n", Group("box", (Text((Run("Tip"),), "heading"), said("Warm it.")))),
    "titled box": (
        ".. admonition:: Mind\n\n   Hot.\n",
        Group("box", (Text((Run("Mind"),), "heading"), said("Hot."))),
    ),
    "formula": (".. math:: a^2\n", Formula("a^2")),
    "missing": (".. image:: no.png\n   :alt: a pot\n", Picture("", "a pot")),
    "remote": (".. image:: https://example.org/a.png\n   :alt: a\n", Picture("https://example.org/a.png", "a")),
    "frame": (".. iframe:: https://example.org/\n", Text((Run("example.org", link="https://example.org/"),))),
    "columns": (
        ".. columns::\n\n   .. column:: 40%\n\n      a\n\n   .. column::\n\n      b\n",
        Columns(((40.0, (said("a"),)), (60.0, (said("b"),)))),
    ),
    "paper": (".. container:: handout\n\n   a\n\nb\n", Group("handout", (said("a"),))),
    "html": (
        ".. raw:: html\n\n   <style>p {}</style><p>It is <b>hot</b>\n   &amp; wet</p>\n",
        Text((Run("It is "), Run("hot", ("strong",)), Run(" & wet"))),
    ),
    "rubric": (".. rubric:: More\n", Text((Run("More"),), "heading")),
    "rule": ("a\n\n.. raw:: html\n\n   b\n", said("a")),
    "footnote": (".. [1] Below.\n\nA [1]_\n", Pairs((((Run("1"),), (said("Below."),)),), "footnotes")),
}


@pytest.mark.parametrize("case", CASES)
def test_block(case, tmp_path):
    """What an author writes comes as the block that says it."""
    source, block = CASES[case]

    assert block in deck_of(tmp_path, HEAD + source).slides[0].blocks


def test_pictures_films_and_codes(tmp_path):
    """What is shown by a file has the token under which it is known, with what its author says of it."""
    text = f"{HEAD}Look |pot| there\n\n.. |pot| image:: pot.png\n   :alt: a pot\n   :width: 40%\n\n.. qr:: tea\n   :hide-address:\n"
    deck = deck_of(tmp_path, text)
    [token] = deck.assets
    words, picture, square = deck.slides[0].blocks

    assert words == said("Look ", " there")
    assert picture == Picture(token, "a pot", "40%")
    assert isinstance(square, Square)
    assert (square.says, square.modules > 20) == ("tea", True)


def test_films(tmp_path):
    """A film that is not here has its name, at least."""
    assert deck_of(tmp_path, f"{HEAD}.. video:: pour.mp4\n").slides[0].blocks == (Film("video", "", "", "pour.mp4"),)


def test_diagrams(tmp_path):
    """A diagram is what was drawn, and its caption."""
    drawing, caption = (
        deck_of(
            tmp_path, f"{HEAD}.. graphviz::\n   :alt: from a to b\n   :caption: The way\n\n   digraph {{ a -> b }}\n"
        )
        .slides[0]
        .blocks
    )

    assert isinstance(drawing, Drawing)
    assert (drawing.alt, caption) == ("from a to b", Text((Run("The way"),), "caption"))


def test_titles_links_and_notes(tmp_path):
    """Titles have their role, links within the deck lead to slides, notes stand apart with their steps."""
    text = (
        "Pot\n===\n\n.. _lid:\n\n* a\n\nTea *now*\n=========\n\nSee lid_.\n\n----\n\nlast\n\n"
        ".. notes::\n\n   Hot.\n\n   [step] Wait.\n"
    )
    deck = deck_of(tmp_path, text.replace("* a\n", "* a\n* b\n"))
    pot, tea, last = deck.slides

    assert pot.blocks[0] == Text((Run("Pot"),), "title")
    assert tea.blocks == (
        Text((Run("Tea "), Run("now", ("emphasis",))), "title"),
        Text((Run("See "), Run("lid", (), f"#{pot.id}"), Run("."))),
    )
    assert last.note_blocks[-1] == said("Wait.") or isinstance(last.note_blocks[-1], Remark)
    assert last.blocks == (said("last"),)


def test_deep_nesting_is_text(tmp_path):
    """What stands in more than can be told apart is text; nothing is lost."""
    deep = "".join(f"{'  ' * depth}* {depth}\n\n" for depth in range(40))
    blocks = deck_of(tmp_path, HEAD + deep).slides[0].blocks

    assert "39" in str(blocks)


def test_nothing_without_being_asked(tmp_path):
    """A build has no blocks."""
    (tmp_path / "talk.rst").write_text(f"{HEAD}a\n", encoding="utf-8")

    assert [slide.blocks for slide in read(tmp_path / "talk.rst").slides] == [()]


def test_rule_is_a_line():
    """A line across has nothing to say."""
    assert Rule() == ()
