"""Charts of bars: one row a thing, its name above or before its bar, its number behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from matplotlib.axes import Axes

from kit.charts.axes import ChartNote, new_sheet, sheet_of_words
from kit.charts.counting import (
    TASK_RULE,
    WEIGHT,
    Counted,
    count_nodes,
    divisions,
    extremes,
    head,
    no_tasks,
    numbered_parts,
    place_of,
    points,
    ranked,
    title_start,
)
from kit.charts.theme import CHART, LIGHT, part_colours
from kit.charts.typesetting import em_width, wrap
from kit.speech import Passage, Speech, as_passage
from kit.speech.parts import full_label, part_label

_MOST = 16  # rows of a chart of words
_PARTS = {"section", "subsection", "heading"}  # kinds that usually have points below them
_BESIDE = 8.0  # em: the width of names that stand before their bars
_LEAST_BAR = 90.0  # points: the longest bar of a chart on narrow axes


def by_part(speech: Speech | Passage, *, ax: Axes | None = None) -> Axes:
    """Draw one bar a part, in the order of the speech from the top; length = number of tasks.

    A passage within one part is divided into that part's own points.
    """
    passage = as_passage(speech)
    if not passage.tasks:
        return sheet_of_words(*no_tasks(passage), ax)
    nodes = divisions(passage)
    among_parts = set(nodes) <= set(numbered_parts(passage.speech))
    rows = count_nodes(passage, nodes, part_label if among_parts else full_label)
    in_order = sorted(rows, key=lambda row: row.node.start if row.node else 0)
    what = "部分" if among_parts else "要点"
    note = ChartNote(
        title=f"{title_start(passage)}各{what}的任务数（共 {len(passage.tasks)} 项）",
        rule=f"按讲话的顺序排列。{TASK_RULE}{WEIGHT}",
        alt=f"条形图：{title_start(passage)}各{what}的任务数，按讲话的顺序，"
        f"共 {len(passage.tasks)} 项。{extremes(rows, '项', speech=passage.speech)}。",
        columns=(what, "任务数"),
        rows=tuple((row.label, row.count) for row in in_order),
    )
    return _draw(ax, note, in_order, _colours(passage, in_order), unit="项")


def by_point(speech: Speech | Passage, *, ax: Axes | None = None) -> Axes:
    """Draw one bar a point (a leaf of the outline), the most tasks first; colour = its part.

    Points with equal counts share a rank and stand in the order of the speech.
    """
    passage = as_passage(speech)
    if not passage.tasks:
        return sheet_of_words(*no_tasks(passage), ax)
    nodes = points(passage)
    rows = count_nodes(passage, nodes, full_label)
    bare = [passage.speech.label(node) for node in nodes if node.kind in _PARTS]
    colours = _colours(passage, rows)
    legend = "；颜色表示所属部分" if len(set(colours)) > 1 else ""
    extra = f"没有下设要点的部分（{'、'.join(bare)}）作为一个单位列入。" if bare else ""
    note = ChartNote(
        title=f"{title_start(passage)}各要点的任务数（共 {len(passage.tasks)} 项）",
        rule=f"由多到少排列，同数并列{legend}。{extra}{TASK_RULE}{WEIGHT}",
        alt=f"条形图：{title_start(passage)}各要点的任务数，由多到少，"
        f"共 {len(passage.tasks)} 项。{extremes(rows, '项', speech=passage.speech)}。",
        columns=("要点", "任务数", "名次"),
        rows=_table(rows),
    )
    return _draw(ax, note, rows, colours, unit="项", ranks=True)


def verbs(speech: Speech | Passage, *, ax: Axes | None = None) -> Axes:
    """Draw one bar a leading verb of the tasks, the most frequent first.

    Of many verbs the rarest are named below instead.
    """
    passage = as_passage(speech)
    if not passage.tasks:
        return sheet_of_words(*no_tasks(passage), ax)
    rows = ranked(tuple(Counter(task.verb or "（未识别）" for task in passage.tasks).items()))
    drawn = head(rows, _MOST)
    note = ChartNote(
        title=f"{title_start(passage)}任务的领起动词（共 {len(passage.tasks)} 项）",
        rule="每项任务计一个动词：“要”“必须”和状语之后的第一个实义动词；“把……作为”“把……放在”"
        f"取宾语之后的动词。由多到少排列，同数并列。{_rare_verbs(rows[len(drawn) :])}",
        alt=f"条形图：{title_start(passage)}任务由哪些动词领起。"
        f"{len(passage.tasks)} 项任务，{len(rows)} 个动词。{extremes(rows, '项')}。",
        columns=("领起动词", "任务数", "名次"),
        rows=_table(rows),
    )
    return _draw(ax, note, drawn, [LIGHT.bar] * len(drawn), unit="项", ranks=True)


def key_terms(speech: Speech | Passage, *, ax: Axes | None = None) -> Axes:
    """Draw one bar a key term, the most frequent first; length = how often it occurs.

    Terms are cut by jieba with the set's dictionary and without the words of its stop list.
    """
    from kit.speech.words import key_terms as terms_of

    passage = as_passage(speech)
    rows = ranked(terms_of(passage))
    if not rows:
        return sheet_of_words("没有可统计的关键词。", f"{title_start(passage)}关键词", ax)
    drawn = head(rows, _MOST)
    note = ChartNote(
        title=f"{title_start(passage)}出现最多的关键词",
        rule="由程序按词表切分，一处计一次；单字、数字和处处可见的词不计，"
        f"长词中的短词不重复计。由多到少排列，同数并列。{_rare_terms(rows, drawn)}",
        alt=f"条形图：{title_start(passage)}各关键词出现的次数，由多到少，"
        f"列出 {len(drawn)} 个。{extremes(drawn, '次')}。",
        columns=("关键词", "次数", "名次"),
        rows=_table(drawn),
    )
    return _draw(ax, note, drawn, [LIGHT.bar] * len(drawn), unit="次", ranks=True)


def _table(rows: Sequence[Counted]) -> tuple[tuple[str | int, ...], ...]:
    return tuple((row.label, row.count, row.rank_label) for row in rows)


def _colours(passage: Passage, rows: Sequence[Counted]) -> list[str]:
    places = (place_of(passage.speech, row.node) if row.node else None for row in rows)
    return [LIGHT.muted if place is None else part_colours(place)[0] for place in places]


def _rare_verbs(rows: Sequence[Counted]) -> str:
    """Return in words the verbs that have no bar, by equal counts."""
    labels: dict[int, list[str]] = {}
    for row in rows:
        labels.setdefault(row.count, []).append(row.label)
    return "".join(
        f"另有 {len(same)} 个动词各 {number} 项：{'、'.join(same)}。"
        for number, same in labels.items()
    )


def _rare_terms(rows: Sequence[Counted], drawn: Sequence[Counted]) -> str:
    """Return in words where a list of terms ends and why."""
    if len(rows) == len(drawn):
        return ""
    following = rows[len(drawn)]
    if following.count == drawn[-1].count:
        return f"出现 {following.count} 次的共 {following.ties} 个，只列先出现的。"
    return f"出现 {following.count} 次{'及以下' if following.count > 1 else ''}的从略。"


def _draw(
    ax: Axes | None,
    note: ChartNote,
    rows: Sequence[Counted],
    colours: Sequence[str],
    *,
    unit: str,
    ranks: bool = False,
) -> Axes:
    """Draw one horizontal bar a row, the first on top, lengths in data units = counts.

    Names are the labels of the y axis: above their bars if most are long, else before them. The
    number with its unit stands behind the bar, the rank, if asked for, at the right edge.
    """
    widths = sorted(em_width(row.label) for row in rows)
    above = widths[len(widths) // 2] > _BESIDE - 1
    names = [wrap(row.label, 99 if above else _BESIDE) for row in rows]
    values = [f"{row.count} {unit}" for row in rows]
    widest = max(em_width(line) for name in names for line in name)
    left = 0.0 if above else (widest + 1) * CHART.label
    right = (max(map(em_width, values)) + 0.6) * CHART.label
    if ranks:
        right += (max(em_width(row.rank_label) for row in rows) + 1) * CHART.rule
    pitch = CHART.row if above else _pitch(names)
    least = max(widest * CHART.label, left + right + _LEAST_BAR)
    sheet = new_sheet(ax, note, height=len(rows) * pitch, least=least)

    em = CHART.label * sheet.scale
    left, right = left * sheet.scale, right * sheet.scale
    most = max(1, *(row.count for row in rows))
    unit_width = max(sheet.width - left - right, em) / most
    edge = most + right / unit_width

    axes = sheet.ax
    axes.set_xlim(-left / unit_width, edge)
    axes.set_ylim(len(rows), 0)
    middle = 0.73 if above else 0.5
    places = [place + middle for place in range(len(rows))]
    thick = CHART.bar / pitch * (1 if above else 1.2)
    axes.barh(places, [row.count for row in rows], height=thick, color=list(colours), clip_on=False)
    sheet.name_rows([place + (0.3 if above else middle) for place in range(len(rows))], names)
    for place, row, value in zip(places, rows, values, strict=True):
        sheet.write(row.count + 0.5 * em / unit_width, place, value)
        if ranks:
            sheet.write(
                edge, place, row.rank_label, size=CHART.rule, colour=LIGHT.muted, ha="right"
            )
    return axes


def _pitch(names: Sequence[tuple[str, ...]]) -> float:
    """Return how far rows are apart, in points, so that no two names touch."""
    lines = max((len(one) + len(other) for one, other in pairwise(names)), default=2) / 2
    return max(CHART.row * 0.7, CHART.label * ((CHART.leading - 0.1) * lines + 0.3))
