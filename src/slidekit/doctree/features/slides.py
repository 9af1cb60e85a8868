"""Slides that directives begin, and what directives say of a slide: text to nodes. Cuts nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import Directive, directives

from slidekit.doctree.fields import BACKGROUNDS, DATA, IMPRESS, field_list
from slidekit.doctree.nodes import directed
from slidekit.options import FIELDS, SLIDE_FIELDS, yes_or_no


class FieldOptions(dict[str, Any]):
    """A table of options in which every ``data-*`` is known, too."""

    def __missing__(self, name: str) -> Any:
        if name in PLACES or DATA.fullmatch(name):
            return directives.unchanged
        raise KeyError(name)

    def __bool__(self) -> bool:
        return True

    def __iter__(self) -> Iterator[str]:
        return iter([*self.keys(), "data-…"])


PLACES = frozenset(name.removeprefix("data-") for name in IMPRESS)
"""rst2html5slides' options of a ``slide``."""


def checked(reader: Callable[[str], Any]) -> Callable[[str | None], str]:
    """A reader of an option that is a slide field: the value as it is written, if it is one."""

    def read(argument: str | None) -> str:
        value = " ".join((argument or "").split())
        try:
            reader(value)
        except ValueError as allowed:
            raise ValueError(f'a value is {allowed}, not "{value}"') from None
        return value

    return read


FIELD_OPTIONS: Mapping[str, Any] = {
    **{name: checked(reader) for name, reader in SLIDE_FIELDS.items()},
    "class": directives.class_option,
    "classes": directives.class_option,
}

REVEAL = {"data-timing": "timing", "data-state": "class"}
"""What reveal.js calls a slide field of ours, beside what is told apart by its value."""


def is_top(state: Any) -> bool:
    """Whether a directive stands where sections may: in nothing else, or in a condition that stands there."""
    above = state.parent
    return isinstance(above, nodes.document | nodes.section) or bool(
        isinstance(above, nodes.container) and above.get("only")
    )


class Said(Directive):
    """A directive whose options are fields of a slide."""

    def fields(self) -> dict[str, str]:
        """The slide fields among the options, by name."""
        found: dict[str, str] = {}
        unheeded = []
        for name, said in self.options.items():
            value = " ".join(said) if isinstance(said, list) else said
            if name in ("class", "classes") or REVEAL.get(name) == "class":
                found["class"] = f"{found.get('class', '')} {value}".strip()
            elif name in PLACES:
                found[name if name in IMPRESS else f"data-{name}"] = value
            elif name in SLIDE_FIELDS:
                found[name] = value
            elif name.startswith("data-") and not self.reveals(name, value, found):
                if self.name.startswith("revealjs"):
                    unheeded.append(f":{name}:")
                else:
                    found[name] = value
        self.leave(unheeded)
        return found

    def reveals(self, name: str, value: str, found: dict[str, str]) -> bool:
        """Whether an option of reveal.js' was understood; the field that it is."""
        first = value.split(maxsplit=1)[0].lower().removesuffix("-in") if value.split() else ""
        if name == "data-transition" and is_value("transition", first):
            found["transition"] = first
        elif name == "data-visibility" and value.strip().lower() == "hidden":
            found["hidden"] = "yes"
        elif name == "data-timing" and value.strip().isdigit():
            found["timing"] = f"{value.strip()}s"
        elif name == "data-background-video":
            found[name] = value.split(",", maxsplit=1)[0].strip()  # the same film in other formats
        elif name in BACKGROUNDS:
            found[name] = value
        else:
            return False
        return True

    def leave(self, options: list[str]) -> None:
        """Remember what means nothing here; one message names it all."""
        if options:
            source, line = self.state_machine.get_source_and_line(self.lineno)
            self.state.document.settings.slidekit_unheeded.append((options, source, line))

    def is_misplaced(self) -> bool:
        """Whether no slide can begin here, after an error has been reported."""
        if is_top(self.state):
            return False
        self.state.document.reporter.error(
            f"a slide cannot begin here: {self.name!r} stands outside of lists, columns and other directives",
            line=self.lineno,
            code="misplaced-slide",
            mark=self.name,
        )
        return True

    def title(self, text: str, node: nodes.Element) -> None:
        """Put a title into a node."""
        words, messages = self.state.inline_text(text, self.lineno)
        title = nodes.title(text, "", *words)
        title.source, title.line = node.source, node.line
        node += [title, *messages]


def is_value(field: str, value: str) -> bool:
    """Whether a slide field takes a value."""
    try:
        SLIDE_FIELDS[field](value)
    except ValueError:
        return False
    return True


class Slide(Said):
    """A slide: ``.. slide:: Title``; its content stands on it, what follows stands on the next one."""

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec: ClassVar[dict[str, Any] | None] = FieldOptions(
        {
            **FIELD_OPTIONS,
            "name": directives.unchanged,
            "title": directives.unchanged_required,
            "subtitle": directives.unchanged_required,
            "level": directives.nonnegative_int,
            "inline-contents": checked(yes_or_no),
        }
    )

    def run(self) -> list[nodes.Node]:
        node = directed("", kind="slide", fields=self.fields())
        node.source, node.line = self.state_machine.get_source_and_line(self.lineno)
        title = " ".join(self.arguments) or self.options.get("title", "")
        if "level" in self.options:
            node["classes"].append(f"level-{self.options['level']}")
        misplaced = self.is_misplaced()
        if title:
            self.title(title, node)
            node["names"].append(nodes.fully_normalize_name(node[0].astext()))
            self.state.document.note_implicit_target(node, node)
        if "subtitle" in self.options:
            words, messages = self.state.inline_text(self.options["subtitle"], self.lineno)
            node += [nodes.subtitle(self.options["subtitle"], "", *words), *messages]
        self.add_name(node)
        self.state.nested_parse(self.content, self.content_offset, node)
        return [nodes.container("", *node.children[bool(title) :])] if misplaced else [node]


