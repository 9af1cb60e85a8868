"""The process in which a talk's code is run. Knows nothing of talks, and imports nothing of slidekit's.

It reads what is to be run from standard input, and tells what came of it line by line, so that what a piece of code
ends, this process too, takes nothing else with it. What the code itself writes or reads never meets that.
"""

from __future__ import annotations

import doctest
import io
import json
import os
import re
import selectors
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import CodeType
from typing import Any

MOST = 100_000
"""Characters of an output that are told."""

LONGEST = 10_000_000
"""Characters of an output that are kept."""

PLACE = re.compile(r'"<doctest line \d+\[\d+\]>"')
"""Where doctest says that an example stands; a session of Python's own says ``<stdin>``."""

SHELLS = frozenset({"bash", "dash", "ksh", "sh", "zsh"})


class Capture(io.StringIO):
    """What the code writes, as doctest keeps it, and no more than memory can hold."""

    def write(self, text: str) -> int:
        if self.tell() + len(text) > LONGEST:
            raise RuntimeError(f"more than {LONGEST:,} characters of output")
        return super().write(text)

    def getvalue(self) -> str:
        found = super().getvalue()
        return found + "\n" if found and not found.endswith("\n") else found

    def truncate(self, size: int | None = None) -> int:
        self.seek(size or 0)
        return super().truncate()


class Runner(doctest.DocTestRunner):
    """doctest's own, that keeps what came of the last example."""

    def __init__(self) -> None:
        super().__init__(verbose=False)
        self._fakeout = Capture()
        self.outcome: dict[str, str] = {}

    def report_start(self, out: Any, test: doctest.DocTest, example: doctest.Example) -> None:
        del out, test, example

    def report_success(self, out: Any, test: doctest.DocTest, example: doctest.Example, got: str) -> None:
        del out, test, example
        self.outcome = {"state": "ok", "got": got[:MOST]}

    def report_failure(self, out: Any, test: doctest.DocTest, example: doctest.Example, got: str) -> None:
        del out, test, example
        self.outcome = {"state": "failed", "got": got[:MOST]}

    def report_unexpected_exception(
        self, out: Any, test: doctest.DocTest, example: doctest.Example, exc_info: Any
    ) -> None:
        del out, test, example
        import traceback

        said = "".join(traceback.format_exception_only(exc_info[0], exc_info[1]))
        self.outcome = {"state": "raised", "got": f"Traceback (most recent call last):\n  ...\n{said}"[:MOST]}


def watch(parent: int) -> None:
    """End with whom this process works for."""
    while os.getppid() == parent:
        time.sleep(0.5)
    end_group()


def end_group() -> None:
    """End this process and all that it has started."""
    if hasattr(os, "killpg") and os.getpgid(0) == os.getpid():
        os.killpg(0, 9)
    os._exit(1)


def main() -> None:
    """Run what is asked for."""
    job = json.loads(sys.stdin.buffer.read())
    told = os.dup(1)  # not inherited by what the code starts
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nothing, number)
    own = os.getpid()

    def tell(**message: Any) -> None:
        if os.getpid() != own:
            os._exit(0)  # the code has forked, and this is the other
        data = json.dumps(message).encode("ascii") + b"\n"
        while data:
            data = data[os.write(told, data) :]

    if hasattr(os, "getppid"):
        threading.Thread(target=watch, args=(os.getppid(),), daemon=True).start()
    limit_memory()
    sys.path[:0] = job["paths"]
    sys.argv = [""]
    for steps in job["groups"]:
        os.chdir(job["folder"])
        if steps[0]["mode"] == "shell":
            run_shells(steps, Path(job["shell"]), tell)
        else:
            run_group(steps, tell)
    tell(end=True)
    os._exit(0)


def run_group(steps: list[dict[str, Any]], tell: Any) -> None:
    """Run the steps of one namespace."""
    module = type(sys)("__main__")
    sys.modules["__main__"] = module  # what is pickled, and what asks for its own name
    space = vars(module)
    runner = Runner()
    failed = False
    for step in steps:
        if failed and step["role"] == "test":
            tell(id=step["id"], state="unready", got="")
            continue
        tell(begin=step["id"])
        outcome = run_step(step, space, runner)
        failed = failed or (step["role"] == "setup" and outcome["state"] not in ("ok", "skipped"))
        tell(id=step["id"], **outcome)


