"""Code out of files. Imported when a talk shows some."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives

from slidekit.doctree import excerpt
from slidekit.doctree.features.code import CODE_OPTIONS, CodeBlock, count
from slidekit.doctree.features.files import InsideFence
from slidekit.highlight import language_of

WIDEST = 100

CONTRARY = (
    *(("lineno-match", other) for other in ("lineno-start", "number-lines", "prepend", "append")),
    ("start-after", "start-at"),
    ("end-before", "end-at"),
    ("pyobject", "region"),
    *(
        ("diff", other)
        for other in "pyobject region lines start-after start-at end-before end-at lineno-start lineno-match".split()
    ),
)
"""Options of which only one can be meant."""


def tab_width(argument: str | None) -> int:
    """How wide a tab is."""
    width = count(argument)
    if width > WIDEST:
        raise ValueError(f"a tab is at most {WIDEST} wide")
    return width


class LiteralInclude(InsideFence, CodeBlock):
    """Code from a file, or a part of it, with Sphinx' options: ``.. literalinclude:: hello.py``"""

    required_arguments = 1
    optional_arguments = 0
    final_argument_whitespace = True
    has_content = False
    option_spec: ClassVar[dict[str, Any] | None] = {
        **CODE_OPTIONS,
        "caption": directives.unchanged,
        "language": directives.unchanged_required,
        "encoding": directives.encoding,
        "tab-width": tab_width,
        "lines": excerpt.line_ranges,
        "lineno-match": directives.flag,
        **dict.fromkeys(
            "pyobject region start-after start-at end-before end-at diff prepend append".split(),
            directives.unchanged_required,
        ),
    }

    def run(self) -> list[nodes.Node]:
        self.check_options()
        if not self.state.document.settings.file_insertion_enabled:
            raise self.warning(f'"{self.name}" directive disabled.')
        self.file = directives.path(self.arguments[0])
        names = [self.file, *([directives.path(self.options["diff"])] if "diff" in self.options else [])]
        texts = [self.read(name) for name in names]
        if None in texts:
            return []
        found = [excerpt.lines_of(text) for text in texts if text is not None]
        try:
            lines = self.difference(found, names) if "diff" in self.options else self.selected(found[0])
        except excerpt.ExcerptError as error:
            self.refuse(error.code, str(error), f":{error.option}:")
            return []
        if not any(line.strip() for line in lines):
            self.state.document.reporter.warning(
                "nothing is shown: " + ("the files do not differ" if "diff" in self.options else "no line is left"),
                line=self.lineno,
                code="empty-excerpt",
                mark=self.file,
            )
            return []
        return self.shown(lines, self.language())

    def check_options(self) -> None:
        """Refuse options that cannot be meant together."""
        for one, other in CONTRARY:
            if one in self.options and other in self.options:
                raise self.error(
                    f'Error in "{self.name}" directive: the option "{one}" cannot stand with the option "{other}".'
                )

    def language(self) -> str:
        """What is said, or what the file's name tells."""
        if "diff" in self.options:
            return "diff"
        said = self.options.get("language")
        return str(said).split()[0] if said else language_of(Path(self.file).name)

    def read(self, name: str) -> str | None:
        text = super().read(name)
        width = self.options.get("tab-width")
        return text.expandtabs(width) if text is not None and width is not None else text

    def selected(self, lines: Sequence[excerpt.Line]) -> list[str]:
        """The lines that are shown, in Sphinx' order: object, beginning, end, lines, then what is put around them."""
        said = self.options
        if "pyobject" in said:
            lines = excerpt.of_object(lines, said["pyobject"])
        if "region" in said:
            lines = excerpt.of_region(lines, said["region"])
        for name in ("start-at", "start-after"):
            if name in said:
                lines = excerpt.from_text(lines, name, said[name])
        for name in ("end-at", "end-before"):
            if name in said:
                lines = excerpt.to_text(lines, name, said[name])
        if "lines" in said:
            lines = self.numbered_lines(lines)
        if "lineno-match" in said:
            self.match_numbers([line.number for line in lines])
        texts = self.dedented([line.text for line in lines])
        before, behind = ([said[name]] if name in said else [] for name in ("prepend", "append"))
        return [*before, *texts, *behind]

    def numbered_lines(self, lines: Sequence[excerpt.Line]) -> Sequence[excerpt.Line]:
        """The lines that ``:lines:`` names; those that there are, if not all are."""
        found, beyond = excerpt.in_ranges(lines, self.options["lines"])
        if beyond:
            count, parts = len(lines), "pyobject region start-at start-after end-at end-before".split()
            what = "that part of the file" if any(name in self.options for name in parts) else "the file"
            message = f"there is no line {beyond}: {what} has {count} line{'s' * (count != 1)}"
            if not found:
                raise excerpt.ExcerptError("no-such-line", "lines", message)
            self.state.document.reporter.warning(message, line=self.lineno, code="no-such-line", mark=":lines:")
        return found

    def match_numbers(self, numbers: list[int | None]) -> None:
        """Let the lines have the numbers that they have in the file."""
        if numbers and any(one is None or other != one + 1 for one, other in pairwise(numbers)):
            raise self.error(
                f'Error in "{self.name}" directive: the option "lineno-match" is for lines that follow each other.'
            )
        self.options["lineno-start"] = numbers[0] if numbers else 1

    def difference(self, both: Sequence[Sequence[excerpt.Line]], names: Sequence[str]) -> list[str]:
        """What is new in the file, compared with the one that ``:diff:`` names."""
        from difflib import unified_diff

        new, old = ([line.text for line in lines] for lines in both)
        lines = list(unified_diff(old, new, names[1], names[0], lineterm=""))
        return self.dedented(lines)

    def caption(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """What stands above the code: the file's name, if no more is said."""
        return super().caption() if self.options["caption"] else ([nodes.literal("", self.file)], [])
