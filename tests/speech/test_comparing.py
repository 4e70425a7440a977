"""Two speeches side by side: what is repeated, reworked, added, dropped."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit import charts
from kit.library import study_set
from kit.page.tables import comparison_table
from kit.speech import Speech, load_speech, parse
from kit.speech.comparing import compare, similarity

OLD = (
    "去年的会。\n一、种树\n一是栽种，推进街边种树，加强浇水管护，开展评比。\n"
    "二是公园，建设10个小公园。"
)
NEW = (
    "今年的会。\n一、种树\n一是栽种，推进街边种树,加强日常浇水管护，推广耐旱品种。\n"
    "二是公园，建设15个小公园。"
)


def speech(text: str, title: str = "") -> Speech:
    return parse(text, name=title)


def rows(old: str, new: str) -> list[tuple[str, str, str]]:
    found = compare(speech(old), speech(new))
    return [
        (each.relation, each.old.text if each.old else "", each.new.text if each.new else "")
        for each in found.matches
    ]


def test_every_task_is_repeated_reworked_added_or_dropped() -> None:
    assert rows(OLD, NEW) == [
        ("repeated", "推进街边种树", "推进街边种树"),
        ("reworked", "加强浇水管护", "加强日常浇水管护"),
        ("added", "", "推广耐旱品种"),
        ("reworked", "建设10个小公园", "建设15个小公园"),
        ("dropped", "开展评比", ""),
    ]


def test_a_speech_beside_itself_repeats_everything() -> None:
    built_in = load_speech(study_set("zhanjiang2021"))
    counts = compare(built_in, built_in).counts
    assert counts == {"repeated": len(built_in.tasks), "reworked": 0, "added": 0, "dropped": 0}


def test_a_passage_is_compared_with_a_passage() -> None:
    found = compare(speech(OLD)["一一是"], speech(NEW)["一二是"])
    assert [each.relation for each in found.matches] == ["added", *["dropped"] * 3]


@pytest.mark.parametrize(("old", "new"), [("", ""), (OLD, ""), ("", NEW)])
def test_a_speech_without_tasks_has_nothing_to_share(old: str, new: str) -> None:
    counts = compare(speech(old), speech(new)).counts
    assert counts["repeated"] == counts["reworked"] == 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("加强未检工作", "加强未检工作。"),
        ("建设10个(街)站", "建设１０个（街）站"),
        ("要抓好", "抓好"),
    ],
)
def test_width_punctuation_and_must_make_no_difference(one: str, other: str) -> None:
    assert similarity(one, other) == 1


def test_the_same_phrase_in_many_tasks_joins_each_with_its_own() -> None:
    head = "一、甲\n一是乙"
    tasks = "".join(f"，推进第{number}号工程建设" for number in range(100, 200))
    found = compare(speech(head + tasks), speech(head + tasks))
    assert found.counts["repeated"] == 100


@given(
    st.lists(st.text("种树浇水公园建设推进", max_size=9)),
    st.lists(st.text("种树公园建", max_size=9)),
)
def test_no_task_is_lost_and_none_is_used_twice(left: list[str], right: list[str]) -> None:
    old, new = (speech("一、甲\n一是乙，" + "，".join(each)) for each in (left, right))
    found = compare(old, new)
    assert [each.new for each in found.matches if each.new] == list(new.tasks)
    mine = [each.old.start for each in found.matches if each.old]
    assert sorted(mine) == [task.start for task in old.tasks]
    mirror = compare(new, old).counts
    assert (mirror["added"], mirror["dropped"]) == (found.counts["dropped"], found.counts["added"])


def test_the_table_shows_matched_passages_with_their_places() -> None:
    table = comparison_table(speech(NEW), speech(OLD))
    assert table.rows[1] == ("改写", "一一是：加强日常浇水管护", "一一是：加强浇水管护", "67%")
    assert table.rows[-1] == ("去掉", "—", "一一是：开展评比", "—")


def test_the_chart_counts_by_part_and_says_so() -> None:
    axes = charts.comparison(speech(NEW), speech(OLD))
    assert isinstance(axes, charts.ChartAxes)
    assert axes.note is not None
    assert axes.note.columns == ("部分", "重复", "改写", "新增", "去掉", "合计")
    assert axes.note.rows == (
        ("一一是　栽种", 1, 1, 1, 0, 3),
        ("一二是　公园", 0, 1, 0, 0, 1),
        ("另一篇　一一是　栽种", 0, 0, 0, 1, 1),
    )
    assert "重复 1 项，改写 2 项，新增 1 项，去掉 1 项" in axes.note.alt


def test_two_speeches_without_tasks_give_a_sentence_instead_of_a_chart() -> None:
    axes = charts.comparison(speech(""), speech("无"))
    assert isinstance(axes, charts.ChartAxes)
    assert axes.note is not None
    assert "没有可统计的任务" in axes.note.alt
