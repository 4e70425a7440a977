"""Icicles: the outline as blocks from left to right, by tasks or by how well a place is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from matplotlib.axes import Axes

from kit.charts.axes import ChartNote, ChartSheet, new_sheet, sheet_of_words
from kit.charts.counting import (
    LEVEL_RULE,
    TASK_RULE,
    count,
    count_nodes,
    extremes,
    no_tasks,
    place_of,
    points,
    scope_label,
)
from kit.charts.theme import CHART, HEAT, LIGHT, PARTS, part_colours, text_on
from kit.charts.typesetting import apart, em_width, wrap
from kit.speech import Node, Passage, Speech, as_passage
from kit.speech.parts import own_label
from kit.speech.wording import full_width

if TYPE_CHECKING:
    from kit.progress.mastery import Level, Mastery

_COLUMN = 6.3  # em: text of an inner column
_PAD = 0.45  # em: between an edge and its text
_STEP = _COLUMN + 2 * _PAD  # em: an inner column
_LINE = CHART.label * (CHART.leading - 0.1)  # points: a line of text

_STRIP = 2.2  # em: the column of the leaves, which holds their numbers
_MANY = 160  # tasks: above so many the height of the chart is bounded
_TALL = 1120.0  # points: the bound, unless the labels need more

_BETWEEN = 0.8  # em: between a leaf's name and its level
_GROUNDS: dict[Level, str] = {
    "too few": LIGHT.panel,
    "weak": PARTS[1],
    "fair": HEAT[1],
    "good": HEAT[3],
}


@dataclass(frozen=True, slots=True)
class _Cell:
    """A node of the drawing: its column, the first one right of it, its tasks, its first task."""

    node: Node
    left: int
    right: int
    count: int
    above: int
    is_leaf: bool

    @property
    def has_label(self) -> bool:
        """Whether its title stands beside it: a leaf in the column of the leaves."""
        return self.is_leaf and self.right == self.left + 1

    def lines(self, columns: int) -> tuple[str, ...]:
        """Return what is written into an inner cell, or a leaf that begins at the left edge."""
        span = min(self.right, columns) - self.left
        text = wrap(own_label(self.node), span * _STEP - 2 * _PAD)
        return text if self.is_leaf else (*text, f"{self.count} 项")


def structure(speech: Speech | Passage, *, ax: Axes | None = None) -> Axes:
    """Draw the outline as an icicle: parts at the left, points at the right; area = tasks.

    The leaves' cells have their part's colour, the cells that hold them a lighter one; a node that
    spans several parts is grey. The leaves' titles stand beside their cells.
    """
    passage = as_passage(speech)
    if not passage.tasks:
        return sheet_of_words(*no_tasks(passage), ax)
    cells = _cells(passage)
    columns = max(cell.right for cell in cells) - 1
    inner = (CHART.wide - 2 * CHART.margin) / CHART.label
    height = _height(cells, columns, inner - columns * _STEP - _STRIP - 1)
    sheet = new_sheet(ax, _structure_note(passage), height=height, width=CHART.wide)
    _draw_structure(sheet, passage, cells, columns)
    return sheet.ax


def _cells(passage: Passage) -> tuple[_Cell, ...]:
    """Return the cells in text order; the last column, numbered highest, is that of the leaves."""
    speech = passage.speech
    own = {node.id for node in (*passage.nodes, *points(passage))}
    drawn = [node for node in speech.nodes if node.id in own and count(passage, node)]
    ids = {node.id for node in drawn}
    depth = {node.id: sum(above.id in ids for above in speech.path(node)) - 1 for node in drawn}
    inner = [node for node in drawn if any(child in ids for child in node.children)]
    columns = max((depth[node.id] + 1 for node in inner), default=0)
    cells: list[_Cell] = []
    for node in drawn:
        is_leaf = node not in inner
        parts_again = any(child.id in node.children for child in inner)
        cells.append(
            _Cell(
                node=node,
                left=columns if is_leaf and depth[node.id] else depth[node.id],
                right=columns + is_leaf if not parts_again else depth[node.id] + 1,
                count=count(passage, node),
                above=sum(task.start < node.start for task in passage.tasks),
                is_leaf=is_leaf,
            )
        )
    return tuple(cells)


def _structure_note(passage: Passage) -> ChartNote:
    speech = passage.speech
    numbered = [node for node in (passage.nodes or points(passage)) if node.numbered]
    ids = {node.id for node in numbered}
    tops = [node for node in numbered if node.parent not in ids]
    empty = [speech.label(node) for node in numbered if not count(passage, node)]
    missing = f"没有任务的部分（{'、'.join(empty)}）不画。" if empty else ""
    of = scope_label(passage) or "讲话"
    total = len(passage.tasks)
    compared = tops if len(tops) > 1 else points(passage)
    most = extremes(count_nodes(passage, compared, Speech.label), "项")
    return ChartNote(
        title=f"{of}的结构与任务（共 {total} 项）",
        rule="自左至右是部分、小节和要点，自上而下按讲话的顺序；面积表示任务的项数。"
        f"{missing}{TASK_RULE}",
        alt=f"冰柱图：{of}的层次结构，面积表示任务数，共 {total} 项，"
        f"分属 {len(compared)} 个{'部分' if len(tops) > 1 else '要点'}。{most}。",
        columns=("位置", "标题", "任务数"),
        rows=tuple(
            (speech.label(node), full_width(node.title), count(passage, node)) for node in numbered
        ),
    )


def _height(cells: Sequence[_Cell], columns: int, label_width: float) -> float:
    """Return the height in points at which every cell holds its text and no two labels touch.

    Of very many tasks the chart does not grow beyond what a page shows, and small cells go without.
    """
    inside = [cell for cell in cells if not cell.has_label]
    outside = [cell for cell in cells if cell.has_label]
    needed = [(len(cell.lines(columns)) * _LINE + 6) / cell.count for cell in inside]
    labels = sum(len(wrap(own_label(cell.node), label_width)) * _LINE + 5 for cell in outside)
    total = sum(cell.count for cell in cells if cell.is_leaf)
    least = max(labels / total, min(7.0, _TALL / 2 / total))
    unit = min(max(*needed, least) if needed else least, 48.0)
    return min(unit * total, max(labels, _TALL)) if total > _MANY else unit * total


def _draw_structure(
    sheet: ChartSheet, passage: Passage, cells: Sequence[_Cell], columns: int
) -> None:
    """Draw the cells: x in em from the left edge, y in tasks from the top."""
    edges = [*(place * _STEP for place in range(columns + 1)), columns * _STEP + _STRIP]
    total = sum(cell.count for cell in cells if cell.is_leaf)
    sheet.ax.set_xlim(0, sheet.ems())
    sheet.ax.set_ylim(total, 0)
    for cell in cells:
        left, right = edges[cell.left], edges[cell.right]
        middle = cell.above + cell.count / 2
        high = sheet.height / total * cell.count
        solid, soft = _cell_colours(passage, cell)
        if not cell.has_label:
            wide = right - _STRIP * cell.is_leaf - left
            sheet.block((left, cell.above), wide, cell.count, soft)
            lines = cell.lines(columns)
            room = high / (CHART.label * sheet.scale)
            if total <= _MANY or room >= len(lines) * (CHART.leading - 0.1):
                sheet.write(left + _PAD, middle, lines)
        if cell.is_leaf:
            sheet.block((right - _STRIP, cell.above), _STRIP, cell.count, solid)
            number = sheet.write(right - _STRIP / 2, middle, str(cell.count), ha="center")
            number.set_color(text_on(solid))
            number.set_fontsize(min(CHART.label * sheet.scale, high * 0.95))
    _label_leaves(sheet, [cell for cell in cells if cell.has_label], edges[-1], total)


def _cell_colours(passage: Passage, cell: _Cell) -> tuple[str, str]:
    """Return the colour of a leaf's cell and that of a cell that holds others."""
    place = place_of(passage.speech, cell.node)
    if place is None:
        return LIGHT.edge, LIGHT.panel
    return part_colours(place)


