"""What the days to come bring: one column a day, reviews below and new questions above."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from matplotlib.axes import Axes

from kit.charts.axes import Note, Sheet, sheet
from kit.charts.empty import say
from kit.charts.theme import CHART, LIGHT, mix
from kit.progress import PlannedDay

_HEIGHT = 120.0  # points: the longest column
_ABOVE, _BELOW = 18.0, 34.0  # points: the numbers above the columns, the dates below
_MOST = 16  # days up to which every column has its number and date
_NEW = mix(LIGHT.accent, LIGHT.paper, 0.4)


def review_forecast(
    days: Sequence[PlannedDay], *, exam: date | None = None, ax: Axes | None = None
) -> Axes:
    """Draw one column a day, today first; height = reviews due and, in a lighter colour, new ones.

    ``days`` are those of `kit.progress.forecast`, or of `kit.progress.day_plan` for an exam.
    """
    if not days:
        return say("没有可以显示的日子。", "接下来的安排", ax)
    made = sheet(ax, _note(days, exam), height=_HEIGHT + _ABOVE + _BELOW)
    most = max(1, *(day.due + day.new for day in days))
    unit = most / _HEIGHT  # questions a point
    made.ax.set_xlim(-0.5, len(days) - 0.5)
    made.ax.set_ylim(-_BELOW * unit, most + _ABOVE * unit)
    places = range(len(days))
    due = [day.due for day in days]
    for heights, bottom, colour in (
        (due, 0, LIGHT.accent),
        ([day.new for day in days], due, _NEW),
    ):
        made.ax.bar(places, heights, bottom=bottom, width=0.7, color=colour, clip_on=False)
    made.ax.plot((-0.5, len(days) - 0.5), (0, 0), color=LIGHT.edge, linewidth=0.8, clip_on=False)
    _label(made, days, unit)
    return made.ax


def _label(made: Sheet, days: Sequence[PlannedDay], unit: float) -> None:
    step = -(-len(days) // _MOST)
    for place, day in enumerate(days):
        total = day.due + day.new
        if step == 1 and total:
            middle = total + _ABOVE / 2 * unit
            made.write(place, middle, str(total), size=CHART.rule, ha="center")
        if place % step == 0 and place + step <= len(days):
            made.write(
                place,
                -0.15 * _BELOW * unit,
                _name(days, place, step),
                size=CHART.rule - 1,
                ha="center",
                va="top",
                color=LIGHT.muted,
            )


def _name(days: Sequence[PlannedDay], place: int, step: int) -> str:
    """Return a date in one or two lines: its day, and its month where that is new."""
    day = days[place].day
    if place == 0:
        return "今天"
    before = days[place - step].day
    is_new = place == step or day.month != before.month
    return f"{day.day}日\n{day.month}月" if is_new else f"{day.day}日"


def _note(days: Sequence[PlannedDay], exam: date | None) -> Note:
    due, new = sum(day.due for day in days), sum(day.new for day in days)
    busiest = max(days, key=lambda day: day.due + day.new)
    until = f"到{_said(exam)}考试前一天" if exam else f"接下来 {len(days)} 天"
    left = days[-1].unseen
    return Note(
        title=f"{until}的安排",
        rule="深色是复习，浅色是新题，柱上的数字是两者之和。按每题都答对估计；答错的题会更早再来，"
        "实际会多一些。",
        alt=f"柱形图：{until}每天的题数，合计复习 {due} 题次、新题 {new} 题。"
        f"最多的一天是{_said(busiest.day)}（{busiest.due + busiest.new} 题）。",
        columns=("日期", "复习", "新题", "还没有做过"),
        rows=(
            *((f"{day.day}", day.due, day.new, day.unseen) for day in days),
            ("合计", due, new, left),
        ),
    )


def _said(day: date | None) -> str:
    return "" if day is None else f"{day.month}月{day.day}日"
