"""What the tests of the formats share."""

from __future__ import annotations

from typing import Any

import pytest

from kit.course import Course
from kit.decks import Deck
from kit.quiz import Evidence, Option, Question, WrongAnswer
from kit.speech import Speech
from tests.decks.samples import deck_of


@pytest.fixture(scope="session")
def built_in(course: Course) -> Deck:
    """The papers that the kit comes with."""
    title = course.speech.source.title
    return Deck(course.name, title, course.papers, course.speech, 1_700_000_000)


@pytest.fixture(scope="session")
def evidence(speech: Speech) -> tuple[Evidence, ...]:
    """A quotation that stands once, and one that stands in several places, in part 四一."""
    once = speech.text.index("用好12309检察服务中心驻各镇(街)工作站")
    again = speech.text.index("进入全省第一方阵", speech.node("4.1").start)
    return (
        Evidence(speech.text[once : once + 22], once, once + 22, "2.2.5"),
        Evidence(speech.text[again : again + 8], again, again + 8, "4.1"),
    )


@pytest.fixture(scope="session")
def eight(speech: Speech, evidence: tuple[Evidence, ...]) -> Deck:
    """One question of every kind, and a fill with two blanks."""
    said = {"evidence": evidence[:1], "explanation": "说明 1 < 2。", "node": "2.2.5"}
    standing: dict[str, Any] = {"tier": "further", "level": "apply"}
    abc = (
        Option("各镇（街）", True),
        Option("各县", False, "说的是参会的检察院。"),
        Option("各{国}", False, "没有说。"),
    )
    two = (Option("甲", True, "好。"), Option("乙=丙", True), Option("丁", False, "不在此处。"))
    judge = (Option("错", False, "原文有。"), Option("对", True))
    pairs = (("社会稳定", "压舱石"), ("营商环境", "护航员"), ("乡村振兴", "助力者"))
    return deck_of(
        [
            Question("aa01", "single", "工作站驻**哪里**？", abc, hint="第五要。", **said),
            Question("aa02", "multiple", "下列哪些？", two, fixed_order=True, **said),
            Question("aa03", "judge", "讲话**没有**列出。", judge, **said, **standing),
            Question(
                *("aa04", "fill", "督促落实____。"),
                answers=(("一号*建议", "1号建议"),),
                wrong=(WrongAnswer("少了“一号”。", 0, texts=("二号建议",)),),
                **said,
            ),
            Question(
                *("aa05", "fill", "从____到____。"),
                answers=(("甲}", "a~b"), ("#乙",)),
                wrong=(WrongAnswer("不是 {丙}。", 1, texts=("~丙",)),),
                **said,
            ),
            Question(
                *("aa06", "numeric", "共____项。"),
                answers=(("6", "六"),),
                hint="数",
                wrong=(WrongAnswer("第七个=标题。", 0, texts=("七", "很多")),),
                **said,
            ),
            Question(
                *("aa07", "order", "请排序。"),
                order=("甲", "乙 & 丙", "丁"),
                wrong=(WrongAnswer("先甲后丁。", 2, 0),),
                **said,
            ),
            Question(
                *("aa08", "match", "请配对。"),
                pairs=pairs,
                wrong=(WrongAnswer("护航的是企业。", 0, 1),),
                **said,
            ),
            Question(
                *("aa09", "recall", "请默写。"),
                model_answer="六个“必须”。",
                points=("选人用人", "对标对表"),
                **said,
            ),
        ],
        speech,
    )
