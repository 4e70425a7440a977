"""What is printed can be typed again, and fits the screen."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rich.cells import cell_len

from kit.cli import cli
from kit.cli.screen import as_called
from tests.cli.conftest import Run


@pytest.fixture
def script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """`kit` in an environment that is not on the path, called from the folder that holds it."""
    script = tmp_path / ".venv" / "bin" / "kit"
    script.parent.mkdir(parents=True)
    script.touch(mode=0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.argv", [str(script)])
    return script


def test_commands_are_told_as_kit_was_called(script: Path) -> None:
    assert as_called("请运行 kit check 甲。") == "请运行 .venv/bin/kit check 甲。"
    assert as_called("kit new 讲话.txt") == ".venv/bin/kit new 讲话.txt"
    assert as_called("用“kit progress --json”") == "用“.venv/bin/kit progress --json”"


def test_nothing_else_that_has_kit_in_it_is_changed(script: Path) -> None:
    for text in ("/a/kit new/x.txt", "speech-study-kit progress", "pip install kit", "kit 命令"):
        assert as_called(text) == text


def test_where_the_shell_finds_kit_its_name_is_enough(
    script: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(script.parent))
    assert as_called("请运行 kit check 甲。") == "请运行 kit check 甲。"


def test_a_path_with_a_blank_is_quoted(
    script: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", [str(tmp_path / "a b" / "kit")])
    assert as_called("请运行 kit check。") == '请运行 "a b/kit" check。'


def test_help_and_remedies_name_what_can_be_typed(run: Run, script: Path) -> None:
    assert "  .venv/bin/kit check zhanjiang2021\n" in run("check", "--help")[1]
    assert run("check", "none")[2].endswith("用法见：.venv/bin/kit check --help\n")


def test_data_are_given_as_they_are(run: Run, script: Path, tmp_path: Path) -> None:
    file = tmp_path / "甲.txt"
    file.write_text("一、抓好生产\n要运行 kit check 一遍。\n", encoding="utf-8")
    tasks = json.loads(run("tasks", str(file), "--json")[1])["tasks"]
    assert any("运行 kit check" in task["text"] for task in tasks)


@pytest.mark.parametrize("columns", [60, 80])
def test_help_pages_are_no_wider_than_the_screen(
    run: Run, columns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    for name in cli.commands:
        lines = run(name, "--help")[1].partition("例子：")[0].splitlines()
        assert max(map(cell_len, lines)) < columns
        assert not [line for line in lines if line.lstrip().startswith(tuple("，。；、）"))]
