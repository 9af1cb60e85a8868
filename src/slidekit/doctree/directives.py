"""Directives that slidekit adds, or takes more care with than docutils: text to nodes. No HTML."""

from __future__ import annotations

import os
import re
import time
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import Directive, directives, roles
from docutils.parsers.rst.directives.images import Figure as DocutilsFigure
from docutils.parsers.rst.directives.misc import Class
from docutils.parsers.rst.directives.misc import Date as DocutilsDate
from docutils.parsers.rst.directives.misc import Include as DocutilsInclude
from docutils.parsers.rst.directives.misc import Raw as DocutilsRaw
from docutils.statemachine import StringList

from slidekit.doctree.nodes import captioned_code, notes
from slidekit.errors import DeckError
from slidekit.highlight import is_known
from slidekit.lookup import Fence, find_file
from slidekit.source import decode

INCLUDES = 1000
"""More inclusions than any talk has; files that include each other twice grow without bounds."""

INCLUDED_BYTES = 20_000_000
"""The largest file that is read into a talk."""


class Notes(Directive):
    """Keep a remark for the speaker's eyes: ``.. notes:: Breathe.``"""

    has_content = True

    def run(self) -> list[nodes.Node]:
        self.assert_has_content()
        node = notes()
        node.source, node.line = self.state_machine.get_source_and_line(self.lineno)
        self.state.nested_parse(self.content, self.content_offset, node)
        return [node]


def line_ranges(argument: str | None) -> list[tuple[int, int]]:
    """``1,3-5`` and its like as pairs of first and last line; ``|`` divides as a comma does."""
    found = []
    for part in re.split(r"[,|]", argument or ""):
        match = re.fullmatch(r"\s*(?:(\d+)?\s*(-)?\s*(\d+)?|(all))\s*", part)
        if not match or not part.strip(" -"):
            raise ValueError(f"{part.strip()!r} is no line or range of lines such as 2 or 3-5")
        if match[4]:
            found.append((1, 10**9))
        else:
            first = int(match[1] or 1)
            found.append((first, int(match[3]) if match[3] else 10**9 if match[2] else first))
    return found


CODE_OPTIONS: dict[str, Any] = {
    "class": directives.class_option,
    "name": directives.unchanged,
    "linenos": directives.flag,
    "number-lines": directives.unchanged,
    "lineno-start": int,
    "emphasize-lines": line_ranges,
    "caption": directives.unchanged_required,
    "dedent": directives.unchanged,
    "force": directives.flag,
}


class CodeBlock(Directive):
    """Code in a language: ``.. code-block:: python``, with docutils' and Sphinx' options.

    The node keeps docutils' shape; the colours are the translator's business.
    """

    optional_arguments = 1
    has_content = True
    option_spec: ClassVar[dict[str, Any] | None] = CODE_OPTIONS

    def run(self) -> list[nodes.Node]:
        self.assert_has_content()
        language = self.arguments[0].split()[0] if self.arguments else ""
        code = "\n".join(self.dedented(list(self.content)))
        node = nodes.literal_block(code, code, classes=["code"])
        if language:
            node["classes"].append(language)
        node["language"] = language
        node["classes"] += self.options.get("class", [])
        node["first"] = self.first_number()
        node["emphasized"] = self.options.get("emphasize-lines", [])
        node.source, node.line = self.state_machine.get_source_and_line(self.lineno)
        if language and not is_known(language):
            self.state.document.reporter.warning(
                f"no colours for the language {language!r}: the code is shown plain",
                line=self.lineno,
                code="unknown-language",
                mark=language,
            )
        if "caption" not in self.options:
            self.add_name(node)
            return [node]
        text, messages = self.state.inline_text(self.options["caption"], self.lineno)
        block = captioned_code("", nodes.caption(self.options["caption"], "", *text), node)
        block.source, block.line = node.source, node.line
        self.add_name(block)
        return [block, *messages]

    def dedented(self, lines: list[str]) -> list[str]:
        """The lines with as much taken off their left as ``:dedent:`` says."""
        if "dedent" not in self.options:
            return lines
        said = (self.options["dedent"] or "").strip()
        if said:
            if not re.fullmatch(r"[0-9]{1,9}", said):
                raise self.error(f'Error in "{self.name}" directive: "dedent" is a number, not "{said}".')
            width = int(said)
        else:
            width = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
        return [line[width:] for line in lines]

    def first_number(self) -> int | None:
        """The number of the first line; ``None`` if lines are not numbered."""
        said = (self.options.get("number-lines") or "").strip()
        if said and not re.fullmatch(r"[0-9]{1,9}", said):
            raise self.error(f'Error in "{self.name}" directive: "number-lines" is a number, not "{said}".')
        if "lineno-start" in self.options:
            return int(self.options["lineno-start"])
        if said:
            return int(said)
        return 1 if {"linenos", "number-lines"} & set(self.options) else None


