"""jupyterquiz JSON: a list of questions that `jupyterquiz.display_quiz` shows.

It holds choices, numbers and one blank. Texts are HTML there, ``$`` and ``[…](…)`` have a meaning,
and what is typed is compared as it stands. The file is plain ASCII, because jupyterquiz opens it
in the machine's own encoding. Beside jupyterquiz's own keys a question has some of `to_json`,
under the same names, so that a paper can be made of it again; jupyterquiz takes no notice of them.
"""

from __future__ import annotations

import json
from typing import Any

from kit.decks.inline import BREAK, clean, to_html
from kit.decks.records import Deck, Exported, Left
from kit.decks.wording import KINDS, RIGHT, SEVERAL_BLANKS, WRONG, reasons
from kit.quiz.answers import quantity
from kit.quiz.interchange import question_json
from kit.quiz.question import Question
from kit.speech import Speech

BESIDE = (
    "id",
    "evidence",
    "source",
    "explanation",
    "hint",
    "fixed_order",
    "count",
    "kept",
    "paper",
)
"""The keys that the kit adds to a question."""

_TYPES = {"single": "multiple_choice", "multiple": "many_choice", "judge": "multiple_choice"}
_MEANING = str.maketrans({"$": "&#36;", "[": "&#91;", "\\": "&#92;"})


def write_jupyterquiz(deck: Deck) -> Exported:
    """Write the list; putting in order, matching, recall and several blanks are left out."""
    records: list[dict[str, Any]] = []
    left: list[Left] = []
    for paper, question in deck.questions():
        if what := _unfit(question):
            left.append(Left(question.id, what))
        else:
            records.append(_record(question, paper.name, deck.speech))
    text = json.dumps(records, indent=1).replace("<", "\\u003c")
    return Exported(f"{text}\n".encode("ascii"), tuple(left))


def shown(text: str) -> str:
    """Return a text in the HTML that jupyterquiz shows as exactly it."""
    return to_html(text).translate(_MEANING)


def shown_reasons(question: Question, speech: Speech) -> str:
    """Return what follows the feedback of a right answer."""
    return BREAK.join(shown(each) for each in reasons(question, speech))


def _unfit(question: Question) -> str:
    if question.kind in {"order", "match", "recall"}:
        return KINDS[question.kind]
    return SEVERAL_BLANKS if len(question.answers) > 1 else ""


def _record(question: Question, paper: str, speech: Speech) -> dict[str, Any]:
    beside = question_json(question, paper)
    after = shown_reasons(question, speech)
    return {
        "question": shown(question.stem),
        "type": _TYPES.get(question.kind, "numeric" if question.kind == "numeric" else "string"),
        "answers": _options(question, after) if question.options else _typed(question, after),
        **{key: beside[key] for key in BESIDE},
    }


def _options(question: Question, after: str) -> list[dict[str, Any]]:
    """Return the options; whoever finds a right one is told why it is right."""
    return [
        {
            "answer": shown(each.text),
            "correct": each.correct,
            "feedback": _join(shown(each.feedback) or RIGHT, after)
            if each.correct
            else shown(each.feedback) or WRONG,
        }
        for each in question.options
    ]


def _typed(question: Question, after: str) -> list[dict[str, Any]]:
    """Return what is right in the blank, and what to say to anything else."""
    accepted = question.answers[0]
    feedback = _join(RIGHT, after)
    answers: list[dict[str, Any]] = []
    if question.kind == "numeric":
        values = dict.fromkeys(quantity(each) for each in accepted)
        answers += [
            {"type": "value", "value": json.loads(each), "correct": True, "feedback": feedback}
            for each in values
            if each is not None
        ]
    else:
        answers += [
            {"answer": clean(each), "correct": True, "feedback": feedback} for each in accepted
        ]
    hint = f"提示：{question.hint}" if question.hint else ""
    answers.append({"type": "default", "feedback": WRONG + shown(hint)})
    return answers


def _join(first: str, after: str) -> str:
    return f"{first}{BREAK}{after}" if after else first
