"""What is remembered of a checked answer, and the mark by which an edited question is known."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal, TypeGuard, cast, get_args
from uuid import UUID, uuid4

from kit.errors import KitError
from kit.quiz import Question, grade

Outcome = Literal["right", "partly", "wrong"]
Confidence = Literal["guess", "fairly", "sure"]
Session = Literal["paper", "mixed", "review", "mock"]

_YEARS = range(2000, 9000)
_LONGEST = 10_000  # characters of a response as JSON, and of a question's id


@dataclass(frozen=True, slots=True)
class Attempt:
    """One checked answer.

    ``question`` is the question's id in its study set and ``content`` its :func:`content_hash`
    when it was asked; ``response`` is plain JSON as `kit.quiz.grading` describes it; ``score`` is
    0 to 1; ``seconds`` is None where it is not known; ``at`` is in UTC; ``session`` is the kind of
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


def content_hash(question: Question) -> str:
    """Return 16 hexadecimal digits that change when what is asked or its key changes.

    Stem, options, answers and keys count, in their order; explanation, hint, feedback and evidence
    do not, nor does the place of the question in its paper.
    """
    asked = [
        question.kind,
        question.stem,
        [[option.text, option.correct] for option in question.options],
        question.answers,
        question.order,
        question.pairs,
        question.model_answer,
    ]
    text = json.dumps(asked, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


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


def checked(record: Mapping[str, Any]) -> Attempt:
    """Return the attempt that a plain record (as :func:`plain` gives it) describes.

    Raises:
        KitError: a value is missing or not what it must be; the sentence names it.
    """
    for name in ("study_set", "question", "content", "kind"):
        value = record.get(name)
        _need(isinstance(value, str) and 0 < len(value) < _LONGEST and value.isprintable(), name)
    outcome, score = record.get("outcome"), record.get("score")
    confidence, seconds = record.get("confidence"), record.get("seconds")
    _need(outcome in get_args(Outcome), "outcome")
    _need(_is_number(score) and 0 <= score <= 1, "score")
    _need(confidence is None or confidence in get_args(Confidence), "confidence")
    _need(seconds is None or (_is_number(seconds) and seconds >= 0), "seconds")
    _need(isinstance(record.get("hinted"), bool), "hinted")
    _need(record.get("session") in get_args(Session), "session")
    _need("response" in record and len(as_json(record["response"])) < _LONGEST, "response")
    _need(_is_text(record["response"]), "response")
    return Attempt(
        study_set=record["study_set"],
        question=record["question"],
        content=record["content"],
        kind=record["kind"],
        response=record["response"],
        outcome=cast("Outcome", outcome),
        score=float(cast("float", score)),
        at=_moment(record.get("at")),
        confidence=cast("Confidence | None", confidence),
        hinted=record["hinted"],
        seconds=None if seconds is None else float(seconds),
        session=record["session"],
        uuid=_uuid(record.get("uuid")),
    )


def plain(attempt: Attempt) -> dict[str, Any]:
    """Return an attempt as a record of plain JSON values; :func:`checked` reads it back."""
    return {
        "uuid": attempt.uuid,
        "study_set": attempt.study_set,
        "question": attempt.question,
        "content": attempt.content,
        "kind": attempt.kind,
        "response": attempt.response,
        "outcome": attempt.outcome,
        "score": attempt.score,
        "confidence": attempt.confidence,
        "hinted": attempt.hinted,
        "seconds": attempt.seconds,
        "at": stamp(attempt.at),
        "session": attempt.session,
    }


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
        raise KitError("作答记录中的“response”不合格。") from None


def _need(good: bool, name: str) -> None:
    if not good:
        raise KitError(f"作答记录中的“{name}”不合格。")


def _is_number(value: object) -> TypeGuard[int | float]:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    try:
        return math.isfinite(value)
    except OverflowError:  # an integer that no float can hold
        return False


def _is_text(response: object) -> bool:
    """Tell whether plain JSON can be written as UTF-8: no half of a surrogate pair is in it."""
    try:
        json.dumps(response, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


def _moment(value: object) -> datetime:
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
        if moment is not None and moment.tzinfo is not None and moment.year in _YEARS:
            return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise KitError("作答记录中的“at”不合格。")


def _uuid(value: object) -> str:
    try:
        return str(UUID(value)) if isinstance(value, str) else _uuid("")
    except ValueError:
        raise KitError("作答记录中的“uuid”不合格。") from None
