"""A small study set to break."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from kit.library import StudySet

SPEECH = (
    "某日开会。\n一、抓好生产\n一是抓甲，推进乙，落实丙。\n二是抓丁，开展戊。\n会上，宣读了通报。"
)
PAPER = """# 生产

## sc01 讲话的第一个要点要求推进什么？

- [x] 乙
- [ ] 戊
  > “戊”是第二个要点要开展的。
- [ ] 丁
  > “丁”是第二个要点的小标题。

> 依据：推进乙
> 解析：这项任务紧跟在“抓甲”之后，属于第一个要点。

## sc02 第一个要点要求____丙。

= 落实

> 依据：落实丙
> 解析：这是第一个要点的最后一项任务。
"""


def lesson(*cells: dict[str, Any]) -> str:
    """Return a notebook as JupyterLab stores it."""
    content = {"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def text_cell(cell_id: str, source: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "id": cell_id, "metadata": {}, "source": source}


def code_cell(cell_id: str, source: str, **changes: Any) -> dict[str, Any]:
    cell = {
        "cell_type": "code",
        "execution_count": None,
        "id": cell_id,
        "metadata": {"jupyter": {"source_hidden": True}},
        "outputs": [],
        "source": source,
    }
    return cell | changes


@pytest.fixture
def small_set(tmp_path: Path) -> StudySet:
    """A study set without a fault: one speech, one paper, one lesson."""
    return written_set("small", tmp_path / "sets")


def written_set(name: str, root: Path) -> StudySet:
    """Write such a set."""
    chosen = StudySet(name, root)
    for folder in (chosen.seeds, chosen.notebooks, chosen.quizzes):
        folder.mkdir(parents=True)
    chosen.speech_file.write_bytes(SPEECH.encode())
    digest = hashlib.sha256(SPEECH.encode()).hexdigest()
    chosen.source_file.write_text(f'title = "小讲话"\nsha256 = "{digest}"\n', encoding="utf-8")
    (chosen.quizzes / "01_work.md").write_text(PAPER, encoding="utf-8")
    chosen.index.write_text(
        lesson(
            text_cell("title", "# 目录"),
            code_cell("setup", f'# 准备：载入讲话\nimport kit\nspeech = kit.load("{name}")'),
            code_cell("passage", '# 原文\nspeech["一一"]'),
            code_cell("test", '# 自测\nkit.self_test("01_work")'),
        ),
        encoding="utf-8",
    )
    return chosen
