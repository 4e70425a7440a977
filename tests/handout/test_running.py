from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kit.errors import KitError
from kit.handout.exporter import kernel_environment, run_lesson
from kit.progress import Attempt, Store

from .conftest import Cell, notebook


def printed(*cells: Cell, folder: Path, timeout: int = 60) -> str:
    nb = notebook(*cells)
    run_lesson(nb, folder=str(folder), timeout=timeout)
    return "".join(out["text"] for cell in nb.cells for out in cell.get("outputs", ()))


def test_a_lesson_runs_in_its_own_folder_on_this_python_with_this_kit(tmp_path: Path) -> None:
    said = printed(
        ("md", "# 课"),
        ("code", "import os, sys, kit"),
        ("code", "print(os.getcwd(), sys.executable, kit.__file__, sep='\\n')"),
        folder=tmp_path,
    )
    import kit

    assert said.splitlines() == [str(tmp_path), sys.executable, kit.__file__]


SHADOWS = ("json", "kit", "matplotlib", "pathlib", "ipykernel", "ipykernel_launcher", "helper")


def test_a_module_beside_the_lessons_never_stands_in_for_a_package(tmp_path: Path) -> None:
    for name in SHADOWS:
        text = f"open({str(tmp_path / 'ran')!r}, 'w', encoding='utf-8').close()\n"
        (tmp_path / f"{name}.py").write_text(text, encoding="utf-8")
    said = printed(
        ("code", "import importlib.util, json, matplotlib, kit"),
        ("code", "print(hasattr(kit, 'load'), importlib.util.find_spec('helper'))"),
        folder=tmp_path,
    )
    assert said == "True None\n"
    assert not (tmp_path / "ran").exists()


def test_the_users_settings_stay_outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    startup = tmp_path / "ipython" / "profile_default" / "startup"
    startup.mkdir(parents=True)
    (startup / "00.py").write_text("print('hello')\nmine = 1\n", encoding="utf-8")
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    monkeypatch.setenv("PYTHONSTARTUP", str(startup / "00.py"))
    said = printed(
        ("code", "print('mine' in globals())"),
        ("code", "import os; print(os.environ.get('PYTHONSTARTUP'))"),
        folder=tmp_path,
    )
    assert said == "False\nNone\n"


def test_the_kernel_gets_what_makes_two_runs_alike() -> None:
    made = kernel_environment({"HOME": "/h", "MPLBACKEND": "agg", "PYTHONHASHSEED": "7"})
    assert made["HOME"] == "/h"
    assert "MPLBACKEND" not in made
    assert made["PYTHONHASHSEED"] == "0"
    assert Path(made["MATPLOTLIBRC"]).is_file()


def test_the_kernel_knows_of_no_learners_records(tmp_path: Path, records: Path) -> None:
    with Store() as store:
        store.add([Attempt("a", "q", "0", "judge", 0, "right", 1.0, datetime.now(UTC))])
    before = records.read_bytes()
    said = printed(
        ("code", "from datetime import UTC, datetime\nfrom kit.progress import Attempt, Store"),
        ("code", "made = Attempt('a', 'q', '0', 'judge', 0, 'right', 1.0, datetime.now(UTC))"),
        ("code", "store = Store()\nprint(store.attempts())\nstore.add([made])"),
        folder=tmp_path,
    )
    assert said == "()\n"
    assert records.read_bytes() == before


def test_a_kit_that_is_not_installed_is_found_before_the_users_path() -> None:
    first, second = kernel_environment({"PYTHONPATH": "/mine"})["PYTHONPATH"].split(os.pathsep)
    assert (Path(first) / "kit" / "handout").is_dir()
    assert second == "/mine"


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("# 图：任务\n1/0", "单元“cell-1”（图：任务）出错：ZeroDivisionError: division by zero。"),
        ("len(1", "单元“cell-1”出错：SyntaxError"),
        (
            "# 原文\nimport kit\nraise kit.KitError('没有“五”。', remedy='请改。')",
            "单元“cell-1”（原文）：没有“五”。请改。",
        ),
        ("# 停\nimport os; os._exit(1)", "运行到单元“cell-1”（停）时，内核意外退出。"),
    ],
)
def test_a_cell_that_fails_is_named(source: str, sentence: str, tmp_path: Path) -> None:
    with pytest.raises(KitError) as caught:
        printed(("md", "# 课"), ("code", source), ("code", "print(1)"), folder=tmp_path)
    assert caught.value.what.startswith(sentence)
    assert "Traceback" not in str(caught.value)


def test_a_cell_that_never_ends_is_stopped(tmp_path: Path) -> None:
    with pytest.raises(KitError, match="单元“cell-0”（等）运行了 1 秒还没有结束。"):
        printed(("code", "# 等\nimport time; time.sleep(60)"), folder=tmp_path, timeout=1)


def test_a_kernel_that_does_not_start_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    with pytest.raises(KitError, match=r"内核没有启动.*请确认 .*python 能够运行 ipykernel。"):
        printed(("code", "1"), folder=tmp_path)
