"""The templates of pages: ours, and those of themes, which are somebody's code and are kept in a sandbox unless installed."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from slidekit import resources
from slidekit.diagnostics import Diagnostic, Position
from slidekit.errors import DeckError
from slidekit.lookup import Fence, note
from slidekit.source import SHEET_BYTES, decode
from slidekit.themes import Theme

if TYPE_CHECKING:
    from jinja2 import Environment

GROWING = ("*", "**", "%")
LARGE = 10_000
PADDING = ("center", "format", "indent", "batch", "slice")
"""What could fill the memory with a few letters, and what numbers are too large for it."""

OURS = "slidekit"
"""What our templates are called by a theme's: ``{% extends "slidekit/page.html" %}``."""


@cache
def environment() -> Environment:
    """Our templates."""
    import jinja2

    loader = jinja2.FileSystemLoader(resources.HERE / "templates")
    return jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined)


class Themed:
    """A theme's template of the page. ``read`` are the files that it was made of."""

    def __init__(self, theme: Theme) -> None:
        import jinja2
        from jinja2.exceptions import SecurityError
        from jinja2.sandbox import ImmutableSandboxedEnvironment

        class Sandbox(ImmutableSandboxedEnvironment):
            """Jinja's sandbox, without what makes much of little."""

            intercepted_binops = frozenset(GROWING)

            def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
                if not all(isinstance(each, int | float) and abs(each) < LARGE for each in (left, right)):
                    raise SecurityError(f"a theme's template may not grow things by {operator!r}")
                return super().call_binop(context, operator, left, right)

        self.theme = theme
        self.read: dict[Path, None] = {}
        kind = jinja2.Environment if theme.trusted else Sandbox
        self.environment = kind(
            loader=jinja2.FunctionLoader(self.load), autoescape=True, undefined=jinja2.StrictUndefined, cache_size=0
        )
        if not theme.trusted:
            for name in PADDING:
                self.environment.filters.pop(name)
            self.environment.globals.pop("lipsum")

    def load(self, name: str) -> tuple[str, str, None] | None:
        """The text of a template: of the theme, of one that it is based on (``night/page.html``), or of ours."""
        owner, _, rest = name.partition("/")
        if rest and owner == OURS:
            return self.text(resources.HERE / "templates", rest)
        if rest and owner in self.theme.templates:
            return self.text(self.theme.templates[owner], rest)
        found = (self.text(folder, name) for folder in self.theme.templates.values())
        return next((text for text in found if text), None)

    def text(self, folder: Path, name: str) -> tuple[str, str, None] | None:
        """A template's text and its path; nothing if there is none inside the folder, links followed."""
        path = folder / name
        try:
            if not Fence(folder).holds(note(path)) or not path.is_file() or path.stat().st_size > SHEET_BYTES:
                return None
            text = decode(path.read_bytes(), path)
        except (OSError, ValueError):
            return None
        self.read[path] = None
        return text, str(path), None

    def render(self, context: dict[str, Any]) -> str:
        """The page. Raises DeckError for whatever is wrong with the template."""
        import jinja2

        try:
            return str(self.environment.get_template("page.html").render(context))
        except DeckError:  # it takes too long
            raise
        except RecursionError as error:
            message = f"it extends itself, or what it extends does; ours is called {OURS}/page.html"
            raise self.failure(message, error) from None
        except jinja2.TemplateNotFound as error:
            raise self.failure(
                f"it asks for a template {error.name!r}; ours are called {OURS}/page.html", error
            ) from None
        except jinja2.TemplateError as error:
            raise self.failure(error.message or type(error).__name__, error) from None
        except MemoryError as error:
            raise self.failure("the page that it makes takes more memory than there is", error) from None
        except Exception as error:  # noqa: BLE001 - whatever a stranger's expression may raise
            raise self.failure(f"{type(error).__name__}: {error}", error) from None

    def failure(self, message: str, error: BaseException) -> DeckError:
        """The error of a template, at its line."""
        from jinja2 import TemplateSyntaxError

        known = {str(path) for path in self.read}
        path, line = getattr(error, "filename", None), getattr(error, "lineno", 0)
        trace = error.__traceback__
        while trace is not None and not isinstance(error, TemplateSyntaxError):
            if trace.tb_frame.f_code.co_filename in known:
                path, line = trace.tb_frame.f_code.co_filename, trace.tb_lineno
            trace = trace.tb_next
        place = Path(path) if path else next(iter(self.theme.templates.values())) / "page.html"
        said = re.sub(r"\s+", " ", message)[:300]
        return DeckError(Diagnostic("broken-template", said, Position(place, line or 1)))

    def check(self, html: str, needed: tuple[str, ...]) -> None:
        """Raise DeckError unless everything that a page needs stands in it, once."""
        if any(html.count(each) != 1 for each in needed):
            message = f'the page has lost its slides or its scripts; begin with {{% extends "{OURS}/page.html" %}}'
            raise DeckError(
                Diagnostic(
                    "broken-template", message, Position(next(iter(self.theme.templates.values())) / "page.html")
                )
            )
