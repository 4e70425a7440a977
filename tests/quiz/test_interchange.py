"""Questions as plain JSON."""

from __future__ import annotations

import json
from collections.abc import Callable

from kit.quiz import Paper, to_json

KEYS = [
    *["id", "kind", "stem", "options", "answers", "order", "pairs", "evidence", "source"],
    *["explanation", "node", "generated"],
    *["model_answer", "hint", "fixed_order", "count", "kept", "paper"],
]


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


def test_blanks_orders_and_pairs_are_lists(read: Callable[[str], Paper]) -> None:
    notes = "> 依据：坚持做到“六个必须”\n> 解析：说明。\n"
    paper = read(
        f"# 试卷\n\n## a1 坚持做到____。\n\n= 六个必须 | 6个必须\n\n{notes}\n"
        f"## a2 请排序。\n\n1. 甲\n2. 乙\n3. 丙\n\n{notes}\n"
        f"## a3 请连线。\n\n- 甲 = 子\n- 乙 = 丑\n- 丙 = 寅\n\n{notes}\n"
        f"## a4 请默写。\n\n答：六个必须。\n\n{notes}"
    )
    assert paper.faults == ()
    blanks, order, match, recall = to_json([paper])["questions"]
    assert blanks["answers"] == [["六个必须", "6个必须"]]
    assert order["order"] == ["甲", "乙", "丙"]
    assert match["pairs"] == [["甲", "子"], ["乙", "丑"], ["丙", "寅"]]
    assert recall["model_answer"] == "六个必须。"
