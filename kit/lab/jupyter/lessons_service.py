"""What the reading room asks its server: lessons, a search, places, trust (a Jupyter service)."""

from __future__ import annotations

import json
import os
from asyncio import to_thread
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from jupyter_server.base.handlers import APIHandler, JupyterHandler, path_regex
from markupsafe import Markup
from tornado import web

from kit.course import Course
from kit.errors import KitError
from kit.lab.beforehand import shown_before
from kit.lab.jupyter.server_set import (
    AGREED_VARIABLE,
    agreed_for_now,
    lesson_at,
    may_run,
    server_set,
)
from kit.lab.lesson_list import listed_lessons, search
from kit.lab.places import keep_place, places
from kit.lab.reading_room import trust
from kit.lab.work_copy import code_as_given, restore
from kit.page.assets import style
from kit.page.whole_page import Page

_HELP = Path(__file__).with_name("help.html")

_read: list[Course] = []  # the course of this server, while its files are the same


def _course() -> Course:
    if not (_read and _read[0].fresh):
        _read[:] = [Course(server_set())]
    return _read[0]


class _Handler(APIHandler):
    def answer(self, content: Any) -> None:
        self.finish(json.dumps(content, ensure_ascii=False))

    async def act(self, act: Callable[[], object]) -> bool:
        """Do something; send what went wrong, "" if nothing did, and tell whether nothing did."""
        fault = ""
        try:
            await to_thread(act)
        except KitError as error:
            fault = str(error)
        self.answer({"fault": fault})
        return not fault


class LessonsHandler(_Handler):
    """Gives the list of the lessons."""

    @web.authenticated
    async def get(self) -> None:
        """Send [{name, title, group, questions, asked, due, headings}]."""
        lessons = await to_thread(lambda: listed_lessons(_course()))
        self.answer([asdict(lesson) for lesson in lessons])


class SearchHandler(_Handler):
    """Gives the places where a text stands."""

    @web.authenticated
    async def get(self) -> None:
        """Send {hits: [{lesson, place, before, text, after}], more}."""
        wanted = self.get_argument("q", "")
        hits, more = await to_thread(lambda: search(_course(), wanted))
        self.answer({"hits": [asdict(hit) for hit in hits], "more": more})


class NotebookHandler(_Handler):
    """Gives whether a notebook is a lesson of the set, and what of it goes without a question."""

    @web.authenticated
    async def get(self, path: str) -> None:
        """Send {lesson, agreed, code, shown}: whether it is a lesson, whether its set may run.

        ``code`` is what may run by itself; ``shown`` what the cells show before: {cell id:
        {source, kind, html}}. A notebook that is no lesson has none of it.
        """
        self.answer(await to_thread(_about, path))


def _about(path: str) -> dict[str, Any]:
    lesson = lesson_at(path)
    if lesson is None or not may_run():
        return {"lesson": lesson is not None, "agreed": False, "code": (), "shown": {}}
    shown = shown_before(server_set(), lesson.stem)
    return {"lesson": True, "agreed": True, "code": code_as_given(lesson), "shown": shown}


class PlacesHandler(_Handler):
    """Gives where the learner was."""

    @web.authenticated
    async def get(self) -> None:
        """Send {last, lessons: {name: {cell, past, heading}}}; {} before the first."""
        self.answer(await to_thread(places, server_set()))


class PlaceHandler(_Handler):
    """Keeps where the learner is in a lesson."""

    @web.authenticated
    async def post(self, name: str) -> None:
        """Take {cell, past, heading}; send what went wrong, "" if nothing did."""
        place = self.get_json_body() or {}
        await self.act(lambda: keep_place(server_set(), name, place))


class RestoreHandler(_Handler):
    """Brings a lesson back as it came."""

    @web.authenticated
    async def post(self, name: str) -> None:
        """Restore the lesson; send what went wrong, "" if nothing did."""
        await self.act(lambda: restore(server_set(), name))


class TrustHandler(_Handler):
    """Remembers that a person trusts whoever made the set that is being read."""

    @web.authenticated
    async def post(self) -> None:
        """Remember it; send what went wrong, "" if nothing did. Pages loaded from now on run."""
        if await self.act(lambda: trust(server_set())):
            os.environ[AGREED_VARIABLE] = agreed_for_now(server_set())


class HelpHandler(JupyterHandler):
    """Gives the page that says how to read, answer, write, print and come back."""

    @web.authenticated
    def get(self) -> None:
        """Send the page."""
        body = Markup(_HELP.read_text(encoding="utf-8"))  # the kit's own
        self.finish(Page().document(title="怎么用", body=body))


class StyleHandler(JupyterHandler):
    """Gives the style sheet of what a lesson shows, before a cell has brought it along."""

    @web.authenticated
    def get(self) -> None:
        """Send the style sheet."""
        self.set_header("Content-Type", "text/css; charset=utf-8")
        self.finish(style())


default_handlers = [
    (r"/kit/lessons", LessonsHandler),
    (r"/kit/search", SearchHandler),
    (rf"/kit/notebook{path_regex}", NotebookHandler),
    (r"/kit/places", PlacesHandler),
    (r"/kit/place/([^/]+)", PlaceHandler),
    (r"/kit/help", HelpHandler),
    (r"/kit/style.css", StyleHandler),
    (r"/kit/trust", TrustHandler),
    (r"/kit/restore/([^/]+)", RestoreHandler),
]
