"""A talk as a presentation of PowerPoint: each construct is the object that it should be, and all is on its slide."""

import re
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
from command import put, run
from pptx import Presentation
from pptx.enum.dml import MSO_FILL
from pptx.enum.shapes import MSO_SHAPE_TYPE, PP_PLACEHOLDER
from pptx.oxml.ns import qn

from slidekit.exporting import export
from slidekit.pipeline import read

ROOT = Path(__file__).parents[1]
SEED = ROOT / "talks" / "docker" / "docker.rst"
TOUR = ROOT / "talks" / "tour" / "tour.rst"

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d494844520000000100000001080200000090"
    "7753de0000000c4944415408d763f8cfc000000301010018dd8db00000000049454e44ae426082"
)

TALK = """\
:title: Tea, and how to make it
:author: Ada Leaf
:lang: de
:aspect: 4:3
:theme: night
:footer: at the pot

.. _start:

Water
=====

A *word*, **two**, ``code``, H\\ :sub:`2`\\ O, `a page <https://example.org/tea>`__.

* boil

  * gently

3. pour
#. wait

.. code-block:: python

   # slowly
   steep(minutes=3)

.. notes::

   Not too *hot*.

----

Boil it

Secret
======

:hidden: yes

hush

Leaves
======

.. image:: pot.png
   :alt: a pot

+-------+------+
| tea          |
+=======+======+
| green | 2    |
+-------+------+

Again
=====

.. columns::

   .. column:: 30%

      left, see start_

   .. column::

      right

.. container:: handout

   for paper

Red
===

:background: #7a1f2b

.. qr:: tea

Alone
=====
"""


def opened(data):
    """A presentation from its bytes."""
    return Presentation(BytesIO(data))


def said(slide):
    """All text on a slide, that of tables too."""
    found = []
    for shape in slide.shapes:
        if shape.has_text_frame:
            found.append(shape.text_frame.text)
        elif shape.has_table:
            found += [cell.text_frame.text for row in shape.table.rows for cell in row.cells]
        else:
            found.append(shape.element.find(".//" + qn("p:cNvPr")).get("descr") or "")
    return "\n".join(found)


def outside(show):
    """The shapes that are not wholly on their slide."""
    found = []
    for number, slide in enumerate(show.slides, 1):
        for shape in slide.shapes:
            right, below = shape.left + shape.width, shape.top + shape.height
            slack = 12_700
            if shape.left < -slack or shape.top < -slack:
                found.append((number, shape.name))
            if right > show.slide_width + slack or below > show.slide_height + slack:
                found.append((number, shape.name))
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with the talk and its picture."""
    place = tmp_path_factory.mktemp("tea")
    put(place, {"talk.rst": TALK})
    (place / "pot.png").write_bytes(PIXEL)
    return place


@pytest.fixture(scope="module")
def data(folder):
    """The talk as a file."""
    [made] = export(folder / "talk.rst", "pptx").values()
    return made


@pytest.fixture(scope="module")
def show(data):
    """The talk as a presentation."""
    return opened(data)


@pytest.fixture(scope="module")
def slides(show):
    """Its slides."""
    return list(show.slides)


def test_size_and_properties(show):
    """The slides have the deck's aspect, the file its title, author and language."""
    about = show.core_properties

    assert show.slide_width * 3 == show.slide_height * 4
    assert (about.title, about.author, about.language) == ("Tea, and how to make it", "Ada Leaf", "de")


def test_titles_are_titles(slides):
    """A title stands in the placeholder for titles, first on its slide; a slide without one has none."""
    titles = [slide.shapes.title.text_frame.text if slide.shapes.title else None for slide in slides]

    assert titles == ["Water", None, "Secret", "Leaves", "Again", "Red", "Alone"]
    assert all(
        slide.shapes[0] == slide.shapes.title for slide in slides if slide.shapes.title and slide is not slides[5]
    )
    assert slides[6].shapes.title.placeholder_format.type == PP_PLACEHOLDER.CENTER_TITLE


def test_text_and_lists(slides):
    """Text and lists are paragraphs of the placeholder for text, with levels, signs and numbers."""
    body = slides[0].placeholders[1]
    paragraphs = body.text_frame.paragraphs
    numbers = [each._p.pPr.find(qn("a:buAutoNum")) for each in paragraphs]

    assert [(each.text, each.level) for each in paragraphs] == [
        ("A word, two, code, H2O, a page.", 0),
        ("boil", 0),
        ("gently", 1),
        ("pour", 0),
        ("wait", 0),
    ]
    assert [each.get("type") + each.get("startAt") for each in numbers if each is not None] == [
        "arabicPeriod3",
        "arabicPeriod4",
    ]
    assert [each._p.pPr.find(qn("a:buChar")) is not None for each in paragraphs] == [False, True, True, False, False]


