"""Which parts and sentences of a speech look back: they tell of work done and hold no tasks."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence

from kit.speech.records import Node
from kit.speech.wording import CHINESE_NUMERAL, FEW, SEVERAL, marker_number

# 2020年工作回顾; 五年来的主要成就; 存在的困难和问题; 形势与任务; not 在肯定成绩的同时
_BACK_TITLE = re.compile(
    r"回顾|总结|历程|成[就绩效](?=$|[和与及、，])|体会|经验|启示|工作情况"
    rf"|过去的?[{FEW}]|[{FEW}]年来|这{SEVERAL}年"
    r"|困难[和与]?(?:挑战|问题)|存在的?(?:问题|不足)|形势(?:$|[与和])|分析"
)
# 下一步打算; 总结好、运用好经验
_AHEAD_TITLE = re.compile(r"今后|下一步|任务|安排|部署|打算|建议|总结好|运用")
_YEAR = re.compile(r"(?<![到至])((?:19|20)\d\d)年")
_DATED = 600
"""Number of characters within which a speech names its date."""

_LEADING = 4
"""Number of sentences before a list that are asked whether they look back."""

_SENTENCE = re.compile(r"[^。！？；\r\n]+")
# 去年以来，……
_SINCE = rf"(?:过去|去年|上年|近几?年|{SEVERAL}年[来间]|自?[^，]{{0,12}}以来|截至|迄今)"
# 累计建成……; 建成了……; 增速位居全省第一; 同比增长……
_BACK = re.compile(
    rf"^{_SINCE}"
    rf"|累计|(?:取得|实现|完成|建成|荣获|解决|打造|推动|开展)了|位居(?:(?!位居)[^，])*第(?:{CHINESE_NUMERAL})"
    r"|同比|比上年"
)
# 起草时把握了以下原则：; but 部署了今年的工作：
_LEADS_BACK = re.compile("(?<![为除没署排定确])了(?![解结])")
_AHEAD = re.compile(
    r"今年|明年|(?<![主重需])要(?!求|素|点)|必须|将|力争|确保|计划|争取|左右|以上|务必|继续|进一步"
)


class Retrospect:
    """Tells of the parts and sentences of one speech whether they look back.

    A sentence that begins with a year before the one the speech is about looks back too, and so
    do the points that such a sentence leads (2023年，取得新进展。一是……).
    """

    def __init__(self, text: str, nodes: Sequence[Node]) -> None:
        self._text = text
        self._year = _current_year(text, nodes)
        self._starts = [match.start() for match in _SENTENCE.finditer(text)]
        self._told: dict[int, bool] = {}  # what is known of a sentence already, by its place
        self._parts: set[str] = set()
        last: dict[str | None, Node] = {}  # the part before, of the same parent
        for node in nodes:
            before = last.get(node.parent)
            if (
                node.parent in self._parts
                or self._heads_retrospect(node)
                or (node.kind == "point" and self._is_led_back(node, before))
            ):
                self._parts.add(node.id)
            last[node.parent] = node

    def is_part(self, node: Node) -> bool:
        """Return whether a part, or one that holds it, looks back as a whole."""
        return node.id in self._parts

    def is_sentence(self, offset: int) -> bool:
        """Return whether the sentence at an offset tells of the past and of nothing ahead."""
        place = bisect.bisect_right(self._starts, offset) - 1
        if place not in self._told:
            self._told[place] = self._looks_back(self._starts[place])
        return self._told[place]

    def _looks_back(self, start: int) -> bool:
        sentence = _sentence(self._text, start)
        year = _YEAR.match(sentence)
        if year is not None and self._year is not None and int(year[1]) < self._year:
            return True
        return bool(_BACK.search(sentence)) and not _AHEAD.search(sentence)

    def _is_led_back(self, point: Node, before: Node | None) -> bool:
        """Return whether the sentences that lead a run of points look back."""
        if before is not None and before.kind == "point" and marker_number(point.marker) != 1:
            return before.id in self._parts
        place = bisect.bisect_left(self._starts, point.start)
        for start in reversed(self._starts[max(0, place - _LEADING) : place]):
            if before is not None and start < before.end:
                return False
            if "\n" in self._text[start : point.start].strip():
                return False
            said = _sentence(self._text, start)
            if self.is_sentence(start) or (_LEADS_BACK.search(said) and not _AHEAD.search(said)):
                return True
            if _AHEAD.search(said):
                return False
        return False

    def _heads_retrospect(self, node: Node) -> bool:
        if not node.numbered or node.kind == "point":
            return False
        if _BACK_TITLE.search(node.title) and not _AHEAD_TITLE.search(node.title):
            return True
        years = [int(year) for year in _YEAR.findall(node.title)]
        return bool(years) and self._year is not None and max(years) < self._year


def _sentence(text: str, start: int) -> str:
    match = _SENTENCE.match(text, start)
    return match.group().strip() if match else ""


def _current_year(text: str, nodes: Sequence[Node]) -> int | None:
    """Return the year that a speech is about: the latest its headings name, or its first date."""
    titles = " ".join(node.title for node in nodes if node.kind in {"section", "heading"})
    years = _YEAR.findall(titles) or _YEAR.findall(text[:_DATED])
    return max(map(int, years), default=None)
