"""`kit outline` and `kit tasks` show what the reader found."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from kit.cli import cli, main
from kit.library import study_set
from kit.speech import load_speech

SPEECH = load_speech(study_set("zhanjiang2021"))
OWN_REVIEW = str(study_set("zhanjiang2021").notebooks / "09_my_review.ipynb")


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as stopped:
        main(list(arguments))
    out, err = capsys.readouterr()
    return int(stopped.value.code or 0), out, err


def test_the_outline_as_json_has_the_promised_shape(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "outline", "zhanjiang2021", "--json")
    outline = json.loads(out)
    assert code == 0
    assert set(outline) == {"source", "characters", "nodes"}
    assert outline["characters"] == len(SPEECH.text)
    assert [tuple(node) for node in outline["nodes"]] == [
        ("id", "kind", "marker", "title", "start", "end", "parent")
    ] * len(SPEECH.nodes)
    assert [node["id"] for node in outline["nodes"]] == [node.id for node in SPEECH.nodes]


def test_the_outline_as_a_tree_names_every_part(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "outline", "zhanjiang2021")
    assert code == 0
    assert all(node.title[:8] in out for node in SPEECH.nodes)


def test_tasks_as_json_carry_verb_and_action(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "tasks", "zhanjiang2021", "--json")
    tasks = json.loads(out)["tasks"]
    assert code == 0
    assert [tuple(task) for task in tasks] == [
        ("text", "start", "end", "node", "verb", "action")
    ] * len(SPEECH.tasks)


def test_tasks_as_csv_can_be_read_back(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "tasks", "zhanjiang2021", "--csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [row["text"] for row in rows] == [task.text for task in SPEECH.tasks]


def test_tasks_as_a_table_fit_the_screen(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "tasks", "zhanjiang2021")
    assert code == 0
    assert "二（二）六要" in out


@pytest.mark.parametrize("words", ["做好服务[/b]", "做好[b]服务[/b]", "做好:thumbsup:服务"])
def test_tasks_in_the_table_are_letter_by_letter(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, words: str
) -> None:
    path = tmp_path / f"{words.replace('/', '')}.txt"
    path.write_text(f"一、总\n一是抓甲，{words}。\n", encoding="utf-8")
    code, out, _ = run(capsys, "tasks", str(path))
    assert code == 0
    assert words in out
    assert f"{path.stem}：任务" in out


def test_a_file_outside_any_set_is_read(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "work.txt"
    path.write_text("一、总\n一是抓甲，推进乙。\n", encoding="utf-8")
    code, out, _ = run(capsys, "tasks", str(path), "--json")
    assert code == 0
    assert [task["text"] for task in json.loads(out)["tasks"]] == ["推进乙"]


@pytest.mark.parametrize(
    "command", [(), *((name,) for name in cli.commands)], ids=lambda command: command or "kit"
)
def test_every_help_page_is_chinese(
    capsys: pytest.CaptureFixture[str], command: tuple[str, ...]
) -> None:
    code, out, _ = run(capsys, *command, "--help")
    assert code == 0
    assert "用法：" in out
    assert "显示这份说明" in out
    for english in ("Usage", "Options", "Commands", "Show this", "Error"):
        assert english not in out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("outline",), "缺少参数"),
        (("outline", "a", "--xml"), "没有“--xml”这个选项"),
        (("nonsense",), "没有这个命令"),
        (("outline", "none"), "没有名为“none”的学习集"),
        (("handout", "--for", "cat"), "参数 --for 的取值不对，应为 learner"),
        (("library", "a", "--jobs", "many"), "参数 --jobs 的取值不对"),
        (("progress", "--exam", "soon"), "参数 --exam 的取值不对"),
        (("study", "--port", "x"), "参数 --port 的取值不对"),
        (("outline",), "缺少参数 学习集|文件"),
        (("tasks", "zhanjiang2021", "--json", "--csv"), "只能选一个"),
        (("handout", "--to"), "缺少取值"),
        (("handout", OWN_REVIEW), "只在 JupyterLab 中使用，没有讲义"),
        (("outline", "a", "b"), "参数太多"),
    ],
)
def test_wrong_use_is_told_in_chinese_and_exits_2(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], sentence: str
) -> None:
    code, out, err = run(capsys, *arguments)
    assert code == 2
    assert sentence in err
    assert out == ""
    assert "Error" not in err


def test_what_the_reader_is_unsure_of_is_listed_with_its_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "work.txt"
    path.write_text("开会。\n一、总\n文。\n二、分\n文。\n四、合\n文。", encoding="utf-8")
    code, out, _ = run(capsys, "outline", str(path), "--unsure")
    assert code == 0
    assert out.startswith("第 6 行“四、合”：编号不连续")
    assert "source.toml" in out


def test_a_speech_read_without_doubt_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "outline", "zhanjiang2021", "--unsure")
    assert (code, out) == (0, "没有拿不准的地方。\n")


def test_doubts_are_not_shown_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "outline", "zhanjiang2021", "--unsure", "--json")
    assert code == 2
    assert "只能选一个" in err
