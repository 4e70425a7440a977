"""Charts of stacked bars: parts by what became of tasks or questions, days by what they bring."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from matplotlib.axes import Axes

from kit.charts.axes import ChartNote, ChartSheet, new_sheet, sheet_of_words
from kit.charts.counting import LEVEL_RULE, divisions
from kit.charts.theme import CHART, LIGHT, PARTS, mix, text_on
from kit.charts.typesetting import em_width, wrap
from kit.speech import Passage, Speech, as_passage
from kit.speech.parts import part_label

if TYPE_CHECKING:
    from kit.progress.mastery import Mastery
    from kit.progress.planning import PlannedDay
    from kit.speech.comparing import Comparison, Relation

_BAR = 0.73  # of a row: where its bar stands

_RELATIONS: dict[Relation, tuple[str, str]] = {
    "repeated": ("重复", PARTS[0]),
    "reworked": ("改写", PARTS[4]),
    "added": ("新增", PARTS[1]),
    "dropped": ("去掉", LIGHT.edge),
}
_RELATION_NAME = 0.26  # of a row: where its name stands above a thicker bar
_RELATION_RULE = (
    "两项任务除标点、全半角外文字相同为“重复”，相邻两字有一半以上相同为“改写”，"
    "一项只与一项相配；按文字比较，不判断意思。“去掉”按另一篇的部分列在下方。"
)

_KNOWN, _MISSED, _UNSEEN = LIGHT.bar, PARTS[1], LIGHT.line
_PART_NAME = 0.3  # of a row
_GAP = 0.7  # em: between a bar and its numbers

_HEIGHT = 120.0  # points: the longest column
_ABOVE, _BELOW = 18.0, 34.0  # points: the numbers above the columns, the dates below
_MOST = 16  # days up to which every column has its number and date
_DUE, _NEW = LIGHT.bar, mix(LIGHT.bar, LIGHT.paper, 0.4)


def _stack(
    sheet: ChartSheet, place: float, pieces: Iterable[tuple[int, str]], height: float
) -> None:
    """Draw a row's bar from pieces, each a length and a colour, one behind another."""
    left = 0
    for length, colour in pieces:
        sheet.ax.barh(place, length, left=left, height=height, color=colour, clip_on=False)
        left += length


@dataclass(frozen=True, slots=True)
class _Row:
    name: str
    counts: dict[Relation, int]

    @property
    def total(self) -> int:
        """Number of tasks in the row."""
        return sum(self.counts.values())


def comparison(left: Speech | Passage, right: Speech | Passage, *, ax: Axes | None = None) -> Axes:
    """Draw one bar a part of the left speech, divided by what becomes of the other's tasks there.

    ``right`` is the other speech: last year's, or the superior office's. Its parts follow with the
    tasks that the left one has no more.
    """
    from kit.speech.comparing import compare

    new, old = as_passage(left), as_passage(right)
    if not new.tasks and not old.tasks:
        return sheet_of_words("两篇讲话中都没有可统计的任务。", "两篇讲话的任务", ax)
    compared = compare(old, new)
    rows = (*_rows(compared, of_new=True), *_rows(compared, of_new=False))
    titles = new.speech.source.title, old.speech.source.title
    sums = "，".join(f"{_RELATIONS[kind][0]} {count} 项" for kind, count in compared.counts.items())
    note = ChartNote(
        title=f"《{titles[0]}》与《{titles[1]}》的任务比较",
        rule=_RELATION_RULE,
        alt=f"分段条形图：《{titles[0]}》各部分的任务与《{titles[1]}》相比。合计{sums}。",
        columns=("部分", *(name for name, _ in _RELATIONS.values()), "合计"),
        rows=tuple((row.name, *row.counts.values(), row.total) for row in rows),
    )
    sheet = new_sheet(ax, note, height=(len(rows) + 1) * CHART.row)
    _draw_comparison(sheet, rows)
    return sheet.ax


