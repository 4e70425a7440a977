"""A paper that is written is read as the same questions; as JSON they are plain values."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from kit.library import DEFAULT_SET, study_set
from kit.quiz import Paper, Question, read_papers
from kit.quiz.writing import to_json, write_paper
from kit.speech import Speech
from tests.quiz.test_golden import cases

KEYS = [
    *["id", "kind", "stem", "options", "answers", "order", "pairs", "evidence", "source"],
    *["explanation", "node", "generated"],
    *["model_answer", "hint", "fixed_order", "count", "kept", "paper"],
    *["tier", "level", "points", "wrong"],
]


def bare(question: Question) -> Question:
    """Return a question without its places in a file."""
    kept = tuple(replace(each, line=0) for each in question.kept)
    return replace(question, path="", line=0, kept=kept)


@pytest.mark.parametrize("known", [True, False])
def test_the_built_in_papers_are_read_as_they_were(
    speech: Speech, read: Callable[[str], Paper], known: bool
) -> None:
    for paper in read_papers(study_set(DEFAULT_SET), speech):
        text = write_paper(
            paper.title, paper.questions, speech=speech if known else None, intro=paper.intro
        )
        again = read(text)
        assert again.faults == ()
        assert (again.title, again.intro) == (paper.title, paper.intro)
        assert [bare(each) for each in again.questions] == [bare(e) for e in paper.questions]


@pytest.mark.parametrize(("text", "_"), cases("kinds"))
def test_every_kind_of_question_is_read_as_it_was(
    speech: Speech, read: Callable[[str], Paper], text: str, _: str
) -> None:
    paper = read(text)
    written = write_paper(paper.title, paper.questions, speech=speech, intro=paper.intro)
    again = read(written)
    assert again.faults == ()
    assert [bare(each) for each in again.questions] == [bare(each) for each in paper.questions]


def test_a_part_is_named_only_where_the_quotation_alone_would_not_do(
    speech: Speech, read: Callable[[str], Paper]
) -> None:
    notes = "> 依据（四一）：进入全省第一方阵\n> 依据：坚持做到“六个必须”\n> 解析：说明。\n"
    (question,) = read(f"# 卷\n\n## gl07 第四部分的目标是什么？\n\n答：甲。\n\n{notes}").questions
    written = write_paper("卷", [question], speech=speech)
    assert "> 依据（四一是）：进入全省第一方阵\n> 依据：坚持做到“六个必须”\n" in written


def test_line_ends_and_closing_number_signs_do_not_break_a_paper(
    read: Callable[[str], Paper],
) -> None:
    question = Question(
        "a1", "recall", "甲\n乙 ##", model_answer="丙\n\n# 丁", source="书", explanation="戊"
    )
    paper = read(write_paper("卷\n一", [question]))
    assert paper.faults == ()
    assert paper.questions[0].stem == "甲 乙 ＃＃"
    assert paper.questions[0].model_answer == "丙 # 丁"


def test_a_question_is_plain_json(paper: Callable[[str], Paper]) -> None:
    made = paper("- [x] 各镇（街）\n- [ ] 各县\n  > 说的是参会的检察院。")
    (question,) = json.loads(json.dumps(to_json([made])))["questions"]
    assert list(question) == KEYS
    assert question["options"] == [
        {"text": "各镇（街）", "correct": True, "feedback": ""},
        {"text": "各县", "correct": False, "feedback": "说的是参会的检察院。"},
    ]
    assert question["evidence"] == [
        {"quote": "用好12309检察服务中心驻各镇(街)工作站", "start": 1376, "end": 1398}
    ]
    assert (question["node"], question["paper"], question["generated"]) == ("2.2.5", "卷", False)
    assert (question["tier"], question["level"]) == ("core", "remember")


def test_blanks_orders_and_pairs_are_lists(read: Callable[[str], Paper]) -> None:
    notes = "> 依据：坚持做到“六个必须”\n> 解析：说明。\n"
    paper = read(
        f"# 试卷\n\n## a1 坚持做到____。\n\n= 六个必须 | 6个必须\n\n{notes}\n"
        f"## a2 请排序。\n\n1. 甲\n2. 乙\n3. 丙\n\n{notes}\n"
        f"## a3 请连线。\n\n- 甲 = 子\n- 乙 = 丑\n- 丙 = 寅\n! 甲 = 丑 > 丑配乙。\n\n{notes}\n"
        f"## a4 请默写。\n\n答：六个必须。\n- 得分点：六个\n\n{notes}"
    )
    assert paper.faults == ()
    blanks, order, match, recall = json.loads(json.dumps(to_json([paper])))["questions"]
    assert blanks["answers"] == [["六个必须", "6个必须"]]
    assert order["order"] == ["甲", "乙", "丙"]
    assert match["pairs"] == [["甲", "子"], ["乙", "丑"], ["丙", "寅"]]
    assert match["wrong"] == [{"feedback": "丑配乙。", "at": 0, "other": 1, "texts": []}]
    assert (recall["model_answer"], recall["points"]) == ("六个必须。", ["六个"])
