"""An icon on the desktop opens the set tomorrow."""

from __future__ import annotations

import os
import shlex
from configparser import RawConfigParser
from pathlib import Path

import pytest

from kit.errors import KitError
from kit.lab import write_shortcut
from kit.library import StudySet


def test_on_linux_it_is_a_desktop_entry_that_runs(small_set: StudySet, tmp_path: Path) -> None:
    (tmp_path / "桌面").mkdir()
    path = write_shortcut(small_set, learner="张三", platform="linux", home=tmp_path)
    assert path.parent == tmp_path / "桌面"
    entry = RawConfigParser()
    entry.read_string(path.read_text(encoding="utf-8"))
    section = entry["Desktop Entry"]
    assert section["name"] == "学习 small（张三）"
    command = shlex.split(section["exec"])
    assert command[1:] == ["-m", "kit", "study", "small", "--learner", "张三"]
    assert section["path"] == str(small_set.root.resolve())
    assert os.access(path, os.X_OK)


@pytest.mark.parametrize(("platform", "suffix"), [("win32", ".bat"), ("darwin", ".command")])
def test_elsewhere_it_is_a_script(
    small_set: StudySet, tmp_path: Path, platform: str, suffix: str
) -> None:
    (tmp_path / "Desktop").mkdir()
    path = write_shortcut(small_set, platform=platform, home=tmp_path)
    assert path.suffix == suffix
    assert "-m kit study small" in path.read_text(encoding="utf-8")


def test_where_there_is_no_desktop_it_says_so(small_set: StudySet, tmp_path: Path) -> None:
    with pytest.raises(KitError, match="没有找到桌面"):
        write_shortcut(small_set, platform="linux", home=tmp_path)
