from __future__ import annotations

import os
import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from serving.shown import Served, Stage, save
from slidekit.processes.nursery import Child
from slidekit.serving.session import Session

TALK = """\
One
===

first words

Two
===

* a list

.. image:: dot.png
   :alt: a dot

Three
=====

the last
"""
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc000000301010018dd8db0"
    "0000000049454e44ae426082"
)


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    """One nursery and one watch for all tests."""
    stage = Stage()
    yield stage
    stage.close()


@pytest.fixture
def served(stage: Stage, tmp_path: Path) -> Iterator[Served]:
    """A talk of three slides and a picture, served."""
    talk = tmp_path / "talk.rst"
    talk.write_text(TALK)
    (tmp_path / "dot.png").write_bytes(PNG)
    found = stage.serve(talk)
    yield found
    found.close()


def test_an_edit_is_told_as_the_slide_that_changed(served):
    """Only the slide that was edited is sent, with the place where it goes and its number for the page to go to."""
    save(served.talk, TALK.replace("first words", "other words"))
    served.until_shown("other words")

    update = served.messages[0]
    assert update["slides"]["start"] == 0
    assert update["slides"]["end"] == 1
    assert [item.count("other words") for item in update["slides"]["items"]] == [1]
    assert update["go"] == {"slide": 1, "edited": True}
    served.until_right()


def test_a_slide_that_moves_is_not_sent_again(served):
    """What is in the page already is named by its place there."""
    one, two, three = (
        TALK[: TALK.index("Two")],
        TALK[TALK.index("Two") : TALK.index("Three")],
        TALK[TALK.index("Three") :],
    )
    save(served.talk, two + one + three)
    served.until_right()

    assert served.messages[0]["slides"] == {"start": 0, "end": 2, "items": [1, 0]}


def test_a_broken_save_leaves_the_deck_and_mends(served):
    """On an error the last good slides stay, viewers and terminal are told; gone when it is mended."""
    served.talk.write_text(TALK + "\n.. nonsense::\n")
    served.until(lambda session: session.errors)

    assert [error["slide"] for error in served.messages[-1]["troubles"]["errors"]] == [3]
    assert 'Unknown directive type "nonsense"' in served.terminal[-1]
    assert b"first words" in served.stage.ask(served.session.shown)
    served.talk.write_text(TALK)
    served.until(lambda session: not session.errors)
    assert served.messages[-1]["troubles"] == {"errors": [], "warnings": []}
    served.until_right()


def test_a_first_build_that_is_broken_becomes_the_deck(stage, tmp_path):
    """Until a talk can be shown, its page says what is wrong with it."""
    talk = tmp_path / "talk.rst"
    talk.write_text(TALK + "\n.. nonsense::\n")
    served = stage.serve(talk)

    assert "Unknown directive type" in stage.ask(served.session.shown).decode()
    talk.write_text(TALK.replace(".. image:: dot.png\n   :alt: a dot\n", ""))
    served.until_shown("first words")
    assert {"reload": True, "stale": True} in served.messages
    served.until_right()
    assert served.viewer.reloads == 1
    served.close()


def test_a_picture_that_appears_later_is_shown(served):
    """A missing file is watched for, where it was looked for."""
    (served.talk.parent / "dot.png").unlink()
    served.until(lambda session: session.edition.warnings)
    (served.talk.parent / "dot.png").write_bytes(PNG)
    served.until(lambda session: not session.edition.warnings)

    served.until_right()


def test_a_replaced_picture_gets_another_address(served):
    """A browser that has the old picture asks for the new one."""
    before = served.viewer.items[1]
    (served.talk.parent / "dot.png").write_bytes(PNG + b"more")
    served.until(lambda _: served.viewer.items[1] != before)

    served.until_right()
    assert "go" in served.messages[-1]


def test_an_included_file_counts_from_the_save_that_includes_it(served):
    """What an edit has just begun to include is part of the talk."""
    part = served.talk.parent / "part.txt"
    part.write_text("from a part\n")
    served.talk.write_text(TALK + "\n.. include:: part.txt\n")
    served.until_shown("from a part")
    part.write_text("changed in the part\n")
    served.until_shown("changed in the part")

    served.until_right()


