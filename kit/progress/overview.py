"""Everything that is to be shown of a learner's progress, as one record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from kit.progress.attempts import Attempt
from kit.progress.mastery import (
    CalendarDay,
    ConfidentError,
    Mastery,
    by_node,
    by_part,
    calendar,
    confident_errors,
    weak_spots,
)
from kit.progress.planning import (
    PlannedDay,
    daily_number,
    day_plan,
    forecast,
    is_due,
    new_left,
    todays,
)
from kit.progress.schedule import Card, local_day, schedule
from kit.quiz import Question
from kit.speech import Speech


@dataclass(frozen=True, slots=True)
class Overview:
    """A learner's progress on one local day.

    ``due`` and ``new`` count today's questions that are still to be asked, ``review`` holds them in
    order. ``plan`` leads to the exam and is empty without one.
    """

    today: date
    cards: tuple[Card, ...]
    review: tuple[Question, ...]
    due: int
    new: int
    parts: tuple[Mastery, ...]
    nodes: tuple[Mastery, ...]
    weak: tuple[Mastery, ...]
    errors: tuple[ConfidentError, ...]
    calendar: tuple[CalendarDay, ...]
    forecast: tuple[PlannedDay, ...]
    plan: tuple[PlannedDay, ...] = ()

    @property
    def edited(self) -> tuple[Question, ...]:
        """The questions that have changed since they were last asked."""
        return tuple(card.question for card in self.cards if card.edited)


def overview(
    speech: Speech,
    questions: Sequence[Question],
    attempts: Sequence[Attempt],
    now: datetime,
    *,
    daily_new: int | None = None,
    exam: date | None = None,
    zone: tzinfo | None = None,
) -> Overview:
    """Return the progress that the attempts up to ``now`` show.

    ``daily_new`` is by default `daily_number`.

    Raises:
        KitError: the exam is more than a year away.
    """
    cards = schedule(questions, attempts, now, exam=exam, zone=zone)
    today = local_day(now, zone)
    if daily_new is None:
        daily_new = daily_number(cards, today, exam)
    unseen = sum(card.memory is None for card in cards)
    return Overview(
        today=today,
        cards=cards,
        review=todays(speech, cards, today, daily_new),
        due=sum(is_due(card, today) for card in cards),
        new=min(unseen, new_left(cards, today, daily_new)),
        parts=by_part(speech, cards),
        nodes=by_node(speech, cards),
        weak=weak_spots(speech, cards),
        errors=confident_errors(questions, attempts, zone),
        calendar=calendar(cards, attempts, now, zone=zone),
        forecast=forecast(cards, today, daily_new=daily_new, exam=exam),
        plan=() if exam is None else day_plan(cards, today, exam, daily_new=daily_new),
    )
