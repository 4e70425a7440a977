"""Charts of bars: one row a thing, its name above its bar, its number behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from matplotlib.axes import Axes

from kit.charts.axes import Note
from kit.charts.bar_rows import draw_bars
from kit.charts.counting import (
    TASK_RULE,
    WEIGHT,
    Counted,
    before,
    count_nodes,
    divisions,
    extremes,
    head,
    numbered_parts,
    place_of,
    points,
    ranked,
    scope_label,
    whole,
)
from kit.charts.empty import no_tasks, say
from kit.charts.theme import LIGHT, part_colour
from kit.speech import Passage, Speech
from kit.speech import key_terms as terms_of
from kit.speech.parts import full_label, part_label

_MOST = 16  # rows of a chart of words
_PARTS = {"section", "subsection", "heading"}  # kinds that usually have points below them


def by_part(speech: Speech | Passage, *, ax: Axes | None = None) -> Axes:
    """Draw one bar a part, in the order of the speech from the top; length = number of tasks.

    A passage within one part is divided into that part's own points.
    """
    passage = whole(speech)
    if not passage.tasks:
        return no_tasks(passage, ax)
    nodes = divisions(passage)
    among_parts = set(nodes) <= set(numbered_parts(passage.speech))
    rows = count_nodes(passage, nodes, part_label if among_parts else full_label)
    in_order = sorted(rows, key=lambda row: row.node.start if row.node else 0)
    what = "部分" if among_parts else "要点"
    note = Note(
        title=f"{before(scope_label(passage))}各{what}的任务数（共 {len(passage.tasks)} 项）",
        rule=f"按讲话的顺序排列。{TASK_RULE}{WEIGHT}",
        alt=f"条形图：{before(scope_label(passage))}各{what}的任务数，按讲话的顺序，"
        f"共 {len(passage.tasks)} 项。{extremes(rows, '项', speech=passage.speech)}。",
        columns=(what, "任务数"),
        rows=tuple((row.label, row.count) for row in in_order),
    )
    return draw_bars(ax, note, in_order, _colours(passage, in_order), unit="项")


def by_point(speech: Speech | Passage, *, ax: Axes | None = None) -> Axes:
    """Draw one bar a point (a leaf of the outline), the most tasks first; colour = its part.

    Points with equal counts share a rank and stand in the order of the speech.
    """
    passage = whole(speech)
    if not passage.tasks:
        return no_tasks(passage, ax)
    nodes = points(passage)
    rows = count_nodes(passage, nodes, full_label)
    bare = [passage.speech.label(node) for node in nodes if node.kind in _PARTS]
    colours = _colours(passage, rows)
    legend = "；颜色表示所属部分" if len(set(colours)) > 1 else ""
    extra = f"没有下设要点的部分（{'、'.join(bare)}）作为一个单位列入。" if bare else ""
    note = Note(
        title=f"{before(scope_label(passage))}各要点的任务数（共 {len(passage.tasks)} 项）",
        rule=f"由多到少排列，同数并列{legend}。{extra}{TASK_RULE}{WEIGHT}",
        alt=f"条形图：{before(scope_label(passage))}各要点的任务数，由多到少，"
        f"共 {len(passage.tasks)} 项。{extremes(rows, '项', speech=passage.speech)}。",
        columns=("要点", "任务数", "名次"),
        rows=_table(rows),
    )
    return draw_bars(ax, note, rows, colours, unit="项", ranks=True)


def verbs(speech: Speech | Passage, *, ax: Axes | None = None) -> Axes:
    """Draw one bar a leading verb of the tasks, the most frequent first.

    Of many verbs the rarest are named below instead.
    """
    passage = whole(speech)
    if not passage.tasks:
        return no_tasks(passage, ax)
    every = ranked(tuple(Counter(task.verb or "（未识别）" for task in passage.tasks).items()))
    shown = head(every, _MOST)
    note = Note(
        title=f"{before(scope_label(passage))}任务的领起动词（共 {len(passage.tasks)} 项）",
        rule="每项任务计一个动词：“要”“必须”和状语之后的第一个实义动词；“把……作为”“把……放在”"
        f"取宾语之后的动词。由多到少排列，同数并列。{_others(every, shown)}",
        alt=f"条形图：{before(scope_label(passage))}任务由哪些动词领起。"
        f"{len(passage.tasks)} 项任务，{len(every)} 个动词。{extremes(every, '项')}。",
        columns=("领起动词", "任务数", "名次"),
        rows=_table(every),
    )
    return draw_bars(ax, note, shown, [LIGHT.accent] * len(shown), unit="项", ranks=True)


def key_terms(speech: Speech | Passage, *, ax: Axes | None = None) -> Axes:
    """Draw one bar a key term, the most frequent first; length = how often it occurs.

    Terms are cut by jieba with the set's dictionary and without the words of its stop list.
    """
    passage = whole(speech)
    every = ranked(terms_of(passage))
    if not every:
        return say("没有可统计的关键词。", f"{before(scope_label(passage))}关键词", ax)
    shown = head(every, _MOST)
    note = Note(
        title=f"{before(scope_label(passage))}出现最多的关键词",
        rule="由程序按词表切分，一处计一次；单字、数字和处处可见的词不计，"
        f"长词中的短词不重复计。由多到少排列，同数并列。{_left_out(every, shown)}",
        alt=f"条形图：{before(scope_label(passage))}各关键词出现的次数，由多到少，"
        f"列出 {len(shown)} 个。{extremes(shown, '次')}。",
        columns=("关键词", "次数", "名次"),
        rows=_table(shown),
    )
    return draw_bars(ax, note, shown, [LIGHT.accent] * len(shown), unit="次", ranks=True)


def _table(rows: Sequence[Counted]) -> tuple[tuple[str | int, ...], ...]:
    return tuple((row.label, row.count, row.rank_label) for row in rows)


def _colours(passage: Passage, rows: Sequence[Counted]) -> list[str]:
    places = (place_of(passage.speech, row.node) if row.node else None for row in rows)
    return [LIGHT.muted if place is None else part_colour(LIGHT, place) for place in places]


def _others(every: Sequence[Counted], shown: Sequence[Counted]) -> str:
    """Return in words the verbs that have no bar, by equal counts."""
    left: dict[int, list[str]] = {}
    for row in every[len(shown) :]:
        left.setdefault(row.count, []).append(row.label)
    return "".join(
        f"另有 {len(labels)} 个动词各 {number} 项：{'、'.join(labels)}。"
        for number, labels in left.items()
    )


def _left_out(every: Sequence[Counted], shown: Sequence[Counted]) -> str:
    """Return in words where a list of terms ends and why."""
    if len(every) == len(shown):
        return ""
    following = every[len(shown)]
    if following.count == shown[-1].count:
        return f"出现 {following.count} 次的共 {following.ties} 个，只列先出现的。"
    return f"出现 {following.count} 次{'及以下' if following.count > 1 else ''}的从略。"
