"""Which clauses of a speech are tasks, with their leading verb and their kind of action.

A task is a clause that says what is to be done (see :mod:`kit.speech.demands`). Where:

- in a part without parts below it every such clause is one, but for headlines: the clause right
  after the marker of a point, and the title of any other part. A title that is all that a part
  says, or a sentence of its own (十三、健全体系，主要运用……，), is none but what it says;
- in what leads a list, opens or closes a speech, such clauses count from the first with 要, 必须
  or the like in their paragraph on;
- no sentence that names the titles of the parts to come (落实“紧盯一个目标、铸牢两大品牌”的思路)
  has any, and neither has what looks back (see :mod:`kit.speech.retrospect`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kit.speech.clauses import Clause, clauses
from kit.speech.demands import asks, is_done, obliges, speaks_of, tells
from kit.speech.leading import leading_verb
from kit.speech.paragraphs import without_captions
from kit.speech.records import Node, Segment, Task
from kit.speech.retrospect import Retrospect
from kit.speech.verbs import kind_of_action
from kit.speech.wording import widened

_LONG = 4
"""Number of clauses from which a title is a sentence."""

_LONG_TITLE = 40
"""Number of characters above which a title is a sentence."""

_MOST_TITLES = 20
"""Number of titles that are looked for in what opens a speech."""

_NAMED = 2
"""Number of titles that a sentence names which only tells what is to come."""

_CLAUSE_MARK = re.compile("[，；。！？：]")
# 总体要求是：坚持……
_SUMS_UP = re.compile("(?:要求|思路|任务|重点)是：")
_LINE = re.compile(r"[^\r\n]+")
Found = tuple[int, int, str]


def read_tasks(text: str, nodes: Sequence[Node], segments: Sequence[Segment]) -> tuple[Task, ...]:
    """Return every task of an outline in text order."""
    wide = without_captions(widened(text))
    reader = _Reader(wide, nodes, segments)
    found = [
        Task(text[start:end], start, end, node.id, verb, kind_of_action(verb))
        for node in nodes
        for start, end, verb in reader.tasks_of(node)
    ]
    return tuple(sorted(found, key=lambda task: task.start))


class _Reader:
    """Reads the tasks of one part of an outline after another."""

    def __init__(self, text: str, nodes: Sequence[Node], segments: Sequence[Segment]) -> None:
        self._text = text
        self._retrospect = Retrospect(text, nodes)
        self._bodies: dict[str, list[tuple[int, int]]] = {}
        self._titles: dict[str, tuple[int, int]] = {}
        for segment in segments:
            if segment.kind == "body":
                self._bodies.setdefault(segment.node, []).append((segment.start, segment.end))
            elif segment.kind == "title":
                self._titles[segment.node] = (segment.start, segment.end)
        # 紧盯一个目标，坚持做到……: the first clause, as a summary names it
        firsts = [
            _CLAUSE_MARK.split(widened(node.title))[0] for node in nodes if node.parent is None
        ]
        self._firsts = [title for title in firsts if len(title) >= _LONG][:_MOST_TITLES]

    def tasks_of(self, node: Node) -> Iterator[Found]:
        """Yield where each task of a part begins and ends, and its verb."""
        if self._retrospect.is_part(node):
            return
        bodies = self._bodies.get(node.id, [])
        if not node.numbered or node.children:
            for start, end in bodies:
                for line in _LINE.finditer(self._text, start, end):
                    yield from self._asked(list(clauses(self._text, *line.span())))
            return
        found = list(self._clauses(bodies))
        if title := self._title_clauses(node, bodies):
            found = [*title, *found]
        yield from self._work(found)

    def _clauses(self, spans: Sequence[tuple[int, int]]) -> Iterator[Clause]:
        for start, end in spans:
            yield from clauses(self._text, start, end)

    def _asked(self, found: list[Clause]) -> Iterator[Found]:
        """Yield the tasks of a paragraph from its first duty on."""
        for place, clause in enumerate(found):
            said = self._text[clause.start : clause.end]
            if obliges(said) or _SUMS_UP.search(said):
                rest = found[place:]
                yield from self._work([] if self._announces(rest) else rest)
                return

    def _work(self, found: Sequence[Clause]) -> Iterator[Found]:
        for sentence in _sentences(found):
            said = [self._text[clause.start : clause.end] for clause in sentence]
            duty = next((place for place, each in enumerate(said) if obliges(each)), None)
            if any(map(is_done, said[:duty])):  # 听取汇报，进行了讨论
                if duty is None:
                    continue
                sentence, said = sentence[duty:], said[duty:]
            yield from self._of_sentence(sentence, said)

    def _of_sentence(self, sentence: Sequence[Clause], said: Sequence[str]) -> Iterator[Found]:
        last: Clause | None = None  # the clause before this one, if that is a task
        is_told = False  # whether the sentence has begun as a statement
        for clause, words, following in zip(sentence, said, [*said[1:], ""], strict=True):
            is_told = tells(words) or (is_told and not obliges(words))
            if (
                not is_told
                and not (last is None and speaks_of(words, following))
                and asks(words, clause.after, goes_on=last is not None)
                and not self._retrospect.is_sentence(clause.start)
            ):
                yield clause.start, clause.end, leading_verb(words)
                last = clause
            else:
                last = None

    def _title_clauses(self, node: Node, bodies: Sequence[tuple[int, int]]) -> list[Clause]:
        """Return the clauses of a title that is no headline, but what the part says."""
        if node.id not in self._titles:
            return []
        start, end = self._titles[node.id]
        found = list(clauses(self._text, start, end))
        after = self._text[end : end + 1]
        if not any(self._text[first:last].strip("。；，！ \t\u3000\r\n") for first, last in bodies):
            return found if after in "。；，！" or len(found) > 1 else []
        if node.kind == "point" or after == "：" or (node.kind == "heading" and after != "。"):
            return []
        is_long = end - start > _LONG_TITLE or len(found) >= (
            _LONG - 1 if node.kind in {"item", "subitem"} else _LONG
        )
        is_sentence = is_long or (len(found) > 1 and obliges(self._text[start:end]))
        return found if is_sentence else []

    def _announces(self, sentence: Sequence[Clause]) -> bool:
        """Return whether a sentence names the titles of the parts to come."""
        said = self._text[sentence[0].start : sentence[-1].end]
        return sum(title in said for title in self._firsts) >= _NAMED


def _sentences(found: Sequence[Clause]) -> Iterator[list[Clause]]:
    """Yield clauses by the sentences they make up, which ； divides too."""
    sentence: list[Clause] = []
    for clause in found:
        if sentence and clause.before != "，":
            yield sentence
            sentence = []
        sentence.append(clause)
    if sentence:
        yield sentence
