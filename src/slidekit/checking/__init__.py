"""What would embarrass a speaker: the checks of a talk."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from slidekit.diagnostics import Diagnostic
    from slidekit.options import Overrides


def check(
    talk: str | Path, overrides: Overrides | None = None, *, browser: bool = True, external: bool = False
) -> tuple[Diagnostic, ...]:
    """What is wrong with a talk, in its order: all that a build says, and more.

    Without a ``browser`` what shows on a screen only is left out; ``external`` asks the talk's links to the web.

    Raises UsageError if there is no such talk, DeckError if it cannot be read at all, BrowserError without a browser.
    """
    from slidekit.checking.checks import Wanted, find_faults
    from slidekit.pipeline import read

    deck = read(talk, {**(overrides or {}), "audit": True})
    return tuple(one.diagnostic for one in find_faults(deck, Wanted(browser, external)).seen)