def test_runs(slides):
    """Words look as in the talk, and links lead where they lead."""
    runs = {run.text: run for run in slides[0].placeholders[1].text_frame.paragraphs[0].runs}

    assert runs["word"].font.italic
    assert runs["two"].font.bold
    assert runs["code"].font.name == "Consolas"
    assert runs["2"]._r.rPr.get("baseline") == "-25000"
    assert runs["a page"].hyperlink.address == "https://example.org/tea"
    assert runs["A "]._r.rPr.get("lang") == "de"


def test_code(slides):
    """Code is a box of its own, in a typewriter's letters, in colours."""
    [box] = [shape for shape in slides[0].shapes if shape.name.startswith("Code")]
    runs = [run for each in box.text_frame.paragraphs for run in each.runs]

    assert box.text_frame.text == "# slowly\nsteep(minutes=3)"
    assert {run.font.name for run in runs} == {"Consolas"}
    assert len({str(run.font.color.rgb) for run in runs}) > 1
    assert box.fill.type == MSO_FILL.SOLID


def test_statement(slides):
    """What is alone on a slide is large, and in the middle."""
    body = slides[1].placeholders[1]

    assert slides[1].slide_layout.name == "Statement"
    assert body.text_frame.text == "Boil it"
    assert body.text_frame.paragraphs[0]._p.pPr.get("algn") == "ctr"


def test_hidden_and_notes(slides, folder):
    """Hidden slides are hidden, notes are notes, and what is for paper stands there; --no-notes leaves out what is not public."""
    [made] = export(folder / "talk.rst", "pptx", {"notes": False}).values()
    public = list(opened(made).slides)

    assert [slide.element.get("show") for slide in slides] == [None, None, "0", None, None, None, None]
    assert slides[0].notes_slide.notes_text_frame.text == "Not too hot."
    assert slides[4].notes_slide.notes_text_frame.text == "for paper"
    assert not any("for paper" in said(slide) for slide in slides)
    assert [slide.has_notes_slide for slide in public] == [False, False, False, True, False, False]
    assert b"hush" not in made


def test_pictures_and_tables(slides):
    """Pictures are pictures with what they show, tables are tables, heads and wide cells and all."""
    [picture] = [shape for shape in slides[3].shapes if shape.shape_type == MSO_SHAPE_TYPE.PICTURE]
    [table] = [shape.table for shape in slides[3].shapes if shape.has_table]

    assert picture.element.find(".//" + qn("p:cNvPr")).get("descr") == "a pot"
    assert picture.width == picture.height
    assert table.cell(0, 0).is_merge_origin
    assert [cell.text_frame.text for cell in table.rows[1].cells] == ["green", "2"]
    assert table.cell(0, 0).text_frame.paragraphs[0].runs[0].font.bold
    assert table.first_row


def test_columns_and_links_within(slides):
    """Two columns are two placeholders beside each other; a link within the deck leads to its slide."""
    left, right = slides[4].placeholders[1], slides[4].placeholders[2]
    link = left.element.find(".//" + qn("a:hlinkClick"))

    assert (left.text_frame.text, right.text_frame.text) == ("left, see start", "right")
    assert left.left + left.width < right.left
    assert left.width < right.width
    assert link.get("action") == "ppaction://hlinksldjump"
    assert slides[4].part.related_part(link.get(qn("r:id"))) is slides[0].part


def test_backgrounds(slides):
    """A slide has its colour, and letters that are read on it."""
    colours = slides[5].element.find(qn("p:clrMapOvr")).find(qn("a:overrideClrMapping"))

    assert str(slides[5].background.fill.fore_color.rgb) == "7A1F2B"
    assert (colours.get("bg1"), colours.get("tx1")) == ("dk1", "lt1")
    assert "tea" in said(slides[5])


def test_theme(show):
    """A dark deck is dark: paper and ink are the theme's."""
    colours = show.slide_master.element.find(qn("p:clrMap"))

    assert (colours.get("bg1"), colours.get("tx1")) == ("dk1", "lt1")
    assert "at the pot" in [shape.text_frame.text for shape in show.slide_master.shapes if shape.has_text_frame]


def test_everything_is_on_its_slide(show):
    """No shape reaches beyond the slide."""
    assert outside(show) == []


