"""Tables from files. Imported when a talk has one: docutils' module imports ``csv``."""

from __future__ import annotations

from docutils.parsers.rst.directives.tables import CSVTable as DocutilsCSVTable

from slidekit.doctree.features.files import FromFile


class CSVTable(FromFile, DocutilsCSVTable):
    """``.. csv-table::``: docutils' directive, kept inside the project's root."""
