"""Terms are explained where they stand, in tables with a switch, and in a list on paper."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from markupsafe import Markup

from kit.page import cell_html, passage_data
from kit.page.tables import term_table
from kit.page.whole_page import Page as HandoutPage
from kit.speech import Speech, Term, parse
from tests.page.reading import page_of, text_in
from tests.page.test_accessibility import violations

if TYPE_CHECKING:
    from playwright.sync_api import Page

TEXT = (
    "一、抓好生产\n一是当好营商环境“护航员”，开展“挂案”清理，落实检察建议。\n二是再次清理“挂案”。"
)
TERMS = (
    Term("护航员", "比喻。", "escort", "speech", pinyin="hùhángyuán"),
    Term("挂案", "搁着的<案件>。", "stalled cases", "background", pinyin="guà’àn", source="《甲》"),
    Term("清理，落实", "跨着两项任务。", "", "editor"),
)


@pytest.fixture(scope="module")
def small() -> Speech:
    return replace(parse(TEXT), terms=TERMS)


def test_marks_add_nothing_to_the_text_and_escape_what_they_say(small: Speech) -> None:
    html = cell_html(passage_data(small.whole()))
    assert text_in(html, "blockquote") == TEXT
    assert "搁着的&lt;案件&gt;。" in html


def test_a_term_is_marked_once_and_not_across_two_tasks(small: Speech) -> None:
    data = passage_data(small.whole())
    names = [mark.name for line in data.lines for piece in line.pieces for mark in piece.terms]
    assert names == ["护航员", "挂案"]
    assert [term.name for term in data.terms] == names
    html = cell_html(data)
    assert '<u>开展“<span class="kit-term" data-term="挂案">挂案</span>”清理</u>' in html


def test_a_passage_without_terms_carries_no_script() -> None:
    assert "<script" not in cell_html(passage_data(parse(TEXT).whole()))


def test_a_page_explains_each_term_once_for_paper(small: Speech) -> None:
    page = HandoutPage()
    for _ in range(2):
        page.html(passage_data(small.whole()))
    assert page.appendix().count("<dt>") == 2
    assert "kit-listed" not in page.appendix()
    page.html(term_table(small["一一"]))
    assert page.appendix().count("kit-listed") == 3  # both terms, and so the list as a whole


def test_a_table_has_no_switch_where_there_is_nothing_to_show() -> None:
    plain = replace(parse(TEXT), terms=(Term("护航员", "比喻。", "", "speech"),))
    assert "kit-latin-switch" not in cell_html(term_table(plain)).split("<script>")[0]


@pytest.fixture
def tab(offline_page: Page, tmp_path: Path, small: Speech) -> Page:
    path = tmp_path / "page.html"
    records = (passage_data(small.whole()), term_table(small), term_table(small["一一"]))
    path.write_text(page_of(*records), encoding="utf-8")
    offline_page.goto(path.as_uri())
    return offline_page


@pytest.mark.browser
@pytest.mark.parametrize("way", ["mouse", "touch", "Enter", "Space"])
def test_a_term_opens_its_box_and_escape_closes_it(tab: Page, way: str) -> None:
    term = tab.get_by_role("button", name="挂案")
    match way:
        case "mouse":
            term.click()
        case "touch":
            term.dispatch_event("click")
        case key:
            term.focus()
            tab.keyboard.press(key)
    box = tab.get_by_role("dialog", name="术语：挂案")
    assert box.inner_text().split("\n")[:4] == [
        "挂案 guà’àn",
        "搁着的<案件>。",
        "stalled cases",
        "背景：《甲》",
    ]
    assert term.get_attribute("aria-expanded") == "true"
    assert box.evaluate("each => document.activeElement === each")
    tab.keyboard.press("Escape")
    assert box.count() == 0
    assert term.evaluate("each => document.activeElement === each")
    assert term.get_attribute("aria-expanded") == "false"


@pytest.mark.browser
def test_a_box_is_closed_by_its_button_by_pressing_elsewhere_and_by_moving_on(tab: Page) -> None:
    first, second = (tab.get_by_role("button", name=name) for name in ("护航员", "挂案"))
    dialogs = tab.get_by_role("dialog")
    first.click()
    tab.get_by_role("button", name="关闭").click()
    assert dialogs.count() == 0
    first.click()
    tab.get_by_role("heading", name="样课").click()
    assert dialogs.count() == 0
    first.click()
    second.focus()
    assert dialogs.count() == 0
    first.click()
    second.dispatch_event("click")
    assert dialogs.count() <= 1


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1280])
def test_a_box_lies_within_its_passage_and_the_screen(tab: Page, width: int) -> None:
    tab.set_viewport_size({"width": width, "height": 700})
    for name in ("护航员", "挂案"):
        tab.get_by_role("button", name=name).click()
        inside = tab.get_by_role("dialog").evaluate(
            """each => {
              const box = each.getBoundingClientRect();
              const frame = each.closest(".kit-passage").getBoundingClientRect();
              return box.left >= frame.left - 1 && box.right <= frame.right + 1
                && box.bottom <= frame.bottom + 1 && box.right <= innerWidth;
            }"""
        )
        assert inside
        assert tab.evaluate("document.documentElement.scrollWidth") == width
        tab.keyboard.press("Escape")


@pytest.mark.browser
def test_one_switch_shows_pinyin_and_english_in_all_tables(tab: Page) -> None:
    from playwright.sync_api import expect

    first, second = tab.get_by_label("拼音和英文").all()
    latin = tab.locator(".kit-latin")
    assert [each.is_visible() for each in latin.all()] == [False] * latin.count()
    first.check()
    expect(second).to_be_checked()
    assert [each.is_visible() for each in latin.all()] == [True] * latin.count()
    tab.reload()
    expect(tab.get_by_label("拼音和英文").first).to_be_checked()
    tab.get_by_label("拼音和英文").last.uncheck()
    expect(latin.first).to_be_hidden()


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_with_a_box_open(tab: Page, scheme: Any) -> None:
    tab.emulate_media(color_scheme=scheme)
    tab.get_by_label("拼音和英文").first.check()
    tab.get_by_role("button", name="挂案").click()
    assert violations(tab) == []


@pytest.mark.browser
def test_on_paper_there_are_no_boxes_and_the_terms_are_listed_once(
    offline_page: Page, tmp_path: Path, small: Speech
) -> None:
    path = tmp_path / "page.html"
    path.write_text(page_of(passage_data(small.whole())), encoding="utf-8")
    offline_page.goto(path.as_uri())
    offline_page.get_by_role("button", name="挂案").click()
    glossary = offline_page.locator(".kit-glossary")
    assert not glossary.is_visible()
    offline_page.emulate_media(media="print")
    assert not offline_page.locator(".kit-term-box").is_visible()
    assert re.sub(r"\s+", " ", glossary.inner_text()).startswith(
        "附：术语 护航员 hùhángyuán 比喻。"
    )


@pytest.mark.browser
def test_in_a_cell_the_box_needs_nothing_but_its_own_output(
    offline_page: Page, tmp_path: Path, small: Speech
) -> None:
    cells = [cell_html(passage_data(small.whole())), cell_html(term_table(small))]
    path = tmp_path / "cell.html"
    path.write_text(
        f'<meta charset="utf-8"><div class="kit-root">{Markup("").join(cells)}</div>',
        encoding="utf-8",
    )
    offline_page.goto(path.as_uri())
    offline_page.get_by_role("button", name="挂案").click()
    assert "搁着的<案件>。" in offline_page.get_by_role("dialog").inner_text()
    offline_page.keyboard.press("Escape")
    offline_page.get_by_label("拼音和英文").check()
    assert offline_page.locator(".kit-latin").first.is_visible()
