from __future__ import annotations

import re

import pytest

from slidekit.highlight import highlight, is_known, style_names, style_rules, used_classes


def test_short_class_names() -> None:
    """Code is marked with Pygments' short class names."""
    assert highlight("x = 1", "python") == (
        '<span class="n">x</span> <span class="o">=</span> <span class="mi">1</span>'
    )


def test_plain_text() -> None:
    """Code without a language, or in none, is escaped and nothing else."""
    assert highlight('<b> & "x"', "") == '&lt;b&gt; &amp; "x"'
    assert highlight("x = 1", "text") == "x = 1"
    assert highlight("x = 1", "nosuch") == "x = 1"


@pytest.mark.parametrize(("language", "known"), [("python", True), ("Python", True), ("none", True), ("nosuch", False)])
def test_known_languages(language: str, known: bool) -> None:
    """A language is known if its code can be shown as its author expects."""
    assert is_known(language) is known


def test_spans_end_with_their_line() -> None:
    """No span reaches over a line's end, so that lines can be wrapped one by one."""
    for line in highlight('"""one\n\ntwo"""\nx = 1', "python").split("\n"):
        assert line.count("<span") == line.count("</span>")


@pytest.mark.parametrize("code", ["a\n\n  b", "\na", "a\n", "a\n\n", "  a", "a  "])
@pytest.mark.parametrize("language", ["python", "bash", "text", "c"])
def test_nothing_is_lost(code: str, language: str) -> None:
    """Blank lines and blanks stay, at both ends too."""
    assert re.sub("<[^>]*>", "", highlight(code, language)) == code


def test_doctest() -> None:
    """The output of an example is output, to its last line."""
    assert highlight(">>> 1\n1", "pycon").endswith('\n<span class="go">1</span>')


def test_doctest_in_python() -> None:
    """Python that is an example is coloured as one."""
    assert highlight(">>> 1\n1", "python") == highlight(">>> 1\n1", "pycon")


def test_used_classes() -> None:
    """The classes of the tokens that occur are found, and no others."""
    html = [
        '<pre class="code python"><code><span class="n">x</span></code></pre>',
        '<p><span class="line">y</span></p>',
    ]

    assert used_classes(html) == {"n"}


def test_rules() -> None:
    """A style gives rules for the tokens in use, of foreground only."""
    assert style_rules("default", {"k", "nf"}) == ".code .k{color:#008000;font-weight:bold}.code .nf{color:#0000FF}"


def test_no_rules() -> None:
    """Without code there are no rules."""
    assert style_rules("default", set()) == ""


def test_unknown_style() -> None:
    """A style that Pygments does not have is refused, and those that it has can be listed."""
    with pytest.raises(ValueError, match=r"^nosuch$"):
        style_rules("nosuch", {"k"})
    assert "monokai" in style_names()
    assert "nosuch" not in style_names()
