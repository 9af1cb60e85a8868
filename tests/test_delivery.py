"""What a page needs beside it: which files, under which names, and what of them goes again."""

import resource
import shutil
import subprocess
from pathlib import Path

import pytest
from command import COMMAND, HEAD, build, put

from slidekit import build as build_deck
from slidekit.errors import OutputError

FILMS = Path(__file__).parent / "cases" / "files" / "films"
FILM = (FILMS / "film.webm").read_bytes()
PNG = (Path(__file__).parent / "cases" / "files" / "pictures" / "dot.png").read_bytes()

TALK = HEAD + ".. image:: dot.png\n   :alt: dot\n\n.. video:: film.webm\n\nTwo\n---\n\n:background: back.png\n\nx\n"
NAMES = {"dot-c9e44232.png", "film-887bebbb.webm", "back-b03bf360.png"}


@pytest.fixture
def talk(tmp_path):
    """A folder with a talk of two pictures and a film."""
    put(tmp_path, {"dot.png": PNG, "film.webm": FILM, "back.png": PNG + b"back", "talk.rst": TALK})
    return tmp_path


def names_in(folder):
    """What lies in a folder."""
    return sorted(path.name for path in folder.iterdir())


def beside(folder, name="talk_files"):
    """The files beside a page, the manifest aside."""
    return {path.name for path in (folder / name).iterdir()} - {".slidekit"}


def test_everything_is_inside(talk):
    """A page has its pictures and small films inside, and nothing stands beside it."""
    ended = build(talk, TALK)

    assert ended.code == 0, ended.err
    assert "talk_files" not in names_in(talk)
    assert (talk / "talk.html").read_bytes().count(b"data:video/webm;base64,") == 1


def test_linked(talk):
    """With --linked all of them are files, whose names tell what they are and where they lay."""
    ended = build(talk, TALK, "--linked")

    html = (talk / "talk.html").read_text("utf-8")
    assert ended.code == 0, ended.err
    assert "bytes, and 3 files in talk_files" in ended.err
    assert beside(talk) == NAMES
    assert all(f"talk_files/{name}" in html for name in NAMES)
    assert "asset:" not in html
    assert "data:video" not in html
    assert (talk / "talk_files" / "film-887bebbb.webm").read_bytes() == FILM


def test_names_of_page_and_folder(talk):
    """The folder is called after the page, and its address is written as one."""
    ended = build(talk, TALK, "--linked", "-o", "out/a b: ü.html")

    assert ended.code == 0, ended.err
    assert beside(talk / "out", "a b: ü_files") == NAMES
    assert "a%20b%3A%20%C3%BC_files/dot-c9e44232.png" in (talk / "out" / "a b: ü.html").read_text("utf-8")


def test_files_of_one_name(talk):
    """Files that are called the same in different folders do not meet; one that is shown twice is one file."""
    put(talk, {"a/Ü 1.PNG": PNG, "b/Ü 1.PNG": PNG + b"b"})
    text = HEAD + ".. image:: a/Ü%201.PNG\n.. image:: b/Ü%201.PNG\n.. image:: ./a/Ü%201.PNG\n"

    assert build(talk, text, "--linked").code == 0

    found = {(talk / "talk_files" / name).read_bytes() for name in beside(talk)}
    assert len(beside(talk)) == 2
    assert found == {PNG, PNG + b"b"}
    assert all(name.isascii() and name.endswith(".png") for name in beside(talk))


def test_large_film(talk):
    """A film of more than 8 MB is copied beside the page, with an info; a smaller one, and a picture, is not."""
    put(talk, {"film.webm": FILM + bytes(8_000_000)})

    ended = build(talk, TALK)

    assert ended.code == 0, ended.err
    assert beside(talk) == {"film-887bebbb.webm"}
    assert (
        f"talk.rst:7:12: info: a file of {len(FILM) + 8_000_000:,} bytes is not put into the page, but beside it"
        in ended.err
    )
    assert (talk / "talk_files" / "film-887bebbb.webm").stat().st_size == len(FILM) + 8_000_000
    assert (talk / "talk.html").stat().st_size < 200_000


def test_films_are_copied_in_pieces(talk):
    """A film that is larger than the memory is copied."""
    with (talk / "film.webm").open("r+b") as file:
        file.truncate(3_000_000_000)

    def bound():
        resource.setrlimit(resource.RLIMIT_AS, (1_500_000_000,) * 2)
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000_000,) * 2)

    ended = subprocess.run(
        [*COMMAND, "build", "talk.rst"], cwd=talk, capture_output=True, text=True, preexec_fn=bound, check=False
    )

    assert ended.returncode == 3, ended.stderr
    assert "talk_files/film-887bebbb.webm: File too large [cannot-write]" in ended.stderr
    assert "talk.html" not in names_in(talk)
    assert beside(talk) == set()


def test_full_disk_leaves_the_old_page(talk):
    """If a file cannot be written, the old page stays, and no part of a file."""
    put(talk, {"talk.html": "old", "film.webm": FILM + bytes(9_000_000)})
    bound = {"preexec_fn": lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000,) * 2)}

    ended = subprocess.run(
        [*COMMAND, "build", "talk.rst"], cwd=talk, capture_output=True, text=True, check=False, **bound
    )

    assert ended.returncode == 3
    assert (talk / "talk.html").read_text() == "old"
    assert beside(talk) == set()


