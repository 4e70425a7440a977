from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pytest
from nbformat.v4 import new_notebook

from kit.errors import KitError
from kit.handout import HandoutExporter
from kit.handout.exporter import open_lesson
from kit.page import DATA_MIME, Prose, record_json

from .conftest import Cell, Write, notebook
from .sessions import cell

Show = Callable[[dict[str, Any]], Cell]
PICTURE = {DATA_MIME: record_json(Prose(("图",)))}


def export(*cells: Cell, audience: str = "learner", **resources: Any) -> str:
    page, _ = HandoutExporter(audience=audience).from_notebook_node(notebook(*cells), resources)
    return page


def test_importing_the_room_does_not_import_nbconvert() -> None:
    code = "import sys, kit.handout; print(*sorted(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    tops = {name.partition(".")[0] for name in run.stdout.split()}
    assert not tops & {"nbconvert", "nbclient", "nbformat", "jupyter_client", "jinja2", "IPython"}


def test_nbconvert_and_jupyterlab_find_it() -> None:
    found = [
        each
        for each in entry_points(group="nbconvert.exporters")
        if each.value == "kit.handout:HandoutExporter"
    ]
    assert "kit-handout" in {each.name for each in found}
    assert all(each.load() is HandoutExporter for each in found)


def test_a_page_is_chinese_and_has_the_lessons_title() -> None:
    page = export(("md", "# 01 甲\n\n约 5 分钟"))
    assert page.startswith('<!DOCTYPE html>\n<html lang="zh-CN">')
    assert "<title>01 甲</title>" in page
    assert page.count("<h1") == page.count("<style>") == 1


def test_a_page_shows_results_and_no_code(show: Show) -> None:
    page = export(("md", "# 01 甲"), ("code", "秘密 = 6 * 7\n秘密"), show(PICTURE))
    assert "<pre>42</pre>" in page
    assert "<p>图</p>" in page
    assert "秘密" not in page
    assert "display" not in page.partition("</style>")[2]


def test_what_is_printed_is_shown_and_what_goes_wrong_quietly_is_not() -> None:
    page = export(("code", "import sys\nprint('<甲>')\nprint('乙', file=sys.stderr)"))
    assert "<pre>&lt;甲&gt;</pre>" in page
    assert "乙" not in page


@pytest.mark.parametrize(
    ("audience", "shown", "label"),
    [("learner", [], False), ("teacher", ["带学提示"], True), ("paper", [], False)],
)
def test_an_audience_gets_its_cells(audience: str, shown: list[str], label: bool) -> None:
    page = export(
        ("md", "# 01 甲"),
        ("md", "开始按钮", "live"),
        ("md", "带学提示", "teacher"),
        ("code", "print('回到开头')", "live"),
        audience=audience,
    )
    assert [text for text in ("开始按钮", "带学提示", "回到开头") if text in page] == shown
    assert ("教师版" in page) is label


def test_a_session_asked_for_learners_becomes_slides() -> None:
    nb = new_notebook(cells=[cell("title", "slide", "# 第一次学习会")])
    page, resources = HandoutExporter().from_notebook_node(nb, {"audience": "learner"})
    assert '<section class="kit-slide kit-cover" id="s-title"' in page
    assert resources["edition"].audience == "projector"


def test_a_call_says_the_audience_through_its_resources() -> None:
    assert "提示" in export(("md", "提示", "teacher"), ("md", "# 01"), audience="teacher")
    nb = notebook(("md", "提示", "teacher"), ("md", "# 01"))
    page, resources = HandoutExporter().from_notebook_node(nb, {"audience": "teacher"})
    assert "提示" in page
    assert resources["edition"].audience == "teacher"
    with pytest.raises(
        KitError, match="没有面向“boss”的讲义。可选：learner、paper、teacher、projector。"
    ):
        HandoutExporter().from_notebook_node(nb, {"audience": "boss"})


def test_a_live_widget_leaves_no_trace() -> None:
    page = export(("code", "import ipywidgets\nipywidgets.IntSlider(description='滑块')"))
    assert "这里是一件互动部件" in page
    assert "widget" not in page
    assert "IntSlider" not in page


def test_stored_outputs_are_not_trusted() -> None:
    nb = notebook(("code", "print('新')"))
    nb.cells[0].outputs = [{"output_type": "stream", "name": "stdout", "text": "旧"}]
    page, _ = HandoutExporter().from_notebook_node(nb)
    assert "新" in page
    assert "旧" not in page.partition("<main")[2].partition("</main>")[0]


def test_a_page_without_questions_has_no_script(show: Show) -> None:
    assert "<script" not in export(("md", "# 01 甲"), show(PICTURE))


def test_a_lesson_given_by_its_path_is_run_where_it_lies(lesson: Write) -> None:
    path = lesson("01_a", ("md", "# 01 甲"), ("code", "import os\nprint(os.getcwd())"))
    page, resources = HandoutExporter().from_filename(str(path))
    assert f"<pre>{path.parent}</pre>" in page
    assert resources["output_extension"] == ".html"


def test_a_missing_picture_is_named_with_its_lesson_and_cell(lesson: Write) -> None:
    path = lesson("01_a", ("md", "# 01 甲"), ("md", "![图](gone.png)"))
    with pytest.raises(KitError) as caught:
        HandoutExporter().from_filename(str(path))
    assert str(caught.value).startswith(f"{path.as_posix()}：单元“cell-1”：找不到图片“gone.png”。")


def test_the_code_is_shown_to_whoever_asks_for_it() -> None:
    cells = (("md", "# 01 甲"), ("code", "# 和\n1 < 2 and 40 + 2"))
    assert "40 + 2" not in export(*cells)
    assert '<pre class="kit-code"># 和\n1 &lt; 2 and 40 + 2</pre>' in export(*cells, with_code=True)


def test_notes_for_the_leader_are_set_apart() -> None:
    page = export(
        ("md", "# 01 甲"), ("md", "### 带学提示\n\n先读。", "teacher"), audience="teacher"
    )
    assert re.search(
        r'<div class="kit-leader" role="note" aria-label="带学提示">\s*<h3 .*?先读。.*?</div>',
        page,
        re.DOTALL,
    )


def test_a_page_lists_its_sections() -> None:
    page = export(("md", "# 01 甲"), ("md", "## 小结 A\n\n## 小结 A"))
    assert re.findall(r'<li><a href="(.*?)">(.*?)</a></li>', page) == [
        ("#小结-A", "小结 A"),
        ("#小结-A-2", "小结 A"),
    ]


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b'{"cells": 1}', b"\xff\xfe"])
def test_a_file_that_is_no_notebook_is_named(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "01_a.ipynb"
    path.write_bytes(content)
    with pytest.raises(KitError, match=r"^notebooks/01_a\.ipynb：不是合格的笔记本文件"):
        open_lesson(path, "notebooks/01_a.ipynb")


def test_a_lesson_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(KitError, match="找不到这一课"):
        open_lesson(tmp_path / "01_a.ipynb", "01_a.ipynb")
