from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from browser.conftest import Build, Open
from browser.decks import SINK, plain_slides
from browser.sight import at, press, sight, until
from browser.words import SEED

POLICY = "Content-Security-Policy"

RAW = """\
slide
-----

One

.. raw:: html

   {}

slide
-----

Two
"""


def policy(page: Page) -> dict[str, list[str]]:
    """What the page allows, by directive."""
    text = page.locator(f'meta[http-equiv="{POLICY}"]').get_attribute("content") or ""
    return {words[0]: words[1:] for words in (part.split() for part in text.split(";"))}


def added(opened: Open, built: Build, folder: Path, html: str, says: tuple[str, ...]) -> Page:
    """A deck into whose page somebody else has put something."""
    page = folder / "tampered.html"
    whole = built(plain_slides(2)).read_text(encoding="utf-8")
    page.write_text(whole.replace("</body>", f"{html}</body>", 1), encoding="utf-8")
    return opened(page, says=says)


def test_policy_of_a_plain_deck(opened):
    """A deck without raw html allows pictures, fonts and media inside itself, its own four scripts, and nothing else."""
    allowed = policy(opened(plain_slides(2)))
    scripts = allowed.pop("script-src")

    assert len(scripts) == 4
    assert all(re.fullmatch(r"'sha256-[A-Za-z0-9+/]{43}='", script) for script in scripts)
    assert allowed == {
        "default-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
        "style-src": ["'unsafe-inline'"],
        "img-src": ["data:", "blob:", "'self'"],
        "font-src": ["data:", "blob:", "'self'"],
        "media-src": ["data:", "blob:", "'self'"],
    }


def test_policy_comes_first(built):
    """The policy stands before anything that it governs."""
    html = built(SEED).read_text(encoding="utf-8")

    assert html.index(POLICY) < min(html.index("<script"), html.index("<style"), html.index("<title"))


def test_injected_script_is_blocked(opened, built, tmp_path):
    """A script that somebody puts into the page does not run."""
    says = ("violates the following Content Security Policy",)
    page = added(opened, built, tmp_path, "<script>window.hacked = true</script>", says)

    assert page.evaluate("window.hacked") is None
    press(page, "ArrowRight")
    assert at(page) == "2"


def test_injected_handler_is_blocked(opened, built, tmp_path):
    """Nor does an event handler."""
    says = ("violates the following Content Security Policy",)
    page = added(opened, built, tmp_path, "<img src='data:,' onerror='window.hacked = true'>", says)
    until(page, "document.readyState === 'complete'")

    assert page.evaluate("window.hacked") is None


def test_injected_picture_is_not_asked_for(opened, built, tmp_path):
    """What the author has not named is refused by the page itself, before the network is asked."""
    says = ("violates the following Content Security Policy", "request: https://elsewhere.example/x.png")
    page = added(opened, built, tmp_path, "<img src='https://elsewhere.example/x.png'>", says)

    assert page.evaluate("document.querySelector('body > img').naturalWidth") == 0


def test_added_script_is_blocked(opened):
    """A script that is added while the talk runs does not run."""
    page = opened(plain_slides(2), says=("violates the following Content Security Policy",))
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), { text: 'window.hacked = true' }))"
    )

    assert page.evaluate("window.hacked") is None


def test_authors_script_runs(opened):
    """The author's own inline script runs, and does not open the door for others."""
    page = opened(RAW.format("<script>window.authors = 1 < 2 && 'ran';</script>"))

    assert page.evaluate("window.authors") == "ran"
    assert len(policy(page)["script-src"]) == 5
    assert "'unsafe-inline'" not in policy(page)["script-src"]


def test_authors_scripts_to_the_letter(opened):
    """Whatever a script holds, umlauts and entities and quotes, it is allowed as it stands."""
    script = """<script>
     /* "quotes" & 'more' &amp; ümläüts → \u2028 \\u003c */
     window.authors = "a&amp;b" + 'ü' + `\\n`;

   </script><SCRIPT type="text/javascript">window.second = true</SCRIPT>"""
    page = opened(RAW.format(script))

    assert page.evaluate("window.authors") == "a&amp;bü\n"
    assert page.evaluate("window.second") is True


