"""What installed packages bring: found by their metadata, kept apart from each other, and never the end of a talk."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from textwrap import dedent
from urllib.request import urlopen

import pytest
from command import COMMAND, put, run

from slidekit import Plugin
from slidekit.plugins import distribution, find_entries

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "docs" / "example-plugin"
TALK = """\
:theme: chalk

Tea
===

A :loud:`good` cup takes 3 min. See :issue:`12`.

.. gauge:: 70%
   :label: Water

Much
====

{many}
"""


def install(site: Path, name: str, code: str, entry: str = "plugin") -> None:
    """A distribution of one module, as pip leaves it."""
    module = name.replace("-", "_")
    entries = f"[console_scripts]\nx = y:z\n\n[slidekit.plugins]\n# ours\n{name} = {module}:{entry}\n"
    put(
        site,
        {
            f"{module}.py": dedent(code),
            f"{module}-1.0.dist-info/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n",
            f"{module}-1.0.dist-info/entry_points.txt": entries,
        },
    )


def python(site: Path, cwd: Path, code: str) -> str:
    """What a program says that runs where plugins are installed."""
    ended = subprocess.run(
        [sys.executable, "-c", dedent(code)],
        cwd=cwd,
        env={"PYTHONPATH": str(site), "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    return ended.stdout


@pytest.fixture(scope="module")
def example(tmp_path_factory) -> Path:
    """Where the example package of docs/extending.md is installed."""
    folder = tmp_path_factory.mktemp("example")
    shutil.copytree(EXAMPLE, folder / "checkout", ignore=shutil.ignore_patterns("__pycache__"))
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--no-index"]
    command += ["--no-deps", "--no-build-isolation", "--no-compile", "--target", folder / "site", folder / "checkout"]
    subprocess.run(command, check=True)
    return folder / "site"


def test_example(example, tmp_path):
    """The example package is installed by pip, and a talk that uses all of it is built, a stranger's too."""
    put(tmp_path, {"talk.rst": TALK.format(many="word " * 70), "tea.outline": "Tea\n  - 95 degrees\n  - 3 min\nEnd\n"})

    ended = run("build", "talk.rst", "tea.outline", "--untrusted", cwd=tmp_path, env={"PYTHONPATH": str(example)})

    assert ended.code == 0, ended.err
    assert "talk.rst:11:1: warning: 71 words on one slide; nobody reads more than 60 [too-many-words]" in ended.err
    assert ended.err.count("warning") == 1
    assert "error" not in ended.err
    page = (tmp_path / "talk.html").read_text()
    assert 'data-theme="chalk"' in page
    assert "--paper: #1f3a32" in page
    assert '<span class="loud">good</span> cup takes 3\N{NO-BREAK SPACE}min.' in page
    assert '<a class="reference external" href="https://example.org/issues/12">#12</a>' in page
    assert '<p class="gauge">Water: 70% <progress max="100" value="70" aria-label="Water">' in page
    outline = (tmp_path / "tea.html").read_text()
    assert re.findall(r'<h2 class="slide-title">(.*?)</h2>', outline) == ["Tea", "End"]
    assert "<li><p>3\N{NO-BREAK SPACE}min</p></li>" in outline


def test_example_is_in_the_list_of_themes(example, tmp_path):
    """A plugin's theme is listed, with what it says of itself and where it comes from."""
    ended = run("themes", cwd=tmp_path, env={"PYTHONPATH": str(example)})

    listed = dict(line.split(maxsplit=1) for line in ended.out.decode().splitlines())
    assert listed["chalk"] == "Chalk on a blackboard (slidekit-example)"
    assert listed["night"].startswith("Light on a deep blue night")
    assert ended.err == ""


def test_wrong_use_of_the_example(example, tmp_path):
    """What a plugin's directive or role refuses is said at its line, as of our own."""
    put(tmp_path, {"talk.rst": "A\n=\n\n.. gauge:: much\n\n:issue:`x`\n\n.. gauge:: 3\n   :labell: x\n"})

    ended = run("build", "talk.rst", cwd=tmp_path, env={"PYTHONPATH": str(example)})

    said = [line for line in ended.err.splitlines() if line.startswith("talk.rst")]
    assert said == [
        "talk.rst:4:12: error: a gauge takes a number such as 70%, not 'much' [markup]",
        "talk.rst:6:9: error: an issue is a number, not 'x' [markup]",
        (
            'talk.rst:9:4: error: Error in "gauge" directive: unknown option: "labell". '
            "Did you mean 'label'? It has: label. [bad-option]"
        ),
    ]


