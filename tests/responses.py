"""Responses that are worth what a test needs, as a browser reports them."""

from __future__ import annotations

from typing import Any

from kit.quiz import Question


def right(question: Question) -> Any:
    """Return a response that is right."""
    match question.kind:
        case "single" | "judge":
            return question.keys[0]
        case "multiple":
            return list(question.keys)
        case "fill" | "numeric":
            return [accepted[0] for accepted in question.answers]
        case "order":
            return list(range(len(question.order)))
        case "match":
            return list(range(len(question.pairs)))
        case "recall":
            return list(range(len(question.points))) or 1


def wrong(question: Question) -> Any:
    """Return a response that is wrong from beginning to end."""
    others = [index for index in range(len(question.options)) if index not in question.keys]
    match question.kind:
        case "single" | "judge":
            return others[0]
        case "multiple":
            return others
        case "fill" | "numeric":
            return ["不知道"] * len(question.answers)
        case "order":
            return right(question)[::-1]
        case "match":
            lefts = right(question)
            return [*lefts[1:], lefts[0]]
        case "recall":
            return [] if question.points else 0


def partly(question: Question) -> Any:
    """Return a response that is right in part, None to a question that is right or wrong."""
    whole = right(question)
    if question.kind == "recall" and not question.points:
        return 0.5
    if not isinstance(whole, list) or len(whole) < 2:
        return None
    if question.kind == "order":
        return [*whole[:-2], whole[-1], whole[-2]]
    return whole[:1]


def report(question: Question, response: Any = None, **changes: Any) -> dict[str, Any]:
    """Return what a self-test reports of an answer: right and sure, unless said otherwise."""
    return {
        "id": question.id,
        "kind": question.kind,
        "response": right(question) if response is None else response,
        "outcome": "right",
        "score": 1,
        "confidence": "sure",
        "hinted": False,
        "seconds": 4.2,
        **changes,
    }
