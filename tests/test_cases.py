from __future__ import annotations

from collections import Counter

import pytest
from conftest import Case, MakeDeck, draw, read_cases

CASES = read_cases()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Case, case_deck: MakeDeck, request: pytest.FixtureRequest) -> None:
    """Each piece of reStructuredText gives the deck that stands below it."""
    outcome = draw(case_deck(case.source))

    if request.config.getoption("--update-golden"):
        case.rewrite(outcome)
    else:
        assert outcome == case.wanted


def test_titles_of_cases() -> None:
    """Every case has a title of its own within its file, and a source."""
    titles = Counter(case.name for case in CASES)

    assert [title for title, count in titles.items() if count > 1] == []
    assert [case.name for case in CASES if not case.wanted] == []
