from __future__ import annotations

import pytest
from playwright.sync_api import Page

from browser.pdf import sheets
from browser.sight import at, hash_of, press, press_at_once, settle, sight, until

STEPPED = """\
:transition: none

Steps
-----

.. class:: incremental

- first
- second

.. _late:

.. class:: incremental

and third

slide
-----

A word that :incremental:`comes later`

slide
-----

+ one
+ two

. . .

after a pause

Plain
-----

* all
* at once
"""


def seen(page: Page) -> str:
    """The text that reaches the eye, in one line."""
    return " ".join(str(sight(page)["sees"]).split())


def test_one_after_the_other(opened):
    """Each key brings the next part, then the next slide; the place says which step it is."""
    page = opened(STEPPED, "#1")
    story = [(at(page), seen(page))]
    for _ in range(8):
        press(page, "ArrowRight")
        story.append((at(page), seen(page)))

    assert story == [
        ("1", "Steps"),
        ("1.1", "Steps first"),
        ("1.2", "Steps first second"),
        ("1.3", "Steps first second and third"),
        ("2", "A word that"),
        ("2.1", "A word that comes later"),
        ("3", ""),
        ("3.1", "one"),
        ("3.2", "one two"),
    ]


def test_backwards(opened):
    """Backwards a slide is entered with all its parts, and they leave one by one."""
    page = opened(STEPPED, "#2")
    story = []
    for _ in range(4):
        press(page, "ArrowLeft")
        story.append((at(page), seen(page)))

    assert story == [
        ("1.3", "Steps first second and third"),
        ("1.2", "Steps first second"),
        ("1.1", "Steps first"),
        ("1", "Steps"),
    ]


def test_a_pause(opened):
    """What follows ``. . .`` comes at the next step, and the dots are seen by nobody."""
    page = opened(STEPPED, "#3.2")
    press(page, "ArrowRight")

    assert (at(page), seen(page)) == ("3.3", "one two after a pause")


@pytest.mark.parametrize(("address", "place"), [("#1.2", "1.2"), ("#1.99", "1.3"), ("#4.1", "4"), ("#late", "1.3")])
def test_a_step_has_an_address(opened, address, place):
    """A step can be linked to, by number or by the name of what it brings; one that is not there is the nearest."""
    page = opened(STEPPED, address)

    assert at(page) == place


def test_history_has_the_steps(opened):
    """The address follows each step, and the browser's way back undoes it."""
    page = opened(STEPPED, "#1")
    press(page, "ArrowRight", "ArrowRight")
    assert hash_of(page) == "#1.2"
    page.go_back()
    until(page, "document.documentElement.dataset.at !== '1.2'")

    assert (at(page), seen(page)) == ("1.1", "Steps first")


def test_a_hidden_part_takes_its_room(opened):
    """Nothing moves when a part appears: its place was kept."""
    page = opened(STEPPED, "#1")
    top = "document.querySelector('section.is-current h2').getBoundingClientRect().top"
    before = page.evaluate(top)
    press_at_once(page, *["ArrowRight"] * 3)

    assert page.evaluate(top) == before


def test_what_is_not_shown_is_not_read_aloud(opened):
    """A part that is still to come is not in the accessibility tree, nor can it be focused."""
    page = opened(STEPPED, "#1.1")

    assert page.get_by_role("listitem").count() == 1


@pytest.mark.parametrize("at_view", ["?view=read", "?view=print"])
def test_other_views_show_all(opened, at_view):
    """In the reading view and on paper every part is there."""
    page = opened(STEPPED, at_view)

    assert all(word in seen(page) for word in ["first", "second", "and third", "comes later", "after a pause"])


def test_without_javascript_all_is_there(opened):
    """Without JavaScript nothing waits for a key."""
    page = opened(STEPPED, java_script_enabled=False)

    assert page.get_by_text("and third").is_visible()


def test_a_page_for_each_slide_or_for_each_step(opened):
    """On paper a slide is one page, with ``steps=all`` one for each state that the room sees."""
    assert len(sheets(opened(STEPPED).pdf(prefer_css_page_size=True))) == 4
    assert len(sheets(opened(STEPPED, "?view=print&steps=all").pdf(prefer_css_page_size=True))) == 4 + 2 + 4 + 1


LIT = """\
:transition: none

Code
----

.. code-block:: python
   :emphasize-lines: 1|2-3|all

   one = 1
   two = 2
   three = 3
   four = 4

.. incremental::
   :at: 1
   :effect: highlight

- two
- four

.. notes::

   zero

   [step] two

Only
----

.. class:: build-item-1-only

first

.. incremental::
   :at: 2
   :effect: up

second

.. code-block:: text
   :emphasize-lines: 1|2|3
   :at: 1

   a
   b
   c
"""

