"""The kit's own JSON: every kind, nothing left out; written and read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, get_args

from kit.decks.records import Deck, Exported, Imported, Left
from kit.errors import KitError
from kit.quiz.interchange import to_json
from kit.quiz.question import Evidence, Kept, Kind, Option, Question


def write_json(deck: Deck) -> Exported:
    """Write ``{"questions": […]}`` as `kit.quiz.to_json` describes it, in UTF-8."""
    text = json.dumps(to_json(deck.papers), ensure_ascii=False, indent=1)
    return Exported(f"{text}\n".encode())


def read_json(content: Mapping[str, Any]) -> Imported:
    """Read the questions again.

    What does not look like a question is named and left out. Numbers of lines and files are not
    in the JSON; evidence has its place in the speech, but not its node.

    Raises:
        KitError: there is no list of questions.
    """
    records = content.get("questions")
    if not isinstance(records, list):
        raise KitError(
            "这个 JSON 文件里没有题目。",
            remedy="能读的是 kit export --to json 的文件，或者 jupyterquiz 的题目列表。",
        )
    questions: list[Question] = []
    left: list[Left] = []
    for number, record in enumerate(records, start=1):
        try:
            questions.append(read_question(record))
        except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
            left.append(Left(f"第 {number} 题", "看不懂的题目"))
    names = {record["paper"] for record in records if _has_paper(record)}
    return Imported(names.pop() if len(names) == 1 else "", tuple(questions), tuple(left))


def read_question(record: Mapping[str, Any]) -> Question:
    """Return the question of one record.

    Raises:
        KeyError, TypeError, ValueError, AttributeError, OverflowError: the record is of another
            shape.
    """
    kind: Kind = record["kind"]
    if kind not in get_args(Kind):
        raise ValueError(kind)
    return Question(
        _text(record["id"]),
        kind,
        _text(record["stem"]),
        options=tuple(
            Option(_text(each["text"]), bool(each["correct"]), _text(each.get("feedback", "")))
            for each in record.get("options", ())
        ),
        answers=tuple(tuple(map(_text, each)) for each in record.get("answers", ())),
        order=tuple(map(_text, record.get("order", ()))),
        pairs=tuple((_text(left), _text(right)) for left, right in record.get("pairs", ())),
        model_answer=_text(record.get("model_answer", "")),
        evidence=read_places(record),
        source=_text(record.get("source", "")),
        explanation=_text(record.get("explanation", "")),
        hint=_text(record.get("hint", "")),
        fixed_order=bool(record.get("fixed_order", False)),
        kept=tuple(
            Kept(_text(each["rule"]), _text(each["reason"]), 0) for each in record.get("kept", ())
        ),
        node=None if record.get("node") is None else _text(record["node"]),
        count=_text(record.get("count", "")),
        generated=bool(record.get("generated", False)),
    )


def read_places(record: Mapping[str, Any]) -> tuple[Evidence, ...]:
    """Return the evidence of a record: quotations with their spans, without nodes."""
    return tuple(
        Evidence(_text(each["quote"]), int(each.get("start", 0)), int(each.get("end", 0)), None)
        for each in record.get("evidence", ())
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _has_paper(record: object) -> bool:
    return isinstance(record, dict) and isinstance(record.get("paper"), str)
