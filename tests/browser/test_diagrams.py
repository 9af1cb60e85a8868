"""How diagrams look: as large as there is room, their letters within their shapes, and read in light and dark."""

from __future__ import annotations

import pytest

from browser.decks import THEMES

DECK = """:transition: none

Graph
=====

.. graphviz::
   :alt: A graph

   digraph {
     rankdir=LR
     node [shape=box]
     read [label="Read the whole talk"]
     draw [label="Draw the slides", style=filled]
     gold [style=filled, fillcolor=gold]
     navy [style=filled, fillcolor=navy]
     read -> draw -> gold
     draw -> navy
   }

Small
=====

.. graph:: x

   a -- b

Flow
====

.. mermaid::

   flowchart LR
     A[Read the talk] --> B{Errors?}
     B -->|no| C((A deck))
     B -->|yes| D[A message of some length]
     style D fill:#609

Parts
=====

.. mermaid::

   pie
     "Read" : 5
     "Drawn" : 3
     "Checked" : 2
"""

LETTERS = """() => {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const rgb = (paint) => { canvas.fillStyle = paint; canvas.fillRect(0, 0, 1, 1); return canvas.getImageData(0, 0, 1, 1).data; };
  const light = (paint) => { const [r, g, b] = Array.from(rgb(paint), (part) => (part /= 255) <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4);
    return .2126 * r + .7152 * g + .0722 * b; };
  const paper = getComputedStyle(document.body).backgroundColor;
  return Array.from(document.querySelectorAll('.slide.is-current svg text'), (text) => {
    const own = text.getBoundingClientRect();
    const middle = [(own.left + own.right) / 2, (own.top + own.bottom) / 2];
    const below = Array.from(text.ownerSVGElement.querySelectorAll('polygon, rect, circle, ellipse, path')).filter((shape) =>
      shape.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING && getComputedStyle(shape).fill !== 'none' &&
      shape.isPointInFill(new DOMPoint(...middle).matrixTransform(shape.getScreenCTM().inverse()))).pop();
    const ground = below ? below.getBoundingClientRect() : own;
    const [one, other] = [getComputedStyle(text).fill, below ? getComputedStyle(below).fill : paper].map(light).sort((a, b) => b - a);
    return [text.textContent, Math.round((one + .05) / (other + .05) * 10) / 10, own.left >= ground.left && own.right <= ground.right];
  });
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("theme", dict.fromkeys([*THEMES, "terminal"]))
def test_letters(opened, theme, scheme):
    """Each word of a diagram has a contrast of 4.5 with what it stands on, and lies within it."""
    page = opened(DECK, "?view=slides", overrides={"theme": theme})
    page.emulate_media(color_scheme=scheme)
    found = []
    for number in (1, 2, 3, 4):
        page.evaluate("(number) => { location.hash = number; }", number)
        page.wait_for_function(
            "(number) => document.documentElement.dataset.at.split('.')[0] === `${number}`", arg=number
        )
        page.evaluate("document.fonts.ready")
        found.append(page.evaluate(LETTERS))

    assert [len(each) for each in found] == [4, 2, 7, 6]
    assert [(word, contrast) for each in found for word, contrast, _ in each if contrast < 4.5] == []
    assert [word for each in found[:3] for word, _, inside in each if not inside] == []
    page.emulate_media(color_scheme="light")


def test_size(opened):
    """A diagram takes the width that there is, or the height, or becomes so large that its letters are as large as text."""
    page = opened(DECK, "?view=slides")
    sizes = []
    for number in (1, 2, 3, 4):
        page.evaluate("(number) => { location.hash = number; }", number)
        page.wait_for_function(
            "(number) => document.documentElement.dataset.at.split('.')[0] === `${number}`", arg=number
        )
        page.evaluate("document.fonts.ready")
        sizes.append(
            page.evaluate(
                """() => { const { width, height, left, right } = document.querySelector('.is-current svg').getBoundingClientRect();
                return [width, height, Math.abs(left + right - innerWidth) < 2]; }"""
            )
        )

    wide, small, flow, high = sizes
    assert wide[0] > 1140
    assert small[0] < 400
    assert small[1] > 300
    assert flow[0] > 1140
    assert high[1] > 450
    assert [middle for *_, middle in sizes] == [True] * 4


def test_read(opened):
    """In the reading view a diagram is no larger than its letters want, and keeps its shape."""
    page = opened(DECK, "?view=read")
    shapes = page.evaluate(
        """() => Array.from(document.querySelectorAll('.diagram > svg'), (svg) => {
        const { width, height } = svg.getBoundingClientRect(), box = svg.viewBox.baseVal;
        return [Math.round(width / box.width * 10) / 10, Math.abs(width / height - box.width / box.height) < .05]; })"""
    )

    assert [shape for _, shape in shapes] == [True] * 4
    assert all(scale <= 1.5 for scale, _ in shapes)
