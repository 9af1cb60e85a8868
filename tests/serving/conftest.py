from __future__ import annotations

from collections.abc import Iterator

import pytest

from serving.stage import TWO_SLIDES, Play, playing


@pytest.fixture(scope="module")
def play(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Play]:
    """One server with one talk, for all tests of a file."""
    folder = tmp_path_factory.mktemp("talk")
    (folder / "talk.rst").write_text(TWO_SLIDES)
    with playing(folder / "talk.rst") as running:
        yield running


@pytest.fixture(autouse=True)
def _cleared(request: pytest.FixtureRequest) -> Iterator[None]:
    """No window outlives its test."""
    plays = [request.getfixturevalue(name) for name in ("play", "guarded") if name in request.fixturenames]
    yield
    for each in plays:
        each.clear()
