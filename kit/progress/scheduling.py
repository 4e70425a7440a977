"""Where each question stands, worked out from the attempts alone: FSRS by days of study."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo
from typing import TYPE_CHECKING, Literal

from kit.progress.attempts import Attempt, local_day
from kit.quiz import Question, content_hash

if TYPE_CHECKING:
    from fsrs import Scheduler

Rating = Literal["again", "hard", "good", "easy"]

LONGEST = 60
"""Days between two reviews at most, where no exam is near."""

LAST_WEEK = 7
"""Days to which an exam shortens intervals at most; every question comes up in the last week."""

_QUICK = {"judge": 10.0, "single": 15.0, "numeric": 15.0, "multiple": 20.0, "fill": 20.0}
_QUICK_ELSE = 30.0  # seconds, for what takes more reading or placing


@dataclass(frozen=True, slots=True)
class MemoryState:
    """What FSRS knows of one question: the days of its last and its next review, two numbers.

    ``stability`` is the number of days after which 9 of 10 such questions are still known;
    ``difficulty`` runs from 1 to 10.
    """

    last: date
    due: date
    stability: float
    difficulty: float


@dataclass(frozen=True, slots=True)
class Card:
    """One question and what its attempts tell; dates are local days.

    ``answers`` counts one answer a day, the first; ``score`` is the last of these, None for a new
    question. ``edited`` says that the question has changed since it was last asked; its history is
    kept.
    """

    question: Question
    memory: MemoryState | None = None
    first: date | None = None
    answers: int = 0
    score: float | None = None
    edited: bool = False

    @property
    def last(self) -> date | None:
        """The local day on which it was last asked; None for a question that was never asked."""
        return None if self.memory is None else self.memory.last

    @property
    def due(self) -> date | None:
        """The local day of the next review; None for a question that was never asked."""
        return None if self.memory is None else self.memory.due


def rating(attempt: Attempt) -> Rating:
    """Return what an answer tells of memory.

    Wrong: again. In part right, with a hint, or a guess: hard. Right, sure and quick: easy. Right
    otherwise: good. Quick is within 10 seconds (judge), 15 (single, numeric), 20 (multiple, fill)
    or 30 (the others).
    """
    if attempt.outcome == "wrong":
        return "again"
    if attempt.outcome == "partly" or attempt.hinted or attempt.confidence == "guess":
        return "hard"
    quick = attempt.seconds is not None and attempt.seconds <= _QUICK.get(attempt.kind, _QUICK_ELSE)
    return "easy" if quick and attempt.confidence == "sure" else "good"


class Forgetting:
    """FSRS without learning steps and without chance.

    FSRS counts whole days of 24 hours, people count dates: it is given noon of each local day, so
    that Monday evening to Tuesday morning is one day, and the due date is exact.
    """

    def __init__(self, exam: date | None = None) -> None:
        """Cap intervals at a third of the days that are left to the exam, else at `LONGEST`.

        They are not cut below `LAST_WEEK`: else all questions would be due every day in the end.
        """
        import fsrs

        self._fsrs = fsrs
        self._exam = exam
        self._schedulers: dict[int, Scheduler] = {}

    def after(self, memory: MemoryState | None, rated: Rating, day: date) -> MemoryState:
        """Return the memory of a question once it has been answered on ``day``."""
        noon = _noon(day)
        card = (
            self._fsrs.Card(card_id=0, due=noon)
            if memory is None
            else self._fsrs.Card(
                card_id=0,
                state=self._fsrs.State.Review,
                stability=memory.stability,
                difficulty=memory.difficulty,
                due=noon,
                last_review=_noon(memory.last),
            )
        )
        grade = self._fsrs.Rating[rated.capitalize()]
        card, _ = self._scheduler(day).review_card(card, grade, noon)
        return MemoryState(day, card.due.date(), card.stability or 0.0, card.difficulty or 0.0)

    def cap(self, day: date) -> int:
        """Return the longest interval, in days, that a review on ``day`` may lead to."""
        if self._exam is None or self._exam <= day:
            return LONGEST
        return min(LONGEST, max(LAST_WEEK, (self._exam - day).days // 3))

    def _scheduler(self, day: date) -> Scheduler:
        cap = self.cap(day)
        if cap not in self._schedulers:
            self._schedulers[cap] = self._fsrs.Scheduler(
                learning_steps=(),
                relearning_steps=(),
                enable_fuzzing=False,
                maximum_interval=cap,
            )
        return self._schedulers[cap]


def firsts_of_days(
    attempts: Iterable[Attempt], now: datetime, zone: tzinfo | None = None
) -> dict[str, list[tuple[date, Attempt]]]:
    """Return, for each question, the first attempt of each local day in order of time.

    Later attempts of a day tell of short-term memory only and do not count; neither do those dated
    later than today, which a wrong clock has made.
    """
    today = local_day(now, zone)
    firsts: dict[str, list[tuple[date, Attempt]]] = {}
    for attempt in sorted(attempts, key=lambda each: (each.at, each.uuid)):
        day = local_day(attempt.at, zone)
        if day > today:
            continue
        days = firsts.setdefault(attempt.question, [])
        if not days or days[-1][0] != day:
            days.append((day, attempt))
    return firsts


def schedule(
    questions: Sequence[Question],
    attempts: Iterable[Attempt],
    now: datetime,
    *,
    exam: date | None = None,
    zone: tzinfo | None = None,
) -> tuple[Card, ...]:
    """Return one card for each question, in their order, as the attempts up to ``now`` make it.

    The same attempts always give the same cards, in whatever order they come. Attempts at
    questions that are no longer there are left aside. An interval is capped by the days that were
    left to the exam when it began, so that a promised date stays what it is.
    """
    counted = firsts_of_days(attempts, now, zone)
    forgetting = Forgetting(exam)
    return tuple(_card(each, counted.get(each.id, []), forgetting) for each in questions)


def _card(
    question: Question, counted: Sequence[tuple[date, Attempt]], forgetting: Forgetting
) -> Card:
    if not counted:
        return Card(question)
    memory: MemoryState | None = None
    for day, attempt in counted:
        memory = forgetting.after(memory, rating(attempt), day)
    first, last = counted[0][0], counted[-1][1]
    return Card(
        question=question,
        memory=memory,
        first=first,
        answers=len(counted),
        score=last.score,
        edited=last.content != content_hash(question),
    )


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)
