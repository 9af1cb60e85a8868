"""What publishes talks: recipes, the action and the hooks are true, and what they run does what it says."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest
import yaml
from command import put, run

from slidekit.cli import cli

ROOT = Path(__file__).parents[1]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
RECIPE = ROOT / "src" / "slidekit" / "templates" / "new" / "talk.yml"
GUIDE = (ROOT / "docs" / "publishing.md").read_text("utf-8")
BLOCKS = re.findall(r"^```yaml\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"(?:^|&& |- run: |- )(slidekit (?:build|check|test|export)\b[^&\n\"#]*)", re.MULTILINE)
GOOD = "One\n===\n\n>>> 6 * 7\n42\n\nTwo\n===\n\nb\n\n.. notes::\n\n   Whisper\n"


def commands():
    """Every command of ours in the guide, in the recipe, and in the hooks."""
    texts = [GUIDE, RECIPE.read_text("utf-8")]
    return sorted(
        {found.strip() for text in texts for found in COMMAND.findall(text)} | {hook["entry"] for hook in HOOKS}
    )


@pytest.mark.parametrize("line", commands())
def test_commands_are_ours(line):
    """Each command that is written there is one, with options that it has."""
    _, name, *words = shlex.split(line)
    command = cli.get_command(click.Context(cli), name)
    known = {option for each in command.params if isinstance(each, click.Option) for option in each.opts}

    assert {word for word in words if word.startswith("-")} <= known


def test_recipes_are_yaml():
    """Every recipe in the guide is YAML, and so is the one that a new talk gets."""
    assert len(BLOCKS) == 4
    for text in [*BLOCKS, RECIPE.read_text("utf-8")]:
        assert isinstance(yaml.safe_load(text), dict)


def test_no_input_is_a_command():
    """What users give to the action reaches its shell as variables only."""
    steps = ACTION["runs"]["steps"]

    assert not any("${{" in step.get("run", "") for step in steps)
    assert set(ACTION["inputs"]) == {
        name for step in steps for value in (step.get("env") or step["with"]).values() for name in re.findall(r"inputs\.([\w-]+)", value)
    }  # fmt: skip


def test_hooks():
    """The hooks check, test and build, and take the files that pre-commit gives them."""
    assert [hook["id"] for hook in HOOKS] == ["slidekit-check", "slidekit-test", "slidekit-build"]
    assert {hook["language"] for hook in HOOKS} == {"python"}


@pytest.mark.parametrize(
    ("talk", "codes"), [(GOOD, [0, 0, 0]), (GOOD.replace("42", "43"), [0, 1, 0]), (GOOD + "\n`x`:no:\n", [1, 1, 1])]
)
def test_what_hooks_run(tmp_path, talk, codes):
    """A hook fails if its talk is at fault."""
    put(tmp_path, {"talk.rst": talk})

    assert [run(*hook["entry"].split()[1:], "talk.rst", cwd=tmp_path).code for hook in HOOKS] == codes


def action(folder, **inputs):
    """Run the last step of the action as a runner does, with this slidekit."""
    given = {name: each["default"] for name, each in ACTION["inputs"].items()} | inputs
    step = ACTION["runs"]["steps"][-1]
    place = folder / "runner" / "slidekit"
    place.mkdir(parents=True)
    (place / "bin").symlink_to(Path(sys.executable).parent)
    env = {
        name: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda found: given[found[1]], value)
        for name, value in step["env"].items()
    }
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
        cwd=folder,
        env={**os.environ, **env, "RUNNER_TEMP": str(folder / "runner")},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_action(tmp_path):
    """The action checks, tests, and builds pages for the public; names may have blanks and whatever else."""
    put(tmp_path, {"my talks/$(touch x) one.rst": GOOD, "two.rst": GOOD})
    done = action(tmp_path, talks="my talks\ntwo.rst\n", **{"check-options": "--no-browser"})

    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in (tmp_path / "site").glob("*.html")) == [
        "$(touch x) one.html",
        "index.html",
        "two.html",
    ]
    assert "Whisper" not in (tmp_path / "site" / "two.html").read_text("utf-8")
    assert not (tmp_path / "x").exists()


def test_the_action_fails(tmp_path):
    """An example that gives something else ends the action before anything is built."""
    put(tmp_path, {"two.rst": GOOD.replace("42", "43")})
    done = action(tmp_path, talks="two.rst", **{"check-options": "--no-browser"})

    assert done.returncode == 1
    assert not (tmp_path / "site").exists()


def test_the_recipe_of_a_new_talk(tmp_path):
    """Each command of the recipe that a new talk gets ends well in its folder."""
    run("new", "tea", cwd=tmp_path)
    recipe = yaml.safe_load((tmp_path / "tea/.github/workflows/talk.yml").read_text("utf-8"))
    lines = [step["run"] for step in recipe["jobs"]["talk"]["steps"] if "run" in step][1:]
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    # However long a busy machine takes to show a first slide, that is no fault of the talk.
    patient = [line.replace("slidekit check ", "slidekit check -O ignore=slow-start ") for line in lines]

    assert len(lines) == 3
    for line in patient:
        done = subprocess.run(line, shell=True, cwd=tmp_path / "tea", env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False)  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "tea/site/index.html").is_file()
