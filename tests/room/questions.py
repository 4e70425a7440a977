"""One question of each kind, ready to be asked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from markupsafe import Markup

from kit.course import Course
from kit.page.cell_data import QuestionData, QuotedLine
from kit.page.slide_view import Slide
from kit.quiz import Option, Question, WrongAnswer
from kit.room.asked import Asked, Bank
from kit.room.led_session import LedSession
from kit.room.room_store import RoomAnswer

NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)
SECRET = "只在解析里"
"""What stands in every explanation, and may reach nobody before the answer is shown."""

_SAID: dict[str, Any] = {"explanation": SECRET, "hint": SECRET}
_OPTIONS = (
    Option("甲", False, "甲是上一段的。"),
    Option("乙", True),
    Option("丙", False, "丙没有提。"),
)

QUESTIONS = {
    question.id: question
    for question in (
        Question("single", "single", "推进什么？", options=_OPTIONS, **_SAID),
        Question(
            "multiple",
            "multiple",
            "哪些？",
            options=(Option("甲", True), Option("乙", False), Option("丙", True)),
            **_SAID,
        ),
        Question(
            "judge", "judge", "对不对？", options=(Option("对", False), Option("错", True)), **_SAID
        ),
        Question(
            "fill",
            "fill",
            "抓好____。",
            answers=(("生产质量",),),
            wrong=(WrongAnswer("那是第二点。", 0, texts=("安全",)),),
            **_SAID,
        ),
        Question("numeric", "numeric", "有____项。", answers=(("3",),), **_SAID),
        Question("order", "order", "排一排", order=("先一", "后二", "再三", "末四"), **_SAID),
        Question(
            "match", "match", "配一配", pairs=(("子", "鼠"), ("丑", "牛"), ("寅", "虎")), **_SAID
        ),
        Question("recall", "recall", "说说看", model_answer="参考的话", **_SAID),
        Question(
            "points",
            "recall",
            "说三点",
            model_answer="参考的话",
            points=("要点一", "要点二"),
            **_SAID,
        ),
    )
}

RIGHT: dict[str, Any] = {
    "single": 1,
    "multiple": [0, 2],
    "judge": 1,
    "fill": ["生产质量"],
    "numeric": ["三"],
    "order": [0, 1, 2, 3],
    "match": [0, 1, 2],
    "recall": 1,
    "points": [0, 1],
}
"""A response to each that is wholly right, in the paper's numbers."""


def asked(name: str) -> Asked:
    """Return one of the questions with a line that its evidence quotes from."""
    line = QuotedLine(0, "一", (SECRET,), ("", SECRET, ""), "第2段")
    return Asked(QuestionData(QUESTIONS[name], "一", "", (line,)))


def answer(phone: str, response: object, *, rating: object = None, round_id: int = 1) -> RoomAnswer:
    return RoomAnswer(round_id, phone, response, NOON, rating)


def of_all_kinds(course: Course, questions: Iterable[Question]) -> LedSession:
    """Return a session with a title and then a slide for each of these questions."""
    bank = Bank(tuple(questions), course.speech)
    slides = (
        Slide("s-title", Markup("<h1>学习会</h1>")),
        *(
            Slide(f"s-{name}", bank.asked(name).html, bank.asked(name).notes, question=name)
            for name in bank
        ),
    )
    return LedSession(course, "10_session_1", "第一次", slides, bank)
