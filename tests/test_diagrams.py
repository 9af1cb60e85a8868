"""Diagrams: who draws them, what comes of a stranger's source, what is kept of them, and how they look."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from time import monotonic, sleep
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
from conftest import MakeDeck

from slidekit.doctree.diagrams import makers, paints, store
from slidekit.doctree.diagrams.drawing import clean
from slidekit.doctree.diagrams.looks import DrawingError
from slidekit.doctree.diagrams.makers import MANNERS, BadSourceError, Heard, MissingMakerError, draw, find_maker
from slidekit.doctree.diagrams.rules import Place, Sheet
from slidekit.processes import filters

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 100 50">'

MERMAID = {
    "flowchart": (
        "flowchart LR\n A[Alpha] -->|goes| B{Beta}\n subgraph Gamma\n B --> C((Delta))\n end",
        "Alpha goes Beta Gamma Delta",
    ),
    "sequence": (
        "sequenceDiagram\n Alpha->>+Beta: asks\n Note over Alpha: thinks\n Beta-->>-Alpha: answers",
        "Alpha Beta asks thinks answers",
    ),
    "class": ("classDiagram\n Alpha <|-- Beta\n Alpha : +int age\n Beta : +swim()", "Alpha Beta"),
    "state": (
        "stateDiagram-v2\n [*] --> Alpha\n Alpha --> Beta : goes\n state Beta {\n Gamma\n }",
        "Alpha Beta Gamma goes",
    ),
    "pie": ('pie title Parts\n "Alpha" : 3\n "Beta" : 1', "Parts Alpha Beta 75% 25%"),
    "gantt": (
        "gantt\n dateFormat YYYY-MM-DD\n section One\n Alpha : a, 2014-01-01, 30d\n Beta : after a, 20d",
        "One Alpha Beta",
    ),
    "er": ("erDiagram\n ALPHA ||--o{ BETA : has\n ALPHA { string name }", "ALPHA BETA has name"),
    "git": ('gitGraph\n commit id: "Alpha"\n branch beta\n commit id: "Gamma"', "main beta Alpha Gamma"),
    "mindmap": ("mindmap\n root((Alpha))\n  Beta\n  Gamma", "Alpha Beta Gamma"),
    "timeline": ("timeline\n title Years\n 2001 : Alpha\n 2002 : Beta", "Years 2001 Alpha 2002 Beta"),
    "quadrant": ("quadrantChart\n quadrant-1 Alpha\n Beta: [0.3, 0.6]", "Alpha Beta"),
}


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder where drawings are kept, empty; makers are looked for anew, and have long on a busy machine."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(makers, "SECONDS", 99)
    find_maker.cache_clear()
    yield tmp_path / "cache" / "slidekit" / "diagrams"
    find_maker.cache_clear()


def words(body: str) -> list[str]:
    """The words in a drawing."""
    return re.sub(r"<[^>]*>", " ", body).split()


def cleaned(inside: str, kind: str = "graphviz") -> str:
    """What is left of an SVG."""
    return clean(f"{SVG}{inside}</svg>", MANNERS[kind]).body


# Who draws


def test_graphviz_without_graphviz_pure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where graphviz-pure is not installed, ``dot`` on the PATH draws."""
    maker = find_maker("graphviz")
    assert maker is not None
    assert Path(maker.command[0]).name == "graphviz-pure"
    (tmp_path / "dot").symlink_to(maker.command[0])
    find_maker.cache_clear()
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    monkeypatch.setenv("PATH", str(tmp_path))

    made = draw("graphviz", "graph { alpha }")

    assert find_maker("graphviz").command[0] == str(tmp_path / "dot")
    assert words(made.drawing.body) == ["alpha"]


