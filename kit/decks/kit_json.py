"""The kit's own JSON: every kind, nothing left out; written and read."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, get_args

from kit.decks.deck import Deck, Draft, Exported, Imported, NotHeldError, read_each
from kit.errors import KitError
from kit.quiz.question import (
    Evidence,
    KeptWarning,
    Kind,
    Level,
    Option,
    Question,
    Tier,
    WrongAnswer,
)
from kit.quiz.writing import to_json

BESIDE = ("source", "explanation", "hint", "count")
"""The texts that any kind of question may have beside its stem."""


def write_json(deck: Deck) -> Exported:
    """Write ``{"questions": […]}`` as `kit.quiz.writing.to_json` describes it, in UTF-8."""
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
    return read_records(records, lambda record: (_question(record), ()))


def read_records(
    records: Sequence[Any],
    read: Callable[[Any], Draft],
    name: Callable[[Any], str] = lambda record: "",
) -> Imported:
    """Read a list of JSON records with ``read``; the title is the paper that all of them name.

    Whatever ``read`` meets in a record of another shape makes it one that a paper cannot hold.
    """

    def checked(record: Any) -> Draft:
        try:
            return read(record)
        except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
            raise NotHeldError("看不懂的题目") from None

    found = read_each(((name(record), 0, record) for record in records), checked)
    papers = {text_of(record, "paper") for record in records}
    return replace(found, title=papers.pop() if len(papers) == 1 else "")


def read_beside(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a question that any kind may have, but for id, stem and node.

    Evidence has its quotations with their spans, and no nodes.
    """
    return {
        **{key: _text(record.get(key, "")) for key in BESIDE},
        "evidence": tuple(
            Evidence(_text(each["quote"]), int(each.get("start", 0)), int(each.get("end", 0)), None)
            for each in record.get("evidence", ())
        ),
        "fixed_order": bool(record.get("fixed_order", False)),
        "tier": _one_of(record.get("tier", "core"), get_args(Tier)),
        "level": _one_of(record.get("level", "remember"), get_args(Level)),
        "kept": tuple(
            KeptWarning(_text(each["rule"]), _text(each["reason"]), 0)
            for each in record.get("kept", ())
        ),
    }


def with_wrong(question: Question, record: Mapping[str, Any]) -> Question:
    """Return a question with the likely wrong answers of its record.

    Raises:
        ValueError: one is about a blank, a pair or an item that is not there.
    """
    wrong = tuple(
        WrongAnswer(
            _text(each["feedback"]),
            int(each["at"]),
            int(each.get("other", 0)),
            tuple(map(_text, each.get("texts", ()))),
        )
        for each in record.get("wrong", ())
    )
    places = max(len(question.answers), len(question.pairs), len(question.order))
    typed = bool(question.answers)
    for each in wrong:
        other = 0 <= each.other < places and each.other != each.at
        if not 0 <= each.at < places or not (each.texts if typed else other):
            raise ValueError(each)
    return replace(question, wrong=wrong)


def text_of(record: object, key: str) -> str:
    """Return the text that a record has under a key, or "" where it has none."""
    value = record.get(key) if isinstance(record, Mapping) else None
    return value if isinstance(value, str) else ""


def _question(record: Mapping[str, Any]) -> Question:
    kind: Kind = record["kind"]
    if kind not in get_args(Kind):
        raise ValueError(kind)
    question = Question(
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
        node=None if record.get("node") is None else _text(record["node"]),
        generated=bool(record.get("generated", False)),
        points=tuple(map(_text, record.get("points", ()))) if kind == "recall" else (),
        **read_beside(record),
    )
    return with_wrong(question, record)


def _one_of(value: object, names: Sequence[str]) -> Any:
    if value not in names:
        raise ValueError(value)
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value
