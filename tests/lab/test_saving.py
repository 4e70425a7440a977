"""What JupyterLab saves holds what was written and nothing that was computed."""

from __future__ import annotations

from kit.lab.saving import strip_outputs
from tests.small_set import code_cell, text_cell


def test_outputs_and_run_counts_are_left_out_on_saving() -> None:
    cell = code_cell("a", "# 甲\n1", outputs=[{"output_type": "stream"}], execution_count=3)
    note = text_cell("b", "我的笔记")
    content = {"cells": [cell, note], "metadata": {"widgets": {"state": {}}}}
    strip_outputs({"type": "notebook", "content": content}, path="a.ipynb", contents_manager=None)
    assert cell["outputs"] == []
    assert cell["execution_count"] is None
    assert note["source"] == "我的笔记"
    assert content["metadata"] == {}


def test_other_files_pass_unchanged() -> None:
    model = {"type": "file", "content": "outputs"}
    strip_outputs(model, path="a.txt", contents_manager=None)
    assert model == {"type": "file", "content": "outputs"}
