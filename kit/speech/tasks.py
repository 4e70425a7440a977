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
from kit.speech.wording import CHINESE_NUMERAL, FEW, SEVERAL, trimmed, widened


def _split(verbs: dict[str, str]) -> dict[str, tuple[str, ...]]:
    return {action: tuple(words.split()) for action, words in verbs.items()}


ACTIONS = _split(
    {
        "推进开展": "推进 推动 开展 推行 推广 参与",
        "加强提升": "加强 强化 提升 提高 加大 深化 降低",
        "坚持落实": "坚持 落实 完成 保持 督促落实 做实 抓实 用好 作为 放在 付出 对标 对标对表 把握",
        "建设培育": "制定 树立 搭建 打造 挖掘选树 培育 完善 提供 开拓创新 总结宣传",
        "惩治规范": "打击 惩治 规范",
    }
)
"""The closed list of leading verbs by kind of action, in the order in which they are shown."""

OTHER = "其他"
"""The kind of action of a task whose verb the list does not hold."""

_MORE = _split(
    {
        "推进开展": (
            "实施 启动 组织 举办 实行 引导 支持 鼓励 促进 加快 拓展 探索 试点 统筹 发展 扩大 拓宽 "
            "争取 争创 承接 应对 落地 参加 服务 帮扶 带动 谋划 办好"
        ),
        "加强提升": (
            "增强 优化 巩固 改善 壮大 做强 做大 做优 增加 加密 升级 激发 释放 增进 盘活 擦亮 打响 "
            "满足 集聚 充实 缩小 减轻 减少 压减 稳定 改进 夯实"
        ),
        "坚持落实": (
            "贯彻 执行 履行 维护 确保 保障 守住 守牢 抓好 抓牢 做好 做到 实现 达到 坚守 紧盯 围绕 "
            "聚焦 突出 统一 遵循 解决 兑现 化解 防范 牢记 学习 压实 扛牢 找准 明确"
        ),
        "建设培育": (
            "建设 建立 健全 构建 创新 创建 培养 引进 新建 改造 修订 编制 出台 建成 营造 发挥 弘扬 "
            "设立 组建 改革 开放 转变 调整 布局 开发 选拔 形成 打通 畅通 共建 简化 新增"
        ),
        "惩治规范": "整治 治理 查处 遏制 监管 清理 防止 惩处 监督 整顿 严禁 破除 拆除 严肃 纠正",
    }
)
"""Verbs of other speeches; they lead only where none of :data:`ACTIONS` comes before them."""

_KIND_OF = {
    verb: action for table in (_MORE, ACTIONS) for action, verbs in table.items() for verb in verbs
}
_VERB = re.compile("|".join(sorted(_KIND_OF, key=len, reverse=True)))
_OBLIGATION = re.compile("(?:必须|要)?")
_CLAUSE = re.compile(r"[^，；。！？\r\n]+")
# 加快推进……: 加快 only helps
_HELPERS = frozenset({"加快", "巩固", "创新", "统筹", "组织", "探索", "引导", "支持", "鼓励"})
# 把……作为……; 为……提供……; not 把握……, 把关……
_OBJECT_FIRST = re.compile(r"为|[^，]{0,4}把(?![握关])")
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


def leading_verb(clause: str) -> str:
    """Return the verb of the closed list that leads a task, or "" where there is none.

    The first listed verb after 要/必须 and its adverbials leads; at one place the longest counts.
    A clause that begins with a beneficiary (为……提供) or has its object first (把……作为) is led by
    its last verb. A verb that only helps the next one (加快推进) does not lead.

    >>> leading_verb("始终把维护国家政治安全放在第一位")
    '放在'
    """
    rest = clause[_OBLIGATION.match(clause).end() :]  # type: ignore[union-attr]  # always matches
    tail = rest.replace(",", "，").rpartition("，")[2]
    verbs = [
        match.group()
        for match in _VERB.finditer(tail)
        if match.group() not in _HELPERS or not _VERB.match(tail, match.end())
    ]
    if not verbs:
        return ""
    return verbs[-1] if _OBJECT_FIRST.match(tail) else verbs[0]


def kind_of_action(verb: str) -> str:
    """Return the kind of action of a leading verb."""
    return _KIND_OF.get(verb, OTHER)


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
