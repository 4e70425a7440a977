"""Where the clauses of a text begin and end.

，；。！？ and line ends divide clauses, but not inside brackets, nor inside quotation marks unless
what is quoted is a sentence of its own. 、 and ： never divide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kit.speech.wording import CHINESE_NUMERAL, trimmed

# 按照“谁主管、谁负责，谁审批、谁监管”的原则; a quoted sentence (“……。……”) may be divided
_QUOTED = (
    r"“[^“”。！？\r\n]{0,200}”|「[^「」。！？\r\n]{0,200}」|《[^《》\r\n]{0,100}》"
    r'|"[^"。！？\r\n]{0,60}"'
)
_BRACKETED = r"（(?:[^（）\r\n]|（[^（）\r\n]{0,100}）){0,300}）|〔[^〔〕\r\n]{0,100}〕"
_UNDIVIDED = re.compile(f"{_QUOTED}|{_BRACKETED}")  # read as one word
_CLAUSE = re.compile(rf"(?:{_UNDIVIDED.pattern}|[^，；。！？\r\n])+")
# ”要关心一线人员: what the sentence before leaves; 一是抓好落实，二是……: a marker within a sentence
# 第四章 采集与汇聚 第十八条 部门应当……
_LEFT_OVER = re.compile(
    rf"[\s”’」』）\])]+|[—●◆■▪•·]+\s*|(?:{CHINESE_NUMERAL})是(?=\w)"
    rf"|(?:第(?:{CHINESE_NUMERAL})+章[^，；。第]{{0,20}})?第(?:{CHINESE_NUMERAL}|百)+条[ \t\u3000]+"
)
# 竭尽我们所能，
_EXHAUSTS = frozenset("尽倾")
_BY_ALL_MEANS = ("所能", "全力", "之力")


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of a text: its span without white space, and the marks before and after it.

    ``before`` and ``after`` are one mark each, "" where the clause begins or ends a line.
    """

    start: int
    end: int
    before: str
    after: str


def clauses(text: str, start: int, end: int) -> Iterator[Clause]:
    """Yield the clauses of a stretch of a widened text in its order.

    A clause that only says by which means the next one is to be done (竭尽我们所能，) belongs
    to it.

    >>> text = "按照“谁主管，谁负责”的原则落实，抓好甲。"
    >>> [text[each.start : each.end] for each in clauses(text, 0, len(text))]
    ['按照“谁主管，谁负责”的原则落实', '抓好甲']
    """
    held: Clause | None = None
    for clause in _pieces(text, start, end):
        if held is not None:
            clause = Clause(held.start, clause.end, held.before, clause.after)
        held = None
        if is_unfinished(text[clause.start : clause.end]):
            held = clause
        else:
            yield clause
    if held is not None:
        yield held


def masked(clause: str) -> str:
    """Return a clause with signs in place of what is read as one word, as long as before."""
    return _UNDIVIDED.sub(lambda match: "□" * len(match.group()), clause)


def is_unfinished(clause: str) -> bool:
    """Return whether a clause only says by which means the next one is to be done."""
    tail = clause.rpartition("，")[2].rstrip()
    return tail.endswith(_BY_ALL_MEANS) and not _EXHAUSTS.isdisjoint(tail[:-2])


def _pieces(text: str, start: int, end: int) -> Iterator[Clause]:
    before = ""
    last = start
    for match in _CLAUSE.finditer(text, start, end):
        if "\n" in text[last : match.start()] or "\r" in text[last : match.start()]:
            before = ""
        left, right = trimmed(text, *match.span())
        while leftover := _LEFT_OVER.match(text, left, right):
            left = leftover.end()
        said = text[left:right]
        if (quoted := said.find("：“")) >= 0 and "”" not in said[quoted:]:
            left += quoted + 2  # 他强调：“要……
        after = text[match.end() : match.end() + 1].strip() if match.end() < end else ""
        if left < right:
            yield Clause(left, right, before, after)
        before, last = after, match.end()
