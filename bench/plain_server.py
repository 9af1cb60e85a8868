"""What people use today: python-livereload around rst2html5. ``python -m bench.plain_server TALK PAGE PORT``."""

from __future__ import annotations

import sys
from pathlib import Path

from livereload import Server, shell


def main(talk: str, page: str, port: str) -> None:
    """Serve the page's folder; make the page anew when the talk changes."""
    build = shell([str(Path(sys.executable).with_name("rst2html5")), talk, page])
    build()
    server = Server()
    server.watch(talk, build)
    server.serve(port=int(port), root=str(Path(page).parent))


if __name__ == "__main__":
    main(*sys.argv[1:])
