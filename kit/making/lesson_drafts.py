"""The lessons of a new set: all that can be said by rule, in the frame of the built-in ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kit.lab.notebooks import Cell, dumped
from kit.making.dividing import Lesson, plain
from kit.making.fixed_drafts import distribution, index, my_review, self_test
from kit.making.lesson_frame import INDEX, LessonDraft, Row, code_cell, span
from kit.making.note_names import note_names
from kit.making.reading_drafts import reading
from kit.making.session_drafts import session
from kit.quiz import Question
from kit.speech import Speech
from kit.speech.work_lines import WorkLines

PACE = 200
"""Characters read in a minute, closely."""

_TALK = 8  # minutes of a lesson that are for talking
_KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
_FIXED = {
    "index": ("学习导引", 10, "一页纸，全文，任务清单"),
    "distribution": ("任务怎样分布", 10, "各部分放在一起看"),
    "self_test": ("综合自测", 40, "各课题目交错，限时的模拟测试"),
    "my_review": ("我的复习", 10, "今天该复习的题；只在 JupyterLab 中使用"),
}
_CELLS = {"distribution": distribution, "self_test": self_test, "my_review": my_review}


def with_fixed(lessons: Sequence[Lesson]) -> tuple[Lesson, ...]:
    """Return the lessons that read a speech, and those that every set has before and after them."""
    after = enumerate(list(_FIXED)[1:], start=len(lessons) + 1)
    fixed = (Lesson(number, name, _FIXED[name][0], ()) for number, name in after)
    return (INDEX, *lessons, *fixed)


def without_tests(lessons: Sequence[Lesson]) -> tuple[Lesson, ...]:
    """Return the lessons of a set that has no question: none of a test, none of what is due."""
    return tuple(lesson for lesson in lessons if lesson.name not in {"self_test", "my_review"})


def draft_lessons(
    speech: Speech,
    lessons: Sequence[Lesson],
    asked: Mapping[str, int],
    *,
    gradable: int,
    work: WorkLines,
    todo: Sequence[str],
    sessions: Sequence[Lesson] = (),
    earlier: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """Return the notebooks of a set by the names of their files.

    Args:
        speech: what they are about.
        lessons: all of them, see `with_fixed`.
        asked: how many questions each paper has; a paper is named as its lesson.
        gradable: how many questions all papers have that can be graded.
        work: the tasks by line of work.
        todo: what a person should still write, see `kit.making.left_to_write`.
        sessions: those in a room.
        earlier: the notebooks that were there before, by the stems that their lessons have now.
    """
    rows = [_row(lesson, asked.get(lesson.stem, 0)) for lesson in lessons]
    notes = note_names((each for each in lessons if each.blocks), earlier or {})
    drafts = {}
    for place, lesson in enumerate(lessons):
        own = gradable if lesson.name == "self_test" else asked.get(lesson.stem, 0)
        draft = LessonDraft(speech, work, lesson, rows, place, own, notes.get(lesson.stem, ()))
        if lesson.name == INDEX.name:
            cells = index(draft, todo, sessions)
        else:
            cells = _CELLS.get(lesson.name, reading)(draft)
        kit = {"handout": False} if lesson.name == "my_review" else None
        top = code_cell("top", "回到本课开头", "kit.back_to_top()", tags=["live"])
        drafts[lesson.stem] = _notebook([*cells, top], kit)
    return drafts


def draft_sessions(
    speech: Speech,
    sessions: Sequence[tuple[Lesson, Sequence[Lesson]]],
    questions: Mapping[str, Sequence[Question]],
) -> dict[str, str]:
    """Return the notebooks of the sessions in a room by the names of their files.

    Args:
        speech: what they are about.
        sessions: each with the lessons that it reads together.
        questions: those of each lesson's paper, by the stem of the lesson.
    """
    drafts = {}
    for number, (lesson, read) in enumerate(sessions, start=1):
        cells = list(session(speech, lesson.title, read, questions))
        drafts[lesson.stem] = _notebook(cells, {"handout": False, "session": number})
    return drafts


def _notebook(cells: list[Cell], kit: Mapping[str, object] | None) -> str:
    metadata = {"kernelspec": _KERNEL} | ({"kit": kit} if kit else {})
    return dumped({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5})


def _row(lesson: Lesson, asked: int) -> Row:
    if lesson.name in _FIXED:
        _, minutes, about = _FIXED[lesson.name]
    else:
        minutes = max(10, 5 * round((lesson.size / PACE + _TALK + asked) / 5))
        about = span(lesson)
    return Row(lesson.stem, f"{lesson.number:02} {plain(lesson.title)}", minutes, about)
