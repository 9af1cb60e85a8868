from __future__ import annotations

import pytest

from slidekit.rawhtml import elements


def test_elements() -> None:
    """Elements come with tag and attributes, in small letters, entities resolved."""
    assert elements('<P Class="a &amp; b" hidden>x<br/></P>') == [
        ("p", {"class": "a & b", "hidden": ""}, ""),
        ("br", {}, ""),
    ]


def test_script() -> None:
    """A script comes with its text, exactly as it stands."""
    assert elements('<script>\n  if (a < b && "</b>") {}\n</script>') == [
        ("script", {}, '\n  if (a < b && "</b>") {}\n')
    ]


def test_scripts_one_after_the_other() -> None:
    """Each script has its own text, an empty one none."""
    assert elements("<script>a</script><script src=x></script><p>b</p><script>c</script>") == [
        ("script", {}, "a"),
        ("script", {"src": "x"}, ""),
        ("p", {}, ""),
        ("script", {}, "c"),
    ]


def test_comments() -> None:
    """What stands in a comment is no element."""
    assert elements("<!-- <script>a</script> --><b>b</b>") == [("b", {}, "")]


@pytest.mark.parametrize("html", ["<", "<b", "<b a='", "</", "<!", "<![CDATA[", "&#xffffffff;", "<script>a"])
def test_broken(html: str) -> None:
    """Broken HTML is taken as far as it goes."""
    assert isinstance(elements(html), list)
