"""Presentations from reStructuredText: one file that presents, offline, in any browser.

The public names are loaded when they are first asked for: the command starts in half the time.
"""

from __future__ import annotations

TYPE_CHECKING = False  # typing itself takes longer to import than this module
if TYPE_CHECKING:
    from slidekit.bundle import Bundle
    from slidekit.checking import check
    from slidekit.diagnostics import Diagnostic, Position, Severity
    from slidekit.errors import BrowserError, DeckError, OutputError, SlidekitError, UsageError
    from slidekit.exporting import export
    from slidekit.model import Deck, Slide
    from slidekit.options import Options, Overrides
    from slidekit.pipeline import build, read
    from slidekit.plugins import Plugin
    from slidekit.serving import serve

__all__ = [
    "BrowserError",
    "Bundle",
    "Deck",
    "DeckError",
    "Diagnostic",
    "Options",
    "OutputError",
    "Overrides",
    "Plugin",
    "Position",
    "Severity",
    "Slide",
    "SlidekitError",
    "UsageError",
    "build",
    "check",
    "export",
    "read",
    "serve",
]

MODULES = {
    "bundle": ("Bundle",),
    "checking": ("check",),
    "diagnostics": ("Diagnostic", "Position", "Severity"),
    "errors": ("BrowserError", "DeckError", "OutputError", "SlidekitError", "UsageError"),
    "exporting": ("export",),
    "model": ("Deck", "Slide"),
    "options": ("Options", "Overrides"),
    "pipeline": ("build", "read"),
    "plugins": ("Plugin",),
    "serving": ("serve",),
}
"""Where the public names live. No module bears the name of a public function: it would hide it."""


def __getattr__(name: str) -> object:
    for module, names in MODULES.items():
        if name in names:
            from importlib import import_module

            return getattr(import_module(f"slidekit.{module}"), name)
    raise AttributeError(f"module 'slidekit' has no attribute {name!r}")
