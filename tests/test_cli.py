"""The command line: what it takes, what it says, and how it ends."""

import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from command import COMMAND, HEAD, body, build, page, put, run

import slidekit.cli
from slidekit.cli import cli
from slidekit.options import FIELDS

CONTEXT = click.Context(cli)
COMMANDS = {name: cli.get_command(CONTEXT, name) for name in sorted(cli.list_commands(CONTEXT))}


def test_commands_are_modules():
    """Each module of a command is known by its name, and nothing else is."""
    folder = Path(slidekit.cli.__file__).parent
    modules = {path.stem for path in folder.glob("*.py") if "@click.command" in path.read_text()}

    assert modules == set(COMMANDS)


def test_help(tmp_path):
    """``slidekit --help`` names every command."""
    ended = run("--help", cwd=tmp_path)

    assert ended.code == 0
    assert ended.err == ""
    for name in COMMANDS:
        assert f"\n  {name} " in ended.out.decode()


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_help_of_each_command(tmp_path, name, flag):
    """Each command says what it does and what each of its options is for."""
    ended = run(name, flag, cwd=tmp_path)

    assert ended.code == 0
    assert ended.out.decode().startswith(f"Usage: slidekit {name} ")
    for parameter in COMMANDS[name].params:
        if isinstance(parameter, click.Option):
            assert parameter.help
            for option in parameter.opts:
                assert option in ended.out.decode()


def test_no_arguments(tmp_path):
    """Without a command the help is shown, and the command line is at fault."""
    ended = run(cwd=tmp_path)

    assert ended.code == 2
    assert "Usage: slidekit" in ended.err + ended.out.decode()
    assert "Traceback" not in ended.err


def test_version(tmp_path):
    """``--version`` says name and version on standard output."""
    ended = run("--version", cwd=tmp_path)

    assert ended.code == 0
    assert re.fullmatch(r"slidekit, version \d+\.\d+\.\d+\S*\n", ended.out.decode())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("no-such-command",), "No such command 'no-such-command'"),
        (("--no-such-option",), "No such option"),
        (("build",), "Missing argument 'TALK...'"),
        (("build", "talk.rst", "--no-such-option"), "No such option"),
        (("build", "talk.rst", "--strikt"), "--strict"),
        (("build", "talk.rst", "-o"), "requires an argument"),
        (("build", "talk.rst", "--time-limit", "soon"), "not a valid float"),
        (("build", "talk.rst", "--time-limit", "0"), "not in the range"),
        (("build", "talk.rst", "--time-limit", "-1"), "not in the range"),
        (("build", "talk.rst", "--theme", "no-such"), "no theme 'no-such'; there are bold"),
        (("build", "talk.rst", "--theme", "x" * 300), "no theme"),
        (("build", "talk.rst", "--theme", ""), "no theme ''"),
        (("build", "talk.rst", "-O", "theme=../no-such"), "no theme '../no-such'"),
        (("build", "talk.rst", "-O", "transition"), "not KEY=VALUE"),
        (("build", "talk.rst", "-O", "transition=jump"), "'transition' is none, fade, slide, zoom or morph"),
        (("build", "talk.rst", "-O", "themes=night"), "did you mean 'theme'?"),
        (("build", "talk.rst", "-O", "transitoin-time=1s"), "did you mean 'transition-time'?"),
        (("build", "talk.rst", "-O", "=x"), "no deck field ''; there are title, author"),
        (("build", "talk.rst", "-O", "aspect=0:0"), "'aspect' is width:height"),
        (("build", "talk.rst", "-O", "slide-level=0"), "'slide-level' is a section level"),
        (("build", "talk.rst", "-O", "transition-time=" + "9" * 5000), "'transition-time' is a time"),
        (("build", "talk.rst", "-O", "duration=" + "9" * 5000), "'duration' is a time"),
        (("build", "no-such.rst"), "there is no such file"),
        (("build", "talk.rst", "talk.rst", "-o", "-"), "-o - takes one talk"),
    ],
)
def test_wrong_command_lines(tmp_path, arguments, said):
    """A wrong command line ends with 2, says what was meant or what there is, and writes nothing."""
    put(tmp_path, {"talk.rst": HEAD + ".. code-block:: python\n\n   x = 1\n"})

    ended = run(*arguments, cwd=tmp_path)

    assert ended.code == 2, ended.err
    assert said in " ".join(ended.err.split())
    assert "Traceback" not in ended.err
    assert ended.out == b""
    assert not (tmp_path / "talk.html").exists()


@pytest.mark.parametrize("seconds", ["inf", "nan", "1e300", "0.000001"])
def test_odd_time_limits(tmp_path, seconds):
    """A time limit that no clock knows is a long one; one that nothing can meet is a message."""
    ended = build(tmp_path, HEAD + "Words\n", "--time-limit", seconds)

    assert ended.code in (0, 1, 2)
    assert "Traceback" not in ended.err
    assert ended.code != 1 or "[time-limit]" in ended.err