def test_nobody_draws(deck: MakeDeck, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a maker the source is code, and a warning says what to install."""
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setitem(sys.modules, "merman", None)

    made = deck(
        "slide\n-----\n\n.. graphviz::\n   :caption: Why\n   :name: why\n\n   graph { alpha }\n\n.. mermaid::\n\n   pie\n"
    )

    shown = "nobody here draws it, and its source is shown as code; it needs"
    install = "pip install 'slidekit-rst[diagrams]'"
    assert [(each.code, each.at.line, each.message) for each in made.diagnostics] == [
        (
            "missing-maker",
            4,
            f"{shown} graphviz-pure or Graphviz' dot: {install}, or your system's package graphviz",
        ),
        ("missing-maker", 10, f"{shown} merman: {install}"),
    ]
    html = made.slides[0].html
    assert '<figure class="code-block" id="why">\n<figcaption>Why</figcaption>\n<pre class="code"><code><span' in html
    assert '<pre class="code"><code>pie</code></pre>' in html
    with pytest.raises(MissingMakerError):
        draw("mermaid", "pie")


def test_untrusted(deck: MakeDeck, kept: Path) -> None:
    """For a stranger's talk no program is started."""
    made = deck("slide\n-----\n\n.. graphviz::\n\n   graph { alpha }\n", untrusted=True)

    assert [each.code for each in made.diagnostics] == ["untrusted"]
    assert '<pre class="code">' in made.slides[0].html
    assert not kept.exists()


@pytest.mark.parametrize("kind", MERMAID)
def test_mermaid_kinds(kind: str) -> None:
    """Diagrams of each kind keep their words, and have nothing of their own that could reach into the page."""
    source, said = MERMAID[kind]

    made = draw("mermaid", source)

    assert set(said.split()) <= set(words(made.drawing.body))
    assert re.findall(r"url\(|<style|foreignObject| id=| class=| style=|<script|xmlns", made.drawing.body) == []
    assert set(re.findall(r"<(\w+)", made.drawing.body)) <= {
        *"g a path polygon polyline line rect circle ellipse text tspan".split()
    }
    assert 'fill="#' not in made.drawing.body


# What is kept


def test_kept(kept: Path) -> None:
    """A drawing is kept, with what its maker said of it, and is not made again."""
    source = 'graph { alpha -- beta:port; x [URL="javascript:x"] }'
    first = draw("graphviz", source)
    (path,) = kept.iterdir()
    text = path.read_text("utf-8")

    assert first.heard == (Heard("node beta, port port unrecognized"),)
    assert first.drawing.lost == ("link javascript:x",)
    assert draw("graphviz", source) == first
    assert text.count("<svg ") == 1
    path.write_text(text.replace("alpha", "omega"), "utf-8")
    assert draw("graphviz", source) == first, "a damaged one is none"
    assert path.read_text("utf-8") == text


def test_kept_apart(kept: Path) -> None:
    """Another source, another layout: another drawing."""
    draw("graphviz", "graph { alpha -- beta }")
    draw("graphviz", "graph { alpha -- beta }", "circo")
    draw("graphviz", "graph { alpha -- beta; }")

    assert len(list(kept.iterdir())) == 3


@pytest.mark.parametrize("damage", [b"", b"\xff\xfe", b"<!-- -->\n<svg/>"])
def test_damaged(kept: Path, damage: bytes) -> None:
    """Whatever is in a file that should hold a drawing, it does no harm."""
    first = draw("graphviz", "graph { alpha }")
    (path,) = kept.iterdir()
    path.write_bytes(damage)

    assert draw("graphviz", "graph { alpha }") == first


def test_not_kept(deck: MakeDeck, kept: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """With --no-cache nothing is kept; and where nothing can be kept, diagrams are drawn all the same."""
    text = "slide\n-----\n\n.. graphviz::\n\n   graph { alpha }\n"
    deck(text, no_cache=True)
    assert not kept.exists()
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))

    made = deck(text)

    assert "alpha" in made.slides[0].html
    assert made.diagnostics == ()


def test_bounded(tmp_path: Path) -> None:
    """Of more drawings than are kept the older half goes."""
    for number in range(store.MOST + 1):
        path = tmp_path / f"{number}.svg"
        path.write_text("")
        os.utime(path, (number, number))

    store.prune(tmp_path)

    assert sorted(int(path.stem) for path in tmp_path.iterdir()) == list(range(501, 1001))


# A stranger's source


def test_what_is_left() -> None:
    """Of an SVG only shapes, words and links are left."""
    body = cleaned(
        "<script>alert(1)</script><style>body{display:none}</style>"
        '<g id="main" class="slide" onclick="x()" style="fill:url(http://evil/)"><title>t</title>'
        '<rect x="0" y="0" width="9" height="9" fill="red" onload="x()" style="background:url(//evil)" filter="url(#f)"/></g>'
        '<image xlink:href="file:///etc/passwd" width="9" height="9"/><use xlink:href="http://evil/#x"/>'
        '<foreignObject width="9" height="9"><body xmlns="http://www.w3.org/1999/xhtml"><img src="x" onerror="x()"/>'
        '<script xmlns="http://www.w3.org/1999/xhtml">x()</script></body></foreignObject>'
        '<a xlink:href=" java&#10;script:x()"><circle r="2" fill="blue"/></a>'
        '<a xlink:href="https://example.org/&quot;&gt;&lt;script&gt;"><circle r="3" fill="blue"/></a>'
        '<animate attributeName="href" to="javascript:x()"/><set attributeName="onclick" to="x()"/>'
        '<rect x="0" y="0" width="calc(1px)" height="9" fill="red"/>'
        '<path d="M0 0L9 9" fill="none" stroke="red;x:url(//evil)"/><path d="M0,0&lt;" stroke="red"/>'
        '<text x="1" y="1" fill="expression(1)">&lt;b&gt; &amp; c</text>'
    )

    assert body == (
        '<rect x="0" y="0" width="9" height="9" fill="#ff0000"/>'
        '<circle r="2" fill="#0000ff"/>'
        '<a href="https://example.org/&quot;&gt;&lt;script&gt;"><circle r="3" fill="#0000ff"/></a>'
        '<text x="1" y="1" font-size="13.3">&lt;b&gt; &amp; c</text>'
    )


