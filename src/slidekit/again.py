"""What is known of an earlier build, and whether it holds: all that it was made of is as it was. Makes nothing.

This is asked before anything else is imported, so it does with what Python has loaded at its start, and a record is a
text of its own form: ``json`` takes longer to import than the whole answer may.
"""

from __future__ import annotations

import os
import stat
import sys

try:
    from _blake2 import blake2b  # without hashlib, which loads OpenSSL
except ImportError:
    from hashlib import blake2b

TYPE_CHECKING = False  # typing itself takes longer to import than this module
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

HERE = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120 - pathlib takes as long as all of this

MARK = "slidekit-build 1"
"""What a record begins with; its form has this number."""

LARGEST = 64_000_000
"""Bytes of the largest file that is looked through: there is no record of a build with a larger one."""

HEARD = ("HOME", "LANG", "PATH", "SOURCE_DATE_EPOCH", "TZ", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")
HEARD_ALL = ("LC_", "PYTHON", "SLIDEKIT_", "DOCUTILS", "GRAPHVIZ", "GV", "FONTCONFIG")
"""The environment that a build may depend on: these names, and those that begin so."""

SEPARATOR = "\x1e"
"""Between the parts of a record; in none of them."""


class Record:
    """A build that was done: what it was made of, what came of it, and what was said.

    ``inputs`` are paths with their states (see `state_of`); ``outputs`` the files that were written, the page first,
    with where they really lie and their digests; ``title``, ``date`` and ``author`` those of the talk, ``first`` the
    digest of the page with its first slide alone.
    """

    __slots__ = ("author", "date", "first", "inputs", "outputs", "said", "title")

    def __init__(
        self,
        inputs: Sequence[tuple[str, str]],
        outputs: Sequence[tuple[str, str, str]],
        said: str,
        title: str,
        date: str,
        author: str,
        first: str,
    ) -> None:
        self.inputs = inputs
        self.outputs = outputs
        self.said = said
        self.title = title
        self.date = date
        self.author = author
        self.first = first

    def text(self) -> str:
        """The record as text. Raises ValueError if a part cannot be in one."""
        parts = [str(len(self.inputs)), str(len(self.outputs)), self.said, self.title, self.date, self.author]
        parts += [self.first, *(part for each in (*self.inputs, *self.outputs) for part in each)]
        if any(SEPARATOR in part for part in parts):
            raise ValueError("a part holds what divides them")
        return SEPARATOR.join(parts)


def parse(text: str) -> Record | None:
    """The record of a text."""
    parts = text.split(SEPARATOR)
    try:
        many, written = int(parts[0]), int(parts[1])
        said, title, date, author, first = parts[2:7]
    except (IndexError, ValueError):
        return None
    rest = parts[7:]
    if len(rest) != 2 * many + 3 * written or not written:
        return None
    inputs = list(zip(rest[: 2 * many : 2], rest[1 : 2 * many : 2], strict=True))
    behind = rest[2 * many :]
    outputs = list(zip(behind[::3], behind[1::3], behind[2::3], strict=True))
    return Record(inputs, outputs, said, title, date, author, first)


def place(name: str) -> str:
    """Where what can be made again is kept for this user: ``$XDG_CACHE_HOME/slidekit/NAME``."""
    base = os.environ.get("XDG_CACHE_HOME", "")
    above = base if os.path.isabs(base) else os.path.join(os.path.expanduser("~"), ".cache")  # noqa: PTH111, PTH117, PTH118
    return os.path.join(above, "slidekit", name)  # noqa: PTH118


def find(key: str) -> Record | None:
    """The record of this key, if there is one and all that it was made of is as it was."""
    data = read_own(f"{place('builds')}/{key}.txt")
    if data is None:
        return None
    head, _, body = data.partition(b"\n")
    if head != stamp(key, body):
        return None
    record = parse(body.decode("utf-8", "surrogateescape"))
    if record is None or any(state_of(path) != state for path, state in record.inputs):
        return None
    return record


def stands(record: Record) -> bool:
    """Whether what was written is there, as it was."""
    for path, real, digest in record.outputs:
        if os.path.realpath(path) != real or state_of(path) != f"{digest} {real}":
            return False
    return True


def key_of(words: Iterable[str]) -> str:
    """The name of what these words ask for: here, with this environment, of this program."""
    heard = [
        f"{name}={value}" for name, value in sorted(os.environ.items()) if name in HEARD or name.startswith(HEARD_ALL)
    ]
    library = os.path.dirname(os.__file__)  # noqa: PTH120
    here = os.getcwd()  # noqa: PTH109
    folders = [f"{folder} {time_of(folder)}" for folder in sys.path if folder not in ("", here, library)]
    parts = [MARK, sys.version, sys.executable, here, *own_files(), "", *folders, "", *heard, "", *words]
    return digest_of("\0".join(parts).encode("utf-8", "surrogatepass"))


def own_files() -> list[str]:
    """What tells apart the versions of slidekit: its files, with sizes and times."""
    found: list[str] = []
    checkout = os.path.join(os.path.dirname(os.path.dirname(HERE)), "static")  # noqa: PTH118, PTH120
    waiting = [HERE] if os.path.isdir(f"{HERE}/static") else [HERE, checkout]  # noqa: PTH112 - as in resources
    while waiting:
        try:
            with os.scandir(waiting.pop()) as entries:
                for entry in entries:
                    if entry.is_dir():
                        if entry.name != "__pycache__":
                            waiting.append(entry.path)
                        continue
                    known = entry.stat()
                    found.append(f"{entry.path} {known.st_size} {known.st_mtime_ns}")
        except OSError as error:
            found.append(str(error))
    found.sort()
    return found


def time_of(folder: str) -> int:
    """When something was last put into a folder, or taken out: an installed package, say."""
    try:
        return os.stat(folder).st_mtime_ns  # noqa: PTH116
    except OSError:
        return 0


def state_of(path: str) -> str:
    """What is at a path: the digest of a file's content, or what else; and where that really lies."""
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116
        what = digest_of_file(path) if stat.S_ISREG(mode) else "folder" if stat.S_ISDIR(mode) else "other"
    except OSError as error:
        what = f"error {error.errno}"
    except ValueError:  # a name that no file can have
        what = "none"
    try:
        return f"{what} {os.path.realpath(path)}"
    except (OSError, ValueError):
        return what


def digest_of_file(path: str) -> str:
    """The digest of a file's content; of one that is too large, nothing that is twice the same."""
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123
        data = file.read(LARGEST + 1)
        if len(data) > LARGEST:
            return f"large {os.urandom(8).hex()}"
        return digest_of(data)


def digest_of(data: bytes) -> str:
    """What tells that bytes are the same."""
    return blake2b(data, digest_size=20).hexdigest()


def stamp(key: str, body: bytes) -> bytes:
    """What tells that a record is whole, and is that of its key."""
    return f"{MARK} {digest_of(key.encode() + body)}".encode()


def read_own(path: str) -> bytes | None:
    """A file that this user has put into the cache; nobody else's is believed."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except (OSError, ValueError):
        return None
    try:
        known = os.fstat(handle)
        mine = not hasattr(os, "geteuid") or known.st_uid == os.geteuid()
        if not mine or not stat.S_ISREG(known.st_mode) or known.st_size > LARGEST:
            return None
        pieces: list[Any] = []
        while piece := os.read(handle, 1 << 24):
            pieces.append(piece)
        return b"".join(pieces)
    except OSError:
        return None
    finally:
        os.close(handle)
