"""What is known by now: over the speech's own structure, in plain words and whole numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Literal

from kit.progress.attempts import Attempt
from kit.progress.schedule import Card, firsts_of_days, local_day
from kit.quiz import Question
from kit.speech import Speech
from kit.speech.parts import ACROSS, lineage, part_of, parts

Level = Literal["too few", "weak", "fair", "good"]

ENOUGH = 5
"""Answers below which nothing is said about how well something is known."""

_WORDS: dict[Level, str] = {
    "too few": "作答太少，还看不出",
    "weak": "薄弱",
    "fair": "一般",
    "good": "较好",
}
_FAIR, _GOOD = 0.6, 0.85


@dataclass(frozen=True, slots=True)
class Mastery:
    """How well one part or node is known.

    ``node`` is its id, None for 全文 and 综合; ``depth`` is 0 for these and the top nodes;
    ``questions`` counts those about it or anything below it, ``asked`` those asked at least once,
    ``known`` those whose last counted answer was right; ``answers`` counts one a day and question.
    ``score`` is the mean of the last counted scores, None below `ENOUGH` answers.
    """

    label: str
    title: str
    node: str | None
    depth: int
    questions: int
    asked: int
    known: int
    answers: int
    score: float | None

    @property
    def too_few(self) -> bool:
        """Whether there are too few answers to say anything."""
        return self.score is None

    @property
    def level(self) -> Level:
        """How well it is known: weak below a score of 0.6, good from 0.85 on."""
        if self.score is None:
            return "too few"
        return "weak" if self.score < _FAIR else "fair" if self.score < _GOOD else "good"

    @property
    def word(self) -> str:
        """The level in the words that a learner reads."""
        if not self.answers:
            return "还没做过" if self.questions else "没有题目"
        return _WORDS[self.level]


@dataclass(frozen=True, slots=True)
class ConfidentError:
    """A question once answered wrongly by a learner who was sure: how often, when last.

    ``mended`` says that its latest answer was right.
    """

    question: Question
    times: int
    last: date
    mended: bool


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


def by_part(speech: Speech, cards: Sequence[Card]) -> tuple[Mastery, ...]:
    """Return the parts in speech order, then 综合: questions across parts or about the whole.

    Each question is counted once. The last row is left out where there are no such questions.
    """
    places = [part_of(speech, card.question.node) for card in cards]
    rows: list[Mastery] = []
    for part in parts(speech):
        own = [card for card, place in zip(cards, places, strict=True) if place == part]
        depth = len(speech.path(part)) - 1
        rows.append(_mastery(speech.label(part), part.title, part.id, depth, own))
    rest = [card for card, place in zip(cards, places, strict=True) if place is None]
    if rest:
        rows.append(_mastery(ACROSS, "", None, 0, rest))
    return tuple(rows)


def by_node(speech: Speech, cards: Sequence[Card]) -> tuple[Mastery, ...]:
    """Return 全文 and then every node in text order, each with all the questions below it."""
    above = [lineage(speech, card.question.node) for card in cards]
    rows = [_mastery("全文", speech.source.title, None, 0, cards)]
    for node in speech.nodes:
        own = [card for card, ids in zip(cards, above, strict=True) if node.id in ids]
        depth = len(speech.path(node)) - 1
        rows.append(_mastery(speech.label(node), node.title, node.id, depth, own))
    return tuple(rows)


def weak_spots(speech: Speech, cards: Sequence[Card]) -> tuple[Mastery, ...]:
    """Return the weak nodes that have no weak node below them, the weakest first."""
    weak = [row for row in by_node(speech, cards) if row.level == "weak" and row.node is not None]
    above = {
        node.id
        for row in weak
        for node in speech.path(speech.node(row.node or ""))
        if node.id != row.node
    }
    return tuple(sorted((row for row in weak if row.node not in above), key=_by_score))


def confident_errors(
    questions: Iterable[Question], attempts: Iterable[Attempt], zone: tzinfo | None = None
) -> tuple[ConfidentError, ...]:
    """Return the questions that were answered wrongly and surely, those not mended first.

    Every attempt counts here, not only the first of a day; the latest error comes first.
    """
    known = {question.id: question for question in questions}
    errors: dict[str, list[Attempt]] = {}
    latest: dict[str, Attempt] = {}
    for attempt in sorted(attempts, key=lambda each: (each.at, each.uuid)):
        latest[attempt.question] = attempt
        if attempt.outcome == "wrong" and attempt.confidence == "sure":
            errors.setdefault(attempt.question, []).append(attempt)
    found = [
        (
            attempts[-1].at,
            ConfidentError(
                question=known[id_],
                times=len(attempts),
                last=local_day(attempts[-1].at, zone),
                mended=latest[id_].outcome == "right",
            ),
        )
        for id_, attempts in errors.items()
        if id_ in known
    ]
    found.sort(key=lambda pair: pair[0], reverse=True)
    return tuple(sorted((error for _, error in found), key=lambda error: error.mended))


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
    answers = _tally(local_day(attempt.at, zone) for attempt in attempts)
    histories = firsts_of_days(attempts, now, zone).values()
    new = _tally(history[0][0] for history in histories)
    reviews = _tally(day for history in histories for day, _ in history[1:])
    due = _tally(max(card.due, today) for card in cards if card.due is not None)
    days = (today + timedelta(days=number) for number in range(-back, ahead + 1))
    return tuple(
        CalendarDay(day, answers.get(day, 0), reviews.get(day, 0), new.get(day, 0), due.get(day, 0))
        for day in days
    )


def _mastery(
    label: str, title: str, node: str | None, depth: int, cards: Sequence[Card]
) -> Mastery:
    scores = [card.score for card in cards if card.score is not None]
    answers = sum(card.answers for card in cards)
    return Mastery(
        label=label,
        title=title,
        node=node,
        depth=depth,
        questions=len(cards),
        asked=len(scores),
        known=sum(score == 1 for score in scores),
        answers=answers,
        score=sum(scores) / len(scores) if answers >= ENOUGH else None,
    )


def _tally(days: Iterable[date]) -> dict[date, int]:
    counts: dict[date, int] = {}
    for day in days:
        counts[day] = counts.get(day, 0) + 1
    return counts


def _by_score(row: Mastery) -> float:
    return row.score or 0.0
