"""Makes what the buttons of a set's first lesson ask for, to be saved by the browser.

The lessons are run for it: of this server's own set alone, and only as they were agreed to. A page
that is opened, or a picture in a text, cannot ask for it.
"""

from __future__ import annotations

from asyncio import to_thread
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from jupyter_server.base.handlers import APIHandler
from tornado import web

from kit.course import Course
from kit.errors import KitError
from kit.files import file_name
from kit.lab.jupyter.server_set import may_run, server_set

_EDITIONS = {"learner": "学习讲义", "paper": "试卷", "teacher": "教师版"}


def handouts(course: Course, audience: str) -> tuple[str, bytes]:
    """Return the name and the content of one page with all lessons of an edition.

    Raises:
        KitError: a lesson could not be run; nothing is made then.
    """
    from kit.handout import write_handouts

    with TemporaryDirectory(prefix="kit-", ignore_cleanup_errors=True) as folder:
        made = write_handouts(course.study_set, to=Path(folder), audience=audience, bound=True)
        if made.bound is None:
            raise next(iter(made.errors), KitError("没有可以放进去的内容。"))
        return f"{_title(course)}{_EDITIONS[audience]}.html", made.bound.read_bytes()


def sendable(course: Course) -> tuple[str, bytes]:
    """Return the name and the content of a ZIP file with the learner's pages, to be sent.

    Raises:
        KitError: a lesson could not be run; nothing is made then.
    """
    from kit.handout import write_handouts
    from kit.handout.sending import write_sendable

    with TemporaryDirectory(prefix="kit-", ignore_cleanup_errors=True) as folder:
        made = write_handouts(course.study_set, to=Path(folder, "pages"))
        for error in made.errors:
            raise error
        archive = Path(folder, "pages.zip")
        write_sendable(archive, f"{_title(course)}学习讲义", (made.index, *made.pages))
        return f"{_title(course)}学习讲义.zip", archive.read_bytes()


def mistakes(course: Course) -> tuple[str, bytes]:
    """Return the name and the content of a page with what was not answered rightly the last time.

    Raises:
        KitError: there is nothing of that kind, or the records cannot be read.
    """
    from kit.page.mistakes import mistakes_page
    from kit.progress import Store
    from kit.progress.mastery import overview

    with Store() as store:
        attempts = () if store.is_new else store.attempts(course.key)
    state = overview(course.speech, course.questions, attempts, datetime.now(UTC))
    wrong = [card.question for card in state.cards if card.answers and card.score != 1]
    if not wrong:
        raise KitError("还没有错题。" if attempts else "还没有作答，没有错题。")
    return f"{_title(course)}错题.html", mistakes_page(course.speech, wrong).encode()


def make(what: str, course: Course) -> tuple[str, bytes]:
    """Return the name and the content of the file that a button asks for.

    Raises:
        KitError: it cannot be made.
    """
    match what:
        case "zip":
            return sendable(course)
        case "mistakes":
            return mistakes(course)
        case _:
            return handouts(course, what)


class MakingHandler(APIHandler):
    """Gives a file, or one sentence that says why there is none."""

    @web.authenticated
    async def post(self, what: str) -> None:
        """Send the file, or the sentence with status 409."""
        try:
            if not await to_thread(may_run):
                raise KitError("这套学习集是别人给的，还没有得到您的同意，不能做讲义。")
            name, content = await to_thread(make, what, Course(server_set()))
        except KitError as error:
            self.set_status(409)
            self.finish(str(error), set_content_type="text/plain; charset=utf-8")
        else:
            self.set_attachment_header(name)
            self.finish(content, set_content_type="application/octet-stream")


def _title(course: Course) -> str:
    return file_name(course.speech.source.title)


default_handlers = [(r"/kit/make/(learner|paper|teacher|zip|mistakes)", MakingHandler)]
