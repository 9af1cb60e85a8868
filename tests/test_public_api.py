"""The names that programs may import."""

import inspect
import subprocess
import sys

import pytest

import slidekit


def test_all_is_sorted_and_complete():
    """What the package promises is in `__all__`, in order, and nothing is promised twice."""
    promised = [name for names in slidekit.MODULES.values() for name in names]

    assert slidekit.__all__ == sorted(promised)
    assert len(promised) == len(set(promised))


@pytest.mark.parametrize("name", slidekit.__all__)
def test_public_names_say_what_they_are_for(name):
    """Every public name is there and has a docstring of its own."""
    value = getattr(slidekit, name)

    assert inspect.getdoc(value)
    assert "__doc__" in vars(value) or inspect.isfunction(value)


def test_a_name_that_is_not_there_is_an_attribute_error():
    """A typing mistake is told as Python tells it."""
    with pytest.raises(AttributeError, match="'slidekit' has no attribute 'nonsense'"):
        slidekit.nonsense  # noqa: B018 - asking is the test


def test_the_package_itself_imports_nothing():
    """The command starts before anything heavy is imported."""
    code = "import sys, slidekit; print(sorted(m for m in sys.modules if m.startswith('slidekit')))"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "['slidekit']\n"


def test_build_gives_the_page_in_memory(tmp_path):
    """A talk is built without the command, and nothing is written."""
    talk = tmp_path / "talk.rst"
    talk.write_text("Hello\n=====\n\nworld\n")

    bundle = slidekit.build(talk, {"theme": "night", "slide_level": "1"})

    assert [str(path) for path in bundle.files] == ["talk.html"]
    assert b'data-theme="night"' in bundle.page
    assert bundle.diagnostics == ()
    assert list(tmp_path.iterdir()) == [talk]


def test_read_gives_the_deck(tmp_path):
    """A talk can be read without being built; its errors are values."""
    talk = tmp_path / "talk.rst"
    talk.write_text("Hello\n=====\n\n.. nonsense::\n")

    deck = slidekit.read(talk)

    assert [slide.title for slide in deck.slides] == ["Hello"]
    assert [(found.code, found.at.line) for found in deck.errors] == [("unknown-directive", 4)]


def test_keywords_and_description_stand_in_the_head(tmp_path):
    """What hovercraft's decks say of themselves is not lost."""
    talk = tmp_path / "talk.rst"
    talk.write_text(":keywords: tea, <cups>\n:description: On tea\n\nHello\n=====\n")

    page = slidekit.build(talk).page

    assert b'<meta name="keywords" content="tea, &lt;cups&gt;">' in page
    assert b'<meta name="description" content="On tea">' in page
