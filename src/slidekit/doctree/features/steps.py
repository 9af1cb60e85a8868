"""What asks for steps: text to nodes with classes. Numbers nothing."""

from __future__ import annotations

from itertools import count
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from docutils.parsers.rst.directives.misc import Class

from slidekit.doctree.lines import step_number
from slidekit.doctree.shown import STEPPED
from slidekit.doctree.steps import MOST, Asked

EFFECTS = ("fade", "up", "highlight", "none")

REVEAL = {"fade-in": "fade", "fade-up": "up"}
"""The effects of reveal.js that are here by another name; what begins with ``highlight-`` is ``highlight``."""

NAMES = count()
"""Of directives, to tell them apart; they stand in no output."""


def effect(argument: str | None) -> str:
    """The name of an effect; nothing for ``none``."""
    return str(directives.choice(argument or "", EFFECTS)).replace("none", "")


def every(argument: str | None) -> int:
    """How many parts share a step."""
    said = (argument or "").strip()
    if not (said.isdecimal() and 0 < int(said) <= MOST):
        raise ValueError(f"{said!r} is no number of parts for a step: say 1 to {MOST}")
    return int(said)


class Classed(Class):
    """``.. class::``; in a body that comes step by step a container comes as one, as in S5."""

    def run(self) -> list[nodes.Node]:
        found = list(super().run())
        steps = not STEPPED.isdisjoint(self.arguments[0].lower().split())
        for node in found:
            if steps and isinstance(node, nodes.container):
                node["whole"] = "all"
        return found


class Incremental(Class):
    """Show what stands in it, or what follows, step by step: ``.. incremental::``"""

    required_arguments = 0
    option_spec: ClassVar[dict[str, Any] | None] = {
        "class": directives.class_option,
        "at": step_number,
        "effect": effect,
        "every": every,
    }

    def run(self) -> list[nodes.Node]:
        said = self.options
        self.arguments = [" ".join(["incremental", *said.get("class", [])])]
        found = list(super().run())
        asked = Asked(said.get("at", ""), said.get("every", 1), said.get("effect", ""), str(next(NAMES))).as_class()
        for node in found:
            words = node.details["class"] if isinstance(node, nodes.pending) else node["classes"]  # type: ignore[index]
            words.append(asked)
        return found


class Fragments(Incremental):
    """sphinx-revealjs' name for it, with the effects of reveal.js: ``.. revealjs-fragments::``"""

    option_spec: ClassVar[dict[str, Any] | None] = {
        **(Incremental.option_spec or {}),
        "custom-effect": directives.class_option,
    }

    def run(self) -> list[nodes.Node]:
        for name in self.options.get("custom-effect", []):
            known = "highlight" if name.startswith("highlight-") else REVEAL.get(name, name)
            if known in EFFECTS:
                self.options.setdefault("effect", known.replace("none", ""))
                continue
            self.options["class"] = [*self.options.get("class", []), name]
            self.state.document.reporter.warning(
                f"no effect {name!r} here: it is kept as a class; there are {', '.join(EFFECTS)}",
                line=self.lineno,
                code="unknown-effect",
                mark=name,
            )
        return super().run()
