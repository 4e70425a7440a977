"""The schedule is worked out from the attempts alone, by local days."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.progress import Attempt
from kit.progress.scheduling import LAST_WEEK, LONGEST, Card, Forgetting, Rating, rating, schedule
from kit.quiz import Option, Question

Maker = Callable[..., Attempt]
CHINA = timezone(timedelta(hours=8))
QUESTION = Question("q01", "single", "题干是什么？", (Option("甲", True), Option("乙", False)))
MONDAY = date(2026, 3, 2)


def at(day: int, hour: float = 20) -> datetime:
    """A moment so many days after that Monday, by the clock in China."""
    return datetime(2026, 3, 2, tzinfo=CHINA) + timedelta(days=day, hours=hour)


def card_of(attempts: list[Attempt], now: datetime, **others: Any) -> Card:
    (card,) = schedule([QUESTION], attempts, now, zone=CHINA, **others)
    return card


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"outcome": "wrong"}, "again"),
        ({"outcome": "wrong", "confidence": "guess", "hinted": True}, "again"),
        ({"outcome": "wrong", "confidence": "sure", "seconds": 1}, "again"),
        ({"outcome": "partly"}, "hard"),
        ({"outcome": "partly", "confidence": "sure", "seconds": 1}, "hard"),
        ({"confidence": "guess"}, "hard"),
        ({"hinted": True, "confidence": "sure", "seconds": 1}, "hard"),
        ({}, "good"),
        ({"confidence": "fairly", "seconds": 1}, "good"),
        ({"confidence": "sure"}, "good"),
        ({"confidence": "sure", "seconds": 15.1}, "good"),
        ({"confidence": "sure", "seconds": 15}, "easy"),
        ({"confidence": "sure", "seconds": 30, "kind": "order"}, "easy"),
        ({"confidence": "sure", "seconds": 30, "kind": "judge"}, "good"),
    ],
)
def test_what_an_answer_tells_of_memory(
    attempt: Maker, told: dict[str, Any], expected: Rating
) -> None:
    assert rating(attempt(**told)) == expected


def test_a_whole_history() -> None:
    """The ratings of one question, each on its due day, and the intervals they lead to."""
    forgetting = Forgetting()
    ratings: list[Rating] = ["good", "good", "good", "again", "good", "hard", "easy", "good"]
    day, memory, intervals = MONDAY, None, []
    for rated in ratings:
        memory = forgetting.after(memory, rated, day)
        intervals.append((memory.due - day).days)
        day = memory.due
    assert intervals == [2, 11, 46, 3, 8, 14, 40, 60]


@pytest.mark.parametrize(("rated", "days"), [("again", 1), ("hard", 1), ("good", 2), ("easy", 8)])
def test_the_first_interval(rated: Rating, days: int) -> None:
    assert Forgetting().after(None, rated, MONDAY).due == MONDAY + timedelta(days=days)


@pytest.mark.parametrize("first", [4, 7, 12, 27.99])
@pytest.mark.parametrize("second", [4, 7, 12, 27.99])
def test_only_the_day_counts_and_not_the_hour(attempt: Maker, first: float, second: float) -> None:
    made = [attempt(QUESTION, at=at(0, first)), attempt(QUESTION, at=at(2, second))]
    noon = [attempt(QUESTION, at=at(0, 12)), attempt(QUESTION, at=at(2, 12))]
    assert card_of(made, at(9)) == card_of(noon, at(9))


def test_days_are_those_of_the_learner(attempt: Maker) -> None:
    made = [attempt(QUESTION, at=datetime(2026, 3, 2, 21, tzinfo=UTC))]  # Tuesday in China
    now = datetime(2026, 3, 3, 5, tzinfo=UTC)
    assert card_of(made, now).first == date(2026, 3, 3)
    assert schedule([QUESTION], made, now, zone=UTC)[0].first == MONDAY


def test_only_the_first_attempt_of_a_day_counts(attempt: Maker) -> None:
    wrong = attempt(QUESTION, at=at(0, 8), outcome="wrong")
    again = [attempt(QUESTION, at=at(0, hour)) for hour in (8.1, 9, 22)]
    assert card_of([wrong, *again], at(0)) == card_of([wrong], at(0))
    assert card_of([*again, wrong], at(0)).score == 0


def test_the_order_in_which_attempts_arrive_is_nothing(attempt: Maker) -> None:
    made = [
        attempt(QUESTION, at=at(day), outcome="wrong" if day % 3 else "right") for day in range(12)
    ]
    expected = card_of(made, at(12))
    for seed in range(5):
        shuffled = made[:]
        random.Random(seed).shuffle(shuffled)
        assert card_of(shuffled, at(12)) == expected
    assert card_of(made + made, at(12)) == expected


def test_a_new_question_has_no_date() -> None:
    assert card_of([], at(0)) == Card(QUESTION)
    assert Card(QUESTION).due is None


def test_an_edited_question_keeps_its_history_and_is_flagged(attempt: Maker) -> None:
    made = [attempt(QUESTION, at=at(0)), attempt(QUESTION, at=at(2))]
    edited = replace(QUESTION, stem="题干又是什么？")
    before, (after,) = card_of(made, at(3)), schedule([edited], made, at(3), zone=CHINA)
    assert not before.edited
    assert after.edited
    assert (after.memory, after.answers) == (before.memory, before.answers)
    asked_again = [*made, attempt(edited, at=at(4))]
    assert not schedule([edited], asked_again, at(5), zone=CHINA)[0].edited


def test_what_a_wrong_clock_dated_ahead_does_not_count_yet(attempt: Maker) -> None:
    made = [attempt(QUESTION, at=at(0)), attempt(QUESTION, at=at(4000))]
    assert card_of(made, at(1)) == card_of(made[:1], at(1))


def test_attempts_at_questions_that_are_gone_are_left_aside(attempt: Maker) -> None:
    assert card_of([attempt("gone", at=at(0))], at(1)) == Card(QUESTION)


@given(st.lists(st.sampled_from(["again", "hard", "good", "easy"]), max_size=30))
def test_no_interval_is_longer_than_the_longest_or_shorter_than_a_day(
    ratings: list[Rating],
) -> None:
    forgetting, memory, day = Forgetting(), None, MONDAY
    for rated in ratings:
        memory = forgetting.after(memory, rated, day)
        assert 1 <= (memory.due - day).days <= LONGEST
        day = memory.due


@pytest.mark.parametrize(
    ("left", "cap"),
    [(300, 60), (180, 60), (90, 30), (22, 7), (21, 7), (6, LAST_WEEK), (1, LAST_WEEK), (0, 60)],
)
def test_an_exam_shortens_intervals(left: int, cap: int) -> None:
    assert Forgetting(MONDAY + timedelta(days=left)).cap(MONDAY) == cap


def test_an_exam_shortens_what_is_promised_and_nothing_else(attempt: Maker) -> None:
    made = [attempt(QUESTION, at=at(day)) for day in (0, 2, 13)]
    free, capped = (card_of(made, at(13), exam=exam) for exam in (None, date(2026, 5, 1)))
    assert free.memory is not None
    assert capped.memory is not None
    assert (free.memory.due - free.memory.last).days > 15
    assert (capped.memory.due - capped.memory.last).days == 15
    assert capped.memory.stability == free.memory.stability


def test_an_evening_that_goes_past_midnight_is_one_day(attempt: Maker) -> None:
    evening = [attempt(QUESTION, at=at(0, 23.9)), attempt(QUESTION, at=at(1, 0.1))]
    card = card_of(evening, at(1, 3.9))
    assert (card.answers, card.last) == (1, MONDAY)
    assert card_of([*evening, attempt(QUESTION, at=at(1, 4.1))], at(1, 5)).answers == 2
