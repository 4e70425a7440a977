"""A speech divided into lessons, and each lesson into what one cell shows.

Nothing is left out: what the cells of all lessons show, put in order, is the text but for the white
space between.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kit.speech import Node, Passage, Speech
from kit.speech.numerals import key_numbers, marker_number

LONG = 3_500
"""Characters above which a part is divided into several lessons."""

SHOWN = 1_200
"""Characters above which a passage is divided into several cells, where it has paragraphs."""

SMALL = 300
"""Mean characters of points below which neighbours are shown together."""

MANY = 15
"""Number of parts above which short neighbours share a lesson."""

_NAME = 24
_ESCAPED = re.compile(r"([\\`*_{}\[\]<>#|~$])")
_CHINESE = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch that one cell shows: how the cell says it, what it is called, its heading or ""."""

    code: str
    label: str
    passage: Passage
    node: Node | None = None

    @property
    def id(self) -> str:
        """What the ids of its cells end with."""
        holder = "text" if self.passage.node is None else self.passage.node.id.replace(".", "-")
        rows = re.findall(
            r"\d+", self.code.rpartition(".paragraph")[2] if self.node is None else ""
        )
        return "-p".join((holder, *rows[:1]))


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
        return sum(each.passage.end - each.passage.start for each in self.blocks)


class Names:
    """How cells name the parts of a speech: by their label, or by their id where it serves two."""

    def __init__(self, speech: Speech) -> None:
        self._keys: dict[str, str] = {}
        ids = {node.id for node in speech.nodes}
        numbers: dict[str, tuple[int | None, ...]] = {}
        for node in speech.nodes:
            numbers[node.id] = (*numbers.get(node.parent or "", ()), marker_number(node.marker))
        labels = {node.id: speech.label(node) for node in speech.nodes}
        first_number: dict[object, str] = {}
        first_label: dict[str, str] = {}
        for node in speech.nodes:
            first_number.setdefault(numbers[node.id], node.id)
            first_label.setdefault(labels[node.id], node.id)
        for node in speech.nodes:
            label = labels[node.id]
            wanted = key_numbers(label)
            meant = {first_label[label], first_number.get(wanted, node.id) if wanted else node.id}
            told = meant == {node.id} and label not in ids and label.strip() == label
            self._keys[node.id] = label if told else node.id

    def code(self, node: Node) -> str:
        """Return the expression that names a part: ``speech["二（一）"]``."""
        return f"speech[{json.dumps(self._keys[node.id], ensure_ascii=False)}]"

    def key(self, node: Node) -> str:
        """Return what stands between the brackets of the expression."""
        return self._keys[node.id]


def divide(speech: Speech) -> tuple[Lesson, ...]:
    """Return the lessons that read a speech: its opening and closing, then its parts in order.

    A part of more than `LONG` characters is divided, at the beginnings of its subsections if it has
    any; of very many parts short neighbours share a lesson. An empty text gives ().
    """
    names = Names(speech)
    tops = [node for node in speech.nodes if node.parent is None]
    edges: list[Block] = []
    units: list[tuple[list[Node], list[Block]]] = []
    for block in _blocks(speech, tops, names):
        top = next((each for each in tops if each.start <= block.passage.start < each.end), None)
        if top is None or top.kind in {"opening", "closing"}:
            (units[-1][1] if top is None and units else edges).append(block)
        elif units and units[-1][0][-1] is top:
            units[-1][1].append(block)
        else:
            units.append(([top], [block]))
    if len(units) > MANY:
        units = _grouped(units)
    named = [*_of_edges(edges, alone=not units)]
    for parts, blocks in units:
        named += _of_part(speech, parts, blocks)
    return tuple(Lesson(n, *each) for n, each in enumerate(named, start=1))


def plain(text: str) -> str:
    """Return a text as Markdown shows it unchanged, on one line."""
    return _ESCAPED.sub(r"\\\1", " ".join(text.split()))


def short(title: str) -> str:
    """Return the first clause of a title, cut where it is long."""
    clause = re.split("[，,。；;：:]", title.strip(), maxsplit=1)[0].strip() or title.strip()
    return clause if len(clause) <= _NAME else clause[: _NAME - 1] + "…"


Named = tuple[str, str, tuple[Block, ...], Node | None]


