"""What slides are called when some of them have changed: only where that changes nothing elsewhere."""

from __future__ import annotations

import re
from typing import NamedTuple

from docutils import nodes

from slidekit.doctree.quick import Part
from slidekit.errors import UnsureError
from slidekit.model import Slide

NUMBERED = re.compile(r"slide-\d+(-\d+)*")
"""An id that is made of a slide's number, or could be taken for one."""


class Names(NamedTuple):
    """What is called how in a talk."""

    ids: dict[str, str | None]
    """The id of each name; ``None`` if several have it."""
    taken: frozenset[str]
    """Every id but those made of a slide's number."""
    referred: frozenset[str]
    """The names that are referred to."""
    listed: bool
    """A table of contents shows the titles."""


def name_parts(
    old: Part, new: Part, slides: tuple[Slide, ...], first: int, names: Names, word: str
) -> tuple[list[str], Names]:
    """The ids of new slides in the place of old ones (``slides``, from number ``first`` on), and all names then.

    ``word`` is the title of untitled slides.
    """
    for part in (old, new):
        if any(name == wanted and called != title for wanted, title in part.keys for called, name in part.names):
            raise UnsureError("an id that a heading has")
    if len(new.slides) != len(old.slides):
        made = nodes.make_id(word)
        if not made or any(NUMBERED.fullmatch(name) or is_near(name, made) or name == made for name in names.taken):
            raise UnsureError("ids like those of numbered slides")
    if old.keys == new.keys and [name for name, _ in old.names] == [name for name, _ in new.names]:
        return [slide.id for slide in slides], names
    before, after = dict(old.names), dict(new.names)
    fields = [[wanted for wanted, _ in part.keys if wanted] for part in (old, new)]
    if any(len(each) > len(set(each)) for each in fields) or (
        len(before) < len(old.names) or len(after) < len(new.names)
    ):
        raise UnsureError("the same title twice")
    names = renamed(before, after, set(fields[0]), set(fields[1]), names)
    kept = dict(zip(old.keys, (slide.id for slide in slides), strict=True))
    ids = []
    for number, key in enumerate(new.keys, first):
        wanted, title = key
        name = f"slide-{number}" if key == ("", "") else kept.get(key) or wanted or names.ids.get(title)
        if not name:
            raise UnsureError("a title that others have")
        ids.append(name)
    return ids, names


def renamed(
    before: dict[str, str], after: dict[str, str], fields_before: set[str], fields_after: set[str], names: Names
) -> Names:
    """All names, after some were exchanged (names with their ids, and the ids that fields give) that are nobody else's."""
    gone = before.keys() - after.keys()
    come = after.keys() - before.keys()
    if (gone or come) and (names.listed or not names.referred.isdisjoint(gone | come)):
        raise UnsureError("titles that are shown elsewhere")
    made = {name: nodes.make_id(name) for name in gone | come}
    if any(names.ids.get(name) != made[name] for name in gone) or any(
        name in names.ids or after[name] != made[name] for name in come
    ):
        raise UnsureError("a title that others have")
    gone_ids = [*(made[name] for name in gone), *(fields_before - fields_after)]
    come_ids = [*(made[name] for name in come), *(fields_after - fields_before)]
    rest = names.taken.difference(gone_ids)
    changed = [*gone_ids, *come_ids]
    if len(come_ids) > len(set(come_ids)) or not all(is_alone(name, rest.union(changed)) for name in changed):
        raise UnsureError("an id that is like another")
    if any(name in rest for name in changed):
        raise UnsureError("an id that others have")
    ids = {name: each for name, each in names.ids.items() if name not in gone} | {name: after[name] for name in come}
    return names._replace(ids=ids, taken=rest.union(come_ids))


def is_alone(name: str, others: frozenset[str]) -> bool:
    """Whether no other id could be made of this one by counting, nor this one of another."""
    return bool(name) and not NUMBERED.fullmatch(name) and not any(is_near(name, other) for other in others)


def is_near(one: str, other: str) -> bool:
    """Whether one id could be made of another by counting."""
    return one.startswith(f"{other}-") or other.startswith(f"{one}-")
