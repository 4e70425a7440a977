"""What a speech is once it has been read: frozen records, each with its span.

Spans are ``[start, end)`` in characters of the decoded text with its newlines as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from kit.errors import KitError
from kit.speech.numerals import key_numbers, marker_number

NodeKind = Literal[
    "opening", "section", "subsection", "item", "subitem", "point", "heading", "closing"
]
SegmentKind = Literal["marker", "title", "body", "space"]
Origin = Literal["speech", "background", "unexplained"]

_LABEL = 12
KEY_NAMES = {"开头": "opening", "结尾": "closing"}


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
    """

    start: int
    end: int
    node: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Task:
    """One clause that says what is to be done, with its leading verb and its kind of action."""

    text: str
    start: int
    end: int
    node: str
    verb: str
    action: str


@dataclass(frozen=True, slots=True)
class Term:
    """One term of the glossary.

    ``origin`` tells where the explanation comes from: the speech itself, general knowledge, or
    nowhere (the speech leaves it unexplained). ``sure`` is false for a usual but unproved meaning.
    """

    name: str
    explanation: str
    gloss: str
    origin: Origin
    sure: bool = True
    aliases: tuple[str, ...] = ()

    @property
    def forms(self) -> tuple[str, ...]:
        """Every string of the text that means this term."""
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True)
class Source:
    """What is known of a text: its title, who spoke, when, and how the file can be told."""

    title: str
    path: str
    sha256: str = ""
    speaker: str = ""
    date: str = ""
    rights: str = ""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The set's own words for jieba (lines of its user dictionary) and the words to leave out."""

    words: tuple[str, ...] = ()
    stopwords: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Speech:
    """A text that has been read: outline, segments and tasks found by rule."""

    name: str
    text: str = field(repr=False)
    source: Source
    nodes: tuple[Node, ...] = field(default=(), repr=False)
    segments: tuple[Segment, ...] = field(default=(), repr=False)
    tasks: tuple[Task, ...] = field(default=(), repr=False)
    terms: tuple[Term, ...] = field(default=(), repr=False)
    lexicon: Lexicon = field(default=Lexicon(), repr=False)
    unsure: tuple[Doubt, ...] = field(default=(), repr=False)

    def node(self, node_id: str) -> Node:
        """Return the node with this id.

        Raises:
            KeyError: there is none.
        """
        for node in self.nodes:
            if node.id == node_id:
                return node
        raise KeyError(node_id)

    def children(self, node: Node) -> tuple[Node, ...]:
        """Return the direct children of a node in text order."""
        return tuple(self.node(child) for child in node.children)

    def path(self, node: Node) -> tuple[Node, ...]:
        """Return the node's ancestors from the top, and the node itself last."""
        if node.parent is None:
            return (node,)
        return (*self.path(self.node(node.parent)), node)

    def label(self, node: Node) -> str:
        """Return how the text itself would number the node, e.g. ``二（二）三要``."""
        if node.kind == "opening":
            return "开头"
        if node.kind == "closing":
            return "结尾"
        return "".join(self._mark(each) for each in self.path(node))

    def _mark(self, node: Node) -> str:
        """Return a part's own mark; one without a number goes by its place or its title."""
        if not node.marker:
            title = node.title if len(node.title) <= _LABEL else node.title[:_LABEL] + "…"
            return f"“{title}”"
        mark = node.marker.strip("、.．﹒，,：: \t\u3000").replace("(", "（").replace(")", "）")
        return mark if marker_number(mark) else f"{mark}{node.id.rpartition('.')[2]}"

    def leaves(self) -> tuple[Node, ...]:
        """Return the numbered nodes without children, in text order."""
        return tuple(
            node
            for node in self.nodes
            if not node.children and node.kind not in {"opening", "closing"}
        )

    def find(self, key: str) -> Node:
        """Return the node that a key names.

        A key is an id (``2.2.3``), 开头 or 结尾, or the markers as the text has them, with half- or
        full-width brackets and with or without the last 要/是 (``二（二）三``, ``二(二)三要``).

        Raises:
            KitError: the text has no such part; the sentence lists the parts there are.
        """
        wanted = KEY_NAMES.get(key.strip(), key.strip())
        numbers = key_numbers(wanted)
        found: dict[str, tuple[int | None, ...]] = {}
        for node in self.nodes:
            if node.id == wanted:
                return node
        for node in self.nodes:
            above = found[node.parent] if node.parent else ()
            found[node.id] = (*above, marker_number(node.marker))
            if found[node.id] == numbers or self.label(node) == wanted:
                return node
        known = "、".join(self.label(node) for node in self.nodes)
        raise KitError(f"讲话中没有“{key}”这一部分。", remedy=f"可用的有：{known}。")

    def __getitem__(self, key: str) -> Passage:
        """Return the passage of the part that ``key`` names; see :meth:`find`."""
        node = self.find(key)
        return Passage(self, node.start, node.end, node)

    def whole(self) -> Passage:
        """Return the whole text as one passage."""
        return Passage(self, 0, len(self.text))

    def line(self, offset: int) -> int:
        """Return the 1-based line of the file that a character stands in."""
        return self.text.count("\n", 0, offset) + 1

    def deepest(self, start: int, end: int) -> Node | None:
        """Return the smallest node that holds all of ``[start, end)``, or None."""
        holding = [node for node in self.nodes if node.start <= start and end <= node.end]
        return min(holding, key=lambda node: node.end - node.start, default=None)


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
        return tuple(node for node in self.speech.nodes if self._holds(node.start, node.end))

    @property
    def tasks(self) -> tuple[Task, ...]:
        """The tasks that lie wholly in the passage."""
        return tuple(task for task in self.speech.tasks if self._holds(task.start, task.end))

    @property
    def segments(self) -> tuple[Segment, ...]:
        """The segments of the passage, cut at its ends; joined, they are its text."""
        return tuple(
            Segment(each.kind, max(each.start, self.start), min(each.end, self.end), each.node)
            for each in self.speech.segments
            if each.start < self.end and each.end > self.start
        )

    @property
    def paragraphs(self) -> tuple[Passage, ...]:
        """The paragraphs (lines that are not blank), without the white space around them."""
        return tuple(self._paragraphs())

    def paragraph(self, number: int, last: int | None = None) -> Passage:
        """Return one paragraph, counted from 1, or with ``last`` all from the one to the other.

        Raises:
            KitError: the passage has fewer.
        """
        paragraphs, last = self.paragraphs, number if last is None else last
        for each in (number, last):
            if not 1 <= each <= len(paragraphs):
                raise KitError(f"“{self.label}”只有 {len(paragraphs)} 段，没有第 {each} 段。")
        first = paragraphs[number - 1]
        return first if last <= number else replace(first, end=paragraphs[last - 1].end)

    def _paragraphs(self) -> Iterator[Passage]:
        for match in re.finditer(r"[^\r\n]*\S[^\r\n]*", self.text):
            line = match.group()
            start = self.start + match.start() + len(line) - len(line.lstrip())
            yield Passage(self.speech, start, start + len(line.strip()), self.node)

    def _holds(self, start: int, end: int) -> bool:
        return self.start <= start and end <= self.end

    def __str__(self) -> str:
        """Return the text, so that ``print`` shows it."""
        return self.text
