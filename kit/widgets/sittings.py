"""A course → self-tests, today's review, and what is known by now.

What is wrong with a paper or with the records is told in a notice, not raised.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import chain
from typing import TYPE_CHECKING

from kit.course import Course
from kit.errors import Fault, KitError
from kit.page import Notice, OutputGroup
from kit.quiz import Paper, Question, find_question, mixed
from kit.speech import Passage
from kit.widgets.display import Shown, notice
from kit.widgets.divided_paper import DividedPaper
from kit.widgets.quiz_widget import SelfTest, kept

if TYPE_CHECKING:
    from kit.progress.mastery import Overview

_LONGEST = 600  # minutes of a mock test


def paper_test(course: Course, name: str, seed: int | None = None) -> SelfTest | Shown:
    """Return the questions of one paper in sittings, and below them what is wrong with faulty ones.

    Those that the learner has not answered rightly yet come first; those for a close reading are
    asked by choice. A paper without a single good question gives its faults alone. A seed shuffles
    questions and options; without one they stand as in the paper.
    """
    try:
        paper = course.paper(name)
    except KitError as error:
        return notice(error)
    below = _notices(paper.faults)
    if not paper.questions:
        empty = Notice(str(KitError("试卷里还没有题目。", path=paper.path)))
        return Shown(OutputGroup(below or (empty,)))
    divided = DividedPaper(course, paper, seed)
    test = SelfTest(
        (*chain.from_iterable(divided.groups), *divided.by_choice),
        course.speech,
        title=f"自测：{paper.title}",
        intro=paper.intro,
        below=below,
        seed=seed,
        sittings=[len(group) for group in divided.groups],
    )
    kept(test, course.study_set)
    divided.keep_with(test)
    return test


def one_question(course: Course, name: str) -> SelfTest | Shown:
    """Return the question of a course that has this id, as a test; its options as in the paper."""
    try:
        question = find_question(course.papers, name)
    except KitError as error:
        return notice(error)
    return kept(SelfTest([question], course.speech, title=f"题目 {name}"), course.study_set)


def mixed_test(course: Course, number: int, seed: int) -> SelfTest | Shown:
    """Return questions from all papers of a set; faults are left to the papers' own lessons."""
    try:
        questions = _chosen(course, course.papers, number, seed)
    except KitError as error:
        return notice(error)
    test = SelfTest(
        questions,
        course.speech,
        title="综合自测",
        intro=_intro(course.papers),
        seed=seed,
        session="mixed",
    )
    return kept(test, course.study_set)


def mock_test(course: Course, number: int, minutes: float, seed: int) -> SelfTest | Shown:
    """Return a mock test over so many minutes from all papers of a set.

    Questions whose answer the learner has to rate are left out: a rating given with the key in
    sight, after the time is over, would not belong to the test.
    """
    try:
        if not 0 < minutes <= _LONGEST:
            raise KitError(
                f"模拟测试的时间不能是 {minutes:g} 分钟。",
                remedy=f"请改成大于 0、不超过 {_LONGEST} 的数。",
            )
        graded = [
            replace(paper, questions=tuple(q for q in paper.questions if q.kind != "recall"))
            for paper in course.papers
        ]
        # Not the questions of the mixed test of the same seed, which stands beside it.
        questions = _chosen(course, graded, number, f"mock {seed}")
    except KitError as error:
        return notice(error)
    test = SelfTest(
        questions,
        course.speech,
        title="模拟测试",
        intro=_intro(course.papers),
        seed=seed,
        session="mock",
        minutes=minutes,
    )
    return kept(test, course.study_set)


def practice_test(passage: Passage, number: int, seed: int) -> SelfTest | Shown:
    """Return questions made by rule from a passage; their answers are not kept."""
    from kit.exercises import generate

    questions = generate(passage, number=number, seed=seed)
    if not questions:
        what = f"“{passage.label}”里没有规则能出好的题。"
        return notice(KitError(what, remedy="请换一个任务多些的部分，或做试卷里的题。"))
    few = f"这一部分，规则只能出 {len(questions)} 道好题。" if len(questions) < number else ""
    title = f"练习：{passage.label}"
    return SelfTest(questions, passage.speech, title=title, intro=few, seed=seed)


def review_test(
    course: Course,
    *,
    daily_new: int | None = None,
    exam: date | str | None = None,
    now: datetime | None = None,
) -> SelfTest | Shown:
    """Return today's questions, or a sentence where there are none or records cannot be read."""
    from kit.page.reports import review_data

    try:
        day = _exam(course, exam)
        state, faults = _state(course, daily_new, day, now)
    except KitError as error:
        return notice(error)
    above = review_data(state, day)
    if not state.review:
        return Shown(OutputGroup((*faults, above)))
    test = SelfTest(
        state.review,
        course.speech,
        title="今天的复习",
        intro=_intro(_asked(course.papers, state.review)),
        above=(*faults, above),
        seed=state.today.toordinal(),
        session="review",
        sittings=state.sittings,
    )
    return kept(test, course.study_set)


def progress_report(
    course: Course, *, exam: date | str | None = None, now: datetime | None = None
) -> Shown:
    """Return what is known by now, or a sentence where the records cannot be read."""
    from kit.page.reports import progress_data

    try:
        day = _exam(course, exam)
        state, faults = _state(course, None, day, now)
    except KitError as error:
        return notice(error)
    return Shown(OutputGroup((*faults, *progress_data(course.speech, state, day).records)))


def _exam(course: Course, given: date | str | None) -> date | None:
    from kit.progress.exam_days import exam_day
    from kit.widgets.exam_widget import kept_exam

    return kept_exam(course) if given is None else exam_day(given)


def _chosen(
    course: Course, papers: Sequence[Paper], number: int, seed: int | str
) -> tuple[Question, ...]:
    questions = mixed(papers, number, seed)
    if not questions:
        raise _no_questions(course)
    return questions


def _no_questions(course: Course) -> KitError:
    folder = course.study_set.shown(course.study_set.quizzes)
    return KitError("试卷中没有可用的题目。", path=folder)


def _state(
    course: Course, daily_new: int | None, exam: date | None, now: datetime | None
) -> tuple[Overview, tuple[Notice, ...]]:
    """Return what is known by now, and a notice that names the records that cannot be read."""
    from kit.progress import Store
    from kit.progress.mastery import overview

    questions = course.questions
    if not questions:
        raise _no_questions(course)
    with Store() as store:
        attempts = store.attempts(course.key)
        faults = () if store.unreadable is None else (Notice(str(store.unreadable)),)
    moment = now or datetime.now(UTC)
    state = overview(course.speech, questions, attempts, moment, daily_new=daily_new, exam=exam)
    return state, faults


def _asked(papers: Iterable[Paper], questions: Iterable[Question]) -> list[Paper]:
    """Return the papers that questions come from."""
    ids = {question.id for question in questions}
    return [paper for paper in papers if any(question.id in ids for question in paper.questions)]


def _intro(papers: Iterable[Paper]) -> str:
    return "\n\n".join(f"{paper.title}：{paper.intro}" for paper in papers if paper.intro)


def _notices(faults: Iterable[Fault]) -> tuple[Notice, ...]:
    errors = (
        KitError(fault.what, remedy=fault.remedy, path=fault.path, line=fault.line)
        for fault in faults
        if fault.severity == "fault"
    )
    return tuple(Notice(str(error)) for error in errors)
