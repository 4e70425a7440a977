from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kit.errors import KitError
from kit.files import write_whole
from kit.handout import write_handouts
from kit.library import StudySet
from kit.page import DATA_MIME, record_json
from kit.page.cell_data import QuestionData, SelfTestData
from kit.quiz import Option, Question

from .conftest import Cell, Write

JUDGED = (Option("对", True), Option("错", False))
QUESTIONS = SelfTestData(
    "卷",
    tuple(QuestionData(Question(f"a{number}", "judge", "？", JUDGED)) for number in (1, 2, 3)),
)
ASKED = {DATA_MIME: record_json(QUESTIONS)}


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_every_lesson_becomes_a_page_beside_an_index(
    study_set: StudySet, lesson: Write, tmp_path: Path, show: Callable[[dict[str, Any]], Cell]
) -> None:
    lesson("00_index", ("md", "# 00 导引\n\n[下一课](01_a.ipynb)"))
    lesson("01_a", ("md", "# 01 甲 & 乙\n\n约 40 分钟"), show(ASKED))
    told: list[tuple[str, int]] = []
    made = write_handouts(study_set, to=tmp_path / "out", progress=lambda *now: told.append(now))

    assert names(tmp_path / "out") == ["00_index.html", "01_a.html", "index.html"]
    assert [each.lesson.stem for each in made.results] == ["00_index", "01_a"]
    assert [each.bytes for each in made.results] == [
        (tmp_path / "out" / name).stat().st_size for name in ("00_index.html", "01_a.html")
    ]
    assert made.errors == ()
    assert sorted(name for name, _ in told) == ["00_index", "01_a"]
    assert [done for _, done in told] == [1, 2]

    index = made.index.read_text(encoding="utf-8")
    assert "<h1>小会讲话</h1>" in index
    assert "讲话人：张三；时间：2021年2月25日。" in index
    assert "共 2 课，3 道自测题。" in index
    assert "仅供学习。" in index
    assert "自测题的道数和学完一课约需的分钟数" in index
    rows = re.findall(r'<a href="(\w+\.html)">(.*?)</a></th><td>(.*?)</td><td>(.*?)</td>', index)
    assert rows == [
        ("00_index.html", "00 导引", "—", "—"),
        ("01_a.html", "01 甲 &amp; 乙", "3", "40"),
    ]


def test_a_lesson_that_fails_is_named_and_the_others_are_written(
    study_set: StudySet, lesson: Write, tmp_path: Path
) -> None:
    lesson("01_a", ("md", "# 01 甲"), ("code", "# 图：任务\nprint('半')\n1/0"))
    lesson("02_b", ("md", "# 02 乙"))
    (study_set.notebooks / "03_c.ipynb").write_text("{", encoding="utf-8")
    made = write_handouts(study_set, to=tmp_path / "out")

    assert names(tmp_path / "out") == ["02_b.html", "index.html"]
    assert [each.path is None for each in made.results] == [True, False, True]
    first, second = made.errors
    assert str(first) == (
        "notebooks/small/01_a.ipynb：单元“cell-1”（图：任务）出错：ZeroDivisionError: "
        "division by zero。请在 JupyterLab 中打开本课，从头运行，按提示改正。"
    )
    assert second.path == "notebooks/small/03_c.ipynb"
    index = made.index.read_text(encoding="utf-8")
    assert "01 甲（这次没有生成）" in index
    assert '<a href="02_b.html">' in index


def test_one_lesson_more_keeps_the_others_in_the_index(
    study_set: StudySet, lesson: Write, tmp_path: Path
) -> None:
    first, second = lesson("01_a", ("md", "# 01 甲")), lesson("02_b", ("md", "# 02 乙"))
    index = write_handouts(study_set, to=tmp_path, lessons=[second]).index
    assert "01_a.html" not in index.read_text(encoding="utf-8")
    write_handouts(study_set, to=tmp_path, lessons=[first])
    assert re.findall(r'href="(\w+)\.html"', index.read_text(encoding="utf-8")) == ["01_a", "02_b"]


def test_the_same_lesson_gives_the_same_bytes(
    study_set: StudySet, lesson: Write, tmp_path: Path
) -> None:
    lesson("01_a", ("md", "# 01 甲"), ("code", "print({'甲', '乙', '丙', '丁', '戊'})"))
    pages = [write_handouts(study_set, to=tmp_path / name).results[0].path for name in ("一", "二")]
    assert pages[0] is not None
    assert pages[1] is not None
    assert pages[0].read_bytes() == pages[1].read_bytes()


def test_a_set_without_lessons_is_named(study_set: StudySet, tmp_path: Path) -> None:
    with pytest.raises(KitError, match="notebooks/small：这个学习集没有课文。"):
        write_handouts(study_set, to=tmp_path)


def test_an_unknown_audience_is_named_before_anything_runs(
    study_set: StudySet, lesson: Write, tmp_path: Path
) -> None:
    lesson("01_a", ("md", "# 01 甲"))
    with pytest.raises(KitError, match="没有面向“boss”的讲义"):
        write_handouts(study_set, to=tmp_path / "out", audience="boss")
    assert not (tmp_path / "out").exists()


def test_a_file_that_cannot_be_written_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "index.html"
    assert write_whole(path, "旧") == 3

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(KitError, match="写不了这个文件（磁盘已满）"):
        write_whole(path, "新")
    assert names(tmp_path) == ["index.html"]
    assert path.read_text(encoding="utf-8") == "旧"


def test_a_question_asked_twice_counts_once(
    study_set: StudySet, lesson: Write, tmp_path: Path, show: Callable[[dict[str, Any]], Cell]
) -> None:
    for name in ("01_a", "02_b"):
        lesson(name, ("md", "# 课"), show(ASKED))
    index = write_handouts(study_set, to=tmp_path).index.read_text(encoding="utf-8")
    assert "共 2 课，3 道自测题（重复出现的只计一次）。" in index
    assert index.count("<td>3</td>") == 2
