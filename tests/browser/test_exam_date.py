"""In a real JupyterLab: an exam date is chosen and kept, and what was wrong becomes a file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.running import Lab, open_lesson, running_small_lab
from tests.small_set import code_cell, lesson, small_set, text_cell

__all__ = ["small_set"]

pytestmark = pytest.mark.browser
_RUN = "jupyterapp.commands.execute('notebook:run-all-cells').then(() => null)"
_DAY = date.today() + timedelta(days=40)


@pytest.fixture
def lab(chromium: Browser, small_set: object, tmp_path: Path) -> Iterator[Lab]:
    other = lesson(text_cell("title", "# 01 生产"), code_cell("all", '# 原文\nspeech["一"]'))
    path = tmp_path / "sets" / "notebooks" / "small" / "01_work.ipynb"
    path.write_text(other, encoding="utf-8")
    with running_small_lab(
        tmp_path,
        text_cell("title", "# 目录"),
        code_cell("setup", '# 准备：载入讲话\nimport kit\nspeech = kit.load("small")'),
        code_cell("exam", "# 考试日期\nkit.exam_date()"),
        code_cell("review", "# 今天的复习\nkit.review()"),
        code_cell("progress", "# 我的进度\nkit.my_progress()"),
        code_cell("text", "# 全文\nkit.full_text(speech)"),
    ) as running:
        yield running


def test_a_day_is_chosen_and_mistakes_are_taken_along(tab: Page, lab: Lab) -> None:
    open_lesson(tab, lab.address)
    tab.evaluate(_RUN)
    field = tab.get_by_label("考试日期", exact=True).locator("input[type=date]")
    expect(field).to_be_enabled()
    field.fill(f"{_DAY}")
    expect(tab.get_by_text("已记下：考试在")).to_be_visible()

    card = tab.locator(".kit-question").first
    card.get_by_label("戊").check()
    card.locator(".kit-main").click()
    expect(card.get_by_text("解析：")).to_be_visible()

    tab.evaluate(_RUN)
    expect(tab.get_by_text("（40 天后），复习的间隔已按这个日期缩短")).to_be_visible()
    link = tab.get_by_text("存成一个网页")
    with tab.expect_download() as download:
        link.click()
    assert download.value.suggested_filename == "错题.html"
    assert "错题重做" in download.value.path().read_text(encoding="utf-8")

    tab.get_by_role("link", name="01 生产").first.click()
    tab.wait_for_url("**/01_work.ipynb*")
