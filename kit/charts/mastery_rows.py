"""How much of each part is known: one bar a part, cut into known, missed and never asked."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes

from kit.charts.axes import Note, Sheet, sheet
from kit.charts.empty import say
from kit.charts.fonts import FAMILIES, drawable
from kit.charts.levels import KNOWN, LEVEL_RULE, MISSED, UNSEEN
from kit.charts.theme import CHART, LIGHT
from kit.charts.typesetting import em_width
from kit.progress import Mastery
from kit.speech import Speech
from kit.speech.parts import part_label

_NAME, _BAR = 0.3, 0.73  # where in a row its name and its bar stand
_GAP = 0.7  # em: between a bar and its numbers


def mastery_by_part(speech: Speech, rows: Sequence[Mastery], *, ax: Axes | None = None) -> Axes:
    """Draw one bar a part, in the order of the speech from the top; length = its questions.

    A bar is cut into those whose last answer was right, those that were asked and are not known
    yet, and those never asked. ``rows`` are those of `kit.progress.by_part`.
    """
    asked = [row for row in rows if row.questions]
    if not asked:
        return say("试卷中没有题目。", "各部分的掌握情况", ax)
    names = [_name(speech, row) for row in asked]
    made = sheet(ax, _note(names, asked), height=len(asked) * CHART.row)
    _draw(made, names, asked)
    return made.ax


def _name(speech: Speech, row: Mastery) -> str:
    return row.label if row.node is None else part_label(speech, speech.node(row.node))


def _told(row: Mastery) -> str:
    return f"共 {row.questions} 题，做过 {row.asked}，答对 {row.known}"


def _note(names: Sequence[str], rows: Sequence[Mastery]) -> Note:
    known, questions = sum(row.known for row in rows), sum(row.questions for row in rows)
    weak = [name for name, row in zip(names, rows, strict=True) if row.level == "weak"]
    finding = f"薄弱的有：{'、'.join(weak)}" if weak else "没有薄弱的部分"
    return Note(
        title="各部分的掌握情况",
        rule="按讲话的顺序排列。横条的长度是题数：深蓝是最近一次答对的，橙色是做过、还没有全对的，"
        f"浅灰是还没有做过的。一题一天只计第一次作答。{LEVEL_RULE}",
        alt=f"条形图：各部分的题目做过多少、答对多少。共 {questions} 题，最近一次答对 {known} 题。"
        f"{finding}。",
        columns=("部分", "题数", "做过", "最近一次答对", "掌握"),
        rows=tuple(
            (name, row.questions, row.asked, row.known, row.word)
            for name, row in zip(names, rows, strict=True)
        ),
    )


def _draw(made: Sheet, names: Sequence[str], rows: Sequence[Mastery]) -> None:
    """Draw the rows: x in questions, y in rows from the top."""
    axes = made.ax
    beside = (max(em_width(_told(row)) for row in rows) + _GAP) * CHART.rule * made.scale
    most = max(row.questions for row in rows)
    unit = max(made.width - beside, CHART.label) / most
    edge = made.width / unit
    axes.set_xlim(0, edge)
    axes.set_ylim(len(rows), 0)
    axes.set_yticks(
        [place + _NAME for place in range(len(rows))],
        [drawable(name) for name in names],
        ha="left",
        va="center",
        fontfamily=FAMILIES,
        fontsize=CHART.label * made.scale,
        color=LIGHT.ink,
    )
    axes.tick_params(axis="y", pad=0)
    for place, row in enumerate(rows):
        left = 0
        shares = (row.known, KNOWN), (row.asked - row.known, MISSED), (row.questions, UNSEEN)
        for number, colour in shares:
            width = min(number, row.questions - left)
            axes.barh(
                place + _BAR,
                width,
                left=left,
                height=CHART.bar / CHART.row,
                color=colour,
                clip_on=False,
            )
            left += width
        gap = _GAP * CHART.rule * made.scale / unit
        made.write(
            row.questions + gap, place + _BAR, _told(row), size=CHART.rule, color=LIGHT.muted
        )
        ink = LIGHT.muted if row.too_few else LIGHT.ink
        made.write(edge, place + _NAME, row.word, size=CHART.rule, color=ink, ha="right")
