"""docutils' system messages, and our own findings, as diagnostics with a place in the source."""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from docutils import nodes

from slidekit.diagnostics import Diagnostic, Position, Severity
from slidekit.options import suggestion

CODES: tuple[tuple[str, str], ...] = (
    (r"Unknown directive type", "unknown-directive"),
    (r"Unknown interpreted text role|No role entry", "unknown-role"),
    (r"Unknown target name|No target found|Anonymous hyperlink mismatch", "unknown-target"),
    (r"Undefined substitution|Circular substitution", "bad-substitution"),
    (r"Duplicate (explicit )?target|Duplicate name|Duplicate ID", "duplicate-target"),
    (r"Duplicate substitution", "duplicate-substitution"),
    (r"underline too short|overline too short|Possible title|overline or transition", "short-underline"),
    (r"[Ss]ection title|[Tt]itle (level|style)|[Tt]itle overline", "bad-title"),
    (r"unknown option|invalid option|option value|Error in \".*\" directive", "bad-option"),
    (r"\btable\b", "bad-table"),
    (r"start-string without end-string", "unclosed-markup"),
    (r"unindent|indentation", "bad-indentation"),
    (r"circular inclusion", "circular-include"),
    (r"directive disabled", "untrusted"),
)
"""Which of docutils' messages has which code; what is not named here is ``markup``."""

NOT_SAID = re.compile(r"No smart quotes defined for language")
"""Nothing is wrong with a talk in a language whose quotes docutils does not know."""

UNKNOWN_OPTION = re.compile(r"Error in \"([^\"]+)\" directive:\s+unknown option: \"([^\"]*)\"")

OPTION = re.compile(r"option:? \"([^\"\n]+)\"")

PROMOTED = re.compile(r"Possible title underline|Unexpected possible title overline")
"""docutils says this at its lowest level, but a slide has become a paragraph."""

ANONYMOUS = re.compile(r"[\w`|]__(?!\w)")

QUOTED = re.compile(r"\"([^\"\n]+)\"|'([^'\n]+)'")


LOCAL = frozenset("unknown-role unclosed-markup unknown-directive bad-option bad-indentation short-underline".split())
"""The codes of docutils' messages after which text is read as it would be without them."""

EVERYWHERE = (0, 10**9)
"""The lines that a place depends on which is looked for in the whole talk."""


