"""Today's questions: the due ones first, parts in turn, then a few new ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from itertools import pairwise

import pytest

from kit.progress import Attempt
from kit.progress.attempts import local_day
from kit.progress.planning import (
    DAILY_MOST,
    GOING_ON,
    calendar,
    daily_number,
    day_plan,
    forecast,
    review_sittings,
)
from kit.progress.scheduling import schedule
from kit.quiz import Question
from kit.speech import Speech
from kit.speech.parts import part_of, parts
from tests.progress.reviews import review_of

Maker = Callable[..., Attempt]
Questions = tuple[Question, ...]
CHINA = timezone(timedelta(hours=8))
TODAY = date(2026, 3, 20)
NOW = datetime(2026, 3, 20, 20, tzinfo=CHINA)


def days_ago(number: int) -> datetime:
    return NOW - timedelta(days=number)


def test_the_parts_are_those_of_the_speech(speech: Speech) -> None:
    labels = [speech.label(part) for part in parts(speech)]
    assert labels == ["开头", "一", "二（一）", "二（二）", "三", "四", "结尾"]


@pytest.mark.parametrize(
    ("node", "part"),
    [("2.2.3", "2.2"), ("2.1", "2.1"), ("3.1", "3"), ("closing", "closing"), ("2", None)],
)
def test_a_question_belongs_to_one_part_or_to_none(
    speech: Speech, node: str, part: str | None
) -> None:
    found = part_of(speech, node)
    assert (found.id if found else None) == part


@pytest.mark.parametrize("node", [None, "9.9"])
def test_a_question_from_outside_belongs_to_none(speech: Speech, node: str | None) -> None:
    assert part_of(speech, node) is None


def test_a_beginner_gets_new_questions_of_every_part(speech: Speech, questions: Questions) -> None:
    every = {part_of(speech, question.node) for question in questions if question.tier != "close"}
    asked = review_of(speech, questions, [], NOW, daily_new=len(every), zone=CHINA)
    assert {part_of(speech, question.node) for question in asked} == every


def test_due_ones_come_first_then_new_ones(
    speech: Speech, questions: Questions, attempt: Maker
) -> None:
    made = [attempt(question, at=days_ago(5)) for question in questions[:30]]
    made += [attempt(question, at=days_ago(1)) for question in questions[30:40]]  # due tomorrow
    asked = review_of(speech, questions, made, NOW, zone=CHINA)
    assert set(asked[:30]) == set(questions[:30])
    assert len(asked) == 35
    assert not set(asked) & set(questions[30:40])


def test_two_in_a_row_are_of_one_part_only_when_it_cannot_be_helped(
    speech: Speech, questions: Questions, attempt: Maker
) -> None:
    made = [attempt(question, at=days_ago(5)) for question in questions[::3]]
    asked = review_of(speech, questions, made, NOW, daily_new=0, zone=CHINA)
    places = [part_of(speech, question.node) for question in asked]
    assert all(one != next_ for one, next_ in pairwise(places))
    own = [
        question for question in questions if part_of(speech, question.node) == speech.node("2.2")
    ]
    made = [attempt(question, at=days_ago(5)) for question in own]
    assert len(review_of(speech, questions, made, NOW, daily_new=0, zone=CHINA)) == len(own)


def test_within_a_part_the_longest_due_come_first(
    speech: Speech, questions: Questions, attempt: Maker
) -> None:
    own = [
        question for question in questions if part_of(speech, question.node) == speech.node("2.2")
    ]
    made = [attempt(question, at=days_ago(number + 3)) for number, question in enumerate(own)]
    assert review_of(speech, questions, made, NOW, daily_new=0, zone=CHINA) == tuple(own[::-1])


def test_what_was_asked_today_is_not_asked_again(
    speech: Speech, questions: Questions, attempt: Maker
) -> None:
    made: list[Attempt] = []
    first = review_of(speech, questions, made, NOW, zone=CHINA)
    made += [attempt(question, at=NOW, outcome="wrong") for question in first[:3]]
    assert review_of(speech, questions, made, NOW, zone=CHINA) == first[3:]
    made += [attempt(question, at=NOW) for question in first[3:]]
    assert review_of(speech, questions, made, NOW, zone=CHINA) == ()
    tomorrow = review_of(speech, questions, made, NOW + timedelta(days=1), zone=CHINA)
    assert set(tomorrow[:3]) == set(first[:3])
    assert len(tomorrow) == 8


@pytest.mark.parametrize("daily_new", [-1, 0])
def test_no_new_ones_if_none_are_wanted(
    speech: Speech, questions: Questions, daily_new: int
) -> None:
    assert review_of(speech, questions, [], NOW, daily_new=daily_new, zone=CHINA) == ()


def test_new_ones_reach_every_part_alike(
    speech: Speech, questions: Questions, attempt: Maker
) -> None:
    half = len(questions) // 2
    asked = review_of(speech, questions, [], NOW, daily_new=half, zone=CHINA)
    total, got = (
        Counter(part_of(speech, each.node) for each in those) for those in (questions, asked)
    )
    assert all(abs(got[part] - total[part] / 2) <= 1 for part in total)


def test_no_questions_no_review(speech: Speech) -> None:
    assert review_of(speech, (), [], NOW) == ()
    assert day_plan((), TODAY, TODAY + timedelta(days=2))[0].due == 0


def test_the_plan_leads_to_the_eve_of_the_exam(questions: Questions, attempt: Maker) -> None:
    made = [attempt(question, at=days_ago(5)) for question in questions[:40]]
    exam = TODAY + timedelta(days=30)
    cards = schedule(questions, made, NOW, exam=exam, zone=CHINA)
    plan = day_plan(cards, TODAY, exam)
    assert [each.day for each in plan] == [TODAY + timedelta(days=n) for n in range(30)]
    assert plan[0].due == 40
    assert plan[-1].unseen == 0
    assert sum(each.new for each in plan) == len(questions) - 40
    assert max(each.new for each in plan) == daily_number(cards, TODAY, exam)


def test_the_plan_does_not_pile_up_before_the_exam(questions: Questions) -> None:
    exam = TODAY + timedelta(days=60)
    plan = day_plan(schedule(questions, [], NOW), TODAY, exam)
    assert max(each.due for each in plan) < len(questions) / 2


def test_an_exam_asks_for_more_new_ones_a_day_and_the_plan_says_so(
    speech: Speech, questions: Questions, attempt: Maker
) -> None:
    exam = TODAY + timedelta(days=10)
    first = review_of(speech, questions, [], NOW, exam=exam, zone=CHINA)
    plan = day_plan(schedule(questions, [], NOW, zone=CHINA), TODAY, exam)
    assert len(first) == plan[0].new == -(-len(questions) // 10)
    made = [attempt(question, at=NOW) for question in first]
    assert review_of(speech, questions, made, NOW, exam=exam, zone=CHINA) == ()
    assert len(review_of(speech, questions, [], NOW, exam=exam + timedelta(days=900))) == 5


@pytest.mark.parametrize("days", [0, -3])
def test_no_plan_leads_to_a_day_that_has_come(questions: Questions, days: int) -> None:
    assert day_plan(schedule(questions, [], NOW), TODAY, TODAY + timedelta(days=days)) == ()


def test_the_forecast_is_what_comes_if_all_goes_well(
    speech: Speech, questions: Questions, attempt: Maker
) -> None:
    made = [attempt(question, at=days_ago(2)) for question in questions[:12]]
    expected = forecast(schedule(questions, made, NOW, zone=CHINA), TODAY, days=20)
    for day in expected:
        now = datetime.combine(day.day, datetime.min.time(), CHINA) + timedelta(hours=9)
        asked = review_of(speech, questions, made, now, zone=CHINA)
        seen = {each.question for each in made}
        assert sum(each.id in seen for each in asked) == day.due + day.waiting
        asked = asked[:DAILY_MOST]
        assert sum(each.id in seen for each in asked) == day.due
        assert sum(each.id not in seen for each in asked) == day.new
        made += [attempt(question, at=now) for question in asked]
        assert len(questions) - len({each.question for each in made}) == day.unseen


@pytest.mark.parametrize(
    ("number", "done", "sittings"),
    [
        (9, 0, (9,)),
        (15, 0, (15,)),
        (22, 0, (15, 5, 2)),
        (22, 4, (11, 5, 5, 1)),
        (7, 15, (5, 2)),
        (0, 0, ()),
    ],
)
def test_a_day_asks_at_most_so_many_and_five_more_whenever_one_goes_on(
    questions: Questions, attempt: Maker, number: int, done: int, sittings: tuple[int, ...]
) -> None:
    assert (DAILY_MOST, GOING_ON) == (15, 5)
    made = [attempt(question, at=NOW) for question in questions[:done]]
    cards = schedule(questions, made, NOW, zone=CHINA)
    assert review_sittings(number, cards, TODAY) == sittings


def test_what_is_over_is_asked_first_tomorrow_and_the_forecast_says_so(
    speech: Speech, questions: Questions, attempt: Maker
) -> None:
    made = [attempt(question, at=days_ago(30)) for question in questions[:25]]
    made += [attempt(question, at=days_ago(40)) for question in questions[25:40]]
    today = review_of(speech, questions, made, NOW, zone=CHINA)
    assert {each.id for each in today[:15]} == {each.id for each in questions[25:40]}
    expected = forecast(schedule(questions, made, NOW, zone=CHINA), TODAY, days=2)
    assert [(day.due, day.new, day.waiting) for day in expected] == [(15, 0, 25), (15, 0, 10)]
    made += [attempt(question, at=NOW) for question in today[:15]]
    tomorrow = review_of(speech, questions, made, NOW + timedelta(days=1), zone=CHINA)
    assert {each.id for each in tomorrow[:15]} <= {each.id for each in questions[:25]}


def test_before_an_exam_no_day_is_cut_short(questions: Questions) -> None:
    cards = schedule(questions, [], NOW, zone=CHINA)
    days = day_plan(cards, TODAY, TODAY + timedelta(days=4))
    assert sum(day.new for day in days) == len(questions)


def test_the_calendar_tells_what_was_done_and_what_is_due(
    questions: Questions, attempt: Maker
) -> None:
    made = [attempt(each, at=NOW - timedelta(days=10)) for each in questions[:4]]
    made += [attempt(each, at=NOW - timedelta(days=1)) for each in questions[:3]]
    made += [attempt(questions[0], at=NOW - timedelta(days=1, hours=-1))]
    made += [attempt("gone", at=NOW - timedelta(days=1))]
    cards = schedule(questions, made, NOW, zone=CHINA)
    days = {each.day: each for each in calendar(cards, made, NOW, zone=CHINA)}
    assert len(days) == 27 + 1 + 14
    past, yesterday, today = (days[TODAY - timedelta(days=n)] for n in (10, 1, 0))
    assert (past.answers, past.reviews, past.new, past.due) == (4, 0, 4, 0)
    assert (yesterday.answers, yesterday.reviews, yesterday.new) == (5, 3, 1)
    assert (today.answers, today.due) == (0, 1)  # the fourth is overdue since eight days
    assert sum(each.due for each in days.values()) <= 4


def test_a_day_is_that_of_the_zone() -> None:
    late = datetime(2026, 3, 21, 3, 30, tzinfo=CHINA)
    assert local_day(late, CHINA) == TODAY
    assert local_day(late, timezone(timedelta(hours=9))) == TODAY + timedelta(days=1)