def test_positions_of_another_reader(example, tmp_path):
    """What a plugin reads has its lines, on slides and in messages."""
    put(tmp_path, {"tea.outline": "  - lost\nTea\n\nMilk\n  - cold\n"})

    said = python(
        example,
        tmp_path,
        """
        from slidekit import read
        deck = read("tea.outline")
        print([(slide.title, slide.at.line) for slide in deck.slides], deck.title)
        """,
    )
    wrong = run("build", "tea.outline", cwd=tmp_path, env={"PYTHONPATH": str(example)})

    assert said == "[('Tea', 2), ('Milk', 4)] Tea\n"
    assert wrong.code == 1


def test_positions_of_a_reader_like_ours(tmp_path):
    """A reader that is a reStructuredText parser, which counts the lines of titles otherwise, is right as well."""
    install(
        tmp_path,
        "like",
        "from slidekit import Plugin\nplugin = Plugin(readers={'.like': 'docutils.parsers.rst:Parser'})",
    )
    put(tmp_path, {"talk.like": ":theme: night\n\nOne\n---\n\n====\nOver\n====\n\nslide\n-----\n\n``x``\n"})

    code = """
        from slidekit import read
        deck = read("talk.like")
        print([(slide.title, slide.at.line) for slide in deck.slides], deck.options.theme, deck.diagnostics)
    """
    rest = code.replace("talk.like", "talk.rst")
    put(tmp_path, {"talk.rst": (tmp_path / "talk.like").read_bytes()})

    assert python(tmp_path, tmp_path, code) == python(tmp_path / "none", tmp_path, rest)


def test_served(example, tmp_path):
    """A server lists and shows talks that a plugin reads, and themes of plugins."""
    put(tmp_path, {"talk.rst": TALK.format(many="x"), "tea.outline": "Tea\nEnd\n", "other.txt": "Tea\nEnd\n"})
    command = [*COMMAND, "serve", ".", "--port", "0"]
    process = subprocess.Popen(
        command, cwd=tmp_path, env={"PYTHONPATH": str(example), "PATH": ""}, stderr=subprocess.PIPE, text=True
    )
    try:
        address = next(
            found[0] for line in process.stderr for found in [re.search(r"http://[\d.]+:\d+/", line)] if found
        )
        listed = urlopen(address).read().decode()
        shown = urlopen(address + "tea.html").read().decode()
        themed = urlopen(address + "talk.html").read().decode()
    finally:
        process.kill()
        process.wait()
        process.stderr.close()

    assert sorted(set(re.findall(r'href="/?(\w+\.html)', listed))) == ["talk.html", "tea.html"]
    assert re.findall(r'<h2 class="slide-title">(.*?)</h2>', shown) == ["Tea", "End"]
    assert "--paper: #1f3a32" in themed


FAILS = """
    from docutils import nodes
    from docutils.parsers.rst import Directive
    from docutils.transforms import Transform
    from slidekit import Plugin

    class Trip(Directive):
        has_content = True
        def run(self):
            inner = nodes.container()
            self.state.nested_parse(self.content, self.content_offset, inner)
            return [inner, *self.tripped()]
        def tripped(self):
            return 1 / 0

    class Junk(Directive):
        def run(self):
            return "text"

    class gauge(nodes.General, nodes.Element):
        pass

    class Invent(Directive):
        def run(self):
            return [gauge("", nodes.paragraph("", "kept"))]

    class Later(Transform):
        default_priority = 500
        def apply(self):
            return {}["none"]

    class Leave(Directive):
        def run(self):
            pending = nodes.pending(Later)
            self.state.document.note_pending(pending)
            return [pending]

    def exits(*arguments):
        raise SystemExit("leaving")

    def odd(deck):
        yield "words"

    def fails(deck):
        return deck.nothing

    plugin = Plugin(
        directives={"trip": Trip, "junk": Junk, "invent": Invent, "gone": "nowhere.at:All", "none": dict, "leave": Leave},
        roles={"exits": exits, "lost": "fails:lost"},
        transforms=(Later, "fails:NoSuch"),
        themes={"void": "/nowhere"},
        checks=(odd, fails, "fails:nocheck"),
    )
"""


