"""Which clauses of a speech are tasks, with their leading verb and their kind of action.

Tasks stand in the leaves of the numbered outline alone. In a point the clause right after the
marker is its headline, and so is the first clause of a section without points; every clause after
it is one task. 、 and quotation marks never split. A clause of the form 竭尽……所能 belongs to the
next one; nothing else merges. What looks back (parts and sentences that tell of work done) holds
no tasks, and a clause without a verb of the list that urges nothing (市场是……) is none, unless it
only goes on with the task before it.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence

from kit.speech.records import Node, Segment, Task
from kit.speech.verbs import kind_of_action, leading_verb
from kit.speech.wording import CHINESE_NUMERAL, FEW, SEVERAL, trimmed, widened

_CLAUSE = re.compile(r"[^，；。！？\r\n]+")
# 市场是稀缺的; 增长8%左右
_STATES = re.compile(r"[是有为]|在于|仍然|依然|左右|以上|\d")
# 我们要……; 坚决……
_URGES = re.compile(
    r"[^，]{0,6}(?:要|必须|应当|务必|力争|不得|不能)|坚决|积极|努力|着力|持续|全力|大力|切实|认真"
)
# 竭尽我们所能，
_EXHAUSTS = frozenset("尽倾")
_BY_ALL_MEANS = ("所能", "全力", "之力")

# 2020年工作回顾; 五年来的主要成就; 存在的困难和问题; 形势与任务
_BACK_TITLE = re.compile(
    r"回顾|总结|历程|成[就绩效]|体会|经验|启示|工作情况"
    rf"|过去的?[{FEW}]|[{FEW}]年来|这{SEVERAL}年"
    r"|困难[和与]?(?:挑战|问题)|存在的?(?:问题|不足)|形势(?:$|[与和])|分析"
)
# 下一步打算; 总结好、运用好经验
_AHEAD_TITLE = re.compile(r"今后|下一步|任务|安排|部署|打算|建议|总结好|运用")
_YEAR = re.compile(r"(?<![到至])((?:19|20)\d\d)年")
_DATED = 600
"""Number of characters within which a speech names its date."""

_SENTENCE = re.compile(r"[^。！？；\r\n]+")
# 去年以来，……; 累计建成……; 建成了……; 增速位居全省第一; 同比增长……
_BACK = re.compile(
    rf"^(?:过去|去年|上年|近几?年|{SEVERAL}年[来间]|自?[^，]{{0,12}}以来|截至|迄今)"
    rf"|累计|(?:取得|实现|完成|建成|荣获|解决|打造|推动|开展)了|位居(?:(?!位居)[^，])*第(?:{CHINESE_NUMERAL})"
    r"|同比|比上年"
)
_AHEAD = re.compile(r"今年|明年|要|必须|将|力争|确保|计划|争取|左右|以上|务必|继续|进一步")


def read_tasks(text: str, nodes: Sequence[Node], segments: Sequence[Segment]) -> tuple[Task, ...]:
    """Return every task of an outline in text order."""
    wide = widened(text)
    retrospect = _Retrospect(wide, nodes)
    bodies: dict[str, list[tuple[int, int]]] = {}
    for segment in segments:
        if segment.kind == "body":
            bodies.setdefault(segment.node, []).append((segment.start, segment.end))
    return tuple(
        Task(text[start:end], start, end, node.id, verb, kind_of_action(verb))
        for node in nodes
        if node.numbered and not node.children and not retrospect.is_part(node)
        for start, end, verb in _of_leaf(wide, node, bodies.get(node.id, ()), retrospect)
    )


def _of_leaf(
    text: str, node: Node, bodies: Sequence[tuple[int, int]], retrospect: _Retrospect
) -> Iterator[tuple[int, int, str]]:
    """Yield where each task of a leaf begins and ends, and its verb."""
    clauses = [span for start, end in bodies for span in _clauses(text, start, end)]
    if node.kind != "point":
        del clauses[:1]
    last = -1  # the end of the clause before this one, if that is a task
    for start, end in _merged(text, clauses):
        clause = text[start:end]
        verb = leading_verb(clause)
        urges = verb or _URGES.match(clause) or _is_unfinished(clause)
        goes_on = last >= 0 and text[last:start].strip() == "，"
        counts = urges or (goes_on and not _STATES.search(clause))
        if counts and not retrospect.is_sentence(start):
            yield start, end, verb
            last = end
        else:
            last = -1


def _clauses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in _CLAUSE.finditer(text, start, end):
        left, right = trimmed(text, *match.span())
        if left < right:
            yield left, right


def _merged(text: str, clauses: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    begun: int | None = None
    for start, end in clauses:
        left = start if begun is None else begun
        begun = None
        if _is_unfinished(text[start:end]) and (start, end) != clauses[-1]:
            begun = left
        else:
            yield left, end


def _is_unfinished(clause: str) -> bool:
    """Return whether a clause only says by which means the next one is to be done."""
    tail = clause.rpartition("，")[2]
    return tail.endswith(_BY_ALL_MEANS) and not _EXHAUSTS.isdisjoint(tail[:-2])


class _Retrospect:
    """Tells of the parts and sentences of one speech whether they look back.

    A sentence that begins with a year before the one the speech is about looks back too.
    """

    def __init__(self, text: str, nodes: Sequence[Node]) -> None:
        self._text = text
        self._year = _current_year(text, nodes)
        self._parts: set[str] = set()
        for node in nodes:
            if node.parent in self._parts or self._heads_retrospect(node):
                self._parts.add(node.id)
        self._starts = [match.start() for match in _SENTENCE.finditer(text)]
        self._told: dict[int, bool] = {}  # what is known of a sentence already, by its place

    def is_part(self, node: Node) -> bool:
        """Return whether a part, or one that holds it, is headed as looking back."""
        return node.id in self._parts

    def is_sentence(self, offset: int) -> bool:
        """Return whether the sentence at an offset tells of the past and of nothing ahead."""
        place = bisect.bisect_right(self._starts, offset) - 1
        if place not in self._told:
            self._told[place] = self._looks_back(self._starts[place])
        return self._told[place]

    def _looks_back(self, start: int) -> bool:
        match = _SENTENCE.match(self._text, start)
        sentence = match.group().strip() if match else ""
        year = _YEAR.match(sentence)
        if year is not None and self._year is not None and int(year[1]) < self._year:
            return True
        return bool(_BACK.search(sentence)) and not _AHEAD.search(sentence)

    def _heads_retrospect(self, node: Node) -> bool:
        if not node.numbered or node.kind == "point":
            return False
        if _BACK_TITLE.search(node.title) and not _AHEAD_TITLE.search(node.title):
            return True
        years = [int(year) for year in _YEAR.findall(node.title)]
        return bool(years) and self._year is not None and max(years) < self._year


def _current_year(text: str, nodes: Sequence[Node]) -> int | None:
    """Return the year that a speech is about: the latest its headings name, or its first date."""
    titles = " ".join(node.title for node in nodes if node.kind in {"section", "heading"})
    years = _YEAR.findall(titles) or _YEAR.findall(text[:_DATED])
    return max(map(int, years), default=None)
