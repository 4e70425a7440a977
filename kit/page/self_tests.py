"""The questions of a test as HTML that can be read, answered and checked without a script."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import fields
from types import SimpleNamespace
from typing import Any

from markupsafe import Markup

from kit.page.answering import place, told
from kit.page.asking import asked, asked_on_paper
from kit.page.editions import Edition
from kit.page.grouping import parts_of
from kit.page.rendering import render
from kit.quiz import Question
from kit.speech import Speech
from kit.speech.parts import part_of

_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "'": "\\u0027"}


def self_test_html(
    questions: Sequence[Question],
    speech: Speech,
    *,
    title: str = "自测",
    intro: str = "",
    edition: Edition = "learner",
    seed: int | str | None = None,
    minutes: float | None = None,
) -> Markup:
    """Return questions as one HTML form, or as a sheet to write on.

    Args:
        questions: in the order in which they are asked.
        speech: the text that their evidence quotes.
        title: the form's accessible name.
        intro: what is said before the questions; if a blank line parts it into paragraphs, a form
            folds it up.
        edition: who it is for; ``learner`` is the form that ``quiz_script`` can make live,
            ``paper`` the sheet, ``teacher`` the same sheet with the answers.
        seed: shuffles the options; None leaves them as in the paper. What is to be put in order or
            matched is always shuffled, the same way for the same seed.
        minutes: makes it a mock test over that time; of these, none may be a recall question.
    """
    paragraphs = [each.strip() for each in intro.split("\n\n") if each.strip()]
    if edition == "learner":
        shown = [_shown(question, speech, seed) for question in questions]
        parts = parts_of(questions, speech)
        return render(
            "test",
            questions=shown,
            title=title,
            intro=paragraphs,
            minutes=minutes,
            parts=_json(parts) if len(parts) > 1 else "",
        )
    sheet = [asked_on_paper(question, seed) for question in questions]
    answers = [
        told(question, shown, speech, sheet=True)
        for question, shown in zip(questions, sheet, strict=True)
        if edition == "teacher"
    ]
    return render("sheet", questions=sheet, answers=answers, title=title, intro=paragraphs)


def _shown(question: Question, speech: Speech, seed: int | str | None) -> SimpleNamespace:
    """Return what the template and the script need of one question: asked, told, and its data."""
    shown = asked(question, seed)
    said = told(question, shown, speech)
    joined = {
        each.name: getattr(part, each.name) for part in (said, shown) for each in fields(part)
    }
    part = part_of(speech, question.node)
    return SimpleNamespace(
        **joined,
        place=place(question.node, speech),
        part=part.id if part else "",
        data=_json(_graded_by(question)),
    )


def _json(value: object) -> Markup:
    """Return JSON for an attribute in ``'``."""
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign, escape in _ESCAPES.items():
        written = written.replace(sign, escape)
    return Markup(written)


def _graded_by(question: Question) -> dict[str, Any]:
    """Return what the script needs to grade and to shuffle the question, and no more."""
    match question.kind:
        case "single" | "multiple" | "judge":
            options = [{"correct": each.correct} for each in question.options]
            return {"options": options} | ({"fixed": True} if question.fixed_order else {})
        case "fill" | "numeric":
            return {"answers": [list(accepted) for accepted in question.answers]}
        case "order":
            return {"order": list(range(len(question.order)))}
        case "match":
            return {"pairs": list(range(len(question.pairs)))}
        case "recall":
            return {}
