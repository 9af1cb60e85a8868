"""What slidekit adds to reStructuredText, as plugins add theirs: one `Plugin`, and how names are made known to docutils."""

from __future__ import annotations

from typing import Any

from docutils.parsers.rst import directives, roles

from slidekit.plugins import Place, Plugin, load

HERE = "slidekit.doctree.features"

FEATURES = Plugin(
    directives={
        "audio": f"{HERE}.media:Audio",
        "class": f"{HERE}.steps:Classed",
        "code": f"{HERE}.code:CodeBlock",
        "code-block": f"{HERE}.code:CodeBlock",
        "column": f"{HERE}.columns:Column",
        "columns": f"{HERE}.columns:Columns",
        "csv-table": f"{HERE}.tables:CSVTable",
        "date": f"{HERE}.dates:Date",
        "digraph": f"{HERE}.diagrams:Graph",
        "doctest": f"{HERE}.doctests:Doctest",
        "figure": f"{HERE}.pictures:Figure",
        "graph": f"{HERE}.diagrams:Graph",
        "graphviz": f"{HERE}.diagrams:Graph",
        "highlight": f"{HERE}.code:Highlight",
        "highlightlang": f"{HERE}.code:Highlight",
        "ifnotslides": f"{HERE}.only:IfSlides",
        "iframe": f"{HERE}.frames:Iframe",
        "ifslides": f"{HERE}.only:IfSlides",
        "include": f"{HERE}.files:Include",
        "incremental": f"{HERE}.steps:Incremental",
        "inheritance-diagram": f"{HERE}.diagrams:Inheritance",
        "literalinclude": f"{HERE}.listings:LiteralInclude",
        "magic-move": f"{HERE}.magic_move:MagicMove",
        "media": f"{HERE}.others:Media",
        "mermaid": f"{HERE}.diagrams:Mermaid",
        "nextslide": f"{HERE}.slides:NextSlide",
        "notes": f"{HERE}.notes:Notes",
        "notslides": f"{HERE}.only:IfSlides",
        "oembed": f"{HERE}.others:Embedded",
        "only": f"{HERE}.only:Only",
        "presentation": f"{HERE}.others:Presentation",
        "qr": f"{HERE}.qr:QR",
        "raw": f"{HERE}.files:Raw",
        "revealjs-break": f"{HERE}.slides:NextSlide",
        "revealjs-code-block": f"{HERE}.code:CodeBlock",
        "revealjs-float": f"{HERE}.others:Foreign",
        "revealjs-fragments": f"{HERE}.steps:Fragments",
        "revealjs-grid": f"{HERE}.others:Foreign",
        "revealjs-literalinclude": f"{HERE}.listings:LiteralInclude",
        "revealjs-notes": f"{HERE}.notes:Notes",
        "revealjs-section": f"{HERE}.slides:Section",
        "revealjs-slide": f"{HERE}.slides:RevealSlide",
        "revealjs-vertical": f"{HERE}.others:Unshown",
        "revealjs_break": f"{HERE}.slides:NextSlide",
        "revealjs_fragments": f"{HERE}.steps:Fragments",
        "revealjs_grid": f"{HERE}.others:Foreign",
        "revealjs_section": f"{HERE}.slides:Section",
        "revealjs_slide": f"{HERE}.slides:RevealSlide",
        "rst-class": f"{HERE}.steps:Classed",
        "slide": f"{HERE}.slides:Slide",
        "slideconf": f"{HERE}.slides:SlideConf",
        "slides": f"{HERE}.only:IfSlides",
        "sourcecode": f"{HERE}.code:CodeBlock",
        "speaker": f"{HERE}.notes:Notes",
        "testcleanup": f"{HERE}.doctests:Unseen",
        "testcode": f"{HERE}.doctests:TestCode",
        "testoutput": f"{HERE}.doctests:TestOutput",
        "testsetup": f"{HERE}.doctests:Unseen",
        "video": f"{HERE}.media:Video",
    },
    roles={
        "code": f"{HERE}.code:code_role",
        **{name: {"class": [name]} for name in ("handout", "incremental", "slide-display")},
    },
    readers={".rst": "slidekit.doctree.parser:TalkParser"},
)
"""Our own. A name of docutils' that is not replaced here would read files without looking at the fence."""


class Later:
    """A directive or a role whose module is imported when a talk uses it."""

    def __init__(self, place: Place) -> None:
        self.place = place

    def __getattr__(self, name: str) -> Any:
        return getattr(load(self.place), name)

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        """What docutils does with a directive's class and with a role's function."""
        return load(self.place)(*arguments, **named)


def register(language: str) -> None:
    """Make directives and roles known to docutils, the directives under their names in the talk's language too."""
    table: dict[str, Any] = {name: Later(place) for name, place in FEATURES.directives.items()}
    for name, directive in table.items():
        directives.register_directive(name, directive)
    for name, role in FEATURES.roles.items():
        theirs: Any = roles  # their types say less than they take
        known = theirs.CustomRole(name, theirs.generic_custom_role, dict(role), []) if isinstance(role, dict) else None
        # Not by docutils' own function: it looks at each role, and so would import them all.
        vars(roles)["_role_registry"][name] = known or Later(role)
    if language.lower().split("-")[0] != "en":
        from docutils.parsers.rst.languages import get_language

        for name, canonical in getattr(get_language(language, None), "directives", {}).items():
            if canonical in table:
                directives.register_directive(name, table[canonical])
