"""The day a deck is made."""

from __future__ import annotations

import os
import time

from docutils import nodes
from docutils.parsers.rst.directives.misc import Date as DocutilsDate


class Date(DocutilsDate):
    """``.. |today| date::``: the day of ``SOURCE_DATE_EPOCH`` if that is set, else today."""

    def run(self) -> list[nodes.Node]:
        found = super().run()
        shape = "\n".join(self.content) or "%Y-%m-%d"
        epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
        if epoch.isdigit():
            return [nodes.Text(time.strftime(shape, time.gmtime(int(epoch))))]
        self.state.document.settings.slidekit_dates.append(self.lineno)
        return list(found)
