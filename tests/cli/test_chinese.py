"""Help pages and messages of wrong use are Chinese throughout."""

from __future__ import annotations

from pathlib import Path

import pytest

from kit.cli import chinese, cli, screen
from kit.library import study_set
from tests.cli.conftest import Run

OWN_REVIEW = str(study_set("zhanjiang2021").notebooks / "09_my_review.ipynb")


@pytest.mark.parametrize(
    "command", [(), *((name,) for name in cli.commands)], ids=lambda command: command or "kit"
)
def test_every_help_page_is_chinese(run: Run, command: tuple[str, ...]) -> None:
    code, out, _ = run(*command, "--help")
    assert code == 0
    assert "用法：" in out
    assert "显示这份说明" in out
    for english in ("Usage", "Options", "Commands", "Show this", "Error", "required", "<="):
        assert english not in out


def test_every_command_is_listed_once_by_who_needs_it(run: Run) -> None:
    listed = [name for names in cli.sections.values() for name in names]
    assert sorted(listed) == sorted(cli.commands)
    _, out, _ = run("--help")
    places = [out.index(f"{heading}：") for heading in cli.sections]
    assert places == sorted(places)


@pytest.mark.parametrize("name", cli.commands)
def test_every_help_page_ends_with_examples_that_can_be_typed(run: Run, name: str) -> None:
    command = cli.commands[name]
    assert isinstance(command, chinese.Command)
    assert command.examples
    _, out, _ = run(name, "--help")
    known = {option for param in command.params for option in param.opts}
    for line, purpose in command.examples:
        assert line.startswith(f"kit {name}")
        assert {word for word in line.split() if word.startswith("--")} <= known
        assert line in out
        assert purpose in out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("outline",), "缺少参数"),
        (("outline", "a", "--xml"), "没有“--xml”这个选项"),
        (("nonsense",), "没有这个命令"),
        (("check", "none"), "没有名为“none”的学习集"),
        (("outline", "none.txt"), "没有名为“none.txt”的学习集，也没有这个文件。"),
        (("handout", "--for", "cat"), "参数 --for 的取值不对，应为 learner"),
        (("library", "a", "--jobs", "many"), "参数 --jobs 的取值不对，应为 1 以上的整数。"),
        (("progress", "--exam", "soon"), "参数 --exam 的取值不对，应写成 2027-03-01 的样子"),
        (("study", "--port", "x"), "参数 --port 的取值不对，应为 1 到 65535 的整数。"),
        (("study", "--restore", ""), "没有名为“”的课"),
        (("outline",), "缺少参数 学习集|文件"),
        (("tasks", "zhanjiang2021", "--json", "--csv"), "只能选一个"),
        (("handout", "--to"), "缺少取值"),
        (("handout", OWN_REVIEW), "只在 JupyterLab 中使用，没有讲义"),
        (("outline", "a", "b"), "参数太多"),
    ],
)
def test_wrong_use_is_told_in_chinese_and_exits_2(
    run: Run, arguments: tuple[str, ...], sentence: str
) -> None:
    code, out, err = run(*arguments)
    assert code == 2
    assert sentence in err
    assert out == ""
    assert "Error" not in err


def test_a_folder_in_a_file_s_place_is_told(run: Run, tmp_path: Path) -> None:
    for arguments in (("progress", "--import"), ("import", "--to", "new.md"), ("new",)):
        code, _, err = run(*arguments, str(tmp_path))
        assert code == 2
        assert err.startswith(f"{tmp_path}：这是文件夹，不是文件。请检查路径。\n")


def test_a_file_in_a_folder_s_place_is_told(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "speech.txt"
    file.write_text("一、抓好生产\n", encoding="utf-8")
    for arguments in (("library",), ("handout", "--to"), ("new", str(file), "--to")):
        code, _, err = run(*arguments, str(file))
        assert code == 2
        assert err.startswith(f"{file}：这是文件，不是文件夹。请检查路径。\n")


def test_without_a_command_the_commands_are_listed(run: Run) -> None:
    assert run() == run("--help")


def test_all_that_is_printed_goes_through_one_module() -> None:
    folder = Path(screen.__file__).parent
    others = [path for path in folder.glob("*.py") if path.name != "screen.py"]
    assert [path.name for path in others if "click.echo(" in path.read_text("utf-8")] == []
