"""Other people's programs, started and left to themselves. No shell, and nothing that a page has chosen."""

from __future__ import annotations

import subprocess
import threading
import webbrowser


def start_editor(command: list[str]) -> None:
    """Start an editor, and leave it to itself: it outlives us. Raises OSError if there is no such program."""
    editor = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    threading.Thread(target=editor.wait, daemon=True).start()  # a child that has ended wants to be asked for


def open_browser(address: str) -> None:
    """Show an address in the user's browser; nothing happens where there is none."""
    threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()  # it may wait for the browser
