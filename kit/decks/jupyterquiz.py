"""jupyterquiz JSON: a list of questions that `jupyterquiz.display_quiz` shows; written and read.

It holds choices, numbers and one blank. Texts are HTML there, ``$`` and ``[…](…)`` have a meaning,
and what is typed is compared as it stands. The file is plain ASCII, because jupyterquiz opens it
in the machine's own encoding. Beside jupyterquiz's own keys a question has some of the kit's own
JSON, under the same names, so that a paper can be made of it again; jupyterquiz takes no notice of
them. Files that others have written have none of these.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kit.decks.deck import Deck, Exported, Imported, NotHeldError, explained
from kit.decks.kit_json import BESIDE, read_beside, read_records, text_of, with_wrong
from kit.decks.texts import (
    BREAK,
    clean,
    from_html,
    numbers,
    one_line,
    reasons,
    to_html,
    unfit,
    with_blank,
    wrong_numbers,
)
from kit.quiz.answers import typed_kind
from kit.quiz.kinds import JUDGE
from kit.quiz.question import Option, Question
from kit.quiz.writing import question_json
from kit.speech import Speech

_OWN = (
    *("id", "evidence", "source", "explanation", "hint", "fixed_order", "count", "kept", "paper"),
    *("tier", "level", "wrong"),
)
_CHOICES = {"single": "multiple_choice", "multiple": "many_choice", "judge": "multiple_choice"}
_TYPED = {"fill": "string", "numeric": "numeric"}
_MEANING = str.maketrans({"$": "&#36;", "[": "&#91;", "\\": "&#92;"})
_LIKE_JUDGE = (("对", "错"), ("正确", "错误"), ("true", "false"), ("是", "否"))
_RIGHT, _WRONG = "对。", "不对。"


def write_jupyterquiz(deck: Deck) -> Exported:
    """Write the list; putting in order, matching, recall and several blanks are left out."""
    held, left = deck.held(lambda question: unfit(question, "order", "match", "recall"))
    records = [_record(question, paper.name, deck.speech) for paper, question in held]
    text = json.dumps(records, indent=1).replace("<", "\\u003c")
    return Exported(f"{text}\n".encode("ascii"), left)


def _record(question: Question, paper: str, speech: Speech) -> dict[str, Any]:
    own = question_json(question, paper)
    after = [_shown(each) for each in reasons(question, speech)]
    return {
        "question": _shown(question.stem),
        "type": _CHOICES.get(question.kind) or _TYPED[question.kind],
        "answers": _options(question, after) if question.options else _typed(question, after),
        **{key: own[key] for key in _OWN},
    }


def _options(question: Question, after: Sequence[str]) -> list[dict[str, Any]]:
    """Return the options; whoever finds a right one is told why it is right."""
    return [
        {
            "answer": _shown(each.text),
            "correct": each.correct,
            "feedback": BREAK.join((_shown(each.feedback) or _RIGHT, *after))
            if each.correct
            else _shown(each.feedback) or _WRONG,
        }
        for each in question.options
    ]


def _typed(question: Question, after: Sequence[str]) -> list[dict[str, Any]]:
    """Return what is right in the blank, and what to say to anything else."""
    right = {"correct": True, "feedback": BREAK.join((_RIGHT, *after))}
    if question.kind == "numeric":
        values = map(json.loads, numbers(question))
        answers = [{"type": "value", "value": each, **right} for each in values]
    else:
        answers = [{"answer": clean(each), **right} for each in question.answers[0]]
    answers += _mistaken(question)
    hint = f"提示：{question.hint}" if question.hint else ""
    return [*answers, {"type": "default", "feedback": _WRONG + _shown(hint)}]


def _mistaken(question: Question) -> Iterator[dict[str, Any]]:
    """Yield the likely wrong answers that can be typed, with what is said to each."""
    if question.kind == "numeric":
        for digits, feedback in wrong_numbers(question):
            told = {"correct": False, "feedback": _shown(feedback)}
            yield {"type": "value", "value": json.loads(digits), **told}
    else:
        for wrong in question.wrong:
            told = {"correct": False, "feedback": _shown(wrong.feedback)}
            yield from ({"answer": clean(text), **told} for text in wrong.texts)


def _shown(text: str) -> str:
    """Return a text in the HTML that jupyterquiz shows as exactly it."""
    return to_html(text).translate(_MEANING)


def read_jupyterquiz(content: Sequence[Any]) -> Imported:
    """Read the list; what a paper cannot hold is named, by the question's id or its number."""
    return read_records(content, _question, lambda record: text_of(record, "id"))


