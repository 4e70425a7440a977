"""A learner in a real JupyterLab: answering by mouse and by keyboard."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.running import ROOT, Lab, open_lesson, show_all, start_lesson

pytestmark = pytest.mark.browser
LESSON = "05_three_projects"


@pytest.fixture
def lesson(lab: Lab, tab: Page) -> Page:
    """A lesson that has run by itself."""
    start_lesson(tab, lab.lesson(LESSON))
    return tab


def test_the_index_opens_beside_the_list_of_lessons(lab: Lab, tab: Page) -> None:
    open_lesson(tab, lab.address)
    assert "notebooks/zhanjiang2021/00_index.ipynb" in tab.url
    expect(tab.get_by_role("navigation", name="课文").get_by_role("link")).not_to_have_count(0)
    expect(tab.locator(".jp-Notebook h1").first).to_be_visible()


def test_no_code_is_in_sight_before_or_after_the_start(lesson: Page) -> None:
    for cell in lesson.locator(".jp-CodeCell").all():
        expect(cell.locator(".cm-content")).not_to_be_visible()


def test_a_lesson_starts_without_asking_and_leaves_the_reader_at_the_top(
    lesson: Page,
) -> None:
    expect(lesson.locator(".jp-Dialog")).to_have_count(0)
    lesson.wait_for_function(
        "() => document.querySelector('.jp-WindowedPanel-outer').scrollTop < 40", timeout=30_000
    )
    expect(lesson.get_by_role("button", name="重新运行本课")).to_be_in_viewport()


def test_nothing_in_a_lesson_failed(lesson: Page) -> None:
    expect(lesson.locator("[data-mime-type='application/vnd.jupyter.stderr']")).to_have_count(0)
    expect(lesson.locator(".kit-notice[role=alert]")).to_have_count(0)
    assert "Traceback" not in lesson.locator(".jp-Notebook").inner_text()


def test_studying_leaves_the_clone_clean(lab: Lab, lesson: Page) -> None:
    lesson.keyboard.press("Control+S")
    saved = lab.lessons / f"{LESSON}.ipynb"
    lesson.wait_for_function(
        "() => window.jupyterapp.shell.currentWidget.context.model.dirty === false"
    )
    cells = json.loads(saved.read_text(encoding="utf-8"))["cells"]
    assert all(not cell.get("outputs") for cell in cells)
    if (ROOT / ".git").exists():
        changed = subprocess.run(
            ["git", "status", "--porcelain", "--", "notebooks"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        names = [Path(line[3:]).name for line in changed.splitlines()]
        assert f"{LESSON}.ipynb" not in names


def test_a_question_is_answered_by_mouse_and_the_reason_is_seen(lesson: Page) -> None:
    card = choice(lesson)
    card.locator("input[type=radio]").first.click()
    card.get_by_role("button", name="检查").click()
    told = card.get_by_role("status")
    expect(told).to_have_text(re.compile(r"^(答对了|答错了)。"))
    expect(card).to_contain_text("解析：")
    expect(card).to_contain_text("依据")


def test_a_question_is_answered_by_keyboard_alone(lab: Lab, tab: Page) -> None:
    lesson = tab
    start_lesson(tab, lab.lesson("04_livelihood_brand"))  # where nothing has been answered
    card = choice(lesson)
    group = card.locator("fieldset").first.get_by_role("radio")
    group.first.focus()
    lesson.keyboard.press("Space")
    lesson.keyboard.press("ArrowDown")
    expect(group.nth(1)).to_be_checked()
    main = card.get_by_role("button", name="检查")
    for _ in range(6):  # past the confidence, to the button
        lesson.keyboard.press("Tab")
        if main.evaluate("button => button === document.activeElement"):
            break
    expect(main).to_be_focused()
    lesson.keyboard.press("Enter")
    expect(card.get_by_role("status")).to_have_text(re.compile(r"^(答对了|答错了)。"))


def choice(lesson: Page) -> Locator:
    """Return an open question with one right option, with all questions shown.

    What an earlier tab has answered is answered here too: the kernel is the same.
    """
    test = lesson.locator(".kit-live")
    show_all(test)
    single = test.locator("[data-kind=single]:not(:has(input:disabled))")
    name = single.locator("visible=true").first.get_attribute("data-id")
    card = test.locator(f"[data-id={name}]")
    card.scroll_into_view_if_needed()
    return card