def test_failing_plugins(tmp_path):
    """Whatever in a plugin fails is one message, with the talk's line or the plugin's; the rest of the talk is read."""
    site, talk = tmp_path / "site", tmp_path / "talk"
    install(site, "fails", FAILS)
    install(site, "unimportable", "import no_such_module\n")
    install(site, "misspelt", "plugin = 1 +\n")
    install(site, "other-thing", "plugin = {}\n")
    install(site, "bad-reader", "from slidekit import Plugin\nplugin = Plugin(readers={'md': 'x:y'})\n")
    put(
        talk,
        {
            "talk.rst": "A\n=\n\n.. trip::\n\n   :unknown:`x`\n\n.. junk::\n\n.. invent::\n\n"
            ".. gone:: x\n   :any: y\n\n   z\n\n.. none::\n\n:exits:`words` :lost:`more`\n\n.. nosuch::\n"
        },
    )

    ended = run("build", "talk.rst", cwd=talk, env={"PYTHONPATH": str(site)})

    assert ended.code == 1
    assert "Traceback" not in ended.err
    said = [line for line in ended.err.replace(str(site), "SITE").splitlines() if not line.startswith(" ")]
    wrong = "[broken-plugin]"
    assert sorted(said) == sorted(
        [
            f"talk.rst:4:4: error: the directive 'trip' of fails failed: ZeroDivisionError: division by zero (fails.py, line 14) {wrong}",
            'talk.rst:6:5: error: Unknown interpreted text role "unknown". [unknown-role]',
            f"talk.rst:8:4: error: the directive 'junk' of fails failed: TypeError: it returned no list of nodes: 'text' {wrong}",
            f"talk.rst:10:1: error: fails has put an element 'gauge' here that cannot be written as HTML {wrong}",
            f"talk.rst:12:4: error: the directive 'gone' of fails failed: ModuleNotFoundError: No module named 'nowhere' {wrong}",
            f"talk.rst:17:4: error: the directive 'none' of fails failed: TypeError: it is no subclass of docutils.parsers.rst.Directive {wrong}",
            f"talk.rst:19:2: error: the role 'exits' of fails failed: SystemExit: leaving (fails.py, line 39) {wrong}",
            f"talk.rst:19:17: error: the role 'lost' of fails failed: AttributeError: module 'fails' has no attribute 'lost' {wrong}",
            'talk.rst:21:4: error: Unknown directive type "nosuch". [unknown-directive]',
            f"SITE/fails.py:30:1: error: the transform 'Later' of fails failed: KeyError: 'none' {wrong}",
            f"error: the transform 'fails:NoSuch' of fails failed: AttributeError: module 'fails' has no attribute 'NoSuch' {wrong}",
            f"warning: the check 'odd' of fails failed: TypeError: it gave str, not slidekit.Diagnostic {wrong}",
            f"SITE/fails.py:45:1: warning: the check 'fails' of fails failed: AttributeError: 'Deck' object has no attribute 'nothing' {wrong}",
            f"warning: the check 'fails:nocheck' of fails failed: AttributeError: module 'fails' has no attribute 'nocheck' {wrong}",
            f"SITE/unimportable.py:1:1: warning: the plugin 'unimportable' of unimportable cannot be imported: ModuleNotFoundError: No module named 'no_such_module' {wrong}",
            f"SITE/misspelt.py:1:13: warning: the plugin 'misspelt' of misspelt cannot be imported: SyntaxError: invalid syntax (misspelt.py, line 1) {wrong}",
            f"warning: the plugin 'other-thing' of other-thing is left out: it is of type dict, not slidekit.Plugin {wrong}",
            f"warning: the plugin 'bad-reader' of bad-reader is left out: the ending 'md' of a reader does not begin with a dot {wrong}",
            "talk.html: not written",
        ]
    )


