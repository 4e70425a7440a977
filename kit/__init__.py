"""Study one Chinese official speech closely: the few names that a lesson's cell may say.

======================================  ====================================================
``speech = kit.load("zhanjiang2021")``  the speech of a study set
``speech["二（二）"]``                   a passage, by the number the text itself gives it
``kit.one_page(speech)``                the whole speech as a map of its contents, on one sheet
``kit.full_text(speech)``               the text, paragraphs numbered, each leading to its lesson
``kit.checklist(speech)``               the tasks by line of work, with columns to fill in
``kit.task_table(passage)``             its tasks, each with its place
``kit.term_table(passage)``             the terms that stand in it, explained
``kit.compare(speech, other)``           what it adds, drops and repeats beside another
``kit.chart.by_part(speech)``           a chart, as matplotlib Axes; `kit.charts` has them all
``kit.self_test("04_livelihood_brand")``  the questions of one paper, live or as a page
``kit.ask("ms61")``                     one question, by its number in the papers
``kit.mixed_test()``                    questions from all papers, parts in turn
``kit.mock_test()``                     the same against the clock, handed in once
``kit.practice(passage)``               questions made by rule from a passage
``kit.note("04-1")``                    a box for one's own words, kept at once
``kit.exam_date()``                     a field to choose the day of an examination in
``kit.review()``                        today's questions: those due, then some new ones
``kit.my_progress()``                   what is known by now, and what the days to come bring
``kit.tools()``                         buttons: print, make handouts, take along what was wrong
``kit.back_to_top()``                   the last cell of a lesson
======================================  ====================================================

A fault in a file of the study set is shown in a lesson as one Chinese sentence (`KitError`).
"""

from __future__ import annotations

import importlib
import sys
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from kit.errors import KitError
from kit.library import fixed_time

if TYPE_CHECKING:
    from kit import charts as chart
    from kit.course import Course
    from kit.page import Glossary, Table
    from kit.room.room_cell import RoomQuestion
    from kit.speech import Passage, Speech
    from kit.widgets.display import Shown
    from kit.widgets.exam_widget import ExamDate
    from kit.widgets.note_widget import NoteBox
    from kit.widgets.quiz_widget import SelfTest

__all__ = [
    "KitError",
    "ask",
    "back_to_top",
    "chart",
    "checklist",
    "compare",
    "exam_date",
    "full_text",
    "load",
    "mixed_test",
    "mock_test",
    "my_progress",
    "note",
    "one_page",
    "practice",
    "review",
    "self_test",
    "task_table",
    "term_table",
    "tools",
]


def load(name: str | None = None) -> Speech:
    """Return the speech of a study set; without a name, that of the lesson being run.

    The set becomes the current one: self-tests and progress are about it from here on, whatever
    the working folder is. In a notebook, what the kit's names return is shown as HTML from here on.

    Raises:
        KitError: there is no such set, or one of its files is faulty.
    """
    from kit.course import open_course

    if "IPython" in sys.modules:
        from kit.widgets.display import install

        install()
    return open_course(name).speech


def one_page(speech: Speech) -> Shown:
    """Return the whole speech as a map: its parts, their points, their tasks in its own words.

    Printed it is one A4 sheet; on a screen one part can be shown at a time, large.
    """
    from kit.page.overviews import one_page_data
    from kit.widgets.display import Shown

    return Shown(one_page_data(speech))


def full_text(speech: Speech) -> Shown:
    """Return the text with its paragraphs numbered, each leading to its lesson and questions."""
    from kit.widgets import overview_cells

    return overview_cells.full_text(_course(), speech)


def checklist(speech: Speech) -> Shown:
    """Return the tasks by line of work, with empty columns: who does it, by when, how far it is.

    The lines of work stand in the set's ``lines.toml``; without it they are the speech's parts.
    """
    from kit.widgets import overview_cells

    return overview_cells.checklist(_course(), speech)


def task_table(passage: Speech | Passage) -> Table:
    """Return the tasks of a passage, or of the whole speech, as a table."""
    from kit.page import tables

    return tables.task_table(passage)


def term_table(passage: Speech | Passage) -> Glossary:
    """Return the glossary's terms that stand in a passage, or in the whole speech, as a table.

    One switch shows pinyin and English in all such tables of a page.
    """
    from kit.page import tables

    return tables.term_table(passage)


def compare(speech: Speech, other: Speech) -> Table:
    """Return what ``speech`` adds, drops, reworks and repeats beside ``other``, with both wordings.

    ``other`` is last year's speech, or the superior office's.
    """
    from kit.page import tables

    return tables.comparison_table(speech, other)


def self_test(paper: str, *, seed: int | None = None) -> SelfTest | Shown:
    """Return the questions of one paper, named by its file name, as a self-test.

    Questions and options stand as in the paper, as on the handout; a seed shuffles both, always the
    same way. What is asked again is shuffled in any case. A paper that cannot be read gives the
    sentence that says why; a faulty question is left out and named below the others.
    """
    from kit.widgets import sittings

    return sittings.paper_test(_course(), paper, seed)


