"""The nodes that docutils lacks: bare classes, one docstring each."""

from __future__ import annotations

from collections.abc import Callable

from docutils import nodes

witnesses: list[Callable[[nodes.document], None]] = []
"""Who wants to see a talk's tree before it is cut into slides; while there is one, code that is run unseen stands in it."""


class slide(nodes.Structural, nodes.Element):
    """One screen: an optional title, then body elements. Attributes: ``fields``, ``kind``."""


class untitled(nodes.Structural, nodes.Element):
    """A section titled with the untitled word; contents and section numbers pass it over."""


class opened(nodes.Structural, nodes.Element):
    """What is left of a section of which only the end was read: it began on an earlier slide."""


class directed(nodes.Structural, nodes.Element):
    """A slide that a directive begins: its title, if it has one, and what stands on it. ``fields``; ``kind``: slide, next."""


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


class magic_move(nodes.General, nodes.Element):
    """Blocks of code, each of which becomes the next one; ``at`` is the step at which the second comes, or empty."""


class highlighting(nodes.Invisible, nodes.Element):
    """How the code that follows is shown. Attributes: ``language``, ``threshold`` (of lines that are numbered) or None."""


class media(nodes.General, nodes.Inline, nodes.Element):
    """A video or a sound. Attributes: ``kind`` (``video`` or ``audio``), ``uri``, ``sources``, ``poster``, how it plays."""


class iframe(nodes.General, nodes.Element):
    """A page of the web. Attributes: ``uri``, ``title``; ``width``, ``height``, ``allow`` if they are said."""


class qr(nodes.General, nodes.TextElement):
    """A QR code, and in it its caption.

    Attributes: ``says``, ``path``, ``modules``, ``size``; ``shown``, that text as it stands below; ``refuri`` of a link.
    """


class diagram(nodes.General, nodes.Element):
    """A diagram, and in it its caption; or its source as code, where it cannot be drawn.

    Attributes of one that is drawn: ``view``, ``body`` (SVG); ``alt``, ``width``, ``height``, ``align`` if they are said.
    """


class docinfo_line(nodes.General, nodes.TextElement):
    """One bibliographic field on the title slide; ``label`` is empty for the known ones."""
