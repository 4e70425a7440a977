"""What a text says of its tasks: who does them, by when, and what a note holds for."""

from __future__ import annotations

import pytest

from kit.speech import parse

HEAD = "工作方案\n一、主要任务\n"


def units(text: str) -> dict[str, str]:
    return {task.text: task.unit for task in parse(HEAD + text).tasks}


def deadlines(text: str) -> dict[str, str]:
    return {task.text: task.deadline for task in parse(HEAD + text).tasks}


def test_a_note_is_no_part_of_a_task() -> None:
    text = "一是抓绿化，建设公园（市园林局负责），推进治水。（物业公司、业委会指导）开展巡查。"
    assert list(units(text)) == ["建设公园", "推进治水", "开展巡查"]


def test_a_task_that_goes_on_behind_a_note_is_as_the_text_has_it() -> None:
    text = "一是抓绿化。竭尽所能（甲局负责），推进治水。"
    assert units(text) == {"竭尽所能（甲局负责），推进治水": ""}


def test_a_note_at_the_end_of_a_paragraph_holds_for_all_of_it() -> None:
    text = "一是抓绿化。建设公园，完善步道。推进治水。（责任单位：甲局）\n二是抓治水。建设泵站。"
    assert units(text) == {
        "建设公园": "甲局",
        "完善步道": "甲局",
        "推进治水": "甲局",
        "建设泵站": "",
    }


def test_of_several_notes_in_a_paragraph_each_holds_since_the_one_before() -> None:
    text = "一是抓绿化。建设公园。完善步道。（甲局负责）推进治水。（乙局牵头，丙局配合）"
    assert units(text) == {
        "建设公园": "甲局",
        "完善步道": "甲局",
        "推进治水": "乙局牵头，丙局配合",
    }


def test_a_note_within_a_sentence_holds_for_that_sentence_alone() -> None:
    text = "一是抓绿化。建设公园。完善步道，推进治水（甲局负责），开展巡查。加强宣传。"
    assert units(text) == {
        "建设公园": "",
        "完善步道": "甲局",
        "推进治水": "甲局",
        "开展巡查": "",
        "加强宣传": "",
    }


def test_a_paragraph_of_its_own_holds_for_its_part_since_the_note_before() -> None:
    text = (
        "一是抓绿化。建设公园。（甲局负责）\n完善步道。\n推进治水。\n责任单位：乙局\n"
        "完成时限：年内\n二是抓巡查。开展巡查。\n"
    )
    assert units(text) == {
        "建设公园": "甲局",
        "完善步道": "乙局",
        "推进治水": "乙局",
        "开展巡查": "",
    }
    assert deadlines(text) == {
        "建设公园": "年内",
        "完善步道": "年内",
        "推进治水": "年内",
        "开展巡查": "",
    }


def test_a_note_before_all_that_is_to_be_done_holds_for_what_follows() -> None:
    text = "一是抓绿化。\n牵头单位：甲局\n建设公园，完善步道。\n二是抓巡查。\n开展巡查。\n"
    assert units(text) == {
        "建设公园": "牵头单位：甲局",
        "完善步道": "牵头单位：甲局",
        "开展巡查": "",
    }


def test_a_note_of_a_heading_holds_for_all_below_that_has_none_of_its_own() -> None:
    text = (
        "（一）抓绿化（甲局负责，9月底前完成）\n一是抓公园。建设公园。\n二是抓步道。完善步道。（乙局负责）\n"
        "（二）抓巡查\n一是抓队伍。开展巡查。\n"
    )
    assert units(text) == {"建设公园": "甲局", "完善步道": "乙局", "开展巡查": ""}
    assert deadlines(text) == {"建设公园": "9月底前", "完善步道": "9月底前", "开展巡查": ""}


def test_a_deadline_before_what_is_to_be_done_holds_for_its_sentence() -> None:
    text = "一是抓绿化。9月底前，建设公园，完善步道。推进治水，年内完成验收。"
    assert deadlines(text) == {
        "建设公园": "9月底前",
        "完善步道": "9月底前",
        "推进治水": "",
        "年内完成验收": "年内",
    }


def test_a_tasks_own_deadline_goes_before_that_of_a_note() -> None:
    text = "一是抓绿化。3月底前完成规划，建设公园。（年底前完成）"
    assert deadlines(text) == {"3月底前完成规划": "3月底前", "建设公园": "年底前"}


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_newlines_make_no_difference(newline: str) -> None:
    text = newline.join(["一、总", "一是抓绿化。建设公园。（甲局负责）", "二是抓治水。推进治水。"])
    assert [task.unit for task in parse(text).tasks] == ["甲局", ""]


def test_a_note_between_two_parts_holds_for_none() -> None:
    parts = "（1）抓绿化。建设公园。\n（2）抓治水。推进治水。\n"
    assert set(units(f"{parts}下一项：\n责任单位：甲局\n{parts}").values()) == {""}
