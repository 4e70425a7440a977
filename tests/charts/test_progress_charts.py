"""Charts of what is known and what is planned, by their labels, lengths, colours and words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import combinations

import pytest
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from kit import charts
from kit.charts.axes import ChartAxes
from kit.charts.theme import LIGHT, contrast
from kit.progress import CalendarDay, Card, Mastery, PlannedDay, by_node, by_part
from kit.quiz import Question
from kit.speech import Speech
from tests.charts.test_drawing import bars, check_room, labels, note, texts

TODAY = date(2026, 3, 4)  # a Wednesday
SCORES = {"一": 1.0, "二（一）一要": 0.7, "二（二）五要": 0.2, "四四是": 1.0}


def cards(speech: Speech, scores: dict[str, float] = SCORES) -> list[Card]:
    """Return six questions of every leaf and some across parts, answered where there is a score."""
    marks = {speech[key].node: score for key, score in scores.items()}
    made = [
        Card(
            Question(id=f"q{number}{leaf.id}", kind="judge", stem="对吗？", node=leaf.id),
            answers=leaf in marks,
            score=marks.get(leaf),
        )
        for leaf in speech.leaves()
        for number in range(6)
    ]
    return [*made, Card(Question(id="all", kind="judge", stem="对吗？"))]


def calendar(*, answers: int = 12, due: int = 3) -> list[CalendarDay]:
    days = (TODAY + timedelta(days=number) for number in range(-27, 15))
    return [CalendarDay(day, answers * (day <= TODAY), 4, 2, due * (day >= TODAY)) for day in days]


def planned(days: int, due: int = 9, new: int = 5) -> list[PlannedDay]:
    return [
        PlannedDay(TODAY + timedelta(days=number), due, new, max(0, 40 - 5 * number))
        for number in range(days)
    ]


def every_chart(speech: Speech) -> list[Axes]:
    held = cards(speech)
    return [
        charts.mastery_by_part(speech, by_part(speech, held)),
        charts.mastery_by_part(speech, by_part(speech, cards(speech, {}))),
        charts.mastery_by_node(speech, by_node(speech, held)),
        charts.mastery_by_node(speech, by_node(speech, cards(speech, {}))),
        charts.review_calendar(calendar(), TODAY),
        charts.review_calendar(calendar(answers=0, due=0), TODAY),
        charts.review_calendar(calendar(answers=248, due=248), TODAY),
        charts.review_forecast(planned(14)),
        charts.review_forecast(planned(14, 0, 0)),
        charts.review_forecast(planned(1, 248, 100)),
        charts.review_forecast(planned(140, 100), exam=TODAY + timedelta(days=140)),
    ]


def test_every_chart_says_what_it_shows(speech: Speech) -> None:
    for ax in every_chart(speech):
        words = note(ax)
        assert "".join(ax.get_title().split()) == "".join(words.title.split())
        assert words.rule.endswith("。")
        assert words.alt.startswith(("条形图：", "结构图：", "日历图：", "柱形图："))
        assert words.alt.endswith("。")
        assert words.rows
        assert {len(row) for row in words.rows} == {len(words.columns)}


def test_no_text_overlaps_another_or_leaves_the_picture(speech: Speech) -> None:
    for ax in every_chart(speech):
        check_room(ax)


def test_texts_of_another_speech_have_room_too(other: Speech) -> None:
    held = cards(other, {})
    check_room(charts.mastery_by_part(other, by_part(other, held)))
    check_room(charts.mastery_by_node(other, by_node(other, held)))


def test_no_number_is_more_exact_than_what_it_counts(speech: Speech) -> None:
    for ax in every_chart(speech):
        words = note(ax)
        cells = [f"{cell}" for row in words.rows for cell in row]
        drawn = [text.get_text() for text in texts(ax)]
        assert not any("%" in text or "." in text for text in (*cells, *drawn, words.alt))


def test_a_part_has_a_bar_for_its_questions_cut_by_what_is_known(speech: Speech) -> None:
    rows = by_part(speech, cards(speech))
    ax = charts.mastery_by_part(speech, rows)
    assert labels(ax)[:3] == ["一、紧盯一个目标", "二（一）党建品牌", "二（二）民生检察品牌"]
    assert labels(ax)[-1] == "综合"
    first, second = bars(ax)[:3], bars(ax)[3:6]
    assert first == [(6, LIGHT.accent), (0, LIGHT.part[1]), (0, LIGHT.line)]
    assert second == [(0, LIGHT.accent), (6, LIGHT.part[1]), (12, LIGHT.line)]
    assert "薄弱的有：二（二）民生检察品牌。" in note(ax).alt


def test_a_part_without_questions_is_left_out(speech: Speech) -> None:
    held = [card for card in cards(speech) if card.question.node == "1"]
    ax = charts.mastery_by_part(speech, by_part(speech, held))
    assert labels(ax) == ["一、紧盯一个目标"]


def blocks(ax: Axes) -> list[Rectangle]:
    return [patch for patch in ax.patches if isinstance(patch, Rectangle)]


def test_every_place_of_the_speech_is_a_block_in_the_colour_of_its_level(speech: Speech) -> None:
    rows = by_node(speech, cards(speech))
    ax = charts.mastery_by_node(speech, rows)
    assert len(blocks(ax)) == len(speech.nodes)
    colours = {
        node.id: to_hex(block.get_facecolor())
        for node, block in zip(speech.nodes, blocks(ax), strict=True)
    }
    assert colours["1"] == LIGHT.heat[3]
    assert colours["2.1.1"] == LIGHT.heat[1]
    assert colours["2.2.5"] == LIGHT.part[1]
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
    assert grounds == list(LIGHT.heat[:5])


def test_a_day_to_come_has_its_reviews_and_new_questions_in_one_column() -> None:
    ax = charts.review_forecast(planned(14))
    due, new = bars_of(ax)[:14], bars_of(ax)[14:]
    assert {(bar.get_y(), bar.get_height()) for bar in due} == {(0, 9)}
    assert {(bar.get_y(), bar.get_height()) for bar in new} == {(9, 5)}
    written = [text.get_text() for text in ax.texts]
    assert written.count("14") == 14
    assert "今天" in written
    assert "5日\n3月" in written
    assert note(ax).rows[-1] == ("合计", 126, 70, 0)


def bars_of(ax: Axes) -> Sequence[Rectangle]:
    return blocks(ax)


def test_a_long_plan_names_the_exam_and_some_of_its_days() -> None:
    ax = charts.review_forecast(planned(60), exam=TODAY + timedelta(days=60))
    assert ax.get_title() == "到5月3日考试前一天的安排"
    dated = [text.get_text() for text in ax.texts]
    assert 10 <= len(dated) <= 16
    assert len(note(ax).rows) == 61


@pytest.mark.parametrize("width", [3.4, 5, 9])
def test_a_chart_goes_onto_axes_of_ones_own(speech: Speech, width: float) -> None:
    held = cards(speech)
    drawers = [
        lambda ax: charts.mastery_by_part(speech, by_part(speech, held), ax=ax),
        lambda ax: charts.mastery_by_node(speech, by_node(speech, held), ax=ax),
        lambda ax: charts.review_calendar(calendar(), TODAY, ax=ax),
        lambda ax: charts.review_forecast(planned(14), ax=ax),
    ]
    for draw in drawers:
        figure = Figure(figsize=(width, 9))
        own = figure.add_axes((0.03, 0.2, 0.94, 0.7), axes_class=ChartAxes)
        assert draw(own) is own
        check_room(own)


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
