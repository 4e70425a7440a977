"""What is still to be written is seen by whoever writes it, and by nobody else."""

from __future__ import annotations

import pytest

from kit.unwritten import leave_out_marks, mark, marked, without_marks


def test_a_mark_is_found_again() -> None:
    assert marked(f"前{mark('背景。一两句')}后\n{mark('主旨')}") == ("背景。一两句", "主旨")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("没有标记，\n\n## 一个字也不动\n", "没有标记，\n\n## 一个字也不动\n"),
        ("## 讨论\n\n〔待写：题目〕", ""),
        ("## 讨论\n\n- 一\n- 〔待写：题目〕\n- 三", "## 讨论\n\n- 一\n- 三"),
        ("> **背景**〔待写：出处〕\n\n正文", "正文"),
        ("## 甲\n\n### 乙\n\n〔待写：丙〕\n\n### 丁\n\n戊", "## 甲\n\n### 丁\n\n戊"),
        ("## 甲\n\n〔待写：丙〕\n\n## 丁", "## 丁"),
        ("## 甲\n\n## 乙\n\n〔待写：丙〕", "## 甲"),
        ("## 甲\n\n乙\n\n## 丙\n\n〔待写：丁〕", "## 甲\n\n乙"),
    ],
)
def test_lines_with_a_mark_go_and_headings_left_empty_by_it(text: str, left: str) -> None:
    assert without_marks(text) == left


def test_of_a_notebook_cells_that_hold_nothing_else_go() -> None:
    code = {"cell_type": "code", "source": "# 〔待写：代码里的不动〕"}
    notebook = {
        "cells": [
            {"cell_type": "markdown", "source": ["## 讨论\n", "\n", "〔待写：题目〕"]},
            {"cell_type": "markdown", "source": "一句。\n\n〔待写：又一句〕"},
            code,
        ]
    }
    leave_out_marks(notebook)
    assert notebook["cells"] == [{"cell_type": "markdown", "source": "一句。"}, code]
