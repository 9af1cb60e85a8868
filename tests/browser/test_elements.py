"""Tables, footnotes and what stands around a slide, as they are seen."""

from __future__ import annotations

TALK = """\
:footer: A river
:transition: none

Springs
=======

====  ========  ==========
Year  Ice left  Days above
====  ========  ==========
1845  2 April   31
1940  21 March  17
2002  1 March   12
====  ========  ==========

Noted
=====

* Read by hand [#staff]_
* Twice

.. [#staff] Since 1826.

slide
=====

.. image:: data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7
   :alt: nothing
   :class: fill

On it
"""

LINES = """() => [...document.querySelectorAll('.is-current :is(th, td) > p')].map((cell) => {
  const range = document.createRange();
  range.selectNodeContents(cell);
  return range.getClientRects().length;
})"""
FOOT = """() => {
  const slide = document.querySelector('.is-current');
  return slide.getBoundingClientRect().bottom - parseFloat(getComputedStyle(slide).paddingBottom)
    - slide.querySelector('.footnote-list').getBoundingClientRect().bottom;
}"""
BEHIND = "getComputedStyle(document.querySelector('.deck-footer > p')).backgroundColor"


def test_elements(opened):
    """Short cells stay on one line, footnotes stand at the foot, the footer has paper where it would lie on a picture."""
    deck = opened(TALK, size=(1280, 720))

    assert set(deck.evaluate(LINES)) == {1}
    assert deck.evaluate(BEHIND) == "rgba(0, 0, 0, 0)"

    deck.keyboard.press("PageDown")
    assert abs(deck.evaluate(FOOT)) < 1

    deck.keyboard.press("PageDown")
    assert deck.evaluate(BEHIND) != "rgba(0, 0, 0, 0)"
