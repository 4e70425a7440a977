"""Notes of who does something and by when, and brackets that are none."""

from __future__ import annotations

import pytest

from kit.speech.notes import find_notes, without_notes


@pytest.mark.parametrize(
    ("note", "unit", "deadline"),
    [
        ("（责任单位：市水务局、市财政局）", "市水务局、市财政局", ""),
        ("(责任单位:市水务局)", "市水务局", ""),
        ("〔责任部门：市交通局（市公路中心）〕", "市交通局（市公路中心）", ""),
        ("（责任科室：办公室、党委）", "办公室、党委", ""),
        (
            "（牵头单位：市水务局；配合单位：市财政局）",
            "牵头单位：市水务局；配合单位：市财政局",
            "",
        ),
        ("（市委宣传部牵头，市教育局等配合）", "市委宣传部牵头，市教育局等配合", ""),
        ("（各区政府，市教育局按职责分工负责）", "各区政府，市教育局", ""),
        ("（民政局等有关部门负责）", "民政局等有关部门", ""),
        ("（民政局、财政局负责。列第一位者为牵头单位，下同）", "民政局、财政局", ""),
        ("（负责部门：民政局；适用范围：各区，以下均同）", "民政局", ""),
        ("（责任单位：市水务局；完成时限：9月底前）", "市水务局", "9月底前"),
        ("（市水务局牵头，9月底前完成，市财政局配合）", "市水务局牵头，市财政局配合", "9月底前"),
        ("（市教育局、市财政局）", "市教育局、市财政局", ""),
        ("（2025年底前完成）", "", "2025年底前"),
        ("（年内完成）", "", "年内"),
        ("（长期坚持）", "", "长期坚持"),
        ("（完成时限：2024年6月，长期坚持）", "", "2024年6月，长期坚持"),
    ],
)
def test_a_note_behind_a_clause_names_units_and_deadlines(
    note: str, unit: str, deadline: str
) -> None:
    (found,) = find_notes(f"推进绿化{note}。")
    assert (found.start, found.end) == (4, 4 + len(note))
    assert (found.unit, found.deadline) == (unit, deadline)


@pytest.mark.parametrize("note", ["（居委会指导）", "（市教育局）", "（各街道、有关部门参与）"])
def test_behind_a_sentence_units_need_no_word_of_what_they_do(note: str) -> None:
    assert len(find_notes(f"推进绿化。{note}")) == 1
    assert find_notes(f"推进绿化{note}。") == ()


@pytest.mark.parametrize(
    "text",
    [
        "报送农业农村局（乡村振兴局）。",
        "覆盖乡镇（街道、社区）。",
        "各部门（以下简称责任单位）负责。",
        "支持企业（含个体工商户）。",
        "健全机制（政府主导、企业参与）。",
        "完善制度（鼓励企业参与）。",
        "由（市教育局牵头）的专班推进。",
        "推进三年行动（2018—2020年）。",
        "整治公园（园林局负责）、河道和街巷。",
        "在大会上的报告\n（2017年10月18日）\n",
        "学习贯彻《条例》（修订版）。",
        "推进“三公”（公开、公平、公正）。",
    ],
)
def test_other_brackets_are_no_notes(text: str) -> None:
    assert find_notes(text) == ()


@pytest.mark.parametrize(
    "lines",
    [
        "责任单位：市水务局\n完成时限：9月底前",
        "　　【责任单位】市水务局\n　　【完成时限】9月底前",
        "责任单位：市水务局。完成时限：9月底前。",
        "（市水务局负责）（9月底前完成）",
    ],
)
def test_notes_that_follow_one_another_are_one(lines: str) -> None:
    (note,) = find_notes(f"推进绿化。\n{lines}\n")
    assert (note.unit, note.deadline) == ("市水务局", "9月底前")


def test_without_notes_a_text_is_as_long_and_has_its_lines() -> None:
    text = "推进绿化（市水务局负责）。\n责任单位：甲局\n时限：年内\n建设公园。"
    assert without_notes(text, find_notes(text)) == (
        "推进绿化" + " " * 8 + "。\n" + " " * 7 + "\n" + " " * 5 + "\n建设公园。"
    )
