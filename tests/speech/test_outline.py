"""The outline of any text: sequences count, look-alikes do not, nothing is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.errors import KitError
from kit.speech import Passage, Speech, parse
from kit.speech.wording import numeral

MARKS = st.sampled_from("一二三十、（）()是要第，,。；：\n 甲乙1.．２必须开展")


def ids(text: str) -> list[str]:
    return [node.id for node in parse(text).nodes]


def titles(text: str) -> list[str]:
    return [node.title for node in parse(text).nodes if node.marker]


@given(st.text() | st.text(MARKS, max_size=80))
def test_joined_segments_are_the_text_whatever_it_is(text: str) -> None:
    speech = parse(text)
    assert "".join(text[each.start : each.end] for each in speech.segments) == text


@given(st.text(MARKS, max_size=80))
def test_children_lie_within_their_parent_in_order(text: str) -> None:
    speech = parse(text)
    for node in speech.nodes:
        places = [(child.start, child.end) for child in speech.children(node)]
        assert places == sorted(places)
        assert all(node.start <= start < end <= node.end for start, end in places)


@pytest.mark.parametrize("marker", ["（二）", "(二)", "（二)"])
def test_half_and_full_width_brackets_are_one_family(marker: str) -> None:
    assert ids(f"一、总\n（一）甲\n文。\n{marker}乙\n文。") == ["1", "1.1", "1.2"]


@pytest.mark.parametrize(
    "body",
    [
        "发展是第一要务，要抓好。",
        "总量居全国第四，增速居全省第二。",
        "统一、规范的市场。",
        "第十一个五年规划的开局之年。",
        "优化二、三产业结构。",
        "增长8.6个百分点。",
    ],
)
def test_what_only_looks_like_a_marker_stays_text(body: str) -> None:
    assert ids(f"一、总\n{body}\n二、分\n{body}") == ["1", "2"]


def test_a_list_begins_anew_under_each_parent() -> None:
    text = "一、总\n一是甲。二是乙。\n二、分\n一是丙。二是丁。"
    assert ids(text) == ["1", "1.1", "1.2", "2", "2.1", "2.2"]


def test_run_in_headings_end_with_their_sentence() -> None:
    assert titles("一、总\n（一）抓好生产。要多打粮食。\n（二）抓好生活。") == [
        "总",
        "抓好生产",
        "抓好生活",
    ]


def test_what_comes_before_and_after_is_opening_and_closing() -> None:
    speech = parse("某日开会。\n一、总\n一是甲，做甲。\n二是乙，做乙。\n会上，宣读了通报。")
    assert ids(speech.text) == ["opening", "1", "1.1", "1.2", "closing"]
    assert speech["结尾"].text == "会上，宣读了通报。"


def test_a_text_without_numbering_is_all_opening() -> None:
    assert ids("没有编号的一段话。") == ["opening"]


@pytest.mark.parametrize("text", ["", " \n\t"])
def test_a_blank_text_has_no_parts(text: str) -> None:
    assert ids(text) == []


@pytest.fixture
def small() -> Speech:
    return parse("开头。\n一、总\n（一）甲\n一要做甲，做好甲。\n二要做乙，做好乙。")


@pytest.mark.parametrize(
    "key", ["一（一）二要", "一(一)二", "一、（一）二", "1.1.2", " 一（一）二要 "]
)
def test_a_part_is_found_as_people_write_it(small: Speech, key: str) -> None:
    assert small[key].text.startswith("二要做乙")


@pytest.mark.parametrize("key", ["九", "一（一）三", "", "甲", "（", "1.1.2.9"])
def test_a_part_that_is_not_there_is_named_with_those_that_are(small: Speech, key: str) -> None:
    with pytest.raises(Exception, match="可用的有：开头、一、一（一）"):
        small[key]


def test_of_very_many_parts_only_some_are_named() -> None:
    speech = parse("".join(f"{numeral(place)}、甲{place}\n" for place in range(1, 100)))
    with pytest.raises(KitError) as caught:
        speech.find("百")
    assert caught.value.remedy.startswith("可用的有：一、二、三、")
    assert caught.value.remedy.endswith("六十等 99 个。")


@given(st.text(MARKS, max_size=80), st.data())
def test_the_deepest_part_is_the_smallest_that_holds_a_stretch(
    text: str, data: st.DataObject
) -> None:
    speech = parse(text)
    end = data.draw(st.integers(1, max(1, len(text))))
    start = data.draw(st.integers(0, end - 1))
    holding = [node for node in speech.nodes if node.start <= start and end <= node.end]
    smallest = min(holding, key=lambda node: node.end - node.start, default=None)
    assert speech.deepest(start, end) == smallest
    passage = Passage(speech, start, end)
    for records, all_of_them in ((passage.nodes, speech.nodes), (passage.tasks, speech.tasks)):
        assert records == tuple(
            each for each in all_of_them if start <= each.start and each.end <= end
        )
    assert "".join(text[each.start : each.end] for each in passage.segments) == text[start:end]