class Reports:
    """Collects what is to be said about one talk."""

    def __init__(self, talk: Path, lines: Sequence[str]) -> None:
        self.talk = talk
        self.lines: dict[Path, Sequence[str]] = {talk: lines}
        self.found: list[Diagnostic] = []
        self.known: set[Diagnostic] = set()
        self.loose: list[tuple[int, int]] = []
        """The first and last line of the talk that each place depends on, unless that is its own line alone."""
        self.heard = 0
        """How many of docutils' own messages, which may come of text that is read amiss, were kept."""
        self.note_is_default = False
        """Nobody has said whether ``.. note::`` is a speaker note."""

    def observe(self, message: nodes.system_message) -> None:
        """Take one message of docutils (an observer of its reporter)."""
        level, text = message["level"], first_paragraph(message)
        code = message.get("code") or code_of(text)
        if level == 1 and PROMOTED.match(text):
            text = "this line looks like a title's underline, but it is too short: title and line are plain text"
        elif level < 2 or NOT_SAID.match(text):
            return
        if "code" not in message and code not in LOCAL:
            self.heard += 1
        if not message.get("line") and text.startswith("Anonymous"):
            self.loose.append(EVERYWHERE)
        self.add(
            code,
            " ".join(text.split()) + hint(code, text),
            self.path_of(message.get("source")),
            message.get("line") or self.line_of_anonymous(text),
            message.get("mark"),
            Severity.ERROR if level >= 3 else Severity.WARNING,
        )

    def line_of_anonymous(self, text: str) -> int:
        """Where the anonymous links begin that docutils reports without a line; else the first line."""
        if text.startswith("Anonymous hyperlink mismatch"):
            for number, line in enumerate(self.lines[self.talk], 1):
                if ANONYMOUS.search(line):
                    return number
        return 1

    def note(
        self,
        code: str,
        message: str,
        node: nodes.Node | None = None,
        mark: str = "",
        severity: Severity = Severity.WARNING,
    ) -> None:
        """Say something about a node."""
        path, line = where(node) if node is not None else (None, 0)
        self.add(code, message, self.path_of(path), line, mark, severity)

    def add(self, code: str, message: str, path: Path, line: int, mark: str | None, severity: Severity) -> None:
        """Keep a message, its mark looked for in the line and in the lines of text around it."""
        lines = self.lines_of(path)
        marks = [mark] if mark is not None else marks_in(code, message)
        line, column, mark = self.pinned(path, lines, line, [word for word in marks if word], mark is not None)
        excerpt = lines[line - 1] if line <= len(lines) else ""
        found = Diagnostic(code, message, Position(path, line, column), mark, severity, excerpt)
        if found not in self.known:
            self.known.add(found)
            self.found.append(found)

    def position(self, node: nodes.Node, mark: str = "") -> Position:
        """Where a node stands."""
        path, line = where(node)
        found = self.path_of(path)
        line, column, _ = self.pinned(found, self.lines_of(found), line, [mark] if mark else [], True)
        return Position(found, line, column)

    def pinned(self, path: Path, lines: Sequence[str], line: int, marks: list[str], sure: bool) -> tuple[int, int, str]:
        """Line, column and mark as `pin` finds them; notes which other lines that depends on."""
        found = pin(lines, line, marks, sure)
        best = bool(marks) and found[2].lower() == marks[0].lower()
        if path == self.talk and (found[0] != line or (marks and not best)):
            if best and found[0] > line:
                self.loose.append((line, found[0]))
            elif line == 0:
                self.loose.append(EVERYWHERE)
            else:
                self.loose.append((min(found[0], line - 2), line + 41))
        return found

    def path_of(self, source: Any) -> Path:
        """The file of a node; the talk itself where docutils does not know."""
        if not source or str(source).startswith("<"):
            return self.talk
        path = Path(str(source))
        return self.talk if path == self.talk else path

    def lines_of(self, path: Path) -> Sequence[str]:
        """The lines of a file, read once; none if it cannot be read."""
        if path not in self.lines:
            try:
                self.lines[path] = path.read_text("utf-8-sig", "replace").split("\n")
            except OSError:
                self.lines[path] = []
        return self.lines[path]

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Everything found, in the order of the source."""

        def place(found: Diagnostic) -> tuple[bool, str, int, int]:
            at = found.at
            if at is None:
                return (True, "", 0, 0)
            return (at.path != self.talk, str(at.path), at.line, at.column)

        return tuple(sorted(self.found, key=place))


def first_paragraph(message: nodes.system_message) -> str:
    """What a message says, without the source text it quotes."""
    for child in message.children:
        if isinstance(child, nodes.paragraph):
            return child.astext()
    return message.astext()


def marks_in(code: str, message: str) -> list[str]:
    """The words that a message quotes, as they may stand in the source; of a bad option its name first."""
    quoted = [double or single for double, single in QUOTED.findall(message)]
    return [*(f":{name}:" for name in OPTION.findall(message)), *quoted] if code == "bad-option" else quoted


def hint(code: str, message: str) -> str:
    """What may have been meant by a directive, role or option that docutils does not know."""
    unknown = UNKNOWN_OPTION.search(message)
    if unknown:
        return hint_of_option(unknown[1], unknown[2])
    tables = {
        "unknown-directive": ("docutils.parsers.rst.directives", ("_directive_registry", "_directives")),
        "unknown-role": ("docutils.parsers.rst.roles", ("_role_registry",)),
    }
    name = QUOTED.search(message)
    if code not in tables or not name:
        return ""
    module, registries = tables[code]
    parted = ":" in (name[1] or name[2])
    known = {
        each for registry in registries for each in vars(import_module(module))[registry] if (":" in each) == parted
    }
    meant = suggestion(name[1] or name[2], known)
    return f" Did you mean {meant!r}?" if meant else ""


def hint_of_option(directive: str, name: str) -> str:
    """Which options a directive has, and which of them may have been meant."""
    known: Any = vars(import_module("docutils.parsers.rst.directives"))["_directives"].get(directive)
    options = sorted(getattr(known, "option_spec", None) or ())
    if not options:
        return " It has none." if known is not None else ""
    meant = suggestion(name, options)
    return f"{f' Did you mean {meant!r}?' if meant else ''} It has: {', '.join(options)}."


def code_of(text: str) -> str:
    """The code of one of docutils' messages."""
    for pattern, code in CODES:
        if re.search(pattern, text):
            return code
    return "markup"


def pin(lines: Sequence[str], line: int, marks: list[str], sure: bool) -> tuple[int, int, str]:
    """Line, column and mark of the first of the marks that stands in the line's block of text.

    docutils reports the first line of a paragraph, or the line after an error; the word itself is
    in the line, below it in the same block, or a little above. A ``sure`` mark is known to stand in
    the source, and is looked for beyond blank lines too.
    """
    for mark in marks:
        for number in nearby(lines, line, sure):
            text = lines[number - 1]
            start = text.find(mark)
            if start < 0 and not sure:  # docutils writes names in small letters
                start = text.lower().find(mark.lower())
            if start >= 0:
                return number, start + 1, text[start : start + len(mark)]
    line = max(1, line)
    while 1 < line <= len(lines) and not lines[line - 1].strip():  # docutils had read on to the block's end
        line -= 1
    if line <= len(lines):
        text = lines[line - 1]
        return line, len(text) - len(text.lstrip()) + 1 if text.strip() else 1, text.strip()
    return line, 1, ""


def nearby(lines: Sequence[str], line: int, beyond: bool) -> list[int]:
    """The line, then the rest of its block (or 40 lines), then the two lines before; all for line 0."""
    if line == 0:
        return list(range(1, len(lines) + 1))
    numbers = [line] if line <= len(lines) else []
    after = line + 1
    while after <= len(lines) and after <= line + 40 and (beyond or lines[after - 1].strip()):
        numbers.append(after)
        after += 1
    return numbers + [number for number in (line - 1, line - 2) if 1 <= number <= len(lines)]


def where(node: nodes.Node) -> tuple[str | None, int]:
    """Source and line of a node; line 0 if docutils does not know it.

    docutils gives a reStructuredText section the line of its title's underline, and many an inline
    node none at all: then the nearest ancestor's counts.
    """
    found: nodes.Node | None = node
    while found is not None:
        if found.line is not None:
            line = found.line
            if isinstance(found, nodes.section):
                line -= 1
            return found.source, max(1, line)
        found = found.parent
    return None, 0