def test_failing_later(tmp_path):
    """A transform that a plugin's directive leaves behind, a theme without a style sheet, a reader that trips."""
    site, talk = tmp_path / "site", tmp_path / "talk"
    install(site, "leaves", FAILS.replace("transforms=(Later, ", "transforms=(").replace('"fails:NoSuch"', ""))
    install(
        site,
        "reads",
        """
        from docutils.parsers import Parser
        from slidekit import Plugin

        class Trips(Parser):
            def parse(self, inputstring, document):
                raise LookupError("page 7")

        plugin = Plugin(readers={".trips": Trips, ".away": "reads:Away"})
        """,
    )
    put(talk, {"talk.rst": "A\n=\n\n.. leave::\n", "void.rst": ":theme: void\n\nA\n=\n", "a.trips": "x", "a.away": "x"})

    ended = [run("build", name, cwd=talk, env={"PYTHONPATH": str(site)}) for name in ("talk.rst", "void.rst")]
    ended += [run("build", name, cwd=talk, env={"PYTHONPATH": str(site)}) for name in ("a.trips", "a.away")]

    assert [each.code for each in ended] == [1, 1, 1, 1]
    assert "talk.rst:4:1: error: leaves failed: KeyError: 'none' [broken-plugin]" in ended[0].err
    said = (
        "void.rst:1:9: error: the theme 'void' of leaves cannot be used: there is no /nowhere/theme.css [broken-plugin]"
    )
    assert said in ended[1].err
    assert (
        "reads.py:7:1: error: the reader '.trips' of reads failed: LookupError: page 7 [broken-plugin]" in ended[2].err
    )
    said = "a.away:1:1: error: the reader '.away' of reads cannot be used: AttributeError: module 'reads' has no"
    assert said in ended[3].err
    assert "Traceback" not in "".join(each.err for each in ended)


def test_names_that_are_taken(tmp_path):
    """A name of slidekit's, of reStructuredText's or of another plugin's stays whose it was; each is told once."""
    site, talk = tmp_path / "site", tmp_path / "talk"
    install(
        site,
        "aaa",
        """
        from docutils.parsers.rst.directives.misc import Date
        from slidekit import Plugin

        names = ("Include", "raw", "image", "mine", "todo")
        plugin = Plugin(
            {name: "aaa:Never" for name in names},
            {"incremental": {}, "emphasis": {}, "mine": {"class": ["aaa"]}, "ref": {"class": ["aaa"]}},
            themes={"plain": "x", "own": "x"},
            readers={".RST": "x:y", ".own": "x:y"},
        )
        """,
    )
    install(
        site,
        "bbb",
        """
        from slidekit import Plugin

        plugin = Plugin({"mine": "x:y"}, {"MINE": {}}, themes={"own": "y"}, readers={".own": "x:y"})
        """,
    )
    put(talk, {"talk.rst": "A\n=\n\n.. include:: secret.txt\n\n:mine:`x` :ref:`y`\n", "secret.txt": "SECRET\n"})

    ended = run("build", "talk.rst", "--untrusted", cwd=talk, env={"PYTHONPATH": str(site)})

    assert re.findall(r"^warning: (.*) \[plugin-conflict\]$", ended.err, re.MULTILINE) == [
        "the directive 'Include' of aaa is left out: slidekit has one of that name",
        "the directive 'raw' of aaa is left out: slidekit has one of that name",
        "the directive 'image' of aaa is left out: slidekit has one of that name",
        "the directive 'mine' of bbb is left out: aaa has one of that name",
        "the role 'incremental' of aaa is left out: slidekit has one of that name",
        "the role 'emphasis' of aaa is left out: slidekit has one of that name",
        "the role 'MINE' of bbb is left out: aaa has one of that name",
        "the reader '.RST' of aaa is left out: slidekit has one of that name",
        "the reader '.own' of bbb is left out: aaa has one of that name",
        "the theme 'plain' of aaa is left out: slidekit has one of that name",
        "the theme 'own' of bbb is left out: aaa has one of that name",
    ]
    assert "talk.rst:4:4: warning: " in ended.err
    page = (talk / "talk.html").read_text()
    assert '<span class="aaa">x</span> <span class="aaa">y</span>' in page
    assert "SECRET" not in page


