"""Talks as bare outlines, ``talk.outline``: a line that is not indented is a slide, the lines below it are its points."""

from docutils import nodes
from docutils.parsers import Parser


class OutlineParser(Parser):
    """One section for each slide, one list for its points."""

    supported = ("outline",)
    config_section = "outline parser"

    def parse(self, inputstring, document):
        self.setup_parse(inputstring, document)
        for number, line in enumerate(inputstring.split("\n"), 1):
            if line.strip() and not line[0].isspace():
                self.begin(line.strip(), number, document)
            elif line.strip() and document.children:
                self.add(line.strip().removeprefix("- "), number, document[-1])
            elif line.strip():
                document.reporter.error("a point before the first slide", line=number)
        self.finish_parse()

    def begin(self, text, number, document):
        """A slide; the line of a section is that of its title."""
        section = nodes.section("", nodes.title(text, text), names=[nodes.fully_normalize_name(text)])
        section.source, section.line = document["source"], number
        document += section
        document.note_implicit_target(section, section)

    def add(self, text, number, section):
        """A point of the slide."""
        if not isinstance(section[-1], nodes.bullet_list):
            section += nodes.bullet_list(bullet="-")
        point = nodes.list_item("", nodes.paragraph(text, text))
        point.source, point.line = section.source, number
        section[-1] += point