LOOK = """() => {
  const shown = (one) => one.checkVisibility({ visibilityProperty: true });
  const slide = [...document.querySelectorAll('.slide')].filter(shown).at(-1);
  const text = (all) => [...all].filter(shown).map((one) => one.textContent.trim());
  const lines = [...slide.querySelectorAll('.line')].filter(shown);
  const back = (one) => getComputedStyle(one).backgroundColor !== 'rgba(0, 0, 0, 0)';
  const inks = (one) => new Set([one, ...one.querySelectorAll('span')].map((part) => getComputedStyle(part).color)).size;
  return {
    marked: text(lines.filter(back)),
    dim: text(lines.filter((line) => line.children.length && inks(line) === 1)),
    items: text([...slide.querySelectorAll('li, p')].filter(back)),
  };
}"""


def lit(page: Page) -> tuple[str, list[str], list[str], list[str]]:
    """Where a deck is: which lines are marked, which are dimmed, and what else is highlighted."""
    settle(page)
    look = page.evaluate(LOOK)
    return at(page), look["marked"], look["dim"], look["items"]


def test_lines_are_lit(opened):
    """Code and items move on together; what is not lit is dimmed, and backwards all is undone."""
    page = opened(LIT, "#1")
    story = [lit(page)]
    for key in ("ArrowRight", "ArrowRight", "ArrowLeft"):
        press(page, key)
        story.append(lit(page))

    between = ("1.1", ["two = 2", "three = 3"], ["one = 1", "four = 4"], ["two"])
    assert story == [
        ("1", ["one = 1"], ["two = 2", "three = 3", "four = 4"], []),
        between,
        ("1.2", [], [], ["four"]),
        between,
    ]


def test_some_steps_only(opened):
    """What is for one step is gone at the next, and there again on the way back, whatever its effect."""
    page = opened(LIT, "#2")
    story = []
    for key in ("ArrowRight", "ArrowRight", "ArrowLeft"):
        press(page, key)
        settle(page)
        story.append((at(page), seen(page)))

    first, second = ("2.1", "Only first a b c"), ("2.2", "Only second a b c")
    assert story == [first, second, first]


def test_at_rest_nothing_is_dimmed(opened):
    """In reading and in print without steps every line has its colours, those of any step a mark; all is there."""
    for address in ("?view=read#1.1", "?view=print"):
        page = opened(LIT, address)
        looks = [page.evaluate(LOOK.replace(".at(-1)", f"[{slide}]")) for slide in (0, 1)]

        assert looks == [
            {"marked": ["one = 1", "two = 2", "three = 3"], "dim": [], "items": []},
            {"marked": [], "dim": [], "items": []},
        ]
        assert "first" in seen(page)


def test_a_page_for_each_look(opened):
    """Print with a page for each step shows each as it was shown, the last one too."""
    page = opened(LIT, "?view=print&steps=all")
    looks = [page.evaluate(LOOK.replace(".at(-1)", f"[{sheet}]")) for sheet in range(6)]

    assert [look["marked"] for look in looks] == [["one = 1"], ["two = 2", "three = 3"], [], ["a"], ["b"], ["c"]]
    assert [look["items"] for look in looks] == [[], ["two"], ["four"], [], [], []]
    assert page.evaluate("document.querySelectorAll('.slide')[5].innerText.includes('second')")


@pytest.mark.parametrize("theme", ["plain", "night", "classic"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_dimmed_is_readable(opened, theme, scheme):
    """Dimmed lines and highlighted text have the contrast of text in every theme."""
    page = opened(LIT, "#1.1", overrides={"theme": theme}, color_scheme=scheme)
    settle(page)

    assert page.evaluate(CONTRASTS) >= 4.5


CONTRASTS = """() => {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  function paint(colours) {
    canvas.clearRect(0, 0, 1, 1);
    for (const colour of colours) { canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); }
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3).map((part) => part / 255)
      .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  }
  const light = ([red, green, blue]) => 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05;
  function contrast(one) {
    const behind = [];
    for (let node = one; node; node = node.parentElement) { behind.unshift(getComputedStyle(node).backgroundColor); }
    const [high, low] = [light(paint(behind)), light(paint([...behind, getComputedStyle(one).color]))].sort((a, b) => b - a);
    return high / low;
  }
  return Math.min(...[...document.querySelectorAll('.is-current :is(.line:not(.is-lit), .line:not(.is-lit) span, li)')].map(contrast));
}"""


IN_SIGHT = """() => {
  const line = document.querySelector('.is-current .line.is-lit').getBoundingClientRect();
  const { top, bottom } = document.querySelector('.is-current pre').getBoundingClientRect();
  return line.top >= Math.max(0, top) && line.bottom <= Math.min(innerHeight, bottom);
}"""


@pytest.mark.parametrize("fit", ["shrink", "scroll"])
def test_lit_lines_stay_in_sight(opened, fit):
    """Of code that is longer than the stage the lines are seen that a step lights, whether it scrolls or the slide does."""
    lines = "".join(f"   line {number}\n" for number in range(1, 101))
    page = opened(f"Long\n----\n\n.. code-block:: text\n   :fit: {fit}\n   :emphasize-lines: 1|90|40\n\n{lines}", "#1")
    seen = [page.evaluate(IN_SIGHT)]
    for _ in range(2):
        press(page, "ArrowRight")
        seen.append(page.evaluate(IN_SIGHT))

    assert seen == [True, True, True]
