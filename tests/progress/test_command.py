"""`kit progress` shows, exports, imports and forgets."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kit.cli import learner
from kit.cli.chinese import WrongUse
from kit.cli.learner import progress
from kit.course import Course
from kit.errors import KitError
from kit.identity import remember
from kit.library import ROOT_VARIABLE, StudySet
from kit.progress import Attempt, Store
from kit.progress.exam_days import keep_exam
from kit.progress.note_store import write_note
from kit.quiz import Question, unasked_for
from kit.speech import Speech

Maker = Callable[..., Attempt]
SET = "zhanjiang2021"


def run(*arguments: str, typed: str | None = None) -> Result:
    return CliRunner().invoke(
        progress, arguments, input=typed, prog_name="kit progress", standalone_mode=False
    )


@pytest.fixture
def questions(questions: tuple[Question, ...]) -> tuple[Question, ...]:
    """The questions that a review asks: all but the close reading."""
    return unasked_for(questions)


@pytest.fixture
def kept(attempt: Maker, questions: tuple[Question, ...]) -> tuple[Attempt, ...]:
    """Attempts in the learner's own records: one part weak, one edited, one other set."""
    now = datetime.now(UTC)
    weak = [question for question in questions if question.node == "2.2.5"]
    made = [attempt(each, at=now, outcome="wrong") for each in weak]
    made += [attempt(each, at=now - timedelta(days=9)) for each in questions[:9]]
    made += [attempt(questions[9], at=now, content="0" * 16)]
    made += [attempt(questions[10], at=now, outcome="wrong", confidence="sure")]
    made += [attempt(study_set="other")]
    with Store() as store:
        store.add(made)
        return store.attempts()


def test_the_help_page_is_chinese() -> None:
    told = run("--help").output
    assert "用法：kit progress [选项] [学习集]" in told
    assert "显示这份说明" in told
    assert "Options" not in told


def test_before_the_first_answer_there_is_a_plan_and_no_table(tmp_path: Path) -> None:
    told = run(SET).output
    assert "已做过 0 题" in told
    assert "今天待复习 0 题，新题 5 题" in told
    assert "未来七天" in told
    assert "掌握" not in told
    assert not (tmp_path / "mine").exists()


def test_what_is_known_and_what_is_due(
    kept: tuple[Attempt, ...], questions: tuple[Question, ...]
) -> None:
    told = run(SET).output
    assert "今天待复习 9 题" in told
    assert "薄弱处：二（二）五要" in told
    assert any(word in told for word in ("作答太少", "薄弱", "一般", "较好"))
    assert f"还没有改正的题：{questions[10].id}。" in told
    assert f"上次作答后有改动的题：{questions[9].id}。" in told


def test_titles_are_shown_letter_by_letter(
    kept: tuple[Attempt, ...], speech: Speech, monkeypatch: pytest.MonkeyPatch
) -> None:
    odd = "[/b][b]:thumbsup:"
    titled = replace(speech, source=replace(speech.source, title=odd))
    monkeypatch.setattr(Course, "speech", titled)
    monkeypatch.setattr(learner, "_name", lambda _: odd)
    result = run(SET)
    assert result.exception is None
    assert f"{odd}：共" in result.output
    assert f"薄弱处：{odd}" in result.output
    assert result.output.count(odd) > 2  # the table has it too


def test_an_exam_shows_the_days_that_lead_to_it(kept: tuple[Attempt, ...]) -> None:
    exam = datetime.now().date() + timedelta(days=10)
    told = run(SET, "--exam", f"{exam}").output
    assert f"到 {exam}" in told
    assert re.search(r"今天待复习 9 题，新题 [1-9]\d* 题", told)
    assert f"{exam - timedelta(days=1)}" in told