def test_a_file_that_is_away_for_a_moment_is_waited_for(served, monkeypatch: pytest.MonkeyPatch):
    """Deleting and writing anew is somebody's way to save: nothing is said of it."""
    monkeypatch.setattr("slidekit.serving.builds.ABSENT", 60.0)
    served.talk.unlink()
    time.sleep(0.4)
    served.talk.write_text(TALK.replace("first", "second"))
    served.until_shown("second words")

    assert served.terminal == []
    served.until_right()


def test_a_talk_that_is_gone_is_an_error_and_comes_back(served):
    """After a while a missing talk is told of; the deck stays."""
    served.talk.unlink()
    served.until(lambda session: session.errors)

    assert "there is no such file" in served.terminal[-1]
    served.talk.write_text(TALK)
    served.until(lambda session: not session.errors)
    served.until_right()


@pytest.mark.parametrize("way", ["rename", "vim", "emacs", "link", "slowly"])
def test_editors_save_in_many_ways(served, way):
    """However a file is replaced, the page shows it."""
    new, talk = TALK.replace("first words", f"words by {way}"), served.talk
    if way == "rename":
        (talk.parent / "tmp").write_text(new)
        (talk.parent / "tmp").rename(talk)
    elif way == "vim":  # backup by rename, then a new file
        (talk.parent / "4913").write_text("")
        (talk.parent / "4913").unlink()
        talk.rename(talk.parent / "talk.rst~")
        talk.write_text(new)
        (talk.parent / "talk.rst~").unlink()
    elif way == "emacs":  # lock, backup by copy, in place
        (talk.parent / ".#talk.rst").symlink_to("me@here.1")
        shutil.copy2(talk, talk.parent / "talk.rst~")
        talk.write_text(new)
        (talk.parent / ".#talk.rst").unlink()
    elif way == "link":
        (talk.parent / "real.rst").write_text(new)
        talk.unlink()
        talk.symlink_to("real.rst")
    else:
        with talk.open("w") as file:
            for start in range(0, len(new), 40):
                file.write(new[start : start + 40])
                file.flush()
                time.sleep(0.02)
    served.until_shown(f"words by {way}")

    served.until_right()


def test_a_restored_time_hides_no_change(served):
    """A file with the time that it had before is looked at nevertheless."""
    found = served.talk.stat()
    served.talk.write_text(TALK.replace("first words", "other words"))
    os.utime(served.talk, ns=(found.st_atime_ns, found.st_mtime_ns))

    served.until_shown("other words")


def test_a_checkout_of_200_files_is_two_builds(served, monkeypatch: pytest.MonkeyPatch):
    """A burst of changes is waited for, not built file by file, however slowly they come on a busy machine."""
    monkeypatch.setattr("slidekit.serving.builds.SETTLE", 2.0)
    monkeypatch.setattr("slidekit.serving.builds.BURST", 60.0)
    folder = served.talk.parent / "parts"
    folder.mkdir()
    names = [f"parts/{n}.txt" for n in range(200)]
    for name in names:
        (served.talk.parent / name).write_text("old\n")
    served.talk.write_text(TALK + "".join(f"\n.. include:: {name}\n" for name in names))
    served.until_shown("old")
    served.until(at_rest)
    time.sleep(1)
    before = served.session.builds.count
    for name in names:
        (served.talk.parent / name).write_text("new\n")
        time.sleep(0.002)
    served.until_right()
    served.until(at_rest)

    assert served.session.builds.count - before <= 2


def test_a_page_of_any_version_is_brought_up_to_date(served):
    """Who comes back gets what has changed meanwhile; who was away for too long, everything; a stranger reloads."""
    first = served.session.version
    served.talk.write_text(TALK.replace("first words", "other words"))
    served.until_shown("other words")
    fixed = first.split(".")[0]

    assert served.stage.ask(lambda: served.session.join(served.session.version)) is None
    assert served.stage.ask(lambda: served.session.join(first))["slides"]["end"] == 1
    assert len(served.stage.ask(lambda: served.session.join(f"{fixed}.0000.7"))["slides"]["items"]) == 3
    assert served.stage.ask(lambda: served.session.join("another.0000.7")) == {"reload": True}


def test_a_line_leads_to_its_slide_and_back(served):
    """Which slide stands at a line, and where in the source what somebody points at stands."""
    talk = served.talk

    assert [served.session.slide_at(str(talk), line) for line in (1, 4, 7, 13, 15, 99)] == [1, 1, 2, 2, 3, 3]
    assert served.session.slide_at("other.rst", 1) is None
    assert served.session.source(2, "a list") == (talk, 9)
    assert served.session.source(3, "") == (talk, 14)
    assert served.session.source(9, "") is None


