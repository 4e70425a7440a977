"""What a leader finds on paper by the numbers of the slides: notes, keys, the run sheet's steps.

It is Markdown, of which pages and Word documents are made alike. A slide's number is the one in
its corner, those counted that show answers or go on with a passage.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile
from typing import Any

from kit.course import STARTS, escaped, slide_type
from kit.handout.body import CellWriter, ExecutedLesson, caption, source, tags
from kit.handout.lesson_links import ALONE
from kit.handout.pages import TEACHER
from kit.handout.slides import session_slides
from kit.page import FigureData, SelfTestData
from kit.page.cell_data import QuestionData
from kit.page.slide_view import Slide, told_answer
from kit.page.whole_page import Page

_ROW = re.compile(r"\s*\|(.+)\|\s*")
_SCREEN = "屏幕"
_LINE = re.compile(r"[\s:|-]+")


@dataclass(frozen=True, slots=True)
class SlideNumbers:
    """The numbers of a session's slides.

    Attributes:
        of_cells: the first and the last number of what each cell began, by the cell's id.
        of_steps: the first and the last number of each step of the run sheet, in their order.
    """

    of_cells: Mapping[str, tuple[int, int]]
    of_steps: tuple[tuple[int, int], ...]


def slide_numbers(lesson: ExecutedLesson) -> SlideNumbers:
    """Return the numbers of a session's slides, as its projector's edition counts them.

    Raises:
        KitError: as `kit.handout.slides.session_slides`.
    """
    slides, _ = session_slides(lesson, Page("projector"), ALONE)
    ids = {f"s-{cell.get('id', '')}": str(cell.get("id", "")) for cell in _begun(lesson)}
    return SlideNumbers(
        {ids[slides[first - 1].id]: (first, last) for first, last in _spans(slides, ids)},
        tuple(_spans(slides, [slide.id for slide in slides if slide.minutes])),
    )


def notes_text(lesson: ExecutedLesson, numbers: SlideNumbers) -> str:
    """Return the leader's notes, each below the numbers and the heading of its slide, or "".

    A question's key, the reasons of its wrong options and its hint follow what was noted.
    """
    writer = CellWriter(lesson, Page("projector"), ALONE)
    parts: list[tuple[str, list[str], list[str]]] = []  # a name, what was noted, what was asked
    for cell in lesson.notebook["cells"]:
        kind = slide_type(cell)
        if kind in STARTS:
            span = numbers.of_cells.get(str(cell.get("id", "")))
            parts.append((f"{_named(span)}　{caption(cell)}".strip() if span else "", [], []))
        if parts and parts[-1][0] and kind != "skip":
            _, noted, asked = parts[-1]
            (noted if cell["cell_type"] == "markdown" else asked).extend(_told(cell, kind, writer))
    texts = [
        f"### {name}\n\n" + "\n\n".join([*noted, *asked])
        for name, noted, asked in parts
        if noted or asked
    ]
    return "\n\n".join(["## 逐屏备注", *texts]) if texts else ""


def numbered_run_sheet(text: str, numbers: SlideNumbers) -> str:
    """Return a page of the pack with each step's numbers in its run sheet, if that is on it.

    The run sheet is the table with a column 屏幕 that has a row for each step.

    >>> sheet = "| 环节 | 屏幕 |\\n| --- | --- |\\n| 开场 | 首屏 |"
    >>> numbered_run_sheet(sheet, SlideNumbers({}, ((1, 3),))).split("\\n")[-1]
    '| 开场 | 屏 1–3：首屏 |'
    """
    lines = text.split("\n")
    at = next((n for n, line in enumerate(lines) if _SCREEN in _cells(line)), None)
    if at is None:
        return text
    column = _cells(lines[at]).index(_SCREEN)
    table = takewhile(lambda n: _cells(lines[n]), range(at + 1, len(lines)))
    rows = [n for n in table if not _is_rule(lines[n])]
    if len(rows) != len(numbers.of_steps):
        return text
    for row, span in zip(rows, numbers.of_steps, strict=True):
        cells = _cells(lines[row])
        cells[column] = "：".join(filter(None, (_named(span), cells[column])))
        lines[row] = f"| {' | '.join(cells)} |"
    return "\n".join(lines)


def _told(cell: Mapping[str, Any], kind: str, writer: CellWriter) -> Iterator[str]:
    if cell["cell_type"] == "markdown" and (kind == "notes" or TEACHER in tags(cell)):
        yield source(cell)
    if cell["cell_type"] == "code":
        for part in writer.outputs(cell):
            if isinstance(part, FigureData) and part.rule:
                yield _line(part.rule)
            if isinstance(part, SelfTestData):
                yield from map(_answer, part.questions)


def _answer(data: QuestionData) -> str:
    """Return what the leader is told of a question, as Markdown."""
    answer = told_answer(data)
    name = "参考答案" if answer.kind == "recall" else "正确答案"
    told = [f"**{name}**：{_line(answer.key)}"]
    reasons = [f"{reason.name}：{reason.text}" for reason in answer.reasons]
    told += ["\n".join(f"- {_line(each)}" for each in (*answer.points, *reasons))]
    told += [f"**提示**：{_line(answer.hint)}"] if answer.hint else []
    return "\n\n".join(filter(None, told))


def _line(text: str) -> str:
    """Return a text as one line of Markdown."""
    return escaped(" ".join(text.split("\n")))


def _begun(lesson: ExecutedLesson) -> Iterator[Mapping[str, Any]]:
    return (cell for cell in lesson.notebook["cells"] if slide_type(cell) in STARTS)


def _spans(slides: Sequence[Slide], begins: Container[str]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last number of the slides from each of these ids to the next."""
    firsts = [number for number, slide in enumerate(slides, 1) if slide.id in begins]
    for first, after in pairwise((*firsts, len(slides) + 1)):
        yield first, after - 1


def _named(span: tuple[int, int]) -> str:
    first, last = span
    return f"屏 {first}" if first == last else f"屏 {first}–{last}"


def _cells(line: str) -> list[str]:
    """Return the cells of a line of a Markdown table, none where it is no such line."""
    row = _ROW.fullmatch(line)
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", row[1])] if row else []


def _is_rule(line: str) -> bool:
    return _LINE.fullmatch(line) is not None
