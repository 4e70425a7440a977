"""Today's questions from the attempts so far."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, tzinfo

from kit.progress import Attempt
from kit.progress.attempts import local_day
from kit.progress.planning import review
from kit.progress.scheduling import schedule
from kit.quiz import Question
from kit.speech import Speech


def review_of(
    speech: Speech,
    questions: Sequence[Question],
    attempts: Iterable[Attempt],
    now: datetime,
    *,
    daily_new: int | None = None,
    exam: date | None = None,
    zone: tzinfo | None = None,
) -> tuple[Question, ...]:
    cards = schedule(questions, attempts, now, exam=exam, zone=zone)
    return review(speech, cards, local_day(now, zone), daily_new=daily_new, exam=exam)
