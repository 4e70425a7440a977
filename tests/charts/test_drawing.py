"""Charts by their labels, lengths, colours and words; never by pixels."""

from __future__ import annotations

from itertools import combinations

import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle

from kit import charts
from kit.charts.theme import PARTS
from kit.speech import Speech, parse
from tests.charts.reading import NAMES, bars, chart, labels, note

every_chart = pytest.mark.parametrize("name", NAMES)


def test_parts_stand_in_the_order_of_the_speech(speech: Speech) -> None:
    ax = charts.by_part(speech)
    assert labels(ax) == [
        "一、紧盯一个目标",
        "二（一）党建品牌",
        "二（二）民生检察品牌",
        "三、实施三大工程",
        "四、做优四大检察",
    ]
    assert bars(ax) == list(zip([6, 11, 27, 13, 19], PARTS, strict=False))
    assert ax.get_title() == "各部分的任务数（共 76 项）"
    assert [text.get_text() for text in ax.texts] == ["6 项", "11 项", "27 项", "13 项", "19 项"]


def test_points_are_ranked_and_ties_are_shown_as_ties(speech: Speech) -> None:
    ax = charts.by_point(speech)
    assert [length for length, _ in bars(ax)] == [*[6] * 5, *[5] * 3, *[4] * 6, 3, 3, 1]
    assert labels(ax)[0] == "一、紧盯一个目标，坚持做到“六个必须”"
    assert labels(ax)[-1] == "二（二）一要　当好服务湛江振兴发展“答卷人”"
    ranks = [row[2] for row in note(ax).rows]
    assert ranks == [
        *["并列第1"] * 5,
        *["并列第6"] * 3,
        *["并列第9"] * 6,
        *["并列第15"] * 2,
        "第17",
    ]
    assert "最多的有 5 个并列：“一”、“二（二）二要”、“二（二）五要”、“二（二）六要”、“四四是”" in (
        note(ax).alt
    )
    assert "没有下设要点的部分（一）" in note(ax).rule


def test_a_part_has_one_colour_in_all_charts(speech: Speech) -> None:
    green = PARTS[2]
    assert bars(charts.by_part(speech))[2] == (27, green)
    assert {colour for _, colour in bars(charts.by_point(speech["二（二）"]))} == {green}
    leaves = [cell for cell in bars(charts.structure(speech["二（二）"])) if cell[1] == green]
    assert len(leaves) == 6


def test_the_icicle_gives_every_node_its_tasks_as_height(speech: Speech) -> None:
    ax = charts.structure(speech)
    cells = [cell for cell in ax.patches if isinstance(cell, Rectangle)]
    leaves = [cell for cell in cells if to_hex(cell.get_facecolor()) in PARTS]
    assert [cell.get_height() for cell in leaves] == [
        6,
        3,
        4,
        4,
        1,
        6,
        5,
        3,
        6,
        6,
        4,
        5,
        4,
        4,
        4,
        5,
        6,
    ]
    assert sum(cell.get_height() for cell in leaves) == 76
    assert len({cell.get_width() for cell in leaves}) == 1
    inner = [cell for cell in cells if cell not in leaves]
    assert [cell.get_height() for cell in inner] == [6, 38, 11, 27, 13, 19]
    written = "".join(text.get_text() for text in ax.texts).replace("\n", "")
    for node in speech.nodes:
        assert node.title.replace(",", "，") in written


def test_no_two_cells_of_the_icicle_overlap(speech: Speech, other: Speech) -> None:
    for text in (
        speech,
        other,
        parse("一、甲\n一是乙。推进丙。\n(一)丁\n一是戊。开展己，落实庚。\n"),
    ):
        cells = [cell.get_bbox() for cell in charts.structure(text).patches]
        for one, another in combinations(cells, 2):
            wide = min(one.x1, another.x1) - max(one.x0, another.x0)
            high = min(one.y1, another.y1) - max(one.y0, another.y0)
            assert wide <= 1e-6 or high <= 1e-6


def test_the_icicle_says_which_parts_have_no_tasks(other: Speech) -> None:
    assert "没有任务的部分（三）不画" in note(charts.structure(other)).rule
    assert ("三", "没有任务的部分", 0) in note(charts.structure(other)).rows


def test_the_heat_map_prints_its_numbers_and_their_sums(speech: Speech) -> None:
    ax = charts.part_by_action(speech)
    assert note(ax).columns == (
        *("部分", "推进开展", "加强提升", "坚持落实", "建设培育", "惩治规范", "其他", "合计"),
    )
    assert note(ax).rows == (
        ("一、紧盯一个目标", 0, 0, 1, 1, 0, 4, 6),
        ("二（一）党建品牌", 1, 3, 4, 2, 0, 1, 11),
        ("二（二）民生检察品牌", 11, 3, 6, 1, 3, 3, 27),
        ("三、实施三大工程", 3, 5, 2, 1, 1, 1, 13),
        ("四、做优四大检察", 8, 6, 1, 2, 0, 2, 19),
        ("合计", 23, 17, 14, 7, 4, 11, 76),
    )
    (mesh,) = ax.collections
    grid = mesh.get_array()
    assert grid is not None
    assert grid.tolist() == [list(row[1:-1]) for row in note(ax).rows[:-1]]
    assert labels(ax) == [row[0] for row in note(ax).rows]
    numbers = [text.get_text() for text in ax.texts if text.get_text().isdecimal()]
    assert sorted(numbers) == sorted(str(n) for row in note(ax).rows for n in row[1:])


def test_a_verb_that_the_list_lacks_is_counted_as_such(other: Speech) -> None:
    assert "（未识别）" in labels(charts.verbs(other))
    assert note(charts.part_by_action(other)).columns[-2] == "其他"


def test_verbs_are_ranked_and_the_rare_ones_named_below(speech: Speech) -> None:
    ax = charts.verbs(speech)
    assert labels(ax)[:5] == ["开展", "推进", "落实", "加强", "加大"]
    assert [length for length, _ in bars(ax)] == [9, 8, 6, 5, 5, 3, 3, 3, 2, 2]
    assert "另有 30 个动词各 1 项：对标对表、制定、" in note(ax).rule
    assert sum(int(row[1]) for row in note(ax).rows) == 76


@every_chart
def test_an_empty_passage_is_named(speech: Speech, name: str) -> None:
    if name != "key_terms":
        assert note(chart(name)(speech["开头"])).alt == "“开头”中没有可统计的任务。"


def test_a_character_that_no_font_has_does_not_warn() -> None:
    ax = charts.by_part(parse("一、𠮷🎉同志\n学习情况，推进𠮷田工作，落实🎉责任。\n"))
    charts.png(ax)
    assert labels(ax) == ["一、〓〓同志"]
    assert note(ax).rows == (("一、𠮷🎉同志", 2),)
