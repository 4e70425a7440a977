"""The handout of the open lesson, from JupyterLab's own menu."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import APIResponse, Page, Route, expect

from tests.browser.running import Lab, open_lesson

pytestmark = pytest.mark.browser
LESSON = "02_one_goal"


def test_the_menu_saves_the_open_lesson_as_a_handout(lab: Lab, tab: Page) -> None:
    open_lesson(tab, lab.lesson(LESSON))
    tab.get_by_role("menuitem", name="文件", exact=True).click()
    items = tab.locator(".lm-Menu-item")
    items.filter(has_text="保存并导出笔记本为").hover()
    choice = items.filter(has_text="学习讲义")
    expect(choice).to_be_visible()
    expect(items.filter(has_text="Kit-handout")).to_have_count(0)
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
