"""The other side of a served page, in a test: what the server would send for each version of a talk."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import Page, WebSocketRoute

from slidekit import build, page, resources

ADDRESS = "http://127.0.0.1:5500/"
ITEM = re.compile(r'^(?=<section class="slide|<template class="slide-hidden">)', re.MULTILINE)
ATTRIBUTE = re.compile(r'(data-[\w-]+)="([^"]*)"')
NAMED = re.compile(r' (?:id|aria-label)="[^"]*"')


def served_page(talk: str | Path, version: str, **said: str) -> str:
    """The page of a talk as it is served: as it is built, with the scripts that hear of other versions."""
    with TemporaryDirectory() as folder:
        path = talk if isinstance(talk, Path) else Path(folder, "talk.rst")
        if isinstance(talk, str):
            path.write_text(talk, "utf-8")
        html = build(path, said).page.decode()
    texts = [json.loads(resources.texts("en", folder)) for folder in ("", "live")]
    for moves in (False, True):
        html = html.replace(page.furniture(False, moves)[-1], page.furniture(live=True)[-1])
    html = html.replace(resources.texts("en"), json.dumps(texts[0] | texts[1]))
    html = re.sub(r"<meta http-equiv.*\n", "", html)
    return html.replace("<html ", f'<html data-live="{version}" ', 1)


def items_of(html: str) -> list[str]:
    """The slides of a page, each with its notes."""
    main = html.partition("<main>\n")[2].rpartition("</main>")[0]
    bare = re.sub(r"<script>slidekit.first\(\)</script>\n", "", main)
    return ITEM.split(bare)[1:]


def without_names(item: str) -> str:
    """A slide without its id and label, which follow from where it stands, and without where one is."""
    return NAMED.sub("", item, count=2).replace(" is-current", "", 1)


def patch_between(old: str, new: str) -> dict[str, Any]:
    """What leads from one page to the next: the slides that changed, the ids, the frame."""
    was, now = items_of(old), items_of(new)
    bare = [[without_names(item) for item in items] for items in (was, now)]
    start = 0
    while start < min(len(was), len(now)) and bare[0][start] == bare[1][start]:
        start += 1
    tail = 0
    while tail < min(len(was), len(now)) - start and bare[0][-1 - tail] == bare[1][-1 - tail]:
        tail += 1
    fresh = [item.replace(" is-current", "", 1) for item in now[start : len(now) - tail]]
    ids = [found[1] for item in now if (found := re.search(r' id="([^"]*)"', item))]
    patch: dict[str, Any] = {"slides": {"start": start, "end": len(was) - tail, "items": fresh}, "ids": ids}
    parts = {"css": re.compile(r"<style>(.*?)</style>", re.DOTALL), "title": re.compile(r"<title>(.*?)</title>")}
    found = {name: [part.search(html)[1] for html in (old, new)] for name, part in parts.items()}  # type: ignore[index]
    bodies = [dict(ATTRIBUTE.findall(html.partition('<body class="deck"')[2].partition(">")[0])) for html in (old, new)]
    patch["frame"] = {name: both[1] for name, both in found.items() if both[0] != both[1]}
    if bodies[0] != bodies[1]:
        patch["frame"]["body"] = bodies[1]
    return {name: value for name, value in patch.items() if value}


class Server:
    """A server that serves one talk to any number of pages, and keeps what they say."""

    def __init__(self, talk: str | Path, **said: str) -> None:
        self.said = said
        self.number = 1
        self.page = served_page(talk, self.version, **said)
        self.sockets: list[WebSocketRoute] = []
        self.heard: list[dict[str, Any]] = []
        self.away = False
        self.answer: Callable[[dict[str, Any]], dict[str, Any] | None] = lambda _: None

    @property
    def version(self) -> str:
        """What the page is called now."""
        return f"x.{self.number}"

    def serve(self, tab: Page) -> None:
        """Be the server of what a tab will open."""
        tab.route(ADDRESS + "**", lambda route: route.fulfill(body=self.page, content_type="text/html"))
        tab.route_web_socket(re.compile("/livereload$"), self.meet)

    def meet(self, socket: WebSocketRoute) -> None:
        """Hear a page, and answer it."""
        if self.away:
            socket.close()
            return
        self.sockets.append(socket)

        def hear(data: str | bytes) -> None:
            message = json.loads(data)
            self.heard.append(message)
            answer = self.answer(message)
            if answer:
                socket.send(json.dumps({"command": "slidekit", **answer}))

        socket.on_message(hear)
        socket.on_close(lambda *_: self.sockets.remove(socket))

    def send(self, **message: Any) -> None:
        """Tell all pages something."""
        for socket in self.sockets:
            socket.send(json.dumps({"command": "slidekit", **message}))

    def next(self, talk: str) -> dict[str, Any]:
        """Take a new text of the talk; what leads to it."""
        old, before = self.page, self.version
        self.number += 1
        self.page = served_page(talk, self.version, **self.said)
        return {"from": before, "version": self.version, **patch_between(old, self.page)}

    def save(self, talk: str, **more: Any) -> None:
        """Take a new text of the talk, and tell all pages."""
        self.send(**self.next(talk), **more)

    def commands(self, name: str) -> list[dict[str, Any]]:
        """What was heard of one kind."""
        return [message for message in self.heard if message["command"] == name]
