"""Today's questions from the attempts so far."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, tzinfo

from kit.progress import Attempt
from kit.progress.attempts import local_day
from kit.progress.planning import daily_number, review
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
    today = local_day(now, zone)
    number = daily_number(cards, today, exam) if daily_new is None else daily_new
    return review(speech, cards, today, number)
