"""A presentation as bytes: the colours of its theme, and nothing that another day would change."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

if TYPE_CHECKING:
    from slidekit.exporting.powerpoint.paints import Paints

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first moment that a ZIP knows."""

LEFT = re.compile(rb"<Relationship [^>]*(?:thumbnail|printerSettings)[^>]*/>")
"""What the template brings that is not the deck's."""

THEME = "ppt/theme/theme1.xml"


def packed(data: bytes, paints: Paints) -> bytes:
    """The file as it is delivered."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(out, "w") as target:
        for name in source.namelist():
            if name.startswith(("docProps/thumbnail", "ppt/printerSettings/")):
                continue
            content = source.read(name)
            if name.endswith(".rels"):
                content = LEFT.sub(b"", content)
            if name == THEME:
                content = themed(content.decode(), paints).encode()
            entry = ZipInfo(name, EPOCH)
            entry.external_attr = 0o600 << 16
            packs = name.endswith((".xml", ".rels", ".bmp", ".tiff"))
            target.writestr(entry, content, ZIP_DEFLATED if packs else ZIP_STORED)
    return out.getvalue()


def themed(xml: str, paints: Paints) -> str:
    """The theme with the deck's colours and faces."""
    light, dark = (paints.ink, paints.paper) if paints.dark else (paints.paper, paints.ink)
    tint, faint = (paints.faint, paints.tint) if paints.dark else (paints.tint, paints.faint)
    accents = {f"accent{number}": paints.accent if number == 1 else paints.faint for number in range(1, 7)}
    colours = {"dk1": dark, "lt1": light, "dk2": faint, "lt2": tint, **accents}
    colours |= {"hlink": paints.accent, "folHlink": paints.accent}
    said = "".join(f'<a:{name}><a:srgbClr val="{value.upper()}"/></a:{name}>' for name, value in colours.items())
    xml = re.sub(
        r"<a:clrScheme .*?</a:clrScheme>", f'<a:clrScheme name="slidekit">{said}</a:clrScheme>', xml, flags=re.DOTALL
    )
    return re.sub(r"(<a:(?:major|minor)Font><a:latin typeface=\")[^\"]*", rf"\g<1>{paints.face}", xml)
