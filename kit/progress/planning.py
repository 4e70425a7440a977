"""Day by day: what to ask today, what was done, and what the days to come will bring."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from kit.errors import RequestError
from kit.progress.attempts import Attempt
from kit.progress.scheduling import Card, Forgetting, firsts_of_days, local_day
from kit.quiz import Question
from kit.speech import Speech
from kit.speech.parts import ACROSS, part_of

DAILY_NEW = 5
"""New questions a day, where nothing else is said and no exam asks for more."""

_FARTHEST = 366  # days to an exam


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """One day to come: reviews due, new questions, and how many are still never asked after it."""

    day: date
    due: int
    new: int
    unseen: int


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One local day: all answers given, questions reviewed, questions asked for the first time.

    ``due`` counts the reviews that fall on it: from today on, and what is overdue falls on today.
    """

    day: date
    answers: int
    reviews: int
    new: int
    due: int


def review(
    speech: Speech,
    cards: Sequence[Card],
    today: date,
    *,
    daily_new: int | None = None,
    exam: date | None = None,
) -> tuple[Question, ...]:
    """Return today's questions: those due, then new ones up to the daily number.

    Both are interleaved by part: two in a row come from one part only when it cannot be helped.
    Within a part the longest due come first, and new ones in the order of the papers; they are
    taken from the parts of which least has been asked. What has been asked today is not asked
    again, and a new question asked today counts towards the number, which is by default
    :func:`daily_number`.
    """
    if daily_new is None:
        daily_new = daily_number(cards, today, exam)
    due = sorted((card for card in cards if is_due(card, today)), key=_by_due)
    ordered = _interleaved(speech, due)
    last = _part(speech, ordered[-1]) if ordered else ""
    fresh = _evenly(speech, cards, new_left(cards, today, daily_new))
    return tuple(card.question for card in (*ordered, *_interleaved(speech, fresh, last)))


def is_due(card: Card, today: date) -> bool:
    """Return whether a card is to be reviewed today."""
    return card.due is not None and card.due <= today


def new_left(cards: Iterable[Card], today: date, daily_new: int) -> int:
    """Return how many new questions may still be asked today."""
    return max(0, daily_new - sum(card.first == today for card in cards))


def daily_number(cards: Iterable[Card], today: date, exam: date | None = None) -> int:
    """Return `DAILY_NEW`, or more if it takes more to have asked all questions before the exam.

    What has been asked today is counted as still to be asked: the number holds for the whole day.
    On the day of the exam and after it nothing has to be got through any more.
    """
    if exam is None or exam <= today:
        return DAILY_NEW
    unseen = sum(card.first is None or card.first == today for card in cards)
    return max(DAILY_NEW, -(-unseen // (exam - today).days))


def day_plan(
    cards: Sequence[Card], today: date, exam: date, *, daily_new: int | None = None
) -> tuple[PlannedDay, ...]:
    """Return the days from today to the eve of the exam, if every answer will be right.

    The exam's cap on intervals applies to what is answered from now on; otherwise it is the
    :func:`forecast`. Where no day is left, nothing is returned.

    Raises:
        RequestError: the exam is more than a year away: the year will be mistyped.
    """
    if (exam - today).days > _FARTHEST:
        raise RequestError(f"考试日期 {exam} 在一年以后。", remedy="请检查年份。")
    return forecast(cards, today, days=(exam - today).days, daily_new=daily_new, exam=exam)


def forecast(
    cards: Sequence[Card],
    today: date,
    *,
    days: int = 14,
    daily_new: int | None = None,
    exam: date | None = None,
) -> tuple[PlannedDay, ...]:
    """Return what the next ``days`` bring, today first, if every answer will be right.

    A learner who misses answers will have more to review. ``daily_new`` is by default
    :func:`daily_number`.
    """
    if daily_new is None:
        daily_new = daily_number(cards, today, exam)
    forgetting = Forgetting(exam)
    asked = [card.memory for card in cards if card.memory is not None]
    unseen = len(cards) - len(asked)
    room = new_left(cards, today, daily_new)
    planned: list[PlannedDay] = []
    for number in range(days):
        day = today + timedelta(days=number)
        due = sum(memory.due <= day for memory in asked)
        new = min(room, unseen)
        asked = [
            forgetting.after(memory, "good", day) if memory.due <= day else memory
            for memory in asked
        ]
        asked += [forgetting.after(None, "good", day)] * new
        unseen -= new
        room = max(0, daily_new)
        planned.append(PlannedDay(day, due, new, unseen))
    return tuple(planned)


def calendar(
    cards: Sequence[Card],
    attempts: Iterable[Attempt],
    now: datetime,
    *,
    back: int = 27,
    ahead: int = 14,
    zone: tzinfo | None = None,
) -> tuple[CalendarDay, ...]:
    """Return the days from ``back`` days ago to ``ahead`` days from today.

    What was done counts also where a question is no longer in the papers.
    """
    today = local_day(now, zone)
    attempts = tuple(attempts)
    answers = Counter(local_day(attempt.at, zone) for attempt in attempts)
    histories = firsts_of_days(attempts, now, zone).values()
    new = Counter(history[0][0] for history in histories)
    reviews = Counter(day for history in histories for day, _ in history[1:])
    due = Counter(max(card.due, today) for card in cards if card.due is not None)
    days = (today + timedelta(days=number) for number in range(-back, ahead + 1))
    return tuple(CalendarDay(day, answers[day], reviews[day], new[day], due[day]) for day in days)


def _part(speech: Speech, card: Card) -> str:
    part = part_of(speech, card.question.node)
    return part.id if part else ACROSS


def _by_due(card: Card) -> tuple[date, str]:
    return card.due or date.max, card.question.id


def _evenly(speech: Speech, cards: Sequence[Card], number: int) -> list[Card]:
    """Return new cards so that of every part about the same share will have been asked."""
    places = {card.question.id: _part(speech, card) for card in cards}
    fresh: dict[str, list[Card]] = {}
    for card in cards:
        if card.memory is None:
            fresh.setdefault(places[card.question.id], []).append(card)
    total = Counter(places.values())
    chosen: list[Card] = []
    while fresh and len(chosen) < number:
        part = min(fresh, key=lambda each: 1 - len(fresh[each]) / total[each])
        chosen.append(fresh[part].pop(0))
        fresh = {each: stock for each, stock in fresh.items() if stock}
    return chosen


def _interleaved(speech: Speech, cards: Sequence[Card], last: str = "") -> list[Card]:
    """Return the cards so that neighbours differ in part; ``last`` is the part asked before.

    The part with most left goes first, which is what keeps repeats to the fewest.
    """
    stocks: dict[str, list[Card]] = {}
    for card in cards:
        stocks.setdefault(_part(speech, card), []).append(card)
    left = Counter({part: len(stock) for part, stock in stocks.items()})
    ordered: list[Card] = []
    for _ in cards:
        others = [part for part in stocks if left[part] and part != last]
        part = max(others, key=lambda each: left[each]) if others else last
        stock = stocks[part]
        ordered.append(stock[len(stock) - left[part]])
        left[part] -= 1
        last = part
    return ordered
