import os
import subprocess
import sys
from pathlib import Path

import pytest
from ensure_browser import main

from slidekit import browser
from slidekit.browser import candidates, find_browser, launch_arguments
from slidekit.errors import BrowserError

ANSWERS = "#!/bin/sh\necho Chromium 1.2.3\n"
FAILS = "#!/bin/sh\nexit 1\n"
HANGS = "#!/bin/sh\nexec /bin/sleep 60\n"
LOGS = '#!/bin/sh\necho "${{0##*/}} $*" >> {folder}/log\n'
INSTALLS = LOGS + 'case "$*" in *install*) PATH=/bin; cp {folder}/fresh {folder}/chromium;; esac\n'
PASSES_ON = LOGS + 'while :; do case "$1" in -*|*=*) shift;; *) break;; esac; done; exec "$@"\n'


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """A machine without any browser: its commands are the files in this folder."""
    commands = tmp_path / "bin"
    commands.mkdir()
    monkeypatch.setenv("PATH", str(commands))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("SLIDEKIT_BROWSER", raising=False)
    monkeypatch.delenv("PLAYWRIGHT_BROWSERS_PATH", raising=False)
    monkeypatch.setattr(browser, "APPLICATIONS", (str(tmp_path / "Chrome.app"),))
    return commands


def put(path: Path, script: str) -> Path:
    """Make an executable file, and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(script)
    path.chmod(0o755)
    return path


def test_no_browser(machine):
    """A machine without a browser gets one message that says what to do."""
    with pytest.raises(BrowserError) as failure:
        find_browser()

    assert failure.value.exit_code == 3
    assert str(failure.value) == (
        "error: no Chrome, Chromium or Edge answers; install one, or name it in $SLIDEKIT_BROWSER [no-browser]"
    )


@pytest.mark.parametrize("name", ["google-chrome", "chromium", "chromium-browser", "microsoft-edge"])
def test_usual_names(machine, name):
    """A browser is found under the usual names of Chrome, Chromium and Edge."""
    there = put(machine / name, ANSWERS)

    assert find_browser() == there


def test_silent_browser_is_passed_over(machine):
    """A Chrome that cannot start is no reason not to use the Chromium beside it."""
    put(machine / "google-chrome", FAILS)
    there = put(machine / "chromium", ANSWERS)

    assert find_browser() == there


def test_hanging_browser_is_passed_over(machine, monkeypatch):
    """A browser that never answers costs its time limit, not the whole run."""
    hangs = put(machine / "google-chrome", HANGS)
    there = put(machine / "chromium", ANSWERS)
    run, given = subprocess.run, {}

    def run_in_haste(command, *, timeout, **more):
        given[command[0]] = timeout
        # For the one that hangs time goes by quickly; the other has all of it, for this machine may be slow.
        return run(command, timeout=0.2 if command[0] == hangs else timeout, **more)

    monkeypatch.setattr(subprocess, "run", run_in_haste)

    assert find_browser() == there
    assert given == {hangs: browser.SECONDS_TO_ANSWER, there: browser.SECONDS_TO_ANSWER}


def test_file_that_is_no_program_is_passed_over(machine):
    """A file that the system cannot start counts as no browser."""
    put(machine / "google-chrome", "")
    (machine / "google-chrome").write_bytes(b"\x7fELF no more")
    there = put(machine / "chromium", ANSWERS)

    assert find_browser() == there


def test_setting_comes_first(machine, tmp_path, monkeypatch):
    """$SLIDEKIT_BROWSER wins over what is installed."""
    put(machine / "chromium", ANSWERS)
    mine = put(tmp_path / "my own" / "browser", ANSWERS)
    monkeypatch.setenv("SLIDEKIT_BROWSER", str(mine))

    assert find_browser() == mine


def test_setting_may_be_a_command(machine, monkeypatch):
    """$SLIDEKIT_BROWSER may name a command instead of a path."""
    there = put(machine / "brave", ANSWERS)
    monkeypatch.setenv("SLIDEKIT_BROWSER", "brave")

    assert find_browser() == there


@pytest.mark.parametrize("script", [None, FAILS])
def test_wrong_setting_is_said(machine, tmp_path, monkeypatch, script):
    """A $SLIDEKIT_BROWSER that does not work is a mistake to mend, and no other browser is used in its place."""
    put(machine / "chromium", ANSWERS)
    wrong = tmp_path / "wrong"
    if script:
        put(wrong, script)
    monkeypatch.setenv("SLIDEKIT_BROWSER", str(wrong))

    with pytest.raises(BrowserError) as failure:
        find_browser()

    assert str(failure.value) == (f"error: $SLIDEKIT_BROWSER is '{wrong}', which answers no --version [no-browser]")


def test_macos_application(machine, tmp_path):
    """An application that is on no PATH is found where macOS keeps it."""
    there = put(tmp_path / "Chrome.app", ANSWERS)

    assert find_browser() == there


def test_newest_of_playwrights_own(machine, tmp_path):
    """Of the builds that playwright fetched the newest is taken, compared as numbers."""
    cache = tmp_path / "home" / ".cache" / "ms-playwright"
    put(cache / "chromium-999" / "chrome-linux" / "chrome", ANSWERS)
    newest = put(cache / "chromium-1200" / "chrome-linux64" / "chrome", ANSWERS)

    assert find_browser() == newest


def test_playwrights_own_elsewhere(machine, tmp_path, monkeypatch):
    """Playwright's cache may lie elsewhere, and on macOS an application lies in it."""
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "cache"))
    there = put(
        tmp_path / "cache" / "chromium-1" / "chrome-mac-arm64" / "A B.app" / "Contents" / "MacOS" / "A B",
        ANSWERS,
    )

    assert list(candidates()) == [there]


