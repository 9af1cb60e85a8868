"""Pillow, which docutils imports wherever it is installed, is loaded when somebody asks it for the size of a picture."""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import Any

NAME = "PIL.Image"


class Later(ModuleType):
    """What stands for the module until something of it is wanted."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # the import system looks, and means nothing by it
            raise AttributeError(name)
        if sys.modules.get(NAME) is self:
            del sys.modules[NAME]
        return getattr(import_module(NAME), name)


def put_off() -> None:
    """Let ``import PIL.Image`` cost nothing until it is used: to load it takes a tenth of reading a small talk."""
    if NAME in sys.modules:
        return
    try:
        package: Any = import_module("PIL")
    except ImportError:  # docutils does without, too
        return
    package.Image = sys.modules[NAME] = Later(NAME)
