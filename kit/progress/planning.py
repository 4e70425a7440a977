"""Day by day: what to ask today, what was done, and what the days to come will bring."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from itertools import groupby

from kit.errors import RequestError
from kit.progress.attempts import Attempt, local_day
from kit.progress.scheduling import Card, Forgetting, firsts_of_days
from kit.quiz import Question
from kit.speech import Speech
from kit.speech.parts import ACROSS, part_of

DAILY_NEW = 5
"""New questions a day, where nothing else is said and no exam asks for more."""

DAILY_MOST = 15
"""Questions asked in a day's review, unless the learner goes on."""

GOING_ON = 5
"""Questions that are asked whenever a learner goes on after these."""

FARTHEST_EXAM = 366
"""Days to an exam at most: where there are more, the year will be mistyped."""


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """One day to come.

    ``due`` counts its reviews and ``new`` its new questions; after it ``unseen`` questions have
    never been asked, and ``waiting`` reviews are left for the next day.
    """

    day: date
    due: int
    new: int
    unseen: int
    waiting: int = 0


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
    daily_new: int,
) -> tuple[Question, ...]:
    """Return today's questions, sitting after sitting: those due, then new ones up to the number.

    How long the sittings are tells `review_sittings`. The longest due come first, and new ones in
    the order of the papers, from the parts of which least has been asked. In a sitting both are
    interleaved by part: two in a row come from one part only when it cannot be helped. What has
    been asked today is not asked again, and a new question asked today counts towards the number.
    """
    due = sorted((card for card in cards if is_due(card, today)), key=_by_due)
    asked: list[Card] = []
    for _, alike in groupby(due, key=lambda card: card.due):
        asked += _interleaved(speech, list(alike))
    asked += _evenly(speech, cards, new_left(cards, today, daily_new))
    ordered: list[Card] = []
    for size in review_sittings(len(asked), cards, today):
        sitting = asked[len(ordered) : len(ordered) + size]
        for reviewed in (True, False):
            last = _part(speech, ordered[-1]) if ordered else ""
            same = [card for card in sitting if (card.memory is not None) == reviewed]
            ordered += _interleaved(speech, same, last)
    return tuple(card.question for card in ordered)


def review_sittings(number: int, cards: Iterable[Card], today: date) -> tuple[int, ...]:
    """Return how many of today's ``number`` questions each sitting asks.

    The first fills the day up to `DAILY_MOST`; the others, of up to `GOING_ON` each, are for who
    wants to go on.
    """
    first = min(number, left_today(cards, today) or GOING_ON)
    further, rest = divmod(number - first, GOING_ON)
    return tuple(filter(None, (first, *[GOING_ON] * further, rest)))


def left_today(cards: Iterable[Card], today: date) -> int:
    """Return how many of a day's `DAILY_MOST` questions have not been asked yet."""
    return max(0, DAILY_MOST - sum(card.last == today for card in cards))


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
    if (exam - today).days > FARTHEST_EXAM:
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

    A learner who misses answers will have more to review. No day has more than `DAILY_MOST`
    questions, the longest due first; what is over waits for the next. Before an exam every day has
    all that it takes. ``daily_new`` is by default :func:`daily_number`.
    """
    if daily_new is None:
        daily_new = daily_number(cards, today, exam)
    forgetting = Forgetting(exam)
    asked = [card.memory for card in cards if card.memory is not None]
    unseen = len(cards) - len(asked)
    room = new_left(cards, today, daily_new)
    most = left_today(cards, today) if exam is None else len(cards)
    planned: list[PlannedDay] = []
    for number in range(days):
        day = today + timedelta(days=number)
        asked.sort(key=lambda memory: memory.due)
        waiting = sum(memory.due <= day for memory in asked)
        due = min(waiting, most)
        new = min(room, unseen, most - due)
        asked[:due] = [forgetting.after(memory, "good", day) for memory in asked[:due]]
        asked += [forgetting.after(None, "good", day)] * new
        unseen -= new
        room = max(0, daily_new)
        most = DAILY_MOST if exam is None else len(cards)
        planned.append(PlannedDay(day, due, new, unseen, waiting - due))
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