def _label_leaves(sheet: ChartSheet, cells: Sequence[_Cell], left: float, total: int) -> None:
    """Write the leaves' titles beside their cells, moved apart where they would touch."""
    unit = sheet.height / total
    titles = [wrap(own_label(cell.node), sheet.ems() - left - 1) for cell in cells]
    heights = [(len(lines) * _LINE * sheet.scale + 4) / unit for lines in titles]
    wanted = [cell.above + cell.count / 2 for cell in cells]
    for place, lines, middle in zip(apart(wanted, heights, total), titles, wanted, strict=True):
        if abs(place - middle) * unit > 3:
            ends = (left + 0.05, left + 0.7), (middle, place)
            sheet.ax.plot(*ends, color=LIGHT.edge, linewidth=0.8, clip_on=False)
        sheet.write(left + 0.9, place, lines)


@dataclass(frozen=True, slots=True)
class _Block:
    """A node of the drawing: its column, the leaves it spans, what is written into it."""

    row: Mastery
    left: int
    first: int
    last: int
    is_leaf: bool
    name: str
    level: str

    def lines(self, ems: float) -> tuple[str, ...]:
        """Return its name as lines; beside a leaf's name stands its level."""
        if not self.is_leaf:
            return wrap(self.name, _COLUMN)
        level = em_width(self.level) * CHART.rule / CHART.label
        room = ems - self.left * _STEP - 2 * _PAD - _BETWEEN - level
        return wrap(self.name, max(room, _COLUMN))


