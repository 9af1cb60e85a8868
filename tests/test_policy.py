from __future__ import annotations

import pytest

from slidekit.policy import hash_of, origins_in, policy

SCRIPT = "let a = 1;"
HASH = "'sha256-xY6QKfH9PRsQnLz56nj6MBwiK5oHg+im1Jkpdp1x/Ck='"
CLOSED = (
    "default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'unsafe-inline'; "
    "img-src data: blob: 'self'; font-src data: blob: 'self'; media-src data: blob: 'self'"
)


def test_nothing_asked() -> None:
    """A page of ours alone loads nothing and runs our scripts, named by their hashes."""
    asked = policy([SCRIPT], ["<p>fine</p>"])

    assert asked.text == f"{CLOSED}; script-src {HASH}"
    assert (asked.opened, asked.local) == ((), ())


def test_hash() -> None:
    """A script is named by the SHA-256 of its UTF-8 text."""
    assert hash_of(SCRIPT) == HASH
    assert hash_of("") == "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"


def test_inline_script_of_the_author() -> None:
    """The author's inline scripts are hashed with ours, whatever their attributes and case."""
    asked = policy(["x"], [f'<SCRIPT type="text/javascript">{SCRIPT}</SCRIPT>'])

    assert asked.text == f"{CLOSED}; script-src {hash_of('x')} {HASH}"
    assert asked.opened == ()


def test_script_with_tags_in_it() -> None:
    """What looks like a tag inside a script is part of the script."""
    script = 'document.title = "<b onclick=x()>&amp;";'

    assert policy([], [f"<script>{script}</script>"]).text.endswith(f"; script-src {hash_of(script)}")


@pytest.mark.parametrize(
    "html",
    [
        '<b onclick="x()">b</b>',
        "<b ONMOUSEOVER=x()>b</b>",
        '<a href="javascript:x()">a</a>',
        "<svg/onload=x()>",
    ],
)
def test_scripts_without_a_hash(html: str) -> None:
    """Event handlers and javascript: links need 'unsafe-inline', and then no hash may stand beside it."""
    assert policy([SCRIPT], [html]).text == f"{CLOSED}; script-src 'unsafe-inline'"


@pytest.mark.parametrize("html", ['<a href=" java\nscript:x()">a</a>', '<a href="&#106;avascript:x()">a</a>'])
def test_hidden_script(html: str) -> None:
    """A script that hides opens nothing."""
    assert policy([SCRIPT], [html]).text == f"{CLOSED}; script-src {HASH}"


def test_script_from_elsewhere() -> None:
    """A script from elsewhere opens its host, and hashes give way."""
    asked = policy([SCRIPT], ['<script src="https://cdn.example.org/a/b.js?c"></script>'])

    assert asked.text == f"{CLOSED}; script-src 'unsafe-inline' https://cdn.example.org"
    assert asked.opened == ("https://cdn.example.org",)


def test_script_beside_the_page() -> None:
    """A script beside the page opens nothing but the page's own place, and is named."""
    asked = policy([SCRIPT], ['<script src="mine.js"></script>'])

    assert asked.text == f"{CLOSED}; script-src 'unsafe-inline' 'self'"
    assert (asked.opened, asked.local) == ((), ("mine.js",))


def test_iframe() -> None:
    """An iframe opens exactly its origin, with its port."""
    asked = policy([SCRIPT], ['<iframe src="https://user@Example.org:8443/x"></iframe>'])

    assert asked.text == f"{CLOSED}; frame-src https://example.org:8443; script-src {HASH}"
    assert asked.opened == ("https://example.org:8443",)


def test_pictures_and_media() -> None:
    """Remote pictures, films and sounds open their origins where they are needed."""
    asked = policy(
        [SCRIPT],
        [
            '<img src="http://a.example/x.png" srcset="//b.example/y.png 2x, https://c.example/z.png 3x">',
            '<video poster="https://d.example/p.png"><source src="https://e.example/f.mp4"></video>',
        ],
    )

    assert "img-src data: blob: 'self' http://a.example https://b.example https://c.example https://d.example;" in (
        asked.text
    )
    assert "media-src data: blob: 'self' https://e.example;" in asked.text
    assert asked.opened == (
        "http://a.example",
        "https://b.example",
        "https://c.example",
        "https://d.example",
        "https://e.example",
    )


def test_links_open_nothing() -> None:
    """A link is not loaded, so it opens nothing."""
    assert policy([SCRIPT], ['<a href="https://example.org/">a</a>']).text == f"{CLOSED}; script-src {HASH}"


@pytest.mark.parametrize(
    ("address", "origins"),
    [
        ("https://a.example/x", ["https://a.example"]),
        ("//a.example", ["https://a.example"]),
        ("HTTP://A.example/x", ["http://a.example"]),
        ("x.png", ["'self'"]),
        ("data:image/png;base64,AAAA", []),
        ("asset:0123456789abcdef", []),
        ("", []),
    ],
)
def test_origins(address: str, origins: list[str]) -> None:
    """An address names its origin; a relative one the page's own; a picture in itself none."""
    assert list(origins_in(address)) == origins


def test_no_injection() -> None:
    """An address cannot add words of its own to the policy."""
    asked = policy([SCRIPT], ["<iframe src=\"https://a.example; script-src 'unsafe-eval'\"></iframe>"])

    assert "unsafe-eval" not in asked.text
    assert asked.opened == ("https://a.example",)