def _rows(compared: Comparison, *, of_new: bool) -> list[_Row]:
    """Return the parts of the new speech with its tasks, or of the old one with those dropped."""
    passage = compared.new if of_new else compared.old
    rows = []
    for node in divisions(passage):
        counted = Counter(
            match.relation
            for match in compared.matches
            if (task := match.new if of_new else match.old if match.new is None else None)
            and node.start <= task.start < node.end
        )
        if counted:
            name = part_label(passage.speech, node)
            label = name if of_new else f"另一篇　{name}"
            rows.append(_Row(label, {kind: counted[kind] for kind in _RELATIONS}))
    return rows


def _draw_comparison(sheet: ChartSheet, rows: Sequence[_Row]) -> None:
    """Draw the key in the first row, then names above bars: x in tasks, y in rows."""
    axes, em = sheet.ax, CHART.label * sheet.scale
    most = max(row.total for row in rows)
    after = (em_width(f"{most} 项") + 0.6) * em
    unit = max(sheet.width - after, em) / most
    axes.set_xlim(0, most + after / unit)
    axes.set_ylim(len(rows) + 1, 0)
    at = 0.0
    for name, colour in _RELATIONS.values():
        axes.barh(0.5, em / unit, left=at, height=0.36, color=colour, clip_on=False)
        sheet.write(at + 1.4 * em / unit, 0.5, name)
        at += (em_width(name) + 3) * em / unit
    for place, row in enumerate(rows, start=1):
        sheet.write(0, place + _RELATION_NAME, wrap(row.name, sheet.ems())[0])
        pieces = [(count, _RELATIONS[kind][1]) for kind, count in row.counts.items() if count]
        _stack(sheet, place + _BAR, pieces, height=0.4)
        left = 0
        for count, colour in pieces:
            if count * unit > em_width(str(count)) * em * 0.9:
                middle, ink = left + count / 2, text_on(colour)
                sheet.write(
                    middle, place + _BAR, str(count), ha="center", colour=ink, size=CHART.rule
                )
            left += count
        sheet.write(left + 0.4 * em / unit, place + _BAR, f"{row.total} 项")


def mastery_by_part(speech: Speech, rows: Sequence[Mastery], *, ax: Axes | None = None) -> Axes:
    """Draw one bar a part, in the order of the speech from the top; length = its questions.

    A bar is cut into those whose last answer was right, those that were asked and are not known
    yet, and those never asked. ``rows`` are those of `kit.progress.by_part`.
    """
    rows = [row for row in rows if row.questions]
    if not rows:
        return sheet_of_words("试卷中没有题目。", "各部分的掌握情况", ax)
    names = [
        row.label if row.node is None else part_label(speech, speech.node(row.node)) for row in rows
    ]
    sheet = new_sheet(ax, _mastery_note(names, rows), height=len(rows) * CHART.row)
    _draw_mastery(sheet, names, rows)
    return sheet.ax


def _mastery_note(names: Sequence[str], rows: Sequence[Mastery]) -> ChartNote:
    known, questions = sum(row.known for row in rows), sum(row.questions for row in rows)
    weak = [name for name, row in zip(names, rows, strict=True) if row.level == "weak"]
    finding = f"薄弱的有：{'、'.join(weak)}" if weak else "没有薄弱的部分"
    return ChartNote(
        title="各部分的掌握情况",
        rule="按讲话的顺序排列。横条的长度是题数：深蓝是最近一天首次答对的，橙色是做过、还没有全对的，"
        f"浅灰是还没有做过的。一题一天只计第一次作答。{LEVEL_RULE}",
        alt=f"条形图：各部分的题目做过多少、答对多少。共 {questions} 题，"
        f"最近一天首次答对 {known} 题。{finding}。",
        columns=("部分", "题数", "做过", "最近一天首次答对", "掌握"),
        rows=tuple(
            (name, row.questions, row.asked, row.known, row.word)
            for name, row in zip(names, rows, strict=True)
        ),
    )


