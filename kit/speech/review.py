"""What in a speech looks back: parts and sentences that tell of work done, not of work to do."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence

from kit.speech.records import Node

_TITLE = re.compile(
    r"回顾|总结|历程|成就|成绩|成效|体会|经验|启示|主要工作情况|工作情况|过去(?:的)?[一两三四五几]|[一三五]年来"
    r"|这[一五]年|困难(?:和|与)?(?:挑战|问题)|存在(?:的)?(?:问题|不足)|形势(?:$|与|和)|分析"
)
_AHEAD_TITLE = re.compile(r"今后|下一步|任务|安排|部署|打算|建议|总结好|运用")
_YEAR = re.compile(r"(?<![到至])((?:19|20)\d\d)年")
_SENTENCE = re.compile(r"[^。！？!?；;\r\n]+")
_LOOKS_BACK = re.compile(
    r"^(?:过去|去年|上年|近年来|近几年|[一二三四五几]年来|[一二三四五]年间|自?[^，,]{0,12}以来|截至|迄今)"
    r"|累计|(?:取得|实现|完成|建成|荣获|解决|打造|推动|开展)了|位居[^，,]*第[一二三四五六七八九十]|同比|比上年"
)
_LOOKS_AHEAD = re.compile(r"今年|明年|要|必须|将|力争|确保|计划|争取|左右|以上|务必|继续|进一步")


class Review:
    """Tells of the parts and sentences of one speech whether they look back.

    A sentence that begins with a year before the one the speech is about looks back too.
    """

    def __init__(self, text: str, nodes: Sequence[Node]) -> None:
        self._text = text
        self._year = _current_year(text, nodes)
        self._parts: set[str] = set()
        for node in nodes:
            if node.parent in self._parts or self._heads_review(node):
                self._parts.add(node.id)
        self._starts = [match.start() for match in _SENTENCE.finditer(text)]

    def is_part(self, node: Node) -> bool:
        """Return whether a part, or one that holds it, is headed as review."""
        return node.id in self._parts

    def is_sentence(self, offset: int) -> bool:
        """Return whether the sentence at an offset tells of the past and of nothing ahead."""
        place = bisect.bisect_right(self._starts, offset) - 1
        match = _SENTENCE.match(self._text, self._starts[place])
        sentence = match.group().strip() if match else ""
        years = _YEAR.match(sentence)
        if years is not None and self._year is not None and int(years[1]) < self._year:
            return True
        return bool(_LOOKS_BACK.search(sentence)) and not _LOOKS_AHEAD.search(sentence)

    def _heads_review(self, node: Node) -> bool:
        if node.kind in {"opening", "closing", "point"}:
            return False
        if _TITLE.search(node.title) and not _AHEAD_TITLE.search(node.title):
            return True
        years = [int(year) for year in _YEAR.findall(node.title)]
        return bool(years) and self._year is not None and max(years) < self._year


def _current_year(text: str, nodes: Sequence[Node]) -> int | None:
    """Return the year that a speech is about: the latest its headings name, or its first date."""
    titles = " ".join(node.title for node in nodes if node.kind in {"section", "heading"})
    years = [int(year) for year in _YEAR.findall(titles)]
    if years:
        return max(years)
    first = [int(year) for year in _YEAR.findall(text[:600])]
    return max(first, default=None)