def ask(question: str) -> SelfTest | Shown | RoomQuestion:
    """Return one question of the set's papers, by its id, as a self-test of one.

    While `kit room` leads a session of this set on this machine, the question goes to the phones,
    and the cell shows how they answer. An id that no good question has gives the sentence that
    says what to do.
    """
    from kit.page import for_handout
    from kit.room.running import running_room
    from kit.widgets import sittings

    course = _course()
    room = None if for_handout() else running_room()
    if room is not None and room.study_set == course.key:
        from kit.room.room_cell import room_question

        asked = room_question(room, question)
        if asked is not None:
            return asked
    return sittings.one_question(course, question)


def mixed_test(number: int = 20, *, seed: int | None = None) -> SelfTest | Shown:
    """Return ``number`` questions from all papers, parts in turn.

    The same seed gives the same questions; without one the day decides, so that a group that meets
    today has the same ones, and tomorrow brings others.
    """
    from kit.widgets import sittings

    return sittings.mixed_test(_course(), number, _day() if seed is None else seed)


def mock_test(
    number: int = 30, minutes: float = 30, *, seed: int | None = None
) -> SelfTest | Shown:
    """Return a mock test: ``number`` questions from all papers, parts in turn, against the clock.

    The clock starts when the learner says so and runs on through a reload of the page. Nothing is
    told before the test is handed in, which happens once, by itself when the time is over. The same
    seed gives the same test; without one the day decides, as in `mixed_test`.
    """
    from kit.widgets import sittings

    return sittings.mock_test(_course(), number, minutes, _day() if seed is None else seed)


def practice(
    passage: Speech | Passage, number: int = 10, *, seed: int | None = None
) -> SelfTest | Shown:
    """Return up to ``number`` questions made by rule from a passage, and marked as such.

    The same seed gives the same questions; without one the day decides, as in `mixed_test`. They
    are for practice beside the papers: answers to them are not kept.
    """
    from kit.speech import as_passage
    from kit.widgets import sittings

    return sittings.practice_test(as_passage(passage), number, _day() if seed is None else seed)


def note(name: str) -> NoteBox | Shown:
    """Return a box to write in; what is typed is kept at once, and shown again another day.

    ``name`` tells the boxes of a study set apart: the lesson's number and a running one,
    ``"04-1"``. What was written can be exported with the answers, by `kit progress --export`.
    """
    from kit.widgets.note_widget import note_box

    return note_box(_course(), name)


def exam_date() -> ExamDate:
    """Return a field in which the day of an examination is chosen; it is kept for this study set.

    `review` and `my_progress` plan for it from then on.
    """
    from kit.widgets.exam_widget import ExamDate

    return ExamDate(_course())


def review(daily_new: int | None = None, exam: date | str | None = None) -> SelfTest | Shown:
    """Return today's questions: those due, parts in turn, then ``daily_new`` new ones.

    The exam date (by default the one chosen in `exam_date`, "" for none) shortens the intervals
    and brings enough new questions a day, by default five, to have asked all of them before it.
    Where there is nothing to ask, a sentence says so and when the next review is. Answers are kept
    like any other's.
    """
    from kit.widgets import sittings

    return sittings.review_test(_course(), daily_new=daily_new, exam=exam)


def my_progress(exam: date | str | None = None) -> Shown:
    """Return what the learner knows by now: by part, by place, what was wrong though sure, when.

    What was not answered rightly the last time can be saved as a page to take along. With an exam
    date, as in `review`, the plan of the days that lead to it. Nothing leaves the machine.
    """
    from kit.widgets import sittings

    return sittings.progress_report(_course(), exam=exam)


def tools() -> Shown:
    """Return the buttons that print this lesson and make handouts of the set that is open."""
    from kit.page import ToolButtons
    from kit.widgets.display import Shown

    reviews = (facts.name for facts in _course().lessons if facts.name.endswith("my_review"))
    return Shown(ToolButtons(next(reviews, "")))


def back_to_top() -> Shown:
    """Return what brings the reader back to the top after a whole lesson has run."""
    from kit.page import TopButton
    from kit.widgets.display import Shown

    return Shown(TopButton())


def _course() -> Course:
    """Return the current course, see `kit.course.current`."""
    from kit.course import current

    return current()


def _day() -> int:
    """Return today's date as a number; a handout's run fixes it."""
    fixed = fixed_time()
    today = date.today() if fixed is None else datetime.fromtimestamp(fixed, UTC).date()
    return today.toordinal()


def __getattr__(name: str) -> Any:
    """Return `kit.charts` as ``kit.chart``; matplotlib is loaded when a lesson first draws."""
    if name == "chart":
        return importlib.import_module("kit.charts")
    raise AttributeError(f"module 'kit' has no attribute {name!r}")
