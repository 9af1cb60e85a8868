"""A process that reads a talk, runs its code and tells what is wrong with it, for who must not wait: the server."""

from __future__ import annotations

import json
import os
import sys
import threading
from pathlib import Path

from slidekit.errors import SlidekitError
from slidekit.examples.runner import watch
from slidekit.examples.talks import failed_examples


def main() -> None:
    """Tell of each failure in a line: severity, text, path and line."""
    threading.Thread(target=watch, args=(os.getppid(),), daemon=True).start()
    job = json.loads(sys.stdin.read())
    if hasattr(os, "nice"):
        os.nice(10)  # what is shown goes before
    try:
        found = failed_examples(Path(job["talk"]), job["said"], job["seconds"])
    except SlidekitError:  # the server says it itself
        found = ()
    for each in found:
        place = (str(each.at.path), each.at.line) if each.at else ("", 0)
        print(json.dumps([each.severity.value, str(each), *place]))  # noqa: T201 - to who has started us
    print(json.dumps("end"))  # noqa: T201 - so that half an answer is known for one


if __name__ == "__main__":
    main()
