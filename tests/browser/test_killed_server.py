"""A server that is killed, and a new start: answers, notes and the place are still there."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import Page, expect

from tests.browser.running import running_lab, start_lesson

pytestmark = [pytest.mark.browser, pytest.mark.soak]
LESSON = "02_one_goal"


@pytest.mark.usefixtures("chromium")
def test_after_a_killed_server_a_learner_goes_on_where_it_was(tmp_path: Path, tab: Page) -> None:
    note = tab.get_by_role("textbox", name="我的笔记").first
    card = tab.locator(".kit-live .kit-question:visible").first
    with running_lab(tmp_path) as lab:
        start_lesson(tab, lab.lesson(LESSON))
        note.fill("服务器被杀之前写的")
        expect(tab.locator(".kit-note-state").first).to_contain_text("已保存")
        card.locator("input").first.check()
        for _ in range(100):
            if any(lab.home.rglob("tests/*/*.json")) and any(lab.home.rglob("places/*.json")):
                break
            tab.wait_for_timeout(100)
        for process in psutil.Process().children(recursive=True):
            with suppress(psutil.ZombieProcess, psutil.NoSuchProcess):  # others may have ended
                if "study" in process.cmdline():
                    process.kill()
    with running_lab(tmp_path) as lab:
        start_lesson(tab, lab.lesson(LESSON))
        expect(tab.locator(".jp-Dialog")).to_have_count(0)
        expect(note).to_have_value("服务器被杀之前写的")
        expect(card.locator("input").first).to_be_checked()
        assert tab.evaluate("document.querySelector('.jp-WindowedPanel-outer').scrollTop") > 0
