"""A set that somebody sent, in a real JupyterLab: nothing of it runs before it is trusted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from kit.library import ROOT_VARIABLE, StudySet
from tests.browser.running import open_lesson, running_lab, running_small_lab, violations
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


TRUST = "这套学习集是别人给的：运行它，就是信任它的作者，课文里的程序能做您能做的一切。"


@pytest.fixture
def sent(small_set: StudySet) -> StudySet:
    """A set with outputs, a state of a widget and a script, as somebody may send one."""
    cells = (text_cell("title", f"# 目录\n\n{IMAGE}"), code_cell("a", "# 甲\n1", outputs=[OUTPUT]))
    notebook = json.loads(lesson(*cells))
    notebook["metadata"]["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    notebook["metadata"]["widgets"] = {"application/vnd.jupyter.widget-state+json": STATES}
    small_set.index.write_text(json.dumps(notebook), encoding="utf-8")
    return small_set


@pytest.mark.usefixtures("chromium")
def test_a_sent_set_runs_only_when_its_author_is_trusted_and_asks_once(
    sent: StudySet, tmp_path: Path, tab: Page
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    variables = {ROOT_VARIABLE: str(sent.root)}
    question = tab.get_by_role("region", name="要不要运行")
    with running_lab(home, name="small", variables=variables) as lab:
        open_lesson(tab, lab.address)
        expect(tab.locator(".jp-Notebook").first).to_contain_text("目录")
        expect(question.locator("p").first).to_have_text(TRUST)
        tab.wait_for_timeout(3000)
        assert tab.evaluate("window.scriptRan") is None
        assert tab.locator(".jp-OutputArea-output").count() == 0
        assert not any(lab.home.rglob("beforehand"))  # nor behind the reader's back
        assert violations(tab) == []
        question.get_by_role("button", name="先不运行，只看文字").click()
        expect(question).not_to_be_visible()
        tab.evaluate("jupyterapp.commands.execute('notebook:run-all-cells').then(() => null)")
        expect(question).to_be_visible()  # whoever wants to run it is asked
        tab.on("dialog", lambda dialog: dialog.accept())
        tab.get_by_role("button", name="恢复本课").click()
        expect(tab.get_by_text("本课已恢复。")).to_be_visible()
        tab.wait_for_timeout(2000)
        assert tab.locator(".jp-OutputArea-output").count() == 0
        question.get_by_role("button", name="信任作者，运行").click()
        expect(tab.locator(".jp-OutputArea-output")).to_have_text("1", timeout=60_000)
        expect(question).to_have_count(0)
    with running_lab(home, name="small", variables=variables) as lab:
        open_lesson(tab, lab.address)
        expect(tab.locator(".jp-OutputArea-output")).to_have_text("1", timeout=60_000)
        expect(question).to_have_count(0)
    assert tab.evaluate("window.scriptRan") is None


MARKED = {"deletable": False, "editable": False}


@pytest.mark.usefixtures("small_set", "chromium")
def test_in_a_trusted_room_only_what_was_agreed_to_runs_by_itself(
    tmp_path: Path, tab: Page
) -> None:
    cells = [code_cell("a", "'甲'"), code_cell("b", "'乙'")]
    outputs = tab.locator(".jp-Notebook:visible .jp-OutputArea-output")
    status = tab.locator(".jp-NotebookPanel:visible .kit-state")
    with running_small_lab(tmp_path, text_cell("title", "# 目录"), *cells) as lab:
        open_lesson(tab, lab.address)
        expect(outputs).to_have_text(["'甲'", "'乙'"], timeout=60_000)
        (copy,) = lab.home.rglob("notebooks/small/00_index.ipynb")
        sent = json.loads(copy.read_text("utf-8"))
        sent["cells"][1] |= {"source": "'别的'", "metadata": MARKED}
        text = json.dumps(sent)

        beside = copy.parents[1] / "guest" / copy.name  # a set of the same folder, or any notebook
        beside.parent.mkdir()
        beside.write_text(text, encoding="utf-8")
        for mode in ("doc", "lab"):
            address = lab.address.replace("/small/", "/guest/").replace("/doc/", f"/{mode}/")
            open_lesson(tab, address)
            tab.wait_for_timeout(3000)
            expect(outputs).to_have_count(0)
            expect(tab.get_by_role("region", name="要不要运行")).to_have_count(0)

        copy.write_text(text, encoding="utf-8")  # in the place of a lesson
        open_lesson(tab, lab.address)
        expect(status).to_contain_text("没有自己运行", timeout=60_000)
        expect(outputs).to_have_text(["'乙'"])
        assert violations(tab) == []
        tab.evaluate("jupyterapp.commands.execute('notebook:run-all-cells').then(() => null)")
        expect(outputs).to_have_text(["'别的'", "'乙'"])
