"""What installed plugins bring to the reading of a talk: made known to docutils, and kept from harming the rest of it."""

from __future__ import annotations

from functools import cache, cached_property
from pathlib import Path
from typing import Any, NamedTuple

from docutils import nodes, parsers
from docutils.parsers.rst import Directive, DirectiveError, directives, roles
from docutils.parsers.rst.languages import en
from docutils.transforms import Transform, universal

from slidekit import plugins
from slidekit.diagnostics import Diagnostic, Position, Severity
from slidekit.doctree import sphinx
from slidekit.doctree.census import Census
from slidekit.doctree.features import FEATURES
from slidekit.doctree.guard import blames_plugin
from slidekit.doctree.reports import Reports
from slidekit.errors import DeckError, SlidekitError, UnsureError
from slidekit.plugins import Owned

PASSED = (DirectiveError, SlidekitError, UnsureError, RecursionError, MemoryError)
"""What may go through a plugin's code without being its fault, or is told by others."""


class Known(NamedTuple):
    """What of the plugins has a name of its own when a talk is read, and all that is wrong with them."""

    directives: dict[str, GuestDirective]
    roles: dict[str, GuestRole]
    readers: dict[str, Owned]
    transforms: tuple[Owned, ...]
    diagnostics: tuple[Diagnostic, ...]


@cache
def known() -> Known:
    """What the plugins bring; the names of reStructuredText's and of ours stay what they are."""
    there = plugins.installed()
    if not there.plugins:
        return Known({}, {}, {}, (), there.diagnostics)
    table: dict[str, Any] = vars(roles)["_role_registry"]
    nobody = (roles.unimplemented_role, sphinx.show_text)
    spoken = {name for name, canonical in en.roles.items() if table.get(canonical) not in nobody}
    taken, wrong = plugins.claims("directives", {*FEATURES.directives, *en.directives, *en.directives.values()})
    shown, odd = plugins.claims("roles", {*FEATURES.roles, *spoken})
    readers, strange = plugins.claims("readers", FEATURES.readers)
    return Known(
        {name: GuestDirective(name, *owned) for name, owned in taken.items()},
        {name: GuestRole(name, *owned) for name, owned in shown.items()},
        readers,
        tuple(Owned(owner, place) for owner, plugin in there.plugins for place in plugin.transforms),
        (*there.diagnostics, *wrong, *odd, *strange),
    )


def register() -> None:
    """Make the plugins' directives and roles known to docutils."""
    directive: Any  # docutils says that it wants a class; what it does with one is asked of these too
    for name, directive in known().directives.items():
        directives.register_directive(name, directive)
    # Not by docutils' own function: it looks at each role, and so would import them all.
    vars(roles)["_role_registry"].update(known().roles)


def warm() -> None:
    """Import the plugins, while there is time."""
    known()


class Guest:
    """A plugin's directive or role: imported when a talk uses it, and heard of when it fails."""

    kind = ""

    def __init__(self, name: str, owner: str, place: Any) -> None:
        self.name, self.owner, self.place = name, owner, place

    @cached_property
    def found(self) -> Any:
        """What the plugin names, or the exception that came instead."""
        try:
            return self.checked(plugins.load(self.place))
        except MemoryError:
            raise
        except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever a stranger's module raises
            return error

    def checked(self, value: Any) -> Any:
        """The value, if it can be used. Raises TypeError."""
        raise NotImplementedError

    def used(self, document: nodes.document) -> Any:
        """What the plugin names, noted as used in a document. Raises what came instead."""
        document.settings.slidekit_plugged.add(self.name)
        if isinstance(self.found, BaseException):
            raise self.found.with_traceback(None)
        return self.found

    def fail(self, document: nodes.document, error: BaseException, line: int) -> None:
        """Tell of a failure, at the line that uses what failed."""
        at = plugins.place_of(error)
        where = f" ({at.path.name}, line {at.line})" if at is not None else ""
        message = f"the {self.kind} {self.name!r} of {self.owner} failed: {plugins.told(error)}{where}"
        document.reporter.error(message, line=line, code="broken-plugin", mark=self.name)


class GuestDirective(Guest):
    """A plugin's directive, as docutils asks for one."""

    kind = "directive"

    def checked(self, value: Any) -> Any:
        if not isinstance(value, type) or not issubclass(value, Directive):
            raise TypeError("it is no subclass of docutils.parsers.rst.Directive")
        return value

    def __getattr__(self, name: str) -> Any:
        return getattr(Anything if isinstance(self.found, BaseException) else self.found, name)

    def __call__(self, *arguments: Any) -> Any:
        return Run(self, arguments)


class Anything(Directive):
    """Takes whatever is written, in the place of a directive that cannot be had."""

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec = sphinx.AnyOption()


class Run:
    """One use of a plugin's directive."""

    def __init__(self, guest: GuestDirective, arguments: tuple[Any, ...]) -> None:
        self.guest, self.arguments = guest, arguments

    def run(self) -> list[nodes.Node]:
        document, line = self.arguments[7].document, self.arguments[4]
        try:
            found = self.guest.used(document)(*self.arguments).run()
            return checked_nodes(found, "it returned")
        except PASSED:
            raise
        except (Exception, SystemExit) as error:
            if not blames_plugin(error):
                raise
            self.guest.fail(document, error, line)
        return []


