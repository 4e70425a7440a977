"""What a passage offers to ask about: its parts, what stands under each, its sentences."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from kit.quiz.answers import strip
from kit.quiz.lint_stems import is_manner
from kit.quiz.question import Evidence
from kit.speech import Node, Passage, Speech, fold, leading_verb
from kit.speech.notes import find_notes, without_notes
from kit.speech.wording import (
    COLONS,
    COMMAS,
    FULL_STOPS,
    SEMICOLONS,
    SEVERAL,
    full_width,
    quoted,
    trimmed,
)

Span = tuple[int, int]

SAYING = (8, 36)
"""Fewest and most characters of a saying: less is asked for nowhere, more cannot be compared."""

TITLE = (2, 30)
"""Fewest and most characters of a part's title that serves as an option."""

_LEADS_LIST = re.compile(  # 他提出三点要求：; 做好以下工作
    rf"{SEVERAL}(?:点|个|项|条|方面|大)+(?:方面|要求|意见|建议|任务|工作|措施|问题|事情?|希望)?的?$|(?:以下|如下|下列|下面)"
)
_LEANS = re.compile(  # what leans on the clause before it, or speaks to somebody
    r"[并而也又且或其该此这那他她它我你您咱让使就还都才则将被即仍]|同时|不仅|不但|从而|以便|因此|所以|如果|只有|只要|"
    r"既|无论|虽|但|因为|由于|为此|对此|通过|根据|按照|随着|经过|截至|至今|目前|去年|今天"
)
# What comes of a task, or is already there, may belong anywhere: 增强自觉性, 位列全省前十
_RESULTS = re.compile(
    "满足|提出|围绕|避免|防止|做到|保持|增强|形成|带动|发挥|突出|激发|释放|达到|坚守|牢记|贯彻|作为"
)
# 保护它们的合法利益: of whom? 管理权限过分集中: what is wrong is no task
_UNCLEAR = re.compile(
    "它们?|[他她]们|这[些个种样方]|我们|你们|自己|上述|过[于分]|所需|不够|不足|不利"
)
_REACHED = re.compile("[位均]居|位列|荣获|获评|增长了?[0-9]|下降了?[0-9]|[:：]|发展和?改革[委部]")
# Under such a title anything may stand
_HOLDS_ALL = re.compile(
    "(?:总体|基本|工作|指导|主要)(?:要求|思路|思想|原则|目标|任务|情况)|(?:加强|强化)?组织(?:领导|保障|实施)|"
    "(?:工作|保障|具体)?措施|营造(?:良好)?(?:环境|氛围)|发展目标|目标|任务|结束?语|前言|引言|形势"
)
_OBLIGES = re.compile("(?:必须|要(?![素点求闻]))?")  # the task, not that it has to be done
_BREAKS_OFF = re.compile(  # 鼓励企业针对市场需求,…; 在……的基础上,…
    "(?:[的地得和与及等是为在对时后前把将以并了过、]|期间|基础上|需求|原则|机遇|契机|为主题|为目标|为重点|"
    "过程中|要求)$"
)
_GOOD = re.compile("^好(?![转评])")  # 抓好, 做好
_AWKWARD = re.compile(r"[*_=＝|｜#＃\[\]\r\n]")
_ALONE = re.compile("[一二三四五六七八九十]+|[0-9]+")
_POINT = re.compile("([一二三四五六七八九十]+)是")
_ORDINAL = re.compile("第[一二三四五六七八九十]+")
_PAIRS = dict(zip("“‘「『（(《〈【［[〔", "”’」』）)》〉】］]〕", strict=True))
_CLAUSE_ENDS = COMMAS + SEMICOLONS + COLONS