@pytest.mark.parametrize("name", FIELDS)
def test_every_deck_field_is_an_option(tmp_path, name):
    """``-O`` takes each deck field; a value of nonsense is refused or taken as text, never more."""
    for value in ("", "nonsense <b>", "-1", "\ud800", "1" * 5000):
        try:
            FIELDS[name](value)
            allowed = ""
        except ValueError as error:
            allowed = str(error)
        assert "integer" not in allowed


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        (("theme=night",), 'data-theme="night"'),
        (("THEME=night",), 'data-theme="night"'),
        (("transition_time=0.3s",), 'data-transition-time="300"'),
        (("transition-time=300",), 'data-transition-time="300"'),
        (("title=A & B <c>",), "<title>A &amp; B &lt;c&gt;</title>"),
        (("title=a=b",), "<title>a=b</title>"),
        (("lang=he", "dir=rtl"), '<html lang="he" dir="rtl"'),
        (("theme=night", "theme=plain"), 'data-theme="plain"'),
    ],
)
def test_settings(tmp_path, settings, expected):
    """``-O key=value`` sets a deck field, and wins over the talk."""
    options = [word for setting in settings for word in ("-O", setting)]

    ended = build(tmp_path, ":theme: classic\n:title: Other\n\n" + HEAD + "Words\n", *options)

    assert ended.code == 0, ended.err
    assert expected in page(tmp_path)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (".. raw:: html\n\n   <b>SECRET</b>\n", 4),
        (".. raw:: html\n   :file: secret.txt\n", 4),
        (".. include:: secret.txt\n", 4),
        (".. include:: secret.txt\n   :literal:\n", 4),
        (".. include:: <isonum.txt>\n", 4),
        (".. csv-table::\n   :file: secret.txt\n", 4),
        (".. role:: html(raw)\n   :format: html\n\n:html:`<b>SECRET</b>`\n\nMore\n", 7),
    ],
)
def test_untrusted(tmp_path, text, line):
    """With --untrusted a talk brings in no HTML of its own and no file; a message says where it tried."""
    put(tmp_path, {"secret.txt": "SECRET, SECRET\n"})

    ended = build(tmp_path, HEAD + text, "--untrusted")

    assert ended.code in (0, 1)
    assert re.search(rf"^talk\.rst:{line}:\d+: (warning|error): ", ended.err, re.MULTILINE)
    if ended.code == 0:
        assert "SECRET, SECRET" not in body(tmp_path)
        assert "<b>SECRET" not in body(tmp_path)


def test_untrusted_talk_without_mischief(tmp_path):
    """With --untrusted an honest talk is the same page."""
    text = HEAD + "*Words*\n\n.. image:: data:image/png;base64,AAAA\n\n.. csv-table::\n\n   a, b\n"
    assert build(tmp_path, text).code == 0
    before = page(tmp_path)

    assert build(tmp_path, text, "--untrusted", "--strict").code == 0
    assert page(tmp_path) == before


@pytest.mark.parametrize("module", ["slidekit", "slidekit.start"])
def test_start_imports_little(module):
    """The command's first module imports nothing that takes time."""
    script = f"import sys; before = set(sys.modules); import {module}; print(*sorted(set(sys.modules) - before))"

    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    heavy = {
        "click",
        "docutils",
        "jinja2",
        "pygments",
        "asyncio",
        "multiprocessing",
        "subprocess",
        "typing",
        "dataclasses",
    }
    assert heavy & set(ended.stdout.split()) == set()


def test_installed_command(tmp_path):
    """The installed ``slidekit`` is the same as ``python -m slidekit``."""
    script = Path(sys.executable).with_name("slidekit")
    put(tmp_path, {"talk.rst": HEAD + "Words\n"})

    ended = subprocess.run([script, "build", "talk.rst"], cwd=tmp_path, capture_output=True, text=True, check=False)

    assert ended.returncode == 0
    assert "<p>Words</p>" in body(tmp_path)


@pytest.mark.parametrize("home", ["", "/no-such", None])
def test_nobody_at_home(tmp_path, home):
    """A user without a home can build."""
    env = {name: value for name, value in os.environ.items() if name != "HOME"}
    put(tmp_path, {"talk.rst": HEAD + "Words\n"})
    if home is not None:
        env["HOME"] = home

    ended = subprocess.run([*COMMAND, "build", "talk.rst"], cwd=tmp_path, env=env, capture_output=True, check=False)

    assert ended.returncode == 0


def test_style_that_is_none(tmp_path):
    """A highlight style that Pygments does not have is the fault of who named it: the command line, or the talk."""
    put(tmp_path, {"talk.rst": HEAD + "x\n", "own.rst": ":highlight-style: nosuch\n\n" + HEAD + "x\n"})
    said = run("build", "-O", "highlight-style=nosuch", "talk.rst", cwd=tmp_path)
    own = run("build", "own.rst", cwd=tmp_path)

    assert (said.code, own.code) == (2, 1)
    assert "error: no highlight style 'nosuch'; there are abap, " in said.err
    assert own.err.startswith("own.rst:1:19: error: no highlight style 'nosuch'")
