"""Two speeches side by side as a table: every task of both, matched passages next to each other."""

from __future__ import annotations

from kit.page.tables import Table
from kit.speech import Passage, Speech, Task
from kit.speech.comparing import Relation, compare

_NAMES: dict[Relation, str] = {
    "repeated": "重复",
    "reworked": "改写",
    "added": "新增",
    "dropped": "去掉",
}


def comparison_table(speech: Speech | Passage, other: Speech | Passage) -> Table:
    """Return what a speech repeats, reworks, adds and drops beside the other, task by task.

    ``other`` is last year's speech, or the superior office's. The rows come in the order of the
    speech; what it has dropped follows in the order of the other.
    """
    found = compare(other, speech)
    told = "，".join(f"{_NAMES[kind]} {number} 项" for kind, number in found.counts.items())
    return Table(
        caption=f"{_title(found.new)}与{_title(found.old)}的任务比较：{told}",
        header=("关系", "这一篇", "另一篇", "相似"),
        rows=tuple(
            (
                _NAMES[match.relation],
                _said(found.new.speech, match.new),
                _said(found.old.speech, match.old),
                f"{match.similarity:.0%}" if match.old and match.new else "—",
            )
            for match in found.matches
        ),
        note="按文字比较，不判断意思：除标点、全半角外文字相同为“重复”，"
        "相邻两字有一半以上相同为“改写”；一项只与一项相配。",
        row_header=1,
    )


def _said(speech: Speech, task: Task | None) -> str:
    return "—" if task is None else f"{speech.label(speech.node(task.node))}：{task.text}"


def _title(passage: Passage) -> str:
    title = passage.speech.source.title or "讲话"
    return f"《{title}》" + (f"“{passage.label}”" if passage.node else "")
