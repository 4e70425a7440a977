"""The heat map: which part of a speech asks for which kind of action."""

from __future__ import annotations

from collections import Counter

from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, to_hex

from kit.charts.axes import Note, Sheet, sheet
from kit.charts.counting import TASK_RULE, before, divisions, numbered_parts, scope_label, whole
from kit.charts.empty import no_tasks
from kit.charts.fonts import FAMILIES, drawable
from kit.charts.theme import CHART, LIGHT, text_on
from kit.charts.typesetting import em_width, wrap
from kit.speech import ACTIONS, OTHER, Passage, Speech
from kit.speech.parts import own_label, part_label

_NAME = 9.0  # em: the width of the parts' names, which may take several lines
_TOTAL = "合计"


def part_by_action(speech: Speech | Passage, *, ax: Axes | None = None) -> Axes:
    """Draw a grid, one row a part and one column a kind of action; darker = more tasks.

    Every number is printed, with the sums at the right and at the foot. A passage within one part
    is divided into that part's own points.
    """
    passage = whole(speech)
    if not passage.tasks:
        return no_tasks(passage, ax)
    what, names, counts = _count(passage)
    actions = _actions(passage)
    note = _note(passage, what, names, actions, counts)
    lines = max(len(wrap(name, _NAME)) for name in names)
    row = max(CHART.row, lines * CHART.label * CHART.leading)
    made = sheet(ax, note, height=(len(names) + 2.2) * row)
    _draw(made, names, actions, counts)
    return made.ax


def _actions(passage: Passage) -> tuple[str, ...]:
    """Return the kinds of action in the order in which they are always shown."""
    return (*ACTIONS, OTHER) if any(t.action == OTHER for t in passage.tasks) else tuple(ACTIONS)


def _count(passage: Passage) -> tuple[str, list[str], list[list[int]]]:
    """Return what the rows are, their names, and a number for each row and kind of action."""
    nodes = divisions(passage)
    if set(nodes) <= set(numbered_parts(passage.speech)):
        what, names = "部分", [part_label(passage.speech, node) for node in nodes]
    else:
        what, names = "要点", [own_label(node) for node in nodes]
    per_row = [
        Counter(task.action for task in passage.tasks if node.start <= task.start < node.end)
        for node in nodes
    ]
    return what, names, [[row[action] for action in _actions(passage)] for row in per_row]


def _note(
    passage: Passage,
    what: str,
    names: list[str],
    actions: tuple[str, ...],
    counts: list[list[int]],
) -> Note:
    """Return the words of the chart: its table is the grid with its sums."""
    of = before(scope_label(passage))
    sums = [sum(column) for column in zip(*counts, strict=True)]
    most = max(max(row) for row in counts)
    peaks = [
        f"{name}的“{action}”"
        for name, row in zip(names, counts, strict=True)
        for action, number in zip(actions, row, strict=True)
        if number == most
    ]
    peak = f"最多的一格是{peaks[0]}" if len(peaks) == 1 else f"最多的有 {len(peaks)} 格并列"
    leading = "、".join(
        f"“{action}”" for action, n in zip(actions, sums, strict=True) if n == max(sums)
    )
    return Note(
        title=f"{of}任务的动作类别（共 {len(passage.tasks)} 项）",
        rule="格中数字是任务的项数，颜色越深越多。动作类别按领起动词归类，由本工具划分，"
        f"非讲话原有。{TASK_RULE}",
        alt=f"热力图：{of}各{what}与各动作类别交叉的任务数，共 {len(passage.tasks)} 项。"
        f"{peak}（{most} 项）；按类别合计，{leading}最多（{max(sums)} 项）。",
        columns=(what, *actions, _TOTAL),
        rows=tuple(
            (name, *row, sum(row))
            for name, row in zip((*names, _TOTAL), (*counts, sums), strict=True)
        ),
    )


def _draw(made: Sheet, names: list[str], actions: tuple[str, ...], counts: list[list[int]]) -> None:
    """Draw the grid: cells at whole numbers from (0, 0), the sums at half a cell beyond."""
    axes, em = made.ax, CHART.label * made.scale
    name = min(_NAME, max(map(em_width, names))) + 0.8
    cell = max(made.width - name * em, em) / (len(actions) + 1)
    axes.set_xlim(-name * em / cell, len(actions) + 1)
    axes.set_ylim(len(names) + 1, -1.2)
    colours = LinearSegmentedColormap.from_list("kit", list(LIGHT.heat))
    most = max(max(row) for row in counts)
    axes.pcolormesh(
        counts, cmap=colours, vmin=0, vmax=most, edgecolors=LIGHT.paper, linewidth=2, clip_on=False
    )
    for y, row in enumerate(counts):
        for x, number in enumerate(row):
            ink = text_on(to_hex(colours(number / most))) if number else LIGHT.muted
            made.write(x + 0.5, y + 0.5, str(number), ha="center", color=ink)
        made.write(len(actions) + 0.5, y + 0.5, str(sum(row)), ha="center")
    for x, column in enumerate(zip(*counts, strict=True)):
        made.write(x + 0.5, len(names) + 0.5, str(sum(column)), ha="center")
    for x, action in enumerate((*actions, _TOTAL)):
        lines = "\n".join(wrap(action, max(2, cell / em - 0.5)))
        ink = LIGHT.muted if action == _TOTAL else LIGHT.ink
        made.write(x + 0.5, -0.6, lines, ha="center", color=ink)
    total = sum(map(sum, counts))
    made.write(len(actions) + 0.5, len(names) + 0.5, str(total), ha="center")
    axes.set_yticks(
        [y + 0.5 for y in range(len(names) + 1)],
        [drawable("\n".join(wrap(each, _NAME))) for each in (*names, _TOTAL)],
        ha="left",
        va="center",
        fontfamily=FAMILIES,
        fontsize=em,
        color=LIGHT.ink,
        linespacing=CHART.leading - 0.3,
    )
    axes.get_yticklabels()[-1].set_color(LIGHT.muted)
    axes.tick_params(axis="y", pad=0)