def test_what_nobody_looks_at_is_not_held(served):
    """After a while without a viewer no child waits for the next save; it comes again, and saves count all the same."""
    served.stage.ask(lambda: served.session.attend(alone=False))
    served.until(lambda session: session.builds.quick is not None)
    served.stage.ask(served.session.builds.drop_quick)
    served.talk.write_text(TALK.replace("first words", "other words"))
    served.until_shown("other words")
    served.stage.ask(served.session.builds.drop_quick)
    served.stage.ask(lambda: served.session.attend(alone=False))
    served.until(lambda session: session.builds.quick is not None)

    served.until_right()


def test_an_error_on_a_slide_that_was_touched_leaves_it(served):
    """A directive that is misspelt empties no slide: the last good one stays until it is mended."""
    served.talk.write_text(TALK.replace(".. image:: dot.png", ".. imag:: dot.png"))
    served.until(lambda session: session.errors)

    assert b"<img" in served.stage.ask(served.session.shown)
    assert [message for message in served.messages if "slides" in message] == []
    served.talk.write_text(TALK)
    served.until(lambda session: not session.errors)
    assert served.terminal[-1] == f"{served.talk}: mended"


@pytest.mark.parametrize("text", ["\n\n", ":theme: night\n", ".. hm\n"])
def test_a_talk_without_slides(served, text):
    """It is a deck with nothing in it, and a warning; not a fault of ours."""
    served.talk.write_text(text)
    served.until(lambda session: session.edition.warnings)

    assert "the talk has no slides" in served.terminal[-1]
    served.until_right()


def test_a_warning_that_moves_is_said_once(served):
    """The terminal is told of what is new, not of lines that have moved."""
    served.talk.write_text(TALK + "\n.. image:: none.png\n   :alt: none\n")
    served.until(lambda session: session.edition.warnings)
    for number in range(3):
        served.talk.write_text("Zero\n====\n\nx\n\n" * (number + 1) + TALK + "\n.. image:: none.png\n   :alt: none\n")
        served.until(lambda session, wanted=number + 4: len(session.edition.items) == wanted)

    assert len(served.terminal) == 1


def at_rest(session: Session) -> bool:
    """Whether nothing is being read, or waited for."""
    return session.builds.full is None and not session.builds.asked and session.builds.timers.keys() <= {"rest"}


LONG = "".join(f"Slide {n}\n=========\n\n* some *words*, |word|\n\n" for n in range(300)) + ".. |word| replace:: old\n"
"""A talk whose reading takes a while, of which no slide can be read alone."""


@pytest.fixture
def long(stage: Stage, tmp_path: Path) -> Iterator[Served]:
    """It, served."""
    talk = tmp_path / "talk.rst"
    talk.write_text(LONG)
    found = stage.serve(talk)
    found.until(lambda session: session.builds.full is None)
    yield found
    found.close()


class Reading:
    """A whole reading of a talk, which nobody hears until it is let go."""

    def __init__(self, child: Child) -> None:
        self.child = child
        self.said: list[tuple[str, Any]] = []
        self.hear, child.answers = child.answers, self.answers  # type: ignore[method-assign]
        self.is_free = False

    def answers(self) -> list[tuple[str, Any]] | None:
        """What the child has said, once it may be heard."""
        said = self.hear()
        if self.is_free or said is None:
            return said
        self.said += said
        return []

    def kill(self) -> None:
        """End it, as a system does that has no memory left; what it had said is lost."""
        os.kill(self.child.pid, signal.SIGKILL)

    def let_go(self, served: Served) -> None:
        """Let it be heard."""
        self.child.answers = lambda: self.said  # type: ignore[method-assign]
        served.stage.ask(lambda: served.session.builds.answered(self.child))
        self.child.answers = self.hear  # type: ignore[method-assign]
        self.is_free = True


@pytest.fixture
def readings(long: Served, monkeypatch: pytest.MonkeyPatch) -> list[Reading]:
    """The whole readings of the long talk from now on."""
    begun: list[Reading] = []
    child = long.stage.nursery.child
    monkeypatch.setattr(long.stage.nursery, "child", lambda: begun.append(Reading(child())) or begun[-1].child)
    return begun


