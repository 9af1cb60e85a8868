from __future__ import annotations

import pytest

from browser.decks import plain_slides
from browser.sight import at, press, sight, until

EVIL = '"><script>window.hacked=1</script><img src=x onerror=window.hacked=1>'
SNEAKY = "'--><svg onload=window.hacked=1> &lt;b&gt; {{ 7*7 }} ]]> </title></style></template></main>"

TALK = f"""\
:title: {EVIL}
:author: {EVIL}
:description: {EVIL}
:footer: {EVIL}
:transition: none

{EVIL}
{"-" * len(EVIL)}

{EVIL} ``{EVIL}``

.. notes:: {EVIL}

{SNEAKY}
{"-" * len(SNEAKY)}

:data-note: {EVIL}
:class: {EVIL}

{SNEAKY}

::

    {EVIL}
    {SNEAKY}

.. code-block:: html
   :caption: {EVIL}

   {EVIL}
   {SNEAKY}

.. image:: data:image/png;base64,iVBORw0KGgo=
   :alt: {EVIL}

slide
-----

:id: {EVIL}

`{EVIL} <#x"onmouseover="window.hacked=1>`__

.. figure:: missing"onerror="window.hacked=1.png
   :alt: {EVIL}

   {EVIL}

.. math:: \\text{{</math>{EVIL}}}

.. csv-table:: {EVIL}

   "{EVIL.replace('"', '""')}",2
"""


@pytest.fixture
def deck(opened):
    """A talk that tries to break out of every place it is put in."""
    return opened(TALK)


def test_nothing_of_it_runs(deck):
    """No text of a talk becomes a script, a handler or an element, on any slide, in any view."""
    for _ in range(3):
        press(deck, "PageDown")
    press(deck, "r", "r", "b", "b")
    deck.mouse.move(300, 300)
    deck.mouse.move(600, 360)

    assert deck.evaluate("window.hacked") is None
    assert deck.locator("script").count() == 3
    assert deck.locator("section svg, img[src=x], [onload], [onerror], [onmouseover]").count() == 0
    assert deck.locator("main").count() == 1
    assert deck.locator("section.slide").count() == 3


def test_it_is_shown_as_text(deck):
    """The text itself is shown to the letter."""
    assert deck.locator(".is-current h2").inner_text().replace("”", '"').replace("“", '"') == EVIL
    assert deck.locator(".is-current p code, .is-current p .literal").first.inner_text() == EVIL
    press(deck, "ArrowRight")
    assert deck.locator(".is-current pre").first.inner_text().rstrip() == f"{EVIL}\n{SNEAKY}"
    assert deck.locator(".is-current pre").last.inner_text().rstrip() == f"{EVIL}\n{SNEAKY}"


def test_title(deck):
    """The title of the window is the text."""
    assert deck.title() == EVIL
    assert deck.locator('meta[property="og:title"]').get_attribute("content") == EVIL
    assert deck.locator("h1").text_content() == EVIL


@pytest.mark.parametrize("name", ["description", "author"])
def test_meta(deck, name):
    """So are description and author."""
    assert deck.locator(f'meta[name="{name}"]').get_attribute("content") == EVIL


def test_attributes_of_slides(deck):
    """Fields that become attributes stay attributes: label and data are the text, id and classes no more than names."""
    until(deck, "document.querySelector('.is-current[aria-roledescription]')")  # the runtime is there
    slides = deck.locator("section.slide")

    assert slides.nth(0).get_attribute("aria-label").startswith("1: “><script>")
    assert slides.nth(1).get_attribute("data-note") == EVIL
    names = slides.evaluate_all("all => [...new Set(all.flatMap((one) => one.getAttributeNames()))].sort()")
    assert names == ["aria-label", "aria-roledescription", "class", "data-note", "id", "role"]


def test_alternative_text(deck):
    """The alternative text of a picture is the text."""
    assert deck.locator("section img").get_attribute("alt") == EVIL


def test_footer(deck):
    """The footer is the text."""
    assert EVIL in deck.locator(".deck-footer").text_content().replace("”", '"').replace("“", '"')


def test_policy_is_not_widened(deck):
    """What only looks like an address or a script opens nothing."""
    content = deck.locator('meta[http-equiv="Content-Security-Policy"]').get_attribute("content")

    assert "unsafe-inline" not in content.partition("script-src")[2]
    assert content.count("sha256-") == 4


@pytest.mark.parametrize("field", ["lang", "dir", "transition", "transition-time", "view", "keys", "aspect"])
def test_field_values(opened, field):
    """The value of no deck field breaks out of the page; a bad one counts as none."""
    talk = plain_slides(2).replace(":transition: none", f":{field}: {EVIL}", 1)
    page = opened(talk)
    press(page, "ArrowRight")

    assert at(page) == "2"
    assert page.evaluate("window.hacked") is None
    assert page.locator("script").count() == 3
    assert sorted(page.locator("body").evaluate("body => body.getAttributeNames()")) == [
        "class",
        "data-keys",
        "data-theme",
        "data-transition",
        "data-view",
    ]


@pytest.mark.parametrize(
    "style",
    [
        "</style><script>window.hacked=1</script>",
        "<!-- </STYLE ><script>window.hacked=1</script>",
        "} } } body { display: none }",
    ],
)
def test_authors_style(opened, built, tmp_path, style):
    """The author's style sheet stays a style sheet, whatever stands in it."""
    talk = tmp_path / "talk.rst"
    talk.write_text(plain_slides(2, ":css: own.css"), encoding="utf-8")
    (tmp_path / "own.css").write_text(style, encoding="utf-8")
    page = opened(built(talk))
    press(page, "ArrowRight")

    assert page.evaluate("window.hacked") is None
    assert page.locator("script").count() == 3
    assert page.locator("style:not(.deck-style)").count() == 1
    assert at(page) == "2"


@pytest.mark.parametrize("scheme", ["javascript", "vbscript", "JaVaScRiPt", "java\\\nscript"])
def test_scripts_as_links(opened, scheme):
    """A link of the talk is never a script."""
    page = opened(f"slide\n-----\n\n`Follow <{scheme}:window.hacked=1>`__ me\n\nslide\n-----\n\nTwo\n")
    for link in page.locator("section a").all():
        link.click()

    assert page.evaluate("window.hacked") is None
    assert page.locator("section a[href*='script:' i]").count() == 0


@pytest.mark.parametrize("address", [f"#{EVIL}", f"?view={EVIL}", f"?view=read&x={EVIL}#1{EVIL}"])
def test_addresses(opened, address):
    """Nothing that stands in the address gets into the page."""
    page = opened(plain_slides(2), address)
    until(page, "document.readyState === 'complete'")

    assert page.evaluate("window.hacked") is None
    assert "hacked" not in page.evaluate("document.documentElement.outerHTML")
    assert sight(page)["slides"]


def test_template_language(opened):
    """What looks like the template's own language is text."""
    page = opened(
        "{{ slides }} {% if %} {# x\n-----------------------\n\n{{ 7 * 7 }} {{ self }}\n\nslide\n-----\n\nTwo\n"
    )

    assert sight(page)["sees"].split() == "{{ slides }} {% if %} {# x {{ 7 * 7 }} {{ self }}".split()