def test_what_is_of_no_use_goes(talk):
    """A later build removes the files that an earlier one wrote and that it does not need, and no others."""
    build(talk, TALK, "--linked")
    put(talk, {"talk_files/mine.png": b"mine", "talk_files/other-12345678.png": b"other"})

    ended = build(talk, TALK.replace(".. image:: dot.png\n   :alt: dot\n", ""), "--linked")

    assert ended.code == 0, ended.err
    assert beside(talk) == NAMES - {"dot-c9e44232.png"} | {"mine.png", "other-12345678.png"}


def test_the_folder_goes_with_its_last_file(talk):
    """When everything is inside again, nothing of ours is left beside the page."""
    build(talk, TALK, "--linked")

    ended = build(talk, TALK)

    assert ended.code == 0, ended.err
    assert "talk_files" not in names_in(talk)


def test_a_strange_manifest_removes_nothing(talk):
    """Only what bears a name of ours can be removed, whatever a manifest says."""
    put(talk, {"talk_files/.slidekit": "../dot.png\nmine.png\n/etc/passwd\n..\n", "talk_files/mine.png": b"mine"})

    ended = build(talk, TALK, "--linked")

    assert ended.code == 0, ended.err
    assert beside(talk) == {*NAMES, "mine.png"}
    assert (talk / "dot.png").is_file()


def test_a_folder_that_leads_elsewhere(talk):
    """Nothing is written, or removed, through a symbolic link."""
    put(
        talk,
        {"elsewhere/.slidekit": "thesis-12345678.tex\n", "elsewhere/thesis-12345678.tex": b"x", "talk.html": "old"},
    )
    (talk / "talk_files").symlink_to("elsewhere")

    ended, plain = build(talk, TALK, "--linked"), build(talk, TALK, "-o", "talk.html")

    assert ended.code == 3
    assert "cannot write to talk_files: it is a symbolic link" in ended.err
    assert plain.code == 0
    assert names_in(talk / "elsewhere") == [".slidekit", "thesis-12345678.tex"]


def test_never_over_what_the_talk_is_made_of(talk):
    """A file beside the page that the talk itself shows is neither replaced nor removed."""
    build(talk, TALK, "--linked")
    shown = HEAD + ".. image:: talk_files/dot-c9e44232.png\n"

    ended = build(talk, shown)

    assert ended.code == 0, ended.err
    assert beside(talk) == {"dot-c9e44232.png"}


def test_standard_output_has_nothing_beside_it(talk):
    """With ``-o -`` and files beside the page the command line is at fault, and nothing is written."""
    ended = build(talk, TALK, "--linked", "-o", "-")
    plain = build(talk, HEAD + "x\n", "--linked", "-o", "-")

    assert (ended.code, ended.out) == (2, b"")
    assert "-o - gives the page alone, and it needs talk_files/" in ended.err
    assert "and 2 more; name a file with -o [one-output]" in ended.err
    assert plain.code == 0
    assert "talk_files" not in names_in(talk)


def test_what_only_notes_show_is_in_no_file(talk):
    """With --no-notes a file that only notes or hidden slides show stands nowhere."""
    text = HEAD + (
        "Shown\n\n.. notes::\n\n   .. image:: dot.png\n\nHidden\n------\n\n:hidden: yes\n:background: back.png\n\n"
        ".. video:: film.webm\n"
    )

    build(talk, text, "--linked", "--no-notes")
    inside = build(talk, text, "--no-notes", "-o", "inside.html")

    assert inside.code == 0
    assert "talk_files" not in names_in(talk)
    assert b"data:video" not in (talk / "inside.html").read_bytes()
    assert b"back" not in (talk / "talk.html").read_bytes().partition(b"<main>")[2].partition(b"</main>")[0]


def test_same_bytes(talk, tmp_path_factory):
    """The same talk gives the same page and files in another folder; a film that is there is not copied again."""
    other = tmp_path_factory.mktemp("other")
    shutil.copytree(talk, other, dirs_exist_ok=True)
    for folder in (talk, other):
        build(folder, TALK, "--linked")
    before = (talk / "talk_files" / "film-887bebbb.webm").stat().st_ino
    page = (talk / "talk.html").read_bytes()

    build(talk, TALK, "--linked")

    assert page == (other / "talk.html").read_bytes() == (talk / "talk.html").read_bytes()
    assert beside(talk) == beside(other)
    assert (talk / "talk_files" / "film-887bebbb.webm").stat().st_ino == before


def test_changed_film_is_copied_again(talk):
    """A file that has changed is copied, also when it is as large as before."""
    build(talk, TALK, "--linked")
    put(talk, {"film.webm": FILM[:-1] + b"\0"})

    build(talk, TALK, "--linked")

    assert (talk / "talk_files" / "film-887bebbb.webm").read_bytes() == FILM[:-1] + b"\0"


def test_linked_for_callers(talk):
    """The library gives the same files, and writes them."""
    made = build_deck(talk / "talk.rst", {"linked": True})

    made.write(talk)

    assert next(iter(made.files)).name == "talk.html"
    assert {path.name for path in made.files} == {"talk.html", *NAMES}
    assert made.page == (talk / "talk.html").read_bytes()
    assert beside(talk) == NAMES


def test_file_that_vanishes(talk):
    """A file that is gone when it is to be copied stops the writing, and the page is not written."""
    made = build_deck(talk / "talk.rst", {"linked": True})
    (talk / "film.webm").unlink()

    with pytest.raises(OutputError, match=r"cannot write .*film-887bebbb\.webm: No such file"):
        made.write(talk)

    assert "talk.html" not in names_in(talk)
