"""A learner of sixty days sees each question on the days that the schedule promised.

The learner comes on nine days of ten, at any hour, and answers what the day asks. What is known of
a question is forgotten exponentially: it is answered rightly with the chance exp(−days / strength);
a right answer makes the memory 2.5 times as strong, a wrong one leaves a strength of 1.5 days. A
new question is known with a chance of 0.4. The learner who remembers well is sure, else guesses at
times; hints are taken at times. What was wrong is tried again on the same day, which must change
nothing. All answers pass through the messages of the self-test, the keeper and the database.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from random import Random
from typing import Any

import pytest
from fsrs import Card, Rating, Scheduler

from kit.progress import Keeper, Store
from kit.progress.mastery import overview
from kit.progress.scheduling import schedule
from kit.quiz import Question
from kit.speech import Speech
from tests.progress.reviews import review_of
from tests.responses import partly, report, right, wrong

CHINA = timezone(timedelta(hours=8))
BEGIN = date(2026, 3, 2)
DAYS = 60


@dataclass
class Learner:
    """What a learner knows: for each question the strength of its memory and the last day."""

    dice: Random
    memories: dict[str, tuple[float, date]] = field(default_factory=dict)

    def answers(self, question: Question, day: date) -> dict[str, Any]:
        """Answer a question: what the self-test tells of it."""
        strength, last = self.memories.get(question.id, (0.0, day))
        chance = math.exp(-(day - last).days / strength) if strength else 0.4
        knows = self.dice.random() < chance
        self.memories[question.id] = (max(1.5, strength * 2.5) if knows else 1.5, day)
        half = None if knows or self.dice.random() > 0.3 else partly(question)
        sure = self.dice.random() < chance
        return report(
            question,
            right(question) if knows else wrong(question) if half is None else half,
            outcome="right" if knows else "wrong" if half is None else "partly",
            confidence="sure" if sure else self.dice.choice(["guess", "fairly", None]),
            hinted=self.dice.random() < 0.1,
            seconds=round(self.dice.uniform(2, 60), 3),
        )


class Promise:
    """The schedule kept by hand, with FSRS itself and nothing of the kit."""

    def __init__(self, exam: date | None) -> None:
        self.exam = exam
        self.cards: dict[str, Card] = {}

    def keep(self, told: dict[str, Any], day: date) -> None:
        """Note the first answer of a day."""
        quick = {"judge": 10, "single": 15, "numeric": 15, "multiple": 20, "fill": 20}
        if told["outcome"] == "wrong":
            rated = Rating.Again
        elif told["outcome"] == "partly" or told["hinted"] or told["confidence"] == "guess":
            rated = Rating.Hard
        elif told["confidence"] == "sure" and told["seconds"] <= quick.get(told["kind"], 30):
            rated = Rating.Easy
        else:
            rated = Rating.Good
        longest = 60 if self.exam is None else min(60, max(7, (self.exam - day).days // 3))
        fsrs = Scheduler(
            learning_steps=(),
            relearning_steps=(),
            enable_fuzzing=False,
            maximum_interval=longest,
        )
        noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        card = self.cards.get(told["id"]) or Card(card_id=1, due=noon)
        self.cards[told["id"]], _ = fsrs.review_card(card, rated, noon)

    def due(self, day: date) -> set[str]:
        """Return the questions that are promised for a day or were missed before."""
        return {id_ for id_, card in self.cards.items() if card.due.date() <= day}


@pytest.mark.parametrize(
    ("every", "daily_new"), [(2, 2), pytest.param(1, 5, marks=pytest.mark.soak)]
)
@pytest.mark.parametrize("exam", [None, BEGIN + timedelta(days=DAYS)])
def test_each_question_comes_on_the_day_it_was_promised_for(
    speech: Speech,
    questions: tuple[Question, ...],
    swift_store: Store,
    exam: date | None,
    every: int,
    daily_new: int,
) -> None:
    questions, store = questions[::every], swift_store
    dice = Random(f"sixty days, {exam}")
    named = {question.id: question for question in questions}
    learner, promise, keeper = Learner(dice), Promise(exam), Keeper(store)
    set_ = "zhanjiang2021"
    shown = 0
    for number in range(DAYS):
        day = BEGIN + timedelta(days=number)
        if dice.random() < 0.1:
            continue
        clock = datetime(day.year, day.month, day.day, tzinfo=CHINA)
        clock += timedelta(hours=4, minutes=dice.randrange(23 * 60))
        attempts = store.attempts(set_)
        asked = review_of(
            speech, questions, attempts, clock, daily_new=daily_new, exam=exam, zone=CHINA
        )
        due = promise.due(day)
        new = {question.id for question in questions} - set(promise.cards)
        assert {question.id for question in asked[: len(due)]} == due
        assert len(asked) == len(due) + min(daily_new, len(new))
        assert {question.id for question in asked[len(due) :]} <= new
        for question in asked:
            clock += timedelta(seconds=20)
            told = learner.answers(question, day)
            assert keeper.hear(told, questions, study_set=set_, session="review", now=clock).kept
            promise.keep(told, day)
            if told["outcome"] == "wrong" and dice.random() < 0.5:
                again = told | {"response": right(named[told["id"]])}
                clock += timedelta(seconds=20)
                assert keeper.hear(again, questions, study_set=set_, now=clock).kept
        shown += len(asked)
    attempts = store.attempts(set_)
    cards = schedule(questions, attempts, clock, exam=exam, zone=CHINA)
    assert {c.question.id: c.due for c in cards if c.due} == {
        id_: card.due.date() for id_, card in promise.cards.items()
    }
    assert len(promise.cards) > 0.9 * len(questions)
    assert 5 * len(questions) < shown < len(attempts)
    seen = overview(speech, questions, attempts, clock, exam=exam, zone=CHINA)
    assert all(not row.too_few for row in seen.parts if row.questions > 2)
