"""Files that are read into a talk: looked up inside the project's root, and never fetched."""

from __future__ import annotations

from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import Directive, directives
from docutils.parsers.rst.directives.misc import Include as DocutilsInclude
from docutils.parsers.rst.directives.misc import Raw as DocutilsRaw
from docutils.statemachine import StringList

from slidekit.doctree.features.code import CODE_OPTIONS, CodeBlock
from slidekit.errors import DeckError
from slidekit.lookup import Fence, find_file
from slidekit.source import decode

INCLUDES = 1000
"""More inclusions than any talk has; files that include each other twice grow without bounds."""

INCLUDED_BYTES = 20_000_000
"""The largest file that is read into a talk."""


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

    def read(self, name: str) -> str | None:
        """The text of a file, on which the talk then depends; nothing after an error has been reported."""
        path = self.find(name)
        if path is None:
            return None
        self.state.document.settings.record_dependencies.add(str(path))
        encoding = self.options.get("encoding")
        try:
            data = path.read_bytes()
            return data.decode(encoding) if encoding else decode(data, path)
        except OSError as error:
            self.refuse("missing-include", f"not read: {error.strerror}", name)
        except LookupError:
            self.refuse("bad-encoding", f"{encoding} is no encoding of text", str(encoding))
        except UnicodeError as error:
            at = f": byte {error.start}" if isinstance(error, UnicodeDecodeError) else ""
            self.refuse("bad-encoding", f"not {encoding} text{at}", str(encoding))
        except DeckError as error:
            wrong = error.diagnostics[0]
            hint = ", or say its :encoding:" if "encoding" in (self.option_spec or {}) else ""
            self.state.document.reporter.error(
                f"{wrong.message}{hint}",
                source=str(path),
                line=wrong.at.line if wrong.at else 1,
                code=wrong.code,
                mark=wrong.mark,
            )
        return None

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
