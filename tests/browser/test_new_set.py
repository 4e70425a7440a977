"""A set that `kit new` made from a file in an empty folder, studied in a real JupyterLab."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.running import Lab, open_lesson, running_lab, show_all, start_lesson
from tests.making.texts import SPEECH

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def lab(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    folder = tmp_path_factory.mktemp("teacher")
    (folder / "garden.txt").write_bytes(SPEECH.encode("gb18030"))
    home = tmp_path_factory.mktemp("home")
    command = [sys.executable, "-m", "kit", "new", "garden.txt"]
    environment = os.environ | {"HOME": str(home), "XDG_DATA_HOME": str(home / "data")}
    subprocess.run(
        command, cwd=folder, env=environment, check=True, capture_output=True, timeout=120
    )
    with running_lab(home, root=folder, name="garden") as lab:
        yield lab


def test_its_index_names_its_lessons(lab: Lab, tab: Page) -> None:
    open_lesson(tab, lab.address)
    expect(tab.locator(".jp-Notebook").first).to_contain_text("园林工作要点")
    expect(tab.locator(".jp-Notebook").get_by_role("link", name="办好小微公园")).to_be_visible()


@pytest.fixture(scope="module")
def lesson(lab: Lab, chromium: Browser) -> Iterator[Page]:
    """The started lesson on the second part, for all tests here."""
    page = chromium.new_page(locale="zh-CN", viewport={"width": 1280, "height": 900})
    page.set_default_timeout(30_000)
    start_lesson(page, lab.lesson("03_part_2"))
    yield page
    page.close()


def test_a_lesson_of_it_runs_without_a_fault(lesson: Page) -> None:
    assert "Traceback" not in lesson.locator(".jp-Notebook").inner_text()
    expect(lesson.locator(".kit-notice[role=alert]")).to_have_count(0)
    expect(lesson.locator(".jp-Notebook")).to_contain_text("利用街角空地建设12个小微公园")


def test_a_generated_question_takes_an_answer_and_says_why(lesson: Page) -> None:
    test = lesson.locator(".kit-live")
    show_all(test)
    asked = test.locator("[data-kind=single]").locator("visible=true").first
    card = test.locator(f"[data-id={asked.get_attribute('data-id')}]")
    card.get_by_role("radio").first.check()
    card.get_by_role("button", name="检查").click()
    expect(card.locator(".kit-verdict")).to_have_text(re.compile("^答[对错]了。"))
    expect(card).to_contain_text("解析：")
    expect(card).to_contain_text("由规则生成")
