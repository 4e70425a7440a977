"""Which parts and sentences of a speech look back: they tell of work done and hold no tasks."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence

from kit.speech.records import Node
from kit.speech.wording import CHINESE_NUMERAL, FEW, SEVERAL, marker_number

# 2020年工作回顾; 五年来的主要成就; 存在的困难和问题; 形势与任务; not 在肯定成绩的同时,
# 第三阶段：总结提升
_BACK_TITLE = re.compile(
    r"回顾|总结(?!提[升高]|验收|评估|巩固|推广|阶段)|历程|成[就绩效](?=$|[和与及、，])|体会|经验|启示|工作情况"
    rf"|过去的?[{FEW}]|[{FEW}]年来|这{SEVERAL}年"
    r"|困难[和与]?(?:挑战|问题)|存在的?(?:问题|不足)|形势(?:$|[与和])|分析"
)
# 下一步打算; 总结好、运用好经验
_AHEAD_TITLE = re.compile(r"今后|下一步|任务|安排|部署|打算|建议|总结好|运用")
_YEAR = re.compile(r"(?<![到至])((?:19|20)\d\d)年")
_DATED = 600
"""Number of characters within which a speech names its date."""

_DAY = re.compile(r"(\d{4})年\d{1,2}月\d{1,2}日")
_SIGNED = 120
"""Number of characters within which a text is signed and dated at its end."""

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
    r"今年(?!以来|[上前]|[一二三]季度)|明年|(?<![主重需])要(?!求|素|点)|必须|将|力争|确保|计划|争取|左右|以上|务必|继续|进一步"
)
# 2023年，街道平安建设取得明显成效。 会议指出，今年以来，各项工作稳步推进，保持了良好势头。
_LEAD = re.compile(
    r"(?:[^，。]{0,14}(?:指出|认为|回顾|介绍|表示)，?)?"
    rf"(?P<since>{_SINCE}|今年[上前]|上半年|[一二三四前]季度|(?:19|20)\d\d年)(?P<said>.*)"
)
_TOLD = re.compile(
    r"(?<![为除没署排定确])了(?![解结])|取得|位居|呈现|保持|迈上|得到|再上新"
    r"|(?:明显|显著|稳步|持续|不断)(?:改善|提升|提高|增强|推进|向好)"
)
# 主要做了以下工作： 重点抓了三个方面。 not 获得了有益的经验，值得今后认真吸取的有以下几点
_LEADS_WORK = re.compile(
    rf"(?:主要|了)[^，]*(?:以下|如下|{SEVERAL}(?:个?方面|项工作|件))[^，]*$|主要[^，]*：$"
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
        self._led: set[str] = set()  # those of them that only their lead-in tells of
        last: dict[str | None, Node] = {}  # the part before, of the same parent
        for node in nodes:
            before = last.get(node.parent)
            if node.numbered and self._is_led_back(node, before):
                self._led.add(node.id)
                self._parts.add(node.id)
            elif node.parent in self._parts or self._heads_retrospect(node):
                self._parts.add(node.id)
            if node.numbered:
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

    def _is_led_back(self, part: Node, before: Node | None) -> bool:
        """Return whether the sentences that lead a run of parts look back.

        They stand in its paragraph or in the one above; those of a numbered part say that they
        lead a list (主要做了以下工作：).
        """
        if not part.marker or (part.kind != "point" and _AHEAD_TITLE.search(part.title)):
            return False
        if before is not None and before.kind == part.kind and marker_number(part.marker) != 1:
            return before.id in self._led
        place = bisect.bisect_left(self._starts, part.start)
        for start in reversed(self._starts[max(0, place - _LEADING) : place]):
            if before is not None and start < before.end:
                return False
            if "\n" in self._text[start : part.start].strip():
                return False
            said = _sentence(self._text, start)
            own = not self._text[start : part.start].strip()  # 　　一是建成了……
            if own and part.kind != "point":
                continue
            if not own and (part.kind != "point" or (part.parent is None and before is None)):
                works = part.kind == "point" or _LEADS_WORK.search(said)
                return bool(works) and self._tells_back(said)
            if self.is_sentence(start) or (_LEADS_BACK.search(said) and not _AHEAD.search(said)):
                return True
            if _AHEAD.search(said):
                return False
        return False

    def _tells_back(self, said: str) -> bool:
        """Return whether a sentence that leads a list tells of what has been done."""
        if _AHEAD.search(said):
            return False
        lead = _LEAD.match(said)
        return lead is not None and _TOLD.search(lead["said"]) is not None

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
    years = _YEAR.findall(titles) or _YEAR.findall(text[:_DATED]) + _DAY.findall(text[-_SIGNED:])
    return max(map(int, years), default=None)
