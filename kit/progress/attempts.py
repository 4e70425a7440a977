"""What is kept of an answer: graded when it comes in, checked when it is read, carried as JSON."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any, Literal, TypeGuard, get_args
from uuid import UUID, uuid4

from kit.errors import HALF_PAIR, KitError
from kit.quiz import Question, content_hash, grade

Outcome = Literal["right", "partly", "wrong"]
Confidence = Literal["guess", "fairly", "sure"]
Session = Literal["paper", "mixed", "review", "mock"]

_NIGHT = timedelta(hours=4)
"""How far a day of study reaches into the night: 23:55 and 00:05 are one evening."""

_YEARS = range(2000, 9000)
_LONGEST = 10_000  # characters of a response as JSON, and of a question's id


@dataclass(frozen=True, slots=True)
class Attempt:
    """One checked answer.

    ``question`` is the question's id in its study set and ``content`` its `content_hash` when it
    was asked; ``response`` is plain JSON as `kit.quiz.grading` describes it; ``score`` is 0 to 1;
    ``seconds`` is None where it is not known; ``at`` is in UTC; ``session`` is the kind of
    self-test it was given in. ``uuid`` names this one answer on every computer, so that merging
    never doubles.
    """

    study_set: str
    question: str
    content: str
    kind: str
    response: Any
    outcome: Outcome
    score: float
    at: datetime
    confidence: Confidence | None = None
    hinted: bool = False
    seconds: float | None = None
    session: Session = "paper"
    uuid: str = field(default_factory=lambda: str(uuid4()))


FIELDS = tuple(each.name for each in fields(Attempt))
"""What a record of an attempt has, in this order."""


def local_day(moment: datetime, zone: tzinfo | None = None) -> date:
    """Return the day of study of a moment: the learner's date, which begins at four in the morning.

    Without a zone it is this computer's. The turn of the day is Anki's.
    """
    return (moment.astimezone(zone) - _NIGHT).date()


def attempt_from(
    report: Mapping[str, Any],
    questions: Iterable[Question],
    *,
    study_set: str,
    session: Session = "paper",
    now: datetime | None = None,
) -> Attempt:
    """Return the attempt that a self-test reports, graded here.

    ``report`` has ``id response confidence hinted seconds``. Whatever else it says, an outcome or
    a score, is not looked at: `kit.quiz.grade` decides what the response is worth. What is doubtful
    about confidence, hint or time is left out rather than guessed. ``now`` is aware, by default
    this moment.

    Raises:
        KitError: it is not one of the questions, or its response answers nothing.
    """
    question = next((each for each in questions if each.id == report.get("id")), None)
    if question is None:
        raise KitError("这次作答的题目不在试卷中。")
    response = report.get("response")
    graded = grade(question, response)
    if graded.outcome == "unanswered":
        raise KitError("这次作答没有答案，或者答案与题型不符。")
    seconds = report.get("seconds")
    confidence = report.get("confidence")
    return checked(
        {
            "study_set": study_set,
            "question": question.id,
            "content": content_hash(question),
            "kind": question.kind,
            "response": response,
            "outcome": graded.outcome,
            "score": graded.score,
            "at": (now or datetime.now(UTC)).isoformat(),
            "confidence": confidence if confidence in get_args(Confidence) else None,
            "hinted": report.get("hinted") is True,
            "seconds": seconds if _is_number(seconds) and seconds >= 0 else None,
            "session": session,
            "uuid": str(uuid4()),
        }
    )


def graded_anew(attempt: Attempt, question: Question) -> Attempt:
    """Return an attempt that comes from elsewhere with the grade that it gets here.

    Where the question has been changed since, it is left as it is.

    Raises:
        KitError: its response answers nothing.
    """
    if content_hash(question) != attempt.content:
        return attempt
    graded = grade(question, attempt.response)
    if graded.outcome == "unanswered":
        raise KitError(f"题目 {question.id} 的作答没有答案，或者答案与题型不符。")
    return replace(attempt, outcome=graded.outcome, score=graded.score)


def checked(record: Mapping[str, Any]) -> Attempt:
    """Return the attempt that a plain record (as :func:`plain` gives it) describes.

    Raises:
        KitError: a value is missing or not what it must be; the sentence names it.
    """
    response = record.get("response")
    _need("response" in record and len(as_json(response)) < _LONGEST, "response")
    _need(not HALF_PAIR.search(json.dumps(response, ensure_ascii=False)), "response")
    return restored(record)


def restored(record: Mapping[str, Any]) -> Attempt:
    """Return the attempt that was kept as a record, whatever its response is.

    Raises:
        KitError: a value is missing or not what it must be; the sentence names it.
    """
    values: dict[str, Any] = {name: record.get(name) for name in FIELDS}
    score, seconds = values["score"], values["seconds"]
    for name in ("study_set", "question", "content", "kind"):
        value = values[name]
        _need(isinstance(value, str) and 0 < len(value) < _LONGEST and value.isprintable(), name)
    _need(values["outcome"] in get_args(Outcome), "outcome")
    _need(_is_number(score) and 0 <= score <= 1, "score")
    _need(values["confidence"] in (None, *get_args(Confidence)), "confidence")
    _need(seconds is None or (_is_number(seconds) and seconds >= 0), "seconds")
    _need(isinstance(values["hinted"], bool), "hinted")
    _need(values["session"] in get_args(Session), "session")
    values["score"] = float(score)
    values["seconds"] = None if seconds is None else float(seconds)
    values["at"] = moment_of(values["at"])
    values["uuid"] = uuid_of(values["uuid"])
    return Attempt(**values)


def plain(attempt: Attempt) -> dict[str, Any]:
    """Return an attempt as a record of plain JSON values; :func:`checked` reads it back."""
    return {name: getattr(attempt, name) for name in FIELDS} | {"at": stamp(attempt.at)}


def stamp(moment: datetime) -> str:
    """Return an aware moment in UTC, always 32 characters, so that text sorts as time does."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def as_json(value: object) -> str:
    """Return a response as ASCII JSON, which any database can hold whatever was typed.

    Raises:
        KitError: it is not plain JSON.
    """
    try:
        return json.dumps(value, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
    except (TypeError, ValueError, RecursionError):
        raise _faulty("response") from None


def from_json(text: object) -> object:
    """Return the response that :func:`as_json` wrote.

    Raises:
        KitError: it is no JSON.
    """
    with suppress(ValueError, RecursionError):
        if isinstance(text, str) and not HALF_PAIR.search(text):
            return json.loads(text)
    raise _faulty("response")


def _need(good: bool, name: str) -> None:
    if not good:
        raise _faulty(name)


def _faulty(name: str) -> KitError:
    return KitError(f"作答记录中的“{name}”不合格。")


def _is_number(value: object) -> TypeGuard[int | float]:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    try:
        return math.isfinite(value)
    except OverflowError:  # an integer that no float can hold
        return False


def moment_of(value: object) -> datetime:
    """Return the moment that :func:`stamp` wrote, in UTC.

    Raises:
        KitError: it is none.
    """
    with suppress(ValueError, OverflowError):
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
        if moment is not None and moment.tzinfo is not None and moment.year in _YEARS:
            return moment.astimezone(UTC)
    raise _faulty("at")


def uuid_of(value: object) -> str:
    """Return a UUID as it is always written.

    Raises:
        KitError: it is none.
    """
    with suppress(ValueError):
        if isinstance(value, str):
            return str(UUID(value))
    raise _faulty("uuid")
