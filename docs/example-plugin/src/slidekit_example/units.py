"""Numbers and their units stay on one line: ``25 min`` gets a no-break space."""

import re

from docutils import nodes
from docutils.transforms import Transform

UNIT = re.compile(r"(?<=\d) (?=(?:s|min|h|km|kg|MB|GB)\b)")


class KeepUnits(Transform):
    """Runs behind docutils' own substitutions (220) and links (up to 870), before the document is cut into slides."""

    default_priority = 875

    def apply(self):
        for text in list(self.document.findall(nodes.Text)):
            if not isinstance(text.parent, nodes.literal | nodes.FixedTextElement | nodes.raw):
                text.parent.replace(text, nodes.Text(UNIT.sub("\N{NO-BREAK SPACE}", str(text))))
