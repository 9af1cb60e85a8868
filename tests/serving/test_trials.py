"""Code that does not do what a served talk shows: told with the warnings, on its slide."""

import pytest

from serving.shown import Stage

TALK = "One\n===\n\nwords\n\nTwo\n===\n\n>>> 1 + 1\n3\n"


@pytest.fixture(scope="module")
def stage():
    """One nursery and one watch for all tests."""
    stage = Stage()
    yield stage
    stage.close()


def test_failures_are_told_and_go_when_they_are_mended(stage, tmp_path):
    """On their slide, to viewers and terminal; an edit elsewhere keeps them."""
    talk = tmp_path / "talk.rst"
    talk.write_text(TALK)
    served = stage.serve(talk)
    served.until(lambda session: session.failing)

    found = stage.ask(served.session.troubles)
    assert [
        (each["slide"], "expected '3', got '2' [failed-example]" in each["text"]) for each in found["warnings"]
    ] == [(2, True)]
    assert any("[failed-example]" in line for line in served.terminal)
    talk.write_text("Before\n======\n\nmore\n\n" + TALK)
    served.until(lambda session: [each.line for each in session.failing] == [14])
    talk.write_text(TALK.replace("3", "2"))
    served.until(lambda session: not session.failing)
    assert stage.ask(served.session.troubles) == {"errors": [], "warnings": []}
    served.close()


def test_nothing_is_run_of_a_strangers_talk_or_where_that_is_switched_off(stage, tmp_path):
    """No process is begun."""
    (tmp_path / "stranger.rst").write_text(TALK)
    (tmp_path / "quiet.rst").write_text(":examples: no\n\n" + TALK)
    (tmp_path / "plain.rst").write_text("One\n===\n\nwords\n")
    strange, quiet, plain = (
        stage.serve(tmp_path / "stranger.rst", untrusted=True),
        stage.serve(tmp_path / "quiet.rst"),
        stage.serve(tmp_path / "plain.rst"),
    )

    for served in (strange, quiet, plain):
        assert served.session.trials.running is None
        assert served.session.failing == ()
        served.close()


def test_code_that_never_ends_holds_up_nothing(stage, tmp_path):
    """A save is shown while it runs, and ends it."""
    talk = tmp_path / "talk.rst"
    talk.write_text(TALK.replace("1 + 1", "while True: pass"))
    served = stage.serve(talk)
    served.until(lambda session: session.trials.running is not None)
    running = served.session.trials.running
    talk.write_text(TALK.replace("words", "other words"))
    served.until_shown("other words")
    served.until(lambda session: session.failing)

    assert running.process.wait(60) != 0
    served.close()
