"""What the leader finds on paper stands under the numbers that the slides have in their corners."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from kit.handout import Handouts
from kit.handout.leaders_notes import notes_text, numbered_run_sheet, slide_numbers
from kit.handout.markdown import LessonMarkdown
from kit.page import passage_data, self_test_data
from kit.quiz import Question
from kit.speech import Speech

from .sessions import cell, session

SHEET = """## 带学时间表

| 分钟 | 环节 | 屏幕 | 怎么带 |
| --- | --- | :-: | --- |
| 5 | 开场 | 首屏 | 照读 |
| 12 | 提问 |  | 先问 |

| 另一张 | 表 |
| --- | --- |
"""


def test_answers_and_further_screens_of_a_passage_are_counted(
    questions: tuple[Question, ...], speech: Speech
) -> None:
    asked = next(each for each in questions if each.id == "ms61")
    lesson = session(
        cell("title", "slide", "# 第一次", minutes=5),
        cell("text", "slide", passage_data(speech["二（二）"])),
        cell("ask", "slide", self_test_data([asked], speech), minutes=12),
        cell("ask-notes", "notes", "给一分钟。"),
        cell("end", "subslide", "## 结束"),
        cell("end-notes", "notes", "再见。"),
        cell("pack", "skip", SHEET, tags=("pack",)),
    )
    numbers = slide_numbers(lesson)
    assert numbers.of_cells == {"title": (1, 1), "text": (2, 3), "ask": (4, 5), "end": (6, 6)}
    assert numbers.of_steps == ((1, 3), (4, 6))
    rows = numbered_run_sheet(SHEET, numbers).split("\n")
    assert rows[4:6] == [
        "| 5 | 开场 | 屏 1–3：首屏 | 照读 |",
        "| 12 | 提问 | 屏 4–6 | 先问 |",
    ]
    notes = notes_text(lesson, numbers)
    assert re.findall("^### (.*)$", notes, re.MULTILINE) == ["屏 4–5", "屏 6　结束"]
    first = notes.partition("### 屏 6")[0]
    assert 0 < first.index("给一分钟。") < first.index("**正确答案**：")
    for option in asked.options:
        assert option.feedback in first


def test_marks_in_what_a_paper_says_are_printed_as_they_are(
    questions: tuple[Question, ...], speech: Speech
) -> None:
    asked = replace(questions[0], hint="由 $3 增至 $5，见 #1 和 a_b_c。")
    lesson = session(cell("ask", "slide", self_test_data([asked], speech)))
    html = LessonMarkdown()(notes_text(lesson, slide_numbers(lesson)))
    assert "由 $3 增至 $5，见 #1 和 a_b_c。" in html


def test_a_run_sheet_with_other_rows_than_steps_stays_as_it_is() -> None:
    lesson = session(cell("title", "slide", "# 第一次", minutes=5))
    assert numbered_run_sheet(SHEET, slide_numbers(lesson)) == SHEET
    assert numbered_run_sheet("没有表。", slide_numbers(lesson)) == "没有表。"


@pytest.fixture(scope="module")
def printed(edition: Callable[[str], Handouts]) -> Handouts:
    """The teacher's edition of the built-in set."""
    return edition("teacher")


def test_the_built_in_run_sheets_name_the_slides_of_each_step(
    printed: Handouts, edition: Callable[[str], Handouts]
) -> None:
    shown = {path.name: path.read_text("utf-8") for path in edition("projector").pages}
    assert shown
    for path in printed.pages:
        if path.name not in shown:
            continue
        slides = re.findall(r'<section class="kit-slide[^>]*>', shown[path.name])
        begins = [n for n, slide in enumerate(slides, 1) if "data-minutes" in slide]
        rows = re.findall(r"<td[^>]*>屏 (\d+)(?:–(\d+))?：", path.read_text("utf-8"))
        assert [int(first) for first, _ in rows] == begins, path.name
        assert int(rows[-1][1] or rows[-1][0]) == len(slides), path.name
