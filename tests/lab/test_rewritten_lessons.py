"""Whoever studied the lessons before they were written anew keeps what they wrote, beside them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kit.lab import update
from kit.lab.notebooks import source
from kit.library import StudySet
from tests.small_set import code_cell, lesson, text_cell

OLD = (
    text_cell("title", "# 01 生产"),
    text_cell("overview", "## 原文与导读\n\n这一部分有两个要点。"),
    text_cell("point-1", "### 一是"),
    code_cell("passage-1", '# 原文：一是\nspeech["一一是"]'),
    text_cell("point-1-notes", "读这一点时留意三处。"),
    text_cell("point-2", "### 二是"),
    text_cell("tasks-note", "任务一览"),
    code_cell("tasks", '# 任务表\nkit.task_table(speech["一"])'),
    text_cell("discuss", "## 思考与讨论\n\n1. 请归类。\n2. 请比较。"),
    text_cell("next", "## 下一步"),
)
NEW = (
    text_cell("title", "# 01 抓好生产"),
    text_cell("why", "## 为什么讲这一部分\n\n它回答怎样生产。"),
    text_cell("point-1", "### 一是抓甲\n\n要做两件事。"),
    code_cell("passage-1", '# 原文：一是\nspeech["一一是"]'),
    text_cell("point-2", "### 二是抓丁"),
    text_cell("discuss", "## 讨论\n\n1. 哪一件先做？"),
    code_cell("note-1", '# 写下您的想法\nkit.note("01-1")'),
    text_cell("remember", "## 记住"),
    text_cell("next", "## 下一步\n\n再读一遍。"),
)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "learner"


@pytest.fixture
def first(small_set: StudySet) -> Path:
    """The lesson of the set, as it was before it was written anew."""
    path = small_set.notebooks / "01_first.ipynb"
    path.write_text(lesson(*OLD), encoding="utf-8")
    return path


def written_into(copy: Path, after: dict[str, str], answers: dict[str, str]) -> None:
    """Put a note behind each cell of ``after``, and an answer into each of ``answers``."""
    cells: list[dict[str, Any]] = []
    for cell in json.loads(copy.read_text(encoding="utf-8"))["cells"]:
        said = answers.get(cell["id"])
        cells.append(cell | {"source": f"{source(cell)}\n\n{said}"} if said else cell)
        if cell["id"] in after:
            cells.append(text_cell(f"note-of-{cell['id']}", after[cell["id"]]))
    copy.write_text(lesson(*cells), encoding="utf-8")


def cells_of(path: Path) -> list[dict[str, Any]]:
    return list(json.loads(path.read_text(encoding="utf-8"))["cells"])


def rewritten(small_set: StudySet, first: Path, home: Path) -> list[dict[str, Any]]:
    """Write into the old lesson, replace it by the new one, and return the learner's copy."""
    copy = update(small_set, root=home).root / "notebooks" / "small" / first.name
    written_into(
        copy,
        after={"point-1-notes": "我的第一条笔记", "tasks": "我的第二条", "next": "我的第三条"},
        answers={"discuss": "我答：先做甲。", "overview": "我记：两个要点。"},
    )
    first.write_text(lesson(*NEW), encoding="utf-8")
    assert update(small_set, root=home).merged == (copy,)
    return cells_of(copy)


def test_the_new_lesson_is_all_there_in_its_own_order(
    small_set: StudySet, first: Path, home: Path
) -> None:
    new = [cell["id"] for cell in NEW]
    assert [c["id"] for c in rewritten(small_set, first, home) if c["id"] in new] == new


def test_notes_stay_in_their_order_behind_what_is_left_of_what_they_stood_behind(
    small_set: StudySet, first: Path, home: Path
) -> None:
    ids = [cell["id"] for cell in rewritten(small_set, first, home)]
    notes = ["note-of-point-1-notes", "note-of-tasks", "note-of-next"]
    assert [each for each in ids if each in notes] == notes
    before = [ids[ids.index(note) - 1] for note in notes]
    assert before == ["passage-1", "point-2", "next"]


def test_an_answer_stands_with_its_old_question_behind_the_new_one(
    small_set: StudySet, first: Path, home: Path
) -> None:
    cells = rewritten(small_set, first, home)
    place = [cell["id"] for cell in cells].index("discuss")
    assert source(cells[place]) == source(NEW[5])
    assert source(cells[place + 1]).endswith("2. 请比较。\n\n我答：先做甲。")
    assert cells[place + 1]["metadata"]["tags"] == ["mine"]


def test_what_was_written_into_a_cell_that_is_gone_stays_whole(
    small_set: StudySet, first: Path, home: Path
) -> None:
    texts = [source(cell) for cell in rewritten(small_set, first, home)]
    assert "## 原文与导读\n\n这一部分有两个要点。\n\n我记：两个要点。" in texts
    assert not any("读这一点时留意三处" in text for text in texts)


def test_opened_once_more_nothing_is_doubled(small_set: StudySet, first: Path, home: Path) -> None:
    cells = rewritten(small_set, first, home)
    copy = update(small_set, root=home)
    assert copy.merged == ()
    assert cells_of(copy.index.parent / first.name) == cells


def test_a_lesson_that_the_set_no_longer_has_is_kept_and_named_if_something_was_written_into_it(
    small_set: StudySet, first: Path, home: Path
) -> None:
    other = first.with_name("02_other.ipynb")
    other.write_text(lesson(*OLD), encoding="utf-8")
    copies = update(small_set, root=home).index.parent
    written_into(copies / first.name, after={"discuss": "我的笔记"}, answers={})
    first.unlink()
    other.unlink()
    copy = update(small_set, root=home)
    assert copy.gone == (copies / first.name,)
    assert "我的笔记" in (copies / first.name).read_text(encoding="utf-8")


def test_a_learner_sees_no_place_that_is_still_to_be_written(
    small_set: StudySet, first: Path, home: Path
) -> None:
    cells = (*NEW[:2], text_cell("misread", "### 容易误解的地方\n\n〔待写：误解〕"), *NEW[2:])
    first.write_text(lesson(*cells), encoding="utf-8")
    copy = update(small_set, root=home).index.parent / first.name
    assert [cell["source"] for cell in cells_of(copy)] == [cell["source"] for cell in NEW]
    written = text_cell("misread", "### 容易误解的地方\n\n先甲后乙。")
    first.write_text(lesson(*NEW[:2], written, *NEW[2:]), encoding="utf-8")
    update(small_set, root=home)
    assert cells_of(copy)[2]["source"] == written["source"]
