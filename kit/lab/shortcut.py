"""An icon on the desktop that opens a study set, so that tomorrow needs no terminal.

Tried on Linux. What is written for Windows and macOS has not been tried.
"""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path

import platformdirs

from kit.errors import KitError, reason
from kit.files import write_whole
from kit.library import StudySet


def write_shortcut(study_set: StudySet, *, learner: str = "", platform: str = sys.platform) -> Path:
    """Write an icon that opens a set, for one learner if named, on the desktop, and return it.

    Its window stays open where the set could not be opened, so that one can read why.

    Raises:
        KitError: there is no desktop, or it cannot be written to.
    """
    title = f"学习 {study_set.name}" + (f"（{learner}）" if learner else "")
    command = [sys.executable, "-m", "kit", "study", study_set.name]
    command += ["--learner", learner] if learner else []
    folder = str(study_set.root.resolve())
    if platform == "win32":
        suffix, text = ".bat", _batch(command, folder)
    elif platform == "darwin":
        suffix, text = ".command", f"#!/bin/sh\n{_script(command, folder)}\n"
    else:
        suffix, text = ".desktop", _entry(title, command, folder)
    path = _desktop() / f"{title}{suffix}"
    write_whole(path, text)
    try:
        path.chmod(0o755)
    except OSError as error:
        what = f"图标不能设成可以运行的（{reason(error)}）。"
        raise KitError(what, remedy="请在它的属性里勾选“允许执行”。", path=path) from error
    return path


def _batch(command: Sequence[str], folder: str) -> str:
    """Return a batch file; what stands before its first line is done is read in another code."""
    line = " ".join(f'"{word}"' for word in command)  # no name in Windows holds a quotation mark
    lines = f'@pushd "{folder}"\n@{line}\n@if errorlevel 1 pause\n'.replace("%", "%%")
    return f"@chcp 65001 >nul\n{lines}".replace("\n", "\r\n")


def _script(command: Sequence[str], folder: str) -> str:
    """Return a line for a shell, which Ctrl+C does not end before the program has ended."""
    wait = "{ printf 按回车结束。; read -r _; }"
    return f"trap : INT; cd {shlex.quote(folder)} && {shlex.join(command)} || {wait}"


def _entry(title: str, command: Sequence[str], folder: str) -> str:
    """Return a desktop entry, as freedesktop.org specifies it."""
    quoted = re.sub(r'(["`$\\])', r"\\\1", _script(command, folder)).replace("%", "%%")
    line = f'sh -c "{quoted}"'.replace("\\", "\\\\")
    return (
        "[Desktop Entry]\nType=Application\n"
        f"Name={title}\nExec={line}\nIcon=accessories-dictionary\nTerminal=true\n"
    )


def _desktop() -> Path:
    """Return the folder of the desktop: where the system says it is, else by its usual names."""
    home = Path.home()
    for folder in (platformdirs.user_desktop_path(), home / "Desktop", home / "桌面"):
        if folder.is_dir() and folder.resolve() != home.resolve():
            return folder
    raise KitError("没有找到桌面的文件夹。", remedy="请先建一个名为 Desktop 的文件夹。", path=home)