def test_the_same_again(data, folder):
    """The same talk gives the same bytes."""
    assert export(folder / "talk.rst", "pptx") == {"talk.pptx": data}


def words(text):
    """The words of a text, without signs."""
    return re.findall(r"\w+", text)


def test_seed():
    """Each of the 96 slides has each of its words, and nothing is beside a slide."""
    [made] = export(SEED, "pptx").values()
    show = opened(made)
    deck = read(SEED)
    missing = []
    for number, (slide, source) in enumerate(zip(show.slides, deck.slides, strict=True), 1):
        html = re.sub(r"<[^>]*>", "", re.sub(r"<script.*?</script>", "", source.html, flags=re.DOTALL))
        wanted = words(unescape(html))
        has = "".join(words(said(slide)))
        missing += [(number, word) for word in wanted if word not in has]

    assert len(show.slides) == 96
    assert missing == []
    assert outside(show) == []


def test_tour():
    """All kinds of slides at once: drawings are drawn, nothing is beside a slide."""
    [made] = export(TOUR, "pptx").values()
    show = opened(made)
    text = "\n".join(said(slide) for slide in show.slides)

    assert len(show.slides) == len(read(TOUR).slides)
    assert outside(show) == []
    assert "Water and leaves meet in the pot" in text
    assert sum(shape.shape_type == MSO_SHAPE_TYPE.PICTURE for slide in show.slides for shape in slide.shapes) >= 3


HOSTILE = {
    "control": "a\x01b \x0b \ufffe \U0001f600 ]]> <b> & \u202e\n",
    "long word": "x" * 5000 + "\n",
    "long code": "::\n\n" + "".join(f"   line {n} {'y' * 300}\n" for n in range(400)),
    "many rows": "=== ===\n" + "a   b\n" * 60 + "=== ===\n",
    "much text": "\n\n".join(["many words in a paragraph " * 20] * 30) + "\n",
    "deep": "".join(f"{'  ' * depth}* {depth}\n\n" for depth in range(30)),
    "many pictures": ".. image:: pot.png\n\n" * 20,
    "nested columns": ".. columns::\n\n   .. column::\n\n      .. columns::\n\n         .. column::\n\n            a\n\n         .. column::\n\n            b\n\n   .. column::\n\n      c\n",
    "html": '.. raw:: html\n\n   <a href="javascript:alert(1)">x</a> <p>it <b>was</i> <img src="nowhere.png" alt="me">\n',
    "broken": ".. image:: broken.png\n   :alt: not there\n",
    "empty": ".. notes::\n\n   all\n",
}


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile(case, tmp_path):
    """Whatever a talk has, the file opens again, and all is on its slide."""
    (tmp_path / "pot.png").write_bytes(PIXEL)
    (tmp_path / "broken.png").write_bytes(PIXEL[:30])
    (tmp_path / "talk.rst").write_text(f"Words\n=====\n\n{HOSTILE[case]}\nMore\n====\n\nb\n", encoding="utf-8")
    [made] = export(tmp_path / "talk.rst", "pptx").values()
    show = opened(made)

    assert [slide.shapes.title.text_frame.text for slide in show.slides] == ["Words", "More"]
    assert outside(show) == []
    assert "javascript" not in "".join(link.target_ref for slide in show.slides for link in slide.part.rels.values())


def test_without_a_browser(tmp_path):
    """A drawing that nobody can make a picture of is named, with a warning at its slide; the rest is there."""
    put(tmp_path, {"talk.rst": "Words\n=====\n\n.. image:: a.svg\n   :alt: a line\n"})
    (tmp_path / "a.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>', encoding="utf-8")
    ended = run("export", "talk.rst", "--to", "pptx", cwd=tmp_path, env={"SLIDEKIT_BROWSER": str(tmp_path / "none")})
    [slide] = opened((tmp_path / "talk.pptx").read_bytes()).slides

    assert ended.code == 0
    assert "talk.rst:1:1: warning: " in ended.err
    assert "[picture-left-out]" in ended.err
    assert "[a line]" in said(slide)


def test_not_installed(folder, tmp_path):
    """Without python-pptx the message says what to install, and the exit code is 3."""
    put(tmp_path, {"pptx.py": "raise ImportError\n"})
    ended = run(
        "export",
        "talk.rst",
        "--to",
        "pptx",
        "-o",
        str(tmp_path / "x.pptx"),
        cwd=folder,
        env={"PYTHONPATH": str(tmp_path)},
    )

    assert ended.code == 3
    assert "pip install 'slidekit-rst[pptx]' [no-python-pptx]" in ended.err
    assert not (tmp_path / "x.pptx").exists()
