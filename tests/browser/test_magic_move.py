"""Code that becomes other code, as it is seen."""

from __future__ import annotations

from browser.pdf import sheets
from browser.served import Server
from browser.sight import at, press, press_at_once, settle, sight, until
from browser.test_accessibility import violations
from browser.test_live_page import assert_fresh, save, visit  # noqa: F401 - a fixture

TALK = """\
:transition-time: 100ms

slide
-----

.. magic-move::

   .. code-block:: python
      :caption: First

      def f(x):
          return x

   .. code-block:: python
      :linenos:
      :emphasize-lines: 1|3

      import sys

      def f(x, y):
          if y:
              return x

   .. code-block:: text

      Done, and this is by far the widest of all the lines that are here

Titled
------

After
"""

BOX = """() => [...document.querySelectorAll('.is-current pre')].map((pre) => {
  const { x, y, width, height } = pre.getBoundingClientRect();
  return [x, y, width, height, parseFloat(getComputedStyle(pre).fontSize)].map(Math.round).join(' ');
})"""

MOVING = "document.getAnimations().filter((one) => one.constructor === Animation).length"
"""How much moves; what is lit has transitions of its own."""

HEAR = """() => {
  const status = document.querySelector('.deck-status');
  window.heard = '';
  new MutationObserver(() => { window.heard += status.textContent; }).observe(status, { childList: true });
}"""
"""Keep what is announced: it is taken away when it is said."""

FOLLOW = """async (key) => {
  const place = () => {
    const found = [...document.querySelectorAll('pre')].find((pre) => pre.closest('[data-step]').matches('.is-shown') && pre.textContent.includes('return'));
    const { x, y } = [...found.querySelectorAll('[data-m]')].find((part) => part.textContent.startsWith('return')).getBoundingClientRect();
    return [x, y];
  };
  const seen = [place()];
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
  const motions = () => document.getAnimations().filter((one) => one.constructor === Animation);
  const moving = motions();
  for (const one of moving) { one.pause(); }
  for (let tenth = 0; tenth < 10; tenth += 1) {                    // a busy machine may show none of them
    for (const one of moving) { one.currentTime = one.effect.getComputedTiming().duration * tenth / 10; }
    seen.push(place());
  }
  for (const one of moving) { one.play(); }
  while (motions().length) { await new Promise(requestAnimationFrame); }
  seen.push(place());
  return seen;
}"""
"""Where a word is before a key is pressed, at each tenth of its way, and when nothing moves any more."""


def code(page):
    """The code that is seen."""
    return [
        text.strip()
        for text in page.evaluate("""() => [...document.querySelectorAll('.is-current pre')]
      .filter((pre) => pre.checkVisibility({ visibilityProperty: true })).map((pre) => pre.textContent)""")
    ]


FIRST = "def f(x):\n    return x"
SECOND = "import sys\n\ndef f(x, y):\n    if y:\n        return x"
THIRD = "Done, and this is by far the widest of all the lines that are here"


def test_steps(opened):
    """Each step brings the next block into the place of the one before, back as well, and a jump straight away."""
    page = opened(TALK, alone=True)
    assert len(set(page.evaluate(BOX))) == 1  # one place, one size, one size of letters
    story = [(at(page), *code(page))]
    for key in ("ArrowRight", "ArrowRight", "ArrowRight", "ArrowLeft", "ArrowLeft", "ArrowLeft"):
        press(page, key)
        settle(page)
        story.append((at(page), *code(page)))
    assert story == [
        ("1", FIRST),
        ("1.1", SECOND),
        ("1.2", SECOND),
        ("1.3", THIRD),
        ("1.2", SECOND),
        ("1.1", SECOND),
        ("1", FIRST),
    ]
    page.evaluate("location.hash = '#1.3'")
    until(page, "document.documentElement.dataset.at === '1.3'")
    assert (code(page), page.evaluate(MOVING)) == ([THIRD], 0)
    press(page, "End", "ArrowLeft")
    assert (at(page), code(page)) == ("1.3", [THIRD])  # from behind with all its steps
    press(page, "g", "1", "Enter")
    settle(page)
    assert violations(page) == {}
    page.evaluate(HEAR)
    press(page, "ArrowRight")
    until(page, "window.heard.includes('import sys')")
    settle(page)
    assert violations(page) == {}


