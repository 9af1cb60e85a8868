from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from slidekit.diagnostics import Position, Severity
from slidekit.options import FIELDS, SLIDE_FIELDS, Options, Overrides, Saying, settle, suggestion


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("title", "  A talk ", "A talk"),
        ("css", "a.css, b.css  c.css", ("a.css", "b.css", "c.css")),
        ("css", " ", ()),
        ("aspect", "16:9", (16, 9)),
        ("aspect", "4 x 3", (4, 3)),
        ("aspect", "1920/1080", (1920, 1080)),
        ("transition", "Slide", "slide"),
        ("transition-time", "200ms", 200),
        ("transition-time", "0.2s", 200),
        ("transition-time", "1 s", 1000),
        ("transition-time", "150", 150),
        ("transition-time", "0", 0),
        ("duration", "25min", 1500),
        ("duration", "25 m", 1500),
        ("duration", "90s", 90),
        ("duration", "1h 30min 5s", 5405),
        ("duration", "25", 1500),
        ("duration", "25:30", 1530),
        ("duration", "1:00:00", 3600),
        ("end", "14:30", "14:30"),
        ("end", "930", "09:30"),
        ("slide-numbers", "yes", True),
        ("slide-numbers", "", True),
        ("slide-numbers", "Off", False),
        ("progress", "0", False),
        ("note", "admonition", "admonition"),
        ("highlight-style", "github-dark", "github-dark"),
        ("lang", "pt-BR", "pt-BR"),
        ("dir", "RTL", "rtl"),
        ("view", "read", "read"),
        ("slide-level", " 2 ", 2),
        ("untitled", " no title ", "no title"),
    ],
)
def test_value(name: str, text: str, value: Any) -> None:
    """Every deck field takes the forms that people write."""
    assert FIELDS[name](text) == value


@pytest.mark.parametrize(
    ("name", "text", "allowed"),
    [
        ("aspect", "wide", "width:height such as 16:9 or 4:3"),
        ("aspect", "0:9", "width:height such as 16:9 or 4:3"),
        ("aspect", "100:1", "width:height such as 16:9 or 4:3"),
        ("transition", "spin", "none, fade, slide, zoom or morph"),
        ("transition-time", "-1", "a time such as 200ms or 0.2s"),
        ("duration", "", "a time such as 25min or 90s"),
        ("end", "24:00", "a time of day such as 14:30"),
        ("keys", "maybe", "yes or no"),
        ("view", "x", "slides or read"),
        ("slide-level", "0", "a section level from 1 to 9"),
        ("slide-level", "1.5", "a section level from 1 to 9"),
        ("lang", "no language", "a name"),
    ],
)
def test_bad_value(name: str, text: str, allowed: str) -> None:
    """A value that cannot be is answered with what is allowed."""
    with pytest.raises(ValueError, match=f"^{allowed}$"):
        FIELDS[name](text)


def test_precedence() -> None:
    """What is said later wins: project, deck, command line."""
    options, found = settle(
        {"theme": Saying("plain"), "transition": Saying("none"), "lang": Saying("fr")},
        {"theme": Saying("classic"), "transition": Saying("slide")},
        {"theme": Saying("night")},
    )

    assert (options.theme, options.transition, options.lang) == ("night", "slide", "fr")
    assert found == ()


def test_bad_value_leaves_the_weaker_one() -> None:
    """A value that cannot be is a warning at its place, and what was said before counts."""
    at = Position(Path("talk.rst"), 3, 13)

    options, found = settle({"transition": Saying("none")}, {"transition": Saying("spin", at, "spin")})

    assert options.transition == "none"
    assert [(each.code, each.severity, each.at, each.mark) for each in found] == [
        ("bad-field-value", Severity.WARNING, at, "spin")
    ]
    assert found[0].message == "'transition' is none, fade, slide, zoom or morph, not 'spin'"


def test_values_of_other_types() -> None:
    """A value that is no text is taken as it is."""
    options, found = settle({"transition-time": Saying(300), "keys": Saying(False), "aspect": Saying((4, 3))})

    assert (options.transition_time, options.keys, options.aspect) == (300, False, (4, 3))
    assert found == ()


def test_defaults() -> None:
    """Without a word from anybody: the plain theme, 16:9, a fade, notes in the file, nothing from outside."""
    options, _ = settle()

    assert options == Options()
    assert (options.theme, options.aspect, options.transition, options.untitled) == ("plain", (16, 9), "fade", "slide")
    assert (options.notes, options.smart_quotes, options.untrusted, options.allow_outside) == (True, True, False, False)


def test_overrides_are_options() -> None:
    """A caller can say everything that there is to choose, and nothing else."""
    assert set(Overrides.__annotations__) == set(Options._fields)
    assert {name.replace("-", "_") for name in FIELDS} < set(Options._fields)


def test_timing_of_a_slide() -> None:
    """A slide's time is read as the deck's is."""
    assert SLIDE_FIELDS["timing"]("90s") == 90


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("themes", "theme"),
        ("Themes", "theme"),
        ("smartquotes", "smart-quotes"),
        ("transition-tme", "transition-time"),
        ("slidenumbers", "slide-numbers"),
        ("venue", ""),
        ("x", ""),
    ],
)
def test_suggestion(name: str, meant: str) -> None:
    """A near miss is answered with the name that was probably meant, anything else with none."""
    assert suggestion(name, FIELDS) == meant
