"""`kit handout`, as a teacher types it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kit import handout
from kit.cli import main
from kit.cli.handouts import EDITIONS, AtWork
from kit.library import ROOT_VARIABLE, StudySet

from .conftest import Write


@pytest.fixture
def run(
    study_set: StudySet, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, lesson: Write
) -> object:
    """Run the command in an empty folder on the small set; return its exit code."""
    monkeypatch.setenv(ROOT_VARIABLE, str(study_set.root))
    monkeypatch.chdir(tmp_path)
    lesson("01_a", ("md", "# 01 甲\n\n## 小结"))

    def command(*arguments: str) -> int:
        with pytest.raises(SystemExit) as left:
            main(["handout", "small", "--trust", *arguments])
        return int(left.value.code or 0)

    return command


def test_each_edition_has_a_folder_of_its_own(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    assert run() == 0
    assert run("--for", "teacher", "--bound") == 0
    made = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.html"))
    assert made == [
        "handouts/small-teacher/01_a.html",
        "handouts/small-teacher/bound.html",
        "handouts/small-teacher/index.html",
        "handouts/small/01_a.html",
        "handouts/small/index.html",
    ]


def test_a_fault_on_a_page_is_named_and_the_page_is_written(  # type: ignore[no-untyped-def]
    run, lesson: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lesson("02_b", ("md", "# 02 乙"), ("code", "import kit\nkit.self_test('07_没有')"))
    assert run() == 1
    assert "没有名为“07_没有”的试卷" in capsys.readouterr().err
    assert (tmp_path / "handouts" / "small" / "02_b.html").is_file()


def test_without_a_browser_nothing_is_written(  # type: ignore[no-untyped-def]
    run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    assert run("--pdf") == 1
    assert "没有找到 Chromium、Chrome 或 Edge" in capsys.readouterr().err
    assert not (tmp_path / "handouts").exists()


def test_a_set_from_elsewhere_is_not_run_without_an_answer(
    study_set: StudySet,
    lesson: Write,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv(ROOT_VARIABLE, str(study_set.root))
    monkeypatch.chdir(tmp_path)
    lesson("01_a", ("md", "# 01 甲"), ("code", "open('ran', 'w', encoding='utf-8')"))
    with pytest.raises(SystemExit) as left:
        main(["handout", "small"])
    assert left.value.code == 1
    err = capsys.readouterr().err
    assert "学习集是程序：运行它，就是信任它的作者" in err
    assert "就加上 --trust 再运行。" in err
    assert not list(tmp_path.rglob("ran"))
    assert not (tmp_path / "handouts").exists()


def test_the_lessons_at_work_are_named() -> None:
    told: list[str] = []
    at_work = AtWork(told.append)
    at_work.begin("01_a")
    at_work.begin("02_b")
    at_work.end("01_a")
    assert told == ["01_a", "01_a、02_b", "02_b"]


def test_the_editions_of_the_help_page_are_those_there_are() -> None:
    assert tuple(handout.EDITIONS) == EDITIONS
