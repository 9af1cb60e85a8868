"""The code of talks: which of it is run, how it is bounded, and what `check` says of it."""

from command import put, run

from slidekit.examples.talks import failed_examples, read, run_examples
from slidekit.examples.update import rewrite


def said_of(folder, text, **files):
    """Line and message of each failure of a talk."""
    put(folder, {"talk.rst": text, **{name.replace("_", "."): content for name, content in files.items()}})
    return [(each.at.path.name, each.at.line, each.message) for each in failed_examples(folder / "talk.rst")]


def test_code_and_sessions_run_in_the_order_of_the_talk(tmp_path):
    """A session sees what code before it has made, though that code shows no output."""
    text = "One\n===\n\n.. testcode::\n\n   cups = 3\n\n>>> cups\n3\n\n.. testcode::\n\n   cups = 4\n\n>>> cups\n4\n"

    assert said_of(tmp_path, text) == []


def test_a_module_that_is_shown_is_no_session(tmp_path):
    """Prompts in its docstrings are its own tests; they would find none of its names here."""
    module = 'def pour():\n    """\n    >>> pour()\n    3\n    """\n'
    text = "One\n===\n\n.. literalinclude:: tea.py\n\n.. code-block:: python\n\n   >>> 1\n   2\n"

    assert said_of(tmp_path, text, tea_py=module) == [("talk.rst", 8, "slide 1 (One): expected '2', got '1'")]


def test_a_slide_is_called_as_the_page_calls_it(tmp_path):
    """A hidden one has the number of the slide before it, and a plus."""
    text = "One\n===\n\na\n\nTwo\n===\n\n:hidden: yes\n\n>>> 1\n2\n\nThree\n=====\n\n>>> 3\n4\n"

    assert said_of(tmp_path, text) == [
        ("talk.rst", 11, "slide 1+ (Two): expected '2', got '1'"),
        ("talk.rst", 17, "slide 2 (Three): expected '4', got '3'"),
    ]


def test_lines_that_are_shown_twice_have_their_place_twice(tmp_path):
    """The message points into the file that is included, each time."""
    text = "One\n===\n\n.. literalinclude:: a.txt\n\nTwo\n===\n\n.. literalinclude:: a.txt\n"

    assert said_of(tmp_path, text, a_txt="\n\n>>> 1\n2\n") == [
        ("a.txt", 3, "slide 1 (One): expected '2', got '1'"),
        ("a.txt", 3, "slide 2 (Two): expected '2', got '1'"),
    ]


def test_endless_output_is_cut_off(tmp_path):
    """Before it fills the memory; what comes after it is run."""
    text = "One\n===\n\n>>> while True: print('x' * 10_000)\n>>> 1\n2\n"

    assert said_of(tmp_path, text) == [
        ("talk.rst", 4, "slide 1 (One): raises RuntimeError: more than 10,000,000 characters of output"),
        ("talk.rst", 5, "slide 1 (One): expected '2', got '1'"),
    ]


def test_output_that_would_be_read_as_code_or_is_too_long_is_not_written(tmp_path):
    """The talk would say something else then."""
    put(tmp_path, {"talk.rst": "One\n===\n\n>>> print('... x')\n1\n>>> print('x' * 100_001)\n1\n"})
    outcome = run_examples(read(tmp_path / "talk.rst"))
    new = rewrite(outcome.results, outcome.planned.sources, tmp_path)

    assert new.files == {}
    assert [why for _, why in new.left] == ["the output looks like a prompt", "the output is too long"]


def test_the_command_counts_what_was_not_run(tmp_path):
    """Code that ends everything is shown, the rest told in one line."""
    put(tmp_path, {"talk.rst": "One\n===\n\n>>> import os; os._exit(0)\n>>> 1\n1\n>>> 2\n2\n"})
    ended = run("test", "talk.rst", cwd=tmp_path)

    assert ended.code == 1
    assert ended.out.decode().count("[failed-example]") == 1
    assert ended.out.decode().endswith("talk.rst: 3 examples, 3 failed (2 because code before ended everything)\n")


def test_check_runs_code_when_it_is_asked_to(tmp_path):
    """A failure is a warning among the others, which can be silenced; a stranger's code is not run."""
    text = "One\n===\n\n>>> open('ran', 'a').close()\n>>> 1\n2\n"
    put(tmp_path, {"talk.rst": text, "silent.rst": f":ignore: failed-example\n\n{text}"})
    said = {
        name: run("check", "--no-browser", *options, f"{name}.rst", cwd=tmp_path)
        for name, options in {"talk": ["--examples"], "silent": ["--examples"]}.items()
    }

    assert (said["talk"].code, said["silent"].code) == (1, 0)
    assert (
        said["talk"]
        .out.decode()
        .startswith("talk.rst:5:1: warning: slide 1 (One): expected '2', got '1' [failed-example]\n")
    )
    (tmp_path / "ran").unlink()
    without = run("check", "--no-browser", "talk.rst", cwd=tmp_path)
    strange = run("check", "--no-browser", "--examples", "--untrusted", "talk.rst", cwd=tmp_path)
    assert (without.code, strange.code, "no code is run" in strange.err) == (0, 0, True)
    assert not (tmp_path / "ran").exists()


def test_code_between_other_things_has_its_place(tmp_path):
    """In a cell of a table, or with lines that no file has; there it is not rewritten."""
    text = (
        "One\n===\n\n+---------+---+\n| >>> 1   | x |\n| 2       |   |\n+---------+---+\n\n"
        ".. literalinclude:: a.txt\n   :prepend: # begin\n"
    )

    assert said_of(tmp_path, text, a_txt="\n\n>>> 3\n4\n") == [
        ("talk.rst", 5, "slide 1 (One): expected '2', got '1'"),
        ("a.txt", 3, "slide 1 (One): expected '4', got '3'"),
    ]