def test_a_reading_that_was_killed_once_is_tried_again(long, readings):
    """The system may have chosen it by chance: nothing is said, and the talk is shown."""
    long.talk.write_text(LONG.replace("old", "new"))
    long.until(lambda _: readings and readings[0].child.pid)
    readings[0].kill()
    long.until(lambda _: len(readings) == 2 and readings[1].said)
    readings[1].let_go(long)

    long.until_shown("new")
    assert long.terminal == []
    long.until_right()


def test_a_reading_that_is_killed_again_is_an_error(long, readings):
    """Killed twice, it takes too much: that is said; the next save is read all the same."""
    long.talk.write_text(LONG.replace("old", "new"))
    for number in (0, 1):
        long.until(lambda _, number=number: len(readings) > number and readings[number].child.pid)
        readings[number].kill()
    long.until(lambda session: session.errors)

    assert "600 MB" in long.terminal[-1]
    long.talk.write_text(LONG.replace("old", "newer"))
    long.until(lambda _: len(readings) == 3 and readings[2].said)
    readings[2].let_go(long)
    long.until_shown("newer")
    long.until_right()


def test_a_talk_that_is_half_written_is_not_shown(long, readings):
    """What is read while it is being written, and ends before its end, moves no page."""
    half = LONG[: LONG.index("Slide 150\n")]
    long.talk.write_text(half)
    long.until(lambda _: readings and readings[0].said)
    long.messages.clear()
    long.talk.write_text(half + ".. |word| replace:: completed\n")
    readings[0].let_go(long)
    long.until(lambda _: len(readings) == 2 and readings[1].said)
    readings[1].let_go(long)
    long.until_shown("completed")

    assert "completed" in str(long.messages[0]["slides"])
    assert long.terminal == []
    long.until_right()


def test_a_talk_that_has_become_shorter_is_shown(long):
    """What is how the talk began, and stays so, is the talk."""
    text = LONG + "\nAppendix\n========\n\nremoved\n"
    long.talk.write_text(text)
    long.until_shown("Appendix")
    long.talk.write_text(LONG)

    long.until_right()


def test_a_quick_pass_without_an_end(stage, tmp_path, monkeypatch: pytest.MonkeyPatch):
    """A slide that takes too long is an error, and the last good deck stays; the next save mends it."""
    talk = tmp_path / "talk.rst"
    talk.write_text("One\n===\n\nfirst words\n\nTwo\n===\n\nthe last\n")
    served = stage.serve(talk)
    served.until(lambda session: session.builds.full is None)
    monkeypatch.setattr(stage, "seconds", 1.0)
    talk.write_text("One\n===\n\nfirst words\n\nTwo\n===\n\n" + "".join(f"* *item* ``{n}``\n" for n in range(30_000)))
    served.until(lambda session: session.errors)

    assert "1 s" in served.terminal[-1]
    assert b"first words" in stage.ask(served.session.shown)
    monkeypatch.setattr(stage, "seconds", 20.0)
    talk.write_text("One\n===\n\nmended words\n\nTwo\n===\n\nthe last\n")
    served.until_shown("mended words")
    served.until(lambda session: not session.errors)
    served.close()


def test_a_deck_s_files_are_not_what_it_is_written_in(served):
    """Raw HTML may link to files; what it shows and offers is served, by the file's own path, and no source."""
    folder = served.talk.parent
    for name in ("part.txt", "other.rst", "NOTES.MD", "slidekit.toml", "handout.pdf"):
        (folder / name).write_text("")
    (folder / "part.txt").write_text("included words\n")
    (folder / "link.pdf").symlink_to("handout.pdf")
    (folder / "sly.pdf").symlink_to("talk.rst")
    names = (
        "talk.rst",
        "part.txt",
        "other.rst",
        "NOTES.MD",
        "slidekit.toml",
        "handout.pdf?page=1",
        "link.pdf",
        "sly.pdf",
    )
    links = "".join(f'   <embed src="{name}">\n' for name in names)
    served.talk.write_text(f"{TALK}\n.. include:: part.txt\n\n.. raw:: html\n\n{links}")
    served.until_shown("included words")
    served.until_right()

    files = served.stage.ask(lambda: served.session.edition.files)
    handout = os.path.realpath(folder / "handout.pdf")
    assert files == {
        "dot.png": os.path.realpath(folder / "dot.png"),
        "handout.pdf": handout,
        "link.pdf": handout,
    }
