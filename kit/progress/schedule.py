"""Where each question stands, worked out from the attempts alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from kit.progress.attempts import Attempt, content_hash
from kit.progress.memory import Forgetting, Memory, rating
from kit.quiz import Question


@dataclass(frozen=True, slots=True)
class Card:
    """One question and what its attempts tell; dates are local days.

    ``answers`` counts one answer a day, the first; ``score`` is the last of these, None for a new
    question; ``lapses`` says how often it was wrong after it had been asked before. ``edited`` says
    that the question has changed since it was last asked; its history is kept.
    """

    question: Question
    memory: Memory | None = None
    first: date | None = None
    answers: int = 0
    lapses: int = 0
    score: float | None = None
    edited: bool = False

    @property
    def due(self) -> date | None:
        """The local day of the next review; None for a question that was never asked."""
        return None if self.memory is None else self.memory.due


def local_day(moment: datetime, zone: tzinfo | None = None) -> date:
    """Return the date on the learner's calendar; without a zone, on this computer's."""
    return moment.astimezone(zone).date()


def firsts_of_days(
    attempts: Iterable[Attempt], now: datetime, zone: tzinfo | None = None
) -> dict[str, list[tuple[date, Attempt]]]:
    """Return, for each question, the first attempt of each local day in order of time.

    Later attempts of a day tell of short-term memory only and do not count; neither do those dated
    later than today, which a wrong clock has made.
    """
    today = local_day(now, zone)
    found: dict[str, list[tuple[date, Attempt]]] = {}
    for attempt in sorted(attempts, key=lambda each: (each.at, each.uuid)):
        day = local_day(attempt.at, zone)
        if day > today:
            continue
        days = found.setdefault(attempt.question, [])
        if not days or days[-1][0] != day:
            days.append((day, attempt))
    return found


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
    memory: Memory | None = None
    lapses = 0
    for day, attempt in counted:
        rated = rating(attempt)
        lapses += memory is not None and rated == "again"
        memory = forgetting.after(memory, rated, day)
    if not counted:
        return Card(question)
    first, last = counted[0][0], counted[-1][1]
    return Card(
        question=question,
        memory=memory,
        first=first,
        answers=len(counted),
        lapses=lapses,
        score=last.score,
        edited=last.content != content_hash(question),
    )
