"""Each checked answer is kept at once; where it cannot be, the test says so and goes on."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kit.course import Course
from kit.progress import DATABASE_VARIABLE, Attempt, Store
from kit.widgets.quiz_widget import SelfTest
from kit.widgets.sittings import mixed_test, mock_test, paper_test, review_test
from tests.responses import report, wrong


def answer(test: SelfTest, place: int = 0, **changes: Any) -> None:
    """Have the page report a checked answer to one of the test's questions."""
    test._handle_custom_msg({"attempt": report(test.questions[place]) | changes}, [])


def kept() -> tuple[Attempt, ...]:
    with Store() as store:
        return store.attempts()


@pytest.fixture
def test(course: Course, records: Path) -> Iterator[SelfTest]:
    made = paper_test(course, "02_one_goal")
    assert isinstance(made, SelfTest)
    yield made
    made.close()


def test_an_answer_is_on_the_disk_when_the_test_has_heard_it(test: SelfTest) -> None:
    answer(test, response=wrong(test.questions[0]))
    (attempt,) = kept()
    assert (attempt.study_set, attempt.question) == ("zhanjiang2021", test.questions[0].id)
    assert (attempt.outcome, attempt.confidence, attempt.seconds) == ("wrong", "sure", 4.2)
    assert (test.heard, test.notice) == (1, "")


def test_before_the_first_answer_the_records_are_not_touched(test: SelfTest, records: Path) -> None:
    assert not records.parent.exists()
    answer(test)
    assert records.exists()


def test_a_beginners_test_loads_no_database_no_schedule_and_nothing_for_makers_of_papers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("KIT_DATABASE_URL", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    code = (
        "import sys, kit\n"
        "kit.load('zhanjiang2021'), kit.self_test('02_one_goal')._repr_mimebundle_()\n"
        "assert not {'sqlalchemy', 'fsrs'} & set(sys.modules), sorted(sys.modules)\n"
        "makers = ('kit.quiz.lint', 'kit.quiz.lint_items', 'kit.quiz.writing', 'kit.exercises',"
        " 'kit.progress.mastery', 'kit.progress.planning', 'kit.page.overviews')\n"
        "assert not set(makers) & set(sys.modules), sorted(sys.modules)"
    )
    subprocess.run([sys.executable, "-W", "error::UserWarning", "-c", code], check=True)


def test_each_kind_of_test_names_itself(course: Course, records: Path) -> None:
    for session, made in {
        "paper": paper_test(course, "02_one_goal"),
        "mixed": mixed_test(course, 5, seed=1),
        "mock": mock_test(course, 5, 30, seed=1),
        "review": review_test(course),
    }.items():
        assert isinstance(made, SelfTest)
        answer(made)
        assert kept()[-1].session == session
        made.close()


@pytest.fixture
def read_only(test: SelfTest, records: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Records with one answer that cannot be written to."""
    answer(test)
    monkeypatch.setenv(DATABASE_VARIABLE, f"sqlite:///file:{records}?mode=ro&uri=true")


def test_what_cannot_be_kept_is_said_in_the_test_which_goes_on(
    read_only: None, course: Course
) -> None:
    other = paper_test(course, "03_party_brand")
    assert isinstance(other, SelfTest)
    changes: list[str] = []
    other.observe(lambda change: changes.append(change["new"]), "notice")
    for place in range(3):
        answer(other, place)
    (sentence,) = changes  # once, not each time
    assert sentence.startswith("作答没有保存。记录文件是只读的。")
    assert sentence.endswith("自测可以继续，以前的记录没有改动。")
    assert other.heard == 3
    assert len(kept()) == 1
    other.close()


def test_when_answers_can_be_kept_again_the_test_says_how_many_were_not(
    test: SelfTest, records: Path
) -> None:
    records.parent.write_text("no folder", encoding="utf-8")
    answer(test, 0)
    answer(test, 1)
    assert "打不开" in test.notice
    records.parent.unlink()
    answer(test, 2)
    assert test.notice == "从这一题起，作答又能保存了；此前有 2 次没有保存。"
    assert [each.question for each in kept()] == [test.questions[2].id]
    answer(test, 3)
    assert len(kept()) == 2


def test_an_answer_that_the_page_calls_right_is_kept_as_what_it_is_worth(test: SelfTest) -> None:
    answer(test, response=wrong(test.questions[0]), outcome="right", score=1)
    assert [(each.outcome, each.score) for each in kept()] == [("wrong", 0.0)]
    assert test.notice == ""


def test_an_answer_that_the_page_calls_right_and_that_is_none_is_not_kept(test: SelfTest) -> None:
    answer(test, response=None)
    assert "没有答案" in test.notice
    assert kept() == ()


def test_a_tale_of_no_question_is_refused_and_does_no_harm(test: SelfTest) -> None:
    answer(test, id="zz99")
    assert "题目不在试卷中" in test.notice
    assert kept() == ()
