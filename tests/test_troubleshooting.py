"""The guide's list of messages: complete, and true of each example."""

import ast
import re
import shutil
from pathlib import Path

import pytest

from slidekit.checking.seen import MESSAGES
from slidekit.doctree.reports import CODES
from slidekit.errors import SlidekitError
from slidekit.pipeline import build

ROOT = Path(__file__).parents[1]
GUIDE = (ROOT / "docs" / "troubleshooting.md").read_text(encoding="utf-8")
ENTRY = re.compile(r"^### `([a-z-]+)`: (error|warning|info)$\n(.*?)(?=^##|\Z)", re.MULTILINE | re.DOTALL)
ENTRIES = [found.groups() for found in ENTRY.finditer(GUIDE)]
EXAMPLE = re.compile(r"^```(rst|console)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SAYING = {"Diagnostic", "ExcerptError", "note", "add", "refuse", "limit_error"}
"""What is called with a code."""
CODE = re.compile(r"[a-z]+(-[a-z]+)*")


def constants(node):
    """The texts that an expression may be."""
    if isinstance(node, ast.IfExp):
        return [*constants(node.body), *constants(node.orelse)]
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


def codes_in(path):
    """The codes that a module gives to what it says."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Assign) and [getattr(each, "id", "") for each in node.targets] == ["code"]:
            yield from constants(node.value)
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if name in SAYING and node.args:
            yield from constants(node.args[0])
        for keyword in node.keywords:
            if keyword.arg == "code":
                yield from constants(keyword.value)


def all_codes():
    """Every code that a message can have."""
    modules = (ROOT / "src" / "slidekit").rglob("*.py")
    found = {code for path in modules for code in codes_in(path) if CODE.fullmatch(code)}
    return found | {code for _, code in CODES} | {"markup"} | set(MESSAGES)


def test_the_list_is_complete():
    """Each code has one entry for each severity, in the order of the alphabet, and no entry is of a code that is none."""
    heads = [(code, severity) for code, severity, _ in ENTRIES]

    assert {code for code, _ in heads} == all_codes()
    assert heads == sorted(set(heads))
    assert GUIDE.count("\n### ") == len(heads)


@pytest.mark.parametrize(("code", "severity", "text"), ENTRIES, ids=lambda value: value if len(value) < 40 else "")
def test_entry(code, severity, text, tmp_path, monkeypatch):
    """An entry says what to do, and its example gives its message, among those of the talk it stands in."""
    example = EXAMPLE.search(text)

    assert example
    assert len(EXAMPLE.sub("", text).split()) >= 5, "what it means, and its cure"
    if example[1] == "console":
        assert f"[{code}]" in example[2]
        return
    shutil.copytree(ROOT / "talks" / "tour" / "static", tmp_path / "static")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0") if code != "date" else monkeypatch.delenv("SOURCE_DATE_EPOCH", False)
    talk = tmp_path / "talk.rst"
    talk.write_text(example[2], encoding="utf-8")
    untrusted = code == "untrusted"
    try:
        said = build(talk, {"untrusted": untrusted}).diagnostics
    except SlidekitError as error:
        said = error.diagnostics

    assert (code, severity) in [(found.code, str(found.severity)) for found in said]
