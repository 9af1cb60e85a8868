"""The family of failures. No other module defines an exception.

::

    SlidekitError             exit code
    ├── DeckError      1      the talk is at fault
    ├── UsageError     2      the command line is at fault
    ├── OutputError    3      the machine is at fault: cannot write
    └── BrowserError   3      the machine is at fault: no usable browser
"""

from __future__ import annotations

from slidekit.diagnostics import Diagnostic


class SlidekitError(Exception):
    """Diagnostics that stop the work; ``exit_code`` is what the command ends with."""

    exit_code = 1

    def __init__(self, *diagnostics: Diagnostic) -> None:
        super().__init__(*diagnostics)
        self.diagnostics = diagnostics

    def __str__(self) -> str:
        return "\n".join(map(str, self.diagnostics))


class DeckError(SlidekitError):
    """The talk is at fault."""


class UsageError(SlidekitError):
    """The command line, or the call, is at fault."""

    exit_code = 2


class OutputError(SlidekitError):
    """The result could not be written."""

    exit_code = 3


class BrowserError(SlidekitError):
    """There is no usable browser."""

    exit_code = 3


class UnsureError(Exception):
    """Reading only what changed would not be sure to be right; the argument says why. Never leaves ``doctree``."""
