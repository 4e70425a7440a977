"""Everything a page shows, at once: for every reader, at every width, in light and dark."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from markupsafe import Markup

from kit import chart
from kit.page import Notice, cell_html, figure_data, passage_data, self_test_data
from kit.page.tables import task_table, term_table
from kit.page.whole_page import Link
from kit.page.whole_page import Page as HandoutPage
from kit.quiz import Question
from kit.speech import Speech
from tests.axe import violations

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

# Every box, as wide as it is drawn, of what can be pressed; a choice is pressed by its label.
_SMALL_TARGETS = """() =>
  [...document.querySelectorAll("button, summary, select, input, textarea, nav a")]
    .map((each) => each.closest("label") ?? each)
    .filter((each) => each.checkVisibility())
    .map((each) => [each.textContent.trim(), each.getBoundingClientRect()])
    .filter(([, box]) => box.width < 24 || box.height < 24)
    .map(([text, box]) => `${text} ${box.width} x ${box.height}`)"""


@pytest.fixture
def everything(
    offline_page: Page,
    tmp_path: Path,
    speech: Speech,
    questions: tuple[Question, ...],
    mistakes: tuple[Question, ...],
) -> Page:
    page = HandoutPage()
    passage = speech["二（二）"]
    chart_data = figure_data(chart.by_part(speech))
    records = [
        passage_data(passage),
        term_table(passage),
        task_table(passage),
        chart_data,
        Notice("样卷.md 第 3 行：没有正确答案。请改正。"),
    ]
    test = page.html(self_test_data(questions + mistakes, speech))
    body = Markup("\n").join(
        [
            Markup("<h1>样课</h1><h2>原文</h2>"),
            *map(page.html, records),
            cell_html(chart_data),
            Markup("<h2>自测</h2>"),
            test,
            page.appendix(),
        ]
    )
    nav = [Link("上一课", "a.html", "prev"), Link("目录", "index.html", "contents")]
    path = tmp_path / "page.html"
    html = page.document(
        title="样课",
        body=body,
        nav=nav,
        contents=[Link("自测", "#main")],
        label="学员版",
        foot="注",
    )
    path.write_text(html, encoding="utf-8")
    offline_page.goto(path.as_uri())
    offline_page.locator(".kit-live").wait_for()
    return offline_page


def answer_all(page: Page) -> None:
    """Answer every question, more or less, and look at the result."""
    page.get_by_role("button", name="全部显示").click()
    for card in page.locator(".kit-question").all():
        card.get_by_label("很确定").check()
        match card.get_attribute("data-kind"):
            case "single" | "multiple" | "judge":
                card.locator(".kit-options input").first.check()
            case "fill" | "numeric":
                card.get_by_role("textbox").first.fill("六")
            case "order":
                card.get_by_role("button", name="下移").first.click()
            case "match":
                card.get_by_role("combobox").first.select_option(index=1)
            case _:
                card.get_by_role("button", name="看参考答案").click()
                card.locator(".kit-points input, .kit-sure input").first.check()
        main = card.locator(".kit-main")
        main.click()
        if main.inner_text() == "检查":  # what is left empty is asked of once
            main.click()
    page.get_by_role("button", name="看结果").first.click()
    page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_before_and_after_answering(everything: Page, scheme: Any) -> None:
    everything.emulate_media(color_scheme=scheme)
    assert violations(everything) == []
    answer_all(everything)
    assert violations(everything) == []


def test_nothing_but_tables_scrolls_sideways_on_a_narrow_screen(everything: Page) -> None:
    everything.set_viewport_size({"width": 320, "height": 640})
    assert everything.evaluate("document.documentElement.scrollWidth") == 320
    answer_all(everything)
    assert everything.evaluate("document.documentElement.scrollWidth") == 320


def test_whatever_can_be_pressed_is_large_enough(everything: Page) -> None:
    assert everything.evaluate(_SMALL_TARGETS) == []
    answer_all(everything)
    assert everything.evaluate(_SMALL_TARGETS) == []


def test_a_radio_group_has_a_name_and_is_one_stop_for_the_tab_key(everything: Page) -> None:
    group = everything.get_by_role("group", name="1. 讲话要求用好12309检察服务中心")
    group.get_by_role("radio").first.focus()
    everything.keyboard.press("ArrowDown")
    assert group.get_by_role("radio").nth(1).is_checked()
    everything.keyboard.press("Tab")
    assert everything.evaluate("document.activeElement.closest('.kit-options')") is None


def test_the_focus_can_be_seen(everything: Page) -> None:
    everything.keyboard.press("Tab")
    assert everything.evaluate("document.activeElement.textContent") == "跳到正文"
    outline = "getComputedStyle(document.activeElement).outlineStyle"
    for _ in range(12):
        assert everything.evaluate(outline) == "solid"
        everything.keyboard.press("Tab")


def test_a_question_is_never_cut_in_two_by_a_page(everything: Page) -> None:
    everything.emulate_media(media="print")
    for card in everything.locator(".kit-question").all():
        assert card.evaluate("each => getComputedStyle(each).breakInside") == "avoid"
