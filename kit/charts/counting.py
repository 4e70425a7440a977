"""What the charts count, and its rules in words: parts, points, tasks, ranks; no drawing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kit.speech import Node, Passage, Speech
from kit.speech.parts import full_label, part_label, part_of, parts

TASK_RULE = (
    "任务的计数规则：要点的第一个分句是标题，其后每个以逗号、分号或句号断开的分句计一项；"
    "没有要点的部分，第一个分句之后的每个分句计一项；“竭尽……所能”之类并入后一分句。开头和结尾不计。"
)
WEIGHT = "项数相同，不表示分量相同。"
LEVEL_RULE = "薄弱、一般、较好只看做过的题，按每题最近一次作答的得分划分；作答少于 5 次的还看不出。"


@dataclass(frozen=True, slots=True)
class Counted:
    """One thing counted: its label, how often, its rank from 1 and how many share that rank.

    `node` is the node counted, if it is one.
    """

    label: str
    count: int
    rank: int
    ties: int
    node: Node | None = None

    @property
    def rank_label(self) -> str:
        """Its rank in words: `第1`, or `并列第2` where others have the same count."""
        return f"并列第{self.rank}" if self.ties > 1 else f"第{self.rank}"


def numbered_parts(speech: Speech) -> tuple[Node, ...]:
    """Return the parts of a speech without opening and closing, which count no tasks."""
    return tuple(part for part in parts(speech) if part.numbered)


def place_of(speech: Speech, node: Node) -> int | None:
    """Return the place, from 0, of the numbered part that a node is in, or None."""
    part, known = part_of(speech, node.id), numbered_parts(speech)
    return known.index(part) if part in known else None


def points(passage: Passage) -> tuple[Node, ...]:
    """Return the leaves of the outline that lie in a passage or hold one of its tasks."""
    own = {node.id for node in passage.nodes} | {task.node for task in passage.tasks}
    return tuple(node for node in passage.speech.leaves() if node.id in own)


def divisions(passage: Passage) -> tuple[Node, ...]:
    """Return the parts that a passage touches; if it is but one, that part's own children."""
    speech = passage.speech
    ids = {part.id for point in points(passage) if (part := part_of(speech, point.id))}
    touched = tuple(part for part in numbered_parts(speech) if part.id in ids)
    if len(touched) != 1:
        return touched
    leaves = points(passage)
    if len(leaves) == 1:
        return leaves
    ids = {node.id for leaf in leaves for node in speech.path(leaf)}
    return tuple(child for child in speech.children(touched[0]) if child.id in ids)


def count(passage: Passage, node: Node) -> int:
    """Return the number of the passage's tasks that stand in a node or below it."""
    return sum(node.start <= task.start < node.end for task in passage.tasks)


def scope_label(passage: Passage) -> str:
    """Return what a passage is called in a title, "" for the whole speech: `二、铸牢两大品牌`."""
    node = passage.node
    if node is None:
        return "" if passage.start == 0 and passage.end == len(passage.speech.text) else "选段"
    label = full_label if node.kind == "point" else part_label
    excerpt = "" if (passage.start, passage.end) == (node.start, node.end) else "（选段）"
    return label(passage.speech, node) + excerpt


def title_start(passage: Passage) -> str:
    """Return how a passage's title begins: `二、铸牢两大品牌：`, or "" for the whole speech."""
    scope = scope_label(passage)
    return f"{scope}：" if scope else ""


def no_tasks(passage: Passage) -> tuple[str, str]:
    """Return the sentence that a passage holds no tasks, and the title of a chart that says so."""
    scope = scope_label(passage)
    subject = f"“{scope}”" if scope else "这篇讲话"
    return f"{subject}中没有可统计的任务。", f"{subject}的任务"


def ranked(counts: Sequence[tuple[str, int]], nodes: Sequence[Node] = ()) -> tuple[Counted, ...]:
    """Return counts from most to least; equal counts share a rank and keep their order.

    `nodes` are the nodes counted, in the same order, if they are nodes.
    """
    held: Sequence[Node | None] = nodes or [None] * len(counts)
    ties = Counter(number for _, number in counts)
    rows = (
        Counted(label, n, sum(other > n for _, other in counts) + 1, ties[n], node)
        for (label, n), node in zip(counts, held, strict=True)
    )
    return tuple(sorted(rows, key=lambda row: row.rank))


def count_nodes(
    passage: Passage, nodes: Sequence[Node], label: Callable[[Speech, Node], str]
) -> tuple[Counted, ...]:
    """Return the nodes, from the most tasks in the passage to the fewest, with their labels."""
    counts = [(label(passage.speech, node), count(passage, node)) for node in nodes]
    return ranked(counts, nodes)


def head(rows: Sequence[Counted], most: int) -> tuple[Counted, ...]:
    """Return the first `most` of ranked rows or fewer, never part of a tie.

    Only if the first tie alone is longer, it is cut.
    """
    if len(rows) <= most or rows[0].ties >= most:
        return tuple(rows[:most])
    return tuple(row for row in rows if row.rank + row.ties - 1 <= most)


def extremes(rows: Sequence[Counted], unit: str, *, speech: Speech | None = None) -> str:
    """Return in words who has most and least: `最多的是“开展”（9 项），最少的有 30 个（各 1 项）`.

    Nodes of a `speech` are named by their numbers; of more than six ties only the number is told.
    """
    first, last = rows[0].count, rows[-1].count
    if first == last:
        return f"各 {first} {unit}" if len(rows) > 1 else f"只有{_named(rows, unit, speech)[1:]}"
    most, least = ([row for row in rows if row.count == number] for number in (first, last))
    return f"最多的{_named(most, unit, speech)}，最少的{_named(least, unit, speech)}"


def _named(rows: Sequence[Counted], unit: str, speech: Speech | None) -> str:
    names = "、".join(
        f"“{speech.label(row.node) if speech and row.node else row.label}”" for row in rows
    )
    if len(rows) == 1:
        return f"是{names}（{rows[0].count} {unit}）"
    count = f"（各 {rows[0].count} {unit}）"
    return (
        f"有 {len(rows)} 个并列：{names}{count}" if len(rows) <= 6 else f"有 {len(rows)} 个{count}"
    )
