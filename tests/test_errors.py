"""A fault tells where, what and what to do."""

from __future__ import annotations

import errno

import pytest

from kit.errors import Fault, KitError, reason


@pytest.mark.parametrize(
    ("path", "line", "sentence"),
    [
        ("a/b.md", 12, "a/b.md 第 12 行：没有正确答案。请补上。"),
        ("a/b.md", None, "a/b.md：没有正确答案。请补上。"),
        (None, None, "没有正确答案。请补上。"),
    ],
)
def test_an_error_reads_as_a_sentence(path: str | None, line: int | None, sentence: str) -> None:
    assert str(KitError("没有正确答案。", remedy="请补上。", path=path, line=line)) == sentence


def test_a_fault_reads_as_path_line_what_remedy() -> None:
    error = KitError("没有正确答案。", remedy="请补上。", path="a.md", line=3)
    assert str(Fault.from_error(error)) == "a.md:3: 没有正确答案。请补上。"


def test_a_warning_says_that_it_is_one() -> None:
    assert str(Fault("a.md", 3, "太长。", "请缩短。", "warning")) == "a.md:3: 提醒：太长。请缩短。"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (FileNotFoundError(errno.ENOENT, "No such file or directory"), "没有这个文件或文件夹"),
        (OSError(errno.ENOSPC, "No space left on device"), "磁盘已满"),
        (OSError(errno.EXDEV, "Cross-device link"), "Cross-device link"),
    ],
)
def test_why_the_system_refused_is_said_in_chinese_where_it_is_usual(
    error: OSError, said: str
) -> None:
    assert reason(error) == said
