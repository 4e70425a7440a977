"""A learner's own records → today's review as a self-test, and what is known by now."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from unicodedata import normalize

from kit.course import Course
from kit.errors import KitError
from kit.page import progress_html, review_html
from kit.progress import Overview, Store, overview
from kit.quiz import Paper, Question
from kit.widgets.display import Shown, notice
from kit.widgets.keeping import kept
from kit.widgets.self_test import SelfTest

_DAY = re.compile(r"(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?")


def review_test(
    course: Course,
    *,
    daily_new: int | None = None,
    exam: date | str | None = None,
    now: datetime | None = None,
) -> SelfTest | Shown:
    """Return today's questions, or a sentence where there are none or records cannot be read."""
    try:
        day = exam_day(exam)
        state = _state(course, daily_new, day, now)
    except KitError as error:
        return notice(error)
    above = review_html(state, day)
    if not state.review:
        return Shown(above)
    test = SelfTest(
        state.review,
        course.speech,
        title="今天的复习",
        intro=_intro(course.papers, state.review),
        above=above,
        seed=state.today.toordinal(),
        session="review",
    )
    return kept(test, course.name)


def progress_report(
    course: Course, *, exam: date | str | None = None, now: datetime | None = None
) -> Shown:
    """Return what is known by now, or a sentence where the records cannot be read."""
    try:
        day = exam_day(exam)
        state = _state(course, None, day, now)
    except KitError as error:
        return notice(error)
    return Shown(progress_html(course.speech, state, day))


def exam_day(given: date | str | None) -> date | None:
    """Return the day that a learner has named, None if none: `2026-3-20`, `2026年3月20日`, "".

    Raises:
        KitError: it is no date; the sentence says how to write one.
    """
    if given is None or isinstance(given, date):
        return given
    text = re.sub(r"\s|[“”\"']", "", re.sub(r"[‐-―−]", "-", normalize("NFKC", given)))
    if not text:
        return None
    found = _DAY.fullmatch(text)
    try:
        return date(*map(int, found.groups())) if found else _no_day(given)
    except ValueError:
        return _no_day(given)


def _no_day(given: str) -> date:
    raise KitError(f"考试日期“{given}”不是日期。", remedy="请写成年-月-日，例如 2026-03-20。")


def _state(
    course: Course, daily_new: int | None, exam: date | None, now: datetime | None
) -> Overview:
    questions = course.questions
    if not questions:
        folder = course.study_set.shown(course.study_set.quizzes)
        raise KitError("试卷中没有可用的题目。", path=folder)
    with Store() as store:
        attempts = store.attempts(course.name)
    moment = now or datetime.now(UTC)
    return overview(course.speech, questions, attempts, moment, daily_new=daily_new, exam=exam)


def _intro(papers: tuple[Paper, ...], asked: tuple[Question, ...]) -> str:
    """Return what the papers that the questions come from say before theirs."""
    ids = {question.id for question in asked}
    return "\n\n".join(
        f"{paper.title}：{paper.intro}"
        for paper in papers
        if paper.intro and any(question.id in ids for question in paper.questions)
    )
