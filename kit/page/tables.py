"""Tables: the terms and the tasks of a passage, and two speeches side by side."""

from __future__ import annotations

from kit.page.cell_data import Table
from kit.page.describing import term_data
from kit.page.passage_records import Glossary
from kit.speech import Passage, Speech, Task, as_passage
from kit.speech.attributes import task_cells
from kit.speech.glossary import terms_in
from kit.speech.wording import full_width

_RELATIONS = {
    "repeated": "重复",
    "reworked": "改写",
    "added": "新增",
    "dropped": "去掉",
}


def term_table(target: Speech | Passage) -> Glossary:
    """Return the terms of the glossary that stand in a passage, or in the whole speech.

    They come in the order in which the text first uses them.
    """
    passage = as_passage(target)
    terms = tuple(map(term_data, terms_in(passage)))
    return Glossary(
        caption=f"术语：{passage.label}",
        terms=terms,
        note="" if terms else "术语表中的词都没有在这一部分出现。",
    )


def task_table(target: Speech | Passage) -> Table:
    """Return the tasks of a passage, or of the whole speech, in text order.

    Units and deadlines have a column where one of these tasks has any.
    """
    passage = as_passage(target)
    header, rows = task_cells(passage.speech, passage.tasks)
    return Table(
        caption=f"任务：{passage.label}，共 {len(passage.tasks)} 项",
        header=header,
        rows=tuple(tuple(map(full_width, row)) for row in rows),
        note="每一点开头的一句是标题，后面每个分句算一项任务。",
        row_header=1,
    )


def comparison_table(speech: Speech | Passage, other: Speech | Passage) -> Table:
    """Return what a speech repeats, reworks, adds and drops beside the other, task by task.

    ``other`` is last year's speech, or the superior office's. The rows come in the order of the
    speech; what it has dropped follows in the order of the other.
    """
    from kit.speech.comparing import compare

    comparison = compare(other, speech)
    counts = "，".join(
        f"{_RELATIONS[kind]} {number} 项" for kind, number in comparison.counts.items()
    )
    return Table(
        caption=f"{_titled(comparison.new)}与{_titled(comparison.old)}的任务比较：{counts}",
        header=("关系", "这一篇", "另一篇", "相似"),
        rows=tuple(
            (
                _RELATIONS[match.relation],
                _placed(comparison.new.speech, match.new),
                _placed(comparison.old.speech, match.old),
                f"{match.similarity:.0%}" if match.old and match.new else "—",
            )
            for match in comparison.matches
        ),
        note="按文字比较，不判断意思：除标点、全半角外文字相同为“重复”，"
        "相邻两字有一半以上相同为“改写”；一项只与一项相配。",
        row_header=1,
    )


def _placed(speech: Speech, task: Task | None) -> str:
    return "—" if task is None else f"{speech.label(speech.node(task.node))}：{task.text}"


def _titled(passage: Passage) -> str:
    return f"《{passage.speech.source.title}》" + (f"“{passage.label}”" if passage.node else "")
