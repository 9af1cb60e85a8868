"""``video`` and ``audio``: what is played, and how. Looks up no file."""

from __future__ import annotations

from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import Directive, directives
from docutils.parsers.rst.directives.images import Image

from slidekit.doctree.nodes import media
from slidekit.media import PLAYED
from slidekit.options import yes_or_no


def switch(argument: str | None) -> bool:
    """An option that is on, unless it says no."""
    return yes_or_no(argument or "")


def align(argument: str) -> str:
    """Where on the slide."""
    return str(directives.choice(argument, ("left", "center", "right")))


def preload(argument: str) -> str:
    """How much is read before it is played."""
    return str(directives.choice(argument, ("auto", "metadata", "none")))


def sources_in(text: str) -> list[str]:
    """The paths in an argument: one that may have blanks in it, or several that all look like what can be played."""
    words = text.split()
    return words if all(word.lower().endswith((*PLAYED,)) for word in words) else [" ".join(words)]


class Media(Directive):
    """``.. audio:: path``, or several paths of which a browser plays the first that it can.

    What stands in it is a caption and, after its first paragraph, a legend, as in a figure.
    """

    kind = "audio"
    required_arguments = 1
    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec: ClassVar[dict[str, Any]] = {
        "autoplay": switch,
        "loop": switch,
        "muted": switch,
        "controls": switch,
        "nocontrols": directives.flag,
        "preload": preload,
        "alt": directives.unchanged,
        "caption": directives.unchanged_required,
        "align": align,
        "class": directives.class_option,
        "name": directives.unchanged,
    }

    def run(self) -> list[nodes.Node]:
        options = self.options
        sources = sources_in(" ".join(self.arguments))
        player = media(self.block_text, kind=self.kind, uri=sources[0], sources=sources)
        player.source, player.line = self.state_machine.get_source_and_line(self.lineno)
        for name in ("autoplay", "loop", "muted", "preload", "alt", "poster", "width", "height"):
            if name in options:
                player[name] = options[name]
        decoration = all(options.get(name) for name in ("autoplay", "loop", "muted"))
        player["bare"] = "nocontrols" in options or not options.get("controls", not decoration)
        caption = self.caption()
        outer = nodes.figure("", player, *caption) if caption else player
        outer["classes"] += options.get("class", [])
        if "align" in options:
            outer["align"] = options["align"]
        outer.source, outer.line = player.source, player.line
        self.add_name(outer)
        return [outer]

    def caption(self) -> list[nodes.Node]:
        """Caption and legend; nothing if there is neither."""
        holder = nodes.Element()
        self.state.nested_parse(self.content, self.content_offset, holder)
        found: list[nodes.Node] = []
        if "caption" in self.options:
            text, messages = self.state.inline_text(self.options["caption"], self.lineno)
            found = [nodes.caption(self.options["caption"], "", *text), *messages]
        elif holder.children and isinstance(holder[0], nodes.paragraph):
            first: Any = holder.children.pop(0)
            caption = nodes.caption(first.rawsource, "", *first.children)
            caption.source, caption.line = first.source, first.line
            found = [caption]
        rest = [child for child in holder.children if not isinstance(child, nodes.comment)]
        return [*found, nodes.legend("", *rest)] if rest else found


class Audio(Media):
    """A sound."""


class Video(Media):
    """A video; with it come a poster and a size."""

    kind = "video"
    option_spec: ClassVar[dict[str, Any]] = {
        **Media.option_spec,
        "poster": directives.uri,
        "width": Image.option_spec["width"],  # type: ignore[index]
        "height": Image.option_spec["height"],  # type: ignore[index]
    }
