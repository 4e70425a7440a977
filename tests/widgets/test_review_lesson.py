"""The lesson of the learner's own review, run on records of the test's own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

from kit.library import DEFAULT_SET, study_set
from kit.quiz import Question
from kit.widgets.exam_widget import ExamDate
from kit.widgets.quiz_widget import SelfTest
from tests.responses import report
from tests.widgets.conftest import Answer

LESSON = study_set(DEFAULT_SET).notebooks / "09_my_review.ipynb"


def cells() -> dict[str, dict[str, Any]]:
    return {cell["id"]: cell for cell in json.loads(LESSON.read_text(encoding="utf-8"))["cells"]}


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch) -> Iterator[InteractiveShell]:
    monkeypatch.chdir(LESSON.parent)
    yield InteractiveShell.instance()
    InteractiveShell.clear_instance()


def run(shell: InteractiveShell, **typed: str) -> dict[str, object]:
    """Run the lesson's code cells; ``typed`` is what a learner wrote into some of them."""
    results: dict[str, object] = {}
    with capture_output() as captured:
        for name, cell in cells().items():
            if cell["cell_type"] == "code":
                ran = shell.run_cell(typed.get(name, "".join(cell["source"])))
                assert ran.success, captured.stderr
                results[name] = ran.result
    return results


def html(result: object) -> str:
    bundle = result._repr_mimebundle_()  # type: ignore[attr-defined]
    return str((bundle[0] if isinstance(bundle, tuple) else bundle)["text/html"])


def test_with_no_records_it_asks_new_questions_and_says_what_is_missing(
    shell: InteractiveShell, records: Path
) -> None:
    results = run(shell)
    assert isinstance(results["review"], SelfTest)
    assert "还没有作答记录。" in html(results["progress"])
    assert not records.parent.exists()


def test_an_answer_given_in_it_is_in_the_progress_when_it_is_run_again(
    shell: InteractiveShell, records: Path
) -> None:
    test = run(shell)["review"]
    assert isinstance(test, SelfTest)
    asked = test.questions[0]
    test._handle_custom_msg({"attempt": report(asked)}, [])
    results = run(shell)
    assert "做过 1 题，其中最近一天首次答对 1 题" in html(results["progress"])
    again = results["review"]
    assert isinstance(again, SelfTest)
    assert asked not in again.questions


def test_the_chosen_exam_date_is_planned_for_when_the_lesson_is_run_again(
    shell: InteractiveShell, records: Path, answered: Answer, questions: tuple[Question, ...]
) -> None:
    answered(questions[:6])
    field = run(shell)["exam"]
    assert isinstance(field, ExamDate)
    exam = date.today() + timedelta(days=40)
    field._handle_custom_msg({"exam": f"{exam}"}, [])
    results = run(shell)
    assert "（40 天后），复习的间隔已按这个日期缩短。" in html(results["review"])
    assert "考试前一天的安排" in html(results["progress"])


def test_an_earlier_copy_of_the_lesson_has_its_date_in_the_code(
    shell: InteractiveShell, records: Path, answered: Answer, questions: tuple[Question, ...]
) -> None:
    answered(questions[:6])
    exam = date.today() + timedelta(days=40)
    results = run(shell, review=f'kit.review(exam="{exam}")', progress='kit.my_progress(exam="")')
    assert "（40 天后）" in html(results["review"])
    assert "考试前一天的安排" not in html(results["progress"])