class Incremental(Class):
    """Show what stands in it, or what follows, step by step: ``.. incremental::``"""

    required_arguments = 0
    option_spec: ClassVar[dict[str, Any] | None] = {"class": directives.class_option}

    def run(self) -> list[nodes.Node]:
        self.arguments = [" ".join(["incremental", *self.options.get("class", [])])]
        return list(super().run())


class InsideFence(Directive):
    """A directive that reads a file: looked up as all files of a talk are, and never elsewhere."""

    def find(self, name: str) -> Path | None:
        """The file, or ``None`` after an error has been reported."""
        settings = self.state.document.settings
        fence: Fence = settings.slidekit_fence
        here = self.state_machine.get_source_and_line(self.lineno)[0]
        near = Path(here or self.state.document.current_source or settings.slidekit_talk).parent
        found = find_file(name, near, fence)
        if found.path is None:
            problem = "not read" if found.outside else "no such file"
            self.refuse("outside-root" if found.outside else "missing-include", f"{problem}: {found.reason}", name)
            return None
        size = found.path.stat().st_size
        if size > INCLUDED_BYTES:
            self.refuse("file-too-large", f"the file has {size:,} bytes; {INCLUDED_BYTES:,} are read at most", name)
            return None
        return found.path

    def refuse(self, code: str, message: str, mark: str) -> None:
        """Report an error at this directive."""
        self.state.document.reporter.error(message, line=self.lineno, code=code, mark=mark)


def only_rst(argument: str) -> str:
    """A parser's name. Not docutils' own reader of it: that imports whatever module is named."""
    if argument.strip().lower() not in ("rst", "restructuredtext"):
        raise ValueError("only reStructuredText is read")
    return argument


class Include(InsideFence, DocutilsInclude):
    """``.. include:: part.rst``: docutils' directive, kept inside the project's root."""

    option_spec: ClassVar[dict[str, Any]] = {**(DocutilsInclude.option_spec or {}), "parser": only_rst}

    def run(self) -> list[nodes.Node]:
        name = directives.path(self.arguments[0])
        settings = self.state.document.settings
        settings.slidekit_includes += 1
        if settings.slidekit_includes > INCLUDES:
            if settings.slidekit_includes == INCLUDES + 1:
                self.refuse(
                    "too-many-includes", f"more than {INCLUDES} inclusions; this one and the rest are left out", name
                )
            return []
        if settings.file_insertion_enabled and name.startswith("<") and name.endswith(">"):
            folder = self.standard_include_path.resolve()
            if not (folder / name[1:-1]).resolve().is_relative_to(folder):
                self.refuse("outside-root", "not read: it is none of docutils' own files", name)
                return []
        elif settings.file_insertion_enabled:
            path = self.find(name)
            if path is None or not self.is_text(path):
                return []
            self.arguments[0] = str(path)
        self.options.pop("parser", None)
        return list(super().run())

    def is_text(self, path: Path) -> bool:
        """Whether a file can be read; if not, an error that points into it has been reported."""
        if "encoding" in self.options:
            return True
        data = path.read_bytes()
        try:
            decode(data, path)
        except DeckError as error:
            found = error.diagnostics[0]
            line = found.at.line if found.at else 1
            self.state.document.reporter.error(
                found.message, source=str(path), line=line, code=found.code, mark=found.mark
            )
            return False
        if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
            self.options["encoding"] = "utf-16"
        return True

    def as_literal_block(self, text: str) -> Any:
        """The file as it is; numbers of lines are the page's, and no part of the text."""
        numbered = "number-lines" in self.options
        first = self.options.pop("number-lines", None)
        found = super().as_literal_block(text.removesuffix("\n"))
        if numbered:
            found[0]["first"] = first or 1
        return found

    def as_code_block(self, text: str) -> Any:
        """The file as code, by our directive rather than docutils'."""
        self.arguments = [self.options.pop("code")]
        options = {key: value for key, value in self.options.items() if key in CODE_OPTIONS}
        if "number-lines" in self.options:
            options["number-lines"] = str(self.options["number-lines"] or "")
        width = self.options.get("tab-width", self.state.document.settings.tab_width)
        lines = (text.expandtabs(width) if width >= 0 else text).removesuffix("\n").split("\n")
        return CodeBlock(
            self.name,
            self.arguments,
            options,
            StringList(lines, self.options["source"]),
            self.lineno,
            self.content_offset,
            self.block_text,
            self.state,
            self.state_machine,
        ).run()