def run_step(step: dict[str, Any], space: dict[str, Any], runner: Runner) -> dict[str, str]:
    """What came of one step."""
    if step["skipif"]:
        try:
            if eval(step["skipif"], dict(space)):  # noqa: S307 - the author's own condition, as Sphinx has it
                return {"state": "skipped", "got": ""}
        except BaseException as error:  # noqa: BLE001 - it is the author's
            return {"state": "raised", "got": f":skipif: {step['skipif']}\n{type(error).__name__}: {error}\n"}
    flags = {doctest.OPTIONFLAGS_BY_NAME[name]: value for name, value in step["flags"].items()}
    if flags.get(doctest.SKIP):
        return {"state": "skipped", "got": ""}
    example = doctest.Example(step["source"], step["want"], step["exception"], 0, 0, flags)
    test = doctest.DocTest([example], {}, f"line {step['line']}", step["file"], step["line"] - 1, None)
    test.globs = space  # itself: a module's names are what its functions see

    def compiled(source: str, name: str, mode: str, *more: Any) -> CodeType:
        return compile(source, name, step["mode"] if mode == "single" else mode, *more)  # type: ignore[no-any-return]

    vars(doctest)["compile"] = compiled  # as Sphinx does: doctest itself takes one statement at a time
    runner.outcome = {"state": "ok", "got": ""}
    try:
        runner.run(test, out=lambda _: None, clear_globs=False)
    except BaseException as error:  # noqa: BLE001 - Ctrl-C, raised by the code itself
        return {"state": "raised", "got": f"Traceback (most recent call last):\n  ...\n{type(error).__name__}\n"}
    return {**runner.outcome, "got": PLACE.sub('"<stdin>"', runner.outcome["got"])}


def limit_memory() -> None:
    """Leave half of the machine's memory to others, whatever the code does."""
    try:
        import resource

        half = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2
        hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
        resource.setrlimit(resource.RLIMIT_DATA, (half if hard == resource.RLIM_INFINITY else min(half, hard), hard))
    except (ImportError, ValueError, OSError):  # Windows has no such limit, and macOS does not take it
        return


def run_shells(steps: list[dict[str, Any]], folder: Path, tell: Any) -> None:
    """Run sessions of a shell, one after the other, in one folder that is theirs."""
    (folder / "here").mkdir()
    for block in dict.fromkeys(step["block"] for step in steps):
        run_shell([step for step in steps if step["block"] == block], folder, tell)


def run_shell(steps: list[dict[str, Any]], folder: Path, tell: Any) -> None:
    """Run the commands of one block in one shell."""
    named = os.environ.get("SHELL", "")
    shell = named if Path(named).name in SHELLS else "/bin/sh"
    mark = f"slidekit-{os.urandom(8).hex()}"
    lines = [f"{step['source']}__was=$?; printf '\\n%s\\n' {mark}; (exit $__was)\n" for step in steps]
    tell(begin=steps[0]["id"])
    script = folder / "script"
    script.write_text("".join(lines), encoding="utf-8", newline="\n")
    try:
        with subprocess.Popen(  # noqa: S603 - the user has asked for it with --shell
            [shell, str(script)], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            cwd=folder / "here",
        ) as process:  # fmt: skip
            said = heard(process).decode("utf-8", "replace").replace(str(script), "sh")
    except OSError as error:
        said = f"{shell}: {error.strerror}\n"
    pieces = said.split(f"\n{mark}\n")
    checker = doctest.OutputChecker()
    for at, step in enumerate(steps):
        if at >= len(pieces):
            tell(id=step["id"], state="cut", got="")
            continue
        if at == len(pieces) - 1 and len(said) > LONGEST:
            tell(id=step["id"], state="flood", got=f"{LONGEST:,}")
            continue
        got = trimmed(pieces[at])
        want = trimmed(step["want"].replace("…", "..."))
        ok = checker.check_output(want, got, doctest.ELLIPSIS | doctest.DONT_ACCEPT_TRUE_FOR_1)
        tell(id=step["id"], state="ok" if ok else "failed", got=got[:MOST])


def heard(process: subprocess.Popen[bytes]) -> bytes:
    """What a shell writes until it ends, whoever else still could; one that writes without end is ended."""
    found = bytearray()
    if process.stdout is None:
        return b""
    with selectors.DefaultSelector() as waiting:
        waiting.register(process.stdout, selectors.EVENT_READ)
        while len(found) <= LONGEST:
            over = process.poll() is not None  # asked first: what it writes at its very end counts, too
            if waiting.select(0 if over else 0.1):
                data = os.read(process.stdout.fileno(), 2**16)
                if not data:
                    break
                found += data
            elif over:
                break
        else:
            process.kill()
    return bytes(found)


def trimmed(text: str) -> str:
    """Lines without blanks at their ends, and without empty ones at the end of all."""
    lines = "\n".join(line.rstrip() for line in text.split("\n")).rstrip("\n")
    return lines + "\n" if lines else ""


if __name__ == "__main__":
    main()
