"""On every chart and on axes of any size, each text has room and the chart says what it shows."""

from __future__ import annotations

from datetime import timedelta
from itertools import combinations

import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import findfont, get_font

from kit import charts
from kit.charts.axes import ChartAxes
from kit.charts.theme import FONT_FAMILIES
from kit.progress.mastery import by_node, by_part
from kit.speech import Passage, Speech, parse
from tests.charts.reading import (
    NAMES,
    TODAY,
    bars,
    calendar,
    cards,
    chart,
    labels,
    note,
    planned,
    texts,
)

KEYS = ["", "二", "二（二）", "三", "一", "二（二）一要"]

every_chart = pytest.mark.parametrize("name", NAMES)


def of(speech: Speech, key: str) -> Speech | Passage:
    return speech[key] if key else speech


def check_room(ax: Axes) -> None:
    figure = ax.get_figure(root=True)
    assert figure is not None
    figure.draw_without_rendering()
    boxes = [(text.get_text(), text.get_window_extent()) for text in texts(ax)]
    picture = figure.bbox.padded(1)
    for text, box in boxes:
        assert picture.contains(*box.min), text
        assert picture.contains(*box.max), text
    for (one, box), (another, beside) in combinations(boxes, 2):
        wide = min(box.x1, beside.x1) - max(box.x0, beside.x0)
        high = min(box.y1, beside.y1) - max(box.y0, beside.y0)
        assert wide <= 1 or high <= 2, f"{one!r} touches {another!r}"


@every_chart
@pytest.mark.parametrize("key", KEYS)
def test_every_chart_says_what_it_shows(speech: Speech, name: str, key: str) -> None:
    ax = chart(name)(of(speech, key))
    words = note(ax)
    assert "".join(ax.get_title().split()) == "".join(words.title.split())
    assert "".join(ax.get_xlabel().split()) == "".join(words.rule.split())
    assert words.rule.endswith("。")
    assert words.alt.startswith(("条形图：", "冰柱图：", "热力图："))
    assert words.alt.endswith("。")
    assert words.rows
    assert {len(row) for row in words.rows} == {len(words.columns)}


@every_chart
@pytest.mark.parametrize("key", KEYS)
def test_no_text_overlaps_another_or_leaves_the_picture(
    speech: Speech, name: str, key: str
) -> None:
    ax = chart(name)(of(speech, key))
    check_room(ax)


@every_chart
def test_texts_of_another_speech_have_room_too(other: Speech, name: str) -> None:
    check_room(chart(name)(other))


@every_chart
@pytest.mark.parametrize("width", [3.4, 5, 9])
def test_on_axes_of_any_size_labels_keep_apart(speech: Speech, name: str, width: float) -> None:
    figure = Figure(figsize=(width, 8))
    ax = figure.add_axes((0.03, 0.25, 0.94, 0.65), axes_class=ChartAxes)
    check_room(chart(name)(speech, ax=ax))


def progress_charts(speech: Speech) -> list[Axes]:
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


def test_every_chart_of_progress_says_what_it_shows(speech: Speech) -> None:
    for ax in progress_charts(speech):
        words = note(ax)
        assert "".join(ax.get_title().split()) == "".join(words.title.split())
        assert words.rule.endswith("。")
        assert words.alt.startswith(("条形图：", "结构图：", "日历图：", "柱形图："))
        assert words.alt.endswith("。")
        assert words.rows
        assert {len(row) for row in words.rows} == {len(words.columns)}


def test_charts_of_progress_have_room_for_their_texts(
    speech: Speech,
) -> None:
    for ax in progress_charts(speech):
        check_room(ax)


def test_progress_on_another_speech_has_room_too(other: Speech) -> None:
    held = cards(other, {})
    check_room(charts.mastery_by_part(other, by_part(other, held)))
    check_room(charts.mastery_by_node(other, by_node(other, held)))


def test_no_number_is_more_exact_than_what_it_counts(speech: Speech) -> None:
    for ax in progress_charts(speech):
        words = note(ax)
        cells = [f"{cell}" for row in words.rows for cell in row]
        drawn = [text.get_text() for text in texts(ax)]
        assert not any("%" in text or "." in text for text in (*cells, *drawn, words.alt))


@pytest.mark.parametrize("width", [3.4, 5, 9])
def test_a_chart_of_progress_goes_onto_axes_of_ones_own(speech: Speech, width: float) -> None:
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


@every_chart
def test_every_character_drawn_is_in_one_of_the_fonts(
    speech: Speech, other: Speech, name: str
) -> None:
    fonts = [get_font(findfont(family)) for family in FONT_FAMILIES]
    drawn = {
        sign
        for text in (speech, other)
        for each in texts(chart(name)(text))
        for sign in each.get_text()
    }
    missing = [
        sign for sign in drawn - {"\n"} if not any(font.get_char_index(ord(sign)) for font in fonts)
    ]
    assert missing == []


@every_chart
@pytest.mark.parametrize("text", ["", "今天开会。", "一、只有标题\n"])
def test_a_speech_without_tasks_says_so_in_words(name: str, text: str) -> None:
    ax = chart(name)(parse(text))
    charts.png(ax)
    if not bars(ax):
        (sentence,) = ax.texts
        assert "没有可统计的" in sentence.get_text()
        assert "没有可统计的" in note(ax).alt


@every_chart
def test_a_chart_goes_onto_axes_of_ones_own(speech: Speech, name: str) -> None:
    figure = Figure(figsize=(5, 7))
    own = figure.add_subplot()
    assert chart(name)(speech, ax=own) is own
    assert figure.axes == [own]
    charts.png(own)


@every_chart
def test_a_chart_made_by_the_kit_leaves_nothing_behind_in_pyplot(speech: Speech, name: str) -> None:
    import matplotlib.pyplot as plt

    before = plt.get_fignums()
    chart(name)(speech)
    assert plt.get_fignums() == before


def test_key_terms_come_from_the_text_and_end_with_a_whole_tie(speech: Speech) -> None:
    ax = charts.key_terms(speech)
    lengths = [length for length, _ in bars(ax)]
    assert lengths == sorted(lengths, reverse=True)
    assert 5 <= len(lengths) <= 16
    assert all(term in speech.text for term in labels(ax))
    assert "第一方阵" in labels(ax)
