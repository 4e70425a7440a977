"""The icicle: the outline from left to right, every node as high as its tasks are many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from kit.charts.axes import Note, Sheet, sheet
from kit.charts.counting import (
    TASK_RULE,
    count,
    count_nodes,
    extremes,
    place_of,
    points,
    scope_label,
    whole,
)
from kit.charts.empty import no_tasks
from kit.charts.placing import apart
from kit.charts.theme import CHART, LIGHT, mix, part_colour, text_on
from kit.charts.typesetting import wrap
from kit.speech import Node, Passage, Speech
from kit.speech.parts import own_label
from kit.speech.wording import full_width

_COLUMN = 6.3  # em: text of an inner column
_STRIP = 2.2  # em: the column of the leaves, which holds their numbers
_PAD = 0.45  # em: between an edge and its text
_MANY = 160  # tasks: above so many the height of the chart is bounded
_TALL = 1120.0  # points: the bound, unless the labels need more
_TINT = 0.3  # how much of its part's colour an inner cell keeps


@dataclass(frozen=True, slots=True)
class _Cell:
    """A node of the drawing: its column, the first one right of it, its tasks, its first task."""

    node: Node
    left: int
    right: int
    count: int
    above: int
    is_leaf: bool


def structure(speech: Speech | Passage, *, ax: Axes | None = None) -> Axes:
    """Draw the outline as an icicle: parts at the left, points at the right; area = tasks.

    The leaves' cells have their part's colour, the cells that hold them a lighter one; a node that
    spans several parts is grey. The leaves' titles stand beside their cells.
    """
    passage = whole(speech)
    if not passage.tasks:
        return no_tasks(passage, ax)
    cells = _cells(passage)
    columns = max(cell.right for cell in cells) - 1
    inner = (CHART.wide - 2 * CHART.margin) / CHART.label
    label_width = inner - columns * (_COLUMN + 2 * _PAD) - _STRIP - 1
    height = _height(cells, columns, label_width)
    made = sheet(ax, _note(passage), height=height, width=CHART.wide)
    _draw(made, passage, cells, columns)
    return made.ax


def _cells(passage: Passage) -> tuple[_Cell, ...]:
    """Return the cells in text order; the last column, numbered highest, is that of the leaves."""
    speech = passage.speech
    own = {node.id for node in (*passage.nodes, *points(passage))}
    drawn = [node for node in speech.nodes if node.id in own and count(passage, node)]
    ids = {node.id for node in drawn}
    depth = {node.id: sum(each.id in ids for each in speech.path(node)) - 1 for node in drawn}
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


def _note(passage: Passage) -> Note:
    speech = passage.speech
    numbered = [
        node
        for node in (passage.nodes or points(passage))
        if node.kind not in {"opening", "closing"}
    ]
    tops = [node for node in numbered if node.parent not in {each.id for each in numbered}]
    empty = [speech.label(node) for node in numbered if not count(passage, node)]
    missing = f"没有任务的部分（{'、'.join(empty)}）不画。" if empty else ""
    of = scope_label(passage) or "讲话"
    total = len(passage.tasks)
    compared = tops if len(tops) > 1 else points(passage)
    most = extremes(count_nodes(passage, compared, Speech.label), "项")
    return Note(
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


def _lines(cell: _Cell, columns: int) -> tuple[str, ...]:
    """Return what is written into an inner cell, or a leaf that begins at the left edge."""
    span = min(cell.right, columns) - cell.left
    text = wrap(own_label(cell.node), span * (_COLUMN + 2 * _PAD) - 2 * _PAD)
    return text if cell.is_leaf else (*text, f"{cell.count} 项")


def _stands_outside(cell: _Cell, columns: int) -> bool:
    return cell.is_leaf and cell.left == columns


def _height(cells: Sequence[_Cell], columns: int, label_width: float) -> float:
    """Return the height in points at which every cell holds its text and no two labels touch.

    Of very many tasks the chart does not grow beyond what a page shows, and small cells go without.
    """
    line = CHART.label * (CHART.leading - 0.1)
    inside = [cell for cell in cells if not _stands_outside(cell, columns)]
    outside = [cell for cell in cells if _stands_outside(cell, columns)]
    needed = [((len(_lines(cell, columns)) * line) + 6) / cell.count for cell in inside]
    labels = sum(len(wrap(own_label(cell.node), label_width)) * line + 5 for cell in outside)
    total = sum(cell.count for cell in cells if cell.is_leaf)
    least = max(labels / total, min(7.0, _TALL / 2 / total))
    unit = min(max(*needed, least) if needed else least, 48.0)
    return min(unit * total, max(labels, _TALL)) if total > _MANY else unit * total


def _draw(made: Sheet, passage: Passage, cells: Sequence[_Cell], columns: int) -> None:
    """Draw the cells: x in em from the left edge, y in tasks from the top."""
    ems = made.ems()
    column = _COLUMN + 2 * _PAD
    edges = [*(place * column for place in range(columns + 1)), columns * column + _STRIP]
    total = sum(cell.count for cell in cells if cell.is_leaf)
    made.ax.set_xlim(0, ems)
    made.ax.set_ylim(total, 0)
    for cell in cells:
        left, right = edges[cell.left], edges[cell.right]
        middle = cell.above + cell.count / 2
        solid, soft = _grounds(passage, cell)
        if not _stands_outside(cell, columns):
            _box(made, cell, left, right - _STRIP * cell.is_leaf, soft)
            lines = _lines(cell, columns)
            room = made.height / total * cell.count / (CHART.label * made.scale)
            if total <= _MANY or room >= len(lines) * (CHART.leading - 0.1):
                made.write(left + _PAD, middle, "\n".join(lines))
        if cell.is_leaf:
            _box(made, cell, right - _STRIP, right, solid)
            number = made.write(right - _STRIP / 2, middle, str(cell.count), ha="center")
            number.set_color(text_on(solid))
            high = made.height / total * cell.count
            number.set_fontsize(min(CHART.label * made.scale, high * 0.95))
    _label(made, [cell for cell in cells if _stands_outside(cell, columns)], edges[-1], total)


def _box(made: Sheet, cell: _Cell, left: float, right: float, ground: str) -> None:
    made.ax.add_patch(
        Rectangle(
            (left, cell.above),
            right - left,
            cell.count,
            facecolor=ground,
            edgecolor=LIGHT.paper,
            linewidth=1.5,
            clip_on=False,
        )
    )


def _grounds(passage: Passage, cell: _Cell) -> tuple[str, str]:
    """Return the colour of a leaf's cell and that of a cell that holds others."""
    place = place_of(passage.speech, cell.node)
    if place is None:
        return LIGHT.edge, LIGHT.panel
    colour = part_colour(LIGHT, place)
    return colour, mix(colour, LIGHT.paper, _TINT)


def _label(made: Sheet, cells: Sequence[_Cell], left: float, total: int) -> None:
    """Write the leaves' titles beside their cells, moved apart where they would touch."""
    size = CHART.label * made.scale
    unit = made.height / total
    lines = [wrap(own_label(cell.node), made.ems() - left - 1) for cell in cells]
    heights = [(len(each) * size * (CHART.leading - 0.1) + 4) / unit for each in lines]
    wanted = [cell.above + cell.count / 2 for cell in cells]
    for place, text, middle in zip(apart(wanted, heights, total), lines, wanted, strict=True):
        if abs(place - middle) * unit > 3:
            made.ax.plot(
                (left + 0.05, left + 0.7),
                (middle, place),
                color=LIGHT.edge,
                linewidth=0.8,
                clip_on=False,
            )
        made.write(left + 0.9, place, "\n".join(text))
