"""Who draws diagrams, and how: programs that are found on this machine, given a source, and heard."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from slidekit.doctree.diagrams import paints, store
from slidekit.doctree.diagrams.drawing import LETTERS, Drawing, clean
from slidekit.doctree.diagrams.looks import DrawingError, Manner
from slidekit.processes.filters import Answer, filtered

SECONDS = 8
"""What one diagram may take."""

SOURCE = 1_000_000
"""Bytes of the longest source."""

LAYOUTS = ("dot", "neato", "fdp", "sfdp", "circo", "twopi", "osage", "patchwork")

INSTALL = "pip install 'slidekit-rst[diagrams]'"
NEEDS = {
    "graphviz": f"graphviz-pure or Graphviz' dot: {INSTALL}, or your system's package graphviz",
    "mermaid": f"merman: {INSTALL}",
}
"""Who draws what, and where it comes from."""

FONT = "Helvetica"
GRAPHVIZ = (
    "-Tsvg",
    "-Nmargin=0.2,0.1",
    *(f"-{kind}fontname={FONT}" for kind in "GNE"),
)
GUARDED = {"SERVER_NAME": "slidekit", "LC_ALL": "C.UTF-8"}
"""With a server's name, and without a path for files, Graphviz opens none."""
FILE_PATH = "GV_FILE_PATH"

NO_PICTURE = re.compile(r"(?:improper (?:image|shapefile)[^=]*=\"|Images unsupported)")
BRACES = re.compile(r'"(?:\\.|[^"\\])*"|//[^\n]*|/\*.*?\*/|^#[^\n]*|[{}]', re.DOTALL | re.MULTILINE)
"""What groups, and what stands in the way of looking for it."""

OF_NO_ACCOUNT = re.compile(r"no value for width of|file loading is disabled|is unsafe$|[Ff]ontconfig|variable is unset")

# What Mermaid draws with: colours that stand for the theme's.
STANDS = {
    "ink": ("#010203", paints.INK),
    "paper": ("#f9fafb", paints.PAPER),
    "tint": ("#e9eaeb", paints.TINT),
    "line": ("#818283", paints.LINE),
    "accent": ("#c1a2b3", "var(--accent)"),
}
STRONG = ("var(--accent)", paints.LINE, "color-mix(in srgb,var(--accent) 60%,var(--paper))")
PARTS = tuple(
    (f"#a{number}b{number}c{number}", (paint, STRONG[number % len(STRONG)]))
    for number, paint in enumerate(paints.SERIES)
)
BY_USE = {
    "ink": (
        "primaryTextColor secondaryTextColor tertiaryTextColor textColor nodeTextColor titleColor actorTextColor "
        "labelTextColor loopTextColor noteTextColor signalTextColor taskTextColor taskTextOutsideColor "
        "taskTextLightColor taskTextDarkColor taskTextClickableColor transitionLabelColor stateLabelColor "
        "errorTextColor classText pieTitleTextColor pieSectionTextColor pieLegendTextColor scaleLabelColor cScaleLabel "
        "lineColor arrowheadColor defaultLinkColor signalColor transitionColor specialStateColor innerEndBackground "
        "todayLineColor quadrantPointFill quadrantPointTextFill quadrantXAxisTextFill quadrantYAxisTextFill "
        "quadrantTitleFill quadrant1TextFill quadrant2TextFill quadrant3TextFill quadrant4TextFill "
        "requirementTextColor relationColor relationLabelColor tagLabelColor commitLabelColor archEdgeColor "
        "archEdgeArrowColor critBorderColor activeTaskBorderColor"
    ),
    "paper": (
        "background edgeLabelBackground labelBackgroundColor relationLabelBackground altBackground "
        "compositeBackground sequenceNumberColor pieStrokeColor commitLabelBackground rowOdd attributeBackgroundColorOdd"
    ),
    "tint": (
        "primaryColor secondaryColor tertiaryColor mainBkg nodeBkg actorBkg labelBoxBkgColor taskBkgColor stateBkg "
        "compositeTitleBackground sectionBkgColor sectionBkgColor2 rowEven attributeBackgroundColorEven personBkg "
        "requirementBackground tagLabelBackground excludeBkgColor errorBkgColor doneTaskBkgColor quadrant1Fill "
        "quadrant2Fill quadrant3Fill quadrant4Fill"
    ),
    "line": (
        "primaryBorderColor secondaryBorderColor tertiaryBorderColor nodeBorder clusterBorder actorBorder "
        "actorLineColor labelBoxBorderColor noteBorderColor activationBorderColor gridColor taskBorderColor "
        "doneTaskBorderColor compositeBorder pieOuterStrokeColor personBorder requirementBorderColor tagLabelBorder "
        "quadrantInternalBorderStrokeFill quadrantExternalBorderStrokeFill"
    ),
}
"""Mermaid's own names of colours, by what they become."""

