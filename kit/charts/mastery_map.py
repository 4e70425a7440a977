"""How well each place of the speech is known: its outline as blocks, coloured by level."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from kit.charts.axes import Note, Sheet, sheet
from kit.charts.empty import say
from kit.charts.levels import LEVEL_RULE, ground, short_word
from kit.charts.theme import CHART, LIGHT, text_on
from kit.charts.typesetting import em_width, wrap
from kit.progress import Mastery
from kit.speech import Speech
from kit.speech.parts import own_label
from kit.speech.wording import full_width

_COLUMN = 6.3  # em: text of an inner column
_PAD = 0.45  # em: between an edge and its text
_BETWEEN = 0.8  # em: between a leaf's name and its level
_LINE = CHART.label * (CHART.leading - 0.1)  # points: a line of text


@dataclass(frozen=True, slots=True)
class _Block:
    """A node of the drawing: its column, the leaves it spans, what is written into it."""

    row: Mastery
    left: int
    first: int
    last: int
    is_leaf: bool
    name: str
    told: str


def mastery_by_node(speech: Speech, rows: Sequence[Mastery], *, ax: Axes | None = None) -> Axes:
    """Draw the outline from left to right; colour = how well the questions of a place are known.

    Every leaf is as high as its text needs. ``rows`` are those of `kit.progress.by_node`; what is
    no node of the speech is told in the table alone.
    """
    blocks = _blocks(speech, rows)
    if not blocks:
        return say("这篇讲话没有可以显示的结构。", "各要点的掌握情况", ax)
    ems = (CHART.wide - 2 * CHART.margin) / CHART.label
    heights = _heights(blocks, ems)
    note = _note(rows)
    made = sheet(ax, note, height=sum(heights), width=CHART.wide)
    if ax is not None:
        heights = _heights(blocks, made.ems())
    _draw(made, blocks, heights)
    return made.ax


def _blocks(speech: Speech, rows: Sequence[Mastery]) -> tuple[_Block, ...]:
    """Return the nodes in text order."""
    by_id = {row.node: row for row in rows if row.node is not None}
    nodes = [node for node in speech.nodes if node.id in by_id]
    leaves = [node.id for node in nodes if not any(child in by_id for child in node.children)]
    blocks: list[_Block] = []
    for node in nodes:
        below = [
            place
            for place, leaf in enumerate(leaves)
            if node.id in {each.id for each in speech.path(speech.node(leaf))}
        ]
        row = by_id[node.id]
        blocks.append(
            _Block(
                row=row,
                left=row.depth,
                first=below[0],
                last=below[-1],
                is_leaf=node.id in leaves,
                name=own_label(node) or row.label,
                told=_told(row),
            )
        )
    return tuple(blocks)


def _told(row: Mastery) -> str:
    return f"{row.known}/{row.questions} {short_word(row)}" if row.questions else short_word(row)


def _note(rows: Sequence[Mastery]) -> Note:
    weak = [row.label for place, row in enumerate(rows) if _is_weak_spot(rows, place)]
    finding = f"薄弱的有：{'、'.join(weak)}" if weak else "没有薄弱的要点"
    few = sum(row.too_few for row in rows if row.questions and row.node is not None)
    return Note(
        title="讲话各处的掌握情况",
        rule="自左至右是部分、小节和要点，自上而下按讲话的顺序。数字是最近一次答对的题数和全部题数，"
        f"上一级包括下一级的题。蓝色越深掌握得越好，橙色是薄弱处，浅灰是还看不出的。{LEVEL_RULE}",
        alt=f"结构图：讲话各部分、各要点的掌握情况。{finding}；作答太少、还看不出的有 {few} 处。",
        columns=("位置", "标题", "题数", "做过", "最近一次答对", "掌握"),
        rows=tuple(
            (
                row.label,
                full_width(row.title),
                row.questions,
                row.asked,
                row.known,
                row.word,
            )
            for row in rows
        ),
    )


def _is_weak_spot(rows: Sequence[Mastery], place: int) -> bool:
    """Return whether a node is weak and none below it is; rows are in text order."""
    row = rows[place]
    below = takewhile(lambda each: each.depth > row.depth, rows[place + 1 :])
    weak_below = any(each.level == "weak" for each in below)
    return row.level == "weak" and row.node is not None and not weak_below


def _leaf_lines(block: _Block, ems: float) -> tuple[str, ...]:
    told = em_width(block.told) * CHART.rule / CHART.label
    room = ems - block.left * (_COLUMN + 2 * _PAD) - 2 * _PAD - _BETWEEN - told
    return wrap(block.name, max(room, _COLUMN))


def _heights(blocks: Sequence[_Block], ems: float) -> list[float]:
    """Return the height of each leaf, in points, at which every block holds its text."""
    leaves = [block for block in blocks if block.is_leaf]
    heights = [max(1, len(_leaf_lines(leaf, ems))) * _LINE + 10 for leaf in leaves]
    for block in blocks:
        if block.is_leaf:
            continue
        needed = (len(wrap(block.name, _COLUMN)) + 1) * _LINE + 10
        span = range(block.first, block.last + 1)
        missing = (needed - sum(heights[place] for place in span)) / len(span)
        if missing > 0:
            for place in span:
                heights[place] += missing
    return heights


def _draw(made: Sheet, blocks: Sequence[_Block], heights: Sequence[float]) -> None:
    """Draw the blocks: x in em from the left edge, y in points from the top."""
    ems = made.ems()
    column = _COLUMN + 2 * _PAD
    edges = [sum(heights[:place]) for place in range(len(heights) + 1)]
    made.ax.set_xlim(0, ems)
    made.ax.set_ylim(edges[-1], 0)
    line = _LINE * edges[-1] / made.height * made.scale
    for block in blocks:
        left = block.left * column
        right = ems if block.is_leaf else left + column
        top, bottom = edges[block.first], edges[block.last + 1]
        colour = ground(block.row)
        made.ax.add_patch(
            Rectangle(
                (left, top),
                right - left,
                bottom - top,
                facecolor=colour,
                edgecolor=LIGHT.paper,
                linewidth=1.5,
                clip_on=False,
            )
        )
        ink, middle = text_on(colour), (top + bottom) / 2
        if block.is_leaf:
            lines = _leaf_lines(block, ems)
            made.write(left + _PAD, middle, "\n".join(lines), color=ink)
            made.write(right - _PAD, middle, block.told, size=CHART.rule, ha="right", color=ink)
        else:
            lines = wrap(block.name, _COLUMN)
            half = (len(lines) + 1) * line / 2
            made.write(left + _PAD, middle - half, "\n".join(lines), va="top", color=ink)
            made.write(
                left + _PAD, middle + half, block.told, size=CHART.rule, va="bottom", color=ink
            )
