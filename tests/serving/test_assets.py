"""Films and backgrounds of a talk that is served: asked for by address, and new at once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import CASES

from serving.shown import Served, Stage

TALK = """\
One
===

.. video:: films/film.webm
   :poster: pictures/dot.png

Two
===

:background: pictures/dot.png

words

Three
=====

:background: navy

the last
"""


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """A talk with a film and backgrounds, served."""
    shutil.copytree(CASES / "files", tmp_path, dirs_exist_ok=True)
    talk = tmp_path / "talk.rst"
    talk.write_text(TALK)
    stage = Stage()
    yield stage.serve(talk)
    stage.close()


def test_films_and_backgrounds(served):
    """They are asked for by their addresses; a replaced file has another one, and a background comes and goes in place."""
    folder = served.talk.parent

    assert {"films/film.webm", "pictures/dot.png"} <= set(served.session.edition.files)
    assert 'src="films/film.webm?v=' in served.viewer.items[0]
    assert 'poster="pictures/dot.png?v=' in served.viewer.items[0]
    assert "--background:url(&#34;pictures/dot.png?v=" in served.viewer.items[1]
    assert "data:video" not in "".join(served.viewer.items)

    before = list(served.viewer.items)
    picture = (folder / "pictures" / "dot.png").read_bytes()
    (folder / "pictures" / "dot.png").write_bytes(picture + b"more")
    served.until(lambda _: served.viewer.items[1] != before[1] and served.viewer.items[0] != before[0])
    served.until_right()

    served.talk.write_text(TALK.replace("navy", "tomato"))
    served.until(lambda _: "--background:tomato" in served.viewer.items[2])
    assert '<section class="slide backed light' in served.viewer.items[2]
    served.until_right()

    served.talk.write_text(TALK.replace(":background: navy\n\n", ""))
    served.until(lambda _: "--background" not in served.viewer.items[2])
    served.until_right()

    served.talk.write_text(TALK.replace("navy", "films/film.webm"))
    served.until(lambda _: "slide-film" in served.viewer.items[2])
    served.until_right()

    (folder / "films" / "film.webm").write_text("no film")
    served.until(lambda session: len(session.edition.warnings) == 2)
    served.until_right()
    assert "missing-image" in served.viewer.items[0]
