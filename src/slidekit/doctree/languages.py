"""The language of code that has none of its own: what ``.. highlight::`` says is so until another one says otherwise."""

from __future__ import annotations

from docutils import nodes

from slidekit.doctree.nodes import highlighting


def settle_languages(document: nodes.document) -> None:
    """Give code the language that is in force where it stands, and numbers if it has as many lines as have them.

    In a part of a talk that is in force at its beginning which was at the end of the whole talk.
    """
    setting = document.settings.slidekit_language
    marks = []
    for node in document.findall(lambda each: isinstance(each, highlighting | nodes.literal_block)):
        if isinstance(node, highlighting):
            marks.append(node)
            setting = node["language"], node["threshold"]
        elif (
            isinstance(node, nodes.literal_block)
            and setting
            and not any(isinstance(child, nodes.Element) for child in node.children)
        ):
            speak(node, *setting)
    for mark in marks:
        mark.parent.remove(mark)
    document.settings.slidekit_language = setting


def speak(node: nodes.literal_block, language: str, threshold: int | None) -> None:
    """Settle language and numbers of a piece of code."""
    classes = node["classes"]
    if "language" not in node and classes[:1] == ["code"] and len(classes) > 1:  # docutils' own
        node["language"] = classes[1]
    if not node.get("language"):
        node["language"] = language
        classes.insert(classes.index("code") + 1 if "code" in classes else 0, language)
    if node.get("first") is None and threshold is not None and node.astext().count("\n") + 1 >= threshold:
        node["first"] = 1
