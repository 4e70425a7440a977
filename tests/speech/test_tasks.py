"""Tasks of any outline, by the rule of the built-in speech."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.speech import kind_of_action, leading_verb, parse


def tasks(text: str) -> list[str]:
    return [task.text for task in parse(text).tasks]


def test_the_first_clause_of_a_point_is_its_headline() -> None:
    assert tasks("一、总\n一是抓甲，推进乙、丙，落实丁；加强戊。\n二是抓己。") == [
        "推进乙、丙",
        "落实丁",
        "加强戊",
    ]


def test_half_width_commas_split_too() -> None:
    assert tasks("一、总\n一是抓甲,推进乙,落实丙。") == ["推进乙", "落实丙"]


def test_a_first_clause_that_says_the_title_again_is_no_task() -> None:
    assert tasks("一、紧盯一个目标\n紧盯某个目标，必须坚持甲，必须制定乙。") == [
        "必须坚持甲",
        "必须制定乙",
    ]


def test_a_section_with_points_has_no_tasks_of_its_own() -> None:
    assert tasks("一、总\n引出下文，不算任务。\n一是抓甲，推进乙。") == ["推进乙"]


def test_opening_and_closing_hold_no_tasks() -> None:
    assert tasks("会议强调，推进甲。\n一、总\n一是抓甲，推进乙。\n会上，宣读通报，推进丙。") == [
        "推进乙"
    ]


def test_the_formula_that_begins_a_report_is_no_task() -> None:
    said = "现在，我代表区政府报告工作，请予审议，并请区政协委员和列席会议的同志提出意见。"
    assert tasks(f"一、总\n{said}\n推进乙。") == ["推进乙"]
    assert tasks("一、总\n请各单位提出意见，推进乙。") == ["请各单位提出意见", "推进乙"]


def test_an_unfinished_clause_belongs_to_the_next() -> None:
    assert tasks("一、总\n一是当好甲。竭尽我们所能，为全市提供乙。") == [
        "竭尽我们所能，为全市提供乙"
    ]


def test_an_unfinished_clause_at_the_end_is_not_lost() -> None:
    assert tasks("一、总\n一是当好甲。竭尽我们所能") == ["竭尽我们所能"]


@pytest.mark.parametrize(
    ("clause", "verb", "action"),
    [
        ("要严格落实“两个责任”", "落实", "坚持落实"),
        ("始终把维护国家政治安全放在第一位", "放在", "其他"),
        ("为某地加快打造某极提供更好的产品", "提供", "其他"),
        ("没完没了督促落实建议", "督促落实", "坚持落实"),
        ("必须对标对表第一方阵目标", "对标对表", "其他"),
        ("切实降低审前羁押率", "降低", "其他"),
        ("自觉接受人大监督", "接受", "其他"),
        ("眺望远方", "", "其他"),
    ],
)
def test_the_leading_verb_tells_the_kind_of_action(clause: str, verb: str, action: str) -> None:
    assert leading_verb(clause) == verb
    assert kind_of_action(verb) == action


@given(st.text("一二、是要推进落实，。；：竭尽所能\n ", max_size=60))
def test_tasks_span_what_they_say_and_never_overlap(text: str) -> None:
    place = 0
    for task in parse(text).tasks:
        assert place <= task.start
        assert text[task.start : task.end] == task.text
        place = task.end


@pytest.mark.parametrize("often", ["每月25日前", "每季度末", "每周", "每半年至少"])
def test_what_is_to_be_done_again_and_again_is_a_task(often: str) -> None:
    speech = parse(f"方案\n一、要求\n{often}报送工作进展。\n二、其他\n要落实。\n")
    assert [task.text for task in speech.tasks] == [f"{often}报送工作进展", "要落实"]
