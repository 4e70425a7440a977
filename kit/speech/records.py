"""What a speech is once it has been read: frozen records, each with its span.

Spans are ``[start, end)`` in characters of the decoded text with its newlines as they are.
"""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass, field, replace
from functools import cached_property
from operator import itemgetter
from typing import Literal

from kit.errors import KitError
from kit.speech.source import Lexicon, Source, Term
from kit.speech.wording import full_width, key_numbers, line_bounds, marker_number, trimmed

NodeKind = Literal[
    "opening", "section", "subsection", "item", "subitem", "point", "heading", "closing"
]
SegmentKind = Literal["marker", "title", "body", "space"]

_LONGEST_NAME = 12
_LINE = re.compile(r"[^\r\n]+")
_MOST_NAMED = 60
_EDGES = {"opening": "开头", "closing": "结尾"}


@dataclass(frozen=True, slots=True)
class Node:
    """One part of the outline.

    ``id`` is its place among its siblings (``2``, ``2.1``, ``2.1.3``; ``opening``, ``closing``);
    ``title`` has neither the marker nor the punctuation that ends it; the span runs from the
    marker to the last character of the part, with its children, that is not white space.
    """

    id: str
    kind: NodeKind
    marker: str
    title: str
    start: int
    end: int
    parent: str | None
    children: tuple[str, ...] = ()

    @property
    def numbered(self) -> bool:
        """Whether it is one of the parts that the text sets apart, no opening or closing."""
        return self.kind not in _EDGES

    @property
    def mark(self) -> str:
        """Its marker with full-width marks, without the stop after it: （二）, 三要, ——.

        The brackets around a whole title (【第一部分：……】) are none of it.
        """
        return full_width("".join(self.marker.split())).lstrip("【").rstrip("、．.﹒，：】")


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the text that belongs to one node; all segments, joined, are the text."""

    kind: SegmentKind
    start: int
    end: int
    node: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """A place that the reader is unsure of; ``reason`` is a Chinese sentence.

    ``node`` is the part that the place begins, or None where it was read as plain text.
    ``correction`` is the line that a teacher's correction names, if it is that which does not fit.
    """

    start: int
    end: int
    node: str | None
    reason: str
    correction: int | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """One line that a teacher put right: plain text if ``text``, else its kind or its level.

    ``line`` is 1-based; ``level`` is 1 for the parts of the first level. A kind alone keeps the
    level that the reader finds; a level alone keeps the kind.
    """

    line: int
    kind: NodeKind | None = None
    level: int | None = None
    text: bool = False


@dataclass(frozen=True, slots=True)
class Task:
    """One clause that says what is to be done, with its leading verb and its kind of action.

    ``unit`` is who is to do it (责任单位) and ``deadline`` by when (时限), in the words of the
    text; "" where it names none. ``unit`` keeps the roles that the text tells apart
    (牵头单位：…；配合单位：…), but no word that says no more than 责任单位 does. ``deadline`` is a
    time by which it is to be done (9月底前, 到2025年, 年内, 长期坚持); a year that only names
    a plan or a thing (2021年度, “十四五”规划) is none.
    """

    text: str
    start: int
    end: int
    node: str
    verb: str
    action: str
    unit: str = ""
    deadline: str = ""


@dataclass(frozen=True, eq=False)
class Speech:
    """A text that has been read: outline, segments and tasks found by rule.

    Nodes, segments and tasks stand in the order of the text; ``left_out`` names what its file has
    beside it that was not read. A speech equals itself alone, so
    that what is known of it can be looked up under it.
    """

    name: str
    text: str = field(repr=False)
    source: Source
    nodes: tuple[Node, ...] = field(default=(), repr=False)
    segments: tuple[Segment, ...] = field(default=(), repr=False)
    tasks: tuple[Task, ...] = field(default=(), repr=False)
    terms: tuple[Term, ...] = field(default=(), repr=False)
    lexicon: Lexicon = field(default=Lexicon(), repr=False)
    unsure: tuple[Doubt, ...] = field(default=(), repr=False)
    left_out: tuple[str, ...] = field(default=(), repr=False)

    def node(self, node_id: str) -> Node:
        """Return the node with this id.

        Raises:
            KeyError: there is none.
        """
        return self._by_id[node_id]

    def children(self, node: Node) -> tuple[Node, ...]:
        """Return the direct children of a node in text order."""
        return tuple(self.node(child) for child in node.children)

    def path(self, node: Node) -> tuple[Node, ...]:
        """Return the node's ancestors from the top, and the node itself last."""
        path = [node]
        while path[-1].parent is not None:
            path.append(self.node(path[-1].parent))
        return tuple(reversed(path))

    def label(self, node: Node) -> str:
        """Return how the text itself would number the node, e.g. ``二（二）三要``.

        A part without a number goes by its place or its title.
        """
        if not node.numbered:
            return _EDGES[node.kind]
        path = self.path(node)
        whole = [i for i, each in enumerate(path) if "." in each.mark and each.mark == each.id]
        return "".join(map(_number_of, path[max(whole, default=0) :]))  # 2.1, which has the 2

    def leaves(self) -> tuple[Node, ...]:
        """Return the numbered nodes without children, in text order."""
        return tuple(node for node in self.nodes if node.numbered and not node.children)

    def find(self, key: str) -> Node:
        """Return the node that a key names.

        A key is an id (``2.2.3``), 开头 or 结尾, or the markers as the text has them, with half- or
        full-width brackets and with or without the last 要/是 (``二（二）三``, ``二(二)三要``).

        Raises:
            KitError: the text has no such part; the sentence lists the parts there are.
        """
        wanted = key.strip()
        if wanted in self._by_id:
            return self._by_id[wanted]
        named = [self._by_key.get(each) for each in (wanted, key_numbers(wanted))]
        if known := [place for place in named if place is not None]:
            return self.nodes[min(known)]
        labels = "、".join(self.label(node) for node in self.nodes[:_MOST_NAMED])
        more = f"等 {len(self.nodes)} 个" if len(self.nodes) > _MOST_NAMED else ""
        raise KitError(f"讲话中没有“{key}”这一部分。", remedy=f"可用的有：{labels}{more}。")

    def __getitem__(self, key: str) -> Passage:
        """Return the passage of the part that ``key`` names; see :meth:`find`."""
        node = self.find(key)
        return Passage(self, node.start, node.end, node)

    def whole(self) -> Passage:
        """Return the whole text as one passage."""
        return Passage(self, 0, len(self.text))

    def heading(self, node: Node) -> tuple[int, int]:
        """Return the span of a node's marker and title."""
        return node.start, self._title_ends.get(node.id, node.start + len(node.marker))

    def line(self, offset: int) -> int:
        """Return the 1-based line of the file that a character stands in."""
        return bisect.bisect_right(self._line_bounds, offset)

    def deepest(self, start: int, end: int) -> Node | None:
        """Return the smallest node that holds all of ``[start, end)``, or None."""
        place = bisect.bisect_right(self._starts["nodes"], start)
        node = self.nodes[place - 1] if place else None
        while node is not None and node.end < end:
            node = self._by_id[node.parent] if node.parent is not None else None
        return node

    @cached_property
    def parts(self) -> dict[str, Node]:
        """The top nodes by id, in text order, each replaced by its subsections if it has any.

        Opening and closing are parts like the numbered ones.
        """
        tops = [node for node in self.nodes if node.parent is None]
        under = {
            top.id: [each for each in self.children(top) if each.kind == "subsection"]
            for top in tops
        }
        return {part.id: part for top in tops for part in under[top.id] or [top]}

    @cached_property
    def _by_id(self) -> dict[str, Node]:
        return {node.id: node for node in self.nodes}

    @cached_property
    def _by_key(self) -> dict[object, int]:
        """The place of the first node that a label, or the numbers above and of a node, name."""
        places: dict[object, int] = {}
        numbers: dict[str | None, tuple[int | None, ...]] = {None: ()}
        for place, node in enumerate(self.nodes):
            numbers[node.id] = (*numbers[node.parent], marker_number(node.marker))
            places.setdefault(numbers[node.id], place)
            places.setdefault(self.label(node), place)
        return places

    @cached_property
    def _title_ends(self) -> dict[str, int]:
        return {each.node: each.end for each in self.segments if each.kind == "title"}

    @cached_property
    def _lines(self) -> list[tuple[int, int]]:
        """The spans of the lines that are not blank, without the white space around them."""
        spans = (trimmed(self.text, *match.span()) for match in _LINE.finditer(self.text))
        return [(start, end) for start, end in spans if start < end]

    @cached_property
    def _line_bounds(self) -> list[int]:
        return line_bounds(self.text)

    @cached_property
    def _starts(self) -> dict[str, list[int]]:
        """Where nodes, segments and tasks start, to be looked up by bisection."""
        return {
            "nodes": [node.start for node in self.nodes],
            "segments": [segment.start for segment in self.segments],
            "tasks": [task.start for task in self.tasks],
        }


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a speech: a node's, a paragraph's or the whole."""

    speech: Speech = field(repr=False)
    start: int
    end: int
    node: Node | None = None

    @property
    def text(self) -> str:
        """The characters of the passage, unchanged."""
        return self.speech.text[self.start : self.end]

    @property
    def label(self) -> str:
        """What the passage is called: its part's number, or 全文."""
        return "全文" if self.node is None else self.speech.label(self.node)

    @property
    def nodes(self) -> tuple[Node, ...]:
        """The nodes that lie wholly in the passage."""
        nodes = self.speech.nodes[self._begun("nodes")]
        return tuple(node for node in nodes if node.end <= self.end)

    @property
    def tasks(self) -> tuple[Task, ...]:
        """The tasks that lie wholly in the passage."""
        tasks = self.speech.tasks[self._begun("tasks")]
        return tuple(task for task in tasks if task.end <= self.end)

    @property
    def task_spans(self) -> tuple[tuple[int, int], ...]:
        """The spans in the passage that say tasks, cut at its ends."""
        tasks = self.speech.tasks[self._begun("tasks", before=1)]
        spans = ((max(task.start, self.start), min(task.end, self.end)) for task in tasks)
        return tuple((start, end) for start, end in spans if start < end)

    @property
    def segments(self) -> tuple[Segment, ...]:
        """The segments of the passage, cut at its ends; joined, they are its text."""
        return tuple(
            replace(segment, start=max(segment.start, self.start), end=min(segment.end, self.end))
            for segment in self.speech.segments[self._begun("segments", before=1)]
            if segment.start < self.end and segment.end > self.start
        )

    @property
    def paragraphs(self) -> tuple[Passage, ...]:
        """The paragraphs (lines that are not blank), without the white space around them."""
        return tuple(map(self._line, self._lines()))

    @property
    def place(self) -> str:
        """Which paragraphs of the text it has something of: 第7段, 第9—15段, or "" for none."""
        lines = self._lines()
        if not lines:
            return ""
        return f"第{lines[0] + 1}{f'—{lines[-1] + 1}' if len(lines) > 1 else ''}段"

    def paragraph(self, number: int, last: int | None = None) -> Passage:
        """Return one paragraph, counted from 1, or with ``last`` all from the one to the other.

        Raises:
            KitError: the passage has fewer.
        """
        lines, last = self._lines(), number if last is None else last
        for wanted in (number, last):
            if not 1 <= wanted <= len(lines):
                raise KitError(f"“{self.label}”只有 {len(lines)} 段，没有第 {wanted} 段。")
        end = self._line(lines[max(number, last) - 1]).end
        return replace(self._line(lines[number - 1]), end=end)

    def _lines(self) -> range:
        """Return which of the text's lines that are not blank the passage has something of."""
        lines = self.speech._lines
        first = bisect.bisect_right(lines, self.start, key=itemgetter(1))
        last = bisect.bisect_left(lines, self.end, key=itemgetter(0))
        first += first < last and not self._line(first).text
        last -= first < last and not self._line(last - 1).text
        return range(first, last)

    def _line(self, place: int) -> Passage:
        """Return one of the text's lines, cut at the ends of the passage."""
        start, end = self.speech._lines[place]
        span = trimmed(self.speech.text, max(start, self.start), min(end, self.end))
        return Passage(self.speech, *span, self.node)

    def _begun(self, what: Literal["nodes", "segments", "tasks"], before: int = 0) -> slice:
        """Return which of the speech's records begin in the passage, and so many before them."""
        starts = self.speech._starts[what]
        first = bisect.bisect_left(starts, self.start)
        return slice(max(0, first - before), bisect.bisect_right(starts, self.end))

    def __str__(self) -> str:
        """Return the text, so that ``print`` shows it."""
        return self.text


def as_passage(source: Speech | Passage) -> Passage:
    """Return what may be a speech or a passage of one as a passage."""
    return source.whole() if isinstance(source, Speech) else source


def _number_of(node: Node) -> str:
    """Return a part's own number; without one it goes by its place or its title."""
    if not node.marker:
        title, rest = node.title[:_LONGEST_NAME], node.title[_LONGEST_NAME:]
        return f"“{title}…”" if rest else f"“{title}”"
    place = "" if marker_number(node.marker) else node.id.rpartition(".")[2]
    return node.mark + place
