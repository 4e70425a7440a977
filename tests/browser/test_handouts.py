"""The handout of the open lesson: printed, from JupyterLab's own menu, and by the set's buttons."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import APIResponse, Page, Route, expect

from tests.browser.running import READY, Lab, open_lesson, start_lesson

pytestmark = pytest.mark.browser
LESSON = "02_one_goal"


HEARD = """() => performance.getEntriesByType("resource")
  .some(({ name }) => name.includes("/api/nbconvert"))"""
"""Whether the page knows what it can export to: it closes an open menu when it hears."""


def open_in_whole_interface(tab: Page, lab: Lab) -> None:
    """Open the lesson in the reading room, and from there in the whole of JupyterLab."""
    open_lesson(tab, lab.lesson(LESSON))
    tab.get_by_role("button", name="切换到完整界面").click()
    tab.wait_for_url("**/lab/**")
    tab.wait_for_function(READY, timeout=60_000)
    tab.wait_for_function(HEARD, timeout=60_000)


def test_the_menu_saves_the_open_lesson_as_a_handout(lab: Lab, tab: Page) -> None:
    open_in_whole_interface(tab, lab)
    tab.get_by_role("menuitem", name="文件", exact=True).click()
    items = tab.locator(".lm-Menu-item")
    items.filter(has_text="保存并导出笔记本为").click()
    choice = items.get_by_text("学习讲义", exact=True)
    expect(choice).to_be_visible(timeout=30_000)
    menu = tab.locator(".lm-Menu").last.locator(".lm-Menu-itemLabel")
    assert menu.all_inner_texts() == [
        "学习讲义",
        "学习讲义（试卷）",
        "学习讲义（教师版）",
        "学习讲义（PDF）",
    ]
    saved: list[APIResponse] = []

    def fetch(route: Route) -> None:
        saved.append(route.fetch(timeout=60_000))
        route.fulfill(response=saved[-1])

    tab.context.route(re.compile("/nbconvert/%"), fetch)
    with tab.context.expect_event("page", timeout=60_000):
        choice.click()
    for _ in range(300):
        if saved:
            break
        tab.wait_for_timeout(200)
    (answer,) = saved
    assert answer.status == 200
    assert f"{LESSON}.html" in answer.headers["content-disposition"]
    page = answer.text()
    assert page.startswith('<!DOCTYPE html>\n<html lang="zh-CN">')
    assert "<h1" in page
    assert "data-question=" in page
    assert "import kit" not in page


PRINTED = """
const print = () => (top.kitPrinted = document.documentElement.outerHTML);
window.print = print;
document.execCommand = (name) => name === "print" && Boolean(print());
"""


@pytest.mark.parametrize("way", ["keys", "button", "menu"])
def test_what_is_printed_is_the_lessons_handout(lab: Lab, tab: Page, way: str) -> None:
    tab.add_init_script(PRINTED)
    if way == "menu":
        open_in_whole_interface(tab, lab)
    else:
        open_lesson(tab, lab.lesson(LESSON))
    if way == "keys":
        tab.locator(".jp-Notebook").press("Control+p")
    elif way == "button":
        tab.locator(".kit-beside").get_by_role("button", name="打印本课").click()
    else:
        tab.get_by_role("menuitem", name="文件", exact=True).click()
        tab.locator(".lm-Menu-item", has_text="打印").click()
    tab.wait_for_function("window.kitPrinted", timeout=60_000)
    printed = tab.evaluate("window.kitPrinted")
    assert "data-question=" in printed
    assert "紧盯一个目标</h1>" in printed
    assert "import kit" not in printed


def test_the_buttons_of_the_first_lesson_say_why_nothing_was_made(lab: Lab, tab: Page) -> None:
    open_lesson(tab, lab.lesson("00_index"))
    tools = tab.get_by_role("region", name="打印和导出")
    tools.get_by_role("button", name="导出错题").click(timeout=60_000)
    expect(tools.get_by_role("status")).to_have_text("还没有作答，没有错题。")
    tools.get_by_role("link", name="设考试日期").click()
    expect(tab.get_by_label("考试日期", exact=True).first).to_be_attached(timeout=60_000)


@pytest.mark.parametrize("wanted", [False, True])
def test_notes_are_printed_with_the_lesson_if_the_learner_wants(
    lab: Lab, tab: Page, wanted: bool
) -> None:
    tab.add_init_script(PRINTED)
    start_lesson(tab, lab.lesson(LESSON))
    note = tab.locator(".kit-note").first
    note.get_by_role("textbox").fill("护航员要清理“挂案”")
    expect(note.locator(".kit-note-state")).to_contain_text("已保存")
    note.get_by_label("打印本课时带上笔记").set_checked(wanted)
    tab.locator(".jp-Notebook").press("Control+p")
    tab.wait_for_function("window.kitPrinted", timeout=60_000)
    assert ("护航员要清理“挂案”" in tab.evaluate("window.kitPrinted")) is wanted
