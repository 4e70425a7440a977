"""The lessons that every set has: what they offer depends on what there is to ask."""

from __future__ import annotations

import json
from typing import Any

import pytest

from kit.making.dividing import divide
from kit.making.lesson_drafts import draft_lessons, with_fixed, without_tests
from kit.speech import parse
from kit.speech.work_lines import lines_of_parts
from tests.making.texts import SPEECH


def drafted(gradable: int) -> dict[str, list[dict[str, Any]]]:
    speech = parse(SPEECH)
    lessons = with_fixed(divide(speech))
    drafts = draft_lessons(
        speech, lessons, {}, gradable=gradable, work=lines_of_parts(speech), todo=("写题。",)
    )
    return {stem[3:]: list(json.loads(text)["cells"]) for stem, text in drafts.items()}


def code_of(cells: list[dict[str, Any]]) -> str:
    return "\n".join("".join(each["source"]) for each in cells if each["cell_type"] == "code")


@pytest.mark.parametrize(
    ("gradable", "mock"),
    [
        (3, ""),
        (12, "kit.mock_test(12, minutes=12)"),
        (80, "kit.mock_test(25, minutes=25)"),
    ],
)
def test_a_mock_test_is_offered_where_there_are_questions_for_one(gradable: int, mock: str) -> None:
    code = code_of(drafted(gradable)["self_test"])
    assert "kit.mixed_test()" in code
    assert (mock in code) if mock else ("mock_test" not in code)


def test_beside_a_test_nothing_helps_to_answer_it() -> None:
    code = code_of(drafted(30)["self_test"])
    assert not any(name in code for name in ("task_table", "chart", "speech["))


def test_the_daily_review_asks_for_the_day_of_an_exam_and_needs_no_code_typed() -> None:
    code = code_of(drafted(30)["my_review"])
    assert [line for line in code.splitlines() if line.startswith("kit.")] == [
        "kit.exam_date()",
        "kit.review()",
        "kit.my_progress()",
        "kit.back_to_top()",
    ]


def test_a_set_without_questions_has_neither_test_nor_review() -> None:
    lessons = with_fixed(divide(parse(SPEECH)))
    names = [lesson.name for lesson in without_tests(lessons)]
    assert names[-1] == "distribution"
    assert not {"self_test", "my_review"} & set(names)


def test_what_is_still_to_be_written_is_told_to_whoever_leads_alone() -> None:
    cells = drafted(30)["index"]
    told = [each for each in cells if "写题。" in "".join(each["source"])]
    assert [each["metadata"].get("tags") for each in told] == [["teacher"]]
