"""What a cell shows: two forms in one bundle, charts in words too, faults as a sentence."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from kit import chart
from kit.page import PAGE_MIME, bundle, figure_html, notice_html, top_html
from kit.speech import Speech


def test_jupyterlab_gets_the_style_and_the_page_does_not() -> None:
    shown = bundle(Markup("<p>甲</p>"))
    assert shown["text/html"].startswith("<style>")
    assert '<div class="kit-root" lang="zh-CN"><p>甲</p></div>' in shown["text/html"]
    assert shown[PAGE_MIME] == "<p>甲</p>"


def test_the_page_may_be_given_something_else_or_nothing() -> None:
    assert bundle(Markup("<p>甲</p>"), Markup("<p>乙</p>"))[PAGE_MIME] == "<p>乙</p>"
    assert bundle(Markup("<p>甲</p>"), Markup(""))[PAGE_MIME] == ""


@pytest.mark.parametrize("page", [False, True])
def test_a_chart_says_what_it_shows_and_gives_its_numbers(speech: Speech, page: bool) -> None:
    ax = chart.by_part(speech)
    html = figure_html(ax, page=page)
    assert ax.note is not None
    picture = 'role="img" aria-label="' if page else 'src="data:image/png;base64,'
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
    html = figure_html(ax, page=True)
    assert f'<p class="kit-source">{ax.note.rule}</p>' in html
    assert html.count(ax.note.rule[:12]) == 1


def test_a_fault_is_told_at_once_and_as_text() -> None:
    html = notice_html("<卷>.md 第 3 行：没有正确答案。")
    assert 'role="alert"' in html
    assert "&lt;卷&gt;.md 第 3 行：没有正确答案。" in html


def test_the_way_back_to_the_top_is_also_a_button() -> None:
    assert "回到本课开头</button>" in top_html()