class NextSlide(Said):
    """The rest of a slide on the next one, which bears the same title: ``.. nextslide::``"""

    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[dict[str, Any] | None] = FieldOptions(
        {
            **FIELD_OPTIONS,
            "name": directives.unchanged,
            "increment": checked(yes_or_no),
            "notitle": checked(yes_or_no),
        }
    )

    def run(self) -> list[nodes.Node]:
        if self.is_misplaced():
            return []
        node = directed("", kind="next", fields=self.fields())
        node.source, node.line = self.state_machine.get_source_and_line(self.lineno)
        for name in ("increment", "notitle"):
            node[name] = name in self.options and yes_or_no(self.options[name])
        if self.arguments:
            self.title(self.arguments[0], node)
        self.add_name(node)
        return [node]


class Section(Said):
    """What sphinx-revealjs says of a slide: ``.. revealjs-section::``. A field list that is the slide's wherever it stands."""

    option_spec: ClassVar[dict[str, Any] | None] = FieldOptions(FIELD_OPTIONS)

    def run(self) -> list[nodes.Node]:
        source, line = self.state_machine.get_source_and_line(self.lineno)
        return [field_list(self.fields(), source, line)]


DECK_NAMES = {"slidenumber": "slide-numbers", "progress": "progress", "keyboard": "keys", "rtl": "dir"}
"""What reveal.js calls deck fields of ours."""

LOOKS = frozenset("black white league beige sky serif simple solarized moon dracula blood night".split())
"""reveal.js' themes."""

OURS = frozenset({"night"})
"""Those of them that are here, too."""

HIEROGLYPH = frozenset({"slides", "slides2", "single-level"})


class DeckSaid(Said):
    """A directive whose options are settings of the deck."""

    def say(self, name: str, value: str) -> None:
        """A deck field, as if it stood first in the talk."""
        source, line = self.state_machine.get_source_and_line(self.lineno)
        self.state.document.settings.slidekit_deck.append((name, value, source, line))

    def theme(self, name: str) -> list[str]:
        """Take a theme, but for those of other tools; what was not taken."""
        if name.endswith(".css") or (name in LOOKS and name not in OURS) or name in HIEROGLYPH:
            return [f":theme: {name}"]
        self.say("theme", name)
        return []


class SlideConf(DeckSaid):
    """hieroglyph's settings: ``.. slideconf::``"""

    option_spec: ClassVar[dict[str, Any] | None] = {
        "theme": directives.unchanged_required,
        "autoslides": checked(yes_or_no),
        "slide_classes": directives.class_option,
        **dict.fromkeys(("slide_title", "slide_footer"), directives.unchanged_required),
        "slide_numbers": checked(yes_or_no),
        "slide_levels": checked(FIELDS["slide-level"]),
    }

    def run(self) -> list[nodes.Node]:
        settings = self.state.document.settings
        self.leave(self.theme(self.options["theme"].strip()) if "theme" in self.options else [])
        settings.slidekit_classes = self.options.get("slide_classes", [])
        settings.slidekit_autoslides = yes_or_no(self.options.get("autoslides", ""))
        names = {"slide_title": "title", "slide_footer": "footer", "slide_numbers": "slide-numbers"}
        for name, ours in {**names, "slide_levels": "slide-level"}.items():
            if name in self.options:
                self.say(ours, self.options[name])
        return []


class RevealSlide(DeckSaid):
    """sphinx-revealjs' settings: ``.. revealjs-slide::``"""

    has_content = True
    option_spec: ClassVar[dict[str, Any] | None] = {
        "theme": directives.unchanged_required,
        "google_font": directives.unchanged,
        "conf": directives.unchanged,
        "config": directives.unchanged,
    }

    def run(self) -> list[nodes.Node]:
        unheeded = self.theme(self.options["theme"].strip()) if "theme" in self.options else []
        unheeded += [":google_font:"] if "google_font" in self.options else []
        for name in ("conf", "config"):
            if name in self.options:
                unheeded += self.configure(name, self.options[name] or "{}")
        if self.content:  # in its first versions, a script
            unheeded.append("its content")
        self.leave(unheeded)
        return []

    def configure(self, option: str, text: str) -> list[str]:
        """Take from reveal.js' settings what means something here; what was not taken."""
        import json

        try:
            said = json.loads(text)
        except ValueError:
            said = None
        if not isinstance(said, dict):
            message = f'{option!r} is an object of JSON such as {{"transition": "none"}}, and this is none'
            self.state.document.reporter.warning(message, line=self.lineno, code="bad-field-value", mark=f":{option}:")
            return []
        unheeded = []
        for name, value in said.items():
            ours = DECK_NAMES.get(name.lower(), "")
            if ours and isinstance(value, bool):
                self.say(ours, ("rtl" if value else "ltr") if ours == "dir" else "yes" if value else "no")
            elif name == "transition" and isinstance(value, str) and is_value("transition", value):
                self.say("transition", value)
            else:
                unheeded.append(f":{option}: {name}")
        return unheeded