def test_handlers_run(opened):
    """Raw html with an event handler works: handlers cannot be hashed, so inline scripts are allowed."""
    page = opened(RAW.format('<button onclick="window.pressed = true">Press</button>'))
    page.locator("section button").click()

    assert page.evaluate("window.pressed") is True
    assert policy(page)["script-src"] == ["'unsafe-inline'"]
    press(page, "PageDown")
    assert at(page) == "2"


def test_javascript_link_in_raw_html(opened):
    """So does a ``javascript:`` link in raw html."""
    page = opened(RAW.format('<a href="javascript:void(window.followed = true)">Follow</a>'))
    page.locator("section a").click()
    until(page, "window.followed === true")

    assert policy(page)["script-src"] == ["'unsafe-inline'"]


@pytest.mark.parametrize(
    ("html", "directive", "opens"),
    [
        ('<img alt="" src="https://pictures.example/a/b.png?c=d">', "img-src", "https://pictures.example"),
        ('<video src="https://films.example:8443/x.mp4"></video>', "media-src", "https://films.example:8443"),
        ('<iframe title="x" src="https://frames.example/embed"></iframe>', "frame-src", "https://frames.example"),
        ('<script src="https://scripts.example/x.js"></script>', "script-src", "https://scripts.example"),
        ('<link rel="stylesheet" href="https://styles.example/x.css">', "style-src", "https://styles.example"),
    ],
)
def test_named_origins(opened, html, directive, opens):
    """What raw html loads from elsewhere adds exactly its origin, to exactly its kind."""
    failure = () if "iframe" in html else ("ERR_INTERNET_DISCONNECTED",)
    page = opened(RAW.format(html), says=(opens, *failure))
    allowed = policy(page)
    places = {name: [word for word in words if "example" in word] for name, words in allowed.items()}

    assert {name: words for name, words in places.items() if words} == {directive: [opens]}


def test_picture_of_a_directive(opened):
    """So does a picture by https in an ``image`` directive."""
    talk = "slide\n-----\n\n.. image:: https://pictures.example/a.png\n\nslide\n-----\n\nTwo\n"
    page = opened(talk, says=("https://pictures.example", "ERR_INTERNET_DISCONNECTED"))

    assert policy(page)["img-src"] == ["data:", "blob:", "'self'", "https://pictures.example"]
    assert policy(page)["default-src"] == ["'none'"]


def test_nothing_is_complained_of(opened):
    """Style attributes, MathML, pictures inside the file, a style sheet of the author: not a word in the console."""
    talk = RAW.format('<p style="color: teal">styled</p><style>p { margin: 0 }</style>') + (
        "\n.. math:: a^2\n\n.. table::\n   :width: 50%\n\n   === ===\n   a   b\n   === ===\n   1   2\n   === ===\n"
        "\n.. image:: data:image/svg+xml,%3Csvg%20xmlns='http://www.w3.org/2000/svg'%20width='9'%20height='9'/%3E\n   :width: 40%\n"
    )
    page = opened(talk)
    press(page, "ArrowRight", "r", "r")

    assert page.locator("p[style]").evaluate("p => getComputedStyle(p).color") == "rgb(0, 128, 128)"
    assert page.locator("section math").count() == 1
    assert page.locator("section img").evaluate("image => image.naturalWidth") == 9


def test_one_of_each_is_silent(opened):
    """Walking through one of everything asks for nothing and says nothing."""
    page = opened(SINK, overrides={"transition": "none"})
    for number in range(2, 38):
        press(page, "PageDown")
        assert at(page) == str(number)

    assert len(sight(page)["slides"]) == 1


def test_nothing_leaves_the_page(opened):
    """No font is fetched and nothing is sent."""
    page = opened(plain_slides(2), says=("https://elsewhere.example/", "https://elsewhere.example/x.woff"))
    refused = page.evaluate("""async () => {
      const found = [];
      await fetch('https://elsewhere.example/').catch(() => found.push('fetch'));
      await new FontFace('x', 'url(https://elsewhere.example/x.woff)').load().catch(() => found.push('font'));
      return found;
    }""")

    assert refused == ["fetch", "font"]
