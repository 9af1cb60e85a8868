"""docutils' settings for a talk, each with its reason, and what is registered with docutils while one is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from docutils import frontend, utils
from docutils.parsers.rst import roles
from docutils.writers import html5_polyglot

from slidekit.doctree import features, plugged, sphinx
from slidekit.doctree.guard import know_language
from slidekit.doctree.parser import TalkParser
from slidekit.lookup import Fence
from slidekit.options import Options

SETTINGS: Mapping[str, Any] = {
    "_disable_config": True,  # ./docutils.conf could embed any file
    "doctitle_xform": False,  # we promote titles ourselves: a lone slide must not become a title
    "docinfo_xform": False,  # likewise: deck fields are read in English whatever the language
    "sectnum_xform": True,
    "report_level": 5,  # nothing is reported by docutils itself; our observer hears everything
    "halt_level": 5,
    "warning_stream": False,
    "input_encoding": "utf-8-sig",  # of included files
    "line_length_limit": 10**9,  # beyond its default docutils drops the whole document
    "syntax_highlight": "none",  # colours are the translator's business
    "math_output": "MathML",
    "smart_quotes": True,
    "toc_backlinks": False,  # a click on a slide's title is not meant to leave it
    "stylesheet": None,
    "stylesheet_path": None,
    "embed_stylesheet": False,
    "initial_header_level": "2",
    "root_prefix": "/",
    "image_loading": "link",
}


def settings_for(talk: Path, fence: Fence, options: Options, parser: type[Any] = TalkParser) -> frontend.Values:
    """docutils' settings for one talk; the names with ``slidekit_`` are ours, for our directives."""
    settings = frontend.get_default_settings(TalkParser, html5_polyglot.Writer)
    if parser is not TalkParser:  # all parsers bring docutils' own settings, and the two at once collide
        for name, value in vars(frontend.get_default_settings(parser)).items():
            vars(settings).setdefault(name, value)
    for name, value in SETTINGS.items():
        setattr(settings, name, value)
    settings.record_dependencies = utils.DependencyList()
    settings.raw_enabled = settings.file_insertion_enabled = not options.untrusted
    know_language(options.lang)
    settings.language_code = options.lang
    settings.slidekit_talk = str(talk)
    settings.slidekit_fence = fence
    settings.slidekit_cached = not options.no_cache
    settings.slidekit_includes = 0
    settings.slidekit_dates = []
    settings.slidekit_sphinx = set()
    settings.slidekit_unheeded = []
    settings.slidekit_deck = []
    settings.slidekit_classes = []
    settings.slidekit_autoslides = True
    settings.slidekit_conditional = False
    settings.slidekit_places = False
    settings.slidekit_above = False
    settings.slidekit_headed = False
    settings.slidekit_language = None
    settings.slidekit_plugged = set()
    return settings


@contextmanager
def registered(language: str) -> Iterator[dict[str, Any]]:
    """Our directives, Sphinx' names and the plugins' known to docutils, and what the talk itself defines forgotten after.

    Gives docutils' table of roles, in which a talk's own stand too while it is read.
    """
    sphinx.register()
    features.register(language)
    plugged.register()
    known: dict[str, Any] = vars(roles)["_roles"]  # what ``.. role::`` and ``.. default-role::`` write to
    before = dict(known)
    try:
        yield known
    finally:
        known.clear()
        known.update(before)


def own_roles(known: Mapping[str, Any]) -> dict[str, Any]:
    """The roles in docutils' table that a talk has defined; the rest are there because it used them."""
    common = vars(roles)["_role_registry"]
    return {
        name: role
        for name, role in known.items()
        if isinstance(role, roles.CustomRole) and common.get(name) is not role
    }