OTHERS = {"clusterBkg": "paper", "altSectionBkgColor": "paper"}
MARKED = "noteBkgColor activationBkgColor activeTaskBkgColor critBkgColor"


def mermaid_colours() -> dict[str, str]:
    """The values of Mermaid's variables."""
    found = {name: STANDS[use][0] for use, names in BY_USE.items() for name in names.split()}
    found |= {name: STANDS[use][0] for name, use in OTHERS.items()}
    found |= dict.fromkeys(MARKED.split(), PARTS[1][0])
    for number in range(12):
        part = PARTS[number % len(PARTS)][0]
        found |= {f"pie{number + 1}": part, f"cScale{number}": part, f"cScaleLabel{number}": STANDS["ink"][0]}
        if number < 8:
            found |= {f"git{number}": part, f"gitBranchLabel{number}": STANDS["ink"][0], f"fillType{number}": part}
    return found


MANNERS = {
    "graphviz": Manner(paints.GRAPHVIZ, strict=True, size=14),
    "mermaid": Manner({**dict(STANDS.values()), **dict(PARTS)}, strict=False, size=16),
}


class Heard(NamedTuple):
    """What a maker says of a source: the line in it, 0 if it names none."""

    message: str
    line: int = 0


class Made(NamedTuple):
    """A drawing, and what its maker has to say of it."""

    drawing: Drawing
    heard: tuple[Heard, ...] = ()


class MissingMakerError(Exception):
    """Nobody here draws that; the argument says what to install."""


class BadSourceError(Exception):
    """A source that cannot be drawn; ``heard`` says why."""

    def __init__(self, heard: Heard) -> None:
        super().__init__(heard.message)
        self.heard = heard


class Maker(NamedTuple):
    """Who draws: a command, and what tells its versions apart."""

    command: tuple[str, ...]
    version: tuple[str | int, ...]


@cache
def find_maker(kind: str) -> Maker | None:
    """Who draws diagrams of a kind on this machine; nobody, if there is none."""
    if kind == "mermaid":
        spec = find_spec("merman")
        if spec is None or spec.origin is None:
            return None
        names = sorted(path.name for path in Path(spec.origin).parents[1].glob("merman-*.dist-info"))
        program = str(Path(__file__).with_name("mermaid.py"))
        return Maker((sys.executable, "-P", program, mermaid_options()), ("merman", *names))
    beside = Path(sys.executable).parent
    for found in (
        shutil.which("graphviz-pure", path=str(beside)),
        shutil.which("graphviz-pure"),
        shutil.which("dot"),
    ):
        if found is not None:
            known = Path(found).stat()
            return Maker((found, *GRAPHVIZ), (Path(found).name, known.st_size, known.st_mtime_ns))
    return None


def places() -> list[Path]:
    """Where programs that draw are looked for, found or not."""
    folders = (str(Path(sys.executable).parent), *os.get_exec_path())
    return [Path(folder, name) for folder in dict.fromkeys(folders) for name in ("graphviz-pure", "dot")]


def mermaid_options() -> str:
    """What merman is told."""
    return json.dumps(
        {
            "resources": {"profile": "interactive"},
            "svg": {"pipeline": "parity", "diagram_id": "d"},
            "site_config": {
                "theme": "base",
                "look": "classic",
                "flowchart": {"minNodeWidth": 60},
                "fontFamily": "Arial, sans-serif",
                "themeVariables": {
                    **mermaid_colours(),
                    "fontFamily": "Arial, sans-serif",
                    "useGradient": False,
                    "pieOpacity": "1",
                },
            },
        }
    )


def draw(kind: str, source: str, layout: str = "", cached: bool = True) -> Made:
    """Draw a source. Raises MissingMakerError and BadSourceError."""
    maker = find_maker(kind)
    if maker is None:
        raise MissingMakerError(NEEDS[kind])
    command = (*maker.command, *([f"-K{layout}"] if layout else []))
    key = store.key_of(kind, maker.version, command[1:], source)
    known = store.find(key) if cached else None
    if known is not None:
        return unpacked(known)
    made = drawn(kind, command, source)
    if cached:
        store.keep(key, packed(made))
    return made


