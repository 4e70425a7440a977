"""Charts of what is known and what is planned, by their labels, lengths, colours and words."""

from __future__ import annotations

from datetime import timedelta
from itertools import combinations

from matplotlib.colors import to_hex

from kit import charts
from kit.charts.theme import HEAT, LIGHT, PARTS, contrast
from kit.progress.mastery import Mastery, by_node, by_part
from kit.speech import Speech
from tests.charts.reading import TODAY, bars, blocks, calendar, cards, labels, note, planned


def test_a_part_has_a_bar_for_its_questions_cut_by_what_is_known(speech: Speech) -> None:
    rows = by_part(speech, cards(speech))
    ax = charts.mastery_by_part(speech, rows)
    assert labels(ax)[:3] == ["一、紧盯一个目标", "二（一）党建品牌", "二（二）民生检察品牌"]
    assert labels(ax)[-1] == "综合"
    first, second = bars(ax)[:3], bars(ax)[3:6]
    assert first == [(6, LIGHT.accent), (0, PARTS[1]), (0, LIGHT.line)]
    assert second == [(0, LIGHT.accent), (6, PARTS[1]), (12, LIGHT.line)]
    assert "薄弱的有：二（二）民生检察品牌。" in note(ax).alt


def test_a_part_without_questions_is_left_out(speech: Speech) -> None:
    held = [card for card in cards(speech) if card.question.node == "1"]
    ax = charts.mastery_by_part(speech, by_part(speech, held))
    assert labels(ax) == ["一、紧盯一个目标"]


def test_every_place_of_the_speech_is_a_block_in_the_colour_of_its_level(speech: Speech) -> None:
    rows = by_node(speech, cards(speech))
    ax = charts.mastery_by_node(speech, rows)
    assert len(blocks(ax)) == len(speech.nodes)
    colours = {
        node.id: to_hex(block.get_facecolor())
        for node, block in zip(speech.nodes, blocks(ax), strict=True)
    }
    assert colours["1"] == HEAT[3]
    assert colours["2.1.1"] == HEAT[1]
    assert colours["2.2.5"] == PARTS[1]
    assert colours["3.1"] == LIGHT.panel
    written = "".join(text.get_text() for text in ax.texts).replace("\n", "")
    for told in ("6/6 较好", "0/6 一般", "0/6 薄弱", "0/6 还没做过"):
        assert told in written
    assert "薄弱的有：二（二）五要；" in note(ax).alt


def test_no_two_blocks_overlap_and_words_can_be_read_on_them(speech: Speech) -> None:
    ax = charts.mastery_by_node(speech, by_node(speech, cards(speech)))
    boxes = [block.get_bbox() for block in blocks(ax)]
    for one, another in combinations(boxes, 2):
        wide = min(one.x1, another.x1) - max(one.x0, another.x0)
        high = min(one.y1, another.y1) - max(one.y0, another.y0)
        assert wide <= 1e-6 or high <= 1e-6
    for block in blocks(ax):
        ground = to_hex(block.get_facecolor())
        assert max(contrast(ground, "#000000"), contrast(ground, "#ffffff")) >= 4.5


def test_the_table_of_places_has_the_whole_text_and_the_whole_words(speech: Speech) -> None:
    few = {"一": 1.0}
    held = [card for card in cards(speech, few) if card.question.id in {"q01", "q11", "q22.1.1"}]
    words = note(charts.mastery_by_node(speech, by_node(speech, held)))
    assert words.rows[0][0] == "全文"
    (row,) = (row for row in words.rows if row[0] == "一")
    assert row[2:] == (2, 2, 2, "作答太少，还看不出")


def test_the_calendar_has_a_cell_a_day_and_marks_today(speech: Speech) -> None:
    ax = charts.review_calendar(calendar(), TODAY)
    assert len(blocks(ax)) == 42
    written = [text.get_text() for text in ax.texts]
    assert written[:7] == list("一二三四五六日")
    assert written.count("今天") == 1
    assert written.count("12 次") == 28
    assert written.count("待 3") == 15
    assert "3月1日" in written
    (today,) = (block for block in blocks(ax) if block.get_linewidth() == 2)
    assert (int(today.get_x()), today.get_facecolor()[:3]) != (3, (1, 1, 1))
    assert note(ax).alt == (
        "日历图：最近 28 天有 28 天作答，共 336 次；从今天起到 14 天后，排定的复习共 45 题。"
    )


def test_more_answers_are_darker() -> None:
    grounds = [
        to_hex(blocks(charts.review_calendar(calendar(answers=number), TODAY))[0].get_facecolor())
        for number in (0, 1, 10, 20, 40)
    ]
    assert grounds == list(HEAT[:5])


def test_a_day_to_come_has_its_reviews_and_new_questions_in_one_column() -> None:
    ax = charts.review_forecast(planned(14))
    due, new = blocks(ax)[:14], blocks(ax)[14:]
    assert {(bar.get_y(), bar.get_height()) for bar in due} == {(0, 9)}
    assert {(bar.get_y(), bar.get_height()) for bar in new} == {(9, 5)}
    written = [text.get_text() for text in ax.texts]
    assert written.count("14") == 14
    assert "今天" in written
    assert "5日\n3月" in written
    assert note(ax).rows[-1] == ("合计", 126, 70, 0)


def test_a_long_plan_names_the_exam_and_some_of_its_days() -> None:
    ax = charts.review_forecast(planned(60), exam=TODAY + timedelta(days=60))
    assert ax.get_title() == "到5月3日考试前一天的安排"
    dated = [text.get_text() for text in ax.texts]
    assert 10 <= len(dated) <= 16
    assert len(note(ax).rows) == 61


def test_nothing_to_show_is_said_in_words(speech: Speech) -> None:
    nothing: tuple[Mastery, ...] = ()
    for ax in (
        charts.mastery_by_part(speech, nothing),
        charts.mastery_by_node(speech, nothing),
        charts.review_calendar((), TODAY),
        charts.review_forecast(()),
    ):
        (sentence,) = ax.texts
        assert "没有" in sentence.get_text()