def mastery_by_node(speech: Speech, rows: Sequence[Mastery], *, ax: Axes | None = None) -> Axes:
    """Draw the outline from left to right; colour = how well the questions of a place are known.

    Every leaf is as high as its text needs. ``rows`` are those of `kit.progress.by_node`; what is
    no node of the speech is told in the table alone.
    """
    blocks = _blocks(speech, rows)
    if not blocks:
        return sheet_of_words("这篇讲话没有可以显示的结构。", "各要点的掌握情况", ax)
    heights = _heights(blocks, (CHART.wide - 2 * CHART.margin) / CHART.label)
    sheet = new_sheet(ax, _mastery_note(rows), height=sum(heights), width=CHART.wide)
    if ax is not None:
        heights = _heights(blocks, sheet.ems())
    _draw_mastery(sheet, blocks, heights)
    return sheet.ax


def _blocks(speech: Speech, rows: Sequence[Mastery]) -> tuple[_Block, ...]:
    """Return the nodes in text order."""
    by_id = {row.node: row for row in rows if row.node is not None}
    nodes = [node for node in speech.nodes if node.id in by_id]
    leaves = [node for node in nodes if not any(child in by_id for child in node.children)]
    blocks: list[_Block] = []
    for node in nodes:
        below = [place for place, leaf in enumerate(leaves) if node in speech.path(leaf)]
        row = by_id[node.id]
        word = row.word.partition("，")[0]  # 作答太少 without 还看不出, which the table has
        blocks.append(
            _Block(
                row=row,
                left=row.depth,
                first=below[0],
                last=below[-1],
                is_leaf=node in leaves,
                name=own_label(node) or row.label,
                level=f"{row.known}/{row.questions} {word}" if row.questions else word,
            )
        )
    return tuple(blocks)


def _mastery_note(rows: Sequence[Mastery]) -> ChartNote:
    weak = [row.label for place, row in enumerate(rows) if _is_weak_spot(rows, place)]
    finding = f"薄弱的有：{'、'.join(weak)}" if weak else "没有薄弱的要点"
    few = sum(row.too_few for row in rows if row.questions and row.node is not None)
    return ChartNote(
        title="讲话各处的掌握情况",
        rule="自左至右是部分、小节和要点，自上而下按讲话的顺序。数字是最近一天首次答对的题数和全部题数，"
        f"上一级包括下一级的题。蓝色越深掌握得越好，橙色是薄弱处，浅灰是还看不出的。{LEVEL_RULE}",
        alt=f"结构图：讲话各部分、各要点的掌握情况。{finding}；作答太少、还看不出的有 {few} 处。",
        columns=("位置", "标题", "题数", "做过", "最近一天首次答对", "掌握"),
        rows=tuple(
            (row.label, row.title, row.questions, row.asked, row.known, row.word) for row in rows
        ),
    )


def _is_weak_spot(rows: Sequence[Mastery], place: int) -> bool:
    """Return whether a node is weak and none below it is; rows are in text order."""
    row = rows[place]
    below = takewhile(lambda other: other.depth > row.depth, rows[place + 1 :])
    weak_below = any(other.level == "weak" for other in below)
    return row.level == "weak" and row.node is not None and not weak_below


def _heights(blocks: Sequence[_Block], ems: float) -> list[float]:
    """Return the height of each leaf, in points, at which every block holds its text."""
    heights = [len(block.lines(ems)) * _LINE + 10 for block in blocks if block.is_leaf]
    for block in blocks:
        if block.is_leaf:
            continue
        needed = (len(block.lines(ems)) + 1) * _LINE + 10
        span = range(block.first, block.last + 1)
        missing = (needed - sum(heights[place] for place in span)) / len(span)
        if missing > 0:
            for place in span:
                heights[place] += missing
    return heights


def _draw_mastery(sheet: ChartSheet, blocks: Sequence[_Block], heights: Sequence[float]) -> None:
    """Draw the blocks: x in em from the left edge, y in points from the top."""
    ems = sheet.ems()
    edges = [sum(heights[:place]) for place in range(len(heights) + 1)]
    sheet.ax.set_xlim(0, ems)
    sheet.ax.set_ylim(edges[-1], 0)
    line = _LINE * edges[-1] / sheet.height * sheet.scale
    for block in blocks:
        left = block.left * _STEP
        right = ems if block.is_leaf else left + _STEP
        top, bottom = edges[block.first], edges[block.last + 1]
        colour = _GROUNDS[block.row.level]
        sheet.block((left, top), right - left, bottom - top, colour)
        lines, middle, ink = block.lines(ems), (top + bottom) / 2, text_on(colour)
        level: dict[str, Any] = {"size": CHART.rule, "colour": ink}
        if block.is_leaf:
            sheet.write(left + _PAD, middle, lines, colour=ink)
            sheet.write(right - _PAD, middle, block.level, ha="right", **level)
        else:
            half = (len(lines) + 1) * line / 2
            sheet.write(left + _PAD, middle - half, lines, colour=ink, va="top")
            sheet.write(left + _PAD, middle + half, block.level, va="bottom", **level)
