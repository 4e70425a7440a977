"""The index of the handouts: what the speech is, and a list of the lessons that are there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from markupsafe import Markup

from kit.course import Course
from kit.handout.cells import LessonFacts, handout_lessons, read_facts
from kit.handout.editions import edition
from kit.handout.paging import Chapter, bound_page
from kit.library import StudySet
from kit.page import Table, page_shell, table_html
from kit.speech import Source

_QUESTION = re.compile(r'<section class="?kit-question"?(?= )[^>]*? data-id="?([^" >]*)')
_LINK = Markup('<a href="{}">{}</a>')
_LINE = Markup("<p>{}</p>\n")
_BODY = Markup("<h1>{}</h1>\n{}{}\n")


@dataclass(frozen=True, slots=True)
class Row:
    """One lesson of the list: its page ("" where this run could not make it) and what that asks."""

    facts: LessonFacts
    href: str
    questions: tuple[str, ...]


def index_html(
    course: Course, folder: Path, *, audience: str, failed: Set[str] = frozenset()
) -> str:
    """Return the index page of the handouts in a folder.

    All it says is taken from the set's source, its lessons and their pages: a lesson without a
    page is not listed, unless its name is in ``failed``.

    Raises:
        KitError: the set's speech cannot be read.
    """
    rows = tuple(_rows(course.study_set, folder, failed))
    source = course.speech.source
    asked = [question for row in rows for question in row.questions]
    once = "" if len(asked) == len(set(asked)) else "（重复出现的只计一次）"
    lines = (
        about(source),
        f"共 {len(rows)} 课，{len(set(asked))} 道自测题{once}。"
        "每课是一个单独的文件，不联网也能打开、作答和打印。",
    )
    text = Markup("").join(_LINE.format(line) for line in lines if line)
    return page_shell(
        title=f"{source.title}：学习讲义",
        body=_BODY.format(source.title, text, table_html(_table(rows))),
        label=edition(audience).label,
        foot=source.rights,
    )


def book_html(course: Course, chapters: Sequence[Chapter], *, audience: str) -> str:
    """Return all lessons of a set on one page, under the title of its speech.

    Raises:
        KitError: the set's speech cannot be read.
    """
    source = course.speech.source
    return bound_page(source.title, about(source), chapters, edition(audience), foot=source.rights)


def about(source: Source) -> str:
    """Return who spoke and when, as far as the source says.

    >>> about(Source("会议", "speech.txt", speaker="张三", date="2021-02-25"))
    '讲话人：张三；时间：2021年2月25日。'
    """
    parts = []
    if source.speaker:
        parts.append(f"讲话人：{source.speaker}")
    if source.date:
        parts.append(f"时间：{_day(source.date)}")
    return f"{'；'.join(parts)}。" if parts else ""


def question_ids(page: str) -> tuple[str, ...]:
    """Return the ids of the questions that a page asks, in order."""
    return tuple(_QUESTION.findall(page))


def _day(written: str) -> str:
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return written
    return f"{day.year}年{day.month}月{day.day}日"


def _rows(study_set: StudySet, folder: Path, failed: Set[str]) -> Iterator[Row]:
    for lesson in handout_lessons(study_set):
        facts = read_facts(lesson)
        page = folder / f"{facts.name}.html"
        if facts.name in failed:
            yield Row(facts, "", ())
        elif page.is_file():
            yield Row(facts, page.name, question_ids(page.read_text(encoding="utf-8")))


def _table(rows: tuple[Row, ...]) -> Table:
    return Table(
        caption="课文：自测题的道数和约需的分钟数",
        header=("课", "自测题", "分钟"),
        rows=tuple(
            (_title(row), str(len(row.questions) or "—"), str(row.facts.minutes or "—"))
            for row in rows
        ),
    )


def _title(row: Row) -> str:
    if not row.href:
        return f"{row.facts.title}（这次没有生成）"
    return _LINK.format(row.href, row.facts.title)
