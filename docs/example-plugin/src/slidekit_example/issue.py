"""``:issue:`12```: a link to an issue."""

from docutils import nodes

TRACKER = "https://example.org/issues/"


def issue(name, rawtext, text, lineno, inliner, options=None, content=None):
    """A link; a number that is none is told at its line."""
    if not text.isdigit():
        message = inliner.reporter.error(f"an issue is a number, not {text!r}", line=lineno)
        return [inliner.problematic(rawtext, rawtext, message)], [message]
    return [nodes.reference(rawtext, f"#{text}", refuri=TRACKER + text)], []
