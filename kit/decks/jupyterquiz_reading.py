"""jupyterquiz JSON read again: files of `write_jupyterquiz`, and those that others have written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kit.decks.inline import BREAK, from_html, one_line
from kit.decks.kit_json import read_places
from kit.decks.records import Imported, Left
from kit.decks.typed import blank_kind, with_blank
from kit.decks.wording import RIGHT, WRONG
from kit.quiz.choices import JUDGE
from kit.quiz.question import Kept, Option, Question

_CHOICES = {"multiple_choice", "many_choice"}
_TYPED = {"numeric", "string"}
_LIKE_JUDGE = (("对", "错"), ("正确", "错误"), ("true", "false"), ("是", "否"))


def read_jupyterquiz(content: Sequence[Any]) -> Imported:
    """Read the list; what a paper cannot hold is named, by the question's id or its number."""
    questions: list[Question] = []
    left: list[Left] = []
    partly: list[Left] = []
    for index, record in enumerate(content, start=1):
        name = f"第 {index} 题"
        try:
            found, what = _question(record)
        except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
            found, what = None, "看不懂的题目"
        if found is None:
            left.append(Left(_text(record, "id") or name, what))
            continue
        questions.append(found)
        if what:
            partly.append(Left(found.id or name, what))
    papers = {_text(record, "paper") for record in content}
    title = papers.pop() if len(papers) == 1 else ""
    return Imported(title, tuple(questions), tuple(left), tuple(partly))


def _question(record: Mapping[str, Any]) -> tuple[Question | None, str]:
    """Return the question, or None, and what of it is lost.

    Raises:
        KeyError, TypeError, ValueError, AttributeError, OverflowError: the record is of another
            shape.
    """
    if "code" in record or any("code" in each for each in record["answers"]):
        return None, "带程序代码的题目"
    if record["type"] in _CHOICES:
        return _choice(record), ""
    if record["type"] not in _TYPED:
        return None, f"“{record['type']}”类的题目"
    right = [each for each in record["answers"] if each.get("correct") is True]
    if not right:
        return None, "没有正确答案的题目"
    if any("range" in each for each in right):
        return None, "答案是一个范围的题目"
    key = "value" if record["type"] == "numeric" else "answer"
    accepted = tuple(one_line(str(each[key])) for each in right)
    question = Question(
        _text(record, "id"),
        blank_kind(accepted),
        with_blank(from_html(record["question"])),
        answers=(accepted,),
        **_beside(record, from_html(str(right[0].get("feedback", "")))),
    )
    if "precision" in record:
        return question, "有效数字的要求"
    lost = any(each.get("correct") is False and each.get("feedback") for each in record["answers"])
    return question, "针对某个错误答案的反馈" if lost else ""


def _choice(record: Mapping[str, Any]) -> Question:
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
    keys = [each for each in options if each.correct]
    explanation = ""
    if "explanation" not in record and len(keys) == 1:  # the key's feedback is the explanation
        explanation = keys[0].feedback
        options = [Option(e.text, e.correct, "" if e.correct else e.feedback) for e in options]
    judge = {each.text for each in options} == JUDGE
    return Question(
        _text(record, "id"),
        "judge" if judge else "multiple" if len(keys) > 1 else "single",
        from_html(record["question"]),
        options=tuple(options),
        **_beside(record, explanation),
    )


def _feedback(feedback: str, record: Mapping[str, Any]) -> str:
    """Return an option's own feedback, without what `write_jupyterquiz` has put to it."""
    own = feedback.partition(BREAK)[0] if "explanation" in record else feedback
    text = from_html(own)
    return "" if text in {RIGHT, WRONG} else text


def _beside(record: Mapping[str, Any], explanation: str) -> dict[str, Any]:
    """Return what the kit itself has put beside jupyterquiz's own keys."""
    return {
        "evidence": read_places(record),
        "source": _text(record, "source"),
        "explanation": _text(record, "explanation") or explanation,
        "hint": _text(record, "hint"),
        "fixed_order": record.get("fixed_order") is True,
        "count": _text(record, "count"),
        "kept": tuple(Kept(each["rule"], each["reason"], 0) for each in record.get("kept", ())),
    }


def _text(record: object, key: str) -> str:
    value = record.get(key) if isinstance(record, Mapping) else None
    return value if isinstance(value, str) else ""
