"""Lists under paragraphs without a number, and lists that need none over them."""

from __future__ import annotations

import pytest

from kit.speech import parse


def under(text: str) -> list[tuple[str, str]]:
    speech = parse(text)
    return [
        (node.title, speech.node(node.parent).title[:4] if node.parent else "")
        for node in speech.nodes
        if node.numbered
    ]


@pytest.mark.parametrize(
    "text",
    [
        "开会。\n会议指出，形势很好。一是甲稳。二是乙快。\n会议要求，要落实。一要抓丙。二要抓丁。\n散会。",
        "开会。\n会议指出，形势很好。一是甲稳。二是明确乙。会议要求，要落实。一要抓丙。二要抓丁。\n散会。",
        "开会。\n会议指出，形势很好：\n一是甲稳。\n二是乙快。\n会议要求，要落实：\n一要抓丙。\n二要抓丁。\n散会。",
        "开会。\n会议指出，形势很好。第一，甲稳。第二，乙快。\n会议要求，要落实：\n1.抓丙。\n2.抓丁。\n散会。",
    ],
)
def test_each_list_lies_in_what_leads_it_in(text: str) -> None:
    speech = parse(text)
    assert [parent for _, parent in under(text)] == [
        "",
        "会议指出",
        "会议指出",
        "",
        "会议要求",
        "会议要求",
    ]
    assert len({speech.label(node) for node in speech.nodes}) == len(speech.nodes)


def test_one_list_alone_needs_no_heading() -> None:
    text = "开会。\n会议指出，形势很好。一是甲稳。二是乙快。\n会议要求，要落实。"
    assert [parent for _, parent in under(text)] == ["", ""]


def test_lists_within_a_numbered_part_stay_in_it() -> None:
    text = (
        "一、总\n会议指出，形势很好。一是甲稳。二是乙快。\n会议要求，要落实。一要抓丙。二要抓丁。\n"
        "二、分\n文。"
    )
    assert [parent for _, parent in under(text)] == ["", *["总"] * 4, ""]


def test_a_paragraph_ends_with_its_list() -> None:
    text = (
        "开会。\n会议指出，形势很好。一是甲稳。二是乙快。\n图为会场。张华/摄\n"
        "会议要求，要落实。一要抓丙。二要抓丁。\n有关人员参加会议。"
    )
    speech = parse(text)
    ends = [text[node.end - 3 : node.end] for node in speech.nodes if node.kind == "heading"]
    assert ends == ["乙快。", "抓丁。"]


def test_a_review_told_by_its_lead_in_has_no_tasks() -> None:
    text = (
        "3月2日，街道开会。\n会议指出，2023年，街道工作取得明显成效。一是推进绿化。二是改造道路。\n"
        "会议要求，今年要抓好两件事。一要抓绿化，补种行道树。二要抓道路，完善标线。"
    )
    assert [task.text for task in parse(text).tasks] == ["补种行道树", "完善标线"]