@pytest.mark.parametrize(
    ("svg", "said"),
    [
        ("", "its maker gave no SVG"),
        ("<svg", "its maker gave no SVG"),
        ("<html/>", "there is nothing in it"),
        (f"{SVG.replace('100 50', '0 50')}</svg>", "there is nothing in it"),
        (f"{SVG.replace('100 50', '1e999 50')}</svg>", "there is nothing in it"),
        (f"{SVG}{'<g>' * 200}{'</g>' * 200}</svg>", "it is nested too deeply"),
        (f"{SVG}{'<g/>' * 20_001}</svg>", "it is too large: 20,002 shapes and words, and 20,000 are the most"),
        (f"{SVG}{' ' * 4_000_000}</svg>", "it is too large: 4,000"),
    ],
)
def test_no_drawings(svg: str, said: str) -> None:
    """What cannot be a drawing is refused, with the reason."""
    with pytest.raises(DrawingError, match=re.escape(said)):
        clean(svg, MANNERS["graphviz"])


def test_entities() -> None:
    """What an SVG abbreviates is not put in."""
    bombs = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))

    drawing = clean(
        f'<!DOCTYPE svg [<!ENTITY a0 "aaaaaaaaaa">{bombs}]>{SVG}<text>&a9;</text></svg>', MANNERS["graphviz"]
    )

    assert words(drawing.body) == ["&amp;a9;"]


@pytest.mark.parametrize(
    ("kind", "source", "said"),
    [
        ("graphviz", "graph { a } graph { b }", "it holds 2 graphs; each wants a directive of its own"),
        ("graphviz", "graph { a [label=<<font>x>] }", "mismatched tag in line 1 in label of node a"),
        ("graphviz", "", "its maker gave nothing"),
        ("graphviz", " " * 1_000_001, "the source has 1,000,001 bytes; 1,000,000 are drawn at most"),
        ("mermaid", 'pie\n "a": -1', '"a" has invalid value: -1'),
        ("mermaid", "\0\ud800", "No Mermaid diagram type detected"),
    ],
)
def test_bad_sources(kind: str, source: str, said: str) -> None:
    """What cannot be drawn is told in its maker's words."""
    with pytest.raises(BadSourceError, match=re.escape(said)):
        draw(kind, source)


