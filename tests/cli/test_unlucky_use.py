"""Whatever is typed, and whatever the system refuses: a Chinese sentence, and 0, 1 or 2."""

from __future__ import annotations

import errno
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest

from kit.__main__ import main
from kit.library import ROOT_VARIABLE, StudySet
from tests.cli.conftest import Run

PACKAGE = Path(__file__).parents[2]
LONG = "长" * 100  # 300 bytes, more than a name may have
NOT_UTF_8 = os.fsdecode(b"b\xff")
ESCAPING = "\x1b[2J\u202etxt"
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")

PATHS = ("", LONG, "loop", "loop/x.md", NOT_UTF_8, ESCAPING, "none/at/all", "a\0b")
UNWRITABLE = ("", LONG, "loop", "loop/x.md", "speech.txt/x.md", "a\0b")
NAMES = ("", LONG, "loop", NOT_UTF_8, ESCAPING, "../x", "typo", "-", "a\0b")

WITH_A_SET = ("outline", "tasks", "check", "handout", "study", "progress", "export --to json")
WITH_A_NAME = ("progress --json", "progress --forget", "outline --unsure", "tasks --csv")
FROM_A_FILE = ("new", "library", "progress --import", "import --to new.md")
TO_A_FILE = (
    *("export small --to json --out", "library folder --out", "import deck.json --to"),
    *("new speech.txt --to", "handout small --to"),
)
OUT_OF_RANGE = (
    *("study --port -5", "study --port 0", "study --port 70000", "study --port 1e3"),
    *("library folder --jobs 0", "library folder --jobs -1", "export small --to none"),
    *("progress --exam 0001-01-01", "progress --exam 9999-12-31", "progress --exam 2026-02-30"),
    *(f"{NOT_UTF_8}", f"--{NOT_UTF_8}", f"outline --{ESCAPING}", f"new speech.txt --name {LONG}"),
    *(f"new speech.txt --name {NOT_UTF_8}", f"new speech.txt --name {ESCAPING}"),
)


