"""An icon on the desktop opens the set tomorrow."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from configparser import RawConfigParser
from pathlib import Path

import pytest

from kit.errors import KitError
from kit.lab import write_shortcut
from kit.library import StudySet

ODD = "我的 100% “书”'s & $HOME `x` \\ (1)"
"""The name of a folder that means something to every shell."""


@pytest.fixture
def desktop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "桌面"
    folder.mkdir()
    monkeypatch.setattr("platformdirs.user_desktop_path", lambda: folder)
    return folder


@pytest.fixture
def odd_set(desktop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> StudySet:
    """A set in a folder with an odd name, and beside it a Python that says what it was given."""
    root = tmp_path / ODD
    root.mkdir()
    python = root / "python"
    python.write_text('#!/bin/sh\npwd\nprintf "%s\\n" "$@"\nexit 3\n', encoding="utf-8")
    python.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(python))
    return StudySet("会议 2024", root)


def said(command: Sequence[str], odd_set: StudySet) -> None:
    """Assert that a command runs Python as it should, and waits when that fails."""
    done = subprocess.run(
        command, cwd="/", input="\n", capture_output=True, encoding="utf-8", check=True
    )
    given = ["-m", "kit", "study", "会议 2024", "--learner", "张三"]
    assert done.stdout.split("\n") == [str(odd_set.root.resolve()), *given, "按回车结束。"]
    assert done.stderr == ""


@pytest.mark.skipif(os.name == "nt", reason="it is for other systems")
def test_on_linux_it_is_a_desktop_entry_that_runs(odd_set: StudySet, desktop: Path) -> None:
    path = write_shortcut(odd_set, learner="张三", platform="linux")
    assert path == desktop / "学习 会议 2024（张三）.desktop"
    entry = RawConfigParser()
    entry.read_string(path.read_text(encoding="utf-8"))
    section = entry["Desktop Entry"]
    assert (section["name"], section["terminal"]) == ("学习 会议 2024（张三）", "true")
    # The escapes of any value are undone first; what is left is quoted as for a shell.
    said(["sh", "-c", section["exec"].replace("\\\\", "\\").replace("%%", "%")], odd_set)
    assert os.access(path, os.X_OK)


@pytest.mark.skipif(os.name == "nt", reason="it is for other systems")
def test_on_macos_it_is_a_script_that_runs(odd_set: StudySet, desktop: Path) -> None:
    path = write_shortcut(odd_set, learner="张三", platform="darwin")
    assert path == desktop / "学习 会议 2024（张三）.command"
    said([str(path)], odd_set)


def test_on_windows_it_is_a_batch_file(
    desktop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", r"C:\R&D 100%\python.exe")
    (tmp_path / "学 习").mkdir()
    path = write_shortcut(StudySet("small", tmp_path / "学 习"), platform="win32")
    assert path.suffix == ".bat"
    assert path.read_bytes().decode("utf-8").split("\r\n") == [
        "@chcp 65001 >nul",
        f'@pushd "{(tmp_path / "学 习").resolve()}"',
        r'@"C:\R&D 100%%\python.exe" "-m" "kit" "study" "small"',
        "@if errorlevel 1 pause",
        "",
    ]


def test_where_there_is_no_desktop_it_says_so(
    small_set: StudySet, desktop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "home")
    desktop.rmdir()
    with pytest.raises(KitError, match="没有找到桌面"):
        write_shortcut(small_set)
    (tmp_path / "home" / "桌面").mkdir(parents=True)
    assert write_shortcut(small_set).parent == tmp_path / "home" / "桌面"
