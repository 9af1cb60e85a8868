"""The nodes that docutils lacks: bare classes, one docstring each."""

from __future__ import annotations

from docutils import nodes


class slide(nodes.Structural, nodes.Element):
    """One screen: an optional title, then body elements. Attributes: ``fields``, ``kind``."""


class untitled(nodes.Structural, nodes.Element):
    """A section titled with the untitled word; contents and section numbers pass it over."""


class opened(nodes.Structural, nodes.Element):
    """What is left of a section of which only the end was read: it began on an earlier slide."""


class heading(nodes.General, nodes.TextElement):
    """The title of a section below the slide level; ``level`` is 1 for the first such level."""


class notes(nodes.General, nodes.Element):
    """Remarks for the speaker's eyes only."""


class remark(nodes.General, nodes.Element):
    """What the speaker says at one step; ``at`` is its number, 0 before the first."""


class pause(nodes.Invisible, nodes.Element):
    """What follows on the slide comes at the next step."""


class captioned_code(nodes.General, nodes.Element):
    """A caption and the code block it belongs to."""


class docinfo_line(nodes.General, nodes.TextElement):
    """One bibliographic field on the title slide; ``label`` is empty for the known ones."""