def test_too_slow(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A graph that takes too long is stopped, and leaves nothing behind."""
    monkeypatch.setattr(makers, "SECONDS", 1)
    # The system's own limit, for when we are gone, comes much later: it would be first if we are only late.
    bound = filters.bound
    monkeypatch.setattr(filters, "bound", lambda pid, seconds, most: bound(pid, seconds + 99, most))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    began = monotonic()

    with pytest.raises(BadSourceError, match="drawing it took more than 1 seconds and was stopped"):
        draw("graphviz", ENDLESS, "fdp")

    assert monotonic() - began < 60
    assert list(tmp_path.glob("slidekit-*")) == []


ENDLESS = (
    "graph { maxiter=2000000000; " + "".join(f"{n} -- {n * 7 % 40}; {n} -- {n * 11 % 40}; " for n in range(40)) + "}"
)
"""What ``fdp`` lays out without end, in little memory."""


@pytest.mark.parametrize(("took", "late", "status"), [(100, True, 0), (1, False, -9)])
def test_ended_by_the_system(monkeypatch: pytest.MonkeyPatch, took: float, late: bool, status: int) -> None:
    """What the system has ended because its time was over took too long, though we came late; else it was something else."""
    monkeypatch.setattr(filters, "time", SimpleNamespace(monotonic=iter([0, took]).__next__))

    answer = filters.filtered(["sh", "-c", "kill -9 $$"], b"", seconds=50, most=1000, environment={})

    assert (answer.late, answer.status) == (late, status)


def test_ends_with_the_reading(tmp_path: Path) -> None:
    """When the time of a talk is over, so is that of the program that draws for it."""
    talk = tmp_path / "talk.rst"
    talk.write_text(f"slide\n-----\n\n.. graphviz::\n   :layout: fdp\n\n   {ENDLESS}\n")

    done = subprocess.run(
        [sys.executable, "-m", "slidekit", "build", talk, "--time-limit", "1.5"],
        capture_output=True,
        text=True,
        env={**os.environ, "TMPDIR": str(tmp_path)},
        check=False,
    )

    assert done.returncode == 1
    assert "[time-limit]" in done.stderr
    # The system takes back its memory first; and a reader that could not be asked in time is killed, and leaves the
    # program to the system, which ends it after nine seconds of work.
    until = monotonic() + 120
    while working_below(tmp_path) and monotonic() < until:
        sleep(0.05)
    assert working_below(tmp_path) == []


def working_below(folder: Path) -> list[str]:
    """The programs that work in a folder."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if (process / "cwd").readlink().is_relative_to(folder):
                found.append((process / "comm").read_text())
        except OSError:
            continue
    return found


def test_reads_no_files(tmp_path: Path) -> None:
    """Whatever a graph asks for, no file is opened for it, and none is named in what comes out."""
    secret = tmp_path / "secret.svg"
    secret.write_text(f"{SVG}<text>secret</text></svg>")
    source = f"""digraph {{
        graph [stylesheet="{secret}", imagepath="{tmp_path}", fontpath="{tmp_path}", _background="I 0 0 9 9 3 -{secret}"]
        a [image="{secret}"] b [shape=custom, shapefile="{secret}"] c [label=<<table><tr><td><img src="{secret}"/></td></tr></table>>]
    }}"""

    made = draw("graphviz", source)

    assert made.heard == (Heard("pictures in diagrams are not shown"),)
    assert "secret" not in made.drawing.body


# How they look


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("a [style=filled]", {"a": None}),
        ("a [style=filled, fillcolor=gold]", {"a": "#000"}),
        ("a [style=filled, fillcolor=navy]", {"a": "#fff"}),
        ("a [style=filled, fillcolor=navy, fontcolor=white]", {"a": "#fff"}),
        ("a [style=filled, fillcolor=navy, fontcolor=pink]", {"a": "#ffc0cb"}),
        ("a [fontcolor=white]", {"a": None}),
        ("a [style=filled, fillcolor=black]", {"a": "var(--paper)"}),
        ('a [label=<<table><tr><td bgcolor="yellow">x</td><td>y</td></tr></table>>]', {"x": "#000", "y": None}),
        ("bgcolor=navy a", {"a": "#fff"}),
        ("subgraph cluster_x { style=filled fillcolor=navy label=x a [style=filled] }", {"x": "#fff", "a": None}),
        ("a -- b [label=x, fontcolor=red]", {"a": None, "x": "#ff0000"}),
    ],
)
def test_letters_can_be_read(source: str, wanted: dict[str, str | None]) -> None:
    """Letters are the theme's on what is the theme's, black or white on a colour of the author's, unless that is said."""
    body = draw("graphviz", f"graph {{ {source} }}").drawing.body

    found = {word: look for look, word in re.findall(r"<text([^>]*)>([^<]*)</text>", body)}
    assert {word: next(iter(re.findall(r'fill="([^"]*)"', found[word])), None) for word in wanted} == wanted


def test_graphs_are_the_themes() -> None:
    """Black, white and grey are the theme's ink, paper and tint; other colours stay."""
    body = draw(
        "graphviz", "graph { a [style=filled]; b [style=filled, fillcolor=white, color=red]; a -- b }"
    ).drawing.body

    assert re.findall(r'<(ellipse|path)[^>]*? fill="([^"]*)" stroke="([^"]*)"', body) == [
        ("ellipse", "var(--tint)", "currentColor"),
        ("ellipse", "var(--paper)", "#ff0000"),
        ("path", "none", "currentColor"),
    ]


def test_yellow_on_black() -> None:
    """A black that is written on in a colour stays black."""
    body = draw("graphviz", "graph { a [style=filled, fillcolor=black, fontcolor=yellow] }").drawing.body

    assert '<ellipse cx="27"' in body
    assert 'fill="#000000"' in body
    assert 'fill="#ffff00"' in body


