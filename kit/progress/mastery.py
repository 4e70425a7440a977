"""What is known by now, over the speech's own structure; and a learner's whole progress."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Literal

from kit.progress.attempts import Attempt, local_day
from kit.progress.planning import (
    CalendarDay,
    PlannedDay,
    calendar,
    daily_number,
    day_plan,
    forecast,
    is_due,
    new_left,
    review,
    review_sittings,
)
from kit.progress.scheduling import Card, schedule
from kit.quiz import Question, unasked_for
from kit.speech import Node, Speech
from kit.speech.parts import ACROSS, lineage, part_of, parts
from kit.speech.wording import full_width

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

    ``title`` has full-width marks, as a page shows it. ``node`` is its id, None for 全文 and 综合;
    ``depth`` is 0 for these and the top nodes;
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

    ``corrected`` says that its latest answer was right.
    """

    question: Question
    times: int
    last: date
    corrected: bool


@dataclass(frozen=True, slots=True)
class Overview:
    """A learner's progress on one local day.

    ``due`` and ``new`` count today's questions that are still to be asked; ``review`` holds them in
    order, and ``sittings`` says how many of them are asked at a time. ``plan`` leads to the exam
    and is empty without one. ``gone`` counts the questions that were answered once and are no
    longer in the papers, ``close`` those for a close reading, which are in none of the rest.
    """

    today: date
    cards: tuple[Card, ...]
    review: tuple[Question, ...]
    sittings: tuple[int, ...]
    due: int
    new: int
    parts: tuple[Mastery, ...]
    nodes: tuple[Mastery, ...]
    weak: tuple[Mastery, ...]
    errors: tuple[ConfidentError, ...]
    calendar: tuple[CalendarDay, ...]
    forecast: tuple[PlannedDay, ...]
    plan: tuple[PlannedDay, ...] = ()
    gone: int = 0
    close: int = 0

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

    ``daily_new`` is by default `daily_number`. Questions for a close reading are left out: they are
    asked by choice, and do not come back.

    Raises:
        KitError: the exam is more than a year away.
    """
    cards = schedule(unasked_for(questions), attempts, now, exam=exam, zone=zone)
    today = local_day(now, zone)
    if daily_new is None:
        daily_new = daily_number(cards, today, exam)
    unseen = sum(card.memory is None for card in cards)
    asked = review(speech, cards, today, daily_new)
    nodes = by_node(speech, cards)
    return Overview(
        today=today,
        cards=cards,
        review=asked,
        sittings=review_sittings(len(asked), cards, today),
        due=sum(is_due(card, today) for card in cards),
        new=min(unseen, new_left(cards, today, daily_new)),
        parts=by_part(speech, cards),
        nodes=nodes,
        weak=weak_spots(speech, nodes),
        errors=confident_errors(questions, attempts, zone),
        calendar=calendar(cards, attempts, now, zone=zone),
        forecast=forecast(cards, today, daily_new=daily_new, exam=exam),
        plan=() if exam is None else day_plan(cards, today, exam, daily_new=daily_new),
        gone=len({each.question for each in attempts} - {each.id for each in questions}),
        close=len(questions) - len(cards),
    )


def by_part(speech: Speech, cards: Sequence[Card]) -> tuple[Mastery, ...]:
    """Return the parts in speech order, then 综合: questions across parts or about the whole.

    Each question is counted once. The last row is left out where there are no such questions.
    """
    places = [part_of(speech, card.question.node) for card in cards]
    rows: list[Mastery] = []
    for part in parts(speech):
        own = [card for card, place in zip(cards, places, strict=True) if place == part]
        rows.append(_of_node(speech, part, own))
    rest = [card for card, place in zip(cards, places, strict=True) if place is None]
    if rest:
        rows.append(_mastery(ACROSS, "", None, 0, rest))
    return tuple(rows)


def by_node(speech: Speech, cards: Sequence[Card]) -> tuple[Mastery, ...]:
    """Return 全文 and then every node in text order, each with all the questions below it."""
    above = [lineage(speech, card.question.node) for card in cards]
    rows = [_mastery(speech.whole().label, speech.source.title, None, 0, cards)]
    for node in speech.nodes:
        own = [card for card, ids in zip(cards, above, strict=True) if node.id in ids]
        rows.append(_of_node(speech, node, own))
    return tuple(rows)


def weak_spots(speech: Speech, nodes: Iterable[Mastery]) -> tuple[Mastery, ...]:
    """Return the weak nodes that have no weak node below them, the weakest first."""
    weak = {row.node: row for row in nodes if row.level == "weak" and row.node is not None}
    above = {node.id for each in weak for node in speech.path(speech.node(each))[:-1]}
    lowest = (row for node, row in weak.items() if node not in above)
    return tuple(sorted(lowest, key=lambda row: row.score or 0.0))


def confident_errors(
    questions: Iterable[Question], attempts: Iterable[Attempt], zone: tzinfo | None = None
) -> tuple[ConfidentError, ...]:
    """Return the questions that were answered wrongly and surely, those not corrected since first.

    Every attempt counts here, not only the first of a day; the latest error comes first.
    """
    known = {question.id: question for question in questions}
    errors: dict[str, list[Attempt]] = {}
    latest: dict[str, Attempt] = {}
    for attempt in sorted(attempts, key=lambda each: (each.at, each.uuid)):
        latest[attempt.question] = attempt
        if attempt.outcome == "wrong" and attempt.confidence == "sure":
            errors.setdefault(attempt.question, []).append(attempt)
    asked = [id_ for id_ in errors if id_ in known]
    asked.sort(key=lambda id_: errors[id_][-1].at, reverse=True)
    latest_first = [
        ConfidentError(
            question=known[id_],
            times=len(errors[id_]),
            last=local_day(errors[id_][-1].at, zone),
            corrected=latest[id_].outcome == "right",
        )
        for id_ in asked
    ]
    return tuple(sorted(latest_first, key=lambda error: error.corrected))


def _of_node(speech: Speech, node: Node, cards: Sequence[Card]) -> Mastery:
    depth = len(speech.path(node)) - 1
    return _mastery(speech.label(node), node.title, node.id, depth, cards)


def _mastery(
    label: str, title: str, node: str | None, depth: int, cards: Sequence[Card]
) -> Mastery:
    scores = [card.score for card in cards if card.score is not None]
    answers = sum(card.answers for card in cards)
    return Mastery(
        label=label,
        title=full_width(title),
        node=node,
        depth=depth,
        questions=len(cards),
        asked=len(scores),
        known=sum(score == 1 for score in scores),
        answers=answers,
        score=sum(scores) / len(scores) if answers >= ENOUGH else None,
    )
