"""In a real JupyterLab: an exam date is chosen and kept, and what was wrong becomes a file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.running import Lab, open_lesson, running_small_lab, violations
from tests.small_set import code_cell, lesson, small_set, text_cell

__all__ = ["small_set"]

pytestmark = pytest.mark.browser
_RUN = "jupyterapp.commands.execute('notebook:run-all-cells').then(() => null)"
_ALL = '# 自测\nimport kit\nspeech = kit.load("small")\nkit.self_test("01_work")'
_PRINTED = """
const print = () => (top.kitPrinted = document.documentElement.outerHTML);
window.print = print;
document.execCommand = (name) => name === "print" && Boolean(print());
"""
_DAY = date.today() + timedelta(days=40)


@pytest.fixture
def lab(chromium: Browser, small_set: object, tmp_path: Path) -> Iterator[Lab]:
    other = lesson(text_cell("title", "# 01 生产"), code_cell("all", _ALL))
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
        code_cell("tools", "# 打印和导出\nkit.tools()"),
    ) as running:
        yield running


def test_a_day_is_chosen_mistakes_are_taken_along_and_every_button_does_what_it_says(
    tab: Page, lab: Lab
) -> None:
    tab.add_init_script(_PRINTED)
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

    every_button(tab)
    tab.get_by_role("link", name="01 生产").first.click()
    tab.wait_for_url("**/01_work.ipynb*")


def every_button(tab: Page) -> None:
    """Click all that stands under 打印和导出; what is a page opens by a click, too."""
    tools = tab.get_by_role("region", name="打印和导出")
    said = tools.get_by_role("status")
    made = {"做讲义": "学习讲义", "试卷": "试卷", "教师版": "教师版", "导出错题": "错题"}
    for label, kind in made.items():
        with tab.expect_download(timeout=60_000) as download:
            tools.get_by_role("button", name=label, exact=True).click()
        assert download.value.suggested_filename.endswith(f"{kind}.html")
        expect(said).to_contain_text("在浏览器的下载文件夹里。")
        with tab.context.expect_page() as opened:
            said.get_by_role("link", name="打开看看").click()
        expect(opened.value.locator("h1").first).to_be_visible()
        assert download.value.path().read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
        opened.value.close()
    with tab.expect_download(timeout=60_000) as download:
        tools.get_by_role("button", name="打包发给同事").click()
    assert "index.html" in str(ZipFile(download.value.path()).namelist())
    expect(said.get_by_role("link")).to_have_count(0)
    assert violations(tab) == []

    tab.route("**/kit/make/**", lambda route: route.abort())
    tools.get_by_role("button", name="试卷").click()
    expect(said).to_have_text("没有做成：学习工具没有回应。请重新运行 kit study，再试一次。")
    tools.get_by_role("button", name="打印本课").click()
    tab.wait_for_function("window.kitPrinted", timeout=60_000)
