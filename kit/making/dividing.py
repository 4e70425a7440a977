"""A speech divided into lessons, and each lesson into what one cell shows.

Nothing is left out: what the cells of all lessons show, put in order, is the text but for the white
space between.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from kit.course import escaped
from kit.speech import Node, Passage, Speech
from kit.speech.wording import key_numbers, marker_number

LONG = 3_500
"""Characters above which a part is divided into several lessons."""

SHOWN = 500
"""Characters above which a passage is divided into several cells, where it has paragraphs."""

SMALL = 300
"""Mean characters of points below which neighbours are shown together."""

ENOUGH = 200
"""Characters that are worth a sitting: parts that have fewer share a lesson with neighbours."""

MANY = 15
"""Number of lessons above which short neighbours share one."""

_NAME = 24
_BLANKS = re.compile(r"[^\S\u3000]+")
_CHINESE = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch that one cell shows.

    Attributes:
        id: what the ids of its cells end with.
        code: the expression that shows it.
        label: what it is called.
        passage: the stretch itself.
        node: the part that it is all of, None for single paragraphs.
    """

    id: str
    code: str
    label: str
    passage: Passage
    node: Node | None = None

    @property
    def size(self) -> int:
        """Number of its characters."""
        return self.passage.end - self.passage.start


@dataclass(frozen=True, slots=True)
class Lesson:
    """One lesson on the speech: its place among them from 1, its name in files, its title."""

    number: int
    name: str
    title: str
    blocks: tuple[Block, ...]
    part: Node | None = None

    @property
    def stem(self) -> str:
        """The name of its files without their endings."""
        return f"{self.number:02}_{self.name}"

    @property
    def size(self) -> int:
        """Number of characters that it shows."""
        return _size(self.blocks)


@lru_cache(maxsize=2)
def cell_keys(speech: Speech) -> Mapping[str, str]:
    """Return how a cell names each part, by its id: its label, or its id if that names another.

    The key of a part is what stands in ``speech["二（一）"]``; see `Speech.find`.
    """
    labels = {node.id: speech.label(node) for node in speech.nodes}
    numbers: dict[str, tuple[int | None, ...]] = {}
    first: dict[object, str] = {}
    for node in speech.nodes:
        numbers[node.id] = (*numbers.get(node.parent or "", ()), marker_number(node.marker))
        first.setdefault(numbers[node.id], node.id)
        first.setdefault(labels[node.id], node.id)
    keys = {}
    for node_id, label in labels.items():
        named = {first[label], first.get(key_numbers(label) or label, node_id)}
        clear = named == {node_id} and label not in labels and label.strip() == label
        keys[node_id] = label if clear else node_id
    return keys


def cell_code(key: str) -> str:
    """Return the expression that shows the part with a key: ``speech["二（一）"]``."""
    return f"speech[{json.dumps(key, ensure_ascii=False)}]"


