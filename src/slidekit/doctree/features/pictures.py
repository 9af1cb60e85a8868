"""Pictures and figures, where docutils needs a word with them."""

from __future__ import annotations

from docutils import nodes
from docutils.parsers.rst.directives.images import Figure as DocutilsFigure


class Figure(DocutilsFigure):
    """``.. figure::``; ``:figwidth: image`` is left to the browser, which knows the picture's size."""

    def run(self) -> list[nodes.Node]:
        if self.options.get("figwidth") == "image":
            del self.options["figwidth"]
            self.options["figclass"] = [*(self.options.get("figclass") or []), "figwidth-image"]
        return list(super().run())
