"""A question made by rule: what all of them have in common, and the id that its words give it."""

from __future__ import annotations

import hashlib
from string import ascii_lowercase

from kit.quiz.question import Evidence, Kind, Option, Question


def question(
    kind: Kind,
    stem: str,
    *,
    evidence: tuple[Evidence, ...],
    explanation: str,
    options: tuple[Option, ...] = (),
    answers: tuple[tuple[str, ...], ...] = (),
    order: tuple[str, ...] = (),
    pairs: tuple[tuple[str, str], ...] = (),
    hint: str = "",
) -> Question:
    """Return a question that is marked as generated; its node and its order come later.

    The id follows from what is asked and answered, whatever the order of the options: progress
    that is kept under it belongs to this question and to no other.
    """
    said = [kind, stem, *sorted(f"{each.correct}{each.text}" for each in options)]
    said += ["|".join(accepted) for accepted in answers]
    said += [*order, *(f"{left}={right}" for left, right in pairs)]
    return Question(
        identity("\n".join(said)),
        kind,
        stem,
        options=options,
        answers=answers,
        order=order,
        pairs=pairs,
        evidence=evidence,
        explanation=explanation,
        hint=hint,
        generated=True,
    )


def identity(text: str) -> str:
    """Return an id: ``g``, five letters and three digits, the same for the same text.

    >>> identity("甲") == identity("甲") != identity("乙")
    True
    """
    number = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8])
    number, digits = divmod(number, 1000)
    letters = ""
    for _ in range(5):
        number, letter = divmod(number, 26)
        letters += ascii_lowercase[letter]
    return f"g{letters}{digits:03}"
