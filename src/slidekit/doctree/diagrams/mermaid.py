"""Draws one Mermaid diagram: source in, SVG out; a program of its own, so that what goes wrong in it goes with it.

``python mermaid.py OPTIONS`` reads the source from its standard input. Where it is wrong, its standard error has a line
with the byte at which that begins (or nothing), and then what is wrong; the status is 1. Imports nothing of slidekit.
"""

from __future__ import annotations

import sys


def main() -> int:
    """Draw what stands in the standard input."""
    import merman

    source = sys.stdin.buffer.read().decode("utf-8", "replace")
    try:
        svg = merman.Merman().render_svg(source, sys.argv[1])
    except merman.MermanError as error:
        said = getattr(error, "diagnostic", None)
        span = getattr(said, "span", None)
        at = str(span.start) if span is not None else ""
        sys.stderr.buffer.write(f"{at}\n{getattr(error, 'message', error)}".encode("utf-8", "replace"))
        return 1
    sys.stdout.buffer.write(svg.encode("utf-8", "replace"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
