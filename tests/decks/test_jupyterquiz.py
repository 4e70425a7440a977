"""jupyterquiz JSON, by its own schemas and read again; in a browser: test_jupyterquiz_page."""

from __future__ import annotations

import json
from typing import Any

import pytest

from kit.decks import FORMATS, Deck, Imported, read_deck
from kit.quiz import Option, Question, WrongAnswer
from kit.speech import Speech
from tests.decks.samples import deck_of


def records(deck: Deck) -> list[dict[str, Any]]:
    found = json.loads(FORMATS["jupyterquiz"].write(deck).data)
    assert isinstance(found, list)
    return found


def read(*found: object) -> Imported:
    return read_deck(json.dumps(found).encode())


def test_the_file_is_ascii_because_jupyterquiz_opens_it_in_the_machines_encoding(
    eight: Deck,
) -> None:
    data = FORMATS["jupyterquiz"].write(eight).data
    assert data.isascii()
    assert b"<" not in data  # it is put into a script as it stands


def test_questions_have_the_shape_of_jupyterquiz_own_schemas(built_in: Deck) -> None:
    for each in records(built_in):
        assert isinstance(each["question"], str)
        *answers, last = each["answers"]
        match each["type"]:
            case "multiple_choice" | "many_choice":
                assert {key for answer in each["answers"] for key in answer} == {
                    *["answer", "correct", "feedback"]
                }
            case "numeric":
                assert all(set(e) == {"type", "value", "correct", "feedback"} for e in answers)
                assert all(type(e["value"]) in {int, float} for e in answers)
                assert set(last) == {"type", "feedback"}
            case "string":
                assert all(set(e) == {"answer", "correct", "feedback"} for e in answers)
                assert (set(last), last["type"]) == ({"type", "feedback"}, "default")
            case other:
                pytest.fail(other)


def test_whoever_is_right_is_told_why_and_where_it_stands(eight: Deck) -> None:
    single, *_ = records(eight)
    right, wrong, _ = single["answers"]
    assert right["feedback"] == (
        "对。<br>说明 1 &lt; 2。<br>依据（二（二）五要）：用好12309检察服务中心驻各镇(街)工作站"
    )
    assert wrong["feedback"] == "说的是参会的检察院。"
    assert single["question"] == "工作站驻<strong>哪里</strong>？"


def test_marks_with_a_meaning_in_jupyterquiz_are_shown_as_they_are(speech: Speech) -> None:
    question = Question(
        "a1", "single", "$x$ 见[此](http://x)<a>", (Option("\\(y\\)", True), Option("二", False))
    )
    (record,) = records(deck_of([question], speech))
    assert record["question"] == "&#36;x&#36; 见&#91;此](http://x)&lt;a&gt;"
    assert record["answers"][0]["answer"] == "&#92;(y&#92;)"


def test_reads_what_jupyterquiz_documents() -> None:
    choice = {
        "question": "Choose all that can be included in notebooks",
        "type": "many_choice",
        "answers": [
            {"answer": "Text", "correct": True, "feedback": "Correct."},
            {"answer": "Math", "correct": True, "feedback": "Correct."},
            {"answer": "Live <b>snakes</b>", "correct": False, "feedback": "I hope not."},
        ],
    }
    string = {
        "question": "Who was the 35th president?",
        "type": "string",
        "answers": [
            {"answer": "John F. Kennedy", "correct": True, "feedback": "Correct. He was."},
            {"answer": "JFK", "correct": True, "feedback": "Yes."},
            {"answer": "Kennedy", "correct": False, "feedback": "The first name, please."},
        ],
    }
    found = read(choice, string)
    first, second = found.questions
    assert first.kind == "multiple"
    assert first.options[2] == Option("Live **snakes**", False, "I hope not.")
    assert second.kind == "fill"
    assert second.stem == "Who was the 35th president?____"
    assert second.answers == (("John F. Kennedy", "JFK"),)
    assert second.explanation == "Correct. He was. Yes."
    assert second.wrong == (WrongAnswer("The first name, please.", 0, texts=("Kennedy",)),)
    assert found.partly == ()


