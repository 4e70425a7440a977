"""The one error of the kit: where it is, what is wrong, what to do next."""

from __future__ import annotations

import errno
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Self


class KitError(Exception):
    """A fault that a teacher or a learner can mend, told in one Chinese sentence.

    Attributes:
        what: what is wrong, one sentence with its full stop.
        remedy: what to do about it, one sentence, or "".
        path: the file at fault as it should be shown (relative, forward slashes), or None.
        line: the 1-based line in that file, or None.
    """

    def __init__(
        self,
        what: str,
        *,
        remedy: str = "",
        path: Path | str | None = None,
        line: int | None = None,
    ) -> None:
        self.what = what
        self.remedy = remedy
        self.path = None if path is None else Path(path).as_posix()
        self.line = line
        super().__init__(what)

    def __str__(self) -> str:
        """Return the sentence a person reads, e.g. ``a.md 第 12 行：没有正确答案。请……。``."""
        if self.path is None:
            where = ""
        elif self.line is None:
            where = f"{self.path}："
        else:
            where = f"{self.path} 第 {self.line} 行："
        return f"{where}{self.what}{self.remedy}"


class RequestError(KitError):
    """Something was asked for that cannot be had; the remedy is to ask for something else."""


def sentence(error: Exception) -> str:
    """Return what a person is told of an error: what it says itself, or that the code is at fault.

    >>> sentence(ValueError("x"))
    '程序出错（ValueError）。'
    """
    return str(error) if isinstance(error, KitError) else f"程序出错（{type(error).__name__}）。"


CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
"""A character that orders a terminal about, turns a line round, or is none; not tab, not newline.

The last are what stands for the bytes of a name that is not UTF-8.
"""


HALF_PAIR = re.compile("[\ud800-\udfff]")
"""Half of a surrogate pair: no file can hold it."""


def printable(text: str) -> str:
    """Return a text with such characters written out, as JSON writes them.

    >>> printable("\x1b[2J标题\u202e")
    '\\\\u001b[2J标题\\\\u202e'
    """
    return CONTROL.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


_REASONS = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EEXIST: "已经有这个名字",
    errno.ENOSPC: "磁盘已满",
    errno.EROFS: "磁盘是只读的",
    errno.ENAMETOOLONG: "名字太长",
    errno.ELOOP: "链接绕成了圈",
    errno.EIO: "磁盘读写出错",
    errno.EBUSY: "正被别的程序占用",
    errno.EMFILE: "打开的文件太多",
    errno.EFBIG: "文件太大",
    errno.ESPIPE: "这不是普通文件",
    errno.ENODEV: "没有这个设备",
    errno.ENXIO: "没有这个设备",
}


def reason(error: OSError) -> str:
    """Return in Chinese why the system refused; a rarer reason as the system itself says it."""
    return _REASONS.get(error.errno or 0) or error.strerror or type(error).__name__


def install(extra: str) -> str:
    """Return how what an extra of the kit brings is installed, for the Python that runs."""
    return f'请运行 "{sys.executable}" -m pip install "speech-study-kit[{extra}]"'


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong, or doubtful (a warning), in a file of a study set.

    ``line`` is 1-based; ``rule`` is the name by which a paper may answer a warning.
    """

    path: str
    line: int
    what: str
    remedy: str
    severity: Literal["fault", "warning"] = "fault"
    rule: str = ""

    @classmethod
    def from_error(cls, error: KitError, path: str = "") -> Self:
        """Return the fault that an error tells of; ``path`` where the error names none."""
        return cls(error.path or path, error.line or 1, error.what, error.remedy)

    def __str__(self) -> str:
        """Return ``path:line: what. remedy`` as `kit check` prints it."""
        kind = "提醒：" if self.severity == "warning" else ""
        return f"{self.path}:{self.line}: {kind}{self.what}{self.remedy}"
