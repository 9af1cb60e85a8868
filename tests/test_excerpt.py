from __future__ import annotations

import pytest

from slidekit.doctree.excerpt import ExcerptError, line_ranges, lines_of, of_region, python_objects


def test_lines() -> None:
    """Lines end in any of the three ways, and a text need not end with one."""
    assert [line.text for line in lines_of("a\r\nb\rc\n\nd")] == ["a", "b", "c", "", "d"]
    assert [line.number for line in lines_of("a\nb\n")] == [1, 2]
    assert lines_of("") == []


@pytest.mark.parametrize(
    ("text", "ranges"),
    [("1", ((1, 1),)), ("3-5, 1", ((3, 5), (1, 1))), ("-2,7-", ((1, 2), (7, None))), ("2 - 3", ((2, 3),))],
)
def test_ranges(text: str, ranges: object) -> None:
    """Lines are named one by one, or from one to another, in any order."""
    assert line_ranges(text) == ranges


@pytest.mark.parametrize("text", ["", "0", "-", "3-2", "1,", "a", "1-2-3", "1.5", "²"])
def test_no_ranges(text: str) -> None:
    """What names no lines is refused."""
    with pytest.raises(ValueError, match="is no line or range of lines"):
        line_ranges(text)


@pytest.mark.parametrize(
    ("begin", "end"),
    [
        ("#region r", "#endregion"),
        ("  # region r", "  # endregion r"),
        ("//#region r", "//#endregion"),
        ("// region r", "// endregion and so on"),
        ("/* #region r */", "/* #endregion */"),
        ("/** region r **/", "/** endregion **/"),
        ("<!-- #region r -->", "<!-- #endregion -->"),
        ("-- #region r", "-- #endregion"),
        ("#pragma region r", "#pragma endregion"),
        ('#Region "r"', "#End Region"),
        ("(* region r *)", "(* endregion *)"),
        ("REM #region r", "REM #endregion"),
        ("::#region r", "::#endregion"),
        ("; region r", "; endregion"),
        ("% region r", "% endregion"),
        ("# tag::r[]", "# end::r[]"),
        ("// tag::r[]", "// end::r[]"),
        ("<!-- tag::r[] -->", "<!-- end::r[] -->"),
        ("# [start:r]", "# [end:r]"),
        ("// [START r]", "// [END r]"),
        ("# --8<-- [start:r]", "# --8<-- [end:r]"),
    ],
)
def test_marks(begin: str, end: str) -> None:
    """A region is marked as editors, AsciiDoc, MkDocs and others have it, in the comments of any language."""
    lines = lines_of(f"before\n{begin}\nwithin\n{end}\nbehind")

    assert [line.text for line in of_region(lines, "r")] == ["within"]


@pytest.mark.parametrize(
    "line",
    [
        "region r",
        "x = data[start:r]",
        "f() # region r",
        "# regional r",
        "tag::r[]",
        "# the region r",
        "# tag::r",
        "#region",
    ],
)
def test_no_marks(line: str) -> None:
    """What does not stand in a comment of its own, or has no name, marks nothing."""
    with pytest.raises(ExcerptError, match="no region 'r' in the file; it has none"):
        of_region(lines_of(f"{line}\nwithin\n# endregion\n# end::r[]\n# [end:r]"), "r")


def test_regions_within_regions() -> None:
    """An end without a name ends the innermost; what is marked within is shown without its marks, what has no end with them."""
    lines = lines_of(
        "# region a\n1\n# region b\n2\n# region a\n3\n# endregion\n4\n# endregion\n5\n# endregion\n# region c"
    )

    assert [line.text for line in of_region(lines, "a")] == ["1", "2", "3", "4", "5"]
    assert [line.number for line in of_region(lines, "b")] == [4, 6, 8]
    with pytest.raises(ExcerptError, match="the region 'c' has no end"):
        of_region(lines, "c")


def test_end_with_a_name() -> None:
    """An end with the name of a region ends that one, whatever has begun in it."""
    lines = lines_of("# region a\n# region of interest\n1\n# endregion a\n2")

    assert [line.text for line in of_region(lines, "a")] == ["# region of interest", "1"]


def test_objects_of_python() -> None:
    """Classes, functions and methods are known by their dotted names, wherever they are defined; the last counts."""
    source = "try:\n  @d\n  @e(\n   1)\n  def f(): pass\nexcept E:\n  class C:\n    async def m(self):\n      pass\ndef f():\n  1\n"

    assert python_objects(source) == {"f": (10, 11), "C": (7, 9), "C.m": (8, 9)}


def test_warnings_of_python(recwarn: pytest.WarningsRecorder) -> None:
    """What Python thinks of a file that is only shown is not said."""
    python_objects('x = "\\d" is 1')

    assert list(recwarn) == []
