"""Who may import whom: the table of ARCHITECTURE.md, held by the test."""

import ast
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "src" / "slidekit"

ROWS = (
    ("again", "diagnostics", "errors", "options", "blocks", "model", "lookup"),
    (
        "resources",
        "processes",
        "highlight",
        "plugins",
        "media",
        "source",
        "project",
        "rawhtml",
        "policy",
        "outline",
        "talks",
    ),
    ("doctree",),
    ("stylesheets", "themefile", "themes", "fonts", "templating", "page", "listing", "delivery", "bundle"),
    ("pipeline", "records", "browser", "stage", "staging", "draft", "preview", "wording", "examples"),
    ("checking", "exporting", "serving", "cli", "pytest_plugin"),
    ("start", "__main__", "__init__"),
)
"""A module imports from the rows above its own, and from what stands to its left in it."""

LIBRARIES = {
    "docutils": {"doctree"},
    "pygments": {"highlight"},
    "jinja2": {"templating"},
    "markupsafe": {"page", "listing", "preview", "checking"},
    "click": {"cli"},
    "imagesize": {"doctree"},
    "pypdf": {"exporting"},
    "playwright": {"stage", "checking", "exporting"},  # who drives it, and who says what to do
    "psutil": {"stage"},
    "axe_playwright_python": {"checking"},
    "pptx": {"exporting"},
    "PIL": {"exporting"},
    "lxml": {"exporting"},
    "rjsmin": {"resources"},
    "rcssmin": {"page", "listing"},
    "fontTools": {"fonts"},
    "pytest": {"pytest_plugin"},
    "livereload": {"serving"},
    "tornado": {"serving"},
    "watchfiles": {"serving"},
    "pathspec": {"talks"},
}
"""Who may import which library."""


def imports(path):
    """The modules that a file imports, however deep inside a function."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names if node.module == "slidekit")


def modules():
    """Every file of the package with the name of its module (of its package, in one)."""
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path.relative_to(PACKAGE).parts[0].removesuffix(".py"), path


def test_every_module_has_its_row():
    """No module is without a place in the table, and the table names none that is not there."""
    assert {name for name, _ in modules()} == {name for row in ROWS for name in row}


def test_modules_import_only_from_above_or_from_their_left():
    """Knowledge flows one way: a module never imports from below itself."""
    order = [name for row in ROWS for name in row]
    wrong = [
        f"{name} imports {imported}"
        for name, path in modules()
        for imported in imports(path)
        if imported.startswith("slidekit.")
        and imported.split(".")[1] in order
        and imported.split(".")[1] != name
        and order.index(imported.split(".")[1]) > order.index(name)
    ]

    assert wrong == []


def test_each_library_has_one_importer():
    """A library can be exchanged by touching one place."""
    wrong = [
        f"{name} imports {imported}"
        for name, path in modules()
        for imported in imports(path)
        if name not in LIBRARIES.get(imported.split(".")[0], {name})
    ]

    assert wrong == []
