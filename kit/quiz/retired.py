"""Ids that a paper has used once and never uses again: `<!-- 停用题号：ms03 ms05 -->`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kit.errors import Fault
from kit.quiz.question import ID, Question

_OPENS = re.compile(r"<!--\s*停用题号")
_COMMENT = re.compile(r"<!--\s*停用题号\s*[:：](.*?)-->", re.DOTALL)
_BETWEEN = re.compile(r"[\s、，,；;。]+")


@dataclass(frozen=True, slots=True)
class RetiredIds:
    """The retired ids of a paper, its other lines (blank where a comment stood), and faults."""

    ids: tuple[str, ...]
    rest: tuple[str, ...]
    faults: tuple[Fault, ...]


def read_retired(lines: Sequence[str], path: str) -> RetiredIds:
    """Take the comments with retired ids out of a paper; ``path`` is for messages."""
    text = "\n".join(lines)
    ids: list[str] = []
    faults: list[Fault] = []
    for comment in _COMMENT.finditer(text):
        line = text.count("\n", 0, comment.start()) + 1
        for name in filter(None, _BETWEEN.split(unicodedata.normalize("NFKC", comment[1]))):
            if ID.fullmatch(name):
                ids.append(name)
            else:
                remedy = "题号是字母加数字，用空格隔开，例如“ms03 ms05”。"
                faults.append(_fault(path, line, f"停用的“{name[:16]}”不是题号。", remedy))
    text = _COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), text)
    rest = text.split("\n")
    for place, left in enumerate(rest):
        if _OPENS.search(left):
            remedy = "请写成“<!-- 停用题号：ms03 ms05 -->”。"
            faults.append(_fault(path, place + 1, "停用题号没有写完整。", remedy))
            rest[place] = ""
    return RetiredIds(tuple(dict.fromkeys(ids)), tuple(rest), tuple(faults))


def using_retired(
    questions: Iterable[Question], retired: Mapping[str, str]
) -> Iterator[tuple[Question, Fault]]:
    """Yield each question that has a retired id, with the fault that says so.

    ``retired`` gives the path of the paper that retires an id, the id in small letters.
    """
    for question in questions:
        path = retired.get(question.id.lower())
        if path is not None:
            where = f"在 {path} 里" if path != question.path else "在本卷"
            remedy = "学习记录用到旧题号，不能改作他用；请换一个没有用过的题号。"
            what = f"{question.id} 的题号{where}已经停用。"
            yield question, _fault(question.path, question.line, what, remedy)


def _fault(path: str, line: int, what: str, remedy: str) -> Fault:
    return Fault(path, line, what, remedy, rule="停用题号")
