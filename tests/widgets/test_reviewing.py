"""Today's review and what is known by now, from a learner's own records."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from kit.course import Course
from kit.errors import KitError
from kit.page import cell_html
from kit.progress import DATABASE_VARIABLE
from kit.progress.attempts import local_day
from kit.progress.exam_days import exam_day
from kit.progress.planning import DAILY_NEW
from kit.quiz import Question, unasked_for
from kit.widgets.display import Shown
from kit.widgets.quiz_widget import SelfTest
from kit.widgets.sittings import progress_report, review_test
from tests.widgets.conftest import NOW, Answer

TODAY = local_day(NOW)


@pytest.fixture
def questions(questions: tuple[Question, ...]) -> tuple[Question, ...]:
    """The questions that a review asks: all but the close reading."""
    return unasked_for(questions)


def said(day: date) -> str:
    return f"{day.month}月{day.day}日"


def html(result: SelfTest | Shown) -> str:
    return cell_html(result.record)


def ids(result: SelfTest | Shown) -> list[str]:
    assert isinstance(result, SelfTest)
    return [question.id for question in result.questions]


def test_what_is_due_comes_first_and_new_questions_follow(
    course: Course, questions: tuple[Question, ...], answered: Answer
) -> None:
    answered(questions[::20])
    due = {question.id for question in questions[::20]}
    test = review_test(course, now=NOW)
    assert set(ids(test)[: len(due)]) == due
    assert len(ids(test)) == len(due) + DAILY_NEW
    above = html(test).partition("<form")[0]
    assert f"今天待复习 {len(due)} 题，最早到期的排在前面；随后是 {DAILY_NEW} 道新题。" in above


def test_the_number_of_new_questions_can_be_chosen(
    course: Course, answered: Answer, questions: tuple[Question, ...]
) -> None:
    assert len(ids(review_test(course, daily_new=2, now=NOW))) == 2
    answered(questions[:3])
    test = review_test(course, daily_new=0, now=NOW)
    assert "今天待复习 3 题，最早到期的排在前面；没有新题。" in html(test)


def test_a_damaged_record_is_named_and_the_others_count(
    course: Course, questions: tuple[Question, ...], answered: Answer, records: Path
) -> None:
    answered(questions[:3])
    with sqlite3.connect(records) as bare:
        bare.execute(
            "UPDATE kit_attempt SET outcome = 'odd' WHERE question = ?", (questions[0].id,)
        )
    bare.close()
    due = html(review_test(course, daily_new=0, now=NOW))
    assert "今天待复习 2 题" in due
    assert "作答记录中的“outcome”不合格" in due
    assert "作答记录中的“outcome”不合格" in html(progress_report(course, now=NOW))


def test_where_nothing_is_due_it_says_so_and_when_next(
    course: Course, questions: tuple[Question, ...], answered: Answer
) -> None:
    assert "今天没有待复习的题，有 5 道新题。" in html(review_test(course, now=NOW))
    answered(questions[:5], ago=0)
    shown = review_test(course, now=NOW)
    assert isinstance(shown, Shown)
    later = said(TODAY + timedelta(days=2))
    assert f"今天的题已经做完。下一次复习在{later}（后天），5 题。" in html(shown)


def test_a_question_changed_since_is_flagged(
    course: Course, questions: tuple[Question, ...], answered: Answer
) -> None:
    answered(questions[:2])
    answered(questions[2:3], content="0" * 16)
    test = review_test(course, now=NOW)
    place = ids(test).index(questions[2].id) + 1
    assert f"第 {place} 题在您上次作答后有改动" in html(test)
    assert f"上次作答后有改动的题：{questions[2].id}。" in html(progress_report(course, now=NOW))


def test_an_exam_brings_enough_new_questions_a_day_and_its_plan(
    course: Course, questions: tuple[Question, ...], records: Path
) -> None:
    exam = TODAY + timedelta(days=10)
    test = review_test(course, exam=f"{exam}", now=NOW)
    assert len(ids(test)) == -(-len(questions) // 10)
    assert f"考试在{said(exam)}（10 天后）" in html(test)
    assert f"{said(exam - timedelta(days=1))}（9 天后）做完全部新题。" in html(test)
    assert f"到{said(exam)}考试前一天的安排" in html(progress_report(course, exam=exam, now=NOW))


@pytest.mark.parametrize(("ago", "told"), [(0, "考试日期就是今天"), (3, "已经过去")])
def test_an_exam_that_is_over_changes_nothing(
    course: Course, records: Path, ago: int, told: str
) -> None:
    test = review_test(course, exam=TODAY - timedelta(days=ago), now=NOW)
    assert len(ids(test)) == DAILY_NEW
    assert told in html(test)


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "2026-03-20",
            "2026-3-20",
            "2026年3月20日",
            "２０２６．３．２０",
            "2026/3/20",
            "20260320",
        ),
        " “2026—03—20” ",
    ],
)
def test_a_date_is_read_as_people_write_it(typed: str) -> None:
    assert exam_day(typed) == date(2026, 3, 20)


@pytest.mark.parametrize("nothing", [None, "", "  ", "“”"])
def test_without_a_date_there_is_no_exam(nothing: str | None) -> None:
    assert exam_day(nothing) is None


@pytest.mark.parametrize("typed", ["下个月", "2026-02-30", "3月20日", "2026-03-20-01"])
def test_what_is_no_date_is_told_with_an_example(course: Course, typed: str) -> None:
    with pytest.raises(KitError, match="请写成年-月-日"):
        exam_day(typed)
    assert "不是日期" in html(review_test(course, exam=typed))
    assert "不是日期" in html(progress_report(course, exam=typed))


def test_a_year_that_is_mistyped_is_noticed(course: Course, records: Path) -> None:
    for shown in (review_test, progress_report):
        assert "在一年以后。请检查年份。" in html(shown(course, exam="2062-03-20", now=NOW))


def test_before_the_first_answer_progress_is_one_sentence_and_the_days_to_come(
    course: Course, records: Path
) -> None:
    shown = html(progress_report(course, now=NOW))
    assert "还没有作答记录。" in shown
    assert shown.count("<figure") == 1
    assert "接下来 14 天的安排" in shown
    assert not records.parent.exists()


def test_answers_to_retired_questions_are_named_and_not_taken_for_none(
    course: Course, questions: tuple[Question, ...], answered: Answer
) -> None:
    answered([replace(questions[0], id="old1"), replace(questions[1], id="old2")])
    told = "另有 2 题您做过，现已停用：记录仍然保存，不再安排复习。"
    shown = html(progress_report(course, now=NOW))
    assert "现有的题还没有作答记录。" in shown
    assert told in shown
    answered(questions[:3])
    assert told in html(progress_report(course, now=NOW))


def test_progress_shows_parts_places_errors_and_days(
    course: Course, questions: tuple[Question, ...], answered: Answer
) -> None:
    weak = [question for question in questions if question.node == "2.2.5"]
    answered(weak, outcome="wrong", confidence="sure")
    answered(questions[:30])
    shown = html(progress_report(course, now=NOW))
    assert f"做过 {len({*weak, *questions[:30]})} 题，其中最近一天首次答对 30 题" in shown
    assert "薄弱处：二（二）五要　当好社会治理“调度员”。" in shown
    assert shown.count("<figure") == 4
    assert f"选“很确定”却答错、还没有改正的题：{len(weak)} 题" in shown
    assert "作答太少，还看不出" in shown
    assert "%" not in shown.replace("100%", "")


def test_errors_that_were_mended_are_only_counted(
    course: Course, questions: tuple[Question, ...], answered: Answer
) -> None:
    answered(questions[:2], outcome="wrong", confidence="sure")
    answered(questions[:2], ago=3)
    shown = html(progress_report(course, now=NOW))
    assert "选“很确定”却答错的有 2 题，后来都答对了。" in shown
    assert "还没有改正" not in shown


def test_records_that_cannot_be_read_are_told_in_a_sentence(course: Course, records: Path) -> None:
    records.parent.mkdir()
    records.write_bytes(b"no database at all " * 99)
    for shown in (review_test(course, now=NOW), progress_report(course, now=NOW)):
        assert isinstance(shown, Shown)
        assert "记录文件已损坏" in html(shown)


def test_the_exporters_database_is_empty_and_keeps_nothing(
    course: Course,
    questions: tuple[Question, ...],
    answered: Answer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answered(questions[:3])
    monkeypatch.setenv(DATABASE_VARIABLE, "sqlite://")
    assert "还没有作答记录。" in html(progress_report(course, now=NOW))


def test_what_was_wrong_the_last_time_can_be_taken_along(
    course: Course, questions: tuple[Question, ...], answered: Answer
) -> None:
    assert "存成一个网页" not in html(progress_report(course, now=NOW))
    answered(questions[:3], outcome="wrong")
    answered(questions[3:4], outcome="partly")
    answered(questions[:1], ago=5)
    assert "把 3 道错题存成一个网页" in html(progress_report(course, now=NOW))


def test_who_has_done_a_days_number_is_told_so(
    course: Course, questions: tuple[Question, ...], answered: Answer
) -> None:
    answered(questions[:15], ago=0)
    answered(questions[15:18])
    told = html(review_test(course, now=NOW))
    assert "今天已经做满 15 题，可以到此为止" in told
    assert "先做" not in told
