"""Two speeches side by side: bars of what the newer repeats, reworks, adds and drops, by part."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from matplotlib.axes import Axes

from kit.charts.axes import Note, Sheet, sheet
from kit.charts.counting import divisions, whole
from kit.charts.empty import say
from kit.charts.theme import CHART, LIGHT, text_on
from kit.charts.typesetting import em_width, wrap
from kit.speech import Passage, Speech
from kit.speech.comparing import Comparison, Relation, compare
from kit.speech.parts import part_label

_NAMES: dict[Relation, str] = {
    "repeated": "重复",
    "reworked": "改写",
    "added": "新增",
    "dropped": "去掉",
}
_COLOURS: dict[Relation, str] = {
    "repeated": LIGHT.part[0],
    "reworked": LIGHT.part[4],
    "added": LIGHT.part[1],
    "dropped": LIGHT.edge,
}
_RULE = (
    "两项任务除标点、全半角外文字相同为“重复”，相邻两字有一半以上相同为“改写”，"
    "一项只与一项相配；按文字比较，不判断意思。“去掉”按另一篇的部分列在下方。"
)
_NAME_PITCH = 0.36


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
    new, old = whole(left), whole(right)
    if not new.tasks and not old.tasks:
        return say("两篇讲话中都没有可统计的任务。", "两篇讲话的任务", ax)
    found = compare(old, new)
    rows = (*_rows(found, new=True), *_rows(found, new=False))
    titles = new.speech.source.title or "这一篇", old.speech.source.title or "另一篇"
    counts = found.counts
    told = "，".join(f"{_NAMES[kind]} {number} 项" for kind, number in counts.items())
    note = Note(
        title=f"《{titles[0]}》与《{titles[1]}》的任务比较",
        rule=_RULE,
        alt=f"分段条形图：《{titles[0]}》各部分的任务与《{titles[1]}》相比。合计{told}。",
        columns=("部分", *_NAMES.values(), "合计"),
        rows=tuple((row.name, *(row.counts[kind] for kind in _NAMES), row.total) for row in rows),
    )
    made = sheet(ax, note, height=(len(rows) + 1) * CHART.row)
    _draw(made, rows)
    return made.ax


def _rows(found: Comparison, *, new: bool) -> list[_Row]:
    passage = found.new if new else found.old
    rows = []
    for node in divisions(passage):
        here = [
            match.relation
            for match in found.matches
            if (task := match.new if new else match.old if match.new is None else None)
            and node.start <= task.start < node.end
        ]
        counted = Counter(here)
        if counted:
            name = part_label(passage.speech, node)
            label = name if new else f"另一篇　{name}"
            rows.append(_Row(label, {kind: counted[kind] for kind in _NAMES}))
    return rows


def _draw(made: Sheet, rows: tuple[_Row, ...]) -> None:
    """Draw the key in the first row, then names above bars: x in tasks, y in rows."""
    axes, em = made.ax, CHART.label * made.scale
    most = max(row.total for row in rows)
    after = (em_width(f"{most} 项") + 0.6) * em
    unit = max(made.width - after, em) / most
    axes.set_xlim(0, most + after / unit)
    axes.set_ylim(len(rows) + 1, 0)
    at = 0.0
    for kind, name in _NAMES.items():
        axes.barh(0.5, em / unit, left=at, height=0.36, color=_COLOURS[kind], clip_on=False)
        made.write(at + 1.4 * em / unit, 0.5, name)
        at += (em_width(name) + 3) * em / unit
    for place, row in enumerate(rows, start=1):
        name = wrap(row.name, made.ems())[0]
        made.write(0, place + _NAME_PITCH - 0.1, name)
        at = 0.0
        for kind, number in row.counts.items():
            if not number:
                continue
            axes.barh(
                place + 0.73, number, left=at, height=0.4, color=_COLOURS[kind], clip_on=False
            )
            if number * unit > em_width(str(number)) * em * 0.9:
                ink = text_on(_COLOURS[kind])
                made.write(
                    at + number / 2,
                    place + 0.73,
                    str(number),
                    ha="center",
                    color=ink,
                    size=CHART.rule,
                )
            at += number
        made.write(at + 0.4 * em / unit, place + 0.73, f"{row.total} 项")
