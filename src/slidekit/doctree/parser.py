"""Text to tree, by docutils' parser made a little lighter. No slides yet.

Of the fifteen states that docutils makes for every nested block only one to three are entered; here a
state is made when it is. A title that is repeated over and over (``slide``) leaves no message each time.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from docutils.parsers.rst import Parser, states
from docutils.statemachine import StringList, string2lines


class LazyStates(dict[str, Any]):
    """States of one machine, each made at its first use."""

    def __init__(self, machine: LazyMachine) -> None:
        super().__init__()
        self.machine = machine

    def __missing__(self, name: str) -> Any:
        state = self[name] = STATES[name](self.machine, self.machine.debug)
        if self.machine.is_running:
            state.runtime_init()
        return state


class LazyMachine(states.NestedStateMachine):
    """A nested state machine that makes a state when it enters it."""

    is_running = False

    def add_states(self, state_classes: Any) -> None:
        if state_classes is states.state_classes or state_classes is STATE_CLASSES:
            self.states = LazyStates(self)
        else:  # a block with states of its own, such as a quoted literal block
            super().add_states(state_classes)

    def runtime_init(self) -> None:
        self.is_running = True
        super().runtime_init()


MACHINES: list[LazyMachine] = []
STATE_CLASSES = tuple(
    type(state.__name__, (state,), {"nested_sm": LazyMachine, "nested_sm_cache": MACHINES})
    for state in states.state_classes
)
STATES = {state.__name__: state for state in STATE_CLASSES}


class TalkParser(Parser):
    """docutils' reStructuredText parser with lazily made states."""

    def __init__(self) -> None:
        super().__init__()
        self.state_classes = STATE_CLASSES


class Talk(nodes.document):
    """A document many of whose sections may bear the same title."""

    def note_implicit_target(self, target: nodes.Element, msgnode: nodes.Element | None = None) -> None:
        """Register a title; from its third use on without a message that nobody reads."""
        names = target["names"]
        if len(names) == 1 and self.nameids.get(names[0], "") is None and not self.nametypes[names[0]]:
            self.set_id(target)  # before the name is gone: the id is made of it
            self.nameids[names[0]] = None  # type: ignore[assignment]
            nodes.dupname(target, names[0])
        else:
            super().note_implicit_target(target, msgnode)


class PartParser(TalkParser):
    """Reads some lines out of a talk as if all of it were there: the lines keep their numbers."""

    def parse_lines(self, text: str, first: int, document: nodes.document) -> None:
        """Parse a text whose first line is (from 0) the ``first`` of its talk."""
        self.setup_parse(text, document)
        lines = string2lines(text, tab_width=document.settings.tab_width, convert_whitespace=True)
        source = document["source"]
        numbered = StringList(lines, items=[(source, first + number) for number in range(len(lines))])
        self.statemachine = states.RSTStateMachine(
            state_classes=self.state_classes, initial_state=self.initial_state, debug=document.reporter.debug_flag
        )
        self.statemachine.run(numbered, document, first, inliner=self.inliner)
        self.finish_parse()