def drawn(kind: str, command: tuple[str, ...], source: str) -> Made:
    """What a maker makes of a source."""
    text = source.encode("utf-8", "replace")
    if len(text) > SOURCE:
        raise BadSourceError(Heard(f"the source has {len(text):,} bytes; {SOURCE:,} are drawn at most"))
    if kind == "graphviz" and (graphs := graphs_in(source)) > 1:
        raise BadSourceError(Heard(f"it holds {graphs} graphs; each wants a directive of its own"))
    try:
        answer = filtered(command, text, seconds=SECONDS, most=LETTERS, environment=surroundings())
    except OSError as error:
        raise BadSourceError(Heard(f"{Path(command[0]).name} does not start: {error.strerror}")) from None
    if answer.late:
        raise BadSourceError(Heard(f"drawing it took more than {SECONDS} seconds and was stopped"))
    if answer.large:
        raise BadSourceError(Heard(f"it is too large: more than {LETTERS:,} bytes as SVG"))
    errors, doubts = HEARD[kind](answer, text)
    svg = answer.output.decode("utf-8", "replace")
    if errors or not svg.strip():
        raise BadSourceError(errors[0] if errors else Heard(silence(answer)))
    try:
        return Made(clean(svg, MANNERS[kind]), doubts)
    except DrawingError as error:
        raise BadSourceError(Heard(str(error))) from None


def graphs_in(source: str) -> int:
    """How many graphs a source of Graphviz' holds; some of its makers draw the first, and say nothing of the rest."""
    count = depth = 0
    for found in BRACES.finditer(source):
        depth += (found[0] == "{") - (found[0] == "}")
        count += found[0] == "}" and depth == 0
    return count


def silence(answer: Answer) -> str:
    """What is wrong if a maker says nothing."""
    if answer.status < 0:
        return "drawing it took more memory than it may, or its maker failed"
    return f"its maker gave nothing, and ended with status {answer.status}"


def surroundings() -> dict[str, str]:
    """The environment of a maker."""
    return {**{name: value for name, value in os.environ.items() if name != FILE_PATH}, **GUARDED}


Hearing = tuple[tuple[Heard, ...], tuple[Heard, ...]]
"""What is wrong, and what is doubtful."""


def heard_from_graphviz(answer: Answer, _: bytes) -> Hearing:
    """What Graphviz says, each once."""
    errors: dict[Heard, None] = {}
    doubts: dict[Heard, None] = {}
    text = re.sub(r"\n(\.\.\..*\n)?(?=in label of)", " ", answer.said.decode("utf-8", "replace"))
    for line in text.splitlines():
        kind, colon, text = line.partition(": ")
        if not colon or kind not in ("Warning", "Error") or OF_NO_ACCOUNT.search(text):
            continue
        if NO_PICTURE.search(text):
            kind, text = "Warning", "pictures in diagrams are not shown"
        at = re.match(r"<stdin>: (syntax error) in line (\d+)(.*)", text)
        text = " ".join((at[1] + at[3] if at else text).split())
        (errors if kind == "Error" else doubts)[Heard(text, int(at[2]) if at else 0)] = None
    return tuple(errors), tuple(doubts)


def heard_from_mermaid(answer: Answer, source: bytes) -> Hearing:
    """What merman says, if the source is wrong."""
    if not answer.status:
        return (), ()
    at, _, text = answer.said.decode("utf-8", "replace").partition("\n")
    if not re.fullmatch(r"\d*", at) or not text.strip():  # a traceback, or nothing: it has crashed
        return (Heard("its maker failed"),), ()
    line = source[: int(at)].count(b"\n") + 1 if at else 0
    return (Heard(re.sub(r"^Diagram parse error \([^()]*\): ", "", " ".join(text.split())), line),), ()


HEARD = {"graphviz": heard_from_graphviz, "mermaid": heard_from_mermaid}


def packed(made: Made) -> str:
    """A drawing as it is kept: what is said of it in a comment, and the SVG."""
    view = " ".join(f"{number:g}" for number in made.drawing.view)
    said = json.dumps([made.drawing.lost, made.heard]).replace("-", "\\u002d")  # a comment has no two of them
    return f'<!-- {said} -->\n<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view}">{made.drawing.body}</svg>\n'


def unpacked(text: str) -> Made:
    """A drawing that was kept."""
    said, _, svg = text.partition("\n")
    lost, heard = json.loads(said.removeprefix("<!-- ").removesuffix(" -->"))
    head, _, rest = svg.partition(">")
    left, top, width, height = (float(number) for number in head.partition('viewBox="')[2].rstrip('"').split())
    drawing = Drawing((left, top, width, height), rest.removesuffix("</svg>\n"), tuple(lost))
    return Made(drawing, tuple(Heard(*each) for each in heard))
