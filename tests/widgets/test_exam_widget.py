"""The day of an examination is kept when the page has been told so, and there another day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from kit.course import Course
from kit.page import HANDOUT_VARIABLE
from kit.progress import Store
from kit.progress.note_store import note_versions
from kit.widgets.exam_widget import ExamDate, kept_exam

Open = Callable[[], ExamDate]
DAY = date.today() + timedelta(days=40)


def choose(field: ExamDate, day: object) -> None:
    """Have the page send what was chosen."""
    field._handle_custom_msg({"exam": f"{day}"}, [])


@pytest.fixture
def open_field(course: Course, records: Path) -> Iterator[Open]:
    fields: list[ExamDate] = []

    def opened() -> ExamDate:
        fields.append(ExamDate(course))
        return fields[-1]

    yield opened
    for field in fields:
        field.close()


def test_before_a_choice_there_is_no_exam_and_no_file(
    open_field: Open, course: Course, records: Path
) -> None:
    assert open_field().day == ""
    assert kept_exam(course) is None
    assert not records.parent.exists()


def test_a_chosen_day_is_kept_and_said(open_field: Open, course: Course) -> None:
    field = open_field()
    choose(field, DAY)
    assert kept_exam(course) == DAY
    assert (field.day, field.heard) == (f"{DAY}", 1)
    assert field.told.startswith("已记下：考试在")
    assert "（40 天后）" in field.told
    assert open_field().day == f"{DAY}"


def test_the_last_choice_is_the_day_and_no_day_may_be_chosen(
    open_field: Open, course: Course
) -> None:
    first, second = open_field(), open_field()
    choose(first, DAY)
    choose(second, DAY + timedelta(days=1))
    assert kept_exam(course) == DAY + timedelta(days=1)
    choose(first, "")
    assert kept_exam(course) is None
    assert first.told.startswith("已记下：没有考试。")
    with Store() as store:
        assert [each.text for each in note_versions(store, course.key, "exam-date")] == [""]


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date.today() - timedelta(days=1), "已经过去"),
        (date.today() + timedelta(days=400), "在一年以后"),
        ("明年", "不是日期"),
    ],
)
def test_a_day_that_cannot_be_is_refused_and_the_former_stays(
    open_field: Open, course: Course, day: object, why: str
) -> None:
    field = open_field()
    choose(field, DAY)
    choose(field, day)
    assert field.told.startswith("日期没有记下。")
    assert why in field.told
    assert (field.day, field.heard, kept_exam(course)) == (f"{DAY}", 2, DAY)


def test_records_that_cannot_be_read_are_told_and_the_field_is_there(
    open_field: Open, records: Path
) -> None:
    choose(open_field(), DAY)
    records.write_bytes(b"no database" * 100)
    field = open_field()
    assert field.told.startswith("以前选的日期读不出来。")
    choose(field, DAY)
    assert field.told.startswith("日期没有记下。")


def test_a_handout_is_made_without_the_learners_day(
    open_field: Open, course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(open_field(), DAY)
    monkeypatch.setenv(HANDOUT_VARIABLE, "1")
    assert kept_exam(course) is None


def test_other_messages_are_none_of_its_business(open_field: Open, course: Course) -> None:
    field = open_field()
    field._handle_custom_msg({"note": "甲"}, [])
    assert (field.heard, kept_exam(course)) == (0, None)
