"""The plugin of pytest's: off by itself; on, talks are collected with the rest."""

import subprocess
import sys

import pytest

TALK = """\
One
===

>>> x = 1
>>> x
1

Two words
=========

>>> x
2

.. doctest:: tea

   >>> 1  # doctest: +ELLIPSIS
   1
"""


@pytest.fixture
def project(tmp_path):
    """A project with a talk, a text that is none, and a test."""
    (tmp_path / "pytest.ini").write_text("[pytest]\nfilterwarnings = error\n")
    (tmp_path / "talk.rst").write_text(TALK)
    (tmp_path / "README.rst").write_text("One\n===\n\n>>> 1\n2\n")
    (tmp_path / "test_it.py").write_text("def test_it():\n    assert True\n")
    return tmp_path


def pytest_run(project, *arguments):
    """What pytest says in a folder, and its exit code."""
    line = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:playwright",
        "-p",
        "no:xdist",
        *arguments,
    ]
    ended = subprocess.run(line, cwd=project, capture_output=True, text=True, timeout=300, check=False)
    return ended.returncode, ended.stdout + ended.stderr


def test_it_is_off_unless_asked_for(project):
    """Talks are no tests then, and nothing of what reads them is imported."""
    (project / "test_it.py").write_text(
        "import sys\n\ndef test_it():\n    found = {name for name in sys.modules if name.startswith('slidekit')}\n"
        "    assert found == {'slidekit', 'slidekit.pytest_plugin'}\n    assert 'docutils' not in sys.modules\n"
    )
    code, said = pytest_run(project, "-q")

    assert (code, "1 passed" in said) == (0, True), said


def test_a_talk_that_is_named_is_run_once(project):
    """pytest's own doctest takes a text that stands on the command line: not one that is a talk, only others."""
    code, said = pytest_run(project, "--slidekit", "--collect-only", "-q", "talk.rst", "README.rst")

    assert code == 0
    assert "talk.rst::talk.rst" not in said
    assert "talk.rst::1-One" in said
    assert "README.rst::README.rst" in said


def test_each_slide_is_a_test(project):
    """With its title in its name, its place and a difference when it fails."""
    code, said = pytest_run(project, "--slidekit", "-v")

    assert code == 1
    assert "talk.rst::1-One PASSED" in said
    assert "talk.rst::2-Two words FAILED" in said
    assert "talk.rst::2-Two words-tea PASSED" in said
    assert "talk.rst:11:1: warning: slide 2 (Two words): expected '2', got '1' [failed-example]" in said
    assert "    -2\n    +1\n" in said
    assert "README" not in said
    assert "1 failed, 3 passed" in said


def test_a_slide_is_chosen_by_its_title(project):
    """The code before it is run nevertheless; a setting switches it on as well."""
    (project / "pytest.ini").write_text("[pytest]\nslidekit = true\nfilterwarnings = error\n")
    code, said = pytest_run(project, "-q", "-k", "words and not tea")

    assert code == 1
    assert "1 failed, 3 deselected" in said
    assert "got '1'" in said


def test_the_settings_of_doctests_and_paths_hold(project):
    """Flags and folders of modules are those that doctests of pytest have."""
    (project / "src").mkdir()
    (project / "src" / "tea.py").write_text("CUPS = 3\n")
    (project / "pytest.ini").write_text("[pytest]\npythonpath = src\ndoctest_optionflags = ELLIPSIS\n")
    (project / "talk.rst").write_text("One\n===\n\n>>> import tea\n>>> tea\n<module...>\n\nTwo\n===\n\nx\n")
    code, said = pytest_run(project, "--slidekit", "-q")

    assert (code, "2 passed" in said) == (0, True), said


def test_a_talk_that_cannot_be_read_is_an_error(project):
    """With what a build says of it."""
    (project / "talk.rst").write_text(TALK + "\n.. nonsense::\n")
    code, said = pytest_run(project, "--slidekit", "-q")

    assert code == 2
    assert 'Unknown directive type "nonsense"' in said
    assert "Traceback" not in said
