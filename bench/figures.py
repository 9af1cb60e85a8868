"""A figure, the goal it is held against, and how both are shown. Measures nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum


class Unit(Enum):
    """How a number is written."""

    BYTES = "{:,.0f} bytes"
    COUNT = "{:,.0f}"
    MEGABYTES = "{:.1f} MB"
    MILLISECONDS = "{:,.1f} ms"
    RATIO = "{:.2f} ×"


@dataclass(frozen=True, slots=True)
class Goal:
    """The most that a figure may be, and what it should be; of the ratio to rst2html5 or of the figure itself."""

    limit: float
    aim: float
    of_ratio: bool = True


@dataclass(frozen=True, slots=True)
class Figure:
    """Something measured on a deck: slidekit's number, and rst2html5's with the ratio where there is one."""

    name: str
    deck: str
    unit: Unit
    ours: float
    theirs: float | None = None
    ratio: float | None = None
    goal: Goal | None = None

    @property
    def verdict(self) -> str:
        """Which part of the goal is met."""
        if self.goal is None:
            return ""
        judged = self.ratio if self.goal.of_ratio else self.ours
        if judged is None:
            message = f"{self.name}, {self.deck}: a goal for a ratio needs a ratio"
            raise ValueError(message)
        if judged <= self.goal.aim:
            return "aim"
        return "at least" if judged <= self.goal.limit else "**no**"


HEADINGS = ("figure", "deck", "slidekit", "rst2html5", "ratio", "at least", "aim", "met")


def draw_table(figures: Iterable[Figure]) -> str:
    """A Markdown table, a line for each figure."""
    rows = [HEADINGS, ("---",) * len(HEADINGS), *map(draw_row, figures)]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def draw_row(figure: Figure) -> tuple[str, ...]:
    """The cells of one figure."""
    goal = figure.goal
    unit = Unit.RATIO if goal and goal.of_ratio else figure.unit
    return (
        figure.name,
        figure.deck,
        draw_number(figure.ours, figure.unit),
        draw_number(figure.theirs, figure.unit),
        draw_number(figure.ratio, Unit.RATIO),
        "≤ " + draw_number(goal.limit, unit) if goal else "",
        "≤ " + draw_number(goal.aim, unit) if goal else "",
        figure.verdict,
    )


def draw_number(number: float | None, unit: Unit) -> str:
    """A number with its unit; nothing for no number."""
    return "" if number is None else unit.value.format(number)
