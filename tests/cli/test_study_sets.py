"""`kit new`, `kit check` and `kit study` say what they did."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from nbformat.sign import NotebookNotary

import kit.lab
from kit.lab.reading_room import Launch
from kit.lab.trust import trust_place
from kit.library import DEFAULT_SET, LEARNER_VARIABLE, ROOT_VARIABLE, StudySet, data_folder
from kit.making import make_set
from kit.progress import DATABASE_VARIABLE, Store
from kit.progress.note_store import write_note
from tests.cli.conftest import AtTerminal, Run
from tests.cutting import is_cut_off
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
    monkeypatch.setattr(kit.lab, "run", lambda launch, **_: started.append(launch))
    monkeypatch.setattr("platformdirs.user_data_path", lambda name, **_: tmp_path / "home" / name)
    code, out, _ = run("study", "small", "--no-browser", "--port", "9999")
    copy = tmp_path / "home" / "speech-study-kit" / "lessons" / "notebooks" / "small"
    assert code == 0
    assert f"课文在：{copy}" in out
    assert started[0].address not in out  # before it answers
    assert (copy / "00_index.ipynb").is_file()
    assert run("study", "small", "--edit")[1].startswith(f"课文在：{root}")


@pytest.fixture
def started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Launch]:
    """What JupyterLab would have been started with, in a home where nothing is known yet."""
    launches: list[Launch] = []
    monkeypatch.setattr(kit.lab, "run", lambda launch, **_: launches.append(launch))
    monkeypatch.setattr("platformdirs.user_data_path", lambda name, **_: tmp_path / "home" / name)
    return launches


def test_learners_of_one_account_are_kept_apart_by_every_command(
    run: Run, root: Path, small_set: StudySet, started: list[Launch],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    trust_place(small_set)

    def run_as(learner: str, *command: str) -> str:
        monkeypatch.setenv(LEARNER_VARIABLE, "")
        monkeypatch.delenv(DATABASE_VARIABLE, raising=False)
        code, out, err = run(*command, "--learner", learner)
        assert (code, err) == (0, "")
        return out

    assert f"{Path('learners', '张三')}" in run_as("张三", "study", "small")
    with Store() as store:
        write_note(store, "small", "01-1", "张三写的")
    assert "张三写的" in run_as("张三", "progress", "--json")
    assert "张三写的" not in run_as("李四", "progress", "--json")
    monkeypatch.setenv(LEARNER_VARIABLE, "张三")
    assert "张三写的" in run("progress", "--json")[1]
    for command in ("study", "progress"):
        code, _, err = run(command, "small", "--learner", "../张三")
        assert code == 2
        assert "不能用作学习者的名字" in err


def is_signed(path: Path) -> bool:
    notary = NotebookNotary(data_dir=str(data_folder() / "jupyter" / "signatures"))
    try:
        return bool(notary.check_signature(nbformat.read(path, as_version=4)))
    finally:
        notary.store.close()


def copy_of(small_set: StudySet) -> Path:
    return data_folder() / "lessons" / "notebooks" / small_set.name / small_set.index.name


ASKED = "学习集是程序：运行它，就是信任它的作者"


def test_without_a_terminal_a_set_from_elsewhere_opens_and_does_not_run(
    run: Run, root: Path, small_set: StudySet, started: list[Launch]
) -> None:
    code, _, err = run("study", "small")
    assert code == 0
    assert ASKED in err
    assert "不会自己运行" in err
    assert len(started) == 1
    assert not is_signed(copy_of(small_set))


@pytest.mark.parametrize(("answer", "trusted"), [("y", True), ("", False), ("n", False)])
def test_a_person_is_asked_once_for_exactly_one_content(
    run: Run, root: Path, small_set: StudySet, started: list[Launch], at_terminal: AtTerminal,
    answer: str, trusted: bool,
) -> None:  # fmt: skip
    at_terminal(answer)
    assert ASKED in run("study", "small")[2]
    assert is_signed(copy_of(small_set)) is trusted
    at_terminal("")
    assert (ASKED in run("study", "small")[2]) is not trusted
    small_set.words_file.write_text("新词\n", encoding="utf-8")
    assert ASKED in run("study", "small")[2]


def test_stored_outputs_of_a_set_from_elsewhere_are_named_before_the_question(
    run: Run, root: Path, small_set: StudySet, started: list[Launch]
) -> None:
    sent = small_set.index.read_text(encoding="utf-8").replace(
        '"outputs": []', '"outputs": [{"output_type": "stream", "name": "stdout", "text": "x"}]', 1
    )
    small_set.index.write_text(sent, encoding="utf-8")
    err = run("study", "small")[2]
    assert err.index("notebooks/small/00_index.ipynb：存有别人的运行结果") < err.index(ASKED)
    code, _, err = run("study", "small", "--edit")
    assert code == 1
    assert "请清除输出后再打开" in err
    assert len(started) == 1


def test_a_folder_opened_for_editing_is_not_asked_for_again_whatever_is_changed(
    run: Run, root: Path, small_set: StudySet, started: list[Launch], at_terminal: AtTerminal
) -> None:
    at_terminal("y")
    assert ASKED in run("study", "small", "--edit")[2]
    small_set.words_file.write_text("新词\n", encoding="utf-8")
    assert run("study", "small")[2] == ""


def test_a_set_made_here_is_trusted_and_one_that_is_made_again_on_anothers_is_not(
    run: Run, tmp_path: Path, started: list[Launch], monkeypatch: pytest.MonkeyPatch
) -> None:
    file, to = tmp_path / "garden.txt", tmp_path / "sets"
    file.write_text(SPEECH, encoding="utf-8")
    run("new", str(file), "--to", str(to))
    monkeypatch.setenv(ROOT_VARIABLE, str(to))
    assert run("study", "garden")[2] == ""
    to.rename(tmp_path / "sent")
    monkeypatch.setenv(ROOT_VARIABLE, str(tmp_path / "sent"))
    file.write_text(SPEECH.replace("种好街边的树\n", "种好街边的大树\n"), encoding="utf-8")
    run("new", str(file), "--to", str(tmp_path / "sent"), "--name", "garden")
    assert ASKED in run("study", "garden")[2]


@pytest.mark.parametrize("command", [["check"], ["study"], ["tasks"], ["export", "--to", "json"]])
def test_a_set_whose_update_was_cut_off_is_as_it_was_before_and_that_is_said(
    run: Run, tmp_path: Path, started: list[Launch], monkeypatch: pytest.MonkeyPatch,
    command: list[str],
) -> None:  # fmt: skip
    file, to = tmp_path / "garden.txt", tmp_path / "sets"
    file.write_text(SPEECH, encoding="utf-8")
    run("new", str(file), "--to", str(to))
    before = {path: path.read_bytes() for path in to.rglob("*.*")}
    file.write_text(SPEECH.replace("12个", "13个"), encoding="utf-8")
    assert is_cut_off(4, lambda: make_set(file, root=to))
    monkeypatch.setenv(ROOT_VARIABLE, str(to))
    monkeypatch.chdir(tmp_path)
    name, *options = command
    code, _, err = run(name, "garden", *options)
    assert code == 0
    assert "上一次 kit new 没有做完就停了，已恢复成那一次之前的样子" in err
    assert {path: path.read_bytes() for path in to.rglob("*.*")} == before
    assert "kit new" not in run("check", "garden")[2]


def test_of_two_sets_of_one_name_it_is_said_which_is_taken(
    run: Run, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    shutil.copytree(root, other)
    monkeypatch.setattr(kit.lab, "run", lambda _, **__: None)
    assert "不止一套" not in run("study", "small")[1]
    monkeypatch.chdir(other)
    code, out, _ = run("study", "small", "--no-browser")
    assert code == 0
    assert f"不止一套学习集叫“small”，打开的是最近的一套：{root.resolve()}" in out


@pytest.fixture
def beside(
    run: Run, root: Path, tmp_path: Path, small_set: StudySet, started: list[Launch],
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[[str], str]:  # fmt: skip
    """Open a set with an id, then a copy of it elsewhere; return what is said of the copy."""

    def opened(identifier: str) -> str:
        source = small_set.source_file
        source.write_text(f"{identifier}\n{source.read_text('utf-8')}", encoding="utf-8")
        assert "分开保存" not in run("study", "small")[1]
        other = tmp_path / "other"
        shutil.copytree(root, other)
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv(ROOT_VARIABLE, str(other))
        return run("study", "small")[1]

    return opened


def test_study_says_that_another_set_has_the_same_id(
    beside: Callable[[str], str], root: Path
) -> None:
    said = beside('id = "small-1"')
    assert f"编号与 {root.resolve()} 里的“small”相同，副本和学习记录已分开保存。" in said
    assert "如果这是它的新版，请用它替换那里的文件。" in said


def test_of_two_sets_without_ids_it_is_said_whose_the_earlier_records_are(
    beside: Callable[[str], str], root: Path
) -> None:
    said = beside("")
    assert f"{root.resolve()} 里也有“small”，这一套没有自己的编号" in said
    assert "以前的副本和学习记录归先打开的那一套" in said


def test_a_set_moved_and_changed_is_told_how_to_be_itself_again(
    beside: Callable[[str], str], run: Run, root: Path, small_set: StudySet, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    beside('id = "small-1"')
    first = data_folder() / "lessons" / "small-1" / "notebooks" / "small"
    other = StudySet("small", tmp_path / "other")
    other.speech_file.write_text("某日开会。\n一、抓好生产\n一是抓甲。", encoding="utf-8")
    shutil.rmtree(root)
    said = run("study", "small")[1]
    assert f"以前在 {root.resolve()} 里的“small”相同，内容却改过" in said
    assert f"课文在：{first}\n" not in said
    other.root.rename(root)  # as it says
    monkeypatch.setenv(ROOT_VARIABLE, str(root))
    said = run("study", "small")[1]
    assert f"课文在：{first}\n" in said
    assert "分开保存" not in said


def test_another_edition_of_the_set_that_came_with_the_kit_says_how_to_open_that(
    run: Run, root: Path, small_set: StudySet, started: list[Launch]
) -> None:
    for folder in (small_set.seeds, small_set.notebooks, small_set.quizzes):
        folder.rename(folder.with_name(DEFAULT_SET))
    said = run("study", DEFAULT_SET)[1]
    assert f"这不是随程序带来的“{DEFAULT_SET}”，副本和学习记录已分开保存。" in said
