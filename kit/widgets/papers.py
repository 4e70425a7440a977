"""Papers of a study set → self-tests; what is wrong with a paper is told, not raised."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from markupsafe import Markup

from kit.course import Course
from kit.errors import Fault, KitError
from kit.exercises import generate
from kit.page import notice_html
from kit.quiz import Paper, Question, mixed
from kit.speech import Passage
from kit.widgets.display import Shown, notice
from kit.widgets.keeping import kept
from kit.widgets.self_test import SelfTest

_LONGEST = 600  # minutes of a mock test


def paper_test(course: Course, name: str, seed: int | None = None) -> SelfTest | Shown:
    """Return the questions of one paper, and below them what is wrong with the others.

    A paper without a single good question gives its faults alone. A seed shuffles questions and
    options; without one they stand as in the paper.
    """
    try:
        paper = course.paper(name)
    except KitError as error:
        return notice(error)
    below = _notices(paper.faults)
    if not paper.questions:
        return Shown(below or _empty(paper))
    asked = paper.questions if seed is None else mixed([paper], len(paper.questions), seed)
    title = f"自测：{paper.title}"
    test = SelfTest(asked, course.speech, title=title, intro=paper.intro, below=below, seed=seed)
    return kept(test, course.name)


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
    return kept(test, course.name)


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
            replace(each, questions=tuple(q for q in each.questions if q.kind != "recall"))
            for each in course.papers
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
    return kept(test, course.name)


def practice_test(passage: Passage, number: int, seed: int) -> SelfTest | Shown:
    """Return questions made by rule from a passage; their answers are not kept."""
    questions = generate(passage, number=number, seed=seed)
    if not questions:
        return notice(KitError(f"“{passage.label}”太短，出不了练习题。", remedy="请换一个部分。"))
    return SelfTest(questions, passage.speech, title=f"练习：{passage.label}", seed=seed)


def _chosen(
    course: Course, papers: Sequence[Paper], number: int, seed: int | str
) -> tuple[Question, ...]:
    questions = mixed(papers, number, seed)
    if not questions:
        raise KitError(
            "试卷中没有可用的题目。", path=course.study_set.shown(course.study_set.quizzes)
        )
    return questions


def _intro(papers: Iterable[Paper]) -> str:
    return "\n\n".join(f"{each.title}：{each.intro}" for each in papers if each.intro)


def _notices(faults: Iterable[Fault]) -> Markup:
    told = (
        KitError(fault.what, remedy=fault.remedy, path=fault.path, line=fault.line)
        for fault in faults
        if fault.severity == "fault"
    )
    return Markup("").join(notice_html(str(error)) for error in told)


def _empty(paper: Paper) -> Markup:
    return notice_html(str(KitError("试卷里还没有题目。", path=paper.path)))
