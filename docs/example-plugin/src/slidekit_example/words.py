"""No slide is a page of a book."""

import re
from html import unescape

from slidekit import Diagnostic, Severity

MOST = 60


def count_words(deck):
    """A warning for each slide that says too much."""
    for slide in deck.slides:
        words = len(unescape(re.sub(r"<[^>]*>", " ", slide.html)).split())
        if words > MOST:
            yield Diagnostic(
                "too-many-words",
                f"{words} words on one slide; nobody reads more than {MOST}",
                slide.at,
                slide.title,
                Severity.WARNING,
            )