@dataclass(frozen=True, slots=True)
class Saying:
    """A task in the words of the speech, with their span; ``text`` as a question shows it.

    ``object`` is what stands behind its leading ``verb``, "" where that is no whole.
    """

    text: str
    span: Span
    verb: str = ""
    object: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A part without parts of its own: its title as a question shows it, and what stands there.

    ``name`` is what a sentence calls it; ``sayings`` are what is said there and nowhere else.
    """

    node: Node
    title: str
    name: str
    sayings: tuple[Saying, ...]


@dataclass(frozen=True, slots=True)
class Material:
    """A passage, with all parts of its speech and those of them that it holds.

    ``here`` are the parts of which something is said in the passage, with only that; a sentence
    is the spans of its clauses.
    """

    passage: Passage
    parts: tuple[Part, ...]
    here: tuple[Part, ...]
    sentences: tuple[tuple[Span, ...], ...]

    @property
    def speech(self) -> Speech:
        """The speech that the passage belongs to."""
        return self.passage.speech

    def within(self, passage: Passage) -> Material:
        """Return what another passage of the same speech offers; its parts are not read again."""
        here: list[Part] = []
        first = bisect_left(self.parts, passage.start, key=lambda part: part.node.end)
        after = bisect_left(self.parts, passage.end, key=lambda part: part.node.start)
        for part in self.parts[first:after]:
            sayings = tuple(
                each
                for each in part.sayings
                if passage.start <= each.span[0] and each.span[1] <= passage.end
            )
            if sayings:
                here.append(replace(part, sayings=sayings))
        return Material(passage, self.parts, tuple(here), sentences(passage))

    def evidence(self, *spans: Span) -> tuple[Evidence, ...]:
        """Return the evidence that these spans of the speech are, in the order given."""
        return tuple(Evidence.at(self.speech, start, end) for start, end in spans)

    def clause(self, span: Span) -> Span | None:
        """Return the clause of the passage that a stretch stands in."""
        begun = bisect_right(self.sentences, span[0], key=lambda each: each[0][0])
        clauses = self.sentences[begun - 1] if begun else ()
        return next((each for each in clauses if each[0] <= span[0] and span[1] <= each[1]), None)

    def place(self, start: int, end: int) -> str:
        """Return how a question names where something stands; 讲话 where no part holds it."""
        return self.called(self.speech.deepest(start, end))

    def called(self, node: Node | str | None) -> str:
        """Return what a sentence calls a part by its number; 讲话 is the whole."""
        return called(node, self.speech)


def called(node: Node | str | None, speech: Speech) -> str:
    """Return what a sentence calls a part by its number; 讲话 is the whole.

    第一部分, 第三部分第一点, 二（二）五要
    """
    if isinstance(node, str):
        node = speech.node(node)
    if node and node.title and node.numbered and speech.label(node).startswith("“"):
        return quoted(node.title)  # a number under a heading without one
    above, own = _numbered(node, speech) if node else ("讲话", "")
    return f"{above}“{own}”" if above and own and not own.startswith("第") else above + own


def gather(passage: Passage) -> Material:
    """Return what a passage offers; an empty one offers nothing."""
    speech = passage.speech
    under: dict[str, list[Saying]] = {}
    for task in speech.tasks:
        if saying := saying_at(speech, (task.start, task.end)):
            under.setdefault(task.node, []).append(saying)
    parts = [
        Part(leaf, full_width(leaf.title), _named(leaf, speech), tuple(under.get(leaf.id, ())))
        for leaf in speech.leaves()
        if fits(leaf.title, TITLE) and not leads_list(speech, speech.heading(leaf))
        if not _LEANS.match(leaf.title) and not _HOLDS_ALL.fullmatch(leaf.title)
    ]
    titles = Counter(strip(part.title) for part in parts)
    parts = [part for part in parts if titles[strip(part.title)] == 1]
    return Material(speech.whole(), tuple(parts), (), ()).within(passage)


def saying_at(speech: Speech, span: Span) -> Saying | None:
    """Return what is said there, if it can stand alone in a question and is said nowhere else.

    It says what is to be done, whole: it neither leans on the clause before it nor leads a list.
    """
    span = span[0] + len(_OBLIGES.match(speech.text, *span)[0]), span[1]  # type: ignore[index]
    text = speech.text[slice(*span)]
    verb = leading_verb(text)
    if not verb:
        return None
    before, _, after = text.partition(verb)
    whole = fits(text, SAYING) and not _LEANS.match(text) and not _BREAKS_OFF.search(text)
    if not whole or leads_list(speech, span) or not said_once(text, speech):
        return None
    if (before and not is_manner(before, speech)) or _RESULTS.fullmatch(verb):
        return None
    if _REACHED.search(text) or _UNCLEAR.search(text):
        return None
    return Saying(full_width(text), span, verb, full_width(_GOOD.sub("", after)))


def leads_list(speech: Speech, span: Span) -> bool:
    """Tell whether a clause only announces what follows: 他提出三点要求："""
    after = speech.text[span[1] : span[1] + 1]
    return (bool(after) and after in COLONS) or bool(_LEADS_LIST.search(speech.text[slice(*span)]))


def unit(nodes: Iterable[Node]) -> str:
    """Return what these parts are called: 要点 if all of them are points, else 部分."""
    return "要点" if all(node.kind == "point" for node in nodes) else "部分"


def said_once(text: str, speech: Speech) -> bool:
    """Tell whether the speech has these words in one place only."""
    return fold(speech.text)[0].count(fold(text)[0]) == 1


def balanced(text: str) -> bool:
    """Tell whether quotation marks and brackets close what they open."""
    return all(text.count(left) == text.count(right) for left, right in _PAIRS.items())


def fits(text: str, length: tuple[int, int]) -> bool:
    """Tell whether a stretch of the speech can stand alone in a question."""
    return length[0] <= len(text) <= length[1] and balanced(text) and not _AWKWARD.search(text)


def sentences(passage: Passage) -> tuple[tuple[Span, ...], ...]:
    """Return the sentences of titles and bodies, each as the spans of its clauses.

    A clause has neither the mark that ends it nor white space at its ends. A mark inside quotation
    marks or brackets ends nothing. A note of responsible units belongs to no clause.
    """
    start, text = passage.start, without_notes(passage.text, find_notes(passage.text))
    return tuple(
        tuple((start + left, start + right) for left, right in sentence)
        for segment in passage.segments
        if segment.kind in {"title", "body"}
        for sentence in _sentences(text, segment.start - start, segment.end - start)
    )


def _named(node: Node, speech: Speech) -> str:
    """Return what a sentence calls a part: 二（二）五要“当好社会治理‘调度员’”."""
    number = "".join(_numbered(node, speech)) if node.marker else ""
    return ("" if "“" in number else number) + quoted(node.title)


def _numbered(node: Node, speech: Speech) -> tuple[str, str]:
    """Return a part's number in two pieces: that of the part at the top where it reads as one."""
    label = speech.label(node)
    if not node.numbered:
        return f"讲话{label}" if len(speech.nodes) > 1 else "讲话", ""
    if node.parent is None and _ORDINAL.fullmatch(label):
        return f"{label}点", ""
    top = speech.label(speech.path(node)[0])
    own = label.removeprefix(top)
    if _ALONE.fullmatch(top) and not own.startswith(("（", "“")):
        point = _POINT.fullmatch(own)
        return f"第{top}部分", f"第{point[1]}点" if point else own
    point = _POINT.fullmatch(label)
    return "", f"第{point[1]}点" if point else label


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[Span, ...]]:
    clauses: list[Span] = []
    left = start
    for place, ends_sentence in (*_ends(text, start, end), (end, True)):
        span = trimmed(text, left, place)
        if span[0] < span[1]:
            clauses.append(span)
        left = place + 1
        if ends_sentence and clauses:
            yield tuple(clauses)
            clauses = []


def _ends(text: str, start: int, end: int) -> Iterator[tuple[int, bool]]:
    """Yield where clauses end, and whether a sentence does there too."""
    depth = 0
    for place in range(start, end):
        mark = text[place]
        if mark in _PAIRS:
            depth += 1
        elif mark in _PAIRS.values():
            depth = max(0, depth - 1)
        elif mark in "\r\n":
            depth = 0
            yield place, True
        elif mark in _CLAUSE_ENDS + FULL_STOPS and not depth and not _in_number(text, place):
            yield place, mark in FULL_STOPS


def _in_number(text: str, place: int) -> bool:
    """Tell whether a mark stands between two digits: 8,000; 9:30."""
    return text[place - 1 : place].isdecimal() and text[place + 1 : place + 2].isdecimal()
