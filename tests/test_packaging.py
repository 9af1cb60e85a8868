import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from configparser import ConfigParser
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TALK = "slide\n-----\n\nOne\n\nslide\n-----\n\n.. code-block:: python\n\n   print('two')\n"
LEFT_LYING = (
    "src/slidekit/__pycache__/cli.cpython-311.pyc",
    "src/slidekit/doctree/__pycache__/nodes.cpython-311.pyc",
    "src/slidekit/.DS_Store",
    "static/.DS_Store",
    "talks/docker/docker.html",
    "talks/docker/docker_files/picture.png",
    "talks/mine/mine.rst",
    "notes.txt",
)


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    """A checkout in which somebody has worked and left things lying."""
    copy = tmp_path_factory.mktemp("work") / "checkout"
    made = shutil.ignore_patterns(".git", ".venv", "venv", "__pycache__", ".*_cache", ".hypothesis")
    shutil.copytree(ROOT, copy, ignore=made)
    for name in LEFT_LYING:
        file = copy / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("rubbish\n")
    return copy


@pytest.fixture(scope="module")
def wheel(checkout, tmp_path_factory):
    """The wheel built from that checkout."""
    return build("wheel", checkout, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def sdist(checkout, tmp_path_factory):
    """The source distribution built from that checkout."""
    return build("sdist", checkout, tmp_path_factory.mktemp("sdist"))


def build(target: str, project: Path, folder: Path) -> Path:
    """Build a distribution the way pip does, but without a network."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", folder]
    subprocess.run(command, cwd=project, check=True)
    (distribution,) = folder.iterdir()
    return distribution


def files_below(folder: Path, within: str) -> set[str]:
    """Every file that belongs to the project, by the name it has in the wheel."""
    files = (path for path in folder.rglob("*") if path.is_file())
    names = (path.relative_to(folder) for path in files if "__pycache__" not in path.parts)
    return {f"{within}/{name.as_posix()}" for name in names if name.name != ".DS_Store"}


def make_deck(folder: Path, path: Path | None = None) -> bytes:
    """What ``slidekit build`` makes of a small talk; ``path`` is where slidekit is installed, if not here."""
    folder.mkdir()
    (folder / "talk.rst").write_text(TALK)
    environment = os.environ | {"PYTHONPATH": str(path or ROOT / "src")}
    subprocess.run([sys.executable, "-m", "slidekit", "build", "talk.rst"], cwd=folder, env=environment, check=True)
    return (folder / "talk.html").read_bytes()


def test_wheel_holds_the_package_and_nothing_else(wheel):
    """The wheel holds the code, the templates, what the browser runs, what the messages mean, and no rubbish."""
    names = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}

    ours = files_below(ROOT / "src" / "slidekit", "slidekit") | files_below(ROOT / "static", "slidekit/static")
    assert names == ours | {"slidekit/docs/troubleshooting.md"}
    assert {
        "slidekit/py.typed",
        "slidekit/templates/page.html",
        "slidekit/static/js/start.js",
        "slidekit/static/css/structure.css",
        "slidekit/static/themes/plain/theme.css",
    } <= names


def test_wheel_brings_the_command(wheel, tmp_path):
    """Installing the wheel makes a command ``slidekit`` that works; its licence comes along."""
    zipfile.ZipFile(wheel).extractall(tmp_path)
    metadata = tmp_path / "slidekit_rst-0.1.0.dist-info"
    entry_points = ConfigParser()
    entry_points.read(metadata / "entry_points.txt")
    module, _, function = entry_points["console_scripts"]["slidekit"].partition(":")
    command = [sys.executable, "-c", f"from {module} import {function}; {function}()", "--version"]
    environment = os.environ | {"PYTHONPATH": str(tmp_path)}

    done = subprocess.run(command, cwd=tmp_path, env=environment, check=True, stdout=subprocess.PIPE, text=True)

    assert done.stdout == "slidekit, version 0.1.0\n"
    assert (metadata / "licenses" / "LICENSE").read_text().startswith("MIT License")


def test_installed_wheel_builds_the_same_deck(wheel, tmp_path):
    """An installed slidekit, far from the checkout, builds byte for byte what the checkout builds."""
    installed = tmp_path / "installed"
    zipfile.ZipFile(wheel).extractall(installed)

    deck = make_deck(tmp_path / "outside", installed)

    assert deck.count(b"<section") == 2
    assert deck == make_deck(tmp_path / "inside")


def test_sdist_is_enough_for_the_wheel(sdist, wheel, tmp_path):
    """The wheel that is built from the source distribution is the one built from the checkout."""
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path, filter="data")

    again = build("wheel", tmp_path / "slidekit_rst-0.1.0", tmp_path / "wheel")

    assert again.read_bytes() == wheel.read_bytes()


def test_sdist_holds_no_rubbish(sdist):
    """The source distribution holds the first talk as it is written, and nothing that was left lying."""
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}

    assert {"talks/docker/docker.rst", "talks/docker/static/docker.png", "tests/test_packaging.py"} <= names
    assert names.isdisjoint(LEFT_LYING)
