"""What a passage offers to ask about: its parts, what stands under each, its sentences."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from kit.quiz.answers import strip
from kit.quiz.question import Evidence
from kit.speech import Node, Passage, Speech, fold
from kit.speech.notes import find_notes, without_notes
from kit.speech.wording import COLONS, COMMAS, FULL_STOPS, SEMICOLONS, full_width, quoted, trimmed

Span = tuple[int, int]

SAYING = (6, 40)
"""Fewest and most characters of a saying: less is asked for nowhere, more cannot be compared."""

TITLE = (2, 30)
"""Fewest and most characters of a part's title that serves as an option."""

_AWKWARD = re.compile(r"[*_=＝|｜#＃\[\]\r\n]")
_ALONE = re.compile("[一二三四五六七八九十]+|[0-9]+")
_ORDINAL = re.compile("第[一二三四五六七八九十]+")
_PAIRS = dict(zip("“‘「『（(《〈【［[〔", "”’」』）)》〉】］]〕", strict=True))
_CLAUSE_ENDS = COMMAS + SEMICOLONS + COLONS


@dataclass(frozen=True, slots=True)
class Saying:
    """Words of the speech with their span; ``text`` as a question shows it."""

    text: str
    span: Span


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

    def place(self, start: int, end: int) -> str:
        """Return how a question names where something stands; 讲话 where no part holds it."""
        return self.called(self.speech.deepest(start, end))

    def called(self, node: Node | str | None) -> str:
        """Return what a sentence calls a part by its number; 讲话 is the whole.

        第一部分, 第三部分“一是”, 二（二）五要
        """
        if isinstance(node, str):
            node = self.speech.node(node)
        above, own = _numbered(node, self.speech) if node else ("讲话", "")
        return f"{above}“{own}”" if above and own else above or own


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
        if fits(leaf.title, TITLE)
    ]
    titles = Counter(strip(part.title) for part in parts)
    parts = [part for part in parts if titles[strip(part.title)] == 1]
    return Material(speech.whole(), tuple(parts), (), ()).within(passage)


def saying_at(speech: Speech, span: Span) -> Saying | None:
    """Return what is said there, if it can stand alone in a question and is said nowhere else."""
    text = speech.text[slice(*span)]
    unique = fits(text, SAYING) and said_once(text, speech)
    return Saying(full_width(text), span) if unique else None


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


def enumeration(text: str, start: int, end: int) -> tuple[Span, ...]:
    """Return the members of the first list (甲、乙、丙) that have a 、 on either side."""
    marks: dict[int, list[int]] = {}
    depth = 0
    for place in range(start, end):
        if text[place] in _PAIRS:
            depth += 1
        elif text[place] in _PAIRS.values():
            depth -= 1
        elif text[place] == "、":
            marks.setdefault(depth, []).append(place)
    for places in marks.values():
        if len(places) > 1:
            return tuple((left + 1, right) for left, right in pairwise(places))
    return ()


def _named(node: Node, speech: Speech) -> str:
    """Return what a sentence calls a part: 二（二）五要“当好社会治理‘调度员’”."""
    number = "".join(_numbered(node, speech)) if node.marker else ""
    return number + quoted(node.title)


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
        return f"第{top}部分", own
    return "", label


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
