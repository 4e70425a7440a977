"""`kit new`, `kit check` and `kit study` say what they did."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import kit.lab
from kit.lab.reading_room import Launch
from kit.library import ROOT_VARIABLE, StudySet
from tests.cli.conftest import Run
from tests.making.texts import SPEECH
from tests.small_set import PAPER


@pytest.fixture
def root(small_set: StudySet, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(ROOT_VARIABLE, str(small_set.root))
    monkeypatch.chdir(small_set.root)
    return small_set.root


def test_a_set_without_a_fault_exits_0(run: Run) -> None:
    assert run("check", "zhanjiang2021") == (0, "zhanjiang2021：没有发现问题。\n", "")


def test_faults_are_listed_and_counted_and_exit_1(
    run: Run, root: Path, small_set: StudySet
) -> None:
    paper = small_set.quizzes / "01_work.md"
    paper.write_text(PAPER.replace("- [x] 乙", "- [ ] 乙"), encoding="utf-8")
    code, out, _ = run("check", "small")
    assert code == 1
    *listed, last = out.splitlines()
    warnings = sum("提醒：" in line for line in listed)
    assert any(line.startswith("quizzes/small/01_work.md:3: sc01 ") for line in listed)
    assert last == f"small：错误 {len(listed) - warnings} 处，提醒 {warnings} 处。"


def test_a_new_set_is_told_with_what_to_write_and_made_again_only_if_needed(
    run: Run, tmp_path: Path
) -> None:
    file, to = tmp_path / "garden.txt", str(tmp_path / "sets")
    file.write_text(SPEECH, encoding="utf-8")
    code, out, err = run("new", str(file), "--to", to)
    assert (code, err) == (0, "")
    assert out.startswith("garden：写好 ")
    assert "  1. seeds/garden/source.toml：补上讲话人、著作权说明。" in out
    assert out.endswith("打开学习：kit study garden；做讲义：kit handout garden\n")
    assert run("new", str(file), "--to", to)[1].startswith("garden：没有要更新的。")


def test_what_is_left_out_of_an_update_is_listed(run: Run, tmp_path: Path) -> None:
    file, to = tmp_path / "garden.txt", tmp_path / "sets"
    file.write_text(SPEECH, encoding="utf-8")
    run("new", str(file), "--to", str(to))
    lesson = to / "notebooks" / "garden" / "02_part_1.ipynb"
    notebook = json.loads(lesson.read_text(encoding="utf-8"))
    notebook["cells"][0]["source"] = "# 我的题目"
    lesson.write_text(json.dumps(notebook), encoding="utf-8")
    file.write_text(SPEECH.replace("种好街边的树\n", "种好街边的大树\n"), encoding="utf-8")
    _, out, _ = run("new", str(file), "--to", str(to))
    assert "已保留您写的，请核对：\n  notebooks/garden/02_part_1.ipynb（title）\n" in out


def test_study_opens_the_learners_own_copy(
    run: Run, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[Launch] = []
    monkeypatch.setattr(kit.lab, "run", started.append)
    monkeypatch.setattr("platformdirs.user_data_path", lambda name, **_: tmp_path / "home" / name)
    code, out, _ = run("study", "small", "--no-browser", "--port", "9999")
    copy = tmp_path / "home" / "speech-study-kit" / "lessons" / "notebooks" / "small"
    assert code == 0
    assert f"课文在：{copy}" in out
    assert started[0].address in out
    assert (copy / "00_index.ipynb").is_file()
    assert run("study", "small", "--edit")[1].startswith(f"课文在：{root}")