def test_a_word_is_seen_on_its_way(opened):
    """What is in both blocks leaves from its old place and comes to its new one by all places between; back, too."""
    page = opened(TALK, overrides={"transition-time": "300ms"}, alone=True)
    for key in ("ArrowRight", "ArrowLeft"):
        before, start, *way, after = page.evaluate(FOLLOW, key)

        assert max(abs(one - other) for one, other in zip(before, start, strict=True)) < 2
        assert abs(before[1] - after[1]) > 20
        between = [y for _, y in way if min(before[1], after[1]) + 2 < y < max(before[1], after[1]) - 2]
        assert len(set(between)) > 2
        assert between == sorted(between, reverse=key == "ArrowLeft")


def test_keys_do_not_wait(opened):
    """Pressed quickly, keys end what moves, and nothing of it is left."""
    page = opened(TALK, overrides={"transition-time": "5s"}, alone=True)
    press_at_once(page, "ArrowRight", "ArrowRight", "ArrowRight", "ArrowLeft", "ArrowLeft")

    assert (at(page), code(page)) == ("1.1", [SECOND])
    press_at_once(page, "ArrowRight", "ArrowRight", "ArrowRight", "ArrowLeft")
    assert page.evaluate(MOVING) == 0


def test_who_wants_no_motion_has_none(opened):
    """With reduced motion, as with ``none``, the next block is there at once."""
    for settings in ({"reduced_motion": "reduce"}, {"overrides": {"transition": "none"}}):
        page = opened(TALK, alone=True, **settings)
        press_at_once(page, "ArrowRight")

        assert code(page) == [SECOND]
        assert page.evaluate(MOVING) == 0


def test_on_paper_all_blocks_stand_one_after_the_other(opened):
    """So they do in the reading view and without JavaScript; with a page a step each has its own."""
    for where in ("?view=print", "?view=read"):
        page = opened(TALK, where)
        tops = page.evaluate("[...document.querySelectorAll('pre')].map((pre) => pre.getBoundingClientRect().top)")

        assert "".join(sight(page)["code"][1].split()) == "importsysdeff(x,y):ify:returnx"
        assert len(sight(page)["code"]) == 3
        assert tops == sorted(set(tops))
    bare = opened(TALK, alone=True, java_script_enabled=False)
    assert bare.locator("pre:visible").count() == 3
    stepped = opened(TALK, "?view=print&steps=all", alone=True)
    assert stepped.evaluate("""() => [...document.querySelectorAll('.slide')].map((slide) => [...slide.querySelectorAll('pre')]
      .filter((pre) => pre.checkVisibility({ visibilityProperty: true })).length)""") == [1, 1, 1, 1, 0]
    assert len(sheets(stepped.pdf(prefer_css_page_size=True))) == 5


def test_an_edit(visit):  # noqa: F811 - the fixture
    """While a talk is written its moving code is as in a page that was just loaded, and goes on from the same step."""
    server = Server(TALK)
    page = visit(server, "#1.1")
    edited = TALK.replace("return x\n", "return x + 1\n")
    save(page, server, edited)
    assert (at(page), code(page)) == ("1.1", [SECOND.replace("return x", "return x + 1")])
    assert_fresh(page, server)
    save(
        page,
        server,
        edited.replace("   .. code-block:: text\n\n      Done", "   ::\n\n      more\n\n   ::\n\n      Done"),
    )
    press_at_once(page, "ArrowRight", "ArrowRight")
    assert (at(page), code(page)) == ("1.3", ["more"])
    assert_fresh(page, server)
    save(page, server, "slide\n-----\n\nText\n")
    assert_fresh(page, server)
    save(page, server, TALK)
    assert_fresh(page, server)
    assert len(set(page.evaluate(BOX))) == 1