@pytest.mark.parametrize(("user", "arguments"), [(0, ("--no-sandbox",)), (1000, ())])
def test_sandbox_is_given_up_for_root_only(monkeypatch, user, arguments):
    """Chromium keeps its sandbox unless it runs as root, where it would not start with it."""
    monkeypatch.setattr(os, "geteuid", lambda: user)

    assert launch_arguments() == arguments


@pytest.fixture
def bare(machine, monkeypatch):
    """A machine without a browser whose commands write down what they were asked to do; its user is root."""
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(sys, "executable", str(machine / "python"))
    put(machine / "fresh", ANSWERS)
    put(machine / "python", LOGS.format(folder=machine) + "exit 1\n")
    put(machine / "env", PASSES_ON.format(folder=machine))
    (machine / "log").touch()
    return machine


def asked_of(name: str, machine: Path) -> list[str]:
    """What a command of the machine was asked to do, call by call."""
    calls = [line.partition(" ") for line in (machine / "log").read_text().splitlines()]
    return [arguments for command, _, arguments in calls if command == name]


def test_nothing_is_installed_beside_a_browser(bare, capsys):
    """Where there is a browser, it is named and nothing else is done."""
    there = put(bare / "chromium", ANSWERS)

    assert main() == 0
    assert capsys.readouterr().out == f"browser: {there}\n"
    assert (bare / "log").read_text() == ""


def test_root_installs_debians(bare, capsys):
    """Root gets Debian's Chromium, from fresh lists, without a question."""
    put(bare / "apt-get", INSTALLS.format(folder=bare))

    assert main() == 0
    assert capsys.readouterr().out.endswith(f"browser: {bare / 'chromium'}\n")
    assert asked_of("apt-get", bare) == [
        "-o Acquire::Retries=3 update",
        "-o Acquire::Retries=3 install -y chromium",
    ]
    assert asked_of("python", bare) == []


def test_user_installs_through_sudo(bare, monkeypatch):
    """Anybody else does so through sudo, if it asks for no password."""
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    put(bare / "apt-get", INSTALLS.format(folder=bare))
    put(bare / "true", "#!/bin/sh\n")
    put(bare / "sudo", PASSES_ON.format(folder=bare))

    assert main() == 0
    assert [call.split()[:2] for call in asked_of("sudo", bare)] == [
        ["-n", "true"],
        ["-n", "env"],
        ["-n", "env"],
    ]


def test_sudo_with_a_password_is_left_alone(bare, monkeypatch):
    """If sudo asks for a password, Debian's installer is not even tried, and playwright's is."""
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    put(bare / "apt-get", INSTALLS.format(folder=bare))
    put(bare / "sudo", FAILS)
    put(bare / "python", INSTALLS.format(folder=bare))

    assert main() == 0
    assert asked_of("apt-get", bare) == []
    assert asked_of("python", bare) == ["-m playwright install chromium"]


def test_failed_update_ends_debians_way(bare):
    """If the package lists cannot be had, nothing is installed from old ones; playwright's own is fetched."""
    put(bare / "apt-get", LOGS.format(folder=bare) + "exit 100\n")
    put(bare / "python", INSTALLS.format(folder=bare))

    assert main() == 0
    assert asked_of("apt-get", bare) == ["-o Acquire::Retries=3 update"]
    assert asked_of("python", bare) == ["-m playwright install chromium"]


def test_package_without_a_browser_is_not_enough(bare):
    """A package that installs but brings no browser that answers is followed by playwright's own."""
    put(bare / "apt-get", LOGS.format(folder=bare))
    put(bare / "python", INSTALLS.format(folder=bare))

    assert main() == 0
    assert len(asked_of("apt-get", bare)) == 2
    assert asked_of("python", bare) == ["-m playwright install chromium"]


def test_no_way_to_install(bare, capsys):
    """If every way fails, the developer is told what to do, and the exit code is 3."""
    assert main() == 3
    said = capsys.readouterr().err
    assert said.startswith("error: no Chrome, Chromium or Edge answers")
    assert "apt-get install chromium" in said
    assert "-m playwright install chromium" in said
    assert "$SLIDEKIT_BROWSER" in said


def test_wrong_setting_installs_nothing(bare, monkeypatch, capsys):
    """A wrong $SLIDEKIT_BROWSER is said at once, before anything is installed."""
    put(bare / "apt-get", INSTALLS.format(folder=bare))
    monkeypatch.setenv("SLIDEKIT_BROWSER", "no-such-browser")

    assert main() == 3
    assert "$SLIDEKIT_BROWSER is 'no-such-browser'" in capsys.readouterr().err
    assert (bare / "log").read_text() == ""
