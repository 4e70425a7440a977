from __future__ import annotations

from pathlib import Path

import pytest

from kit.errors import KitError
from kit.handout.cells import LessonFacts, caption, lesson_facts, open_lesson, read_facts


def markdown(*sources: str) -> list[dict[str, str]]:
    return [{"cell_type": "markdown", "source": source} for source in sources]


def test_a_lesson_says_its_title_and_how_long_it_takes() -> None:
    cells = markdown("## 先看\n# 05 三大工程 #\n\n约 45 分钟：阅读约 15 分钟。", "# 别的")
    assert lesson_facts("05_x", cells) == LessonFacts("05_x", "05 三大工程", 45)


def test_a_comment_in_a_cell_is_not_a_title() -> None:
    cells = [{"cell_type": "code", "source": "# 准备"}, *markdown("没有标题")]
    assert lesson_facts("05_x", cells) == LessonFacts("05_x", "05_x", None)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("# 图：甲\nplot()", "图：甲"),
        ("#图", "图"),
        ("\n# 图", "图"),
        ("plot()  # 图", ""),
        ("", ""),
    ],
)
def test_a_cell_says_what_it_shows(source: str, said: str) -> None:
    assert caption({"source": source}) == said


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b'{"cells": 1}', b"\xff\xfe"])
def test_a_file_that_is_no_notebook_is_named(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "01_a.ipynb"
    path.write_bytes(content)
    assert read_facts(path) == LessonFacts("01_a", "01_a", None)
    with pytest.raises(KitError, match=r"^notebooks/01_a\.ipynb：不是合格的笔记本文件"):
        open_lesson(path, "notebooks/01_a.ipynb")


def test_a_lesson_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(KitError, match="找不到这一课"):
        open_lesson(tmp_path / "01_a.ipynb", "01_a.ipynb")
