"""What a passage offers to ask about: its parts, what stands under each, its sentences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kit.exercises.clauses import Span, sentences
from kit.quiz.answers import strip
from kit.quiz.question import Evidence
from kit.speech import Node, Passage, Speech, fold
from kit.speech.wording import full_width, quoted

SAYING = (6, 40)
"""Fewest and most characters of a saying: less is asked for nowhere, more cannot be compared."""

TITLE = (2, 30)
"""Fewest and most characters of a part's title that serves as an option."""

_AWKWARD = re.compile(r"[*_=＝|｜#＃\[\]\r\n]")
_ALONE = re.compile("[一二三四五六七八九十]+|[0-9]+")
_ORDINAL = re.compile("第[一二三四五六七八九十]+")
_PAIRS = (("“", "”"), ("‘", "’"), ("（", "）"), ("(", ")"), ("《", "》"))


@dataclass(frozen=True, slots=True)
class Saying:
    """One thing said in the speech and nowhere else in it; ``text`` as a question shows it."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Part:
    """A part without parts of its own: its title as a question shows it, and what stands there."""

    node: Node
    title: str
    name: str
    sayings: tuple[Saying, ...]

    @property
    def kind(self) -> str:
        """What such a part is called: 要点 or 部分."""
        return "要点" if self.node.kind == "point" else "部分"


@dataclass(frozen=True, slots=True)
class Material:
    """A passage, with all parts of its speech and those of them that it holds."""

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
        here = tuple(_within(self.parts, passage))
        return Material(passage, self.parts, here, sentences(passage))

    def evidence(self, *spans: Span) -> tuple[Evidence, ...]:
        """Return the evidence that these spans of the speech are, in the order given."""
        return tuple(Evidence.at(self.speech, start, end) for start, end in spans)

    def place(self, start: int, end: int) -> str:
        """Return how a question names where something stands; 讲话 where no part holds it."""
        node = self.speech.deepest(start, end)
        return placed(node, self.speech) if node else "讲话"


def gather(passage: Passage) -> Material:
    """Return what a passage offers; an empty one offers nothing."""
    speech = passage.speech
    under: dict[str, list[Saying]] = {}
    for task in speech.tasks:
        if fits(task.text, SAYING) and said_once(task.text, speech):
            under.setdefault(task.node, []).append(
                Saying(full_width(task.text), task.start, task.end)
            )
    parts = [
        Part(leaf, full_width(leaf.title), named(leaf, speech), tuple(under.get(leaf.id, ())))
        for leaf in speech.leaves()
        if fits(leaf.title, TITLE)
    ]
    titles = Counter(strip(part.title) for part in parts)
    parts = [part for part in parts if titles[strip(part.title)] == 1]
    return Material(speech.whole(), tuple(parts), (), ()).within(passage)


def placed(node: Node, speech: Speech) -> str:
    """Return what a sentence calls a part by its number: 第一部分, 第三部分“一是”, 二（二）五要."""
    above, own = _numbered(node, speech)
    return f"{above}“{own}”" if above and own else above or own


def named(node: Node, speech: Speech) -> str:
    """Return what a sentence calls a part: 二（二）五要“当好社会治理‘调度员’”."""
    if not node.marker:
        return quoted(node.title)
    return "".join((*_numbered(node, speech), quoted(node.title)))


def _numbered(node: Node, speech: Speech) -> tuple[str, str]:
    """Return a part's number in two pieces: that of the part at the top where it reads as one."""
    label = speech.label(node)
    if node.kind in {"opening", "closing"}:
        return f"讲话{label}" if len(speech.nodes) > 1 else "讲话", ""
    if node.parent is None and _ORDINAL.fullmatch(label):
        return f"{label}点", ""
    top = speech.label(speech.path(node)[0])
    own = label.removeprefix(top)
    if _ALONE.fullmatch(top) and not own.startswith(("（", "“")):
        return f"第{top}部分", own
    return "", label


def said_once(text: str, speech: Speech) -> bool:
    """Tell whether the speech has these words in one place only."""
    return fold(speech.text)[0].count(fold(text)[0]) == 1


def heading(node: Node, speech: Speech) -> Span:
    """Return the span of a part's marker and title."""
    ends = [each.end for each in speech.segments if each.node == node.id and each.kind == "title"]
    return node.start, ends[0] if ends else node.start + len(node.marker)


def balanced(text: str) -> bool:
    """Tell whether quotation marks and brackets close what they open."""
    return all(text.count(left) == text.count(right) for left, right in _PAIRS)


def fits(text: str, length: tuple[int, int]) -> bool:
    """Tell whether a stretch of the speech can stand alone in a question."""
    return length[0] <= len(text) <= length[1] and balanced(text) and not _AWKWARD.search(text)


def _within(parts: Sequence[Part], passage: Passage) -> Iterable[Part]:
    """Yield the parts of which something is said in the passage, with only that."""
    for part in parts:
        sayings = [
            each for each in part.sayings if passage.start <= each.start and each.end <= passage.end
        ]
        if sayings:
            yield replace(part, sayings=tuple(sayings))
