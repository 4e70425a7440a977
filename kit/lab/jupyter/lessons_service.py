"""What the reading room asks its server: lessons, a search, places, trust (a Jupyter service)."""

from __future__ import annotations

import json
import os
from asyncio import to_thread
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from jupyter_server.base.handlers import APIHandler, JupyterHandler
from markupsafe import Markup
from tornado import web

from kit.course import Course, open_course
from kit.errors import KitError
from kit.lab.beforehand import shown_before
from kit.lab.jupyter.page_config import TRUSTED_VARIABLE
from kit.lab.lesson_list import listed_lessons, search
from kit.lab.places import keep_place, places
from kit.lab.reading_room import SET_VARIABLE, trust
from kit.lab.work_copy import restore
from kit.library import study_set
from kit.page.assets import style
from kit.page.whole_page import Page

_HELP = Path(__file__).with_name("help.html")

_read: list[Course] = []  # the course of this server, while its files are the same


def _course() -> Course:
    if not (_read and _read[0].fresh):
        _read[:] = [open_course(os.environ[SET_VARIABLE])]
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


class BeforehandHandler(_Handler):
    """Gives what a lesson's cells show before they run."""

    @web.authenticated
    async def get(self, name: str) -> None:
        """Send {cell id: {source, kind, html}}; {} of a set that may not run by itself."""
        may = os.environ.get(TRUSTED_VARIABLE) == "true"
        chosen = study_set(os.environ[SET_VARIABLE])
        self.answer(await to_thread(shown_before, chosen, name) if may else {})


class PlacesHandler(_Handler):
    """Gives where the learner was."""

    @web.authenticated
    async def get(self) -> None:
        """Send {last, lessons: {name: {cell, past, heading}}}; {} before the first."""
        self.answer(await to_thread(places, study_set(os.environ[SET_VARIABLE])))


class PlaceHandler(_Handler):
    """Keeps where the learner is in a lesson."""

    @web.authenticated
    async def post(self, name: str) -> None:
        """Take {cell, past, heading}; send what went wrong, "" if nothing did."""
        place = self.get_json_body() or {}
        await self.act(lambda: keep_place(study_set(os.environ[SET_VARIABLE]), name, place))


class RestoreHandler(_Handler):
    """Brings a lesson back as it came."""

    @web.authenticated
    async def post(self, name: str) -> None:
        """Restore the lesson; send what went wrong, "" if nothing did."""
        await self.act(lambda: restore(_course().study_set, name))


class TrustHandler(_Handler):
    """Remembers that a person trusts whoever made the set that is being read."""

    @web.authenticated
    async def post(self) -> None:
        """Remember it; send what went wrong, "" if nothing did. Pages loaded from now on run."""
        if await self.act(lambda: trust(_course().study_set)):
            os.environ[TRUSTED_VARIABLE] = "true"


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
    (r"/kit/beforehand/([^/]+)", BeforehandHandler),
    (r"/kit/places", PlacesHandler),
    (r"/kit/place/([^/]+)", PlaceHandler),
    (r"/kit/help", HelpHandler),
    (r"/kit/style.css", StyleHandler),
    (r"/kit/trust", TrustHandler),
    (r"/kit/restore/([^/]+)", RestoreHandler),
]
