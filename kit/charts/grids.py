"""Charts on a grid: parts of a speech by kinds of action, weeks by days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, to_hex

from kit.charts.axes import ChartNote, ChartSheet, new_sheet, sheet_of_words
from kit.charts.counting import TASK_RULE, divisions, no_tasks, numbered_parts, title_start
from kit.charts.theme import CHART, HEAT, LIGHT, text_on
from kit.charts.typesetting import em_width, wrap
from kit.speech import ACTIONS, OTHER, Passage, Speech, as_passage
from kit.speech.parts import own_label, part_label

if TYPE_CHECKING:
    from kit.progress.planning import CalendarDay

_NAME = 9.0  # em: the width of the parts' names, which may take several lines
_TOTAL = "合计"

_WEEK = "一二三四五六日"
_DAY = 40.0  # points: the height of a day
_HEAD = 0.6  # of a day: the row with the names of the days
_STEPS = (1, 10, 20, 40)  # answers from which a day is drawn in the next darker colour


def part_by_action(speech: Speech | Passage, *, ax: Axes | None = None) -> Axes:
    """Draw a grid, one row a part and one column a kind of action; darker = more tasks.

    Every number is printed, with the sums at the right and at the foot. A passage within one part
    is divided into that part's own points.
    """
    passage = as_passage(speech)
    if not passage.tasks:
        return sheet_of_words(*no_tasks(passage), ax)
    has_other = any(task.action == OTHER for task in passage.tasks)
    actions = (*ACTIONS, OTHER) if has_other else tuple(ACTIONS)
    nodes = divisions(passage)
    if set(nodes) <= set(numbered_parts(passage.speech)):
        what, names = "部分", [part_label(passage.speech, node) for node in nodes]
    else:
        what, names = "要点", [own_label(node) for node in nodes]
    counts = []
    for node in nodes:
        inside = (task for task in passage.tasks if node.start <= task.start < node.end)
        row = Counter(task.action for task in inside)
        counts.append([row[action] for action in actions])
    note = _action_note(passage, what, names, actions, counts)
    lines = max(len(wrap(name, _NAME)) for name in names)
    height = max(CHART.row, lines * CHART.label * CHART.leading)
    sheet = new_sheet(ax, note, height=(len(names) + 2.2) * height)
    _draw_actions(sheet, names, actions, counts)
    return sheet.ax


def _action_note(
    passage: Passage,
    what: str,
    names: list[str],
    actions: tuple[str, ...],
    counts: list[list[int]],
) -> ChartNote:
    """Return the words of the chart: its table is the grid with its sums."""
    start = title_start(passage)
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
        f"“{action}”" for action, number in zip(actions, sums, strict=True) if number == max(sums)
    )
    other = f"；动词不合各类名称的，归入“{OTHER}”" if OTHER in actions else ""
    return ChartNote(
        title=f"{start}任务的动作类别（共 {len(passage.tasks)} 项）",
        rule="格中数字是任务的项数，颜色越深越多。动作类别按领起动词归类，由本工具划分，"
        f"非讲话原有{other}。{TASK_RULE}",
        alt=f"热力图：{start}各{what}与各动作类别交叉的任务数，共 {len(passage.tasks)} 项。"
        f"{peak}（{most} 项）；按类别合计，{leading}最多（{max(sums)} 项）。",
        columns=(what, *actions, _TOTAL),
        rows=tuple(
            (name, *row, sum(row))
            for name, row in zip((*names, _TOTAL), (*counts, sums), strict=True)
        ),
    )


def _draw_actions(
    sheet: ChartSheet, names: list[str], actions: tuple[str, ...], counts: list[list[int]]
) -> None:
    """Draw the grid: cells at whole numbers from (0, 0), the sums at half a cell beyond."""
    axes, em = sheet.ax, CHART.label * sheet.scale
    name = min(_NAME, max(map(em_width, names))) + 0.8
    cell = max(sheet.width - name * em, em) / (len(actions) + 1)
    axes.set_xlim(-name * em / cell, len(actions) + 1)
    axes.set_ylim(len(names) + 1, -1.2)
    colours = LinearSegmentedColormap.from_list("kit", list(HEAT))
    most = max(max(row) for row in counts)
    axes.pcolormesh(
        counts, cmap=colours, vmin=0, vmax=most, edgecolors=LIGHT.paper, linewidth=2, clip_on=False
    )
    for y, row in enumerate(counts):
        for x, number in enumerate(row):
            ink = text_on(to_hex(colours(number / most))) if number else LIGHT.muted
            sheet.write(x + 0.5, y + 0.5, str(number), ha="center", colour=ink)
        sheet.write(len(actions) + 0.5, y + 0.5, str(sum(row)), ha="center")
    for x, column in enumerate(zip(*counts, strict=True)):
        sheet.write(x + 0.5, len(names) + 0.5, str(sum(column)), ha="center")
    for x, action in enumerate((*actions, _TOTAL)):
        lines = wrap(action, max(2, cell / em - 0.5))
        ink = LIGHT.muted if action == _TOTAL else LIGHT.ink
        sheet.write(x + 0.5, -0.6, lines, ha="center", colour=ink)
    total = sum(map(sum, counts))
    sheet.write(len(actions) + 0.5, len(names) + 0.5, str(total), ha="center")
    lines_of_names = [wrap(name, _NAME) for name in (*names, _TOTAL)]
    sheet.name_rows([y + 0.5 for y in range(len(names) + 1)], lines_of_names)
    axes.get_yticklabels()[-1].set_color(LIGHT.muted)


def review_calendar(days: Sequence[CalendarDay], today: date, *, ax: Axes | None = None) -> Axes:
    """Draw a calendar, one row a week; darker = more answers, framed = reviews due.

    ``days`` follow one another, as `kit.progress.calendar` gives them.
    """
    if not days:
        return sheet_of_words("没有可以显示的日子。", "复习日历", ax)
    monday = days[0].day - timedelta(days=days[0].day.weekday())
    weeks = (days[-1].day - monday).days // 7 + 1
    sheet = new_sheet(ax, _calendar_note(days, today), height=(weeks + _HEAD) * _DAY)
    sheet.ax.set_xlim(0, 7)
    sheet.ax.set_ylim(weeks, -_HEAD)
    for column, name in enumerate(_WEEK):
        place = column + 0.5, -_HEAD / 2
        sheet.write(*place, name, size=CHART.rule, ha="center", colour=LIGHT.muted)
    for day in days:
        week, column = divmod((day.day - monday).days, 7)
        _draw_day(sheet, day, column, week, today, is_first=day is days[0])
    return sheet.ax


def _draw_day(
    sheet: ChartSheet, day: CalendarDay, column: int, week: int, today: date, *, is_first: bool
) -> None:
    is_today, is_ahead = day.day == today, day.day > today
    darkness = sum(day.answers >= step for step in _STEPS)
    ground = LIGHT.paper if is_ahead else HEAT[darkness]
    edge = LIGHT.ink if is_today else LIGHT.accent if day.due and is_ahead else ground
    corner = column + 0.04, week + 0.05
    sheet.block(corner, 0.92, 0.9, ground, edge=edge, line=2 if is_today else 1)
    ink = text_on(ground)
    name = f"{day.day.month}月{day.day.day}日" if is_first or day.day.day == 1 else f"{day.day.day}"
    name = "今天" if is_today else name
    sheet.write(column + 0.12, week + 0.27, name, size=CHART.rule - 1, colour=ink)
    numbers = [f"{day.answers} 次"] if day.answers else []
    numbers += [f"待 {day.due}"] if day.due else []
    for place, text in enumerate(numbers):
        height = week + 0.65 + (0.26 * (place - 0.5) + 0.06 if len(numbers) > 1 else 0)
        size = CHART.rule - (2 if len(numbers) > 1 else 0)
        sheet.write(column + 0.5, height, text, size=size, ha="center", colour=ink)


def _calendar_note(days: Sequence[CalendarDay], today: date) -> ChartNote:
    given = sum(day.answers for day in days)
    active = sum(day.answers > 0 for day in days)
    due = sum(day.due for day in days if day.day >= today)
    back = (today - days[0].day).days + 1
    ahead = (days[-1].day - today).days
    return ChartNote(
        title="复习日历",
        rule="“次”是当天作答的次数，颜色越深越多；“待”是排在那一天的复习题数，过期没有复习的算在今天。"
        "还没有做过的题不在其中。",
        alt=f"日历图：最近 {back} 天有 {active} 天作答，共 {given} 次；"
        f"从今天起到 {ahead} 天后，排定的复习共 {due} 题。",
        columns=("日期", "作答", "复习", "新题", "待复习"),
        rows=tuple(
            (f"{day.day}", day.answers, day.reviews, day.new, day.due)
            for day in days
            if day.answers or day.due
        )
        or (("（没有）", 0, 0, 0, 0),),
    )
