"""What one phone answered in the end: its result, and what its owner takes along."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from uuid import NAMESPACE_OID, uuid5

from kit.errors import KitError
from kit.page.mistakes import mistakes_page
from kit.progress.attempts import Attempt, attempt_from
from kit.progress.record_file import to_text
from kit.quiz import Question
from kit.room.asked import Asked, Bank
from kit.room.led_session import LedSession
from kit.room.results import graded_response, outcome
from kit.room.room_state import RoomState, Round
from kit.room.room_store import KeptRoom, RoomAnswer

Answers = Mapping[int, Mapping[str, RoomAnswer]]
"""What was answered: for each round, for each phone."""


def asked_questions(state: RoomState) -> set[str]:
    """Return the ids of the questions that were asked."""
    return {one.question for one in state.rounds if one.kind == "question"}


def revealed_questions(state: RoomState) -> set[str]:
    """Return the ids of the questions that were revealed; at the end all that were asked."""
    if state.ended:
        return asked_questions(state)
    rounds = (one for one in state.rounds if one.kind == "question")
    return {one.question for one in rounds if one.phase == "revealed"}


def last_answers(
    state: RoomState, answers: Answers, phone: str
) -> Iterator[tuple[Round, RoomAnswer]]:
    """Yield what a phone answered to each question that was revealed: the last answer to it."""
    revealed = revealed_questions(state)
    last: dict[str, tuple[Round, RoomAnswer]] = {}
    for one in state.rounds:
        own = answers.get(one.id, {}).get(phone)
        if one.question in revealed and one.kind == "question" and own is not None:
            last[one.question] = (one, own)
    yield from last.values()


def outcomes(
    bank: Bank, state: RoomState, answers: Answers, phone: str
) -> Iterator[tuple[Asked, str, RoomAnswer]]:
    """Yield each question of `last_answers` that can be graded, its outcome and the answer."""
    for one, own in last_answers(state, answers, phone):
        asked = bank.asked(one.question)
        if (came_to := outcome(asked, own)) != "unanswered":
            yield asked, came_to, own


def wrong_of(bank: Bank, kept: KeptRoom, phone: str) -> list[Question]:
    """Return the questions that a phone did not answer rightly."""
    told = outcomes(bank, kept.state, kept.by_round(), phone)
    return [asked.question for asked, came_to, _ in told if came_to != "right"]


def own_page(led: LedSession, kept: KeptRoom, phone: str) -> str:
    """Return a page with what a phone did not answer rightly, to take along."""
    return mistakes_page(led.course.speech, wrong_of(led.bank, kept, phone))


def own_records(led: LedSession, kept: KeptRoom, phone: str) -> str:
    """Return what a phone answered as a file that `kit progress --import` takes in.

    Only what was revealed is in it; an answer is the same record each time, and never counts twice.
    """
    attempts: list[Attempt] = []
    for one, own in last_answers(kept.state, kept.by_round(), phone):
        asked = led.bank.asked(one.question)
        report = {"id": one.question, "response": graded_response(asked, own)}
        with suppress(KitError):  # an answer in own words that nobody has rated
            attempt = attempt_from(report, [asked.question], study_set=led.course.key, now=own.at)
            name = f"{kept.room.id} {one.id} {phone}"
            attempts.append(replace(attempt, uuid=str(uuid5(NAMESPACE_OID, name))))
    return to_text(attempts)
