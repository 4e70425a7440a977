"""A session notebook, run afresh → what is led: its slides without keys, and the bank."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup

from kit.course import Course, LessonFacts
from kit.errors import KitError
from kit.page.overviews import full_text_data
from kit.page.slide_view import Slide
from kit.page.whole_page import Page
from kit.room.asked import Bank
from kit.room.room_state import SlidePlan
from kit.room.screen_numbers import first_screens
from kit.room.slide_steps import step_count
from kit.room.steering import Session

if TYPE_CHECKING:
    from kit.handout.body import ExecutedLesson


@dataclass(frozen=True)
class LedSession:
    """What a room is led through.

    Attributes:
        course: the study set.
        name: the stem of the notebook.
        title: the session's title.
        slides: its slides; none tells a key.
        bank: the questions that may be asked.
    """

    course: Course
    name: str
    title: str
    slides: tuple[Slide, ...]
    bank: Bank

    @cached_property
    def plan(self) -> Session:
        """What steering needs of the slides and the questions."""
        slides = (
            SlidePlan(step_count(one.html), one.question, one.minutes, one.screens)
            for one in self.slides
        )
        return Session(tuple(slides), self.bank)

    @cached_property
    def titles(self) -> tuple[tuple[int, str], ...]:
        """The number of each slide's first screen, with what it is called."""
        numbers = first_screens(self.plan.slides)
        titles = (one.title for one in self.slides)
        return tuple(zip(numbers, titles, strict=True))

    @cached_property
    def text(self) -> Markup:
        """The whole speech as phones may read it between questions."""
        return Page().html(full_text_data(self.course.speech))


def sessions(course: Course) -> tuple[LessonFacts, ...]:
    """Return the sessions of a course, in order of their file names."""
    return tuple(facts for facts in course.lessons if facts.has_slides)


def read_session(course: Course, path: Path) -> LedSession:
    """Run a session's notebook and return what is led.

    Raises:
        KitError: the notebook or the set is faulty.
    """
    return led_lesson(course, run_lesson(course, path))


def run_lesson(course: Course, path: Path) -> ExecutedLesson:
    """Run a session's notebook.

    Raises:
        KitError: the notebook or the set is faulty.
    """
    from kit.handout.exporter import HandoutExporter, open_lesson

    shown = course.study_set.shown(path)
    resources = {
        "audience": "projector",
        "shown": shown,
        "metadata": {"name": path.stem, "path": str(path.resolve().parent)},
    }
    exporter = HandoutExporter()  # type: ignore[no-untyped-call]
    _, about = exporter.from_notebook_node(open_lesson(path, shown), resources)
    lesson: ExecutedLesson = about["lesson"]
    return lesson


def led_lesson(course: Course, lesson: ExecutedLesson) -> LedSession:
    """Return a session that has been run as what is led.

    Raises:
        KitError: it has no slides, or one asks a question that the papers do not have.
    """
    from kit.handout.lesson_links import Chapters
    from kit.handout.slides import session_slides

    chapters = Chapters(lessons=False, sessions=True)
    slides, _ = session_slides(lesson, Page("projector"), chapters, with_keys=False)
    return led_session(course, lesson.name, lesson.title, slides)


def led_session(course: Course, name: str, title: str, slides: tuple[Slide, ...]) -> LedSession:
    """Return slides as a session to be led.

    Raises:
        KitError: a slide asks a question that the papers do not have.
    """
    bank = Bank(course.questions, course.speech)
    for slide in slides:
        if slide.question and slide.question not in bank:
            raise KitError(f"幻灯片问的题目 {slide.question} 不在试卷里。", remedy="请检查编号。")
    return LedSession(course, name, title, slides, bank)
