"""A box to write in: on screen a field, on paper lines."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kit.page import NoteData, Notice, cell_html, read_record, record_json
from kit.page.whole_page import Page
from kit.page.whole_page import Page as HandoutPage
from tests.page.reading import page_of

if TYPE_CHECKING:
    from playwright.sync_api import Page as Tab

NOTE = NoteData("04-1")


def test_a_note_goes_into_json_and_back() -> None:
    assert read_record(record_json(NOTE)) == NOTE


def test_a_teachers_and_a_test_sheets_page_have_no_box() -> None:
    assert "<textarea" in HandoutPage("learner").html(NOTE)
    assert HandoutPage("teacher").html(NOTE) == HandoutPage("paper").html(NOTE) == ""


def test_a_cells_box_cannot_be_written_in_before_it_is_live() -> None:
    assert "readonly" in cell_html(NOTE)
    assert "readonly" not in Page().html(NOTE)


def test_a_page_without_notes_carries_no_script_for_them() -> None:
    assert "noteBox" in page_of(NOTE)
    assert "<script>" not in page_of(Notice("样卷.md 第 3 行：没有正确答案。"))


@pytest.fixture
def tab(offline_page: Tab, tmp_path: Path) -> Tab:
    path = tmp_path / "page.html"
    path.write_text(page_of(NOTE, NoteData("04-2")), encoding="utf-8")
    offline_page.goto(path.as_uri())
    return offline_page


@pytest.mark.browser
def test_the_box_grows_with_what_is_written(tab: Tab) -> None:
    box = tab.get_by_role("textbox", name="我的笔记 04-1")
    before = box.bounding_box()
    box.fill("一行\n" * 12)
    after = box.bounding_box()
    assert before
    assert after
    assert after["height"] > before["height"] + 100
    assert box.evaluate("each => each.scrollHeight <= each.clientHeight")


@pytest.mark.browser
def test_on_paper_an_empty_box_has_lines_and_a_full_one_its_text(tab: Tab) -> None:
    tab.get_by_role("textbox", name="我的笔记 04-1").fill("护航员要清理“挂案”\n　第二行")
    tab.emulate_media(media="print")
    full, empty = tab.locator(".kit-note").all()
    assert full.inner_text().splitlines()[-2:] == ["护航员要清理“挂案”", "　第二行"]
    assert empty.locator("i").count() == 5
    for note in (full, empty):
        assert not note.get_by_role("textbox", include_hidden=True).is_visible()
        assert not note.locator(".kit-source").is_visible()
    tab.emulate_media(media="screen")
    tab.get_by_role("textbox", name="我的笔记 04-1").fill("")
    tab.emulate_media(media="print")
    assert full.locator("i").count() == 5


def test_a_box_that_a_learner_added_shows_no_id() -> None:
    html = page_of(NoteData("02-w1"))
    assert "我的笔记 <small>自加 1</small>" in html
    assert "我的笔记 <small>02-why</small>" in page_of(NoteData("02-why"))