def divide(speech: Speech) -> tuple[Lesson, ...]:
    """Return the lessons that read a speech: its opening and closing, then its parts in order.

    A part of more than `LONG` characters is divided, at the beginnings of its subsections if it has
    any. Neighbours of less than `ENOUGH` share a lesson, and so do short ones of very many. An
    empty text gives ().
    """
    tops = [node for node in speech.nodes if node.parent is None]
    edges: list[Block] = []
    units: list[Unit] = []
    ahead = 0  # of the edges, how many stand before the first part
    for block in _Cutter(speech, cell_keys(speech)).blocks(tops):
        deepest = speech.deepest(block.passage.start, block.passage.start + 1)
        top = speech.path(deepest)[0] if deepest else None
        if top is None or top.kind in {"opening", "closing"}:
            (units[-1][1] if top is None and units else edges).append(block)
            ahead += not units
        elif units and units[-1][0][-1] is top:
            units[-1][1].append(block)
        else:
            units.append(([top], [block]))
    units = _grouped(units, ENOUGH)
    if len(units) > MANY:
        units = _grouped(units, LONG // 2)
    opening, closing = edges[:ahead], edges[ahead:]
    if (
        units
        and _size(edges) < ENOUGH
        and _fit(opening, units[0][1])
        and _fit(units[-1][1], closing)
    ):
        units[0][1][:0] = opening
        units[-1][1].extend(closing)
        edges = []
    named = [*_of_edges(edges, alone=not units)]
    if len(units) == 1 and not edges and len(units[0][0]) > 1:
        named += _pieces("text", "全文", units[0][1], None)
    else:
        for parts, blocks in units:
            named += _of_part(speech, parts, blocks)
    return tuple(Lesson(number, *fields) for number, fields in enumerate(named, start=1))


def plain(text: str) -> str:
    """Return a text as Markdown shows it unchanged, on one line; its full-width blanks stay."""
    return escaped(_BLANKS.sub(" ", text).strip())


def one_line(text: str) -> str:
    """Return a text with single blanks for all white space."""
    return " ".join(text.split())


def short(title: str) -> str:
    """Return the first clause of a title, cut where it is long."""
    clause = re.split("[，,。；;：:]", title.strip(), maxsplit=1)[0].strip() or title.strip()
    return clause if len(clause) <= _NAME else clause[: _NAME - 1] + "…"


Unit = tuple[list[Node], list[Block]]
"""Parts of the first level that are read together, and the blocks that show them."""

Named = tuple[str, str, tuple[Block, ...], Node | None]
"""A lesson without its number: its name, its title, its blocks, its part if it reads only one."""


def _of_edges(blocks: list[Block], *, alone: bool) -> Iterator[Named]:
    kinds = {block.passage.node.kind for block in blocks if block.passage.node}
    title = "开头与结尾" if len(kinds) > 1 else "结尾" if kinds == {"closing"} else "开头"
    if blocks:
        yield from _pieces("text" if alone else "opening", "全文" if alone else title, blocks, None)


def _of_part(speech: Speech, parts: list[Node], blocks: list[Block]) -> Iterator[Named]:
    first, last = parts[0], parts[-1]
    name = f"part_{first.id.replace('.', '_')}"
    if first is last:
        whole = blocks[0].passage.start == first.start and blocks[-1].passage.end == first.end
        title = short(first.title) or speech.label(first)
        yield from _pieces(name, title, blocks, first if whole else None)
    else:
        yield from _pieces(name, _joint_title(speech, parts), blocks, None)


def _joint_title(speech: Speech, parts: Sequence[Node]) -> str:
    """Return what parts that share a lesson are called: their titles, if few and short."""
    titles = "、".join(short(part.title) for part in parts)
    if all(part.title for part in parts) and len(titles) <= _NAME:
        return titles
    return f"{speech.label(parts[0])}至{speech.label(parts[-1])}"


def _pieces(name: str, title: str, blocks: list[Block], part: Node | None) -> Iterator[Named]:
    groups = _packed(blocks)
    if len(groups) == 1:
        yield name, title, tuple(blocks), part
        return
    for place, group in enumerate(groups):
        number = _CHINESE[place] if place < len(_CHINESE) else str(place + 1)
        yield f"{name}_{place + 1}", f"{title}（之{number}）", tuple(group), part


def _packed(blocks: Sequence[Block]) -> list[list[Block]]:
    """Return blocks in groups of about the same size, none much larger than `LONG`."""
    total = _size(blocks)
    fair = total / max(1, math.ceil(total / LONG))
    groups: list[list[Block]] = [[]]
    done = 0
    for block in blocks:
        if groups[-1] and done + block.size / 2 > fair * len(groups):
            groups.append([])
        groups[-1].append(block)
        done += block.size
    return groups


def _grouped(units: Sequence[Unit], enough: int) -> list[Unit]:
    """Return units with neighbours put together until each has so many characters.

    What is left over at the end goes with those before it. None is put to what is long already.
    """
    grouped: list[Unit] = []
    for parts, blocks in units:
        if grouped and _size(grouped[-1][1]) < enough and _fit(grouped[-1][1], blocks):
            grouped[-1][0].extend(parts)
            grouped[-1][1].extend(blocks)
        else:
            grouped.append((list(parts), list(blocks)))
    if (
        len(grouped) > 1
        and _size(grouped[-1][1]) < enough
        and _fit(*(each[1] for each in grouped[-2:]))
    ):
        parts, blocks = grouped.pop()
        grouped[-1][0].extend(parts)
        grouped[-1][1].extend(blocks)
    return grouped


def _fit(blocks: Sequence[Block], more: Sequence[Block]) -> bool:
    """Tell whether two runs of blocks make a lesson that need not be divided."""
    return _size(blocks) + _size(more) <= LONG


def _size(blocks: Iterable[Block]) -> int:
    return sum(block.size for block in blocks)


@dataclass(frozen=True, slots=True)
class _Cutter:
    """Cuts a speech into blocks; ``keys`` are those of `cell_keys`."""

    speech: Speech
    keys: Mapping[str, str]

    def blocks(self, tops: Sequence[Node]) -> Iterator[Block]:
        """Yield the blocks of the whole speech; ``tops`` are its parts of the first level."""
        text = self.speech.text
        between = [0, *(place for node in tops for place in (node.start, node.end)), len(text)]
        gaps = zip(between[::2], between[1::2], strict=True)
        if any(text[start:end].strip() for start, end in gaps):
            yield from self._cut(self.speech.whole(), "speech.whole()", tops)
        else:
            for node in tops:
                yield from self._of_node(node)

    def _of_node(self, node: Node) -> Iterator[Block]:
        passage = Passage(self.speech, node.start, node.end, node)
        code = cell_code(self.keys[node.id])
        if node.end - node.start <= SHOWN or len(passage.paragraphs) == 1:
            yield Block(_cell_id(passage), code, passage.label, passage, node)
        else:
            yield from self._cut(passage, code, self.speech.children(node))

    def _cut(self, holder: Passage, code: str, children: Sequence[Node]) -> Iterator[Block]:
        """Cut a passage into the children that have lines of their own, and the lines between."""
        paragraphs = holder.paragraphs
        starts = {paragraph.start: place for place, paragraph in enumerate(paragraphs)}
        ends = {paragraph.end: place for place, paragraph in enumerate(paragraphs)}
        sizes = sum(child.end - child.start for child in children)
        together = holder.node is not None and sizes < SMALL * len(children)
        at = 0
        for child in children:
            first, last = starts.get(child.start), ends.get(child.end)
            if first is None or last is None or first < at or together:
                continue
            yield from _loose(holder, code, paragraphs, at, first)
            yield from self._of_node(child)
            at = last + 1
        yield from _loose(holder, code, paragraphs, at, len(paragraphs))


def _loose(
    holder: Passage, code: str, paragraphs: Sequence[Passage], at: int, end: int
) -> Iterator[Block]:
    """Yield the paragraphs from ``at`` up to ``end``, as many at once as are shown well."""
    while at < end:
        last = at
        start = paragraphs[at].start
        while last + 1 < end and paragraphs[last + 1].end - start <= SHOWN:
            last += 1
        numbers = f"{at + 1}" if last == at else f"{at + 1}, {last + 1}"
        passage = replace(paragraphs[at], end=paragraphs[last].end)
        cell_id = f"{_cell_id(holder)}-p{at + 1}"
        label = f"{holder.label}，{passage.place}"
        yield Block(cell_id, f"{code}.paragraph({numbers})", label, passage)
        at = last + 1


def _cell_id(passage: Passage) -> str:
    return "text" if passage.node is None else passage.node.id.replace(".", "-")
