"""Tables: what a lesson counts or explains, row by row."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from kit.page.rendering import render
from kit.speech import Passage, Speech, Term


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption; the first cell of a row names the row, or none does.

    Attributes:
        caption: what the table shows.
        header: one name a column.
        rows: cells as text, as many a row as there are columns.
        note: small print below it, a whole sentence or "".
        row_header: the column (from 0) that names the rows.
    """

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""
    row_header: int = 0


def table_html(table: Table) -> Markup:
    """Return a table as HTML: caption, headings with their scope, a frame that scrolls."""
    return render("table", table=table)


def term_table(target: Speech | Passage) -> Table:
    """Return the terms of the glossary that stand in a passage, or in the whole speech.

    They come in the order in which the text first uses them.
    """
    passage = _passage(target)
    found = []
    for term in passage.speech.terms:
        places = [passage.text.find(form) for form in term.forms]
        first = min((place for place in places if place >= 0), default=None)
        if first is not None:
            found.append((first, term))
    found.sort(key=lambda each: each[0])
    return Table(
        caption=f"术语：{passage.label}",
        header=("术语", "解释", "解释的来源"),
        rows=tuple((term.name, term.explanation, _origin(term)) for _, term in found),
        note="" if found else "术语表中的词都没有在这一部分出现。",
    )


def task_table(target: Speech | Passage) -> Table:
    """Return the tasks of a passage, or of the whole speech, in text order."""
    passage = _passage(target)
    speech = passage.speech
    return Table(
        caption=f"任务：{passage.label}，共 {len(passage.tasks)} 项",
        header=("位置", "任务", "领起动词", "动作类别"),
        rows=tuple(
            (speech.label(speech.node(task.node)), task.text, task.verb, task.action)
            for task in passage.tasks
        ),
        note="标题句之后的每个分句计一项任务。",
        row_header=1,
    )


def _passage(target: Speech | Passage) -> Passage:
    return target.whole() if isinstance(target, Speech) else target


def _origin(term: Term) -> str:
    if term.origin == "speech":
        return "讲话本身"
    if term.origin == "unexplained":
        return "讲话没有说明"
    return "背景知识，讲话未作说明" if term.sure else "通常的理解，讲话未作说明"
