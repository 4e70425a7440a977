"""A set is read once; the one that was loaded last is asked about, wherever the folder is."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from time import process_time

import pytest

import kit
from kit import course
from kit.course import Course, LessonFacts, current, lesson_title, open_course, read_lesson
from kit.errors import KitError
from kit.library import study_set

PAPER = """\
# 另一卷

## zz01 会议在哪里召开？

- [x] 甲地
- [ ] 乙地
  > 那是下一次会议的地方。
- [ ] 丙地
  > 那是上一次会议的地方。

> 依据：会议在甲地召开
> 解析：原文说的是甲地。
"""


@pytest.fixture(autouse=True)
def nothing_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(course, "_current", None)


@pytest.fixture
def other_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A set of another speech, in the working folder."""
    seeds, quizzes = tmp_path / "seeds" / "other2020", tmp_path / "quizzes" / "other2020"
    for folder in (seeds, quizzes):
        folder.mkdir(parents=True)
    (seeds / "speech.txt").write_text("会议在甲地召开。\n一、开好局\n要抓紧。\n", encoding="utf-8")
    (seeds / "source.toml").write_text('title = "另一篇"\nsha256 = "0"\n', encoding="utf-8")
    (quizzes / "01_other.md").write_text(PAPER, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_course_reads_speech_and_papers_once() -> None:
    opened = Course(study_set("zhanjiang2021"))
    assert opened.speech is opened.speech
    assert opened.papers is opened.papers
    assert opened.paper("02_one_goal") in opened.papers
    assert len(opened.questions) == sum(len(paper.questions) for paper in opened.papers)


def test_what_was_loaded_last_is_asked_about_wherever_the_folder_is(other_set: Path) -> None:
    assert current().name == "other2020"
    kit.load("zhanjiang2021")
    test = kit.mixed_test(5, seed=1)
    asked = {question.id for question in test.questions}  # type: ignore[union-attr]
    assert len(asked) == 5
    assert "zz01" not in asked
    kit.load("other2020")
    assert [each.id for each in kit.mixed_test(5, seed=1).questions] == ["zz01"]  # type: ignore[union-attr]


def test_a_paper_that_was_edited_is_read_again(
    other_set: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = open_course("other2020")
    assert current() is opened
    paper = other_set / "quizzes" / "other2020" / "01_other.md"
    paper.write_text(PAPER.replace("zz01", "zz002"), encoding="utf-8")
    assert [question.id for question in current().questions] == ["zz002"]
    monkeypatch.chdir(other_set.parent)  # from here the set is not within reach by its name
    paper.write_text(PAPER.replace("zz01", "zz0003"), encoding="utf-8")
    assert [question.id for question in current().questions] == ["zz0003"]


def test_a_lesson_that_was_edited_is_read_again(other_set: Path) -> None:
    folder = other_set / "notebooks" / "other2020"
    folder.mkdir(parents=True)
    lesson(folder, "# 甲")
    assert [facts.title for facts in open_course("other2020").lessons] == ["甲"]
    lesson(folder, "# 另一个题目")
    assert [facts.title for facts in current().lessons] == ["另一个题目"]


def test_a_set_that_is_not_there_leaves_the_current_one(other_set: Path) -> None:
    opened = open_course("other2020")
    with pytest.raises(KitError, match="没有名为“nowhere”的学习集"):
        open_course("nowhere")
    assert current() is opened


def test_a_plain_script_loads_a_speech_and_nothing_of_jupyter(tmp_path: Path) -> None:
    code = (
        "import sys, kit; kit.load('zhanjiang2021');"
        "print(*{name.partition('.')[0] for name in sys.modules})"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(Path(kit.__file__).parents[1])},
    )
    loaded = set(run.stdout.split())
    assert not loaded & {"IPython", "ipywidgets", "anywidget", "matplotlib", "jinja2", "jieba"}


def lesson(folder: Path, *sources: str, metadata: dict[str, object] | None = None) -> Path:
    cells = [{"cell_type": "markdown", "source": source} for source in sources]
    cells.append({"cell_type": "code", "source": "# 准备"})
    path = folder / "05_x.ipynb"
    path.write_text(json.dumps({"cells": cells, "metadata": metadata or {}}), encoding="utf-8")
    return path


def test_a_lesson_says_its_title_and_how_long_it_takes(tmp_path: Path) -> None:
    path = lesson(tmp_path, "## 先看\n# 05 三大工程 #\n\n约 45 分钟：阅读约 15 分钟。", "# 别的")
    assert read_lesson(path) == LessonFacts(path, "05 三大工程", 45)


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("# 甲  ## ", "甲"),
        ("# C#", "C#"),
        ("# #", "#"),
        ("#\t\u3000甲", "\u3000甲"),
        ("# 甲" + " " * 200_000 + "乙", "甲" + " " * 200_000 + "乙"),
        ("# 甲" + " #" * 100_000 + "乙", "甲" + " #" * 100_000 + "乙"),
    ],
)
def test_a_title_is_what_a_heading_says(line: str, title: str) -> None:
    began = process_time()
    assert lesson_title(line) == title
    assert process_time() - began < 2


def test_minutes_beyond_reason_are_none(tmp_path: Path) -> None:
    assert read_lesson(lesson(tmp_path, f"# 甲\n\n约 {'9' * 6000} 分钟")).minutes is None


def test_a_comment_in_a_cell_is_not_a_title(tmp_path: Path) -> None:
    facts = read_lesson(lesson(tmp_path, "没有标题"))
    assert (facts.name, facts.title, facts.minutes) == ("05_x", "05_x", None)


def test_a_lesson_may_say_that_it_is_for_jupyterlab_alone(tmp_path: Path) -> None:
    assert read_lesson(lesson(tmp_path, "# 甲")).has_page
    assert not read_lesson(lesson(tmp_path, "# 甲", metadata={"kit": {"handout": False}})).has_page
    with_page = {facts.name: facts.has_page for facts in Course(study_set("zhanjiang2021")).lessons}
    assert with_page["08_self_test"]
    assert not with_page["09_my_review"]


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b'{"cells": 1}', b"\xff\xfe"])
def test_a_lesson_that_cannot_be_read_has_its_name(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "01_a.ipynb"
    path.write_bytes(content)
    assert read_lesson(path) == LessonFacts(path, "01_a")