@pytest.mark.parametrize("names", [("True", "False"), ("对", "错"), ("正确", "错误")])
def test_two_options_that_say_true_and_false_are_a_judge_question(names: tuple[str, str]) -> None:
    answers = [
        {"answer": names[1], "correct": True, "feedback": "It is flat nowhere."},
        {"answer": names[0], "correct": False, "feedback": "Look again."},
    ]
    (question,) = read(
        {"question": "The earth is flat.", "type": "multiple_choice", "answers": answers}
    ).questions
    assert question.kind == "judge"
    assert question.options == (Option("错", True), Option("对", False, "Look again."))
    assert question.explanation == "It is flat nowhere."


@pytest.mark.parametrize(
    ("record", "what"),
    [
        ({"type": "drawing", "question": "?", "answers": []}, "“drawing”类的题目"),
        ({"type": "string", "question": "?", "answers": []}, "没有正确答案的题目"),
        ({"type": "string"}, "看不懂的题目"),
        ("string", "看不懂的题目"),
        (
            {"type": "string", "question": "?", "code": "x", "answers": []},
            "带程序代码的题目",
        ),
        (
            {
                "type": "multiple_choice",
                "question": "<img src='a.png' alt='甲'>",
                "answers": [{"answer": "一", "correct": True}, {"answer": "二", "correct": False}],
            },
            "题目里只有图片、没有文字的题目",
        ),
        (
            {
                "type": "multiple_choice",
                "question": "看图选择：",
                "answers": [
                    {"answer": "<img src='b.png'>", "correct": True},
                    {"answer": "二", "correct": False},
                ],
            },
            "选项里只有图片、没有文字的题目",
        ),
    ],
)
def test_what_a_paper_cannot_hold_is_named(record: object, what: str) -> None:
    found = read(record)
    assert [(each.name, each.what) for each in found.left] == [("第 1 题", what)]
    assert found.questions == ()


@pytest.mark.parametrize(
    ("more", "answer", "what"),
    [
        ({}, {"match_case": True}, "区分大小写的要求"),
        ({}, {"fuzzy_threshold": 0.8}, "相近就算对的规定"),
        ({"precision": 2}, {}, "有效数字的要求"),
        ({"question": "看图：<img src='a.png' alt='路线'>"}, {}, "图片"),
        ({}, {"feedback": "<audio src='a.mp3'></audio>"}, "音频、视频等插入的内容"),
    ],
)
def test_what_is_lost_of_a_question_is_named(
    more: dict[str, Any], answer: dict[str, Any], what: str
) -> None:
    answers = [{"answer": "甲", "correct": True} | answer, {"type": "default", "feedback": "再想"}]
    found = read({"type": "string", "question": "是什么？", "answers": answers} | more)
    assert len(found.questions) == 1
    assert {each.what for each in found.partly} == {what, "对其余答案的说明"}
    assert ("（图：路线）" in found.questions[0].stem) == (what == "图片")


def test_a_range_comes_back_with_its_upper_end(speech: Speech) -> None:
    question = Question(
        *("a1", "numeric", "占____"),
        answers=(("3.5 ± 0.1", "7"),),
        explanation="说明。",
        wrong=(WrongAnswer("太大。", 0, texts=("10 … 20",)),),
    )
    data = FORMATS["jupyterquiz"].write(deck_of([question], speech)).data
    found = read_deck(data)
    assert found.questions[0].answers == (("3.4 … 3.6", "7"),)
    assert found.questions[0].wrong == question.wrong
    assert found.partly == ()


def test_a_range_of_others_lacks_its_upper_end_and_that_is_named() -> None:
    answers = [
        {"type": "range", "range": [1, 2.50], "correct": True},
        {"type": "range", "range": [2.5, 9], "correct": False, "feedback": "太大"},
    ]
    found = read({"type": "numeric", "question": "多少？", "answers": answers})
    assert found.questions[0].answers == (("1 … 2.5",),)
    assert found.questions[0].wrong == (WrongAnswer("太大", 0, texts=("2.5 … 9",)),)
    assert [each.what for each in found.partly] == ["范围不含上限的规定"]