def _question(record: Mapping[str, Any]) -> tuple[Question, str]:
    """Return the question and what of it is lost.

    Raises:
        NotHeldError: a paper cannot hold it.
    """
    if "code" in record or any("code" in each for each in record["answers"]):
        raise NotHeldError("带程序代码的题目")
    if record["type"] in set(_CHOICES.values()):
        return _choice(record), ""
    if record["type"] not in set(_TYPED.values()):
        raise NotHeldError(f"“{record['type']}”类的题目")
    answers = record["answers"]
    right = [each for each in answers if each.get("correct") is True]
    if not right:
        raise NotHeldError("没有正确答案的题目")
    if any("range" in each for each in right):
        raise NotHeldError("答案是一个范围的题目")
    key = "value" if record["type"] == "numeric" else "answer"
    accepted = tuple(one_line(str(each[key])) for each in right)
    beside = _beside(record)
    beside["explanation"] = beside["explanation"] or from_html(str(right[0].get("feedback", "")))
    question = Question(
        text_of(record, "id"),
        typed_kind([accepted]),
        with_blank(from_html(record["question"])),
        answers=(accepted,),
        **beside,
    )
    question = with_wrong(
        question, record if "wrong" in record else {"wrong": _wrong(answers, key)}
    )
    return question, "有效数字的要求" if "precision" in record else ""


def _wrong(answers: Sequence[Mapping[str, Any]], key: str) -> list[dict[str, Any]]:
    """Return the wrong answers to which something is said, in the form of the kit's own JSON."""
    texts: dict[str, list[str]] = {}
    for each in answers:
        feedback = from_html(str(each.get("feedback", "")))
        if each.get("correct") is False and feedback and key in each:
            texts.setdefault(feedback, []).append(one_line(str(each[key])))
    return [{"feedback": said, "at": 0, "texts": given} for said, given in texts.items()]


def _choice(record: Mapping[str, Any]) -> Question:
    """Return a choice; two options that say true and false make it a judge question."""
    options = [
        Option(
            from_html(each["answer"]),
            bool(each["correct"]),
            _feedback(str(each.get("feedback", "")), record),
        )
        for each in record["answers"]
    ]
    pair = tuple(each.text.lower() for each in options)
    for names in _LIKE_JUDGE:
        if set(pair) == set(names) and len(pair) == 2:
            options = [
                Option("对" if text == names[0] else "错", each.correct, each.feedback)
                for text, each in zip(pair, options, strict=True)
            ]
    keys = sum(each.correct for each in options)
    judge = {each.text for each in options} == JUDGE
    question = Question(
        text_of(record, "id"),
        "judge" if judge else "multiple" if keys > 1 else "single",
        from_html(record["question"]),
        options=tuple(options),
        **_beside(record),
    )
    return explained(question) if "explanation" not in record else question


def _feedback(feedback: str, record: Mapping[str, Any]) -> str:
    """Return an option's own feedback, without what `write_jupyterquiz` has put to it."""
    own = feedback.partition(BREAK)[0] if "explanation" in record else feedback
    text = from_html(own)
    return "" if text in {_RIGHT, _WRONG} else text


def _beside(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the kit itself has put beside jupyterquiz's own keys."""
    return read_beside({**record, **{key: text_of(record, key) for key in BESIDE}})
