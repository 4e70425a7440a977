"""`kit outline`, `kit tasks` and `kit library` show what the reader finds."""

from __future__ import annotations

import csv
import io
import json
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from kit.library import ROOT_VARIABLE, StudySet, study_set
from kit.speech import load_speech
from tests.cli.conftest import Run

SPEECH = load_speech(study_set("zhanjiang2021"))


def test_the_outline_as_json_has_the_promised_shape(run: Run) -> None:
    code, out, _ = run("outline", "zhanjiang2021", "--json")
    outline = json.loads(out)
    assert code == 0
    assert set(outline) == {"source", "characters", "nodes"}
    assert outline["characters"] == len(SPEECH.text)
    assert [tuple(node) for node in outline["nodes"]] == [
        ("id", "kind", "marker", "title", "start", "end", "parent")
    ] * len(SPEECH.nodes)
    assert [node["id"] for node in outline["nodes"]] == [node.id for node in SPEECH.nodes]


def test_the_outline_as_a_tree_shows_headings_as_the_text_has_them(
    run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "讲话.txt"
    parts = "【第一部分：看清形势】任务很重。\n一\n增长的账\n收入增加了，支出也增加了，要算清楚。\n"
    path.write_text(
        f"{parts}二\n民生的账\n学校多了，医院也多了，还要办得更好。\n", encoding="utf-8"
    )
    _, out, _ = run("outline", str(path))
    assert [line.strip("│├└─ ").split("  ")[0] for line in out.splitlines()[1:]] == [
        "【第一部分：看清形势】",
        "一 增长的账",
        "二 民生的账",
    ]


def test_a_text_without_numbers_is_said_to_have_none(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "讲话.txt"
    path.write_text("心得\n今天参加了培训，收获很多。\n", encoding="utf-8")
    _, out, _ = run("outline", str(path), "--unsure")
    assert "没有找到分部分的编号" in out


def test_the_outline_as_a_tree_names_every_part(run: Run) -> None:
    code, out, _ = run("outline", "zhanjiang2021")
    assert code == 0
    assert all(node.title[:8] in out for node in SPEECH.nodes)


def test_tasks_as_json_carry_verb_and_action(run: Run) -> None:
    code, out, _ = run("tasks", "zhanjiang2021", "--json")
    tasks = json.loads(out)["tasks"]
    assert code == 0
    assert [tuple(task) for task in tasks] == [
        ("text", "start", "end", "node", "verb", "action", "unit", "deadline")
    ] * len(SPEECH.tasks)


HEADER = "\ufeff条线,位置,任务,责任人,时限,进展,领起动词,动作类别\n"


def test_tasks_as_csv_are_a_checklist_that_opens_in_chinese(run: Run) -> None:
    _, out, err = run("tasks", "zhanjiang2021", "--csv")
    assert out.startswith(HEADER)
    rows = list(csv.DictReader(io.StringIO(out.removeprefix("\ufeff"))))
    assert sorted(row["任务"] for row in rows) == sorted(task.text for task in SPEECH.tasks)
    assert {(row["责任人"], row["时限"], row["进展"]) for row in rows} == {("", "", "")}
    assert {"刑事检察", "公益诉讼检察"} <= {row["条线"] for row in rows}
    assert err == ""


def test_a_task_that_no_line_names_is_told_and_listed_all_the_same(
    run: Run, small_set: StudySet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ROOT_VARIABLE, str(small_set.root))
    lines = '[[line]]\nname = "甲"\ntasks = ["一二是1"]\n'
    small_set.lines_file.write_text(lines, encoding="utf-8")
    _, out, err = run("tasks", "small", "--csv")
    told = [row.split(",")[:3] for row in out.splitlines()[1:]]
    assert told[0][:2] == ["甲", "一二是1"]
    assert [row[0] for row in told[1:]] == ["没有归入条线"] * 2
    assert "seeds/small/lines.toml 第 1 行：有任务没有归入条线：一一是1、一一是2。" in err


def test_units_and_deadlines_are_filled_in_where_the_text_names_any(
    run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "plan.txt"
    file.write_text(
        "一、总\n一是抓甲，推进乙（甲局负责，年内完成）。\n二是抓丙，推进丁。\n", encoding="utf-8"
    )
    _, out, _ = run("tasks", str(file), "--csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [(row["责任人"], row["时限"]) for row in rows] == [("甲局", "年内"), ("", "")]
    _, table, _ = run("tasks", str(file))
    assert "责任单位" in table
    assert "年内" in table
    _, shown, _ = run("tasks", str(file), "--json")
    first, second = json.loads(shown)["tasks"]
    assert (first["unit"], first["deadline"]) == ("甲局", "年内")
    assert (second["unit"], second["deadline"]) == ("", "")


def test_a_speech_without_tasks_still_has_its_header(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "talk.txt"
    file.write_text("今天天气很好。\n", encoding="utf-8")
    assert run("tasks", str(file), "--csv") == (0, HEADER, "")


@pytest.mark.parametrize("mark", ["=", "+", "-", "@", "\t", "\r", "＝"])
def test_no_cell_starts_a_formula(mark: str, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    task = replace(SPEECH.tasks[0], text=f"{mark}1+1", unit=f"{mark}甲", deadline=f"{mark}乙")
    monkeypatch.setattr(
        "kit.cli.speeches._speech", lambda _: (replace(SPEECH, tasks=(task,)), None)
    )
    _, out, _ = run("tasks", "zhanjiang2021", "--csv")
    (row,) = csv.DictReader(io.StringIO(out))
    assert all(row[name].startswith("'") for name in ("任务", "责任人", "时限"))


def test_tasks_as_a_table_fit_the_screen(run: Run) -> None:
    code, out, _ = run("tasks", "zhanjiang2021")
    assert code == 0
    assert "二（二）六要6" in out


@pytest.mark.parametrize("words", ["做好服务[/b]", "做好[b]服务[/b]", "做好:thumbsup:服务"])
def test_tasks_in_the_table_are_letter_by_letter(run: Run, tmp_path: Path, words: str) -> None:
    path = tmp_path / f"{words.replace('/', '')}.txt"
    path.write_text(f"一、总\n一是抓甲，{words}。\n", encoding="utf-8")
    code, out, _ = run("tasks", str(path))
    assert code == 0
    assert words in out
    assert f"{path.stem}：任务" in out


def test_a_file_outside_any_set_is_read(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "work.txt"
    path.write_text("一、总\n一是抓甲，推进乙。\n", encoding="utf-8")
    code, out, _ = run("tasks", str(path), "--json")
    assert code == 0
    assert [task["text"] for task in json.loads(out)["tasks"]] == ["推进乙"]


def test_what_the_reader_is_unsure_of_is_listed_with_its_line(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "work.txt"
    path.write_text("开会。\n一、总\n文。\n二、分\n文。\n四、合\n文。", encoding="utf-8")
    code, out, _ = run("outline", str(path), "--unsure")
    assert code == 0
    assert out.startswith("第 6 行“四、合”：编号不连续")
    assert "source.toml" in out


def test_a_speech_read_without_doubt_says_so(run: Run) -> None:
    code, out, _ = run("outline", "zhanjiang2021", "--unsure")
    assert (code, out) == (0, "没有拿不准的地方。\n")


def test_doubts_are_not_shown_as_json(run: Run) -> None:
    code, _, err = run("outline", "zhanjiang2021", "--unsure", "--json")
    assert code == 2
    assert "只能选一个" in err


@pytest.mark.parametrize("error", [OSError("Timed out"), ValueError("unknown address scheme")])
def test_a_cluster_that_cannot_be_reached_is_told(
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    error: Exception,
) -> None:
    def client(_address: str) -> None:
        raise error

    distributed = ModuleType("dask.distributed")
    distributed.Client = client  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "dask", ModuleType("dask"))
    monkeypatch.setitem(sys.modules, "dask.distributed", distributed)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "lib").mkdir()
    code, _, err = run("library", "lib", "--address", "tcp://127.0.0.1:1")
    assert code == 1
    assert "tcp://127.0.0.1:1：连不上这个地址。请检查地址" in err
