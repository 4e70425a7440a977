"""Blanks to type into, as other programs have them: answers with their worth → a question."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kit.decks.deck import Draft, NotHeldError
from kit.decks.html_text import one_line
from kit.quiz.answers import figures, typed_kind
from kit.quiz.question import Question, WrongAnswer

_WILD = re.compile(r"(?<!\\)\*")


@dataclass(frozen=True, slots=True)
class TypedAnswer:
    """One answer to a blank: as a paper has it ("": it cannot), what is said to it, per cent."""

    text: str
    feedback: str
    worth: float


def without_star(text: str) -> str:
    r"""Return a typed answer as a paper has it, "" if a star in it stands for anything.

    >>> without_star(r"3 \* 4"), without_star("检察*")
    ('3 * 4', '')
    """
    text = one_line(text)
    return "" if _WILD.search(text) else text.replace(r"\*", "*")


def one_blank(answers: Iterable[TypedAnswer]) -> Draft:
    """Return the question of one blank; wrong answers stay if something is said to them.

    Raises:
        NotHeldError: nothing is right, or what is right is no single text or number.
    """
    accepted: dict[str, None] = {}
    said: dict[str, None] = {}
    wrong: dict[str, list[str]] = {}
    lost: list[str] = []
    for each in answers:
        if each.worth >= 100:
            accepted[each.text] = None
            said[each.feedback] = None
        elif each.worth > 0:
            lost.append("只得部分分的答案")
        elif not each.feedback:
            lost.append("没有说明的错答")
        elif each.text:
            wrong.setdefault(each.feedback, []).append(each.text)
        else:
            lost.append("对其余答案的说明")
    if not accepted:
        raise NotHeldError("没有正确答案的题目")
    if len(accepted) > 1 and accepted.pop("", 0) is None:
        lost.append("有通配符、或不是数字的答案")
    if "" in accepted:
        raise NotHeldError("答案里有通配符、或不是数字的题目")
    right = tuple(accepted)
    question = Question(
        "",
        typed_kind([right]),
        "",
        answers=(right,),
        explanation=" ".join(filter(None, said)),
        wrong=tuple(WrongAnswer(told, 0, texts=tuple(texts)) for told, texts in wrong.items()),
    )
    return question, tuple(lost)


def several_blanks(read: Sequence[Draft]) -> Draft:
    """Return one question of several blanks.

    Raises:
        NotHeldError: not all of them are to be typed into, or one takes a range.
    """
    if any(len(question.answers) != 1 for question, _ in read):
        raise NotHeldError("有几处答案、又不都是填空的题目")
    if any(figures(text) for question, _ in read for text in question.answers[0]):
        raise NotHeldError("有几个空、答案是一个范围的题目")
    question = Question(
        "",
        "fill",
        "",
        answers=tuple(question.answers[0] for question, _ in read),
        explanation=" ".join(filter(None, (question.explanation for question, _ in read))),
        wrong=tuple(
            replace(each, at=at) for at, (question, _) in enumerate(read) for each in question.wrong
        ),
    )
    return question, tuple(what for _, lost in read for what in lost)