def test_quick_pass(example, tmp_path):
    """Slides alone are read only where no plugin has a hand in them; nor is their HTML kept then."""
    code = """
        from pathlib import Path
        from slidekit.doctree import open_reading

        talk = Path("talk.rst")
        for text, new in (("one", "two"), ("one", ".. gauge:: 3"), (":loud:`one`", "one"), ("one", ":loud:`one`")):
            talk.write_text(f"A\\n=\\n\\n{text}\\n\\nB\\n=\\n\\nx\\n\\nC\\n=\\n\\nother\\n")
            cache = {}
            reading = open_reading(talk, {}, cache)
            print(len(cache), reading.advance(reading.text.replace(text, new)) is not None)
    """
    site = tmp_path / "site"
    shutil.copytree(example, site)
    source = site / "slidekit_example" / "__init__.py"
    source.write_text(source.read_text().replace('("slidekit_example.units:KeepUnits",)', "()"))

    assert python(site, tmp_path, code).splitlines() == ["3 True", "3 False", "0 False", "3 False"]
    assert python(example, tmp_path, code).splitlines() == ["0 False"] * 4


def test_markup_as_a_role_of_its_own(example, tmp_path):
    """A talk may make a role of a plugin's, and use its directives in substitutions and tables."""
    put(tmp_path, {"talk.rst": "A\n=\n\n.. role:: red(loud)\n\n:red:`x`\n\n* - .. gauge:: 5\n"})

    ended = run("build", "talk.rst", cwd=tmp_path, env={"PYTHONPATH": str(example)})

    assert ended.code == 0, ended.err
    assert '<span class="red">x</span>' in (tmp_path / "talk.html").read_text()


def test_nothing_is_imported_to_find_nothing(tmp_path):
    """A plain build does not import what Python has for finding plugins, which takes longer than the search."""
    put(tmp_path, {"talk.rst": "A\n=\n"})
    code = "import sys, slidekit; slidekit.build('talk.rst'); print('importlib.metadata' in sys.modules)"

    assert python(tmp_path / "none", tmp_path, code) == "False\n"


def test_working_folder_is_no_place_for_plugins(tmp_path):
    """What lies beside a talk is not taken for installed, even by ``python -m slidekit``."""
    install(tmp_path, "beside", "raise SystemExit('was imported')\n")
    put(tmp_path, {"talk.rst": "A\n=\n"})

    ended = run("build", "talk.rst", cwd=tmp_path)

    assert (ended.code, "beside" in ended.err) == (0, False)


def test_entries(tmp_path):
    """Entry points are read as the standard writes them; of a distribution that is there twice the first counts."""
    entries = (
        "[other]\na = b:c\n[ slidekit.plugins ]\none = pkg.mod:plugin [extra]\n; no\n\n two=pkg:b.c\n[x]\nd = e:f\n"
    )
    put(
        tmp_path,
        {
            "a/The_Name-1.dist-info/entry_points.txt": entries,
            "a/The_Name-1.dist-info/METADATA": "Metadata-Version: 2.1\nName: The.Name\n",
            "b/The_Name-2.dist-info/entry_points.txt": entries,
            "b/The_Name-2.dist-info/METADATA": "Name: The.Name\n",
            "b/old.egg-info/entry_points.txt": "[slidekit.plugins]\nthree = old:plugin\n",
            "b/plain-1.dist-info/entry_points.txt": "[console_scripts]\nx = y:z\n",
            "b/none-1.dist-info/METADATA": "Name: none\n",
        },
    )

    found = list(find_entries([str(tmp_path / "a"), str(tmp_path / "b"), str(tmp_path / "missing"), __file__]))

    assert found == [
        ("The.Name", "one", "pkg.mod:plugin"),
        ("The.Name", "two", "pkg:b.c"),
        ("old", "three", "old:plugin"),
    ]
    assert distribution(str(tmp_path / "b" / "plain-1.dist-info")) == "plain"


def test_guide_shows_the_example():
    """docs/extending.md shows the files of the example package as they are, all that have code."""
    guide = (EXAMPLE.parent / "extending.md").read_text()
    shown = re.findall(r"^\[`([^`]+)`\]\(example-plugin/\1\)\n\n```\w+\n(.*?)^```$", guide, re.MULTILINE | re.DOTALL)

    assert {name for name, _ in shown} == {
        "pyproject.toml",
        *(str(path.relative_to(EXAMPLE)) for path in EXAMPLE.rglob("*.py")),
    }
    for name, code in shown:
        assert code == (EXAMPLE / name).read_text()


def test_guide_names_every_field():
    """The table of docs/extending.md has each field of a plugin, in order."""
    guide = (EXAMPLE.parent / "extending.md").read_text()

    assert tuple(re.findall(r"^\| `(\w+)` \|", guide, re.MULTILINE)) == Plugin._fields
