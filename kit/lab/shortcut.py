"""An icon on the desktop that opens a study set, so that tomorrow needs no terminal.

Tried on Linux. What is written for Windows and macOS has not been tried.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

from kit.errors import KitError, reason
from kit.files import write_whole
from kit.library import StudySet

_DESKTOPS = ("Desktop", "桌面")


def write_shortcut(
    study_set: StudySet,
    *,
    learner: str = "",
    platform: str = sys.platform,
    home: Path | None = None,
) -> Path:
    """Write an icon that opens a set, for one learner if named, on the desktop, and return it.

    Raises:
        KitError: there is no desktop, or it cannot be written to.
    """
    desktop = _desktop(home or Path.home(), platform)
    title = f"学习 {study_set.name}" + (f"（{learner}）" if learner else "")
    command = [sys.executable, "-m", "kit", "study", study_set.name]
    command += ["--learner", learner] if learner else []
    folder = str(study_set.root.resolve())
    if platform == "win32":
        line = subprocess.list2cmdline(command)
        path, text = (
            desktop / f"{title}.bat",
            f'@chcp 65001 >nul\r\n@cd /d "{folder}"\r\n@{line}\r\n',
        )
    elif platform == "darwin":
        text = f"#!/bin/sh\ncd {shlex.quote(folder)} && exec {shlex.join(command)}\n"
        path = desktop / f"{title}.command"
    else:
        path, text = desktop / f"{title}.desktop", _entry(title, command, folder)
    try:
        write_whole(path, text)
        path.chmod(0o755)
    except OSError as error:
        what = f"写不进桌面的文件夹（{reason(error)}）。"
        raise KitError(what, remedy="请检查它能不能写入。", path=desktop) from error
    return path


def _entry(title: str, command: list[str], folder: str) -> str:
    """Return a desktop entry, as freedesktop.org specifies it."""
    quoted = (re.sub(r'(["`$\\])', r"\\\1", word).replace("%", "%%") for word in command)
    line = " ".join(f'"{word}"' for word in quoted).replace("\\", "\\\\")
    return (
        "[Desktop Entry]\nType=Application\n"
        f"Name={title}\nExec={line}\nPath={folder}\nIcon=accessories-dictionary\nTerminal=true\n"
    )


def _desktop(home: Path, platform: str) -> Path:
    """Return the folder of the desktop: where the system says it is, else by its usual name."""
    folders = [home / name for name in _DESKTOPS]
    settings = home / ".config" / "user-dirs.dirs"
    if platform.startswith("linux") and settings.is_file():
        named = re.search(r'^XDG_DESKTOP_DIR="(.+)"$', settings.read_text("utf-8"), re.MULTILINE)
        if named:
            folders.insert(0, Path(named[1].replace("$HOME", str(home))))
    if platform == "win32" and (profile := os.environ.get("ONEDRIVE")):
        folders.insert(0, Path(profile) / "Desktop")
    for folder in folders:
        if folder.is_dir() and folder.resolve() != home.resolve():
            return folder
    raise KitError("没有找到桌面的文件夹。", remedy="请先建一个名为 Desktop 的文件夹。", path=home)