def _of_edges(blocks: list[Block], *, alone: bool) -> Iterator[Named]:
    kinds = {each.passage.node.kind for each in blocks if each.passage.node}
    title = "开头与结尾" if len(kinds) > 1 else "结尾" if kinds == {"closing"} else "开头"
    if blocks:
        yield from _pieces("text" if alone else "opening", "全文" if alone else title, blocks, None)


def _of_part(speech: Speech, parts: list[Node], blocks: list[Block]) -> Iterator[Named]:
    first, last = parts[0], parts[-1]
    name = f"part_{first.id.replace('.', '_')}"
    if first is last:
        yield from _pieces(name, short(first.title) or speech.label(first), blocks, first)
    else:
        title = f"{speech.label(first)}至{speech.label(last)}"
        yield from _pieces(name, title, blocks, None)


def _pieces(name: str, title: str, blocks: list[Block], part: Node | None) -> Iterator[Named]:
    groups = _packed(blocks)
    for place, group in enumerate(groups):
        several = len(groups) > 1
        number = _CHINESE[place] if place < len(_CHINESE) else str(place + 1)
        yield (
            f"{name}_{place + 1}" if several else name,
            f"{title}（之{number}）" if several else title,
            tuple(group),
            part,
        )


def _packed(blocks: Sequence[Block]) -> list[list[Block]]:
    """Return blocks in groups of about the same size, none much larger than `LONG`."""
    total = sum(each.passage.end - each.passage.start for each in blocks)
    fair = total / max(1, math.ceil(total / LONG))
    groups: list[list[Block]] = [[]]
    done = 0
    for block in blocks:
        size = block.passage.end - block.passage.start
        if groups[-1] and done + size / 2 > fair * len(groups):
            groups.append([])
        groups[-1].append(block)
        done += size
    return groups


def _grouped(
    units: Sequence[tuple[list[Node], list[Block]]],
) -> list[tuple[list[Node], list[Block]]]:
    grouped: list[tuple[list[Node], list[Block]]] = []
    size = 0
    for parts, blocks in units:
        own = sum(each.passage.end - each.passage.start for each in blocks)
        if grouped and size + own <= LONG / 2:
            grouped[-1][0].extend(parts)
            grouped[-1][1].extend(blocks)
            size += own
        else:
            grouped.append((list(parts), list(blocks)))
            size = own
    return grouped


def _blocks(speech: Speech, tops: Sequence[Node], names: Names) -> Iterator[Block]:
    between = [0, *(place for node in tops for place in (node.start, node.end)), len(speech.text)]
    gaps = zip(between[::2], between[1::2], strict=True)
    if any(speech.text[start:end].strip() for start, end in gaps):
        yield from _cut(speech.whole(), "speech.whole()", tops, names)
    else:
        for node in tops:
            yield from _of_node(speech, node, names)


def _cut(holder: Passage, code: str, children: Sequence[Node], names: Names) -> Iterator[Block]:
    """Cut a passage into the children that have lines of their own, and the lines between."""
    speech = holder.speech
    paragraphs = holder.paragraphs
    starts = {each.start: place for place, each in enumerate(paragraphs)}
    ends = {each.end: place for place, each in enumerate(paragraphs)}
    sizes = sum(child.end - child.start for child in children)
    together = holder.node is not None and sizes < SMALL * len(children)
    at = 0
    for child in children:
        first, last = starts.get(child.start), ends.get(child.end)
        if first is None or last is None or first < at or together:
            continue
        yield from _loose(holder, code, paragraphs, at, first)
        yield from _of_node(speech, child, names)
        at = last + 1
    yield from _loose(holder, code, paragraphs, at, len(paragraphs))


def _of_node(speech: Speech, node: Node, names: Names) -> Iterator[Block]:
    passage = Passage(speech, node.start, node.end, node)
    code = names.code(node)
    if node.end - node.start <= SHOWN or len(passage.paragraphs) == 1:
        yield Block(code, speech.label(node), passage, node)
    else:
        yield from _cut(passage, code, speech.children(node), names)


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
        where = f"第 {at + 1} 段" if last == at else f"第 {at + 1} 至 {last + 1} 段"
        passage = replace(paragraphs[at], end=paragraphs[last].end)
        yield Block(f"{code}.paragraph({numbers})", f"{holder.label} {where}", passage)
        at = last + 1