class FromFile(InsideFence):
    """A directive whose content may come from a file: from inside the root, and never from the network."""

    def run(self) -> Any:
        if "url" in self.options:
            message = "nothing is fetched when a talk is built; save the file beside the talk"
            self.refuse("network", message, self.options["url"])
            return []
        if "file" in self.options and self.state.document.settings.file_insertion_enabled:
            path = self.find(self.options["file"])
            if path is None:
                return []
            self.options["file"] = str(path)
        return list(super().run())


class Raw(FromFile, DocutilsRaw):
    """``.. raw:: html``: docutils' directive, kept inside the project's root."""


@cache
def fenced_table() -> type[Directive]:
    """``csv-table`` with its file inside the root. Made when a talk has one: the module imports ``csv``."""
    from docutils.parsers.rst.directives.tables import CSVTable

    class FencedTable(FromFile, CSVTable):
        """``.. csv-table::``: docutils' directive, kept inside the project's root."""

    return FencedTable


class Figure(DocutilsFigure):
    """``.. figure::``; ``:figwidth: image`` is left to the browser, which knows the picture's size."""

    def run(self) -> list[nodes.Node]:
        if self.options.get("figwidth") == "image":
            del self.options["figwidth"]
            self.options["figclass"] = [*(self.options.get("figclass") or []), "figwidth-image"]
        return list(super().run())


class Date(DocutilsDate):
    """``.. |today| date::``: the day of ``SOURCE_DATE_EPOCH`` if that is set, else today."""

    def run(self) -> list[nodes.Node]:
        found = super().run()
        shape = "\n".join(self.content) or "%Y-%m-%d"
        epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
        if epoch.isdigit():
            return [nodes.Text(time.strftime(shape, time.gmtime(int(epoch))))]
        self.state.document.settings.slidekit_dates.append(self.lineno)
        return list(found)


OURS: Mapping[str, type[Directive]] = {
    "code": CodeBlock,
    "code-block": CodeBlock,
    "sourcecode": CodeBlock,
    "date": Date,
    "figure": Figure,
    "include": Include,
    "incremental": Incremental,
    "notes": Notes,
    "raw": Raw,
    "revealjs-notes": Notes,
    "rst-class": Class,
    "speaker": Notes,
}
"""Every directive of ours by its name, but for ``csv-table``."""


def register(text: str, language: str) -> None:
    """Make our directives known to docutils, under the names of the talk's language too, and our one role.

    A name of docutils' that is not replaced would read files without looking at the fence.
    """
    table = dict(OURS)
    foreign = language.lower().split("-")[0] != "en"
    if foreign or re.search("csv|include", text, re.IGNORECASE):
        table["csv-table"] = fenced_table()
    theirs: Any = roles  # their types say less than they take
    stepped = theirs.CustomRole("incremental", theirs.generic_custom_role, {"class": ["incremental"]}, [])
    theirs.register_canonical_role("incremental", stepped)
    for name, directive in table.items():
        directives.register_directive(name, directive)
    if foreign:
        from docutils.parsers.rst.languages import get_language

        for name, canonical in getattr(get_language(language, None), "directives", {}).items():
            if canonical in table:
                directives.register_directive(name, table[canonical])
