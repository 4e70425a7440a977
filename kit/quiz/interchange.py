"""Questions as plain JSON, for the page, the exports and other programs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kit.quiz.question import Paper, Question


def to_json(papers: Iterable[Paper]) -> dict[str, list[dict[str, Any]]]:
    """Return ``{"questions": […]}``, all papers' questions in order.

    Each has ``id kind stem options answers order pairs evidence source explanation node
    generated`` and, after these, ``model_answer hint fixed_order count kept paper``. ``answers``
    holds, for each blank, the list of accepted answers; ``pairs`` lists ``[left, right]``;
    evidence spans are characters of the speech's text. What a kind does not use is empty.
    """
    return {
        "questions": [
            question_json(question, paper.name) for paper in papers for question in paper.questions
        ]
    }


def question_json(question: Question, paper: str = "") -> dict[str, Any]:
    """Return one question in the form that `to_json` describes."""
    return {
        "id": question.id,
        "kind": question.kind,
        "stem": question.stem,
        "options": [
            {"text": each.text, "correct": each.correct, "feedback": each.feedback}
            for each in question.options
        ],
        "answers": [list(accepted) for accepted in question.answers],
        "order": list(question.order),
        "pairs": [list(pair) for pair in question.pairs],
        "evidence": [
            {"quote": each.quote, "start": each.start, "end": each.end}
            for each in question.evidence
        ],
        "source": question.source,
        "explanation": question.explanation,
        "node": question.node,
        "generated": question.generated,
        "model_answer": question.model_answer,
        "hint": question.hint,
        "fixed_order": question.fixed_order,
        "count": question.count,
        "kept": [{"rule": each.rule, "reason": each.reason} for each in question.kept],
        "paper": paper,
    }
