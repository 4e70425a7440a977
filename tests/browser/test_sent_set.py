"""A set that somebody sent, opened in a real JupyterLab by a person who agreed to nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from kit.library import ROOT_VARIABLE, StudySet
from tests.browser.running import Lab, open_lesson, running_lab
from tests.small_set import code_cell, lesson, small_set, text_cell

__all__ = ["small_set"]

pytestmark = pytest.mark.browser

RAN = "window.scriptRan = true"
IMAGE = f'<img src="none.png" onerror="{RAN}">'
OUTPUT = {
    "output_type": "display_data",
    "metadata": {},
    "data": {"text/html": IMAGE, "application/javascript": RAN, "text/markdown": IMAGE},
}
WIDGET = {
    "model_module": "anywidget",
    "model_module_version": "~0.9.*",
    "model_name": "AnyModel",
    "state": {
        "_model_module": "anywidget",
        "_model_module_version": "~0.9.*",
        "_model_name": "AnyModel",
        "_view_module": "anywidget",
        "_view_module_version": "~0.9.*",
        "_view_name": "AnyView",
        "_anywidget_id": "sent",
        "_esm": f"{RAN}; export default {{render() {{ {RAN} }}}}",
    },
}
STATES = {"version_major": 2, "version_minor": 0, "state": {"a" * 32: WIDGET}}


@pytest.fixture
def lab(chromium: Browser, small_set: StudySet, tmp_path: Path) -> Iterator[Lab]:
    cells = (text_cell("title", f"# 目录\n\n{IMAGE}"), code_cell("a", "# 甲\n1", outputs=[OUTPUT]))
    notebook = json.loads(lesson(*cells))
    notebook["metadata"]["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    notebook["metadata"]["widgets"] = {"application/vnd.jupyter.widget-state+json": STATES}
    small_set.index.write_text(json.dumps(notebook), encoding="utf-8")
    (tmp_path / "home").mkdir()
    variables = {ROOT_VARIABLE: str(small_set.root)}
    with running_lab(tmp_path / "home", name="small", variables=variables) as lab:
        yield lab


def test_nothing_of_it_runs_by_itself(lab: Lab, tab: Page) -> None:
    open_lesson(tab, lab.address)
    expect(tab.locator(".jp-Notebook").first).to_contain_text("目录")
    tab.wait_for_timeout(3000)
    assert tab.evaluate("window.scriptRan") is None
    assert tab.locator(".jp-OutputArea-output").count() == 0
