"""Slides on paper: in a handout they are what they are in print, and what stands around them has each slide's colours."""

import pytest

from slidekit.exporting.handout import LAY_OUT
from slidekit.exporting.paper import pieces

TALK = """\
:footer: Foot

Title
=====

Somebody

Left
----

:layout: picture-left

.. image:: pot.svg
   :alt: A pot

Words beside it that go on over a few lines

slide
-----

One sentence

Quote
-----

:layout: quote

..

   Less is more

   -- Somebody

Dark
----

:background: #123

* one
* two
"""
POT = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"><path d="M0 0h4v3H0z"/></svg>'

LOOK = """() => Array.from(document.querySelectorAll('section.slide'), (slide) => {
  const frame = slide.getBoundingClientRect();
  const by = frame.width / slide.offsetWidth;
  return [slide, ...slide.querySelectorAll('h2, p, li, img')].map((one) => {
    const { left, top, width, height } = one.getBoundingClientRect();
    const { color, backgroundColor, fontSize } = getComputedStyle(one);
    return [one.localName, color, backgroundColor, fontSize, ...[left - frame.left, top - frame.top, width, height].map((size) => Math.round(size / by))];
  });
})"""

AROUND = """() => Array.from(document.querySelectorAll('section.slide'), (slide) => {
  const seen = [...slide.querySelectorAll(':scope > .deck-footer > *')].filter((one) => one.checkVisibility());
  return seen.map((one) => [one.textContent, getComputedStyle(one).color, slide.getBoundingClientRect().bottom - one.getBoundingClientRect().bottom < 60]);
})"""


@pytest.fixture
def talk(tmp_path):
    """A talk of slides that themes and layouts set in their own ways."""
    (tmp_path / "pot.svg").write_text(POT)
    (tmp_path / "talk.rst").write_text(TALK)
    return tmp_path / "talk.rst"


@pytest.mark.parametrize("up", [1, 2, 6])
@pytest.mark.parametrize("theme", ["editorial", "bold", "night", "plain"])
def test_slides_of_a_handout(opened, talk, theme, up):
    """A slide of a handout is that of the print view, smaller: nothing else moves, breaks or changes its colour."""
    page = opened(talk, "?view=print&notes=yes", overrides={"theme": theme})
    page.emulate_media(media="print")
    page.evaluate("document.fonts.ready")
    wanted = page.evaluate(LOOK)

    css, script = pieces("handout")
    page.evaluate(script)
    page.evaluate(LAY_OUT, [css, up, "Title"])

    for ours, theirs in zip(page.evaluate(LOOK), wanted, strict=True):
        for one, other in zip(ours, theirs, strict=True):
            assert one[:4] == other[:4]
            assert one[4:] == pytest.approx(other[4:], abs=2)
    scheme = "getComputedStyle(document.documentElement).colorScheme"
    assert "dark" not in page.evaluate(scheme), "the paper around the pages is white"


def test_what_stands_around_a_slide(opened, talk):
    """In a PDF the footer is once on each slide, in colours that can be read there."""
    page = opened(talk, "?view=print", overrides={"theme": "editorial"})
    page.emulate_media(media="print")

    css, script = pieces("pdf")
    page.evaluate(script)
    page.evaluate("(css) => window.slidekit.leaves(css)", css)

    found = page.evaluate(AROUND)
    assert [[text for text, _, _ in each] for each in found] == [["Foot"]] * 6
    assert all(low for each in found for _, _, low in each)
    colours = [colour for each in found for _, colour, _ in each]
    assert colours[0] == "rgb(255, 233, 220)", "on red"
    assert colours[5] == "rgb(255, 255, 255)", "on dark blue"
    assert colours[1] == colours[2] != colours[0]
    assert page.evaluate("[...document.querySelectorAll('body > .deck-footer')].every((one) => !one.checkVisibility())")
