"""What a command line names: files, a study set, a learner."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import Any

import click

from kit.cli.chinese import WrongUse, shown_name
from kit.cli.screen import tell
from kit.course import Course
from kit.errors import RequestError, reason
from kit.files import read_data
from kit.library import LEARNER_VARIABLE, StudySet, data_folder, study_set


class File(click.Path):
    """A file, or a folder; one to be written to is not the other.

    A path that no file can have is refused here, so that no command meets one; so is one of
    another ``ending``, and, ``new``, one of a file that is there already.
    """

    def __init__(
        self,
        name: str = "文件",
        *,
        file: bool = True,
        folder: bool = True,
        ending: str = "",
        new: bool = False,
    ) -> None:
        super().__init__(file_okay=file, dir_okay=folder, path_type=Path)
        self.name = name  # on the help page
        self._ending = ending
        self._new = new

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path.

        Raises:
            WrongUse: it is empty, too long, goes round in a circle, is not of the sort wanted, or
                there already.
        """
        if not os.fspath(value):
            raise WrongUse(f"{shown_name(param)} 是空的。请写上路径。", ctx)
        try:
            kind = os.stat(value).st_mode
        except OSError as error:
            if error.errno in _NO_FILE_S:
                raise WrongUse(f"{value}：{reason(error)}。请检查路径。", ctx) from None
            kind = 0
        except ValueError:  # a null character, or what the file system cannot encode
            raise WrongUse(f"{value}：路径里有不能用的字符。请检查路径。", ctx) from None
        if stat.S_ISDIR(kind) and not self.dir_okay:
            raise WrongUse(f"{value}：这是文件夹，不是文件。请检查路径。", ctx)
        if stat.S_ISREG(kind) and not self.file_okay:
            raise WrongUse(f"{value}：这是文件，不是文件夹。请检查路径。", ctx)
        if self._ending and Path(value).suffix != self._ending:
            raise WrongUse(f"{value}：文件名应以 {self._ending} 结尾。", ctx)
        if kind and self._new:
            what = "已经有这个文件，没有改动。请换一个文件名，或者先把它移走。"
            raise WrongUse(f"{value}：{what}", ctx)
        return super().convert(value, param, ctx)


_NO_FILE_S = (errno.ENAMETOOLONG, errno.ELOOP)
"""Why the system refuses a path that no file can have."""


one_set = click.argument("name", metavar="[学习集]", required=False)
"""The argument that names a study set, or none."""


def _as_learner(
    context: click.Context, _parameter: click.Parameter, name: str | None
) -> str | None:
    """Have the process work for one of the learners of this account."""
    if name is not None:
        os.environ[LEARNER_VARIABLE] = name
        try:
            data_folder()
        except RequestError as error:  # it is no name
            raise WrongUse(str(error), context) from None
    return name


for_learner = click.option(
    "--learner",
    metavar="名字",
    help="几个人合用一个账号时，各用各的副本、作答和笔记；不写，就看环境变量 KIT_LEARNER。",
    callback=_as_learner,
    expose_value=False,
)
"""The option that names one of several learners of one account."""


def chosen_course(name: str | None) -> Course:
    """Return the course of the study set that a command line names.

    Raises:
        RequestError: there is no such set.
    """
    return Course(chosen_set(name))


def chosen_set(name: str | None) -> StudySet:
    """Return the study set that a command line names, without what `kit new` left half done.

    Raises:
        RequestError: there is no such set.
        KitError: what was left half done cannot be undone.
    """
    from kit.lab.unfinished import undo_unfinished

    chosen = study_set(name)
    if undo_unfinished(chosen.root):
        tell("上一次 kit new 没有做完就停了，已恢复成那一次之前的样子；请再运行一遍 kit new。")
        return study_set(name)
    return chosen


def chosen_data(path: Path) -> bytes:
    """Return the bytes of a file that a command line names.

    Raises:
        WrongUse: there is no such file.
        KitError: it cannot be read.
    """
    expect(path)
    return read_data(path, path.as_posix(), may_be_pipe=True)


def expect(path: Path) -> None:
    """Hold that there is a file, or folder, that a command line names.

    Raises:
        WrongUse: there is none.
    """
    if not os.path.exists(path):
        raise WrongUse(f"{path}：没有这个文件或文件夹。请检查路径。")
