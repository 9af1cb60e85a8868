"""Columns: how wide each is, and what is wrong with them. Tree to tree, whatever directive has made them."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from docutils import nodes

from slidekit.doctree.census import Census
from slidekit.doctree.nodes import pause
from slidekit.doctree.reports import Reports
from slidekit.doctree.shown import visible


class Width(NamedTuple):
    """How wide a column is: per cent of the whole, or a share of what others leave."""

    number: float
    percent: bool


def width_of(argument: str | None) -> Width:
    """``40%``, ``2fr`` or ``2`` as a width."""
    found = re.fullmatch(r"(\d{1,6}(?:\.\d{1,6})?)\s*(%|fr)?", (argument or "").strip())
    if not found or not float(found[1]):
        raise ValueError(f'a width is per cent such as 40%, or a share such as 2 or 2fr, not "{argument}"')
    return Width(float(found[1]), found[2] == "%")


def settle_columns(found: Census, reports: Reports) -> None:
    """Give containers of columns the style that lays them out, and say what is wrong with them."""
    for node in found[nodes.container]:
        if is_column(node) and node.get("said") and not is_columns(node.parent):
            message = "this column stands in no '.. columns::', and its text is shown where it stands"
            reports.note("misplaced-column", message, node, "column")
        style = {"align-items" if is_columns(node) else "align-self": node.get("align"), "column-gap": node.get("gap")}
        if is_columns(node):
            style["--columns"] = tracks(node, reports)
        node["style"] = "; ".join(f"{name}: {length(value)}" for name, value in style.items() if value)


def is_columns(node: nodes.Node | None) -> bool:
    """Whether an element is a row of columns."""
    return isinstance(node, nodes.container) and "columns" in node["classes"]


def is_column(node: nodes.Node | None) -> bool:
    """Whether an element is a column."""
    return isinstance(node, nodes.container) and "column" in node["classes"]


def length(value: str) -> str:
    """A length as CSS has it: a bare number is units of the stage."""
    return f"{value}px" if re.fullmatch(r"[\d.]+", value) else value


def tracks(row: nodes.container, reports: Reports) -> str:
    """The tracks of a row of columns, as CSS' grid has them; none if it has no columns."""
    columns: list[Any] = [child for child in row.children if is_column(child)]
    between = [child for child in visible(row.children) if not is_column(child) and not isinstance(child, pause)]
    if not columns:
        if row.get("said"):
            reports.note("no-column", "there is no '.. column::' in it, and its text is shown as it is", row, "columns")
        return ""
    if between:
        message = "this stands in 'columns' but in no '.. column::'; it is shown across all of them"
        reports.note("text-between-columns", message, between[0])
    widths: list[Width | None] = [column.get("width") for column in columns]
    said = sum(width.number for width in widths if width and width.percent)
    rest = [width.number if width else 1.0 for width in widths if not (width and width.percent)]
    left = 100 - said
    room = [left] if said and not rest and left > 0.5 else []
    if left < -0.5 or (rest and said and left <= 0):
        reports.note(
            "wide-columns",
            f"the columns have {said:g}% of the width"
            f"{', and others none' * bool(rest)}; each is made narrower in proportion",
            row,
            "columns",
        )
        left = said / len(widths)  # as much as the others have, on the average
    shares = [
        width.number
        if width and width.percent
        else (width.number if width else 1.0) * (left / sum(rest) if said else 1)
        for width in widths
    ]
    shares += room
    if len(set(shares)) == 1 and len(shares) > 1:
        return f"repeat({len(shares)}, minmax(0, 1fr))"
    return " ".join(f"minmax(0, {share:.4g}fr)" for share in shares)
