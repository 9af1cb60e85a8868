"""Pages that lie, and talks that reach for what is not theirs: nothing they say is believed, nothing they want is done."""

import socket
from io import BytesIO

import pytest
from command import put, run
from pypdf import PdfReader

TALK = """\
One
---

.. raw:: html

   {}

Words

Two
---

More words
"""
LATE = "<script>addEventListener('load', () => setTimeout(() => {{ {} }}, 0));</script>"
SAYS = "<script>window.slidekit = window.slidekit || {{}}; setTimeout(() => Object.defineProperty(slidekit, '{}', {{ get: () => () => {}, set() {{}} }}), 0);</script>"


def talk(folder, html):
    """A folder with a talk that has this HTML of its own."""
    put(folder, {"talk.rst": TALK.format(html)})
    return folder


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("walk", "[{code: new Error('overflow')}, {code: 'overflow', step: 1e300}, 7]"),
        ("firstPaint", "'abc'"),
        ("firstPaint", "[1]"),
        ("firstPaint", "Infinity"),
    ],
)
def test_answers_that_are_none(tmp_path, name, value):
    """What a page says in place of our scripts makes no traceback."""
    ended = run("check", "talk.rst", cwd=talk(tmp_path, SAYS.format(name, value)))

    assert "Traceback" not in ended.err
    assert ended.code in {0, 1}


@pytest.mark.parametrize(
    "lie",
    [
        "slidekit.deck.titleOf = () => 7",
        "slidekit.deck.titleOf = () => 'a\\ud800b'",
        "Object.defineProperty(HTMLElement.prototype, 'offsetHeight', { get: () => Infinity })",
    ],
)
@pytest.mark.parametrize("form", ["pdf", "handout"])
def test_exports_of_pages_that_lie(tmp_path, form, lie):
    """A title that is none, or a height, makes no traceback: a PDF comes of it, or a message."""
    ended = run("export", "talk.rst", "--to", form, cwd=talk(tmp_path, LATE.format(lie)))

    assert "Traceback" not in ended.err
    assert ended.code in {0, 1}


def test_number_of_steps_is_the_talks(tmp_path):
    """A page that claims ten million steps has as many pictures as the talk has."""
    html = LATE.format("slidekit.deck.steps = () => 1e7")

    ended = run("export", "talk.rst", "--to", "png", "--steps", cwd=talk(tmp_path, html))

    assert ended.code == 0, ended.err
    assert sorted(path.name for path in (tmp_path / "talk-png").iterdir()) == ["talk-01.png", "talk-02.png"]


def test_message_of_a_page_that_breaks_names_the_talk(tmp_path):
    """What fails as a whole is told with the slide that may be why."""
    walk = "Object.defineProperty(window.slidekit, 'walk', { get() { throw new Error('no'); }, set() {} })"
    html = f"<script>{walk}</script>"

    ended = run("check", "talk.rst", cwd=talk(tmp_path, html))

    assert b"talk.rst:1:1: error: the deck, in which slide 1 has a script, does not work in the browser" in ended.out


def test_links_out_of_the_project_are_not_followed(tmp_path):
    """A file that a symbolic link leads to, outside the project, comes into no PDF; one inside does."""
    put(tmp_path, {"secret.txt": "top secret", "talks/slidekit.toml": "", "talks/data/own.txt": "of our own"})
    (tmp_path / "talks" / "data" / "far.txt").symlink_to(tmp_path / "secret.txt")
    frames = "".join(f'<iframe src="data/{name}.txt" title="{name}"></iframe>' for name in ("far", "own", "a%00b"))
    folder = talk(tmp_path / "talks", frames)

    ended = run("export", "talk.rst", "--to", "pdf", "-o", "-", cwd=folder)

    text = "".join(page.extract_text() for page in PdfReader(BytesIO(ended.out)).pages)
    assert "secret" not in text
    assert "of our own" in text


def test_calls_to_other_machines(tmp_path):
    """A call past the page's requests is not made, and told."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as ear:
        ear.bind(("127.0.0.1", 0))
        ear.settimeout(2)
        html = f"""<script>
     const call = new RTCPeerConnection({{ iceServers: [{{ urls: 'stun:127.0.0.1:{ear.getsockname()[1]}' }}] }});
     call.createDataChannel('x');
     call.createOffer().then((offer) => call.setLocalDescription(offer));
   </script>"""

        ended = run("check", "talk.rst", cwd=talk(tmp_path, html))

        assert b"the page would ask another machine (RTCPeerConnection), and may not [console-error]" in ended.out
        with pytest.raises(TimeoutError):
            ear.recv(100)
