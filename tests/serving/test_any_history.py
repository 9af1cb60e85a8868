"""Whatever the history of saves, what is shown equals a fresh reading of the last files."""

from __future__ import annotations

import shutil
import tempfile
import time
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from serving.shown import Served, Stage
from serving.test_session import PNG, TALK

PIECES = (
    "\n\nslide\n-----\n\nuntitled\n\n",
    "\n\nNew\n===\n\nof a slide\n\n",
    "\n\n* a\n* *b*\n\n  + c\n\n",
    "\n\n.. code-block:: python\n\n    def f(): return 1\n\n",
    "\n\n.. notes::\n\n   a note\n\n",
    "\n\n.. include:: part.txt\n\n",
    "\n\n.. image:: late.png\n   :alt: late\n\n",
    "\n\n.. |sub| replace:: *text*\n\n",
    " |sub| ",
    " `Two`_ ",
    "\n\n.. unknown::\n\n",
    "\n\n.. raw:: html\n\n   <b>raw</b>\n\n",
    "\n\n----\n\n",
    "**open",
    " word",
    "ü",
    "\n",
)
SAVES = ("in place", "rename", "away", "truncated", "burst", "old time")


class Histories(RuleBasedStateMachine):
    """An author at work, who looks at the page from time to time."""

    stage: Stage
    served: Served

    @initialize()
    def begin(self) -> None:
        """A talk is served."""
        self.folder = Path(tempfile.mkdtemp(prefix="slidekit-history-"))
        (self.folder / "slidekit.toml").write_text("")
        self.talk = self.folder / "talk.rst"
        self.text = TALK
        self.talk.write_text(TALK)
        (self.folder / "dot.png").write_bytes(PNG)
        self.served = self.stage.serve(self.talk)

    @rule(
        how=st.sampled_from(SAVES),
        at=st.floats(0, 1),
        piece=st.sampled_from(PIECES),
        cut=st.sampled_from((0, 0, 1, 5, 40)),
    )
    def save(self, how: str, at: float, piece: str, cut: int) -> None:
        """The talk is edited somewhere and saved somehow."""
        place = round(at * len(self.text))
        self.text = self.text[:place] + piece + self.text[place + cut :]
        if how == "rename":
            (self.folder / "tmp").write_text(self.text)
            (self.folder / "tmp").rename(self.talk)
        elif how == "away":
            self.talk.unlink()
            time.sleep(0.05)
            self.talk.write_text(self.text)
        elif how == "truncated":
            self.talk.write_text(self.text[: len(self.text) // 2])
            time.sleep(0.03)
            self.talk.write_text(self.text)
        elif how == "burst":
            for n in range(5):
                self.talk.write_text(f"{self.text} {n}")
                time.sleep(0.01)
            self.talk.write_text(self.text)
        else:
            self.talk.write_text(self.text)

    @rule()
    def undo(self) -> None:
        """The talk is as it was in the beginning."""
        self.text = TALK
        self.talk.write_text(TALK)

    @rule(text=st.sampled_from(("included words\n", "other *words*\n", "`broken\n", None)))
    def include(self, text: str | None) -> None:
        """A file that may be included is written, or taken away."""
        part = self.folder / "part.txt"
        part.unlink(missing_ok=True)
        if text is not None:
            part.write_text(text)

    @rule(name=st.sampled_from(("dot.png", "late.png")), data=st.sampled_from((PNG, PNG + b"1", None)))
    def picture(self, name: str, data: bytes | None) -> None:
        """A picture is replaced, or taken away."""
        (self.folder / name).unlink(missing_ok=True)
        if data is not None:
            (self.folder / name).write_bytes(data)

    @rule(
        text=st.sampled_from(
            ("", 'theme = "night"\n', 'theme = "none such"\n', "transition = 5\n", 'css = "own.css"\n')
        )
    )
    def project(self, text: str) -> None:
        """The project's settings are changed."""
        (self.folder / "slidekit.toml").write_text(text)

    @rule(text=st.sampled_from(("p { color: red }\n", "b { color: blue }\n")))
    def css(self, text: str) -> None:
        """A style sheet is changed that the deck may have."""
        (self.folder / "own.css").write_text(text)

    @rule(seconds=st.sampled_from((0.0, 0.02, 0.1, 0.4)))
    def pause(self, seconds: float) -> None:
        """The author thinks."""
        time.sleep(seconds)

    @rule()
    def look(self) -> None:
        """What is shown is right."""
        self.served.until_right()

    def teardown(self) -> None:
        """In the end it is right in any case."""
        if hasattr(self, "folder"):
            self.served.until_right()
            self.served.close()
            shutil.rmtree(self.folder)


def test_after_any_history_the_page_is_right(request: pytest.FixtureRequest):
    """Saves of all kinds, broken and mended, includes, pictures, settings: the last one counts."""
    machine: Any = Histories
    machine.stage = Stage()
    examples = int(request.config.getoption("--histories"))
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=15,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=None,
        ),
    )
    machine.stage.close()
