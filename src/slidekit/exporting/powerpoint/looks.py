"""What is to be seen as files that PowerPoint takes: pictures as they are or as PNG, drawings through the browser."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Iterable, Mapping
from html import escape
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from slidekit.blocks import Block, Drawing, Film, Picture, Square
from slidekit.diagnostics import Diagnostic, Position, Severity
from slidekit.errors import SlidekitError
from slidekit.exporting.powerpoint.paints import Paints

if TYPE_CHECKING:
    from slidekit.model import Deck

TAKEN = frozenset({"PNG", "JPEG", "GIF", "BMP", "TIFF"})
"""Formats that PowerPoint takes as they are."""

READ = TAKEN | {"AVIF", "ICO", "WEBP"}
"""Formats that are read: no program is asked for any of them."""

MOST_PIXELS = 40_000_000
"""Of a picture that must be made anew."""

PIXELS = 1600
"""The width of a drawing as a picture."""

SECONDS = 20.0
"""A drawing may take so long in the browser."""

FILMS = frozenset({".mp4", ".m4v", ".mov", ".m4a", ".mp3", ".wav"})
LARGEST_FILM = 100_000_000


class Look(NamedTuple):
    """A picture as a file, and how many times as wide as high it is."""

    data: bytes
    ratio: float


class Wanted(NamedTuple):
    """Something to be seen, and the slide that it is on."""

    block: Block
    at: Position


def looks_of(deck: Deck, wanted: Iterable[Wanted], paints: Paints) -> tuple[Mapping[Block, Look], list[Diagnostic]]:
    """The pictures by their blocks, and what cannot be shown."""
    found: dict[Block, Look] = {}
    wrong: list[Diagnostic] = []
    drawings: dict[Block, Wanted] = {}
    for each in wanted:
        block = each.block
        if block in found or block in drawings:
            continue
        if isinstance(block, Drawing) or is_svg(deck, block):
            drawings[block] = each
        elif isinstance(block, Square):
            found[block] = square(block)
        elif isinstance(block, Picture | Film):
            address = block.address if isinstance(block, Picture) else block.poster
            asset = deck.assets.get(address)
            if isinstance(block, Film) and film_of(deck, block) is None and block.address:
                wrong.append(left_out("a film that PowerPoint does not play is named, or its picture shown", each.at))
            if asset is None:
                if block.address and isinstance(block, Picture):
                    wrong.append(left_out("a picture that is not here is named instead of shown", each.at))
                continue
            look = picture(asset.path)
            if look is None:
                wrong.append(
                    left_out("a picture that PowerPoint would not show is named instead", asset.at, asset.mark)
                )
            else:
                found[block] = look
    if drawings:
        try:
            found |= drawn(deck, drawings, paints)
        except SlidekitError as error:
            reason = error.diagnostics[0].message if error.diagnostics else ""
            message = (
                f"{len(drawings)} drawings are named instead of shown, which the browser makes pictures of: {reason}"
            )
            wrong.append(left_out(message, next(iter(drawings.values())).at))
    return found, wrong


def address_in(background: str) -> str:
    """The address of the picture that a background is; nothing for a colour."""
    return unquote(background[5:-2]) if background.startswith('url("') else ""


def left_out(message: str, at: Position | None, mark: str = "") -> Diagnostic:
    """The warning for what is not to be seen."""
    return Diagnostic("picture-left-out", message, at, mark, Severity.WARNING)


def is_svg(deck: Deck, block: Block) -> bool:
    """Whether a block is a picture that is a drawing."""
    asset = deck.assets.get(block.address) if isinstance(block, Picture) else None
    return asset is not None and asset.path.suffix.lower() == ".svg"


def film_of(deck: Deck, block: Film) -> Path | None:
    """The file of a film or sound that PowerPoint plays."""
    asset = deck.assets.get(block.address)
    if asset is None or asset.path.suffix.lower() not in FILMS:
        return None
    try:
        return asset.path if 0 < asset.path.stat().st_size <= LARGEST_FILM else None
    except OSError:
        return None


def picture(path: Path) -> Look | None:
    """A picture as PowerPoint takes it; nothing for one that is none, or is too large."""
    from PIL import Image, UnidentifiedImageError

    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            data = path.read_bytes()
            Image.init()
            with Image.open(BytesIO(data), formats=sorted(READ & set(Image.OPEN))) as image:
                width, height = image.size
                if image.format in TAKEN:
                    return Look(data, ratio_of(width, height))
                if width * height > MOST_PIXELS:
                    return None
                out = BytesIO()
                image.convert("RGBA").save(out, "PNG")
        except (
            OSError,
            ValueError,
            SyntaxError,
            UnidentifiedImageError,
            Image.DecompressionBombError,
            Image.DecompressionBombWarning,
        ):
            return None
    return Look(out.getvalue(), ratio_of(width, height))


def ratio_of(width: float, height: float) -> float:
    """How many times as wide as high something is, within reason."""
    return min(50.0, max(0.02, width / max(height, 0.001)))


def square(block: Square) -> Look:
    """A QR code as a picture."""
    import re

    from PIL import Image

    unit = 8
    image = Image.new("1", (block.modules, block.modules), 1)
    for left, top, run in re.findall(r"M(\d+) (\d+)h(\d+)v1", block.path):
        image.paste(0, (int(left), int(top), int(left) + int(run), int(top) + 1))
    out = BytesIO()
    image.resize((block.modules * unit, block.modules * unit)).save(out, "PNG")
    return Look(out.getvalue(), 1.0)


def drawn(deck: Deck, drawings: Mapping[Block, Wanted], paints: Paints) -> dict[Block, Look]:
    """Drawings as pictures. Raises BrowserError without a browser, DeckError for one that it does not draw."""
    from slidekit.stage import Stage

    found: dict[Block, Look] = {}
    with tempfile.TemporaryDirectory(prefix="slidekit-") as folder, Stage() as stage:
        for number, (block, want) in enumerate(drawings.items()):
            path = Path(folder, f"{number}.html")
            path.write_text(page_of(deck, block, paints, Path(folder)), encoding="utf-8")
            with stage.within(SECONDS, "a drawing", want.at):
                page = stage.open(path, width=PIXELS, height=900)
                page.evaluate("() => Promise.all([...document.images].map((one) => one.decode().catch(() => 0)))")
                place = page.locator("#drawing")
                box = place.bounding_box()
                if box and box["width"] >= 1 and box["height"] >= 1:
                    data = place.screenshot(omit_background=True, animations="disabled")
                    found[block] = Look(data, ratio_of(box["width"], box["height"]))
                page.context.close()
    return found


def page_of(deck: Deck, block: Block, paints: Paints, folder: Path) -> str:
    """A page with a drawing and nothing else."""
    colours = "".join(
        f"--{name}:#{value};"
        for name, value in (
            ("ink", paints.ink),
            ("paper", paints.paper),
            ("accent", paints.accent),
            ("tint", paints.tint),
            ("faint", paints.faint),
        )
    )
    style = (
        f"<style>:root{{{colours}}}body{{margin:0;font-family:sans-serif;color:var(--ink)}}"
        f"#drawing{{display:block;width:{PIXELS}px;max-height:4000px;fill:currentColor}}</style>"
    )
    if isinstance(block, Drawing):
        left, top, width, height = block.view
        inside = f'<svg id="drawing" viewBox="{left:g} {top:g} {width:g} {height:g}">{block.body}</svg>'
    else:
        asset = deck.assets[block.address]
        copy = folder / "drawing.svg"
        copy.write_bytes(asset.path.read_bytes())
        inside = f'<img id="drawing" src="{escape(copy.name)}" alt="">'
    return f"<!DOCTYPE html><meta charset=utf-8>{style}{inside}"