def test_authors_colours_in_mermaid() -> None:
    """A class or a style that an author writes stays, and can be read."""
    body = draw(
        "mermaid", "flowchart LR\n A:::hot --> B\n classDef hot fill:#d00\n style B fill:#ff0,color:#00f"
    ).drawing.body

    assert re.findall(r'<rect[^>]*fill="(#\w+)"', body) == ["#dd0000", "#ffff00"]
    assert re.findall(r'<text[^>]*fill="(#\w+)"[^>]*>(\w)<', body) == [("#fff", "A"), ("#0000ff", "B")]


def test_gradients() -> None:
    """Of a gradient the first colour is left: it would need an id."""
    body = draw("graphviz", 'graph { a [style=filled, fillcolor="red:blue"] }').drawing.body

    assert re.findall(r'fill="([^"]*)"', body) == ["#ff0000", "#000"]


def test_arrowheads() -> None:
    """What is drawn at the end of a line lies there, in its direction, and as large as is said."""
    body = cleaned(
        '<defs><marker id="m" viewBox="0 0 10 10" refX="5" refY="5" markerWidth="8" markerHeight="8" '
        'markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0L10 5L0 10z"/></marker></defs>'
        '<path d="M10 10 L30 10 l0 20" fill="none" stroke="black" marker-start="url(#m)" marker-end="url(#m)"/>'
    )

    assert re.findall(r'<g transform="([^"]*)">', body) == [
        "translate(10 10) scale(0.8) translate(-5 -5)",
        "translate(30 30) rotate(90) scale(0.8) translate(-5 -5)",
    ]


@pytest.mark.parametrize(
    ("selector", "found"),
    [
        ("rect", True),
        (".node rect", True),
        (".node > rect", False),
        (".box>rect", True),
        ("#d .node .box rect", True),
        ("#x rect", False),
        ('[data-look="neo"] rect', False),
        ('[data-look="classic"] .box rect', True),
        ("[data-look] rect", True),
        (".node:not(.box) rect", True),
        (".box:not(.box) rect", False),
        ("rect:nth-of-type(2)", False),
        ("rect:first-of-type", True),
        ("rect:hover", False),
        ("g + rect", False),
        ("text, rect", True),
        ("*", True),
    ],
)
def test_rules(selector: str, found: bool) -> None:
    """A style rule reaches what a browser would let it reach."""
    root = ElementTree.fromstring(
        '<svg id="d"><g class="node" data-look="classic"><g class="box"><rect/><rect/></g></g></svg>'
    )
    place = None
    for element in (root, root[0], root[0][0], root[0][0][0]):
        place = Place(element, place, 1)

    assert ("fill" in Sheet(f"@keyframes x{{from{{a:b}}}}{selector}{{fill:red}}").said_of(place)) == found


def test_weightier_rules() -> None:
    """Of two rules the weightier counts, then the later; what is important counts more, and style more than rules."""
    place = Place(ElementTree.fromstring('<rect class="a b" fill="one" stroke="one" style="opacity:.5"/>'), None, 1)
    sheet = Sheet(
        ".a.b{fill:two}.a{fill:three;stroke:two;opacity:1}.b{stroke:three}rect{stroke:four!important;color:x}"
    )

    said = sheet.said_of(place)

    assert {name: said[name][0] for name in ("fill", "stroke", "opacity", "color")} == {
        "fill": "two",
        "stroke": "four",
        "opacity": ".5",
        "color": "x",
    }


@pytest.mark.parametrize(
    ("colour", "use", "becomes"),
    [
        ("#333", "text", paints.INK),
        ("#333", "stroke", paints.LINE),
        ("#d00", "stroke", "#d00"),
        ("#eee", "fill", paints.TINT),
        ("#ececff", "fill", paints.TINT),
        ("#111", "fill", paints.INK),
        ("#08427b", "fill", "#08427b"),
    ],
)
def test_makers_own_colours(colour: str, use: str, becomes: str) -> None:
    """Greys that nobody has asked for are the theme's; colours that tell things apart stay."""
    assert paints.of_theme(colour, use) == becomes


def test_letters_with_names() -> None:
    """Letters that HTML has names for are drawn, and names that it has not stay as they are."""
    assert words(draw("graphviz", 'graph { a [label="&eacute;&nope; &lt;"] }').drawing.body) == ["é&amp;nope;", "&lt;"]


def test_twice(deck: MakeDeck) -> None:
    """A diagram that stands on two slides is the same on both, and has no id to share."""
    made = deck(
        "One\n---\n\n.. mermaid::\n\n   flowchart LR\n     A --> B\n\nTwo\n---\n\n.. mermaid::\n\n   flowchart LR\n     A --> B\n"
    )

    one, two = (slide.html[slide.html.index("<figure") :] for slide in made.slides)
    assert one == two
    assert "id=" not in one
