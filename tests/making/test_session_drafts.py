"""A drafted session adds up to ninety minutes, and leaves nothing empty on the wall."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

import pytest

from kit.making.dividing import Lesson, divide
from kit.making.lesson_drafts import draft_sessions
from kit.making.paper_drafts import draft_papers
from kit.making.session_drafts import MINUTES, sessions
from kit.quiz import Question, parse_paper
from kit.speech import Speech, parse
from kit.unwritten import marked, without_marks
from tests.making.texts import SPEECH

Cells = list[dict[str, Any]]


@pytest.fixture(scope="module")
def speech() -> Speech:
    return parse(SPEECH)


@pytest.fixture(scope="module")
def questions(speech: Speech) -> Mapping[str, tuple[Question, ...]]:
    papers = draft_papers(speech, divide(speech))
    return {
        name: parse_paper(text, speech, name=name, shown=name).questions
        for name, text in papers.items()
    }


@pytest.fixture(scope="module")
def drafted(speech: Speech, questions: Mapping[str, tuple[Question, ...]]) -> dict[str, Cells]:
    planned = sessions(divide(speech), 8)
    texts = draft_sessions(speech, planned, questions)
    return {stem: list(json.loads(text)["cells"]) for stem, text in texts.items()}


def text_of(cell: Mapping[str, Any]) -> str:
    return "".join(cell["source"])


def kind_of(cell: Mapping[str, Any]) -> str:
    return str(cell["metadata"]["slideshow"]["slide_type"])


@pytest.mark.parametrize(
    ("number", "read"), [(1, [1]), (3, [3]), (4, [2, 2]), (7, [2, 3, 2]), (12, [3, 3, 3, 3])]
)
def test_a_session_reads_three_lessons_at_most_and_all_are_read(
    number: int, read: list[int]
) -> None:
    lessons = [Lesson(place, f"part_{place}", "某", ()) for place in range(1, number + 1)]
    planned = sessions(lessons, number + 1)
    assert [len(each) for _, each in planned] == read
    assert [each for _, group in planned for each in group] == lessons
    assert [lesson.stem for lesson, _ in planned][:1] == [f"{number + 1:02}_session_1"]


def test_the_minutes_of_the_slides_and_of_the_run_sheet_add_up(drafted: dict[str, Cells]) -> None:
    for cells in drafted.values():
        slides = [cell["metadata"]["kit"]["minutes"] for cell in cells if "kit" in cell["metadata"]]
        sheet = next(text_of(cell) for cell in cells if cell["id"] == "run-sheet")
        steps = [int(each) for each in re.findall(r"(?m)^\| \d:\d\d–\d:\d\d \| (\d+) \|", sheet)]
        assert slides == steps
        assert sum(steps) == MINUTES
        assert sheet.rstrip().splitlines()[-1].startswith("| 1:22–1:30 |")


def test_the_run_sheet_promises_questions_only_where_there_are_some(
    speech: Speech, questions: Mapping[str, tuple[Question, ...]]
) -> None:
    planned = sessions(divide(speech), 8)[:1]
    for known, screen in ((questions, "原文和提问"), ({}, "原文")):
        (text,) = draft_sessions(speech, planned, known).values()
        sheet = next(
            text_of(cell) for cell in json.loads(text)["cells"] if cell["id"] == "run-sheet"
        )
        assert f"| {screen} |" in sheet


def test_every_passage_of_its_lessons_is_a_slide(speech: Speech, drafted: dict[str, Cells]) -> None:
    code = "\n".join(text_of(cell) for cells in drafted.values() for cell in cells)
    for lesson in divide(speech):
        for block in lesson.blocks:
            assert block.code in code


def test_the_room_is_asked_questions_of_the_papers_that_can_be_graded(
    questions: Mapping[str, tuple[Question, ...]], drafted: dict[str, Cells]
) -> None:
    kinds = {each.id: each.kind for paper in questions.values() for each in paper}
    code = "\n".join(text_of(cell) for cells in drafted.values() for cell in cells)
    asked = re.findall(r'kit\.ask\("(\w+)"\)', code)
    assert asked
    assert len(set(asked)) == len(asked)
    assert all(kinds[each] != "recall" for each in asked)


def test_no_slide_is_empty_without_what_is_still_to_be_written(drafted: dict[str, Cells]) -> None:
    for cells in drafted.values():
        assert any(marked(text_of(cell)) for cell in cells)
        for cell in cells:
            if kind_of(cell) in {"slide", "fragment"}:
                assert without_marks(text_of(cell)) == text_of(cell)


def test_what_is_to_be_printed_is_on_no_slide(drafted: dict[str, Cells]) -> None:
    for cells in drafted.values():
        printed = {cell["id"]: cell for cell in cells if cell["metadata"].get("tags")}
        assert set(printed) >= {"run-sheet", "answers", "likely-questions", "worksheet"}
        assert {kind_of(cell) for cell in printed.values()} == {"skip"}
