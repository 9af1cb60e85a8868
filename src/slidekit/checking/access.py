"""What axe-core finds on all slides, and of contrast what it cannot tell: by the pixels behind a text. Opens nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from slidekit import resources
from slidekit.checking.seen import Told
from slidekit.checking.visit import Found, Visit
from slidekit.diagnostics import Diagnostic
from slidekit.errors import BrowserError

HALF = 0.5
"""Of a picture by which contrast is judged: a fourth of the pixels, and they are as good."""

MANY = 4
"""What is wrong in the same way on so many slides is a style's fault, and told once."""

WHERE = "the print view"
"""All slides are seen at once there."""


def axe_script() -> str:
    """axe-core, out of the package that has it."""
    try:
        from axe_playwright_python.base import AXE_FILE_PATH
    except ImportError:
        message = "axe-playwright-python is not installed, which brings axe-core: pip install 'slidekit-rst[export]'"
        raise BrowserError(Diagnostic("no-playwright", message)) from None
    return resources.read(Path(AXE_FILE_PATH))


def look_at_colours(visit: Visit) -> Iterator[tuple[Found, str]]:
    """What is found, and in which form if that is not the light one; each form that the theme has is looked at."""
    with visit.all(WHERE):
        forms = ("light", "dark") if visit.ask("hasForms") else ("",)
    for form in forms:
        again = form == "dark"
        with visit.all(WHERE):
            if form:
                visit.page.emulate_media(color_scheme=form)  # type: ignore[arg-type]
            answer = visit.ask("access", again)
        told = answer if isinstance(answer, dict) else {}
        found = [(int(Told(raw).number("slide")), raw) for raw in visit.faults(told.get("found"))]
        found += look_behind(visit, visit.numbers(told.get("unsure")))
        for each in gathered(found):
            yield each, form * again
    with visit.all(WHERE):
        visit.page.emulate_media(color_scheme="light")
        visit.ask("leave")


def look_behind(visit: Visit, numbers: Iterable[int]) -> list[Found]:
    """What is too pale for what is behind it, where that is no plain colour: by a picture without the letters."""
    found: list[Found] = []
    if not numbers:
        return found
    with visit.all(WHERE):
        session = visit.page.context.new_cdp_session(visit.page)
        visit.ask("unwritten", True)  # once: each time all slides are styled anew
    for number in numbers:
        with visit.slide(number):
            frame = {**visit.ask("bring", number), "scale": HALF}
            settings = {"format": "jpeg", "quality": 90, "optimizeForSpeed": True, "clip": frame}
            data = session.send("Page.captureScreenshot", settings)["data"]
            answer = visit.ask("contrast", f"data:image/jpeg;base64,{data}", number)
            found += [(number, raw) for raw in visit.faults(answer)]
    with visit.all(WHERE):
        visit.ask("unwritten", False)
        session.detach()
    return found


def gathered(found: Iterable[Found]) -> Iterator[Found]:
    """The same with what is alike put together: on one slide always, and if it is on many slides, as a style's fault."""
    alike: dict[tuple[str, str], dict[int, list[Found]]] = {}
    for number, raw in found:
        kind = (str(raw.get("code")), str(raw.get("rule") or raw.get("ink")))
        alike.setdefault(kind, {}).setdefault(number, []).append((number, raw))
    for slides in alike.values():
        groups = list(slides.values())
        for group in [[each for those in groups for each in those]] if len(groups) >= MANY else groups:
            number, raw = group[0]
            yield number, {**raw, "more": sum(int(Told(one).number("more")) for _, one in group) + len(group) - 1}
