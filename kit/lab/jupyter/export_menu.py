"""What JupyterLab prints of the open lesson, and what its export menu offers (a Jupyter service).

It prints what the server gives as ``nbconvert/html``: here that is the lesson's handout. The menu
shows an exporter's name as it is and asks for it in an address; the server's own route takes word
characters only, and in an address a Chinese name has none.
"""

from __future__ import annotations

import json
from asyncio import to_thread
from urllib.parse import quote, unquote

from jupyter_server.auth.decorator import authorized
from jupyter_server.base.handlers import APIHandler, path_regex
from jupyter_server.nbconvert.handlers import NbconvertFileHandler
from markupsafe import Markup
from tornado import web

from kit.errors import KitError
from kit.lab.jupyter import making_service
from kit.lab.jupyter.server_set import lesson_at, may_run
from kit.page import Notice
from kit.page.whole_page import Page

NOTES_COOKIE = "kit-print-notes"
"""Set by the boxes of notes (kit/widgets/note.js) to "1" by whoever wants them on paper."""

LEARNER = "kit.handout.HandoutExporter"
EXPORTERS = {
    "学习讲义": LEARNER,
    "学习讲义（试卷）": "kit.handout.saved_forms.PaperExporter",
    "学习讲义（教师版）": "kit.handout.saved_forms.TeacherExporter",
    "学习讲义（PDF）": "kit.handout.saved_forms.PdfExporter",
}
"""What the menu offers: nothing that would put Python on paper."""

_NOT_AGREED = KitError(
    "这套学习集是别人给的，还没有得到您的同意，不能打印或导出：做讲义要运行课文。",
    remedy="信任它的作者，就重新运行 kit study，按提示同意后再打印。",
)

_NO_LESSON = KitError(
    "这个笔记本不是打开的这套学习集的课文，不能做成讲义。",
    remedy="请打开学习集的一课，再保存或导出。",
)


class ExportersHandler(APIHandler):
    """Lists the kit's exporters, and no other: nothing has to be loaded to know them."""

    auth_resource = "nbconvert"

    @web.authenticated
    @authorized
    async def get(self) -> None:
        """Send each exporter's name with the type of what it gives."""
        types = {name: "application/pdf" if "PDF" in name else "text/html" for name in EXPORTERS}
        self.finish(json.dumps({name: {"output_mimetype": mime} for name, mime in types.items()}))


class HandoutHandler(NbconvertFileHandler):
    """Gives the page of a lesson, run afresh, to be saved or printed."""

    @web.authenticated
    async def get(self, format: str, path: str) -> None:
        """Run the lesson at a path; what went wrong is told as a page.

        Of a notebook that is no lesson of the set JupyterLab's own print is given: it runs nothing.
        """
        is_lesson = lesson_at(path) is not None
        if not is_lesson and format != "html":
            self._tell(_NO_LESSON)
            return
        if is_lesson and not await to_thread(may_run):
            self._tell(_NOT_AGREED)
            return
        try:
            done = super().get(self._exporter(unquote(format)) if is_lesson else format, path)
            if done is not None:
                await done
        except web.HTTPError as error:
            if not isinstance(error.__cause__, KitError):
                raise
            self._tell(error.__cause__)

    def _exporter(self, name: str) -> str:
        """Return the exporter of a name; what is printed has the learner's notes on request."""
        if name == "html" and self.get_cookie(NOTES_COOKIE) == "1":
            return "kit.handout.saved_forms.PrintedExporter"
        return EXPORTERS.get(name, LEARNER)

    def _tell(self, error: KitError) -> None:
        page = Page()
        body = Markup("<h1>没有做成讲义</h1>\n") + page.html(Notice(str(error)))
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(page.document(title="没有做成讲义", body=body))


_names = "|".join(f"{quote(name)}|{name}" for name in EXPORTERS)
default_handlers = [
    (r"/api/nbconvert", ExportersHandler),
    (rf"/nbconvert/(?P<format>html|(?i:{_names})){path_regex}", HandoutHandler),
    *making_service.default_handlers,
]