def test_an_exam_that_was_chosen_in_a_lesson_is_planned_for(kept: tuple[Attempt, ...]) -> None:
    exam = datetime.now().date() + timedelta(days=10)
    with Store() as store:
        keep_exam(store, SET, f"{exam}")
    assert run(SET).output == run(SET, "--exam", f"{exam}").output
    with Store() as store:
        keep_exam(store, SET, "2000-01-01")
    assert "未来七天" in run(SET).output


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_all_records_leave_as_json_and_come_back_elsewhere(
    kept: tuple[Attempt, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    whole = run("--json").output
    assert len(json.loads(whole)["attempts"]) == len(kept)
    assert len(json.loads(run("other", "--json").output)["attempts"]) == 1
    file = tmp_path / "记录.json"
    file.write_text(whole, encoding=encoding)
    assert "导入 0 条记录" in run("--import", str(file)).output
    monkeypatch.setenv("KIT_DATABASE_URL", f"sqlite:///{tmp_path / 'elsewhere.db'}")
    assert f"导入 {len(kept)} 条记录；另有 0 条" in run("--import", str(file)).output
    assert f"导入 0 条记录；另有 {len(kept)} 条" in run("--import", str(file)).output
    assert run("--json").output == whole


def test_records_are_exported_to_a_new_file(kept: tuple[Attempt, ...], tmp_path: Path) -> None:
    file = tmp_path / "带走" / "记录.json"
    assert run("--export", str(file)).output == f"已导出：{file}\n"
    assert file.read_text(encoding="utf-8") == run("--json").output
    file.write_text("旧的", encoding="utf-8")
    assert "已经有这个文件" in str(run("--export", str(file)).exception)
    assert file.read_text(encoding="utf-8") == "旧的"


def test_a_damaged_record_is_named_and_the_rest_is_shown(
    kept: tuple[Attempt, ...], records: Path
) -> None:
    with sqlite3.connect(records) as bare:
        bare.execute("UPDATE kit_attempt SET at = 'x' WHERE uuid = ?", (kept[-1].uuid,))
    bare.close()
    for arguments in ((), ("--json",)):
        result = run(*arguments)
        assert result.exception is None
        assert f"编号 {kept[-1].uuid}：作答记录中的“at”不合格" in result.stderr
    assert len(json.loads(run("--json").stdout)["attempts"]) == len(kept) - 1


def test_a_faulty_record_of_an_import_is_named_and_the_others_come_in(
    kept: tuple[Attempt, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = json.loads(run("--json").stdout)
    whole["attempts"][1]["at"] = "x"
    whole["attempts"] += [3] * 50
    file = tmp_path / "记录.json"
    file.write_text(json.dumps(whole), encoding="utf-8")
    monkeypatch.setenv("KIT_DATABASE_URL", f"sqlite:///{tmp_path / 'elsewhere.db'}")
    result = run("--import", str(file))
    assert result.return_value == 1
    assert f"导入 {len(kept) - 1} 条记录" in result.stdout
    assert "有 51 条记录不合格，没有导入：" in result.stderr
    assert f"{file.as_posix()}：第 2 条记录：作答记录中的“at”不合格。" in result.stderr
    assert len(result.stderr.splitlines()) < 15


@pytest.mark.parametrize("typed", ["\n", "y\n", "no\n"])
def test_nothing_is_deleted_without_the_word(kept: tuple[Attempt, ...], typed: str) -> None:
    assert "没有删除任何记录" in run("--forget", typed=typed).output
    with Store() as store:
        assert store.attempts() == kept


def test_nothing_is_deleted_where_nobody_answers(kept: tuple[Attempt, ...]) -> None:
    result = run("--forget", typed="")
    assert result.exception is None
    assert "没有删除任何记录" in result.output
    with Store() as store:
        assert store.attempts() == kept


def test_two_sets_of_one_name_have_records_of_their_own(
    attempt: Maker, small_set: StudySet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("platformdirs.user_data_path", lambda name, **_: tmp_path / "data" / name)
    other = StudySet(small_set.name, tmp_path / "other")
    shutil.copytree(small_set.root, other.root)
    with Store() as store:
        store.add([attempt("sc01", study_set="small")])  # as they were kept by the name alone
        for number, chosen in enumerate((small_set, other)):
            key = remember(chosen)
            store.add([attempt("sc02", study_set=key) for _ in range(2 * number)])
    counts = []
    for chosen in (small_set, other):
        monkeypatch.setenv(ROOT_VARIABLE, str(chosen.root))
        counts.append(len(json.loads(run("small", "--json").stdout)["attempts"]))
    assert counts == [1, 2]
    assert "已删除 2 条" in run("small", "--forget", typed="删除\n").output
    monkeypatch.setenv(ROOT_VARIABLE, str(small_set.root))
    assert "已做过 1 题" in run("small").output
    monkeypatch.delenv(ROOT_VARIABLE)
    error = run("small", "--json").exception
    assert isinstance(error, WrongUse)
    assert f"请写编号：small、{key}。" in error.message
    assert run(key, "--json").exception is None


@pytest.mark.parametrize("word", ["删除\n", "“删除”\n"])
def test_one_set_or_all_is_deleted_after_asking(kept: tuple[Attempt, ...], word: str) -> None:
    told = run("other", "--forget", typed=word).output
    assert "将永久删除学习集“other”的 1 条作答记录" in told
    assert "已删除 1 条" in told
    assert f"已删除 {len(kept) - 1} 条" in run("--forget", typed=word).output
    assert run("--forget").output == "没有作答记录。\n"
    assert run(SET, "--forget").output == f"没有学习集“{SET}”的作答记录。\n"


@pytest.mark.parametrize("option", ["--forget", "--json"])
def test_a_name_without_a_set_or_a_record_is_wrong_use(option: str) -> None:
    assert isinstance(run("other", option).exception, WrongUse)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--json", "--forget"), "只能选一个"),
        (("--exam", "2000-01-01"), "考试日期应在今天之后"),
        (("none",), "没有名为“none”的学习集"),
        (("none", "--json"), "没有名为“none”的学习集"),
        (("none", "--forget"), "没有名为“none”的学习集"),
        (("--import", "none.json"), "没有这个文件"),
        (("other", "--import", "none.json"), "不必写学习集"),
    ],
)
def test_wrong_use_is_told(arguments: tuple[str, ...], sentence: str) -> None:
    error = run(*arguments).exception
    assert isinstance(error, WrongUse)
    assert sentence in error.message


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"\x80abc", b"{}"])
def test_a_file_that_is_no_export_is_named(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "bad.json"
    file.write_bytes(content)
    error = run("--import", str(file)).exception
    assert isinstance(error, KitError)
    assert str(error).startswith(f"{file.as_posix()}：")


def test_notes_are_exported_imported_and_forgotten_with_the_answers(
    kept: tuple[Attempt, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store() as store:
        write_note(store, SET, "04-1", "护航员要清理“挂案”")
    whole = run(SET, "--json").output
    assert [note["text"] for note in json.loads(whole)["notes"]] == ["护航员要清理“挂案”"]
    file = tmp_path / "记录.json"
    file.write_text(whole, encoding="utf-8")
    monkeypatch.setenv("KIT_DATABASE_URL", f"sqlite:///{tmp_path / 'elsewhere.db'}")
    assert "导入 1 条笔记；另有 0 条本机已有" in run("--import", str(file)).output
    assert "导入 0 条笔记；另有 1 条本机已有" in run("--import", str(file)).output
    assert json.loads(run("--json").output)["notes"] == json.loads(whole)["notes"]
    told = run("--forget", typed="删除\n").output
    assert "条作答记录和 1 条笔记，删除后无法恢复" in told
    assert "没有作答记录" in run("--forget").output
