"""Where clauses begin and end."""

from __future__ import annotations

import pytest

from kit.speech.clauses import clauses


def said(text: str) -> list[str]:
    return [text[clause.start : clause.end] for clause in clauses(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "抓好甲，落实乙；推进丙。完成丁！怎么办？",
            ["抓好甲", "落实乙", "推进丙", "完成丁", "怎么办"],
        ),
        ("按照“谁用，谁管”的原则办", ["按照“谁用，谁管”的原则办"]),
        ("各街道（含甲，不含乙）负责，做好丙", ["各街道（含甲，不含乙）负责", "做好丙"]),
        ("他说：“要甲。要乙。”要丙。", ["要甲", "要乙", "要丙"]),
        ("第四章 总则 第十八条 甲应当负责，办好乙。", ["甲应当负责", "办好乙"]),
        ("一是抓甲，二是抓乙。", ["抓甲", "抓乙"]),
        ("抓好甲\n落实乙", ["抓好甲", "落实乙"]),
        ("竭尽所能，提供甲。", ["竭尽所能，提供甲"]),
        ("“没有关上，做好甲。", ["“没有关上", "做好甲"]),
    ],
)
def test_marks_divide_clauses_but_not_what_is_quoted(text: str, expected: list[str]) -> None:
    assert said(text) == expected


def test_a_clause_knows_the_marks_around_it() -> None:
    text = "抓好甲，落实乙。\n推进丙"
    assert [(clause.before, clause.after) for clause in clauses(text, 0, len(text))] == [
        ("", "，"),
        ("，", "。"),
        ("", ""),
    ]
