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
from dataclasses import replace
from typing import Any

from kit.decks.deck import Deck, Draft, Exported, Imported, NotHeldError
from kit.decks.figures import digits_of, ends_of, from_to
from kit.decks.html_text import BREAK, clean, from_html, one_line, to_html, with_lost
from kit.decks.kit_json import BESIDE, read_beside, read_records, text_of, with_wrong
from kit.decks.remarks import explained
from kit.decks.texts import reasons, stem_of, unfit
from kit.decks.weighed import WeighedAnswer, choice_of, one_blank, typed_answers
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
_ASKED_MORE = {"match_case": "区分大小写的要求", "fuzzy_threshold": "相近就算对的规定"}
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
    """Return what can be typed into the blank, and what to say to anything else."""
    answers: list[dict[str, Any]] = []
    for each in typed_answers(question):
        said = BREAK.join((_RIGHT, *after)) if each.worth else _shown(each.feedback)
        told = {"correct": bool(each.worth), "feedback": said}
        numeric = question.kind == "numeric"
        values = _values(each.text) if numeric else [{"answer": clean(each.text)}]
        answers += (value | told for value in values)
    hint = f"提示：{question.hint}" if question.hint else ""
    return [*answers, {"type": "default", "feedback": _WRONG + _shown(hint)}]


def _values(text: str) -> Iterator[dict[str, Any]]:
    """Yield a number as jupyterquiz has it; its ranges lack their upper end."""
    low, high = map(json.loads, ends_of(text))
    if low < high:
        yield {"type": "range", "range": [low, high]}
    yield {"type": "value", "value": high}


def _shown(text: str) -> str:
    """Return a text in the HTML that jupyterquiz shows as exactly it."""
    return to_html(text).translate(_MEANING)


def read_jupyterquiz(content: Sequence[Any]) -> Imported:
    """Read the list; what a paper cannot hold is named, by the question's id or its number."""
    return read_records(content, _question, lambda record: text_of(record, "id"))


def _question(record: Mapping[str, Any]) -> Draft:
    """Return the question and what of it is lost.

    Raises:
        NotHeldError: a paper cannot hold it.
    """
    answers = record["answers"]
    if "code" in record or any("code" in each for each in answers):
        raise NotHeldError("带程序代码的题目")
    if record["type"] in set(_CHOICES.values()):
        question, lost = _choice(record)
    elif record["type"] in set(_TYPED.values()):
        question, lost = _blank(record)
    else:
        raise NotHeldError(f"“{record['type']}”类的题目")
    told = [str(each.get(key, "")) for each in answers for key in ("answer", "feedback")]
    return with_lost((question, lost), "\n".join((record["question"], *told)))


def _blank(record: Mapping[str, Any]) -> Draft:
    """Return a question that is typed into; of a range the upper end is right in a paper."""
    answers = record["answers"]
    question, lost = one_blank(
        WeighedAnswer(
            _text(each),
            from_html(str(each.get("feedback", ""))),
            100 if each.get("correct") is True else 0,
        )
        for each in answers
        if each.get("type") != "default" or each.get("feedback")
    )
    beside = _beside(record)
    if "explanation" in record:  # the kit's own: what was said is in it again
        question, lost = replace(question, explanation=""), ()
    beside["explanation"] = beside["explanation"] or question.explanation
    rules = [what for key, what in _ASKED_MORE.items() if any(each.get(key) for each in answers)]
    rules += ["有效数字的要求"] if "precision" in record else []
    (accepted,) = question.answers
    right = (each for each in answers if each.get("correct") is True)
    ends = {digits_of(str(each["range"][1])) for each in right if "range" in each}
    if ends - set(accepted):
        rules.append("范围不含上限的规定")
    question = replace(
        question,
        id=text_of(record, "id"),
        stem=stem_of(from_html(record["question"]), typed=True),
        answers=(tuple(each for each in accepted if each not in ends) or accepted,),
        **beside,
    )
    return with_wrong(question, record) if "wrong" in record else question, (*lost, *rules)


def _text(answer: Mapping[str, Any]) -> str:
    """Return what a paper accepts for an answer, "" if it should be a number and is none."""
    if "range" in answer:
        least, greatest = answer["range"]
        return from_to(str(least), str(greatest))
    if "value" in answer:
        return digits_of(str(answer["value"]))
    return one_line(str(answer.get("answer", "")))


def _choice(record: Mapping[str, Any]) -> Draft:
    """Return a choice; two options that say true and false make it a judge question."""
    options = [
        Option(
            from_html(each["answer"]),
            bool(each["correct"]),
            _feedback(str(each.get("feedback", "")), record),
        )
        for each in record["answers"]
    ]
    question = replace(
        choice_of(options),
        id=text_of(record, "id"),
        stem=from_html(record["question"]),
        **_beside(record),
    )
    lost = len(question.keys) > 1 and record["type"] == "multiple_choice"
    return explained(question) if "explanation" not in record else question, (
        ("选中一个正确项就得满分的规定",) if lost else ()
    )


def _feedback(feedback: str, record: Mapping[str, Any]) -> str:
    """Return an option's own feedback, without what `write_jupyterquiz` has put to it."""
    own = feedback.partition(BREAK)[0] if "explanation" in record else feedback
    text = from_html(own)
    return "" if text in {_RIGHT, _WRONG} else text


def _beside(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the kit itself has put beside jupyterquiz's own keys."""
    return read_beside({**record, **{key: text_of(record, key) for key in BESIDE}})
