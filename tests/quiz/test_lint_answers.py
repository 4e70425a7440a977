"""Warnings about explanations, feedback and marking points."""

from __future__ import annotations

import pytest

from kit.quiz import Evidence, Option, Question
from kit.quiz.lint_answers import look_again, no_points, only_repeats
from kit.quiz.question import WrongAnswer
from kit.speech import Speech

QUOTE = "坚持依法平等保护各类企业"


def asked(speech: Speech, explanation: str, feedback: str = "民营企业说的是“挂案”。") -> Question:
    start = speech.text.index(QUOTE)
    return Question(
        "a1",
        "single",
        "平等保护的是哪些企业？",
        (Option("各类企业", True), Option("民营企业", False, feedback)),
        evidence=(Evidence.at(speech, start, start + len(QUOTE)),),
        explanation=explanation,
    )


@pytest.mark.parametrize(
    "explanation",
    [
        "原文是“坚持依法平等保护各类企业”。",
        "讲话要求坚持依法平等保护各类企业。",
        "答案是各类企业，原文写在第二部分。",
    ],
)
def test_an_explanation_that_repeats_the_quotation_is_warned_of(
    speech: Speech, explanation: str
) -> None:
    assert only_repeats(asked(speech, explanation), speech)


@pytest.mark.parametrize(
    "explanation",
    [
        "平等保护不分国有民营；只限于民营企业的是清理“挂案”，两句相邻，容易混。",
        "“各类”没有例外。同一点里的“涉民营企业”只管积压的案件。",
    ],
)
def test_an_explanation_that_says_why_is_in_order(speech: Speech, explanation: str) -> None:
    assert only_repeats(asked(speech, explanation), speech) is None


@pytest.mark.parametrize(
    "feedback",
    [
        "请对照原文。",
        "不对，再看一遍。",
        "错了，请再读一读。",
        "这一项不正确。",
        "请重新看原文！",
        "再想想。",
    ],
)
def test_feedback_that_only_says_look_again_is_warned_of(speech: Speech, feedback: str) -> None:
    found = look_again(asked(speech, "说明。", feedback), speech)
    assert found is not None
    assert "选项“民营企业”的反馈" in found[0]


@pytest.mark.parametrize(
    "feedback",
    ["不对，这一句说的是“挂案”。", "看到“企业”就想到民营企业。", "请看第三点：那里才讲民营企业。"],
)
def test_feedback_that_says_what_is_mixed_up_is_in_order(speech: Speech, feedback: str) -> None:
    assert look_again(asked(speech, "说明。", feedback), speech) is None


def test_what_is_said_to_a_typed_mistake_is_looked_at_too(speech: Speech) -> None:
    wrong = (WrongAnswer("请对照原文。", 0, texts=("民营企业",)),)
    question = Question("a1", "fill", "平等保护____。", answers=(("各类企业",),), wrong=wrong)
    found = look_again(question, speech)
    assert found is not None
    assert "第 1 个错答的反馈" in found[0]


def test_a_short_answer_has_marking_points(speech: Speech) -> None:
    question = Question("a1", "recall", "写出三大工程。", model_answer="……")
    marked = Question("a1", "recall", "写出三大工程。", model_answer="……", points=("办案质效",))
    assert no_points(question, speech)
    assert no_points(marked, speech) is None
    assert no_points(asked(speech, "说明。"), speech) is None
