"""Pillow is loaded when the size of a picture is asked for, and not before."""

import subprocess
import sys

CODE = """
import sys
import slidekit.doctree
print("PIL._imaging" in sys.modules)
from docutils.parsers.rst.directives.images import PIL
from PIL import Image
print(PIL.Image.new("RGB", (3, 2)).size, isinstance(Image.new("L", (1, 1)), Image.Image), "PIL._imaging" in sys.modules)
"""


def test_pillow_is_put_off():
    """Reading a talk does not load it, and what docutils does with it works as if it had."""
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True)

    assert done.stdout.splitlines() == ["False", "(3, 2) True True"]
