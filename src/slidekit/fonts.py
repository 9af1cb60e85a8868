"""The faces that a theme brings, as CSS; those that nobody has cut yet are cut down to what a deck says."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from pathlib import Path

from slidekit.lookup import Fence
from slidekit.model import Asset
from slidekit.stylesheets import token_of
from slidekit.themes import Face

ALWAYS = frozenset(map(chr, (*range(0x20, 0x7F), 0xA0, 0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2026)))
"""What any deck may come to show: numbers, help, quotes."""

SMALL = 30_000
"""Bytes of a font that is not worth cutting."""


def face_rules(faces: Iterable[Face], texts: Iterable[str], assets: dict[str, Asset], live: bool) -> str:
    """``@font-face`` for each face, and its file in the asset table; cut faces stand in the rule itself.

    A deck that is being written (``live``) has whole fonts: its letters change with each save.
    """
    rules = []
    letters: frozenset[str] | None = None
    for face in faces:
        cut = None
        if not (face.ours or live) and face.path.stat().st_size > SMALL:
            letters = letters or ALWAYS.union(*texts)
            cut = cut_to(face.path, letters)
        if cut is None:
            fence = Fence(face.path.parent)
            address = token_of(Asset(face.path, face.font.at, face.font.file), fence, f"font:{face.theme}/", assets)
        else:
            address = f"data:font/woff2;base64,{b64encode(cut).decode()}"
        font = face.font
        rules.append(
            f'@font-face{{font-family:"{font.family}";src:url("{address}");'
            f"font-weight:{font.weight};font-style:{font.style}}}\n"
        )
    return "".join(rules)


def cut_to(path: Path, letters: frozenset[str]) -> bytes | None:
    """A font with these letters alone, as WOFF2, the same for the same letters; nothing without fonttools, or if it cannot."""
    try:
        from io import BytesIO

        import brotli
        from fontTools.subset import Options, Subsetter
        from fontTools.ttLib import TTFont
    except ImportError:
        return None
    del brotli  # fonttools asks for it when it writes
    try:
        font = TTFont(BytesIO(path.read_bytes()), recalcTimestamp=False)
        options = Options(layout_features=["*"], notdef_outline=True)
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=sorted(map(ord, letters)))
        subsetter.subset(font)
        font.flavor = "woff2"
        made = BytesIO()
        font.save(made, reorderTables=None)
    except Exception:  # noqa: BLE001 - whatever a font may have in it: browsers take more than fonttools does
        return None
    return made.getvalue()
