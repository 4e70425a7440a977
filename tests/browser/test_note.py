"""A note in a real JupyterLab: typed, kept, and never lost, though the kernel dies."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from kit.progress import Store
from kit.progress.note_store import kept_notes
from tests.browser.running import Lab, open_lesson, running_small_lab
from tests.small_set import code_cell, small_set, text_cell

__all__ = ["small_set"]

pytestmark = pytest.mark.browser
_CELLS = "window.jupyterapp.shell.currentWidget.content.model.cells.length"
_RUN = "jupyterapp.commands.execute('notebook:run-all-cells').then(() => null)"


@pytest.fixture
def lab(chromium: Browser, small_set: object, tmp_path: Path) -> Iterator[Lab]:
    with running_small_lab(
        tmp_path,
        text_cell("title", "# 目录"),
        code_cell("setup", '# 准备：载入讲话\nimport kit\nspeech = kit.load("small")'),
        code_cell("note", '# 我的笔记\nkit.note("01-1")'),
    ) as running:
        yield running


def opened(tab: Page, lab: Lab) -> Locator:
    """Open and run the lesson; return the live box."""
    open_lesson(tab, lab.address)
    return run(tab)


def run(tab: Page) -> Locator:
    tab.evaluate(_RUN)
    box = tab.get_by_role("textbox", name="我的笔记 01-1")
    expect(box).to_be_editable(timeout=30_000)
    return box


def kept(lab: Lab) -> list[str]:
    (file,) = lab.home.rglob("progress.sqlite3")
    with Store(f"sqlite:///{file}") as store:
        return [note.text for note in kept_notes(store)]


def test_a_note_is_kept_as_it_is_typed_and_outlives_page_and_kernel(lab: Lab, tab: Page) -> None:
    box = opened(tab, lab)
    cells = tab.evaluate(_CELLS)
    box.click()
    tab.keyboard.type("ddx清理挂案")
    tab.keyboard.press("Enter")
    tab.keyboard.type("第二行")
    expect(tab.locator(".kit-note-state")).to_contain_text("已保存")
    assert kept(lab) == ["ddx清理挂案\n第二行"]
    assert tab.evaluate(_CELLS) == cells  # no key was a command
    box = opened(tab, lab)  # the page anew; the kernel lives
    expect(box).to_have_value("ddx清理挂案\n第二行")

    restart = "jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()"
    tab.evaluate(f"{restart}.then(() => null)")
    box.fill("后台重启后写的")
    expect(tab.locator(".kit-note-fault")).to_contain_text("还没有保存", timeout=20_000)
    assert kept(lab) == ["ddx清理挂案\n第二行"]
    expect(box).to_have_value("后台重启后写的")
    box = run(tab)
    expect(box).to_have_value("后台重启后写的")
    expect(tab.locator(".kit-note-state")).to_contain_text("已保存")
    for _ in range(50):
        if kept(lab) == ["后台重启后写的"]:
            break
        time.sleep(0.1)
    assert kept(lab) == ["后台重启后写的"]
    expect(tab.locator(".kit-note-fault")).to_be_empty()
