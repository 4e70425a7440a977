"""Days past and to come as a calendar: how many answers were given, how many reviews are due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from kit.charts.axes import Note, Sheet, sheet
from kit.charts.empty import say
from kit.charts.theme import CHART, LIGHT, text_on
from kit.progress import CalendarDay

_WEEK = "一二三四五六日"
_CELL = 40.0  # points: the height of a day
_HEAD = 0.6  # of a cell: the row with the names of the days
_STEPS = (1, 10, 20, 40)  # answers from which a day is drawn in the next darker colour


def review_calendar(days: Sequence[CalendarDay], today: date, *, ax: Axes | None = None) -> Axes:
    """Draw a calendar, one row a week; darker = more answers, framed = reviews due.

    ``days`` follow one another, as `kit.progress.calendar` gives them.
    """
    if not days:
        return say("没有可以显示的日子。", "复习日历", ax)
    monday = days[0].day - timedelta(days=days[0].day.weekday())
    weeks = (days[-1].day - monday).days // 7 + 1
    made = sheet(ax, _note(days, today), height=(weeks + _HEAD) * _CELL)
    made.ax.set_xlim(0, 7)
    made.ax.set_ylim(weeks, -_HEAD)
    for column, name in enumerate(_WEEK):
        made.write(column + 0.5, -_HEAD / 2, name, size=CHART.rule, ha="center", color=LIGHT.muted)
    for day in days:
        past = (day.day - monday).days
        _draw_day(made, day, past % 7, past // 7, today, is_first=day is days[0])
    return made.ax


def _draw_day(
    made: Sheet, day: CalendarDay, column: int, week: int, today: date, *, is_first: bool
) -> None:
    ground = _ground(day, today)
    is_today = day.day == today
    framed = is_today or (day.due and day.day > today)
    made.ax.add_patch(
        Rectangle(
            (column + 0.04, week + 0.05),
            0.92,
            0.9,
            facecolor=ground,
            edgecolor=LIGHT.ink if is_today else LIGHT.accent if framed else ground,
            linewidth=2 if is_today else 1,
            clip_on=False,
        )
    )
    ink = text_on(ground)
    name = f"{day.day.month}月{day.day.day}日" if is_first or day.day.day == 1 else f"{day.day.day}"
    corner = "今天" if is_today else name
    made.write(column + 0.12, week + 0.27, corner, size=CHART.rule - 1, color=ink)
    told = [f"{day.answers} 次"] if day.answers else []
    told += [f"待 {day.due}"] if day.due else []
    for place, text in enumerate(told):
        height = week + 0.65 + (0.26 * (place - 0.5) + 0.06 if len(told) > 1 else 0)
        size = CHART.rule - (2 if len(told) > 1 else 0)
        made.write(column + 0.5, height, text, size=size, ha="center", color=ink)


def _ground(day: CalendarDay, today: date) -> str:
    if day.day > today:
        return LIGHT.paper
    return LIGHT.heat[sum(day.answers >= step for step in _STEPS)]


def _note(days: Sequence[CalendarDay], today: date) -> Note:
    given = sum(day.answers for day in days)
    active = sum(day.answers > 0 for day in days)
    due = sum(day.due for day in days if day.day >= today)
    back = (today - days[0].day).days + 1
    ahead = (days[-1].day - today).days
    return Note(
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
