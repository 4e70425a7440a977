"""What the reading room asks its server: the lessons, a search, a lesson as it came (a service)."""

from __future__ import annotations

import json
import os
from asyncio import to_thread
from dataclasses import asdict
from typing import Any

from jupyter_server.base.handlers import APIHandler
from tornado import web

from kit.course import Course, open_course
from kit.errors import KitError
from kit.lab.lesson_list import listed_lessons, search
from kit.lab.reading_room import SET_VARIABLE
from kit.lab.work_copy import restore

_read: list[Course] = []  # the course of this server, while its files are the same


def _course() -> Course:
    if not (_read and _read[0].fresh):
        _read[:] = [open_course(os.environ[SET_VARIABLE])]
    return _read[0]


class _Handler(APIHandler):
    def answer(self, content: Any) -> None:
        self.finish(json.dumps(content, ensure_ascii=False))


class LessonsHandler(_Handler):
    """Gives the list of the lessons."""

    @web.authenticated
    async def get(self) -> None:
        """Send [{name, title, group, questions, asked, due}]."""
        lessons = await to_thread(lambda: listed_lessons(_course()))
        self.answer([asdict(lesson) for lesson in lessons])


class SearchHandler(_Handler):
    """Gives the places where a text stands."""

    @web.authenticated
    async def get(self) -> None:
        """Send [{lesson, place, before, text, after}]."""
        wanted = self.get_argument("q", "")
        self.answer([asdict(hit) for hit in await to_thread(lambda: search(_course(), wanted))])


class RestoreHandler(_Handler):
    """Brings a lesson back as it came."""

    @web.authenticated
    async def post(self, name: str) -> None:
        """Restore the lesson; send what went wrong, "" if nothing did."""
        try:
            await to_thread(lambda: restore(_course().study_set, name))
        except KitError as error:
            self.answer({"fault": str(error)})
        else:
            self.answer({"fault": ""})


default_handlers = [
    (r"/kit/lessons", LessonsHandler),
    (r"/kit/search", SearchHandler),
    (r"/kit/restore/([\w-]+)", RestoreHandler),
]
