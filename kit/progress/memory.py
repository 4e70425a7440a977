"""How long an answer is remembered: FSRS with the kit's settings, counted in local days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Literal

from kit.progress.attempts import Attempt

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
class Memory:
    """What FSRS knows of one question: the days of its last and its next review, two numbers.

    ``stability`` is the number of days after which 9 of 10 such questions are still known;
    ``difficulty`` runs from 1 to 10.
    """

    last: date
    due: date
    stability: float
    difficulty: float


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

    def after(self, memory: Memory | None, rated: Rating, day: date) -> Memory:
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
        return Memory(day, card.due.date(), card.stability or 0.0, card.difficulty or 0.0)

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


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)