@pytest.fixture(autouse=True)
def here(
    small_set: StudySet, records: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A working folder with a set, a speech, and links that go round in a circle."""
    folder = tmp_path / "here"
    (folder / "folder").mkdir(parents=True)
    (folder / "speech.txt").write_text("一、抓好生产\n一是抓甲，推进乙。\n", encoding="utf-8")
    (folder / "deck.json").write_text("[]", encoding="utf-8")
    try:
        (folder / "loop").symlink_to("loop")
    except OSError:
        pytest.skip("this system makes no links")
    monkeypatch.chdir(folder)
    monkeypatch.setenv(ROOT_VARIABLE, str(small_set.root))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    return folder


def is_told(code: int, out: str, err: str) -> bool:
    """Tell whether a command ended as it should where something was wrong."""
    return (
        code in (1, 2)
        and "Traceback" not in out + err
        and re.search(r"[\u4e00-\u9fff].*。", err) is not None
        and CONTROL.search(out + err) is None
    )


@pytest.mark.parametrize("name", NAMES, ids=ascii)
@pytest.mark.parametrize("command", [*WITH_A_SET, *WITH_A_NAME])
def test_a_slip_in_a_set_s_name_is_wrong_use(run: Run, command: str, name: str) -> None:
    first, *rest = command.split()
    code, out, err = run(first, *rest, "--", name)
    assert is_told(code, out, err), (code, out, err)
    assert code == 2


@pytest.mark.parametrize("path", PATHS, ids=ascii)
@pytest.mark.parametrize("command", FROM_A_FILE)
def test_a_file_that_is_not_there_is_wrong_use(run: Run, command: str, path: str) -> None:
    code, out, err = run(*command.split(), path)
    assert is_told(code, out, err), (code, out, err)
    assert code == 2


@pytest.mark.parametrize(
    "path", ["", LONG, "loop", "loop/x.md", "speech.txt/x.md", "a\0b"], ids=ascii
)
@pytest.mark.parametrize("command", TO_A_FILE)
def test_a_path_that_cannot_be_written_is_told(run: Run, command: str, path: str) -> None:
    code, out, err = run(*command.split(), path)
    assert is_told(code, out, err), (code, out, err)


@pytest.mark.parametrize("command", OUT_OF_RANGE, ids=ascii)
def test_what_is_out_of_range_is_wrong_use(run: Run, command: str) -> None:
    code, out, err = run(*command.split(" "))
    assert is_told(code, out, err), (code, out, err)


@pytest.mark.parametrize(
    "command",
    [
        *(["new", "speech.txt", "--name", name] for name in ("甲 乙", "", "../x", "-x", "a" * 41)),
        ["new", "speech.txt", "--name", "small"],
        ["new", "folder"],
        ["library", "folder"],
        ["library", "speech.txt"],
        ["library", ".", "--out", "deck.json"],
        ["library", ".", "--out", "folder"],
        ["library", ".", "--dask", "--jobs", "2"],
        ["import", "folder", "--to", "new.md"],
        ["import", "deck.json", "--to", "new.txt"],
        ["export", "small"],
        ["export", "small", "--to", "json", "--out", "folder"],
        ["progress", "--import", "folder"],
        ["progress", "--exam", "2020-01-01"],
        ["progress", "small", "--exam", "2999-01-01"],
        ["handout", "--to", "speech.txt"],
        ["handout", "speech.txt"],
        ["handout", "small", "typo"],
        ["check", "small", "small"],
        ["outline", "folder"],
        ["study", "--port", "x"],
        ["typo"],
        ["--typo"],
    ],
    ids=" ".join,
)
def test_what_cannot_be_asked_for_is_wrong_use(run: Run, here: Path, command: list[str]) -> None:
    before = sorted(here.rglob("*"))
    code, out, err = run(*command)
    assert is_told(code, out, err), (code, out, err)
    assert code == 2
    assert sorted(here.rglob("*")) == before


@pytest.mark.parametrize(
    "command", ["check", "study", "handout", "progress", "outline small", "new speech.txt"]
)
@pytest.mark.parametrize("root", ["nowhere", "speech.txt"])
def test_a_root_that_is_no_folder_is_wrong_use(
    run: Run, command: str, root: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ROOT_VARIABLE, root)
    code, out, err = run(*command.split())
    assert is_told(code, out, err), (code, out, err)
    assert code == 2
    assert f"{root}：环境变量 KIT_ROOT" in err


def test_no_other_set_stands_in_where_the_root_has_none(
    run: Run, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ROOT_VARIABLE, str(here))
    code, out, err = run("check")
    assert (code, out) == (2, "")
    assert "环境变量 KIT_ROOT 指的文件夹里没有学习集。" in err
    assert run("new", "speech.txt", "--name", "first")[0] == 0
    assert "first：" in run("check")[1]


@pytest.mark.parametrize("second", ["abc", "-5", "9" * 20, "1.5"])
def test_a_time_that_is_none_is_wrong_use(
    run: Run, second: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", second)
    code, out, err = run("export", "small", "--to", "anki-text")
    assert is_told(code, out, err), (code, out, err)
    assert code == 2


@pytest.mark.parametrize("command", ["new speech.txt", "study small"])
def test_a_full_disk_is_told_wherever_it_is_met(
    run: Run, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(tempfile, "mkdtemp", full)
    monkeypatch.setattr(Path, "mkdir", full)
    code, out, err = run(*command.split())
    assert is_told(code, out, err), (code, out, err)
    assert code == 1
    assert "磁盘已满" in err


def kit(*arguments: str, cwd: Path, stdout: Any = subprocess.PIPE) -> tuple[int, str, str]:
    """Run a command as a process of its own."""
    command = [sys.executable, "-m", "kit", *arguments]
    environment = os.environ | {"PYTHONPATH": str(PACKAGE)}
    done = subprocess.run(
        command, cwd=cwd, stdout=stdout, stderr=subprocess.PIPE, env=environment, timeout=60
    )
    out, err = (done.stdout or b"").decode(), done.stderr.decode()
    return done.returncode, out, err


@pytest.mark.parametrize("command", ["--help", "tasks small --json", "outline small"])
@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="this system has no /dev/full")
def test_a_full_disk_behind_stdout_is_told(here: Path, command: str) -> None:
    with open("/dev/full", "wb") as full:
        code, _, err = kit(*command.split(), cwd=here, stdout=full)
    assert (code, err) == (1, "没有做完（磁盘已满）。请检查路径、权限和磁盘空间，然后再试。\n")


def test_who_reads_only_the_beginning_is_told_nothing(here: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        assert kit("tasks", "zhanjiang2021", cwd=here, stdout=writing) == (1, "", "")
    finally:
        os.close(writing)


@pytest.mark.skipif(os.name == "nt", reason="names are no bytes there")
def test_a_name_that_is_not_utf_8_is_told_by_a_process_too(here: Path) -> None:
    code, out, err = kit("new", NOT_UTF_8, cwd=here)
    assert is_told(code, out, err)
    assert err.startswith("b\\udcff：没有这个文件或文件夹。")


@pytest.mark.skipif(os.name == "nt", reason="a working folder cannot be removed there")
def test_a_working_folder_that_has_gone_is_told(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    code, out, err = run("check")
    assert is_told(code, out, err), (code, out, err)


def test_what_a_speech_brings_reaches_the_terminal_written_out(run: Run, here: Path) -> None:
    text = "一、抓好\x9b2J生产\u202e\n一是抓\u2066甲，推进\u2069乙。\n"
    (here / "odd.txt").write_text(text, encoding="utf-8")
    for command in ("outline", "outline --unsure", "outline --json", "tasks", "tasks --csv"):
        code, out, err = run(*command.split(), "odd.txt")
        assert code == 0
        assert CONTROL.search(out + err) is None
        assert "--unsure" in command or "\\u2066" in out or "\\u2069" in out
    nodes = json.loads(run("outline", "--json", "odd.txt")[1])["nodes"]
    assert nodes[0]["title"] == "抓好\x9b2J生产\u202e"


def test_a_database_address_that_is_none_is_wrong_use(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for address in ("nonsense", "nosuch://host/db", "postgresql://me:secret@host:port/db"):
        monkeypatch.setenv("KIT_DATABASE_URL", address)
        code, out, err = run("progress", "small")
        assert code == 2
        assert out == ""
        assert err.startswith("KIT_DATABASE_URL 不是合格的数据库地址。请改正它，或者不设置。\n")


def test_ctrl_c_while_the_commands_are_loaded_ends_quietly(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("kit.cli.main", interrupted)
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == 130
    assert capsys.readouterr() == ("", "")
