"""What a cell shows: a record in two forms, charts in words too, faults as a sentence."""

from __future__ import annotations

import pytest

from kit import chart
from kit.page import (
    DATA_MIME,
    HANDOUT_VARIABLE,
    Notice,
    OutputGroup,
    Prose,
    TopButton,
    bundle,
    cell_html,
    figure_data,
)
from kit.page.whole_page import Page
from kit.speech import Speech


def test_jupyterlab_gets_html_with_its_style_and_a_page_gets_data() -> None:
    shown = bundle(Prose(("甲<",)))
    assert shown["text/html"].startswith("<style>")
    assert '<div class="kit-root" lang="zh-CN"><p>甲&lt;</p></div>' in shown["text/html"]
    assert shown[DATA_MIME] == {"kind": "text", "paragraphs": ["甲<"]}


def test_where_a_lesson_is_run_for_a_page_there_is_only_the_data(
    speech: Speech, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(HANDOUT_VARIABLE, "1")
    figure = figure_data(chart.by_part(speech))
    assert figure.svg
    assert not figure.png  # nobody would see it
    assert bundle(figure).keys() == {DATA_MIME}


@pytest.mark.parametrize("on_page", [False, True])
def test_a_chart_says_what_it_shows_and_gives_its_numbers(speech: Speech, on_page: bool) -> None:
    ax = chart.by_part(speech)
    figure = figure_data(ax)
    html = Page().html(figure) if on_page else cell_html(figure)
    assert ax.note is not None
    picture = 'role="img" aria-label="' if on_page else 'src="data:image/png;base64,'
    assert picture in html
    assert ax.note.alt in html
    assert ax.note.rule in html
    for row in ax.note.rows:
        assert f'<th scope="row">{row[0]}</th>' in html


def test_on_a_page_the_counting_rule_is_text_below_the_drawing_and_not_in_it(
    speech: Speech,
) -> None:
    ax = chart.by_part(speech)
    assert ax.note is not None
    html = Page().html(figure_data(ax))
    assert f'<p class="kit-source">{ax.note.rule}</p>' in html
    assert html.count(ax.note.rule[:12]) == 1


def test_a_fault_is_told_at_once_and_as_text() -> None:
    html = cell_html(Notice("<卷>.md 第 3 行：没有正确答案。"))
    assert 'role="alert"' in html
    assert "&lt;卷&gt;.md 第 3 行：没有正确答案。" in html


def test_a_group_is_shown_one_below_the_other() -> None:
    group = OutputGroup((Prose(("甲。", "乙。")), OutputGroup((Prose(("丙。",)),))))
    assert cell_html(group) == "<p>甲。</p>\n<p>乙。</p>\n<p>丙。</p>"


def test_the_way_back_to_the_top_is_a_button_that_no_page_has() -> None:
    assert "回到本课开头</button>" in cell_html(TopButton())
    assert Page().html(TopButton()) == ""
