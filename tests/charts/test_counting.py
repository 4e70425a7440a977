from __future__ import annotations

import pytest

from kit.charts.counting import (
    count,
    divisions,
    head,
    numbered_parts,
    place_of,
    points,
    ranked,
    scope_label,
)
from kit.speech import Speech, parse
from kit.speech.parts import full_label, own_label, part_label


def test_parts_are_sections_or_their_subsections(speech: Speech, other: Speech) -> None:
    assert [speech.label(part) for part in numbered_parts(speech)] == [
        "一",
        "二（一）",
        "二（二）",
        "三",
        "四",
    ]
    assert [other.label(part) for part in numbered_parts(other)] == [
        "一（一）",
        "一（二）",
        "二",
        "三",
        "四",
    ]


def test_a_part_is_called_by_what_it_does_not_share_with_its_siblings(speech: Speech) -> None:
    assert [part_label(speech, part) for part in numbered_parts(speech)] == [
        "一、紧盯一个目标",
        "二（一）党建品牌",
        "二（二）民生检察品牌",
        "三、实施三大工程",
        "四、做优四大检察",
    ]


def test_labels_in_full_have_the_whole_title_in_full_width(speech: Speech) -> None:
    assert full_label(speech, speech.node("1")) == "一、紧盯一个目标，坚持做到“六个必须”"
    assert full_label(speech, speech.node("2.2.3")) == "二（二）三要　当好营商环境“护航员”"
    assert own_label(speech.node("2.1")) == "（一）铸牢党建品牌，形成示范引领"
    assert own_label(speech.node("3.1")) == "一是　办案质效提升工程"


@pytest.mark.parametrize(
    ("node", "place"),
    [("1", 0), ("2", None), ("2.1.3", 1), ("2.2", 2), ("4.4", 4), ("opening", None)],
)
def test_every_node_belongs_to_one_part_or_spans_several(
    speech: Speech, node: str, place: int | None
) -> None:
    assert place_of(speech, speech.node(node)) == place


def test_a_passage_within_one_part_is_divided_into_its_points(speech: Speech) -> None:
    def divided(key: str) -> list[str]:
        return [speech.label(node) for node in divisions(speech[key])]

    assert divided("二") == ["二（一）", "二（二）"]
    assert divided("三") == ["三一是", "三二是", "三三是"]
    assert divided("二（二）三要") == ["二（二）三要"]
    assert divided("一") == ["一"]
    assert divided("开头") == []


def test_the_counts_of_points_and_of_parts_both_make_up_the_whole(speech: Speech) -> None:
    passage = speech.whole()
    assert sum(count(passage, node) for node in points(passage)) == len(speech.tasks)
    assert sum(count(passage, node) for node in numbered_parts(speech)) == len(speech.tasks)


def test_equal_counts_share_a_rank_and_the_next_rank_is_skipped() -> None:
    rows = ranked([("甲", 2), ("乙", 6), ("丙", 2), ("丁", 1)])
    assert [(row.label, row.rank_label) for row in rows] == [
        ("乙", "第1"),
        ("甲", "并列第2"),
        ("丙", "并列第2"),
        ("丁", "第4"),
    ]


def test_a_list_is_never_cut_within_a_tie_unless_all_of_it_is_one() -> None:
    rows = ranked([("甲", 3), ("乙", 2), ("丙", 2), ("丁", 2)])
    assert [row.label for row in head(rows, 3)] == ["甲"]
    assert [row.label for row in head(rows[1:], 2)] == ["乙", "丙"]


def test_a_passage_is_named_in_titles(speech: Speech) -> None:
    assert scope_label(speech.whole()) == ""
    assert scope_label(speech["二（二）"]) == "二（二）民生检察品牌"
    assert scope_label(speech["四一"]) == "四一是　刑事检察工作要进入全省第一方阵"
    assert scope_label(speech["开头"]) == "开头"
    assert scope_label(speech["二（二）"].paragraph(3)) == "二（二）民生检察品牌（选段）"


def test_a_text_without_numbers_has_no_parts() -> None:
    assert numbered_parts(parse("今天开会。")) == ()