def _draw_mastery(sheet: ChartSheet, names: Sequence[str], rows: Sequence[Mastery]) -> None:
    """Draw the rows: x in questions, y in rows from the top."""
    numbers = [f"共 {row.questions} 题，做过 {row.asked}，答对 {row.known}" for row in rows]
    em = CHART.rule * sheet.scale
    beside = (max(map(em_width, numbers)) + _GAP) * em
    most = max(row.questions for row in rows)
    unit = max(sheet.width - beside, CHART.label) / most
    edge = sheet.width / unit
    sheet.ax.set_xlim(0, edge)
    sheet.ax.set_ylim(len(rows), 0)
    sheet.name_rows([place + _PART_NAME for place in range(len(rows))], names)
    for place, (row, text) in enumerate(zip(rows, numbers, strict=True)):
        pieces = (
            (row.known, _KNOWN),
            (row.asked - row.known, _MISSED),
            (row.questions - row.asked, _UNSEEN),
        )
        _stack(sheet, place + _BAR, pieces, height=CHART.bar / CHART.row)
        after = row.questions + _GAP * em / unit
        sheet.write(after, place + _BAR, text, size=CHART.rule, colour=LIGHT.muted)
        ink = LIGHT.muted if row.too_few else LIGHT.ink
        sheet.write(edge, place + _PART_NAME, row.word, size=CHART.rule, colour=ink, ha="right")


def review_forecast(
    days: Sequence[PlannedDay], *, exam: date | None = None, ax: Axes | None = None
) -> Axes:
    """Draw one column a day, today first; height = reviews due and, in a lighter colour, new ones.

    ``days`` are those of `kit.progress.forecast`, or of `kit.progress.day_plan` for an exam.
    """
    if not days:
        return sheet_of_words("没有可以显示的日子。", "接下来的安排", ax)
    sheet = new_sheet(ax, _forecast_note(days, exam), height=_HEIGHT + _ABOVE + _BELOW)
    most = max(1, *(day.due + day.new for day in days))
    unit = most / _HEIGHT  # questions a point
    sheet.ax.set_xlim(-0.5, len(days) - 0.5)
    sheet.ax.set_ylim(-_BELOW * unit, most + _ABOVE * unit)
    places, due, new = range(len(days)), [day.due for day in days], [day.new for day in days]
    sheet.ax.bar(places, due, width=0.7, color=_DUE, clip_on=False)
    sheet.ax.bar(places, new, bottom=due, width=0.7, color=_NEW, clip_on=False)
    sheet.ax.plot((-0.5, len(days) - 0.5), (0, 0), color=LIGHT.edge, linewidth=0.8, clip_on=False)
    _label_days(sheet, days, unit)
    return sheet.ax


def _label_days(sheet: ChartSheet, days: Sequence[PlannedDay], unit: float) -> None:
    step = -(-len(days) // _MOST)
    for place, day in enumerate(days):
        total = day.due + day.new
        if step == 1 and total:
            middle = total + _ABOVE / 2 * unit
            sheet.write(place, middle, str(total), size=CHART.rule, ha="center")
        if place % step == 0 and place + step <= len(days):
            sheet.write(
                place,
                -0.15 * _BELOW * unit,
                _day_name(days, place, step),
                size=CHART.rule - 1,
                colour=LIGHT.muted,
                ha="center",
                va="top",
            )


def _day_name(days: Sequence[PlannedDay], place: int, step: int) -> str:
    """Return a date in one or two lines: its day, and its month where that is new."""
    day = days[place].day
    if place == 0:
        return "今天"
    before = days[place - step].day
    is_new = place == step or day.month != before.month
    return f"{day.day}日\n{day.month}月" if is_new else f"{day.day}日"


def _forecast_note(days: Sequence[PlannedDay], exam: date | None) -> ChartNote:
    due, new = sum(day.due for day in days), sum(day.new for day in days)
    busiest = max(days, key=lambda day: day.due + day.new)
    until = f"到{_in_words(exam)}考试前一天" if exam else f"接下来 {len(days)} 天"
    return ChartNote(
        title=f"{until}的安排",
        rule="深色是复习，浅色是新题，柱上的数字是两者之和。按每题都答对估计；答错的题会更早再来，"
        "实际会多一些。",
        alt=f"柱形图：{until}每天的题数，合计复习 {due} 题次、新题 {new} 题。"
        f"最多的一天是{_in_words(busiest.day)}（{busiest.due + busiest.new} 题）。",
        columns=("日期", "复习", "新题", "还没有做过"),
        rows=(
            *((f"{day.day}", day.due, day.new, day.unseen) for day in days),
            ("合计", due, new, days[-1].unseen),
        ),
    )


def _in_words(day: date) -> str:
    return f"{day.month}月{day.day}日"