class GuestRole(Guest):
    """A plugin's role, as docutils asks for one."""

    kind = "role"

    def checked(self, value: Any) -> Any:
        if isinstance(value, dict):
            theirs: Any = roles  # their types say less than they take
            return theirs.CustomRole(self.name, theirs.generic_custom_role, dict(value), [])
        if not callable(value):
            raise TypeError("it is neither a function nor a mapping of options")
        return value

    def __getattr__(self, name: str) -> Any:
        if isinstance(self.found, BaseException):
            raise AttributeError(name)
        return getattr(self.found, name)

    def __call__(
        self, name: str, rawtext: str, text: str, lineno: int, inliner: Any, *more: Any, **options: Any
    ) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        try:
            found, messages = self.used(inliner.document)(name, rawtext, text, lineno, inliner, *more, **options)
            return checked_nodes(found, "its nodes are"), messages
        except PASSED:
            raise
        except (Exception, SystemExit) as error:
            if not blames_plugin(error):
                raise
            self.fail(inliner.document, error, lineno)
        return [nodes.Text(nodes.unescape(text))], []


def checked_nodes(found: Any, what: str) -> list[nodes.Node]:
    """A list of nodes. Raises TypeError if it is none."""
    if not isinstance(found, list) or not all(isinstance(each, nodes.Node) for each in found):
        raise TypeError(f"{what} no list of nodes: {found!r:.100}")
    return found


def transforms(reports: Reports) -> list[type[Transform]]:
    """The plugins' transforms; one that fails is told, and the next one runs."""
    return [guest_transform(owner, place, reports) for owner, place in known().transforms]


def guest_transform(owner: str, place: Any, reports: Reports) -> type[Transform]:
    """A plugin's transform that tells of its failure."""
    what = f"the transform {place if isinstance(place, str) else getattr(place, '__name__', '?')!r} of {owner} failed"
    priority = 990
    theirs: Any = None
    try:
        theirs = plugins.load(place)
        if not isinstance(theirs, type) or not issubclass(theirs, Transform):
            raise TypeError("it is no subclass of docutils.transforms.Transform")
        if not isinstance(theirs.default_priority, int):
            raise TypeError("it has no default_priority")
        priority = theirs.default_priority
    except MemoryError:
        raise
    except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever a stranger's module raises
        reports.found.append(plugins.broken(what, error))
        theirs = None

    class GuestTransform(Transform):
        """Runs a plugin's transform in its place."""

        default_priority = priority

        def apply(self) -> None:
            if theirs is None:
                return
            try:
                theirs(self.document, startnode=self.startnode).apply()
            except PASSED:
                raise
            except (Exception, SystemExit) as error:
                if not blames_plugin(error):
                    raise
                reports.found.append(plugins.broken(what, error))

    return GuestTransform


class Reader(NamedTuple):
    """What reads a talk: a parser of docutils', and whose it is; ours has no owner."""

    parser: type[parsers.Parser]
    owner: str = ""

    def parse(self, text: str, document: nodes.document, reports: Reports) -> list[type[Transform]]:
        """Parse a talk; gives the transforms that the parser asks for. Raises DeckError if a plugin's parser fails."""
        parser = self.parser()
        if not self.owner:
            parser.parse(text, document)
            return []
        try:
            parser.parse(text, document)
            wanted = [each for each in parser.get_transforms() if each.__module__ != universal.__name__]
        except PASSED:
            raise
        except (Exception, SystemExit) as error:
            if not blames_plugin(error):
                raise
            what = f"the reader {reports.talk.suffix!r} of {self.owner} failed"
            raise DeckError(*reports.diagnostics(), plugins.broken(what, error)) from None
        for section in document.findall(nodes.section):
            lines = reports.lines_of(reports.path_of(section.source))
            if section.line is not None and not is_rule("".join(lines[section.line - 1 : section.line]).strip()):
                section.line += 1  # ours has the line of the title's underline there
        return wanted


def is_rule(line: str) -> bool:
    """Whether a line is one that underlines a title."""
    return len(set(line)) == 1 and not line.isalnum()


def find_reader(talk: Path) -> Reader:
    """What reads a talk, by the ending of its name; an ending that nobody knows is read as reStructuredText.

    Raises DeckError if there is one that cannot be had.
    """
    ending = talk.suffix.lower()
    owner, place = known().readers.get(ending, ("", FEATURES.readers.get(ending, FEATURES.readers[".rst"])))
    try:
        parser = plugins.load(place)
        if not isinstance(parser, type) or not issubclass(parser, parsers.Parser):
            raise TypeError("it is no subclass of docutils.parsers.Parser")
    except MemoryError:
        raise
    except (Exception, SystemExit) as error:
        if not owner:
            raise
        message = f"the reader {ending!r} of {owner} cannot be used: {plugins.told(error)}"
        raise DeckError(*known().diagnostics, Diagnostic("broken-plugin", message, Position(talk))) from None
    return Reader(parser, owner)


def drop_unknown(found: Census, translator: type[Any], reports: Reports) -> None:
    """Report the elements that a plugin has invented and nobody can write as HTML; what they hold stays."""
    for kind, members in list(found.items()):
        package = kind.__module__.partition(".")[0]
        if package in ("docutils", "slidekit") or hasattr(translator, f"visit_{kind.__name__}"):
            continue
        owner = plugins.installed().packages.get(package, package)
        for node in members:
            message = f"{owner} has put an element {kind.__name__!r} here that cannot be written as HTML"
            reports.note("broken-plugin", message, node, severity=Severity.ERROR)
            node.replace_self(node.children)
