"""A question as it is shown: what it asks, with letters and blanks, and what its answer says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import count
from string import ascii_uppercase
from typing import Any

from markupsafe import Markup, escape

from kit.page.cell_data import QuestionData, QuotedLine
from kit.quiz import (
    BLANK,
    KIND_NAMES,
    LEVEL_NAMES,
    TIER_NAMES,
    Kind,
    Question,
    item_order,
    option_order,
    right_order,
    wrong_name,
)
from kit.quiz.answers import in_words

_BOLD = re.compile(r"\*\*(.+?)\*\*")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"


@dataclass(frozen=True, slots=True)
class LetteredText:
    """Something to choose: its number in the paper, the letter it is shown with, its text."""

    number: int
    text: str
    letter: str = ""

    def __str__(self) -> str:
        """Return the text behind its letter."""
        return f"{self.letter}. {self.text}" if self.letter else self.text


@dataclass(frozen=True, slots=True)
class QuestionView:
    """One question as a template asks it; what its kind does not use is empty.

    ``standing`` names its tier and level, "" where nobody has decided on them.
    """

    id: str
    kind: str
    kind_name: str
    standing: str
    stem: Markup
    options: tuple[LetteredText, ...] = ()
    blanks: int = 0
    items: tuple[LetteredText, ...] = ()
    lefts: tuple[str, ...] = ()
    rights: tuple[LetteredText, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """What the paper says to whoever chose an option or gave a likely wrong answer.

    ``number`` is that of the option or of the wrong answer; ``name`` tells which, as it is shown.
    """

    number: int
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class AnswerView:
    """All that is said of one question's answer.

    ``pairs`` is the key of a match, one by one, and ``letters`` those of the right sides in it.
    """

    kind: str
    key: str
    explanation: str
    hint: str
    source: str
    quoted: tuple[QuotedLine, ...]
    reasons: tuple[Reason, ...]
    points: tuple[str, ...]
    pairs: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()

    @property
    def points_told(self) -> str:
        """How marking points count."""
        return f"得分点（共 {len(self.points)} 点，按答出的点数给分）"


def screen_view(question: Question, seed: int | str | None) -> QuestionView:
    """Return a question as a screen asks it.

    The seed shuffles the options; None leaves them as in the paper. What is to be put in order or
    matched is always shuffled, never into the right order.
    """
    rights = tuple(right for _, right in question.pairs)
    notes = (
        KIND_NAMES[question.kind],
        "自评" if question.kind == "recall" else "",
        "由规则生成" if question.generated else "",
    )
    return QuestionView(
        id=question.id,
        kind=question.kind,
        kind_name="，".join(filter(None, notes)),
        standing=_standing(question),
        stem=_stem(question.stem),
        options=_options(question, seed),
        blanks=len(question.answers),
        items=_in_order(question.order, item_order(question, seed or 0)),
        lefts=tuple(left for left, _ in question.pairs),
        rights=_in_order(rights, right_order(question, seed or 0), lettered=True),
    )


def paper_view(question: Question, seed: int | str | None) -> QuestionView:
    """Return a question as a printed sheet asks it: other keys, same sheet.

    What is to be put in order or matched stands in an order made from the texts alone (which may
    be the right one: to rule that out would tell something), and a blank for a number is a blank.
    """
    kind: Kind = "fill" if question.kind == "numeric" else question.kind
    rights = tuple(right for _, right in question.pairs)
    return QuestionView(
        id=question.id,
        kind=kind,
        kind_name=KIND_NAMES[kind],
        standing=_standing(question),
        stem=_stem(question.stem),
        options=_options(question, seed),
        items=_in_order(question.order, _blindly(question.order, question.id), lettered=True),
        lefts=tuple(left for left, _ in question.pairs),
        rights=_in_order(rights, _blindly(rights, question.id), lettered=True),
    )


def answer_view(data: QuestionData, view: QuestionView, *, sheet: bool = False) -> AnswerView:
    """Return what is said of the answer to a question, with the letters that it is shown with.

    On a ``sheet`` the right sides of a match have letters, too; on a screen they are lists.
    """
    question = data.question
    return AnswerView(
        kind=question.kind,
        key=_key(question, view, sheet),
        explanation=question.explanation,
        hint=question.hint,
        source=question.source,
        quoted=data.quoted,
        reasons=(*_option_reasons(question, view), *_wrong_reasons(question)),
        points=question.points,
        pairs=_pairs(question, view, sheet),
        letters=tuple(
            right.letter for right in sorted(view.rights, key=lambda right: right.number)
        ),
    )


def marks_told(questions: int) -> str:
    """Return how a test on paper is marked, as `kit.quiz.grading` scores: each question alike."""
    return f"共 {questions} 题，每题 1 分，满分 {questions} 分；部分答对的，按比例给分。"


def grading_data(question: Question) -> dict[str, Any]:
    """Return what the script needs to grade and to shuffle a question, and no more."""
    match question.kind:
        case "single" | "multiple" | "judge":
            options = [{"correct": option.correct} for option in question.options]
            return {"options": options} | ({"fixed": True} if question.fixed_order else {})
        case "fill" | "numeric":
            wrong = [{"at": each.at, "texts": list(each.texts)} for each in question.wrong]
            answers = [list(accepted) for accepted in question.answers]
            return {"answers": answers} | ({"wrong": wrong} if wrong else {})
        case "order":
            return {"order": list(range(len(question.order)))} | _wrong_pairs(question)
        case "match":
            return {"pairs": list(range(len(question.pairs)))} | _wrong_pairs(question)
        case "recall":
            return {"points": list(range(len(question.points)))} if question.points else {}


def _wrong_pairs(question: Question) -> dict[str, Any]:
    wrong = [{"at": each.at, "other": each.other} for each in question.wrong]
    return {"wrong": wrong} if wrong else {}


def _standing(question: Question) -> str:
    """Return the tier and the level of a question that somebody has written or reviewed."""
    if question.generated:
        return ""
    return f"{TIER_NAMES[question.tier]} · {LEVEL_NAMES[question.level]}"


def _options(question: Question, seed: int | str | None) -> tuple[LetteredText, ...]:
    order = range(len(question.options)) if seed is None else option_order(question, seed)
    texts = [option.text for option in question.options]
    return _in_order(texts, order, lettered=question.kind != "judge")


def _in_order(
    texts: Sequence[str], order: Sequence[int], *, lettered: bool = False
) -> tuple[LetteredText, ...]:
    """Return texts in the order in which they are shown, with letters in that order or none."""
    return tuple(
        LetteredText(number, texts[number], ascii_uppercase[place % 26] if lettered else "")
        for place, number in enumerate(order)
    )


def _blindly(texts: Sequence[str], salt: str) -> list[int]:
    """Return an order that depends on the texts, not on how they were given."""
    digests = [sha256(f"{salt}:{text}".encode()).digest() for text in texts]
    return sorted(range(len(texts)), key=digests.__getitem__)


def _stem(stem: str) -> Markup:
    """Return the stem with its bold words, and with blanks that a screen reader can name."""
    blank = '<span class="kit-blank" role="img" aria-label="{}">{}</span>'
    if stem.count(BLANK) == 1:
        blanks = iter([blank.format("空", "\u00a0")])
    else:
        blanks = (blank.format(f"第 {n} 空", _CIRCLED[(n - 1) % 10]) for n in count(1))
    html = _BOLD.sub(r"<strong>\1</strong>", str(escape(stem)))
    return Markup(re.sub(BLANK, lambda _: next(blanks), html))  # escaped before


def _key(question: Question, view: QuestionView, sheet: bool) -> str:
    """Return the right answer in words."""
    match question.kind:
        case "single" | "multiple" | "judge":
            text = "；".join(
                str(option) for option in view.options if option.number in question.keys
            )
        case "fill" | "numeric":
            text = "；".join(" 或 ".join(map(in_words, accepted)) for accepted in question.answers)
        case "order":
            text = " → ".join(map(str, sorted(view.items, key=lambda item: item.number)))
        case "match":
            text = "；".join(_pairs(question, view, sheet))
        case "recall":
            return question.model_answer
    return text if text.endswith("。") else f"{text}。"


def _pairs(question: Question, view: QuestionView, sheet: bool) -> tuple[str, ...]:
    rights = {right.number: str(right) if sheet else right.text for right in view.rights}
    return tuple(f"{left} → {rights[number]}" for number, (left, _) in enumerate(question.pairs))


def _option_reasons(question: Question, view: QuestionView) -> Iterator[Reason]:
    for option in view.options:
        if feedback := question.options[option.number].feedback:
            name = f"选 {option.letter}" if option.letter else f"选“{option.text}”"
            yield Reason(option.number, name, feedback)


def _wrong_reasons(question: Question) -> Iterator[Reason]:
    """Yield what is said to likely wrong answers, in the order of the blanks, items or rows."""
    for number, wrong in sorted(enumerate(question.wrong), key=lambda each: each[1].at):
        yield Reason(number, wrong_name(question, wrong), wrong.feedback)
