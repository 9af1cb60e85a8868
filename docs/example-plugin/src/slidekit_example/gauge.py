"""``.. gauge:: 70%``: how far something has come."""

from html import escape

from docutils import nodes
from docutils.parsers.rst import Directive, directives


class Gauge(Directive):
    """A bar that is filled so far, with its value beside it."""

    required_arguments = 1
    option_spec = {"label": directives.unchanged}

    def run(self):
        try:
            value = int(self.arguments[0].removesuffix("%"))
        except ValueError:
            raise self.error(f"a gauge takes a number such as 70%, not {self.arguments[0]!r}") from None
        label = self.options.get("label", "")
        bar = f'<progress max="100" value="{value}" aria-label="{escape(label or "gauge")}"></progress>'
        text = f"{label}: {value}%" if label else f"{value}%"
        found = nodes.paragraph(text, text + " ", nodes.raw("", bar, format="html"), classes=["gauge"])
        found.source, found.line = self.state_machine.get_source_and_line(self.lineno)
        return [found]
